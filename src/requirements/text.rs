//! Bytes of a requirements file -> logical lines, as pip makes them: decoded, joined, without comments, `${NAME}` filled in.
//!
//! Each line knows where its characters came from, so that a mistake is shown where it was written.

use std::path::Path;

use super::error::{Place, RequirementsError};

/// One logical line: never empty, no white space at its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    text: String,
    pieces: Vec<Piece>,
}

/// Where a run of characters came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    start: usize,
    line: u32,
    column: u32,
    // What came from a variable has the place of its `${`.
    is_filled: bool,
}

impl Line {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of the character at a byte offset.
    pub fn place(&self, path: &Path, at: usize) -> Place {
        let piece = self.pieces.iter().rev().find(|piece| piece.start <= at).or(self.pieces.first());
        let Some(piece) = piece else { return Place::File(path.to_owned(), 1, 1) };
        let before = self.text.get(piece.start..at.min(self.text.len())).unwrap_or_default();
        let offset = if piece.is_filled { 0 } else { u32::try_from(before.chars().count()).unwrap_or(u32::MAX) };
        Place::File(path.to_owned(), piece.line, piece.column.saturating_add(offset))
    }

    fn slice(&self, range: std::ops::Range<usize>) -> Line {
        let mut pieces: Vec<Piece> = Vec::new();
        for piece in &self.pieces {
            if piece.start >= range.end {
                break;
            }
            if piece.start <= range.start {
                let skipped = self.text[piece.start..range.start].chars().count();
                let skipped = if piece.is_filled { 0 } else { u32::try_from(skipped).unwrap_or(u32::MAX) };
                pieces = vec![Piece { start: 0, column: piece.column.saturating_add(skipped), ..*piece }];
            } else {
                pieces.push(Piece { start: piece.start - range.start, ..*piece });
            }
        }
        Line { text: self.text[range].to_owned(), pieces }
    }
}

