//! What a shell may propose beside the words of the command line: names of environments, packages, programs.
//!
//! The words typed so far in, one value in a line out. Reads names of files only; says nothing of what goes wrong.

use std::path::PathBuf;

use super::{drift, named, project, shims};
use crate::context::Context;
use crate::index::kept_names;
use crate::pep::name::PackageName;
use crate::ui::clean;

/// The most that is proposed.
const MOST: usize = 500;

/// What stands at a place of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Environments,
    Known,
    Installed,
    Programs,
}

/// Prints the values for the word that begins with `word` and comes after `before`.
pub fn run(context: &Context, word: &str, before: &[String]) {
    let before: Vec<&str> = before.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    // bash makes three words of `--env=x`.
    let (before, word) = match (before.as_slice(), word) {
        ([.., "--env", "="], _) => (&before[..before.len() - 1], word),
        ([.., "--env"], "=") => (&before[..], ""),
        _ => (&before[..], word),
    };
    let Some(kind) = kind(before, word) else { return };
    let mut values = values(context, kind, before);
    values.retain(|value| value.starts_with(word) && *value == clean(value));
    values.sort();
    values.dedup();
    values.iter().take(MOST).for_each(|value| context.ui.data(value));
}

fn kind(before: &[&str], word: &str) -> Option<Kind> {
    let words = positional(before);
    if before.last() == Some(&"--env") || (before.last() == Some(&"-e") && words.first() != Some(&"pip")) {
        return Some(Kind::Environments);
    }
    if word.starts_with('-') {
        return None;
    }
    match words.as_slice() {
        ["workon"] => Some(Kind::Environments),
        ["env", "remove", ..] => Some(Kind::Environments),
        ["env", "rename" | "copy" | "path" | "use" | "tie" | "kernel" | "toggle-system-packages"] => {
            Some(Kind::Environments)
        }
        ["add", ..] | ["pip", "install" | "download", ..] => Some(Kind::Known),
        ["remove", ..] | ["pip", "uninstall" | "show", ..] => Some(Kind::Installed),
        ["run"] => Some(Kind::Programs),
        _ => None,
    }
}

// What is no option, nor the value of one that stands before a command.
fn positional<'a>(before: &[&'a str]) -> Vec<&'a str> {
    let mut words = Vec::new();
    let mut rest = before.iter();
    while let Some(word) = rest.next() {
        match *word {
            "--env" | "--color" => drop(rest.next()),
            "-e" if words.first() != Some(&"pip") => drop(rest.next()),
            word if word.starts_with('-') => {}
            word => words.push(word),
        }
    }
    words
}

fn values(context: &Context, kind: Kind, before: &[&str]) -> Vec<String> {
    match kind {
        Kind::Environments => named::names(context).unwrap_or_default(),
        Kind::Known => known(context),
        Kind::Installed => {
            let installed = environment(context, before).and_then(|env| drift::installed(&env).ok());
            installed.unwrap_or_default().into_iter().map(|package| package.name.to_string()).collect()
        }
        Kind::Programs => {
            environment(context, before).map(|env| shims::names_in(&env).into_iter().collect()).unwrap_or_default()
        }
    }
}

// Those that the index was asked for before.
fn known(context: &Context) -> Vec<String> {
    let names = context.dirs.cache().map(kept_names).unwrap_or_default();
    names.iter().filter_map(|name| PackageName::parse(name).ok()).map(|name| name.to_string()).collect()
}

fn environment(context: &Context, before: &[&str]) -> Option<PathBuf> {
    let at = before.iter().position(|word| *word == "-e" || *word == "--env");
    let name = at.and_then(|at| before.get(at + 1)).copied().or(context.environment.as_deref());
    match name {
        Some(name) => named::named(context, name).ok().map(|named| named.env),
        None => project::here(context, None).ok().map(|project| project.env),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_values_are_known() {
        let check = |line: &str, word: &str, expected: Option<Kind>| {
            let before: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(kind(&before, word), expected, "{line} {word}");
        };
        check("workon", "", Some(Kind::Environments));
        check("-q workon", "d", Some(Kind::Environments));
        check("workon docs", "", None);
        check("sync -e", "", Some(Kind::Environments));
        check("--env", "", Some(Kind::Environments));
        check("pip install -e", "", Some(Kind::Known));
        check("env rename", "", Some(Kind::Environments));
        check("env rename old", "", None);
        check("env remove a", "b", Some(Kind::Environments));
        check("pip install", "dj", Some(Kind::Known));
        check("pip uninstall a", "", Some(Kind::Installed));
        check("run", "", Some(Kind::Programs));
        check("run -e docs", "py", Some(Kind::Programs));
        check("run pytest", "", None);
        check("run", "-", None);
        check("pip", "", None);
        check("", "sy", None);
    }
}
