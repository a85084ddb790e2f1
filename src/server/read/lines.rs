//! What is read line by line: lighttpd as far as it matters, and crontabs.

use std::path::Path;

use super::{Place, Reader};

/// lighttpd: `name = "value"`, and `"name" => "value"` in its arrays.
pub(super) fn lighttpd(reader: &mut Reader<'_>, file: &Path, text: &str) {
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if line.starts_with('#') {
            continue;
        }
        let place = Place::line(file, number);
        if let Some(rest) = line.strip_prefix("include ") {
            reader.include_all(rest.trim().trim_matches('"'), &place);
            continue;
        }
        if let Some((name, rest)) = line.split_once('=').filter(|(_, rest)| !rest.starts_with('>')) {
            let name = name.trim_end_matches('+').trim();
            let value = rest.trim().strip_prefix('"').and_then(|rest| rest.split('"').next());
            if let Some(value) = value {
                reader.add(name, value, "", place.clone());
            }
        }
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("=>") {
            let name = before.trim_end().strip_suffix('"').and_then(|text| text.rsplit('"').next());
            let value = after.trim_start().strip_prefix('"').and_then(|text| text.split('"').next());
            if let (Some(name), Some(value)) = (name, value) {
                reader.add(name, value, "", place.clone());
            }
            rest = after;
        }
    }
}

/// A crontab: variables, and jobs as `job`, whose section is the user if the file names one.
pub(super) fn cron(reader: &mut Reader<'_>, file: &Path, text: &str) {
    let dir = file.parent().and_then(Path::file_name).unwrap_or_default();
    let has_user = dir == "cron.d" || (dir == "etc" && file.ends_with("crontab"));
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        let place = Place::line(file, number);
        if let Some((user, command)) = job(line, has_user) {
            reader.add("job", command, user, place);
        } else if let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            reader.add(name.trim(), value.trim().trim_matches(['"', '\'']), "", place);
        }
    }
}

/// The user and the command of a line: `*/5 * * * * www-data command`, `@daily command`.
// crontab(5): five fields of time and date, or one word that begins with `@`.
pub(super) fn job(line: &str, has_user: bool) -> Option<(&str, &str)> {
    let mut rest = line.trim();
    let fields = if rest.starts_with('@') { 1 } else { 5 };
    for _ in 0..fields {
        let (field, tail) = rest.split_once(char::is_whitespace)?;
        let is_time = field.starts_with('@')
            || field.bytes().all(|b| b.is_ascii_digit() || b"*/,-".contains(&b))
            || (field.len() == 3 && field.bytes().all(|b| b.is_ascii_alphabetic()));
        if !is_time {
            return None;
        }
        rest = tail.trim_start();
    }
    if !has_user {
        return (!rest.is_empty()).then_some(("", rest));
    }
    let (user, command) = rest.split_once(char::is_whitespace)?;
    Some((user, command.trim_start()))
}
