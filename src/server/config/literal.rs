//! How each format writes a directory, and which names may stand in every format. Text in, text or a refusal out.

use std::path::Path;

use super::super::ServerError;
use crate::shell::Shell;

/// A directory as it stands in a uWSGI ini file.
pub fn ini(path: &Path) -> Result<String, ServerError> {
    let text = plain("uWSGI", path)?;
    unless(["$(", "@("].iter().any(|open| text.contains(open)), "uWSGI", path, "it expands $(...) and @(...)")?;
    // uWSGI documentation, "Magic variables".
    Ok(text.replace('%', "%%"))
}

/// Refuses a directory whose name uWSGI would not take as it is, also where `%d` stands for it.
pub fn magic_dir(path: &Path) -> Result<(), ServerError> {
    ini(path)?;
    unless(
        path.as_os_str().as_encoded_bytes().contains(&b':'),
        "uWSGI",
        path,
        "what follows a colon is a section to it",
    )
}

/// A directory as it stands in a pattern of an Emperor.
pub fn ini_glob(path: &Path) -> Result<String, ServerError> {
    magic_dir(path)?;
    Ok(escaped(&ini(path)?, &['\\', '*', '?', '[']))
}

/// A path as it stands in gunicorn's settings, which are Python.
pub fn python(path: &Path) -> Result<String, ServerError> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let ends_blank =
        String::from_utf8_lossy(bytes).ends_with(|c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c));
    unless(ends_blank, "gunicorn", path, BLANKS)?;
    Ok(String::from_utf8(Shell::Python.quote(bytes)).expect("Python literals are ASCII"))
}

/// A directory as it stands in a unit of systemd.
pub fn unit(path: &Path) -> Result<String, ServerError> {
    let text = plain("systemd", path)?;
    unless(text.ends_with('\\'), "systemd", path, "a backslash at the end continues the line")?;
    // systemd.unit(5), "Specifiers".
    Ok(text.replace('%', "%%"))
}

/// A directory as the value of a variable in a crontab.
// crontab(5): quotes count only around the whole value; nothing is expanded, `%` is an ordinary character.
pub fn crontab(path: &Path) -> Result<String, ServerError> {
    plain("cron", path).map(str::to_owned)
}

/// A directory as the value of an Apache `Define` that is used between double quotes.
// The text after `Define` is one quoted word; what it stands for is put, as it is, between quotes again.
pub fn apache(path: &Path) -> Result<String, ServerError> {
    let text = plain("Apache", path)?;
    unless(text.contains("${"), "Apache", path, "it expands ${...}")?;
    let inner = escaped(text, &['\\', '"']);
    Ok(format!("\"{}\"", escaped(&inner, &['\\', '"'])))
}

