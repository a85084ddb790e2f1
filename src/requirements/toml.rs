//! A TOML file whose values know their places.

use std::path::{Path, PathBuf};

use toml_edit::{Document, Item, TableLike, Value};

use super::error::{Place, RequirementsError};

/// A parsed file.
pub struct Toml {
    path: PathBuf,
    document: Document<String>,
}

/// A value and its key, for messages.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    toml: &'a Toml,
    item: &'a Item,
    key: &'a str,
}

impl Toml {
    /// Parses a file shown as `path`.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Toml, RequirementsError> {
        let text = std::str::from_utf8(bytes).map_err(|e| {
            let (line, column) = line_and_column(bytes, e.valid_up_to());
            let why = "it is not UTF-8".to_owned();
            RequirementsError::Toml { path: path.to_owned(), line, column, why }
        })?;
        // Python's tomllib, which reads the same file, has no byte order mark either; editors write it.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let document = Document::parse(text.clone()).map_err(|e| {
            let (line, column) = line_and_column(text.as_bytes(), e.span().map_or(0, |span| span.start));
            let why = crate::ui::clean(e.message().lines().next().unwrap_or("cannot be read"));
            RequirementsError::Toml { path: path.to_owned(), line, column, why }
        })?;
        Ok(Toml { path: path.to_owned(), document })
    }

    /// The file as shown.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The value at a path of keys, if all of them are there.
    pub fn at<'a>(&'a self, keys: &[&'a str]) -> Option<Entry<'a>> {
        let (first, rest) = keys.split_first()?;
        let item = self.document.get(first)?;
        rest.iter().try_fold(Entry { toml: self, item, key: first }, |entry, key| entry.get(key))
    }

    /// All top-level entries.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.document.iter().map(|(key, item)| Entry { toml: self, item, key })
    }

    fn place(&self, offset: usize) -> Place {
        let (line, column) = line_and_column(self.document.raw().as_bytes(), offset);
        Place::File(self.path.clone(), line, column)
    }
}

impl<'a> Entry<'a> {
    /// The key.
    pub fn key(&self) -> &'a str {
        self.key
    }

    /// The value as it was parsed.
    pub fn item(&self) -> &'a Item {
        self.item
    }

    /// Where the value stands.
    pub fn place(&self) -> Place {
        self.toml.place(self.item.span().map_or(0, |span| span.start))
    }

    /// An error about it.
    pub fn wrong(&self, why: impl Into<String>) -> RequirementsError {
        RequirementsError::Wrong { place: self.place(), why: why.into(), hints: Vec::new() }
    }

    /// A value of this table, if it is one and has it.
    pub fn get(&self, key: &'a str) -> Option<Entry<'a>> {
        let item = self.item.as_table_like()?.get(key)?;
        Some(Entry { toml: self.toml, item, key })
    }

    /// The entries of a table, in the order of the file.
    pub fn table(&self) -> Result<Vec<Entry<'a>>, RequirementsError> {
        let table: &dyn TableLike = self.item.as_table_like().ok_or_else(|| self.expected("a table"))?;
        Ok(table.iter().map(|(key, item)| Entry { toml: self.toml, item, key }).collect())
    }

    /// A string.
    pub fn string(&self) -> Result<Text<'a>, RequirementsError> {
        let value = self.item.as_value().filter(|value| value.is_str()).ok_or_else(|| self.expected("a string"))?;
        Ok(Text::new(self.toml, value))
    }

    /// A truth value.
    pub fn bool(&self) -> Result<bool, RequirementsError> {
        self.item.as_bool().ok_or_else(|| self.expected("true or false"))
    }

    /// The tables of an array, written either way.
    pub fn tables(&self) -> Result<Vec<Table<'a>>, RequirementsError> {
        let (toml, key) = (self.toml, self.key);
        let table = |table: &'a dyn TableLike, span: Option<std::ops::Range<usize>>| Table {
            toml,
            table,
            start: span.map_or(0, |span| span.start),
        };
        if let Some(tables) = self.item.as_array_of_tables() {
            return Ok(tables.iter().map(|one| table(one, one.span())).collect());
        }
        let array = self.item.as_array().ok_or_else(|| self.expected("a list of tables"))?;
        let one = |value: &'a Value| match value.as_inline_table() {
            Some(one) => Ok(table(one, one.span())),
            None => {
                Err(Element { toml, value, key }.wrong(format!("{key} must hold tables, not {}", a(value.type_name()))))
            }
        };
        array.iter().map(one).collect()
    }

    /// The value as a table.
    pub fn as_table(&self) -> Result<Table<'a>, RequirementsError> {
        let table: &dyn TableLike = self.item.as_table_like().ok_or_else(|| self.expected("a table"))?;
        Ok(Table { toml: self.toml, table, start: self.item.span().map_or(0, |span| span.start) })
    }

    /// A number that is not negative.
    pub fn number(&self) -> Result<u64, RequirementsError> {
        let number = self.item.as_integer().ok_or_else(|| self.expected("a number"))?;
        u64::try_from(number).map_err(|_| self.wrong(format!("{} must not be negative", self.key)))
    }

    /// A date and time, as TOML has it.
    pub fn datetime(&self) -> Result<String, RequirementsError> {
        let time = self.item.as_datetime().ok_or_else(|| self.expected("a date and time"))?;
        Ok(time.to_string())
    }

    /// The elements of an array.
    pub fn array(&self) -> Result<Vec<Element<'a>>, RequirementsError> {
        let array = self.item.as_array().ok_or_else(|| self.expected("a list"))?;
        Ok(array.iter().map(|value| Element { toml: self.toml, value, key: self.key }).collect())
    }

    /// An array of strings.
    pub fn strings(&self) -> Result<Vec<Text<'a>>, RequirementsError> {
        self.array()?.iter().map(Element::string).collect()
    }

    fn expected(&self, what: &str) -> RequirementsError {
        self.wrong(format!("{} must be {what}, not {}", self.key, a(self.item.type_name())))
    }
}

