//! Headers as in mail (RFC 822), the way Python's `email` reads them.

/// Names and values, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads headers up to the first line that is none. Bytes that are not UTF-8 become U+FFFD.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        for (i, line) in bytes.split(|b| *b == b'\n').enumerate() {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if matches!(line.first(), Some(b' ' | b'\t')) {
                // A folded header goes on; unfolded, the break is a space. Without a header before it: skipped.
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(String::from_utf8_lossy(line).trim());
                }
                continue;
            }
            let Some((name, value)) = split(line) else {
                // The envelope line of a mailbox may come first.
                if i == 0 && line.starts_with(b"From ") {
                    continue;
                }
                break;
            };
            headers.push((name.to_owned(), String::from_utf8_lossy(value).trim().to_owned()));
        }
        Headers(headers)
    }

    /// The first value of a header; its name in any case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim_ascii())
    }

    /// All values of a header.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim_ascii())
    }

    /// Every header.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.trim_ascii()))
    }
}

// Printable ASCII but ":" and space, then ":".
fn split(line: &[u8]) -> Option<(&str, &[u8])> {
    let colon = line.iter().position(|b| *b == b':')?;
    let (name, value) = line.split_at(colon);
    let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    is_name.then(|| (std::str::from_utf8(name).unwrap_or_default(), &value[1..]))
}
