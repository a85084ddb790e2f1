//! Names of packages, extras and dependency groups: text in, the normalized name out.
//!
//! Normalized once (PEP 503, 685, 735), then compared and printed as that. Cloning costs a reference count.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a text is no name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{}\" is not a valid {kind} name: {why}", crate::ui::clean(text))]
pub struct NameError {
    kind: &'static str,
    text: String,
    why: &'static str,
}

macro_rules! name_type {
    ($(#[$doc:meta])* $type:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(Arc<str>);

        impl $type {
            /// Normalizes a name as a person or a file spells it.
            pub fn parse(text: &str) -> Result<Self, NameError> {
                normalize(text, $kind).map($type)
            }

            /// The normalized name.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl std::str::FromStr for $type {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, NameError> {
                Self::parse(text)
            }
        }

        impl Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $type {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }

        impl PartialEq<&str> for $type {
            fn eq(&self, other: &&str) -> bool {
                &*self.0 == *other
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::pep::serial::parsed(deserializer, Self::parse)
            }
        }
    };
}

name_type!(
    /// A package (a "distribution" or "project" in the standards).
    PackageName,
    "package"
);
name_type!(
    /// An extra, compared normalized (PEP 685).
    ExtraName,
    "extra"
);
name_type!(
    /// A dependency group, compared normalized (PEP 735).
    GroupName,
    "dependency group"
);

impl PackageName {
    /// The name as it begins file and directory names: `-` is `_` (wheel specification, "Escaping and Unicode").
    pub fn dist_info(&self) -> String {
        self.0.replace('-', "_")
    }

    /// True when `text` is a spelling of this name; makes no new name.
    pub fn is_spelled(&self, text: &str) -> bool {
        let mut wanted = self.0.bytes();
        let mut in_run = false;
        for byte in text.bytes() {
            let byte = match byte {
                b'-' | b'_' | b'.' if in_run => continue,
                b'-' | b'_' | b'.' => b'-',
                byte => byte.to_ascii_lowercase(),
            };
            in_run = byte == b'-';
            if wanted.next() != Some(byte) {
                return false;
            }
        }
        wanted.next().is_none()
    }
}

// Core metadata, "Name": ASCII letters, digits, ".", "_", "-"; begins and ends with a letter or digit.
// Normal form: `re.sub(r"[-_.]+", "-", name).lower()` (PEP 503).
fn normalize(text: &str, kind: &'static str) -> Result<Arc<str>, NameError> {
    let fail = |why| Err(NameError { kind, text: text.to_owned(), why });
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return fail("it is empty");
    };
    if !bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')) {
        return fail("only ASCII letters, digits, \"-\", \"_\" and \".\" may be in it");
    }
    if !first.is_ascii_alphanumeric() || !last.is_ascii_alphanumeric() {
        return fail("it must begin and end with a letter or digit");
    }
    let is_normal = |pair: &[u8]| pair != b"--";
    if bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
        && bytes.windows(2).all(is_normal)
    {
        return Ok(Arc::from(text));
    }
    let mut out = String::with_capacity(text.len());
    for byte in bytes {
        match byte {
            b'-' | b'_' | b'.' if out.ends_with('-') => {}
            b'-' | b'_' | b'.' => out.push('-'),
            byte => out.push(char::from(byte.to_ascii_lowercase())),
        }
    }
    Ok(Arc::from(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(spelled: &str, wanted: &str) {
        let name = PackageName::parse(spelled).unwrap();
        assert_eq!(name, wanted);
        assert!(name.is_spelled(spelled));
        assert_eq!(PackageName::parse(wanted).unwrap(), name);
    }

    #[test]
    fn every_spelling_becomes_one_name() {
        check("requests", "requests");
        check("Django", "django");
        check("ruamel.yaml", "ruamel-yaml");
        check("A__b--C..d-_.e", "a-b-c-d-e");
        check("0", "0");
        check("a--b", "a-b");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "-a", "a-", "_a", ".", "a b", "a/b", "..", "ä", "a\n", "a\0", "a[b]", "\u{17f}", "\u{212a}"] {
            assert!(PackageName::parse(text).is_err(), "{text:?}");
            assert!(ExtraName::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_spelling_of_another_name_is_not_this_one() {
        let name = PackageName::parse("a-b").unwrap();
        for text in ["a", "a-", "a-bc", "ab", "-a-b", "a-b-", ""] {
            assert!(!name.is_spelled(text), "{text:?}");
        }
        assert!(name.is_spelled("A._-B"));
    }

    #[test]
    fn names_are_strings_in_json() {
        let name: PackageName = serde_json::from_str("\"Foo.Bar\"").unwrap();
        assert_eq!(serde_json::to_string(&name).unwrap(), "\"foo-bar\"");
        assert_eq!(name.dist_info(), "foo_bar");
        assert!(serde_json::from_str::<PackageName>("\"../x\"").is_err());
    }
}
