//! `build-details.json` (PEP 739, Python 3.14 and later): what an interpreter is, without running it.
//!
//! Good enough to rule one out; the one that is chosen is asked all the same, since the file says nothing of the
//! C library it runs on. Reads one file.

use std::path::Path;

use serde::Deserialize;

use super::request::Hint;
use crate::pep::tags::Implementation;
use crate::sys;

/// No honest one is larger, in bytes.
const LIMIT: u64 = 64 * 1024;
const FIRST_MINOR: u64 = 14;

#[derive(Deserialize)]
struct Details {
    schema_version: String,
    language: Language,
    #[serde(default)]
    implementation: Option<Named>,
    #[serde(default)]
    abi: Option<Abi>,
}

#[derive(Deserialize)]
struct Language {
    #[serde(default)]
    version_info: Option<Info>,
}

#[derive(Deserialize)]
struct Info {
    major: u64,
    minor: u64,
    micro: u64,
    releaselevel: String,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct Abi {
    flags: Vec<String>,
}

/// What the file of the interpreter whose links are resolved says; `known` is what its name says.
pub(super) fn hint(real: &Path, known: &Hint) -> Option<Hint> {
    let [3, minor] = *known.release.as_slice() else { return None };
    if minor < FIRST_MINOR {
        return None;
    }
    let prefix = real.parent()?.parent()?;
    let suffix = if known.free_threaded == Some(true) { "t" } else { "" };
    ["lib", "lib64"].iter().find_map(|lib| {
        let file = prefix.join(lib).join(format!("python3.{minor}{suffix}")).join("build-details.json");
        parse(&sys::careful::read(&file, LIMIT).ok()?.0)
    })
}

fn parse(json: &[u8]) -> Option<Hint> {
    let details: Details = serde_json::from_slice(json).ok()?;
    if details.schema_version != "1" && !details.schema_version.starts_with("1.") {
        return None;
    }
    let release = match details.language.version_info {
        // The number of a pre-release is for the interpreter itself to say.
        Some(info) if info.releaselevel == "final" => vec![info.major, info.minor, info.micro],
        Some(info) => vec![info.major, info.minor],
        None => Vec::new(),
    };
    Some(Hint {
        implementation: details.implementation.map(|i| Implementation::parse(&i.name)),
        release,
        free_threaded: details.abi.map(|abi| abi.flags.iter().any(|flag| flag == "t")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{
        "schema_version": "1.0", "base_prefix": "/usr", "base_interpreter": "/usr/bin/python3.14",
        "platform": "linux-x86_64",
        "language": {"version": "3.14", "version_info":
            {"major": 3, "minor": 14, "micro": 2, "releaselevel": "final", "serial": 0}},
        "implementation": {"name": "cpython", "cache_tag": "cpython-314", "version":
            {"major": 3, "minor": 14, "micro": 2, "releaselevel": "final", "serial": 0}},
        "abi": {"flags": [], "extension_suffix": ".cpython-314-x86_64-linux-gnu.so"}
    }"#;

    #[test]
    fn the_file_tells_version_implementation_and_threads() {
        let hint = parse(FILE.as_bytes()).unwrap();
        assert_eq!(hint.release, [3, 14, 2]);
        assert_eq!(hint.implementation, Some(Implementation::CPython));
        assert_eq!(hint.free_threaded, Some(false));
        let threads = parse(FILE.replace("\"flags\": []", "\"flags\": [\"t\"]").as_bytes()).unwrap();
        assert_eq!(threads.free_threaded, Some(true));
        assert_eq!(parse(FILE.replace("\"final\"", "\"beta\"").as_bytes()).unwrap().release, [3, 14]);
        assert_eq!(parse(br#"{"schema_version": "1.7", "language": {}}"#), Some(Hint::default()));
    }

    #[test]
    fn another_major_schema_or_a_broken_file_says_nothing() {
        assert_eq!(parse(FILE.replace("\"1.0\"", "\"2.0\"").as_bytes()), None);
        assert_eq!(parse(b"{"), None);
        assert_eq!(parse(b"[]"), None);
        assert_eq!(parse(br#"{"schema_version": "1.0", "language": {"version_info": {"major": "3"}}}"#), None);
    }

    #[test]
    fn it_is_looked_for_in_the_library_of_the_real_file() {
        let dir = tempfile::tempdir().unwrap();
        let lib = dir.path().join("lib/python3.14");
        std::fs::create_dir_all(&lib).unwrap();
        std::fs::write(lib.join("build-details.json"), FILE).unwrap();
        let real = dir.path().join("bin/python3.14");
        let of = |name| hint(&real, &Hint::of_name(name).unwrap());
        assert_eq!(of("python3.14").unwrap().release, [3, 14, 2]);
        assert_eq!(of("python3.15"), None);
        assert_eq!(of("python3.14t"), None);
        assert_eq!(of("python3"), None);
    }
}
