//! Another Python or platform than the one that runs here, as options name it.
//!
//! Words and an interpreter in, tags and markers out. What must be built is built by the Python that is there: only its
//! metadata counts then.

use super::resolution::For;
use crate::error::{Exit, Plain, Result};
use crate::interpreter::Interpreter;
use crate::pep::marker::Environment;
use crate::pep::tags::{Implementation, Os, Platform, Tags};
use crate::pep::version::Version;
use crate::ui::clean;

/// For which Python.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Target options")]
pub struct TargetOptions {
    /// For this version of Python, whatever runs here
    #[arg(long, value_name = "VERSION")]
    pub python_version: Option<String>,
    /// For this platform: linux, macos, windows, a triple (aarch64-unknown-linux-musl) or ARCH-manylinux_2_28
    #[arg(long, value_name = "PLATFORM")]
    pub python_platform: Option<String>,
    /// For the platform of this wheel tag, as in pip: manylinux_2_28_x86_64, win_amd64 (can be repeated)
    #[arg(long = "platform", value_name = "TAG", conflicts_with = "python_platform")]
    pub platforms: Vec<String>,
    /// For this implementation of Python: cp, pp or py (wheels for any)
    #[arg(long, value_name = "NAME")]
    pub implementation: Option<String>,
    /// For this ABI, beside the stable one and none (can be repeated)
    #[arg(long = "abi", value_name = "TAG")]
    pub abis: Vec<String>,
}

impl TargetOptions {
    /// True when it is not what runs here.
    pub(super) fn is_other(&self) -> bool {
        self.python_version.is_some()
            || self.python_platform.is_some()
            || !self.platforms.is_empty()
            || self.implementation.is_some()
            || !self.abis.is_empty()
    }

