//! `.python-version`: which Python a directory asks for, in pyenv's format. Reads and writes that one file.
//!
//! A file that came with a project may say a version, never a program (design, "Trust"): lines that name a path or a
//! command are ignored, and the caller says so.

use std::path::{Path, PathBuf};

use super::request::{PythonRequest, RequestError};
use crate::error::{Exit, Explain};
use crate::sys;
use crate::sys::fs::FsError;
use crate::ui::clean;

/// The file's name.
pub const FILE: &str = ".python-version";
/// No honest one is larger, in bytes.
const LIMIT: u64 = 64 * 1024;

/// What one file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The file.
    pub file: PathBuf,
    /// What it asks for, with line numbers; the first counts most.
    pub requests: Vec<(u32, PythonRequest)>,
    /// What it says that is not followed.
    pub ignored: Vec<Ignored>,
}

/// A line that is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// From 1.
    pub line: u32,
    /// The word in it, harmless on a terminal.
    pub text: String,
    /// Why, as the end of a sentence that begins with the word.
    pub reason: &'static str,
}

/// Why a pin could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum PinError {
    /// The file could not be read or written.
    #[error(transparent)]
    Files(#[from] FsError),
    /// Not text.
    #[error("{} is not UTF-8 text", .0.display())]
    NotText(PathBuf),
    /// A pin that would name a program.
    #[error("{0} names a program; {FILE} can only say a version")]
    NamesProgram(String),
}

impl Explain for PinError {
    fn exit(&self) -> Exit {
        match self {
            PinError::Files(error) => error.exit(),
            PinError::NotText(_) => Exit::Refused,
            PinError::NamesProgram(_) => Exit::Usage,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            PinError::Files(error) => error.hints(),
            PinError::NotText(path) => {
                vec![format!("write it anew with 'noglue python pin 3.12', or remove {}", path.display())]
            }
            PinError::NamesProgram(_) => vec!["pin a version: 'noglue python pin 3.12'".into()],
        }
    }
}

impl Pin {
    /// The first request.
    pub fn request(&self) -> Option<&PythonRequest> {
        self.requests.first().map(|(_, request)| request)
    }

    /// One sentence for each line that is not followed.
    pub fn warnings(&self) -> Vec<String> {
        self.ignored
            .iter()
            .map(|Ignored { line, text, reason }| {
                format!("{}:{line}: \"{text}\" {reason}; ignored", self.file.display())
            })
            .collect()
    }
}

/// The nearest pin at or above `start`, but not above `ceiling` (and nowhere but in `start` when it is not below
/// `ceiling`). The walk ends before a directory that everybody may write to.
pub fn find(start: &Path, ceiling: Option<&Path>) -> Result<Option<Pin>, PinError> {
    let ceiling = ceiling.filter(|c| start.starts_with(c)).unwrap_or(start);
    for dir in start.ancestors() {
        if sys::fs::metadata(dir).is_ok_and(|m| sys::careful::is_world_writable(&m)) {
            break;
        }
        if let Some(pin) = read(dir)? {
            return Ok(Some(pin));
        }
        if dir == ceiling {
            break;
        }
    }
    Ok(None)
}

/// The pin in `dir` itself.
pub fn read(dir: &Path) -> Result<Option<Pin>, PinError> {
    let file = dir.join(FILE);
    let bytes = match sys::careful::read(&file, LIMIT) {
        Ok((bytes, _)) => bytes,
        // pyenv made directories of this name a project's local versions long ago; not a pin.
        Err(e) if e.is_not_found() || sys::fs::is_dir(&file) => return Ok(None),
        Err(e) => return Err(e.into()),
    };
    let Ok(text) = String::from_utf8(bytes) else { return Err(PinError::NotText(file)) };
    Ok(Some(parse(file, &text)))
}

/// Pins `dir` to `request`, replacing what was pinned.
pub fn write(dir: &Path, request: &PythonRequest) -> Result<PathBuf, PinError> {
    if matches!(request, PythonRequest::Path(_) | PythonRequest::Name(_)) {
        return Err(PinError::NamesProgram(request.to_string()));
    }
    let file = dir.join(FILE);
    let text = match request {
        // The word that pyenv understands, too.
        PythonRequest::Any => "system".to_owned(),
        other => other.to_string(),
    };
    sys::fs::replace(&file, format!("{text}\n").as_bytes())?;
    Ok(file)
}

