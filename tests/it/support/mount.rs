//! Small file systems for tests of a full disk. Only where the machine lets us; a named skip elsewhere.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::skip::skip;

/// A mount that ends with the test. Declare it after the world it lies in.
pub struct Mount {
    point: PathBuf,
}

/// A file system in memory of `kilobytes` at `point`.
pub fn tmpfs(point: &Path, kilobytes: u32) -> Option<Mount> {
    std::fs::create_dir_all(point).unwrap();
    let options = format!("size={kilobytes}k,mode=0755");
    let mut command = Command::new("mount");
    command.args(["-t", "tmpfs", "-o", &options, "noglue-test"]).arg(point);
    let done = command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success());
    if !done {
        skip("full disk", "no right to mount a file system");
        return None;
    }
    Some(Mount { point: point.to_owned() })
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.point).status();
    }
}
