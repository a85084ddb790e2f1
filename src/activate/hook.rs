//! The name of a shell -> the code that makes it follow its directory. Never loads it anywhere.
//!
//! The texts lie in `shims/`. They compare the directory, `VIRTUAL_ENV` and two paths they were told, and only when one of
//! these changed do they start noglue, which answers with words to be evaluated ([`super::follow`]).

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

use super::print::Dialect;
use super::state::Bytes;
use super::workon::{Target, functions};
use crate::error::Exit;
use crate::shell::Shell;
use crate::sys;
use crate::ui;

/// A shell that hooks are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookShell {
    /// bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
    /// sh, dash, ksh and their like
    Sh,
    /// csh, tcsh
    Tcsh,
    /// nushell
    Nu,
    /// PowerShell
    PowerShell,
    /// elvish
    Elvish,
    /// xonsh
    Xonsh,
}

/// Each with the names it goes by, the first one being that of the program.
pub const ALL: &[(HookShell, &[&str])] = &[
    (HookShell::Bash, &["bash"]),
    (HookShell::Elvish, &["elvish"]),
    (HookShell::Fish, &["fish"]),
    (HookShell::Nu, &["nu", "nushell"]),
    (HookShell::PowerShell, &["pwsh", "powershell"]),
    (HookShell::Sh, &["sh", "ash", "dash", "ksh", "ksh93", "mksh", "yash", "busybox"]),
    (HookShell::Tcsh, &["tcsh", "csh"]),
    (HookShell::Xonsh, &["xonsh"]),
    (HookShell::Zsh, &["zsh"]),
];

impl HookShell {
    /// By one of its names.
    pub fn of_name(name: &str) -> Option<HookShell> {
        ALL.iter().find(|(_, names)| names.contains(&name)).map(|(shell, _)| *shell)
    }

    /// What it reads.
    pub fn dialect(self) -> Dialect {
        match self {
            HookShell::Bash | HookShell::Zsh | HookShell::Sh => Dialect::Posix,
            HookShell::Fish => Dialect::Fish,
            HookShell::Tcsh => Dialect::Csh,
            HookShell::Nu | HookShell::Elvish => Dialect::Json,
            HookShell::PowerShell => Dialect::PowerShell,
            HookShell::Xonsh => Dialect::Xonsh,
        }
    }

    fn language(self) -> Shell {
        match self {
            HookShell::Bash | HookShell::Zsh | HookShell::Sh => Shell::Posix,
            HookShell::Fish => Shell::Fish,
            HookShell::Tcsh => Shell::Csh,
            HookShell::Nu => Shell::Nu,
            HookShell::PowerShell => Shell::PowerShell,
            HookShell::Elvish => Shell::Elvish,
            HookShell::Xonsh => Shell::Python,
        }
    }

    fn template(self) -> &'static str {
        match self {
            HookShell::Bash => include_str!("../../shims/hook.bash"),
            HookShell::Zsh => include_str!("../../shims/hook.zsh"),
            HookShell::Fish => include_str!("../../shims/hook.fish"),
            HookShell::Sh => include_str!("../../shims/hook.sh"),
            HookShell::Tcsh => include_str!("../../shims/hook.tcsh"),
            HookShell::Nu => include_str!("../../shims/hook.nu"),
            HookShell::PowerShell => include_str!("../../shims/hook.ps1"),
            HookShell::Elvish => include_str!("../../shims/hook.elv"),
            HookShell::Xonsh => include_str!("../../shims/hook.xsh"),
        }
    }

    /// The code, which starts noglue as `program`.
    pub fn text(self, program: &[u8]) -> Bytes {
        let (before, after) = self.template().split_once(PROGRAM).expect("every template names the program once");
        let text = [before.as_bytes(), &self.language().quote(program), after.as_bytes()].concat();
        if self == HookShell::Tcsh { one_line(&text) } else { text }
    }
}

// A program's path with a line's end in it cannot be loaded by tcsh at all.
fn one_line(text: &[u8]) -> Bytes {
    let lines = text.split(|b| *b == b'\n').filter(|line| !line.is_empty() && !line.starts_with(b"#"));
    let mut line = lines.collect::<Vec<_>>().join(&b"; "[..]);
    line.push(b'\n');
    line
}

const PROGRAM: &str = "@NOGLUE@";

/// The option that adds functions of virtualenvwrapper's names.
pub const OLD_NAMES: &str = "--virtualenvwrapper";

/// Answers `noglue hook SHELL` where these are all the words; anything else is for the command line to explain.
pub fn run(args: &[OsString]) -> Option<Exit> {
    let (options, names): (Vec<_>, Vec<_>) = args.iter().partition(|word| *word == OLD_NAMES);
    let [name] = names.as_slice() else { return None };
    let shell = HookShell::of_name(name.to_str()?)?;
    let target = match shell {
        HookShell::Bash | HookShell::Zsh => Some(Target::Posix),
        HookShell::Fish => Some(Target::Fish),
        _ => None,
    };
    let has_old_names = !options.is_empty();
    if has_old_names && target.is_none() {
        ui::line("noglue: there are functions of virtualenvwrapper's names for bash, zsh and fish only");
        return Some(Exit::Usage);
    }
    match sys::exec::own_binary() {
        Ok(program) => {
            ui::bytes(&shell.text(program.as_os_str().as_bytes()));
            if let Some(functions) = target.and_then(|target| functions(target, has_old_names)) {
                ui::bytes(functions.as_bytes());
            }
            Some(Exit::Ok)
        }
        Err(error) => {
            ui::line(&format!("noglue: could not find out where noglue lies: {error}"));
            Some(Exit::Disk)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_names_the_program_once_in_its_own_language() {
        for (shell, names) in ALL {
            let text = String::from_utf8(shell.text(b"/it's/noglue")).unwrap();
            assert!(!text.contains("@NOGLUE@"), "{names:?}");
            let quoted = String::from_utf8(shell.language().quote(b"/it's/noglue")).unwrap();
            assert_eq!(text.matches(&quoted).count(), 1, "{names:?}");
        }
    }
}
