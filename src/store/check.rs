//! Whether an archive is a wheel that may be installed, decided before anything is written.
//!
//! Members in, a [`Checked`] wheel out: every name a [`SafePath`], one dist-info directory that says what the file
//! name says, every file matched with its line in RECORD, nothing that would land on the environment's own files.
//! Reads the few files of the dist-info directory; never writes.

use std::collections::{BTreeMap, BTreeSet};

use super::data::Scheme;
use super::inflate::{InflateError, Inflater};
use super::problem::Problem;
use super::zip::{Member, Source};
use crate::pep::entry_point;
use crate::pep::metadata::{Metadata, WheelFile};
use crate::pep::name::PackageName;
use crate::pep::record::{self, RecordEntry, RecordHash};
use crate::pep::safe_path::SafePath;
use crate::pep::wheel_name::WheelName;

/// Expanding to more than 1 GiB, and to more than 32 times the archive, is refused unless allowed.
const LARGE: u64 = 1 << 30;
const RATIO: u64 = 32;
/// METADATA, RECORD and the like are read whole.
const HUGE: u64 = 64 << 20;

/// A wheel whose files may be unpacked.
#[derive(Debug)]
pub struct Checked {
    /// Its files, with the index of the member that holds each.
    pub files: Vec<CheckedFile>,
    /// Name of the dist-info directory.
    pub dist_info: String,
    /// Whether its root goes to purelib.
    pub is_purelib: bool,
    /// Whether each file has exactly one line in RECORD, with sha256 and size, and RECORD has no other.
    pub has_plain_record: bool,
    /// What is wrong with it and yet happens in good wheels.
    pub warnings: Vec<Problem>,
    /// Bytes of all files.
    pub unpacked: u64,
}

/// One file of a wheel.
#[derive(Debug)]
pub struct CheckedFile {
    /// Where it lies in the archive.
    pub member: usize,
    /// Its name, cleaned.
    pub path: SafePath,
    /// What RECORD says its content hashes to; `None` where RECORD says nothing.
    pub hash: Option<RecordHash>,
}

/// Checks everything about a wheel but the content of its files.
pub fn check(
    source: &Source,
    members: &[Member],
    wheel: &WheelName,
    max_unpacked: Option<u64>,
) -> Result<Checked, Problem> {
    let paths = paths(members)?;
    let unpacked = members.iter().fold(0u64, |sum, member| sum.saturating_add(member.size));
    let limit = max_unpacked.unwrap_or(LARGE.max(source.length().saturating_mul(RATIO)));
    if unpacked > limit {
        return Err(Problem::TooLarge { bytes: unpacked });
    }
    let dist_info = dist_info(paths.keys(), wheel)?;
    let mut inflater = Inflater::new();
    let mut read = |name: &'static str| -> Result<Option<Vec<u8>>, Problem> {
        let Some(member) = paths.get(format!("{dist_info}/{name}").as_str()) else { return Ok(None) };
        if members[*member].size > HUGE {
            return Err(Problem::Huge(name));
        }
        inflater.bytes(source, &members[*member]).map(Some).map_err(inflate)
    };
    let wheel_file = WheelFile::parse(&read("WHEEL")?.ok_or(Problem::Lacks("WHEEL"))?)?;
    check_metadata(&read("METADATA")?.ok_or(Problem::Lacks("METADATA"))?, wheel)?;
    let lines = record::parse(&read("RECORD")?.ok_or(Problem::Lacks("RECORD"))?)?;
    if let Some(text) = read("entry_points.txt")? {
        for entry in entry_point::parse(&text)? {
            if entry_point::is_reserved(&entry.name) {
                return Err(Problem::Overwrites { path: format!("bin/{}", entry.name) });
            }
        }
    }
    for path in paths.keys() {
        check_destination(path)?;
    }
    let mut checked = Checked {
        files: Vec::with_capacity(paths.len()),
        dist_info,
        is_purelib: wheel_file.root_is_purelib,
        has_plain_record: true,
        warnings: Vec::new(),
        unpacked,
    };
    match_record(&mut checked, &paths, members, lines)?;
    Ok(checked)
}

/// Turns trouble with one member into trouble with the wheel; file errors of the reader cannot happen here.
pub(super) fn inflate(error: InflateError) -> Problem {
    match error {
        InflateError::Zip(error) => Problem::Zip(error),
        other => Problem::Inflate(other),
    }
}

// Every file of the archive by its clean path. Directory markers are checked, then forgotten, as pip does.
fn paths(members: &[Member]) -> Result<BTreeMap<Box<str>, usize>, Problem> {
    let mut paths: BTreeMap<Box<str>, usize> = BTreeMap::new();
    let mut folded = BTreeSet::new();
    let mut marked = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let path = SafePath::parse(&member.name)?;
        if member.is_dir {
            marked.push(path);
            continue;
        }
        // File systems that fold case hold one file for both names.
        let is_folded_twice = cfg!(target_os = "macos") && !folded.insert(path.as_str().to_lowercase());
        if is_folded_twice || paths.insert(path.as_str().into(), index).is_some() {
            return Err(Problem::Twice { path: path.as_str().into() });
        }
    }
    let files = paths.keys().map(|path| &**path);
    let is_file = |path: &str| paths.contains_key(path);
    let clash = super::manifest::directories(files).into_iter().find(|path| is_file(path));
    match clash.or_else(|| marked.iter().map(|path| path.as_str().to_owned()).find(|path| is_file(path))) {
        Some(path) => Err(Problem::FileAndDirectory { path }),
        None => Ok(paths),
    }
}

