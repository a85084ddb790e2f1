# Written by 'noglue setup --system'; 'noglue setup --system --undo' removes it.
"""An environment that may be used -> this interpreter uses it, as if it had been started from it.

Compared with the environment's own python: sys, site, sysconfig, importlib.metadata, multiprocessing.
"""

import os
import site
import sys

from noglue_paths import join, pasted, shown, starts_with
from noglue_trust import Unusable


def activate(environment, added, is_root_wanted):
    """`added` is what `site` put on sys.path for the system. Raises Unusable."""
    packages = site_packages(environment)
    forget(added)
    first = next((i for i, entry in enumerate(sys.path) if entry in added), None)
    if first is None:
        first = len(sys.path)
    sys.path[:] = [entry for entry in sys.path if entry not in added]
    sys.prefix = sys.exec_prefix = environment.prefix
    sys._base_executable = base_executable(environment)
    sys.executable = environment.python
    is_system_seen = environment.config["system"]
    site.PREFIXES[:] = [sys.prefix] + ([sys.base_prefix] if is_system_seen else [])
    if not is_system_seen:
        site.ENABLE_USER_SITE = False
    forget_sysconfig()
    sys.path_importer_cache.clear()
    metadata = sys.modules.get("importlib.metadata")
    if metadata:
        metadata.MetadataPathFinder.invalidate_caches()
    before = list(sys.path)
    site.addsitedir(packages)
    own = [entry for entry in sys.path if entry not in before]
    others = [entry for entry in sys.path if entry in before]
    sys.path[:] = others[:first] + own + (list(added) if is_system_seen else []) + others[first:]
    if is_root_wanted and environment.root not in sys.path:
        sys.path.insert(0, environment.root)
    hold(environment)


def site_packages(environment):
    own = sys.version_info[:2]
    version = environment.config["version"] or own
    if version != own:
        sentence = "%s is for Python %d.%d, but this server has Python %d.%d in it" % (
            (shown(environment.dir),) + tuple(version) + tuple(own)
        )
        advice = "to make it fit: cd %s && noglue sync --python %d.%d" % ((pasted(environment.root),) + tuple(own))
        raise Unusable(environment, "other-version", sentence, advice)
    threads = "t" if "t" in getattr(sys, "abiflags", "") else ""
    packages = join(environment.prefix, "lib/python%d.%d%s/site-packages" % (own + (threads,)))
    if not os.path.isdir(packages):
        sentence = "%s has no packages for this build of Python %d.%d" % ((shown(environment.dir),) + own)
        advice = "to make it fit: cd %s && noglue sync" % pasted(environment.root)
        raise Unusable(environment, "no-packages", sentence, advice)
    return packages


def base_executable(environment):
    """As the environment's own python has it: in `home`, by the name with the version."""
    home = environment.config["home"]
    named = home and join(home, "python%d.%d" % sys.version_info[:2])
    return named if named and os.path.exists(named) else environment.interpreter


def forget(added):
    """Modules that .pth files of the system loaded would hide the environment's."""
    gone = set()
    for name, module in list(sys.modules.items()):
        try:
            places = [module.__file__] if getattr(module, "__file__", None) else list(module.__path__)
        except Exception:
            continue
        is_own = name.partition(".")[0].startswith("noglue_")
        if not is_own and any(starts_with(place, entry) for place in places for entry in added):
            gone.add(name)
            del sys.modules[name]
    for hooks in (sys.meta_path, sys.path_hooks):
        hooks[:] = [hook for hook in hooks if module_of(hook) not in gone]


def module_of(hook):
    return getattr(hook, "__module__", None) or type(hook).__module__


def forget_sysconfig():
    sysconfig = sys.modules.get("sysconfig")
    if sysconfig:
        sysconfig._PREFIX, sysconfig._EXEC_PREFIX = sys.prefix, sys.exec_prefix
        sysconfig._CONFIG_VARS = None
        sysconfig._CONFIG_VARS_INITIALIZED = False


def is_main_interpreter():
    """Only the main interpreter may set this, which nobody has set while `site` runs."""
    try:
        import _signal

        _signal.set_wakeup_fd(_signal.set_wakeup_fd(-1))
        return True
    except (ImportError, ValueError):
        return False


def hold(environment):
    """A mapped file of the generation shows noglue, through /proc, that this process still runs on it."""
    try:
        import mmap

        with open(join(environment.prefix, "pyvenv.cfg"), "rb") as file:
            environment.held = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    except (ImportError, OSError, ValueError):
        pass
