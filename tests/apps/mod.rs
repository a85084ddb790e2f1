//! Real servers, started as their users start them, on machines of their own: who calls, and which environment it gets.
//!
//! Four layers, each of which a test may use by itself:
//!
//! - `root.rs`, `root.sh`: the cached system (debootstrap of this machine's release, servers, wheels), built once;
//! - `machine.rs`, `machine.sh`: one disposable machine over it: its own files (in memory), processes, network, users;
//! - `server.rs`: a program started there, asked over HTTP or the uwsgi protocol, signalled, killed with its family;
//! - `site.rs`, `report.py`: Django projects with environments by `noglue sync`, and what their processes report.
//!
//! What is shown is a [`matrix::Row`]: caller, scenario, and a function that fails when it is not so. Rows of one file
//! share a machine (a [`matrix::Group`]), run in their order, and may change it for those after them only where the file
//! says so. A new caller: write `tests/apps/NAME.rs` with its `GROUP` and one `#[test]`, name it here and in
//! [`matrix::GROUPS`], run `make docs` for the table in `docs/reference/callers.md`.
//!
//! ```text
//! cargo test --test it apps::                       # needs root; builds the system first (minutes, once)
//! NOGLUE_TEST_ROOT=DIR cargo test --test it apps::  # keeps it there, for several checkouts
//! ```

mod apache;
mod celery;
mod cron;
mod doctor;
mod emperor;
mod gunicorn;
mod lighttpd;
mod machine;
mod matrix;
mod printed;
mod python_servers;
mod reload;
mod root;
mod server;
mod site;
mod stage;
mod uwsgi;

pub use matrix::page;
