//! Bars for what takes long: only on a terminal, only after half a second.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Ui;
use crate::sys::clock;

/// One activity with a known or unknown number of steps. Clears itself when dropped.
pub struct Progress {
    bar: ProgressBar,
    shown: std::sync::atomic::AtomicBool,
    started: std::time::Instant,
    enabled: bool,
}

impl Progress {
    /// A bar over `total` bytes or steps; invisible for the first half second, and off a terminal.
    pub fn new(ui: &Ui, verb: &'static str, total: u64, is_bytes: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        let template = if is_bytes {
            "{msg} [{bar:24}] {decimal_bytes}/{decimal_total_bytes} {decimal_bytes_per_sec}"
        } else {
            "{msg} [{bar:24}] {pos}/{len}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(verb);
        Progress { bar, shown: false.into(), started: clock::instant(), enabled: ui.shows_progress() }
    }

    /// More work was found.
    pub fn add_total(&self, amount: u64) {
        self.bar.inc_length(amount);
    }

    /// Some work was done.
    pub fn advance(&self, amount: u64) {
        use std::sync::atomic::Ordering::Relaxed;
        if self.enabled
            && !self.shown.load(Relaxed)
            && self.started.elapsed() > Duration::from_millis(500)
            && !self.shown.swap(true, Relaxed)
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        }
        self.bar.inc(amount);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
