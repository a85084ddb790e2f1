//! Which environments a user made or trusts: records in the user's data folder, and the machine's in `/etc/noglue`.
//!
//! Read by every shim: a record that could have been written by somebody else is passed over.

use std::io;
use std::path::{Path, PathBuf};

use super::record::{Record, is_record_name, name_of_path};
use crate::dirs::Dirs;
use crate::discover::pyvenv::PyvenvConfig;
use crate::discover::route::Route;
use crate::discover::view::View;
use crate::sys;
use crate::sys::facts::{Facts, Kind};
use crate::sys::fs::{FsError, FsResult, Identity};

/// The records one user goes by.
#[derive(Clone, Debug)]
pub struct Registry {
    user: Option<PathBuf>,
    system: PathBuf,
    uid: u32,
    /// The home directory, if the records lie in it because nothing else was said.
    usual_home: Option<PathBuf>,
}

/// What the registry says of an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Made or trusted; these may own things on the way beside the user and root.
    Known(Vec<u32>),
    /// There is a record, but the directory is another one now.
    Replaced,
    /// There is no record.
    Unknown,
}

/// One record and its name.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file.
    pub file: PathBuf,
    /// Its content.
    pub record: Record,
}

// Records in one folder up to which each new one has those of its predecessors removed.
const ALWAYS_SWEPT: usize = 16;

impl Registry {
    /// The registry of `uid`.
    pub fn new(dirs: &Dirs, uid: u32) -> Registry {
        Registry {
            user: dirs.envs(),
            system: dirs.system_envs(),
            uid,
            usual_home: dirs.home().filter(|_| !dirs.data_is_named()).map(Path::to_owned),
        }
    }

    /// A registry in these folders.
    pub fn in_folders(user: Option<PathBuf>, system: PathBuf, uid: u32) -> Registry {
        Registry { user, system, uid, usual_home: None }
    }

    /// What is known of the environment `dir`, whose identity is `identity`.
    pub fn standing(&self, view: &dyn View, dir: &Path, config: &PyvenvConfig, identity: Identity) -> Standing {
        let mut is_seen = false;
        let mut place = None;
        let id = config.id.as_deref();
        let mut names = id.map(str::to_owned).into_iter().collect::<Vec<_>>();
        for round in 0..2 {
            if round == 1 {
                let path = place.get_or_insert_with(|| physical(view, dir));
                names = vec![name_of_path(path)];
            }
            for (record, file_inode) in names.iter().flat_map(|name| self.read(view, name)) {
                if round == 0 && record.is_same_directory(identity) {
                    return Standing::Known(record.owners);
                }
                let path = place.get_or_insert_with(|| physical(view, dir));
                if record.is_same_place(path, identity, file_inode) {
                    return Standing::Known(record.owners);
                }
                // A record of another place is that of a project this one was copied from.
                is_seen |= record.path == *path;
            }
        }
        if is_seen { Standing::Replaced } else { Standing::Unknown }
    }

    // The records of one name that this user may go by, with the inodes of their files.
    fn read<'a>(&'a self, view: &'a dyn View, name: &str) -> impl Iterator<Item = (Record, u64)> + 'a {
        let user = self.user.as_ref().map(|dir| (dir.join(name), self.uid));
        let system = Some((self.system.join(name), 0));
        let order = if self.uid == 0 { [system, user] } else { [user, system] };
        order.into_iter().flatten().filter_map(move |(path, owner)| {
            let (facts, bytes) = view.read(&path).ok()?;
            let is_own = (facts.owner == owner || facts.owner == 0) && facts.mode & 0o022 == 0;
            // `sudo` may keep HOME: what lies in another user's folder is not root's.
            let is_safe = self.uid != 0 || path.starts_with(&self.system) || self.is_safe_for_root(view, &path);
            if is_own && is_safe { Some((Record::parse(&bytes)?, facts.identity.inode)) } else { None }
        })
    }

    /// Where the environment `dir` lay when it was last recorded, if that is not where it lies now.
    pub fn moved_from(&self, view: &dyn View, dir: &Path, config: &PyvenvConfig) -> Option<PathBuf> {
        let facts = view.follow(dir).ok()?;
        let mut records = self.read(view, config.id.as_ref()?);
        let (record, _) = records.find(|(record, _)| record.is_same_directory(facts.identity))?;
        (record.path != physical(view, dir)).then_some(record.path)
    }

    fn is_safe_for_root(&self, view: &dyn View, path: &Path) -> bool {
        Route::new(view, &[0]).follow(path).is_ok()
    }

