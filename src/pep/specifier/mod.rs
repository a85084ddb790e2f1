//! Version specifiers (PEP 440): text in, a question out ("is this version in it?").
//!
//! Two answers that agree for every version: [`Specifiers::contains`] for one version, and
//! [`Specifiers::to_ranges`], a [`VersionSet`] with set algebra for the solver. Pre-releases are a policy of
//! the caller: see [`Specifiers::mentions_prerelease`]. Never looks at an index.

mod key;
mod lenient;
mod parse;
mod ranges;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::version::{Version, has_prefix, same_public, same_release, trimmed};

pub use key::{Edge, Key};
pub use parse::SpecifierError;

/// A set of versions with union, intersection and complement.
pub type VersionSet = version_ranges::Ranges<Key>;

/// The comparison of one specifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// `==1.0`
    Equal,
    /// `==1.0.*`
    EqualStar,
    /// `!=1.0`
    NotEqual,
    /// `!=1.0.*`
    NotEqualStar,
    /// `<=1.0`
    LessEqual,
    /// `>=1.0`
    GreaterEqual,
    /// `<1.0`
    Less,
    /// `>1.0`
    Greater,
    /// `~=1.0`
    Compatible,
    /// `===anything`
    Arbitrary,
}

impl Operator {
    /// The operator as written, without the `.*` of its operand.
    pub fn as_str(self) -> &'static str {
        match self {
            Operator::Equal | Operator::EqualStar => "==",
            Operator::NotEqual | Operator::NotEqualStar => "!=",
            Operator::LessEqual => "<=",
            Operator::GreaterEqual => ">=",
            Operator::Less => "<",
            Operator::Greater => ">",
            Operator::Compatible => "~=",
            Operator::Arbitrary => "===",
        }
    }
}

/// One comparison, such as `>=1.2`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Specifier {
    operator: Operator,
    // For `===` the version its text happens to be, or 0.
    version: Version,
    // The text of `===` in lower case; empty for all others.
    text: Box<str>,
}

impl Specifier {
    /// Parses one specifier, to the letter of PEP 440.
    pub fn parse(text: &str) -> Result<Self, SpecifierError> {
        parse::specifier(text)
    }

    /// The specifier of an operator without a star, and the text after it (`1.0`, `1.0.*`).
    pub fn of(operator: Operator, operand: &str) -> Option<Self> {
        parse::compared(operator, operand.trim_ascii()).ok()
    }

    /// `==version`, local label and all.
    pub fn exactly(version: Version) -> Self {
        Specifier { operator: Operator::Equal, version, text: Box::default() }
    }

    /// The comparison.
    pub fn operator(&self) -> Operator {
        self.operator
    }

    /// What is compared with; `None` for a `===` whose text is no version.
    pub fn version(&self) -> Option<&Version> {
        (self.operator != Operator::Arbitrary || self.is_text_version()).then_some(&self.version)
    }

    /// True when `candidate` matches; pre-releases are versions like any other here.
    pub fn contains(&self, candidate: &Version) -> bool {
        let own = &self.version;
        match self.operator {
            Operator::Equal => self.equals(candidate),
            Operator::NotEqual => !self.equals(candidate),
            Operator::EqualStar => has_prefix(candidate, own, own.release().len()),
            Operator::NotEqualStar => !has_prefix(candidate, own, own.release().len()),
            Operator::GreaterEqual => candidate >= own,
            Operator::LessEqual => candidate <= own || (!candidate.local().is_empty() && same_public(candidate, own)),
            // PEP 440, "Exclusive ordered comparison": no pre-release of the given version, unless it is one itself.
            Operator::Less => candidate < own && (own.any_prerelease() || !self.has_prerelease(candidate)),
            // The same: no post-release or local version of the given version, unless it is a post-release itself.
            Operator::Greater if own.post().is_some() || own.dev().is_some() => {
                candidate > own && !same_public(candidate, own)
            }
            Operator::Greater => candidate > own && !same_release(candidate, own),
            Operator::Compatible => candidate >= own && has_prefix(candidate, own, own.release().len() - 1),
            Operator::Arbitrary => self.text.eq_ignore_ascii_case(&candidate.to_string()),
        }
    }

