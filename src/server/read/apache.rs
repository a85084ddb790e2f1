//! Apache: a directive per line, sections in angle brackets.

use std::path::Path;

use super::{Place, Reader};

pub(super) fn read(reader: &mut Reader<'_>, file: &Path, text: &str) {
    let mut sections: Vec<String> = Vec::new();
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        let mut line = line.trim().to_owned();
        while let Some(start) = line.strip_suffix('\\') {
            let Some((next, _)) = lines.next() else { break };
            line = format!("{start} {}", next.trim());
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with("</") {
            sections.pop();
            continue;
        }
        if let Some(section) = line.strip_prefix('<') {
            sections.push(section.trim_end_matches('>').to_owned());
            continue;
        }
        let (name, value) = line.split_once(char::is_whitespace).unwrap_or((&line, ""));
        let (value, place) = (filled(reader, value.trim()), Place::line(file, number));
        match name.to_ascii_lowercase().as_str() {
            "serverroot" => reader.root = Some(unquoted(&value).into()),
            "include" => reader.include_all(unquoted(&value), &place),
            // What is not there is no error.
            "includeoptional" if value.contains('*') => reader.include_all(unquoted(&value), &place),
            lower => reader.add(lower, &value, &sections.join("/"), place),
        }
    }
}

// `Define NAME value` and `${NAME}`.
fn filled(reader: &Reader<'_>, value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some((before, tail)) = rest.split_once("${") {
        out.push_str(before);
        let Some((name, after)) = tail.split_once('}') else { return out + "${" + tail };
        let defined = reader
            .configuration
            .all(&["define"])
            .find_map(|setting| setting.value.strip_prefix(name)?.strip_prefix(' '));
        match defined {
            Some(value) => out.push_str(unquoted(value.trim())),
            None => out.push_str(&format!("${{{name}}}")),
        }
        rest = after;
    }
    out + rest
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value)
}

/// Words of a value: quotes hold together.
pub fn words(value: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), '\\') => word.get_or_insert_default().extend(chars.next()),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
