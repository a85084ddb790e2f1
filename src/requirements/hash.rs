//! `--hash=sha256:...`: what a downloaded file must be.

use std::fmt;

use crate::pep::record::Algorithm;

/// One digest a file may have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hash {
    algorithm: Algorithm,
    hex: Box<str>,
}

impl Hash {
    /// Parses `sha256:HEX`. Weaker algorithms than SHA-256 are refused, as by pip.
    pub fn parse(text: &str) -> Result<Hash, String> {
        let Some((name, hex)) = text.split_once(':') else {
            return Err(format!("\"{}\" is no hash: write sha256:... with 64 digits", crate::ui::clean(text)));
        };
        let Some(algorithm) =
            [Algorithm::Sha256, Algorithm::Sha384, Algorithm::Sha512].into_iter().find(|a| a.as_str() == name)
        else {
            return Err(match name {
                "md5" | "sha1" | "sha224" => format!("{name} is too weak to check a file; use sha256"),
                _ => format!("hashes are sha256, sha384 or sha512, not \"{}\"", crate::ui::clean(name)),
            });
        };
        let digits = algorithm.digest_len() * 2;
        if hex.len() != digits || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(format!("a hash of {name} has {digits} hexadecimal digits, not \"{}\"", crate::ui::clean(hex)));
        }
        Ok(Hash { algorithm, hex: hex.to_ascii_lowercase().into() })
    }

    /// The algorithm.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The digest, in lower-case hexadecimal.
    pub fn hex(&self) -> &str {
        &self.hex
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.algorithm.as_str(), self.hex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_hashes_are_kept_in_lower_case() {
        let text = format!("sha256:{}", "AB".repeat(32));
        assert_eq!(Hash::parse(&text).unwrap().to_string(), text.to_lowercase());
        assert!(Hash::parse(&format!("sha512:{}", "0".repeat(128))).is_ok());
    }

    #[test]
    fn bad_hashes_are_refused() {
        for (text, why) in [
            ("", "is no hash"),
            ("abc", "is no hash"),
            ("sha256:abc", "64 hexadecimal digits"),
            ("sha384:", "96 hexadecimal digits"),
            ("md5:d41d8cd98f00b204e9800998ecf8427e", "too weak"),
            ("sha1:x", "too weak"),
            ("SHA256:x", "not \"SHA256\""),
            (&format!("sha256:{}", "g".repeat(64)), "64 hexadecimal digits"),
        ] {
            let error = Hash::parse(text).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
