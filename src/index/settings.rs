//! Which indexes are asked, how they are reached, and who said so.
//!
//! In: options of the command line and of requirements files, pip's variables and files, the usual variables for
//! proxies and certificates. Out: [`Settings`]. Never asks the network.
//!
//! One rule differs from pip, on purpose: a package is taken from the **first** index that knows its name, the extra
//! ones before the main one, as in uv. pip takes the highest version of all, so that anybody who registers a
//! private name on the public index takes it over. And an `--index-url` on the command line stands alone: extra
//! indexes from variables and pip's files are not asked then.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub use super::pins::{Named, Pin, Pinned};
use super::pip_config::{PipConfig, PipConfigError, Surroundings};
use crate::error::{Exit, Explain};
use crate::net::{
    self, Address, AddressError, Credential, Credentials, Net, Netrc, Patience, Proxies, Roots, TrustedHost,
};
use crate::pep::name::PackageName;
use crate::sourced::{Source, Sourced};
use crate::sys;

/// The index that is asked when nobody names one, the same as pip's.
pub const DEFAULT_INDEX: &str = "https://pypi.org/simple/";

/// What one place, the command line or a requirements file, says about indexes.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--index-url`
    pub index_url: Option<Sourced<String>>,
    /// `--extra-index-url`
    pub extra_index_urls: Vec<Sourced<String>>,
    /// `--find-links`; a relative path is relative to [`World::cwd`].
    pub find_links: Vec<Sourced<String>>,
    /// `--no-index`
    pub no_index: bool,
    /// `--cert`
    pub cert: Option<Sourced<String>>,
    /// `--client-cert`
    pub client_cert: Option<Sourced<String>>,
    /// `--proxy`
    pub proxy: Option<Sourced<String>>,
    /// `--trusted-host`
    pub trusted_hosts: Vec<Sourced<String>>,
    /// `--timeout`, in seconds.
    pub timeout: Option<Sourced<String>>,
    /// `--retries`
    pub retries: Option<Sourced<String>>,
    /// Indexes with a name, and others that go before the main one.
    pub named: Vec<Named>,
    /// Packages that come from one of them.
    pub pins: Vec<Pin>,
}

/// What the settings are read from, beside options.
pub struct World<'a> {
    /// Reads one variable.
    pub get: &'a dyn Fn(&str) -> Option<OsString>,
    /// The names of all variables.
    pub names: Vec<String>,
    /// The user's home directory.
    pub home: Option<&'a Path>,
    /// What relative paths start from.
    pub cwd: &'a Path,
    /// True under `--offline`.
    pub offline: bool,
    /// Transfers at once; 0 for the default.
    pub concurrency: usize,
}

/// Which indexes are asked and how.
#[derive(Debug, Default)]
pub struct Settings {
    /// Indexes in the order they are asked: extra ones first. Without credentials.
    pub indexes: Vec<Sourced<Address>>,
    /// Packages that come from one index and no other, each with when that counts.
    pub pins: Vec<Pinned>,
    /// Directories and pages with files, asked beside the indexes.
    pub find_links: Vec<Sourced<Address>>,
    /// Credentials of URLs and of `.netrc`.
    pub credentials: Credentials,
    /// Proxies, certificates, patience.
    pub net: net::Config,
    /// Remarks for the user: what was set and is not used.
    pub notes: Vec<String>,
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A file of pip's.
    #[error("could not use pip's configuration")]
    PipConfig(#[from] PipConfigError),
    /// A URL.
    #[error("{from}: \"{shown}\" is {why}")]
    Url {
        /// Who said so.
        from: Source,
        /// The text, without user information.
        shown: String,
        /// What is wrong.
        why: AddressError,
    },
    /// A pin to nothing.
    #[error("{from}: there is no index \"{name}\", where {package} should come from")]
    NoIndex {
        /// Who said so.
        from: Source,
        /// The index.
        name: String,
        /// The package.
        package: PackageName,
    },
    /// A number.
    #[error("{from}: \"{text}\" is not a number of {unit}")]
    Number {
        /// Who said so.
        from: Source,
        /// What was said.
        text: String,
        /// `seconds`, `tries`
        unit: &'static str,
    },
}

impl Explain for SettingsError {
    fn exit(&self) -> Exit {
        match self {
            SettingsError::PipConfig(PipConfigError::Read(_)) => Exit::Disk,
            _ => Exit::Refused,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            SettingsError::PipConfig(_) => vec!["set PIP_CONFIG_FILE=/dev/null to go on without pip's files".into()],
            SettingsError::NoIndex { name, .. } => vec![format!(
                "name it: '--index {name}=URL', or [[tool.noglue.index]] with name and url in pyproject.toml"
            )],
            _ => Vec::new(),
        }
    }
}

impl Settings {
    /// Settings from `options`, the command line first, then requirements files, then from the world around.
    pub fn resolve(options: &[Options], world: &World<'_>) -> Result<Settings, SettingsError> {
        let around = Surroundings { get: world.get, names: world.names.clone(), home: world.home };
        let pip = PipConfig::load(&around)?;
        let mut settings = Settings { credentials: Credentials::new(netrc(world)), ..Settings::default() };
        settings.find_indexes(options, &pip, world)?;
        settings.find_pins(options, world)?;
        settings.find_links(options, &pip, world)?;
        settings.net = net_config(options, &pip, world)?;
        Ok(settings)
    }

