//! What a lock says of packages from places, and of files that no index gives a hash for: looked at, and hashed.

use std::path::Path;

use crate::error::{Plain, Result};
use crate::fetch::{Digest, Request};
use crate::flow::sources::{Builder, Direct};
use crate::index::File;
use crate::requirements::Hash;
use crate::requirements::located::{Kind, Located};
use crate::requirements::lock::{self, Source};

/// The place of a package, with the commit or the hash that it has now.
pub(super) fn source(builder: &Builder<'_>, direct: &Direct, directory: &Path) -> Result<Source> {
    let mut located = Located { url: lock::without_credentials(&direct.located.url), ..direct.located.clone() };
    let title = direct.file.file_name().to_owned();
    let id = match &direct.source {
        Some(source) => builder.identity(source, &title)?,
        None => Some(fetched(builder, &direct.file, &direct.located)?.to_string()),
    };
    let mut requested_revision = None;
    match (&mut located.kind, id.as_deref().and_then(|id| id.split_once(':'))) {
        (Kind::Git(git), Some(("git", commit))) => {
            git.repository = lock::without_credentials(&git.repository);
            requested_revision = git.reference.replace(commit.to_owned()).filter(|reference| reference != commit);
        }
        (Kind::Archive | Kind::Wheel(_), Some((algorithm, hex))) => {
            located.hashes = Hash::parse(&format!("{algorithm}:{hex}")).into_iter().collect();
        }
        _ => {}
    }
    let path = located.path();
    Ok(Source { path: path.map(|path| lock::relative(&path, directory)), located, requested_revision, size: None })
}

/// The hash of a file that nobody gave one for.
pub(super) fn hash(builder: &Builder<'_>, file: &File) -> Result<Digest> {
    let request = builder.session.index.request(file)?;
    Ok(builder.session.fetcher.fetch(request)?.sha256().clone())
}

fn fetched(builder: &Builder<'_>, file: &File, located: &Located) -> Result<Digest> {
    let (address, _) = crate::net::Address::parse(&located.url).map_err(|error| Plain::refused(error.to_string()))?;
    let request = Request {
        address,
        file_name: file.file_name().to_owned(),
        digests: Vec::new(),
        wanted: located.hashes.iter().filter_map(|hash| Digest::parse(&hash.to_string())).collect(),
        size: None,
        is_from_https: false,
    };
    Ok(builder.session.fetcher.fetch(request)?.sha256().clone())
}