// As `pyenv-version-file-read`: the first word of each line, `#` begins a comment.
fn parse(file: PathBuf, text: &str) -> Pin {
    let mut pin = Pin { file, requests: Vec::new(), ignored: Vec::new() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1u32..).zip(text.lines()) {
        let line = line.split('#').next().unwrap_or_default();
        // A range may hold spaces: `>=3.10, <3.13`.
        let word = match line.trim() {
            range if range.starts_with(['<', '>', '=', '!', '~']) => range,
            words => words.split_whitespace().next().unwrap_or_default(),
        };
        if word.is_empty() {
            continue;
        }
        let reason = match PythonRequest::parse(word) {
            Ok(PythonRequest::Path(_)) => "names a program or a directory",
            Ok(PythonRequest::Name(_)) => "is not a version (the name of an environment or a program)",
            Ok(request) => {
                pin.requests.push((number, request));
                continue;
            }
            Err(RequestError { .. }) => "is not a version",
        };
        pin.ignored.push(Ignored { line: number, text: clean(word), reason });
    }
    pin
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn requests(text: &str) -> Vec<String> {
        parse(PathBuf::from(FILE), text).requests.iter().map(|(line, r)| format!("{line}:{r}")).collect()
    }

    #[test]
    fn pyenv_files_are_read_line_by_line() {
        assert_eq!(requests("3.12.1\n"), ["1:3.12.1"]);
        assert_eq!(requests("\u{feff}3.12.1\r\n"), ["1:3.12.1"]);
        assert_eq!(
            requests("# ours\n\n  3.12  # fast\n3.11.7 trailing\npypy3.9-7.3.15\nsystem"),
            ["3:3.12", "4:3.11.7", "5:pypy3.9-7.3.15", "6:system"]
        );
        assert_eq!(requests(">=3.10, <3.13\n"), ["1:>=3.10,<3.13"]);
        assert_eq!(requests("cpython-3.12.4"), ["1:3.12.4"]);
        assert_eq!(requests(""), Vec::<String>::new());
    }

    #[test]
    fn a_line_that_names_a_program_is_ignored_with_its_reason() {
        let text = "/tmp/evil\n./bin/python\n../x\nmy-env\n3.12.1.2\n\u{1b}[31m\n.venv\n3.12\n";
        let pin = parse(PathBuf::from("/p/.python-version"), text);
        assert_eq!(pin.request(), Some(&PythonRequest::parse("3.12").unwrap()));
        assert_eq!(pin.ignored.iter().map(|i| i.line).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(pin.warnings()[0], "/p/.python-version:1: \"/tmp/evil\" names a program or a directory; ignored");
        assert!(pin.warnings()[5].contains("␛[31m"));
    }

    #[test]
    fn the_nearest_file_below_the_ceiling_counts() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let deep = root.join("project/src/deep");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(root.join(FILE), "3.8").unwrap();
        let found = |start: &Path, ceiling: Option<&Path>| {
            find(start, ceiling).unwrap().map(|p| p.request().unwrap().to_string())
        };
        assert_eq!(found(&deep, Some(root)).as_deref(), Some("3.8"));
        assert_eq!(found(&deep, Some(&root.join("project"))), None);
        std::fs::write(root.join("project").join(FILE), "3.12").unwrap();
        assert_eq!(found(&deep, Some(&root.join("project"))).as_deref(), Some("3.12"));
        assert_eq!(found(&deep, Some(root)).as_deref(), Some("3.12"));
        assert_eq!(found(&deep, None), None);
        assert_eq!(found(&deep, Some(Path::new("/nonexistent"))), None);
        std::fs::set_permissions(root.join("project"), std::fs::Permissions::from_mode(0o777)).unwrap();
        assert_eq!(found(&deep, Some(root)), None);
    }

    #[test]
    fn odd_files_are_errors_that_name_them_and_never_hang() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(FILE);
        std::fs::write(&file, b"3.12\xff").unwrap();
        assert!(read(dir.path()).unwrap_err().to_string().ends_with(".python-version is not UTF-8 text"));
        std::fs::write(&file, vec![b'3'; 100_000]).unwrap();
        assert!(matches!(read(dir.path()), Err(PinError::Files(_))));
        std::fs::remove_file(&file).unwrap();
        std::fs::create_dir(&file).unwrap();
        assert_eq!(read(dir.path()).unwrap(), None);
        std::fs::remove_dir(&file).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, &file, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).unwrap();
        assert!(matches!(read(dir.path()), Err(PinError::Files(_))));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let dir = tempfile::tempdir().unwrap();
        for text in ["3.12", "3.13t", "pypy3.10", ">=3.10,<3.13", "system"] {
            let request = PythonRequest::parse(text).unwrap();
            let file = write(dir.path(), &request).unwrap();
            assert_eq!(std::fs::read_to_string(file).unwrap(), format!("{text}\n"));
            assert_eq!(read(dir.path()).unwrap().unwrap().request(), Some(&request));
        }
        for text in ["/usr/bin/python3", "my-python"] {
            let error = write(dir.path(), &PythonRequest::parse(text).unwrap()).unwrap_err();
            assert_eq!(error.exit(), Exit::Usage, "{text}");
        }
    }
}
