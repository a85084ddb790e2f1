//! `state.json` of a generation: what was asked for, by which noglue, from which files. Serde both ways; no IO.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The form of the file that this noglue writes, and the newest it reads.
const SCHEMA: u32 = 1;

/// Everything a later command needs to know about a generation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// The form of this file.
    pub schema: u32,
    /// The version of noglue that made the generation.
    pub noglue: String,
    /// The command, for `noglue history`.
    pub command: String,
    /// When it was made: seconds since 1970.
    pub made: u64,
    /// The generation that was current before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<u64>,
    /// Where the environment lay then.
    pub environment: PathBuf,
    /// The machine or container: see [`crate::sys::machine`].
    #[serde(skip_serializing_if = "String::is_empty")]
    pub machine: String,
    /// The project's directory then.
    pub project: Option<PathBuf>,
    /// Its interpreter.
    pub python: Python,
    /// What of the project was asked for; as `noglue sync` alone asks where nothing is said.
    pub asked: Asked,
    /// Requirements as they were asked for.
    pub requested: Vec<String>,
    /// Files read, with what was in them.
    pub inputs: Vec<Input>,
    /// Options that change the result, as `name=value`.
    pub options: Vec<String>,
    /// How files came from the store.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub link_mode: String,
    /// What is installed, by name.
    pub packages: Vec<Package>,
    /// Packages of the base that it relies on, as name and version.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub system: BTreeMap<String, String>,
    /// What the last sync made of it, as name and version, when pip's words have changed it since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub synced: Option<BTreeMap<String, String>>,
}

/// What of a project was asked for, as typed. Paths below the project are relative to it, so that it may be moved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Requirements files instead of the project's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<PathBuf>,
    /// Constraints files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<PathBuf>,
    /// Files of overrides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<PathBuf>,
    /// The Python.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub python: Option<String>,
    /// Dependency groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Only those.
    #[serde(skip_serializing_if = "is_false")]
    pub groups_only: bool,
    /// All of them.
    #[serde(skip_serializing_if = "is_false")]
    pub all_groups: bool,
    /// None that is for developers and is installed unasked.
    #[serde(skip_serializing_if = "is_false")]
    pub no_dev: bool,
    /// Dependency groups that are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// The project's extras.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<String>,
    /// All of them.
    #[serde(skip_serializing_if = "is_false")]
    pub all_extras: bool,
    /// Not the project itself.
    #[serde(skip_serializing_if = "is_false")]
    pub without_project: bool,
    /// More than what is asked for may be installed.
    #[serde(skip_serializing_if = "is_false")]
    pub inexact: bool,
}

/// The interpreter of a generation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Python {
    /// As in `pyvenv.cfg`.
    pub home: PathBuf,
    /// The base executable.
    pub executable: PathBuf,
    /// The full version.
    pub version: String,
    /// `cpython-312`: which byte-code it reads.
    pub cache_tag: String,
}

/// A file that was read to know what to install.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Absolute.
    pub path: PathBuf,
    /// Hexadecimal.
    pub sha256: String,
}

/// One installed wheel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Package {
    /// Normalized.
    pub name: String,
    /// As its metadata says.
    pub version: String,
    /// The wheel's file name.
    pub file: String,
    /// The wheel's sha256, hexadecimal: its key in the store.
    pub sha256: String,
    /// Where it came from, without credentials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Asked for by name, not only by another package.
    pub requested: bool,
    /// Its extras that were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<String>,
}

impl Asked {
    /// As options of `noglue sync`.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let mut say = |option: &str, values: &mut dyn Iterator<Item = String>| {
            values.for_each(|value| words.extend([option.to_owned(), value]));
        };
        let path = |path: &PathBuf| path.display().to_string();
        say("-r", &mut self.requirements.iter().map(path));
        say("-c", &mut self.constraints.iter().map(path));
        say("--override", &mut self.overrides.iter().map(path));
        say("--python", &mut self.python.iter().cloned());
        say(if self.groups_only { "--only-group" } else { "--group" }, &mut self.groups.iter().cloned());
        say("--no-group", &mut self.without.iter().cloned());
        say("--extra", &mut self.extras.iter().cloned());
        let flags = [
            ("--no-dev", self.no_dev),
            ("--all-groups", self.all_groups),
            ("--all-extras", self.all_extras),
            ("--no-install-project", self.without_project),
            ("--inexact", self.inexact),
        ];
        words.extend(flags.iter().filter(|(_, is_given)| *is_given).map(|(flag, _)| (*flag).to_owned()));
        words
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

impl State {
    /// Name and version of each package.
    pub fn versions(&self) -> BTreeMap<String, String> {
        self.packages.iter().map(|package| (package.name.clone(), package.version.clone())).collect()
    }

    /// The file's bytes.
    pub fn to_json(&self) -> Vec<u8> {
        let stamped = State { schema: SCHEMA, noglue: env!("CARGO_PKG_VERSION").to_owned(), ..self.clone() };
        let mut bytes = serde_json::to_vec_pretty(&stamped).expect("strings, numbers and lists only");
        bytes.push(b'\n');
        bytes
    }

    /// Reads a file; the error says why not.
    pub fn parse(bytes: &[u8]) -> Result<State, String> {
        let state: State = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if state.schema > SCHEMA {
            return Err(format!("made by noglue {}, which is newer than this one", crate::ui::clean(&state.noglue)));
        }
        Ok(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_survives_the_round_trip_and_unknown_keys() {
        let state = State {
            requested: vec!["django".into()],
            packages: vec![Package { name: "django".into(), version: "5.1".into(), ..Package::default() }],
            ..State::default()
        };
        let mut json: serde_json::Value = serde_json::from_slice(&state.to_json()).unwrap();
        json["from the future"] = true.into();
        let read = State::parse(&serde_json::to_vec(&json).unwrap()).unwrap();
        assert_eq!(read.packages, state.packages);
        assert_eq!(read.schema, SCHEMA);
    }

    #[test]
    fn a_state_from_before_requests_were_kept_asks_for_the_projects_default() {
        let old = State::parse(br#"{"schema": 1, "options": ["group=dev"]}"#).unwrap();
        assert_eq!(old.asked, Asked::default());
        assert!(old.asked.words().is_empty());
    }

    #[test]
    fn a_request_reads_as_the_options_it_was_typed_as() {
        let asked = Asked {
            requirements: vec!["ops.txt".into()],
            groups: vec!["docs".into()],
            without: vec!["dev".into()],
            all_extras: true,
            ..Asked::default()
        };
        let state = State { asked: asked.clone(), ..State::default() };
        let read = State::parse(&state.to_json()).unwrap();
        assert_eq!(read.asked, asked);
        assert_eq!(asked.words().join(" "), "-r ops.txt --group docs --no-group dev --all-extras");
    }

    #[test]
    fn a_newer_form_is_an_error_and_not_a_guess() {
        assert!(State::parse(br#"{"schema": 2, "noglue": "9.0"}"#).unwrap_err().contains("9.0"));
        assert!(State::parse(b"").is_err());
    }
}
