//! The metadata in a script's comments (PEP 723) -> what it needs.
//!
//! Text in, requirements out. Reads the one block of type `script`; never runs or imports anything.

use std::path::Path;

use super::error::{Place, RequirementsError};
use super::line::{self, At};
use super::toml::Toml;
use super::{Requirements, World, input};
use crate::pep::specifier::Specifiers;
use crate::sourced::Sourced;
use crate::sys;

/// True for a file whose requirements stand in its comments.
pub fn is_script(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "py" || extension == "pyw")
}

/// True when the script says what it needs.
pub fn has_metadata(bytes: &[u8]) -> bool {
    !blocks(&String::from_utf8_lossy(bytes)).is_empty()
}

/// Adds what the script at `path` (as written) needs; that is nothing when it has no metadata.
pub(super) fn read_into(read: &mut Requirements, path: &Path, world: &World<'_>) -> Result<(), RequirementsError> {
    let absolute = sys::fs::absolute(path, world.cwd);
    let bytes = sys::fs::read(&absolute).map_err(|source| match source.is_not_found() {
        true => RequirementsError::Missing { path: path.to_owned(), place: None },
        false => RequirementsError::Read { place: None, source },
    })?;
    read.inputs.push(input(&absolute, &bytes));
    let text = String::from_utf8_lossy(&bytes);
    let block = match &blocks(&text)[..] {
        [] => return Ok(()),
        [block] => block.clone(),
        // PEP 723: several blocks of one type must be an error.
        [_, second, ..] => {
            let place = Place::File(path.to_owned(), u32::try_from(second.start).unwrap_or(u32::MAX), 1);
            let why = "a second block \"# /// script\"; a script has one".to_owned();
            return Err(RequirementsError::Wrong { place, why, hints: Vec::new() });
        }
    };
    let toml = Toml::parse(path, toml_of(&text, &block).as_bytes())?;
    if let Some(entry) = toml.at(&["requires-python"]) {
        let said = entry.string()?;
        let specifiers = Specifiers::parse(said.as_str()).map_err(|e| said.wrong(format!("requires-python: {e}")))?;
        read.requires_python = Some(Sourced::new(specifiers, said.place(0).source()));
    }
    let bases: [&Path; 2] = [absolute.parent().unwrap_or(&absolute), world.cwd];
    if let Some(list) = toml.at(&["dependencies"]) {
        for said in list.strings()? {
            let at = At { place: &|offset| said.place(offset), bases: &bases };
            let root = line::parse_standard(said.as_str(), &at)?;
            read.roots.push(Sourced::new(root, said.place(0).source()));
        }
    }
    Ok(())
}

// The lines between the first and the last line of each block of type `script`, as indices.
fn blocks(text: &str) -> Vec<std::ops::Range<usize>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        at += 1;
        if lines[at - 1].trim_end() != "# /// script" {
            continue;
        }
        let comments = lines[at..].iter().take_while(|line| **line == "#" || line.starts_with("# ")).count();
        // The last closing line counts: one before it is content.
        if let Some(length) = lines[at..at + comments].iter().rposition(|line| line.trim_end() == "# ///") {
            found.push(at..at + length);
            at += length + 1;
        }
    }
    found
}

// The block as TOML in which everything stands where it stands in the script, so that errors name its lines. In strings
// of several lines columns would be content: they give way there.
fn toml_of(text: &str, block: &std::ops::Range<usize>) -> String {
    let is_spread = text.contains("\"\"\"") || text.contains("'''");
    let mark = if is_spread { "" } else { "  " };
    let mut toml = "\n".repeat(block.start);
    for line in text.lines().skip(block.start).take(block.len()) {
        let content = line.strip_prefix("# ").unwrap_or_default();
        toml.extend([mark, content, "\n"]);
    }
    toml
}

/// The lines between the first and the last line of the one block; `None` when there is none.
pub(super) fn block(text: &str) -> Option<std::ops::Range<usize>> {
    blocks(text).into_iter().next()
}

/// What a block says, as TOML by itself.
pub(super) fn content(text: &str, block: &std::ops::Range<usize>) -> String {
    let lines = text.split_inclusive('\n').skip(block.start).take(block.len());
    lines.map(|line| line.strip_prefix("# ").unwrap_or_else(|| line.trim_start_matches('#'))).collect()
}

