//! A trusted project -> the variables it wants in a shell: `[tool.noglue.env]` and the file that `env-file` names.
//!
//! Files count only if they are as closed to others as the environment itself. A project may set what its own code reads;
//! it may not set what decides which programs a person's other commands start, or where packages come from.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use toml_edit::{Document, Item, TableLike, Value};

use super::dotenv;
use super::state::Bytes;
use crate::discover::route::Route;
use crate::discover::trust::registry::Standing;
use crate::discover::{Disk, Environment, View, Who, text};

/// What a project wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfProject {
    /// By name.
    pub variables: BTreeMap<Bytes, Bytes>,
    /// What is wrong, and in which file; the rest counts.
    pub problems: Vec<(PathBuf, String)>,
}

/// Reads `pyproject.toml`, then `noglue.toml`, which wins; then the file they name, which adds what they do not set.
pub fn of_project(environment: &Environment, who: &Who) -> OfProject {
    let mut found = OfProject::default();
    let mut route = Route::new(&Disk, &owners(environment, who));
    let mut env_file = None;
    for (name, path) in [("pyproject.toml", &["tool", "noglue"][..]), ("noglue.toml", &[])] {
        let file = environment.root.join(name);
        let Some(bytes) = read(&mut route, &file, &mut found) else { continue };
        // Most projects say nothing of this, and a parser is not free.
        if !contains(&bytes, b"env") || !path.iter().all(|key| contains(&bytes, key.as_bytes())) {
            continue;
        }
        found.read_toml(&file, &bytes, path, &mut env_file);
    }
    if let Some((said_in, name)) = env_file {
        match inside(&environment.root, &name) {
            Some(file) => found.read_dotenv(&mut route, &file),
            None => found.problem(&said_in, "env-file is not the path of a file in the project"),
        }
    }
    found
}

fn owners(environment: &Environment, who: &Who) -> Vec<u32> {
    let mut owners = vec![who.uid];
    if let Ok(facts) = Disk.follow(&environment.dir)
        && let Standing::Known(others) =
            who.registry.standing(&Disk, &environment.dir, &environment.config, facts.identity)
    {
        owners.extend(others);
    }
    owners
}

// A file that is not there, or too large to be one of these, says nothing.
fn read(route: &mut Route<'_>, file: &Path, found: &mut OfProject) -> Option<Bytes> {
    Disk.facts(file).ok()?;
    match route.follow(file) {
        Ok((path, _)) => Disk.read(&path).ok().map(|(_, bytes)| bytes),
        Err(_) => {
            found.problem(file, "others can write to it, so its variables are not used");
            None
        }
    }
}

fn inside(root: &Path, name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let is_inside = !name.is_empty() && path.components().all(|c| matches!(c, Component::Normal(_)));
    is_inside.then(|| root.join(path))
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|w| w == part)
}

impl OfProject {
    fn problem(&mut self, file: &Path, what: &str) {
        self.problems.push((file.to_owned(), format!("{}: {what}", text::shown(file))));
    }

    fn read_toml(&mut self, file: &Path, bytes: &[u8], path: &[&str], env_file: &mut Option<(PathBuf, String)>) {
        let Some(document) = std::str::from_utf8(bytes).ok().and_then(|text| Document::parse(text).ok()) else {
            return self.problem(file, "it is no TOML, so its variables are not used");
        };
        let mut table: Option<&dyn TableLike> = Some(document.as_table());
        for key in path {
            table = table.and_then(|table| table.get(key)).and_then(Item::as_table_like);
        }
        let Some(table) = table else { return };
        match table.get("env-file").map(Item::as_str) {
            Some(Some(name)) => *env_file = Some((file.to_owned(), name.to_owned())),
            Some(None) => self.problem(file, "env-file is no text"),
            None => {}
        }
        match table.get("env").map(Item::as_table_like) {
            Some(Some(variables)) => {
                for (name, item) in variables.iter() {
                    match item.as_value().and_then(plain) {
                        Some(value) => self.take(file, name, value),
                        None => self.problem(file, &format!("{} is no text", crate::ui::clean(name))),
                    }
                }
            }
            Some(None) => self.problem(file, "env is no table"),
            None => {}
        }
    }

    fn read_dotenv(&mut self, route: &mut Route<'_>, file: &Path) {
        // Mostly not in the repository, and not on every machine.
        let Some(bytes) = read(route, file, self) else { return };
        let Ok(text) = String::from_utf8(bytes) else { return self.problem(file, "it is not UTF-8") };
        match dotenv::parse(&text) {
            Ok(lines) => {
                let mut own = OfProject::default();
                for (name, value) in lines {
                    own.take(file, &name, value);
                }
                self.problems.extend(own.problems);
                for (name, value) in own.variables {
                    self.variables.entry(name).or_insert(value);
                }
            }
            Err(bad) => self.problem(file, &format!("line {}: {}", bad.number, bad.why)),
        }
    }

    fn take(&mut self, file: &Path, name: &str, value: String) {
        let shown = crate::ui::clean(name);
        if !dotenv::is_name(name) {
            self.problem(file, &format!("\"{shown}\" is no name of a variable"));
        } else if is_reserved(name) {
            self.problem(file, &format!("a project does not set {shown}"));
        } else if value.contains('\0') {
            self.problem(file, &format!("the value of {shown} cannot be one"));
        } else {
            self.variables.insert(name.into(), value.into_bytes());
        }
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.value().clone()),
        Value::Integer(number) => Some(number.value().to_string()),
        Value::Boolean(is) => Some(is.value().to_string()),
        _ => None,
    }
}

