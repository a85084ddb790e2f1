# Environments by their names, for fish. What somebody made of a name stays theirs.

set -q _noglue_program
or set -g _noglue_program noglue

if not type -q workon
    function workon --description 'activate an environment by its name'
        set -l code (command $_noglue_program workon --shell fish $argv | string collect)
        test $pipestatus[1] -eq 0
        or return 1
        if set -q VIRTUAL_ENV; and functions -q deactivate
            deactivate
        end
        eval $code
    end
end

if not type -q cdproject
    function cdproject --description 'go to the project of the active environment'
        set -l dir (command $_noglue_program env path --project | string collect)
        and test -n "$dir"
        and cd "$dir/$argv[1]"
    end
end

if not type -q cdsitepackages
    function cdsitepackages --description 'go to the packages of the active environment'
        set -l dir (command $_noglue_program env path --site-packages | string collect)
        and test -n "$dir"
        and cd "$dir/$argv[1]"
    end
end

if not type -q lssitepackages
    function lssitepackages --description 'list the packages of the active environment'
        set -l dir (command $_noglue_program env path --site-packages | string collect)
        and test -n "$dir"
        and command ls $argv -- $dir
    end
end

if not type -q mkproject
    function mkproject --description 'make a project and its environment'
        set -l dir (command $_noglue_program new --print $argv | string collect)
        and test -n "$dir"
        and cd $dir
        and test -d .venv
        and source .venv/bin/activate.fish
    end
end

if not type -q mktmpenv
    function mktmpenv --description 'an environment that goes when it is left'
        set -l name (command $_noglue_program env create --temporary $argv | string collect)
        and test -n "$name"
        and workon $name
    end
end
