# The names that virtualenvwrapper gave, for bash and zsh.

function mkvirtualenv {
    local name project='' word
    local -a words
    words=()
    while [ "$#" -gt 0 ]; do
        word=$1
        shift
        case $word in
            -a) project=${1-} ;;
            -i) words+=(--install "${1-}") ;;
            -r) words+=(--requirement "${1-}") ;;
            *) words+=("$word") && continue ;;
        esac
        [ "$#" -eq 0 ] || shift
    done
    name=$(command "${_noglue_program:-noglue}" env create --free --seed --print "${words[@]}") || return
    [ -z "$project" ] || command "${_noglue_program:-noglue}" env tie "$name" --project "$project" || return
    workon "$name"
}

function rmvirtualenv {
    local name
    if [ "$#" -eq 0 ]; then
        printf '%s\n' "rmvirtualenv: say which environment" >&2
        return 1
    fi
    for name in "$@"; do
        command "${_noglue_program:-noglue}" env remove "$name" || return
    done
}

function lsvirtualenv {
    case ${1-} in
        -b) command "${_noglue_program:-noglue}" env list --names ;;
        *) command "${_noglue_program:-noglue}" env list ;;
    esac
}

function showvirtualenv {
    command "${_noglue_program:-noglue}" env path "$@"
}

function cpvirtualenv {
    command "${_noglue_program:-noglue}" env copy "$@" && workon "${2:-$1}"
}

function allvirtualenv {
    command "${_noglue_program:-noglue}" env run-all --all -- "$@"
}

function cdvirtualenv {
    local dir
    dir=$(command "${_noglue_program:-noglue}" env path) || return
    cd -- "$dir${1:+/$1}" || return
}

function add2virtualenv {
    case ${1-} in
        -d) shift && command "${_noglue_program:-noglue}" path remove "$@" ;;
        *) command "${_noglue_program:-noglue}" path add "$@" ;;
    esac
}

function toggleglobalsitepackages {
    case ${1-} in
        -q) shift && command "${_noglue_program:-noglue}" --quiet env toggle-system-packages "$@" ;;
        *) command "${_noglue_program:-noglue}" env toggle-system-packages "$@" ;;
    esac
}

function setvirtualenvproject {
    case $# in
        0) command "${_noglue_program:-noglue}" env tie ;;
        1) command "${_noglue_program:-noglue}" env tie "${1##*/}" ;;
        *) command "${_noglue_program:-noglue}" env tie "${1##*/}" --project "$2" ;;
    esac
}
