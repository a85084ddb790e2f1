//! The table of cases in `tests/rule/cases.txt`, played on a file system that has any owner.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::command::Call;
use super::trust::record::{Record, name_of_path};
use super::*;
use crate::sys::facts::{Facts, Kind};

const CASES: &str = include_str!("../../tests/rule/cases.txt");

#[derive(Clone, Debug)]
struct Node {
    facts: Facts,
    content: Vec<u8>,
}

/// Files in memory.
#[derive(Debug, Default)]
pub struct World {
    nodes: BTreeMap<PathBuf, Node>,
    asked: Cell<usize>,
}

impl World {
    fn new() -> World {
        let mut world = World::default();
        world.put("/", Kind::Directory, b"", Some((0, 0)), Some(0o755));
        for (path, uid) in [("/home/bob", 1000), ("/home/ann", 1001), ("/root", 0), ("/srv", 0)] {
            world.put(path, Kind::Directory, b"", Some((uid, uid)), None);
        }
        world.put("/tmp", Kind::Directory, b"", None, Some(0o1777));
        for python in ["/usr/bin/python3.12", "/usr/bin/python3.13", "/usr/bin/python3"] {
            world.put(python, Kind::File, b"\x7fELF", None, Some(0o755));
        }
        world
    }

    fn put(
        &mut self,
        path: impl AsRef<Path>,
        kind: Kind,
        content: &[u8],
        owner: Option<(u32, u32)>,
        mode: Option<u32>,
    ) {
        let path = path.as_ref();
        // Into a directory that is a link: to where it leads.
        let parent = path.parent().map(|parent| {
            if self.real(parent).is_err() {
                self.put(parent, Kind::Directory, b"", None, None);
            }
            self.real(parent).unwrap()
        });
        let path = parent.as_ref().map_or(path.to_owned(), |p| p.join(path.file_name().unwrap()));
        let above = parent.map_or((0, 0), |p| (self.nodes[&p].facts.owner, self.nodes[&p].facts.group));
        let old = self.nodes.get(&path).map(|n| n.facts.identity.inode);
        let inode = old.unwrap_or(self.nodes.len() as u64 + 2);
        let (owner, group) = owner.unwrap_or(above);
        let mode = mode.unwrap_or(if kind == Kind::Directory { 0o755 } else { 0o644 });
        let facts = Facts { kind, mode, owner, group, identity: Identity { device: 1, inode } };
        self.nodes.insert(path, Node { facts, content: content.to_vec() });
    }

    fn node(&self, path: &Path) -> io::Result<&Node> {
        self.asked.set(self.asked.get() + 1);
        self.nodes.get(path).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        let mut left = 41;
        self.real_within(path, &mut left)
    }

    fn real_within(&self, path: &Path, left: &mut usize) -> io::Result<PathBuf> {
        let mut here = PathBuf::from("/");
        for component in path.components().skip(1) {
            let next = here.join(component);
            let node = self.nodes.get(&next).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
            if self.nodes[&here].facts.kind != Kind::Directory {
                return Err(io::Error::from(io::ErrorKind::NotADirectory));
            }
            here = if node.facts.kind == Kind::Link {
                *left = left.checked_sub(1).ok_or_else(|| io::Error::from_raw_os_error(40))?;
                let target = sys::fs::absolute(&self.target(&next)?, &here);
                self.real_within(&target, left)?
            } else {
                next
            };
        }
        Ok(here)
    }
}

impl View for World {
    fn follow(&self, path: &Path) -> io::Result<Facts> {
        self.node(&self.real(path)?).map(|n| n.facts)
    }

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        let Some(parent) = path.parent() else { return self.node(path).map(|n| n.facts) };
        self.node(&self.real(parent)?.join(path.file_name().unwrap())).map(|n| n.facts)
    }

    fn target(&self, path: &Path) -> io::Result<PathBuf> {
        let parent = self.real(path.parent().unwrap())?;
        let node = self.node(&parent.join(path.file_name().unwrap()))?;
        match node.facts.kind {
            Kind::Link => Ok(PathBuf::from(String::from_utf8(node.content.clone()).unwrap())),
            _ => Err(io::Error::from(io::ErrorKind::InvalidInput)),
        }
    }

    fn read(&self, path: &Path) -> io::Result<(Facts, Vec<u8>)> {
        let node = self.node(&self.real(path)?)?;
        Ok((node.facts, node.content.clone()))
    }

    fn names(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let path = self.real(path)?;
        let inside = self.nodes.keys().filter(|p| p.parent() == Some(&path));
        Ok(inside.map(|p| p.file_name().unwrap().to_owned()).collect())
    }

    fn group_has_only(&self, gid: u32, uids: &[u32]) -> bool {
        gid == 50 || gid == 0 || uids.contains(&gid)
    }

    fn is_outside(&self, uid: u32) -> bool {
        uid == 65_534
    }
}

