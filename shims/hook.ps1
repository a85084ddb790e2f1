# noglue for PowerShell, in $PROFILE:   Invoke-Expression (& noglue hook pwsh | Out-String)
# The environment follows the directory. Where nothing changed no process is started.

$global:_noglue_program = @NOGLUE@
$global:_noglue_flags = 'first'
$global:_noglue_pwd = ''
$global:_noglue_active = ''
$global:_noglue_there = '/'
$global:_noglue_absent = ''

function global:_noglue_exists([string] $path) {
    [System.IO.File]::Exists($path) -or [System.IO.Directory]::Exists($path)
}

function global:_noglue_hook {
    $place = $ExecutionContext.SessionState.Path.CurrentLocation
    # In a registry or a drive of variables there is no directory.
    if ($place.Provider.Name -ne 'FileSystem') {
        return
    }
    $pwd_now = $place.ProviderPath
    if ($pwd_now -ceq $global:_noglue_pwd -and "$env:VIRTUAL_ENV" -ceq $global:_noglue_active -and
        (_noglue_exists $global:_noglue_there) -and -not (_noglue_exists $global:_noglue_absent)) {
        return
    }
    $global:_noglue_pwd = $pwd_now
    if (-not (_noglue_exists $global:_noglue_program)) {
        return
    }
    $status = $global:LASTEXITCODE
    # PowerShell starts programs in its location, but its own process may be elsewhere.
    $code = & $global:_noglue_program hook-env pwsh $PID $global:_noglue_flags | Out-String
    $global:LASTEXITCODE = $status
    if ($code) {
        Invoke-Expression $code
    }
    $global:_noglue_flags = 'no'
    $global:_noglue_active = "$env:VIRTUAL_ENV"
}

# What it did may have made, removed or trusted an environment here.
function global:noglue {
    $global:_noglue_pwd = ''
    $program = (Get-Command -CommandType Application -TotalCount 1 noglue).Source
    $input | & $program @args
}

if (-not (Test-Path -LiteralPath 'variable:global:_noglue_prompt')) {
    $global:_noglue_prompt = $function:prompt
    function global:prompt {
        # $? is lost by whatever is called first; a prompt that shows it has read it before in no version of PowerShell.
        _noglue_hook
        & $global:_noglue_prompt
    }
}