    /// The way to the servers, with these settings. Starts nothing.
    pub fn connect(&mut self) -> Arc<Net> {
        Net::new(self.net.clone(), std::mem::take(&mut self.credentials))
    }

    fn find_indexes(&mut self, options: &[Options], pip: &PipConfig, world: &World<'_>) -> Result<(), SettingsError> {
        if options.iter().any(|o| o.no_index) || pip.flag("no-index").is_some_and(|flag| flag.value) {
            return Ok(());
        }
        let said = options.iter().find_map(|o| o.index_url.clone());
        let is_explicit = said.as_ref().is_some_and(|url| matches!(url.from, Source::CommandLine(_)));
        let all = || options.iter().flat_map(|o| &o.named);
        // What came with a project is asked for what is pinned to it only, and what the user names in its place likewise
        // when the project says so.
        let is_for_all = |named: &&Named| {
            let is_pinned_only = all().any(|o| o.explicit && o.name.is_some() && o.name == named.name);
            named.is_of_user && !named.explicit && !is_pinned_only
        };
        let (typed, of_files): (Vec<_>, Vec<_>) = all()
            .filter(is_for_all)
            .map(|named| named.url.clone())
            .partition(|url| !matches!(url.from, Source::File(..)));
        let mut texts = typed;
        texts.extend(options.iter().flat_map(|o| o.extra_index_urls.clone()));
        let ambient = [of_files, pip.list("extra-index-url")].concat();
        if let (true, Some(first)) = (is_explicit, ambient.first()) {
            self.notes.push(format!("--index-url stands alone; extra indexes from {} are not asked", first.from));
        } else {
            texts.extend(ambient);
        }
        let default = || Sourced::new(DEFAULT_INDEX.to_owned(), Source::Default);
        texts.push(said.or_else(|| pip.value("index-url")).unwrap_or_else(default));
        for text in texts {
            let address = self.address(&text, world)?.map(Address::as_directory);
            if !self.indexes.iter().any(|known| known.value.text() == address.value.text()) {
                self.indexes.push(address);
            }
        }
        Ok(())
    }

    fn find_links(&mut self, options: &[Options], pip: &PipConfig, world: &World<'_>) -> Result<(), SettingsError> {
        let said = options.iter().flat_map(|o| o.find_links.clone());
        for text in said.chain(pip.list("find-links")).collect::<Vec<_>>() {
            let address = self.address(&text, world)?;
            if !self.find_links.iter().any(|known| known.value.text() == address.value.text()) {
                self.find_links.push(address);
            }
        }
        Ok(())
    }

    // A URL or a path. Its credentials are kept apart.
    pub(super) fn address(&self, text: &Sourced<String>, world: &World<'_>) -> Result<Sourced<Address>, SettingsError> {
        let trimmed = text.value.trim();
        let parsed = if trimmed.contains("://") || trimmed.starts_with("file:") {
            Address::parse(trimmed)
        } else {
            let path = sys::fs::absolute(&home_path(trimmed, world.home), world.cwd);
            Address::of_path(&path).map(|address| (address, None)).ok_or(AddressError::Malformed)
        };
        let (address, credential) =
            parsed.map_err(|why| SettingsError::Url { from: text.from.clone(), shown: net::hide(trimmed), why })?;
        if let Some(credential) = credential {
            self.credentials.learn(&address, credential);
        }
        Ok(Sourced::new(address, text.from.clone()))
    }

