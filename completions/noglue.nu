module completions {

  def "nu-complete noglue envs" [] {
    ^noglue complete -- workon | complete | get stdout | lines
  }

  def "nu-complete noglue known" [] {
    ^noglue complete -- pip install | complete | get stdout | lines
  }

  def "nu-complete noglue installed" [] {
    ^noglue complete -- pip uninstall | complete | get stdout | lines
  }

  def "nu-complete noglue programs" [] {
    ^noglue complete -- run | complete | get stdout | lines
  }

  def "nu-complete noglue color" [] {
    [ "auto" "always" "never" ]
  }

  # Python environments by convention: no activation, no paths, no glue code
  export extern noglue [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    -e: string@"nu-complete noglue envs"                # Short for --env, before the command
    --json                    # With no command: print the status as JSON
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete noglue sync prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue sync resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue sync link_mode" [] {
    [ "auto" "reflink" "hardlink" "copy" ]
  }

  def "nu-complete noglue sync color" [] {
    [ "auto" "always" "never" ]
  }

  # Give the project here its environment, with exactly what it asks for
  export extern "noglue sync" [
    --project: path           # The project's directory, instead of the one found from here
    --requirement(-r): path   # Install from this requirements file instead of what is found (can be repeated)
    --constraint(-c): path    # Keep to the versions in this constraints file (can be repeated)
    --override: path          # Requirements in this file replace all others on the same packages (can be repeated)
    --overrides: path         # Requirements in this file replace all others on the same packages (can be repeated)
    --python(-p): string      # The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]
    --group: string           # With this dependency group (can be repeated)
    --all-groups              # With all dependency groups
    --no-dev                  # Without the dependency groups for developers that are installed unasked: `dev`; of poetry and pdm, all of them
    --no-group: string        # Without this dependency group (can be repeated)
    --only-group: string      # Only this dependency group, not what the project itself needs (can be repeated)
    --extra: string           # With this extra of the project (can be repeated)
    --all-extras              # With all extras of the project
    --upgrade(-U)             # Take the newest versions that fit, whatever is installed or pinned already
    --upgrade-package(-P): string # Take the newest version of this package (can be repeated)
    --locked                  # Fail if there is no lock, or if it is not what the project asks for
    --frozen                  # Install what the lock says, whether or not it is what the project asks for now
    -e: string@"nu-complete noglue envs"                # The project's environment of this name; sync makes it if it is not there
    --no-install-project      # What the project needs, not the project itself
    --inexact                 # Keep packages that nothing asks for
    --system-site-packages    # Let the environment see the system's packages
    --dry-run                 # Say what would change, and change nothing
    --check                   # Change nothing; fail if the environment is not up to date
    --require-hashes          # Every requirement must have a hash
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue sync prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue sync resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --link-mode: string@"nu-complete noglue sync link_mode" # How files come from the store [env: NOGLUE_LINK_MODE]
    --compile-bytecode        # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --compile                 # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --no-compile              # Compile no byte-code
    --keep: string            # How many generations to keep for rollback (default: 3)
    --no-fsync                # Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]
    --reload: string          # After a change reload what runs on the environment, and go back if that fails (can be repeated)
    --no-reload               # Reload nothing, whatever is configured
    --health: string          # After a reload, wait until this answers 200: http://HOST:PORT/PATH, unix:SOCKET:/PATH or uwsgi:SOCKET:/PATH
    --health-timeout: string  # How long a reload and its health check may take (default: 30)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue sync color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue add bounds" [] {
    [ "lower" "major" "minor" "exact" "none" ]
  }

  def "nu-complete noglue add prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue add resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue add link_mode" [] {
    [ "auto" "reflink" "hardlink" "copy" ]
  }

  def "nu-complete noglue add color" [] {
    [ "auto" "always" "never" ]
  }

  # Add requirements to the project's file, and install them
  export extern "noglue add" [
    --requirement(-r): path   # What this requirements file names (can be repeated)
    --requirements: path      # What this requirements file names (can be repeated)
    --dev                     # In the dependency group `dev`
    --group: string           # In this dependency group
    --extra: string           # In this extra of the project
    --optional: string        # In this extra of the project
    --script: path            # In the comments of this script (PEP 723); 'noglue run' installs what it needs
    --project: path           # The project's directory, instead of the one found from here
    --editable(-e)            # The paths and repositories that are named are used where they lie
    --bounds: string@"nu-complete noglue add bounds" # Which versions are allowed of what is named without one
    --raw                     # Write it as it was typed, without bounds
    --no-sync                 # Leave the environment as it is
    --frozen                  # Change nothing but the file: no lock, no environment, no index is asked
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue add prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue add resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --link-mode: string@"nu-complete noglue add link_mode" # How files come from the store [env: NOGLUE_LINK_MODE]
    --compile-bytecode        # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --compile                 # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --no-compile              # Compile no byte-code
    --keep: string            # How many generations to keep for rollback (default: 3)
    --no-fsync                # Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue add color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...packages: string@"nu-complete noglue known"       # Names, with versions or extras if you like: 'django>=5', 'uvicorn[standard]'; also URLs and paths
  ]

  def "nu-complete noglue remove prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue remove resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue remove link_mode" [] {
    [ "auto" "reflink" "hardlink" "copy" ]
  }

  def "nu-complete noglue remove color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove requirements from the project's file, and what nothing needs then
  export extern "noglue remove" [
    --dev                     # In the dependency group `dev`
    --group: string           # In this dependency group
    --extra: string           # In this extra of the project
    --optional: string        # In this extra of the project
    --script: path            # In the comments of this script (PEP 723); 'noglue run' installs what it needs
    --project: path           # The project's directory, instead of the one found from here
    --no-sync                 # Leave the environment as it is
    --frozen                  # Change nothing but the file: no lock, no environment, no index is asked
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue remove prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue remove resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --link-mode: string@"nu-complete noglue remove link_mode" # How files come from the store [env: NOGLUE_LINK_MODE]
    --compile-bytecode        # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --compile                 # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --no-compile              # Compile no byte-code
    --keep: string            # How many generations to keep for rollback (default: 3)
    --no-fsync                # Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue remove color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...packages: string@"nu-complete noglue installed"       # Names of packages
  ]

  def "nu-complete noglue tree prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue tree resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue tree color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what is installed and what it needs, as a tree
  export extern "noglue tree" [
    --python(-p): path        # The environment: its directory or its python
    --package: string         # From these packages on only (can be repeated)
    --invert: string          # What needs this package, and what needs that (can be repeated)
    --depth(-d): string       # How many levels below the first
    --no-dedupe               # Draw what a package needs each time that it comes
    --outdated                # With the newest version of what could be newer
    --json                    # Print each package with what it needs and what needs it, as JSON
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue tree prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue tree resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue tree color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue why-package color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what needs a package: 'noglue tree --invert NAME'
  export extern "noglue why-package" [
    --python(-p): path        # The environment: its directory or its python
    --json                    # Print it as JSON
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue why-package color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...packages: string       # The package
  ]

  def "nu-complete noglue outdated prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue outdated resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue outdated color" [] {
    [ "auto" "always" "never" ]
  }

  # List what is installed in an older version than there is
  export extern "noglue outdated" [
    --python(-p): path        # The environment: its directory or its python
    --json                    # Print a JSON list
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue outdated prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue outdated resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue outdated color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue lock prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue lock resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue lock color" [] {
    [ "auto" "always" "never" ]
  }

  # Write down which version of everything the project gets, with hashes, in pylock.toml
  export extern "noglue lock" [
    --project: path           # The project's directory, instead of the one found from here
    --constraint(-c): path    # Keep to the versions in this constraints file (can be repeated)
    --override: path          # Requirements in this file replace all others on the same packages (can be repeated)
    --overrides: path         # Requirements in this file replace all others on the same packages (can be repeated)
    --python(-p): string      # The Python to build with where something must be built: a version, a range, a name or a path [env: NOGLUE_PYTHON]
    --upgrade(-U)             # Take the newest versions that fit, whatever is installed or pinned already
    --upgrade-package(-P): string # Take the newest version of this package (can be repeated)
    --check                   # Write nothing; fail if the lock is not what would be written
    --dry-run                 # Write nothing; say what would change
    --output(-o): path        # Write here: pylock.toml or pylock.NAME.toml
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue lock prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue lock resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue lock color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue import color" [] {
    [ "auto" "always" "never" ]
  }

  # Turn a project of another tool into pyproject.toml and pylock.toml
  export extern "noglue import" [
    --project: path           # The project's directory, instead of the one found from here
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue import color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue reload color" [] {
    [ "auto" "always" "never" ]
  }

  # Reload the servers that run on the project's environment, so that they take its current generation
  export extern "noglue reload" [
    --project: path           # The project's directory, instead of the one found from here
    --health: string          # After a reload, wait until this answers 200: http://HOST:PORT/PATH, unix:SOCKET:/PATH or uwsgi:SOCKET:/PATH
    --health-timeout: string  # How long a reload and its health check may take (default: 30)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue reload color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...words: string          # auto, gunicorn, gunicorn:PIDFILE, uwsgi, wsgi, touch:FILE, systemd:UNIT or systemd-user:UNIT
  ]

  def "nu-complete noglue run color" [] {
    [ "auto" "always" "never" ]
  }

  # Run a command in the project's environment
  export extern "noglue run" [
    -e: string@"nu-complete noglue envs"                # The environment of this name, instead of the one that is found
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue run color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...command: string@"nu-complete noglue programs"        # The command and its arguments
  ]

  def "nu-complete noglue venv link_mode" [] {
    [ "auto" "reflink" "hardlink" "copy" ]
  }

  def "nu-complete noglue venv color" [] {
    [ "auto" "always" "never" ]
  }

  # Create an environment
  export extern "noglue venv" [
    --python(-p): string      # The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]
    --system-site-packages    # Let the environment see the system's packages
    --prompt: string          # What an activated shell shows; `.` for the name of the directory around it
    --seed                    # Install pip (and setuptools, wheel before Python 3.12)
    --clear                   # Empty an environment that is there; never a directory that is none
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --link-mode: string@"nu-complete noglue venv link_mode" # How files come from the store [env: NOGLUE_LINK_MODE]
    --compile-bytecode        # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --compile                 # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --no-compile              # Compile no byte-code
    --keep: string            # How many generations to keep for rollback (default: 3)
    --no-fsync                # Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue venv color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    dir?: path                # Where
  ]

  def "nu-complete noglue env color" [] {
    [ "auto" "always" "never" ]
  }

  # Environments with names: several for one project, or for none
  export extern "noglue env" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue env create link_mode" [] {
    [ "auto" "reflink" "hardlink" "copy" ]
  }

  def "nu-complete noglue env create color" [] {
    [ "auto" "always" "never" ]
  }

  # Make an empty environment: of the project here, or of none
  export extern "noglue env create" [
    --temporary               # One that 'workon' removes when it is left; its name is made up
    --install: string         # Install this at once (can be repeated)
    --requirement(-r): path   # Install what this requirements file names (can be repeated)
    --print                   # Print the name, for shells
    --project: path           # The project it is for, instead of the one here
    --free                    # For no project, also in one
    --python(-p): string      # The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]
    --system-site-packages    # Let the environment see the system's packages
    --seed                    # Install pip (and setuptools, wheel before Python 3.12)
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --link-mode: string@"nu-complete noglue env create link_mode" # How files come from the store [env: NOGLUE_LINK_MODE]
    --compile-bytecode        # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --compile                 # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --no-compile              # Compile no byte-code
    --keep: string            # How many generations to keep for rollback (default: 3)
    --no-fsync                # Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env create color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name?: string             # Its name
  ]

  def "nu-complete noglue env list color" [] {
    [ "auto" "always" "never" ]
  }

  # List those of the project here, and those of no project
  export extern "noglue env list" [
    --all(-a)                 # Also those of other projects, and their .venv
    --names                   # Names only
    --json                    # As JSON
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env list color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue env remove color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove environments
  export extern "noglue env remove" [
    --force(-f)               # Also when a process uses it
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env remove color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...names: string@"nu-complete noglue envs"          # Their names
  ]

  def "nu-complete noglue env rename color" [] {
    [ "auto" "always" "never" ]
  }

  # Give an environment another name
  export extern "noglue env rename" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env rename color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    old: string@"nu-complete noglue envs"               # Its name now
    new: string               # Its new name
  ]

  def "nu-complete noglue env copy color" [] {
    [ "auto" "always" "never" ]
  }

  # Make a second one with the same packages
  export extern "noglue env copy" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env copy color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    old: string@"nu-complete noglue envs"               # The one to copy
    new: string               # The name of the copy
  ]

  def "nu-complete noglue env path color" [] {
    [ "auto" "always" "never" ]
  }

  # Print where an environment lies: the one named, the active one, or that of the project here
  export extern "noglue env path" [
    --python                  # The path of its Python
    --site-packages           # The directory of its packages
    --project                 # The directory of its project
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env path color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name?: string@"nu-complete noglue envs"             # Its name
  ]

  def "nu-complete noglue env tie color" [] {
    [ "auto" "always" "never" ]
  }

  # Say which project an environment is for, so that 'workon' goes there
  export extern "noglue env tie" [
    --project: path           # The project, instead of the working directory
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env tie color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name?: string@"nu-complete noglue envs"             # Its name; none: the active one
  ]

  def "nu-complete noglue env kernel color" [] {
    [ "auto" "always" "never" ]
  }

  # Let Jupyter list an environment
  export extern "noglue env kernel" [
    --display-name: string    # What Jupyter shows
    --remove                  # Take it out of Jupyter's list
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env kernel color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name?: string@"nu-complete noglue envs"             # Its name; none: the active one, or the project's here
  ]

  def "nu-complete noglue env toggle-system-packages color" [] {
    [ "auto" "always" "never" ]
  }

  # Show the system's packages in an environment, or hide them again
  export extern "noglue env toggle-system-packages" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env toggle-system-packages color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name?: string@"nu-complete noglue envs"             # Its name; none: the active one, or the project's here
  ]

  def "nu-complete noglue env use color" [] {
    [ "auto" "always" "never" ]
  }

  # Make an environment the one that its project uses (where it has no .venv)
  export extern "noglue env use" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env use color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name: string@"nu-complete noglue envs"              # Its name
  ]

  def "nu-complete noglue env run-all color" [] {
    [ "auto" "always" "never" ]
  }

  # Run a command in each environment of the project here
  export extern "noglue env run-all" [
    --all(-a)                 # In every environment with a name
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue env run-all color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...command: string        # The command and its arguments
  ]

  def "nu-complete noglue workon shell" [] {
    [ "posix" "fish" "csh" "nu" "powershell" "xonsh" "elvish" ]
  }

  def "nu-complete noglue workon color" [] {
    [ "auto" "always" "never" ]
  }

  # Print what makes a shell use an environment, by its name
  export extern "noglue workon" [
    --shell: string@"nu-complete noglue workon shell" # The shell that is to evaluate it
    --no-cd(-n)               # Stay here, whatever project it is for
    --functions               # Print the functions themselves: workon, cdproject, cdsitepackages, ...
    --virtualenvwrapper       # With --functions: also those of virtualenvwrapper's names
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue workon color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name?: string@"nu-complete noglue envs"             # Its name; none: choose from a list
  ]

  def "nu-complete noglue new color" [] {
    [ "auto" "always" "never" ]
  }

  # Make a project's directory and its environment
  export extern "noglue new" [
    --template(-t): string    # The template
    --python(-p): string      # The Python to use: a version, a range, a name or a path [env: NOGLUE_PYTHON]
    --print                   # Print the directory, for shells
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue new color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name: string              # Its name
  ]

  def "nu-complete noglue path color" [] {
    [ "auto" "always" "never" ]
  }

  # Directories beside packages that an environment imports from
  export extern "noglue path" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue path color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue path add color" [] {
    [ "auto" "always" "never" ]
  }

  # Add directories
  export extern "noglue path add" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue path add color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...dirs: path             # The directories
  ]

  def "nu-complete noglue path remove color" [] {
    [ "auto" "always" "never" ]
  }

  # Take them out again
  export extern "noglue path remove" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue path remove color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...dirs: path             # The directories
  ]

  def "nu-complete noglue path list color" [] {
    [ "auto" "always" "never" ]
  }

  # List what was added
  export extern "noglue path list" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue path list color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip color" [] {
    [ "auto" "always" "never" ]
  }

  # pip's words, on any environment
  export extern "noglue pip" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip install link_mode" [] {
    [ "auto" "reflink" "hardlink" "copy" ]
  }

  def "nu-complete noglue pip install prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue pip install resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue pip install color" [] {
    [ "auto" "always" "never" ]
  }

  # Install packages
  export extern "noglue pip install" [
    --editable(-e): string    # A directory or repository whose source is used where it lies (can be repeated)
    --requirement(-r): path   # A requirements file (can be repeated)
    --constraint(-c): path    # A constraints file (can be repeated)
    --override: path          # Requirements in this file replace all others on the same packages (can be repeated)
    --overrides: path         # Requirements in this file replace all others on the same packages (can be repeated)
    --python(-p): path        # The environment: its directory or its python
    --upgrade(-U)             # Take the newest versions that fit, also of what is installed
    --force-reinstall         # Install again what is installed
    --no-deps                 # Install no dependencies
    --require-hashes          # Every requirement must have a hash
    --dry-run                 # Say what would change, and change nothing
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --link-mode: string@"nu-complete noglue pip install link_mode" # How files come from the store [env: NOGLUE_LINK_MODE]
    --compile-bytecode        # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --compile                 # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --no-compile              # Compile no byte-code
    --keep: string            # How many generations to keep for rollback (default: 3)
    --no-fsync                # Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]
    --python-version: string  # For this version of Python, whatever runs here
    --python-platform: string # For this platform: linux, macos, windows, a triple (aarch64-unknown-linux-musl) or ARCH-manylinux_2_28
    --platform: string        # For the platform of this wheel tag, as in pip: manylinux_2_28_x86_64, win_amd64 (can be repeated)
    --implementation: string  # For this implementation of Python: cp, pp or py (wheels for any)
    --abi: string             # For this ABI, beside the stable one and none (can be repeated)
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue pip install prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue pip install resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip install color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...packages: string@"nu-complete noglue known"       # Requirements, as in a requirements file
  ]

  def "nu-complete noglue pip uninstall color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove packages
  export extern "noglue pip uninstall" [
    --requirement(-r): path   # Those named in this requirements file (can be repeated)
    --yes(-y)                 # Do not ask (never asked; for pip's habits)
    --autoremove              # Remove also what only these needed and nobody asked for
    --dry-run                 # Say what would change, and change nothing
    --python(-p): path        # The environment: its directory or its python
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip uninstall color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...packages: string@"nu-complete noglue installed"       # The packages
  ]

  def "nu-complete noglue pip sync link_mode" [] {
    [ "auto" "reflink" "hardlink" "copy" ]
  }

  def "nu-complete noglue pip sync color" [] {
    [ "auto" "always" "never" ]
  }

  # Install exactly what the files name, and remove the rest
  export extern "noglue pip sync" [
    --python(-p): path        # The environment: its directory or its python
    --require-hashes          # Every requirement must have a hash
    --dry-run                 # Say what would change, and change nothing
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --link-mode: string@"nu-complete noglue pip sync link_mode" # How files come from the store [env: NOGLUE_LINK_MODE]
    --compile-bytecode        # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --compile                 # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --no-compile              # Compile no byte-code
    --keep: string            # How many generations to keep for rollback (default: 3)
    --no-fsync                # Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip sync color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...files: path            # Requirements files with pinned versions
  ]

  def "nu-complete noglue pip compile annotation_style" [] {
    [ "split" "line" ]
  }

  def "nu-complete noglue pip compile prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue pip compile resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue pip compile color" [] {
    [ "auto" "always" "never" ]
  }

  # Resolve requirements into pinned ones
  export extern "noglue pip compile" [
    --constraint(-c): path    # A constraints file (can be repeated)
    --override: path          # Requirements in this file replace all others on the same packages (can be repeated)
    --overrides: path         # Requirements in this file replace all others on the same packages (can be repeated)
    --output-file(-o): path   # Where to write; its pins are kept where they fit
    --python(-p): string      # The Python to resolve with: a version, a range, a name or a path
    --universal               # For Linux, macOS and Windows and all Pythons from the oldest one that is asked for, with markers
    --extra: string           # With this extra (can be repeated)
    --group: string           # With this dependency group (can be repeated)
    --upgrade(-U)             # Take the newest versions that fit, whatever is installed or pinned already
    --upgrade-package(-P): string # Take the newest version of this package (can be repeated)
    --generate-hashes         # Write the hashes of every file
    --no-annotate             # Do not say who asks for what
    --annotation-style: string@"nu-complete noglue pip compile annotation_style" # Where it is said who asks for what
    --no-header               # No header
    --emit-index-url          # Write the indexes of the input files and the command line into the output, without credentials
    --emit-find-links         # Write their --find-links into the output
    --emit-build-options      # Write --no-binary, --only-binary and --prefer-binary of the command line into the output
    --python-version: string  # For this version of Python, whatever runs here
    --python-platform: string # For this platform: linux, macos, windows, a triple (aarch64-unknown-linux-musl) or ARCH-manylinux_2_28
    --platform: string        # For the platform of this wheel tag, as in pip: manylinux_2_28_x86_64, win_amd64 (can be repeated)
    --implementation: string  # For this implementation of Python: cp, pp or py (wheels for any)
    --abi: string             # For this ABI, beside the stable one and none (can be repeated)
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue pip compile prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue pip compile resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip compile color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...files: path            # requirements.in, pyproject.toml, ...; `-` is standard input
  ]

  def "nu-complete noglue pip list format" [] {
    [ "columns" "freeze" "json" ]
  }

  def "nu-complete noglue pip list prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue pip list resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue pip list color" [] {
    [ "auto" "always" "never" ]
  }

  # List what is installed
  export extern "noglue pip list" [
    --python(-p): path        # The environment: its directory or its python
    --format: string@"nu-complete noglue pip list format" # How to print
    --outdated(-o)            # Only what has a newer version, and which
    --uptodate(-u)            # Only what has no newer version
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue pip list prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue pip list resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip list color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip freeze color" [] {
    [ "auto" "always" "never" ]
  }

  # List what is installed, as a requirements file
  export extern "noglue pip freeze" [
    --python(-p): path        # The environment: its directory or its python
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip freeze color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip show color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what installed packages say of themselves; with --verbose also classifiers, entry points and URLs
  export extern "noglue pip show" [
    --files(-f)               # With the list of its files
    --python(-p): path        # The environment: its directory or its python
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip show color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...packages: string@"nu-complete noglue installed"       # Names of packages
  ]

  def "nu-complete noglue pip check color" [] {
    [ "auto" "always" "never" ]
  }

  # Check that what is installed fits together
  export extern "noglue pip check" [
    --python(-p): path        # The environment: its directory or its python
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip check color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip tree prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue pip tree resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue pip tree color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what is installed and what it needs, as a tree
  export extern "noglue pip tree" [
    --python(-p): path        # The environment: its directory or its python
    --package: string         # From these packages on only (can be repeated)
    --invert: string          # What needs this package, and what needs that (can be repeated)
    --depth(-d): string       # How many levels below the first
    --no-dedupe               # Draw what a package needs each time that it comes
    --outdated                # With the newest version of what could be newer
    --json                    # Print each package with what it needs and what needs it, as JSON
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue pip tree prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue pip tree resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip tree color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip autoremove color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove what nothing needs any more and nobody asked for
  export extern "noglue pip autoremove" [
    --dry-run                 # Say what would change, and change nothing
    --python(-p): path        # The environment: its directory or its python
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip autoremove color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip download prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue pip download resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue pip download color" [] {
    [ "auto" "always" "never" ]
  }

  # Put the files of packages and of what they need into a directory
  export extern "noglue pip download" [
    --requirement(-r): path   # A requirements file (can be repeated)
    --constraint(-c): path    # A constraints file (can be repeated)
    --override: path          # Requirements in this file replace all others on the same packages (can be repeated)
    --overrides: path         # Requirements in this file replace all others on the same packages (can be repeated)
    --no-deps                 # Without what they need
    --require-hashes          # Every requirement must have a hash
    --python(-p): string      # The Python to resolve for and to build with: a version, a range, a name or a path
    --dest(-d): path          # Where to put the files
    --destination-dir: path   # Where to put the files
    --python-version: string  # For this version of Python, whatever runs here
    --python-platform: string # For this platform: linux, macos, windows, a triple (aarch64-unknown-linux-musl) or ARCH-manylinux_2_28
    --platform: string        # For the platform of this wheel tag, as in pip: manylinux_2_28_x86_64, win_amd64 (can be repeated)
    --implementation: string  # For this implementation of Python: cp, pp or py (wheels for any)
    --abi: string             # For this ABI, beside the stable one and none (can be repeated)
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue pip download prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue pip download resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip download color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...packages: string       # Requirements, as in a requirements file
  ]

  def "nu-complete noglue pip wheel prerelease" [] {
    [ "disallow" "allow" "if-necessary" "explicit" "if-necessary-or-explicit" ]
  }

  def "nu-complete noglue pip wheel resolution" [] {
    [ "highest" "lowest" "lowest-direct" ]
  }

  def "nu-complete noglue pip wheel color" [] {
    [ "auto" "always" "never" ]
  }

  # Put wheels of packages and of what they need into a directory, built where there is none
  export extern "noglue pip wheel" [
    --requirement(-r): path   # A requirements file (can be repeated)
    --constraint(-c): path    # A constraints file (can be repeated)
    --override: path          # Requirements in this file replace all others on the same packages (can be repeated)
    --overrides: path         # Requirements in this file replace all others on the same packages (can be repeated)
    --no-deps                 # Without what they need
    --require-hashes          # Every requirement must have a hash
    --python(-p): string      # The Python to resolve for and to build with: a version, a range, a name or a path
    --editable(-e): string    # A directory or repository to build (can be repeated)
    --wheel-dir(-w): path     # Where to put the wheels
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --pre                     # Allow pre-releases of every package
    --all-releases: string    # Allow pre-releases of these packages: names with commas between, or ':all:'
    --only-final: string      # Allow no pre-releases of these packages: names with commas between, or ':all:'
    --prerelease: string@"nu-complete noglue pip wheel prerelease" # When pre-releases may be taken (default: if-necessary-or-explicit)
    --exclude-newer: string   # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --uploaded-prior-to: string # Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    --exclude-newer-package: string # The same for one package, in place of what holds for all (can be repeated)
    --exclude-package: string # Leave this package out, whoever needs it (can be repeated)
    --resolution: string@"nu-complete noglue pip wheel resolution" # Which versions to prefer (default: highest)
    --no-binary: string       # Build these packages from source: names with commas between, or ':all:'
    --only-binary: string     # Build none of these packages: names with commas between, or ':all:'
    --prefer-binary           # Prefer an older version with a wheel to a newer one that must be built
    --no-build-isolation      # Build with what the environment has, not in one made for it
    --config-settings(-C): string # Tell every build something (can be repeated)
    --config-setting: string  # Tell every build something (can be repeated)
    --build-constraint: path  # Limit the versions of what builds need (can be repeated)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip wheel color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...packages: string       # Requirements, as in a requirements file
  ]

  def "nu-complete noglue pip cache color" [] {
    [ "auto" "always" "never" ]
  }

  # noglue's cache, in pip's words
  export extern "noglue pip cache" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip cache color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip cache dir color" [] {
    [ "auto" "always" "never" ]
  }

  # Print where it lies
  export extern "noglue pip cache dir" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip cache dir color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip cache info color" [] {
    [ "auto" "always" "never" ]
  }

  # Print how big it is
  export extern "noglue pip cache info" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip cache info color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip cache list format" [] {
    [ "human" "abspath" ]
  }

  def "nu-complete noglue pip cache list color" [] {
    [ "auto" "always" "never" ]
  }

  # List the wheels that were built here
  export extern "noglue pip cache list" [
    --format: string@"nu-complete noglue pip cache list format" # How to list them
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip cache list color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    pattern?: string          # Only those whose name is like this: a package, or a pattern with * and ?
  ]

  def "nu-complete noglue pip cache remove color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove wheels that were built here
  export extern "noglue pip cache remove" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip cache remove color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    pattern: string           # A package, or a pattern with * and ?
  ]

  def "nu-complete noglue pip cache purge color" [] {
    [ "auto" "always" "never" ]
  }

  # Empty the cache
  export extern "noglue pip cache purge" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip cache purge color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip config color" [] {
    [ "auto" "always" "never" ]
  }

  # pip's configuration files, which noglue reads too
  export extern "noglue pip config" [
    --global                  # The machine's files only
    --user                    # The user's files only
    --site                    # The environment's file only
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip config color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip config list color" [] {
    [ "auto" "always" "never" ]
  }

  # Print all values; secrets are hidden
  export extern "noglue pip config list" [
    --global                  # The machine's files only
    --user                    # The user's files only
    --site                    # The environment's file only
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip config list color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue pip config get color" [] {
    [ "auto" "always" "never" ]
  }

  # Print one value
  export extern "noglue pip config get" [
    --global                  # The machine's files only
    --user                    # The user's files only
    --site                    # The environment's file only
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip config get color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name: string              # Section and key: global.index-url
  ]

  def "nu-complete noglue pip config set color" [] {
    [ "auto" "always" "never" ]
  }

  # Set one value: in the environment's file if there is one, else in the user's
  export extern "noglue pip config set" [
    --global                  # The machine's files only
    --user                    # The user's files only
    --site                    # The environment's file only
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip config set color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name: string              # Section and key: global.index-url
    value: string             # The value
  ]

  def "nu-complete noglue pip config unset color" [] {
    [ "auto" "always" "never" ]
  }

  # Take one value out
  export extern "noglue pip config unset" [
    --global                  # The machine's files only
    --user                    # The user's files only
    --site                    # The environment's file only
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip config unset color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    name: string              # Section and key: global.index-url
  ]

  def "nu-complete noglue pip config debug color" [] {
    [ "auto" "always" "never" ]
  }

  # Print which files there are and what each says; secrets are hidden
  export extern "noglue pip config debug" [
    --global                  # The machine's files only
    --user                    # The user's files only
    --site                    # The environment's file only
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue pip config debug color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue python color" [] {
    [ "auto" "always" "never" ]
  }

  # The Pythons of this machine
  export extern "noglue python" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue python color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue python list color" [] {
    [ "auto" "always" "never" ]
  }

  # List the Pythons that environments can be made with
  export extern "noglue python list" [
    --json                    # As JSON
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue python list color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue python find color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the Python that would be used here
  export extern "noglue python find" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue python find color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    request?: string          # A version, a range, a name or a path
  ]

  def "nu-complete noglue python path color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the Python of the environment here, for editors and scripts
  export extern "noglue python path" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue python path color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue python pin color" [] {
    [ "auto" "always" "never" ]
  }

  # Write .python-version
  export extern "noglue python pin" [
    --project: path           # The project's directory, instead of the one found from here
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue python pin color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    version?: string          # A version; none: print the pin that counts here
  ]

  def "nu-complete noglue why color" [] {
    [ "auto" "always" "never" ]
  }

  # Explain which environment is used, and why
  export extern "noglue why" [
    --json                    # As JSON
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue why color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    what?: string             # A file to run, or a command such as `gunicorn`
  ]

  def "nu-complete noglue doctor server" [] {
    [ "uwsgi" "emperor" "gunicorn" "nginx" "apache" "lighttpd" "systemd" "cron" ]
  }

  def "nu-complete noglue doctor color" [] {
    [ "auto" "always" "never" ]
  }

  # Find out what is wrong with a project, a server's configuration, its log or its process
  export extern "noglue doctor" [
    --server: string@"nu-complete noglue doctor server" # Whose configuration it is, where name and text do not tell
    --user: string            # The user that the service runs as, where the configuration does not tell
    --json                    # As JSON
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue doctor color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    what?: string             # A configuration or a directory of vassals, a log (`-`: standard input), the number of a process, or a project's directory
  ]

  def "nu-complete noglue trust color" [] {
    [ "auto" "always" "never" ]
  }

  # Let an environment be used that noglue did not make for you
  export extern "noglue trust" [
    --list                    # List what is trusted
    --json                    # With --list: as JSON
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue trust color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    dir?: path                # The environment or its project
  ]

  def "nu-complete noglue untrust color" [] {
    [ "auto" "always" "never" ]
  }

  # Take back a grant
  export extern "noglue untrust" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue untrust color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    dir?: path                # The environment or its project
  ]

  def "nu-complete noglue history color" [] {
    [ "auto" "always" "never" ]
  }

  # List the environment's generations: when, by which command, what changed
  export extern "noglue history" [
    --project: path           # The project's directory, instead of the one found from here
    --json                    # As JSON
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue history color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue rollback color" [] {
    [ "auto" "always" "never" ]
  }

  # Go back to an earlier generation of the environment
  export extern "noglue rollback" [
    --project: path           # The project's directory, instead of the one found from here
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue rollback color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    generation?: string       # The generation, as `noglue history` numbers it; the one before the current when not given
  ]

  def "nu-complete noglue verify link_mode" [] {
    [ "auto" "reflink" "hardlink" "copy" ]
  }

  def "nu-complete noglue verify color" [] {
    [ "auto" "always" "never" ]
  }

  # Check every file of the environment against what was installed
  export extern "noglue verify" [
    --project: path           # The project's directory, instead of the one found from here
    --repair                  # Make what is damaged anew, from the cache or the index, as a new generation
    --json                    # As JSON
    --index-url(-i): string   # The package index (the simple API's base URL)
    --default-index: string   # The package index (the simple API's base URL)
    --index: string           # Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    --extra-index-url: string # Another index, asked before the main one (can be repeated)
    --find-links(-f): string  # A directory or page with wheels (can be repeated)
    --no-index                # Ask no index, only --find-links
    --refresh                 # Ask the index again, whatever the cache holds
    --trusted-host: string    # Accept a host without valid TLS (can be repeated)
    --cert: path              # A file of certificate authorities
    --proxy: string           # A proxy for every request
    --link-mode: string@"nu-complete noglue verify link_mode" # How files come from the store [env: NOGLUE_LINK_MODE]
    --compile-bytecode        # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --compile                 # Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    --no-compile              # Compile no byte-code
    --keep: string            # How many generations to keep for rollback (default: 3)
    --no-fsync                # Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue verify color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue server kind" [] {
    [ "uwsgi" "emperor" "gunicorn" "nginx" "apache" "lighttpd" "systemd" "cron" ]
  }

  def "nu-complete noglue server backend" [] {
    [ "uwsgi" "gunicorn" "uvicorn" ]
  }

  def "nu-complete noglue server color" [] {
    [ "auto" "always" "never" ]
  }

  # Print a server's configuration for this project
  export extern "noglue server" [
    --app: string             # The application, as module:callable, instead of the one found
    --user: string            # The user it runs as [default: the owner of the project]
    --group: string           # The group that the web server runs as [default: www-data, or what this machine has]
    --domain: string          # The site's host name, for the web server
    --backend: string@"nu-complete noglue server backend" # What serves the application behind the web server or in the service [default: what the project has]
    --name: string            # The name of the socket, the service and the files [default: that of the project's directory]
    --project: path           # The project's directory, instead of the one found from here
    --write: path             # Write into this directory instead of printing
    --force                   # Replace a file that is there and differs
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue server color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    kind: string@"nu-complete noglue server kind" # Which configuration
  ]

  def "nu-complete noglue setup color" [] {
    [ "auto" "always" "never" ]
  }

  # Set up shims and PATH, once per user; or the whole machine
  export extern "noglue setup" [
    --yes(-y)                 # Do it without asking
    --dry-run                 # Show what would be done, and do nothing
    --undo                    # Take back what setup did
    --system                  # Set up the machine: servers, cron and every user
    --python: string          # Which Python gets the start-up hook, instead of all of the system's; may be repeated
    --list                    # List the Pythons of the system and the state of their hook
    --json                    # With --list: as JSON
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue setup color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue hook shell" [] {
    [ "bash" "elvish" "fish" "nu" "pwsh" "sh" "tcsh" "xonsh" "zsh" ]
  }

  def "nu-complete noglue hook color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the code that makes a shell follow its directory
  export extern "noglue hook" [
    --virtualenvwrapper       # Also functions of virtualenvwrapper's names: mkvirtualenv, lsvirtualenv, ... (bash, zsh, fish)
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue hook color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    shell: string@"nu-complete noglue hook shell" # The shell
  ]

  def "nu-complete noglue cache color" [] {
    [ "auto" "always" "never" ]
  }

  # The store and the index cache
  export extern "noglue cache" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue cache color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue cache dir color" [] {
    [ "auto" "always" "never" ]
  }

  # Print where the cache lies
  export extern "noglue cache dir" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue cache dir color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue cache size color" [] {
    [ "auto" "always" "never" ]
  }

  # Print how much it takes on the disk
  export extern "noglue cache size" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue cache size color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue cache verify color" [] {
    [ "auto" "always" "never" ]
  }

  # Check every file of the store against what was unpacked
  export extern "noglue cache verify" [
    --repair                  # Remove what is damaged; it is fetched again when it is needed
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue cache verify color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue cache prune color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove wheels that no environment shares files with and that nobody has used lately
  export extern "noglue cache prune" [
    --older-than: string      # Unused for so many days
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue cache prune color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue cache clear color" [] {
    [ "auto" "always" "never" ]
  }

  # Empty it
  export extern "noglue cache clear" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue cache clear color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue completions shell" [] {
    [ "bash" "zsh" "fish" "powershell" "elvish" "nushell" ]
  }

  def "nu-complete noglue completions color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the completion script of a shell
  export extern "noglue completions" [
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue completions color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    shell: string@"nu-complete noglue completions shell" # The shell
  ]

  def "nu-complete noglue complete color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the values that a shell may propose
  export extern "noglue complete" [
    --word: string            # What is typed of the word so far
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue complete color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...before: string         # The words before it
  ]

  def "nu-complete noglue man color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the manual page, or write all of them into a directory
  export extern "noglue man" [
    --dir: path               # Write noglue.1 and a page per subcommand here
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue man color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete noglue compile-bytecode color" [] {
    [ "auto" "always" "never" ]
  }

  # What the background compiler is started with
  export extern "noglue compile-bytecode" [
    --python: path            # The environment's python
    --tag: string             # Its cache tag
    --generation: path        # The generation to link byte-code into
    --site-packages: string   # Where packages lie in it
    --quiet(-q)               # Say only what went wrong
    --verbose(-v)             # Say how it was done
    --color: string@"nu-complete noglue compile-bytecode color" # When to colour messages
    --offline                 # Use no network: only what the cache and local files hold
    --env: string@"nu-complete noglue envs"             # The environment of this name ('noglue env'), instead of the one that is found [env: NOGLUE_ENV]
    --help(-h)                # Print help (see more with '--help')
    ...entries: string        # Store entries, by sha256
  ]

}

export use completions *
