//! What to reload, as people write it.

use std::fmt;
use std::path::{Component, Path, PathBuf};

use super::ReloadError;
use crate::sys;

/// One thing to reload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Whatever is found to run on the environment.
    Auto,
    /// The gunicorn that runs on the environment, found or named by a pid file.
    Gunicorn(Option<PathBuf>),
    /// The uWSGI that runs on the environment.
    Uwsgi,
    /// The one `wsgi.py` of the project, touched.
    Wsgi,
    /// A file that a server watches, touched: a vassal's configuration, a `touch-reload` file.
    Touch(PathBuf),
    /// A unit.
    Systemd { unit: String, is_users: bool },
    /// A command with its arguments.
    Command(Vec<String>),
}

/// One word of `--reload`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Also when nothing has changed.
    Always,
    /// What.
    Target(Target),
}

const NAMES: [&str; 8] = ["always", "auto", "gunicorn", "uwsgi", "wsgi", "touch", "systemd", "systemd-user"];

impl Word {
    /// Reads one word.
    pub fn parse(text: &str) -> Result<Word, ReloadError> {
        let (name, rest) = text.split_once(':').map_or((text, None), |(name, rest)| (name, Some(rest)));
        let target = match (name, rest) {
            ("always", None) => return Ok(Word::Always),
            ("auto", None) => Target::Auto,
            ("gunicorn", None) => Target::Gunicorn(None),
            ("gunicorn", Some(path)) if !path.is_empty() => Target::Gunicorn(Some(path.into())),
            ("uwsgi", None) => Target::Uwsgi,
            ("wsgi", None) => Target::Wsgi,
            ("touch", Some(path)) if !path.is_empty() => Target::Touch(path.into()),
            ("systemd" | "systemd-user", Some(unit)) if is_unit(unit) => {
                Target::Systemd { unit: unit.to_owned(), is_users: name == "systemd-user" }
            }
            _ => {
                let near = crate::ui::did_you_mean(name, NAMES).map(str::to_owned);
                return Err(ReloadError::Unknown { text: text.to_owned(), near });
            }
        };
        Ok(Word::Target(target))
    }
}

// systemd.unit(5): what a name may hold. A leading dash would be an option of systemctl.
fn is_unit(text: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || ":-_.\\@".contains(c);
    !text.is_empty() && !text.starts_with('-') && text.len() < 256 && text.chars().all(is_allowed)
}

impl Target {
    /// The same for a file of the project at `root`, which may choose among what is the project's own: design, "Trust".
    pub fn of_project(self, from: &str, root: &Path) -> Result<Target, ReloadError> {
        let refused = |what| ReloadError::NotForProjects { from: from.to_owned(), what };
        // A link that came with a clone may lead anywhere.
        let real = |path: &Path| sys::fs::canonicalize(path).ok();
        let leads_out =
            |path: &Path| real(&root.join(path)).is_some_and(|p| !real(root).is_some_and(|r| p.starts_with(r)));
        let is_inside =
            |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_))) && !leads_out(path);
        match &self {
            Target::Systemd { .. } => Err(refused("a unit")),
            Target::Command(_) => Err(refused("a command")),
            Target::Touch(path) | Target::Gunicorn(Some(path)) if !is_inside(path) => {
                Err(refused("a file outside itself"))
            }
            _ => Ok(self),
        }
    }

    /// The same with absolute paths: relative ones start from `dir`.
    #[must_use]
    pub fn below(self, dir: &Path) -> Target {
        let absolute = |path: PathBuf| sys::fs::absolute(&path, dir);
        match self {
            Target::Touch(path) => Target::Touch(absolute(path)),
            Target::Gunicorn(path) => Target::Gunicorn(path.map(absolute)),
            other => other,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Auto => f.write_str("auto"),
            Target::Gunicorn(None) => f.write_str("gunicorn"),
            Target::Gunicorn(Some(path)) => write!(f, "gunicorn:{}", path.display()),
            Target::Uwsgi => f.write_str("uwsgi"),
            Target::Wsgi => f.write_str("wsgi"),
            Target::Touch(path) => write!(f, "touch:{}", path.display()),
            Target::Systemd { unit, is_users: false } => write!(f, "systemd:{unit}"),
            Target::Systemd { unit, is_users: true } => write!(f, "systemd-user:{unit}"),
            Target::Command(words) => f.write_str(&words.join(" ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Option<Target> {
        match Word::parse(text) {
            Ok(Word::Target(target)) => Some(target),
            _ => None,
        }
    }

    #[test]
    fn words_are_read_and_shown_as_they_were() {
        for text in [
            "auto",
            "gunicorn",
            "gunicorn:/run/g.pid",
            "uwsgi",
            "wsgi",
            "touch:/etc/uwsgi/vassals/a.ini",
            "systemd:shop.service",
            "systemd-user:shop",
            "systemd:web@1",
        ] {
            assert_eq!(target(text).unwrap().to_string(), text);
        }
        assert_eq!(Word::parse("always").unwrap(), Word::Always);
    }

    #[test]
    fn what_means_nothing_is_refused_with_what_was_meant() {
        for text in [
            "",
            "apache",
            "touch",
            "touch:",
            "gunicorn:",
            "systemd",
            "systemd:",
            "systemd:--force",
            "systemd:a b",
            "systemd:a;b",
            "wsgi:x",
            "auto:x",
            "always:x",
            "systemd:a/b",
        ] {
            assert!(matches!(Word::parse(text), Err(ReloadError::Unknown { .. })), "{text}");
        }
        let Err(ReloadError::Unknown { near, .. }) = Word::parse("gunicron") else { panic!() };
        assert_eq!(near.as_deref(), Some("gunicorn"));
    }

    #[test]
    fn a_project_names_nothing_but_its_own() {
        let dir = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/etc/passwd", dir.path().join("link")).unwrap();
        std::fs::write(dir.path().join("file"), "").unwrap();
        for (text, fine) in [
            ("auto", true),
            ("gunicorn", true),
            ("uwsgi", true),
            ("wsgi", true),
            ("touch:tmp/reload", true),
            ("gunicorn:run/g.pid", true),
            ("touch:../other/wsgi.py", false),
            ("touch:/etc/passwd", false),
            ("gunicorn:/run/sshd.pid", false),
            ("systemd:sshd", false),
            ("systemd-user:x", false),
            ("touch:a/../../b", false),
            ("touch:link", false),
            ("touch:file", true),
            ("gunicorn:link", false),
        ] {
            assert_eq!(target(text).unwrap().of_project("noglue.toml", dir.path()).is_ok(), fine, "{text}");
        }
        assert!(Target::Command(vec!["rm".into()]).of_project("noglue.toml", dir.path()).is_err());
    }
}
