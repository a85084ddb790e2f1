//! Configurations of servers as they are on disk -> their settings, each with its file and line. Reads only what
//! diagnosis needs: no variable is expanded that only the running server knows, nothing is run.

mod apache;
mod gunicorn;
mod ini;
mod lines;
mod nginx;

use std::path::{Path, PathBuf};

pub use apache::words;
pub use ini::variables;

use super::config::Kind;
use super::diagnose::Place;
use crate::discover::View;
use crate::discover::text::shown;
use crate::ui::clean;

/// Files that one configuration may include, and how deep.
const FILES: usize = 200;
const DEPTH: usize = 16;

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name, as the server calls it.
    pub name: String,
    /// Its value; quotes taken off.
    pub value: String,
    /// The section or blocks it stands in: `Service`, `server/location /`.
    pub section: String,
    /// Where it stands.
    pub place: Place,
}

/// A configuration with all it includes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// Whose.
    pub kind: Kind,
    /// The file it begins with.
    pub file: PathBuf,
    /// In their order.
    pub settings: Vec<Setting>,
    /// What could not be read, and why.
    pub wrong: Vec<(Place, String)>,
}

impl Configuration {
    /// The setting of one of these names that counts: the last.
    pub fn last(&self, names: &[&str]) -> Option<&Setting> {
        self.settings.iter().rev().find(|setting| names.contains(&setting.name.as_str()))
    }

    /// All settings of one of these names.
    pub fn all<'a>(&'a self, names: &'a [&'a str]) -> impl Iterator<Item = &'a Setting> {
        self.settings.iter().filter(move |setting| names.contains(&setting.name.as_str()))
    }

    /// The directory of its file.
    pub fn dir(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new("/"))
    }
}

/// Reads `file` and what it includes.
pub fn read(kind: Kind, file: &Path, view: &dyn View) -> Configuration {
    let configuration = Configuration { kind, file: file.to_owned(), settings: Vec::new(), wrong: Vec::new() };
    let mut reader = Reader { view, configuration, open: Vec::new(), files: 0, root: None };
    reader.include(file, &Place::file(file), "");
    reader.configuration
}

/// Whose configuration a file is, by its name and text; `None` if it looks like none, as a log does.
pub fn guess(file: &Path, text: &str) -> Option<Kind> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let has = |word: &str| text.contains(word);
    let starts = |word: &str| text.lines().any(|line| line.trim_start().starts_with(word));
    if name.ends_with(".log") || starts("*** Starting uWSGI") || has("] Starting gunicorn ") {
        return None;
    }
    if starts("[uwsgi]") {
        return Some(Kind::Uwsgi);
    }
    if starts("[Service]") || starts("[Unit]") || name.ends_with(".service") {
        return Some(Kind::Systemd);
    }
    if starts("WSGI") || starts("<VirtualHost") || starts("LoadModule") || starts("ServerRoot") {
        return Some(Kind::Apache);
    }
    if starts("server.modules")
        || starts("server.document-root")
        || starts("$HTTP[")
        || starts("scgi.")
        || starts("fastcgi.")
    {
        return Some(Kind::Lighttpd);
    }
    let is_block = |word: &str| {
        text.lines().any(|line| line.trim_start().strip_prefix(word).is_some_and(|r| r.trim_start().starts_with('{')))
    };
    if is_block("server")
        || is_block("http")
        || is_block("upstream")
        || (name == "nginx.conf")
        || (name.ends_with(".conf") && has("_pass "))
    {
        return Some(Kind::Nginx);
    }
    if name.ends_with(".py") {
        return Some(Kind::Gunicorn);
    }
    let in_cron = file.parent().and_then(Path::file_name).is_some_and(|dir| dir.to_string_lossy().starts_with("cron"));
    (name.starts_with("crontab") || in_cron || text.lines().any(|line| lines::job(line, false).is_some()))
        .then_some(Kind::Cron)
}

struct Reader<'a> {
    view: &'a dyn View,
    configuration: Configuration,
    /// The files that are being read, outermost first.
    open: Vec<PathBuf>,
    files: usize,
    /// Where relative paths of includes begin, if a setting says so.
    root: Option<PathBuf>,
}

impl Reader<'_> {
    // Reads one file; `from` is where it is included.
    fn include(&mut self, file: &Path, from: &Place, section: &str) {
        let mut wrong = |why: String| self.configuration.wrong.push((from.clone(), why));
        if self.open.iter().any(|open| open == file) {
            return wrong(format!("{} includes itself", shown(file)));
        }
        if self.open.len() >= DEPTH || self.files >= FILES {
            return wrong(format!("{} is included too deep, or after too many others", shown(file)));
        }
        let text = match self.view.read(file) {
            Ok((_, bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => return wrong(format!("{} cannot be read: {error}", shown(file))),
        };
        self.files += 1;
        self.open.push(file.to_owned());
        match self.configuration.kind {
            Kind::Uwsgi | Kind::Emperor => ini::uwsgi(self, file, &text, section),
            Kind::Systemd => ini::unit(self, file, &text),
            Kind::Nginx => nginx::read(self, file, &text),
            Kind::Apache => apache::read(self, file, &text),
            Kind::Lighttpd => lines::lighttpd(self, file, &text),
            Kind::Gunicorn => gunicorn::read(self, file, &text),
            Kind::Cron => lines::cron(self, file, &text),
        }
        self.open.pop();
    }

    // As `include`, of a pattern: `/etc/nginx/sites-enabled/*`. A pattern that fits nothing is fine.
    fn include_all(&mut self, pattern: &str, from: &Place) {
        let base = self.root.clone().unwrap_or_else(|| self.configuration.dir().to_owned());
        let path = crate::sys::fs::absolute(Path::new(pattern), &base);
        let (Some(dir), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else { return };
        let Some((before, after)) = name.split_once('*') else { return self.include(&path, from, "") };
        for entry in self.view.names(dir).unwrap_or_default() {
            let entry = entry.to_string_lossy().into_owned();
            let fits = entry.len() >= before.len() + after.len() && entry.starts_with(before) && entry.ends_with(after);
            if fits && !entry.starts_with('.') {
                self.include(&dir.join(entry), from, "");
            }
        }
    }

    fn add(&mut self, name: &str, value: &str, section: &str, place: Place) {
        let setting = Setting { name: name.to_owned(), value: value.to_owned(), section: section.to_owned(), place };
        self.configuration.settings.push(setting);
    }
}

/// A value in a message.
pub fn said(setting: &Setting) -> String {
    format!("{} = {}", clean(&setting.name), clean(&setting.value))
}

#[cfg(test)]
mod tests;
