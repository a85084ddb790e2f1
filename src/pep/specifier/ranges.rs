//! One specifier as a set of versions between edges.

use super::super::version::{Version, next_prefix};
use super::key::{Edge, Key};
use super::{Operator, Specifier, VersionSet};

pub(super) fn of(specifier: &Specifier) -> VersionSet {
    let own = &specifier.version;
    let at = |edge| Key::new(own.clone(), edge);
    match specifier.operator {
        Operator::Equal => equal(own),
        Operator::NotEqual => equal(own).complement(),
        Operator::EqualStar => prefix(own, own.release().len()),
        Operator::NotEqualStar => prefix(own, own.release().len()).complement(),
        Operator::GreaterEqual => VersionSet::higher_than(at(Edge::Before)),
        Operator::LessEqual => VersionSet::strictly_lower_than(at(Edge::AfterLocals)),
        Operator::Greater if own.post().is_some() || own.dev().is_some() => {
            VersionSet::higher_than(at(Edge::AfterLocals))
        }
        Operator::Greater => VersionSet::higher_than(at(Edge::AfterPosts)),
        Operator::Less if own.any_prerelease() => VersionSet::strictly_lower_than(at(Edge::Before)),
        Operator::Less => VersionSet::strictly_lower_than(Key::new(own.clone().with_dev(Some(0)), Edge::Before)),
        Operator::Compatible => {
            VersionSet::higher_than(at(Edge::Before)).intersection(&prefix(own, own.release().len() - 1))
        }
        Operator::Arbitrary => match specifier.version() {
            Some(version) if version.to_string() == *specifier.text => VersionSet::singleton(version.clone()),
            _ => VersionSet::empty(),
        },
    }
}

fn equal(version: &Version) -> VersionSet {
    let last = if version.local().is_empty() { Edge::AfterLocals } else { Edge::After };
    between(Key::new(version.clone(), Edge::Before), Key::new(version.clone(), last))
}

// `1.2.*` is everything from 1.2.dev0 up to 1.3.dev0.
fn prefix(version: &Version, length: usize) -> VersionSet {
    let start = Version::new(&version.release()[..length]).with_epoch(version.epoch()).with_dev(Some(0));
    let start = Key::new(start, Edge::Before);
    match next_prefix(version, length) {
        Some(next) => between(start, Key::new(next, Edge::Before)),
        None => VersionSet::higher_than(start),
    }
}

// Edges are no versions; bounds at edges are always `[from, to)`, so that what touches does not overlap.
fn between(from: Key, to: Key) -> VersionSet {
    VersionSet::from_range_bounds(from..to)
}
