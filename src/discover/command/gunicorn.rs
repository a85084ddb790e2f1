//! gunicorn's three places for `chdir`: command line, `GUNICORN_CMD_ARGS`, and a configuration that is Python code.
//!
//! The configuration is read as text, never run: only a plain `chdir = "..."` is understood.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

use super::{Call, options};
use crate::discover::start::{Origin, Start, absolute};

/// What gunicorn reads where no configuration is named.
const DEFAULT_CONFIG: &str = "gunicorn.conf.py";

/// The directories, in the order of gunicorn's own precedence.
pub fn starts(call: &Call<'_>, args: &[OsString]) -> Vec<Start> {
    let variable = (call.get)("GUNICORN_CMD_ARGS").map(|text| options::split(&text)).unwrap_or_default();
    let last = |words: &[OsString], names: &[&str]| {
        options::values(words, names).last().map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let mut starts = Vec::new();
    let mut add = |path: &OsStr, from: Origin| {
        starts.push(Start::code(call.view, &absolute(call.view, path.as_ref(), call.cwd), from));
    };
    if let Some((name, dir)) = last(args, &["--chdir"]) {
        add(&dir, Origin::Option(name));
    }
    if let Some((_, dir)) = last(&variable, &["--chdir"]) {
        add(&dir, Origin::Variable("GUNICORN_CMD_ARGS"));
    }
    let config_options = ["-c", "--config"];
    let config = last(args, &config_options).or_else(|| last(&variable, &config_options)).map(|(_, value)| value);
    let config = config.unwrap_or_else(|| DEFAULT_CONFIG.into());
    let config = config.as_bytes().strip_prefix(b"file:").unwrap_or(config.as_bytes());
    if !config.starts_with(b"python:") {
        let config: PathBuf = absolute(call.view, OsStr::from_bytes(config).as_ref(), call.cwd);
        if let Ok((_, text)) = call.view.read(&config) {
            if let Some(dir) = chdir(&text) {
                add(&dir, Origin::Config(config.clone()));
            }
            add(config.as_os_str(), Origin::Config(config.clone()));
        }
    }
    for words in [args, &variable] {
        for (name, list) in options::values(words, &["--pythonpath"]) {
            for dir in list.as_bytes().split(|b| *b == b',').filter(|d| !d.is_empty()) {
                add(OsStr::from_bytes(dir), Origin::Option(name.to_owned()));
            }
        }
    }
    starts
}

/// The last `chdir = "..."` at the start of a line.
fn chdir(text: &[u8]) -> Option<OsString> {
    text.split(|b| *b == b'\n').filter_map(literal).next_back()
}

fn literal(line: &[u8]) -> Option<OsString> {
    let value = line.strip_prefix(b"chdir")?.trim_ascii().strip_prefix(b"=")?.trim_ascii();
    let value = value.strip_prefix(b"r").unwrap_or(value);
    let quote = value.first().copied().filter(|q| matches!(q, b'"' | b'\''))?;
    let end = value[1..].iter().position(|b| *b == quote)? + 1;
    let (word, rest) = (&value[1..end], value[end + 1..].trim_ascii());
    let is_plain = !word.is_empty() && !word.contains(&b'\\') && (rest.is_empty() || rest.starts_with(b"#"));
    is_plain.then(|| OsString::from_vec(word.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_chdir_is_read_from_a_configuration() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(chdir(text.as_bytes()), expected.map(OsString::from), "{text:?}");
        };
        check("bind = 'x'\nchdir = '/srv/x'\n", Some("/srv/x"));
        check("chdir=\"/srv/x\"  # here\nworkers = 2", Some("/srv/x"));
        check("chdir = '/a'\nchdir = '/b'", Some("/b"));
        check("chdir = os.path.dirname(__file__)", None);
        check("chdir = '/srv/' + name", None);
        check("chdir = f'/srv/{x}'", None);
        check("  chdir = '/srv/x'", None);
        check("chdirs = '/srv/x'", None);
        check("chdir = '", None);
        check("chdir = ''", None);
    }
}
