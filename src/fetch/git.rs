//! Commits of git repositories, by the `git` program: a bare clone kept in the cache, and trees checked out from it.
//!
//! What a repository holds is not trusted: no hooks run, no transport but the usual ones is used, nothing a repository or
//! a URL says can be taken for an option. Credentials of a URL reach git through its environment, never a file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;

use super::Digest;
use crate::error::{Exit, Explain};
use crate::sys;
use crate::sys::exec::{Ended, Start};
use crate::sys::fs::FsError;
use crate::sys::lock::Lock;
use crate::ui::clean;

/// How long one call of git may take, in seconds.
const LIMIT: Duration = Duration::from_secs(900);
/// How long another noglue may use the same clone.
const PATIENCE: Duration = Duration::from_secs(900);

/// Why a repository gave no tree.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    #[error("git is not installed")]
    NotInstalled,
    #[error("could not fetch {repository}{}", said(output))]
    Fetch { repository: String, output: String },
    #[error("{repository} has no branch, tag or commit \"{}\"", clean(reference))]
    NoReference { repository: String, reference: String },
    #[error("could not check out {}{}", clean(what), said(output))]
    CheckOut { what: String, output: String },
    #[error("{repository} is not in the cache, and the network is off")]
    Offline { repository: String },
    #[error("another noglue uses the clone of {repository}: {}", clean(holder))]
    Held { repository: String, holder: String },
    #[error("could not start git")]
    Start(#[source] std::io::Error),
    #[error(transparent)]
    Fs(#[from] FsError),
}

fn said(output: &str) -> String {
    let lines: Vec<String> = output.lines().map(|line| format!("\n    {}", clean(&crate::net::hide(line)))).collect();
    if lines.is_empty() { String::new() } else { format!("; git said:{}", lines.concat()) }
}

impl Explain for GitError {
    fn exit(&self) -> Exit {
        match self {
            GitError::Fetch { .. } | GitError::Offline { .. } => Exit::Network,
            GitError::Fs(_) | GitError::Held { .. } => Exit::Disk,
            _ => Exit::Refused,
        }
    }

    fn hints(&self) -> Vec<String> {
        let fetch = |output: &str| {
            let asks =
                ["terminal prompts disabled", "Permission denied", "Authentication failed", "could not read Username"];
            let is_secret = asks.iter().any(|sign| output.contains(sign));
            is_secret.then(|| {
                "git asks nobody here: give it credentials by a helper, a key of ssh, or ${TOKEN} in the URL".to_owned()
            })
        };
        match self {
            GitError::NotInstalled => vec!["on Debian and Ubuntu, 'apt-get install git' installs it".into()],
            GitError::Fetch { output, .. } => {
                vec![
                    fetch(output)
                        .unwrap_or_else(|| "'git ls-remote URL' shows whether it can be reached from here".into()),
                ]
            }
            GitError::Offline { .. } => vec!["run the same command once with a network".into()],
            GitError::NoReference { .. } => {
                vec!["the part behind the last \"@\" of the URL is the branch, tag or commit".into()]
            }
            GitError::Fs(error) => error.hints(),
            _ => Vec::new(),
        }
    }
}

/// The clones of one user.
#[derive(Debug)]
pub struct Clones<'a> {
    /// The cache directory.
    pub cache: &'a Path,
    /// `PATH`, along which git is found.
    pub path: OsString,
    /// No network.
    pub offline: bool,
}

/// A repository and what of it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Its URL; may hold credentials.
    pub repository: &'a str,
    /// A branch, a tag or a commit; `None` is its default branch.
    pub reference: Option<&'a str>,
}

