//! The compact text of a listing: what the cache keeps, and what a listing is read from.
//!
//! ```text
//! base URL that most files start with
//! VERSION <tab> bytes of its lines         (newest first)
//! ...
//! (empty line)
//! FILENAME <tab> URL <tab> DIGESTS <tab> SIZE <tab> REQUIRES-PYTHON <tab> YANKED <tab> METADATA <tab> TIME
//! ...
//! ```
//! A URL that begins with `=` is base + rest + file name. Most numbers of a page are never parsed again: a version
//! is found by its offset.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use super::listing::{File, Kind};
use super::page::{CoreMetadata, Page, RawFile};
use crate::fetch::Digest;
use crate::net::{Address, Credential};
use crate::pep::name::PackageName;
use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;
use crate::pep::wheel_name::{SdistKind, SdistName, WheelName};

/// A page, reduced.
#[derive(Debug, Default)]
pub struct Reduced {
    /// See above.
    pub text: String,
    /// Credentials found in links; not part of the text.
    pub credentials: Vec<(Address, Credential)>,
    /// True when a link has a query, which may be a signature: such a text is not kept on disk.
    pub is_secret: bool,
    /// True when the page has files and not one of them is of the project.
    pub is_of_others: bool,
}

/// Reduces a page found at `address`.
pub fn reduce(name: &PackageName, page: &Page<'_>, address: &Address) -> Reduced {
    let mut reduced = Reduced::default();
    let base_of_links = page.base.as_deref().and_then(|base| address.join(base).ok()).map(|(base, _)| base);
    let base_of_links = base_of_links.as_ref().unwrap_or(address);
    let mut urls = Urls { base: base_of_links, reduced: &mut reduced };

    let mut releases: Vec<(Version, Vec<(usize, String)>)> = Vec::new();
    let mut by_text: HashMap<&str, Option<usize>> = HashMap::new();
    let mut by_version: HashMap<Version, usize> = HashMap::new();
    for (at, file) in page.files.iter().enumerate() {
        let Some(text) = version_text(name, &file.filename) else { continue };
        let release = *by_text.entry(text).or_insert_with(|| {
            let version: Version = text.parse().ok()?;
            // What is written here is read again.
            version.to_string().parse().ok().filter(|again: &Version| *again == version)?;
            Some(*by_version.entry(version.clone()).or_insert_with(|| {
                releases.push((version, Vec::new()));
                releases.len() - 1
            }))
        });
        let Some(release) = release else { continue };
        if let Some(url) = urls.absolute(&file.url) {
            releases[release].1.push((at, url));
        }
    }
    releases.retain(|(_, files)| !files.is_empty());
    releases.sort_by(|(a, _), (b, _)| b.cmp(a));
    reduced.is_of_others = releases.is_empty() && !page.files.is_empty();
    reduced.text = write(&mut releases, &page.files);
    reduced
}

fn write(releases: &mut [(Version, Vec<(usize, String)>)], files: &[RawFile<'_>]) -> String {
    let base = common_base(releases.iter().flat_map(|(_, files)| files).map(|(_, url)| url.as_str()));
    let mut head = format!("{base}\n");
    let mut lines = String::with_capacity(files.len() * 220);
    for (version, of_version) in releases {
        let before = lines.len();
        of_version.sort_by(|(a, _), (b, _)| files[*a].filename.cmp(&files[*b].filename));
        for (at, url) in of_version {
            write_line(&mut lines, &files[*at], url, &base);
        }
        let _ = writeln!(head, "{version}\t{}", lines.len() - before);
    }
    head.push('\n');
    head.push_str(&lines);
    head
}

fn write_line(lines: &mut String, file: &RawFile<'_>, url: &str, base: &str) {
    let short = url.strip_prefix(base).and_then(|rest| rest.strip_suffix(&*file.filename));
    let (mark, url) = short.filter(|_| !base.is_empty()).map_or(("", url), |rest| ("=", rest));
    let _ = write!(lines, "{}\t{mark}{url}\t", file.filename);
    for (at, digest) in file.digests.iter().enumerate() {
        let _ = write!(lines, "{}{digest}", if at == 0 { "" } else { "," });
    }
    lines.push('\t');
    if let Some(size) = file.size {
        let _ = write!(lines, "{size}");
    }
    lines.push('\t');
    lines.push_str(&one_line(file.requires_python.as_deref().unwrap_or_default()));
    lines.push('\t');
    if let Some(reason) = &file.yanked {
        lines.push('!');
        lines.push_str(&one_line(reason));
    }
    lines.push('\t');
    match &file.core_metadata {
        CoreMetadata::No => {}
        CoreMetadata::Unhashed => lines.push('+'),
        CoreMetadata::Hashed(digest) => {
            let _ = write!(lines, "{digest}");
        }
    }
    lines.push('\t');
    lines.push_str(&one_line(file.upload_time.as_deref().unwrap_or_default()));
    lines.push('\n');
}

fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) { Cow::Owned(text.replace(char::is_control, " ")) } else { Cow::Borrowed(text) }
}

