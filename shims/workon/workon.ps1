# Environments by their names, for PowerShell.

function workon {
    $code = & noglue workon --shell powershell @args | Out-String
    if ($LASTEXITCODE -eq 0) {
        if ($env:VIRTUAL_ENV -and (Get-Command deactivate -CommandType Function -ErrorAction Ignore)) { deactivate }
        . ([scriptblock]::Create($code))
    }
}
function cdproject { Set-Location -LiteralPath (& noglue env path --project) }
function cdsitepackages { Set-Location -LiteralPath (& noglue env path --site-packages) }
function lssitepackages { Get-ChildItem -LiteralPath (& noglue env path --site-packages) }
function mkproject {
    $dir = & noglue new --print @args
    if ($LASTEXITCODE -eq 0) { Set-Location -LiteralPath $dir }
}
function mktmpenv {
    $name = & noglue env create --temporary @args
    if ($LASTEXITCODE -eq 0) { workon $name }
}
