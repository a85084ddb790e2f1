//! PEP 503: the HTML form. Reads anchors, one meta tag and `<base>` out of whatever a server calls HTML.
//!
//! Not a parser of HTML: it finds tags, skips comments, scripts and styles, and understands attributes in all
//! their spellings. Anything else between tags is the text of a link or nothing.

use std::borrow::Cow;

use super::{CoreMetadata, Page, PageError, RawFile, check_version};
use crate::fetch::Digest;

/// Reads a page. Anything that looks at all like HTML is one, perhaps without files.
pub fn read(bytes: &[u8]) -> Result<Page<'_>, PageError> {
    let text = String::from_utf8_lossy(bytes);
    if !looks_like_html(&text) {
        return Err(PageError::Garbage);
    }
    let mut page = Page::default();
    let mut scanner = Scanner { rest: &text };
    while let Some(tag) = scanner.next_tag() {
        match tag.name.as_str() {
            "base" if page.base.is_none() => page.base = tag.get("href").map(|href| Cow::Owned(href.trim().to_owned())),
            "meta" if tag.get("name").is_some_and(|n| n.eq_ignore_ascii_case("pypi:repository-version")) => {
                check_version(tag.get("content"))?;
            }
            "a" => page.files.extend(link(&tag)),
            "script" | "style" => scanner.skip_to_end_of(&tag.name),
            _ => {}
        }
    }
    Ok(page)
}

fn looks_like_html(text: &str) -> bool {
    let start: String = text.chars().take(4096).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<a ", "<a\n", "<head", "<body", "<meta", "<title"]
        .iter()
        .any(|tag| start.contains(tag))
}

fn link(tag: &Tag) -> Option<RawFile<'static>> {
    let href = tag.get("href")?.trim();
    let (url, fragment) = href.split_once('#').unwrap_or((href, ""));
    let path = url.split('?').next().unwrap_or(url);
    let last = path.rsplit('/').next().unwrap_or(path);
    let filename = percent_encoding::percent_decode_str(last).decode_utf8().ok()?.into_owned();
    let owned = |name: &str| tag.get(name).map(|value| Cow::<str>::Owned(value.to_owned()));
    // PEP 714: the new attribute first.
    let sidecar = tag.get("data-core-metadata").or_else(|| tag.get("data-dist-info-metadata"));
    let core_metadata = match sidecar {
        None => CoreMetadata::No,
        Some(value) if value.eq_ignore_ascii_case("false") => CoreMetadata::No,
        Some(value) => match Digest::parse(value).filter(|d| d.algorithm().is_strong()) {
            Some(digest) => CoreMetadata::Hashed(digest),
            None => CoreMetadata::Unhashed,
        },
    };
    Some(RawFile {
        filename: Cow::Owned(filename),
        url: Cow::Owned(url.to_owned()),
        digests: fragment.split('&').filter_map(Digest::parse).collect(),
        size: None,
        requires_python: owned("data-requires-python").filter(|value| !value.trim().is_empty()),
        yanked: owned("data-yanked"),
        core_metadata,
        upload_time: None,
    })
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    // HTML: of two attributes with one name the first counts.
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

struct Scanner<'a> {
    rest: &'a str,
}

