//! A change -> the words that make it in one shell. Never runs a shell.
//!
//! Beside variables a shell is told two paths to remember: one that is there for as long as nothing has changed, and one
//! that is not. It looks at both before each prompt, which costs no process.

use super::change::Change;
use super::state::Bytes;
use crate::shell::Shell;
use crate::vars;

/// The shells that hooks are made for, by the language they read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// sh, dash, ksh, bash, zsh.
    Posix,
    /// fish.
    Fish,
    /// tcsh: one line.
    Csh,
    /// PowerShell.
    PowerShell,
    /// xonsh.
    Xonsh,
    /// nushell and elvish read data, not code.
    Json,
}

impl Dialect {
    /// True where an entry of `PATH` stays what it is.
    pub fn can_be_on_path(self, dir: &[u8]) -> bool {
        // xonsh expands variables in entries each time it looks at them.
        let changing: &[u8] = if self == Dialect::Xonsh { b":$" } else { b":" };
        !dir.iter().any(|byte| changing.contains(byte))
    }
}

/// What the shell looks at before each prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// It is there.
    pub there: Bytes,
    /// It is not there.
    pub absent: Bytes,
}

/// The words; `None` where this shell cannot hold what a value is made of.
pub fn print(dialect: Dialect, change: &Change, watch: &Watch) -> Option<Bytes> {
    let is_text_only = matches!(dialect, Dialect::Json | Dialect::PowerShell);
    let is_text = |bytes: &Bytes| std::str::from_utf8(bytes).is_ok();
    if is_text_only && !change.values().flatten().all(is_text) {
        return None;
    }
    let watch = match is_text_only && !(is_text(&watch.there) && is_text(&watch.absent)) {
        true => &Watch { there: b"/".to_vec(), absent: Vec::new() },
        false => watch,
    };
    Some(match dialect {
        Dialect::Posix => lines(change, watch, POSIX),
        Dialect::Fish => lines(change, watch, FISH),
        Dialect::Csh => csh(change, watch),
        Dialect::PowerShell => lines(change, watch, POWERSHELL),
        Dialect::Xonsh => lines(change, watch, XONSH),
        Dialect::Json => json(change, watch),
    })
}

