//! Strings put into, changed in and taken out of an array of a TOML text; every other byte stays as it is.
//!
//! Text and byte ranges in, text out. Comments behind an element go with it, those on lines of their own stay.

use std::ops::Range;

use toml_edit::{Document, Item};

/// An array in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Array {
    /// From `[` to behind `]`.
    pub span: Range<usize>,
    pub elements: Vec<Element>,
}

/// One of its elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub span: Range<usize>,
    /// The string; `None` for a table.
    pub text: Option<String>,
}

/// The widest line that an array written on one line may make.
const WIDEST: usize = 88;

impl Array {
    /// The array that an item is.
    pub(super) fn of(item: &Item) -> Option<Array> {
        let array = item.as_array()?;
        let element =
            |value: &toml_edit::Value| Some(Element { span: value.span()?, text: value.as_str().map(str::to_owned) });
        Some(Array { span: array.span()?, elements: array.iter().map(element).collect::<Option<_>>()? })
    }

    /// The text with `new` put before the element `at`, or behind the last.
    pub(super) fn insert(&self, text: &str, at: usize, new: &str) -> String {
        let quoted = self.quote(text, new);
        let newline = newline_of(text);
        let Range { start, end } = self.span;
        let Some(last) = self.elements.last() else {
            let inner = text[start + 1..end - 1].trim_end();
            let indent = indent_at(text, start);
            return splice(text, start..end, &format!("[{inner}{newline}{indent}    {quoted},{newline}{indent}]"));
        };
        if !text[start..end].contains('\n') {
            return self.insert_on_line(text, at, &quoted, newline);
        }
        if let Some(next) = self.elements.get(at) {
            let before = if at == 0 { start + 1 } else { self.elements[at - 1].span.end };
            return match text[before..next.span.start].find('\n') {
                Some(line) => {
                    let indent = indent_at(text, next.span.start);
                    insert(text, before + line + 1, &format!("{indent}{quoted},{newline}"))
                }
                None => insert(text, next.span.start, &format!("{quoted}, ")),
            };
        }
        let comma = self.comma_behind(text, last);
        let behind = comma.unwrap_or(last.span.end);
        match text[behind..end].find('\n') {
            Some(line) => {
                let is_on_first_line = !text[start..last.span.start].contains('\n');
                let more = if is_on_first_line { "    " } else { "" };
                let indent = indent_at(text, last.span.start);
                let comma_after = if comma.is_some() { "," } else { "" };
                let done = insert(text, behind + line + 1, &format!("{indent}{more}{quoted}{comma_after}{newline}"));
                if comma.is_some() { done } else { insert(&done, last.span.end, ",") }
            }
            None if comma.is_some() => insert(text, behind, &format!(" {quoted},")),
            None => insert(text, behind, &format!(", {quoted}")),
        }
    }

    fn insert_on_line(&self, text: &str, at: usize, quoted: &str, newline: &str) -> String {
        let Range { start, end } = self.span;
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        if text[line_start..end].chars().count() + quoted.chars().count() + 2 > WIDEST {
            let indent = indent_at(text, start);
            let mut all: Vec<&str> = self.elements.iter().map(|element| &text[element.span.clone()]).collect();
            all.insert(at.min(all.len()), quoted);
            let lines: String = all.iter().map(|one| format!("{newline}{indent}    {one},")).collect();
            return splice(text, start..end, &format!("[{lines}{newline}{indent}]"));
        }
        match at.checked_sub(1) {
            None => insert(text, self.elements[0].span.start, &format!("{quoted}, ")),
            Some(before) => insert(text, self.elements[before].span.end, &format!(", {quoted}")),
        }
    }

    /// The text with another string in the place of the element `at`.
    pub(super) fn replace(&self, text: &str, at: usize, new: &str) -> String {
        splice(text, self.elements[at].span.clone(), &self.quote(text, new))
    }

