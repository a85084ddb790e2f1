# Source this file from csh or tcsh:   source .venv/bin/activate.csh
# 'deactivate' puts everything back. Written by noglue.

# csh does not tell a file where it lies. When nothing is at the written path, the environment was moved; Linux
# then names the files this shell has open, this one among them.
set _noglue_env = @ENV@
if ( ! -f $_noglue_env:q/bin/activate.csh ) then
    foreach _noglue_file ( /proc/$$/fd/* )
        set _noglue_file = "`readlink $_noglue_file`"
        if ( $_noglue_file:t:q == activate.csh ) then
            set _noglue_env = $_noglue_file:h:h:q
        endif
    end
    unset _noglue_file
    if ( $_noglue_env:h:t:q == gen && -f $_noglue_env:h:h:q/pyvenv.cfg ) then
        set _noglue_env = $_noglue_env:h:h:q
    endif
endif
if ( ! -f $_noglue_env:q/pyvenv.cfg ) then
    echo "noglue: the environment was moved; type 'noglue sync' in the project"
    unset _noglue_env
    exit 1
endif

# What this or venv's script left in this shell is put back first.
if ( $?_OLD_VIRTUAL_PATH ) then
    deactivate nondestructive
endif

# Which variables there were: PYTHONHOME, VIRTUAL_ENV, VIRTUAL_ENV_PROMPT, prompt. A one-line 'if' expands its
# command even when the test fails, so every name used in 'deactivate' is set.
set _noglue_had = ( $?PYTHONHOME $?VIRTUAL_ENV $?VIRTUAL_ENV_PROMPT 0 )
set _OLD_VIRTUAL_PYTHONHOME
set _OLD_VIRTUAL_ENV
set _OLD_VIRTUAL_ENV_PROMPT
set _OLD_VIRTUAL_PROMPT
set _OLD_VIRTUAL_PATH = $PATH:q
if ( $?PYTHONHOME ) then
    set _OLD_VIRTUAL_PYTHONHOME = $PYTHONHOME:q
    unsetenv PYTHONHOME
endif
if ( $?VIRTUAL_ENV ) then
    set _OLD_VIRTUAL_ENV = $VIRTUAL_ENV:q
endif
if ( $?VIRTUAL_ENV_PROMPT ) then
    set _OLD_VIRTUAL_ENV_PROMPT = $VIRTUAL_ENV_PROMPT:q
endif

# On one line: an alias with line ends in it stops at the first.
alias deactivate 'setenv PATH $_OLD_VIRTUAL_PATH:q; unsetenv VIRTUAL_ENV; unsetenv VIRTUAL_ENV_PROMPT; if ( $_noglue_had[1] ) setenv PYTHONHOME $_OLD_VIRTUAL_PYTHONHOME:q; if ( $_noglue_had[2] ) setenv VIRTUAL_ENV $_OLD_VIRTUAL_ENV:q; if ( $_noglue_had[3] ) setenv VIRTUAL_ENV_PROMPT $_OLD_VIRTUAL_ENV_PROMPT:q; if ( $_noglue_had[4] ) set prompt = $_OLD_VIRTUAL_PROMPT:q; unset _noglue_had _OLD_VIRTUAL_PATH _OLD_VIRTUAL_PYTHONHOME _OLD_VIRTUAL_ENV _OLD_VIRTUAL_ENV_PROMPT; unset _OLD_VIRTUAL_PROMPT; rehash; if ( "\!:*" != nondestructive ) unalias deactivate'

setenv VIRTUAL_ENV $_noglue_env:q
setenv VIRTUAL_ENV_PROMPT @PROMPT@
setenv PATH $_noglue_env:q/bin:$PATH:q
unset _noglue_env

set _noglue_quiet
if ( $?VIRTUAL_ENV_DISABLE_PROMPT ) then
    set _noglue_quiet = $VIRTUAL_ENV_DISABLE_PROMPT:q
endif
if ( $?prompt && $%_noglue_quiet == 0 ) then
    set _noglue_had[4] = 1
    set _OLD_VIRTUAL_PROMPT = $prompt:q
    # Not VIRTUAL_ENV_PROMPT itself: csh expands what stands in its prompt.
    set prompt = @PLAIN_PROMPT@$prompt:q
endif
unset _noglue_quiet
rehash
