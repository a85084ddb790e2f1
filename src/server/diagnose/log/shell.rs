//! What shells, `env` and `sudo` say when a script cannot be started: in a mail of cron, a journal, a terminal.

use std::path::Path;

use super::Said;
use super::state::{State, between};
use crate::discover::text::pasted;
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Machine, access, shebang};
use crate::ui::clean;

pub(super) fn rule(line: &str, _: &mut State, machine: &Machine<'_>) -> Option<Said> {
    // coreutils quotes as the locale does.
    let line = line.replace(['‘', '’'], "'");
    let line = line.as_str();
    if let Some(name) = env_lacks(line).or_else(|| shell_lacks(line)) {
        return is_python(name).then(|| Said::Wrong(not_found(name)));
    }
    if let Some(file) = between(line, "can't open file '", "': [Errno ") {
        let path = Path::new(file);
        let finding = if line.ends_with("Permission denied") {
            access::denied(path, access::Wish::Read, None, machine)
        } else {
            Finding::new(APPLICATION_FILE_MISSING, format!("the script does not exist: {}", clean(file)))
                .advice("correct its path where it is called: where the project lies now")
        };
        return Some(Said::Wrong(finding));
    }
    if let Some(dir) = cannot_go_to(line) {
        return Some(Said::Wrong(
            Finding::new(CHDIR_MISSING, format!("the directory to go to does not exist: {}", clean(dir)))
                .advice("correct its path where the command is called: where the project lies now"),
        ));
    }
    let script = cannot_execute(line)?;
    shebang::check(Path::new(script), machine).map(Said::Wrong)
}

// `/usr/bin/env: 'python': No such file or directory`
fn env_lacks(line: &str) -> Option<&str> {
    let name = between(line, "env: '", "': No such file or directory")?;
    (!name.contains('/')).then_some(name)
}

// dash: `sh: 1: python: not found`; bash: `bash: line 1: python: command not found`; ksh, zsh.
fn shell_lacks(line: &str) -> Option<&str> {
    let name = match line.strip_suffix(": command not found").or_else(|| line.strip_suffix(": not found")) {
        Some(rest) => rest.rsplit(": ").next()?,
        None => line.rsplit_once("command not found: ")?.1,
    };
    (!name.contains('/')).then_some(name)
}

fn is_python(name: &str) -> bool {
    matches!(name, "python" | "python3" | "noglue" | "pip" | "gunicorn" | "uvicorn" | "celery" | "django-admin")
}

fn not_found(name: &str) -> Finding {
    let finding = Finding::new(
        PYTHON_NOT_FOUND,
        format!("there is no '{name}' on the caller's PATH (cron has only /usr/bin and /bin)"),
    )
    .advice("sudo noglue setup --system");
    if name.starts_with("python") {
        finding
            .advice("or name it: /usr/bin/python3 /path/of/manage.py, which the start-up hook takes to the environment")
    } else {
        finding.advice(format!("or name it: noglue run -- {}", pasted(Path::new(name))))
    }
}

fn cannot_go_to(line: &str) -> Option<&str> {
    let dash = line.split_once(": cd: can't cd to ").map(|(_, dir)| dir);
    dash.or_else(|| line.split_once(": cd: ")?.1.strip_suffix(": No such file or directory"))
}

// A file that is there, and whose interpreter is not.
fn cannot_execute(line: &str) -> Option<&str> {
    // Older bash: `bash: /srv/x/a.py: /srv/gone/python: bad interpreter: ...`.
    let older =
        line.strip_suffix(": bad interpreter: No such file or directory").and_then(|rest| rest.rsplit_once(": "));
    let rest = line
        .strip_suffix(": cannot execute: required file not found")
        .or_else(|| older.map(|(script, _)| script))
        .or_else(|| line.strip_suffix(": No such file or directory"))
        .or_else(|| line.strip_suffix(": not found"))
        .or_else(|| line.strip_suffix(": No such file or directory (os error 2)"))?;
    let word = rest.rsplit(": ").find(|word| word.contains('/'))?;
    let word =
        word.trim_matches('\'').trim_start_matches("unable to execute ").trim_start_matches("failed to run command '");
    word.starts_with('/').then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_that_cannot_be_executed_are_named() {
        let check = |line: &str, expected: Option<&str>| assert_eq!(cannot_execute(line), expected, "{line}");
        check("sh: 1: /srv/x/dead.py: not found", Some("/srv/x/dead.py"));
        check("bash: line 1: /srv/x/dead.py: cannot execute: required file not found", Some("/srv/x/dead.py"));
        check("bash: /srv/x/a.py: /srv/gone/python: bad interpreter: No such file or directory", Some("/srv/x/a.py"));
        check("env: '/srv/x/dead.py': No such file or directory", Some("/srv/x/dead.py"));
        check("sudo: unable to execute /srv/x/dead.py: No such file or directory", Some("/srv/x/dead.py"));
        check("/srv/x/dead.fcgi: No such file or directory", Some("/srv/x/dead.fcgi"));
        check("relative.py: not found", None);
        check("", None);
    }
}