// Everything up to the last "/" that all share, if they share a host.
fn common_base<'a>(mut urls: impl Iterator<Item = &'a str>) -> String {
    let Some(first) = urls.next() else { return String::new() };
    let mut length = first.len();
    for url in urls {
        length = first.bytes().zip(url.bytes()).take(length).take_while(|(a, b)| a == b).count();
    }
    // Equal up to a byte that both have: a boundary of characters only after an ASCII "/".
    let end = first.as_bytes()[..length].iter().rposition(|b| *b == b'/').map_or(0, |at| at + 1);
    if end > "https://".len() { first[..end].to_owned() } else { String::new() }
}

// The part of a file name that is the version, if it is a file of the project that we know what to do with.
fn version_text<'a>(name: &PackageName, filename: &'a str) -> Option<&'a str> {
    // A name that is a path component of its own; also what keeps lines and fields apart.
    if filename.len() > 255 || filename.contains(|c: char| c.is_control() || c == '/' || c == '\\') {
        return None;
    }
    if let Some(stem) = filename.strip_suffix(".whl") {
        let mut parts = stem.splitn(3, '-');
        let (package, version) = (parts.next()?, parts.next()?);
        return (parts.next().is_some() && name.is_spelled(package)).then_some(version);
    }
    let (stem, _) = SdistKind::split(filename)?;
    let at = stem.match_indices('-').map(|(at, _)| at).find(|at| name.is_spelled(&stem[..*at]))?;
    Some(&stem[at + 1..])
}

struct Urls<'a> {
    base: &'a Address,
    reduced: &'a mut Reduced,
}

impl Urls<'_> {
    // The link as an absolute URL without user information, if it leads where a file may be.
    fn absolute(&mut self, link: &str) -> Option<String> {
        self.reduced.is_secret |= link.contains('?');
        let plain = ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme));
        if plain && !link.contains(|c: char| c.is_control() || matches!(c, '@' | ' ' | '#' | '\\')) && link.is_ascii() {
            return Some(link.to_owned());
        }
        let (address, credential) = self.base.join(link).ok()?;
        // Only what came from this machine may lead to files of it.
        if address.is_file() && !self.base.is_file() {
            return None;
        }
        let address = address.without_fragment();
        if let Some(credential) = credential {
            self.reduced.credentials.push((address.clone(), credential));
        }
        Some(address.text().to_owned())
    }
}

/// What a version's place in the text is: the version and the range of its lines.
pub type Row = (Version, Range<usize>);

/// The base and the versions of `text[body]`, newest first. `None` when it is no such text.
pub fn rows(text: &str, body: Range<usize>) -> Option<(Range<usize>, Vec<Row>)> {
    let part = text.get(body.clone())?;
    let base_end = part.find('\n')?;
    let table_end = if part[base_end + 1..].starts_with('\n') {
        base_end + 1
    } else {
        base_end + 1 + part[base_end + 1..].find("\n\n")? + 1
    };
    let mut start = table_end + 1;
    let mut rows: Vec<Row> = Vec::new();
    for line in part[base_end + 1..table_end].lines() {
        let (version, length) = line.split_once('\t')?;
        let end = start.checked_add(length.parse().ok()?)?;
        if !part.is_char_boundary(end) {
            return None;
        }
        rows.push((version.parse().ok()?, body.start + start..body.start + end));
        start = end;
    }
    (start == part.len()).then_some((body.start..body.start + base_end, rows))
}

/// One line, parsed. `None` for a file whose name is none of a wheel or source distribution.
pub fn file(name: &PackageName, origin: &Arc<str>, base: &str, line: &str) -> Option<File> {
    let mut fields = line.split('\t');
    let mut next = || fields.next();
    let (filename, url, digests, size) = (next()?, next()?, next()?, next()?);
    let (requires_python, yanked, core_metadata, upload_time) = (next()?, next()?, next()?, next()?);
    let kind = kind(name, filename)?;
    let url: Box<str> = match url.strip_prefix('=') {
        Some(rest) => [base, rest, filename].concat().into(),
        None => url.into(),
    };
    Some(File {
        kind,
        url,
        digests: digests.split(',').filter_map(Digest::parse).collect(),
        size: size.parse().ok(),
        requires_python: if requires_python.is_empty() {
            None
        } else {
            Specifiers::parse_lenient(requires_python).ok()
        },
        yanked: yanked.strip_prefix('!').map(Into::into),
        core_metadata: match core_metadata {
            "" => CoreMetadata::No,
            text => Digest::parse(text).map_or(CoreMetadata::Unhashed, CoreMetadata::Hashed),
        },
        upload_time: (!upload_time.is_empty()).then(|| upload_time.into()),
        origin: origin.clone(),
    })
}

/// What a file is, if it is a wheel or source distribution of the project.
pub fn kind(name: &PackageName, filename: &str) -> Option<Kind> {
    if filename.ends_with(".whl") {
        return WheelName::parse_of(name, filename).ok().filter(|w| w.name() == name).map(Kind::Wheel);
    }
    SdistName::parse_of(name, filename).ok().map(Kind::Sdist)
}