/// A name for the socket, the service and the files, made from a directory's.
pub fn slug(dir: &Path) -> String {
    let name = dir.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let mut slug = String::new();
    for c in name.chars() {
        let c = if c.is_ascii_alphanumeric() { c } else { '-' };
        if c != '-' || !(slug.is_empty() || slug.ends_with('-')) {
            slug.push(c);
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "site".into() } else { slug.into() }
}

/// A name of that kind, as given.
pub fn is_slug(text: &str) -> bool {
    let is_start = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    is_start && text.len() <= 64 && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// The name of a user or group that needs no quoting anywhere, or a number.
pub fn is_user(text: &str) -> bool {
    let is_start = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    is_start && text.len() <= 64 && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// A host name, without a port.
pub fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_char = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && label.len() <= 63 && label.chars().all(is_char) && !label.starts_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

const BLANKS: &str = "blanks at the end are taken off";

fn plain<'a>(format: &'static str, path: &'a Path) -> Result<&'a str, ServerError> {
    let text = path.to_str();
    unless(text.is_none(), format, path, "it is not UTF-8")?;
    let text = text.expect("looked at above");
    unless(text.contains(char::is_control), format, path, "there is a control character in it")?;
    unless(text.ends_with(char::is_whitespace), format, path, BLANKS)?;
    Ok(text)
}

fn unless(is_wrong: bool, format: &'static str, path: &Path, why: &str) -> Result<(), ServerError> {
    if !is_wrong {
        return Ok(());
    }
    Err(ServerError::Unwritable { format, path: path.to_owned(), why: why.to_owned() })
}

fn escaped(text: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    use super::*;

    type Write = fn(&Path) -> Result<String, ServerError>;

    #[track_caller]
    fn check(write: Write, path: &str, expected: Option<&str>) {
        assert_eq!(write(Path::new(path)).ok().as_deref(), expected, "{path}");
    }

    #[test]
    fn each_format_escapes_its_own_characters() {
        let odd = "/srv/a b'c\"d$e%f\\g#h;é*[i]";
        check(ini, odd, Some("/srv/a b'c\"d$e%%f\\g#h;é*[i]"));
        check(ini_glob, odd, Some("/srv/a b'c\"d$e%%f\\\\g#h;é\\*\\[i]"));
        check(unit, odd, Some("/srv/a b'c\"d$e%%f\\g#h;é*[i]"));
        check(crontab, odd, Some(odd));
        check(apache, odd, Some("\"/srv/a b'c\\\\\\\"d$e%f\\\\\\\\g#h;é*[i]\""));
    }

    #[test]
    fn what_a_format_cannot_write_is_refused() {
        for write in [ini as Write, ini_glob, unit, crontab, apache] {
            for path in ["/srv/a\nb", "/srv/a\tb", "/srv/a ", "/srv/a\u{a0}", "/srv/\u{85}", "/srv/\u{1b}[0m"] {
                check(write, path, None);
            }
            assert!(write(Path::new(OsStr::from_bytes(b"/srv/\xff"))).is_err());
        }
        for (write, path) in [
            (ini as Write, "/srv/$(HOME)"),
            (ini, "/srv/@(f)"),
            (ini_glob, "/srv/a:b"),
            (unit, "/srv/a\\"),
            (apache, "/srv/${HOME}"),
        ] {
            check(write, path, None);
        }
        check(python, "/srv/a ", None);
        check(python, "/srv/a\n", None);
        check(python, "/srv/\"a\n b", Some("\"/srv/\\\"a\\x0a b\""));
        check(unit, "/srv/${HOME}", Some("/srv/${HOME}"));
        check(ini, "/srv/a:b", Some("/srv/a:b"));
        let error = unit(Path::new("/srv/a\nb")).unwrap_err().to_string();
        assert_eq!(error, "a configuration of systemd cannot name /srv/a␊b: there is a control character in it");
    }

    #[test]
    fn names_are_made_safe_or_refused() {
        let slug = |path: &str| slug(Path::new(path));
        assert_eq!(slug("/srv/My Site!"), "my-site");
        assert_eq!(slug("/srv/shop.example.org"), "shop-example-org");
        assert_eq!(slug("/srv/ünï"), "n");
        assert_eq!(slug("/srv/日本"), "site");
        assert_eq!(slug("/"), "site");
        for good in ["a", "shop-2", "Shop_1"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-a", "a b", "a/b", "a.b", "a\n", "é", "%n"] {
            assert!(!is_slug(bad), "{bad}");
        }
        assert!(is_user("www-data") && is_user("_apt") && is_user("33") && is_user("ann.b"));
        for bad in ["", "-x", "a b", "a:b", "a\n", "root;", "$USER"] {
            assert!(!is_user(bad), "{bad}");
        }
        assert!(is_domain("example.org") && is_domain("xn--bcher-kva.example") && is_domain("localhost"));
        for bad in ["", ".", "a..b", "-a", "a b", "a;", "a:80", "bücher.example", "*.a\n", "a/b", "a\"b"] {
            assert!(!is_domain(bad), "{bad}");
        }
    }
}
