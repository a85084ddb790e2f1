//! `noglue doctor` on what real servers say when something is broken on purpose: each text in its log, each setting in
//! its configuration, each process by its number is recognised, by the id of the finding.

mod apache;
mod front;
mod gunicorn;
mod process;
mod uwsgi;

use serde_json::Value;

use super::machine::Machine;
use super::server::Server;

/// What `noglue doctor --json WORDS` says on the machine.
#[track_caller]
fn doctor(machine: &Machine, words: &[&str]) -> Value {
    let output = machine.run(&[&["noglue", "doctor", "--json"], words].concat()).env("HOME", "/root").output();
    let text = output.stdout;
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("no findings ({e}): {text}"))
}

/// The ids in it, with how bad each is here.
fn ids(json: &Value) -> Vec<String> {
    let findings = json["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| format!("{} {}", finding["severity"].as_str().unwrap(), finding["id"].as_str().unwrap()))
        .collect()
}

/// A log of a server, as `noglue doctor` reads it from a file. `expected`: `problem plugin-missing`, ... and nothing else.
#[track_caller]
fn log_says(machine: &Machine, name: &str, log: &str, expected: &[&str]) -> Value {
    let file = format!("/var/log/broken/{name}.log");
    machine.write(&file, log);
    let json = doctor(machine, &[&file]);
    assert_eq!(ids(&json), expected, "{name}: {json:#}\n{log}");
    json
}

/// As [`log_says`], of a server that is waited for until it says `text`.
#[track_caller]
fn server_says(machine: &Machine, name: &str, mut server: Server<'_>, text: &str, expected: &[&str]) -> Value {
    server.wait_for_log(text);
    log_says(machine, name, &server.log(), expected)
}

/// A configuration has at least this finding.
#[track_caller]
fn config_has(machine: &Machine, file: &str, expected: &str) -> Value {
    let json = doctor(machine, &[file]);
    assert!(ids(&json).iter().any(|id| id == expected), "{file}: {expected}: {json:#}\n{}", machine.read(file));
    json
}
