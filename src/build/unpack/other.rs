//! bzip2 and xz, which old and odd archives are packed with: inflated by Python's own modules in a process of its own.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::problem::{Problem, UnpackError};
use crate::sys;
use crate::sys::exec::Start;
use crate::sys::fs::at;

const SCRIPT: &str = include_str!("../../../shims/python/inflate.py");

/// The inflated file, which has no name. `module` is Python's for it.
pub fn inflate(mut file: File, module: &str, python: &Path, most: u64) -> Result<File, UnpackError> {
    let mut packed = Vec::new();
    file.read_to_end(&mut packed).map_err(at("read", Path::new("the archive")))?;
    let inflated = tempfile::NamedTempFile::new().map_err(at("create a file in", &sys::env::temp_dir()))?;
    let most = most.to_string();
    // Isolated: nothing of the project or the user is imported.
    let words = ["-I", "-S", "-c", SCRIPT, module];
    let mut start = Start::new(python, words);
    start.args.extend([inflated.path().as_os_str().to_owned(), most.into()]);
    let output = start.output_with_input(&packed).map_err(at("run", python))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(Problem::Damaged(text.lines().last().unwrap_or_default().to_owned()).into());
    }
    Ok(sys::fs::open(inflated.path())?)
}
