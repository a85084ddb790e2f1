//! Sets of versions in words: as specifiers (`>=1.0,<2`), or as the versions that really exist (`1.0 to 1.4`).

use std::ops::Bound;

use crate::pep::specifier::{Edge, Key, VersionSet};
use crate::pep::version::{Version, next_prefix};

/// A set as a specifier; empty for "any".
pub fn set(range: &VersionSet) -> String {
    let segments: Vec<Segment<'_>> = range.iter().collect();
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return "<0".to_owned() };
    if let [(low, high)] = segments[..] {
        return segment(low, high);
    }
    let holes: Option<Vec<String>> = segments.windows(2).map(|pair| hole(pair[0].1, pair[1].0)).collect();
    match holes {
        Some(holes) => {
            let hull = segment(first.0, last.1);
            let parts = (!hull.is_empty()).then_some(hull).into_iter().chain(holes);
            parts.collect::<Vec<_>>().join(",")
        }
        None => segments.iter().map(|(low, high)| segment(low, high)).collect::<Vec<_>>().join(" or "),
    }
}

/// From the lowest to the highest bound of a set, as a specifier.
pub fn hull(range: &VersionSet) -> String {
    let segments: Vec<Segment<'_>> = range.iter().collect();
    match (segments.first(), segments.last()) {
        (Some(first), Some(last)) => segment(first.0, last.1),
        _ => "<0".to_owned(),
    }
}

/// The marked versions of a listing, in words: `1.0`, `1.0 and 1.2`, `1.0 to 1.4 and 2.0`. A run is unbroken when no
/// version of the listing lies between that is not marked but `counts`.
pub fn existing(newest_first: &[Version], is_marked: impl Fn(usize) -> bool, counts: impl Fn(usize) -> bool) -> String {
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    let mut is_open = false;
    for at in (0..newest_first.len()).rev() {
        if is_marked(at) {
            match runs.last_mut() {
                Some((_, end, count)) if is_open => {
                    *end = at;
                    *count += 1;
                }
                _ => runs.push((at, at, 1)),
            }
            is_open = true;
        } else if counts(at) {
            is_open = false;
        }
    }
    let total: usize = runs.iter().map(|(_, _, count)| count).sum();
    if let (Some((oldest, ..)), Some((_, newest, _))) = (runs.first(), runs.last())
        && runs.len() > 4
    {
        return format!("{} to {}, {total} in all", newest_first[*oldest], newest_first[*newest]);
    }
    let run = |(oldest, newest, count): &(usize, usize, usize)| match count {
        1 => vec![newest_first[*oldest].to_string()],
        2 => vec![newest_first[*oldest].to_string(), newest_first[*newest].to_string()],
        _ => vec![format!("{} to {}", newest_first[*oldest], newest_first[*newest])],
    };
    list(&runs.iter().flat_map(run).collect::<Vec<_>>())
}

/// `a`, `a and b`, `a, b and c`.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

type Segment<'a> = (&'a Bound<Key>, &'a Bound<Key>);

fn segment(low: &Bound<Key>, high: &Bound<Key>) -> String {
    if let (Some(low), Some(high)) = (key(low), key(high)) {
        let starts_at = matches!(low.edge(), Edge::Before | Edge::At);
        let ends_at = matches!(high.edge(), Edge::At | Edge::After | Edge::AfterLocals);
        if low.version() == high.version() && starts_at && ends_at {
            return format!("=={}", low.version());
        }
        if let Some(prefix) = prefix(low, high) {
            return format!("=={prefix}.*");
        }
    }
    let low = match low {
        Bound::Unbounded => None,
        Bound::Included(low) if low.edge() == Edge::At => Some(format!(">={}", low.version())),
        Bound::Included(low) | Bound::Excluded(low) if low.edge() == Edge::Before => {
            Some(format!(">={}", low.version()))
        }
        Bound::Included(low) | Bound::Excluded(low) => Some(format!(">{}", low.version())),
    };
    let high = match high {
        Bound::Unbounded => None,
        Bound::Excluded(high) if high.edge() == Edge::At => Some(format!("<{}", high.version())),
        Bound::Included(high) | Bound::Excluded(high) if high.edge() == Edge::Before => {
            Some(format!("<{}", without_dev_zero(high.version())))
        }
        Bound::Included(high) | Bound::Excluded(high) => Some(format!("<={}", high.version())),
    };
    low.into_iter().chain(high).collect::<Vec<_>>().join(",")
}

