# noglue for xonsh, in .xonshrc:   execx($(noglue hook xonsh))
# The environment follows the directory. Where nothing changed no process is started.

def _noglue_load():
    import os
    import subprocess

    from xonsh.built_ins import XSH

    program = @NOGLUE@
    memory = {"pwd": None, "env": None, "there": "/", "absent": "", "flags": "first"}

    def hook(**_):
        env = XSH.env
        pwd, active = env.get("PWD"), env.get("VIRTUAL_ENV")
        if (
            pwd == memory["pwd"]
            and active == memory["env"]
            and os.path.exists(memory["there"])
            and not os.path.exists(memory["absent"])
        ):
            return
        memory["pwd"] = pwd
        if not os.access(program, os.X_OK):
            return
        words = [program, "hook-env", "xonsh", str(os.getpid()), memory["flags"]]
        try:
            answer = subprocess.run(words, stdout=subprocess.PIPE, env=env.detype()).stdout
        except OSError:
            return
        memory["flags"] = ""
        exec(answer.decode("ascii"), {"env": env, "memory": memory})
        memory["env"] = env.get("VIRTUAL_ENV")

    def forget(**_):
        memory["pwd"] = None
        hook()

    def after(cmd="", **_):
        # What it did may have made, removed or trusted an environment here.
        if cmd.lstrip().startswith("noglue"):
            memory["pwd"] = None

    XSH.builtins.events.on_chdir(forget)
    XSH.builtins.events.on_pre_prompt(hook)
    XSH.builtins.events.on_postcommand(after)


_noglue_load()
del _noglue_load
