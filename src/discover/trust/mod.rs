//! Trust: using an environment implicitly is running its code, so it is granted, not assumed.
//!
//! Found from the working directory: only what this user made with noglue or trusted. Found from code that was named:
//! also what belongs to the owner of that code or of a directory above it up to the project, who could change the
//! code anyway. Never: what others can write to on the way. Executes nothing.

pub mod record;
pub mod registry;

use std::path::Path;

use super::route::{Problem, Route};
use super::step::{Step, Trace};
use super::unusable::{Unusable, Why};
use super::view::View;
use super::walk::Place;
use super::{Who, text};
use crate::sys;
use registry::Standing;

/// Whether `place` may be used by `who`; if so, the route on which the rest of it is to be followed.
pub fn check<'a>(view: &'a dyn View, place: &Place, who: &Who, trace: &mut impl Trace) -> Result<Route<'a>, Unusable> {
    let refused = |why| Unusable { dir: place.dir.clone(), root: place.root.clone(), why };
    let facts = view.follow(&place.dir).map_err(|e| refused(unreadable(&place.dir, &e)))?;
    let standing = who.registry.standing(view, &place.dir, &place.config, facts.identity);
    let mut accepted = vec![who.uid];
    trace.step(|| Step::Checked {
        question: "made or trusted by this user",
        answer: match &standing {
            Standing::Known(_) => "yes".into(),
            Standing::Replaced => "recorded, but another directory now".into(),
            Standing::Unknown => "no record".into(),
        },
    });
    match (&standing, &place.start.code) {
        (Standing::Known(owners), _) => accepted.extend(owners),
        (_, Some(_)) => {}
        (_, None) if who.uid == 0 && facts.owner != 0 => return Err(refused(Why::NotForRoot { owner: facts.owner })),
        (Standing::Replaced, None) => return Err(refused(Why::Replaced)),
        (Standing::Unknown, None) => return Err(refused(Why::NotMadeHere)),
    }
    if let Some(code) = &place.start.code {
        let owners = owners_of_code(view, code, &place.start.dir, &place.root);
        trace.step(|| Step::Checked {
            question: "owners of the code that was named",
            answer: owners.iter().map(|uid| sys::user::name(*uid)).collect::<Vec<_>>().join(", "),
        });
        accepted.extend(owners);
    }
    let mut route = Route::new(view, &accepted);
    for path in [place.dir.clone(), place.dir.join("pyvenv.cfg")] {
        route.follow(&path).map_err(|problem| refused(why(problem, who.uid)))?;
    }
    trace.step(|| Step::Checked {
        question: "closed to others on the way",
        answer: format!("yes, down to {}", text::shown(&place.dir)),
    });
    Ok(route)
}

fn owners_of_code(view: &dyn View, code: &Path, dir: &Path, root: &Path) -> Vec<u32> {
    let above = dir.ancestors().take_while(|d| d.starts_with(root));
    let mut owners: Vec<u32> =
        std::iter::once(code).chain(above).filter_map(|p| view.follow(p).ok()).map(|f| f.owner).collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}

/// A problem of the route as a reason.
pub fn why(problem: Problem, uid: u32) -> Why {
    match problem {
        Problem::Owner(_, owner) if uid == 0 => Why::NotForRoot { owner },
        Problem::Owner(path, owner) => Why::ForeignOwner { path, owner },
        Problem::Writable(path) => Why::Writable { path },
        Problem::Io(path, error) => unreadable(&path, &error),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Why {
    Why::Unreadable { path: path.to_owned(), error: error.to_string() }
}