/// A table whose keys are looked up.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    toml: &'a Toml,
    table: &'a dyn TableLike,
    start: usize,
}

impl<'a> Table<'a> {
    /// A value, if it is there.
    pub fn get(&self, key: &'a str) -> Option<Entry<'a>> {
        self.table.get(key).map(|item| Entry { toml: self.toml, item, key })
    }

    /// All entries, in the order of the file.
    pub fn entries(&self) -> Vec<Entry<'a>> {
        let (toml, table) = (self.toml, self.table);
        table.iter().map(|(key, item)| Entry { toml, item, key }).collect()
    }

    /// Where it begins.
    pub fn place(&self) -> Place {
        self.toml.place(self.start)
    }

    /// An error about it.
    pub fn wrong(&self, why: impl Into<String>) -> RequirementsError {
        RequirementsError::Wrong { place: self.place(), why: why.into(), hints: Vec::new() }
    }
}

/// One element of an array.
pub struct Element<'a> {
    toml: &'a Toml,
    value: &'a Value,
    key: &'a str,
}

impl<'a> Element<'a> {
    /// Where it stands.
    pub fn place(&self) -> Place {
        self.toml.place(self.value.span().map_or(0, |span| span.start))
    }

    /// An error about it.
    pub fn wrong(&self, why: impl Into<String>) -> RequirementsError {
        RequirementsError::Wrong { place: self.place(), why: why.into(), hints: Vec::new() }
    }

    /// A string.
    pub fn string(&self) -> Result<Text<'a>, RequirementsError> {
        if self.value.is_str() {
            return Ok(Text::new(self.toml, self.value));
        }
        Err(self.wrong(format!("{} must hold strings, not {}", self.key, a(self.value.type_name()))))
    }

    /// Keys and values of an inline table; `None` when it is something else.
    pub fn pairs(&self) -> Option<Vec<(&'a str, &'a Value)>> {
        self.value.as_inline_table().map(|table| table.iter().collect())
    }
}

/// A string whose characters have places.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    toml: &'a Toml,
    text: &'a str,
    start: usize,
    // Without escapes each character stands where it is read.
    is_plain: bool,
}

impl<'a> Text<'a> {
    fn new(toml: &'a Toml, value: &'a Value) -> Text<'a> {
        let text = value.as_str().unwrap_or_default();
        let span = value.span().unwrap_or_default();
        let is_plain = span.len() == text.len() + 2;
        Text { toml, text, start: span.start, is_plain }
    }

    /// The string.
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// Where a byte of it stands.
    pub fn place(&self, offset: usize) -> Place {
        self.toml.place(if self.is_plain { self.start + 1 + offset } else { self.start })
    }

    /// An error about it.
    pub fn wrong(&self, why: impl Into<String>) -> RequirementsError {
        RequirementsError::Wrong { place: self.toml.place(self.start), why: why.into(), hints: Vec::new() }
    }
}

fn a(type_name: &str) -> String {
    let article = if type_name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {type_name}")
}

fn line_and_column(bytes: &[u8], offset: usize) -> (u32, u32) {
    let before = &bytes[..offset.min(bytes.len())];
    let line = before.iter().filter(|b| **b == b'\n').count() + 1;
    let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
