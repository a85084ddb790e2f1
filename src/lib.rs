//! noglue: a directory becomes a Python environment, and every entry point finds it.
//!
//! The modules stand in the order the data flows; `flow` joins the stages, `cli` and `shim` are the
//! two ways in. Arrows (held by the `tidy` test): `cli -> flow -> stages -> pep, resolve, sys, dirs`.
//! A stage sees another stage's data types, never its actions. `shim` and `activate` see only
//! `discover`, `dirs`, `shell`, `sys`.
//!
//! ```text
//! directory -> Project -> Python -> requirements -> resolution -> archives -> store -> generation -> start
//!  discover    interpreter  requirements  resolve+index  fetch        store    venv+link     shim, run
//! ```
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests build their own little worlds"))]

pub mod dispatch;

// Ways in.
pub mod cli;
pub mod shim;

// Stages joined.
pub mod context;
pub mod flow;

// Stages, in data order.
pub mod activate;
pub mod build;
pub mod discover;
pub mod fetch;
pub mod index;
pub mod interpreter;
pub mod link;
pub mod named;
pub mod reload;
pub mod requirements;
pub mod server;
pub mod shell;
pub mod startup;
pub mod store;
pub mod venv;

// Pure.
pub mod pep;
pub mod resolve;

// Ground.
pub mod dirs;
pub mod error;
pub mod net;
pub mod sourced;
pub mod sys;
pub mod ui;
pub mod vars;
