//! Users and groups as `/etc/passwd` and `/etc/group` list them: a static binary must not load name-service modules.

use super::facts::Facts;
use super::fs::{FsResult, read};
use std::path::Path;

/// A user that something runs as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The login name, or the number.
    pub name: String,
    /// The number.
    pub uid: u32,
    /// The groups, the first one first.
    pub groups: Vec<u32>,
}

impl Account {
    /// True if this user may do all of `bits` (4 read, 2 write, 1 search or execute) to what has these facts. Modes
    /// only: access control lists are not looked at.
    pub fn may(&self, facts: &Facts, bits: u32) -> bool {
        let shift = match () {
            () if self.uid == 0 => return true,
            () if facts.owner == self.uid => 6,
            () if self.groups.contains(&facts.group) => 3,
            () => 0,
        };
        facts.mode >> shift & bits == bits
    }
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    passwd: String,
    group: String,
}

impl Accounts {
    /// Those of this machine.
    pub fn of_machine() -> FsResult<Accounts> {
        let text = |path: &str| read(Path::new(path)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(Accounts { passwd: text("/etc/passwd")?, group: text("/etc/group")? })
    }

    /// From the text of both files.
    pub fn parse(passwd: &str, group: &str) -> Accounts {
        Accounts { passwd: passwd.to_owned(), group: group.to_owned() }
    }

    /// A user by name, or by number.
    pub fn user(&self, name: &str) -> Option<Account> {
        let number = name.parse::<u32>().ok();
        let found = self.passwd.lines().filter_map(user).find(|(login, uid, _)| *login == name || Some(*uid) == number);
        match (found, number) {
            (Some((login, uid, gid)), _) => {
                let mut groups = vec![gid];
                groups.extend(self.groups_of(login).filter(|other| *other != gid));
                Some(Account { name: login.to_owned(), uid, groups })
            }
            (None, Some(uid)) => Some(Account { name: format!("uid {uid}"), uid, groups: Vec::new() }),
            (None, None) => None,
        }
    }

    /// The number of a group, by name or number.
    pub fn group(&self, name: &str) -> Option<u32> {
        let found = self.group.lines().filter_map(group).find(|(group, _, _)| *group == name);
        found.map(|(_, gid, _)| gid).or_else(|| name.parse().ok())
    }

    /// The name of a group; the number when it has none.
    pub fn group_name(&self, gid: u32) -> String {
        let found = self.group.lines().filter_map(group).find(|(_, number, _)| *number == gid);
        found.map_or_else(|| gid.to_string(), |(name, _, _)| name.to_owned())
    }

    fn groups_of(&self, login: &str) -> impl Iterator<Item = u32> {
        let is_member = move |members: &str| members.split(',').any(|member| member.trim() == login);
        self.group.lines().filter_map(group).filter(move |(_, _, members)| is_member(members)).map(|(_, gid, _)| gid)
    }
}

// passwd(5): name, password, uid, gid, ...
fn user(line: &str) -> Option<(&str, u32, u32)> {
    let mut fields = line.split(':');
    Some((fields.next()?, fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
}

// group(5): name, password, gid, members.
fn group(line: &str) -> Option<(&str, u32, &str)> {
    let mut fields = line.split(':');
    Some((fields.next()?, fields.nth(1)?.parse().ok()?, fields.next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::facts::Kind;
    use crate::sys::fs::Identity;

    const PASSWD: &str =
        "root:x:0:0:root:/root:/bin/sh\nbroken\nwww-data:x:33:33::/var/www:/bin/sh\nbob:x:1000:1000::/home/bob:\n";
    const GROUP: &str = "root:x:0:\nwww-data:x:33:bob, eve\nbob:x:1000:\nadm:x:4:eve,bob\nnoise\n";

    #[test]
    fn users_have_their_groups() {
        let accounts = Accounts::parse(PASSWD, GROUP);
        let bob = accounts.user("bob").unwrap();
        assert_eq!((bob.uid, bob.groups.as_slice()), (1000, &[1000, 33, 4][..]));
        assert_eq!(accounts.user("1000"), Some(bob));
        assert_eq!(accounts.user("4711").unwrap().name, "uid 4711");
        assert_eq!(accounts.user("nobody"), None);
        assert_eq!((accounts.group("adm"), accounts.group("77"), accounts.group("x")), (Some(4), Some(77), None));
        assert_eq!((accounts.group_name(4), accounts.group_name(5)), ("adm".into(), "5".into()));
    }

    #[test]
    fn modes_are_those_of_the_nearest_class() {
        let accounts = Accounts::parse(PASSWD, GROUP);
        let (bob, www, root) = (accounts.user("bob"), accounts.user("www-data"), accounts.user("root"));
        let of = |owner, group, mode| Facts {
            kind: Kind::Directory,
            mode,
            owner,
            group,
            identity: Identity { device: 0, inode: 0 },
        };
        let check = |user: &Option<Account>, facts: Facts, expected| {
            assert_eq!(user.as_ref().unwrap().may(&facts, 1), expected, "{user:?} {facts:?}");
        };
        check(&bob, of(1000, 1000, 0o700), true);
        check(&bob, of(1000, 1000, 0o077), false);
        check(&bob, of(0, 33, 0o750), true);
        check(&www, of(0, 33, 0o750), true);
        check(&www, of(1000, 1000, 0o750), false);
        check(&www, of(1000, 1000, 0o751), true);
        check(&www, of(0, 33, 0o705), false);
        check(&root, of(1000, 1000, 0o000), true);
    }
}
