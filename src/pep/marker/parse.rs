//! The grammar of markers.

use std::sync::Arc;

use super::super::name::ExtraName;
use super::super::scan::{Scan, column};
use super::super::specifier::Specifier;
use super::environment::{Field, Kind};
use super::{Compare, Marker, Node, Sign};

/// How deep parentheses may be nested.
pub const MAX_DEPTH: usize = 100;

/// Why a text is no marker.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{}\" is not a valid marker: {why} (column {column})", crate::ui::clean(text))]
pub struct MarkerSyntaxError {
    text: String,
    why: String,
    column: usize,
}

impl MarkerSyntaxError {
    /// Where, from 1, in characters.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What is wrong.
    pub fn why(&self) -> &str {
        &self.why
    }
}

/// What is wrong, and at which byte.
#[derive(Debug)]
pub(in super::super) struct Failure {
    pub(in super::super) why: String,
    pub(in super::super) at: usize,
}

pub(super) fn whole(text: &str) -> Result<Marker, MarkerSyntaxError> {
    let mut scan = Scan::new(text);
    let result = marker(&mut scan).and_then(|marker| {
        if scan.is_done() { Ok(marker) } else { Err(fail(&scan, "expected \"and\", \"or\" or the end")) }
    });
    result.map_err(|Failure { why, at }| MarkerSyntaxError { text: text.to_owned(), why, column: column(text, at) })
}

/// Parses a marker and the white space after it; stops at the first thing that does not belong to it.
pub(in super::super) fn marker(scan: &mut Scan<'_>) -> Result<Marker, Failure> {
    Ok(Marker(Arc::new(or(scan, 0)?)))
}

fn fail(scan: &Scan<'_>, why: impl Into<String>) -> Failure {
    Failure { why: why.into(), at: scan.at() }
}

// `and` binds tighter than `or`.
fn or(scan: &mut Scan<'_>, depth: usize) -> Result<Node, Failure> {
    joined(scan, "or", Node::Or, |scan| joined(scan, "and", Node::And, |scan| atom(scan, depth)))
}

fn joined(
    scan: &mut Scan<'_>,
    word: &str,
    join: fn(Vec<Node>) -> Node,
    part: impl Fn(&mut Scan<'_>) -> Result<Node, Failure>,
) -> Result<Node, Failure> {
    let first = part(scan)?;
    if !eat_word(scan, word) {
        return Ok(first);
    }
    let mut parts = vec![first, part(scan)?];
    while eat_word(scan, word) {
        parts.push(part(scan)?);
    }
    Ok(join(parts))
}

fn atom(scan: &mut Scan<'_>, depth: usize) -> Result<Node, Failure> {
    scan.space();
    if !scan.eat("(") {
        let compare = compare(scan)?;
        scan.space();
        return Ok(Node::Compare(compare));
    }
    if depth == MAX_DEPTH {
        return Err(fail(scan, "parentheses are nested too deep"));
    }
    let node = or(scan, depth + 1)?;
    if !scan.eat(")") {
        return Err(fail(scan, "expected \"and\", \"or\" or \")\""));
    }
    scan.space();
    Ok(node)
}

enum Side<'a> {
    Field(Field),
    Value(&'a str),
}

fn compare(scan: &mut Scan<'_>) -> Result<Compare, Failure> {
    let at = scan.at();
    let left = side(scan)?;
    scan.space();
    let sign = sign(scan)?;
    scan.space();
    let right = side(scan)?;
    let (field, value, is_reversed) = match (left, right) {
        (Side::Field(field), Side::Value(value)) => (field, value, false),
        (Side::Value(value), Side::Field(field)) => (field, value, true),
        (Side::Field(_), Side::Field(_)) => return Err(Failure { why: "it compares two fields".into(), at }),
        (Side::Value(_), Side::Value(_)) => return Err(Failure { why: "it compares two texts".into(), at }),
    };
    let value: Box<str> = match field.kind() {
        // PEP 685: extras compare normalized.
        Kind::Extra | Kind::Set => ExtraName::parse(value).map_or(value.into(), |name| name.as_str().into()),
        _ => value.into(),
    };
    let specifier = match field.kind() {
        Kind::Version | Kind::VersionOrText if !is_reversed => {
            sign.operator().and_then(|operator| Specifier::of(operator, &value))
        }
        _ => None,
    };
    Ok(Compare { field, sign, value, is_reversed, specifier })
}

fn side<'a>(scan: &mut Scan<'a>) -> Result<Side<'a>, Failure> {
    let quote = match scan.peek() {
        Some(b'"') => '"',
        Some(b'\'') => '\'',
        _ => {
            let name = scan.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
            return match name {
                "" => Err(fail(scan, "expected a field such as python_version, or a text in quotes")),
                "and" | "or" | "in" | "not" => Err(fail(scan, format!("expected a field before \"{name}\""))),
                name => Ok(Side::Field(Field::parse(name))),
            };
        }
    };
    scan.eat(if quote == '"' { "\"" } else { "'" });
    let value = scan.take_until(|c| c == quote);
    if scan.is_done() {
        return Err(fail(scan, "a quote is not closed"));
    }
    scan.eat(if quote == '"' { "\"" } else { "'" });
    Ok(Side::Value(value))
}

fn sign(scan: &mut Scan<'_>) -> Result<Sign, Failure> {
    const SIGNS: [Sign; 8] = [
        Sign::Arbitrary,
        Sign::Equal,
        Sign::Compatible,
        Sign::NotEqual,
        Sign::LessEqual,
        Sign::GreaterEqual,
        Sign::Less,
        Sign::Greater,
    ];
    if let Some(sign) = SIGNS.into_iter().find(|sign| scan.eat(sign.as_str())) {
        return Ok(sign);
    }
    if eat_word(scan, "in") {
        return Ok(Sign::In);
    }
    if eat_word(scan, "not") && scan.space() && eat_word(scan, "in") {
        return Ok(Sign::NotIn);
    }
    Err(fail(scan, "expected one of ==, !=, <=, >=, <, >, ~=, ===, in, not in"))
}

fn eat_word(scan: &mut Scan<'_>, word: &str) -> bool {
    let after = scan.rest().as_bytes().get(word.len());
    let is_whole = !after.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
    is_whole && scan.eat(word)
}
