//! gunicorn's configuration is Python: only plain values at the start of a line are understood, nothing is run.

use std::path::Path;

use super::{Place, Reader};

pub(super) fn read(reader: &mut Reader<'_>, file: &Path, text: &str) {
    for (line, number) in text.lines().zip(1..) {
        let Some((name, value)) = line.split_once('=') else { continue };
        let name = name.trim_end();
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if let (true, Some(value)) = (is_name, literal(value.trim())) {
            reader.add(name, &value, "", Place::line(file, number));
        }
    }
}

// `'text'`, `2`, `True`, `0o007`; the first of a list.
fn literal(text: &str) -> Option<String> {
    let text = text.strip_prefix('[').map_or(text, str::trim_start);
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let word = text.split(['#', ' ', ',', ']']).next().unwrap_or_default();
        return (!word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.'))
            .then(|| word.to_owned());
    };
    let (value, rest) = text[1..].split_once(quote)?;
    let rest = rest.trim();
    let is_plain = rest.is_empty() || rest.starts_with(['#', ',', ']']);
    (is_plain && !value.contains('\\')).then(|| value.to_owned())
}
