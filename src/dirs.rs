//! Every path noglue owns, written as one tree. Environment in, paths out; touches nothing.
//!
//! ```text
//! $NOGLUE_DATA_DIR | $XDG_DATA_HOME/noglue | ~/.local/share/noglue
//!   shims/NAME               -> the noglue binary                               (setup, sync)
//!   scripts/NAME-HASH/.venv  the environment of one script                      (run)
//!   named/NAME/.venv         an environment with a name                         (named)
//!   envs/ID                  which environments this user made or trusted       (discover::trust)
//!   src/NAME-KEY/            sources of editable installs from git              (flow)
//!   setup.json               what `noglue setup` changed, so that it can be undone
//! $NOGLUE_CACHE_DIR | $XDG_CACHE_HOME/noglue | ~/.cache/noglue
//!   CACHEDIR.TAG
//!   built/KEY/               a wheel that was built, and its METADATA; built/logs/ (build)
//!   git/KEY/                 bare clones of repositories                        (fetch)
//!   interpreters/KEY         facts of one interpreter, by path, mtime and inode (interpreter)
//!   index/ORIGIN/NAME        one project's listing                              (index)
//!   metadata/ORIGIN/WHEEL    METADATA of one wheel                              (index)
//!   wheels/SHA256/           one unpacked wheel: manifest, tree/, pyc-TAG/      (store)
//!   tmp/                     what is being built, renamed out when whole
//!   lock/NAME                flock files
//! $XDG_RUNTIME_DIR/noglue
//!   interpreters/KEY         the same, where the cache cannot be written        (interpreter)
//! $NOGLUE_CONFIG_DIR | $XDG_CONFIG_HOME/noglue | ~/.config/noglue
//!   config.toml
//! /etc/noglue/
//!   config.toml  envs/ID
//!   setup.json               what `noglue setup --system` did               (flow::setup)
//! /usr/local/bin/            noglue, and the shims for everybody            (flow::setup)
//! ```

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::sys;
use crate::vars;

/// The folders of one user. Each is `None` when no home directory is known and no variable names it.
#[derive(Clone, Debug, Default)]
pub struct Dirs {
    home: Option<PathBuf>,
    data: Option<PathBuf>,
    data_is_named: bool,
    cache: Option<PathBuf>,
    config: Option<PathBuf>,
    runtime: Option<PathBuf>,
}

/// The directories below the cache.
pub const CACHE_PARTS: &[&str] = &["built", "git", "index", "interpreters", "lock", "metadata", "tmp", "wheels"];

/// The machine-wide folder, for root's records and configuration.
pub const SYSTEM: &str = "/etc/noglue";

/// Where the shims for everybody lie: on the PATH of sudo, systemd and ssh.
pub const SYSTEM_BIN: &str = "/usr/local/bin";

impl Dirs {
    /// Folders from the environment: `get` reads one variable. An empty variable counts as unset, and a
    /// relative XDG path is ignored (XDG Base Directory Specification, "Environment variables").
    pub fn resolve(get: &dyn Fn(&str) -> Option<OsString>) -> Dirs {
        let named = |name: &str| get(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let home = named("HOME").filter(|p| p.is_absolute()).or_else(sys::user::home);
        let under = |own: &str, xdg: &str, fallback: &str| {
            named(own)
                .or_else(|| named(xdg).filter(|p| p.is_absolute()).map(|p| p.join("noglue")))
                .or_else(|| home.as_ref().map(|h| h.join(fallback).join("noglue")))
        };
        Dirs {
            data_is_named: named(vars::DATA_DIR).or_else(|| named("XDG_DATA_HOME")).is_some(),
            data: under(vars::DATA_DIR, "XDG_DATA_HOME", ".local/share"),
            cache: under(vars::CACHE_DIR, "XDG_CACHE_HOME", ".cache"),
            config: under(vars::CONFIG_DIR, "XDG_CONFIG_HOME", ".config"),
            runtime: named("XDG_RUNTIME_DIR").filter(|p| p.is_absolute()),
            home,
        }
    }

    /// The user's home directory.
    pub fn home(&self) -> Option<&Path> {
        self.home.as_deref()
    }

    /// Where shims and records lie.
    pub fn data(&self) -> Option<&Path> {
        self.data.as_deref()
    }

    /// True when a variable says where that is, beside `HOME`.
    pub fn data_is_named(&self) -> bool {
        self.data_is_named
    }

    /// Where everything lies that can be fetched or made again.
    pub fn cache(&self) -> Option<&Path> {
        self.cache.as_deref()
    }

    /// The system's folder for what the user need not keep; whoever writes there checks whose it is.
    pub fn runtime(&self) -> Option<&Path> {
        self.runtime.as_deref()
    }

    /// `config.toml` of the user.
    pub fn user_config(&self) -> Option<PathBuf> {
        self.config.as_ref().map(|d| d.join("config.toml"))
    }

    /// `config.toml` of the machine.
    pub fn system_config(&self) -> PathBuf {
        Path::new(SYSTEM).join("config.toml")
    }

    /// The folder of shims.
    pub fn shims(&self) -> Option<PathBuf> {
        self.data.as_ref().map(|d| d.join("shims"))
    }

    /// The folder that holds the environments of scripts.
    pub fn scripts(&self) -> Option<PathBuf> {
        self.data.as_ref().map(|d| d.join("scripts"))
    }

    /// The folder of environments with a name.
    pub fn named(&self) -> Option<PathBuf> {
        self.data.as_ref().map(|d| d.join("named"))
    }

    /// The folder of this user's trust records.
    pub fn envs(&self) -> Option<PathBuf> {
        self.data.as_ref().map(|d| d.join("envs"))
    }

    /// The folder of the machine's trust records.
    pub fn system_envs(&self) -> PathBuf {
        Path::new(SYSTEM).join("envs")
    }

    /// What `noglue setup` did.
    pub fn setup_record(&self) -> Option<PathBuf> {
        self.data.as_ref().map(|d| d.join("setup.json"))
    }
    /// What `noglue setup --system` did.
    pub fn system_setup_record(&self) -> PathBuf {
        Path::new(SYSTEM).join("setup.json")
    }
}
