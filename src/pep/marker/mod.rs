//! Environment markers (dependency specifiers, revision of January 2026): text in, a yes or no for one
//! interpreter out.
//!
//! Fields are typed: strings compare as text, versions as versions. A field nobody knows makes the marker an
//! error, neither true nor false. Never asks the machine: the [`Environment`] is an argument.

mod environment;
mod evaluate;
mod parse;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::name::{ExtraName, GroupName};
use super::specifier::{Operator, Specifier};

pub use environment::{Environment, Field};
pub use evaluate::MarkerError;
pub use parse::{MAX_DEPTH, MarkerSyntaxError};

pub(super) use parse::{Failure, marker as parse_at};

/// A parsed marker. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Marker(Arc<Node>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Node {
    And(Vec<Node>),
    Or(Vec<Node>),
    Compare(Compare),
}

// `field operator "value"`, or with the sides changed when `is_reversed`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Compare {
    field: Field,
    sign: Sign,
    value: Box<str>,
    is_reversed: bool,
    // `sign value` as a version comparison, where that makes sense.
    specifier: Option<Specifier>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sign {
    Less,
    LessEqual,
    Equal,
    NotEqual,
    GreaterEqual,
    Greater,
    Compatible,
    Arbitrary,
    In,
    NotIn,
}

impl Sign {
    // As a comparison of versions.
    fn operator(self) -> Option<Operator> {
        Some(match self {
            Sign::Less => Operator::Less,
            Sign::LessEqual => Operator::LessEqual,
            Sign::Equal => Operator::Equal,
            Sign::NotEqual => Operator::NotEqual,
            Sign::GreaterEqual => Operator::GreaterEqual,
            Sign::Greater => Operator::Greater,
            Sign::Compatible => Operator::Compatible,
            Sign::Arbitrary => Operator::Arbitrary,
            Sign::In | Sign::NotIn => return None,
        })
    }

    fn as_str(self) -> &'static str {
        match self {
            Sign::Less => "<",
            Sign::LessEqual => "<=",
            Sign::Equal => "==",
            Sign::NotEqual => "!=",
            Sign::GreaterEqual => ">=",
            Sign::Greater => ">",
            Sign::Compatible => "~=",
            Sign::Arbitrary => "===",
            Sign::In => "in",
            Sign::NotIn => "not in",
        }
    }
}

impl Marker {
    /// Parses a whole marker, such as `python_version < "3.11" and extra == "test"`.
    pub fn parse(text: &str) -> Result<Self, MarkerSyntaxError> {
        parse::whole(text)
    }

    /// Whether the marker holds for a requirement in metadata or a requirements file, when `extras` of the
    /// package that has the requirement are asked for.
    pub fn evaluate(&self, environment: &Environment, extras: &[ExtraName]) -> Result<bool, MarkerError> {
        evaluate::node(&self.0, &evaluate::World { environment, extra: Some(extras), extras: None, groups: None })
    }

    /// Whether the marker holds in a lock file (`pylock.toml`), where `extras` and `dependency_groups` are sets and
    /// `extra` does not exist.
    pub fn evaluate_in_lock(
        &self,
        environment: &Environment,
        extras: &[ExtraName],
        groups: &[GroupName],
    ) -> Result<bool, MarkerError> {
        let world = evaluate::World { environment, extra: None, extras: Some(extras), groups: Some(groups) };
        evaluate::node(&self.0, &world)
    }

    /// True when `extra` is a field in it.
    pub fn mentions_extra(&self) -> bool {
        fn mentions(node: &Node) -> bool {
            match node {
                Node::And(parts) | Node::Or(parts) => parts.iter().any(mentions),
                Node::Compare(compare) => compare.field == Field::Extra,
            }
        }
        mentions(&self.0)
    }

    /// What is left of it where the extra it asks for is given; `None` when that is nothing.
    pub fn assuming_extra(&self) -> Option<Marker> {
        fn rest(node: &Node) -> Option<Node> {
            match node {
                Node::Compare(compare) => (compare.field != Field::Extra).then(|| node.clone()),
                Node::And(parts) => {
                    let mut kept: Vec<Node> = parts.iter().filter_map(rest).collect();
                    if kept.len() > 1 { Some(Node::And(kept)) } else { kept.pop() }
                }
                // One alternative that always holds makes the others needless.
                Node::Or(parts) => parts.iter().map(rest).collect::<Option<Vec<_>>>().map(Node::Or),
            }
        }
        rest(&self.0).map(|node| Marker(Arc::new(node)))
    }

    /// What its fields that are versions of Python are compared with.
    pub fn python_versions(&self) -> Vec<&str> {
        fn collect<'n>(node: &'n Node, found: &mut Vec<&'n str>) {
            match node {
                Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| collect(part, found)),
                Node::Compare(compare) => match compare.field {
                    Field::PythonVersion | Field::PythonFullVersion | Field::ImplementationVersion => {
                        found.push(&compare.value);
                    }
                    _ => {}
                },
            }
        }
        let mut found = Vec::new();
        collect(&self.0, &mut found);
        found
    }

    /// A field in it that nobody knows.
    pub fn unknown_field(&self) -> Option<String> {
        fn unknown(node: &Node) -> Option<String> {
            match node {
                Node::And(parts) | Node::Or(parts) => parts.iter().find_map(unknown),
                Node::Compare(Compare { field: Field::Unknown(name), .. }) => Some(name.clone()),
                Node::Compare(_) => None,
            }
        }
        unknown(&self.0)
    }

    /// Both must hold.
    #[must_use]
    pub fn and(&self, other: &Marker) -> Marker {
        Marker(Arc::new(Node::And(vec![(*self.0).clone(), (*other.0).clone()])))
    }
}

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_node(&self.0, f)
    }
}

impl fmt::Debug for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Marker({self})")
    }
}

fn write_node(node: &Node, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match node {
        Node::Compare(compare) => fmt::Display::fmt(compare, f),
        Node::And(parts) => write_parts(parts, " and ", |part| !matches!(part, Node::Compare(_)), f),
        Node::Or(parts) => write_parts(parts, " or ", |part| matches!(part, Node::Or(_)), f),
    }
}

fn write_parts(
    parts: &[Node],
    word: &str,
    needs_parentheses: impl Fn(&Node) -> bool,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(word)?;
        }
        if needs_parentheses(part) {
            f.write_str("(")?;
            write_node(part, f)?;
            f.write_str(")")?;
        } else {
            write_node(part, f)?;
        }
    }
    Ok(())
}

impl fmt::Display for Compare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote = if self.value.contains('"') { '\'' } else { '"' };
        let (field, sign, value) = (&self.field, self.sign.as_str(), &self.value);
        if self.is_reversed {
            write!(f, "{quote}{value}{quote} {sign} {field}")
        } else {
            write!(f, "{field} {sign} {quote}{value}{quote}")
        }
    }
}

impl std::str::FromStr for Marker {
    type Err = MarkerSyntaxError;

    fn from_str(text: &str) -> Result<Self, MarkerSyntaxError> {
        Marker::parse(text)
    }
}

impl Serialize for Marker {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Marker {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::pep::serial::parsed(deserializer, Marker::parse)
    }
}
