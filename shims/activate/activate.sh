# Source this file from sh, dash, bash, zsh or ksh:   . .venv/bin/activate
# 'deactivate' puts everything back. Written by noglue.

if [ -n "${BASH_SOURCE-}" ] && [ "${BASH_SOURCE-}" = "$0" ]; then
    printf '%s\n' "noglue: this file does nothing when run; type: . '$0'" >&2
    exit 126
fi

# The environment is where this file lies, so that a moved one still works; a shell that does not tell falls
# back to the path written here. Only the letters of the path count: .venv/bin is a link into a generation.
_noglue_written=@ENV@
_noglue_env=
_noglue_file=
if [ -n "${ZSH_VERSION-}" ]; then
    eval '_noglue_file="${${${funcsourcetrace[@]:0:1}%:*}:a}"'
elif [ -n "${BASH_SOURCE-}" ]; then
    _noglue_file=$BASH_SOURCE
else
    case ${KSH_VERSION-} in
        *93*) eval '_noglue_file=${.sh.file}' ;;
    esac
fi
case $_noglue_file in
    '') ;;
    */./* | */../* | [!/]*)
        case $_noglue_file in
            */*) ;;
            *) _noglue_file=./$_noglue_file ;;
        esac
        # A function named cd may print, and a trailing newline would be lost: hence 'unset' and the slash.
        _noglue_env=$(
            unset -f cd 2>/dev/null || :
            CDPATH= \cd -L -- "${_noglue_file%/*}/.." >/dev/null 2>&1 && printf '%s/' "$PWD"
        ) || _noglue_env=
        _noglue_env=${_noglue_env%/}
        ;;
    *) _noglue_env=${_noglue_file%/*/*} ;;
esac
if [ -z "$_noglue_file" ] && ! [ -f "$_noglue_written/bin/activate" ]; then
    # Linux names the files a shell has open, this one among them.
    for _noglue_file in "/proc/$$/fd"/*; do
        _noglue_env=$(readlink -n "$_noglue_file" 2>/dev/null && printf '/') || continue
        case $_noglue_env in
            */bin/activate/) _noglue_env=${_noglue_env%/bin/activate/} && break ;;
        esac
        _noglue_env=
    done
fi
case $_noglue_env in
    */current | */gen/*)
        _noglue_file=${_noglue_env%/current}
        _noglue_file=${_noglue_file%/gen/*}
        if [ -L "$_noglue_file/current" ] && [ -f "$_noglue_file/pyvenv.cfg" ]; then
            _noglue_env=$_noglue_file
        fi
        ;;
esac
if [ -z "$_noglue_env" ] || ! [ -f "$_noglue_env/pyvenv.cfg" ] || ! [ -f "$_noglue_env/bin/activate" ]; then
    _noglue_env=$_noglue_written
fi
if ! [ -f "$_noglue_env/pyvenv.cfg" ]; then
    printf '%s\n' "noglue: no environment at $_noglue_env: it was moved; type 'noglue sync' in the project" >&2
    unset _noglue_written _noglue_env _noglue_file
    return 1
fi

# What venv's or virtualenv's script left in this shell is theirs to put back.
if [ "$(command -v deactivate 2>/dev/null || :)" = deactivate ]; then
    deactivate nondestructive || :
fi

deactivate () {
    if [ -n "${_OLD_VIRTUAL_PATH+set}" ]; then
        PATH=$_OLD_VIRTUAL_PATH
        export PATH
    else
        unset PATH
    fi
    if [ -n "${_OLD_VIRTUAL_PYTHONHOME+set}" ]; then
        PYTHONHOME=$_OLD_VIRTUAL_PYTHONHOME
        export PYTHONHOME
    fi
    if [ -n "${_OLD_VIRTUAL_PS1+set}" ]; then
        PS1=$_OLD_VIRTUAL_PS1
    fi
    if [ -n "${_OLD_VIRTUAL_ENV+set}" ]; then
        VIRTUAL_ENV=$_OLD_VIRTUAL_ENV
        export VIRTUAL_ENV
    else
        unset VIRTUAL_ENV
    fi
    if [ -n "${_OLD_VIRTUAL_ENV_PROMPT+set}" ]; then
        VIRTUAL_ENV_PROMPT=$_OLD_VIRTUAL_ENV_PROMPT
        export VIRTUAL_ENV_PROMPT
    else
        unset VIRTUAL_ENV_PROMPT
    fi
    unset _OLD_VIRTUAL_PATH _OLD_VIRTUAL_PYTHONHOME _OLD_VIRTUAL_PS1 _OLD_VIRTUAL_ENV _OLD_VIRTUAL_ENV_PROMPT
    hash -r 2>/dev/null || :
    if [ "${1-}" != nondestructive ]; then
        unset -f deactivate
    fi
}

unset _OLD_VIRTUAL_PATH _OLD_VIRTUAL_PYTHONHOME _OLD_VIRTUAL_PS1 _OLD_VIRTUAL_ENV _OLD_VIRTUAL_ENV_PROMPT
if [ -n "${PATH+set}" ]; then
    _OLD_VIRTUAL_PATH=$PATH
fi
if [ -n "${PYTHONHOME+set}" ]; then
    _OLD_VIRTUAL_PYTHONHOME=$PYTHONHOME
    unset PYTHONHOME
fi
if [ -n "${VIRTUAL_ENV+set}" ]; then
    _OLD_VIRTUAL_ENV=$VIRTUAL_ENV
fi
if [ -n "${VIRTUAL_ENV_PROMPT+set}" ]; then
    _OLD_VIRTUAL_ENV_PROMPT=$VIRTUAL_ENV_PROMPT
fi

VIRTUAL_ENV=$_noglue_env
VIRTUAL_ENV_PROMPT=@PROMPT@
PATH=$VIRTUAL_ENV/bin${PATH:+:$PATH}
export VIRTUAL_ENV VIRTUAL_ENV_PROMPT PATH
if [ -z "${VIRTUAL_ENV_DISABLE_PROMPT-}" ] && [ -n "${PS1+set}" ]; then
    _OLD_VIRTUAL_PS1=$PS1
    # Not VIRTUAL_ENV_PROMPT itself: shells expand what stands in PS1.
    PS1=@PLAIN_PROMPT@$PS1
fi
unset _noglue_written _noglue_env _noglue_file
hash -r 2>/dev/null || :
