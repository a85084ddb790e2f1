//! Who runs this. Reads `/etc/passwd` itself: a static binary must not load name-service modules.

use std::path::PathBuf;
use std::sync::OnceLock;

/// The effective user id.
pub fn uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// The effective group id.
pub fn gid() -> u32 {
    rustix::process::getegid().as_raw()
}

/// True when the process runs with more rights than who started it (setuid, setgid, file capabilities).
pub fn is_elevated() -> bool {
    rustix::process::getuid() != rustix::process::geteuid() || rustix::process::getgid() != rustix::process::getegid()
}

/// The home directory in `/etc/passwd` of the effective user.
pub fn home() -> Option<PathBuf> {
    let passwd = std::fs::read_to_string("/etc/passwd").ok()?;
    entry(&passwd, uid()).map(|(_, home)| PathBuf::from(home)).filter(|home| home.is_absolute())
}

/// The login name of `uid`, for messages; the number when it has none.
pub fn name(uid: u32) -> String {
    std::fs::read_to_string("/etc/passwd")
        .ok()
        .and_then(|passwd| entry(&passwd, uid).map(|(name, _)| name.to_owned()))
        .unwrap_or_else(|| format!("uid {uid}"))
}

/// The name of the primary group of the user with this login name or number; the group's number when it has none.
/// `None` for a user whom `/etc/passwd` does not list.
pub fn primary_group(user: &str) -> Option<String> {
    let passwd = std::fs::read_to_string("/etc/passwd").ok()?;
    let groups = std::fs::read_to_string("/etc/group").unwrap_or_default();
    primary_group_in(&passwd, &groups, user)
}

/// True when `/etc/group` lists a group of this name.
pub fn has_group(name: &str) -> bool {
    std::fs::read_to_string("/etc/group")
        .is_ok_and(|groups| groups.lines().any(|line| line.split(':').next() == Some(name)))
}

/// True when `gid` is the private group of `uid`: the user's primary group, and nobody else is in it.
pub fn is_private_group(gid: u32, uid: u32) -> bool {
    let Ok(passwd) = std::fs::read_to_string("/etc/passwd") else { return false };
    let mut owner = None;
    for line in passwd.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        let (Some(Ok(entry_uid)), Some(Ok(entry_gid))) =
            (fields.get(2).map(|f| f.parse::<u32>()), fields.get(3).map(|f| f.parse::<u32>()))
        else {
            continue;
        };
        if entry_gid == gid {
            if entry_uid != uid {
                return false;
            }
            owner = fields.first().copied();
        }
    }
    let Some(owner) = owner else { return false };
    let Ok(groups) = std::fs::read_to_string("/etc/group") else { return false };
    groups.lines().all(|line| {
        let fields: Vec<&str> = line.split(':').collect();
        fields.get(2).and_then(|f| f.parse::<u32>().ok()) != Some(gid)
            || fields.get(3).is_none_or(|members| members.split(',').all(|m| m.is_empty() || m == owner))
    })
}

/// True when nobody but `uids` and root is in the group `gid`, as far as `/etc/passwd` and `/etc/group` know;
/// false for a group they do not list.
pub fn group_has_only(gid: u32, uids: &[u32]) -> bool {
    match (std::fs::read_to_string("/etc/passwd"), std::fs::read_to_string("/etc/group")) {
        (Ok(passwd), Ok(groups)) => has_only(&passwd, &groups, gid, uids),
        _ => false,
    }
}

/// True for the uid under which a user namespace (a rootless container, a sandbox) shows all who are not in it, first of
/// all the machine's root.
pub fn is_outside_namespace(uid: u32) -> bool {
    // Asked for every directory on the way to an environment.
    static OVERFLOW: OnceLock<Option<u32>> = OnceLock::new();
    let read =
        || std::fs::read_to_string("/proc/sys/kernel/overflowuid").ok().and_then(|text| text.trim().parse().ok());
    *OVERFLOW.get_or_init(read) == Some(uid)
        && std::fs::read_to_string("/proc/self/uid_map").is_ok_and(|map| !is_mapped(&map, uid))
}

// user_namespaces(7): first uid inside, first uid outside, how many.
fn is_mapped(map: &str, uid: u32) -> bool {
    map.lines().any(|line| {
        let mut numbers = line.split_whitespace().map(str::parse::<u64>);
        let (first, count) = (numbers.next(), numbers.nth(1));
        matches!((first, count), (Some(Ok(first)), Some(Ok(count))) if (first..first + count).contains(&uid.into()))
    })
}

