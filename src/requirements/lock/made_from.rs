//! What a project asks for, as the text that a lock notes: the same on every machine, so that a difference is a change.

use std::path::Path;

use super::super::discover::Whole;
use super::super::located::{Kind, Located};
use super::super::{Requirements, Root, Unnamed};
use super::MadeFrom;
use crate::sourced::{Source, Sourced};

impl MadeFrom {
    /// Of a whole project whose lock lies in `directory`.
    pub fn of(whole: &Whole, limits: &Requirements, options: Vec<String>, directory: &Path) -> MadeFrom {
        let texts = |part: &Requirements| texts(part, directory).into_iter().map(|said| said.value).collect();
        let roots = |roots: &[Sourced<Root>]| roots.iter().map(|root| of_root(&root.value, directory)).collect();
        let mut constraints: Vec<String> = roots(&limits.constraints);
        constraints.extend(roots(&whole.base.constraints));
        let mut options = options;
        options.extend(whole.base.options.pre.then(|| "pre".to_owned()));
        MadeFrom {
            requirements: texts(&whole.base),
            extras: whole.extras.iter().map(|(name, part)| (name.clone(), texts(part))).collect(),
            groups: whole.groups.iter().map(|(name, part)| (name.clone(), texts(part))).collect(),
            constraints,
            overrides: roots(&limits.overrides),
            options,
        }
    }

    /// What `now` asks for that this did not, and the other way round. `places` says where each text of now stands.
    pub fn changes(&self, now: &MadeFrom, places: &[Sourced<String>]) -> Vec<String> {
        let mut changes = Vec::new();
        let from = |text: &str| {
            places
                .iter()
                .find(|said| said.value == text)
                .map(|said| format!(" ({})", shown(&said.from)))
                .unwrap_or_default()
        };
        let mut compare = |what: &str, old: &[String], new: &[String]| {
            let added = new.iter().filter(|text| !old.contains(text));
            changes
                .extend(added.map(|text| format!("{what}{text}{} was not asked for when it was locked", from(text))));
            let gone = old.iter().filter(|text| !new.contains(text));
            changes.extend(gone.map(|text| format!("{what}{text} is not asked for any more")));
        };
        compare("", &self.requirements, &now.requirements);
        compare("the constraint ", &self.constraints, &now.constraints);
        compare("the override ", &self.overrides, &now.overrides);
        compare("the option ", &self.options, &now.options);
        named("extra", &self.extras, &now.extras, &mut compare);
        named("dependency group", &self.groups, &now.groups, &mut compare);
        changes
    }
}

fn named<N: PartialEq + std::fmt::Display>(
    kind: &str,
    old: &[(N, Vec<String>)],
    new: &[(N, Vec<String>)],
    compare: &mut impl FnMut(&str, &[String], &[String]),
) {
    for (name, items) in new {
        match old.iter().find(|(other, _)| other == name) {
            Some((_, before)) => compare(&format!("in {kind} {name}: "), before, items),
            None => compare(&format!("the {kind} "), &[], &[name.to_string()]),
        }
    }
    for (name, _) in old.iter().filter(|(name, _)| !new.iter().any(|(other, _)| other == name)) {
        compare(&format!("the {kind} "), &[name.to_string()], &[]);
    }
}

/// The requirements of one part as text, each with the place it is said at.
pub fn texts(part: &Requirements, directory: &Path) -> Vec<Sourced<String>> {
    let named = part.roots.iter().map(|root| Sourced::new(of_root(&root.value, directory), root.from.clone()));
    let unnamed = part.unnamed.iter().map(|one| Sourced::new(of_unnamed(&one.value, directory), one.from.clone()));
    named.chain(unnamed).collect()
}

fn of_root(root: &Root, directory: &Path) -> String {
    let Some(located) = &root.located else { return root.requirement.to_string() };
    let requirement = &root.requirement;
    let extras: Vec<&str> = requirement.extras.iter().map(|extra| extra.as_str()).collect();
    let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
    let marker = requirement.marker.as_ref().map_or_else(String::new, |marker| format!(" ; {marker}"));
    format!("{}{extras} @ {}{marker}", requirement.name, place(located, directory))
}

fn of_unnamed(unnamed: &Unnamed, directory: &Path) -> String {
    let marker = unnamed.marker.as_ref().map_or_else(String::new, |marker| format!(" ; {marker}"));
    format!("{}{marker}", place(&unnamed.located, directory))
}

/// A place without credentials; a path below `directory`, or beside it, is written from there.
pub fn place(located: &Located, directory: &Path) -> String {
    let path = match &located.kind {
        Kind::Directory(path) => Some(path.clone()),
        _ => super::super::located::path_of(&located.url),
    };
    let below =
        located.subdirectory.as_ref().map_or_else(String::new, |path| format!("#subdirectory={}", path.as_str()));
    let editable = if located.is_editable { " (editable)" } else { "" };
    let text = match path {
        Some(path) => relative(&path, directory),
        None => without_credentials(&located.url),
    };
    format!("{text}{below}{editable}")
}

/// A path as a lock in `directory` writes it: with `/`, from there.
pub fn relative(path: &Path, directory: &Path) -> String {
    let mut up = directory;
    let mut text = String::new();
    while !path.starts_with(up) {
        let Some(above) = up.parent() else { break };
        up = above;
        text.push_str("../");
    }
    let rest = path.strip_prefix(up).unwrap_or(path).to_string_lossy();
    text.push_str(&rest);
    let text = text.trim_end_matches('/');
    if text.is_empty() { ".".into() } else { text.to_owned() }
}

/// A URL without its user and password; the user `git` of ssh stays.
pub fn without_credentials(url: &str) -> String {
    let (vcs, plain) =
        url.split_once("git+").filter(|(before, _)| before.is_empty()).map_or(("", url), |(_, u)| ("git+", u));
    let Ok(mut parsed) = url::Url::parse(plain) else { return url.to_owned() };
    if parsed.password().is_some() || !(parsed.username().is_empty() || parsed.username() == "git") {
        // A URL that has credentials has a host, which is all these ask for.
        let _ = parsed.set_username("");
        let _ = parsed.set_password(None);
    }
    format!("{vcs}{parsed}")
}

fn shown(from: &Source) -> String {
    match from {
        Source::File(path, line) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            line.map_or_else(|| name.to_string(), |line| format!("{name}:{line}"))
        }
        other => other.to_string(),
    }
}
