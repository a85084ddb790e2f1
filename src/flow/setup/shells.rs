//! Which files a person's shells read at their start, and the lines for each: one that puts our shims on `PATH`, and
//! where people type one that loads the hook.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::block::Place;
use crate::error::{Plain, Result};
use crate::shell::Shell;
use crate::sys;

/// A file and what goes into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The file as the shell reads it.
    pub file: PathBuf,
    /// The lines; at the top of a file only the first of them.
    pub lines: Vec<String>,
    /// Where in the file.
    pub place: Place,
}

/// What can be said of a person's shells.
#[derive(Clone, Debug)]
pub struct Surroundings<'a> {
    /// The home directory.
    pub home: &'a Path,
    /// `$SHELL`.
    pub shell: Option<&'a OsStr>,
    /// `$ZDOTDIR`.
    pub zdotdir: Option<&'a Path>,
    /// `$XDG_CONFIG_HOME`.
    pub config: Option<&'a Path>,
}

/// A family of shells that read the same files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Bash,
    Csh,
    Fish,
    Sh,
    Zsh,
}

impl Surroundings<'_> {
    /// The files for the person's own shell and for others that have files already.
    pub fn targets(&self, lines: &Lines) -> Vec<Target> {
        let mut targets: Vec<Target> = Vec::new();
        for target in self.families().into_iter().flat_map(|family| self.of(family, lines)) {
            if !targets.iter().any(|t| t.file == target.file) {
                targets.push(target);
            }
        }
        targets
    }

    /// Every file that may have lines of ours, whatever the shell is now.
    pub fn all_files(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = [".bashrc", ".bash_profile", ".bash_login", ".profile", ".zshenv", ".zshrc"]
            .iter()
            .chain(&[".tcshrc", ".cshrc"])
            .map(|name| self.home.join(name))
            .collect();
        files.extend(self.zdotdir.iter().flat_map(|dir| [dir.join(".zshenv"), dir.join(".zshrc")]));
        files.push(self.fish_file());
        files
    }

    /// True for a shell whose files are not written, only told of.
    pub fn is_unknown(&self) -> bool {
        self.shell.is_some() && self.own_family().is_none()
    }

    fn own_family(&self) -> Option<Family> {
        let name = Path::new(self.shell?).file_name()?.to_str()?;
        Some(match name.trim_start_matches('-') {
            "bash" => Family::Bash,
            "zsh" => Family::Zsh,
            "fish" => Family::Fish,
            "csh" | "tcsh" => Family::Csh,
            "sh" | "dash" | "ash" | "busybox" | "ksh" | "ksh93" | "mksh" | "yash" => Family::Sh,
            _ => return None,
        })
    }

    fn families(&self) -> BTreeSet<Family> {
        let has = |name: &str| sys::fs::exists(&self.home.join(name));
        let mut families: BTreeSet<Family> = self.own_family().into_iter().collect();
        let others = [
            (Family::Bash, has(".bashrc")),
            (Family::Zsh, has(".zshrc") || has(".zshenv") || self.zdotdir.is_some()),
            (Family::Fish, sys::fs::is_dir(&self.fish())),
            (Family::Csh, has(".tcshrc") || has(".cshrc")),
        ];
        families.extend(others.into_iter().filter(|(_, is_there)| *is_there).map(|(family, _)| family));
        if families.is_empty() {
            families.insert(Family::Sh);
        }
        families
    }

    fn of(&self, family: Family, lines: &Lines) -> Vec<Target> {
        let home = |name: &str| self.home.join(name);
        let target = |file: PathBuf, place, lines: &[&String]| Target {
            file,
            place,
            lines: lines.iter().map(|line| (*line).clone()).collect(),
        };
        let at_end = |file: PathBuf, lines: &[&String]| target(file, Place::End, lines);
        match family {
            Family::Bash => {
                let rc = home(".bashrc");
                let text = sys::fs::read(&rc).unwrap_or_default();
                let place = if stops_early(&text) { Place::BothEnds } else { Place::End };
                let mut targets = vec![target(rc, place, &[&lines.posix, &lines.bash_hook])];
                // Login shells read one of these, which as a rule reads .bashrc in turn.
                let names = [".bash_profile", ".bash_login", ".profile"];
                let login = names.map(home).into_iter().find(|f| sys::fs::exists(f)).unwrap_or(home(".profile"));
                if !contains(&sys::fs::read(&login).unwrap_or_default(), b"bashrc") {
                    targets.push(at_end(login, &[&lines.posix, &lines.login_hook]));
                }
                targets
            }
            // .zshenv is read by every zsh, also over ssh; .zshrc has the last word where people type.
            Family::Zsh => {
                let dir = self.zdotdir.unwrap_or(self.home);
                let env = Some(home(".zshenv")).filter(|f| sys::fs::exists(f)).unwrap_or(dir.join(".zshenv"));
                vec![at_end(env, &[&lines.posix]), at_end(dir.join(".zshrc"), &[&lines.posix, &lines.zsh_hook])]
            }
            Family::Fish => vec![at_end(self.fish_file(), &[&lines.fish, &lines.fish_hook])],
            Family::Csh => {
                let file = Some(home(".tcshrc")).filter(|f| sys::fs::exists(f)).unwrap_or(home(".cshrc"));
                vec![at_end(file, &[&lines.csh, &lines.csh_hook])]
            }
            Family::Sh => vec![at_end(home(".profile"), &[&lines.posix, &lines.login_hook])],
        }
    }

    fn fish(&self) -> PathBuf {
        self.config.map_or_else(|| self.home.join(".config"), Path::to_owned).join("fish")
    }

    fn fish_file(&self) -> PathBuf {
        self.fish().join("conf.d/noglue.fish")
    }
}

