# Written by 'noglue setup --system'; 'noglue setup --system --undo' removes it.
"""Run at every start of this Python by noglue.pth and noglue.start; installed by 'noglue setup --system'.

Decides with as little as can be whether the code about to run may belong to a project. Only then is the rest
loaded. Never raises, and leaves system tools, environments, -I, -E and NOGLUE=0 alone.
"""

import os
import sys

# Servers that are Python programs; the same names as in noglue's own rule (src/discover/command).
SERVERS = frozenset(
    "celery daphne django-admin flask granian gunicorn hypercorn uvicorn waitress-serve".split()
)
MODULES = frozenset("celery daphne django flask granian gunicorn hypercorn uvicorn waitress".split())
SYSTEM = ("/usr/", "/bin/", "/sbin/", "/snap/", "/nix/", "/gnu/")
# Programs that embed Python in order to serve projects; gdb, vim and others are not ours to change.
EMBEDDERS = ("uwsgi", "apache2", "httpd", "unitd")

_is_done = False


def start():
    """The one entry."""
    global _is_done
    if _is_done:
        return
    _is_done = True
    try:
        _start()
    except KeyboardInterrupt:
        # Who wants it to end does not want it to go on with the system's packages.
        os._exit(130)
    except BaseException:  # Whatever it is: this Python must start as if noglue were not there.
        if is_debug():
            sys.excepthook(*sys.exc_info())


def is_debug():
    """For who works on this file: what went wrong is shown, and still not raised."""
    return os.environ.get("NOGLUE") == "debug"


def _start():
    flags = sys.flags
    if sys.prefix != sys.base_prefix or flags.isolated or flags.ignore_environment:
        return
    if os.environ.get("NOGLUE") == "0":
        return
    words = getattr(sys, "orig_argv", None)
    script = sys.argv[0] if getattr(sys, "argv", None) else ""
    is_named = bool(os.environ.get("NOGLUE_PROJECT"))
    if words != [] and is_interpreter():
        if script == "-m":
            words = words or command_line()
            matters = any(name in word for word in words[1:] for name in MODULES)
        else:
            matters = script not in ("", "-c", "-") and may_matter(script, is_named)
        if matters:
            import noglue_program

            noglue_program.run(words or command_line())
    else:
        is_server = embedder().startswith(EMBEDDERS)
        if is_server or is_named:
            import noglue_embedded

            noglue_embedded.arm(is_server)


def command_line():
    """What 3.10 and later have as sys.orig_argv."""
    try:
        with open("/proc/self/cmdline", "rb") as file:
            return [os.fsdecode(word) for word in file.read().split(b"\0")[:-1]]
    except OSError:
        import subprocess

        return [sys.executable] + subprocess._args_from_interpreter_flags() + sys.argv


def embedder():
    """The name of the program that this interpreter runs in."""
    try:
        path = os.readlink("/proc/self/exe")
    except OSError:
        path = sys.executable or ""
    return path.rpartition("/")[2]


def is_interpreter():
    """True in a program that is a Python interpreter, and not one that has Python in it."""
    return embedder().lower().startswith(("python", "pypy", "ld-", "ld."))


def leads_out(script):
    """True for a link among the system's programs that leads to a script elsewhere."""
    try:
        os.readlink(script)
    except OSError:
        return False
    return not os.path.realpath(script).startswith(SYSTEM)


def may_matter(script, is_named):
    """True when a script may belong to a project: the rule then has the last word."""
    if not script.startswith("/"):
        script = os.path.join(os.getcwd(), script)
    if "/../" in script + "/":
        return True
    if script.startswith(SYSTEM):
        return script.rpartition("/")[2] in SERVERS or leads_out(script)
    if is_named:
        return True
    try:
        os.readlink(script)
        return True
    except OSError:
        pass
    # The script itself, too: it may be a directory with a __main__.py.
    top = script.rstrip("/")
    while True:
        for name in ("/.venv/pyvenv.cfg", "/.python-envs"):
            try:
                os.stat(top + name)
                return True
            except (FileNotFoundError, NotADirectoryError):
                pass
            except OSError:
                return True
        if not top:
            return False
        top = top.rpartition("/")[0]
