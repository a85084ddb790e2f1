# The names that virtualenvwrapper gave, for bash and zsh.

mkvirtualenv() {
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
    name=$(command noglue env create --free --seed --print "${words[@]}") || return
    [ -z "$project" ] || command noglue env tie "$name" --project "$project" || return
    workon "$name"
}

rmvirtualenv() {
    local name
    if [ "$#" -eq 0 ]; then
        printf '%s\n' "rmvirtualenv: say which environment" >&2
        return 1
    fi
    for name in "$@"; do
        command noglue env remove "$name" || return
    done
}

lsvirtualenv() {
    case ${1-} in
        -b) command noglue env list --names ;;
        *) command noglue env list ;;
    esac
}

showvirtualenv() {
    command noglue env path "$@"
}

cpvirtualenv() {
    command noglue env copy "$@" && workon "${2:-$1}"
}

allvirtualenv() {
    command noglue env run-all --all -- "$@"
}

cdvirtualenv() {
    local dir
    dir=$(command noglue env path) && cd -- "$dir${1:+/$1}"
}

add2virtualenv() {
    case ${1-} in
        -d) shift && command noglue path remove "$@" ;;
        *) command noglue path add "$@" ;;
    esac
}

toggleglobalsitepackages() {
    case ${1-} in
        -q) shift && command noglue --quiet env toggle-system-packages "$@" ;;
        *) command noglue env toggle-system-packages "$@" ;;
    esac
}

setvirtualenvproject() {
    case $# in
        0) command noglue env tie ;;
        1) command noglue env tie "${1##*/}" ;;
        *) command noglue env tie "${1##*/}" --project "$2" ;;
    esac
}