/// True for what decides which code other commands run, where packages come from, what noglue itself does, or how the
/// shell works. Not a wall: a trusted project's code may do anything once it runs; but only then.
fn is_reserved(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "BASHOPTS",
        "BASH_ENV",
        "BROWSER",
        "CDPATH",
        "COMSPEC",
        "CURL_CA_BUNDLE",
        "EDITOR",
        "EGID",
        "ENV",
        "EUID",
        "FCEDIT",
        "FPATH",
        "FUNCNAME",
        "GCONV_PATH",
        "GID",
        "GLOBIGNORE",
        "HISTFILE",
        "HOME",
        "HOSTALIASES",
        "IFS",
        "LANGUAGE_PATH",
        "LESSCLOSE",
        "LESSOPEN",
        "LOCPATH",
        "LOGNAME",
        "MAIL",
        "MAILPATH",
        "MANPAGER",
        "MODULE_PATH",
        "NETRC",
        "NLSPATH",
        "NODE_OPTIONS",
        "NODE_PATH",
        "OLDPWD",
        "PAGER",
        "PATH",
        "PERL5DB",
        "PERL5LIB",
        "PERL5OPT",
        "POSIXLY_CORRECT",
        "PPID",
        "PROMPT",
        "PROMPT_COMMAND",
        "PS0",
        "PS1",
        "PS2",
        "PS3",
        "PS4",
        "PSMODULEPATH",
        "PWD",
        "PYTHONBREAKPOINT",
        "PYTHONEXECUTABLE",
        "PYTHONHOME",
        "PYTHONINSPECT",
        "PYTHONPATH",
        "PYTHONPLATLIBDIR",
        "PYTHONSTARTUP",
        "PYTHONUSERBASE",
        "REQUESTS_CA_BUNDLE",
        "RPROMPT",
        "RUBYLIB",
        "RUBYOPT",
        "SHELL",
        "SHELLOPTS",
        "SHLVL",
        "SSL_CERT_DIR",
        "SSL_CERT_FILE",
        "SUDO_ASKPASS",
        "TERM",
        "TERMCAP",
        "TERMINFO",
        "TMPDIR",
        "UID",
        "USER",
        "VIRTUAL_ENV",
        "VIRTUAL_ENV_PROMPT",
        "VISUAL",
        "ZDOTDIR",
    ];
    const BEGINNINGS: &[&str] = &[
        "BASH_FUNC_",
        "CONDA_",
        "DIRENV_",
        "DYLD_",
        "GIT_",
        "LD_",
        "MALLOC_",
        "MISE_",
        "NOGLUE",
        "PIP_",
        "PYENV_",
        "SSH_",
        "UV_",
        "XDG_",
        "_",
    ];
    let upper = name.to_ascii_uppercase();
    let is_proxy = upper.ends_with("_PROXY");
    is_proxy || NAMES.contains(&upper.as_str()) || BEGINNINGS.iter().any(|start| upper.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toml(text: &str) -> (Vec<(String, String)>, Vec<String>) {
        let mut found = OfProject::default();
        found.read_toml(Path::new("/p/noglue.toml"), text.as_bytes(), &[], &mut None);
        let text = |b: &Bytes| String::from_utf8_lossy(b).into_owned();
        let variables = found.variables.iter().map(|(n, v)| (text(n), text(v))).collect();
        (variables, found.problems.into_iter().map(|(_, problem)| problem).collect())
    }

    #[test]
    fn a_table_of_texts_is_taken() {
        let (variables, problems) = toml("[env]\nDEBUG = \"1\"\nPORT = 8000\nON = true\nEMPTY = ''\n");
        let expected = [("DEBUG", "1"), ("EMPTY", ""), ("ON", "true"), ("PORT", "8000")];
        assert_eq!(variables, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_counts() {
        let check = |text: &str, problem: &str| {
            let (variables, problems) = toml(text);
            assert_eq!(problems, [format!("/p/noglue.toml: {problem}")], "{text}");
            variables.len()
        };
        check("env = 1", "env is no table");
        check("env-file = 1", "env-file is no text");
        check("[env", "it is no TOML, so its variables are not used");
        assert_eq!(check("[env]\nA = [1]\nB = 'b'", "A is no text"), 1);
        assert_eq!(check("[env]\n'A B' = '1'\nB = 'b'", "\"A B\" is no name of a variable"), 1);
        assert_eq!(check("[env]\nA = \"x\\u0000\"", "the value of A cannot be one"), 0);
        for name in ["PATH", "path", "LD_PRELOAD", "PIP_INDEX_URL", "https_proxy", "NOGLUE_PROJECT", "BASH_ENV", "PS1"]
        {
            assert_eq!(check(&format!("[env]\n{name} = '1'"), &format!("a project does not set {name}")), 0);
        }
    }

    #[test]
    fn a_file_lies_in_the_project() {
        assert_eq!(inside(Path::new("/p"), "config/.env"), Some(PathBuf::from("/p/config/.env")));
        for outside in ["", "/etc/passwd", "../x", "a/../../x", "."] {
            assert_eq!(inside(Path::new("/p"), outside), None, "{outside}");
        }
    }
}
