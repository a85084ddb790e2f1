//! `noglue tree`, `noglue why-package` and `noglue outdated`: words only.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::Result;
use crate::flow::options::{IndexOptions, ResolveOptions};
use crate::flow::pip::{latest, tree};

/// Show what is installed and what it needs, as a tree
///
/// Of the environment named with --python, else of the project's, else of VIRTUAL_ENV. What is missing or does not
/// fit is said where it is needed.
#[derive(Debug, clap::Args)]
pub struct Tree {
    /// The environment: its directory or its python
    #[arg(short, long, value_name = "ENV")]
    python: Option<PathBuf>,
    /// From these packages on only (can be repeated)
    #[arg(long = "package", value_name = "NAME", conflicts_with = "invert")]
    packages: Vec<String>,
    /// What needs this package, and what needs that (can be repeated)
    #[arg(long, value_name = "NAME")]
    invert: Vec<String>,
    /// How many levels below the first
    #[arg(short, long, value_name = "N")]
    depth: Option<usize>,
    /// Draw what a package needs each time that it comes
    #[arg(long)]
    no_dedupe: bool,
    /// With the newest version of what could be newer
    #[arg(long)]
    outdated: bool,
    /// Print each package with what it needs and what needs it, as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
}

/// Show what needs a package: 'noglue tree --invert NAME'
#[derive(Debug, clap::Args)]
pub struct WhyPackage {
    /// The package
    #[arg(value_name = "NAME", required = true)]
    packages: Vec<String>,
    /// The environment: its directory or its python
    #[arg(short, long, value_name = "ENV")]
    python: Option<PathBuf>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

/// List what is installed in an older version than there is
///
/// Current is what is installed, Wanted the newest that the project's requirements allow ('noglue sync --upgrade'), Latest
/// the newest that this Python can use.
#[derive(Debug, clap::Args)]
pub struct Outdated {
    /// The environment: its directory or its python
    #[arg(short, long, value_name = "ENV")]
    python: Option<PathBuf>,
    /// Print a JSON list
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    index: IndexOptions,
    #[command(flatten)]
    resolve: ResolveOptions,
}

pub fn tree(context: &Context, args: Tree) -> Result<()> {
    let Tree { python, packages, invert, depth, no_dedupe, outdated, json, index, resolve } = args;
    tree::run(
        context,
        &tree::Request { target: python, packages, invert, depth, no_dedupe, outdated, json, index, resolve },
    )
}

pub fn why_package(context: &Context, args: WhyPackage) -> Result<()> {
    let WhyPackage { packages, python, json } = args;
    tree::run(context, &tree::Request { target: python, invert: packages, json, ..tree::Request::default() })
}

pub fn outdated(context: &Context, args: Outdated) -> Result<()> {
    let Outdated { python, json, index, resolve } = args;
    latest::run(context, &latest::Request { target: python, json, index, resolve })
}
