//! A resolution as a graph: an order in which needs come first, and the ways from the roots to a package.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::pep::name::PackageName;

use super::resolution::Resolution;

impl Resolution {
    /// Every package after those it needs; by name where that leaves a choice, and where needs go in a circle.
    pub fn needs_first(&self) -> Vec<&PackageName> {
        let mut order = Vec::with_capacity(self.packages.len());
        let mut seen = BTreeSet::new();
        for name in self.packages.keys() {
            // Depth first without recursion: a chain of needs may be long.
            let mut stack = vec![(name, false)];
            while let Some((name, is_left)) = stack.pop() {
                if is_left {
                    order.push(name);
                } else if seen.insert(name) {
                    stack.push((name, true));
                    let mut needs: Vec<&PackageName> = self.needs(name).filter(|need| !seen.contains(need)).collect();
                    needs.dedup();
                    stack.extend(needs.into_iter().rev().map(|need| (need, false)));
                }
            }
        }
        order
    }

    /// Who needs each package, by name; packages that only roots ask for have nobody.
    pub fn needed_by(&self) -> BTreeMap<&PackageName, BTreeSet<&PackageName>> {
        let mut needed_by: BTreeMap<&PackageName, BTreeSet<&PackageName>> = BTreeMap::new();
        for (name, pinned) in &self.packages {
            needed_by.entry(name).or_default();
            for need in &pinned.dependencies {
                needed_by.entry(&need.name).or_default().insert(name);
            }
        }
        needed_by
    }

    /// The shortest way from a package a root asks for to `name`, both included; `None` when it is not there.
    pub fn way_to(&self, name: &PackageName) -> Option<Vec<&PackageName>> {
        let mut from: BTreeMap<&PackageName, Option<&PackageName>> = BTreeMap::new();
        let mut queue: VecDeque<&PackageName> = VecDeque::new();
        for (root, _) in self.packages.iter().filter(|(_, pinned)| !pinned.asked_by.is_empty()) {
            from.insert(root, None);
            queue.push_back(root);
        }
        while let Some(at) = queue.pop_front() {
            if at == name {
                let mut way = vec![at];
                let mut step = from.get(at).copied().flatten();
                while let Some(before) = step {
                    way.push(before);
                    step = from.get(before).copied().flatten();
                }
                way.reverse();
                return Some(way);
            }
            for need in self.needs(at) {
                if !from.contains_key(need) {
                    from.insert(need, Some(at));
                    queue.push_back(need);
                }
            }
        }
        None
    }

    fn needs<'r>(&'r self, name: &PackageName) -> impl Iterator<Item = &'r PackageName> {
        self.packages.get(name).into_iter().flat_map(|pinned| pinned.dependencies.iter().map(|need| &need.name))
    }
}
