//! Every word to the user. Data on stdout; talk, progress and errors on stderr.
//!
//! A kind of message in ([`Ui::note`], [`Ui::warn`], [`Ui::done`]), terminal bytes out. Text that came from
//! outside is made harmless by [`clean`]. Never decides anything; never exits.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the place they are allowed in")]

pub mod progress;
mod text;

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

pub use text::{clean, did_you_mean, human_bytes, human_duration, nearest, whole};

use crate::error::Error;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How much is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors only.
    Quiet,
    /// What changed.
    #[default]
    Normal,
    /// And how.
    Verbose,
}

/// The one speaker.
#[derive(Debug)]
pub struct Ui {
    verbosity: Verbosity,
    color: bool,
    progress: bool,
    stdout_broken: AtomicBool,
}

impl Ui {
    /// A speaker; `no_color` is whether the variable `NO_COLOR` is set and not empty.
    pub fn new(verbosity: Verbosity, color: Color, no_color: bool) -> Ui {
        let terminal = std::io::stderr().is_terminal();
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !no_color,
        };
        Ui {
            verbosity,
            color,
            progress: terminal && verbosity != Verbosity::Quiet,
            stdout_broken: AtomicBool::new(false),
        }
    }

    /// How much is said.
    pub fn verbosity(&self) -> Verbosity {
        self.verbosity
    }

    /// True when bars may be drawn.
    pub fn shows_progress(&self) -> bool {
        self.progress
    }

    /// True when colour codes may be written.
    pub fn is_colored(&self) -> bool {
        self.color
    }

    /// Data: a line on stdout, whatever the verbosity. A closed stdout silences it.
    pub fn data(&self, line: impl AsRef<str>) {
        if self.stdout_broken.load(Ordering::Relaxed) {
            return;
        }
        let mut out = std::io::stdout().lock();
        if writeln!(out, "{}", line.as_ref()).and_then(|()| out.flush()).is_err() {
            self.stdout_broken.store(true, Ordering::Relaxed);
        }
    }

    /// What was done.
    pub fn done(&self, line: impl AsRef<str>) {
        self.talk(Verbosity::Normal, line.as_ref());
    }

    /// A remark that asks for nothing.
    pub fn note(&self, line: impl AsRef<str>) {
        self.talk(Verbosity::Normal, &format!("{} {}", self.paint("36", "note:"), line.as_ref()));
    }

    /// How it was done.
    pub fn detail(&self, line: impl AsRef<str>) {
        self.talk(Verbosity::Verbose, &self.paint("2", line.as_ref()));
    }

    /// Something that may be wrong.
    pub fn warn(&self, line: impl AsRef<str>) {
        self.talk(Verbosity::Quiet, &format!("{} {}", self.paint("33", "warning:"), line.as_ref()));
    }

    /// One package that came (`+`), went (`-`) or changed (`~`).
    pub fn change(&self, sign: char, line: impl AsRef<str>) {
        let code = match sign {
            '+' => "32",
            '-' => "31",
            _ => "33",
        };
        self.talk(Verbosity::Normal, &format!(" {} {}", self.paint(code, &sign.to_string()), line.as_ref()));
    }

    /// An error: what, why, what to type.
    pub fn error(&self, error: &Error) {
        let chain = error.chain();
        let mut lines = chain.iter();
        let mut text = String::new();
        if let Some(first) = lines.next() {
            text.push_str(&format!("{} {first}\n", self.paint("1;31", "error:")));
        }
        for cause in lines {
            text.push_str(&format!("  caused by: {cause}\n"));
        }
        for hint in error.hints() {
            text.push_str(&format!("{} {hint}\n", self.paint("1;36", "hint:")));
        }
        write_stderr(&text);
    }

    /// Asks on the terminal for a word. `None` where there is nobody to ask.
    pub fn ask(&self, question: &str) -> Option<String> {
        if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
            return None;
        }
        write_stderr(question);
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer).ok()?;
        Some(answer.trim().to_owned())
    }

    /// Asks on the terminal; anything but a yes is a no. `None` where there is nobody to ask.
    pub fn confirm(&self, question: &str) -> Option<bool> {
        if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
            return None;
        }
        write_stderr(&format!("{question} [y/N] "));
        let mut answer = String::new();
        let read = std::io::stdin().read_line(&mut answer);
        Some(read.is_ok() && matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
    }

    /// `text` in an SGR colour, if colours are on.
    pub fn paint(&self, code: &str, text: &str) -> String {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn talk(&self, from: Verbosity, line: &str) {
        if self.verbosity >= from {
            write_stderr(&format!("{line}\n"));
        }
    }
}

/// One line on stderr for callers without a [`Ui`] (shims). A closed stderr is no error.
pub fn line(text: &str) {
    write_stderr(&format!("{text}\n"));
}

/// Bytes on stdout for callers without a [`Ui`] (hooks of shells). A closed stdout is no error.
pub fn bytes(bytes: &[u8]) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(bytes).and_then(|()| out.flush());
}

fn write_stderr(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