// What lies between two segments, if it is one version or one prefix: `!=1.2`, `!=1.2.*`.
fn hole(high: &Bound<Key>, low: &Bound<Key>) -> Option<String> {
    let (from, to) = (key(high)?, key(low)?);
    let starts_at = from.edge() == Edge::Before || (from.edge() == Edge::At && matches!(high, Bound::Excluded(_)));
    let ends_at = matches!(to.edge(), Edge::After | Edge::AfterLocals)
        || (to.edge() == Edge::At && matches!(low, Bound::Excluded(_)));
    if from.version() == to.version() && starts_at && ends_at {
        return Some(format!("!={}", from.version()));
    }
    prefix(from, to).map(|prefix| format!("!={prefix}.*"))
}

fn prefix(from: &Key, to: &Key) -> Option<Version> {
    let start = from.version();
    let is_start =
        from.edge() == Edge::Before && start.dev() == Some(0) && start.pre().is_none() && start.post().is_none();
    (is_start && to.edge() == Edge::Before).then_some(())?;
    let next = next_prefix(start, start.release().len())?;
    (next == *to.version()).then(|| without_dev_zero(start))
}

// `<2` is "below 2.dev0".
fn without_dev_zero(version: &Version) -> Version {
    match version.dev() {
        Some(0) => version.clone().with_dev(None),
        _ => version.clone(),
    }
}

fn key(bound: &Bound<Key>) -> Option<&Key> {
    match bound {
        Bound::Included(key) | Bound::Excluded(key) => Some(key),
        Bound::Unbounded => None,
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;
    use crate::pep::specifier::Specifiers;

    #[track_caller]
    fn check(specifiers: &str, wanted: &str) {
        assert_eq!(set(&Specifiers::parse(specifiers).unwrap().to_ranges()), wanted);
    }

    #[test]
    fn sets_read_as_the_specifiers_they_came_from() {
        for same in [
            "",
            "==1.0",
            "!=1.0",
            ">=1.0",
            "<2",
            ">1",
            "<=3.1",
            ">=1.0,<2",
            "==1.2.*",
            "!=1.2.*",
            ">=1,<3,!=1.5",
            "<2a1",
            ">=1,!=1.3.*,!=2",
            ">1.0.post1",
            "==1.0+local",
            ">=1.0a1",
        ] {
            check(same, same);
        }
        check("~=1.2.3", ">=1.2.3,<1.3");
        check(">=1,>=2,<3", ">=2,<3");
        check(">=3,<2", "<0");
        let ranges = |text| Specifiers::parse(text).unwrap().to_ranges();
        assert_eq!(set(&ranges("<1").union(&ranges(">=2"))), "<1 or >=2");
        assert_eq!(hull(&ranges("==1").union(&ranges("==2,!=3"))), ">=1,<=2");
    }

    #[test]
    fn existing_versions_come_in_runs() {
        let listing: Vec<Version> =
            ["2.0", "1.4", "1.3", "1.2", "1.1", "1.0"].iter().map(|text| Version::from_str(text).unwrap()).collect();
        let say = |marked: &[usize]| existing(&listing, |at| marked.contains(&at), |_| true);
        assert_eq!(say(&[0]), "2.0");
        assert_eq!(say(&[4, 5]), "1.0 and 1.1");
        assert_eq!(say(&[1, 2, 3, 4, 5]), "1.0 to 1.4");
        assert_eq!(say(&[0, 2, 3, 4]), "1.1 to 1.3 and 2.0");
        assert_eq!(say(&[]), "");
        assert_eq!(existing(&listing, |at| at != 2, |at| at != 2), "1.0 to 2.0");
        let many: Vec<Version> = (0..20).rev().map(|n| Version::new([n])).collect();
        assert_eq!(existing(&many, |at| at % 2 == 0, |_| true), "1 to 19, 10 in all");
    }
}
