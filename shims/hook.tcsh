# noglue for tcsh:   eval "`noglue hook tcsh`"
# The environment follows the directory. Where nothing changed no process is started.
# Printed as one line without remarks: a backquoted command's output loses its line ends. A one-line 'if' expands its
# command even when the test fails, so what may only be expanded when it is run is kept as text and evaluated.

set _noglue_program = @NOGLUE@
set _noglue_flags = first
set _noglue_pwd = ''
set _noglue_active = ''
set _noglue_now = ''
set _noglue_there = /
set _noglue_absent = /dev/null/none
set _noglue_copy = 'set _noglue_now = $VIRTUAL_ENV:q'
alias _noglue_look 'set _noglue_now = ""; if ( $?VIRTUAL_ENV ) eval $_noglue_copy:q'
set _noglue_ask = 'set _noglue_pwd = $cwd:q; eval "`$_noglue_program:q hook-env tcsh $$ $_noglue_flags`"; set _noglue_flags = no; _noglue_look; set _noglue_active = $_noglue_now:q'
alias _noglue_hook '_noglue_look; if ( x$cwd:q != x$_noglue_pwd:q || x$_noglue_now:q != x$_noglue_active:q || ! -e $_noglue_there:q || -e $_noglue_absent:q ) eval $_noglue_ask:q'
alias _noglue_cd 'set _noglue_pwd = ""; _noglue_hook'
set _noglue_old = "`alias precmd`"
if ( $#_noglue_old == 0 ) alias precmd _noglue_hook
if ( $#_noglue_old > 0 && "$_noglue_old" !~ *_noglue_hook* ) alias precmd $_noglue_old:q '; _noglue_hook'
set _noglue_old = "`alias cwdcmd`"
if ( $#_noglue_old == 0 ) alias cwdcmd _noglue_cd
if ( $#_noglue_old > 0 && "$_noglue_old" !~ *_noglue_cd* ) alias cwdcmd $_noglue_old:q '; _noglue_cd'
unset _noglue_old
