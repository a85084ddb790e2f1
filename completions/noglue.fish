# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_noglue_global_optspecs
    string join \n q/quiet v/verbose color= offline env= e= json h/help V/version
end

function __fish_noglue_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_noglue_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_noglue_using_subcommand
    set -l cmd (__fish_noglue_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c noglue -n "__fish_noglue_needs_command" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_needs_command" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_needs_command" -s e -d 'Short for --env, before the command' -r
complete -c noglue -n "__fish_noglue_needs_command" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_needs_command" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_needs_command" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_needs_command" -l json -d 'With no command: print the status as JSON'
complete -c noglue -n "__fish_noglue_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_needs_command" -s V -l version -d 'Print version'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "sync" -d 'Give the project here its environment, with exactly what it asks for'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "add" -d 'Add requirements to the project\'s file, and install them'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "remove" -d 'Remove requirements from the project\'s file, and what nothing needs then'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "tree" -d 'Show what is installed and what it needs, as a tree'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "why-package" -d 'Show what needs a package: \'noglue tree --invert NAME\''
complete -c noglue -n "__fish_noglue_needs_command" -f -a "outdated" -d 'List what is installed in an older version than there is'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "lock" -d 'Write down which version of everything the project gets, with hashes, in pylock.toml'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "import" -d 'Turn a project of another tool into pyproject.toml and pylock.toml'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "reload" -d 'Reload the servers that run on the project\'s environment, so that they take its current generation'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "run" -d 'Run a command in the project\'s environment'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "venv" -d 'Create an environment'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "env" -d 'Environments with names: several for one project, or for none'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "workon" -d 'Print what makes a shell use an environment, by its name'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "new" -d 'Make a project\'s directory and its environment'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "path" -d 'Directories beside packages that an environment imports from'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "pip" -d 'pip\'s words, on any environment'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "python" -d 'The Pythons of this machine'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "why" -d 'Explain which environment is used, and why'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "doctor" -d 'Find out what is wrong with a project, a server\'s configuration, its log or its process'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "trust" -d 'Let an environment be used that noglue did not make for you'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "untrust" -d 'Take back a grant'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "history" -d 'List the environment\'s generations: when, by which command, what changed'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "rollback" -d 'Go back to an earlier generation of the environment'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "verify" -d 'Check every file of the environment against what was installed'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "server" -d 'Print a server\'s configuration for this project'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "setup" -d 'Set up shims and PATH, once per user; or the whole machine'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "hook" -d 'Print the code that makes a shell follow its directory'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "cache" -d 'The store and the index cache'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "complete" -d 'Print the values that a shell may propose'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "man" -d 'Print the manual page, or write all of them into a directory'
complete -c noglue -n "__fish_noglue_needs_command" -f -a "compile-bytecode" -d 'What the background compiler is started with'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s r -l requirement -d 'Install from this requirements file instead of what is found (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s c -l constraint -d 'Keep to the versions in this constraints file (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l override -l overrides -d 'Requirements in this file replace all others on the same packages (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s p -l python -d 'The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l group -d 'With this dependency group (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l no-group -d 'Without this dependency group (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l only-group -d 'Only this dependency group, not what the project itself needs (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l extra -d 'With this extra of the project (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s P -l upgrade-package -d 'Take the newest version of this package (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s e -d 'The project\'s environment of this name; sync makes it if it is not there' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l link-mode -d 'How files come from the store [env: NOGLUE_LINK_MODE]' -r -f -a "auto\t'Reflink, else hard link, else copy: decided by trying'
reflink\t'A copy that shares blocks until one side is written. Modes are as pip sets them'
hardlink\t'Another name for the store\'s file. It is read-only (0444, 0555), for the store\'s sake'
copy\t'A copy. Modes are as pip sets them'"
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l keep -d 'How many generations to keep for rollback (default: 3)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l reload -d 'After a change reload what runs on the environment, and go back if that fails (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l health -d 'After a reload, wait until this answers 200: http://HOST:PORT/PATH, unix:SOCKET:/PATH or uwsgi:SOCKET:/PATH' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l health-timeout -d 'How long a reload and its health check may take (default: 30)' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l all-groups -d 'With all dependency groups'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l no-dev -d 'Without the dependency groups for developers that are installed unasked: `dev`; of poetry and pdm, all of them'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l all-extras -d 'With all extras of the project'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s U -l upgrade -d 'Take the newest versions that fit, whatever is installed or pinned already'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l locked -d 'Fail if there is no lock, or if it is not what the project asks for'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l frozen -d 'Install what the lock says, whether or not it is what the project asks for now'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l no-install-project -d 'What the project needs, not the project itself'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l inexact -d 'Keep packages that nothing asks for'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l system-site-packages -d 'Let the environment see the system\'s packages'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l dry-run -d 'Say what would change, and change nothing'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l check -d 'Change nothing; fail if the environment is not up to date'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l require-hashes -d 'Every requirement must have a hash'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l compile-bytecode -l compile -d 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l no-compile -d 'Compile no byte-code'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l no-fsync -d 'Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l no-reload -d 'Reload nothing, whatever is configured'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand add" -s r -l requirement -l requirements -d 'What this requirements file names (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand add" -l group -d 'In this dependency group' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l extra -l optional -d 'In this extra of the project' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l script -d 'In the comments of this script (PEP 723); \'noglue run\' installs what it needs' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand add" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand add" -l bounds -d 'Which versions are allowed of what is named without one' -r -f -a "lower\t'This one or newer (>=1.2.3)'
major\t'This one or newer, up to the next major version (>=1.2.3,<2.0.0)'
minor\t'This one or newer, up to the next minor version (>=1.2.3,<1.3.0)'
exact\t'Exactly this one (==1.2.3)'
none\t'No bounds'"
complete -c noglue -n "__fish_noglue_using_subcommand add" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand add" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand add" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand add" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand add" -l link-mode -d 'How files come from the store [env: NOGLUE_LINK_MODE]' -r -f -a "auto\t'Reflink, else hard link, else copy: decided by trying'
reflink\t'A copy that shares blocks until one side is written. Modes are as pip sets them'
hardlink\t'Another name for the store\'s file. It is read-only (0444, 0555), for the store\'s sake'
copy\t'A copy. Modes are as pip sets them'"
complete -c noglue -n "__fish_noglue_using_subcommand add" -l keep -d 'How many generations to keep for rollback (default: 3)' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand add" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand add" -l dev -d 'In the dependency group `dev`'
complete -c noglue -n "__fish_noglue_using_subcommand add" -s e -l editable -d 'The paths and repositories that are named are used where they lie'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l raw -d 'Write it as it was typed, without bounds'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l no-sync -d 'Leave the environment as it is'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l frozen -d 'Change nothing but the file: no lock, no environment, no index is asked'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l compile-bytecode -l compile -d 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l no-compile -d 'Compile no byte-code'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l no-fsync -d 'Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]'
complete -c noglue -n "__fish_noglue_using_subcommand add" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand add" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand add" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l group -d 'In this dependency group' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l extra -l optional -d 'In this extra of the project' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l script -d 'In the comments of this script (PEP 723); \'noglue run\' installs what it needs' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand remove" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l link-mode -d 'How files come from the store [env: NOGLUE_LINK_MODE]' -r -f -a "auto\t'Reflink, else hard link, else copy: decided by trying'
reflink\t'A copy that shares blocks until one side is written. Modes are as pip sets them'
hardlink\t'Another name for the store\'s file. It is read-only (0444, 0555), for the store\'s sake'
copy\t'A copy. Modes are as pip sets them'"
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l keep -d 'How many generations to keep for rollback (default: 3)' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l dev -d 'In the dependency group `dev`'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l no-sync -d 'Leave the environment as it is'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l frozen -d 'Change nothing but the file: no lock, no environment, no index is asked'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l compile-bytecode -l compile -d 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l no-compile -d 'Compile no byte-code'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l no-fsync -d 'Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l package -d 'From these packages on only (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l invert -d 'What needs this package, and what needs that (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -s d -l depth -d 'How many levels below the first' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l no-dedupe -d 'Draw what a package needs each time that it comes'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l outdated -d 'With the newest version of what could be newer'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l json -d 'Print each package with what it needs and what needs it, as JSON'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand tree" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand why-package" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand why-package" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand why-package" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand why-package" -l json -d 'Print it as JSON'
complete -c noglue -n "__fish_noglue_using_subcommand why-package" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand why-package" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand why-package" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand why-package" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l json -d 'Print a JSON list'
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand outdated" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s c -l constraint -d 'Keep to the versions in this constraints file (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l override -l overrides -d 'Requirements in this file replace all others on the same packages (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s p -l python -d 'The Python to build with where something must be built: a version, a range, a name or a path [env: NOGLUE_PYTHON]' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s P -l upgrade-package -d 'Take the newest version of this package (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s o -l output -d 'Write here: pylock.toml or pylock.NAME.toml' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s U -l upgrade -d 'Take the newest versions that fit, whatever is installed or pinned already'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l check -d 'Write nothing; fail if the lock is not what would be written'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l dry-run -d 'Write nothing; say what would change'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand lock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand import" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand import" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand import" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand import" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand import" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand import" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand import" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand import" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand import" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand import" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand import" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand import" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand import" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand import" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand import" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand reload" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand reload" -l health -d 'After a reload, wait until this answers 200: http://HOST:PORT/PATH, unix:SOCKET:/PATH or uwsgi:SOCKET:/PATH' -r
complete -c noglue -n "__fish_noglue_using_subcommand reload" -l health-timeout -d 'How long a reload and its health check may take (default: 30)' -r
complete -c noglue -n "__fish_noglue_using_subcommand reload" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand reload" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand reload" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand reload" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand reload" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand reload" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand run" -s e -d 'The environment of this name, instead of the one that is found' -r
complete -c noglue -n "__fish_noglue_using_subcommand run" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand run" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand run" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand run" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand run" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -s p -l python -d 'The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]' -r
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l prompt -d 'What an activated shell shows; `.` for the name of the directory around it' -r
complete -c noglue -n "__fish_noglue_using_subcommand venv" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand venv" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l link-mode -d 'How files come from the store [env: NOGLUE_LINK_MODE]' -r -f -a "auto\t'Reflink, else hard link, else copy: decided by trying'
reflink\t'A copy that shares blocks until one side is written. Modes are as pip sets them'
hardlink\t'Another name for the store\'s file. It is read-only (0444, 0555), for the store\'s sake'
copy\t'A copy. Modes are as pip sets them'"
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l keep -d 'How many generations to keep for rollback (default: 3)' -r
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l system-site-packages -d 'Let the environment see the system\'s packages'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l seed -d 'Install pip (and setuptools, wheel before Python 3.12)'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l clear -d 'Empty an environment that is there; never a directory that is none'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l compile-bytecode -l compile -d 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l no-compile -d 'Compile no byte-code'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l no-fsync -d 'Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand venv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "create" -d 'Make an empty environment: of the project here, or of none'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "list" -d 'List those of the project here, and those of no project'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "remove" -d 'Remove environments'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "rename" -d 'Give an environment another name'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "copy" -d 'Make a second one with the same packages'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "path" -d 'Print where an environment lies: the one named, the active one, or that of the project here'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "tie" -d 'Say which project an environment is for, so that \'workon\' goes there'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "kernel" -d 'Let Jupyter list an environment'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "toggle-system-packages" -d 'Show the system\'s packages in an environment, or hide them again'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "use" -d 'Make an environment the one that its project uses (where it has no .venv)'
complete -c noglue -n "__fish_noglue_using_subcommand env; and not __fish_seen_subcommand_from create list remove rename copy path tie kernel toggle-system-packages use run-all" -f -a "run-all" -d 'Run a command in each environment of the project here'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l install -d 'Install this at once (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -s r -l requirement -d 'Install what this requirements file names (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l project -d 'The project it is for, instead of the one here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -s p -l python -d 'The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l link-mode -d 'How files come from the store [env: NOGLUE_LINK_MODE]' -r -f -a "auto\t'Reflink, else hard link, else copy: decided by trying'
reflink\t'A copy that shares blocks until one side is written. Modes are as pip sets them'
hardlink\t'Another name for the store\'s file. It is read-only (0444, 0555), for the store\'s sake'
copy\t'A copy. Modes are as pip sets them'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l keep -d 'How many generations to keep for rollback (default: 3)' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l temporary -d 'One that \'workon\' removes when it is left; its name is made up'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l print -d 'Print the name, for shells'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l free -d 'For no project, also in one'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l system-site-packages -d 'Let the environment see the system\'s packages'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l seed -d 'Install pip (and setuptools, wheel before Python 3.12)'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l compile-bytecode -l compile -d 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l no-compile -d 'Compile no byte-code'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l no-fsync -d 'Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from list" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from list" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from list" -s a -l all -d 'Also those of other projects, and their .venv'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from list" -l names -d 'Names only'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from list" -l json -d 'As JSON'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from list" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from remove" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from remove" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from remove" -s f -l force -d 'Also when a process uses it'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from remove" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from rename" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from rename" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from rename" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from rename" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from rename" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from copy" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from copy" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from copy" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from copy" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from copy" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from copy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from path" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from path" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from path" -l python -d 'The path of its Python'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from path" -l site-packages -d 'The directory of its packages'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from path" -l project -d 'The directory of its project'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from path" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from tie" -l project -d 'The project, instead of the working directory' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from tie" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from tie" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from tie" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from tie" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from tie" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from tie" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from kernel" -l display-name -d 'What Jupyter shows' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from kernel" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from kernel" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from kernel" -l remove -d 'Take it out of Jupyter\'s list'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from kernel" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from kernel" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from kernel" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from kernel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from toggle-system-packages" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from toggle-system-packages" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from toggle-system-packages" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from toggle-system-packages" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from toggle-system-packages" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from toggle-system-packages" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from use" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from use" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from use" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from use" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from run-all" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from run-all" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from run-all" -s a -l all -d 'In every environment with a name'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from run-all" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from run-all" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from run-all" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand env; and __fish_seen_subcommand_from run-all" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand workon" -l shell -d 'The shell that is to evaluate it' -r -f -a "posix\t'bash, zsh, ksh, dash'
fish\t'fish'
csh\t'tcsh'
nu\t'nushell'
powershell\t'PowerShell'
xonsh\t'xonsh'
elvish\t'elvish'"
complete -c noglue -n "__fish_noglue_using_subcommand workon" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand workon" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand workon" -s n -l no-cd -d 'Stay here, whatever project it is for'
complete -c noglue -n "__fish_noglue_using_subcommand workon" -l functions -d 'Print the functions themselves: workon, cdproject, cdsitepackages, ...'
complete -c noglue -n "__fish_noglue_using_subcommand workon" -l virtualenvwrapper -d 'With --functions: also those of virtualenvwrapper\'s names'
complete -c noglue -n "__fish_noglue_using_subcommand workon" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand workon" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand workon" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand workon" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand new" -s t -l template -d 'The template' -r
complete -c noglue -n "__fish_noglue_using_subcommand new" -s p -l python -d 'The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]' -r
complete -c noglue -n "__fish_noglue_using_subcommand new" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand new" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand new" -l print -d 'Print the directory, for shells'
complete -c noglue -n "__fish_noglue_using_subcommand new" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand new" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand new" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand path; and not __fish_seen_subcommand_from add remove list" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand path; and not __fish_seen_subcommand_from add remove list" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand path; and not __fish_seen_subcommand_from add remove list" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand path; and not __fish_seen_subcommand_from add remove list" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand path; and not __fish_seen_subcommand_from add remove list" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand path; and not __fish_seen_subcommand_from add remove list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand path; and not __fish_seen_subcommand_from add remove list" -f -a "add" -d 'Add directories'
complete -c noglue -n "__fish_noglue_using_subcommand path; and not __fish_seen_subcommand_from add remove list" -f -a "remove" -d 'Take them out again'
complete -c noglue -n "__fish_noglue_using_subcommand path; and not __fish_seen_subcommand_from add remove list" -f -a "list" -d 'List what was added'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from add" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from add" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from add" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from remove" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from remove" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from remove" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from list" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from list" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from list" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand path; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "install" -d 'Install packages'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "uninstall" -d 'Remove packages'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "sync" -d 'Install exactly what the files name, and remove the rest'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "compile" -d 'Resolve requirements into pinned ones'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "list" -d 'List what is installed'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "freeze" -d 'List what is installed, as a requirements file'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "show" -d 'Show what installed packages say of themselves; with --verbose also classifiers, entry points and URLs'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "check" -d 'Check that what is installed fits together'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "tree" -d 'Show what is installed and what it needs, as a tree'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "autoremove" -d 'Remove what nothing needs any more and nobody asked for'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "download" -d 'Put the files of packages and of what they need into a directory'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "wheel" -d 'Put wheels of packages and of what they need into a directory, built where there is none'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "cache" -d 'noglue\'s cache, in pip\'s words'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and not __fish_seen_subcommand_from install uninstall sync compile list freeze show check tree autoremove download wheel cache config" -f -a "config" -d 'pip\'s configuration files, which noglue reads too'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s e -l editable -d 'A directory or repository whose source is used where it lies (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s r -l requirement -d 'A requirements file (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s c -l constraint -d 'A constraints file (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l override -l overrides -d 'Requirements in this file replace all others on the same packages (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l link-mode -d 'How files come from the store [env: NOGLUE_LINK_MODE]' -r -f -a "auto\t'Reflink, else hard link, else copy: decided by trying'
reflink\t'A copy that shares blocks until one side is written. Modes are as pip sets them'
hardlink\t'Another name for the store\'s file. It is read-only (0444, 0555), for the store\'s sake'
copy\t'A copy. Modes are as pip sets them'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l keep -d 'How many generations to keep for rollback (default: 3)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l python-version -d 'For this version of Python, whatever runs here' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l python-platform -d 'For this platform: linux, macos, windows, a triple (aarch64-unknown-linux-musl) or ARCH-manylinux_2_28' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l platform -d 'For the platform of this wheel tag, as in pip: manylinux_2_28_x86_64, win_amd64 (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l implementation -d 'For this implementation of Python: cp, pp or py (wheels for any)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l abi -d 'For this ABI, beside the stable one and none (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s U -l upgrade -d 'Take the newest versions that fit, also of what is installed'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l force-reinstall -d 'Install again what is installed'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l no-deps -d 'Install no dependencies'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l require-hashes -d 'Every requirement must have a hash'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l dry-run -d 'Say what would change, and change nothing'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l compile-bytecode -l compile -d 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l no-compile -d 'Compile no byte-code'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l no-fsync -d 'Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -s r -l requirement -d 'Those named in this requirements file (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -s y -l yes -d 'Do not ask (never asked; for pip\'s habits)'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -l autoremove -d 'Remove also what only these needed and nobody asked for'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -l dry-run -d 'Say what would change, and change nothing'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l link-mode -d 'How files come from the store [env: NOGLUE_LINK_MODE]' -r -f -a "auto\t'Reflink, else hard link, else copy: decided by trying'
reflink\t'A copy that shares blocks until one side is written. Modes are as pip sets them'
hardlink\t'Another name for the store\'s file. It is read-only (0444, 0555), for the store\'s sake'
copy\t'A copy. Modes are as pip sets them'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l keep -d 'How many generations to keep for rollback (default: 3)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l require-hashes -d 'Every requirement must have a hash'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l dry-run -d 'Say what would change, and change nothing'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l compile-bytecode -l compile -d 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l no-compile -d 'Compile no byte-code'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l no-fsync -d 'Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s c -l constraint -d 'A constraints file (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l override -l overrides -d 'Requirements in this file replace all others on the same packages (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s o -l output-file -d 'Where to write; its pins are kept where they fit' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s p -l python -d 'The Python to resolve with: a version, a range, a name or a path' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l extra -d 'With this extra (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l group -d 'With this dependency group (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s P -l upgrade-package -d 'Take the newest version of this package (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l annotation-style -d 'Where it is said who asks for what' -r -f -a "split\t'On lines below'
line\t'Behind the version'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l python-version -d 'For this version of Python, whatever runs here' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l python-platform -d 'For this platform: linux, macos, windows, a triple (aarch64-unknown-linux-musl) or ARCH-manylinux_2_28' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l platform -d 'For the platform of this wheel tag, as in pip: manylinux_2_28_x86_64, win_amd64 (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l implementation -d 'For this implementation of Python: cp, pp or py (wheels for any)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l abi -d 'For this ABI, beside the stable one and none (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l universal -d 'For Linux, macOS and Windows and all Pythons from the oldest one that is asked for, with markers'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s U -l upgrade -d 'Take the newest versions that fit, whatever is installed or pinned already'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l generate-hashes -d 'Write the hashes of every file'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l no-annotate -d 'Do not say who asks for what'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l no-header -d 'No header'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l emit-index-url -d 'Write the indexes of the input files and the command line into the output, without credentials'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l emit-find-links -d 'Write their --find-links into the output'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l emit-build-options -d 'Write --no-binary, --only-binary and --prefer-binary of the command line into the output'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from compile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l format -d 'How to print' -r -f -a "columns\t'A table'
freeze\t'`name==version` lines'
json\t'A JSON list'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -s o -l outdated -d 'Only what has a newer version, and which'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -s u -l uptodate -d 'Only what has no newer version'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from freeze" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from freeze" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from freeze" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from freeze" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from freeze" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from freeze" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from freeze" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from show" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from show" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from show" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from show" -s f -l files -d 'With the list of its files'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from show" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from check" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from check" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from check" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from check" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l package -d 'From these packages on only (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l invert -d 'What needs this package, and what needs that (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -s d -l depth -d 'How many levels below the first' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l no-dedupe -d 'Draw what a package needs each time that it comes'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l outdated -d 'With the newest version of what could be newer'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l json -d 'Print each package with what it needs and what needs it, as JSON'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from tree" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from autoremove" -s p -l python -d 'The environment: its directory or its python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from autoremove" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from autoremove" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from autoremove" -l dry-run -d 'Say what would change, and change nothing'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from autoremove" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from autoremove" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from autoremove" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from autoremove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -s r -l requirement -d 'A requirements file (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -s c -l constraint -d 'A constraints file (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l override -l overrides -d 'Requirements in this file replace all others on the same packages (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -s p -l python -d 'The Python to resolve for and to build with: a version, a range, a name or a path' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -s d -l dest -l destination-dir -d 'Where to put the files' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l python-version -d 'For this version of Python, whatever runs here' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l python-platform -d 'For this platform: linux, macos, windows, a triple (aarch64-unknown-linux-musl) or ARCH-manylinux_2_28' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l platform -d 'For the platform of this wheel tag, as in pip: manylinux_2_28_x86_64, win_amd64 (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l implementation -d 'For this implementation of Python: cp, pp or py (wheels for any)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l abi -d 'For this ABI, beside the stable one and none (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l no-deps -d 'Without what they need'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l require-hashes -d 'Every requirement must have a hash'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from download" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s r -l requirement -d 'A requirements file (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s c -l constraint -d 'A constraints file (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l override -l overrides -d 'Requirements in this file replace all others on the same packages (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s p -l python -d 'The Python to resolve for and to build with: a version, a range, a name or a path' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s e -l editable -d 'A directory or repository to build (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s w -l wheel-dir -d 'Where to put the wheels' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l all-releases -d 'Allow pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l only-final -d 'Allow no pre-releases of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l prerelease -d 'When pre-releases may be taken (default: if-necessary-or-explicit)' -r -f -a "disallow\t'Never'
allow\t'Always'
if-necessary\t'When a package has nothing else that satisfies'
explicit\t'When a requirement of your own names one'
if-necessary-or-explicit\t'When any requirement names one, or nothing else satisfies'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l exclude-newer -l uploaded-prior-to -d 'Only files uploaded before this: a date (its end, UTC), a time, or an age such as \'7 days\' [env: NOGLUE_EXCLUDE_NEWER]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l exclude-newer-package -d 'The same for one package, in place of what holds for all (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l exclude-package -d 'Leave this package out, whoever needs it (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l resolution -d 'Which versions to prefer (default: highest)' -r -f -a "highest\t'The newest of everything'
lowest\t'The oldest of everything'
lowest-direct\t'The oldest of what is asked for directly, the newest of the rest'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l no-binary -d 'Build these packages from source: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l only-binary -d 'Build none of these packages: names with commas between, or \':all:\'' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s C -l config-settings -l config-setting -d 'Tell every build something (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l build-constraint -d 'Limit the versions of what builds need (can be repeated)' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l no-deps -d 'Without what they need'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l require-hashes -d 'Every requirement must have a hash'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l pre -d 'Allow pre-releases of every package'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l prefer-binary -d 'Prefer an older version with a wheel to a newer one that must be built'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l no-build-isolation -d 'Build with what the environment has, not in one made for it'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from wheel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -f -a "dir" -d 'Print where it lies'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -f -a "info" -d 'Print how big it is'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -f -a "list" -d 'List the wheels that were built here'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -f -a "remove" -d 'Remove wheels that were built here'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from cache" -f -a "purge" -d 'Empty the cache'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -l global -d 'The machine\'s files only'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -l user -d 'The user\'s files only'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -l site -d 'The environment\'s file only'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -f -a "list" -d 'Print all values; secrets are hidden'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -f -a "get" -d 'Print one value'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -f -a "set" -d 'Set one value: in the environment\'s file if there is one, else in the user\'s'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -f -a "unset" -d 'Take one value out'
complete -c noglue -n "__fish_noglue_using_subcommand pip; and __fish_seen_subcommand_from config" -f -a "debug" -d 'Print which files there are and what each says; secrets are hidden'
complete -c noglue -n "__fish_noglue_using_subcommand python; and not __fish_seen_subcommand_from list find path pin" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand python; and not __fish_seen_subcommand_from list find path pin" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand python; and not __fish_seen_subcommand_from list find path pin" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand python; and not __fish_seen_subcommand_from list find path pin" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand python; and not __fish_seen_subcommand_from list find path pin" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand python; and not __fish_seen_subcommand_from list find path pin" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand python; and not __fish_seen_subcommand_from list find path pin" -f -a "list" -d 'List the Pythons that environments can be made with'
complete -c noglue -n "__fish_noglue_using_subcommand python; and not __fish_seen_subcommand_from list find path pin" -f -a "find" -d 'Print the Python that would be used here'
complete -c noglue -n "__fish_noglue_using_subcommand python; and not __fish_seen_subcommand_from list find path pin" -f -a "path" -d 'Print the Python of the environment here, for editors and scripts'
complete -c noglue -n "__fish_noglue_using_subcommand python; and not __fish_seen_subcommand_from list find path pin" -f -a "pin" -d 'Write .python-version'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from list" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from list" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from list" -l json -d 'As JSON'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from list" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from find" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from find" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from find" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from find" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from find" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from find" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from path" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from path" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from path" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from pin" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from pin" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from pin" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from pin" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from pin" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from pin" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand python; and __fish_seen_subcommand_from pin" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand why" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand why" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand why" -l json -d 'As JSON'
complete -c noglue -n "__fish_noglue_using_subcommand why" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand why" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand why" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand why" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand doctor" -l server -d 'Whose configuration it is, where name and text do not tell' -r -f -a "uwsgi\t'uwsgi.ini, which also is a vassal of an Emperor'
emperor\t'The Emperor of all projects here, and this project\'s folder for its socket'
gunicorn\t'gunicorn.conf.py'
nginx\t'A site of nginx, in front of uWSGI or gunicorn'
apache\t'A site of Apache with mod_wsgi'
lighttpd\t'A site of lighttpd, in front of uWSGI or gunicorn'
systemd\t'A socket and a service'
cron\t'A file of cron jobs'"
complete -c noglue -n "__fish_noglue_using_subcommand doctor" -l user -d 'The user that the service runs as, where the configuration does not tell' -r
complete -c noglue -n "__fish_noglue_using_subcommand doctor" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand doctor" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand doctor" -l json -d 'As JSON'
complete -c noglue -n "__fish_noglue_using_subcommand doctor" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand doctor" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand doctor" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand trust" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand trust" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand trust" -l list -d 'List what is trusted'
complete -c noglue -n "__fish_noglue_using_subcommand trust" -l json -d 'With --list: as JSON'
complete -c noglue -n "__fish_noglue_using_subcommand trust" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand trust" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand trust" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand trust" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand untrust" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand untrust" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand untrust" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand untrust" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand untrust" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand untrust" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand history" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand history" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand history" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand history" -l json -d 'As JSON'
complete -c noglue -n "__fish_noglue_using_subcommand history" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand history" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand history" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand rollback" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand rollback" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand rollback" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand rollback" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand rollback" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand rollback" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand verify" -s i -l index-url -l default-index -d 'The package index (the simple API\'s base URL)' -r
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l index -d 'Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]' -r
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l extra-index-url -d 'Another index, asked before the main one (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand verify" -s f -l find-links -d 'A directory or page with wheels (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l trusted-host -d 'Accept a host without valid TLS (can be repeated)' -r
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l cert -d 'A file of certificate authorities' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l proxy -d 'A proxy for every request' -r
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l link-mode -d 'How files come from the store [env: NOGLUE_LINK_MODE]' -r -f -a "auto\t'Reflink, else hard link, else copy: decided by trying'
reflink\t'A copy that shares blocks until one side is written. Modes are as pip sets them'
hardlink\t'Another name for the store\'s file. It is read-only (0444, 0555), for the store\'s sake'
copy\t'A copy. Modes are as pip sets them'"
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l keep -d 'How many generations to keep for rollback (default: 3)' -r
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l repair -d 'Make what is damaged anew, from the cache or the index, as a new generation'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l json -d 'As JSON'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l no-index -d 'Ask no index, only --find-links'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l refresh -d 'Ask the index again, whatever the cache holds'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l compile-bytecode -l compile -d 'Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l no-compile -d 'Compile no byte-code'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l no-fsync -d 'Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand server" -l app -d 'The application, as module:callable, instead of the one found' -r
complete -c noglue -n "__fish_noglue_using_subcommand server" -l user -d 'The user it runs as [default: the owner of the project]' -r
complete -c noglue -n "__fish_noglue_using_subcommand server" -l group -d 'The group that the web server runs as [default: www-data, or what this machine has]' -r
complete -c noglue -n "__fish_noglue_using_subcommand server" -l domain -d 'The site\'s host name, for the web server' -r
complete -c noglue -n "__fish_noglue_using_subcommand server" -l backend -d 'What serves the application behind the web server or in the service [default: what the project has]' -r -f -a "uwsgi\t'uWSGI, over its own protocol'
gunicorn\t'gunicorn, over HTTP'
uvicorn\t'uvicorn, over HTTP'"
complete -c noglue -n "__fish_noglue_using_subcommand server" -l name -d 'The name of the socket, the service and the files [default: that of the project\'s directory]' -r
complete -c noglue -n "__fish_noglue_using_subcommand server" -l project -d 'The project\'s directory, instead of the one found from here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand server" -l write -d 'Write into this directory instead of printing' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand server" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand server" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand server" -l force -d 'Replace a file that is there and differs'
complete -c noglue -n "__fish_noglue_using_subcommand server" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand server" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand server" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand server" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand setup" -l python -d 'Which Python gets the start-up hook, instead of all of the system\'s; may be repeated' -r
complete -c noglue -n "__fish_noglue_using_subcommand setup" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand setup" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand setup" -s y -l yes -d 'Do it without asking'
complete -c noglue -n "__fish_noglue_using_subcommand setup" -l dry-run -d 'Show what would be done, and do nothing'
complete -c noglue -n "__fish_noglue_using_subcommand setup" -l undo -d 'Take back what setup did'
complete -c noglue -n "__fish_noglue_using_subcommand setup" -l system -d 'Set up the machine: servers, cron and every user'
complete -c noglue -n "__fish_noglue_using_subcommand setup" -l list -d 'List the Pythons of the system and the state of their hook'
complete -c noglue -n "__fish_noglue_using_subcommand setup" -l json -d 'With --list: as JSON'
complete -c noglue -n "__fish_noglue_using_subcommand setup" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand setup" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand setup" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand hook" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand hook" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand hook" -l virtualenvwrapper -d 'Also functions of virtualenvwrapper\'s names: mkvirtualenv, lsvirtualenv, ... (bash, zsh, fish)'
complete -c noglue -n "__fish_noglue_using_subcommand hook" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand hook" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand hook" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand hook" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -f -a "dir" -d 'Print where the cache lies'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -f -a "size" -d 'Print how much it takes on the disk'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -f -a "verify" -d 'Check every file of the store against what was unpacked'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -f -a "prune" -d 'Remove wheels that no environment shares files with and that nobody has used lately'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and not __fish_seen_subcommand_from dir size verify prune clear" -f -a "clear" -d 'Empty it'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from dir" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from dir" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from dir" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from dir" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from dir" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from dir" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from size" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from size" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from size" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from size" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from size" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from size" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from verify" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from verify" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from verify" -l repair -d 'Remove what is damaged; it is fetched again when it is needed'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from verify" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from prune" -l older-than -d 'Unused for so many days' -r
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from prune" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from prune" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from prune" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from clear" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from clear" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from clear" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from clear" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from clear" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand cache; and __fish_seen_subcommand_from clear" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand completions" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand completions" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand completions" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand completions" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand completions" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand complete" -l word -d 'What is typed of the word so far' -r
complete -c noglue -n "__fish_noglue_using_subcommand complete" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand complete" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand complete" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand complete" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand complete" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand complete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand man" -l dir -d 'Write noglue.1 and a page per subcommand here' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand man" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand man" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand man" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand man" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand man" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c noglue -n "__fish_noglue_using_subcommand compile-bytecode" -l python -d 'The environment\'s python' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand compile-bytecode" -l tag -d 'Its cache tag' -r
complete -c noglue -n "__fish_noglue_using_subcommand compile-bytecode" -l generation -d 'The generation to link byte-code into' -r -F
complete -c noglue -n "__fish_noglue_using_subcommand compile-bytecode" -l site-packages -d 'Where packages lie in it' -r
complete -c noglue -n "__fish_noglue_using_subcommand compile-bytecode" -l color -d 'When to colour messages' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c noglue -n "__fish_noglue_using_subcommand compile-bytecode" -l env -d 'The environment of this name (\'noglue env\'), instead of the one that is found [env: NOGLUE_ENV]' -r
complete -c noglue -n "__fish_noglue_using_subcommand compile-bytecode" -s q -l quiet -d 'Say only what went wrong'
complete -c noglue -n "__fish_noglue_using_subcommand compile-bytecode" -s v -l verbose -d 'Say how it was done'
complete -c noglue -n "__fish_noglue_using_subcommand compile-bytecode" -l offline -d 'Use no network: only what the cache and local files hold'
complete -c noglue -n "__fish_noglue_using_subcommand compile-bytecode" -s h -l help -d 'Print help (see more with \'--help\')'

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
