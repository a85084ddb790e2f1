
    # What only noglue knows: names of environments, packages, programs.
    $before = @($commandElements | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })
    if ($wordToComplete -ne '' -and $before.Count -gt 0) { $before = @($before | Select-Object -SkipLast 1) }
    $values = @(& noglue complete "--word=$wordToComplete" -- @before 2>$null)
    if ($values.Count -gt 0) {
        return $values | ForEach-Object { [CompletionResult]::new($_, $_, [CompletionResultType]::ParameterValue, $_) }
    }
