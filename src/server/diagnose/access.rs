//! Whether a user may reach a path, worked out from owners and modes; the first that is in the way is named.

use std::path::{Path, PathBuf};

use super::kinds::DIRECTORY_CLOSED;
use super::{Finding, Machine};
use crate::discover::View;
use crate::discover::text::{pasted, shown};
use crate::sys::accounts::{Account, Accounts};
use crate::sys::facts::{Facts, Kind};

/// What is to be done at the end of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Go there, or through it.
    Enter,
    /// Read it.
    Read,
    /// Connect to the socket: write.
    Write,
}

/// The first thing on the way that this user may not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barrier {
    /// Which.
    pub path: PathBuf,
    /// Its owner and mode.
    pub facts: Facts,
    /// What the user may not do with it: 4 read, 2 write, 1 search.
    pub bits: u32,
}

/// What is in the way of `user` to `path`. Links are followed as the system follows them; what does not exist is in
/// nobody's way.
pub fn barrier(view: &dyn View, user: &Account, path: &Path, wish: Wish) -> Option<Barrier> {
    let mut ahead: Vec<PathBuf> = vec![path.to_owned()];
    let mut links = 0;
    while let Some(path) = ahead.pop() {
        let mut here = PathBuf::new();
        let mut parts = path.components().peekable();
        while let Some(part) = parts.next() {
            here.push(part);
            let facts = view.facts(&here).ok()?;
            if facts.kind == Kind::Link {
                links += 1;
                if links > 40 {
                    return None;
                }
                let target = view.target(&here).ok()?;
                let target = crate::sys::fs::absolute(&target, here.parent().unwrap_or(Path::new("/")));
                ahead.push(parts.fold(target, |path, part| path.join(part)));
                break;
            }
            let is_last = parts.peek().is_none();
            let bits = match (is_last, wish, facts.kind) {
                (false, ..) | (true, Wish::Enter, Kind::Directory) => 1,
                (true, Wish::Read, Kind::Directory) => 5,
                (true, Wish::Read, _) => 4,
                (true, Wish::Write, _) => 2,
                (true, Wish::Enter, _) => 0,
            };
            if !user.may(&facts, bits) {
                return Some(Barrier { path: here, facts, bits });
            }
        }
    }
    None
}

/// The finding for a path that was denied to `user`, or to the service's user where none is known.
pub fn denied(path: &Path, wish: Wish, user: Option<&Account>, machine: &Machine<'_>) -> Finding {
    let user = user.unwrap_or(&machine.service);
    match barrier(machine.view, user, path, wish) {
        Some(barrier) => closed(&barrier, user, machine.accounts),
        None => Finding::new(DIRECTORY_CLOSED, format!("the server's user may not reach {}", shown(path)))
            .advice(format!("to see the modes on the way: namei -l {}", pasted(path)))
            .advice("noglue doctor --user NAME checks them for the user NAME"),
    }
}

/// The finding for what is in the way.
pub fn closed(barrier: &Barrier, user: &Account, accounts: &Accounts) -> Finding {
    let Barrier { path, facts, bits } = barrier;
    let verb = match bits {
        1 => "pass",
        2 => "write to",
        _ => "read",
    };
    let owner = format!("{}:{}", crate::sys::user::name(facts.owner), accounts.group_name(facts.group));
    let message = format!("{} may not {verb} {} ({owner}, mode {:03o})", user.name, shown(path), facts.mode & 0o777);
    let letters: String =
        [(4, 'r'), (2, 'w'), (1, 'x')].iter().filter(|(bit, _)| bits & bit != 0).map(|(_, c)| c).collect();
    let who = if facts.owner == user.uid {
        'u'
    } else if user.groups.contains(&facts.group) {
        'g'
    } else {
        'o'
    };
    let finding = Finding::new(DIRECTORY_CLOSED, message);
    if who == 'o' && *bits != 1 {
        let group = user.groups.first().map_or_else(|| user.name.clone(), |gid| accounts.group_name(*gid));
        return finding.advice(format!("sudo chgrp {group} {0} && sudo chmod g+{letters} {0}", pasted(path)));
    }
    finding.advice(format!("sudo chmod {who}+{letters} {}", pasted(path)))
}
