//! The process's own environment, working directory and arguments: read once, at the edge.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// One variable.
pub fn var(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// All variables.
pub fn vars() -> Vec<(OsString, OsString)> {
    std::env::vars_os().collect()
}

/// The working directory; fails when it was removed or is unreadable.
pub fn cwd() -> io::Result<PathBuf> {
    std::env::current_dir()
}

/// argv.
pub fn args() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// Directories as a value of `PATH`; fails when one has a colon in it.
pub fn join_paths(dirs: impl IntoIterator<Item = PathBuf>) -> Result<OsString, std::env::JoinPathsError> {
    std::env::join_paths(dirs)
}

/// The directories in the value of a variable such as `PATH`.
pub fn split_paths(value: &std::ffi::OsStr) -> Vec<PathBuf> {
    std::env::split_paths(value).collect()
}

/// Where temporary files go.
pub fn temp_dir() -> PathBuf {
    std::env::temp_dir()
}
