# Written by 'noglue setup --system'; 'noglue setup --system --undo' removes it.
"""Python inside a server (uWSGI, mod_wsgi): the project's environment becomes this interpreter's own, in place.

Armed while `site` runs. When all site directories are in, the project is looked for by NOGLUE_PROJECT, then from the
working directory; where neither says, at the first import of code that belongs to a project: the file that imports,
then the entries of sys.path. Found but not usable: whatever is not the standard library's raises ImportError with
one sentence, so that no request is served with the system's packages.
"""

import os
import site
import sys
import threading as _threading

from noglue_activate import activate, is_main_interpreter
from noglue_paths import Disk, identity, join, say, shown, starts_with, tried
from noglue_rule import Start, Who, resolve, walk
from noglue_trust import Unusable, name_of_path

# A first request may wait this long for another thread's activation (seconds).
PATIENCE = 60
# Modules of the server itself, that only the system has.
SERVERS_OWN = ("uwsgidecorators",)
CUSTOM = ("sitecustomize", "usercustomize")


def arm(is_server):
    """Goes to work when `site` has put all directories in, before `sitecustomize`."""
    original = site.execsitecustomize

    def execsitecustomize():
        site.execsitecustomize = original
        try:
            begin(is_server)
        finally:
            original()

    site.execsitecustomize = execsitecustomize
    # What is needed later must not be imported in the middle of somebody's import.
    name_of_path("/")


def begin(is_server):
    from noglue_startup import is_debug

    try:
        named = os.environ.get("NOGLUE_PROJECT")
        if named or is_server:
            finder = Finder(named)
            # What the process was told counts for its first interpreter. Others are made for one application each, and
            # its file says more than the working directory that all share.
            if named or is_main_interpreter():
                finder.look_around()
            sys.meta_path.insert(0, finder)
            finder.watch()
    except Exception:
        if is_debug():
            raise


def directory():
    try:
        return os.getcwd()
    except OSError:
        return "/"