impl Clones<'_> {
    /// Checks the wanted commit out into the new directory `tree`, submodules too. Gives the commit's hash.
    pub fn check_out(&self, wanted: Wanted<'_>, tree: &Path) -> Result<String, GitError> {
        let remote = Remote::of(wanted.repository);
        let git = Git { program: self.program()?, remote: &remote };
        let digest = Digest::sha256_of(remote.url.as_bytes());
        let key = &digest.hex()[..32];
        let bare = self.cache.join("git").join(key);
        sys::fs::create_dir_all(&self.cache.join("git"))?;
        sys::fs::create_dir_all(&self.cache.join("lock"))?;
        let who = format!("pid {}", std::process::id());
        let lock = self.cache.join("lock").join(format!("git-{key}"));
        let _lock = Lock::acquire(&lock, &who, PATIENCE, |_| ()).map_err(|error| match error {
            sys::lock::LockError::Held(holder) => GitError::Held { repository: remote.shown.clone(), holder },
            sys::lock::LockError::Io(path, source) => GitError::Fs(FsError { action: "lock", path, source }),
        })?;
        if !sys::fs::exists(&bare.join("HEAD")) {
            git.quietly(self.cache, ["init", "--quiet", "--bare", "--"], &[&bare])?;
        }
        let commit = self.commit(&git, wanted, &bare)?;
        self.tree(&git, &bare, &commit, tree)?;
        Ok(commit)
    }

    /// The commit that the tree at `place`, which was checked out before, is at.
    pub fn commit_of(&self, place: &Path) -> Result<String, GitError> {
        let remote = Remote { url: String::new(), shown: place.display().to_string(), header: None };
        let git = Git { program: self.program()?, remote: &remote };
        let commit = git.parse(&place.join(".git"), "HEAD");
        commit.ok_or_else(|| GitError::NoReference { repository: remote.shown.clone(), reference: "HEAD".into() })
    }

    fn program(&self) -> Result<PathBuf, GitError> {
        sys::exec::candidates("git".as_ref(), &self.path).next().ok_or(GitError::NotInstalled)
    }

    fn commit(&self, git: &Git<'_>, wanted: Wanted<'_>, bare: &Path) -> Result<String, GitError> {
        // A whole hash never changes its meaning: what is here need not be asked for.
        if let Some(commit) = wanted.reference.filter(|reference| is_commit(reference))
            && let Some(found) = git.parse(bare, commit)
        {
            return Ok(found);
        }
        let names = |reference: &str| match reference {
            reference if reference.starts_with("refs/") => vec![OWN_REFERENCE.to_owned()],
            reference => {
                vec![format!("refs/heads/{reference}"), format!("refs/tags/{reference}"), reference.to_owned()]
            }
        };
        let names = wanted.reference.map_or_else(|| vec![OWN_HEAD.to_owned()], names);
        if self.offline {
            let found = names.iter().find_map(|name| git.parse(bare, name));
            return found.ok_or_else(|| GitError::Offline { repository: git.remote.shown.clone() });
        }
        git.fetch(bare, &["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*", &format!("+HEAD:{OWN_HEAD}")])?;
        if let Some(reference) = wanted.reference.filter(|reference| reference.starts_with("refs/")) {
            git.fetch(bare, &[&format!("+{reference}:{OWN_REFERENCE}")])?;
        }
        if let Some(found) = names.iter().find_map(|name| git.parse(bare, name)) {
            return Ok(found);
        }
        // A commit on no branch: servers may give it all the same.
        let reference = wanted.reference.unwrap_or_default();
        if is_commit(reference) && git.fetch(bare, &[reference]).is_ok() {
            return Ok(reference.to_owned());
        }
        Err(GitError::NoReference { repository: git.remote.shown.clone(), reference: reference.to_owned() })
    }

    fn tree(&self, git: &Git<'_>, bare: &Path, commit: &str, tree: &Path) -> Result<(), GitError> {
        git.quietly(self.cache, ["clone", "--quiet", "--no-checkout", "--"], &[bare, tree])?;
        // Submodules with relative URLs start from the repository's own.
        git.quietly(tree, ["remote", "set-url", "origin", &git.remote.url], &[])?;
        git.quietly(tree, ["checkout", "--quiet", "--detach", commit], &[])?;
        if sys::fs::exists(&tree.join(".gitmodules")) {
            if self.offline {
                return Err(GitError::Offline { repository: format!("a submodule of {}", git.remote.shown) });
            }
            git.quietly(tree, ["submodule", "--quiet", "update", "--init", "--recursive"], &[])?;
        }
        Ok(())
    }
}

const OWN_HEAD: &str = "refs/noglue/head";
const OWN_REFERENCE: &str = "refs/noglue/reference";

