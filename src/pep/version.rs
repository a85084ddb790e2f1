//! Versions (PEP 440): the type is `pep440_rs`'s; here stands what it lacks.

pub use pep440_rs::{Version, VersionParseError};

/// True when the public parts (all but the local label) of two versions are equal.
pub fn same_public(a: &Version, b: &Version) -> bool {
    if a.local().is_empty() && b.local().is_empty() {
        return a == b;
    }
    same_release(a, b) && a.post() == b.post() && a.dev() == b.dev()
}

/// True when epoch, release (zeros at the end do not count) and pre-release are equal: the versions differ at most
/// in post, dev and local parts.
pub fn same_release(a: &Version, b: &Version) -> bool {
    a.epoch() == b.epoch() && trimmed(a.release()) == trimmed(b.release()) && a.pre() == b.pre()
}

/// A release without the zeros at its end; one part always stays.
pub fn trimmed(release: &[u64]) -> &[u64] {
    let end = release.iter().rposition(|part| *part != 0).map_or(1, |at| at + 1);
    &release[..end.min(release.len())]
}

/// True when `version` begins with the epoch and the release numbers of `prefix` (`==1.2.*`).
pub fn has_prefix(version: &Version, prefix: &Version, length: usize) -> bool {
    let release = version.release();
    version.epoch() == prefix.epoch()
        && prefix.release()[..length].iter().enumerate().all(|(i, part)| release.get(i).copied().unwrap_or(0) == *part)
}

/// The earliest version of the next release of the same length: 1.2 -> 1.3.dev0. `None` when there is none.
pub fn next_prefix(version: &Version, length: usize) -> Option<Version> {
    let mut release = version.release()[..length].to_vec();
    let mut epoch = version.epoch();
    loop {
        let Some(last) = release.last_mut() else {
            epoch = epoch.checked_add(1)?;
            release.push(0);
            break;
        };
        if let Some(next) = last.checked_add(1) {
            *last = next;
            break;
        }
        release.pop();
    }
    Some(Version::new(release).with_epoch(epoch).with_dev(Some(0)))
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    fn v(text: &str) -> Version {
        Version::from_str(text).unwrap()
    }

    #[test]
    fn local_labels_do_not_count_in_the_public_part() {
        assert!(same_public(&v("1.0+a"), &v("1")));
        assert!(same_public(&v("1.0.post1.dev2+a"), &v("1.0.0-1.dev2+b")));
        assert!(!same_public(&v("1.0.post1"), &v("1.0")));
        assert!(!same_public(&v("1!1.0+a"), &v("1.0")));
        assert!(!same_public(&v("1.0a1+a"), &v("1.0")));
    }

    #[test]
    fn next_prefixes_carry_over() {
        assert_eq!(next_prefix(&v("1.2"), 2).unwrap(), v("1.3.dev0"));
        assert_eq!(next_prefix(&v("1.18446744073709551615"), 2).unwrap(), v("2.dev0"));
        assert_eq!(next_prefix(&v("18446744073709551615"), 1).unwrap(), v("1!0.dev0"));
        assert_eq!(next_prefix(&v("18446744073709551615!18446744073709551615"), 1), None);
    }

    #[test]
    fn prefixes_are_padded_with_zeros() {
        assert!(has_prefix(&v("1"), &v("1.0"), 2));
        assert!(has_prefix(&v("1.0.5a1"), &v("1.0"), 2));
        assert!(!has_prefix(&v("1.1"), &v("1.0"), 2));
    }
}
