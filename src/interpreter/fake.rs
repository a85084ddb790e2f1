//! Interpreters that are none, for tests: files whose answers are remembered, and scripts that answer.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use super::cache::{Cache, Stamp};
use super::facts::Facts;
use super::places::{Place, Search};
use super::{Interpreter, Prober};
use crate::dirs::Dirs;
use crate::sys::kernel::kernel;

/// A directory with a cache and places for interpreters in it.
pub(super) struct World {
    dir: tempfile::TempDir,
    pub(super) search: Search,
}

impl World {
    pub(super) fn new() -> World {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let search = Search {
            path: "".into(),
            home: Some(root.join("home")),
            cwd: Some(root.clone()),
            project: None,
            pyenv: Some(root.join("pyenv")),
            pyenv_version: None,
            managers: vec![(Place::Mise, root.join("mise")), (Place::Uv, root.join("uv"))],
            system: vec![root.join("usr/local/bin"), root.join("usr/bin")],
            opt: Some(root.join("opt")),
            shims: Some(root.join("shims")),
            own: Some(root.join("own/noglue")),
            prober: prober(Some(&root.join("cache"))).with_patience(Duration::from_secs(20)),
        };
        World { dir, search }
    }

    pub(super) fn root(&self) -> PathBuf {
        self.dir.path().canonicalize().unwrap()
    }

    pub(super) fn at(&self, relative: &str) -> PathBuf {
        self.root().join(relative)
    }

    /// `PATH`, of directories below the root.
    pub(super) fn path(&mut self, dirs: &[&str]) {
        self.search.path = std::env::join_paths(dirs.iter().map(|d| self.at(d))).unwrap();
    }

    /// An executable file that cannot be run, with `answer` remembered for it.
    pub(super) fn remember(&self, relative: &str, answer: &serde_json::Value) -> PathBuf {
        let path = self.program(relative, "");
        self.remember_at(&path, answer);
        path
    }

    pub(super) fn remember_at(&self, path: &Path, answer: &serde_json::Value) {
        let facts = Facts::parse(answer.to_string().as_bytes()).unwrap();
        let interpreter = facts.interpret(path.to_owned(), path.canonicalize().unwrap(), None, &|_| None).unwrap();
        cache(&self.root()).put(Stamp::of(path).unwrap(), None, &kernel(), &interpreter);
    }

    /// A CPython of this version, which is remembered.
    pub(super) fn python(&self, relative: &str, version: &str) -> PathBuf {
        self.remember(relative, &answer(version))
    }

    /// An executable file.
    pub(super) fn program(&self, relative: &str, text: &str) -> PathBuf {
        let path = self.at(relative);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    /// A script that prints `answer` and adds a line to `asked`.
    pub(super) fn script(&self, relative: &str, answer: &serde_json::Value) -> PathBuf {
        let text = format!("#!/bin/sh\necho x >> '{}'\ncat <<'END'\n{answer}\nEND\n", self.at("asked").display());
        self.program(relative, &text)
    }

    /// How often scripts were run.
    pub(super) fn asked(&self) -> usize {
        std::fs::read_to_string(self.at("asked")).unwrap_or_default().lines().count()
    }

    pub(super) fn link(&self, target: impl AsRef<Path>, relative: &str) -> PathBuf {
        let path = self.at(relative);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(target, &path).unwrap();
        path
    }

    pub(super) fn file(&self, relative: &str, text: &str) -> PathBuf {
        let path = self.at(relative);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }
}

pub(super) fn cache(root: &Path) -> Cache {
    Cache::below(Some(&root.join("cache")), None)
}

pub(super) fn prober(cache: Option<&Path>) -> Prober {
    let dirs = cache.map(|cache| {
        Dirs::resolve(&|name| match name {
            "HOME" => Some("/nonexistent".into()),
            "NOGLUE_CACHE_DIR" => Some(cache.into()),
            _ => None,
        })
    });
    Prober::new(&dirs.unwrap_or_default())
}

/// What the probe prints on a CPython for 64-bit Linux with glibc; `3.14.0rc1` is understood.
pub(super) fn answer(version: &str) -> serde_json::Value {
    let (release, level, serial) = match version.split_once("rc") {
        Some((release, serial)) => (release, "candidate", serial.parse().unwrap()),
        None => (version, "final", 0),
    };
    let numbers: Vec<u64> = release.split('.').map(|n| n.parse().unwrap()).collect();
    let [major, minor, micro] = numbers[..] else { panic!("{version}") };
    json!({
        "version": version,
        "version_info": [major, minor, micro, level, serial],
        "implementation": "cpython",
        "implementation_version": [major, minor, micro, level, serial],
        "cache_tag": format!("cpython-{major}{minor}"),
        "multiarch": "x86_64-linux-gnu",
        "abiflags": "",
        "extension_suffixes": [format!(".cpython-{major}{minor}-x86_64-linux-gnu.so"), ".abi3.so", ".so"],
        "debug": false,
        "pointer_bits": 64,
        "sys_platform": "linux",
        "uname": ["Linux", "host", "6.1.0", "#1 SMP", "x86_64"],
        "glibc": "glibc 2.36",
        "mac": null,
        "executable": null,
        "prefix": "/usr",
        "base_prefix": "/usr",
        "base_exec_prefix": "/usr",
        "platlibdir": "lib",
        "stdlib": format!("/usr/lib/python{major}.{minor}"),
    })
}

/// `answer`, with some words changed.
pub(super) fn but(mut answer: serde_json::Value, changes: serde_json::Value) -> serde_json::Value {
    for (key, value) in changes.as_object().unwrap() {
        answer[key] = value.clone();
    }
    answer
}

pub(super) fn free_threaded(version: &str) -> serde_json::Value {
    but(answer(version), json!({"abiflags": "t"}))
}

pub(super) fn pypy(version: &str) -> serde_json::Value {
    let changes = json!({
        "implementation": "pypy",
        "implementation_version": [7, 3, 15, "final", 0],
        "extension_suffixes": [".pypy310-pp73-x86_64-linux-gnu.so"],
    });
    but(answer(version), changes)
}

pub(super) fn titles(interpreters: &[&Interpreter]) -> Vec<String> {
    interpreters.iter().map(|i| i.title()).collect()
}
