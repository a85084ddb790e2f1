//! What lies in a tree of the store, as text that is cheap to read: one read and no directory walk per wheel.
//!
//! ```text
//! noglue-tree 1
//! KEY VALUE                      facts, any number
//! D DIRECTORY                    every directory, parents first; "." is the root
//! f SIZE SHA256 NAME             a file in it; "x" instead of "f": executable
//! end FILES
//! ```
//! SHA256 is unpadded urlsafe base64, as RECORD writes it; `-` where nobody needs it. Names hold no line break:
//! [`SafePath`](crate::pep::safe_path::SafePath) refuses them. The last line tells a whole manifest from one that lost
//! its end in a power cut. Pure: text in, text out.

use std::fmt::Write as _;
use std::ops::Range;

const FIRST: &str = "noglue-tree 1";

/// A parsed manifest. Borrows nothing, copies nothing: everything points into its text.
#[derive(Debug)]
pub struct Manifest {
    text: String,
    facts: Vec<(Range<u32>, Range<u32>)>,
    directories: Vec<Range<u32>>,
    files: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    directory: u32,
    is_executable: bool,
    size: u64,
    sha256: Range<u32>,
    name: Range<u32>,
}

/// One file of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File<'a> {
    /// Its directory, as an index into [`Manifest::directories`].
    pub directory: usize,
    /// Its name in that directory.
    pub name: &'a str,
    /// Has execute bits.
    pub is_executable: bool,
    /// Bytes.
    pub size: u64,
    /// Unpadded urlsafe base64; `-` if not recorded.
    pub sha256: &'a str,
}

impl Manifest {
    /// Reads what [`Writer`] wrote; `None` for anything else, also for a beginning of it.
    pub fn parse(text: String) -> Option<Manifest> {
        u32::try_from(text.len()).ok()?;
        let base = text.as_ptr() as usize;
        let range = |part: &str| {
            let start = (part.as_ptr() as usize - base) as u32;
            start..start + part.len() as u32
        };
        let (mut facts, mut directories, mut files) = (Vec::new(), Vec::new(), Vec::new());
        let mut lines = text.strip_suffix('\n')?.split('\n');
        if lines.next()? != FIRST {
            return None;
        }
        let mut is_whole = false;
        for line in lines {
            if is_whole {
                return None;
            }
            let (key, rest) = line.split_once(' ')?;
            match key {
                "f" | "x" => {
                    let (size, rest) = rest.split_once(' ')?;
                    let (sha256, name) = rest.split_once(' ')?;
                    files.push(Line {
                        directory: (directories.len() as u32).checked_sub(1)?,
                        is_executable: key == "x",
                        size: size.parse().ok()?,
                        sha256: range(sha256),
                        name: range(name),
                    });
                }
                "D" => directories.push(range(rest)),
                "end" => is_whole = rest.parse() == Ok(files.len()),
                _ => facts.push((range(key), range(rest))),
            }
        }
        is_whole.then_some(Manifest { facts, directories, files, text })
    }

    /// The first fact named `key`.
    pub fn fact(&self, key: &str) -> Option<&str> {
        self.facts.iter().find(|(k, _)| self.part(k) == key).map(|(_, value)| self.part(value))
    }

    /// All facts named `key`.
    pub fn facts<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.facts.iter().filter(move |(k, _)| self.part(k) == key).map(|(_, value)| self.part(value))
    }

    /// The directories, parents first; the root is `""`.
    pub fn directories(&self) -> impl ExactSizeIterator<Item = &str> {
        self.directories.iter().map(|range| self.directory_text(range))
    }

    /// The directory with this index.
    pub fn directory(&self, index: usize) -> &str {
        self.directory_text(&self.directories[index])
    }

    /// The files, directory by directory.
    pub fn files(&self) -> impl ExactSizeIterator<Item = File<'_>> {
        self.files.iter().map(|line| File {
            directory: line.directory as usize,
            name: self.part(&line.name),
            is_executable: line.is_executable,
            size: line.size,
            sha256: self.part(&line.sha256),
        })
    }

    /// The path of a file below the root.
    pub fn path(&self, file: &File<'_>) -> String {
        join(self.directory(file.directory), file.name)
    }

    fn directory_text(&self, range: &Range<u32>) -> &str {
        match self.part(range) {
            "." => "",
            path => path,
        }
    }

    fn part(&self, range: &Range<u32>) -> &str {
        &self.text[range.start as usize..range.end as usize]
    }
}

