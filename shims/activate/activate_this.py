"""Makes a running interpreter use this environment, as mod_wsgi's and others' configuration files do:

    import runpy
    runpy.run_path("/srv/app/.venv/bin/activate_this.py")

Written by noglue.
"""

import os
import site
import sys

try:
    _file = os.path.abspath(__file__)
except NameError:
    raise AssertionError('__file__ is not set: use runpy.run_path("/path/to/activate_this.py")')

# C extensions of another version crash or mislead: better nothing than that.
if sys.version_info[:2] != @VERSION@:
    raise ImportError(
        "the environment of %s is for Python %s, this is Python %d.%d"
        % (_file, ".".join(map(str, @VERSION@)), sys.version_info[0], sys.version_info[1])
    )

# Only the letters of the path count: .venv/bin is a link into a generation.
_environment = os.path.dirname(os.path.dirname(_file))
_outer, _name = os.path.split(_environment)
if os.path.basename(_outer) == "gen":
    _outer, _name = os.path.dirname(_outer), "current"
if _name == "current" and os.path.isfile(os.path.join(_outer, "pyvenv.cfg")):
    _environment = _outer
_bin = os.path.join(_environment, "bin")
_packages = os.path.join(_environment, @SITE_PACKAGES@)
if not os.path.isdir(_packages):
    raise ImportError("no environment at %s: run the file where it lies, .venv/bin/activate_this.py" % _environment)

_path = [entry for entry in os.environ.get("PATH", "").split(os.pathsep) if entry and entry != _bin]
os.environ["PATH"] = os.pathsep.join([_bin] + _path)
os.environ["VIRTUAL_ENV"] = _environment
os.environ["VIRTUAL_ENV_PROMPT"] = @PROMPT@
os.environ.pop("PYTHONHOME", None)

# addsitedir appends, and runs the .pth files; what it added goes before what was there.
_before = len(sys.path)
site.addsitedir(_packages)
sys.path[:] = sys.path[_before:] + sys.path[:_before]
sys.prefix = sys.exec_prefix = _environment
