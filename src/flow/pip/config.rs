//! `noglue pip config`: pip's own configuration files, listed and changed with pip's words.
//!
//! They are noglue's as well: it takes its index settings from them. Secrets are hidden where all is listed.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::flow::project;
use crate::index::Surroundings;
use crate::index::ini::{self, Kind};
use crate::sys;
use crate::ui::{clean, whole};

/// Which files count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Which {
    pub global: bool,
    pub user: bool,
    pub site: bool,
}

impl Which {
    fn kind(self) -> Option<Kind> {
        match self {
            Which { global: true, .. } => Some(Kind::Global),
            Which { user: true, .. } => Some(Kind::User),
            Which { site: true, .. } => Some(Kind::Site),
            Which { .. } => None,
        }
    }
}

/// One file that pip looks at.
type File = (Kind, PathBuf);

/// Prints all values.
pub fn list(context: &Context, which: Which) -> Result<()> {
    let mut files = used(context, which)?;
    files.sort_by(|a, b| a.1.cmp(&b.1));
    for (_, path) in files {
        for (name, value) in ini::read(&path)? {
            context.ui.data(format!("{}={}", clean(&name), shown(&value)));
        }
    }
    if which.kind().is_none() {
        for (name, value) in variables(context) {
            context.ui.data(format!(":env:.{}={}", clean(&name), shown(&value)));
        }
    }
    Ok(())
}

/// Prints one value.
pub fn get(context: &Context, which: Which, name: &str) -> Result<()> {
    let (section, key) = split(name)?;
    let full = format!("{section}.{key}");
    let mut found = None;
    for (_, path) in used(context, which)? {
        found = ini::read(&path)?.into_iter().find(|(other, _)| *other == full).map(|(_, value)| value).or(found);
    }
    if section == ":env:" {
        found = variables(context).into_iter().find(|(other, _)| *other == key).map(|(_, value)| value);
    }
    let value = found.ok_or_else(|| missing(name))?;
    // For programs, to the letter.
    context.ui.data(whole(&value));
    Ok(())
}

/// Sets one value in a file.
pub fn set(context: &Context, which: Which, name: &str, value: &str) -> Result<()> {
    let (section, key) = split(name)?;
    let path = to_change(context, which)?;
    let text = text(&path)?;
    let new = ini::set(&path, &text, &section, &key, value)?;
    write(context, &path, &new)
}

/// Takes one value out of a file.
pub fn unset(context: &Context, which: Which, name: &str) -> Result<()> {
    let (section, key) = split(name)?;
    let path = to_change(context, which)?;
    let new = ini::unset(&path, &text(&path)?, &section, &key)?.ok_or_else(|| missing(name))?;
    write(context, &path, &new)
}

/// Prints which files there are and what each says.
pub fn debug(context: &Context) -> Result<()> {
    context.ui.data("env_var:");
    for (name, value) in variables(context) {
        let name = name.to_ascii_uppercase().replace('-', "_");
        context.ui.data(format!("  PIP_{}={}", clean(&name), shown(&value)));
    }
    let files = files(context)?;
    for (kind, title) in [(Kind::Env, "env"), (Kind::Global, "global"), (Kind::Site, "site"), (Kind::User, "user")] {
        context.ui.data(format!("{title}:"));
        for (_, path) in files.iter().filter(|(own, _)| *own == kind) {
            let is_there = if sys::fs::exists(path) { "True" } else { "False" };
            context.ui.data(format!("  {}, exists: {is_there}", clean(&path.to_string_lossy())));
            for (name, value) in ini::read(path)? {
                context.ui.data(format!("    {}: {}", clean(&name), hidden(&value)));
            }
        }
    }
    Ok(())
}

