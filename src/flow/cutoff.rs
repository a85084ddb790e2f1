//! A moment after which nothing was uploaded, as far as a resolution is concerned.
//!
//! Text that a person wrote, and now -> a moment; then files are held against it by the time the index gives (PEP 700,
//! `upload-time`). Never guesses: what an index gives no time for is left out.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, SpanRelativeTo, Timestamp, ToSpan};

use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::index::File;
use crate::sys;
use crate::vars;

/// The moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cutoff {
    before: Timestamp,
}

/// What was asked for, on the command line or else in the environment.
pub(super) fn chosen(context: &Context, option: Option<&str>) -> Result<Option<Cutoff>> {
    let (from, text) = match (option, context.text(vars::EXCLUDE_NEWER)) {
        (Some(text), _) => ("--exclude-newer", text),
        (None, Some(text)) if !text.trim().is_empty() => (vars::EXCLUDE_NEWER, text),
        (None, _) => return Ok(None),
    };
    let now = Timestamp::from_second(sys::clock::unix_seconds(context.now) as i64).unwrap_or(Timestamp::MAX);
    let cutoff = Cutoff::parse(text.trim(), now).map_err(|why| {
        Plain::new(Exit::Usage, format!("{from}: \"{}\" {why}", crate::ui::clean(text)))
            .hint("a date (2026-01-31), a time (2026-01-31T12:00:00Z) or an age ('7 days', P7D)")
    })?;
    Ok(Some(cutoff))
}

impl Cutoff {
    /// A date means its end and a time without offset that time, both in UTC, so that every machine means the same. An
    /// age is counted back from `now`, in weeks and shorter units: a month has no fixed length.
    fn parse(text: &str, now: Timestamp) -> std::result::Result<Cutoff, String> {
        if let Ok(before) = text.parse::<Timestamp>() {
            return Ok(Cutoff { before });
        }
        let in_utc = |time: DateTime| TimeZone::UTC.to_timestamp(time);
        // A date parses as a time, midnight, too.
        let is_date = !text.contains([':', 'T', 't']);
        if let Some(date) = text.parse::<Date>().ok().filter(|_| is_date) {
            let end = date.tomorrow().and_then(|next| in_utc(next.at(0, 0, 0, 0)));
            return end.map(|before| Cutoff { before }).map_err(|_| "is too late".to_owned());
        }
        if let Ok(time) = text.parse::<DateTime>() {
            return in_utc(time).map(|before| Cutoff { before }).map_err(|_| "is too late".to_owned());
        }
        let span: Span = text.parse().map_err(|_| "is neither a time nor an age".to_owned())?;
        if span.get_years() != 0 || span.get_months() != 0 {
            return Err("counts months or years, which have no fixed length; say days".to_owned());
        }
        if span.is_negative() {
            return Err("lies in the future".to_owned());
        }
        let age = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| "is too long".to_owned())?;
        let before = now.checked_sub(age).map_err(|_| "is too long".to_owned())?;
        Ok(Cutoff { before })
    }

    /// True when the file counts. What lies on this machine, somebody put there: it always does.
    pub(super) fn allows(&self, file: &File) -> bool {
        let uploaded = || file.upload_time.as_deref().and_then(|text| text.parse::<Timestamp>().ok());
        file.url.starts_with("file:") || uploaded().is_some_and(|uploaded| uploaded < self.before)
    }

    /// A clause about files of which none counts.
    pub(super) fn why(&self, files: &[Arc<File>]) -> String {
        match files.iter().all(|file| file.upload_time.is_none()) {
            true => "the index does not say when its files were uploaded, which --exclude-newer needs".to_owned(),
            false => format!("its files were uploaded at {} or later (--exclude-newer)", self.shown()),
        }
    }

    fn shown(&self) -> String {
        // Whole seconds are enough, and midnight is the end of the day before.
        let seconds = self.before - self.before.subsec_nanosecond().nanoseconds();
        seconds.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> std::result::Result<String, String> {
        let now = "2026-03-31T12:00:00Z".parse().unwrap();
        Cutoff::parse(text, now).map(|cutoff| cutoff.before.to_string())
    }

    #[test]
    fn dates_times_and_ages_name_a_moment() {
        let check = |text: &str, expected: &str| assert_eq!(parse(text).as_deref(), Ok(expected), "{text}");
        check("2026-01-31", "2026-02-01T00:00:00Z");
        check("2026-01-31T10:30:00Z", "2026-01-31T10:30:00Z");
        check("2026-01-31T10:30:00+02:00", "2026-01-31T08:30:00Z");
        check("2026-01-31 10:30", "2026-01-31T10:30:00Z");
        check("7 days", "2026-03-24T12:00:00Z");
        check("1 week", "2026-03-24T12:00:00Z");
        check("P7D", "2026-03-24T12:00:00Z");
        check("PT24H", "2026-03-30T12:00:00Z");
        check("36h", "2026-03-30T00:00:00Z");
    }

    #[test]
    fn what_names_no_moment_is_refused() {
        let check = |text: &str, why: &str| assert_eq!(parse(text), Err(why.to_owned()), "{text}");
        check("yesterday", "is neither a time nor an age");
        check("2026-02-30", "is neither a time nor an age");
        check("", "is neither a time nor an age");
        check("1 month", "counts months or years, which have no fixed length; say days");
        check("-P7D", "lies in the future");
        check("99999999 days", "is neither a time nor an age");
        check("7000000 days", "is too long");
    }
}
