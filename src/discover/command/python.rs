//! The interpreter's own command line -> what it runs. Read as CPython's `getopt` reads it (Python/getopt.c).

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

/// What an interpreter is told to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs<'a> {
    /// A script, and the arguments after it.
    Script(&'a OsStr, &'a [OsString]),
    /// `-m`, and the arguments after it.
    Module(&'a OsStr, &'a [OsString]),
    /// `-c`, standard input, or nothing: a prompt.
    Text,
}

/// Reads the arguments after the interpreter's name.
pub fn runs(args: &[OsString]) -> Runs<'_> {
    let mut index = 0;
    while let Some(word) = args.get(index) {
        let bytes = word.as_bytes();
        match bytes {
            b"-" => return Runs::Text,
            b"--" => {
                return args.get(index + 1).map_or(Runs::Text, |script| match script.as_bytes() {
                    b"-" => Runs::Text,
                    _ => Runs::Script(script, &args[index + 2..]),
                });
            }
            // The one long option that takes a value, as a word of its own.
            b"--check-hash-based-pycs" => index += 2,
            [b'-', b'-', ..] => index += 1,
            [b'-', letters @ ..] => {
                let takes_value = |letter: &u8| matches!(letter, b'c' | b'm' | b'W' | b'X' | b'Q');
                let Some(at) = letters.iter().position(takes_value) else {
                    index += 1;
                    continue;
                };
                let attached = &letters[at + 1..];
                match letters[at] {
                    // Both end the options; what follows is the program's.
                    b'c' => return Runs::Text,
                    b'm' if !attached.is_empty() => {
                        return Runs::Module(OsStr::from_bytes(attached), &args[index + 1..]);
                    }
                    b'm' => {
                        let module = args.get(index + 1);
                        return module.map_or(Runs::Text, |m| Runs::Module(m, &args[index + 2..]));
                    }
                    _ => index += if attached.is_empty() { 2 } else { 1 },
                }
            }
            _ => return Runs::Script(word, &args[index + 1..]),
        }
    }
    Runs::Text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let args: Vec<OsString> = line.split(' ').filter(|w| !w.is_empty()).map(OsString::from).collect();
        let join = |words: &[OsString]| words.iter().map(|w| w.to_str().unwrap()).collect::<Vec<_>>().join(" ");
        let found = match runs(&args) {
            Runs::Script(script, rest) => format!("script {} [{}]", script.to_str().unwrap(), join(rest)),
            Runs::Module(module, rest) => format!("module {} [{}]", module.to_str().unwrap(), join(rest)),
            Runs::Text => "text".to_owned(),
        };
        assert_eq!(found, expected, "python {line}");
    }

    #[test]
    fn the_script_is_found_behind_the_options() {
        check("a.py", "script a.py []");
        check("a.py -m b", "script a.py [-m b]");
        check("-u a.py x", "script a.py [x]");
        check("-uB -OO a.py", "script a.py []");
        check("-W ignore a.py", "script a.py []");
        check("-Wignore a.py", "script a.py []");
        check("-X dev -X importtime a.py", "script a.py []");
        check("-Xdev a.py", "script a.py []");
        check("-bW error a.py", "script a.py []");
        check("-IsE a.py", "script a.py []");
        check("--check-hash-based-pycs always a.py", "script a.py []");
        check("--help-env a.py", "script a.py []");
        check("-- -weird.py x", "script -weird.py [x]");
        check("-i a.py", "script a.py []");
    }

    #[test]
    fn modules_and_text_end_the_options() {
        check("-m pytest -q", "module pytest [-q]");
        check("-mpytest -q", "module pytest [-q]");
        check("-um gunicorn --chdir /x", "module gunicorn [--chdir /x]");
        check("-c pass a.py", "text");
        check("-cpass a.py", "text");
        check("-Ic pass", "text");
        check("- a.py", "text");
        check("", "text");
        check("-V", "text");
        check("-m", "text");
        check("-W", "text");
        check("--", "text");
        check("-- -", "text");
    }
}
