# Environments by their names, for bash and zsh. What somebody made of a name stays theirs.

_noglue_offer() {
    # The last word is the function's name; a command, alias or function of that name is left alone.
    ! command -v "$1" >/dev/null 2>&1
}

if _noglue_offer workon; then
    workon() {
        local code
        code=$(command noglue workon --shell posix "$@") || return
        # One that was activated before is left first, with all that is to be done then.
        if [ -n "$code" ] && [ -n "${VIRTUAL_ENV-}" ] && [ "$(command -v deactivate)" = deactivate ]; then
            deactivate
        fi
        eval "$code"
    }
fi

if _noglue_offer cdproject; then
    cdproject() {
        local dir
        dir=$(command noglue env path --project) && cd -- "$dir${1:+/$1}"
    }
fi

if _noglue_offer cdsitepackages; then
    cdsitepackages() {
        local dir
        dir=$(command noglue env path --site-packages) && cd -- "$dir${1:+/$1}"
    }
fi

if _noglue_offer lssitepackages; then
    lssitepackages() {
        local dir
        dir=$(command noglue env path --site-packages) && command ls "$@" -- "$dir"
    }
fi

if _noglue_offer mkproject; then
    mkproject() {
        local dir
        dir=$(command noglue new --print "$@") && cd -- "$dir" && [ -d .venv ] && . .venv/bin/activate
    }
fi

if _noglue_offer mktmpenv; then
    mktmpenv() {
        local name
        name=$(command noglue env create --temporary "$@") && workon "$name"
    }
fi

unset -f _noglue_offer