    /// Records that `dir` was made by this user. `made_by` is shown by [`Registry::list`].
    pub fn register(&self, view: &dyn View, dir: &Path, made_by: &str) -> FsResult<PathBuf> {
        let (path, facts, config) = look(view, dir)?;
        let by_path = name_of_path(&path);
        let name = match config.id {
            // A copied project has the name of the one it was copied from, which may still be in use.
            Some(id) if !self.is_taken(view, &id, facts.identity) => id,
            _ => by_path,
        };
        let file = self.write(view, &name, path.clone(), facts.identity, Vec::new(), made_by)?;
        // An environment that lay here before is gone, and its record with it. What cannot be removed harms nobody.
        // Looking at all of many records is worth it now and then only.
        let names = file.parent().and_then(|folder| view.names(folder).ok()).unwrap_or_default();
        if names.len() > ALWAYS_SWEPT && !names.len().is_power_of_two() {
            return Ok(file);
        }
        for entry in self.list(view) {
            let is_other = entry.file != file && !entry.record.is_same_directory(facts.identity);
            if entry.record.path == path && is_other && !was_moved_aside(view, &entry.record) {
                let _ = sys::fs::remove_file(&entry.file);
            }
        }
        Ok(file)
    }

    /// Trusts `dir` as it is now, with those who own it and the directories on the way. What others can write to
    /// stays unusable.
    pub fn grant(&self, view: &dyn View, dir: &Path, made_by: &str) -> FsResult<PathBuf> {
        let (path, facts, _) = look(view, dir)?;
        let mut owners: Vec<u32> = path.ancestors().filter_map(|p| view.facts(p).ok()).map(|f| f.owner).collect();
        owners.retain(|uid| *uid != 0 && *uid != self.uid);
        owners.sort_unstable();
        owners.dedup();
        self.write(view, &name_of_path(&path), path, facts.identity, owners, made_by)
    }

    /// Forgets `dir`, also when it is gone. Gives the records that were removed.
    pub fn revoke(&self, view: &dyn View, dir: &Path) -> FsResult<Vec<PathBuf>> {
        let path = physical(view, dir);
        let id = view.read(&path.join("pyvenv.cfg")).ok().and_then(|(_, bytes)| PyvenvConfig::parse(&bytes).id);
        let identity = view.follow(&path).ok().map(|facts| facts.identity);
        let mut removed = Vec::new();
        for entry in self.list(view) {
            let has_id = id.as_ref().is_some_and(|id| entry.file.ends_with(id));
            // A copy has the id of what it was copied from, and what was moved away left its path: both are others.
            let is_other = identity.is_some_and(|identity| !entry.record.is_same_directory(identity));
            if !is_other && (entry.record.path == path || has_id) {
                sys::fs::remove_file(&entry.file)?;
                removed.push(entry.file);
            }
        }
        Ok(removed)
    }

    /// All records this user goes by, by path.
    pub fn list(&self, view: &dyn View) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for folder in self.user.iter().chain([&self.system]) {
            for name in view.names(folder).unwrap_or_default() {
                let Some(name) = name.to_str().filter(|name| is_record_name(name)) else { continue };
                let file = folder.join(name);
                if entries.iter().any(|e| e.file == file) {
                    continue;
                }
                let record = view.read(&file).ok().and_then(|(_, bytes)| Record::parse(&bytes));
                entries.extend(record.map(|record| Entry { file, record }));
            }
        }
        entries.sort_by(|a, b| (&a.record.path, &a.file).cmp(&(&b.record.path, &b.file)));
        entries
    }

    fn is_taken(&self, view: &dyn View, id: &str, identity: Identity) -> bool {
        let lives = |record: &Record| view.follow(&record.path).is_ok_and(|f| record.is_same_directory(f.identity));
        self.read(view, id).any(|(record, _)| !record.is_same_directory(identity) && lives(&record))
    }

    fn write(
        &self,
        view: &dyn View,
        name: &str,
        path: PathBuf,
        identity: Identity,
        owners: Vec<u32>,
        made_by: &str,
    ) -> FsResult<PathBuf> {
        let record = Record { path, identity, owners, made_by: made_by.to_owned(), own_inode: 0 };
        let user = self.user.clone();
        if self.uid == 0 {
            let is_user_safe = user.as_deref().is_some_and(|dir| {
                let there = dir.ancestors().find(|d| view.facts(d).is_ok()).unwrap_or(Path::new("/"));
                self.is_safe_for_root(view, there)
            });
            // Root's own records hold for every user, so that services may go by them; but not those of a root who was
            // given another place for everything.
            let is_usual = self.usual_home.is_some() && self.usual_home == sys::user::home();
            if is_usual || !is_user_safe {
                match write_record(&self.system, name, record.clone(), 0o755) {
                    Err(e) if !is_user_safe || e.source.kind() != io::ErrorKind::ReadOnlyFilesystem => return Err(e),
                    Err(_) => {}
                    Ok(file) => return Ok(file),
                }
            }
        }
        let Some(user) = user else {
            let source =
                io::Error::new(io::ErrorKind::NotFound, "no home directory is known; set HOME or NOGLUE_DATA_DIR");
            return Err(FsError { action: "write a record of", path: record.path, source });
        };
        write_record(&user, name, record, 0o700)
    }
}