/// `directory/name`, or `name` in the root.
pub fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

/// One file to write down.
#[derive(Clone, Debug)]
pub struct Item {
    /// Relative path with `/`.
    pub path: String,
    /// Has execute bits.
    pub is_executable: bool,
    /// Bytes.
    pub size: u64,
    /// Unpadded urlsafe base64, or `-`.
    pub sha256: String,
}

/// The text of a manifest with these facts and files. Directories are those the files lie in, and their parents.
pub fn write(facts: &[(&str, String)], mut items: Vec<Item>) -> String {
    items.sort_by(|a, b| split(&a.path).cmp(&split(&b.path)));
    let mut text = format!("{FIRST}\n");
    for (key, value) in facts {
        let _ = writeln!(text, "{key} {value}");
    }
    let mut next = items.iter().peekable();
    // Parents that hold no file themselves sort before their children as well: one sorted pass over all of them.
    for directory in directories(items.iter().map(|item| item.path.as_str())) {
        let _ = writeln!(text, "D {}", if directory.is_empty() { "." } else { &directory });
        while let Some(item) = next.next_if(|item| split(&item.path).0 == directory) {
            let kind = if item.is_executable { 'x' } else { 'f' };
            let _ = writeln!(text, "{kind} {} {} {}", item.size, item.sha256, split(&item.path).1);
        }
    }
    let _ = writeln!(text, "end {}", items.len());
    text
}

/// Every directory that files at these paths need, the root (`""`) first, parents before children.
pub fn directories<'a>(paths: impl Iterator<Item = &'a str>) -> std::collections::BTreeSet<String> {
    let mut all = std::collections::BTreeSet::from([String::new()]);
    for path in paths {
        let mut directory = split(path).0;
        while !directory.is_empty() && all.insert(directory.to_owned()) {
            directory = split(directory).0;
        }
    }
    all
}

/// The directory and the name of a path.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(path: &str, is_executable: bool) -> Item {
        Item { path: path.into(), is_executable, size: path.len() as u64, sha256: "abc".into() }
    }

    #[test]
    fn what_is_written_reads_back_with_parents_first() {
        let text = write(
            &[("wheel", "a-1-py3-none-any.whl".into()), ("warning", "x y".into()), ("warning", "z".into())],
            vec![item("a/b/c.py", false), item("a-1.dist-info/RECORD", false), item("top file.py", true)],
        );
        let manifest = Manifest::parse(text).unwrap();
        assert_eq!(manifest.fact("wheel"), Some("a-1-py3-none-any.whl"));
        assert_eq!(manifest.facts("warning").collect::<Vec<_>>(), ["x y", "z"]);
        assert_eq!(manifest.directories().collect::<Vec<_>>(), ["", "a", "a-1.dist-info", "a/b"]);
        let files: Vec<(String, bool, u64)> =
            manifest.files().map(|f| (manifest.path(&f), f.is_executable, f.size)).collect();
        assert_eq!(
            files,
            [
                ("top file.py".to_owned(), true, 11),
                ("a-1.dist-info/RECORD".to_owned(), false, 20),
                ("a/b/c.py".to_owned(), false, 8)
            ]
        );
    }

    #[test]
    fn a_part_of_a_manifest_is_none() {
        let text = write(&[], vec![item("a/b.py", false), item("c.py", false)]);
        for end in 0..text.len() {
            assert!(Manifest::parse(text[..end].to_owned()).is_none(), "{end}");
        }
        assert!(Manifest::parse(format!("{text}end 2\n")).is_none());
        assert!(Manifest::parse("\0".repeat(400)).is_none());
        assert!(Manifest::parse(text).is_some());
    }
}
