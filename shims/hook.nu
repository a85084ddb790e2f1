# noglue for nushell:   noglue hook nu | save --force ($nu.user-autoload-dirs.0 | path join noglue.nu)
# The environment follows the directory. Where nothing changed no process is started.

export-env {
    $env.config.hooks.pre_prompt = ($env.config.hooks.pre_prompt? | default [] | append {||
        # A record is no text, so no child sees it: it is another shell.
        let memory = $env.NOGLUE_HOOK_MEMORY? | default { pwd: '', env: '', there: '/', absent: '', flags: 'first' }
        let is_same = ($env.PWD == $memory.pwd) and (($env.VIRTUAL_ENV? | default '') == $memory.env)
        let is_still = ($memory.there | path exists) and ($memory.absent == '' or not ($memory.absent | path exists))
        let program = @NOGLUE@
        if not ($is_same and $is_still) and ($program | path exists) {
            let answer = ^$program hook-env nu $nu.pid $memory.flags | from json
            for name in $answer.unset {
                hide-env --ignore-errors $name
            }
            load-env ($answer.set | reject --optional PATH)
            if PATH in $answer.set {
                $env.PATH = ($answer.set.PATH | split row (char esep))
            }
            $env.NOGLUE_HOOK_MEMORY = {
                pwd: $env.PWD
                env: ($env.VIRTUAL_ENV? | default '')
                there: $answer.there
                absent: $answer.absent
                flags: ''
            }
        }
    })
}

# What it did may have made, removed or trusted an environment here.
export def --env --wrapped noglue [...words] {
    $env.NOGLUE_HOOK_MEMORY = ($env.NOGLUE_HOOK_MEMORY? | default {} | merge { pwd: '' })
    ^noglue ...$words
}
