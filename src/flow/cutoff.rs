//! A moment after which nothing was uploaded, as far as a resolution is concerned.
//!
//! Text that a person wrote, and now -> a moment; then files are held against it by the time the index gives (PEP 700,
//! `upload-time`). Never guesses: what an index gives no time for is left out.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, SpanRelativeTo, Timestamp, ToSpan};

use super::options::ResolveOptions;
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::index::File;
use crate::pep::name::PackageName;
use crate::pep::version::Version;
use crate::sourced::{Source, Sourced};
use crate::sys;
use crate::vars;

/// A moment, and who set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cutoff {
    before: Timestamp,
    from: Source,
}

/// The moment that holds for each package.
#[derive(Clone, Debug, Default)]
pub(super) struct Cutoffs {
    all: Option<Cutoff>,
    packages: BTreeMap<PackageName, Cutoff>,
}

/// What was asked for: on the command line, else in the environment, else the earliest of what is configured, so that a
/// project can make a cooldown longer and never shorter.
pub(super) fn chosen<'a>(
    context: &Context,
    options: &ResolveOptions,
    configured: impl Iterator<Item = &'a Sourced<String>>,
) -> Result<Cutoffs> {
    let now = Timestamp::from_second(sys::clock::unix_seconds(context.now) as i64).unwrap_or(Timestamp::MAX);
    let moment = |text: &str, from: Source| {
        Cutoff::parse(text.trim(), now).map(|before| Cutoff { before, from: from.clone() }).map_err(|why| {
            let exit = if matches!(from, Source::File(..)) { Exit::Refused } else { Exit::Usage };
            Plain::new(exit, format!("{from}: \"{}\" {why}", crate::ui::clean(text)))
                .hint("a date (2026-01-31), a time (2026-01-31T12:00:00Z) or an age ('7 days', P7D)")
        })
    };
    let all = match (&options.exclude_newer, context.text(vars::EXCLUDE_NEWER)) {
        (Some(text), _) => Some(moment(text, Source::CommandLine(OPTION))?),
        (None, Some(text)) if !text.trim().is_empty() => {
            Some(moment(text, Source::Variable(vars::EXCLUDE_NEWER.into()))?)
        }
        (None, _) => {
            let all = configured.map(|said| moment(&said.value, said.from.clone()));
            let all = all.collect::<std::result::Result<Vec<Cutoff>, _>>()?;
            all.into_iter().min_by_key(|cutoff| cutoff.before)
        }
    };
    let mut packages = BTreeMap::new();
    for text in &options.exclude_newer_packages {
        let pair = text.split_once('=').and_then(|(name, when)| Some((PackageName::parse(name).ok()?, when)));
        let (name, when) = pair.ok_or_else(|| {
            let why = format!("{PER_PACKAGE}: \"{}\" has not the form PACKAGE=WHEN", crate::ui::clean(text));
            Plain::new(Exit::Usage, why).hint("for example 'django=2026-01-31'")
        })?;
        packages.insert(name, moment(when, Source::CommandLine(PER_PACKAGE))?);
    }
    Ok(Cutoffs { all, packages })
}

const OPTION: &str = "--exclude-newer";
const PER_PACKAGE: &str = "--exclude-newer-package";

impl Cutoffs {
    /// The one for a package.
    pub(super) fn of(&self, name: &PackageName) -> Option<&Cutoff> {
        self.packages.get(name).or(self.all.as_ref())
    }
}

impl Cutoff {
    /// A date means its end and a time without offset that time, both in UTC, so that every machine means the same. An
    /// age is counted back from `now`, in weeks and shorter units: a month has no fixed length.
    fn parse(text: &str, now: Timestamp) -> std::result::Result<Timestamp, String> {
        if let Ok(before) = text.parse::<Timestamp>() {
            return Ok(before);
        }
        let in_utc = |time: DateTime| TimeZone::UTC.to_timestamp(time);
        // A date parses as a time, midnight, too.
        let is_date = !text.contains([':', 'T', 't']);
        if let Some(date) = text.parse::<Date>().ok().filter(|_| is_date) {
            let end = date.tomorrow().and_then(|next| in_utc(next.at(0, 0, 0, 0)));
            return end.map_err(|_| "is too late".to_owned());
        }
        if let Ok(time) = text.parse::<DateTime>() {
            return in_utc(time).map_err(|_| "is too late".to_owned());
        }
        let span: Span = text.parse().map_err(|_| "is neither a time nor an age".to_owned())?;
        if span.get_years() != 0 || span.get_months() != 0 {
            return Err("counts months or years, which have no fixed length; say days".to_owned());
        }
        if span.is_negative() {
            return Err("lies in the future".to_owned());
        }
        let age = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| "is too long".to_owned())?;
        now.checked_sub(age).map_err(|_| "is too long".to_owned())
    }

    /// True when the file counts. What lies on this machine, somebody put there: it always does.
    pub(super) fn allows(&self, file: &File) -> bool {
        file.url.starts_with("file:") || uploaded(file).is_some_and(|uploaded| uploaded < self.before)
    }

    /// A clause about files of which none counts.
    pub(super) fn why(&self, files: &[Arc<File>]) -> String {
        match files.iter().all(|file| file.upload_time.is_none()) {
            true => format!("the index does not say when its files were uploaded, which {} needs", self.shown_from()),
            false => format!("its files were uploaded at {} or later ({})", self.shown(), self.shown_from()),
        }
    }

    // `exclude-newer` of a file is known by its place.
    fn shown_from(&self) -> String {
        match &self.from {
            Source::File(..) => format!("exclude-newer of {}", self.from),
            said => said.to_string(),
        }
    }

    /// What lets a version in of whose files none counts: when it was uploaded, and the words for it.
    pub(super) fn hint(&self, name: &PackageName, version: &Version, files: &[Arc<File>]) -> Option<String> {
        let first = files.iter().filter_map(|file| uploaded(file)).min()?;
        let day = TimeZone::UTC.to_datetime(first).date();
        let seconds = first - first.subsec_nanosecond().nanoseconds();
        Some(format!("{name} {version} was uploaded at {seconds}: '{PER_PACKAGE} {name}={day}' lets it in"))
    }

    fn shown(&self) -> String {
        // Whole seconds are enough, and midnight is the end of the day before.
        let seconds = self.before - self.before.subsec_nanosecond().nanoseconds();
        seconds.to_string()
    }
}

fn uploaded(file: &File) -> Option<Timestamp> {
    file.upload_time.as_deref().and_then(|text| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> std::result::Result<String, String> {
        let now = "2026-03-31T12:00:00Z".parse().unwrap();
        Cutoff::parse(text, now).map(|before| before.to_string())
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
