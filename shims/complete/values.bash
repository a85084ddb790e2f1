
# What only noglue knows: names of environments, packages, programs.
_noglue_ask() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        printf -v line %q "$line"
        COMPREPLY+=("$line")
    done < <(command noglue complete "--word=$1" -- "${@:2}" 2>/dev/null)
}

_noglue_values() {
    _noglue_ask "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[@]:1:COMP_CWORD-1}"
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
        _noglue "$@"
    fi
}

_noglue_workon() {
    if [[ $COMP_CWORD -eq 1 ]]; then
        _noglue_ask "${COMP_WORDS[1]}" workon
    fi
}

complete -F _noglue_values -o bashdefault -o default noglue
complete -F _noglue_workon workon rmvirtualenv cpvirtualenv