fn is_commit(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A repository's URL, its credentials apart.
#[derive(Debug)]
struct Remote {
    url: String,
    shown: String,
    /// `Authorization: ...`, and for which URLs.
    header: Option<(String, String)>,
}

impl Remote {
    fn of(text: &str) -> Remote {
        let shown = crate::net::hide(text);
        let Ok(mut url) = url::Url::parse(text) else {
            return Remote { url: text.to_owned(), shown, header: None };
        };
        let is_http = matches!(url.scheme(), "http" | "https");
        let has_secret = url.password().is_some() || is_http && !url.username().is_empty();
        if !has_secret {
            return Remote { url: text.to_owned(), shown, header: None };
        }
        let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        let pair = format!("{}:{}", decode(url.username()), url.password().map(decode).unwrap_or_default());
        let _ = url.set_password(None);
        if is_http {
            let _ = url.set_username("");
        }
        let basic = base64::engine::general_purpose::STANDARD.encode(pair);
        let origin = url.origin().ascii_serialization();
        let header = is_http.then(|| (format!("http.{origin}/.extraHeader"), format!("Authorization: Basic {basic}")));
        Remote { url: url.into(), shown, header }
    }
}

struct Git<'a> {
    program: PathBuf,
    remote: &'a Remote,
}

impl Git<'_> {
    fn start(&self, words: &[&str], paths: &[&Path]) -> Start {
        const SAFE: [&str; 5] = [
            "protocol.ext.allow=never",
            "core.hooksPath=/dev/null",
            "core.fsmonitor=false",
            "init.templateDir=",
            "advice.detachedHead=false",
        ];
        let mut args: Vec<OsString> = SAFE.iter().flat_map(|setting| ["-c".into(), (*setting).into()]).collect();
        args.extend(words.iter().map(OsString::from));
        args.extend(paths.iter().map(|path| path.as_os_str().to_owned()));
        let mut start = Start::new(&self.program, args).env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        // What a git that calls us would have its own commands look at.
        for name in
            ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_PREFIX"]
        {
            start = start.env_remove(name);
        }
        if let Some((key, value)) = &self.remote.header {
            start = start.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", key).env("GIT_CONFIG_VALUE_0", value);
        }
        start
    }

    fn fetch(&self, bare: &Path, what: &[&str]) -> Result<(), GitError> {
        let mut words = vec!["fetch", "--quiet", "--force", "--prune", "--no-tags", "--", self.remote.url.as_str()];
        words.extend(what);
        self.run(bare, &words, &[])?.map_err(|output| GitError::Fetch { repository: self.remote.shown.clone(), output })
    }

    fn quietly<const N: usize>(&self, cwd: &Path, words: [&str; N], paths: &[&Path]) -> Result<(), GitError> {
        self.run(cwd, &words, paths)?.map_err(|output| GitError::CheckOut { what: self.remote.shown.clone(), output })
    }

    // Err within is what it said when it failed.
    fn run(&self, cwd: &Path, words: &[&str], paths: &[&Path]) -> Result<Result<(), String>, GitError> {
        let log = tempfile::NamedTempFile::new().map_err(GitError::Start)?;
        let ended = self.start(words, paths).run_logged(cwd, log.as_file(), LIMIT).map_err(GitError::Start)?;
        Ok(match ended {
            Ended::Status(status) if status.success() => Ok(()),
            Ended::Status(_) => Err(String::from_utf8_lossy(&sys::fs::read_tail(log.path(), 4096)?).trim().to_owned()),
            Ended::TimedOut => Err(format!("it did not end within {} s", LIMIT.as_secs())),
        })
    }

    // The commit that a name stands for here.
    fn parse(&self, bare: &Path, name: &str) -> Option<String> {
        let name = format!("{name}^{{commit}}");
        let dir = format!("--git-dir={}", bare.display());
        let words = [dir.as_str(), "rev-parse", "--verify", "--quiet", "--end-of-options", name.as_str()];
        let output = self.start(&words, &[]).output_within(LIMIT).ok()??;
        let text = String::from_utf8(output.stdout).ok()?;
        // `--end-of-options` is printed back by some versions.
        let commit = text.split_whitespace().last()?;
        (output.status.success() && is_commit(commit)).then(|| commit.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_split_off_and_never_shown() {
        let remote = Remote::of("https://me:s3cret@h.org:8443/o/r.git");
        assert_eq!(remote.url, "https://h.org:8443/o/r.git");
        assert_eq!(remote.shown, "https://****@h.org:8443/o/r.git");
        let (key, value) = remote.header.unwrap();
        assert_eq!(
            (key.as_str(), value.as_str()),
            ("http.https://h.org:8443/.extraHeader", "Authorization: Basic bWU6czNjcmV0")
        );
        let ssh = Remote::of("ssh://git@h.org/o/r.git");
        assert_eq!((ssh.url.as_str(), ssh.header), ("ssh://git@h.org/o/r.git", None));
    }
}
