//! Everything that is tested through the real binary, in one test program: a folder of tests per thing a user does.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests build their own little worlds")]
#![allow(dead_code, unused_imports, reason = "not every helper of `support` is used by every set of tests")]

mod support;

#[path = "../apps/mod.rs"]
mod apps;
mod build;
mod canary;
mod completions;
mod demo;
mod docs;
mod doctor;
mod edit;
mod envs;
mod faults;
mod foreign;

mod fuzz;
mod harness;
mod history;
mod hook;
mod killed;
mod know;
mod lock;
mod oracle_pep;
mod oracle_requirements;
mod pins;
mod pip_base;
mod pip_compile;
mod pip_files;
mod pip_words;
mod policies;
mod power;
mod progress;
mod pypi;
mod refused;
mod reload;
mod remote;
mod scripts;
mod server;
mod services;
mod settings;
mod setup;
mod setup_system;
mod shell_activate;
mod shim;
mod shim_alone;
mod startup;
mod sync;
mod targets;
mod tidy;
mod tree;
mod trust;
mod venv;
mod verify;
mod wrong_input;
