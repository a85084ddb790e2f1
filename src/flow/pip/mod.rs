//! pip's words, on environments of ours and of other tools.
//!
//! What is asked for is planned against what is installed, fetched, and only then put in: as a new generation where noglue
//! made the environment, else in place, package by package. What is installed already and satisfies needs no network.

pub mod autoremove;
pub mod cache;
pub mod check;
pub mod compile;
pub mod config;
pub mod download;
pub mod install;
pub mod latest;
pub mod list;
pub mod show;
pub mod sync;
pub mod tree;
pub mod uninstall;

mod apply;
mod graph;
mod inventory;
mod pins;
mod target;
#[cfg(test)]
mod tests;
mod universal;

use std::path::PathBuf;

pub use list::Format;
pub use pins::Annotation;

use super::options::IndexOptions;
use super::{remote, wanted};
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::requirements::{self, Requirements, World, read_files, read_limits, unsigned};
use crate::sourced::Source;

/// What of a command line asks for something.
#[derive(Default)]
struct Asking<'a> {
    words: &'a [String],
    editables: &'a [String],
    files: &'a [PathBuf],
    constraints: &'a [PathBuf],
    overrides: &'a [PathBuf],
    require_hashes: bool,
}

/// What it asks for.
fn asked(context: &Context, index: &IndexOptions, asking: &Asking<'_>) -> Result<Requirements> {
    let Asking { words, editables, files, constraints, overrides, require_hashes } = *asking;
    let variable = wanted::variables(context);
    let fetch = remote::reader(context, index);
    let world = World { cwd: context.cwd()?, variable: &variable, fetch: &fetch };
    let mut asked = read_files(files, &world)?;
    for word in words {
        asked.push(requirements::of_line(word, &Source::CommandLine("the command line"), &world)?);
    }
    for text in editables {
        asked.push(requirements::of_editable(text, &Source::CommandLine("--editable"), &world)?);
    }
    asked.extend(read_limits(constraints, overrides, &world)?);
    if require_hashes {
        asked.options.require_hashes = Some(true);
    }
    for note in &asked.notes {
        context.ui.note(note);
    }
    Ok(asked)
}

/// Nothing was named on the command line.
fn nothing_named(command: &str) -> crate::error::Error {
    Plain::new(Exit::Usage, format!("'noglue pip {command}' needs a package or a file"))
        .hint(format!("for example 'noglue pip {command} requests' or 'noglue pip {command} -r requirements.txt'"))
        .into()
}

/// The command as a person may have typed it, for the history; URLs without credentials.
fn command_line(command: &str, words: &[String], files: &[PathBuf]) -> String {
    let mut line = format!("noglue pip {command}");
    for word in words {
        line.push(' ');
        line.push_str(&crate::ui::clean(&crate::net::hide(word)));
    }
    for file in files {
        line.push_str(" -r ");
        line.push_str(&unsigned(file).to_string_lossy());
    }
    line
}
