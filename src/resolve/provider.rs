//! The problem in the words of PubGrub: which node next, which version of it, what that needs.
//!
//! Beside answering it keeps how each node stands, for three rules that depend on the search: an extra follows its
//! package's version, pre-releases and yanked versions depend on who asks.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::collections::hash_map::Entry as MapEntry;
use std::sync::Arc;

use pubgrub::Dependencies;

use crate::pep::name::{ExtraName, PackageName};
use crate::pep::specifier::{Key, VersionSet};
use crate::pep::version::Version;

use super::candidates::{Candidates, Details, Fit, Versions};
use super::dead::Dead;
use super::nodes::{Node, NodeId, Nodes, Request, Stand};
use super::pick::{Picked, Want, pick, position, spans};
use super::policy::{Ask, Policy, is_pinned_by};
use super::wish::Wish;

/// Versions after which a package counts as hard to place.
pub const MANY_TRIES: u32 = 5;
/// How many versions of such a package are fetched ahead, at most.
const AHEAD: usize = 64;
/// How often the search may begin anew because of such packages.
const MOST_RESTARTS: u32 = 30;

/// What the search knows; outlives it, for the explanation.
pub struct Provider<'a, C: Candidates + ?Sized> {
    /// The rules.
    pub policy: Arc<Policy>,
    /// The packages met.
    pub nodes: RefCell<Nodes>,
    /// Pre-releases that were withheld may now be taken when nothing else is left.
    pub last_resort: bool,
    /// What need not be tried.
    pub dead: Dead,
    many_tries: u32,
    candidates: &'a C,
    roots: Vec<(usize, Ask)>,
    listings: RefCell<HashMap<NodeId, Option<Arc<dyn Versions>>>>,
    details: RefCell<HashMap<(NodeId, usize), Details>>,
    restarts: Cell<u32>,
    is_stuck: Cell<bool>,
}

impl<'a, C: Candidates + ?Sized> Provider<'a, C> {
    /// A search that has not begun.
    pub fn new(policy: Policy, roots: Vec<(usize, Ask)>, candidates: &'a C, many_tries: u32) -> Self {
        Provider {
            dead: Dead::new(&policy, &roots),
            policy: Arc::new(policy),
            nodes: RefCell::new(Nodes::new()),
            last_resort: false,
            many_tries,
            candidates,
            roots,
            listings: RefCell::default(),
            details: RefCell::default(),
            restarts: Cell::new(0),
            is_stuck: Cell::new(false),
        }
    }

    /// Known names that look like one that is not.
    pub fn similar(&self, name: &PackageName) -> Vec<PackageName> {
        self.candidates.similar(name)
    }

    /// What the roots ask for, each with its position in the problem.
    pub fn roots(&self) -> &[(usize, Ask)] {
        &self.roots
    }

    /// The version the root node has.
    pub fn root_version() -> Key {
        Key::from(Version::new([0]))
    }

    /// A package's listing; `None` when nobody knows it.
    pub fn listing(&self, name: &PackageName) -> Result<Option<Arc<dyn Versions>>, C::Error> {
        let id = self.nodes.borrow_mut().package(name);
        match self.listings.borrow_mut().entry(id) {
            MapEntry::Occupied(known) => Ok(known.get().clone()),
            MapEntry::Vacant(free) => Ok(free.insert(self.candidates.versions(name)?).clone()),
        }
    }

    /// A listing asked for before.
    pub fn known_listing(&self, name: &PackageName) -> Option<Arc<dyn Versions>> {
        let id = self.nodes.borrow().find(name)?;
        self.listings.borrow().get(&id).cloned().flatten()
    }

    /// True when the package was asked for and nobody knows it.
    pub fn is_unknown(&self, name: &PackageName) -> bool {
        let id = self.nodes.borrow().find(name);
        id.is_some_and(|id| matches!(self.listings.borrow().get(&id), Some(None)))
    }

    /// What a version of a listing says about itself.
    pub fn details(&self, name: &PackageName, at: usize, version: &Version) -> Result<Details, C::Error> {
        let id = self.nodes.borrow_mut().package(name);
        match self.details.borrow_mut().entry((id, at)) {
            MapEntry::Occupied(known) => Ok(known.get().clone()),
            MapEntry::Vacant(free) => Ok(free.insert(self.candidates.metadata(name, version)?).clone()),
        }
    }

