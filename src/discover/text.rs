//! Paths as people and JSON see them.

use std::path::Path;

use serde::Serializer;

use crate::shell::Shell;
use crate::ui;

/// A path in a message: harmless on a terminal.
pub fn shown(path: &Path) -> String {
    ui::clean(&path.to_string_lossy())
}

/// A path in a command to paste: quoted for a POSIX shell where it must be.
pub fn pasted(path: &Path) -> String {
    let text = shown(path);
    let plain = |c: char| c.is_alphanumeric() || "/._-+@%,:".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text;
    }
    String::from_utf8_lossy(&Shell::Posix.quote(text.as_bytes())).into_owned()
}

/// For `serialize_with`: JSON has no bytes that are not UTF-8.
pub fn lossy<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_path_is_one_word() {
        assert_eq!(pasted(Path::new("/srv/x-1.0")), "/srv/x-1.0");
        assert_eq!(pasted(Path::new("/srv/my site")), "'/srv/my site'");
        assert_eq!(pasted(Path::new("/srv/it's $HOME")), r"'/srv/it'\''s $HOME'");
        assert_eq!(pasted(Path::new("")), "''");
    }
}