/// The lines, in each language.
pub struct Lines {
    /// sh, bash, zsh, ksh.
    pub posix: String,
    fish: String,
    csh: String,
    bash_hook: String,
    zsh_hook: String,
    /// For a file that several shells read.
    login_hook: String,
    fish_hook: String,
    csh_hook: String,
}

impl Lines {
    /// Puts `shims` first on `PATH`, but leaves it where it is while an environment is active: a shell started in one
    /// must not switch it off.
    pub fn new(shims: &Path, home: &Path, program: &Path) -> Result<Lines> {
        let bytes = shims.as_os_str().as_bytes();
        let Some(text) = shims.to_str().filter(|t| !t.contains([':', '\n', '\r'])) else {
            return Err(Plain::refused(format!("{} cannot stand on PATH", crate::discover::text::shown(shims)))
                .hint("set NOGLUE_DATA_DIR to a folder whose name has no colon, no line's end and only UTF-8 in it")
                .into());
        };
        let posix = below_home(shims, home).unwrap_or_else(|| escaped(text));
        let named = program.to_string_lossy();
        let posix_program = below_home(program, home).unwrap_or_else(|| escaped(&named));
        let posix_hook =
            |name: &str| format!("[ ! -x \"{posix_program}\" ] || eval \"$(\"{posix_program}\" hook {name})\"");
        let where_typed = |what: &str| format!("case $- in *i*) {what} ;; esac");
        let quoted = |shell: Shell, text: &[u8]| String::from_utf8_lossy(&shell.quote(text)).into_owned();
        let fish_program = quoted(Shell::Fish, named.as_bytes());
        let csh_program = quoted(Shell::Csh, named.as_bytes());
        // In quotes: a one-line 'if' expands its command even when the test fails.
        let csh_command = format!("eval \"`{csh_program} hook tcsh`\"");
        let fish = String::from_utf8_lossy(&Shell::Fish.quote(bytes)).into_owned();
        let csh = String::from_utf8_lossy(&Shell::Csh.quote(bytes)).into_owned();
        Ok(Lines {
            posix: format!(
                "case \"${{VIRTUAL_ENV:+:}}$PATH:\" in \"{posix}:\"*|:*\"{posix}:\"*) ;; \
                 *) export PATH=\"{posix}:$PATH\" ;; esac"
            ),
            fish: format!(
                "if test \"$PATH[1]\" != {fish}; and begin; not set -q VIRTUAL_ENV; or not contains -- {fish} $PATH; end; \
                 set -gx PATH {fish} $PATH; end"
            ),
            csh: format!("if (\":${{PATH}}:\" !~ *:{csh}:*) setenv PATH {csh}\":${{PATH}}\""),
            bash_hook: where_typed(&posix_hook("bash")),
            zsh_hook: where_typed(&posix_hook("zsh")),
            login_hook: where_typed(&format!(
                "if [ -n \"${{BASH_VERSION-}}\" ]; then {}; else {}; fi",
                posix_hook("bash"),
                posix_hook("sh")
            )),
            fish_hook: format!(
                "if status is-interactive; and test -x {fish_program}; {fish_program} hook fish | source; end"
            ),
            csh_hook: format!("if ($?prompt && -x {csh_program}) eval {}", quoted(Shell::Csh, csh_command.as_bytes())),
        })
    }
}

