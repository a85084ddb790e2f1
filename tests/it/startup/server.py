# What a server with Python in it does, without the server: run as `python -S -c CODE HOOK FILE...`. No frame of it has
# a file, as with C code. FILE is an application that is loaded; `-` shows the interpreter as it is.
import sys

hook, files = sys.argv[1], sys.argv[2:]
sys.orig_argv, sys.argv = [], [""]
sys.path.remove("")
sys.path.insert(0, hook)
import noglue_startup

sys.path.remove(hook)
noglue_startup.embedder = lambda: "uwsgi-core"
import site

site.main()


def show():
    import importlib.metadata, json, multiprocessing.spawn, os, sysconfig

    names = sorted(d.metadata["Name"] or "" for d in importlib.metadata.distributions())
    facts = {
        "prefix": [sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix],
        "executable": [sys.executable, os.path.realpath(sys._base_executable)],
        "path": sys.path,
        "site": [site.PREFIXES, site.ENABLE_USER_SITE, site.getsitepackages()],
        "sysconfig": sysconfig.get_paths(),
        "prefix of sysconfig": [sysconfig.get_config_var("prefix"), sysconfig.get_config_var("base")],
        "distributions": names,
        "spawn": os.fsdecode(multiprocessing.spawn.get_executable()),
        "pth": getattr(sys, "from_pth", None),
    }
    return json.dumps(facts, sort_keys=True)


import ctypes

# As mod_wsgi and uWSGI run a file.
run = ctypes.pythonapi.PyImport_ExecCodeModuleEx
run.restype, run.argtypes = ctypes.py_object, [ctypes.c_char_p, ctypes.py_object, ctypes.c_char_p]

for number, file in enumerate(files):
    if file == "-":
        print(show())
        continue
    name = "_application_%d" % number
    sys.modules[name] = type(sys)(name)
    sys.modules[name].show = show
    try:
        with open(file) as text:
            run(name.encode(), compile(text.read(), file, "exec"), file.encode())
    except ImportError as error:
        print("ImportError: %s" % error)