    /// Remembers a credential for what lies at and below a URL.
    pub fn learn(&self, address: &Address, credential: Credential) {
        self.credentials.learn(address, credential);
    }
}

fn home_path(text: &str, home: Option<&Path>) -> PathBuf {
    match (text.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(text),
    }
}

fn netrc(world: &World<'_>) -> Netrc {
    let named = (world.get)("NETRC").filter(|path| !path.is_empty()).map(PathBuf::from);
    let places = match (named, world.home) {
        (Some(path), _) => vec![path],
        (None, Some(home)) => vec![home.join(".netrc"), home.join("_netrc")],
        (None, None) => Vec::new(),
    };
    let text = places.iter().find_map(|path| sys::fs::read(path).ok());
    text.map(|bytes| Netrc::parse(&String::from_utf8_lossy(&bytes))).unwrap_or_default()
}

fn net_config(options: &[Options], pip: &PipConfig, world: &World<'_>) -> Result<net::Config, SettingsError> {
    let one = |of: fn(&Options) -> &Option<Sourced<String>>, keys: &[&str]| {
        options.iter().find_map(|o| of(o).clone()).or_else(|| keys.iter().find_map(|key| pip.value(key)))
    };
    let path = |text: Sourced<String>| text.map(|t| sys::fs::absolute(&home_path(&t, world.home), world.cwd));
    let mut patience = Patience::default();
    if let Some(seconds) = one(|o| &o.timeout, &["timeout", "default-timeout"]) {
        let number: f64 = number(&seconds, "seconds")?;
        let limits = |least: f64| Duration::from_secs_f64(number.clamp(least, 86_400.0));
        patience.stall = limits(0.1);
        // Longer than the default does not mean that a dead host is waited for longer.
        patience.connect = patience.connect.min(limits(0.1));
    }
    if let Some(retries) = one(|o| &o.retries, &["retries"]) {
        patience.tries = number::<u32>(&retries, "tries")?.min(100) + 1;
    }
    let proxies = match one(|o| &o.proxy, &["proxy"]) {
        Some(proxy) => Proxies::explicit(proxy),
        None => Proxies::from_variables(world.get),
    };
    let said = options.iter().flat_map(|o| o.trusted_hosts.clone());
    let trusted_hosts = said.chain(pip.list("trusted-host")).map(|host| trusted_host(&host.value)).collect();
    Ok(net::Config {
        proxies,
        roots: roots(one(|o| &o.cert, &["cert"]).map(path), world),
        identity: one(|o| &o.client_cert, &["client-cert"]).map(path),
        trusted_hosts,
        patience,
        concurrency: world.concurrency,
        offline: world.offline,
    })
}

// One place that is named wins over the next: pip's, that of requests and curl, that of OpenSSL.
fn roots(cert: Option<Sourced<PathBuf>>, world: &World<'_>) -> Roots {
    let variable = |name: &str| {
        let value = (world.get)(name).filter(|value| !value.is_empty())?;
        let path = sys::fs::absolute(Path::new(&value), world.cwd);
        Some(Sourced::new(path, Source::Variable(name.to_owned())))
    };
    if let Some(one) = cert.or_else(|| variable("REQUESTS_CA_BUNDLE")).or_else(|| variable("CURL_CA_BUNDLE")) {
        return Roots::Named(vec![one]);
    }
    let mut named: Vec<Sourced<PathBuf>> = variable("SSL_CERT_FILE").into_iter().collect();
    // OpenSSL takes a list of directories.
    for dir in (world.get)("SSL_CERT_DIR").iter().flat_map(std::env::split_paths).filter(|d| d.is_absolute()) {
        // A directory with the file's own certificates in a thousand pieces says nothing new.
        if named.is_empty() || !named[0].value.starts_with(&dir) {
            named.push(Sourced::new(dir, Source::Variable("SSL_CERT_DIR".to_owned())));
        }
    }
    if named.is_empty() { Roots::System } else { Roots::Named(named) }
}

fn trusted_host(text: &str) -> TrustedHost {
    let text = text.trim().to_ascii_lowercase();
    match text.rsplit_once(':').map(|(host, port)| (host, port.parse())) {
        Some((host, Ok(port))) if !host.is_empty() && (!host.contains(':') || host.ends_with(']')) => {
            TrustedHost { host: host.to_owned(), port: Some(port) }
        }
        _ => TrustedHost { host: text, port: None },
    }
}

fn number<T: std::str::FromStr>(text: &Sourced<String>, unit: &'static str) -> Result<T, SettingsError> {
    text.value.trim().parse().map_err(|_| SettingsError::Number {
        from: text.from.clone(),
        text: crate::ui::clean(&text.value),
        unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(options: &[Options], pairs: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let mut pairs = pairs.to_vec();
        pairs.push(("PIP_CONFIG_FILE", "/dev/null"));
        Settings::resolve(
            options,
            &World {
                get: &|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into()),
                names: pairs.iter().map(|(n, _)| (*n).to_owned()).collect(),
                home: Some(Path::new("/h/me")),
                cwd: Path::new("/project"),
                offline: false,
                concurrency: 0,
            },
        )
    }

    fn said(text: &str) -> Sourced<String> {
        Sourced::new(text.to_owned(), Source::CommandLine("--index-url"))
    }

    fn shown(addresses: &[Sourced<Address>]) -> Vec<String> {
        addresses.iter().map(|a| a.value.to_string()).collect()
    }

    #[test]
    fn nothing_said_means_the_default() {
        let settings = resolve(&[], &[]).unwrap();
        assert_eq!(shown(&settings.indexes), [DEFAULT_INDEX]);
        assert_eq!(settings.indexes[0].from, Source::Default);
        assert_eq!(settings.net.roots, Roots::System);
    }

    #[test]
    fn extra_indexes_come_first_and_credentials_are_split_off() {
        let pairs =
            [("PIP_INDEX_URL", "https://u:secret@main/simple"), ("PIP_EXTRA_INDEX_URL", "https://x/a https://y/b/")];
        let settings = resolve(&[], &pairs).unwrap();
        assert_eq!(shown(&settings.indexes), ["https://x/a/", "https://y/b/", "https://****@main/simple/"]);
        assert!(!format!("{settings:?}").contains("secret"));
        let file = Address::parse("https://main/simple/a/").unwrap().0;
        assert_eq!(settings.credentials.find(&file).unwrap().user, "u");
    }

    #[test]
    fn an_index_on_the_command_line_stands_alone() {
        let options = Options { index_url: Some(said("https://mine/simple")), ..Options::default() };
        let settings = resolve(&[options], &[("PIP_EXTRA_INDEX_URL", "https://x/a")]).unwrap();
        assert_eq!(shown(&settings.indexes), ["https://mine/simple/"]);
        assert_eq!(settings.notes, ["--index-url stands alone; extra indexes from PIP_EXTRA_INDEX_URL are not asked"]);
    }

    #[test]
    fn find_links_are_paths_or_urls_and_no_index_leaves_only_them() {
        let pairs = [("PIP_FIND_LINKS", "wheels ~/w https://h/p file:///x"), ("PIP_NO_INDEX", "true")];
        let settings = resolve(&[], &pairs).unwrap();
        assert_eq!(
            shown(&settings.find_links),
            ["file:///project/wheels", "file:///h/me/w", "https://h/p", "file:///x"]
        );
        assert!(settings.indexes.is_empty());
    }

    #[test]
    fn certificates_are_taken_from_the_first_that_names_some() {
        let all = [
            ("SSL_CERT_FILE", "/d"),
            ("SSL_CERT_DIR", "/e"),
            ("CURL_CA_BUNDLE", "/c"),
            ("REQUESTS_CA_BUNDLE", "/b"),
            ("PIP_CERT", "/a"),
        ];
        let named = |pairs: &[(&str, &str)]| match resolve(&[], pairs).unwrap().net.roots {
            Roots::Named(places) => places.into_iter().map(|p| format!("{} {}", p.value.display(), p.from)).collect(),
            Roots::System => vec![],
        };
        assert_eq!(named(&all), ["/a PIP_CERT"]);
        assert_eq!(named(&all[..4]), ["/b REQUESTS_CA_BUNDLE"]);
        assert_eq!(named(&all[..3]), ["/c CURL_CA_BUNDLE"]);
        assert_eq!(named(&all[..2]), ["/d SSL_CERT_FILE", "/e SSL_CERT_DIR"]);
    }

    #[test]
    fn wrong_values_name_who_said_them_and_no_secret() {
        let error = |pairs: &[(&str, &str)]| resolve(&[], pairs).unwrap_err().to_string();
        assert_eq!(
            error(&[("PIP_INDEX_URL", "ftp://u:secret@h/x")]),
            "PIP_INDEX_URL: \"ftp://****@h/x\" is not an http, https or file URL"
        );
        assert_eq!(error(&[("PIP_TIMEOUT", "soon")]), "PIP_TIMEOUT: \"soon\" is not a number of seconds");
        assert_eq!(error(&[("PIP_RETRIES", "-1")]), "PIP_RETRIES: \"-1\" is not a number of tries");
    }

    #[test]
    fn timeouts_retries_and_hosts_are_pips() {
        let settings = resolve(
            &[],
            &[("PIP_DEFAULT_TIMEOUT", "180"), ("PIP_RETRIES", "2"), ("PIP_TRUSTED_HOST", "a b:8443 [::1]:80")],
        )
        .unwrap();
        assert_eq!((settings.net.patience.stall.as_secs(), settings.net.patience.tries), (180, 3));
        assert_eq!(settings.net.patience.connect.as_secs(), 10);
        let hosts: Vec<_> = settings.net.trusted_hosts.iter().map(|h| (h.host.as_str(), h.port)).collect();
        assert_eq!(hosts, [("a", None), ("b", Some(8443)), ("[::1]", Some(80))]);
    }
}