    /// As they were written, each with its value.
    pub(super) fn words(&self) -> Vec<(&'static str, &str)> {
        let mut words: Vec<(&'static str, &str)> = Vec::new();
        words.extend(self.python_version.as_deref().map(|value| ("--python-version", value)));
        words.extend(self.python_platform.as_deref().map(|value| ("--python-platform", value)));
        words.extend(self.platforms.iter().map(|value| ("--platform", value.as_str())));
        words.extend(self.implementation.as_deref().map(|value| ("--implementation", value)));
        words.extend(self.abis.iter().map(|value| ("--abi", value.as_str())));
        words
    }

    /// `interpreter`, as if it were that.
    pub(super) fn seen_from(&self, interpreter: &Interpreter) -> Result<For> {
        let mut target = interpreter.target.clone();
        let mut markers = interpreter.markers.clone();
        let mut python = interpreter.version.only_release();
        if let Some(text) = &self.implementation {
            let (name, full) = implementation(text)?;
            target.implementation = Implementation::parse(name);
            target.soabi.clear();
            if name != "py" {
                markers.implementation_name = name.to_owned();
                markers.platform_python_implementation = full.to_owned();
            }
        }
        if let Some(text) = &self.python_version {
            let [major, minor, micro] = python_version(text)?;
            target.version = (major, minor);
            let full = format!("{major}.{minor}.{micro}");
            if markers.implementation_version == markers.python_full_version {
                markers.implementation_version.clone_from(&full);
            }
            markers.python_version = format!("{major}.{minor}");
            markers.python_full_version = full;
            python = Version::new([major, minor, micro].map(u64::from));
        }
        let mut platforms = Vec::new();
        if let Some(text) = &self.python_platform {
            platforms.push(named(text)?);
        }
        for text in &self.platforms {
            platforms.extend(of_tag(text)?);
        }
        if let Some(first) = platforms.first() {
            set(&mut markers, first);
            target.platform = first.clone();
        }
        let is_any = self.platforms.iter().any(|tag| tag == "any") && platforms.is_empty();
        let platforms = match (platforms.is_empty(), is_any) {
            (false, _) => platforms,
            (true, true) => Vec::new(),
            (true, false) => vec![target.platform.clone()],
        };
        Ok(For { tags: Tags::of_any(&target, &platforms, &self.abis), markers, python })
    }
}

fn wrong(option: &str, text: &str, why: &str, hint: &str) -> crate::error::Error {
    Plain::new(Exit::Usage, format!("{option}: \"{}\" is {why}", clean(text))).hint(hint).into()
}

pub(super) fn python_version(text: &str) -> Result<[u32; 3]> {
    let wrong = || wrong("--python-version", text, "no version of Python", "write it as 3.9 or 3.9.18");
    // As pip: `312` is 3.12.
    let spread = match text.split_at_checked(1) {
        Some((major, minor)) if !minor.is_empty() && !text.contains('.') => format!("{major}.{minor}"),
        _ => text.to_owned(),
    };
    let numbers: Vec<u32> =
        spread.split('.').map(str::parse).collect::<std::result::Result<_, _>>().map_err(|_| wrong())?;
    match numbers[..] {
        // As pip and uv: the first of its kind, so that what is pinned fits all of them.
        [major, minor] => Ok([major, minor, 0]),
        [major, minor, micro] => Ok([major, minor, micro]),
        _ => Err(wrong()),
    }
}

fn implementation(text: &str) -> Result<(&'static str, &'static str)> {
    match text {
        "cp" | "cpython" => Ok(("cpython", "CPython")),
        "pp" | "pypy" => Ok(("pypy", "PyPy")),
        "py" => Ok(("py", "")),
        _ => Err(wrong("--implementation", text, "no implementation that is known", "there are cp, pp and py")),
    }
}

// uv's names. What of glibc and macOS is not said is what was usual when the oldest Python that is kept up came out.
fn named(text: &str) -> Result<Platform> {
    let glibc = |arch: &str, minor| Platform { os: Os::Glibc { major: 2, minor }, arch: arch.to_owned() };
    let mac = |arch: &str| Platform { os: Os::MacOs { major: 13, minor: 0 }, arch: arch.to_owned() };
    let windows = |tag: &str, arch: &str| Platform { os: Os::Other(tag.to_owned()), arch: arch.to_owned() };
    let arch = text.split('-').next().unwrap_or_default();
    let rest = text.strip_prefix(arch).unwrap_or_default().trim_start_matches('-');
    Ok(match (text, rest) {
        ("linux", _) => glibc("x86_64", 28),
        ("macos", _) => mac("arm64"),
        ("windows", _) => windows("win-amd64", "AMD64"),
        (_, "unknown-linux-gnu" | "linux-gnu") => glibc(arch, 28),
        (_, "unknown-linux-musl" | "linux-musl") => {
            Platform { os: Os::Musl { major: 1, minor: 2 }, arch: arch.to_owned() }
        }
        ("aarch64-apple-darwin", _) => mac("arm64"),
        ("x86_64-apple-darwin", _) => mac("x86_64"),
        ("x86_64-pc-windows-msvc", _) => windows("win-amd64", "AMD64"),
        ("i686-pc-windows-msvc", _) => windows("win32", "x86"),
        ("aarch64-pc-windows-msvc", _) => windows("win-arm64", "ARM64"),
        (_, "manylinux2014") => glibc(arch, 17),
        _ => {
            let numbers = rest.strip_prefix("manylinux_").and_then(|rest| rest.split_once('_'));
            let version = numbers.and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
            match version {
                Some((major, minor)) => Platform { os: Os::Glibc { major, minor }, arch: arch.to_owned() },
                None => {
                    let hint = "name one as linux, macos, windows, aarch64-apple-darwin or x86_64-manylinux_2_28";
                    return Err(wrong("--python-platform", text, "no platform that is known", hint));
                }
            }
        }
    })
}

// The platform whose wheels have this tag; none for `any`.
fn of_tag(tag: &str) -> Result<Option<Platform>> {
    let unknown = || wrong("--platform", tag, "no platform tag that is known", "name one as manylinux_2_28_x86_64");
    let versioned = |prefix: &str| {
        let (major, rest) = tag.strip_prefix(prefix)?.split_once('_')?;
        let (minor, arch) = rest.split_once('_')?;
        Some((major.parse().ok()?, minor.parse().ok()?, arch.to_owned()))
    };
    let old = [("manylinux1_", 5), ("manylinux2010_", 12), ("manylinux2014_", 17)];
    if tag == "any" {
        return Ok(None);
    }
    if let Some((arch, minor)) = old.iter().find_map(|(prefix, minor)| Some((tag.strip_prefix(prefix)?, *minor))) {
        return Ok(Some(Platform { os: Os::Glibc { major: 2, minor }, arch: arch.to_owned() }));
    }
    let platform = if let Some((major, minor, arch)) = versioned("manylinux_") {
        Platform { os: Os::Glibc { major, minor }, arch }
    } else if let Some((major, minor, arch)) = versioned("musllinux_") {
        Platform { os: Os::Musl { major, minor }, arch }
    } else if let Some((major, minor, arch)) = versioned("macosx_") {
        Platform { os: Os::MacOs { major, minor }, arch }
    } else if let Some(arch) = tag.strip_prefix("linux_") {
        Platform { os: Os::Linux, arch: arch.to_owned() }
    } else {
        let arch = match tag {
            "win_amd64" => "AMD64",
            "win32" => "x86",
            "win_arm64" => "ARM64",
            _ => return Err(unknown()),
        };
        Platform { os: Os::Other(tag.to_owned()), arch: arch.to_owned() }
    };
    Ok(Some(platform))
}

// What only one machine knows, its kernel, is empty.
fn set(markers: &mut Environment, platform: &Platform) {
    let (os_name, sys_platform, system) = match platform.os {
        Os::MacOs { .. } => ("posix", "darwin", "Darwin"),
        Os::Other(_) => ("nt", "win32", "Windows"),
        Os::Glibc { .. } | Os::Musl { .. } | Os::Linux => ("posix", "linux", "Linux"),
    };
    markers.os_name = os_name.to_owned();
    markers.sys_platform = sys_platform.to_owned();
    markers.platform_system = system.to_owned();
    markers.platform_machine.clone_from(&platform.arch);
    markers.platform_release.clear();
    markers.platform_version.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn platforms_are_known_by_their_names_and_tags() {
        let check = |text: &str, os: Os, arch: &str| {
            assert_eq!(named(text).ok(), Some(Platform { os, arch: arch.into() }), "{text}");
        };
        check("linux", Os::Glibc { major: 2, minor: 28 }, "x86_64");
        check("aarch64-unknown-linux-gnu", Os::Glibc { major: 2, minor: 28 }, "aarch64");
        check("x86_64-unknown-linux-musl", Os::Musl { major: 1, minor: 2 }, "x86_64");
        check("x86_64-manylinux_2_31", Os::Glibc { major: 2, minor: 31 }, "x86_64");
        check("aarch64-manylinux2014", Os::Glibc { major: 2, minor: 17 }, "aarch64");
        check("macos", Os::MacOs { major: 13, minor: 0 }, "arm64");
        check("x86_64-apple-darwin", Os::MacOs { major: 13, minor: 0 }, "x86_64");
        check("windows", Os::Other("win-amd64".into()), "AMD64");
        for text in ["", "beos", "x86_64", "x86_64-manylinux_2", "x86_64-manylinux_a_b", "-apple-darwin"] {
            assert!(named(text).is_err(), "{text}");
        }
        let check = |tag: &str, os: Os, arch: &str| {
            assert_eq!(of_tag(tag).ok(), Some(Some(Platform { os, arch: arch.into() })), "{tag}");
        };
        check("manylinux2014_x86_64", Os::Glibc { major: 2, minor: 17 }, "x86_64");
        check("manylinux_2_28_aarch64", Os::Glibc { major: 2, minor: 28 }, "aarch64");
        check("musllinux_1_2_x86_64", Os::Musl { major: 1, minor: 2 }, "x86_64");
        check("macosx_11_0_arm64", Os::MacOs { major: 11, minor: 0 }, "arm64");
        check("linux_armv7l", Os::Linux, "armv7l");
        check("win32", Os::Other("win32".into()), "x86");
        assert_eq!(of_tag("any").ok(), Some(None));
        for tag in ["", "manylinux_2_x86_64", "win", "x86_64"] {
            assert!(of_tag(tag).is_err(), "{tag}");
        }
    }
}
