//! RECORD of an installed wheel, byte for byte as pip writes it (`get_csv_rows_for_installed`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use sha2::{Digest as _, Sha256};

use super::plan::{LinkError, Package, Placement, Rows, Write, relative_to};
use crate::store::TreeFile;

/// One line: path, hash, size.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row(pub String, pub String, pub String);

/// The lines for a package: those of the wheel, with paths as installed, then what is made for this environment.
/// `changed` has scripts that were given their interpreter.
pub fn rows(package: &Package, changed: &BTreeMap<usize, Write>) -> Result<Rows, LinkError> {
    let mut rows = if package.entry.has_plain_record() { plain(package, changed) } else { own(package, changed)? };
    rows.extend(package.writes.iter().map(|write| hashed(relative_to(&package.lib, &write.path), &write.bytes)));
    rows.sort();
    Ok(rows)
}

/// As Python's csv module writes them: fields quoted when they must be, lines ended by CR LF.
pub fn render(rows: Rows) -> Vec<u8> {
    let mut text = String::with_capacity(rows.len() * 120);
    for Row(path, hash, size) in &rows {
        for (field, end) in [(path, ","), (hash, ","), (size, "\r\n")] {
            if field.contains([',', '"', '\r', '\n']) {
                let _ = write!(text, "\"{}\"", field.replace('"', "\"\""));
            } else {
                text.push_str(field);
            }
            text.push_str(end);
        }
    }
    text.into_bytes()
}

// The wheel's RECORD lists every file once, with sha256 and size: the manifest says the same.
fn plain(package: &Package, changed: &BTreeMap<usize, Write>) -> Rows {
    let manifest = package.entry.manifest();
    let dist_info = package.entry.dist_info();
    let row = |(index, file): (usize, TreeFile<'_>)| {
        if let Some(write) = changed.get(&index) {
            return hashed(relative_to(&package.lib, &write.path), &write.bytes);
        }
        let path = installed(package, index, &file);
        let is_unhashed = matches!(file.name, "RECORD" | "RECORD.jws" | "RECORD.p7s")
            && manifest.directory(file.directory) == dist_info;
        if is_unhashed {
            return Row(path, String::new(), String::new());
        }
        Row(path, format!("sha256={}", file.sha256), file.size.to_string())
    };
    manifest.files().enumerate().map(row).collect()
}

// Lines as the wheel has them, then files it does not list.
fn own(package: &Package, changed: &BTreeMap<usize, Write>) -> Result<Rows, LinkError> {
    let manifest = package.entry.manifest();
    let mut files: BTreeMap<String, (usize, TreeFile<'_>)> =
        manifest.files().enumerate().map(|(index, file)| (manifest.path(&file), (index, file))).collect();
    // pip takes no notice of entry point wrappers that it leaves out; their lines stay.
    let mut rows = Vec::new();
    let bytes = package.entry.record()?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
    for line in reader.records().flatten() {
        let field = |at: usize| line.get(at).unwrap_or_default().to_owned();
        rows.push(match files.remove(&field(0)) {
            None => Row(field(0), field(1), field(2)),
            Some((index, file)) => match changed.get(&index) {
                Some(write) => hashed(relative_to(&package.lib, &write.path), &write.bytes),
                None => Row(installed(package, index, &file), field(1), field(2)),
            },
        });
    }
    for (index, file) in files.into_values() {
        match changed.get(&index) {
            Some(write) => rows.push(Row(relative_to(&package.lib, &write.path), String::new(), String::new())),
            None if package.special.get(&index) == Some(&Placement::Skip) => {}
            None => rows.push(Row(installed(package, index, &file), String::new(), String::new())),
        }
    }
    Ok(rows)
}

fn installed(package: &Package, index: usize, file: &TreeFile<'_>) -> String {
    match package.special.get(&index) {
        Some(Placement::At(path)) => relative_to(&package.lib, path),
        _ => package.entry.manifest().path(file),
    }
}

fn hashed(path: String, bytes: &[u8]) -> Row {
    let digest = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(Sha256::digest(bytes));
    Row(path, format!("sha256={digest}"), bytes.len().to_string())
}
