
# What only noglue knows: names of environments, packages, programs.
function __noglue_values
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    command noglue complete "--word=$word" -- $words[2..] 2>/dev/null
end
complete -c noglue -a '(__noglue_values)'
complete -c noglue -n 'not __fish_seen_subcommand_from pip' -s e -r -f -a '(__noglue_values)'
for name in workon rmvirtualenv cpvirtualenv
    complete -c $name -f -n 'test (count (commandline -opc)) -eq 1' -a '(command noglue complete -- workon 2>/dev/null)'
end
