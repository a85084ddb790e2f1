//! Saying that a check was not made. A named line on stderr, never silence.

use std::sync::Mutex;

/// Writes `skipped: WHAT: WHY`, also when the test runner captures output, and once only.
pub fn skip(what: &str, why: &str) {
    static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let line = format!("skipped: {what}: {why}\n");
    let mut said = SAID.lock().unwrap();
    if !said.contains(&line) {
        // Not `eprintln!`: the runner keeps that of passing tests to itself.
        let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
        said.push(line);
    }
}

/// True in continuous integration, where what can be installed must be there.
pub fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|v| !v.is_empty() && v != "false")
}
