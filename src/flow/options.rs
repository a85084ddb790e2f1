//! Groups of options that several commands share: the words of the command line, and what the stages make of them.

use std::path::PathBuf;

use crate::link::LinkMode;

/// Where packages come from. Settings that are not given come from `PIP_*`, pip's own files and the project.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Index options")]
pub struct IndexOptions {
    /// The package index (the simple API's base URL)
    #[arg(short, long, value_name = "URL", visible_alias = "default-index")]
    pub index_url: Option<String>,
    /// Another index, asked before the main one; one that the project has a name for, in its place [env: NOGLUE_INDEX]
    #[arg(long, value_name = "[NAME=]URL")]
    pub index: Vec<String>,
    /// Another index, asked before the main one (can be repeated)
    #[arg(long, value_name = "URL")]
    pub extra_index_url: Vec<String>,
    /// A directory or page with wheels (can be repeated)
    #[arg(short, long, value_name = "PATH|URL")]
    pub find_links: Vec<String>,
    /// Ask no index, only --find-links
    #[arg(long)]
    pub no_index: bool,
    /// Ask the index again, whatever the cache holds
    #[arg(long)]
    pub refresh: bool,
    /// Accept a host without valid TLS (can be repeated)
    #[arg(long, value_name = "HOST")]
    pub trusted_host: Vec<String>,
    /// A file of certificate authorities
    #[arg(long, value_name = "FILE")]
    pub cert: Option<PathBuf>,
    /// A proxy for every request
    #[arg(long, value_name = "URL")]
    pub proxy: Option<String>,
}

/// Which versions may be chosen.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Resolution options")]
pub struct ResolveOptions {
    /// Allow pre-releases of every package
    #[arg(long, conflicts_with = "prerelease")]
    pub pre: bool,
    /// Allow pre-releases of these packages: names with commas between, or ':all:'
    #[arg(long, value_name = "NAMES")]
    pub all_releases: Vec<String>,
    /// Allow no pre-releases of these packages: names with commas between, or ':all:'
    #[arg(long, value_name = "NAMES")]
    pub only_final: Vec<String>,
    /// When pre-releases may be taken (default: if-necessary-or-explicit)
    #[arg(long, value_name = "WHEN")]
    pub prerelease: Option<PreReleaseChoice>,
    /// Only files uploaded before this: a date (its end, UTC), a time, or an age such as '7 days' [env: NOGLUE_EXCLUDE_NEWER]
    #[arg(long, value_name = "WHEN", visible_alias = "uploaded-prior-to")]
    pub exclude_newer: Option<String>,
    /// The same for one package, in place of what holds for all (can be repeated)
    #[arg(long = "exclude-newer-package", value_name = "PACKAGE=WHEN")]
    pub exclude_newer_packages: Vec<String>,
    /// Leave this package out, whoever needs it (can be repeated)
    #[arg(long = "exclude-package", value_name = "PACKAGE")]
    pub excludes: Vec<String>,
    /// Which versions to prefer (default: highest)
    #[arg(long, value_name = "WHICH")]
    pub resolution: Option<ResolutionChoice>,
    #[command(flatten)]
    pub build: BuildOptions,
}

/// What is built from source, and how.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Build options")]
pub struct BuildOptions {
    /// Build these packages from source: names with commas between, or ':all:'
    #[arg(long, value_name = "NAMES")]
    pub no_binary: Vec<String>,
    /// Build none of these packages: names with commas between, or ':all:'
    #[arg(long, value_name = "NAMES")]
    pub only_binary: Vec<String>,
    /// Prefer an older version with a wheel to a newer one that must be built
    #[arg(long)]
    pub prefer_binary: bool,
    /// Build with what the environment has, not in one made for it
    #[arg(long)]
    pub no_build_isolation: bool,
    /// Tell every build something (can be repeated)
    #[arg(short = 'C', long, visible_alias = "config-setting", value_name = "KEY=VALUE")]
    pub config_settings: Vec<String>,
    /// Limit the versions of what builds need (can be repeated)
    #[arg(long = "build-constraint", value_name = "FILE")]
    pub build_constraints: Vec<PathBuf>,
}

/// When pre-releases may be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum PreReleaseChoice {
    /// Never
    Disallow,
    /// Always
    Allow,
    /// When a package has nothing else that satisfies
    IfNecessary,
    /// When a requirement of your own names one
    Explicit,
    /// When any requirement names one, or nothing else satisfies
    #[default]
    IfNecessaryOrExplicit,
}

/// Which version is taken where several fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ResolutionChoice {
    /// The newest of everything
    #[default]
    Highest,
    /// The oldest of everything
    Lowest,
    /// The oldest of what is asked for directly, the newest of the rest
    LowestDirect,
}

/// How a change of an environment is made by pip's words.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ChangeOptions {
    /// Every requirement must have a hash
    #[arg(long)]
    pub require_hashes: bool,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub index: IndexOptions,
    #[command(flatten)]
    pub install: InstallOptions,
}

/// How files get into the environment.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Install options")]
pub struct InstallOptions {
    /// How files come from the store [env: NOGLUE_LINK_MODE]
    #[arg(long, value_name = "MODE")]
    pub link_mode: Option<LinkMode>,
    /// Compile byte-code before returning instead of in the background [env: NOGLUE_COMPILE]
    #[arg(long, visible_alias = "compile", conflicts_with = "no_compile")]
    pub compile_bytecode: bool,
    /// Compile no byte-code
    #[arg(long)]
    pub no_compile: bool,
    /// How many generations to keep for rollback (default: 3)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub keep: Option<u16>,
    /// Do not wait for the disk: faster, but a power cut may damage the environment [env: NOGLUE_NO_FSYNC]
    #[arg(long)]
    pub no_fsync: bool,
}

/// Which servers take the change, and how to know that they are well.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Reload options")]
pub struct ReloadOptions {
    /// After a change reload what runs on the environment, and go back if that fails (can be repeated)
    ///
    /// WHAT is auto (what is configured, else every gunicorn and uWSGI found running on the environment),
    /// gunicorn, gunicorn:PIDFILE, uwsgi, wsgi (touches the project's wsgi.py), touch:FILE (a vassal's
    /// configuration), systemd:UNIT, systemd-user:UNIT, or always (also when nothing changed).
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true, default_missing_value = "auto", value_delimiter = ',')]
    pub reload: Vec<String>,
    /// Reload nothing, whatever is configured
    #[arg(long, conflicts_with = "reload")]
    pub no_reload: bool,
    #[command(flatten)]
    pub health: HealthOptions,
}

/// How to know that a server is well.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Reload options")]
pub struct HealthOptions {
    /// After a reload, wait until this answers 200: http://HOST:PORT/PATH, unix:SOCKET:/PATH or uwsgi:SOCKET:/PATH
    #[arg(long, value_name = "ADDRESS")]
    pub health: Option<String>,
    /// How long a reload and its health check may take (default: 30)
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub health_timeout: Option<u64>,
}