/// The logical lines of a file. `variable` gives the value of an environment variable.
pub fn lines(
    path: &Path,
    bytes: &[u8],
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Line>, RequirementsError> {
    let text = decode(path, bytes)?;
    Ok(join(&text).into_iter().filter_map(strip).map(|line| fill(&line, variable)).collect())
}

// pip: `_decode_req_file`. Where pip falls back on the locale, we refuse: a server's locale is seldom the author's.
fn decode(path: &Path, bytes: &[u8]) -> Result<String, RequirementsError> {
    let wrong = |why: String| RequirementsError::Wrong {
        place: Place::Whole(path.to_owned()),
        why,
        hints: vec!["save the file as UTF-8".into()],
    };
    let wide = |rest: &[u8], of: fn([u8; 4]) -> u32| {
        let chars = rest.chunks(4).map(|c| <[u8; 4]>::try_from(c).ok().and_then(|c| char::from_u32(of(c))));
        chars.collect::<Option<String>>().ok_or_else(|| wrong("it is not valid UTF-32".into()))
    };
    let narrow = |rest: &[u8], of: fn([u8; 2]) -> u16| {
        let units: Option<Vec<u16>> = rest.chunks(2).map(|c| <[u8; 2]>::try_from(c).ok().map(of)).collect();
        units.and_then(|u| String::from_utf16(&u).ok()).ok_or_else(|| wrong("it is not valid UTF-16".into()))
    };
    // The mark of UTF-16 begins that of UTF-32.
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe\0\0") {
        return wide(rest, u32::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\0\0\xfe\xff") {
        return wide(rest, u32::from_be_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return narrow(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return narrow(rest, u16::from_be_bytes);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match declared_encoding(bytes).as_deref() {
        Some("latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1") => {
            return Ok(bytes.iter().copied().map(char::from).collect());
        }
        None | Some("utf-8" | "utf8" | "utf-8-sig" | "ascii" | "us-ascii") => {}
        Some(other) => {
            return Err(wrong(format!(
                "it says that it is in {}, which noglue does not read",
                crate::ui::clean(other)
            )));
        }
    }
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|e| {
        let before = &bytes[..e.valid_up_to()];
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        wrong(format!("line {line} is not valid UTF-8"))
    })
}

// PEP 263, as far as pip has it: a comment in the first two lines.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    bytes.split(|b| *b == b'\n').take(2).filter(|line| line.starts_with(b"#")).find_map(|line| {
        let line = String::from_utf8_lossy(line);
        let at = line.find("coding:").or_else(|| line.find("coding="))?;
        let rest = line[at + "coding:".len()..].trim_start();
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(rest.len());
        (end > 0).then(|| rest[..end].to_ascii_lowercase().replace('_', "-"))
    })
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

// Python's `str.splitlines`.
fn physical(text: &str) -> Vec<&str> {
    let is_end = |c: char| {
        matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
    };
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_end) {
        lines.push(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) };
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

// A line that ends in `\` goes on with the next one, unless it is a comment; a comment ends what came before it.
fn join(text: &str) -> Vec<Line> {
    let mut joined = Vec::new();
    let mut open = Line { text: String::new(), pieces: Vec::new() };
    let mut is_open = false;
    for (number, line) in (1u32..).zip(physical(text)) {
        let is_comment = line.trim_start_matches(is_space).starts_with('#');
        let continues = line.ends_with('\\') && !is_comment;
        let part = if continues { line.trim_matches('\\') } else { line };
        if is_comment {
            open.text.push(' ');
        }
        let cut = if continues { line.len() - line.trim_start_matches('\\').len() } else { 0 };
        let column = u32::try_from(cut).unwrap_or(u32::MAX).saturating_add(1);
        open.pieces.push(Piece { start: open.text.len(), line: number, column, is_filled: false });
        open.text.push_str(part);
        is_open = continues;
        if !continues {
            joined.push(std::mem::replace(&mut open, Line { text: String::new(), pieces: Vec::new() }));
        }
    }
    if is_open {
        joined.push(open);
    }
    joined
}

// Takes the comment off (`#` at the beginning or after white space) and the white space around.
fn strip(line: Line) -> Option<Line> {
    let text = &line.text;
    let comment = text.char_indices().find(|(at, c)| *c == '#' && text[..*at].chars().next_back().is_none_or(is_space));
    let end = comment.map_or(text.len(), |(at, _)| at);
    let kept = text[..end].trim_end_matches(is_space);
    let start = kept.len() - kept.trim_start_matches(is_space).len();
    (start < kept.len()).then(|| line.slice(start..kept.len()))
}

// `${NAME}` of capitals, digits and `_`; one that is not set or empty stays as it is.
fn fill(line: &Line, variable: &dyn Fn(&str) -> Option<String>) -> Line {
    let mut filled = Line { text: String::new(), pieces: Vec::new() };
    let mut at = 0;
    let copy = |filled: &mut Line, range: std::ops::Range<usize>| {
        let part = line.slice(range);
        let base = filled.text.len();
        filled.pieces.extend(part.pieces.iter().map(|piece| Piece { start: piece.start + base, ..*piece }));
        filled.text.push_str(&part.text);
    };
    while let Some((start, end)) = next_variable(&line.text, at) {
        let value = variable(&line.text[start + 2..end - 1]).filter(|value| !value.is_empty());
        copy(&mut filled, at..if value.is_some() { start } else { end });
        if let Some(value) = value {
            let mut piece = line.slice(start..end).pieces[0];
            piece.start = filled.text.len();
            piece.is_filled = true;
            filled.pieces.push(piece);
            filled.text.push_str(&value);
        }
        at = end;
    }
    copy(&mut filled, at..line.text.len());
    filled
}

fn next_variable(text: &str, from: usize) -> Option<(usize, usize)> {
    text[from..].match_indices("${").map(|(at, _)| from + at).find_map(|start| {
        let name = &text[start + 2..];
        let len = name.bytes().take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_').count();
        (len > 0 && name[len..].starts_with('}')).then_some((start, start + 2 + len + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<Line> {
        let variable = |name: &str| match name {
            "TOKEN" => Some("s3cret".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        };
        lines(Path::new("r.txt"), text, &variable).unwrap()
    }

    #[track_caller]
    fn check(text: impl AsRef<[u8]>, expected: &[&str]) {
        let lines = read(text.as_ref());
        assert_eq!(lines.iter().map(Line::text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn comments_need_white_space_before_them() {
        check("# c\na #c\n  b\t# c\nhttp://x/#egg=y\n#\n\n  \n", &["a", "b", "http://x/#egg=y"]);
    }

    #[test]
    fn a_backslash_joins_and_a_comment_ends_the_joining() {
        check("a \\\n  >=1 \\\n  ,<2\nb", &["a   >=1   ,<2", "b"]);
        check("a \\\n# c \\\nb\n", &["a", "b"]);
        check("# c \\\na\n", &["a"]);
        check("a\\", &["a"]);
        check("a #c \\\nb\n", &["a"]);
        check("a \\ \nb\n", &["a \\", "b"]);
    }

    #[test]
    fn variables_in_capitals_are_filled_in() {
        check("--index-url https://${TOKEN}@x/ ${TOKEN}\n", &["--index-url https://s3cret@x/ s3cret"]);
        check("$TOKEN ${token} ${EMPTY} ${NONE} ${} ${A-B}\n", &["$TOKEN ${token} ${EMPTY} ${NONE} ${} ${A-B}"]);
    }

    #[test]
    fn encodings_are_told_by_mark_or_comment() {
        check(b"\xef\xbb\xbfa\n", &["a"]);
        check(b"\xff\xfea\0\n\0", &["a"]);
        check(b"\xfe\xff\0a\0\n", &["a"]);
        check(b"\xff\xfe\0\0a\0\0\0", &["a"]);
        check(b"# -*- coding: latin-1 -*-\na # \xe4\nb\xe4\n", &["a", "bä"]);
        check("a # ünï\n", &["a"]);
        check("a\rb\r\nc\u{2028}d\u{c}e", &["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn what_cannot_be_decoded_is_refused() {
        let error = |text: &[u8]| lines(Path::new("r.txt"), text, &|_| None).unwrap_err().to_string();
        assert_eq!(error(b"a\nb\xff\n"), "r.txt: line 2 is not valid UTF-8");
        assert_eq!(error(b"# coding: koi8-r\na\n"), "r.txt: it says that it is in koi8-r, which noglue does not read");
        assert_eq!(error(b"\xff\xfea"), "r.txt: it is not valid UTF-16");
        assert_eq!(error(b"\xff\xfe\0\0a\0\0"), "r.txt: it is not valid UTF-32");
    }

    #[test]
    fn places_are_those_of_the_physical_file() {
        let line = &read("\n  ab${TOKEN}cd \\\n    ef\n".as_bytes())[0];
        assert_eq!(line.text(), "abs3cretcd     ef");
        let place = |at: usize| match line.place(Path::new("r"), at) {
            Place::File(_, line, column) => (line, column),
            other => panic!("{other:?}"),
        };
        assert_eq!(place(0), (2, 3));
        assert_eq!(place(1), (2, 4));
        assert_eq!(place(2), (2, 5), "the variable");
        assert_eq!(place(5), (2, 5), "the variable");
        assert_eq!(place(8), (2, 13), "after the variable");
        assert_eq!(place(line.text().find("ef").unwrap()), (3, 5));
        assert_eq!(place(1000), (3, 7), "the end");
    }
}
