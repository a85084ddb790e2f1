    # What only noglue knows: names of environments, packages, programs.
    local -a found
    if [[ ${service-noglue} != noglue ]]; then
        (( CURRENT == 2 )) || return 1
        found=(${(f)"$(command noglue complete "--word=${(Q)words[CURRENT]}" -- workon 2>/dev/null)"})
    else
        found=(${(f)"$(command noglue complete "--word=${(Q)words[CURRENT]}" -- "${(@Q)words[2,CURRENT-1]}" 2>/dev/null)"})
    fi
    if (( $#found )); then
        compadd -a found
        return
    fi
    [[ ${service-noglue} == noglue ]] || return 1

