# noglue for fish:   noglue hook fish | source
# The environment follows the directory. Where nothing changed no process is started.

set -g _noglue_program @NOGLUE@
set -g _noglue_flags first
set -g _noglue_pwd ''

function _noglue_hook --on-event fish_prompt
    test "$PWD" = "$_noglue_pwd"
    and test "$VIRTUAL_ENV" = "$_noglue_active"
    and test -e "$_noglue_there"
    and not test -e "$_noglue_absent"
    and return
    set -g _noglue_pwd $PWD
    test -x $_noglue_program
    or return
    $_noglue_program hook-env fish $fish_pid "$_noglue_flags" | source
    set -g _noglue_flags ''
    set -g _noglue_active $VIRTUAL_ENV
end

function _noglue_cd --on-variable PWD
    # fish fires PWD events inside command substitution too, where nobody reads.
    status is-command-substitution
    and return
    set -g _noglue_pwd ''
    _noglue_hook
end

# What it did may have made, removed or trusted an environment here.
if not functions -q noglue
    function noglue --wraps noglue
        set -g _noglue_pwd ''
        command noglue $argv
    end
end