    /// True when a version of this kind was withheld that another search might find allowed.
    pub fn is_worth_another_search(&self) -> bool {
        let nodes = self.nodes.borrow();
        !self.last_resort
            && nodes.iter().any(|(_, entry)| {
                let Node::Package(name) = &entry.node else { return false };
                entry.withheld
                    && entry.requests.iter().any(|request| {
                        request.names_pre_release || request.pin.is_some() || !self.has_final(name, &request.range)
                    })
            })
    }

    /// True when the search had better begin anew, with the packages that are hard to place decided first: in the
    /// order in which it met them they would be the ones to give way, down to very old versions.
    pub fn is_stuck(&self) -> bool {
        self.is_stuck.get()
    }

    /// Forgets where the search stood, keeps what was learned of the world and which packages are hard to place.
    pub fn rewind(&self) {
        self.is_stuck.set(false);
        self.dead.look_again();
        let mut nodes = self.nodes.borrow_mut();
        for id in nodes.ids() {
            let entry = nodes.get_mut(id);
            entry.stand = Stand::Idle;
            entry.tries = 0;
            // The last search lets every wish count that was ever seen.
            if !self.last_resort {
                entry.requests.clear();
                entry.withheld = false;
            }
        }
    }

    /// True when PEP 440 lets this pre-release be taken as the search stands: someone names one, or no final release
    /// satisfies everyone who asks now.
    pub fn is_pre_release_due(&self, name: &PackageName) -> bool {
        if self.policy.allows_pre_releases(name) {
            return true;
        }
        let asked = {
            let nodes = self.nodes.borrow();
            let mut range = VersionSet::full();
            for request in nodes.find(name).map_or(&[][..], |id| &nodes.get(id).requests) {
                if nodes.is_current(request) {
                    if request.names_pre_release {
                        return true;
                    }
                    range = range.intersection(&request.range);
                }
            }
            range
        };
        self.policy.takes_pre_releases_in_need(name) && !self.has_final(name, &asked)
    }

    /// True when `range` has a usable version that is no pre-release and not yanked.
    fn has_final(&self, name: &PackageName, range: &VersionSet) -> bool {
        let Some(versions) = self.known_listing(name) else { return false };
        let range = self.constrained(name, range);
        let list = versions.newest_first();
        spans(list, &range).flatten().any(|at| {
            let status = versions.status(at);
            !list[at].any_prerelease() && status.fit == Fit::Usable && !status.is_yanked
        })
    }

