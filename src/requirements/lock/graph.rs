//! A lock that says who needs whom -> which of its packages an environment gets, and the same as one marker for each.
//!
//! Locks of uv, poetry, pdm and pipenv are read into this; a `pylock.toml` needs none. Pure: what is reached along the
//! needs whose markers hold is installed.

use std::collections::{BTreeMap, BTreeSet};

use super::select::For;
use super::{Lock, LockError, Package, Place};
use crate::pep::marker::Marker;
use crate::pep::name::{ExtraName, GroupName, PackageName};

/// Who needs whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// The project whose extras and groups can exclude each other; uv writes these into markers.
    pub project: Option<PackageName>,
    /// Every package, those too that are not installed themselves.
    pub nodes: Vec<Node>,
    /// What the project needs.
    pub roots: Vec<(When, Need)>,
}

/// One package and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub name: PackageName,
    /// Which of the lock's packages it is; `None` for one that has nothing to install.
    pub package: Option<usize>,
    /// What it needs, by itself or for an extra.
    pub needs: Vec<(Option<ExtraName>, Need)>,
    /// Where it stands, for messages.
    pub place: Place,
}

/// One need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The nodes that can be meant: the first that this Python may have.
    pub to: Vec<usize>,
    /// The extras that are needed of it.
    pub extras: Vec<ExtraName>,
    /// When it counts; `extra` in it is an extra of the project, or uv's word for what excludes something.
    pub marker: Option<Marker>,
}

/// When the project needs it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// Always, but for `--only-group`.
    Always,
    /// With an extra.
    Extra(ExtraName),
    /// With a dependency group.
    Group(GroupName),
}

/// More alternatives than this in one marker no person reads and no tool likes.
const MOST_WAYS: usize = 400;

type At<'a> = (usize, Option<&'a ExtraName>);

impl Graph {
    /// The packages that are reached for somebody, as positions in the lock.
    pub fn reached(&self, lock: &Lock, whom: &For<'_>) -> Result<BTreeSet<usize>, LockError> {
        let mut active = self.asked(whom);
        loop {
            let seen = self.walk(lock, whom, &active)?;
            let more: Vec<ExtraName> = seen
                .iter()
                .filter_map(|(node, extra)| encoded("extra", &self.nodes[*node].name, (*extra)?.as_str()))
                .filter(|word| !active.contains(word))
                .collect();
            if more.is_empty() || !self.has_conflicts() {
                return Ok(seen.iter().filter_map(|(node, _)| self.nodes[*node].package).collect());
            }
            active.extend(more);
        }
    }

    // Extras as markers know them: by their own names, and as uv writes what excludes something.
    fn asked(&self, whom: &For<'_>) -> Vec<ExtraName> {
        let mut active = whom.extras.to_vec();
        if let Some(project) = &self.project {
            active.extend(whom.extras.iter().filter_map(|name| encoded("extra", project, name.as_str())));
            active.extend(whom.groups.iter().filter_map(|name| encoded("group", project, name.as_str())));
            active.extend((!whom.groups_only).then(|| project_word(project)).flatten());
        }
        active
    }

    fn has_conflicts(&self) -> bool {
        let all = self.nodes.iter().flat_map(|node| node.needs.iter().map(|(_, need)| need));
        all.chain(self.roots.iter().map(|(_, need)| need))
            .any(|need| need.marker.as_ref().is_some_and(Marker::mentions_extra))
    }

    fn walk<'a>(&'a self, lock: &Lock, whom: &For<'_>, active: &[ExtraName]) -> Result<BTreeSet<At<'a>>, LockError> {
        let mut seen = BTreeSet::new();
        let mut open = Vec::new();
        for (when, need) in &self.roots {
            let counts = match when {
                When::Always => !whom.groups_only,
                When::Extra(extra) => !whom.groups_only && whom.extras.contains(extra),
                When::Group(group) => whom.groups.contains(group),
            };
            if counts {
                self.follow(lock, need, &Place::Whole(lock.path.clone()), whom, active, &mut open)?;
            }
        }
        while let Some((node, extra)) = open.pop() {
            if !seen.insert((node, extra)) {
                continue;
            }
            let from = &self.nodes[node];
            for (_, need) in from.needs.iter().filter(|(of, _)| of.as_ref() == extra) {
                self.follow(lock, need, &from.place, whom, active, &mut open)?;
            }
        }
        Ok(seen)
    }