/// True when the environment lies near the place where it was: `mv site site-old`, `mv .venv .venv-old`.
fn was_moved_aside(view: &dyn View, record: &Record) -> bool {
    const MOST: usize = 1000;
    let is_it = |path: &Path| view.facts(path).is_ok_and(|facts| record.is_same_directory(facts.identity));
    let name = record.path.file_name().unwrap_or_default();
    let above = record.path.ancestors().skip(1).take(2);
    above
        .flat_map(|dir| view.names(dir).unwrap_or_default().into_iter().take(MOST).map(|entry| dir.join(entry)))
        .any(|path| is_it(&path) || is_it(&path.join(name)))
}

fn write_record(folder: &Path, name: &str, record: Record, mode: u32) -> FsResult<PathBuf> {
    if !sys::fs::is_dir(folder) {
        sys::fs::create_dir_all(folder)?;
        sys::fs::set_mode(folder, mode)?;
    }
    let file = folder.join(name);
    let is_there = || {
        let own_inode = Facts::of(&sys::fs::metadata(&file).ok()?).identity.inode;
        Some(sys::fs::read(&file).ok()? == Record { own_inode, ..record.clone() }.render())
    };
    if is_there() == Some(true) {
        return Ok(file);
    }
    sys::fs::replace_with(&file, 0o644, |metadata| {
        Record { own_inode: Facts::of(metadata).identity.inode, ..record }.render()
    })?;
    Ok(file)
}

/// The path with links resolved as far as they can be.
pub fn physical(view: &dyn View, path: &Path) -> PathBuf {
    Route::unchecked(view).follow(path).map_or_else(|_| path.to_owned(), |(path, _)| path)
}

