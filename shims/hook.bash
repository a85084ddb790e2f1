# noglue for bash:   eval "$(noglue hook bash)"
# The environment follows the directory. Where nothing changed no process is started.

_noglue_program=@NOGLUE@
_noglue_flags=first
_noglue_pwd=

function _noglue_hook {
    \builtin local last=$?
    if [[ ${PWD-} != "$_noglue_pwd" || ${VIRTUAL_ENV-} != "${_noglue_active-}" ||
        ! -e ${_noglue_there-} || -e ${_noglue_absent-} ]]; then
        _noglue_change
    fi
    # The next in PROMPT_COMMAND may ask for the status. With 'set -e' to hand it on would end the shell.
    case $- in
        *e*) return 0 ;;
    esac
    return "$last"
}

function _noglue_change {
    \builtin local code flags=$_noglue_flags
    _noglue_pwd=${PWD-}
    if [[ ! -x $_noglue_program ]]; then
        return 0
    fi
    # In a subshell nobody reads.
    if ((BASH_SUBSHELL > 0)); then
        flags+=,quiet
    fi
    code=$("$_noglue_program" hook-env bash "$$" "$flags") || code=
    \builtin eval "$code" || \builtin :
    _noglue_flags=
    _noglue_active=${VIRTUAL_ENV-}
}

# A prompt comes too late for subshells, functions and 'cd there && command'. What somebody made of these names stays
# theirs.
if ! \builtin declare -F cd >/dev/null; then
    function cd {
        \builtin cd "$@" || return
        _noglue_pwd=
        _noglue_hook
    }
fi
if ! \builtin declare -F pushd >/dev/null; then
    function pushd {
        \builtin pushd "$@" || return
        _noglue_hook
    }
fi
if ! \builtin declare -F popd >/dev/null; then
    function popd {
        \builtin popd "$@" || return
        _noglue_hook
    }
fi
# What it did may have made, removed or trusted an environment here.
if ! \builtin declare -F noglue >/dev/null; then
    function noglue {
        _noglue_pwd=
        \builtin command noglue "$@"
    }
fi

# First, so that prompts made by the others show the environment.
if [[ " ${PROMPT_COMMAND[*]-} " != *_noglue_hook* ]]; then
    if ((BASH_VERSINFO[0] > 5 || (BASH_VERSINFO[0] == 5 && BASH_VERSINFO[1] > 0))); then
        PROMPT_COMMAND=(_noglue_hook "${PROMPT_COMMAND[@]}")
    else
        # shellcheck disable=SC2128,SC2178 # in these versions it is no array
        PROMPT_COMMAND="_noglue_hook${PROMPT_COMMAND:+;$PROMPT_COMMAND}"
    fi
fi
