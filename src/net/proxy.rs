//! Which proxy a request takes: explicit settings, else the usual variables.

use std::ffi::OsString;

use super::NetError;
use crate::sourced::{Source, Sourced};

/// Proxies by scheme of the request.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    http: Option<Sourced<Secret>>,
    https: Option<Sourced<Secret>>,
    all: Option<Sourced<Secret>>,
    none_for: Option<String>,
}

// A proxy URL may hold a password.
#[derive(Clone)]
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&super::hide(&self.0))
    }
}

impl Proxies {
    /// One proxy for everything. The variables are not looked at then, as in pip.
    pub fn explicit(proxy: Sourced<String>) -> Proxies {
        Proxies { all: Some(proxy.map(Secret)), ..Proxies::default() }
    }

    /// `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`; lower case before upper case.
    pub fn from_variables(get: &dyn Fn(&str) -> Option<OsString>) -> Proxies {
        let text = |name: &str| get(name).and_then(|v| v.into_string().ok()).filter(|v| !v.trim().is_empty());
        let either = |lower: &str, upper: &str| {
            let (name, value) = match text(lower) {
                Some(value) => (lower, value),
                None => (upper, text(upper)?),
            };
            Some(Sourced::new(Secret(value.trim().to_owned()), Source::Variable(name.to_owned())))
        };
        // A CGI server passes the header `Proxy:` on as HTTP_PROXY; only the lower-case name can be trusted there.
        let is_cgi = text("REQUEST_METHOD").is_some();
        Proxies {
            http: either("http_proxy", if is_cgi { "http_proxy" } else { "HTTP_PROXY" }),
            https: either("https_proxy", "HTTPS_PROXY"),
            all: either("all_proxy", "ALL_PROXY"),
            none_for: text("no_proxy").or_else(|| text("NO_PROXY")),
        }
    }

    /// For the client.
    pub fn build(&self) -> Result<Vec<reqwest::Proxy>, NetError> {
        let mut proxies = Vec::new();
        type Make = fn(&str) -> reqwest::Result<reqwest::Proxy>;
        let makers: [(&Option<Sourced<Secret>>, Make); 3] = [
            (&self.http, |url| reqwest::Proxy::http(url)),
            (&self.https, |url| reqwest::Proxy::https(url)),
            (&self.all, |url| reqwest::Proxy::all(url)),
        ];
        for (setting, make) in makers {
            let Some(setting) = setting else { continue };
            let proxy = make(&setting.value.0).map_err(|_| NetError::Proxy(setting.from.to_string()))?;
            let except = self.none_for.as_deref().and_then(reqwest::NoProxy::from_string);
            proxies.push(proxy.no_proxy(except));
        }
        Ok(proxies)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(pairs: &[(&str, &str)]) -> Proxies {
        Proxies::from_variables(&|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into()))
    }

    #[test]
    fn lower_case_wins_and_secrets_stay_hidden() {
        let proxies = build(&[
            ("HTTPS_PROXY", "http://b:2@upper:1"),
            ("https_proxy", "http://b:2@lower:1"),
            ("ALL_PROXY", "socks5://s:1"),
        ]);
        let shown = format!("{proxies:?}");
        assert!(shown.contains("****@lower:1") && !shown.contains("b:2"), "{shown}");
        assert_eq!(proxies.build().unwrap().len(), 2);
    }

    #[test]
    fn http_proxy_in_capitals_is_ignored_under_cgi() {
        assert!(build(&[("HTTP_PROXY", "http://evil:1"), ("REQUEST_METHOD", "GET")]).http.is_none());
        assert!(build(&[("HTTP_PROXY", "http://fine:1")]).http.is_some());
    }

    #[test]
    fn a_broken_proxy_is_named_by_its_variable_only() {
        let error = build(&[("https_proxy", "http://u:secret@[bad")]).build().unwrap_err();
        assert_eq!(error.to_string(), "https_proxy is not a proxy URL");
    }
}
