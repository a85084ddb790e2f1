//! uWSGI's options and ini files, as far as they say where the application lies.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use super::{Call, options};
use crate::discover::start::{Origin, Start, absolute};

const FILES: [&str; 2] = ["wsgi-file", "file"];
const PATHS: [&str; 3] = ["pythonpath", "python-path", "pp"];

/// The directories: `chdir` first, then the application's file, its search path, and the configuration's own folder.
pub fn starts(call: &Call<'_>, args: &[OsString]) -> Vec<Start> {
    let mut starts = Vec::new();
    let mut add = |path: &OsStr, from: Origin| {
        starts.push(Start::code(call.view, &absolute(call.view, path.as_ref(), call.cwd), from));
    };
    for names in [&["chdir"][..], &FILES, &PATHS] {
        let named: Vec<String> = names.iter().map(|name| format!("--{name}")).collect();
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        for (name, value) in options::values(args, &named) {
            add(value, Origin::Option(name.to_owned()));
        }
    }
    if let Some(dir) = (call.get)("UWSGI_CHDIR") {
        add(&dir, Origin::Variable("UWSGI_CHDIR"));
    }
    for (file, section) in configurations(call, args) {
        let Ok((_, text)) = call.view.read(&file) else { continue };
        let pairs = pairs(&text, section.as_bytes());
        for names in [&["chdir"][..], &FILES, &PATHS] {
            for (_, value) in pairs.iter().filter(|(key, _)| names.iter().any(|n| n.as_bytes() == *key)) {
                if let Some(value) = expand(value, &file, call) {
                    add(OsStr::from_bytes(&value), Origin::Config(file.clone()));
                }
            }
        }
        add(file.as_os_str(), Origin::Config(file.clone()));
    }
    starts
}

// Ini files and the section of each.
fn configurations(call: &Call<'_>, args: &[OsString]) -> Vec<(PathBuf, OsString)> {
    let by_option = options::values(args, &["--ini", "--ini-paste"]).map(|(_, value)| value.to_owned());
    let is_ini = |word: &&OsString| {
        let bytes = word.as_bytes();
        !bytes.starts_with(b"-") && (bytes.ends_with(b".ini") || contains(bytes, b".ini:"))
    };
    let mut words: Vec<OsString> = by_option.collect();
    for word in args.iter().filter(is_ini) {
        if !words.contains(word) {
            words.push(word.clone());
        }
    }
    words.extend((call.get)("UWSGI_INI"));
    words
        .into_iter()
        .map(|word| {
            let bytes = word.as_bytes();
            let (file, section) = match bytes.iter().rposition(|b| *b == b':') {
                Some(at) if at > 0 => (&bytes[..at], &bytes[at + 1..]),
                _ => (bytes, &b"uwsgi"[..]),
            };
            let file = absolute(call.view, Path::new(OsStr::from_bytes(file)), call.cwd);
            (file, OsStr::from_bytes(section).to_owned())
        })
        .collect()
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|w| w == part)
}

fn pairs<'a>(text: &'a [u8], section: &[u8]) -> Vec<(&'a [u8], &'a [u8])> {
    let mut is_inside = false;
    let mut pairs = Vec::new();
    for line in text.split(|b| *b == b'\n').map(<[u8]>::trim_ascii) {
        if let Some(name) = line.strip_prefix(b"[").and_then(|l| l.strip_suffix(b"]")) {
            is_inside = name.trim_ascii() == section;
        } else if is_inside && !matches!(line.first(), None | Some(b'#' | b';')) {
            let at = line.iter().position(|b| *b == b'=').unwrap_or(line.len());
            pairs.push((line[..at].trim_ascii(), line.get(at + 1..).unwrap_or_default().trim_ascii()));
        }
    }
    pairs
}

/// Fills in `%d` and the like, and `$(VARIABLE)`; `None` where something else stands in it.
// uWSGI documentation, "Magic variables".
fn expand(value: &[u8], file: &Path, call: &Call<'_>) -> Option<Vec<u8>> {
    let folder = file.parent().unwrap_or(Path::new("/"));
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        match (first, tail) {
            (b'%', [letter, tail @ ..]) => {
                rest = tail;
                match letter {
                    b'd' => {
                        out.extend(folder.as_os_str().as_bytes());
                        out.push(b'/');
                    }
                    b'p' => out.extend(file.as_os_str().as_bytes()),
                    b's' => out.extend(file.file_name()?.as_bytes()),
                    b'n' => out.extend(file.file_stem()?.as_bytes()),
                    b'c' => out.extend(folder.file_name()?.as_bytes()),
                    b'%' => out.push(b'%'),
                    _ => return None,
                }
            }
            (b'$', [b'(', tail @ ..]) => {
                let end = tail.iter().position(|b| *b == b')')?;
                let name = std::str::from_utf8(&tail[..end]).ok()?;
                out.extend((call.get)(name)?.into_vec());
                rest = &tail[end + 1..];
            }
            (byte, _) => out.push(*byte),
        }
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::view::Disk;

    #[test]
    fn only_the_named_section_counts() {
        let text = b"chdir = /no\n[uwsgi]\n# chdir = /no\nchdir=/yes\nmaster\n[other]\nchdir = /other\n";
        assert_eq!(pairs(text, b"uwsgi"), [(&b"chdir"[..], &b"/yes"[..]), (b"master", b"")]);
        assert_eq!(pairs(text, b"other"), [(&b"chdir"[..], &b"/other"[..])]);
    }

    #[test]
    fn magic_variables_are_filled_in() {
        let get = |name: &str| (name == "SITE").then(|| OsString::from("shop"));
        let call = Call { view: &Disk, name: OsStr::new("uwsgi"), args: &[], cwd: Path::new("/"), get: &get };
        let check = |value: &str, expected: Option<&str>| {
            let found = expand(value.as_bytes(), Path::new("/srv/x/conf.ini"), &call);
            assert_eq!(found, expected.map(|e| e.as_bytes().to_vec()), "{value}");
        };
        check("/plain", Some("/plain"));
        check("%dapp", Some("/srv/x/app"));
        check("/srv/%c/%n/%s", Some("/srv/x/conf/conf.ini"));
        check("100%%", Some("100%"));
        check("/srv/$(SITE)", Some("/srv/shop"));
        check("/srv/$(NONE)", None);
        check("%(chdir)/x", None);
        check("$(SITE", None);
        check("50%", Some("50%"));
    }
}
