//! Python source read as text: what it binds at its top level, and the strings in it. Nothing is run.

/// A part of a source text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    /// A name, a keyword or a number.
    Word(&'a str),
    /// What stands between the quotes of a string.
    Text(&'a str),
    /// Any other character.
    Mark(char),
    /// A logical line begins, indented or not.
    Line { is_indented: bool },
}

/// How a name came to be bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding<'a> {
    /// The name.
    pub name: &'a str,
    /// How.
    pub by: By<'a>,
}

/// See [`Binding`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By<'a> {
    /// `name = maker(...)`; the maker with its dots: `flask.Flask`.
    Call(String),
    /// `name = ...`.
    Value,
    /// `def name(`.
    Function,
    /// `import name`, `from x import name`; what it is called there.
    Import(&'a str),
}

/// What the text binds at its top level, in order.
pub fn bindings(source: &str) -> Vec<Binding<'_>> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    for statement in tokens.split(|t| *t == Token::Line { is_indented: false }).skip(1) {
        // The block below a compound statement belongs to it.
        let end = statement.iter().position(|t| matches!(t, Token::Line { .. })).unwrap_or(statement.len());
        statement_bindings(&statement[..end], &mut found);
    }
    found
}

/// The string after the string `key`: the default in `environ.setdefault(key, "...")`, the value in `environ[key] = "..."`.
pub fn string_after<'a>(source: &'a str, key: &str) -> Option<&'a str> {
    let tokens = tokens(source);
    let at = tokens.iter().position(|t| *t == Token::Text(key))?;
    let mut rest = tokens[at + 1..].iter().skip_while(|t| matches!(t, Token::Mark(',' | ']' | '=' | ':')));
    match rest.next() {
        Some(Token::Text(value)) => Some(value),
        _ => None,
    }
}

/// True if the text has this word outside strings and comments.
pub fn mentions(source: &str, word: &str) -> bool {
    tokens(source).contains(&Token::Word(word))
}

fn statement_bindings<'a>(statement: &[Token<'a>], found: &mut Vec<Binding<'a>>) {
    match statement {
        [Token::Word("def"), Token::Word(name), ..]
        | [Token::Word("async"), Token::Word("def"), Token::Word(name), ..] => {
            found.push(Binding { name, by: By::Function });
        }
        [Token::Word("from"), rest @ ..] => {
            let Some(at) = rest.iter().position(|t| *t == Token::Word("import")) else { return };
            for item in rest[at + 1..].split(|t| *t == Token::Mark(',')) {
                let words: Vec<&str> =
                    item.iter().filter_map(|t| if let Token::Word(w) = t { Some(*w) } else { None }).collect();
                match words[..] {
                    [there] => found.push(Binding { name: there, by: By::Import(there) }),
                    [there, "as", name] => found.push(Binding { name, by: By::Import(there) }),
                    _ => {}
                }
            }
        }
        [Token::Word(name), Token::Mark('='), rest @ ..] if rest.first() != Some(&Token::Mark('=')) => {
            assigned(name, rest, found);
        }
        [Token::Word(name), Token::Mark(':'), rest @ ..] => {
            if let Some(at) = rest.iter().position(|t| *t == Token::Mark('=')) {
                assigned(name, &rest[at + 1..], found);
            }
        }
        _ => {}
    }
}

fn assigned<'a>(name: &'a str, mut value: &[Token<'a>], found: &mut Vec<Binding<'a>>) {
    let mut names = vec![name];
    while let [Token::Word(name), Token::Mark('='), rest @ ..] = value {
        if rest.first() == Some(&Token::Mark('=')) {
            break;
        }
        names.push(name);
        value = rest;
    }
    let mut maker = String::new();
    let by = loop {
        match value {
            [Token::Word(word), Token::Mark('.'), rest @ ..] => {
                maker.push_str(word);
                maker.push('.');
                value = rest;
            }
            [Token::Word(word), Token::Mark('('), ..] => break By::Call(maker + word),
            _ => break By::Value,
        }
    };
    found.extend(names.into_iter().map(|name| Binding { name, by: by.clone() }));
}

