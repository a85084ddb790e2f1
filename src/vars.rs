//! Every variable that noglue reads or sets by name, with its meaning. The reference page is generated from [`ALL`] and
//! [`GIVEN`].

/// One environment variable that noglue reads or sets.
pub struct Var {
    /// Its name.
    pub name: &'static str,
    /// One line for the reference.
    pub doc: &'static str,
}

/// `NOGLUE=0` switches every implicit effect off.
pub const NOGLUE: &str = "NOGLUE";
/// Names the project; nothing is searched.
pub const PROJECT: &str = "NOGLUE_PROJECT";
/// Names the environment, as `--env`.
pub const ENV: &str = "NOGLUE_ENV";
/// Where virtualenvwrapper keeps its environments.
pub const WORKON_HOME: &str = "WORKON_HOME";
/// Moves the cache.
pub const CACHE_DIR: &str = "NOGLUE_CACHE_DIR";
/// Moves shims and trust records.
pub const DATA_DIR: &str = "NOGLUE_DATA_DIR";
/// Moves the user's configuration.
pub const CONFIG_DIR: &str = "NOGLUE_CONFIG_DIR";
/// No network.
pub const OFFLINE: &str = "NOGLUE_OFFLINE";
/// Which Python a new environment takes.
pub const PYTHON: &str = "NOGLUE_PYTHON";
/// Versions uploaded later do not exist.
pub const EXCLUDE_NEWER: &str = "NOGLUE_EXCLUDE_NEWER";
/// More indexes.
pub const INDEX: &str = "NOGLUE_INDEX";
/// How files come from the store.
pub const LINK_MODE: &str = "NOGLUE_LINK_MODE";
/// Nothing waits for the disk.
pub const NO_FSYNC: &str = "NOGLUE_NO_FSYNC";
/// When byte-code is compiled.
pub const COMPILE: &str = "NOGLUE_COMPILE";
/// How long one step of a build may take.
pub const BUILD_TIMEOUT: &str = "NOGLUE_BUILD_TIMEOUT";
/// How many transfers run at once.
pub const CONCURRENCY: &str = "NOGLUE_CONCURRENCY";
/// Set by a shim that passes on to the next program on `PATH`, to notice a loop.
pub const SHIM: &str = "NOGLUE_SHIM";
/// What the shell hook says, or that it does nothing.
pub const HOOK: &str = "NOGLUE_HOOK";
/// Set by the shell hook: what it set and what was there before.
pub const HOOK_STATE: &str = "NOGLUE_HOOK_STATE";
/// Set by the shell hook: what the shell was told already.
pub const HOOK_TOLD: &str = "NOGLUE_HOOK_TOLD";

/// Set for what is started: the environment. Read by the pip words.
pub const VIRTUAL_ENV: &str = "VIRTUAL_ENV";
/// Set by the shell hook: the environment's name in prompts.
pub const VIRTUAL_ENV_PROMPT: &str = "VIRTUAL_ENV_PROMPT";
/// Set by `noglue run`: where uWSGI, which embeds its Python, finds the environment.
pub const UWSGI_HOME: &str = "UWSGI_HOME";
/// Set by `noglue run`: programs of the environment come first.
pub const PATH: &str = "PATH";
/// Removed: it would replace the standard library.
pub const PYTHONHOME: &str = "PYTHONHOME";
/// Removed: what a macOS launcher leaves for the interpreter it starts.
pub const PYVENV_LAUNCHER: &str = "__PYVENV_LAUNCHER__";

/// All of ours, in the order of the reference.
pub const ALL: &[Var] = &[
    Var {
        name: NOGLUE,
        doc: "`0`: shims, hooks and `python` behave as if noglue were not there; `debug`: the start-up hook shows what goes wrong in it",
    },
    Var { name: PROJECT, doc: "the project to use; nothing is searched" },
    Var { name: ENV, doc: "as `--env`: the name of an environment, for noglue's own commands" },
    Var { name: CACHE_DIR, doc: "where the store and the index cache lie (default: `$XDG_CACHE_HOME/noglue`)" },
    Var { name: DATA_DIR, doc: "where shims and trust records lie (default: `$XDG_DATA_HOME/noglue`)" },
    Var { name: CONFIG_DIR, doc: "where `config.toml` lies (default: `$XDG_CONFIG_HOME/noglue`)" },
    Var { name: OFFLINE, doc: "`1`: as `--offline`" },
    Var { name: PYTHON, doc: "as `--python`" },
    Var { name: EXCLUDE_NEWER, doc: "as `--exclude-newer`: a date, a time or an age such as `7 days`" },
    Var { name: INDEX, doc: "as `--index`: `URL` or `NAME=URL`, more than one with spaces between" },
    Var { name: LINK_MODE, doc: "as `--link-mode`: `auto`, `reflink`, `hardlink` or `copy`" },
    Var { name: NO_FSYNC, doc: "`1`: as `--no-fsync`" },
    Var { name: COMPILE, doc: "byte-code after an install: `background` (default), `now` or `never`" },
    Var { name: CONCURRENCY, doc: "transfers at once (default 24)" },
    Var { name: BUILD_TIMEOUT, doc: "seconds that one step of building a package may take (default 3600)" },
    Var { name: SHIM, doc: "set by shims themselves, to notice a loop; not for people" },
    Var {
        name: HOOK,
        doc: "the shell hook: `quiet` says nothing when the environment changes, `off` leaves every environment and enters none",
    },
    Var { name: HOOK_STATE, doc: "set by the shell hook: what it set and what to put back; not for people" },
    Var { name: HOOK_TOLD, doc: "set by the shell hook: what this shell was told already; not for people" },
];

/// What a program sees that a shim or `noglue run` starts in an environment, in the order of the reference.
pub const GIVEN: &[Var] = &[
    Var { name: VIRTUAL_ENV, doc: "the environment; by shims, `noglue run` and the shell hook" },
    Var { name: VIRTUAL_ENV_PROMPT, doc: "the environment's name in prompts; by the shell hook" },
    Var { name: PATH, doc: "the environment's `bin` first; by `noglue run` and the shell hook" },
    Var { name: PROJECT, doc: "the project, so that whatever it starts finds the same one; by `noglue run`" },
    Var { name: UWSGI_HOME, doc: "the environment, for uWSGI; a `home =` in its configuration wins; by `noglue run`" },
    Var {
        name: PYTHONHOME,
        doc: "removed: it would put another standard library in; by shims, `noglue run` and the shell hook",
    },
    Var { name: PYVENV_LAUNCHER, doc: "removed: it names another interpreter (macOS); by shims and `noglue run`" },
    Var { name: SHIM, doc: "removed; by shims and `noglue run`" },
];
