# Environments by their names, for elvish.

use str

var noglue-workon-before = $nil

fn workon {|@words|
    var found = (noglue workon --shell elvish $@words | from-json)
    if (eq $noglue-workon-before $nil) { set noglue-workon-before = $paths }
    set-env VIRTUAL_ENV $found[env]
    set-env VIRTUAL_ENV_PROMPT $found[prompt]
    set paths = [$found[bin] $@noglue-workon-before]
    if (not-eq $found[cd] $nil) { cd $found[cd] }
}

fn deactivate {
    if (not-eq $noglue-workon-before $nil) {
        set paths = $noglue-workon-before
        set noglue-workon-before = $nil
        unset-env VIRTUAL_ENV
        unset-env VIRTUAL_ENV_PROMPT
    }
}

edit:add-var workon~ $workon~
edit:add-var deactivate~ $deactivate~
edit:add-var cdproject~ { cd (noglue env path --project) }
edit:add-var cdsitepackages~ { cd (noglue env path --site-packages) }
edit:add-var lssitepackages~ { ls (noglue env path --site-packages) }