fn look(view: &dyn View, dir: &Path) -> FsResult<(PathBuf, Facts, PyvenvConfig)> {
    let at = |path: &Path, source| FsError { action: "read", path: path.to_owned(), source };
    let path = physical(view, dir);
    let facts = view.follow(&path).map_err(|e| at(&path, e))?;
    let file = path.join("pyvenv.cfg");
    let (_, bytes) = view.read(&file).map_err(|e| at(&file, e))?;
    if facts.kind != Kind::Directory {
        return Err(at(&path, io::Error::from(io::ErrorKind::NotADirectory)));
    }
    Ok((path, facts, PyvenvConfig::parse(&bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::view::Disk;

    fn env(parent: &Path, id: &str) -> PathBuf {
        let dir = parent.join(".venv");
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("pyvenv.cfg"), format!("noglue-id = {id}\n")).unwrap();
        dir
    }

    fn standing(registry: &Registry, dir: &Path) -> Standing {
        let (_, facts, config) = look(&Disk, dir).unwrap();
        registry.standing(&Disk, dir, &config, facts.identity)
    }

    #[test]
    fn records_are_written_read_listed_and_removed() {
        let world = tempfile::tempdir().unwrap();
        let home = world.path().join("home");
        std::fs::create_dir(&home).unwrap();
        let dirs = Dirs::resolve(&|name| (name == "HOME").then(|| home.clone().into_os_string()));
        let registry = Registry::new(&dirs, sys::user::uid());
        let id = "0123456789abcdef0123456789abcdef";
        let (a, b) = (env(&world.path().join("a"), id), env(&world.path().join("b"), id));
        assert_eq!(standing(&registry, &a), Standing::Unknown);
        let file = registry.register(&Disk, &a, "test").unwrap();
        assert_eq!(file, home.join(".local/share/noglue/envs").join(id), "also for a root with a home of its own");
        assert_eq!(standing(&registry, &a), Standing::Known(vec![]));
        assert_eq!(standing(&registry, &b), Standing::Unknown, "a copy has the id and not the trust");
        // Made anew by a copy's own sync: both have a record then.
        registry.register(&Disk, &b, "test").unwrap();
        assert_eq!(standing(&registry, &a), Standing::Known(vec![]));
        assert_eq!(standing(&registry, &b), Standing::Known(vec![]));
        let listed = |dir: &Path| registry.list(&Disk).iter().filter(|e| e.record.path.starts_with(dir)).count();
        let real = world.path().canonicalize().unwrap();
        assert_eq!(listed(&real), 2);
        // Moved: the directory is the same. Replaced: it is not.
        let moved = world.path().join("moved");
        std::fs::rename(world.path().join("b"), &moved).unwrap();
        registry.register(&Disk, &moved.join(".venv"), "test").unwrap();
        assert_eq!(standing(&registry, &moved.join(".venv")), Standing::Known(vec![]));
        std::fs::rename(&a, world.path().join("old")).unwrap();
        let a = env(&world.path().join("a"), id);
        assert_eq!(standing(&registry, &a), Standing::Replaced);
        registry.grant(&Disk, &a, "test").unwrap();
        assert!(matches!(standing(&registry, &a), Standing::Known(_)));
        assert_eq!(registry.revoke(&Disk, &a).unwrap().len(), 1);
        assert_eq!(standing(&registry, &a), Standing::Replaced, "the record of what was moved away is another's");
        assert!(matches!(standing(&registry, &world.path().join("old")), Standing::Known(_)));
    }

    #[test]
    fn a_record_that_others_may_write_is_passed_over() {
        let world = tempfile::tempdir().unwrap();
        let folder = world.path().join("envs");
        let registry = Registry::in_folders(Some(folder), world.path().join("system"), sys::user::uid());
        let dir = env(world.path(), "0123456789abcdef0123456789abcdef");
        let file = registry.register(&Disk, &dir, "test").unwrap();
        assert_eq!(standing(&registry, &dir), Standing::Known(vec![]));
        sys::fs::set_mode(&file, 0o666).unwrap();
        assert_eq!(standing(&registry, &dir), Standing::Unknown);
        sys::fs::set_mode(&file, 0o644).unwrap();
        std::fs::write(&file, "noise").unwrap();
        assert_eq!(standing(&registry, &dir), Standing::Unknown);
    }

    #[test]
    fn an_environment_made_anew_leaves_no_record_of_the_one_before() {
        let top = tempfile::tempdir().unwrap();
        let registry = Registry::in_folders(Some(top.path().join("user")), top.path().join("system"), sys::user::uid());
        let env = top.path().join("project/.venv");
        std::fs::create_dir_all(top.path().join("far/away")).unwrap();
        for id in ["0", "1"] {
            // The first one stays in existence, so that the second has another inode.
            let _ = std::fs::rename(&env, top.path().join("far/away/old"));
            std::fs::create_dir_all(&env).unwrap();
            std::fs::write(env.join("pyvenv.cfg"), format!("noglue-id = {}\n", id.repeat(32))).unwrap();
            registry.register(&Disk, &env, "test").unwrap();
        }
        let all = registry.list(&Disk);
        assert_eq!(all.len(), 1, "{all:?}");
        assert!(all[0].file.ends_with("1".repeat(32)));
    }

    #[test]
    fn a_project_that_was_moved_aside_keeps_its_record() {
        let top = tempfile::tempdir().unwrap();
        let registry = Registry::in_folders(Some(top.path().join("user")), top.path().join("system"), sys::user::uid());
        let project = top.path().join("site");
        for (round, aside) in ["site-old", "site/.venv-old"].iter().enumerate() {
            let old = env(&project, &round.to_string().repeat(32));
            registry.register(&Disk, &old, "test").unwrap();
            let moved = match aside.contains('/') {
                true => (old.clone(), top.path().join(aside)),
                false => (project.clone(), top.path().join(aside)),
            };
            std::fs::rename(&moved.0, &moved.1).unwrap();
            let new = env(&project, &"b".repeat(32));
            registry.register(&Disk, &new, "test").unwrap();
            let old = if aside.contains('/') { moved.1 } else { moved.1.join(".venv") };
            assert_eq!(standing(&registry, &old), Standing::Known(vec![]), "{aside}");
            assert_eq!(standing(&registry, &new), Standing::Known(vec![]), "{aside}");
        }
    }
}
