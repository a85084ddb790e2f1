//! Where a package lies that no index is asked for: a URL, a path or a repository, taken apart.
//!
//! Text in, [`Located`] out, or what is wrong with it. Looks at the disk only to tell a directory from a file. Never
//! fetches.

use std::path::{Path, PathBuf};

use super::hash::Hash;
use super::line::shown;
use crate::pep::name::PackageName;
use crate::pep::safe_path::SafePath;
use crate::pep::wheel_name::WheelName;
use crate::sys;

/// A package's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// What lies there.
    pub kind: Kind,
    /// The URL without its fragment. It may hold credentials: never show or keep it as it is.
    pub url: String,
    /// `#sha256=...`: what its file must be, one of these.
    pub hashes: Vec<Hash>,
    /// `#subdirectory=...`: where the project lies in it.
    pub subdirectory: Option<SafePath>,
    /// `-e`: its source is used where it lies.
    pub is_editable: bool,
}

/// What lies at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A wheel.
    Wheel(WheelName),
    /// A packed source tree, of whatever name.
    Archive,
    /// A source tree on this machine.
    Directory(PathBuf),
    /// A git repository.
    Git(Git),
}

/// What of a git repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Git {
    /// What `git clone` takes.
    pub repository: String,
    /// A branch, a tag or a commit; `None` is its default branch.
    pub reference: Option<String>,
}

impl Located {
    /// The path on this machine that it lies at.
    pub fn path(&self) -> Option<PathBuf> {
        match &self.kind {
            Kind::Directory(path) => Some(path.clone()),
            Kind::Git(git) => path_of(&git.repository),
            Kind::Wheel(_) | Kind::Archive => path_of(&self.url),
        }
    }

    /// How it is written in a requirement: two places that are the same have the same text.
    pub fn text(&self) -> String {
        match &self.subdirectory {
            Some(subdirectory) => format!("{}#subdirectory={}", self.url, subdirectory.as_str()),
            None => self.url.clone(),
        }
    }
}

/// What a URL says beside the place.
#[derive(Debug)]
pub struct Read {
    pub located: Located,
    /// `#egg=`, or the name of the wheel.
    pub name: Option<PackageName>,
}

