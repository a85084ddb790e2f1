# Source this file from fish:   source .venv/bin/activate.fish
# 'deactivate' puts everything back. Written by noglue.

# The environment is where this file lies, so that a moved one still works. Only the letters of the path count:
# .venv/bin is a link into a generation.
function _noglue_find
    set -l file $argv[1]
    string match -q '/*' -- $file
    or set file $PWD/$file
    set -l parts
    for part in (string split / -- $file)
        switch $part
            case '' .
            case ..
                set -e parts[-1]
            case '*'
                set -a parts $part
        end
    end
    set -l env (_noglue_join $parts[1..-3])
    set -l top ''
    if test "$parts[-3]" = current
        set top (_noglue_join $parts[1..-4])
    else if test "$parts[-4]" = gen
        set top (_noglue_join $parts[1..-5])
    end
    test -f "$top/pyvenv.cfg"
    and set env $top
    set -g _noglue_env $env
end
# A plain command substitution would split at line ends.
function _noglue_join
    printf /%s $argv | string collect
end

_noglue_find (status filename | string collect)
functions -e _noglue_find _noglue_join
if not test -f "$_noglue_env/pyvenv.cfg"
    echo "noglue: no environment at $_noglue_env: source the file where it lies, .venv/bin/activate.fish" >&2
    set -e _noglue_env
    return 1
end

# What venv's or virtualenv's script left in this shell is theirs to put back.
functions -q deactivate
and deactivate nondestructive

function deactivate -d 'Leave the Python environment'
    if set -qg _OLD_VIRTUAL_PATH
        set -gx PATH $_OLD_VIRTUAL_PATH
    end
    if set -qg _OLD_VIRTUAL_PYTHONHOME
        set -gx PYTHONHOME $_OLD_VIRTUAL_PYTHONHOME
    end
    if set -qg _OLD_VIRTUAL_ENV
        set -gx VIRTUAL_ENV $_OLD_VIRTUAL_ENV
    else
        set -eg VIRTUAL_ENV
    end
    if set -qg _OLD_VIRTUAL_ENV_PROMPT
        set -gx VIRTUAL_ENV_PROMPT $_OLD_VIRTUAL_ENV_PROMPT
    else
        set -eg VIRTUAL_ENV_PROMPT
    end
    if set -qg _OLD_FISH_PROMPT_OVERRIDE
        functions -e fish_prompt
        if functions -q _old_fish_prompt
            functions -c _old_fish_prompt fish_prompt
            functions -e _old_fish_prompt
        end
        functions -e _noglue_status
    end
    for name in PATH PYTHONHOME ENV ENV_PROMPT
        set -eg _OLD_VIRTUAL_$name
    end
    set -eg _OLD_FISH_PROMPT_OVERRIDE
    if test "$argv[1]" != nondestructive
        functions -e deactivate
    end
    return 0
end

# Inherited from a fish that exported them, these would say nothing of this one.
for name in PATH PYTHONHOME ENV ENV_PROMPT
    set -eg _OLD_VIRTUAL_$name
end
set -eg _OLD_FISH_PROMPT_OVERRIDE

set -g _OLD_VIRTUAL_PATH $PATH
if set -qg PYTHONHOME
    set -g _OLD_VIRTUAL_PYTHONHOME $PYTHONHOME
    set -eg PYTHONHOME
end
set -qg VIRTUAL_ENV
and set -g _OLD_VIRTUAL_ENV $VIRTUAL_ENV
set -qg VIRTUAL_ENV_PROMPT
and set -g _OLD_VIRTUAL_ENV_PROMPT $VIRTUAL_ENV_PROMPT

set -gx VIRTUAL_ENV $_noglue_env
set -gx VIRTUAL_ENV_PROMPT @PROMPT@
set -gx PATH $VIRTUAL_ENV/bin $PATH
set -e _noglue_env

if test -z "$VIRTUAL_ENV_DISABLE_PROMPT"
    functions -q fish_prompt
    and functions -c fish_prompt _old_fish_prompt

    function _noglue_status
        return $argv[1]
    end

    function fish_prompt
        set -l last $status
        # On a terminal without colours both are no word at all.
        set -l blue (set_color blue)
        set -l normal (set_color normal)
        printf '%s(%s)%s ' "$blue" "$VIRTUAL_ENV_PROMPT" "$normal"
        if functions -q _old_fish_prompt
            # The old prompt may show the status of the last command.
            _noglue_status $last
            _old_fish_prompt
        end
    end

    set -g _OLD_FISH_PROMPT_OVERRIDE $VIRTUAL_ENV
end
true