/// How one language sets, unsets and remembers: what stands before the name, between name and value, and after.
struct Words {
    quote: fn(&str, &[u8]) -> Bytes,
    set: [&'static str; 3],
    unset: [&'static str; 2],
    remember: [&'static str; 3],
}

// The backslash keeps aliases out.
const POSIX: Words = Words {
    quote: |_, value| Shell::Posix.quote(value),
    set: ["\\export ", "=", "\n"],
    unset: ["\\unset ", "\n"],
    remember: ["_noglue_", "=", "\n"],
};

// fish keeps PATH as a list; a word with colons would become one entry of it in old versions.
const FISH: Words = Words {
    quote: |name, value| match name == vars::PATH {
        true => value.split(|b| *b == b':').map(|dir| Shell::Fish.quote(dir)).collect::<Vec<_>>().join(&b' '),
        false => Shell::Fish.quote(value),
    },
    set: ["set -gx ", " ", "\n"],
    unset: ["set -eg ", "\n"],
    remember: ["set -g _noglue_", " ", "\n"],
};

const POWERSHELL: Words = Words {
    quote: |_, value| Shell::PowerShell.quote(value),
    set: ["[System.Environment]::SetEnvironmentVariable('", "', ", ")\n"],
    unset: ["Remove-Item -LiteralPath 'Env:", "' -ErrorAction SilentlyContinue\n"],
    remember: ["$global:_noglue_", " = ", "\n"],
};

const XONSH: Words = Words {
    quote: |_, value| Shell::Python.quote(value),
    set: ["env[\"", "\"] = ", "\n"],
    unset: ["env.pop(\"", "\", None)\n"],
    remember: ["memory[\"", "\"] = ", "\n"],
};

fn lines(change: &Change, watch: &Watch, words: Words) -> Bytes {
    let mut out = Vec::new();
    let mut line = |[before, between, after]: [&str; 3], name: &str, value: &[u8]| {
        out.extend([before.as_bytes(), name.as_bytes(), between.as_bytes(), value, after.as_bytes()].concat());
    };
    for (name, value) in change {
        let name = String::from_utf8_lossy(name);
        match value {
            Some(value) => line(words.set, &name, &(words.quote)(&name, value)),
            None => line([words.unset[0], words.unset[1], ""], &name, b""),
        }
    }
    for (name, value) in [("there", &watch.there), ("absent", &watch.absent)] {
        line(words.remember, name, &(words.quote)(name, value));
    }
    out
}

// A backquoted command's output loses its line ends, so there are none.
fn csh(change: &Change, watch: &Watch) -> Bytes {
    let mut out = Vec::new();
    for (name, value) in change {
        match value {
            Some(value) => out.extend([b"setenv ", name.as_slice(), b" ", &csh_word(value), b"; "].concat()),
            None => out.extend([b"unsetenv ", name.as_slice(), b"; "].concat()),
        }
    }
    if change.contains_key(vars::PATH.as_bytes()) {
        out.extend_from_slice(b"rehash; ");
    }
    // A test of an empty name is an error.
    let nothing = b"/dev/null/none".to_vec();
    let absent = if watch.absent.is_empty() { &nothing } else { &watch.absent };
    for (name, value) in [("there", &watch.there), ("absent", absent)] {
        out.extend([b"set _noglue_", name.as_bytes(), b"=", &csh_word(value), b"; "].concat());
    }
    out.push(b'\n');
    out
}

fn csh_word(text: &[u8]) -> Bytes {
    if !text.iter().any(|b| matches!(b, b'\n' | b'\r')) {
        return Shell::Csh.quote(text);
    }
    let mut out = b"$'".to_vec();
    for &byte in text {
        match byte {
            b'\n' | b'\r' | b'!' | b'\'' | b'\\' => out.extend(format!("\\{byte:03o}").bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'\'');
    out
}

fn json(change: &Change, watch: &Watch) -> Bytes {
    let text = |bytes: &[u8]| serde_json::Value::from(String::from_utf8_lossy(bytes).into_owned());
    let set: serde_json::Map<_, _> = change
        .iter()
        .filter_map(|(name, value)| Some((String::from_utf8_lossy(name).into_owned(), text(value.as_ref()?))))
        .collect();
    let unset: Vec<_> = change.iter().filter(|(_, value)| value.is_none()).map(|(name, _)| text(name)).collect();
    let all = serde_json::json!({
        "set": set,
        "unset": unset,
        "there": text(&watch.there),
        "absent": text(&watch.absent),
    });
    let mut out = all.to_string().into_bytes();
    out.push(b'\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(dialect: Dialect) -> String {
        let change = [
            (b"A".to_vec(), Some(b"it's\n!".to_vec())),
            (b"B".to_vec(), None),
            (b"PATH".to_vec(), Some(b"/a b/bin:/bin".to_vec())),
        ];
        let watch = Watch { there: b"/a b".to_vec(), absent: b"".to_vec() };
        String::from_utf8(print(dialect, &change.into(), &watch).unwrap()).unwrap()
    }

    #[test]
    fn each_language_has_its_words() {
        let posix = "\\export A='it'\\''s\n!'\n\\unset B\n\\export PATH='/a b/bin:/bin'\n_noglue_there='/a b'\n_noglue_absent=''\n";
        assert_eq!(printed(Dialect::Posix), posix);
        let fish = "set -gx A 'it\\'s\n!'\nset -eg B\nset -gx PATH '/a b/bin' '/bin'\nset -g _noglue_there '/a b'\nset -g _noglue_absent ''\n";
        assert_eq!(printed(Dialect::Fish), fish);
        let csh = "setenv A $'it\\047s\\012\\041'; unsetenv B; setenv PATH '/a b/bin:/bin'; rehash; set _noglue_there='/a b'; set _noglue_absent='/dev/null/none'; \n";
        assert_eq!(printed(Dialect::Csh), csh);
        let json = "{\"set\":{\"A\":\"it's\\n!\",\"PATH\":\"/a b/bin:/bin\"},\"unset\":[\"B\"],\"there\":\"/a b\",\"absent\":\"\"}\n";
        assert_eq!(printed(Dialect::Json), json);
        assert!(
            printed(Dialect::PowerShell).starts_with("[System.Environment]::SetEnvironmentVariable('A', 'it''s\n!')\n")
        );
        assert!(printed(Dialect::Xonsh).starts_with("env[\"A\"] = \"it's\\x0a!\"\nenv.pop(\"B\", None)\n"));
    }

    #[test]
    fn what_a_shell_cannot_hold_is_not_said_to_it() {
        let change: Change = [(b"A".to_vec(), Some(b"\xff".to_vec()))].into();
        for dialect in [Dialect::Json, Dialect::PowerShell] {
            assert_eq!(print(dialect, &change, &Watch::default()), None);
            let watch = Watch { there: b"/\xff".to_vec(), absent: b"/".to_vec() };
            let text = String::from_utf8(print(dialect, &Change::new(), &watch).unwrap()).unwrap();
            assert!(!text.contains('\u{fffd}'), "it would be looked for at every prompt: {text}");
        }
        for dialect in [Dialect::Posix, Dialect::Fish, Dialect::Csh, Dialect::Xonsh] {
            assert!(print(dialect, &change, &Watch::default()).is_some());
        }
    }
}
