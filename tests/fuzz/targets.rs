//! What is fed with bytes from outside, each as a function of bytes: it must neither panic, nor hang, nor eat memory,
//! and what it makes of them must hold. `make fuzz` runs them under cargo-fuzz; the tests run them over their corpora
//! and over seeded changes of these.

use std::path::Path;
use std::str::FromStr;

use noglue::discover::{markers, pyvenv::PyvenvConfig, trust::record::Record};
use noglue::index::page;
use noglue::pep::metadata::Metadata;
use noglue::pep::requirement::Requirement;
use noglue::pep::specifier::Specifiers;
use noglue::pep::wheel_name::{SdistName, WheelName};
use noglue::pep::{entry_point, marker::Marker, record, safe_path::SafePath};
use noglue::requirements::{Requirements, World, lock::pylock, project::Project, read_text, script};
use noglue::store::{Manifest, zip};
use noglue::venv::State;
use pep440_rs::Version;

/// One target.
pub struct Target {
    /// Its name; its corpus lies in the folder of this name.
    pub name: &'static str,
    /// What it does with the bytes.
    pub run: fn(&[u8]),
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "version", run: version },
    Target { name: "specifiers", run: specifiers },
    Target { name: "marker", run: marker },
    Target { name: "requirement", run: requirement },
    Target { name: "requirement_file", run: requirement_file },
    Target { name: "pyproject", run: pyproject },
    Target { name: "script", run: script_metadata },
    Target { name: "pylock", run: lock },
    Target { name: "file_name", run: file_name },
    Target { name: "safe_path", run: path },
    Target { name: "metadata", run: metadata },
    Target { name: "record", run: installed_record },
    Target { name: "entry_points", run: entry_points },
    Target { name: "zip", run: archive },
    Target { name: "tar", run: source_archive },
    Target { name: "page_json", run: page_json },
    Target { name: "page_html", run: page_html },
    Target { name: "pyvenv", run: pyvenv },
    Target { name: "python_envs", run: python_envs },
    Target { name: "own_files", run: own_files },
];

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

fn version(bytes: &[u8]) {
    if let Ok(version) = Version::from_str(text(bytes)) {
        let written = version.to_string();
        assert_eq!(Version::from_str(&written).as_ref(), Ok(&version), "{written}");
    }
}

/// Two lines: specifiers and a version.
fn specifiers(bytes: &[u8]) {
    let (specifiers, candidate) = text(bytes).split_once('\n').unwrap_or((text(bytes), "1.0"));
    let Ok(specifiers) = Specifiers::parse(specifiers) else { return };
    let written = specifiers.to_string();
    let again = Specifiers::parse(&written).unwrap_or_else(|e| panic!("{written}: {e}"));
    assert_eq!(again.to_ranges(), specifiers.to_ranges(), "{written}");
    if let Ok(candidate) = Version::from_str(candidate.trim()) {
        assert_eq!(again.contains(&candidate), specifiers.contains(&candidate), "{written} and {candidate}");
    }
}

fn marker(bytes: &[u8]) {
    if let Ok(marker) = Marker::parse(text(bytes)) {
        let written = marker.to_string();
        let again = Marker::parse(&written).unwrap_or_else(|e| panic!("{written}: {e}"));
        assert_eq!(again.to_string(), written);
    }
}

fn requirement(bytes: &[u8]) {
    let _ = Requirement::parse_lenient(text(bytes));
    if let Ok(requirement) = Requirement::parse(text(bytes)) {
        let written = requirement.to_string();
        let again = Requirement::parse(&written).unwrap_or_else(|e| panic!("{written}: {e}"));
        assert_eq!(again.to_string(), written);
    }
}