/// The words behind a path: `owner=1000`.
struct Words<'a>(Vec<&'a str>);

impl<'a> Words<'a> {
    fn has(&self, word: &str) -> bool {
        self.0.contains(&word)
    }

    fn value(&self, key: &str) -> Option<&'a str> {
        self.0.iter().find_map(|w| w.strip_prefix(key)?.strip_prefix('='))
    }

    fn owner(&self) -> Option<(u32, u32)> {
        let owner = self.value("owner").map(|o| o.parse().unwrap());
        let group = self.value("group").map(|g| g.parse().unwrap());
        match (owner, group) {
            (None, None) => None,
            (owner, group) => Some((owner.unwrap_or(0), group.or(owner).unwrap_or(0))),
        }
    }

    fn mode(&self) -> Option<u32> {
        self.value("mode").map(|m| u32::from_str_radix(m, 8).unwrap())
    }
}

struct Asker {
    uid: u32,
    home: PathBuf,
}

impl Asker {
    fn envs(&self) -> PathBuf {
        self.home.join(".local/share/noglue/envs")
    }
}

fn add(world: &mut World, path: &Path, words: &Words<'_>, asker: &Asker) {
    let (owner, mode) = (words.owner(), words.mode());
    if words.has("env") || words.has("ours") {
        return add_environment(world, path, words, asker);
    }
    let old = || world.nodes.get(path).map(|node| String::from_utf8(node.content.clone()).unwrap());
    let text = words.value("text").map(|t| t.replace("\\n", "\n")).or_else(old);
    match words.value("link") {
        Some(target) => world.put(path, Kind::Link, target.as_bytes(), owner, Some(0o777)),
        None if words.has("dir") => world.put(path, Kind::Directory, b"", owner, mode),
        None => world.put(path, Kind::File, text.unwrap_or_default().as_bytes(), owner, mode),
    }
}

fn add_environment(world: &mut World, path: &Path, words: &Words<'_>, asker: &Asker) {
    world.put(path, Kind::Directory, b"", words.owner(), words.mode());
    let identity = world.follow(path).unwrap().identity;
    let id = format!("{:032x}", identity.inode);
    let mut config = "home = /usr/bin\nversion = 3.12.1\n".to_owned();
    let mut prefix = path.to_owned();
    if words.has("ours") {
        config.push_str(&format!("noglue-id = {id}\n"));
        prefix = path.join("gen/7");
        world.put(path.join("gen"), Kind::Directory, b"", None, None);
        world.put(&prefix, Kind::Directory, b"", None, None);
        world.put(prefix.join("pyvenv.cfg"), Kind::File, config.as_bytes(), None, None);
        world.put(path.join("current"), Kind::Link, b"gen/7", None, Some(0o777));
        world.put(path.join("bin"), Kind::Link, b"current/bin", None, Some(0o777));
        world.put(path.join("lib"), Kind::Link, b"current/lib", None, Some(0o777));
    }
    world.put(path.join("pyvenv.cfg"), Kind::File, config.as_bytes(), None, None);
    world.put(prefix.join("lib/python3.12/site-packages"), Kind::Directory, b"", None, None);
    world.put(prefix.join("bin"), Kind::Directory, b"", None, None);
    let python = words.value("python").unwrap_or("/usr/bin/python3.12");
    if !python.is_empty() {
        world.put(prefix.join("bin/python"), Kind::Link, python.as_bytes(), None, Some(0o777));
    }
    let physical = world.real(path).unwrap();
    let elsewhere = words.value("registered") == Some("elsewhere");
    let physical = if elsewhere { Path::new("/srv/elsewhere/.venv").to_owned() } else { physical };
    let mut record = |folder: &Path, name: &str, identity, owners: Vec<u32>, owner: u32| {
        let file = folder.join(name);
        world.put(&file, Kind::File, b"", Some((owner, owner)), None);
        let own_inode = world.follow(&file).unwrap().identity.inode;
        let record = Record { path: physical.clone(), identity, owners, made_by: "test".into(), own_inode };
        world.put(&file, Kind::File, &record.render(), Some((owner, owner)), None);
    };
    let system = Path::new("/etc/noglue/envs");
    if words.has("registered") {
        record(&asker.envs(), &id, identity, vec![], asker.uid);
    }
    match words.value("registered") {
        Some("system") => record(system, &id, identity, vec![], 0),
        Some("stale" | "elsewhere") => record(&asker.envs(), &id, Identity { device: 1, inode: 1 }, vec![], asker.uid),
        _ => {}
    }
    if words.has("granted") {
        let owners = words.owner().map(|(uid, _)| uid).into_iter().collect();
        record(&asker.envs(), &name_of_path(&physical), identity, owners, asker.uid);
    }
}

