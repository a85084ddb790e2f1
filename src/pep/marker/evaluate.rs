//! A marker's answer for one environment.

use std::borrow::Cow;

use super::super::name::{ExtraName, GroupName};
use super::super::specifier::Specifier;
use super::environment::{Environment, Field, Kind, version_text};
use super::{Compare, Node, Sign};

/// Why a marker is neither true nor false.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkerError {
    /// No such field, or not in this place (`extra` in a lock file).
    #[error("marker field \"{}\" is not known", crate::ui::clean(.0))]
    UnknownField(String),
    /// The comparison has no meaning (`os_name ~= "x"`).
    #[error("marker comparison \"{}\" has no meaning", crate::ui::clean(.0))]
    Meaningless(String),
}

/// What the names in a marker stand for; a set that is `None` does not exist here.
pub(super) struct World<'a> {
    pub(super) environment: &'a Environment,
    pub(super) extra: Option<&'a [ExtraName]>,
    pub(super) extras: Option<&'a [ExtraName]>,
    pub(super) groups: Option<&'a [GroupName]>,
}

// Every part is looked at, as an unknown field anywhere makes the whole unknown.
pub(super) fn node(node_: &Node, world: &World<'_>) -> Result<bool, MarkerError> {
    match node_ {
        Node::And(parts) => parts.iter().try_fold(true, |so_far, part| Ok(node(part, world)? && so_far)),
        Node::Or(parts) => parts.iter().try_fold(false, |so_far, part| Ok(node(part, world)? || so_far)),
        Node::Compare(compare) => one(compare, world),
    }
}

fn one(compare: &Compare, world: &World<'_>) -> Result<bool, MarkerError> {
    let unknown = || MarkerError::UnknownField(compare.field.to_string());
    match compare.field.kind() {
        Kind::Unknown => Err(unknown()),
        Kind::Extra => extra(compare, world.extra.ok_or_else(unknown)?),
        Kind::Set => {
            let names: Vec<&str> = match compare.field {
                Field::Extras => world.extras.ok_or_else(unknown)?.iter().map(ExtraName::as_str).collect(),
                _ => world.groups.ok_or_else(unknown)?.iter().map(GroupName::as_str).collect(),
            };
            set(compare, &names)
        }
        kind => {
            let actual = world.environment.text(&compare.field).ok_or_else(unknown)?;
            match versions(compare, actual, kind) {
                Some(answer) => Ok(answer),
                None => text(compare, actual),
            }
        }
    }
}

// `None` when the sides do not compare as versions.
fn versions(compare: &Compare, actual: &str, kind: Kind) -> Option<bool> {
    if !matches!(kind, Kind::Version | Kind::VersionOrText) {
        return None;
    }
    if compare.sign == Sign::Arbitrary {
        let operand = if compare.is_reversed { actual } else { &compare.value };
        let is_word = !operand.contains(|c: char| c.is_whitespace() || matches!(c, ';' | ')'));
        return is_word.then_some(compare.value.eq_ignore_ascii_case(actual));
    }
    let (specifier, candidate) = if compare.is_reversed {
        let specifier = Specifier::of(compare.sign.operator()?, &version_text(actual))?;
        (Cow::Owned(specifier), compare.value.parse().ok())
    } else {
        (Cow::Borrowed(compare.specifier.as_ref()?), version_text(actual).parse().ok())
    };
    match candidate {
        Some(candidate) => Some(specifier.contains(&candidate)),
        // Kernel releases (`6.1.0-13-amd64`) are often no versions: then text decides, where it has the comparison.
        None if kind == Kind::VersionOrText && compare.sign != Sign::Compatible => None,
        None => Some(false),
    }
}

fn text(compare: &Compare, actual: &str) -> Result<bool, MarkerError> {
    let (left, right) = if compare.is_reversed { (&*compare.value, actual) } else { (actual, &*compare.value) };
    Ok(match compare.sign {
        Sign::Equal | Sign::LessEqual | Sign::GreaterEqual => left == right,
        Sign::NotEqual => left != right,
        Sign::Less | Sign::Greater => false,
        Sign::In => right.contains(left),
        Sign::NotIn => !right.contains(left),
        Sign::Compatible | Sign::Arbitrary => return Err(MarkerError::Meaningless(compare.to_string())),
    })
}

// `extra` is any one of the extras asked for: `==` is "is among them", `!=` is "is not among them".
fn extra(compare: &Compare, extras: &[ExtraName]) -> Result<bool, MarkerError> {
    let is_one = || match ExtraName::parse(&compare.value) {
        Ok(wanted) => extras.contains(&wanted),
        // `extra == ""` is how "no extra at all" is written.
        Err(_) => compare.value.is_empty() && extras.is_empty(),
    };
    Ok(match compare.sign {
        Sign::Equal | Sign::LessEqual | Sign::GreaterEqual => is_one(),
        Sign::NotEqual => !is_one(),
        Sign::Less | Sign::Greater => false,
        Sign::In | Sign::NotIn => {
            let is_in = if compare.is_reversed {
                is_one()
            } else {
                extras.iter().any(|extra| compare.value.contains(extra.as_str()))
            };
            is_in == (compare.sign == Sign::In)
        }
        Sign::Compatible | Sign::Arbitrary => return Err(MarkerError::Meaningless(compare.to_string())),
    })
}

fn set(compare: &Compare, names: &[&str]) -> Result<bool, MarkerError> {
    let is_in = || ExtraName::parse(&compare.value).is_ok_and(|wanted| names.contains(&wanted.as_str()));
    match compare.sign {
        Sign::In if compare.is_reversed => Ok(is_in()),
        Sign::NotIn if compare.is_reversed => Ok(!is_in()),
        _ => Err(MarkerError::Meaningless(compare.to_string())),
    }
}
