
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'noglue' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'noglue'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'noglue' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'With no command: print the status as JSON')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Give the project here its environment, with exactly what it asks for')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Run a command in the project''s environment')
            [CompletionResult]::new('venv', 'venv', [CompletionResultType]::ParameterValue, 'Create an environment')
            [CompletionResult]::new('pip', 'pip', [CompletionResultType]::ParameterValue, 'pip''s words, on any environment')
            [CompletionResult]::new('python', 'python', [CompletionResultType]::ParameterValue, 'The Pythons of this machine')
            [CompletionResult]::new('why', 'why', [CompletionResultType]::ParameterValue, 'Explain which environment is used, and why')
            [CompletionResult]::new('trust', 'trust', [CompletionResultType]::ParameterValue, 'Let an environment be used that noglue did not make for you')
            [CompletionResult]::new('untrust', 'untrust', [CompletionResultType]::ParameterValue, 'Take back a grant')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'List the environment''s generations: when, by which command, what changed')
            [CompletionResult]::new('rollback', 'rollback', [CompletionResultType]::ParameterValue, 'Go back to an earlier generation of the environment')
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Set up shims and PATH, once per user')
            [CompletionResult]::new('cache', 'cache', [CompletionResultType]::ParameterValue, 'The store and the index cache')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write all of them into a directory')
            [CompletionResult]::new('compile-bytecode', 'compile-bytecode', [CompletionResultType]::ParameterValue, 'What the background compiler is started with')
            break
        }
        'noglue;sync' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'The project''s directory, instead of the one found from here')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Install from this requirements file instead of what is found (can be repeated)')
            [CompletionResult]::new('--requirement', '--requirement', [CompletionResultType]::ParameterName, 'Install from this requirements file instead of what is found (can be repeated)')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Keep to the versions in this constraints file (can be repeated)')
            [CompletionResult]::new('--constraint', '--constraint', [CompletionResultType]::ParameterName, 'Keep to the versions in this constraints file (can be repeated)')
            [CompletionResult]::new('--override', '--override', [CompletionResultType]::ParameterName, 'Requirements in this file replace all others on the same packages (can be repeated)')
            [CompletionResult]::new('--overrides', '--overrides', [CompletionResultType]::ParameterName, 'Requirements in this file replace all others on the same packages (can be repeated)')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]')
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'With this dependency group (can be repeated)')
            [CompletionResult]::new('--no-group', '--no-group', [CompletionResultType]::ParameterName, 'Without this dependency group (can be repeated)')
            [CompletionResult]::new('--only-group', '--only-group', [CompletionResultType]::ParameterName, 'Only this dependency group, not what the project itself needs (can be repeated)')
            [CompletionResult]::new('--extra', '--extra', [CompletionResultType]::ParameterName, 'With this extra of the project (can be repeated)')
            [CompletionResult]::new('-P', '-P ', [CompletionResultType]::ParameterName, 'Take the newest version of this package (can be repeated)')
            [CompletionResult]::new('--upgrade-package', '--upgrade-package', [CompletionResultType]::ParameterName, 'Take the newest version of this package (can be repeated)')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'How many generations to keep for rollback')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'The package index (the simple API''s base URL)')
            [CompletionResult]::new('--index-url', '--index-url', [CompletionResultType]::ParameterName, 'The package index (the simple API''s base URL)')
            [CompletionResult]::new('--extra-index-url', '--extra-index-url', [CompletionResultType]::ParameterName, 'Another index, asked before the main one (can be repeated)')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A directory or page with wheels (can be repeated)')
            [CompletionResult]::new('--find-links', '--find-links', [CompletionResultType]::ParameterName, 'A directory or page with wheels (can be repeated)')
            [CompletionResult]::new('--trusted-host', '--trusted-host', [CompletionResultType]::ParameterName, 'Accept a host without valid TLS (can be repeated)')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'A file of certificate authorities')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'A proxy for every request')
            [CompletionResult]::new('--prerelease', '--prerelease', [CompletionResultType]::ParameterName, 'When pre-releases may be taken')
            [CompletionResult]::new('--exclude-newer', '--exclude-newer', [CompletionResultType]::ParameterName, 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as ''7 days'' [env: NOGLUE_EXCLUDE_NEWER]')
            [CompletionResult]::new('--uploaded-prior-to', '--uploaded-prior-to', [CompletionResultType]::ParameterName, 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as ''7 days'' [env: NOGLUE_EXCLUDE_NEWER]')
            [CompletionResult]::new('--exclude-package', '--exclude-package', [CompletionResultType]::ParameterName, 'Leave this package out, whoever needs it (can be repeated)')
            [CompletionResult]::new('--resolution', '--resolution', [CompletionResultType]::ParameterName, 'Which versions to prefer')
            [CompletionResult]::new('--link-mode', '--link-mode', [CompletionResultType]::ParameterName, 'How files come from the store [env: NOGLUE_LINK_MODE]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('--all-groups', '--all-groups', [CompletionResultType]::ParameterName, 'With all dependency groups')
            [CompletionResult]::new('--no-dev', '--no-dev', [CompletionResultType]::ParameterName, 'Without the dependency group `dev`, which is installed unasked where there is one')
            [CompletionResult]::new('--all-extras', '--all-extras', [CompletionResultType]::ParameterName, 'With all extras of the project')
            [CompletionResult]::new('-U', '-U ', [CompletionResultType]::ParameterName, 'Take the newest versions that fit, whatever is installed or pinned already')
            [CompletionResult]::new('--upgrade', '--upgrade', [CompletionResultType]::ParameterName, 'Take the newest versions that fit, whatever is installed or pinned already')
            [CompletionResult]::new('--inexact', '--inexact', [CompletionResultType]::ParameterName, 'Keep packages that nothing asks for')
            [CompletionResult]::new('--system-site-packages', '--system-site-packages', [CompletionResultType]::ParameterName, 'Let the environment see the system''s packages')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Change nothing; fail if the environment is not up to date')
            [CompletionResult]::new('--require-hashes', '--require-hashes', [CompletionResultType]::ParameterName, 'Every requirement must have a hash')
            [CompletionResult]::new('--no-index', '--no-index', [CompletionResultType]::ParameterName, 'Ask no index, only --find-links')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the index again, whatever the cache holds')
            [CompletionResult]::new('--pre', '--pre', [CompletionResultType]::ParameterName, 'Allow pre-releases of every package')
            [CompletionResult]::new('--compile-bytecode', '--compile-bytecode', [CompletionResultType]::ParameterName, 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]')
            [CompletionResult]::new('--compile', '--compile', [CompletionResultType]::ParameterName, 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]')
            [CompletionResult]::new('--no-compile', '--no-compile', [CompletionResultType]::ParameterName, 'Compile no byte-code')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;run' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;venv' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]')
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]')
            [CompletionResult]::new('--prompt', '--prompt', [CompletionResultType]::ParameterName, 'What an activated shell shows; `.` for the name of the directory around it')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'The package index (the simple API''s base URL)')
            [CompletionResult]::new('--index-url', '--index-url', [CompletionResultType]::ParameterName, 'The package index (the simple API''s base URL)')
            [CompletionResult]::new('--extra-index-url', '--extra-index-url', [CompletionResultType]::ParameterName, 'Another index, asked before the main one (can be repeated)')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A directory or page with wheels (can be repeated)')
            [CompletionResult]::new('--find-links', '--find-links', [CompletionResultType]::ParameterName, 'A directory or page with wheels (can be repeated)')
            [CompletionResult]::new('--trusted-host', '--trusted-host', [CompletionResultType]::ParameterName, 'Accept a host without valid TLS (can be repeated)')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'A file of certificate authorities')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'A proxy for every request')
            [CompletionResult]::new('--link-mode', '--link-mode', [CompletionResultType]::ParameterName, 'How files come from the store [env: NOGLUE_LINK_MODE]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('--system-site-packages', '--system-site-packages', [CompletionResultType]::ParameterName, 'Let the environment see the system''s packages')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Install pip (and setuptools, wheel before Python 3.12)')
            [CompletionResult]::new('--clear', '--clear', [CompletionResultType]::ParameterName, 'Empty an environment that is there; never a directory that is none')
            [CompletionResult]::new('--no-index', '--no-index', [CompletionResultType]::ParameterName, 'Ask no index, only --find-links')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the index again, whatever the cache holds')
            [CompletionResult]::new('--compile-bytecode', '--compile-bytecode', [CompletionResultType]::ParameterName, 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]')
            [CompletionResult]::new('--compile', '--compile', [CompletionResultType]::ParameterName, 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]')
            [CompletionResult]::new('--no-compile', '--no-compile', [CompletionResultType]::ParameterName, 'Compile no byte-code')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;pip' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Install packages')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Remove packages')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Install exactly what the files name, and remove the rest')
            [CompletionResult]::new('compile', 'compile', [CompletionResultType]::ParameterValue, 'Resolve requirements into pinned ones')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what is installed')
            [CompletionResult]::new('freeze', 'freeze', [CompletionResultType]::ParameterValue, 'List what is installed, as a requirements file')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what installed packages say of themselves; with --verbose also classifiers, entry points and URLs')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check that what is installed fits together')
            break
        }
        'noglue;pip;install' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'A requirements file (can be repeated)')
            [CompletionResult]::new('--requirement', '--requirement', [CompletionResultType]::ParameterName, 'A requirements file (can be repeated)')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'A constraints file (can be repeated)')
            [CompletionResult]::new('--constraint', '--constraint', [CompletionResultType]::ParameterName, 'A constraints file (can be repeated)')
            [CompletionResult]::new('--override', '--override', [CompletionResultType]::ParameterName, 'Requirements in this file replace all others on the same packages (can be repeated)')
            [CompletionResult]::new('--overrides', '--overrides', [CompletionResultType]::ParameterName, 'Requirements in this file replace all others on the same packages (can be repeated)')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'The package index (the simple API''s base URL)')
            [CompletionResult]::new('--index-url', '--index-url', [CompletionResultType]::ParameterName, 'The package index (the simple API''s base URL)')
            [CompletionResult]::new('--extra-index-url', '--extra-index-url', [CompletionResultType]::ParameterName, 'Another index, asked before the main one (can be repeated)')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A directory or page with wheels (can be repeated)')
            [CompletionResult]::new('--find-links', '--find-links', [CompletionResultType]::ParameterName, 'A directory or page with wheels (can be repeated)')
            [CompletionResult]::new('--trusted-host', '--trusted-host', [CompletionResultType]::ParameterName, 'Accept a host without valid TLS (can be repeated)')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'A file of certificate authorities')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'A proxy for every request')
            [CompletionResult]::new('--link-mode', '--link-mode', [CompletionResultType]::ParameterName, 'How files come from the store [env: NOGLUE_LINK_MODE]')
            [CompletionResult]::new('--prerelease', '--prerelease', [CompletionResultType]::ParameterName, 'When pre-releases may be taken')
            [CompletionResult]::new('--exclude-newer', '--exclude-newer', [CompletionResultType]::ParameterName, 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as ''7 days'' [env: NOGLUE_EXCLUDE_NEWER]')
            [CompletionResult]::new('--uploaded-prior-to', '--uploaded-prior-to', [CompletionResultType]::ParameterName, 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as ''7 days'' [env: NOGLUE_EXCLUDE_NEWER]')
            [CompletionResult]::new('--exclude-package', '--exclude-package', [CompletionResultType]::ParameterName, 'Leave this package out, whoever needs it (can be repeated)')
            [CompletionResult]::new('--resolution', '--resolution', [CompletionResultType]::ParameterName, 'Which versions to prefer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-U', '-U ', [CompletionResultType]::ParameterName, 'Take the newest versions that fit, also of what is installed')
            [CompletionResult]::new('--upgrade', '--upgrade', [CompletionResultType]::ParameterName, 'Take the newest versions that fit, also of what is installed')
            [CompletionResult]::new('--force-reinstall', '--force-reinstall', [CompletionResultType]::ParameterName, 'Install again what is installed')
            [CompletionResult]::new('--no-deps', '--no-deps', [CompletionResultType]::ParameterName, 'Install no dependencies')
            [CompletionResult]::new('--require-hashes', '--require-hashes', [CompletionResultType]::ParameterName, 'Every requirement must have a hash')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--no-index', '--no-index', [CompletionResultType]::ParameterName, 'Ask no index, only --find-links')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the index again, whatever the cache holds')
            [CompletionResult]::new('--compile-bytecode', '--compile-bytecode', [CompletionResultType]::ParameterName, 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]')
            [CompletionResult]::new('--compile', '--compile', [CompletionResultType]::ParameterName, 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]')
            [CompletionResult]::new('--no-compile', '--no-compile', [CompletionResultType]::ParameterName, 'Compile no byte-code')
            [CompletionResult]::new('--pre', '--pre', [CompletionResultType]::ParameterName, 'Allow pre-releases of every package')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;pip;uninstall' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Those named in this requirements file (can be repeated)')
            [CompletionResult]::new('--requirement', '--requirement', [CompletionResultType]::ParameterName, 'Those named in this requirements file (can be repeated)')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask (never asked; for pip''s habits)')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask (never asked; for pip''s habits)')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;pip;sync' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'The package index (the simple API''s base URL)')
            [CompletionResult]::new('--index-url', '--index-url', [CompletionResultType]::ParameterName, 'The package index (the simple API''s base URL)')
            [CompletionResult]::new('--extra-index-url', '--extra-index-url', [CompletionResultType]::ParameterName, 'Another index, asked before the main one (can be repeated)')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A directory or page with wheels (can be repeated)')
            [CompletionResult]::new('--find-links', '--find-links', [CompletionResultType]::ParameterName, 'A directory or page with wheels (can be repeated)')
            [CompletionResult]::new('--trusted-host', '--trusted-host', [CompletionResultType]::ParameterName, 'Accept a host without valid TLS (can be repeated)')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'A file of certificate authorities')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'A proxy for every request')
            [CompletionResult]::new('--link-mode', '--link-mode', [CompletionResultType]::ParameterName, 'How files come from the store [env: NOGLUE_LINK_MODE]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('--require-hashes', '--require-hashes', [CompletionResultType]::ParameterName, 'Every requirement must have a hash')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and change nothing')
            [CompletionResult]::new('--no-index', '--no-index', [CompletionResultType]::ParameterName, 'Ask no index, only --find-links')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the index again, whatever the cache holds')
            [CompletionResult]::new('--compile-bytecode', '--compile-bytecode', [CompletionResultType]::ParameterName, 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]')
            [CompletionResult]::new('--compile', '--compile', [CompletionResultType]::ParameterName, 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]')
            [CompletionResult]::new('--no-compile', '--no-compile', [CompletionResultType]::ParameterName, 'Compile no byte-code')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;pip;compile' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'A constraints file (can be repeated)')
            [CompletionResult]::new('--constraint', '--constraint', [CompletionResultType]::ParameterName, 'A constraints file (can be repeated)')
            [CompletionResult]::new('--override', '--override', [CompletionResultType]::ParameterName, 'Requirements in this file replace all others on the same packages (can be repeated)')
            [CompletionResult]::new('--overrides', '--overrides', [CompletionResultType]::ParameterName, 'Requirements in this file replace all others on the same packages (can be repeated)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Where to write; its pins are kept where they fit')
            [CompletionResult]::new('--output-file', '--output-file', [CompletionResultType]::ParameterName, 'Where to write; its pins are kept where they fit')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The Python to resolve with: a version, a range, a name or a path')
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The Python to resolve with: a version, a range, a name or a path')
            [CompletionResult]::new('--python-version', '--python-version', [CompletionResultType]::ParameterName, 'Resolve for this Python version, whatever runs here')
            [CompletionResult]::new('--extra', '--extra', [CompletionResultType]::ParameterName, 'With this extra (can be repeated)')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'With this dependency group (can be repeated)')
            [CompletionResult]::new('-P', '-P ', [CompletionResultType]::ParameterName, 'Take the newest version of this package (can be repeated)')
            [CompletionResult]::new('--upgrade-package', '--upgrade-package', [CompletionResultType]::ParameterName, 'Take the newest version of this package (can be repeated)')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'The package index (the simple API''s base URL)')
            [CompletionResult]::new('--index-url', '--index-url', [CompletionResultType]::ParameterName, 'The package index (the simple API''s base URL)')
            [CompletionResult]::new('--extra-index-url', '--extra-index-url', [CompletionResultType]::ParameterName, 'Another index, asked before the main one (can be repeated)')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A directory or page with wheels (can be repeated)')
            [CompletionResult]::new('--find-links', '--find-links', [CompletionResultType]::ParameterName, 'A directory or page with wheels (can be repeated)')
            [CompletionResult]::new('--trusted-host', '--trusted-host', [CompletionResultType]::ParameterName, 'Accept a host without valid TLS (can be repeated)')
            [CompletionResult]::new('--cert', '--cert', [CompletionResultType]::ParameterName, 'A file of certificate authorities')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'A proxy for every request')
            [CompletionResult]::new('--prerelease', '--prerelease', [CompletionResultType]::ParameterName, 'When pre-releases may be taken')
            [CompletionResult]::new('--exclude-newer', '--exclude-newer', [CompletionResultType]::ParameterName, 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as ''7 days'' [env: NOGLUE_EXCLUDE_NEWER]')
            [CompletionResult]::new('--uploaded-prior-to', '--uploaded-prior-to', [CompletionResultType]::ParameterName, 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as ''7 days'' [env: NOGLUE_EXCLUDE_NEWER]')
            [CompletionResult]::new('--exclude-package', '--exclude-package', [CompletionResultType]::ParameterName, 'Leave this package out, whoever needs it (can be repeated)')
            [CompletionResult]::new('--resolution', '--resolution', [CompletionResultType]::ParameterName, 'Which versions to prefer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-U', '-U ', [CompletionResultType]::ParameterName, 'Take the newest versions that fit, whatever is installed or pinned already')
            [CompletionResult]::new('--upgrade', '--upgrade', [CompletionResultType]::ParameterName, 'Take the newest versions that fit, whatever is installed or pinned already')
            [CompletionResult]::new('--generate-hashes', '--generate-hashes', [CompletionResultType]::ParameterName, 'Write the hashes of every file')
            [CompletionResult]::new('--no-annotate', '--no-annotate', [CompletionResultType]::ParameterName, 'Do not say who asks for what')
            [CompletionResult]::new('--no-header', '--no-header', [CompletionResultType]::ParameterName, 'No header')
            [CompletionResult]::new('--no-index', '--no-index', [CompletionResultType]::ParameterName, 'Ask no index, only --find-links')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the index again, whatever the cache holds')
            [CompletionResult]::new('--pre', '--pre', [CompletionResultType]::ParameterName, 'Allow pre-releases of every package')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;pip;list' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;pip;freeze' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;pip;show' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'With the list of its files')
            [CompletionResult]::new('--files', '--files', [CompletionResultType]::ParameterName, 'With the list of its files')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;pip;check' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The environment: its directory or its python')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;python' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the Pythons that environments can be made with')
            [CompletionResult]::new('find', 'find', [CompletionResultType]::ParameterValue, 'Print the Python that would be used here')
            [CompletionResult]::new('pin', 'pin', [CompletionResultType]::ParameterValue, 'Write .python-version')
            break
        }
        'noglue;python;list' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'As JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;python;find' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;python;pin' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'The project''s directory, instead of the one found from here')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;why' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'As JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;trust' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List what is trusted')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'With --list: as JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;untrust' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;history' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'The project''s directory, instead of the one found from here')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'As JSON')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;rollback' {
            [CompletionResult]::new('--project', '--project', [CompletionResultType]::ParameterName, 'The project''s directory, instead of the one found from here')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;setup' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do it without asking')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done, and do nothing')
            [CompletionResult]::new('--undo', '--undo', [CompletionResultType]::ParameterName, 'Take back what setup did')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;cache' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('dir', 'dir', [CompletionResultType]::ParameterValue, 'Print where the cache lies')
            [CompletionResult]::new('size', 'size', [CompletionResultType]::ParameterValue, 'Print how much it takes on the disk')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Empty it')
            break
        }
        'noglue;cache;dir' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;cache;size' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;cache;clear' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;man' {
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'Write noglue.1 and a page per subcommand here')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'noglue;compile-bytecode' {
            [CompletionResult]::new('--python', '--python', [CompletionResultType]::ParameterName, 'The environment''s python')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'Its cache tag')
            [CompletionResult]::new('--generation', '--generation', [CompletionResultType]::ParameterName, 'The generation to link byte-code into')
            [CompletionResult]::new('--site-packages', '--site-packages', [CompletionResultType]::ParameterName, 'Where packages lie in it')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour messages')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only what went wrong')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say how it was done')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Use no network: only what the cache and local files hold')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
