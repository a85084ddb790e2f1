//! Requirements as texts to be written: merged with what stands there, with bounds, at their place in the order. Pure.

use super::Listed;
use crate::pep::requirement::{Requirement, Source};
use crate::pep::version::Version;

/// Which versions a requirement is given that was asked for without any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Bounds {
    /// This one or newer (>=1.2.3)
    #[default]
    Lower,
    /// This one or newer, up to the next major version (>=1.2.3,<2.0.0)
    Major,
    /// This one or newer, up to the next minor version (>=1.2.3,<1.3.0)
    Minor,
    /// Exactly this one (==1.2.3)
    Exact,
    /// No bounds
    None,
}

/// As it is written into a file: quotes of markers so that they need no escape there.
pub fn written(requirement: &Requirement) -> String {
    let Some(marker) = &requirement.marker else { return requirement.to_string() };
    let bare = Requirement { marker: None, ..requirement.clone() };
    let marker = marker.to_string();
    let marker = if marker.contains('\'') { marker } else { marker.replace('"', "'") };
    format!("{bare} ; {marker}")
}

/// `old`, the text of a requirement in a file, with what `new` says more or otherwise. The spelling of its name, and its
/// marker, stay.
pub fn merged(old: &str, new: &Requirement) -> Option<String> {
    let was = Requirement::parse(old).ok()?;
    let mut extras = was.extras.clone();
    extras.extend(new.extras.iter().cloned());
    extras.sort();
    extras.dedup();
    let says_which = !matches!(&new.source, Source::Any(specifiers) if specifiers.to_string().is_empty());
    if extras == was.extras && (!says_which || new.source == was.source) {
        return Some(old.to_owned());
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let name_end = old.find(|c: char| !is_name(c)).unwrap_or(old.len());
    // A URL goes to the next space; elsewhere the marker begins at the first semicolon.
    let marker_at = old.find(if matches!(was.source, Source::Url(_)) { " ;" } else { ";" });
    let (head, marker) = old.split_at(marker_at.unwrap_or(old.len()));
    let spaces = &head[head.trim_end().len()..];
    let source = match (says_which, &was.source, head.find('[').zip(head.find(']'))) {
        (true, ..) => source(&new.source),
        // What stands behind name and extras stays to the letter.
        (false, Source::Any(_), Some((_, end))) => head[end + 1..].trim_end().to_owned(),
        (false, Source::Any(_), None) => head[name_end..].trim_end().to_owned(),
        (false, url, _) => self::source(url),
    };
    let extras: Vec<String> = extras.iter().map(ToString::to_string).collect();
    let extras = if extras.is_empty() { String::new() } else { format!("[{}]", extras.join(",")) };
    let spaces = match () {
        () if marker.is_empty() => "",
        () if source.contains("://") || marker.starts_with(' ') => " ",
        () => spaces,
    };
    Some(format!("{}{extras}{source}{spaces}{}", &old[..name_end], marker.trim_start()))
}

fn source(source: &Source) -> String {
    match source {
        Source::Any(specifiers) => specifiers.to_string(),
        Source::Url(url) => format!(" @ {url}"),
    }
}

/// `requirement`, which names no versions, with bounds around one.
pub fn bounded(requirement: &Requirement, version: &Version, bounds: Bounds) -> String {
    let version = version.clone().without_local();
    let specifiers = match bounds {
        Bounds::None => String::new(),
        Bounds::Exact => format!("=={version}"),
        Bounds::Lower => format!(">={version}"),
        Bounds::Major => format!(">={version},<{}", next(&version, 0)),
        Bounds::Minor => format!(">={version},<{}", next(&version, 1)),
    };
    match specifiers.parse() {
        Ok(specifiers) => written(&Requirement { source: Source::Any(specifiers), ..requirement.clone() }),
        Err(_) => written(requirement),
    }
}

// As uv: of 0.4.5 the first number that is not 0 counts as the major one.
fn next(version: &Version, part: usize) -> Version {
    let release = version.release();
    let zeros = release.iter().take_while(|number| **number == 0).count();
    let at = (zeros + part).min(release.len() - 1);
    let number = |(i, number): (usize, &u64)| match i.cmp(&at) {
        std::cmp::Ordering::Less => *number,
        std::cmp::Ordering::Equal => number.saturating_add(1),
        std::cmp::Ordering::Greater => 0,
    };
    Version::new(release.iter().enumerate().map(number)).with_epoch(version.epoch())
}

/// Where a requirement goes: its place in a list that is in order, else the end.
pub fn position(listed: &[Listed], new: &str) -> usize {
    let end = listed.last().map_or(0, |last| last.at + 1);
    let key = |text: &str| text.to_lowercase();
    let named: Vec<&Listed> = listed.iter().filter(|one| one.requirement.is_some()).collect();
    if name(new).starts_with(['-', '.']) || !named.is_sorted_by_key(|one| key(name(&one.text))) {
        return end;
    }
    let new = key(name(new));
    named.iter().find(|one| key(name(&one.text)) > new).map_or(end, |next| next.at)
}

fn name(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        assert_eq!(merged(old, &Requirement::parse(new).unwrap()).unwrap(), expected);
    }

    #[test]
    fn what_is_said_anew_replaces_and_the_rest_stays() {
        check("Django", "django", "Django");
        check("Django >= 4, < 5", "django", "Django >= 4, < 5");
        check("Django >= 4, < 5", "django>=5", "Django>=5");
        check("a[x] >=1 ; python_version < '3.12'", "a[y]", "a[x,y] >=1 ; python_version < '3.12'");
        check("a>=1; python_version<\"3\"", "a>=2", "a>=2; python_version<\"3\"");
        check("a", "a[x]", "a[x]");
        check("a>=1", "a @ https://e.x/a.zip", "a @ https://e.x/a.zip");
        check("a>=1; python_version<'3'", "a @ https://e.x/a.zip", "a @ https://e.x/a.zip ; python_version<'3'");
        check("a @ https://e.x/a.zip ; python_version<'3'", "a>=1", "a>=1 ; python_version<'3'");
        check("a @ https://e.x/a.zip", "a[x]", "a[x] @ https://e.x/a.zip");
    }

    // The bounds that uv 0.13 writes.
    #[test]
    fn bounds_are_those_of_uv() {
        let check = |version: &str, bounds, expected: &str| {
            let requirement = Requirement::parse("a").unwrap();
            assert_eq!(bounded(&requirement, &version.parse().unwrap(), bounds), expected);
        };
        check("2.3.1", Bounds::Lower, "a>=2.3.1");
        check("2.3.1+local", Bounds::Lower, "a>=2.3.1");
        check("2.3.1", Bounds::Major, "a>=2.3.1,<3.0.0");
        check("26.3", Bounds::Major, "a>=26.3,<27.0");
        check("0.4.5", Bounds::Major, "a>=0.4.5,<0.5.0");
        check("0.4.5", Bounds::Minor, "a>=0.4.5,<0.4.6");
        check("26.3", Bounds::Minor, "a>=26.3,<26.4");
        check("2.3.1", Bounds::Minor, "a>=2.3.1,<2.4.0");
        check("2.3.1", Bounds::Exact, "a==2.3.1");
        check("2.3.1", Bounds::None, "a");
        check("0", Bounds::Major, "a>=0,<1");
        check("1!2.3rc1", Bounds::Major, "a>=1!2.3rc1,<1!3.0");
    }

    #[test]
    fn markers_are_written_with_quotes_that_need_no_escape() {
        let text = |text: &str| written(&Requirement::parse(text).unwrap());
        assert_eq!(text("A[x] >=1 ; python_version<\"3\""), "a[x]>=1 ; python_version < '3'");
        assert_eq!(text("a @ https://e.x/a.zip ; python_version<'3'"), "a @ https://e.x/a.zip ; python_version < '3'");
    }

    #[test]
    fn a_list_in_order_stays_so() {
        let list = |texts: &[&str]| -> Vec<Listed> {
            let one = |(at, text): (usize, &&str)| Listed {
                at,
                line: 1,
                text: (*text).to_owned(),
                requirement: Requirement::parse(text).ok(),
            };
            texts.iter().enumerate().map(one).collect()
        };
        assert_eq!(position(&list(&["a>=1", "C[x]", "d"]), "b"), 1);
        assert_eq!(position(&list(&["a", "c"]), "D"), 2);
        assert_eq!(position(&list(&["c", "a"]), "b"), 2);
        assert_eq!(position(&list(&[]), "b"), 0);
        assert_eq!(position(&list(&["a"]), "-e ./x"), 1);
        assert_eq!(position(&list(&["a", "./x", "c"]), "b"), 2);
    }
}