impl Scanner<'_> {
    fn next_tag(&mut self) -> Option<Tag> {
        loop {
            let start = self.rest.find('<')?;
            self.rest = &self.rest[start + 1..];
            if let Some(comment) = self.rest.strip_prefix("!--") {
                self.rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            if self.rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return Some(self.tag());
            }
        }
    }

    fn skip_to_end_of(&mut self, element: &str) {
        let is_end = |at: &usize| {
            let name = self.rest.as_bytes().get(at + 2..at + 2 + element.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(element.as_bytes()))
        };
        let end = self.rest.match_indices("</").map(|(at, _)| at).find(is_end);
        self.rest = end.map_or("", |at| &self.rest[at..]);
    }

    fn tag(&mut self) -> Tag {
        let name = self.take(|c| c.is_ascii_alphanumeric()).to_ascii_lowercase();
        let mut attributes = Vec::new();
        loop {
            self.take(|c| c.is_ascii_whitespace() || c == '/');
            let Some(first) = self.rest.chars().next() else { break };
            if first == '>' {
                self.rest = &self.rest[1..];
                break;
            }
            let name = self.take(|c| !c.is_ascii_whitespace() && !matches!(c, '=' | '>' | '/')).to_ascii_lowercase();
            self.take(|c| c.is_ascii_whitespace());
            let mut value = String::new();
            if let Some(after) = self.rest.strip_prefix('=') {
                self.rest = after;
                self.take(|c| c.is_ascii_whitespace());
                value = self.value();
            }
            attributes.push((name, value));
        }
        Tag { name, attributes }
    }

    fn value(&mut self) -> String {
        for quote in ['"', '\''] {
            if let Some(after) = self.rest.strip_prefix(quote) {
                let end = after.find(quote).unwrap_or(after.len());
                self.rest = after.get(end + 1..).unwrap_or("");
                return unescape(&after[..end]);
            }
        }
        unescape(self.take(|c| !c.is_ascii_whitespace() && c != '>'))
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

// Character references: the numeric ones and those that pages of indexes hold.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = &text[1..end];
    let c = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "num" => '#',
        "equals" => '=',
        "excl" => '!',
        "comma" => ',',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::Algorithm;

    const SHA: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn anchors_with_all_their_attributes_are_read() {
        let text = format!(
            r##"<!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.3"><BASE HREF='/x/'>
            <title>Links for a</title></head><body><!-- <a href="no-1-py3-none-any.whl"> -->
            <script>"<a href='no.whl'>"</script>
            <a  href="../../f/a-1%2Bb-py3-none-any.whl?t=1&amp;u=2#sha256={SHA}"
                data-requires-python="&gt;=3.8, &#60;4" data-yanked='bad "one"' DATA-CORE-METADATA="sha256={SHA}"
                data-dist-info-metadata="false" rel=internal>a</a><br/>
            <a href=a-1.tar.gz data-yanked data-dist-info-metadata=true>x</a>
            <a name=top>no link</a><a href="b-1.tar.gz"#broken"##
        );
        let page = read(text.as_bytes()).unwrap();
        assert_eq!(page.base.as_deref(), Some("/x/"));
        let sha = Digest::new(Algorithm::Sha256, SHA).unwrap();
        assert_eq!(
            page.files[0],
            RawFile {
                filename: "a-1+b-py3-none-any.whl".into(),
                url: "../../f/a-1%2Bb-py3-none-any.whl?t=1&u=2".into(),
                digests: vec![sha.clone()],
                size: None,
                requires_python: Some(">=3.8, <4".into()),
                yanked: Some("bad \"one\"".into()),
                core_metadata: CoreMetadata::Hashed(sha),
                upload_time: None,
            }
        );
        let rest: Vec<_> =
            page.files[1..].iter().map(|f| (&*f.filename, f.yanked.as_deref(), &f.core_metadata)).collect();
        assert_eq!(rest, [("a-1.tar.gz", Some(""), &CoreMetadata::Unhashed), ("b-1.tar.gz", None, &CoreMetadata::No)]);
    }

    #[test]
    fn newer_versions_and_what_is_no_html_are_refused() {
        let newer = b"<html><meta content='2.0' name='pypi:repository-version'>";
        assert_eq!(read(newer).unwrap_err(), PageError::Version("2.0".into()));
        for garbage in [b"".as_slice(), b"{}", b"\x00\xff\x00", b"hello"] {
            assert_eq!(read(garbage).unwrap_err(), PageError::Garbage);
        }
    }

    #[test]
    fn broken_html_ends_without_harm() {
        for text in [
            "<a ",
            "<a href",
            "<a href=",
            "<a href=\"x",
            "<a href='x.whl' <b>",
            "<html><!-- ",
            "<a&#",
            "<a href=&#xffffffff;&;&amp",
        ] {
            let _ = read(text.as_bytes());
        }
        assert_eq!(unescape("&#x41;&#66;&bogus;&amp;&"), "AB&bogus;&&");
    }
}
