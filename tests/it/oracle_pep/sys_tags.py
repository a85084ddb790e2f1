"""The tags of the Python this runs on, best first, and the facts they follow from."""
import json
import sys
import sysconfig

sys.path.insert(0, sys.argv[1])
from packaging import _manylinux, _musllinux, tags  # noqa: E402

arch = sysconfig.get_platform().split("-", 1)[1].replace("-", "_").replace(".", "_")
musl = _musllinux._get_musl_version(sys.executable)
major, minor = _manylinux._get_glibc_version()
if musl:
    system = {"musl": {"major": musl.major, "minor": musl.minor}}
elif major > 0:
    system = {"glibc": {"major": major, "minor": minor}}
else:
    system = "linux"
print(json.dumps({
    "tags": [str(tag) for tag in tags.sys_tags()],
    "target": {
        "implementation": sys.implementation.name,
        "version": list(sys.version_info[:2]),
        "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "debug": bool(sysconfig.get_config_var("Py_DEBUG")),
        "soabi": sysconfig.get_config_var("EXT_SUFFIX").split(".")[1],
        "platform": {"os": system, "arch": arch},
    },
}))
