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
    set -l name (command noglue env create --free --seed --print $words | string collect)
    test -n "$name"
    or return 1
    if test -n "$project"
        command noglue env tie $name --project $project
        or return 1
    end
    workon $name
end

function rmvirtualenv
    if test (count $argv) -eq 0
        echo "rmvirtualenv: say which environment" >&2
        return 1
    end
    command noglue env remove $argv
end

function lsvirtualenv
    if test "$argv[1]" = -b
        command noglue env list --names
    else
        command noglue env list
    end
end

function showvirtualenv
    command noglue env path $argv
end

function cpvirtualenv
    command noglue env copy $argv
    and workon $argv[-1]
end

function allvirtualenv
    command noglue env run-all --all -- $argv
end

function cdvirtualenv
    set -l dir (command noglue env path | string collect)
    and test -n "$dir"
    and cd "$dir/$argv[1]"
end

function add2virtualenv
    if test "$argv[1]" = -d
        command noglue path remove $argv[2..]
    else
        command noglue path add $argv
    end
end

function toggleglobalsitepackages
    if test "$argv[1]" = -q
        command noglue --quiet env toggle-system-packages $argv[2..]
    else
        command noglue env toggle-system-packages $argv
    end
end

function setvirtualenvproject
    switch (count $argv)
        case 0
            command noglue env tie
        case 1
            command noglue env tie (string replace -r '.*/' '' -- $argv[1])
        case '*'
            command noglue env tie (string replace -r '.*/' '' -- $argv[1]) --project $argv[2]
    end
end