fn files(context: &Context) -> Result<Vec<File>> {
    let get = |name: &str| context.env.get(std::ffi::OsStr::new(name)).cloned();
    let around = Surroundings { get: &get, names: Vec::new(), home: context.dirs.home() };
    let activated = context.var("VIRTUAL_ENV").map(PathBuf::from);
    let own = project::here(context, None)?.env;
    let is_there = |env: &PathBuf| sys::fs::exists(&env.join("pyvenv.cfg"));
    let site = Some(own).filter(is_there).or(activated.filter(is_there));
    Ok(ini::places(&around, site.as_deref()))
}

// As pip: the user's files do not count where PIP_CONFIG_FILE names one that is there.
fn used(context: &Context, which: Which) -> Result<Vec<File>> {
    let mut files = files(context)?;
    let named = files.iter().find(|(kind, _)| *kind == Kind::Env).map(|(_, path)| path.clone());
    match which.kind() {
        Some(only) => files.retain(|(kind, _)| *kind == only),
        None if named.as_deref() == Some(Path::new("/dev/null")) => files.clear(),
        None if named.as_deref().is_some_and(sys::fs::exists) => files.retain(|(kind, _)| *kind != Kind::User),
        None => {}
    }
    Ok(files)
}

fn to_change(context: &Context, which: Which) -> Result<PathBuf> {
    let files = files(context)?;
    let last = |wanted: Kind| files.iter().rev().find(|(kind, _)| *kind == wanted).map(|(_, path)| path.clone());
    let found = match which.kind() {
        Some(kind) => last(kind),
        None => last(Kind::Site).filter(|path| sys::fs::exists(path)).or_else(|| last(Kind::User)),
    };
    found.ok_or_else(|| {
        Plain::refused("there is no such configuration file: no environment is here, or no home directory is known")
            .hint("say --user, --global or --site")
            .into()
    })
}

fn variables(context: &Context) -> Vec<(String, String)> {
    let all = context.env.iter().filter_map(|(name, value)| Some((name.to_str()?, value.to_str()?)));
    // pip: `ENV_NAMES_IGNORED`.
    let own = all.filter_map(|(name, value)| Some((ini::key(name.strip_prefix("PIP_")?), value.to_owned())));
    own.filter(|(key, _)| !matches!(key.as_str(), "version" | "help")).collect()
}

fn split(name: &str) -> Result<(String, String)> {
    match name.split_once('.').filter(|(section, key)| !section.is_empty() && !key.is_empty()) {
        Some((section, key)) if !section.contains(['[', ']', '\n']) && !key.contains(['=', '\n']) => {
            Ok((section.to_owned(), ini::key(key)))
        }
        _ => Err(Plain::new(Exit::Usage, format!("\"{}\" has no section: a name is SECTION.KEY", clean(name)))
            .hint(format!("did you mean global.{}?", clean(name)))
            .into()),
    }
}

fn missing(name: &str) -> Plain {
    Plain::refused(format!("no such key: {}", clean(name))).hint("'noglue pip config list' lists all")
}

fn text(path: &Path) -> Result<String> {
    Ok(String::from_utf8_lossy(&sys::fs::read_if_there(path)?.unwrap_or_default()).into_owned())
}

fn write(context: &Context, path: &Path, text: &str) -> Result<()> {
    if let Some(dir) = path.parent() {
        sys::fs::create_dir_all(dir)?;
    }
    sys::fs::replace(path, text.as_bytes())?;
    context.ui.done(format!("wrote {}", path.display()));
    Ok(())
}

fn hidden(value: &str) -> String {
    let words = value.split_whitespace().map(crate::net::hide);
    let text = words.collect::<Vec<_>>().join("\n");
    whole(&text)
}

// Python's `repr`.
fn shown(value: &str) -> String {
    let words: Vec<String> = value.lines().map(crate::net::hide).collect();
    let text = words.join("\\n");
    if text.contains('\'') && !text.contains('"') {
        return format!("\"{}\"", whole(&text));
    }
    format!("'{}'", whole(&text.replace('\'', "\\'")))
}
