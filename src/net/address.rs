//! URLs that cannot leak: user name and password are split off when a URL is read and never come back.
//!
//! Text in, [`Address`] and [`Credential`] out. What is displayed shows `****` where secrets were.

use std::fmt;
use std::sync::Arc;

use url::Url;

/// A URL without user information, http, https or file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    url: Arc<Url>,
    had_credentials: bool,
}

/// A user name and password, as sent by HTTP basic authentication. Its `Debug` shows neither password
/// nor token.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// The user name; a token when `password` is `None`.
    pub user: String,
    /// The password.
    pub password: Option<String>,
}

/// Why a text is no usable URL. Never quotes the text itself: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// No URL.
    #[error("not a URL")]
    Malformed,
    /// `ftp:`, `git+ssh:`, `javascript:`.
    #[error("not an http, https or file URL")]
    Scheme,
    /// `http:///x`.
    #[error("a URL without a host")]
    Host,
}

/// Scheme, host and port: what a credential is bound to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// `https`.
    pub scheme: String,
    /// Lower case; empty for files.
    pub host: String,
    /// The known default when the URL has none.
    pub port: u16,
}

impl Address {
    /// Reads a URL and splits its credentials off.
    pub fn parse(text: &str) -> Result<(Address, Option<Credential>), AddressError> {
        Self::split(Url::parse(text.trim()).map_err(|_| AddressError::Malformed)?)
    }

    /// Reads a reference relative to this URL. Credentials in it are split off as well.
    pub fn join(&self, reference: &str) -> Result<(Address, Option<Credential>), AddressError> {
        Self::split(self.url.join(reference.trim()).map_err(|_| AddressError::Malformed)?)
    }

    /// A file or directory on this machine; `path` must be absolute.
    pub fn of_path(path: &std::path::Path) -> Option<Address> {
        Url::from_file_path(path).ok().map(|url| Address { url: Arc::new(url), had_credentials: false })
    }

    fn split(mut url: Url) -> Result<(Address, Option<Credential>), AddressError> {
        match url.scheme() {
            "http" | "https" => {
                if url.host_str().is_none_or(str::is_empty) {
                    return Err(AddressError::Host);
                }
            }
            "file" => {}
            _ => return Err(AddressError::Scheme),
        }
        let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        let credential = (!url.username().is_empty() || url.password().is_some())
            .then(|| Credential { user: decode(url.username()), password: url.password().map(decode) });
        if credential.is_some() {
            // Only URLs without a host refuse these, and those were refused above or are files.
            let _ = url.set_username("");
            let _ = url.set_password(None);
        }
        Ok((Address { url: Arc::new(url), had_credentials: credential.is_some() }, credential))
    }

    /// The URL to send; holds no user information.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The URL's text with query and fragment, without user information. For requests and keys, not for people.
    pub fn text(&self) -> &str {
        self.url.as_str()
    }

    /// Whom it belongs to.
    pub fn origin(&self) -> Origin {
        Origin {
            scheme: self.url.scheme().to_owned(),
            host: self.url.host_str().unwrap_or_default().to_ascii_lowercase(),
            port: self.url.port_or_known_default().unwrap_or(0),
        }
    }

    /// `file`.
    pub fn is_file(&self) -> bool {
        self.url.scheme() == "file"
    }

    /// `https`.
    pub fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The path of a `file:` URL.
    pub fn to_path(&self) -> Option<std::path::PathBuf> {
        if self.is_file() { self.url.to_file_path().ok() } else { None }
    }

    /// The path part, for comparing prefixes.
    pub fn path(&self) -> &str {
        self.url.path()
    }

    /// The fragment: `sha256=…`.
    pub fn fragment(&self) -> Option<&str> {
        self.url.fragment()
    }

    /// The same without fragment.
    #[must_use]
    pub fn without_fragment(mut self) -> Address {
        Arc::make_mut(&mut self.url).set_fragment(None);
        self
    }

    /// The same with a path that ends in `/`, so that names can be joined to it.
    #[must_use]
    pub fn as_directory(mut self) -> Address {
        if !self.url.path().ends_with('/') {
            let path = format!("{}/", self.url.path());
            Arc::make_mut(&mut self.url).set_path(&path);
        }
        self
    }