fn tokens(source: &str) -> Vec<Token<'_>> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut tokens = Vec::new();
    let mut depth = 0_usize;
    let mut rest = source;
    let mut is_new_line = true;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if is_new_line {
            is_new_line = false;
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\u{c}']).len();
            if depth == 0 && !rest[blank..].starts_with(['\n', '\r', '#']) {
                tokens.push(Token::Line { is_indented: blank > 0 });
            }
            rest = &rest[blank..];
            continue;
        }
        rest = match c {
            '\n' | '\r' => {
                is_new_line = true;
                after
            }
            '#' => &rest[rest.find(['\n', '\r']).unwrap_or(rest.len())..],
            '\\' => after.strip_prefix("\r\n").or_else(|| after.strip_prefix(['\n', '\r'])).unwrap_or(after),
            '"' | '\'' => {
                let (text, after) = string(rest, c);
                tokens.push(Token::Text(text));
                after
            }
            c if is_word(c) => {
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let prefix = rest[..end].to_ascii_lowercase();
                let is_prefix =
                    matches!(&*prefix, "r" | "b" | "u" | "f" | "t" | "rb" | "br" | "fr" | "rf" | "tr" | "rt");
                if !(is_prefix && rest[end..].starts_with(['"', '\''])) {
                    tokens.push(Token::Word(&rest[..end]));
                }
                &rest[end..]
            }
            c => {
                match c {
                    '(' | '[' | '{' => depth += 1,
                    ')' | ']' | '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if !c.is_whitespace() {
                    tokens.push(Token::Mark(c));
                }
                after
            }
        };
    }
    tokens
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

// What stands in the string that `rest` begins with, and what follows it. One that never ends, ends with its line
// or, tripled, with the text.
fn string(rest: &str, quote: char) -> (&str, &str) {
    let triple = quote.to_string().repeat(3);
    let (close, is_triple) = if rest.starts_with(&triple) { (triple.as_str(), true) } else { (&triple[..1], false) };
    let body = &rest[close.len()..];
    let mut is_escaped = false;
    for (at, c) in body.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' {
            is_escaped = true;
        } else if body[at..].starts_with(close) {
            return (&body[..at], &body[at + close.len()..]);
        } else if c == '\n' && !is_triple {
            return (&body[..at], &body[at..]);
        }
    }
    (body, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(source: &str) -> Vec<String> {
        bindings(source).into_iter().map(|b| format!("{}: {:?}", b.name, b.by)).collect()
    }

    #[test]
    fn assignments_functions_and_imports_of_the_top_level_are_seen() {
        let source = "import os\nfrom flask import Flask, g as h\napp = Flask(__name__)\na = b = flask.Flask(\n  __name__,\n)\n\
                      c: Flask = make()\nd = other\ndef create_app(x=1):\n    inner = Flask(1)\nasync def e(scope): pass\n";
        assert_eq!(
            bound(source),
            [
                "Flask: Import(\"Flask\")",
                "h: Import(\"g\")",
                "app: Call(\"Flask\")",
                "a: Call(\"flask.Flask\")",
                "b: Call(\"flask.Flask\")",
                "c: Call(\"make\")",
                "d: Value",
                "create_app: Function",
                "e: Function",
            ]
        );
    }

    #[test]
    fn strings_comments_comparisons_and_continuations_bind_nothing() {
        let source = "\u{feff}\"\"\"\napp = Flask(1)\n\"\"\"\n# app = Flask(1)\nx == Flask(1)\nf(\napp = Flask(1)\n)\ny['a'] = Flask(1)\nif x:\n    app = Flask(1)\n'\\\napp = 1'\n";
        assert_eq!(bound(source), [""; 0]);
        assert_eq!(
            bound("from .x import (\n    app,  # here\n    y as application,\n)\r\nz = r'\\' == 1\r\n").len(),
            3
        );
        assert_eq!(bound("x = 'never closed\ny = \"\"\"nor this\nz = 1"), ["x: Value", "y: Value"]);
        assert_eq!(bound("x = \\\n  Flask(1)"), ["x: Call(\"Flask\")"]);
    }

    #[test]
    fn a_setting_is_the_string_after_its_name() {
        let check = |source: &str, expected: Option<&str>| {
            assert_eq!(string_after(source, "DJANGO_SETTINGS_MODULE"), expected, "{source}");
        };
        check("def main():\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', \"a.b\")\n", Some("a.b"));
        check("os.environ['DJANGO_SETTINGS_MODULE'] = 'a'", Some("a"));
        check("os.environ.setdefault(\n  \"DJANGO_SETTINGS_MODULE\",\n  \"a\",\n)", Some("a"));
        check("# os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'a')", None);
        check("os.environ.setdefault('DJANGO_SETTINGS_MODULE', name)", None);
        check("", None);
    }
}
