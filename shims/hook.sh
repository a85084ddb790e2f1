# noglue for sh, dash, ksh and their like:   eval "$(noglue hook sh)"
# These shells have no hook before a prompt, so 'cd' and 'noglue' themselves look whether the environment is another.

_noglue_program=@NOGLUE@
_noglue_flags=first
_noglue_pwd=

_noglue_hook() {
    if [ "${PWD-}" = "$_noglue_pwd" ] && [ "${VIRTUAL_ENV-}" = "${_noglue_active-}" ] &&
        [ -e "${_noglue_there-}" ] && ! [ -e "${_noglue_absent-}" ]; then
        return 0
    fi
    _noglue_pwd=${PWD-}
    [ -x "$_noglue_program" ] || return 0
    # In a command substitution nobody reads.
    [ -t 1 ] || _noglue_flags=$_noglue_flags,quiet
    _noglue_code=$("$_noglue_program" hook-env sh "$$" "$_noglue_flags") || _noglue_code=
    eval "$_noglue_code" || :
    _noglue_flags=
    _noglue_code=
    _noglue_active=${VIRTUAL_ENV-}
}

# What somebody made of these names stays theirs. In text, because an alias would be expanded in the definition.
if ! alias cd >/dev/null 2>&1; then
    eval 'cd() {
        \command cd "$@" || return
        _noglue_pwd=
        _noglue_hook
    }'
fi
if ! alias noglue >/dev/null 2>&1; then
    eval 'noglue() {
        _noglue_last=0
        \command noglue "$@" || _noglue_last=$?
        _noglue_pwd=
        _noglue_hook
        return "$_noglue_last"
    }'
fi

_noglue_hook
