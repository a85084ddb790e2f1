//! Words of a command line: the values of named options, and a line split as a POSIX shell would.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

/// The values of the options `names` (`--chdir`, `-c`), in their order: `--x V`, `--x=V`, `-c V`, `-cV`.
pub fn values<'a>(args: &'a [OsString], names: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a OsStr)> + 'a {
    let args = args.iter().position(|a| a == "--").map_or(args, |end| &args[..end]);
    args.iter().enumerate().filter_map(move |(index, word)| {
        names.iter().find_map(|name| {
            let rest = word.as_bytes().strip_prefix(name.as_bytes())?;
            let value = match rest {
                [] => args.get(index + 1)?.as_os_str(),
                [b'=', value @ ..] if name.starts_with("--") => OsStr::from_bytes(value),
                value if !name.starts_with("--") => OsStr::from_bytes(value),
                _ => return None,
            };
            (!value.is_empty()).then_some((*name, value))
        })
    })
}

/// A variable's text as words: blanks separate, quotes and backslashes hold together.
pub fn split(text: &OsStr) -> Vec<OsString> {
    let mut words = Vec::new();
    let mut word: Option<Vec<u8>> = None;
    let mut quote = None;
    let mut bytes = text.as_bytes().iter().copied();
    while let Some(byte) = bytes.next() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (None, b'\'' | b'"') => {
                quote = Some(byte);
                word.get_or_insert_default();
            }
            (None | Some(b'"'), b'\\') => word.get_or_insert_default().extend(bytes.next()),
            (None, b' ' | b'\t' | b'\n') => words.extend(word.take()),
            _ => word.get_or_insert_default().push(byte),
        }
    }
    words.extend(word);
    words.into_iter().map(|w| OsStr::from_bytes(&w).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn values_are_found_in_every_form() {
        let check = |line: &str, names: &[&str], expected: &[&str]| {
            let args = args(line);
            let found: Vec<_> = values(&args, names).map(|(_, v)| v.to_str().unwrap().to_owned()).collect();
            assert_eq!(found, expected, "{line}");
        };
        check("--chdir /x app", &["--chdir"], &["/x"]);
        check("--chdir=/x --chdir=/y", &["--chdir"], &["/x", "/y"]);
        check("-c conf.py -cother.py", &["-c", "--config"], &["conf.py", "other.py"]);
        check("--config=a -c b", &["-c", "--config"], &["a", "b"]);
        check("--chdirs /x", &["--chdir"], &[]);
        check("--chdir", &["--chdir"], &[]);
        check("--chdir=", &["--chdir"], &[]);
        check("-- --chdir /x", &["--chdir"], &[]);
    }

    #[test]
    fn a_variable_is_split_as_a_shell_splits() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<_> = split(OsStr::new(text)).iter().map(|w| w.to_str().unwrap().to_owned()).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("--chdir /x  -w 4", &["--chdir", "/x", "-w", "4"]);
        check(r#"--chdir='/a b' "c d""#, &["--chdir=/a b", "c d"]);
        check(r"a\ b ''", &["a b", ""]);
        check("'open", &["open"]);
        check("\\", &[""]);
    }
}
