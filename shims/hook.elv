# noglue for elvish, in rc.elv:   eval (noglue hook elvish | slurp)
# The environment follows the directory. Where nothing changed no process is started.

use path

var noglue-program = @NOGLUE@
var noglue-memory = [&pwd='' &env='' &there=/ &absent='' &flags=first]

fn noglue-exists {|file|
    or (path:is-regular &follow-symlink=$true $file) (path:is-dir &follow-symlink=$true $file)
}

fn noglue-env {||
    if (has-env VIRTUAL_ENV) { get-env VIRTUAL_ENV } else { put '' }
}

fn noglue-hook {||
    var m = $noglue-memory
    if (and (eq $pwd $m[pwd]) (eq (noglue-env) $m[env]) (noglue-exists $m[there]) (not (noglue-exists $m[absent]))) {
        return
    }
    if (not (noglue-exists $noglue-program)) {
        return
    }
    var answer = ((external $noglue-program) hook-env elvish $pid $m[flags] | from-json)
    for name $answer[unset] {
        unset-env $name
    }
    for name [(keys $answer[set])] {
        set-env $name $answer[set][$name]
    }
    set noglue-memory = [&pwd=$pwd &env=(noglue-env) &there=$answer[there] &absent=$answer[absent] &flags='']
}

fn noglue-cd {|_|
    set noglue-memory[pwd] = ''
    noglue-hook
}

set after-chdir = [$@after-chdir $noglue-cd~]
set edit:before-readline = [$noglue-hook~ $@edit:before-readline]

# What it did may have made, removed or trusted an environment here.
edit:add-var noglue~ {|@words|
    set noglue-memory[pwd] = ''
    (external noglue) $@words
}
