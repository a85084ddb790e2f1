# Environments by their names, for bash and zsh. What somebody made of a name stays theirs.

function _noglue_offer {
    # The last word is the function's name; a command, alias or function of that name is left alone.
    ! command -v "$1" >/dev/null 2>&1
}

if _noglue_offer workon; then
    function workon {
        local code
        code=$(command "${_noglue_program:-noglue}" workon --shell posix "$@") || return
        # One that was activated before is left first, with all that is to be done then.
        if [ -n "$code" ] && [ -n "${VIRTUAL_ENV-}" ] && [ "$(command -v deactivate)" = deactivate ]; then
            deactivate
        fi
        eval "$code"
    }
fi

if _noglue_offer cdproject; then
    function cdproject {
        local dir
        dir=$(command "${_noglue_program:-noglue}" env path --project) || return
        cd -- "$dir${1:+/$1}" || return
    }
fi

if _noglue_offer cdsitepackages; then
    function cdsitepackages {
        local dir
        dir=$(command "${_noglue_program:-noglue}" env path --site-packages) || return
        cd -- "$dir${1:+/$1}" || return
    }
fi

if _noglue_offer lssitepackages; then
    function lssitepackages {
        local dir
        dir=$(command "${_noglue_program:-noglue}" env path --site-packages) && command ls "$@" -- "$dir"
    }
fi

if _noglue_offer mkproject; then
    function mkproject {
        local dir
        dir=$(command "${_noglue_program:-noglue}" new --print "$@") || return
        cd -- "$dir" || return
        # shellcheck source=/dev/null
        . .venv/bin/activate
    }
fi

if _noglue_offer mktmpenv; then
    function mktmpenv {
        local name
        name=$(command "${_noglue_program:-noglue}" env create --temporary "$@") && workon "$name"
    }
fi

unset -f _noglue_offer
