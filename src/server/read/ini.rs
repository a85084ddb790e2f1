//! Files of sections and `name = value`: uWSGI's ini files and units of systemd.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Place, Reader};

/// uWSGI: the section `[uwsgi]`, or the one named after the file; `%d` and the like filled in, `%(name)` too.
pub(super) fn uwsgi(reader: &mut Reader<'_>, file: &Path, text: &str, section: &str) {
    let wanted = if section.is_empty() { "uwsgi" } else { section };
    let mut here = String::new();
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            here = name.trim().to_owned();
            continue;
        }
        if here != wanted || line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        let (name, value) = line.split_once('=').unwrap_or((line, "true"));
        let (name, place) = (name.trim().replace('_', "-"), Place::line(file, number));
        let value = expanded(reader, value.trim(), file);
        if matches!(name.as_str(), "ini" | "include" | "inherit") {
            let (path, section) = value.rsplit_once(':').unwrap_or((&value, ""));
            let base = file.parent().unwrap_or(Path::new("/"));
            // `ini = :other` is a section of the same file, which is no loop.
            if path.is_empty() {
                let key = format!("{}:{section}", file.display()).into();
                if !reader.open.contains(&key) && reader.open.len() < super::DEPTH {
                    reader.open.push(key);
                    uwsgi(reader, file, text, section);
                    reader.open.pop();
                }
            } else {
                reader.include(&crate::sys::fs::absolute(Path::new(path), base), &place, section);
            }
            continue;
        }
        reader.add(&name, &value, wanted, place);
    }
}

// uWSGI documentation, "Magic variables" and "Placeholders". What is not known stays as it is.
fn expanded(reader: &Reader<'_>, value: &str, file: &Path) -> String {
    let folder = file.parent().unwrap_or(Path::new("/"));
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let mut out = String::new();
    let mut rest = value;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some((name, tail)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            match reader.configuration.last(&[name]) {
                Some(setting) => out.push_str(&setting.value),
                None => out.push_str(&format!("%({name})")),
            }
            rest = tail;
            continue;
        }
        let Some(letter) = rest.chars().next() else { break };
        match letter {
            'd' => out.push_str(&format!("{}/", folder.display())),
            'p' => out.push_str(&file.display().to_string()),
            's' => out.push_str(&text(file.file_name())),
            'n' => out.push_str(&text(file.file_stem())),
            'c' => out.push_str(&text(folder.file_name())),
            '%' => out.push('%'),
            other => out.push_str(&format!("%{other}")),
        }
        rest = &rest[letter.len_utf8()..];
    }
    out + rest
}

/// A unit: `[Service]` and the like; a backslash continues a line, an empty value empties the setting.
pub(super) fn unit(reader: &mut Reader<'_>, file: &Path, text: &str) {
    let mut section = String::new();
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        let mut line = line.trim().to_owned();
        if line.starts_with(['#', ';']) {
            continue;
        }
        while let Some(start) = line.strip_suffix('\\') {
            let Some((next, _)) = lines.next() else { break };
            line = format!("{start} {}", next.trim());
        }
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name.to_owned();
        } else if let Some((name, value)) = line.split_once('=') {
            reader.add(name.trim(), value.trim(), &section, Place::line(file, number));
        }
    }
}

/// The words of `Environment=`: `A=1 "B=2 3"`.
pub fn variables(value: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut word = String::new();
    let mut quote = None;
    for c in value.chars().chain([' ']) {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if c.is_whitespace() => {
                if let Some((name, value)) = std::mem::take(&mut word).split_once('=') {
                    found.insert(name.to_owned(), value.to_owned());
                }
            }
            (_, c) => word.push(c),
        }
    }
    found
}
