//! The strict grammar of PEP 440 specifiers.

use super::super::version::{Version, VersionParseError};
use super::{Operator, Specifier};

/// Why a text is no specifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{}\" is not a valid version specifier: {why}", crate::ui::clean(text))]
pub struct SpecifierError {
    text: String,
    why: String,
}

pub(super) fn specifiers(text: &str) -> Result<Vec<Specifier>, SpecifierError> {
    let mut list = Vec::with_capacity(1 + text.bytes().filter(|b| *b == b',').count());
    for part in text.split(',').map(str::trim_ascii).filter(|part| !part.is_empty()) {
        list.push(specifier(part)?);
    }
    Ok(list)
}

pub(super) fn specifier(text: &str) -> Result<Specifier, SpecifierError> {
    let fail = |why: String| SpecifierError { text: text.to_owned(), why };
    let text_trimmed = text.trim_ascii();
    let Some((operator, operand)) = operator(text_trimmed) else {
        let why = if text_trimmed.starts_with(|c: char| c.is_ascii_digit()) {
            format!("a comparison is missing; \"=={text_trimmed}\" asks for exactly this version")
        } else {
            "it must begin with one of ==, !=, <=, >=, <, >, ~=, ===".to_owned()
        };
        return Err(fail(why));
    };
    compared(operator, operand.trim_ascii_start()).map_err(fail)
}

/// The specifier of an operator (not one with a star) and what follows it.
pub(super) fn compared(operator: Operator, operand: &str) -> Result<Specifier, String> {
    if operator == Operator::Arbitrary {
        return arbitrary(operand);
    }
    let (operator, operand) = match (operator, operand.strip_suffix(".*")) {
        (operator, None) => (operator, operand),
        (Operator::Equal, Some(prefix)) => (Operator::EqualStar, prefix),
        (Operator::NotEqual, Some(prefix)) => (Operator::NotEqualStar, prefix),
        (_, Some(_)) => return Err("\".*\" goes only with == and !=".to_owned()),
    };
    let version = version(operand)?;
    check(operator, &version)?;
    Ok(Specifier { operator, version, text: Box::default() })
}

fn operator(text: &str) -> Option<(Operator, &str)> {
    const OPERATORS: [(&str, Operator); 8] = [
        // Longest first; `===` before `==` (grammar fix of December 2025).
        ("===", Operator::Arbitrary),
        ("==", Operator::Equal),
        ("!=", Operator::NotEqual),
        ("<=", Operator::LessEqual),
        (">=", Operator::GreaterEqual),
        ("~=", Operator::Compatible),
        ("<", Operator::Less),
        (">", Operator::Greater),
    ];
    OPERATORS.iter().find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?)))
}

fn arbitrary(operand: &str) -> Result<Specifier, String> {
    if operand.is_empty() || operand.contains(|c: char| c.is_whitespace() || matches!(c, ';' | ')')) {
        return Err("=== takes one word".to_owned());
    }
    let text = operand.to_lowercase();
    let version = text.parse().unwrap_or_else(|_| Version::new([0]));
    Ok(Specifier { operator: Operator::Arbitrary, version, text: text.into() })
}

// The version parser skips white space around a version; the grammar has it only between operator and operand.
fn version(operand: &str) -> Result<Version, String> {
    if operand.ends_with(|c: char| c.is_ascii_whitespace()) {
        return Err("there is a space in the version".to_owned());
    }
    operand.parse().map_err(|error: VersionParseError| error.to_string())
}

fn check(operator: Operator, version: &Version) -> Result<(), &'static str> {
    let is_bare = !version.any_prerelease() && version.post().is_none() && version.local().is_empty();
    match operator {
        Operator::EqualStar | Operator::NotEqualStar if !is_bare => {
            Err("\".*\" cannot follow a pre-, post-, dev- or local version")
        }
        Operator::Equal | Operator::NotEqual | Operator::EqualStar | Operator::NotEqualStar => Ok(()),
        _ if !version.local().is_empty() => Err("a local label (\"+...\") goes only with == and !="),
        Operator::Compatible if version.release().len() < 2 => Err("~= takes at least two numbers, such as ~=1.2"),
        _ => Ok(()),
    }
}
