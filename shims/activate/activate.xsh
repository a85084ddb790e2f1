# Source this file from xonsh:   source .venv/bin/activate.xsh
# 'deactivate' puts everything back. Written by noglue.


def _noglue_activate(file, prompt):
    import os

    env = __xonsh__.env
    # The environment is where this file lies, so that a moved one still works. Only the letters of the path
    # count: .venv/bin is a link into a generation.
    file = os.path.normpath(os.path.join(env.get("PWD") or os.getcwd(), file))
    environment = os.path.dirname(os.path.dirname(file))
    outer, name = os.path.split(environment)
    if os.path.basename(outer) == "gen":
        outer, name = os.path.dirname(outer), "current"
    if name == "current" and os.path.isfile(os.path.join(outer, "pyvenv.cfg")):
        environment = outer
    if not os.path.isfile(os.path.join(environment, "pyvenv.cfg")):
        raise RuntimeError(
            "noglue: no environment at %s: source the file where it lies, .venv/bin/activate.xsh" % environment
        )

    # What this or virtualenv's script left in this session is put back first.
    if "deactivate" in aliases:
        aliases["deactivate"](["nondestructive"])

    names = ("PATH", "PYTHONHOME", "VIRTUAL_ENV", "VIRTUAL_ENV_PROMPT")
    # PATH is changed in place by xonsh, so a copy is kept.
    old = {name: list(env[name]) if name == "PATH" else env[name] for name in names if name in env}

    def deactivate(args=None):
        for name in names:
            if name in old:
                env[name] = old[name]
            elif name in env:
                del env[name]
        if "nondestructive" not in (args or ()):
            del aliases["deactivate"]

    env["VIRTUAL_ENV"] = environment
    # xonsh's own prompt shows this one, unless VIRTUAL_ENV_DISABLE_PROMPT is set.
    env["VIRTUAL_ENV_PROMPT"] = prompt
    # xonsh expands "$" in PATH each time it is read, but not in what came of that.
    first = "$VIRTUAL_ENV" if "$" in environment else environment
    env["PATH"] = [first + "/bin"] + old.get("PATH", [])
    if "PYTHONHOME" in env:
        del env["PYTHONHOME"]
    aliases["deactivate"] = deactivate


try:
    _noglue_activate(__file__, @PROMPT@)
finally:
    del _noglue_activate
