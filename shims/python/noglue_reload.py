"""A reload (SIGHUP) of gunicorn takes its workers to the generation that is current then.

noglue puts this into generations that have gunicorn. The master keeps the tree it was started on. Its workers keep
theirs until a reload, also those that replace others; those forked by a reload or after it move on to the new one
before they import the application.
"""

import os
import sys

_held = {}


class Generations:
    def __init__(self, own):
        self.own = self.wanted = own
        self.dir = os.path.dirname(own)

    def in_master(self):
        caller = sys._getframe(1)
        if _is(caller, "spawn_worker") and _is(caller.f_back, "reload"):
            try:
                link = os.readlink(os.path.join(os.path.dirname(self.dir), "current"))
                wanted = os.path.join(self.dir, os.path.basename(link))
                _hold(wanted, self.own)
                self.wanted = wanted
            except OSError as error:
                sys.stderr.write("noglue: workers stay on %s: %s\n" % (self.wanted, error))

    def in_child(self):
        # The caller of fork(): nothing that a worker forks itself.
        if self.wanted != self.own and _is(sys._getframe(1), "spawn_worker"):
            try:
                _move(self.own, self.wanted)
            except Exception as error:
                sys.stderr.write("noglue: this worker stays on %s: %s\n" % (self.own, error))


def _is(frame, function):
    is_arbiter = frame is not None and frame.f_globals.get("__name__") == "gunicorn.arbiter"
    return is_arbiter and frame.f_code.co_name == function


def _move(old, new):
    import importlib
    import site

    flags = getattr(sys, "abiflags", "").replace("d", "")
    packages = os.path.join(new, "lib", "python%d.%d%s" % (*sys.version_info[:2], flags), "site-packages")
    if not os.path.isdir(packages):
        raise RuntimeError("%s has another Python; restart gunicorn" % new)
    sys.path[:] = [entry for entry in sys.path if not (entry + os.sep).startswith(old + os.sep)]
    sys.prefix = sys.exec_prefix = new
    sys.executable = os.path.join(new, "bin", os.path.basename(sys.executable))
    site.PREFIXES[:] = [new if prefix == old else prefix for prefix in site.PREFIXES]
    # With its .pth files: editable installs are paths.
    site.addsitedir(packages)
    importlib.invalidate_caches()


def _hold(wanted, own):
    # An open directory shows in /proc which generations a process needs: noglue removes none of these.
    if wanted not in _held:
        _held[wanted] = os.open(wanted, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for generation in [other for other in _held if other not in (wanted, own)]:
        os.close(_held.pop(generation))


if os.path.basename(os.path.dirname(sys.prefix)) == "gen" and hasattr(os, "register_at_fork"):
    _generations = Generations(sys.prefix)
    try:
        _hold(sys.prefix, sys.prefix)
    except OSError:
        pass
    os.register_at_fork(before=_generations.in_master, after_in_child=_generations.in_child)
