//! Wheels of the store into an environment's tree, as pip would install them.
//!
//! [`plan`] decides which file goes where and fails before anything is written; [`apply`] does it, by reflink, hard
//! link or copy. Never downloads, never reads an archive, never runs code, never touches what it did not plan.

mod apply;
mod late;
mod mode;
mod overlap;
mod plan;
mod record;
mod scripts;
#[cfg(test)]
mod tests;

pub use apply::{Applied, apply};
pub use late::add_bytecode;
pub use mode::LinkMode;
pub use plan::{Installable, LinkError, Plan, plan};

/// Where things lie in the tree of one environment, each relative to its root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What scripts name as their interpreter: `/srv/app/.venv/bin/python`.
    pub python: std::path::PathBuf,
    /// (major, minor) of that interpreter.
    pub version: (u32, u32),
    /// `cpython-312`: which byte-code is linked along; `None`: none.
    pub cache_tag: Option<String>,
    /// `lib/python3.12/site-packages`.
    pub purelib: String,
    /// The same, but where a platform keeps them apart.
    pub platlib: String,
    /// `bin`.
    pub scripts: String,
    /// `include/site/python3.12`.
    pub headers: String,
    /// The root: an empty string.
    pub data: String,
}

impl Layout {
    /// Of the environment at `environment` made from `base`; one directory serves as purelib and platlib, as in every
    /// virtual environment (`lib64` is a link to `lib`).
    pub fn of(environment: &std::path::Path, base: &crate::venv::Base, cache_tag: Option<String>) -> Layout {
        Layout {
            python: environment.join("bin/python"),
            version: (base.release.0, base.release.1),
            cache_tag,
            purelib: base.site_packages(),
            platlib: base.site_packages(),
            scripts: "bin".into(),
            // pip's own place for them in virtual environments (`_sysconfig.get_scheme`).
            headers: format!("include/site/python{}", base.minor()),
            data: String::new(),
        }
    }
}

/// `directory/name`, or `name` in the root.
fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

/// The directory and the name of a path.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
