//! Groups of options that several commands share: the words of the command line, and what the stages make of them.

use std::path::PathBuf;

use crate::link::LinkMode;

/// Where packages come from. Settings that are not given come from `PIP_*`, pip's own files and the project.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Index options")]
pub struct IndexOptions {
    /// The package index (the simple API's base URL)
    #[arg(short, long, value_name = "URL")]
    pub index_url: Option<String>,
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
    #[arg(long)]
    pub pre: bool,
    /// Which versions to prefer
    #[arg(long, value_name = "WHICH", default_value = "highest")]
    pub resolution: ResolutionChoice,
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