/// The world of files that name others: a directory that is not there.
fn nowhere(run: impl FnOnce(&World<'_>)) {
    run(&World::local(Path::new("/nowhere/at/all"), &|name| (name == "SET").then(|| "value".to_owned())));
}

fn requirement_file(bytes: &[u8]) {
    nowhere(|world| drop(read_text("requirements.txt", bytes, world)));
}

fn pyproject(bytes: &[u8]) {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("pyproject.toml");
    std::fs::write(&path, bytes).expect("room for a file");
    nowhere(|world| {
        let Ok(Some(project)) = Project::read(&path, world, &mut Requirements::default()) else { return };
        let _ = (project.requires_python(), project.dependencies(), project.unread_tables());
        for extra in project.extras().unwrap_or_default() {
            let _ = project.extra(&extra);
        }
        for group in project.groups().unwrap_or_default() {
            let _ = project.group(&group);
        }
    });
}

fn script_metadata(bytes: &[u8]) {
    let _ = script::has_metadata(bytes);
}

fn lock(bytes: &[u8]) {
    let path = Path::new("/nowhere/pylock.toml");
    let directory = Path::new("/nowhere");
    if let Ok(lock) = pylock::parse(path, bytes, directory) {
        let written = noglue::requirements::lock::write::text(&lock);
        let again = pylock::parse(path, written.as_bytes(), directory).unwrap_or_else(|e| panic!("{written}: {e}"));
        assert_eq!(noglue::requirements::lock::write::text(&again), written);
    }
}

fn file_name(bytes: &[u8]) {
    if let Ok(name) = WheelName::parse(text(bytes)) {
        assert_eq!(name.to_string(), text(bytes));
    }
    if let Ok(name) = SdistName::parse(text(bytes)) {
        assert_eq!(name.to_string(), text(bytes));
    }
}

fn path(bytes: &[u8]) {
    if let Ok(path) = SafePath::parse(text(bytes)) {
        let root = Path::new("/root/of/it");
        let placed = path.under(root);
        assert!(placed.starts_with(root) && placed != root, "{path}");
        let plain = |part: std::path::Component<'_>| !matches!(part, std::path::Component::ParentDir);
        assert!(placed.components().all(plain), "{path}");
    }
}

fn metadata(bytes: &[u8]) {
    let _ = Metadata::parse(bytes);
}

fn installed_record(bytes: &[u8]) {
    if let Ok(entries) = record::parse(bytes) {
        let written = record::write(&entries);
        let again = record::parse(&written).unwrap_or_else(|e| panic!("{}: {e}", String::from_utf8_lossy(&written)));
        assert_eq!(record::write(&again), written);
    }
}

fn entry_points(bytes: &[u8]) {
    for entry in entry_point::parse(bytes).unwrap_or_default() {
        let script = entry.script(&entry_point::shebang("/usr/bin/python3"), (3, 12));
        assert!(script.starts_with("#!"), "{script}");
        assert!(SafePath::parse(&entry.name).is_ok_and(|path| path.components().count() == 1), "{:?}", entry.name);
    }
}

fn archive(bytes: &[u8]) {
    let source = zip::Source::Bytes(bytes.to_vec());
    if let Ok(members) = zip::members(&source) {
        let _ = zip::agree(&source, &members);
    }
}

/// Unpacked below a directory of its own; nothing may appear beside it.
fn source_archive(bytes: &[u8]) {
    let around = tempfile::tempdir().expect("a temporary directory");
    let (archive, tree) = (around.path().join("archive"), around.path().join("tree"));
    std::fs::write(&archive, bytes).expect("room for the archive");
    std::fs::create_dir(&tree).expect("room for a directory");
    let file = std::fs::File::open(&archive).expect("the archive just written");
    if let Ok(project) = noglue::build::unpack::unpack(file, &tree, Path::new("/nowhere/python")) {
        assert!(project.starts_with(&tree), "{}", project.display());
    }
    let beside = std::fs::read_dir(around.path()).expect("the directory just made").count();
    assert_eq!(beside, 2, "something lies outside the tree");
}

fn page_json(bytes: &[u8]) {
    let _ = page::read_json(bytes);
}

fn page_html(bytes: &[u8]) {
    let _ = page::read_html(bytes);
}

fn pyvenv(bytes: &[u8]) {
    let _ = PyvenvConfig::parse(bytes);
}

fn python_envs(bytes: &[u8]) {
    if let Ok(Some(path)) = markers::listed(Path::new("/srv/x"), bytes) {
        assert!(path.is_absolute(), "{}", path.display());
    }
}

/// Files that noglue writes and somebody else may have changed.
fn own_files(bytes: &[u8]) {
    let _ = Record::parse(bytes);
    let _ = State::parse(bytes);
    if let Some(manifest) = Manifest::parse(text(bytes).to_owned()) {
        for file in manifest.files() {
            let _ = manifest.path(&file);
        }
    }
}

/// Runs one target: what the programs of cargo-fuzz call.
#[allow(dead_code, reason = "the tests go through all of them")]
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target of this name");
    (target.run)(bytes);
}
