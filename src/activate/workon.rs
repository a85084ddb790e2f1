//! A named environment -> the words that make a shell use it, and the functions that ask for them.
//!
//! The functions lie in `shims/workon/`: those of noglue's own names, and those of virtualenvwrapper's. Pure.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::shell::Shell;

/// A shell that the words are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Target {
    /// bash, zsh, ksh, dash
    Posix,
    /// fish
    Fish,
    /// tcsh
    Csh,
    /// nushell
    Nu,
    /// PowerShell
    Powershell,
    /// xonsh
    Xonsh,
    /// elvish
    Elvish,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Workon<'a> {
    /// The environment.
    pub env: &'a Path,
    /// Its name in prompts, for shells without an `activate`.
    pub prompt: &'a str,
    /// Where to go.
    pub cd: Option<&'a Path>,
    /// Files to source around the activation: before and after it, before and after it is taken back.
    pub hooks: [Vec<PathBuf>; 4],
    /// The name of an environment that is removed when it is left.
    pub removed_after: Option<&'a str>,
}

impl Target {
    /// The file in `bin` that activates; `None` where noglue's words do.
    pub fn activate(self) -> Option<&'static str> {
        match self {
            Target::Posix => Some("activate"),
            Target::Fish => Some("activate.fish"),
            Target::Csh => Some("activate.csh"),
            Target::Powershell => Some("activate.ps1"),
            Target::Xonsh => Some("activate.xsh"),
            Target::Nu | Target::Elvish => None,
        }
    }

    /// What stands behind the name of a hook: `postactivate.fish`. `None` where hooks cannot be sourced.
    pub fn hook_suffix(self) -> Option<&'static str> {
        Some(&self.activate()?["activate".len()..])
    }

    fn language(self) -> Shell {
        match self {
            Target::Posix => Shell::Posix,
            Target::Fish => Shell::Fish,
            Target::Csh => Shell::Csh,
            Target::Powershell => Shell::PowerShell,
            Target::Xonsh => Shell::Python,
            Target::Nu | Target::Elvish => Shell::Nu,
        }
    }

    fn word(self, path: &Path) -> String {
        String::from_utf8_lossy(&self.language().quote(path.as_os_str().as_encoded_bytes())).into_owned()
    }

    fn source(self, path: &Path) -> String {
        match self {
            Target::Posix | Target::Powershell => format!(". {}", self.word(path)),
            Target::Fish | Target::Csh => format!("source {}", self.word(path)),
            Target::Xonsh => format!("source @({})", self.word(path)),
            Target::Nu | Target::Elvish => String::new(),
        }
    }

    fn go(self, path: &Path) -> String {
        let word = self.word(path);
        match self {
            Target::Posix => format!("cd -- {word}"),
            Target::Powershell => format!("Set-Location -LiteralPath {word}"),
            Target::Xonsh => format!("cd @({word})"),
            _ => format!("cd {word}"),
        }
    }
}

/// The words.
pub fn code(target: Target, workon: &Workon<'_>) -> String {
    let Some(activate) = target.activate() else {
        return json!({
            "env": workon.env,
            "bin": workon.env.join("bin"),
            "prompt": workon.prompt,
            "cd": workon.cd,
        })
        .to_string();
    };
    let [before, after, leaving, left] = &workon.hooks;
    let mut lines: Vec<String> = before.iter().map(|file| target.source(file)).collect();
    lines.push(target.source(&workon.env.join("bin").join(activate)));
    lines.extend(workon.cd.map(|dir| target.go(dir)));
    lines.extend(after.iter().map(|file| target.source(file)));
    lines.extend(wrapper(target, leaving, left, workon.removed_after));
    // csh reads one line of a command's output.
    lines.join(if target == Target::Csh { "; " } else { "\n" })
}

// `deactivate` with what is to be done around it. Shells that cannot keep a function under another name have none.
fn wrapper(target: Target, leaving: &[PathBuf], left: &[PathBuf], removed: Option<&str>) -> Option<String> {
    if leaving.is_empty() && left.is_empty() && removed.is_none() {
        return None;
    }
    let sources = |files: &[PathBuf]| {
        files.iter().fold(String::new(), |mut text, file| {
            let _ = writeln!(text, "        {}", target.source(file));
            text
        })
    };
    let (leaving, left) = (sources(leaving), sources(left));
    let noglue = if target == Target::Fish { "$_noglue_program" } else { "\"${_noglue_program:-noglue}\"" };
    let remove = removed.map(|name| format!("        command {noglue} env remove {name}\n")).unwrap_or_default();
    match target {
        Target::Posix => Some(format!(
            "if [ -n \"${{ZSH_VERSION-}}\" ]; then
    functions[_noglue_deactivate]=$functions[deactivate]
else
    eval \"_noglue_$(declare -f deactivate)\"
fi
deactivate() {{
    if [ \"${{1-}}\" = nondestructive ]; then
        _noglue_deactivate nondestructive
    else
        :
{leaving}        _noglue_deactivate
        unset -f _noglue_deactivate deactivate 2>/dev/null || :
{left}{remove}    fi
}}"
        )),
        Target::Fish => Some(format!(
            "functions -e _noglue_deactivate
functions -c deactivate _noglue_deactivate
function deactivate
    if test \"$argv[1]\" = nondestructive
        _noglue_deactivate nondestructive
    else
{leaving}        _noglue_deactivate
        functions -e _noglue_deactivate deactivate
{left}{remove}    end
end"
        )),
        _ => None,
    }
}

/// The functions that a shell gets: noglue's own, and with `old_names` those of virtualenvwrapper, which bash, zsh and fish
/// have.
pub fn functions(target: Target, old_names: bool) -> Option<String> {
    let (own, old) = match target {
        Target::Posix => (
            include_str!("../../shims/workon/workon.sh"),
            Some(include_str!("../../shims/workon/virtualenvwrapper.sh")),
        ),
        Target::Fish => (
            include_str!("../../shims/workon/workon.fish"),
            Some(include_str!("../../shims/workon/virtualenvwrapper.fish")),
        ),
        Target::Csh => (include_str!("../../shims/workon/workon.tcsh"), None),
        Target::Nu => (include_str!("../../shims/workon/workon.nu"), None),
        Target::Powershell => (include_str!("../../shims/workon/workon.ps1"), None),
        Target::Xonsh => (include_str!("../../shims/workon/workon.xsh"), None),
        Target::Elvish => (include_str!("../../shims/workon/workon.elv"), None),
    };
    match (old_names, old) {
        (false, _) => Some(own.to_owned()),
        (true, Some(old)) => Some(format!("{own}\n{old}")),
        (true, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_for_their_shell() {
        let workon = Workon {
            env: Path::new("/e/it's $(x)"),
            prompt: "p",
            cd: Some(Path::new("/p/-a b")),
            hooks: Default::default(),
            removed_after: None,
        };
        let posix = code(Target::Posix, &workon);
        assert_eq!(posix, ". '/e/it'\\''s $(x)/bin/activate'\ncd -- '/p/-a b'");
        assert!(code(Target::Powershell, &workon).contains(". '/e/it''s $(x)/bin/activate.ps1'"));
        assert!(code(Target::Xonsh, &workon).contains("source @(\"/e/it's $(x)/bin/activate.xsh\")"));
        assert!(!code(Target::Csh, &workon).contains('\n'));
        let json: serde_json::Value = serde_json::from_str(&code(Target::Nu, &workon)).unwrap();
        assert_eq!(json["bin"], "/e/it's $(x)/bin");
    }
}
