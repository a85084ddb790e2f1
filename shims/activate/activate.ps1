# Dot-source this file in PowerShell:   . .venv/bin/activate.ps1
# 'deactivate' puts everything back. Written by noglue.

# The environment is where this file lies, so that a moved one still works. Only the letters of the path count:
# .venv/bin is a link into a generation.
$_noglueEnv = [System.IO.Path]::GetDirectoryName($PSScriptRoot)
$_noglueParent = [System.IO.Path]::GetDirectoryName($_noglueEnv)
if ([System.IO.Path]::GetFileName($_noglueParent) -ceq 'gen') {
    $_noglueParent = [System.IO.Path]::GetDirectoryName($_noglueParent)
} elseif ([System.IO.Path]::GetFileName($_noglueEnv) -cne 'current') {
    $_noglueParent = ''
}
if ($_noglueParent -and [System.IO.File]::Exists([System.IO.Path]::Combine($_noglueParent, 'pyvenv.cfg'))) {
    $_noglueEnv = $_noglueParent
}
if (-not [System.IO.File]::Exists([System.IO.Path]::Combine($_noglueEnv, 'pyvenv.cfg'))) {
    throw "noglue: no environment at ${_noglueEnv}: source the file where it lies, .venv/bin/activate.ps1"
}

# What venv's or virtualenv's script left in this session is theirs to put back.
if (Test-Path -LiteralPath 'function:deactivate') {
    deactivate -NonDestructive
}

function global:deactivate([switch] $NonDestructive) {
    foreach ($name in 'PATH', 'PYTHONHOME', 'VIRTUAL_ENV', 'VIRTUAL_ENV_PROMPT') {
        $value = $global:_NOGLUE_OLD[$name]
        if ($null -eq $value) {
            Remove-Item -LiteralPath "env:$name" -ErrorAction SilentlyContinue
        } else {
            [System.Environment]::SetEnvironmentVariable($name, $value)
        }
    }
    if ($global:_NOGLUE_OLD['prompt']) {
        Set-Item -LiteralPath 'function:global:prompt' -Value $global:_NOGLUE_OLD['prompt']
    }
    Remove-Variable -Name '_NOGLUE_OLD' -Scope Global
    if (-not $NonDestructive) {
        Remove-Item -LiteralPath 'function:deactivate'
    }
}

$global:_NOGLUE_OLD = @{
    PATH = $env:PATH
    PYTHONHOME = $env:PYTHONHOME
    VIRTUAL_ENV = $env:VIRTUAL_ENV
    VIRTUAL_ENV_PROMPT = $env:VIRTUAL_ENV_PROMPT
}
Remove-Item -LiteralPath 'env:PYTHONHOME' -ErrorAction SilentlyContinue
$env:VIRTUAL_ENV = $_noglueEnv
$env:VIRTUAL_ENV_PROMPT = @PROMPT@
$env:PATH = [System.IO.Path]::Combine($_noglueEnv, 'bin') + [System.IO.Path]::PathSeparator + $env:PATH
Remove-Variable -Name '_noglueEnv', '_noglueParent'

if (-not $env:VIRTUAL_ENV_DISABLE_PROMPT -and (Test-Path -LiteralPath 'function:prompt')) {
    $global:_NOGLUE_OLD['prompt'] = $function:prompt
    function global:prompt {
        Write-Host -NoNewline -ForegroundColor Blue "($env:VIRTUAL_ENV_PROMPT) "
        & $global:_NOGLUE_OLD['prompt']
    }
}
