//! What an environment may be called: a word that is one file name, no option, and no path.

use std::fmt;

use super::NamedError;

/// The longest name, in bytes: with a project's beside it, it is still a file name.
const LONGEST: usize = 80;

/// A name for an environment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EnvName(String);

impl EnvName {
    /// Letters, digits and `_ . + -`; a letter, digit or `_` first.
    pub fn parse(text: &str) -> Result<EnvName, NamedError> {
        let why = if text.is_empty() {
            "it is empty"
        } else if text.contains('/') {
            "it has a slash: a name is no path"
        } else if text.starts_with('-') {
            "it begins with a dash, as options do"
        } else if text.starts_with('.') {
            "it begins with a dot"
        } else if text.contains('@') {
            "'@' stands between a name and its project"
        } else if text.len() > LONGEST {
            "it is longer than 80 bytes"
        } else if !text.chars().all(|c| c.is_alphanumeric() || "_.+-".contains(c)) || text.starts_with('+') {
            "it may hold letters, digits and _ . + - only"
        } else {
            return Ok(EnvName(text.to_owned()));
        };
        Err(NamedError::BadName { name: text.to_owned(), why })
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EnvName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
