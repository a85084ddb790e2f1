//! nginx: words up to a `;`, blocks in braces.

use std::path::Path;

use super::{Place, Reader};

/// Deeper nesting is none of nginx.
const BLOCKS: usize = 20;

pub(super) fn read(reader: &mut Reader<'_>, file: &Path, text: &str) {
    if reader.root.is_none() {
        // Relative paths begin where nginx.conf lies.
        let has_main = |dir: &&Path| reader.view.follow(&dir.join("nginx.conf")).is_ok();
        let main = file.ancestors().skip(1).find(has_main).unwrap_or(Path::new("/etc/nginx"));
        reader.root = Some(main.to_owned());
    }
    let mut blocks: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let (mut number, mut started) = (1, 1);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            number += 1;
        }
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), '\\') => word.get_or_insert_default().extend(chars.next()),
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') if word.is_none() => {
                quote = Some(c);
                word = Some(String::new());
            }
            (None, '#') if word.is_none() => while chars.next_if(|c| *c != '\n').is_some() {},
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, ';' | '{' | '}') => {
                words.extend(word.take());
                let statement = std::mem::take(&mut words);
                match c {
                    ';' => add(reader, &statement, &blocks, Place::line(file, started)),
                    '{' if blocks.len() < BLOCKS => blocks.push(statement.join(" ")),
                    _ => drop(blocks.pop()),
                }
            }
            (None, c) => {
                if words.is_empty() && word.is_none() {
                    started = number;
                }
                word.get_or_insert_default().push(c);
            }
        }
    }
}

fn add(reader: &mut Reader<'_>, words: &[String], blocks: &[String], place: Place) {
    let Some((name, values)) = words.split_first() else { return };
    let value = values.join(" ");
    if name == "include" {
        return reader.include_all(&value, &place);
    }
    reader.add(name, &value, &blocks.join("/"), place);
}
