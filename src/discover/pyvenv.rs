//! `pyvenv.cfg` -> the few values noglue looks at. Lines `key = value`, as CPython's `site` reads them.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

/// What a `pyvenv.cfg` says. Data only: nothing in it widens trust or names something to start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PyvenvConfig {
    /// The directory of the base interpreter.
    pub home: Option<PathBuf>,
    /// `(3, 12)`.
    pub version: Option<(u32, u32)>,
    /// The version as written.
    pub version_text: Option<String>,
    /// The name that noglue gave the environment: 32 lower-case hexadecimal digits.
    pub id: Option<String>,
    /// Whether the base interpreter's own packages are visible.
    pub include_system_site_packages: bool,
    /// The name it shows in prompts.
    pub prompt: Option<String>,
}

impl PyvenvConfig {
    /// Reads any bytes; what is not understood is passed over.
    pub fn parse(bytes: &[u8]) -> PyvenvConfig {
        let mut config = PyvenvConfig::default();
        for line in bytes.split(|b| *b == b'\n') {
            let Some(at) = line.iter().position(|b| *b == b'=') else { continue };
            let value = line[at + 1..].trim_ascii();
            match line[..at].trim_ascii().to_ascii_lowercase().as_slice() {
                b"home" if !value.is_empty() => config.home = Some(PathBuf::from(OsStr::from_bytes(value))),
                // venv and virtualenv write `version`, uv and old virtualenv `version_info`.
                b"version" | b"version_info" => {
                    let text = String::from_utf8_lossy(value);
                    if let Some(version) = minor_version(&text) {
                        config.version = Some(version);
                        config.version_text = Some(text.into_owned());
                    }
                }
                b"prompt" => config.prompt = prompt(value),
                b"noglue-id" => config.id = std::str::from_utf8(value).ok().filter(|id| is_id(id)).map(str::to_owned),
                b"include-system-site-packages" => {
                    config.include_system_site_packages = value.eq_ignore_ascii_case(b"true");
                }
                _ => {}
            }
        }
        config
    }
}

// venv writes it as Python spells a string, others as it is.
fn prompt(value: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(value).ok()?;
    let inner = ['\'', '"'].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    Some(inner.unwrap_or(text).to_owned()).filter(|text| !text.is_empty())
}

/// True for a name that noglue may have given to an environment. It becomes a file name, so nothing else passes.
pub fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// `3.12`, `3.12.1`, `3.13t` -> the first two numbers.
pub fn minor_version(text: &str) -> Option<(u32, u32)> {
    let (major, rest) = text.trim().split_once('.')?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    Some((major.parse().ok()?, rest[..digits].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_every_maker_are_read() {
        let venv = b"home = /usr/bin\ninclude-system-site-packages = false\nversion = 3.11.2\nexecutable = /usr/bin/python3.11\n";
        let config = PyvenvConfig::parse(venv);
        assert_eq!(config.home.as_deref(), Some(std::path::Path::new("/usr/bin")));
        assert_eq!(config.version, Some((3, 11)));
        assert!(!config.include_system_site_packages);
        assert_eq!(config.id, None);
        assert_eq!(PyvenvConfig::parse(b"version_info = 3.13.0.final.0\r\n").version, Some((3, 13)));
        assert_eq!(PyvenvConfig::parse(b"Version_Info=3.9\nINCLUDE-system-site-packages = TRUE").version, Some((3, 9)));
    }

    #[test]
    fn an_id_is_exactly_32_hexadecimal_digits() {
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(PyvenvConfig::parse(format!("noglue-id = {id}").as_bytes()).id.as_deref(), Some(id));
        for bad in
            ["../../etc/passwd", "", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcde/", &id[1..]]
        {
            assert_eq!(PyvenvConfig::parse(format!("noglue-id = {bad}").as_bytes()).id, None, "{bad}");
        }
    }

    #[test]
    fn noise_is_passed_over() {
        for noise in [&b"\xff\xfe\x00"[..], b"", b"=", b"version = x.y", b"home =", b"home\n=\n==\n"] {
            assert_eq!(PyvenvConfig::parse(noise), PyvenvConfig::default());
        }
    }
}
