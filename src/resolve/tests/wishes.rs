//! Guesses that can be followed without the solver.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;

use super::super::*;
use super::world::*;
use crate::pep::name::PackageName;
use crate::pep::version::Version;

// Follows every wish as far as it goes, as a fetching thread would.
struct Ahead {
    world: World,
    fetched: RefCell<BTreeSet<String>>,
    // Only the roots' wishes are followed: the rest must come from them.
    is_started: Cell<bool>,
}

impl Ahead {
    fn follow(&self, wish: &Wish) {
        let Ok(Some(versions)) = self.world.versions(wish.name()) else { return };
        let Some(at) = wish.pick(&*versions) else { return };
        let version = &versions.newest_first()[at];
        let extras: Vec<&str> = wish.extras().iter().map(|extra| extra.as_str()).collect();
        if self.fetched.borrow_mut().insert(format!("{} {version} {}", wish.name(), extras.join(",")))
            && let Ok(Details::Known(metadata)) = self.world.metadata(wish.name(), version)
        {
            wish.follow(&metadata).iter().for_each(|wish| self.follow(wish));
        }
    }
}

impl Candidates for Ahead {
    type Error = Infallible;

    fn versions(&self, name: &PackageName) -> Result<Option<Arc<dyn Versions>>, Infallible> {
        self.world.versions(name)
    }

    fn metadata(&self, name: &PackageName, version: &Version) -> Result<Details, Infallible> {
        self.world.metadata(name, version)
    }

    fn prefetch(&self, wishes: &[Wish]) {
        fn is_sent_between_threads<T: Send + Sync + 'static>(_: &T) {}
        for wish in wishes.iter().filter(|_| !self.is_started.get()) {
            is_sent_between_threads(wish);
            self.follow(wish);
        }
        self.is_started.set(true);
    }
}

#[test]
fn guesses_are_what_the_solver_takes_when_nothing_conflicts() {
    let world = World::new(
        "a 1.0 needs b[x]<2
         b 1.0 needs c>=1.0a1; extra == \"x\" & d
         b 1.1rc1
         b 2.0
         c 1.0b1
         c 0.9
         d 1.0 needs e; os_name == \"nt\" & f
         d 2.0 | sdist
         f 1.0
         f 2.0 | yanked
         f 3.0",
    );
    let mut problem = problem(&["a"]);
    problem.constraints = roots("constraints.txt", &["f<3"]);
    let ahead = Ahead { world, fetched: RefCell::default(), is_started: Cell::new(false) };
    let resolution = solve(&problem, &ahead).unwrap();
    let taken: Vec<String> =
        resolution.packages.iter().map(|(name, pinned)| format!("{name} {}", pinned.version)).collect();
    let guessed: Vec<String> =
        ahead.fetched.borrow().iter().map(|text| text.trim_end_matches([' ', 'x']).to_owned()).collect();
    assert_eq!(taken, guessed);
    assert_eq!(taken, ["a 1.0", "b 1.0", "c 1.0b1", "d 1.0", "f 1.0"]);
}
