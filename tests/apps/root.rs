//! The cached system that machines are laid over: `root.sh` run once per release and list of packages, then kept.
//!
//! Lies in `$NOGLUE_TEST_ROOT`, else beside the test programs (`target/noglue-root`). Built beside and renamed, under a
//! lock, so that two test runs build it once.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::support::{is_ci, sha256_hex, skip};

const SCRIPT: &str = include_str!("root.sh");

/// The system's directory; `None`, and said so, where it cannot be made. In continuous integration that is a failure.
pub fn root() -> Option<&'static Path> {
    static ROOT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    match ROOT.get_or_init(make) {
        Ok(path) => Some(path),
        Err(why) => {
            assert!(!is_ci(), "no system to start servers in: {why}");
            skip("servers in a system of their own", why);
            None
        }
    }
}

fn make() -> Result<PathBuf, String> {
    if !rustix::process::geteuid().is_root() {
        return Err("needs root".to_owned());
    }
    if !succeeds(Command::new("unshare").args(["--mount", "--pid", "--fork", "--ipc", "--uts", "--net", "true"])) {
        return Err("no right to make namespaces".to_owned());
    }
    let base = match std::env::var_os("NOGLUE_TEST_ROOT") {
        Some(named) => PathBuf::from(named),
        None => {
            let program = Path::new(env!("CARGO_BIN_EXE_noglue"));
            program.ancestors().nth(2).expect("TARGET/debug/noglue").join("noglue-root")
        }
    };
    let release = std::fs::read_to_string("/etc/os-release").map_err(|e| format!("/etc/os-release: {e}"))?;
    let root = base.join(&sha256_hex(format!("{release}{SCRIPT}").as_bytes())[..16]);
    std::fs::create_dir_all(&base).unwrap();
    let lock = std::fs::File::create(base.join("lock")).unwrap();
    rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive).unwrap();
    if root.is_dir() {
        return Ok(root);
    }
    if !succeeds(Command::new("debootstrap").arg("--version")) {
        return Err("debootstrap is not installed".to_owned());
    }
    let building = root.with_extension("building");
    let log = root.with_extension("log");
    // What is left of a build that was cut short.
    let _ = std::fs::remove_dir_all(&building);
    say(&format!("making a system with app servers (minutes, once); its log is {}\n", log.display()));
    let file = std::fs::File::create(&log).unwrap();
    let mut command = Command::new("unshare");
    command.args(["--mount", "bash", "-c", SCRIPT, "root.sh"]).arg(&building).current_dir("/");
    command.stdin(Stdio::null()).stdout(file.try_clone().unwrap()).stderr(file);
    if !command.status().is_ok_and(|status| status.success()) {
        let text = String::from_utf8_lossy(&std::fs::read(&log).unwrap_or_default()).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        return Err(format!("root.sh failed:\n{}", lines[lines.len().saturating_sub(20)..].join("\n")));
    }
    std::fs::rename(&building, &root).unwrap();
    Ok(root)
}

fn succeeds(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

/// On stderr, also when the test runner captures output.
pub fn say(text: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes());
}
