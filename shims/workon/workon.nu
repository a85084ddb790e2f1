# Environments by their names, for nushell.

def --env workon [...words: string] {
    let found = (^noglue workon --shell nu ...$words | from json)
    let before = ($env.NOGLUE_WORKON? | default { path: $env.PATH, env: null, prompt: null })
    load-env {
        NOGLUE_WORKON: $before
        VIRTUAL_ENV: $found.env
        VIRTUAL_ENV_PROMPT: $found.prompt
        PATH: ($before.path | prepend $found.bin)
    }
    if $found.cd != null { cd $found.cd }
}

def --env deactivate [] {
    let before = $env.NOGLUE_WORKON?
    if $before != null {
        $env.PATH = $before.path
        hide-env -i VIRTUAL_ENV VIRTUAL_ENV_PROMPT NOGLUE_WORKON
    }
}

def --env cdproject [] { cd (^noglue env path --project | str trim --right --char "\n") }
def --env cdsitepackages [] { cd (^noglue env path --site-packages | str trim --right --char "\n") }
def lssitepackages [] { ls (^noglue env path --site-packages | str trim --right --char "\n") }
def --env mkproject [...words: string] { cd (^noglue new --print ...$words | str trim --right --char "\n") }
def --env mktmpenv [...words: string] { workon (^noglue env create --temporary ...$words | str trim) }
