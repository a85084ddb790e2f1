//! A hash as text says it, and the hashing of bytes as they arrive.

use std::fmt;

use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// An algorithm by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// The one every index gives.
    Sha256,
    /// Accepted by pip in requirements files.
    Sha384,
    /// Accepted by pip in requirements files.
    Sha512,
    /// Can be forged: never proves anything.
    Md5,
    /// Can be forged: never proves anything.
    Sha1,
}

impl Algorithm {
    /// `sha256` and so on; others are not known.
    pub fn parse(name: &str) -> Option<Algorithm> {
        Some(match name {
            "sha256" => Algorithm::Sha256,
            "sha384" => Algorithm::Sha384,
            "sha512" => Algorithm::Sha512,
            "md5" => Algorithm::Md5,
            "sha1" => Algorithm::Sha1,
            _ => return None,
        })
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha384 => "sha384",
            Algorithm::Sha512 => "sha512",
            Algorithm::Md5 => "md5",
            Algorithm::Sha1 => "sha1",
        }
    }

    /// False for what can be forged.
    pub fn is_strong(self) -> bool {
        !matches!(self, Algorithm::Md5 | Algorithm::Sha1)
    }

    fn hex_length(self) -> usize {
        match self {
            Algorithm::Sha256 => 64,
            Algorithm::Sha384 => 96,
            Algorithm::Sha512 => 128,
            Algorithm::Md5 => 32,
            Algorithm::Sha1 => 40,
        }
    }
}

/// An algorithm and a value in lower-case hexadecimal, of the right length.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest {
    algorithm: Algorithm,
    hex: Box<str>,
}

impl Digest {
    /// From `hex`, if that is a value of `algorithm`.
    pub fn new(algorithm: Algorithm, hex: &str) -> Option<Digest> {
        let hex = hex.trim();
        let fits = hex.len() == algorithm.hex_length() && hex.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Digest { algorithm, hex: hex.to_ascii_lowercase().into() })
    }

    /// The sha256 of some bytes.
    pub fn sha256_of(bytes: &[u8]) -> Digest {
        Digest { algorithm: Algorithm::Sha256, hex: hex(&Sha256::digest(bytes)).into() }
    }

    /// From `sha256:…` (requirements files) or `sha256=…` (URLs).
    pub fn parse(text: &str) -> Option<Digest> {
        let (name, hex) = text.split_once([':', '='])?;
        Digest::new(Algorithm::parse(name.trim())?, hex)
    }

    /// How it was made.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Its value, lower case.
    pub fn hex(&self) -> &str {
        &self.hex
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.algorithm.as_str(), self.hex)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Hashes bytes as they arrive: always sha256, the others when somebody asks for them.
#[derive(Clone)]
pub struct Hasher {
    sha256: Sha256,
    sha384: Option<Sha384>,
    sha512: Option<Sha512>,
}

impl Hasher {
    /// For checking against `wanted`.
    pub fn new(wanted: &[Digest]) -> Hasher {
        let asks = |algorithm| wanted.iter().any(|d| d.algorithm == algorithm);
        Hasher {
            sha256: Sha256::new(),
            sha384: asks(Algorithm::Sha384).then(Sha384::new),
            sha512: asks(Algorithm::Sha512).then(Sha512::new),
        }
    }

    /// More bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.sha256.update(bytes);
        if let Some(hasher) = &mut self.sha384 {
            hasher.update(bytes);
        }
        if let Some(hasher) = &mut self.sha512 {
            hasher.update(bytes);
        }
    }

    /// All that was hashed; sha256 first.
    pub fn finish(self) -> Vec<Digest> {
        let digest = |algorithm, bytes: &[u8]| Digest { algorithm, hex: hex(bytes).into() };
        let mut digests = vec![digest(Algorithm::Sha256, &self.sha256.finalize())];
        digests.extend(self.sha384.map(|h| digest(Algorithm::Sha384, &h.finalize())));
        digests.extend(self.sha512.map(|h| digest(Algorithm::Sha512, &h.finalize())));
        digests
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_checked_when_read() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let digest = Digest::parse(&format!("sha256={}", empty.to_uppercase())).unwrap();
        assert_eq!(digest.to_string(), format!("sha256:{empty}"));
        assert_eq!(Hasher::new(&[]).finish(), [digest]);
        for bad in ["sha256=00", "sha3:00", "md5", &format!("sha256={}", "g".repeat(64)), &format!("sha512:{empty}")] {
            assert_eq!(Digest::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn other_algorithms_are_hashed_when_wanted() {
        let wanted = Digest::new(Algorithm::Sha512, &"0".repeat(128)).unwrap();
        let mut hasher = Hasher::new(&[wanted]);
        hasher.update(b"abc");
        let digests = hasher.finish();
        assert!(digests[0].hex().starts_with("ba7816bf"));
        assert!(digests[1].hex().starts_with("ddaf35a1"));
    }
}
