//! `--no-binary` and `--only-binary`: which kinds of file a package may come as; `--all-releases` and `--only-final`: which
//! releases.

use std::collections::{BTreeMap, BTreeSet};

use crate::pep::name::PackageName;

/// Which packages may be wheels, which may be built from source. By default both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formats {
    no_binary: Set,
    only_binary: Set,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Set {
    is_all: bool,
    names: BTreeSet<PackageName>,
}

impl Formats {
    /// `--no-binary VALUE`: names with commas between, `:all:` or `:none:`. Err says what is wrong with it.
    pub fn no_binary(&mut self, value: &str) -> Result<(), String> {
        add(value, &mut self.no_binary, &mut self.only_binary)
    }

    /// `--only-binary VALUE`.
    pub fn only_binary(&mut self, value: &str) -> Result<(), String> {
        add(value, &mut self.only_binary, &mut self.no_binary)
    }

    /// True when a wheel of this package may be used.
    pub fn allows_wheel(&self, name: &PackageName) -> bool {
        self.only_binary.names.contains(name)
            || !(self.no_binary.names.contains(name) || self.no_binary.is_all && !self.only_binary.is_all)
    }

    /// True when this package may be built from source.
    pub fn allows_source(&self, name: &PackageName) -> bool {
        !self.only_binary.names.contains(name) && (self.no_binary.names.contains(name) || !self.only_binary.is_all)
    }
}

/// Which packages may come as pre-releases, which never. By default it depends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Releases {
    all: Set,
    only_final: Set,
}

impl Releases {
    /// `--all-releases VALUE`: names with commas between, `:all:` or `:none:`. Err says what is wrong with it.
    pub fn all(&mut self, value: &str) -> Result<(), String> {
        add(value, &mut self.all, &mut self.only_final)
    }

    /// `--only-final VALUE`.
    pub fn only_final(&mut self, value: &str) -> Result<(), String> {
        add(value, &mut self.only_final, &mut self.all)
    }

    /// What was said of single packages: true where pre-releases count.
    pub fn named(&self) -> BTreeMap<PackageName, bool> {
        let all = self.all.names.iter().map(|name| (name.clone(), true));
        all.chain(self.only_final.names.iter().map(|name| (name.clone(), false))).collect()
    }

    /// What was said of all others.
    pub fn others(&self) -> Option<bool> {
        match (self.all.is_all, self.only_final.is_all) {
            (false, false) => None,
            (allows, _) => Some(allows),
        }
    }
}

// pip: `FormatControl.handle_mutual_excludes`, `ReleaseControl` likewise. The later word wins.
fn add(value: &str, target: &mut Set, other: &mut Set) -> Result<(), String> {
    if value.starts_with('-') {
        return Err("it needs names of packages, :all: or :none:".into());
    }
    let words: Vec<&str> = value.split(',').map(str::trim).collect();
    let mut rest = &words[..];
    while let Some(at) = rest.iter().position(|word| *word == ":all:") {
        *other = Set::default();
        *target = Set { is_all: true, names: BTreeSet::new() };
        rest = &rest[at + 1..];
        if !rest.contains(&":none:") {
            return Ok(());
        }
    }
    for word in rest {
        if *word == ":none:" {
            *target = Set::default();
            continue;
        }
        let name = PackageName::parse(word).map_err(|e| e.to_string())?;
        other.names.remove(&name);
        target.names.insert(name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps of `-name` (no binary) and `+name` (only binary), then what `a` and `b` may be.
    #[track_caller]
    fn check(steps: &[&str], a: (bool, bool), b: (bool, bool)) {
        let mut formats = Formats::default();
        for step in steps {
            match step.split_at(1) {
                ("-", value) => formats.no_binary(value).unwrap(),
                (_, value) => formats.only_binary(value).unwrap(),
            }
        }
        let of = |name: &str| {
            let name = PackageName::parse(name).unwrap();
            (formats.allows_wheel(&name), formats.allows_source(&name))
        };
        assert_eq!((of("a"), of("b")), (a, b), "{steps:?}");
    }

    #[test]
    fn the_later_word_wins_and_names_beat_all() {
        check(&[], (true, true), (true, true));
        check(&["-a"], (false, true), (true, true));
        check(&["+A"], (true, false), (true, true));
        check(&["-a", "+a"], (true, false), (true, true));
        check(&["-:all:"], (false, true), (false, true));
        check(&["+:all:"], (true, false), (true, false));
        check(&["+:all:", "-a"], (false, true), (true, false));
        check(&["-:all:", "+a"], (true, false), (false, true));
        check(&["-a,b", "-:none:"], (true, true), (true, true));
        check(&["-:all:,:none:,b"], (true, true), (false, true));
        check(&["-a", "+:all:"], (true, false), (true, false));
    }

    #[test]
    fn what_names_no_package_is_refused() {
        for value in ["-x", "", "a,,b", "a b", ":al:"] {
            assert!(Formats::default().no_binary(value).is_err(), "{value:?}");
        }
    }
}