/// The script with another content of its block.
pub(super) fn with_content(text: &str, block: &std::ops::Range<usize>, toml: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let comment = |line: &str| match line.trim_end_matches(['\r', '\n']) {
        "" => format!("#{line}"),
        _ => format!("# {line}"),
    };
    let inside: String = toml.split_inclusive('\n').map(comment).collect();
    format!("{}{inside}{}", lines[..block.start].concat(), lines[block.end..].concat())
}

/// The script with an empty block, behind the lines that must come first (PEP 263, `#!`).
pub(super) fn with_block(text: &str, newline: &str) -> String {
    let is_first = |(at, line): &(usize, &str)| {
        (*at == 0 && line.starts_with("#!")) || (*at < 2 && line.starts_with('#') && line.contains("coding"))
    };
    let head: usize = text.split_inclusive('\n').enumerate().take_while(is_first).map(|(_, line)| line.len()).sum();
    let (before, after) = text.split_at(head);
    let gap = if before.is_empty() || before.ends_with('\n') { "" } else { newline };
    let space = if after.trim().is_empty() { "" } else { newline };
    format!("{before}{gap}# /// script{newline}# dependencies = []{newline}# ///{newline}{space}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Requirements, String> {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("tool.py"), text).unwrap();
        let world = World::local(dir.path(), &|_| None);
        let mut read = Requirements::default();
        read_into(&mut read, Path::new("tool.py"), &world).map(|()| read).map_err(|error| error.to_string())
    }

    fn needs(text: &str) -> Vec<String> {
        read(text).unwrap().roots.iter().map(|root| format!("{} {}", root.from, root.value.requirement)).collect()
    }

    #[test]
    fn what_a_script_says_it_needs() {
        let text = "#!/usr/bin/env python\n# /// script\n# requires-python = \">=3.11\"\n# dependencies = [\n#   \"requests<3\",\n#\n\
                    #   \"rich\",\n# ]\n# ///\n\nimport requests\n";
        assert_eq!(needs(text), ["tool.py:5 requests<3", "tool.py:7 rich"]);
        assert_eq!(read(text).unwrap().requires_python.unwrap().value.to_string(), ">=3.11");
        assert_eq!(needs(&text.replace('\n', "\r\n")), ["tool.py:5 requests<3", "tool.py:7 rich"]);
        assert_eq!(needs("print(1)\n"), Vec::<String>::new());
    }

    // The examples of the specification, "Inline script metadata".
    #[test]
    fn where_a_block_ends() {
        // The last closing line counts.
        let text = "# /// script\n# dependencies = [\n#   \"a\",\n# ]\n# ///\n#\n# # ///\n# ///\n";
        assert!(read(text).unwrap_err().contains("line 5, column"), "{:?}", read(text));
        // Not closed, or interrupted: no block.
        assert!(needs("# /// script\n# dependencies = [\"a\"]\n").is_empty());
        assert!(needs("# /// script\n# dependencies = [\"a\"]\n\n# ///\n").is_empty());
        assert!(needs("# /// script\n#dependencies = [\"a\"]\n# ///\n").is_empty());
        assert!(needs("# /// other\n# dependencies = [\"a\"]\n# ///\n").is_empty());
        assert_eq!(needs("# /// other\n# x\n# ///\n# /// script\n# dependencies = [\"a\"]\n# ///\n"), ["tool.py:5 a"]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let block = |content: &str| read(&format!("# /// script\n{content}\n# ///\n")).unwrap_err();
        assert!(
            block("# dependencies = [\"a b\"]").starts_with("tool.py:2:"),
            "{}",
            block("# dependencies = [\"a b\"]")
        );
        assert!(block("# dependencies = \"a\"").starts_with("tool.py:2:18"), "{}", block("# dependencies = \"a\""));
        assert!(block("# requires-python = \"three\"").contains("requires-python"));
        assert!(block("# = 1").contains("line 2, column 3"), "{}", block("# = 1"));
        let twice = "# /// script\n# dependencies = []\n# ///\n\n".repeat(2);
        assert!(read(&twice).unwrap_err().starts_with("tool.py:5:1: a second block"), "{}", read(&twice).unwrap_err());
    }
}
