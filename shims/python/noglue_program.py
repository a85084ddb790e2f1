# Written by 'noglue setup --system'; 'noglue setup --system --undo' removes it.
"""A real interpreter that is about to run a project's code -> the environment's own interpreter, in its place.

The command line in, exec out: same process, same options and arguments. Returns where there is no environment. Found
but not usable is one line and exit 126, as with noglue's shims.
"""

import os
import stat
import sys

from noglue_paths import Disk, absolute, join, pasted, resolved, say, shown, tried
from noglue_rule import Start, Who, resolve
from noglue_startup import MODULES, SERVERS, SYSTEM, leads_out
from noglue_trust import Unusable

# Hand-overs of one process to one environment beyond this, each within ten seconds of the last, are a loop.
TIMES = 4
PAUSE = 10000


def run(words):
    """Replaces this process if the code it is about to run belongs to an environment."""
    # A program with another's rights must not let its caller choose what runs with them.
    if os.getuid() != os.geteuid() or os.getgid() != os.getegid():
        return
    try:
        cwd = os.getcwd()
    except OSError:
        cwd = None
    call = Call(Disk(), words[1:], cwd, os.environ.get)
    if not call.is_ours:
        return
    try:
        environment = resolve(call.view, os.environ.get("NOGLUE_PROJECT"), cwd or "/", call.starts(), Who.of_process())
    except Unusable as unusable:
        stop(unusable.line())
    if environment:
        try:
            start(environment, call, words)
        except Exception as error:
            stop("noglue: could not use %s: %s: %s" % (shown(environment.dir), type(error).__name__, error))


class Call:
    """A command line of the interpreter: what it runs, and where that lies."""

    def __init__(self, view, args, cwd, get):
        self.view, self.args, self.cwd, self.get = view, args, cwd, get
        self.kind, self.word, self.rest = runs(args)
        self.path = self.server = None
        if self.kind == "script":
            self.path = absolute(view, self.word, cwd or "/")
            name = self.path.rpartition("/")[2]
            is_system = self.path.startswith(SYSTEM)
            self.server = name if is_system and name in SERVERS else None
            self.is_ours = bool(self.server) or not is_system or leads_out(self.path)
        else:
            first = (self.word or "").partition(".")[0]
            self.is_ours = self.kind == "module" and first in MODULES
            other = {"django": "django-admin", "waitress": "waitress-serve"}
            self.server = other.get(first, first) if self.is_ours else None

    def starts(self):
        """Where its code lies. Later ones are worked out only if earlier ones find nothing."""
        view = self.view
        # What depends on a working directory that is gone cannot be looked for.
        if self.path and (self.cwd or self.word.startswith("/")):
            yield Start.of_code(view, self.path)
            facts = tried(view.facts, self.path)
            if facts and stat.S_ISLNK(facts.st_mode):
                yield Start.of_code(view, resolved(view, self.path))
        if self.server and self.cwd:
            from noglue_options import named

            for path in named(view, self.server, self.rest, self.cwd, self.get):
                yield Start.of_code(view, path)
            yield Start(self.cwd)


def runs(args):
    """What the interpreter is told to run, and the arguments after it (CPython's Python/getopt.c)."""
    index = 0
    while index < len(args):
        word = args[index]
        if word == "--":
            rest = args[index + 1 :]
            return ("script", rest[0], rest[1:]) if rest and rest[0] != "-" else ("text", None, [])
        if word == "-" or not word.startswith("-"):
            return ("script", word, args[index + 1 :]) if word != "-" else ("text", None, [])
        if word.startswith("--"):
            index += 2 if word == "--check-hash-based-pycs" else 1
            continue
        at = next((i for i, letter in enumerate(word) if i and letter in "cmWXQ"), None)
        if at is None:
            index += 1
        elif word[at] == "c":
            break
        elif word[at] == "m":
            rest = ([word[at + 1 :]] if word[at + 1 :] else []) + args[index + 1 :]
            return ("module", rest[0], rest[1:]) if rest else ("text", None, [])
        else:
            index += 1 if word[at + 1 :] else 2
    return "text", None, []


def start(environment, call, words):
    """Hands over. The system's own server would start with the system's packages: the environment's is taken."""
    args = words[1:]
    if call.kind == "script" and call.server:
        tool = join(environment.prefix, "bin/" + call.server)
        if not os.access(tool, os.X_OK):
            package = {"django-admin": "django", "waitress-serve": "waitress"}.get(call.server, call.server)
            add = "noglue add" if environment.config["id"] else "noglue pip install"
            line = "noglue: %s has no %s; to add it: %s %s" % (shown(environment.dir), call.server, add, package)
            stop(line, 127)
        script = len(args) - len(call.rest) - 1
        args = args[:script] + [tool] + args[script + 1 :]
    env = dict(os.environ, VIRTUAL_ENV=environment.dir, NOGLUE_SHIM=guard(environment))
    for name in ("PYTHONHOME", "__PYVENV_LAUNCHER__"):
        env.pop(name, None)
    try:
        os.execve(environment.python, [environment.python] + args, env)
    except OSError as error:
        stop("noglue: could not start %s: %s" % (shown(environment.python), error.strerror))


def guard(environment):
    """NOGLUE_SHIM, as src/shim/guard.rs has it: an environment whose python is none would hand over forever."""
    import time

    now, pid = int(time.monotonic() * 1000), os.getpid()
    facts = os.stat(environment.python)
    times = 0
    try:
        owner, then, entry, name = os.environ["NOGLUE_SHIM"].split(":", 3)
        device, inode, count = entry.split(".")
        is_it = (int(owner), int(device), int(inode), name) == (pid, facts.st_dev, facts.st_ino, "startup")
        times = int(count) if is_it and now - int(then) <= PAUSE else 0
    except (KeyError, ValueError):
        pass
    if times >= TIMES:
        repair = "to repair it: cd %s && noglue sync" % pasted(environment.root)
        stop("noglue: the Python of %s does not see its environment; %s" % (shown(environment.dir), repair))
    return "%d:%d:%d.%d.%d:startup" % (pid, now, facts.st_dev, facts.st_ino, times + 1)


def stop(line, status=126):
    """Ends the process: never silently the system's packages."""
    say(line)
    os._exit(status)
