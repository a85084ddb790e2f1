//! Which user name and password go to which URL: bound to scheme, host and port, never to another.

use std::sync::{Mutex, PoisonError};

use super::address::{Address, Credential, Origin};
use super::netrc::Netrc;

/// Known credentials. More can be learned while running (a page whose links carry some).
#[derive(Debug, Default)]
pub struct Credentials {
    known: Mutex<Vec<(Origin, String, Credential)>>,
    netrc: Netrc,
    strangers: Mutex<Vec<Origin>>,
}

impl Credentials {
    /// None known but those of a `.netrc`.
    pub fn new(netrc: Netrc) -> Credentials {
        Credentials { netrc, ..Credentials::default() }
    }

    /// Remembers a credential for everything at the origin of `address`, and first of all below its path.
    pub fn learn(&self, address: &Address, credential: Credential) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (origin, path) = (address.origin(), address.path().to_owned());
        if !known.iter().any(|(o, p, _)| *o == origin && *p == path) {
            known.push((origin, path, credential));
        }
    }

    /// A server that somebody else named: what `.netrc` has for it stays here.
    pub fn keep_from(&self, address: &Address) {
        self.strangers.lock().unwrap_or_else(PoisonError::into_inner).push(address.origin());
    }

    /// The credential for a URL: the one with the longest matching path at its origin, else the first
    /// at its origin, else the one `.netrc` has for the host.
    pub fn find(&self, address: &Address) -> Option<Credential> {
        if address.is_file() {
            return None;
        }
        let origin = address.origin();
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut best: Option<(usize, &Credential)> = None;
        for (_, path, credential) in known.iter().filter(|(o, _, _)| *o == origin) {
            let length = if address.path().starts_with(path.as_str()) { path.len() } else { 0 };
            if best.is_none_or(|(longest, _)| length > longest) {
                best = Some((length, credential));
            }
        }
        if let Some((_, credential)) = best {
            return Some(credential.clone());
        }
        let is_strange = self.strangers.lock().unwrap_or_else(PoisonError::into_inner).contains(&origin);
        if is_strange { None } else { self.netrc.find(&origin.host).cloned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_path_at_the_same_origin_wins() {
        let credentials = Credentials::new(Netrc::parse("machine n.org login n password n"));
        for text in ["https://a:1@h.org/one/", "https://b:2@h.org/two/"] {
            let (address, credential) = Address::parse(text).unwrap();
            credentials.learn(&address, credential.unwrap());
        }
        let user = |text: &str| credentials.find(&Address::parse(text).unwrap().0).map(|c| c.user);
        assert_eq!(user("https://h.org/two/x"), Some("b".into()));
        assert_eq!(user("https://h.org/files/x"), Some("a".into()));
        assert_eq!(user("http://h.org/two/x"), None);
        assert_eq!(user("https://h.org:8443/two/x"), None);
        assert_eq!(user("https://evil.org/two/x"), None);
        assert_eq!(user("https://n.org/"), Some("n".into()));
        assert_eq!(user("file:///two/x"), None);
        credentials.keep_from(&Address::parse("https://n.org/simple/").unwrap().0);
        assert_eq!(user("https://n.org/"), None);
        assert_eq!(user("https://n.org:444/"), Some("n".into()));
    }
}