    /// True when writing this asks for pre-releases (`>=1.0a1`, `==2.0rc1`; not `!=2.0rc1`).
    pub fn mentions_prerelease(&self) -> bool {
        match self.operator {
            Operator::NotEqual | Operator::NotEqualStar | Operator::EqualStar => false,
            _ => self.version().is_some_and(Version::any_prerelease),
        }
    }

    fn equals(&self, candidate: &Version) -> bool {
        // PEP 440, "Version matching": without a local label in the specifier, the candidate's is ignored.
        if self.version.local().is_empty() && !candidate.local().is_empty() {
            same_public(candidate, &self.version)
        } else {
            *candidate == self.version
        }
    }

    // For a `candidate` smaller than the own version, which is no pre-release itself.
    fn has_prerelease(&self, candidate: &Version) -> bool {
        let own = &self.version;
        candidate.epoch() == own.epoch()
            && trimmed(candidate.release()) == trimmed(own.release())
            && (own.post().is_none() || (candidate.post() == own.post() && candidate.pre().is_none()))
    }

    fn is_text_version(&self) -> bool {
        !self.text.is_empty() && self.text.parse::<Version>().is_ok()
    }
}

impl fmt::Display for Specifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operator {
            Operator::Arbitrary => write!(f, "==={}", self.text),
            Operator::EqualStar | Operator::NotEqualStar => write!(f, "{}{}.*", self.operator.as_str(), self.version),
            _ => write!(f, "{}{}", self.operator.as_str(), self.version),
        }
    }
}

/// Specifiers that must all hold; none at all is every version.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Specifiers(Arc<[Specifier]>);

impl Specifiers {
    /// Parses `>=1.2,<2` to the letter of PEP 440; the empty text is "any version".
    pub fn parse(text: &str) -> Result<Self, SpecifierError> {
        parse::specifiers(text).map(|list| Specifiers(list.into()))
    }

    /// Parses what old metadata on indexes holds: the strict grammar first, then the known repairs
    /// (see `lenient.rs`), so `>=3.6.*` means `>=3.6`.
    pub fn parse_lenient(text: &str) -> Result<Self, SpecifierError> {
        lenient::specifiers(text).map(|list| Specifiers(list.into()))
    }

    /// Every version.
    pub fn any() -> Self {
        Specifiers::default()
    }

    /// `==version` and nothing else.
    pub fn exactly(version: Version) -> Self {
        Specifiers([Specifier::exactly(version)].into())
    }

    /// Both must hold.
    #[must_use]
    pub fn and(&self, other: &Specifiers) -> Specifiers {
        Specifiers(self.0.iter().chain(other.0.iter()).cloned().collect())
    }

    /// True when nothing is asked for.
    pub fn is_any(&self) -> bool {
        self.0.is_empty()
    }

    /// Each specifier, in the order written.
    pub fn iter(&self) -> impl Iterator<Item = &Specifier> {
        self.0.iter()
    }

    /// True when `candidate` matches all; pre-releases are versions like any other here.
    pub fn contains(&self, candidate: &Version) -> bool {
        self.0.iter().all(|specifier| specifier.contains(candidate))
    }

    /// True when one specifier asks for pre-releases by naming one.
    pub fn mentions_prerelease(&self) -> bool {
        self.0.iter().any(Specifier::mentions_prerelease)
    }

    /// The one version a `==` (no wildcard) or `===` names, if there is one.
    pub fn pins(&self) -> Option<&Version> {
        self.0
            .iter()
            .filter(|specifier| matches!(specifier.operator, Operator::Equal | Operator::Arbitrary))
            .find_map(Specifier::version)
    }

    /// The same set for the solver: `contains` of the result answers as [`Specifiers::contains`] does.
    pub fn to_ranges(&self) -> VersionSet {
        let mut parts = self.0.iter().map(ranges::of);
        let Some(first) = parts.next() else {
            return VersionSet::full();
        };
        parts.fold(first, |set, part| set.intersection(&part))
    }
}

impl fmt::Display for Specifiers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, specifier) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            write!(f, "{specifier}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Specifiers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

impl std::str::FromStr for Specifiers {
    type Err = SpecifierError;

    fn from_str(text: &str) -> Result<Self, SpecifierError> {
        Specifiers::parse(text)
    }
}

impl Serialize for Specifiers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Specifiers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::pep::serial::parsed(deserializer, Specifiers::parse)
    }
}
