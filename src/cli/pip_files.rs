//! `noglue pip download|wheel|cache|config`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow;
use crate::flow::options::{IndexOptions, ResolveOptions};
use crate::flow::pip::download::{self, What};
use crate::flow::pip::{cache, config};
use crate::flow::platform::TargetOptions;

#[derive(Debug, clap::Args)]
pub struct Download {
    #[command(flatten)]
    asking: Asking,
    /// Where to put the files
    #[arg(short, long = "dest", visible_alias = "destination-dir", value_name = "DIR", default_value = ".")]
    dest: PathBuf,
    #[command(flatten)]
    target: TargetOptions,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
}

#[derive(Debug, clap::Args)]
pub struct Wheel {
    #[command(flatten)]
    asking: Asking,
    /// A directory or repository to build (can be repeated)
    #[arg(short, long = "editable", value_name = "PATH|URL")]
    editables: Vec<String>,
    /// Where to put the wheels
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    wheel_dir: PathBuf,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
}

/// What both ask for.
#[derive(Debug, clap::Args)]
struct Asking {
    /// Requirements, as in a requirements file
    #[arg(value_name = "REQUIREMENT")]
    packages: Vec<String>,
    /// A requirements file (can be repeated)
    #[arg(short, long = "requirement", value_name = "FILE")]
    requirements: Vec<PathBuf>,
    /// A constraints file (can be repeated)
    #[arg(short, long = "constraint", value_name = "FILE")]
    constraints: Vec<PathBuf>,
    /// Requirements in this file replace all others on the same packages (can be repeated)
    #[arg(long = "override", visible_alias = "overrides", value_name = "FILE")]
    overrides: Vec<PathBuf>,
    /// Without what they need
    #[arg(long)]
    no_deps: bool,
    /// Every requirement must have a hash
    #[arg(long)]
    require_hashes: bool,
    /// The Python to resolve for and to build with: a version, a range, a name or a path
    #[arg(short, long, value_name = "PYTHON")]
    python: Option<String>,
}

/// noglue's cache, in pip's words
#[derive(Debug, clap::Subcommand)]
pub enum Cache {
    /// Print where it lies
    Dir,
    /// Print how big it is
    Info,
    /// List the wheels that were built here
    List {
        /// Only those whose name is like this: a package, or a pattern with * and ?
        pattern: Option<String>,
        /// How to list them
        #[arg(long, value_name = "FORMAT", default_value = "human")]
        format: cache::Format,
    },
    /// Remove wheels that were built here
    Remove {
        /// A package, or a pattern with * and ?
        pattern: String,
    },
    /// Empty the cache
    Purge,
}

/// pip's configuration files, which noglue reads too
#[derive(Debug, clap::Args)]
pub struct Config {
    /// The machine's files only
    #[arg(long = "global", global = true, conflicts_with_all = ["user", "site"])]
    global: bool,
    /// The user's files only
    #[arg(long, global = true, conflicts_with = "site")]
    user: bool,
    /// The environment's file only
    #[arg(long, global = true)]
    site: bool,
    #[command(subcommand)]
    command: ConfigCommand,
}

#[derive(Debug, clap::Subcommand)]
enum ConfigCommand {
    /// Print all values; secrets are hidden
    List,
    /// Print one value
    Get {
        /// Section and key: global.index-url
        name: String,
    },
    /// Set one value: in the environment's file if there is one, else in the user's
    Set {
        /// Section and key: global.index-url
        name: String,
        /// The value
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Take one value out
    Unset {
        /// Section and key: global.index-url
        name: String,
    },
    /// Print which files there are and what each says; secrets are hidden
    Debug,
}

pub fn download(context: &Context, args: Download) -> Result<()> {
    let Download { asking, dest, target, index, resolve } = args;
    let mut request = asking.request(What::Files, dest, index, resolve);
    request.target = target;
    download::run(context, &request)
}

pub fn wheel(context: &Context, args: Wheel) -> Result<()> {
    let Wheel { asking, editables, wheel_dir, index, resolve } = args;
    let mut request = asking.request(What::Wheels, wheel_dir, index, resolve);
    request.editables = editables;
    download::run(context, &request)
}

impl Asking {
    fn request(
        self,
        what: What,
        directory: PathBuf,
        index: IndexOptions,
        resolve: ResolveOptions,
    ) -> download::Request {
        download::Request {
            what,
            packages: self.packages,
            editables: Vec::new(),
            requirements: self.requirements,
            constraints: self.constraints,
            overrides: self.overrides,
            directory,
            no_deps: self.no_deps,
            require_hashes: self.require_hashes,
            python: self.python,
            target: TargetOptions::default(),
            index,
            resolve,
        }
    }
}

pub fn cache(context: &Context, command: &Cache) -> Result<()> {
    match command {
        Cache::Dir => flow::cache::dir(context),
        Cache::Info => cache::info(context),
        Cache::List { pattern, format } => cache::list(context, pattern.as_deref(), *format),
        Cache::Remove { pattern } => cache::remove(context, pattern),
        Cache::Purge => flow::cache::clear(context),
    }
}

pub fn config(context: &Context, args: &Config) -> Result<()> {
    let which = config::Which { global: args.global, user: args.user, site: args.site };
    match &args.command {
        ConfigCommand::List => config::list(context, which),
        ConfigCommand::Get { name } => config::get(context, which, name),
        ConfigCommand::Set { name, value } => config::set(context, which, name, value),
        ConfigCommand::Unset { name } => config::unset(context, which, name),
        ConfigCommand::Debug => config::debug(context),
    }
}
