//! A file that says what is needed, changed as a person would: one line, everything else as it was.
//!
//! Bytes in, bytes out; the caller writes them. `pyproject.toml`, requirements files and the metadata of scripts have
//! one face here: lists of requirements that are put into, replaced and taken out by their number.

mod array;
mod lines;
mod toml;
mod words;

use std::fmt;
use std::path::{Path, PathBuf};

pub use words::{Bounds, bounded, merged, position, written};

use super::error::{Place, RequirementsError};
use super::script;
use crate::pep::name::{ExtraName, GroupName, PackageName};
use crate::pep::requirement::Requirement;

/// Which list of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// `dependencies` of `[project]`, or the lines of a requirements file.
    Dependencies,
    /// One of `[project.optional-dependencies]`.
    Extra(ExtraName),
    /// One of `[dependency-groups]`.
    Group(GroupName),
    /// `dependencies` in a script's comments.
    Script,
}

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `pyproject.toml`
    Pyproject,
    /// A requirements file.
    Lines,
    /// A Python script with metadata in its comments (PEP 723).
    Script,
}

/// A file being edited.
#[derive(Clone, Debug)]
pub struct File {
    path: PathBuf,
    form: Form,
    mark: &'static str,
    text: String,
}

/// One requirement in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its number in the list, tables counted.
    pub at: usize,
    /// Its line, from 1.
    pub line: u32,
    /// As written.
    pub text: String,
    /// The same, where it is a requirement with a name.
    pub requirement: Option<Requirement>,
}

impl Listed {
    /// Whether it is about this package.
    pub fn is_of(&self, name: &PackageName) -> bool {
        self.requirement.as_ref().is_some_and(|requirement| requirement.name == *name)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Dependencies | Part::Script => f.write_str("dependencies"),
            Part::Extra(name) => write!(f, "extra {name}"),
            Part::Group(name) => write!(f, "group {name}"),
        }
    }
}

impl File {
    /// A file shown as `path`.
    pub fn new(path: &Path, form: Form, bytes: &[u8]) -> Result<File, RequirementsError> {
        let (mark, rest) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => ("\u{feff}", rest),
            None => ("", bytes),
        };
        let text = String::from_utf8(rest.to_vec()).map_err(|_| {
            let place = Place::Whole(path.to_owned());
            let why = "it is not UTF-8, and is not edited".into();
            RequirementsError::Wrong { place, why, hints: vec!["save the file as UTF-8".into()] }
        })?;
        let file = File { path: path.to_owned(), form, mark, text };
        file.check()?;
        Ok(file)
    }

    /// As shown.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What kind of file it is.
    pub fn form(&self) -> Form {
        self.form
    }

    /// What is to be written.
    pub fn bytes(&self) -> Vec<u8> {
        format!("{}{}", self.mark, self.text).into_bytes()
    }

    /// Every part that has a list.
    pub fn parts(&self) -> Result<Vec<Part>, RequirementsError> {
        match self.form {
            Form::Pyproject => toml::parts(&self.path, &self.text),
            Form::Lines => Ok(vec![Part::Dependencies]),
            Form::Script => Ok(vec![Part::Script]),
        }
    }

    /// The requirements of a part; `None` when it has no list.
    pub fn list(&self, part: &Part) -> Result<Option<Vec<Listed>>, RequirementsError> {
        let listed = |at, line, text: String| {
            let requirement = Requirement::parse(&text).ok();
            Listed { at, line, text, requirement }
        };
        if self.form == Form::Lines {
            let all = lines::list(&self.path, &self.text)?;
            return Ok(Some(all.into_iter().enumerate().map(|(at, one)| listed(at, one.line, one.text)).collect()));
        }
        let (text, first_line) = self.toml();
        let Some(array) = toml::list(&self.path, &text, part)? else { return Ok(None) };
        let line = |offset: usize| {
            let lines = text[..offset].matches('\n').count();
            u32::try_from(lines + first_line).unwrap_or(u32::MAX)
        };
        let strings = array.elements.into_iter().enumerate();
        let strings = strings.filter_map(|(at, one)| Some(listed(at, line(one.span.start), one.text?)));
        Ok(Some(strings.collect()))
    }

    /// True when lines of it have hashes.
    pub fn has_hashes(&self) -> Result<bool, RequirementsError> {
        Ok(self.form == Form::Lines && lines::list(&self.path, &self.text)?.iter().any(|one| one.has_hash))
    }

    /// Puts `text` into a part, before the element numbered `at`, or behind the last.
    pub fn insert(&mut self, part: &Part, at: usize, text: &str) -> Result<(), RequirementsError> {
        if self.form == Form::Lines {
            let all = lines::list(&self.path, &self.text)?;
            self.text = lines::add(&self.text, &all, at, text);
            return Ok(());
        }
        if self.form == Form::Script && script::block(&self.text).is_none() {
            self.text = script::with_block(&self.text, array::newline_of(&self.text));
        }
        let (mut toml, _) = self.toml();
        let array = match toml::list(&self.path, &toml, part)? {
            Some(array) => array,
            None => {
                toml = toml::create(&self.path, &toml, part)?;
                toml::list(&self.path, &toml, part)?.ok_or_else(|| wrong(&self.path, "it cannot be edited"))?
            }
        };
        self.put(&array.insert(&toml, at, text))
    }

    /// Replaces the element numbered `at`.
    pub fn replace(&mut self, part: &Part, at: usize, text: &str) -> Result<(), RequirementsError> {
        if self.form == Form::Lines {
            let all = lines::list(&self.path, &self.text)?;
            self.text = lines::replace(&self.path, &self.text, &all[at], text)?;
            return Ok(());
        }
        let (toml, _) = self.toml();
        let array = toml::list(&self.path, &toml, part)?.ok_or_else(|| wrong(&self.path, "it cannot be edited"))?;
        self.put(&array.replace(&toml, at, text))
    }

    /// Takes the element numbered `at` out.
    pub fn remove(&mut self, part: &Part, at: usize) -> Result<(), RequirementsError> {
        if self.form == Form::Lines {
            let all = lines::list(&self.path, &self.text)?;
            self.text = lines::remove(&self.text, &all[at]);
            return Ok(());
        }
        let (toml, _) = self.toml();
        let array = toml::list(&self.path, &toml, part)?.ok_or_else(|| wrong(&self.path, "it cannot be edited"))?;
        self.put(&array.remove(&toml, at))
    }

    // The TOML in it, and the line that its first line is.
    fn toml(&self) -> (String, usize) {
        match (self.form, script::block(&self.text)) {
            (Form::Script, Some(block)) => (script::content(&self.text, &block), block.start + 1),
            (Form::Script, None) => (String::new(), 1),
            _ => (self.text.clone(), 1),
        }
    }

    // What was made must be read as what was meant: whatever went wrong, the file stays as it is.
    fn put(&mut self, toml: &str) -> Result<(), RequirementsError> {
        self.text = match (self.form, script::block(&self.text)) {
            (Form::Script, Some(block)) => script::with_content(&self.text, &block, toml),
            _ => toml.to_owned(),
        };
        self.check()
    }

    fn check(&self) -> Result<(), RequirementsError> {
        match self.form {
            Form::Pyproject => toml::parts(&self.path, &self.text).map(drop),
            Form::Lines => lines::list(&self.path, &self.text).map(drop),
            Form::Script => self.list(&Part::Script).map(drop),
        }
    }
}

fn wrong(path: &Path, why: impl Into<String>) -> RequirementsError {
    RequirementsError::Wrong { place: Place::Whole(path.to_owned()), why: why.into(), hints: Vec::new() }
}

#[cfg(test)]
mod tests;