// The binary distribution format has one, named `{distribution}-{version}.dist-info`. Old tools spell the name
// as the project does, so names are compared normalized, and the version is METADATA's to say.
fn dist_info<'a>(paths: impl Iterator<Item = &'a Box<str>>, wheel: &WheelName) -> Result<String, Problem> {
    let found: BTreeSet<&str> = paths
        .filter_map(|path| path.split_once('/'))
        .map(|(top, _)| top)
        .filter(|top| top.ends_with(".dist-info"))
        .collect();
    let [dist_info] = found.iter().collect::<Vec<_>>()[..] else {
        return Err(Problem::DistInfo { count: found.len() });
    };
    let stem = dist_info.trim_end_matches(".dist-info");
    let name = stem.rsplit_once('-').map_or(stem, |(name, _)| name);
    if PackageName::parse(name).as_ref() != Ok(wheel.name()) {
        return Err(Problem::DistInfoName { file: wheel.name().to_string(), dist_info: (*dist_info).to_owned() });
    }
    Ok((*dist_info).to_owned())
}

fn check_metadata(bytes: &[u8], wheel: &WheelName) -> Result<(), Problem> {
    let metadata = Metadata::parse(bytes)?;
    if metadata.name != *wheel.name() {
        return Err(Problem::Name { file: wheel.name().to_string(), metadata: metadata.name.to_string() });
    }
    if metadata.version != *wheel.version() {
        return Err(Problem::Version { file: wheel.version().to_string(), metadata: metadata.version.to_string() });
    }
    Ok(())
}

// Never over an interpreter, an activate script, pyvenv.cfg or what noglue keeps in an environment.
fn check_destination(path: &str) -> Result<(), Problem> {
    let Some(placed) = Scheme::of(path) else { return Ok(()) };
    let (scheme, rest) = placed.map_err(|directory| Problem::Data { directory: directory.to_owned() })?;
    let first = rest.split('/').next().unwrap_or_default();
    let program = match scheme {
        Scheme::Scripts => Some(rest),
        Scheme::Data => rest.strip_prefix("bin/").or_else(|| rest.strip_prefix("Scripts/")),
        _ => None,
    };
    if let Some(program) = program.filter(|program| entry_point::is_reserved(program)) {
        return Err(Problem::Overwrites { path: format!("bin/{program}") });
    }
    if scheme == Scheme::Data && crate::venv::RESERVED.iter().any(|reserved| first.eq_ignore_ascii_case(reserved)) {
        return Err(Problem::Overwrites { path: rest.to_owned() });
    }
    Ok(())
}

fn match_record(
    checked: &mut Checked,
    paths: &BTreeMap<Box<str>, usize>,
    members: &[Member],
    lines: Vec<RecordEntry>,
) -> Result<(), Problem> {
    let mut listed: BTreeMap<SafePath, RecordEntry> = BTreeMap::new();
    for line in lines {
        let outside = || Problem::RecordNames { path: line.path.clone() };
        let path = SafePath::parse(&line.path).map_err(|_| outside())?;
        if !paths.contains_key(path.as_str()) {
            // Some builders list byte-code or directories that they then leave out; nothing is installed for them.
            if !is_ghost(&line, paths) {
                return Err(outside());
            }
            checked.has_plain_record = false;
            continue;
        }
        checked.has_plain_record &= path.as_str() == line.path;
        if listed.insert(path, line).is_some() {
            checked.has_plain_record = false;
        }
    }
    for (path, member) in paths {
        let path = SafePath::parse(path)?;
        let line = listed.remove(&path);
        let is_exempt = is_exempt(&path, &checked.dist_info);
        let size = members[*member].size;
        match &line {
            None if path.file_name() == "RECORD" || !is_exempt => checked.has_plain_record = false,
            Some(line) if is_exempt => checked.has_plain_record &= line.hash.is_none() && line.size.is_none(),
            Some(line) => checked.has_plain_record &= line.size == Some(size),
            None => checked.has_plain_record = false,
        }
        let hash = match line {
            _ if is_exempt => None,
            None => {
                checked.warnings.push(Problem::Unlisted { path: path.as_str().into() });
                None
            }
            Some(RecordEntry { hash: None, .. }) => {
                checked.has_plain_record = false;
                checked.warnings.push(Problem::NoHash { path: path.as_str().into() });
                None
            }
            Some(RecordEntry { hash, size: stated, .. }) => {
                if stated.is_some_and(|stated| stated != size) {
                    checked.warnings.push(Problem::Mismatch { path: path.as_str().into() });
                    None
                } else {
                    hash
                }
            }
        };
        checked.files.push(CheckedFile { member: *member, path, hash });
    }
    Ok(())
}

// PEP 427: RECORD and its signatures cannot list their own hash (PEP 815: signatures may still appear).
fn is_exempt(path: &SafePath, dist_info: &str) -> bool {
    path.below(dist_info).is_some_and(|name| matches!(name.as_str(), "RECORD" | "RECORD.jws" | "RECORD.p7s"))
}

fn is_ghost(line: &RecordEntry, paths: &BTreeMap<Box<str>, usize>) -> bool {
    let directory = format!("{}/", line.path.trim_end_matches('/'));
    line.path.ends_with(".pyc")
        || paths.range(Box::from(directory.as_str())..).next().is_some_and(|(path, _)| path.starts_with(&directory))
}