fn ask(world: &World, question: &str, asker: &Asker) -> String {
    let words: Vec<&str> = question.split(' ').collect();
    let after = |key: &str| words.iter().position(|w| *w == key).map(|at| Path::new(words[at + 1]));
    let value = Words(words.clone());
    let switches = Switches { is_off: value.has("off"), project: value.value("switch").map(PathBuf::from) };
    let cwd = after("cwd").unwrap_or(Path::new("/nowhere"));
    let none = |_: &str| None;
    let args: Vec<OsString> = match (after("script"), after("dir")) {
        (Some(script), _) => vec![script.into()],
        (_, Some(dir)) => vec!["-m".into(), "uvicorn".into(), "--app-dir".into(), dir.into()],
        _ => vec![],
    };
    let call = Call { view: world, name: OsStr::new("python"), args: &args, cwd, get: &none };
    let registry = Registry::in_folders(Some(asker.envs()), "/etc/noglue/envs".into(), asker.uid);
    let who = Who { uid: asker.uid, registry, home: Some(asker.home.clone()), own: None };
    let mut steps: Vec<Step> = Vec::new();
    let traced = resolve(world, &switches, cwd, call.starts(), &who, &mut steps);
    let plain = resolve(world, &switches, cwd, call.starts(), &who, &mut ());
    match (&traced, &plain) {
        (Outcome::ProjectOnly(_), Outcome::NotFound) => {}
        _ => assert_eq!(traced, plain, "a trace changes nothing"),
    }
    match traced {
        Outcome::Off => "off".into(),
        Outcome::NotFound => "none".into(),
        Outcome::ProjectOnly(marked) => format!("project {}", marked.root.display()),
        Outcome::Found(environment) => format!("found {}", environment.dir.display()),
        Outcome::Unusable(unusable) => {
            assert!(!unusable.to_string().is_empty() && !unusable.advice().is_empty());
            let path = match &unusable.why {
                Why::Writable { path } | Why::ForeignOwner { path, .. } | Why::Unreadable { path, .. } => Some(path),
                Why::PythonGone { path } => Some(path),
                _ => None,
            };
            let path = path.map(|p| format!(" {}", p.display())).unwrap_or_default();
            format!("{}{path}", unusable.reason())
        }
    }
}

#[test]
fn every_case_of_the_table_holds() {
    let mut failures = Vec::new();
    let mut asked = 0;
    let blocks = CASES.split("\n\n").filter(|block| block.starts_with("case "));
    for block in blocks {
        let (mut world, mut asker) = (World::new(), Asker { uid: 1000, home: "/home/bob".into() });
        let name = block.lines().next().unwrap();
        for line in block.lines().skip(1) {
            let (head, rest) = line.split_once(' ').unwrap_or((line, ""));
            match head {
                "uid" => {
                    let home = if rest == "0" { "/root" } else { "/home/bob" };
                    asker = Asker { uid: rest.parse().unwrap(), home: home.into() };
                }
                "home" => asker.home = rest.into(),
                _ if line.starts_with('/') => {
                    let words = Words(rest.split(' ').filter(|w| !w.is_empty()).collect());
                    add(&mut world, Path::new(head.trim_end_matches('/')), &words, &asker);
                }
                _ => {
                    let (question, expected) = line.split_once(" -> ").expect("a line of the table asks");
                    if let Some(script) = rest.split(' ').next().filter(|_| head == "script" && !line.contains(" gone"))
                    {
                        let script = Path::new(script);
                        let there = world.real(script).is_ok() || world.facts(script).is_ok();
                        if !there {
                            world.put(script, Kind::File, b"", None, None);
                        }
                    }
                    let found = ask(&world, question, &asker);
                    asked += 1;
                    if found != expected {
                        failures.push(format!("{name}: {question}: {expected} expected, {found} found"));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(asked > 100, "the table was read: {asked}");
}

#[test]
fn a_search_asks_little_of_the_file_system() {
    let mut world = World::new();
    let asker = Asker { uid: 1000, home: "/home/bob".into() };
    add(&mut world, Path::new("/home/bob/site/.venv"), &Words(vec!["ours", "registered"]), &asker);
    world.asked.set(0);
    // Twice: with and without a trace.
    assert_eq!(ask(&world, "cwd /home/bob/site", &asker), "found /home/bob/site/.venv");
    assert!(world.asked.get() <= 2 * 40, "{} questions", world.asked.get());
}
