//! First lines of scripts: does the interpreter they name still exist?

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::kinds::{APPLICATION_FILE_MISSING, PYTHON_NOT_FOUND, SHEBANG_DEAD};
use super::{Finding, Machine};
use crate::discover::text::{pasted, shown};
use crate::ui::clean;

/// The interpreter on the first line: `#!/srv/x/.venv/bin/python -u` names `/srv/x/.venv/bin/python`.
pub fn interpreter(head: &[u8]) -> Option<PathBuf> {
    let line = head.strip_prefix(b"#!")?.split(|b| *b == b'\n').next()?;
    let word = line.split(|b| b.is_ascii_whitespace()).find(|word| !word.is_empty())?;
    Some(PathBuf::from(std::ffi::OsStr::from_bytes(word)))
}

/// Why a script that could not be executed could not; `None` if nothing is wrong with its first line.
pub fn check(script: &Path, machine: &Machine<'_>) -> Option<Finding> {
    let bytes = match machine.view.read(script) {
        Ok((_, bytes)) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Some(
                Finding::new(APPLICATION_FILE_MISSING, format!("the script does not exist: {}", shown(script)))
                    .advice("correct its path where it is called: where the project lies now"),
            );
        }
        Err(_) => return None,
    };
    let interpreter = interpreter(&bytes)?;
    if interpreter.file_name() == Some("env".as_ref()) {
        let name = bytes.split(|b| *b == b'\n').next()?.split(|b| b.is_ascii_whitespace()).nth(1)?;
        let name = clean(&String::from_utf8_lossy(name));
        return Some(
            Finding::new(
                PYTHON_NOT_FOUND,
                format!("{} starts '{name}', which is not on the caller's PATH", shown(script)),
            )
            .advice("sudo noglue setup --system"),
        );
    }
    machine.view.follow(&interpreter).is_err().then(|| dead(script, &interpreter))
}

/// A script whose interpreter is gone.
pub fn dead(script: &Path, interpreter: &Path) -> Finding {
    let message = format!("{} names an interpreter that is gone: {}", shown(script), shown(interpreter));
    let finding = Finding::new(SHEBANG_DEAD, message);
    // A script that pip or another tool made is made again by sync; any other is the project's own.
    match script.ancestors().find(|dir| dir.ends_with(".venv")) {
        Some(env) => finding.advice(format!("cd {} && noglue sync", pasted(env.parent().unwrap_or(env)))),
        None => finding.advice(format!("make its first line: #!/usr/bin/env python   ({})", pasted(script))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interpreters_are_read_from_first_lines() {
        let check = |head: &[u8], expected: Option<&str>| assert_eq!(interpreter(head), expected.map(PathBuf::from));
        check(b"#!/srv/x/.venv/bin/python\nimport x", Some("/srv/x/.venv/bin/python"));
        check(b"#! /usr/bin/env python3\n", Some("/usr/bin/env"));
        check(b"#!/usr/bin/python3 -u", Some("/usr/bin/python3"));
        check(b"#!\n", None);
        check(b"\x7fELF", None);
        check(b"", None);
    }
}
