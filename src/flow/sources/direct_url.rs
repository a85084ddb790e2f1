//! `direct_url.json`: where a package came from that no index has (PEP 610). Never with credentials.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Value, json};

use super::{Direct, Pinned};
use crate::requirements::Located;
use crate::requirements::located::Kind;
use crate::store::Entry;

/// The file of what came from a place, byte for byte as pip writes it.
pub(in crate::flow) fn direct_url(direct: &Direct, pinned: Option<&Pinned>, entry: &Entry) -> Vec<u8> {
    let located = &direct.located;
    let archive = |sha256: &str| json!({ "hash": format!("sha256={sha256}"), "hashes": { "sha256": sha256 } });
    let url = match (&located.kind, pinned) {
        (_, Some(Pinned::Editable(path))) => url::Url::from_file_path(path).ok().map(String::from),
        (Kind::Git(git), _) => without_credentials(&git.repository),
        _ => without_credentials(&located.url),
    };
    let mut all = BTreeMap::from([("url", Value::from(url.unwrap_or_default()))]);
    match (&located.kind, pinned) {
        (Kind::Git(git), Some(Pinned::Commit(commit))) => {
            let mut info = BTreeMap::from([("commit_id", commit.as_str()), ("vcs", "git")]);
            info.extend(git.reference.as_deref().map(|reference| ("requested_revision", reference)));
            all.insert("vcs_info", json!(info));
        }
        (_, Some(Pinned::Editable(_))) => drop(all.insert("dir_info", json!({ "editable": true }))),
        (Kind::Directory(_), _) => {
            let info = if located.is_editable { json!({ "editable": true }) } else { json!({}) };
            all.insert("dir_info", info);
        }
        (_, Some(Pinned::Archive(sha256))) => drop(all.insert("archive_info", archive(sha256))),
        _ => drop(all.insert("archive_info", archive(entry.sha256()))),
    }
    if let Some(subdirectory) = &located.subdirectory {
        all.insert("subdirectory", subdirectory.as_str().into());
    }
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, LikePython);
    serde::Serialize::serialize(&all, &mut serializer).expect("strings into memory");
    bytes
}

/// Its URL as it is written in a file for others: without credentials.
pub(in crate::flow) fn public_url(located: &Located) -> Option<String> {
    let plain = without_credentials(&located.url)?;
    let vcs = if matches!(located.kind, Kind::Git(_)) { "git+" } else { "" };
    let below =
        located.subdirectory.as_ref().map_or_else(String::new, |path| format!("#subdirectory={}", path.as_str()));
    Some(format!("{vcs}{plain}{below}"))
}

// PEP 610: nothing but a well-known user name.
pub(super) fn without_credentials(url: &str) -> Option<String> {
    let mut plain = url::Url::parse(url.strip_prefix("git+").unwrap_or(url)).ok()?;
    if !plain.username().is_empty() || plain.password().is_some() {
        let is_known = plain.username() == "git" && plain.password().is_none();
        if !is_known {
            plain.set_username("").ok()?;
            plain.set_password(None).ok()?;
        }
    }
    Some(plain.into())
}

// `json.dumps`: a space behind each comma and colon.
struct LikePython;

impl serde_json::ser::Formatter for LikePython {
    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
