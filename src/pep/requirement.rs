//! Requirements (dependency specifiers, PEP 508): `name[extra] >=1,<2 ; marker` or `name @ url ; marker`.
//!
//! A line in, the parsed thing out, or the column of what is wrong. [`Requirement::parse`] is to the letter;
//! [`Requirement::parse_lenient`] also takes what old metadata on indexes holds.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::marker::{self, Marker};
use super::name::{ExtraName, PackageName};
use super::scan::{Scan, column};
use super::specifier::Specifiers;

/// A requirement on one package.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// The package.
    pub name: PackageName,
    /// Its extras asked for: sorted, each once.
    pub extras: Vec<ExtraName>,
    /// Which of its versions, or where it lies.
    pub source: Source,
    /// When the requirement counts.
    pub marker: Option<Marker>,
}

/// Where a required package comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// Any version in a set, from an index.
    Any(Specifiers),
    /// One file, directory or repository; the text as written.
    Url(String),
}

/// Why a text is no requirement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{}\" is not a valid requirement: {why} (column {column})", crate::ui::clean(text))]
pub struct RequirementError {
    text: String,
    why: String,
    column: usize,
}

impl RequirementError {
    /// Where, from 1, in characters.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What is wrong.
    pub fn why(&self) -> &str {
        &self.why
    }
}

impl Requirement {
    /// Parses to the letter of the dependency specifiers page.
    pub fn parse(text: &str) -> Result<Self, RequirementError> {
        parse(text, Specifiers::parse)
    }

    /// Parses what old metadata holds too: stray quotes before the marker (`botocore>=1.3,<1.4'`), and the specifiers
    /// that [`Specifiers::parse_lenient`] repairs.
    pub fn parse_lenient(text: &str) -> Result<Self, RequirementError> {
        Requirement::parse(text).or_else(|strict| {
            let (head, marker) = text.split_at(text.find(';').unwrap_or(text.len()));
            let repaired = format!("{}{marker}", head.replace(['"', '\''], ""));
            parse(&repaired, Specifiers::parse_lenient).map_err(|_| strict)
        })
    }

    /// The specifiers; `None` for a URL.
    pub fn specifiers(&self) -> Option<&Specifiers> {
        match &self.source {
            Source::Any(specifiers) => Some(specifiers),
            Source::Url(_) => None,
        }
    }
}

type ParseSpecifiers = fn(&str) -> Result<Specifiers, super::specifier::SpecifierError>;

fn parse(text: &str, specifiers: ParseSpecifiers) -> Result<Requirement, RequirementError> {
    let mut scan = Scan::new(text);
    whole(&mut scan, specifiers).map_err(|marker::Failure { why, at }| RequirementError {
        text: text.to_owned(),
        why,
        column: column(text, at),
    })
}

fn fail<T>(at: usize, why: impl Into<String>) -> Result<T, marker::Failure> {
    Err(marker::Failure { why: why.into(), at })
}

fn whole(scan: &mut Scan<'_>, specifiers: ParseSpecifiers) -> Result<Requirement, marker::Failure> {
    if let Some(at) = scan.rest().find(|c: char| c.is_control() && c != '\t') {
        return fail(at, "a control character");
    }
    scan.space();
    let at = scan.at();
    let name = identifier(scan);
    if name.is_empty() {
        return fail(at, "expected a package name");
    }
    let name = PackageName::parse(name).or_else(|error| fail(at, error.to_string()))?;
    scan.space();
    let extras = extras(scan)?;
    scan.space();
    let source = if scan.eat("@") { url(scan)? } else { versions(scan, specifiers)? };
    let marker = if scan.eat(";") { Some(marker::parse_at(scan)?) } else { None };
    scan.space();
    if scan.is_done() {
        return Ok(Requirement { name, extras, source, marker });
    }
    fail(scan.at(), if marker.is_some() { "expected \"and\", \"or\" or the end" } else { "expected \";\" or the end" })
}

fn identifier<'a>(scan: &mut Scan<'a>) -> &'a str {
    scan.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

fn extras(scan: &mut Scan<'_>) -> Result<Vec<ExtraName>, marker::Failure> {
    let mut extras = Vec::new();
    if !scan.eat("[") {
        return Ok(extras);
    }
    scan.space();
    if scan.eat("]") {
        return Ok(extras);
    }
    loop {
        scan.space();
        let at = scan.at();
        let text = identifier(scan);
        if text.is_empty() {
            return fail(at, "expected the name of an extra");
        }
        extras.push(ExtraName::parse(text).or_else(|error| fail(at, error.to_string()))?);
        scan.space();
        if scan.eat("]") {
            extras.sort();
            extras.dedup();
            return Ok(extras);
        }
        if !scan.eat(",") {
            return fail(scan.at(), "expected \",\" or \"]\" after the name of an extra");
        }
    }
}

// The URL goes to the next white space: a ";" right behind it belongs to it.
fn url(scan: &mut Scan<'_>) -> Result<Source, marker::Failure> {
    scan.space();
    let at = scan.at();
    let url = scan.take_until(|c| matches!(c, ' ' | '\t'));
    scan.space();
    if url.is_empty() {
        return fail(at, "expected a URL after \"@\"");
    }
    if !scan.is_done() && scan.peek() != Some(b';') {
        return fail(scan.at(), "expected \" ;\" or the end after the URL");
    }
    Ok(Source::Url(url.to_owned()))
}

fn versions(scan: &mut Scan<'_>, specifiers: ParseSpecifiers) -> Result<Source, marker::Failure> {
    let has_parenthesis = scan.eat("(");
    scan.space();
    let at = scan.at();
    let text = scan.take_until(|c| matches!(c, ';' | ')'));
    // One comma may end the list, none may begin it or stand alone in it.
    let mut parts = text.split(',').rev().skip(1);
    if parts.any(|part| part.trim_ascii().is_empty()) {
        return fail(at, "expected a version specifier before \",\"");
    }
    let parsed = specifiers(text).or_else(|error| fail(at, error.to_string()))?;
    if has_parenthesis && !scan.eat(")") {
        return fail(scan.at(), "expected \")\"");
    }
    scan.space();
    Ok(Source::Any(parsed))
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)?;
        for (i, extra) in self.extras.iter().enumerate() {
            write!(f, "{}{extra}", if i == 0 { "[" } else { "," })?;
        }
        if !self.extras.is_empty() {
            f.write_str("]")?;
        }
        match &self.source {
            Source::Any(specifiers) => write!(f, "{specifiers}")?,
            Source::Url(url) => write!(f, " @ {url}")?,
        }
        if let Some(marker) = &self.marker {
            // A URL goes to the next space.
            let space = if matches!(self.source, Source::Url(_)) { " " } else { "" };
            write!(f, "{space}; {marker}")?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Requirement {
    type Err = RequirementError;

    fn from_str(text: &str) -> Result<Self, RequirementError> {
        Requirement::parse(text)
    }
}

impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Requirement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::pep::serial::parsed(deserializer, Requirement::parse)
    }
}

#[cfg(test)]
mod tests;