class Finder:
    """First on sys.meta_path. Finds nothing itself: it sees what is imported, and from where."""

    def __init__(self, named):
        self.view, self.who, self.named = Disk(), Who.of_process(), named
        self.lock, self.thread = _threading.RLock(), None
        self.environment = self.failure = self.identity = None
        # The sentence for code of another project, by the file that imports; None for files that may.
        self.files = {None: None}
        self.entries = None
        self.standard = os.path.dirname(os.__file__)
        self.added = self.site_entries()

    def site_entries(self):
        """What `site` added to sys.path: all behind the standard library."""
        last = 0
        for index, entry in enumerate(sys.path):
            if entry == self.standard or entry.endswith(("/lib-dynload", ".zip")):
                last = index + 1
        return sys.path[last:]

    def look_around(self):
        """The project that a variable or the working directory names."""
        self.try_(lambda: resolve(self.view, self.named, directory(), [self.of_directory()], self.who), False)
        if self.environment and is_main_interpreter():
            os.environ["VIRTUAL_ENV"] = self.environment.dir
            os.environ.pop("PYTHONHOME", None)

    def of_directory(self):
        """A server is in a directory because its configuration says so: that names the code."""
        return Start.of_code(self.view, directory())

    def try_(self, find, is_root_wanted):
        """Finds and activates; a refusal is said and kept."""
        try:
            environment = find()
            if environment:
                activate(environment, self.added, is_root_wanted)
                self.environment = environment
                self.identity = identity(self.view.follow(environment.dir))
        except Unusable as unusable:
            self.failure = unusable.line()
            say(self.failure)
        except Exception as error:
            self.failure = "noglue: the environment could not be activated: %s: %s" % (type(error).__name__, error)
            say(self.failure)

    def find_spec(self, name, path=None, target=None):
        """Never finds; raises ImportError for what must not be imported."""
        if self.thread == _threading.get_ident():
            return None
        if self.environment and sys.executable != self.environment.python:
            # uWSGI sets its own path after `site` is done.
            sys.executable = self.environment.python
        file = self.importing_file()
        if file in self.files and self.is_decided() and not self.failure and not self.files[file]:
            return self.servers_own(name)
        is_standard = self.is_standard(name)
        if file not in self.files or not (is_standard or self.is_decided()):
            self.decide(file, is_standard)
        refusal = self.failure or self.files.get(file)
        if refusal and not is_standard:
            raise ImportError(refusal, name=name)
        return self.servers_own(name)

    def watch(self):
        """Sees files that the server runs itself (PyImport_ExecCodeModule) before they are run.

        A second application whose imports are all loaded already would ask no finder, and run on the first's packages.
        """
        external = sys.modules.get("_frozen_importlib_external")
        original = getattr(external, "_fix_up_module", None)
        if not original:
            return

        def _fix_up_module(namespace, name, path, *rest):
            if self.environment and isinstance(path, str) and not self.is_of_python(path):
                if path not in self.files:
                    self.decide(path, True)
                if self.files.get(path):
                    raise ImportError(self.files[path], name=name)
            return original(namespace, name, path, *rest)

        external._fix_up_module = _fix_up_module

    def servers_own(self, name):
        """A module of the server, where the environment does not have it."""
        if self.environment and name in SERVERS_OWN:
            finder = next(f for f in sys.meta_path if getattr(f, "__name__", "") == "PathFinder")
            return finder.find_spec(name) or finder.find_spec(name, self.added)
        return None

    def is_decided(self):
        return self.environment or self.failure or self.entries == sys.path

    def importing_file(self):
        """The file of the outermost frame that is neither the standard library's nor the system's."""
        frame, found = sys._getframe(2), None
        while frame:
            file = frame.f_code.co_filename
            if not file.startswith("<") and not self.is_of_python(file):
                found = file
            frame = frame.f_back
        return found

    def is_of_python(self, file):
        return starts_with(file, self.standard) or any(starts_with(file, entry) for entry in self.added)

    def decide(self, file, is_standard):
        """What a file that imports, or sys.path, says about the project."""
        if not self.lock.acquire(timeout=PATIENCE):
            raise ImportError("noglue: another thread has been activating the environment for %d s" % PATIENCE)
        self.thread = _threading.get_ident()
        try:
            if file not in self.files:
                self.files[file] = self.of_file(file)
            if not (is_standard or self.is_decided()):
                self.entries = list(sys.path)
                known = [self.standard] + self.added
                named = [entry for entry in sys.path if entry not in known and not entry.endswith(".zip")]
                starts = [Start.of_code(self.view, os.path.join(directory(), entry)) for entry in named]
                starts.append(self.of_directory())
                self.try_(lambda: resolve(self.view, None, "/", starts, self.who), True)
        finally:
            self.thread = None
            self.lock.release()

    def of_file(self, file):
        """Activates the project of a file, or says why its code must not import."""
        start = Start.of_code(self.view, os.path.join(directory(), file))
        if self.named or self.failure or not start.code:
            return None
        if not self.environment:
            self.try_(lambda: resolve(self.view, None, "/", [start], self.who), True)
            refusal, self.failure = self.failure, None
            return refusal
        home = self.who.home and tried(self.view.follow, self.who.home)
        try:
            place = walk(self.view, start, self.who.uid, home and identity(home))
            is_other = place and identity(self.view.follow(place.dir)) != self.identity
        except (Unusable, OSError):
            return None
        own = self.environment.root
        if not is_other or starts_with(place.root, own) or starts_with(own, place.root):
            return None
        line = (
            "noglue: %s belongs to %s, but this interpreter runs %s already: one process group, one project; "
            "give each its own WSGIApplicationGroup, WSGIDaemonProcess or vassal"
        ) % (shown(file), shown(place.root), shown(own))
        say(line)
        return line

    def is_standard(self, name):
        top = name.partition(".")[0]
        if top in sys.builtin_module_names or top in CUSTOM or top in getattr(sys, "stdlib_module_names", ()):
            return True
        finder = next((f for f in sys.meta_path if getattr(f, "__name__", "") == "PathFinder"), None)
        return bool(finder and finder.find_spec(top, [self.standard, join(self.standard, "lib-dynload")]))
