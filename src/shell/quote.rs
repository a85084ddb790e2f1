//! How each shell writes a literal word. Bytes in, bytes out; any bytes but NUL are allowed.

/// A language in which a literal can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shell {
    /// sh, dash, bash, zsh, ksh.
    Posix,
    /// fish.
    Fish,
    /// csh and tcsh.
    Csh,
    /// nushell.
    Nu,
    /// PowerShell.
    PowerShell,
    /// Python and xonsh.
    Python,
    /// elvish.
    Elvish,
}

impl Shell {
    /// `text` as one literal of this language: expanded by nothing, split by nothing.
    pub fn quote(self, text: &[u8]) -> Vec<u8> {
        match self {
            Shell::Posix => between(b'\'', b'\'', text, |c| match c {
                b'\'' => Some(b"'\\''"),
                _ => None,
            }),
            Shell::Fish => between(b'\'', b'\'', text, |c| match c {
                b'\'' => Some(b"\\'"),
                b'\\' => Some(b"\\\\"),
                _ => None,
            }),
            // csh's history expansion looks into single quotes, and a line ends there unless escaped.
            Shell::Csh => between(b'\'', b'\'', text, |c| match c {
                b'\'' => Some(b"'\\''"),
                b'!' => Some(b"\\!"),
                b'\n' => Some(b"\\\n"),
                _ => None,
            }),
            Shell::Nu => between(b'"', b'"', text, |c| match c {
                b'"' => Some(b"\\\""),
                b'\\' => Some(b"\\\\"),
                b'\n' => Some(b"\\n"),
                b'\r' => Some(b"\\r"),
                _ => None,
            }),
            Shell::PowerShell => powershell(&String::from_utf8_lossy(text)).into_bytes(),
            Shell::Python => python(text).into_bytes(),
            Shell::Elvish => between(b'\'', b'\'', text, |c| match c {
                b'\'' => Some(b"''"),
                _ => None,
            }),
        }
    }
}

fn between(open: u8, close: u8, text: &[u8], escape: impl Fn(u8) -> Option<&'static [u8]>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 2);
    out.push(open);
    for &byte in text {
        match escape(byte) {
            Some(escaped) => out.extend_from_slice(escaped),
            None => out.push(byte),
        }
    }
    out.push(close);
    out
}

// PowerShell takes the typographic quotes for single quotes too; each is written twice.
fn powershell(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        if matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
            out.push(c);
        }
        out.push(c);
    }
    out.push('\'');
    out
}

// ASCII only, so that the encoding a file is read in does not matter. Bytes that are no UTF-8 become lone surrogates,
// which is how Python itself spells them in paths (PEP 383).
fn python(text: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::from("\"");
    for chunk in text.utf8_chunks() {
        for c in chunk.valid().chars() {
            let _ = match c {
                '"' | '\\' => write!(out, "\\{c}"),
                ' '..='~' => write!(out, "{c}"),
                '\0'..='\u{ff}' => write!(out, "\\x{:02x}", c as u32),
                '\u{100}'..='\u{ffff}' => write!(out, "\\u{:04x}", c as u32),
                _ => write!(out, "\\U{:08x}", c as u32),
            };
        }
        for byte in chunk.invalid() {
            let _ = write!(out, "\\udc{byte:02x}");
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(shell: Shell, text: &[u8], expected: &str) {
        assert_eq!(String::from_utf8_lossy(&shell.quote(text)), expected);
    }

    #[test]
    fn each_language_escapes_its_own_characters() {
        let text = "a'b\"c\\d$e`f!g\nh".as_bytes();
        check(Shell::Posix, text, "'a'\\''b\"c\\d$e`f!g\nh'");
        check(Shell::Fish, text, "'a\\'b\"c\\\\d$e`f!g\nh'");
        check(Shell::Csh, text, "'a'\\''b\"c\\d$e`f\\!g\\\nh'");
        check(Shell::Nu, text, "\"a'b\\\"c\\\\d$e`f!g\\nh\"");
        check(Shell::PowerShell, text, "'a''b\"c\\d$e`f!g\nh'");
        check(Shell::Elvish, text, "'a''b\"c\\d$e`f!g\nh'");
        check(Shell::Python, text, "\"a'b\\\"c\\\\d$e`f!g\\x0ah\"");
    }

    #[test]
    fn empty_text_is_still_a_word() {
        for shell in [Shell::Posix, Shell::Fish, Shell::Csh, Shell::PowerShell, Shell::Elvish] {
            check(shell, b"", "''");
        }
        for shell in [Shell::Nu, Shell::Python] {
            check(shell, b"", "\"\"");
        }
    }

    #[test]
    fn python_spells_foreign_bytes_as_surrogates_and_all_else_in_ascii() {
        check(Shell::Python, b"\xff\xc3\xbc", "\"\\udcff\\xfc\"");
        check(Shell::Python, "π𝄞".as_bytes(), "\"\\u03c0\\U0001d11e\"");
    }

    #[test]
    fn powershell_doubles_typographic_quotes() {
        check(Shell::PowerShell, "it’s".as_bytes(), "'it’’s'");
    }
}
