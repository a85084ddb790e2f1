//! Files that a lock knows by their hashes only, found where an index has them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Plain, Result};
use crate::fetch::Digest;
use crate::flow::session::Session;
use crate::index::{File, Index};
use crate::pep::name::PackageName;
use crate::requirements::lock::{Listed, Origin, Package};

/// The indexes that a lock's packages are on.
pub(in crate::flow) struct Indexes<'a> {
    session: &'a Session,
    /// Those that the lock names and the settings do not.
    others: BTreeMap<&'a str, Index>,
}

impl<'a> Indexes<'a> {
    /// Asks at once for all of `packages` that must be looked up.
    pub(in crate::flow) fn of(session: &'a Session, packages: &[&'a Package]) -> Result<Indexes<'a>> {
        let mut indexes = Indexes { session, others: BTreeMap::new() };
        let mut names: BTreeMap<Option<&str>, Vec<PackageName>> = BTreeMap::new();
        for package in packages.iter().filter(|package| matches!(package.origin, Origin::Listed(_))) {
            let other = package.index.as_deref().filter(|url| !session.asks(url));
            if let Some(url) = other
                && !indexes.others.contains_key(url)
            {
                indexes.others.insert(url, session.index_at(url)?);
            }
            names.entry(other).or_default().push(package.name.clone());
        }
        for (url, names) in names {
            indexes.index(url).prefetch(&names);
        }
        Ok(indexes)
    }

    fn index(&self, url: Option<&str>) -> &Index {
        url.and_then(|url| self.others.get(url)).unwrap_or(&self.session.index)
    }

    /// The files of a package that its lock means: those of its names, and of its hashes. A file with a locked name and
    /// another hash is among them, so that fetching it says what is wrong.
    pub(in crate::flow) fn files(&self, package: &Package, listed: &[Listed]) -> Result<Vec<Arc<File>>> {
        let version = package.version.as_ref().expect("what is looked up on an index has a version");
        let index = self.index(package.index.as_deref());
        let of_version: Vec<Arc<File>> = match index.listing(&package.name)? {
            Some(listing) => {
                let same = listing.versions().iter().filter(|own| crate::pep::version::same_public(own, version));
                same.flat_map(|own| listing.files_of(own).to_vec()).collect()
            }
            None => Vec::new(),
        };
        let is_meant = |file: &Arc<File>| {
            listed.iter().any(|one| match &one.name {
                Some(name) => name == file.file_name(),
                None => file.digests.is_empty() || digest(one).is_some_and(|digest| file.digests.contains(&digest)),
            })
        };
        let files: Vec<Arc<File>> = of_version.iter().filter(|file| is_meant(file)).cloned().collect();
        if files.is_empty() {
            let what = match of_version.is_empty() {
                true => format!("{} {version} is not", package.name),
                false => format!("the files of {} {version} that were locked are not", package.name),
            };
            return Err(Plain::refused(format!(
                "{}: {what} on {}",
                package.place,
                index.places(&package.name).join(" or ")
            ))
            .hint("name the index that has it: '--index-url URL', or PIP_INDEX_URL")
            .into());
        }
        Ok(files)
    }
}

/// The hashes that a lock allows.
pub(in crate::flow) fn allowed(listed: &[Listed]) -> Vec<Digest> {
    listed.iter().filter_map(digest).collect()
}

fn digest(listed: &Listed) -> Option<Digest> {
    Digest::parse(&listed.hash.to_string())
}
