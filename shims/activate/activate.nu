# Load this file in nu:   overlay use .venv/bin/activate.nu
# 'deactivate' hides the overlay and with it all that it set. Written by noglue.

const here = path self

export-env {
    # The environment is where this file lies, so that a moved one still works. Only the letters of the path
    # count: .venv/bin is a link into a generation.
    mut environment = ($here | path dirname | path dirname)
    for top in [($environment | path dirname) ($environment | path dirname | path dirname)] {
        let is_inner = ($environment == ($top | path join current)) or ($environment | path dirname) == ($top | path join gen)
        if $is_inner and ($top | path join pyvenv.cfg | path exists) {
            $environment = $top
        }
    }
    if not ($environment | path join pyvenv.cfg | path exists) {
        error make -u { msg: $"noglue: no environment at ($environment): load the file where it lies, .venv/bin/activate.nu" }
    }

    let name = @PROMPT@
    # What was there before; of the first time, when this overlay is loaded again.
    let old = ($env._NOGLUE_OLD? | default {
        path: ($env.PATH? | default [] | if ($in | describe) == 'string' { split row (char esep) } else { $in })
        prompt: $env.PROMPT_COMMAND?
    })
    load-env {
        _NOGLUE_OLD: $old
        VIRTUAL_ENV: $environment
        VIRTUAL_ENV_PROMPT: $name
        PATH: ($old.path | prepend ($environment | path join bin))
    }
    # Not hide-env: it has no effect when an overlay of this name was hidden before. Nothing is no text, so no
    # child sees it.
    if 'PYTHONHOME' in $env { $env.PYTHONHOME = null }

    if ($env.VIRTUAL_ENV_DISABLE_PROMPT? | default '' | into string | is-empty) {
        $env.PROMPT_COMMAND = if ($old.prompt | describe) == 'closure' {
            {|| $"\(($name)\) (do $old.prompt)" }
        } else {
            {|| $"\(($name)\) ($old.prompt)" }
        }
    }
}

export alias deactivate = overlay hide activate