    fn constrained<'r>(&self, name: &PackageName, range: &'r VersionSet) -> Cow<'r, VersionSet> {
        match self.policy.constraint(name) {
            Some(constraint) => Cow::Owned(constraint.intersection(range)),
            None => Cow::Borrowed(range),
        }
    }

    /// Which version of a node to try.
    // An extra goes where its package can go. When there is nothing there the whole of its own range is tried: "no
    // version" would be held against all of that.
    pub fn choose(&self, node: NodeId, name: &PackageName, range: &VersionSet) -> Result<Option<Version>, C::Error> {
        let Some(versions) = self.listing(name)? else { return Ok(None) };
        let (base, narrowed) = {
            let nodes = self.nodes.borrow();
            let base = nodes.get(node).base;
            let narrowed = match &nodes.get(base).stand {
                _ if base == node => None,
                Stand::Chosen(version) if range.contains(version) => Some(VersionSet::singleton(version.clone())),
                Stand::Open(other) => Some(other.intersection(range)),
                Stand::Chosen(_) | Stand::Idle => None,
            };
            (base, narrowed)
        };
        for range in narrowed.iter().chain([range]) {
            let range = self.constrained(name, range);
            if let Some(at) = self.pick(base, name, &*versions, &range) {
                let version = versions.newest_first()[at].clone();
                self.note_choice(node, name, &version, &*versions, &range);
                return Ok(Some(version));
            }
        }
        Ok(None)
    }

    fn pick(&self, base: NodeId, name: &PackageName, versions: &dyn Versions, range: &VersionSet) -> Option<usize> {
        let (pre_releases, pins) = {
            let nodes = self.nodes.borrow();
            let requests = &nodes.get(base).requests;
            let named = |request: &Request| request.names_pre_release && nodes.is_current(request);
            let counts = |request: &&Request| self.last_resort || nodes.is_current(request);
            let pins: Vec<Version> = requests.iter().filter(counts).filter_map(|request| request.pin.clone()).collect();
            (self.policy.allows_pre_releases(name) || requests.iter().any(named), pins)
        };
        let want = Want {
            range,
            preferred: self.policy.preferred(name),
            pre_releases,
            pinned: &|version| {
                pins.iter().any(|pin| is_pinned_by(version, pin)) || self.policy.allows_yanked(name, version)
            },
            newest: self.policy.wants_newest(name),
            wheels: self.policy.prefers_wheels(),
            dead: &|at| self.is_dead(base, name, versions, at),
        };
        let withheld = match pick(versions, &want) {
            Picked::At(at) => return Some(at),
            Picked::PreRelease(at)
                if (self.last_resort && self.policy.takes_pre_releases_in_need(name))
                    || self.is_pre_release_due(name) =>
            {
                return Some(at);
            }
            Picked::PreRelease(_) => true,
            Picked::Nothing(passed_yanked) => passed_yanked,
        };
        self.nodes.borrow_mut().get_mut(base).withheld |= withheld;
        None
    }

    /// True when the listing is here and shows that nothing in `range` can be used. Long lists are not read to the end.
    pub fn is_hopeless(&self, id: NodeId, name: &PackageName, range: &VersionSet) -> bool {
        match self.listings.borrow().get(&id) {
            None => false,
            Some(None) => true,
            Some(Some(versions)) => {
                let range = self.constrained(name, range);
                let mut unusable = spans(versions.newest_first(), &range)
                    .flatten()
                    .take(50)
                    .take_while(|at| versions.status(*at).fit != Fit::Usable);
                let seen = unusable.by_ref().count();
                seen < 50 && spans(versions.newest_first(), &range).flatten().nth(seen).is_none()
            }
        }
    }

    // A package tried again and again will be tried still more: its next versions' metadata is fetched together.
    fn note_choice(
        &self,
        node: NodeId,
        name: &PackageName,
        version: &Version,
        versions: &dyn Versions,
        range: &VersionSet,
    ) {
        let key = Key::from(version);
        let mut nodes = self.nodes.borrow_mut();
        let entry = nodes.get_mut(node);
        entry.tries += u32::from(!matches!(&entry.stand, Stand::Chosen(last) if *last == key));
        entry.stand = Stand::Chosen(key);
        let tries = entry.tries;
        if tries >= self.many_tries && !entry.is_hard && self.restarts.get() < MOST_RESTARTS {
            entry.is_hard = true;
            self.restarts.set(self.restarts.get() + 1);
            self.is_stuck.set(true);
        }
        drop(nodes);
        if tries >= 4
            && let Some(at) = position(versions.newest_first(), version)
        {
            self.fetch_ahead(node, name, versions, range, at);
        }
    }

    /// The version at `at` is looked at, and was not the first one: the metadata of the next ones in `range` is fetched
    /// together, the more the more were looked at. Where the range is nearly at its end, older versions are next.
    pub fn fetch_ahead(
        &self,
        node: NodeId,
        name: &PackageName,
        versions: &dyn Versions,
        range: &VersionSet,
        at: usize,
    ) {
        let list = versions.newest_first();
        let mut nodes = self.nodes.borrow_mut();
        let entry = nodes.get_mut(node);
        entry.looked_at += 1;
        let window = entry.looked_at.clamp(4, AHEAD);
        let is_worth = |at: &usize| {
            let status = versions.status(*at);
            status.fit == Fit::Usable && !status.needs_build
        };
        let next = |range: &VersionSet| -> Vec<usize> {
            if self.policy.wants_newest(name) {
                spans(list, range).flatten().filter(|next| *next > at).filter(is_worth).take(window).collect()
            } else {
                let ahead: Vec<usize> = spans(list, range).flatten().filter(|next| *next < at).collect();
                ahead.into_iter().rev().filter(is_worth).take(window).collect()
            }
        };
        let mut ahead = next(range);
        if ahead.len() < window / 2 {
            ahead = next(&self.dead.bound(&self.policy, name));
        }
        let is_end = ahead.len() < window;
        ahead.retain(|at| !entry.announced.contains(at));
        if ahead.is_empty() || ahead.len() < window / 2 && !is_end {
            return;
        }
        entry.announced.extend(&ahead);
        drop(nodes);
        let soon: Vec<Version> = ahead.iter().map(|at| list[*at].clone()).collect();
        self.candidates.prefetch_metadata(name, &soon);
    }

    /// What a version of a node needs, in nodes.
    pub fn needs(&self, node: NodeId, version: &Key) -> Result<Dependencies<NodeId, VersionSet, String>, C::Error> {
        let entry = self.nodes.borrow().get(node).node.clone();
        let (name, extra) = match &entry {
            Node::Root => {
                let asks: Vec<Ask> = self.roots.iter().map(|(_, ask)| ask.clone()).collect();
                return Ok(Dependencies::Available(self.add(node, version, &asks).into_iter().collect()));
            }
            Node::Package(name) => (name, None),
            Node::Extra(name, extra) => (name, Some(extra)),
        };
        let asks = match self.asks(name, version.version(), extra)? {
            Ok(asks) => asks,
            Err(why) => return Ok(Dependencies::Unavailable(why)),
        };
        let mut needs = self.add(node, version, &asks);
        if extra.is_some() {
            let base = self.nodes.borrow().get(node).base;
            needs.insert(0, (base, VersionSet::singleton(version.clone())));
        }
        Ok(Dependencies::Available(needs.into_iter().collect()))
    }

    /// What a version asks for, alone or because of an extra; `Err` is why it cannot be used.
    pub fn asks(
        &self,
        name: &PackageName,
        version: &Version,
        extra: Option<&ExtraName>,
    ) -> Result<Result<Vec<Ask>, String>, C::Error> {
        let Some(versions) = self.listing(name)? else { return Ok(Ok(Vec::new())) };
        let Some(at) = position(versions.newest_first(), version) else { return Ok(Ok(Vec::new())) };
        let metadata = match self.details(name, at, version)? {
            Details::Known(metadata) => metadata,
            Details::Unusable(why) => return Ok(Err(why)),
        };
        if let Some(why) = self.policy.refusal(&metadata) {
            return Ok(Err(why));
        }
        let asks = match self.policy.asks(&metadata, extra) {
            Ok(asks) => asks,
            Err(why) => return Ok(Err(why)),
        };
        let own = Key::from(version);
        if let Some(ask) = asks.iter().find(|ask| ask.name == *name && !ask.range.contains(&own)) {
            return Ok(Err(format!("it needs another version of itself, {}", super::words::set(&ask.range))));
        }
        let pinned_to_itself = |ask: Ask| match ask.name == *name {
            true => Ask { range: VersionSet::singleton(own.clone()), ..ask },
            false => ask,
        };
        Ok(Ok(asks.into_iter().map(pinned_to_itself).collect()))
    }

    // Writes down who asks, fetches ahead, and gives each ask as nodes: the package and its extras.
    fn add(&self, by: NodeId, version: &Key, asks: &[Ask]) -> Vec<(NodeId, VersionSet)> {
        let mut needs = Vec::with_capacity(asks.len());
        let mut wishes = Vec::new();
        let mut nodes = self.nodes.borrow_mut();
        for ask in asks {
            let package = nodes.package(&ask.name);
            if package != nodes.get(by).base {
                needs.push((package, ask.range.clone()));
                let requests = &mut nodes.get_mut(package).requests;
                if requests.len() < 8 {
                    wishes.push(Wish::new(ask.clone(), &self.policy));
                }
                requests.push(Request {
                    by: (by, version.clone()),
                    range: ask.range.clone(),
                    names_pre_release: ask.names_pre_release,
                    pin: ask.pin.clone(),
                });
            }
            for extra in &ask.extras {
                let extra = nodes.extra(&ask.name, extra);
                if extra != by {
                    needs.push((extra, ask.range.clone()));
                }
            }
        }
        drop(nodes);
        if !wishes.is_empty() {
            self.candidates.prefetch(&wishes);
        }
        needs
    }
}
