//! `.netrc`: machine, login, password. Text in, entries out; a broken file gives what could be read.

use super::address::Credential;

/// The entries of one `.netrc`, in file order.
#[derive(Clone, Debug, Default)]
pub struct Netrc {
    entries: Vec<(Option<String>, Credential)>,
}

impl Netrc {
    /// Reads a file's text. `macdef` bodies run to the next empty line; quotes keep spaces.
    pub fn parse(text: &str) -> Netrc {
        let mut entries = Vec::new();
        let mut machine: Option<Option<String>> = None;
        let (mut login, mut password) = (None, None);
        let mut flush =
            |machine: &mut Option<Option<String>>, login: &mut Option<String>, password: &mut Option<String>| {
                let (user, secret) = (login.take(), password.take());
                if let (Some(name), true) = (machine.take(), user.is_some() || secret.is_some()) {
                    // A password alone is a token; servers that want one take any user name.
                    let credential =
                        Credential { user: user.unwrap_or_default(), password: Some(secret.unwrap_or_default()) };
                    entries.push((name, credential));
                }
            };
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let mut words = words(line).into_iter();
            while let Some(word) = words.next() {
                match word.as_str() {
                    "machine" => {
                        flush(&mut machine, &mut login, &mut password);
                        machine = words.next().map(|name| Some(name.to_ascii_lowercase()));
                    }
                    "default" => {
                        flush(&mut machine, &mut login, &mut password);
                        machine = Some(None);
                    }
                    "login" | "user" => login = words.next(),
                    "password" => password = words.next(),
                    "account" => drop(words.next()),
                    "macdef" => {
                        lines.by_ref().find(|line| line.trim().is_empty());
                        break;
                    }
                    _ => {}
                }
            }
        }
        flush(&mut machine, &mut login, &mut password);
        Netrc { entries }
    }

    /// The entry for `host`, else the `default` one.
    pub fn find(&self, host: &str) -> Option<&Credential> {
        let named = self.entries.iter().find(|(machine, _)| machine.as_deref() == Some(host));
        named.or_else(|| self.entries.iter().find(|(machine, _)| machine.is_none())).map(|(_, credential)| credential)
    }
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = line.chars().peekable();
    loop {
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        let mut word = String::new();
        match chars.peek() {
            None => return words,
            // A comment only where a word would start: passwords may hold `#`.
            Some('#') if words.len() % 2 == 0 => return words,
            Some('"') => {
                chars.next();
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => word.extend(chars.next()),
                        c => word.push(c),
                    }
                }
            }
            Some(_) => {
                while let Some(c) = chars.next_if(|c| !c.is_whitespace()) {
                    word.push(c);
                }
            }
        }
        words.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(netrc: &Netrc, host: &str) -> Option<(String, String)> {
        netrc.find(host).map(|c| (c.user.clone(), c.password.clone().unwrap()))
    }

    #[test]
    fn machines_are_found_by_host_and_default_is_last() {
        let netrc = Netrc::parse(
            "# mine\nmachine A.org login bob password p#1\nmachine b.org\n  login \"al ice\"\n  password \"q\\\"x\"\n\
             default login anonymous password me@\n",
        );
        assert_eq!(user(&netrc, "a.org"), Some(("bob".into(), "p#1".into())));
        assert_eq!(user(&netrc, "b.org"), Some(("al ice".into(), "q\"x".into())));
        assert_eq!(user(&netrc, "c.org"), Some(("anonymous".into(), "me@".into())));
    }

    #[test]
    fn broken_files_give_what_can_be_read() {
        assert_eq!(user(&Netrc::parse("machine"), "a"), None);
        assert_eq!(user(&Netrc::parse("machine a login"), "a"), None);
        assert_eq!(
            user(&Netrc::parse("machine a\nmacdef init\nlogin evil\n\nlogin x password y"), "a"),
            Some(("x".into(), "y".into()))
        );
        assert_eq!(user(&Netrc::parse("machine a password tok"), "a"), Some((String::new(), "tok".into())));
    }
}