fn has_only(passwd: &str, groups: &str, gid: u32, uids: &[u32]) -> bool {
    let mut names = vec!["root"];
    for line in passwd.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        let number = |index: usize| fields.get(index).and_then(|f| f.parse::<u32>().ok());
        let (Some(name), Some(uid), Some(primary)) = (fields.first(), number(2), number(3)) else { continue };
        let is_allowed = uid == 0 || uids.contains(&uid);
        if is_allowed {
            names.push(name);
        } else if primary == gid {
            return false;
        }
    }
    let mut is_known = false;
    for line in groups.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        if fields.get(2).and_then(|f| f.parse::<u32>().ok()) == Some(gid) {
            is_known = true;
            let members = fields.get(3).copied().unwrap_or_default();
            if !members.split(',').map(str::trim).all(|m| m.is_empty() || names.contains(&m)) {
                return false;
            }
        }
    }
    is_known
}

fn primary_group_in(passwd: &str, groups: &str, user: &str) -> Option<String> {
    let gid = passwd.lines().find_map(|line| {
        let fields: Vec<&str> = line.split(':').collect();
        let is_meant = fields.first() == Some(&user) || fields.get(2) == Some(&user);
        fields.get(3).filter(|_| is_meant).copied()
    })?;
    let name = groups.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == gid).then_some(name)
    });
    Some(name.unwrap_or(gid).to_owned())
}

fn entry(passwd: &str, uid: u32) -> Option<(&str, &str)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        let entry_uid: u32 = fields.nth(1)?.parse().ok()?;
        let home = fields.nth(2)?;
        (entry_uid == uid).then_some((name, home))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwd_lines_give_name_and_home() {
        let passwd = "root:x:0:0:root:/root:/bin/bash\nbroken\nbob:x:1000:1000::/home/bob:/bin/sh\n";
        assert_eq!(entry(passwd, 1000), Some(("bob", "/home/bob")));
        assert_eq!(entry(passwd, 1), None);
    }

    #[test]
    fn a_user_has_a_primary_group() {
        let passwd =
            "root:x:0:0:root:/root:/bin/sh\nbob:x:1000:100::/home/bob:/bin/sh\nann:x:1001:77::/:/bin/sh\nbroken\n";
        let groups = "root:x:0:\nusers:x:100:ann\nbroken\n";
        let group = |user| primary_group_in(passwd, groups, user);
        assert_eq!(group("bob").as_deref(), Some("users"));
        assert_eq!(group("1000").as_deref(), Some("users"));
        assert_eq!(group("ann").as_deref(), Some("77"));
        assert_eq!(group("eve"), None);
    }

    #[test]
    fn a_namespace_maps_some_and_shows_the_others_as_one() {
        assert!(is_mapped("         0          0 4294967295\n", 65_534));
        assert!(!is_mapped("      1000       1000          1\n", 65_534));
        assert!(is_mapped("0 1000 1\n1 100000 65536\n", 65_534));
        assert!(!is_mapped("", 0));
        assert!(!is_mapped("0 0\nnoise x y\n", 0));
    }

    #[test]
    fn a_group_is_private_when_nobody_else_is_in_it() {
        let passwd = "root:x:0:0::/root:/bin/sh\nbob:x:1000:1000::/home/bob:/bin/sh\nann:x:1001:100::/home/ann:/bin/sh\n\
                      eve:x:1002:100::/home/eve:/bin/sh\n";
        let groups = "root:x:0:\nbob:x:1000:\nusers:x:100:\nstaff:x:50:\ndev:x:200:bob,ann\nwww:x:33:bob,root\n";
        let only = |gid, uids: &[u32]| has_only(passwd, groups, gid, uids);
        assert!(only(1000, &[1000]));
        assert!(!only(1000, &[1001]), "bob's own group lets bob in");
        assert!(!only(100, &[1001]), "eve has it as her first group");
        assert!(only(50, &[1000]), "an empty group lets nobody in");
        assert!(!only(200, &[1000]));
        assert!(only(200, &[1000, 1001]));
        assert!(only(33, &[1000]), "root may anything anyway");
        assert!(!only(77, &[1000]), "nobody knows who is in it");
    }
}