    /// Appends to the path (before query and fragment).
    #[must_use]
    pub fn with_suffix(mut self, suffix: &str) -> Address {
        let path = format!("{}{suffix}", self.url.path());
        Arc::make_mut(&mut self.url).set_path(&path);
        self
    }

    /// True when a query may carry a signature or token.
    pub fn has_query(&self) -> bool {
        self.url.query().is_some()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = (*self.url).clone();
        let query = shown.query().is_some();
        shown.set_query(None);
        shown.set_fragment(None);
        if self.had_credentials {
            let _ = shown.set_username("****");
        }
        // Signed URLs carry their secret in the query.
        write!(f, "{}{}", crate::ui::clean(shown.as_str()), if query { "?****" } else { "" })
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown().unwrap_or("****"))
    }
}

impl Credential {
    /// The user name, if it is one: a user without password is a token and is not shown.
    pub fn shown(&self) -> Option<&str> {
        self.password.as_ref().map(|_| self.user.as_str())
    }

    /// The value of the `Authorization` header.
    pub fn basic(&self) -> String {
        use base64::Engine as _;
        let text = format!("{}:{}", self.user, self.password.as_deref().unwrap_or_default());
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(text))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}:{}", self.scheme, self.host, self.port)
    }
}

/// `text` with the user information of any URL in it replaced, for messages that quote what could not be read.
pub fn hide(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        let end = after.find(|c: char| c == '/' || c == '?' || c == '#' || c.is_whitespace()).unwrap_or(after.len());
        out.push_str(before);
        match after[..end].rfind('@') {
            Some(user) => {
                out.push_str("****");
                out.push_str(&after[user..end]);
            }
            None => out.push_str(&after[..end]),
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    crate::ui::clean(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_split_off_and_never_shown() {
        let (address, credential) = Address::parse("https://bob:s%40cret@Example.org/simple?sig=abc#x").unwrap();
        assert_eq!(credential, Some(Credential { user: "bob".into(), password: Some("s@cret".into()) }));
        assert_eq!(address.text(), "https://example.org/simple?sig=abc#x");
        assert_eq!(
            format!("{address} {address:?}"),
            "https://****@example.org/simple?**** ".to_owned() + "https://****@example.org/simple?****"
        );
        assert_eq!(format!("{:?}", credential.unwrap()), "bob");
    }

    #[test]
    fn a_user_without_password_is_a_token_and_hidden() {
        let (_, credential) = Address::parse("https://tok3n@example.org/").unwrap();
        let credential = credential.unwrap();
        assert_eq!(credential.shown(), None);
        assert_eq!(format!("{credential:?}"), "****");
        assert_eq!(credential.basic(), "Basic dG9rM246");
    }

    #[test]
    fn only_http_and_files_are_addresses() {
        for bad in ["ftp://x/y", "javascript:alert(1)", "git+ssh://x/y", "data:text/plain,x", "no url", ""] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
        let (base, _) = Address::parse("https://example.org/simple/a/").unwrap();
        assert_eq!(base.join("../../f/a.whl").unwrap().0.text(), "https://example.org/f/a.whl");
        assert_eq!(base.join("javascript:x").unwrap_err(), AddressError::Scheme);
        assert!(base.join("//u:p@other.org/x").unwrap().1.is_some());
    }

    #[test]
    fn origins_compare_scheme_host_and_port() {
        let origin = |text: &str| Address::parse(text).unwrap().0.origin();
        assert_eq!(origin("https://a.org/x"), origin("https://A.org:443/y"));
        assert_ne!(origin("https://a.org/x"), origin("http://a.org/x"));
        assert_ne!(origin("https://a.org/x"), origin("https://a.org:8443/x"));
    }

    #[test]
    fn quoted_text_hides_user_information() {
        assert_eq!(hide("bad https://u:p@h/x and http://h2/y"), "bad https://****@h/x and http://h2/y");
        assert_eq!(hide("https://u:p@ss@h/x"), "https://****@h/x");
    }
}
