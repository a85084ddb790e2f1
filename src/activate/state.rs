//! What the hook set in a shell and what was there before <-> the variable that carries it.
//!
//! The shell's own variables are the only memory: a child shell inherits what its parent set and can put it back. ASCII
//! that no shell treats specially, so that it need not be quoted anywhere. What cannot be read is no state.

use std::collections::BTreeMap;

/// Names and values of variables are bytes.
pub type Bytes = Vec<u8>;

/// What was set, and what it replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The environment.
    pub env: Bytes,
    /// Our entry on `PATH`; `None` where its name cannot stand there.
    pub bin: Option<Bytes>,
    /// `PATH` was not set at all.
    pub had_no_path: bool,
    /// By name: what each variable was set to, and what was there before.
    pub kept: BTreeMap<Bytes, Kept>,
}

/// One variable that was changed; `None` for one that is not set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// What it was set to.
    pub set: Option<Bytes>,
    /// What was there before.
    pub before: Option<Bytes>,
}

/// The first word: another layout is another version.
const VERSION: &str = "1";

impl State {
    /// As text.
    pub fn write(&self) -> Bytes {
        let bin = value(self.bin.as_ref());
        let mut text = format!("{VERSION}:{}:{bin}:{}", escaped(&self.env), u8::from(self.had_no_path));
        for (name, kept) in &self.kept {
            let (set, before) = (value(kept.set.as_ref()), value(kept.before.as_ref()));
            text.push_str(&format!(":{},{set},{before}", escaped(name)));
        }
        text.into_bytes()
    }

    /// Reads what [`State::write`] wrote.
    pub fn read(text: &[u8]) -> Option<State> {
        let mut parts = std::str::from_utf8(text).ok()?.split(':');
        if parts.next()? != VERSION {
            return None;
        }
        let (env, bin, had_no_path) = (unescaped(parts.next()?)?, read_value(parts.next()?)?, parts.next()? == "1");
        let mut kept = BTreeMap::new();
        for part in parts {
            let mut words = part.split(',');
            let name = unescaped(words.next()?)?;
            kept.insert(name, Kept { set: read_value(words.next()?)?, before: read_value(words.next()?)? });
        }
        Some(State { env, bin, had_no_path, kept })
    }
}

fn value(bytes: Option<&Bytes>) -> String {
    bytes.map_or_else(|| "-".to_owned(), |bytes| format!("={}", escaped(bytes)))
}

fn read_value(text: &str) -> Option<Option<Bytes>> {
    match text.strip_prefix('=') {
        Some(text) => unescaped(text).map(Some),
        None => (text == "-").then_some(None),
    }
}

fn escaped(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn unescaped(text: &str) -> Option<Bytes> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        out.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_as_it_was_written() {
        let odd = Some(b"a=b:c,%d\n\xff '$(id)' -".to_vec());
        let kept = [
            (b"VIRTUAL_ENV".to_vec(), Kept { set: odd.clone(), before: None }),
            (b"A".to_vec(), Kept { set: None, before: Some(b"".to_vec()) }),
            (b"B-C".to_vec(), Kept { set: Some(b"x".to_vec()), before: odd }),
        ];
        for bin in [None, Some(b"/a b/.venv/bin".to_vec())] {
            for had_no_path in [false, true] {
                let env = b"/srv/\xfe\n'\"/.venv".to_vec();
                let state = State { env, bin: bin.clone(), had_no_path, kept: kept.clone().into() };
                let text = state.write();
                assert_eq!(State::read(&text), Some(state));
                let is_plain = |b: &u8| b.is_ascii_alphanumeric() || b"/._%:=-,".contains(b);
                assert!(text.iter().all(is_plain), "{}", String::from_utf8_lossy(&text));
            }
        }
    }

    #[test]
    fn noise_is_no_state() {
        let noises =
            ["", "1", "1:x", "1:x:y", "1:x:y:0", "2:x:=y:0", "1:x:=y:0:A", "1:%4:=y:0", "1:x:=%zz:0", "\u{fffd}"];
        for noise in noises {
            assert_eq!(State::read(noise.as_bytes()), None, "{noise}");
        }
        assert_eq!(State::read(b"1:\xff:=y:0"), None);
    }
}
