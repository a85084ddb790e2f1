# Prints what noglue must know of the interpreter that runs this, as one line of JSON. Run as
# `python -I -S -B -X utf8 -c`: no environment, no site, no .pth file, nothing written. Imports built-in modules
# only (json and platform would double its time). Kept to what Python 3.4 understands: older ones get their refusal.
import sys
import _imp
import posix


def dump(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join([dump(k) + ":" + dump(value[k]) for k in value]) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join([dump(v) for v in value]) + "]"
    return '"' + "".join([c if c >= " " and c not in '"\\' else "\\u%04x" % ord(c) for c in str(value)]) + '"'


def stdlib():
    # `encodings` is always loaded and never frozen.
    path = getattr(sys.modules.get("encodings"), "__file__", None)
    if path and path.count("/") > 2:
        return path.rsplit("/", 2)[0]
    return getattr(sys, "_stdlib_dir", None)


def extension_suffixes():
    suffixes = _imp.extension_suffixes()
    if not suffixes:
        # Linked statically: only the build configuration knows what it would have been.
        import sysconfig
        suffixes = [s for s in [sysconfig.get_config_var("EXT_SUFFIX")] if s]
    return suffixes


def glibc():
    try:
        return posix.confstr("CS_GNU_LIBC_VERSION")
    except (AttributeError, ValueError, OSError):
        return None


def mac():
    if sys.platform != "darwin":
        return None
    import platform
    return platform.mac_ver()[0]


def main():
    implementation = sys.implementation
    base = getattr(sys, "base_prefix", sys.prefix)
    facts = {
        "version": sys.version.split()[0],
        "version_info": list(sys.version_info),
        "implementation": implementation.name,
        "implementation_version": list(implementation.version),
        "cache_tag": implementation.cache_tag,
        "multiarch": getattr(implementation, "_multiarch", None),
        "abiflags": getattr(sys, "abiflags", ""),
        "extension_suffixes": extension_suffixes(),
        "debug": hasattr(sys, "gettotalrefcount"),
        "pointer_bits": 64 if sys.maxsize > 2**32 else 32,
        "sys_platform": sys.platform,
        "uname": list(posix.uname()),
        "glibc": glibc(),
        "mac": mac(),
        "executable": sys.executable,
        "prefix": sys.prefix,
        "base_prefix": base,
        "base_exec_prefix": getattr(sys, "base_exec_prefix", base),
        "platlibdir": getattr(sys, "platlibdir", "lib"),
        "stdlib": stdlib(),
    }
    out = (dump(facts) + "\n").encode("utf-8", "surrogateescape")
    while out:
        out = out[posix.write(1, out):]


main()
