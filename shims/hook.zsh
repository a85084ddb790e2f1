# noglue for zsh:   eval "$(noglue hook zsh)"
# The environment follows the directory. Where nothing changed no process is started.

_noglue_program=@NOGLUE@
_noglue_flags=first
_noglue_pwd=

function _noglue_hook {
    \builtin emulate -L zsh
    if [[ ${PWD-} != "$_noglue_pwd" || ${VIRTUAL_ENV-} != "${_noglue_active-}" ||
        ! -e ${_noglue_there-} || -e ${_noglue_absent-} ]]; then
        _noglue_change
    fi
    return 0
}

function _noglue_chpwd {
    _noglue_pwd=
    _noglue_hook
}

function _noglue_change {
    \builtin local code flags=$_noglue_flags
    _noglue_pwd=${PWD-}
    if [[ ! -x $_noglue_program ]]; then
        return 0
    fi
    # In a subshell nobody reads.
    if ((ZSH_SUBSHELL > 0)); then
        flags+=,quiet
    fi
    code=$("$_noglue_program" hook-env zsh "$$" "$flags") || code=
    \builtin eval "$code" || \builtin :
    _noglue_flags=
    _noglue_active=${VIRTUAL_ENV-}
}

# What it did may have made, removed or trusted an environment here.
if ! ((${+functions[noglue]})); then
    function noglue {
        _noglue_pwd=
        \builtin command noglue "$@"
    }
fi

# First, so that prompts made by the others show the environment.
function _noglue_load {
    \builtin emulate -L zsh
    \builtin typeset -ga precmd_functions chpwd_functions
    precmd_functions=(_noglue_hook ${precmd_functions:#_noglue_hook})
    chpwd_functions=(_noglue_chpwd ${chpwd_functions:#_noglue_chpwd})
}
_noglue_load
\builtin unfunction _noglue_load
