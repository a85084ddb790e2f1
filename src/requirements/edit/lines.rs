//! The lines of a requirements file, as places in its text.

use std::ops::Range;
use std::path::Path;

use super::array::{insert, newline_of, splice};
use super::wrong;
use crate::requirements::options::{self, Opt};
use crate::requirements::{RequirementsError, error::Place, text};

/// One line that asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asks {
    /// From 1.
    pub line: u32,
    /// The requirement without options and comment, as written; behind `-e` for an editable.
    pub text: String,
    /// Its physical lines, with their ends.
    span: Range<usize>,
    /// It has `--hash`.
    pub has_hash: bool,
}

/// What the lines of the file ask for.
pub(super) fn list(path: &Path, content: &str) -> Result<Vec<Asks>, RequirementsError> {
    let unusual = |c: char| matches!(c, '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if content.contains(unusual) || content.replace("\r\n", "").contains('\r') {
        return Err(wrong(path, "it has unusual line ends, and is not edited"));
    }
    let physical: Vec<&str> = content.split_inclusive('\n').collect();
    let mut starts = vec![0];
    physical.iter().for_each(|line| starts.push(starts.last().copied().unwrap_or(0) + line.len()));
    let mut all = Vec::new();
    for line in text::lines(path, content.as_bytes(), &|_| None)? {
        let Place::File(_, number, _) = line.place(path, 0) else { continue };
        let words = options::split(line.text()).map_err(|(why, at)| RequirementsError::Wrong {
            place: line.place(path, at),
            why,
            hints: Vec::new(),
        })?;
        let editable = words.options.iter().find(|given| given.opt == Opt::Editable);
        let asks = if words.requirement.is_empty() { editable.map(|given| given.value.clone()) } else { None };
        let Some(asked) = asks.or_else(|| (!words.requirement.is_empty()).then(|| words.requirement.to_owned())) else {
            continue;
        };
        let first = number as usize - 1;
        let is_continued = |line: &&&str| line.trim_end_matches(['\r', '\n']).ends_with('\\');
        let more = physical.iter().skip(first).take_while(is_continued).count();
        let end = (first + more + 1).min(physical.len());
        let has_hash = words.options.iter().any(|given| given.opt == Opt::Hash);
        all.push(Asks { line: number, text: asked, span: starts[first]..starts[end], has_hash });
    }
    Ok(all)
}

/// The text with a line before the one numbered `at` of `all`, or behind the last.
pub(super) fn add(content: &str, all: &[Asks], at: usize, new: &str) -> String {
    let newline = newline_of(content);
    let offset = match (all.get(at), all.last()) {
        (Some(_), _) if at > 0 => all[at - 1].span.end,
        (Some(next), _) => next.span.start,
        (None, Some(last)) => last.span.end,
        (None, None) => content.len(),
    };
    let before = if offset > 0 && !content[..offset].ends_with('\n') { newline } else { "" };
    insert(content, offset, &format!("{before}{new}{newline}"))
}

/// The text with another requirement on a line, whose options and comment stay.
pub(super) fn replace(path: &Path, content: &str, asks: &Asks, new: &str) -> Result<String, RequirementsError> {
    let Some(at) = content[asks.span.clone()].find(&asks.text) else {
        let why = format!("line {}: a requirement that is spread over several lines is not edited", asks.line);
        return Err(wrong(path, why));
    };
    let start = asks.span.start + at;
    Ok(splice(content, start..start + asks.text.len(), new))
}

/// The text without a line and those that it goes on in.
pub(super) fn remove(content: &str, asks: &Asks) -> String {
    splice(content, asks.span.clone(), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Vec<Asks> {
        list(Path::new("r.txt"), text).unwrap()
    }

    #[test]
    fn only_the_line_that_is_meant_changes() {
        let text = "# head\n-r base.txt\na>=1  # of a\n\nc ; python_version > '3' # of c\n-e ./x\nd \\\n  --hash=sha256:aa \\\n  --hash=sha256:bb\n";
        let all = asked(text);
        let texts: Vec<&str> = all.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts, ["a>=1", "c ; python_version > '3'", "./x", "d"]);
        assert_eq!(all.iter().map(|one| one.line).collect::<Vec<_>>(), [3, 5, 6, 7]);
        assert_eq!(add(text, &all, 1, "b"), text.replace("# of a\n", "# of a\nb\n"));
        assert_eq!(add(text, &all, 0, "0"), text.replace("a>=1", "0\na>=1"));
        assert_eq!(add(text, &all, 4, "e"), format!("{text}e\n"));
        let replaced = replace(Path::new("r.txt"), text, &all[1], "c>2 ; python_version > '3'").unwrap();
        assert_eq!(replaced, text.replace("c ;", "c>2 ;"));
        assert_eq!(remove(text, &all[3]), &text[..text.find("d \\").unwrap()]);
        assert_eq!(remove(text, &all[0]), text.replace("a>=1  # of a\n", ""));
        assert!(all[3].has_hash && !all[0].has_hash);
    }

    #[test]
    fn line_ends_are_kept() {
        assert_eq!(add("", &[], 0, "a"), "a\n");
        assert_eq!(add("# c", &[], 0, "a"), "# c\na\n");
        assert_eq!(add("a", &asked("a"), 1, "b"), "a\nb\n");
        assert_eq!(add("a\r\n", &asked("a\r\n"), 1, "b"), "a\r\nb\r\n");
        let error = list(Path::new("r.txt"), "a\rb\r").unwrap_err();
        assert_eq!(error.to_string(), "r.txt: it has unusual line ends, and is not edited");
    }

    #[test]
    fn a_requirement_over_several_lines_is_left_alone() {
        let text = "a \\\n  >=1\n";
        let error = replace(Path::new("r.txt"), text, &asked(text)[0], "a>2").unwrap_err();
        assert!(error.to_string().contains("line 1: a requirement that is spread"), "{error}");
        assert_eq!(remove(text, &asked(text)[0]), "");
    }
}
