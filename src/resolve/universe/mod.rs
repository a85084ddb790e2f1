//! All environments a lock is for, as platforms times Pythons, cut where a marker or a `Requires-Python` changes its mind.
//!
//! A solution for one environment holds for a [`Region`] as long as everything that was asked to find it is answered the
//! same everywhere in it. [`Region::split`] cuts a region into parts of which that is true; [`words`] writes a region as
//! a marker. Pure.

pub mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::pep::marker::{Environment, Marker};
use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;

/// A release of Python: major, minor, micro.
pub type Point = [u64; 3];

/// Pythons from here on do not exist yet: they are taken to be as the newest that does.
pub const NOT_YET: Point = [3, 15, 0];

/// The oldest Python that anything here can run.
pub const OLDEST: Point = [3, 8, 0];

/// What of an environment is not its version of Python.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Platform {
    /// `posix`
    pub os_name: String,
    /// `linux`
    pub sys_platform: String,
    /// `Linux`
    pub platform_system: String,
    /// `x86_64`
    pub platform_machine: String,
    /// `cpython`
    pub implementation_name: String,
    /// `CPython`
    pub platform_python_implementation: String,
}

impl Platform {
    /// Those that a lock is for when nobody says which.
    pub fn usual() -> Vec<Platform> {
        let of = |os_name: &str, sys_platform: &str, platform_system: &str, machine: &str| Platform {
            os_name: os_name.into(),
            sys_platform: sys_platform.into(),
            platform_system: platform_system.into(),
            platform_machine: machine.into(),
            implementation_name: "cpython".into(),
            platform_python_implementation: "CPython".into(),
        };
        vec![
            of("posix", "linux", "Linux", "x86_64"),
            of("posix", "linux", "Linux", "aarch64"),
            of("posix", "darwin", "Darwin", "arm64"),
            of("posix", "darwin", "Darwin", "x86_64"),
            of("nt", "win32", "Windows", "AMD64"),
        ]
    }

    /// That of an interpreter.
    pub fn of(environment: &Environment) -> Platform {
        Platform {
            os_name: environment.os_name.clone(),
            sys_platform: environment.sys_platform.clone(),
            platform_system: environment.platform_system.clone(),
            platform_machine: environment.platform_machine.clone(),
            implementation_name: environment.implementation_name.clone(),
            platform_python_implementation: environment.platform_python_implementation.clone(),
        }
    }

    /// The marker variables of a Python on it. What only one machine knows (its kernel) is empty.
    pub fn environment(&self, [major, minor, micro]: Point) -> Environment {
        let full = format!("{major}.{minor}.{micro}");
        Environment {
            os_name: self.os_name.clone(),
            sys_platform: self.sys_platform.clone(),
            platform_machine: self.platform_machine.clone(),
            platform_python_implementation: self.platform_python_implementation.clone(),
            platform_system: self.platform_system.clone(),
            python_version: format!("{major}.{minor}"),
            python_full_version: full.clone(),
            implementation_name: self.implementation_name.clone(),
            implementation_version: full,
            ..Environment::default()
        }
    }
}

/// Pythons from one release up to another one, which is not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first one.
    pub from: Point,
    /// The first one that is not.
    pub to: Point,
}

/// Environments: Pythons on platforms, by the platform's position in a list. Sorted, nothing twice, spans that touch are
/// one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region(Vec<(usize, Span)>);

/// Something that may hold in one environment and not in another.
pub enum Question<'a> {
    /// A marker, with extras of the package that has it.
    Marker(&'a Marker, &'a [crate::pep::name::ExtraName]),
    /// A `Requires-Python`.
    Python(&'a Specifiers),
    /// Anything else, and where among Pythons it may change.
    Other(&'a dyn Fn(usize, Point) -> bool, &'a [Point]),
}

impl Region {
    /// All Pythons that `specifiers` allow on all of so many platforms.
    pub fn all(platforms: usize, specifiers: Option<&Specifiers>) -> Region {
        let span = Span { from: OLDEST, to: NOT_YET };
        let whole = Region((0..platforms).map(|at| (at, span)).collect());
        match specifiers {
            None => whole,
            Some(specifiers) => {
                let cuts = cuts_of_specifiers(specifiers);
                let parts = whole.by(&cuts, |_, point| specifiers.contains(&Version::new(point)));
                parts.into_iter().find(|(holds, _)| *holds).map(|(_, region)| region).unwrap_or_default()
            }
        }
    }

    /// True when there is no environment in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its parts.
    pub fn cells(&self) -> &[(usize, Span)] {
        &self.0
    }

    /// The environment that stands for it: the oldest Python, on the first platform that has it.
    pub fn first(&self) -> Option<(usize, Point)> {
        self.0.iter().map(|(platform, span)| (span.from, *platform)).min().map(|(from, platform)| (platform, from))
    }

    /// The platforms in it.
    pub fn platforms(&self) -> BTreeSet<usize> {
        self.0.iter().map(|(platform, _)| *platform).collect()
    }

    /// The minor versions of Python in it.
    pub fn minors(&self) -> BTreeSet<(u64, u64)> {
        let mut minors = BTreeSet::new();
        for (_, span) in &self.0 {
            let [major, mut minor, _] = span.from;
            while [major, minor, 0] < span.to {
                minors.insert((major, minor));
                minor += 1;
            }
        }
        minors
    }

