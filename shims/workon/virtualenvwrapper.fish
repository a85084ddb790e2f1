# The names that virtualenvwrapper gave, for fish.

function mkvirtualenv
    set -l words
    set -l project
    while set -q argv[1]
        set -l word $argv[1]
        set -e argv[1]
        switch $word
            case -a
                set project $argv[1]
                set -e argv[1]
            case -i
                set -a words --install $argv[1]
                set -e argv[1]
            case -r
                set -a words --requirement $argv[1]
                set -e argv[1]
            case '*'
                set -a words $word
        end
    end
    set -l name (command $_noglue_program env create --free --seed --print $words | string collect)
    test -n "$name"
    or return 1
    if test -n "$project"
        command $_noglue_program env tie $name --project $project
        or return 1
    end
    workon $name
end

function rmvirtualenv
    if test (count $argv) -eq 0
        echo "rmvirtualenv: say which environment" >&2
        return 1
    end
    command $_noglue_program env remove $argv
end

function lsvirtualenv
    if test "$argv[1]" = -b
        command $_noglue_program env list --names
    else
        command $_noglue_program env list
    end
end

function showvirtualenv
    command $_noglue_program env path $argv
end

function cpvirtualenv
    command $_noglue_program env copy $argv
    and workon $argv[-1]
end

function allvirtualenv
    command $_noglue_program env run-all --all -- $argv
end

function cdvirtualenv
    set -l dir (command $_noglue_program env path | string collect)
    and test -n "$dir"
    and cd "$dir/$argv[1]"
end

function add2virtualenv
    if test "$argv[1]" = -d
        command $_noglue_program path remove $argv[2..]
    else
        command $_noglue_program path add $argv
    end
end

function toggleglobalsitepackages
    if test "$argv[1]" = -q
        command $_noglue_program --quiet env toggle-system-packages $argv[2..]
    else
        command $_noglue_program env toggle-system-packages $argv
    end
end

function setvirtualenvproject
    switch (count $argv)
        case 0
            command $_noglue_program env tie
        case 1
            command $_noglue_program env tie (string replace -r '.*/' '' -- $argv[1])
        case '*'
            command $_noglue_program env tie (string replace -r '.*/' '' -- $argv[1]) --project $argv[2]
    end
end
