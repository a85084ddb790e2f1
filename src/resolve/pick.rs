//! Which version of a listing to take: the newest (or oldest) that lies in the range and may be used.

use std::ops::{Bound, Range};

use crate::pep::specifier::{Key, VersionSet};
use crate::pep::version::Version;

use super::candidates::{Fit, Versions};

/// What is wanted of a listing.
pub struct Want<'a> {
    /// Where the version must lie.
    pub range: &'a VersionSet,
    /// Taken before all others, if it can be used.
    pub preferred: Option<&'a Version>,
    /// Pre-releases count like other versions; else they are left for last.
    pub pre_releases: bool,
    /// Yanked versions that may be taken (PEP 592: pinned ones).
    pub pinned: &'a dyn Fn(&Version) -> bool,
    /// Newest first, else oldest first.
    pub newest: bool,
    /// Versions that must be built are left for last.
    pub wheels: bool,
    /// Versions that cannot be in any answer, by their place. Asked last: it may have to fetch.
    pub dead: &'a dyn Fn(usize) -> bool,
}

/// What was found; positions in the listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    /// This one.
    At(usize),
    /// Only pre-releases, of which this is the first choice.
    PreRelease(usize),
    /// Nothing usable. True when a yanked version was passed over.
    Nothing(bool),
}

/// Picks one version.
pub fn pick(versions: &dyn Versions, want: &Want<'_>) -> Picked {
    let list = versions.newest_first();
    if let Some(at) = want.preferred.and_then(|version| position(list, version))
        && want.range.contains(&Key::from(&list[at]))
        && versions.status(at).fit == Fit::Usable
        && !(want.dead)(at)
    {
        return Picked::At(at);
    }
    let (mut pre_release, mut to_build) = (None, None);
    let mut passed_yanked = false;
    let mut look = |at: usize| {
        let status = versions.status(at);
        if status.fit != Fit::Usable {
            return false;
        }
        let version = &list[at];
        if status.is_yanked && !(want.pinned)(version) {
            passed_yanked = true;
            return false;
        }
        if version.any_prerelease() && !want.pre_releases {
            pre_release = pre_release.or(Some(at));
            return false;
        }
        if status.needs_build && want.wheels {
            to_build = to_build.or(Some(at));
            return false;
        }
        !(want.dead)(at)
    };
    let spans = spans(list, want.range);
    let found = if want.newest {
        spans.flatten().find(|at| look(*at))
    } else {
        let mut spans: Vec<Range<usize>> = spans.collect();
        spans.reverse();
        spans.into_iter().flat_map(Iterator::rev).find(|at| look(*at))
    };
    match (found.or(to_build), pre_release) {
        (Some(at), _) => Picked::At(at),
        (None, Some(at)) => Picked::PreRelease(at),
        (None, None) => Picked::Nothing(passed_yanked),
    }
}

/// The positions of the versions in `range`, newest first, one span for each unbroken part of it; found as asked for.
pub fn spans<'a>(newest_first: &'a [Version], range: &'a VersionSet) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut segments: Vec<(&Bound<Key>, &Bound<Key>)> = range.iter().collect();
    let mut from = 0;
    std::iter::from_fn(move || {
        let (low, high) = segments.pop()?;
        let rest = &newest_first[from..];
        let start = from + leading(rest, |version| is_above(high, &Key::from(version)));
        let rest = &newest_first[start..];
        let end = start + leading(rest, |version| !is_below(low, &Key::from(version)));
        from = end;
        Some(start..end)
    })
    .filter(|span| !span.is_empty())
}

// How many at the start hold. After many tries a range is mostly holes of one version: the end is near.
fn leading(list: &[Version], holds: impl Fn(&Version) -> bool) -> usize {
    let mut reach = 1;
    while reach < list.len() && holds(&list[reach - 1]) {
        reach *= 2;
    }
    let low = reach / 2;
    let high = reach.min(list.len());
    low + list[low..high].partition_point(holds)
}

/// Where a version stands in a listing.
pub fn position(newest_first: &[Version], version: &Version) -> Option<usize> {
    newest_first.binary_search_by(|probe| version.cmp(probe)).ok()
}

fn is_above(bound: &Bound<Key>, key: &Key) -> bool {
    match bound {
        Bound::Included(high) => key > high,
        Bound::Excluded(high) => key >= high,
        Bound::Unbounded => false,
    }
}

fn is_below(bound: &Bound<Key>, key: &Key) -> bool {
    match bound {
        Bound::Included(low) => key < low,
        Bound::Excluded(low) => key <= low,
        Bound::Unbounded => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_leading_ones_is_found_from_any_side() {
        for length in 0..20_u64 {
            let list: Vec<Version> = (0..length).map(|n| Version::new([n])).collect();
            for wanted in 0..=length {
                let limit = Version::new([wanted]);
                assert_eq!(leading(&list, |version| *version < limit), wanted as usize, "{wanted} of {length}");
            }
        }
    }
}