// Files that are shared between machines go on to work where the home directory has another name.
fn below_home(path: &Path, home: &Path) -> Option<String> {
    path.strip_prefix(home).ok().and_then(Path::to_str).map(|below| format!("$HOME/{}", escaped(below)))
}

// Between double quotes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// True for a `.bashrc` that returns at its top where nobody types, as Debian's and Ubuntu's do: `ssh host command`
/// would not reach a line at its end.
fn stops_early(text: &[u8]) -> bool {
    let mut asks = false;
    for line in text.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).filter(|l| !l.starts_with(b"#")) {
        asks |= contains(line, b"$-") || contains(line, b"PS1");
        if asks && contains(line, b"return") {
            return true;
        }
    }
    false
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|w| w == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(files: &[(&str, &str)], shell: &str) -> Vec<String> {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let shell = (!shell.is_empty()).then_some(OsStr::new(shell));
        let surroundings = Surroundings { home: dir.path(), shell, zdotdir: None, config: None };
        let lines = Lines::new(Path::new("/data/shims"), dir.path(), Path::new("/opt/noglue")).unwrap();
        let found = surroundings.targets(&lines);
        let name = |t: &Target| t.file.strip_prefix(dir.path()).unwrap().display().to_string();
        found.iter().map(|t| format!("{}{}", name(t), if t.place == Place::BothEnds { " twice" } else { "" })).collect()
    }

    #[test]
    fn each_shell_has_its_files() {
        assert_eq!(targets(&[], "/bin/bash"), [".bashrc", ".profile"]);
        assert_eq!(targets(&[(".bash_profile", "")], "/bin/bash"), [".bashrc", ".bash_profile"]);
        assert_eq!(targets(&[(".profile", ". ~/.bashrc")], "/bin/bash"), [".bashrc"]);
        let debian = "# PS1\ncase $- in\n    *i*) ;;\n      *) return;;\nesac\n";
        assert_eq!(targets(&[(".bashrc", debian)], "/bin/bash"), [".bashrc twice", ".profile"]);
        assert_eq!(targets(&[(".bashrc", "[ -z \"$PS1\" ] && return\n")], "/bin/bash")[0], ".bashrc twice");
        assert_eq!(targets(&[(".bashrc", "f() { return 1; }\nPS1='$ '\n")], "/bin/bash")[0], ".bashrc");
        assert_eq!(targets(&[], "/usr/bin/zsh"), [".zshenv", ".zshrc"]);
        assert_eq!(targets(&[], "/usr/bin/fish"), [".config/fish/conf.d/noglue.fish"]);
        assert_eq!(targets(&[], "/bin/tcsh"), [".cshrc"]);
        assert_eq!(targets(&[], "/bin/dash"), [".profile"]);
        assert_eq!(targets(&[], ""), [".profile"]);
        assert_eq!(targets(&[], "/usr/bin/nu"), [".profile"]);
        let all = [".bashrc", ".profile", ".cshrc", ".config/fish/conf.d/noglue.fish", ".zshenv", ".zshrc"];
        let files = [(".bashrc", ""), (".cshrc", ""), (".config/fish/config.fish", ""), (".zshrc", "")];
        assert_eq!(targets(&files, "/bin/bash"), all);
    }

    #[test]
    fn what_cannot_stand_on_path_is_refused() {
        for bad in ["/a:b/shims", "/a\nb/shims"] {
            assert!(Lines::new(Path::new(bad), Path::new("/home/bob"), Path::new("/opt/noglue")).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_folder_below_home_is_written_so_that_it_moves_with_it() {
        let lines = Lines::new(
            Path::new("/home/bob/my \"data\"/shims"),
            Path::new("/home/bob"),
            Path::new("/home/bob/bin/noglue"),
        )
        .unwrap();
        assert!(lines.bash_hook.contains("eval \"$(\"$HOME/bin/noglue\" hook bash)\""), "{}", lines.bash_hook);
        assert!(lines.posix.contains("\"$HOME/my \\\"data\\\"/shims:\"*"), "{}", lines.posix);
    }
}