    /// The text without the element `at`.
    pub(super) fn remove(&self, text: &str, at: usize) -> String {
        let element = &self.elements[at];
        let comma = self.comma_behind(text, element);
        let behind = comma.unwrap_or(element.span.end);
        let line_start = text[..element.span.start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[behind..].find('\n').map(|at| behind + at);
        let is_alone = line_start > self.span.start && text[line_start..element.span.start].trim().is_empty();
        let is_last_on_line = |end: usize| {
            let rest = text[behind..end].trim();
            (rest.is_empty() || rest.starts_with('#')) && end < self.span.end
        };
        if let Some(line_end) = line_end.filter(|end| is_alone && is_last_on_line(*end)) {
            let inside_before = text[self.span.start + 1..line_start].trim();
            let inside_after = text[line_end..self.span.end - 1].trim();
            if inside_before.is_empty() && inside_after.is_empty() {
                return splice(text, self.span.clone(), "[]");
            }
            return splice(text, line_start..line_end + 1, "");
        }
        if let Some(comma) = comma {
            let spaces = text[comma..].len() - text[comma..].trim_start_matches([' ', '\t']).len();
            return splice(text, element.span.start..comma + spaces, "");
        }
        match at.checked_sub(1).map(|before| self.elements[before].span.end) {
            Some(before) if !text[before..element.span.start].contains('#') => {
                splice(text, before..element.span.end, "")
            }
            _ => splice(text, element.span.clone(), ""),
        }
    }

    // Where the comma behind an element ends; comments may stand before it.
    fn comma_behind(&self, text: &str, element: &Element) -> Option<usize> {
        let mut at = element.span.end;
        loop {
            let rest = &text[at..self.span.end];
            at += rest.len() - rest.trim_start().len();
            match text.as_bytes().get(at)? {
                b',' => return Some(at + 1),
                b'#' => at += text[at..].find('\n')?,
                _ => return None,
            }
        }
    }

    // As its neighbours are quoted, if it can be.
    fn quote(&self, text: &str, new: &str) -> String {
        let mut strings = self.elements.iter().filter(|element| element.text.is_some());
        let is_literal = strings.next().is_some_and(|first| text[first.span.clone()].starts_with('\''));
        let is_plain = !new.contains(['\\', '"']);
        match new {
            _ if is_plain && (!is_literal || new.contains('\'')) => format!("\"{new}\""),
            _ if !new.contains('\'') => format!("'{new}'"),
            _ => format!("\"{}\"", new.replace('\\', "\\\\").replace('"', "\\\"")),
        }
    }
}

/// Finds the item at a path of keys.
pub(super) fn at<'a>(document: &'a Document<String>, keys: &[&str]) -> Option<&'a Item> {
    let (first, rest) = keys.split_first()?;
    rest.iter().try_fold(document.get(first)?, |item, key| item.as_table_like()?.get(key))
}

/// The line ends of a text: those of its first line.
pub(super) fn newline_of(text: &str) -> &'static str {
    if text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" }
}

/// The text with `new` at a byte offset.
pub(super) fn insert(text: &str, at: usize, new: &str) -> String {
    splice(text, at..at, new)
}

/// The text with `new` in the place of a range.
pub(super) fn splice(text: &str, range: Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..range.start], &text[range.end..])
}