    /// True when a Python on a platform is in it.
    pub fn contains(&self, platform: usize, python: Point) -> bool {
        let python = python.min([NOT_YET[0], NOT_YET[1] - 1, u64::MAX]);
        self.0.iter().any(|(at, span)| *at == platform && span.from <= python && python < span.to)
    }

    /// Both.
    #[must_use]
    pub fn and(&self, other: &Region) -> Region {
        Region::of(self.0.iter().chain(&other.0).copied().collect())
    }

    /// What is not in `other`.
    #[must_use]
    pub fn without(&self, other: &Region) -> Region {
        let cuts: Vec<Point> = other.0.iter().flat_map(|(_, span)| [span.from, span.to]).collect();
        let parts = self.by(&cuts, |platform, point| {
            other.0.iter().any(|(at, span)| *at == platform && span.from <= point && point < span.to)
        });
        parts.into_iter().find(|(is_other, _)| !is_other).map(|(_, region)| region).unwrap_or_default()
    }

    /// The largest parts in each of which every question has one answer. One part: the region itself. The part that
    /// has [`Region::first`] comes first.
    pub fn split(&self, platforms: &[Platform], questions: &[Question<'_>]) -> Vec<Region> {
        let mut cuts = Vec::new();
        for question in questions {
            match question {
                Question::Marker(marker, _) => cuts.extend(cuts_of_marker(marker)),
                Question::Python(specifiers) => cuts.extend(cuts_of_specifiers(specifiers)),
                Question::Other(_, own) => cuts.extend(own.iter().copied()),
            }
        }
        let parts = self.by(&cuts, |platform, point| {
            let environment = platforms[platform].environment(point);
            let python = Version::new(point);
            let answer = |question: &Question<'_>| match question {
                // A marker that means nothing makes a version unusable everywhere.
                Question::Marker(marker, extras) => marker.evaluate(&environment, extras).unwrap_or(false),
                Question::Python(specifiers) => specifiers.contains(&python),
                Question::Other(holds, _) => holds(platform, point),
            };
            questions.iter().map(answer).collect::<Vec<bool>>()
        });
        let mut regions: Vec<Region> = parts.into_values().collect();
        let key = |region: &Region| region.first().map(|(platform, point)| (point, platform));
        regions.sort_by_key(key);
        regions
    }

    /// Cut into its first minor version of Python and the rest, else into its platforms: for when nobody knows what to
    /// cut by. `None` when it is one already.
    pub fn halves(&self) -> Option<Vec<Region>> {
        let minors = self.minors();
        if minors.len() > 1 {
            let (major, minor) = *minors.first()?;
            let parts = self.by(&[[major, minor + 1, 0]], |_, [_, m, _]| m > minor);
            return Some(parts.into_values().collect());
        }
        let platforms = self.platforms();
        if platforms.len() < 2 {
            return None;
        }
        let of = |at: &usize| Region(self.0.iter().filter(|(platform, _)| platform == at).copied().collect());
        Some(platforms.iter().map(of).collect())
    }

    fn by<T: Ord>(&self, cuts: &[Point], answer: impl Fn(usize, Point) -> T) -> BTreeMap<T, Region> {
        let cuts: BTreeSet<Point> = cuts.iter().copied().collect();
        let mut parts: BTreeMap<T, Vec<(usize, Span)>> = BTreeMap::new();
        for (platform, span) in &self.0 {
            let mut from = span.from;
            let inside = cuts.iter().copied().filter(|cut| span.from < *cut && *cut < span.to);
            for to in inside.chain([span.to]) {
                parts.entry(answer(*platform, from)).or_default().push((*platform, Span { from, to }));
                from = to;
            }
        }
        parts.into_iter().map(|(key, cells)| (key, Region::of(cells))).collect()
    }

    fn of(mut cells: Vec<(usize, Span)>) -> Region {
        cells.sort_unstable();
        let mut merged: Vec<(usize, Span)> = Vec::new();
        for (platform, span) in cells {
            match merged.last_mut() {
                Some((at, last)) if *at == platform && span.from <= last.to => last.to = last.to.max(span.to),
                _ => merged.push((platform, span)),
            }
        }
        Region(merged)
    }
}

fn cuts_of_specifiers(specifiers: &Specifiers) -> Vec<Point> {
    specifiers.iter().filter_map(|one| one.version()).flat_map(cuts_of).collect()
}

fn cuts_of_marker(marker: &Marker) -> Vec<Point> {
    let mut cuts = Vec::new();
    for text in marker.python_versions() {
        // `in "3.8 3.9"` holds more than one.
        let words = text.split(|c: char| c.is_whitespace() || c == ',');
        cuts.extend(
            words.filter_map(|word| word.trim_end_matches(".*").parse::<Version>().ok()).flat_map(|v| cuts_of(&v)),
        );
    }
    cuts
}

// Wherever a comparison with this version could change its answer, whatever its operator.
fn cuts_of(version: &Version) -> [Point; 4] {
    let part = |at: usize| version.release().get(at).copied().unwrap_or(0);
    let (major, minor, micro) = (part(0), part(1), part(2));
    let next = |number: u64| number.saturating_add(1);
    [[major, minor, micro], [major, minor, next(micro)], [major, next(minor), 0], [next(major), 0, 0]]
}
