//! The variables a marker asks for, and their names and types.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::version::Version;

/// What an interpreter says about itself: the variables of the dependency specifiers page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    /// `os.name`: `posix`
    pub os_name: String,
    /// `sys.platform`: `linux`
    pub sys_platform: String,
    /// `platform.machine()`: `x86_64`
    pub platform_machine: String,
    /// `platform.python_implementation()`: `CPython`
    pub platform_python_implementation: String,
    /// `platform.release()`: `6.1.0-13-amd64`
    pub platform_release: String,
    /// `platform.system()`: `Linux`
    pub platform_system: String,
    /// `platform.version()`: `#1 SMP ...`
    pub platform_version: String,
    /// The first two numbers of the version: `3.12`
    pub python_version: String,
    /// `platform.python_version()`: `3.12.1`
    pub python_full_version: String,
    /// `sys.implementation.name`: `cpython`
    pub implementation_name: String,
    /// `sys.implementation.version`: `3.12.1`
    pub implementation_version: String,
}

impl Environment {
    /// The full version of the interpreter; `None` when it is no version at all.
    ///
    /// Builds between releases call themselves `3.13.0a2+`; that reads as a local version, as in `packaging`.
    pub fn full_version(&self) -> Option<Version> {
        version_text(&self.python_full_version).parse().ok()
    }

    // The text of a field that is one value; `None` for sets and unknown fields.
    pub(super) fn text(&self, field: &Field) -> Option<&str> {
        Some(match field {
            Field::OsName => &self.os_name,
            Field::SysPlatform => &self.sys_platform,
            Field::PlatformMachine => &self.platform_machine,
            Field::PlatformPythonImplementation => &self.platform_python_implementation,
            Field::PlatformRelease => &self.platform_release,
            Field::PlatformSystem => &self.platform_system,
            Field::PlatformVersion => &self.platform_version,
            Field::PythonVersion => &self.python_version,
            Field::PythonFullVersion => &self.python_full_version,
            Field::ImplementationName => &self.implementation_name,
            Field::ImplementationVersion => &self.implementation_version,
            Field::Extra | Field::Extras | Field::DependencyGroups | Field::Unknown(_) => return None,
        })
    }
}

/// The text of a version as an interpreter reports it, as one that can be parsed.
pub(super) fn version_text(text: &str) -> Cow<'_, str> {
    if text.ends_with('+') { format!("{text}local").into() } else { text.into() }
}

/// A name on one side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// `os_name`
    OsName,
    /// `sys_platform`
    SysPlatform,
    /// `platform_machine`
    PlatformMachine,
    /// `platform_python_implementation`
    PlatformPythonImplementation,
    /// `platform_release`
    PlatformRelease,
    /// `platform_system`
    PlatformSystem,
    /// `platform_version`
    PlatformVersion,
    /// `python_version`
    PythonVersion,
    /// `python_full_version`
    PythonFullVersion,
    /// `implementation_name`
    ImplementationName,
    /// `implementation_version`
    ImplementationVersion,
    /// `extra`: one of the extras asked for
    Extra,
    /// `extras`: the set, in lock files
    Extras,
    /// `dependency_groups`: the set, in lock files
    DependencyGroups,
    /// Anything else; evaluating it is an error
    Unknown(String),
}

/// How a field compares (table of the revision of January 2026).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Version,
    VersionOrText,
    Extra,
    Set,
    Unknown,
}

impl Field {
    /// The field of a name; dotted names are from PEP 345 (`os.name`), still found in old metadata.
    pub(super) fn parse(name: &str) -> Field {
        match name {
            "os_name" | "os.name" => Field::OsName,
            "sys_platform" | "sys.platform" => Field::SysPlatform,
            "platform_machine" | "platform.machine" => Field::PlatformMachine,
            "platform_python_implementation" | "platform.python_implementation" | "python_implementation" => {
                Field::PlatformPythonImplementation
            }
            "platform_release" => Field::PlatformRelease,
            "platform_system" => Field::PlatformSystem,
            "platform_version" | "platform.version" => Field::PlatformVersion,
            "python_version" => Field::PythonVersion,
            "python_full_version" => Field::PythonFullVersion,
            "implementation_name" => Field::ImplementationName,
            "implementation_version" => Field::ImplementationVersion,
            "extra" => Field::Extra,
            "extras" => Field::Extras,
            "dependency_groups" => Field::DependencyGroups,
            other => Field::Unknown(other.to_owned()),
        }
    }

    pub(super) fn kind(&self) -> Kind {
        match self {
            Field::OsName
            | Field::SysPlatform
            | Field::PlatformMachine
            | Field::PlatformPythonImplementation
            | Field::PlatformSystem
            | Field::ImplementationName => Kind::Text,
            Field::PythonVersion | Field::PythonFullVersion | Field::ImplementationVersion => Kind::Version,
            Field::PlatformRelease | Field::PlatformVersion => Kind::VersionOrText,
            Field::Extra => Kind::Extra,
            Field::Extras | Field::DependencyGroups => Kind::Set,
            Field::Unknown(_) => Kind::Unknown,
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::OsName => "os_name",
            Field::SysPlatform => "sys_platform",
            Field::PlatformMachine => "platform_machine",
            Field::PlatformPythonImplementation => "platform_python_implementation",
            Field::PlatformRelease => "platform_release",
            Field::PlatformSystem => "platform_system",
            Field::PlatformVersion => "platform_version",
            Field::PythonVersion => "python_version",
            Field::PythonFullVersion => "python_full_version",
            Field::ImplementationName => "implementation_name",
            Field::ImplementationVersion => "implementation_version",
            Field::Extra => "extra",
            Field::Extras => "extras",
            Field::DependencyGroups => "dependency_groups",
            Field::Unknown(name) => name,
        })
    }
}
