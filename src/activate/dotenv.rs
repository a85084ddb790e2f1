//! The text of a `.env` file -> names and values. Pure; expands nothing and runs nothing.
//!
//! `NAME=value`, `export NAME=value`, `# comment`; single quotes keep everything, double quotes know `\n \r \t \" \\ \$`
//! and may span lines, as python-dotenv and docker's compose read them. `$NAME` in a value stays as it is.

/// A line that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub number: usize,
    /// What is wrong.
    pub why: &'static str,
}

/// Names and values, in the order of the file.
pub fn parse(text: &str) -> Result<Vec<(String, String)>, BadLine> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let number = text[..text.len() - rest.len()].matches('\n').count() + 1;
        let bad = |why| BadLine { number, why };
        let line = rest.lines().next().unwrap_or_default();
        let bare = line.trim_start();
        if bare.trim_end().is_empty() || bare.starts_with('#') {
            rest = after_line(rest);
            continue;
        }
        let bare = match bare.strip_prefix("export") {
            Some(after) if after.starts_with([' ', '\t']) => after.trim_start(),
            _ => bare,
        };
        let (name, _) = bare.split_once('=').ok_or(bad("it has no ="))?;
        let start = line.len() - bare.len() + name.len() + 1;
        let name = name.trim_end();
        if !is_name(name) {
            return Err(bad("what stands before = is no name"));
        }
        let (value, after) = value(rest[start..].trim_start_matches([' ', '\t'])).map_err(bad)?;
        found.push((name.to_owned(), value));
        rest = after;
    }
    Ok(found)
}

/// True for a name that every shell takes.
pub fn is_name(name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_word)
}

fn after_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, after)| after)
}

fn value(text: &str) -> Result<(String, &str), &'static str> {
    let (value, rest) = match text.chars().next() {
        Some('\'') => {
            let end = text[1..].find('\'').ok_or("a quote is not closed")?;
            (text[1..=end].to_owned(), &text[end + 2..])
        }
        Some('"') => double_quoted(&text[1..])?,
        _ => {
            let line = text.lines().next().unwrap_or_default();
            // A # inside of a word is part of it: colours, URLs.
            let end = line.match_indices('#').find(|(at, _)| *at == 0 || line[..*at].ends_with([' ', '\t']));
            let value = &line[..end.map_or(line.len(), |(at, _)| at)];
            return Ok((value.trim_end().to_owned(), after_line(text)));
        }
    };
    let left = rest.lines().next().unwrap_or_default().trim_start();
    if !left.is_empty() && !left.starts_with('#') {
        return Err("something follows the closing quote");
    }
    Ok((value, after_line(rest)))
}

fn double_quoted(text: &str) -> Result<(String, &str), &'static str> {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((value, &text[at + 1..])),
            '\\' => match chars.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 'r')) => value.push('\r'),
                Some((_, 't')) => value.push('\t'),
                Some((_, c @ ('"' | '\\' | '$'))) => value.push(c),
                Some((_, c)) => value.extend(['\\', c]),
                None => break,
            },
            c => value.push(c),
        }
    }
    Err("a quote is not closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_other_tools_read_them() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let found = parse(text).unwrap();
            let found: Vec<(&str, &str)> = found.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("", &[]);
        check("\u{feff}A=1\r\nB=2\r\n", &[("A", "1"), ("B", "2")]);
        check("# c\n\n  export  A = 1 # c\nB=\nC='x # \\n y' # c", &[("A", "1"), ("B", ""), ("C", "x # \\n y")]);
        check(
            "U=http://x/#y\nP=a b  \nD=$HOME$(id)`id`",
            &[("U", "http://x/#y"), ("P", "a b"), ("D", "$HOME$(id)`id`")],
        );
        check(
            "A=\"x\\ny\\\"\\\\\\$\\q\"\nB=\"two\nlines\"\nC=3",
            &[("A", "x\ny\"\\$\\q"), ("B", "two\nlines"), ("C", "3")],
        );
        check("exported=1\nA='two\nlines'", &[("exported", "1"), ("A", "two\nlines")]);
    }

    #[test]
    fn what_is_no_line_is_named() {
        let check = |text: &str, number: usize, why: &str| {
            let bad = parse(text).unwrap_err();
            assert_eq!((bad.number, bad.why), (number, why), "{text:?}");
        };
        check("A=1\nnoise", 2, "it has no =");
        check("A-B=1", 1, "what stands before = is no name");
        check("\n\n1A=1", 3, "what stands before = is no name");
        check("=1", 1, "what stands before = is no name");
        check("A='x\n", 1, "a quote is not closed");
        check("B=1\nA=\"x\\", 2, "a quote is not closed");
        check("A='x'y", 1, "something follows the closing quote");
    }
}
