//! How a file of requirements is named: by a path or by a URL, and what a file at a URL names in turn.
//!
//! Text in, [`Named`] out. Reads nothing.

use std::path::{Path, PathBuf};

use url::Url;

use super::line::shown;

/// A file of requirements, as who asks for it names it.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// For people: the path as written, or the URL without credentials.
    pub shown: PathBuf,
    /// It lies on a server; may hold credentials.
    pub url: Option<Url>,
}

impl Named {
    pub(super) fn path(path: &Path) -> Named {
        Named { shown: path.to_owned(), url: None }
    }

    /// What `text` means on a command line; the error is in words.
    pub(super) fn typed(path: &Path) -> Result<Named, String> {
        match path.to_str().filter(|_| is_url(path)) {
            Some(text) => Named::of_url(Url::parse(text.trim()), text),
            None => Ok(Named::path(path)),
        }
    }

    /// What `text` means inside this file. As pip: relative to the file, be it on a disk or on a server.
    pub(super) fn join(&self, text: &str) -> Result<Named, String> {
        match &self.url {
            Some(base) => Named::of_url(base.join(text), text),
            None if is_url(Path::new(text)) => Named::typed(Path::new(text)),
            // Shown the same way as it is written.
            None => Ok(Named::path(&lexical(&self.shown.parent().unwrap_or(Path::new("")).join(text)))),
        }
    }

    fn of_url(url: Result<Url, url::ParseError>, text: &str) -> Result<Named, String> {
        let refuse = |why: String| format!("\"{}\": {why}", shown(text));
        let mut url = url.map_err(|error| refuse(error.to_string()))?;
        url.set_fragment(None);
        match url.scheme() {
            "http" | "https" => Ok(Named { shown: shown(url.as_str()).into(), url: Some(url) }),
            "file" => url
                .to_file_path()
                .map(|path| Named::path(&path))
                .map_err(|()| refuse("a file: URL has three slashes and a whole path".into())),
            _ => Err(refuse("a file of requirements is read from https:, http: and file: only".into())),
        }
    }
}

/// Whether a path is a URL, as pip sees it.
pub fn is_url(path: &Path) -> bool {
    let lower = path.to_string_lossy().trim_start().to_ascii_lowercase();
    ["http:", "https:", "file:"].iter().any(|scheme| lower.starts_with(scheme))
}

/// The same file to be kept and shown: a URL without credentials.
pub fn unsigned(path: &Path) -> PathBuf {
    let parsed = path.to_str().filter(|_| is_url(path)).map(|text| Url::parse(text.trim()));
    let Some(Ok(mut url)) = parsed else { return path.to_owned() };
    // Only URLs without a host refuse these, and they hold none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    String::from(url).into()
}

// `a/../b` -> `b`; a `..` at the front stays.
fn lexical(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, text: &str, expected: &str) {
        let joined = Named::typed(Path::new(base)).unwrap().join(text);
        assert_eq!(joined.map_or_else(|why| why, |named| named.shown.display().to_string()), expected);
    }

    #[test]
    fn a_file_names_files_beside_it() {
        check("d/a.txt", "../b.txt", "b.txt");
        check("d/a.txt", "https://h/b.txt", "https://h/b.txt");
        check("d/a.txt", "FILE:///x/b.txt", "/x/b.txt");
        check("https://h/d/a.txt?x=1", "b.txt", "https://h/d/b.txt");
        check("https://h/d/a.txt", "../b.txt#x", "https://h/b.txt");
        check("https://h/d/a.txt", "/b.txt", "https://h/b.txt");
        check("https://u:p@h/d/a.txt", "b.txt", "https://****@h/d/b.txt");
        check("https://u:p@h/d/a.txt", "https://other/b.txt", "https://other/b.txt");
        check(
            "https://h/a.txt",
            "ftp://u:p@h/b",
            "\"ftp://****@h/b\": a file of requirements is read from https:, http: and file: only",
        );
        check("a.txt", "https://u:p@h:x/b", "\"https://****@h:x/b\": invalid port number");
        check("a.txt", "file://far/b", "\"file://far/b\": a file: URL has three slashes and a whole path");
    }

    #[test]
    fn credentials_are_neither_kept_nor_lost_on_the_way() {
        let base = Named::typed(Path::new("https://u:p@h/d/a.txt")).unwrap();
        assert_eq!(base.join("b.txt").unwrap().url.unwrap().as_str(), "https://u:p@h/d/b.txt");
        assert_eq!(base.join("https://other/b.txt").unwrap().url.unwrap().as_str(), "https://other/b.txt");
        assert_eq!(unsigned(Path::new("https://u:p@h/a.txt")), Path::new("https://h/a.txt"));
        assert_eq!(unsigned(Path::new("d/../a@b.txt")), Path::new("d/../a@b.txt"));
    }
}
