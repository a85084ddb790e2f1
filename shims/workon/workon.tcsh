# Environments by their names, for tcsh.

alias workon 'eval "`noglue workon --shell csh \!*`"'
alias cdproject 'cd "`noglue env path --project`"'
alias cdsitepackages 'cd "`noglue env path --site-packages`"'
alias lssitepackages 'ls "`noglue env path --site-packages`"'