    fn follow<'a>(
        &'a self,
        lock: &Lock,
        need: &'a Need,
        from: &Place,
        whom: &For<'_>,
        active: &[ExtraName],
        open: &mut Vec<At<'a>>,
    ) -> Result<(), LockError> {
        if let Some(marker) = &need.marker
            && !marker.evaluate(whom.environment, active).map_err(|error| LockError::Marker {
                place: from.clone(),
                marker: marker.to_string(),
                why: error.to_string(),
            })?
        {
            return Ok(());
        }
        let may = |at: &&usize| {
            let package = self.nodes[**at].package.map(|package| &lock.packages[package]);
            let requires = package.and_then(|package| package.requires_python.as_ref());
            requires.is_none_or(|requires| requires.contains(whom.python))
        };
        let Some(to) = need.to.iter().find(may).or(need.to.first()) else { return Ok(()) };
        open.push((*to, None));
        open.extend(need.extras.iter().map(|extra| (*to, Some(extra))));
        Ok(())
    }

    /// For each package of the lock the marker that a `pylock.toml` has for it: `None` for one that nothing needs,
    /// `Some(None)` for one that is always installed. Err names a package whose marker nobody could read.
    pub fn markers(&self, lock: &Lock) -> Result<Vec<Option<Option<Marker>>>, String> {
        let mut all = Ways::default();
        let mut open = Vec::new();
        for (when, need) in &self.roots {
            let base = match when {
                When::Always => None,
                When::Extra(name) => Some(format!("\"{name}\" in extras")),
                When::Group(name) => Some(format!("\"{name}\" in dependency_groups")),
            };
            let way: Way = base.into_iter().map(|text| all.atom(text)).collect();
            self.spread(&mut all, &[way], need, &mut open)?;
        }
        while let Some(at) = open.pop() {
            let ways: Vec<Way> = all.of.get(&at).cloned().unwrap_or_default();
            let node = &self.nodes[at.0];
            for (_, need) in node.needs.iter().filter(|(of, _)| of.as_ref() == at.1) {
                self.spread(&mut all, &ways, need, &mut open)?;
            }
        }
        let mut markers = vec![None; lock.packages.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            let Some(package) = node.package else { continue };
            let Some(ways) = all.of.get(&(index, None)) else { continue };
            let own = all.text(ways);
            let marker = own.map(|text| Marker::parse(&text).map_err(|error| error.to_string())).transpose()?;
            markers[package] = Some(marker);
        }
        Ok(markers)
    }

    fn spread<'a>(
        &'a self,
        all: &mut Ways<'a>,
        ways: &[Way],
        need: &'a Need,
        open: &mut Vec<At<'a>>,
    ) -> Result<(), String> {
        let atom = match &need.marker {
            Some(marker) => Some(self.in_lock_words(marker)?),
            None => None,
        };
        if need.to.len() > 1 {
            let name = &self.nodes[need.to[0]].name;
            return Err(format!("which of the versions of {name} is meant depends on more than its markers say"));
        }
        let atom = atom.map(|text| all.atom(text));
        for &to in &need.to {
            let targets = [(to, None)].into_iter().chain(need.extras.iter().map(|extra| (to, Some(extra))));
            for target in targets {
                let mut is_new = false;
                for way in ways {
                    let mut way = way.clone();
                    way.extend(atom);
                    is_new |= all.add(target, way);
                }
                if all.of.get(&target).is_some_and(|ways| ways.len() > MOST_WAYS) {
                    return Err(format!("{} is needed in too many ways", self.nodes[to].name));
                }
                if is_new && !open.contains(&target) {
                    open.push(target);
                }
            }
        }
        Ok(())
    }

    // `extra == "x"` is `"x" in extras` in a pylock; so are uv's words for what excludes something.
    fn in_lock_words(&self, marker: &Marker) -> Result<String, String> {
        let text = marker.to_string();
        if !marker.mentions_extra() {
            return Ok(text);
        }
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find("extra ") {
            out.push_str(&rest[..at]);
            let word = |sign: &str| rest[at..].strip_prefix(sign).and_then(|tail| tail.split_once('"'));
            let (word, tail, verb) = match (word("extra == \""), word("extra != \"")) {
                (Some((word, tail)), _) => (word, tail, "in"),
                (_, Some((word, tail))) => (word, tail, "not in"),
                _ => return Err(format!("marker \"{text}\" cannot be said in a pylock.toml")),
            };
            let of = |kind: &str| {
                let project = self.project.as_ref()?;
                word.strip_prefix(&format!("{kind}-{}-{project}-", project.as_str().len()))
            };
            match (of("extra"), of("group")) {
                (Some(name), _) => out.push_str(&format!("\"{name}\" {verb} extras")),
                (_, Some(name)) => out.push_str(&format!("\"{name}\" {verb} dependency_groups")),
                _ if self.project.is_some() => {
                    return Err(format!("marker \"{text}\" is about another package of the workspace"));
                }
                _ => out.push_str(&format!("\"{word}\" {verb} extras")),
            }
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// One way to a package: all of these must hold.
type Way = BTreeSet<u32>;

#[derive(Default)]
struct Ways<'a> {
    atoms: Vec<String>,
    of: BTreeMap<At<'a>, Vec<Way>>,
}

impl<'a> Ways<'a> {
    fn atom(&mut self, text: String) -> u32 {
        let at = self.atoms.iter().position(|other| *other == text).unwrap_or_else(|| {
            self.atoms.push(text);
            self.atoms.len() - 1
        });
        u32::try_from(at).expect("a lock has fewer markers")
    }

    // True when it is a way that no other one includes.
    fn add(&mut self, at: At<'a>, way: Way) -> bool {
        let ways = self.of.entry(at).or_default();
        if ways.iter().any(|other| other.is_subset(&way)) {
            return false;
        }
        ways.retain(|other| !way.is_subset(other));
        ways.push(way);
        true
    }

    // None when there is a way without a condition.
    fn text(&self, ways: &[Way]) -> Option<String> {
        if ways.iter().any(BTreeSet::is_empty) {
            return None;
        }
        let wrapped = |atom: &u32| {
            let text = &self.atoms[*atom as usize];
            if text.contains(" and ") || text.contains(" or ") { format!("({text})") } else { text.clone() }
        };
        let mut texts: Vec<String> =
            ways.iter().map(|way| way.iter().map(wrapped).collect::<Vec<_>>().join(" and ")).collect();
        texts.sort();
        if let [one] = texts.as_slice() {
            return Some(one.clone());
        }
        let all: Vec<String> =
            texts.into_iter().map(|text| if text.contains(" and ") { format!("({text})") } else { text }).collect();
        Some(all.join(" or "))
    }
}

// uv: `ConflictMarker`, "extra-7-project-name".
fn encoded(kind: &str, package: &PackageName, name: &str) -> Option<ExtraName> {
    ExtraName::parse(&format!("{kind}-{}-{package}-{name}", package.as_str().len())).ok()
}

fn project_word(package: &PackageName) -> Option<ExtraName> {
    ExtraName::parse(&format!("project-{}-{package}", package.as_str().len())).ok()
}

/// A graph without needs among its packages: the lock itself says for what each is.
pub fn flat(packages: &[Package], wanted: impl Iterator<Item = (usize, When, Option<Marker>)>) -> Graph {
    let node = |(index, package): (usize, &Package)| Node {
        name: package.name.clone(),
        package: Some(index),
        needs: Vec::new(),
        place: package.place.clone(),
    };
    Graph {
        project: None,
        nodes: packages.iter().enumerate().map(node).collect(),
        roots: wanted
            .map(|(index, when, marker)| (when, Need { to: vec![index], extras: Vec::new(), marker }))
            .collect(),
    }
}
