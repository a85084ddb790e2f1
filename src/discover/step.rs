//! What the rule did, step by step. Costs nothing where nobody asks.

use std::path::PathBuf;

use serde::Serialize;

use super::text;

/// One step of the rule, with its outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// `NOGLUE=0`.
    SwitchedOff,
    /// `NOGLUE_PROJECT` names the project.
    Named {
        /// The directory it names.
        #[serde(serialize_with = "text::lossy")]
        directory: PathBuf,
    },
    /// A directory to start from.
    Start {
        /// The directory.
        #[serde(serialize_with = "text::lossy")]
        directory: PathBuf,
        /// Why this one.
        from: String,
    },
    /// One directory on the way up.
    Looked {
        /// The directory.
        #[serde(serialize_with = "text::lossy")]
        directory: PathBuf,
        /// What is there.
        saw: Saw,
    },
    /// The walk ended before the root.
    Ended {
        /// The directory where.
        #[serde(serialize_with = "text::lossy")]
        directory: PathBuf,
        /// Why there.
        why: End,
    },
    /// One question of trust or soundness.
    Checked {
        /// The question.
        question: &'static str,
        /// Its answer.
        answer: String,
    },
}

/// What a directory holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Saw {
    /// Nothing of a project.
    Nothing,
    /// An environment.
    Environment(#[serde(serialize_with = "text::lossy")] PathBuf),
    /// `.venv` without `pyvenv.cfg`: no environment, or one whose making was cut short.
    Unfinished(#[serde(serialize_with = "text::lossy")] PathBuf),
    /// A project marker.
    Marker(String),
    /// It cannot be looked into.
    Unreadable(String),
}

/// Why a walk ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Anybody may write there.
    WorldWritable,
    /// The home directory is the last one looked at.
    Home,
    /// There is no directory above.
    Root,
}

/// Takes steps, or does not.
pub trait Trace {
    /// One step; `make` runs only where steps are kept.
    fn step(&mut self, make: impl FnOnce() -> Step);
    /// Whether steps are kept: what only they need is looked at only then.
    fn is_kept(&self) -> bool;
}

/// Keeps nothing.
impl Trace for () {
    fn step(&mut self, _make: impl FnOnce() -> Step) {}

    fn is_kept(&self) -> bool {
        false
    }
}

impl Trace for Vec<Step> {
    fn step(&mut self, make: impl FnOnce() -> Step) {
        self.push(make());
    }

    fn is_kept(&self) -> bool {
        true
    }
}