// The white space that the line of a byte offset begins with.
fn indent_at(text: &str, at: usize) -> &str {
    let line = &text[text[..at].rfind('\n').map_or(0, |line| line + 1)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn array(text: &str) -> Array {
        let document = Document::parse(text.to_owned()).unwrap();
        Array::of(at(&document, &["d"]).unwrap()).unwrap()
    }

    // What comes out is checked to be TOML with the elements that it should have.
    #[track_caller]
    fn check(text: &str, at: usize, new: &str, expected: &str) {
        let old = array(text);
        let changed = old.insert(text, at, new);
        assert_eq!(changed, expected);
        let mut texts: Vec<_> = old.elements.iter().map(|e| e.text.clone()).collect();
        texts.insert(at, Some(new.to_owned()));
        assert_eq!(array(&changed).elements.iter().map(|e| e.text.clone()).collect::<Vec<_>>(), texts);
    }

    #[track_caller]
    fn check_removed(text: &str, at: usize, expected: &str) {
        let old = array(text);
        let changed = old.remove(text, at);
        assert_eq!(changed, expected);
        let mut texts: Vec<_> = old.elements.iter().map(|e| e.text.clone()).collect();
        texts.remove(at);
        assert_eq!(array(&changed).elements.iter().map(|e| e.text.clone()).collect::<Vec<_>>(), texts);
    }

    #[test]
    fn an_empty_list_is_opened() {
        check("d = []\n", 0, "x", "d = [\n    \"x\",\n]\n");
        check("d = [\n]\n", 0, "x", "d = [\n    \"x\",\n]\n");
        check("d = [ # c\n  # e\n] # f\n", 0, "x", "d = [ # c\n  # e\n    \"x\",\n] # f\n");
        check("d = []\r\ne = 1\r\n", 0, "x", "d = [\r\n    \"x\",\r\n]\r\ne = 1\r\n");
    }

    #[test]
    fn a_list_on_one_line_stays_there_while_it_fits() {
        check("d = [\"a\", \"c\"] # e\n", 1, "b", "d = [\"a\", \"b\", \"c\"] # e\n");
        check("d = [\"a\"]", 1, "b", "d = [\"a\", \"b\"]");
        check("d = [\"b\",]", 1, "c", "d = [\"b\", \"c\",]");
        check("d = [ 'b' ]", 0, "a", "d = [ 'a', 'b' ]");
        let wide = format!("d = [\"{}\", 'b']\n", "a".repeat(80));
        check(&wide, 2, "c", &format!("d = [\n    \"{}\",\n    'b',\n    \"c\",\n]\n", "a".repeat(80)));
    }

    #[test]
    fn a_list_on_many_lines_gets_a_line_with_its_own_indentation() {
        let text = "d = [\n  # head\n  \"a\", # of a\n\n  # of c\n  \"c\" # tail\n  # end\n]\n";
        check(text, 0, "0", &text.replace("  # head", "  \"0\",\n  # head"));
        check(text, 1, "b", &text.replace("# of a\n", "# of a\n  \"b\",\n"));
        check(text, 2, "d", &text.replace("\"c\" # tail\n", "\"c\", # tail\n  \"d\"\n"));
        check("d = [\n\t\"a\",\n]", 1, "b", "d = [\n\t\"a\",\n\t\"b\",\n]");
        check("d = [\"a\",\n     \"b\"]", 2, "c", "d = [\"a\",\n     \"b\", \"c\"]");
        check("d = [\"a\",\n     \"c\"]", 1, "b", "d = [\"a\",\n     \"b\",\n     \"c\"]");
        check("d = [\n  \"a\", \"c\",\n]", 1, "b", "d = [\n  \"a\", \"b\", \"c\",\n]");
        check("d = [\"a\",\n]", 1, "b", "d = [\"a\",\n    \"b\",\n]");
        check("d = [\r\n  \"a\",\r\n]\r\n", 1, "b", "d = [\r\n  \"a\",\r\n  \"b\",\r\n]\r\n");
        check("d = [\n  \"a\"\n  , # c\n]", 1, "b", "d = [\n  \"a\"\n  , # c\n  \"b\",\n]");
        check("d = [\n  {include-group = \"x\"},\n]", 1, "b", "d = [\n  {include-group = \"x\"},\n  \"b\",\n]");
    }

    #[test]
    fn an_element_goes_with_its_line_and_leaves_the_lines_above() {
        let text = "d = [\n  # head\n  \"a\", # of a\n\n  # of c\n  \"c\" # tail\n  # end\n]\n";
        check_removed(text, 0, &text.replace("  \"a\", # of a\n", ""));
        check_removed(text, 1, &text.replace("  \"c\" # tail\n", ""));
        check_removed("d = [\"a\", \"b\", \"c\"]", 0, "d = [\"b\", \"c\"]");
        check_removed("d = [\"a\", \"b\", \"c\"]", 1, "d = [\"a\", \"c\"]");
        check_removed("d = [\"a\", \"b\", \"c\"]", 2, "d = [\"a\", \"b\"]");
        check_removed("d = [\"a\"]", 0, "d = []");
        check_removed("d = [\"a\",]", 0, "d = []");
        check_removed("d = [\n  \"a\",\n]\n", 0, "d = []\n");
        check_removed("d = [\n  # none\n  \"a\",\n]\n", 0, "d = [\n  # none\n]\n");
        check_removed("d = [\"a\",\n     \"b\"]", 1, "d = [\"a\"]");
        check_removed("d = [\"a\", # of a\n     \"b\"]", 1, "d = [\"a\", # of a\n     ]");
        check_removed("d = [\"a\", # of a\n     \"b\"]", 0, "d = [# of a\n     \"b\"]");
        check_removed("d = [\n  \"a\", \"b\",\n]", 1, "d = [\n  \"a\", \n]");
    }

    #[test]
    fn quotes_are_those_of_the_neighbours_where_they_can_be() {
        let quoted = |text: &str, new: &str| {
            let changed = array(text).replace(text, 0, new);
            assert_eq!(array(&changed).elements[0].text.as_deref(), Some(new));
            changed
        };
        assert_eq!(quoted("d = [\"a\"]", "b; x == 'y'"), "d = [\"b; x == 'y'\"]");
        assert_eq!(quoted("d = ['a']", "b; x == 'y'"), "d = [\"b; x == 'y'\"]");
        assert_eq!(quoted("d = ['a']", "b; x == \"y\""), "d = ['b; x == \"y\"']");
        assert_eq!(quoted("d = [\"a\"]", "b; x == \"y\""), "d = ['b; x == \"y\"']");
        assert_eq!(quoted("d = [\"a\"]", "b\"'\\"), "d = [\"b\\\"'\\\\\"]");
    }
}