/// Why a text is no place.
#[derive(Debug)]
pub enum Mistake {
    /// What is wrong, and what to do.
    Wrong(String, Vec<String>),
    /// A file that is not there.
    Missing(PathBuf),
    /// Something noglue does not do.
    NotBuilt(&'static str),
}

impl Mistake {
    /// In words.
    pub fn sentence(self) -> String {
        match self {
            Mistake::Wrong(why, _) => why,
            Mistake::Missing(path) => format!("{}: no such file", path.display()),
            Mistake::NotBuilt(why) => why.to_owned(),
        }
    }
}

fn wrong(why: String) -> Mistake {
    Mistake::Wrong(why, Vec::new())
}

/// The path that a `file:` URL names.
pub fn path_of(url: &str) -> Option<PathBuf> {
    let url = url::Url::parse(url.strip_prefix("git+").unwrap_or(url)).ok()?;
    if url.scheme() == "file" { url.to_file_path().ok() } else { None }
}

/// Takes a URL apart.
pub fn read(text: &str) -> Result<Read, Mistake> {
    let scheme = scheme(text).unwrap_or_default();
    if let Some((vcs, rest)) = scheme.split_once('+').or_else(|| VCS.contains(&&*scheme).then_some((&*scheme, ""))) {
        return match (vcs, rest) {
            ("git", "") => Err(Mistake::Wrong(
                format!("\"{}\" does not say how to reach the repository", shown(text)),
                vec!["write git+https://, git+ssh:// or git+file:// before it".into()],
            )),
            ("git", _) => git(text, rest),
            _ => Err(Mistake::NotBuilt("noglue fetches from git repositories only")),
        };
    }
    if !matches!(scheme.as_str(), "http" | "https" | "file") {
        let why = format!("\"{}\" is no URL that starts with https:, http: or file:", shown(text));
        return Err(wrong(why));
    }
    let url = parsed(text, text)?;
    if scheme == "file" {
        let is_absolute = text["file:".len()..].starts_with('/');
        if !is_absolute || !matches!(url.host_str(), None | Some("" | "localhost")) {
            return Err(no_url(text, "a file: URL has three slashes and a whole path"));
        }
    }
    let fragment = Fragment::read(&url)?;
    let mut plain = url;
    plain.set_fragment(None);
    let file = plain.path().rsplit('/').next().unwrap_or_default();
    let file = percent_encoding::percent_decode_str(file).decode_utf8_lossy().into_owned();
    let path = (scheme == "file").then(|| plain.to_file_path().ok()).flatten();
    let kind = if file.to_ascii_lowercase().ends_with(".whl") {
        Kind::Wheel(WheelName::parse(&file).map_err(|e| wrong(e.to_string()))?)
    } else {
        match path {
            Some(path) if sys::fs::is_dir(&path) => {
                if !fragment.hashes.is_empty() {
                    return Err(wrong(format!("{} is a directory, which has no hash", shown(text))));
                }
                Kind::Directory(path)
            }
            Some(path) if !sys::fs::exists(&path) => {
                return Err(Mistake::Missing(PathBuf::from(crate::ui::clean(plain.path()))));
            }
            _ => Kind::Archive,
        }
    };
    let name = match &kind {
        Kind::Wheel(wheel) => Some(wheel.name().clone()),
        _ => fragment.egg,
    };
    let subdirectory = fragment.subdirectory.filter(|_| !matches!(kind, Kind::Wheel(_)));
    let located = Located { kind, url: plain.into(), hashes: fragment.hashes, subdirectory, is_editable: false };
    Ok(Read { located, name })
}

/// The place of a path that is there.
pub fn of_path(path: &Path) -> Result<Read, Mistake> {
    let url = url::Url::from_file_path(path).map_err(|()| wrong(format!("{} is no path", path.display())))?;
    read(url.as_str())
}

// `git+https://user@host/path.git@reference#egg=...&subdirectory=...`
fn git(text: &str, transport: &str) -> Result<Read, Mistake> {
    // Nothing else reaches git: `ext::` would run any command.
    if !matches!(transport, "https" | "http" | "ssh" | "file" | "git") {
        let why = format!("\"{}\": git+{} is no way to a repository", shown(text), shown(transport));
        return Err(Mistake::Wrong(why, vec!["there are git+https, git+ssh, git+http, git+git and git+file".into()]));
    }
    let inner = text.split_once('+').map_or(text, |(_, inner)| inner);
    let mut url = parsed(inner, text)?;
    let fragment = Fragment::read(&url)?;
    if !fragment.hashes.is_empty() {
        return Err(wrong(format!("{} is a repository, which has no hash: name a commit", shown(text))));
    }
    url.set_fragment(None);
    let path = url.path().to_owned();
    let reference = match path.rsplit_once('@') {
        Some((_, "")) => return Err(wrong(format!("\"{}\": there is no reference behind the \"@\"", shown(text)))),
        Some((before, reference)) => {
            url.set_path(before);
            Some(percent_encoding::percent_decode_str(reference).decode_utf8_lossy().into_owned())
        }
        None => None,
    };
    let host_is_option = url.host_str().is_some_and(|host| host.starts_with('-')) || url.username().starts_with('-');
    if host_is_option || reference.as_deref().is_some_and(|r| !is_reference(r)) {
        let why = format!("\"{}\": what begins with \"-\" or has odd letters is refused", shown(text));
        return Err(Mistake::Wrong(why, vec!["behind the last \"@\" stands a branch, a tag or a commit".into()]));
    }
    let repository = String::from(url);
    let suffix = reference.as_ref().map_or_else(String::new, |reference| format!("@{reference}"));
    let located = Located {
        url: format!("git+{repository}{suffix}"),
        kind: Kind::Git(Git { repository, reference }),
        hashes: Vec::new(),
        subdirectory: fragment.subdirectory,
        is_editable: false,
    };
    Ok(Read { located, name: fragment.egg })
}

// A reference goes to git as an argument. `git check-ref-format`, and what a shell or an option could make of it.
fn is_reference(text: &str) -> bool {
    !text.starts_with('-')
        && !text.contains("..")
        && text.chars().all(|c| !c.is_control() && !c.is_whitespace() && !"~^:?*[\\".contains(c))
}

fn no_url(text: &str, why: &str) -> Mistake {
    wrong(format!("\"{}\" is no usable URL: {why}", shown(text)))
}

fn parsed(url: &str, text: &str) -> Result<url::Url, Mistake> {
    url::Url::parse(url).map_err(|error| {
        let why = format!("\"{}\" is no usable URL: {error}", shown(text));
        // `ssh://git@host:owner/name`: as `git clone` takes it without the scheme.
        let is_ssh = error == url::ParseError::InvalidPort && url.starts_with("ssh:");
        Mistake::Wrong(why, if is_ssh { vec!["write a \"/\" behind the host, not a \":\"".into()] } else { Vec::new() })
    })
}

/// What stands behind the `#`.
#[derive(Default)]
struct Fragment {
    egg: Option<PackageName>,
    subdirectory: Option<SafePath>,
    hashes: Vec<Hash>,
}

impl Fragment {
    fn read(url: &url::Url) -> Result<Fragment, Mistake> {
        let mut fragment = Fragment::default();
        for part in url.fragment().unwrap_or_default().split('&') {
            let Some((key, value)) = part.split_once('=') else { continue };
            match key {
                "egg" if fragment.egg.is_none() => {
                    let name = PackageName::parse(value).map_err(|_| {
                        let why = format!("#egg={} is no name of a package", shown(value));
                        Mistake::Wrong(why, vec!["write 'name @ URL'; extras go behind the name".into()])
                    })?;
                    fragment.egg = Some(name);
                }
                "subdirectory" if fragment.subdirectory.is_none() && !value.is_empty() => {
                    let text = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
                    let path = SafePath::parse(&text).map_err(|e| wrong(format!("#subdirectory is {e}")))?;
                    fragment.subdirectory = Some(path);
                }
                "sha256" | "sha384" | "sha512" | "md5" | "sha1" | "sha224" => {
                    fragment.hashes.push(Hash::parse(&format!("{key}:{value}")).map_err(wrong)?);
                }
                _ => {}
            }
        }
        Ok(fragment)
    }
}

const VCS: [&str; 6] = ["git", "hg", "bzr", "svn", "ssh", "sftp"];

// RFC 3986, 3.1.
fn scheme(text: &str) -> Option<String> {
    let (scheme, _) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Whether the text is a URL rather than a name or a path.
pub fn is_url(text: &str) -> bool {
    let Some(scheme) = scheme(text) else { return false };
    matches!(scheme.as_str(), "http" | "https" | "file" | "ftp") || is_vcs(&scheme)
}

fn is_vcs(scheme: &str) -> bool {
    VCS.iter().any(|vcs| scheme == *vcs || scheme.strip_prefix(vcs).is_some_and(|rest| rest.starts_with('+')))
}

/// Whether a URL without `vcs+` names a repository to `-e`, as pip has it: `git://...`.
pub fn is_bare_vcs(text: &str) -> bool {
    scheme(text).is_some_and(|scheme| VCS[..4].contains(&&*scheme))
}

/// Whether a file of this name is a wheel or a packed source tree.
pub fn is_archive(text: &str) -> bool {
    const ENDS: [&str; 12] = [
        ".whl",
        ".zip",
        ".tar.gz",
        ".tgz",
        ".tar",
        ".tar.bz2",
        ".tbz",
        ".tar.xz",
        ".txz",
        ".tlz",
        ".tar.lz",
        ".tar.lzma",
    ];
    let lower = text.to_ascii_lowercase();
    ENDS.iter().any(|end| lower.ends_with(end))
}
