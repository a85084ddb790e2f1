//! Facts of an environment -> the text of its `activate` files, one per shell. Never writes them.
//!
//! The texts lie in `shims/activate/`. They find the environment from where they lie, by the letters of their own path
//! (`.venv/bin` is a link into a generation), so a moved project still activates right. Only `sh`, `dash` and `csh` do
//! not tell a sourced file its place: for them the path is written.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::shell::Shell;

/// What the texts are made from.
#[derive(Clone, Copy, Debug)]
pub struct Activation<'a> {
    /// The environment (`.venv`, not a generation), absolute.
    pub env_dir: &'a Path,
    /// Its name in prompts, without parentheses.
    pub prompt: &'a str,
    /// The packages, relative to the environment: `lib/python3.12/site-packages`.
    pub site_packages: &'a Path,
    /// The environment's Python, major and minor.
    pub python: (u8, u8),
}

/// The files for `bin`, by name, in a fixed order. Mode 0644: they are sourced, not run.
pub fn files(activation: &Activation) -> Vec<(&'static str, Vec<u8>)> {
    TEMPLATES.iter().map(|&(name, shell, text)| (name, render(text, shell, activation))).collect()
}

const TEMPLATES: &[(&str, Shell, &str)] = &[
    ("activate", Shell::Posix, include_str!("../../shims/activate/activate.sh")),
    ("activate.csh", Shell::Csh, include_str!("../../shims/activate/activate.csh")),
    ("activate.fish", Shell::Fish, include_str!("../../shims/activate/activate.fish")),
    ("activate.nu", Shell::Nu, include_str!("../../shims/activate/activate.nu")),
    ("activate.ps1", Shell::PowerShell, include_str!("../../shims/activate/activate.ps1")),
    ("activate.xsh", Shell::Python, include_str!("../../shims/activate/activate.xsh")),
    ("activate_this.py", Shell::Python, include_str!("../../shims/activate/activate_this.py")),
];

// One pass, so that a value that looks like a placeholder stays as it is.
fn render(template: &str, shell: Shell, activation: &Activation) -> Vec<u8> {
    let mut out = Vec::with_capacity(template.len() + 256);
    let mut rest = template;
    while let Some(at) = rest.find('@') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at..];
        match PLACEHOLDERS.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, value)) => {
                out.extend_from_slice(&value(shell, activation));
                rest = &rest[name.len()..];
            }
            None => {
                out.push(b'@');
                rest = &rest[1..];
            }
        }
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

type Value = fn(Shell, &Activation) -> Vec<u8>;

const PLACEHOLDERS: &[(&str, Value)] = &[
    ("@ENV@", |shell, a| shell.quote(a.env_dir.as_os_str().as_bytes())),
    ("@PROMPT@", |shell, a| shell.quote(a.prompt.as_bytes())),
    ("@PLAIN_PROMPT@", |shell, a| shell.quote(format!("({}) ", plain(a.prompt)).as_bytes())),
    ("@SITE_PACKAGES@", |shell, a| shell.quote(a.site_packages.as_os_str().as_bytes())),
    ("@VERSION@", |_, a| format!("({}, {})", a.python.0, a.python.1).into_bytes()),
];

// Shells expand what stands in PS1 and csh's prompt, each in its own way and depending on options: a directory named
// `$(reboot)` must not run. What any of them treats specially shows as `_`.
fn plain(prompt: &str) -> String {
    prompt.chars().map(|c| if c.is_control() || "$`\\%!^".contains(c) { '_' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, env_dir: &str, prompt: &str) -> String {
        let activation = Activation {
            env_dir: Path::new(env_dir),
            prompt,
            site_packages: Path::new("lib/python3.12/site-packages"),
            python: (3, 12),
        };
        let (_, bytes) = files(&activation).into_iter().find(|(n, _)| *n == name).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn no_placeholder_is_left() {
        for (name, _, _) in TEMPLATES {
            let text = text(name, "/srv/app/.venv", "app");
            for (placeholder, _) in PLACEHOLDERS {
                assert!(!text.contains(placeholder), "{placeholder} in {name}");
            }
        }
    }

    #[test]
    fn a_value_that_looks_like_a_placeholder_stays() {
        assert!(text("activate", "/srv/@PROMPT@/.venv", "app").contains("='/srv/@PROMPT@/.venv'\n"));
        assert!(text("activate.fish", "/srv/.venv", "@ENV@").contains(" VIRTUAL_ENV_PROMPT '@ENV@'\n"));
    }

    #[test]
    fn only_shells_that_do_not_tell_their_place_have_a_path_written() {
        for (name, _, _) in TEMPLATES {
            let has_path = text(name, "/srv/the-place/.venv", "app").contains("/srv/the-place");
            assert_eq!(has_path, matches!(*name, "activate" | "activate.csh"), "{name}");
        }
    }

    #[test]
    fn prompts_hold_nothing_a_shell_expands() {
        assert_eq!(plain("a$(reboot)`id`\\w%n!1\n\u{1b}ü"), "a_(reboot)_id__w_n_1__ü");
        assert!(text("activate", "/srv/.venv", "$(reboot)").contains("PS1='(_(reboot)) '$PS1"));
    }
}
