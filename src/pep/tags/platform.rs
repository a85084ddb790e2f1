//! The platform part of tags.

use serde::{Deserialize, Serialize};

/// An operating system and a processor.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Platform {
    /// The system.
    pub os: Os,
    /// The processor as in tags: `x86_64`, `aarch64`, `i686`, `armv7l`, `arm64`.
    pub arch: String,
}

/// An operating system, as far as it decides on wheels.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Os {
    /// Linux whose interpreter runs on this glibc (for 32-bit ARM: with hard floats).
    Glibc {
        /// 2
        major: u32,
        /// 36
        minor: u32,
    },
    /// Linux whose interpreter is loaded by this musl.
    Musl {
        /// 1
        major: u32,
        /// 2
        minor: u32,
    },
    /// Linux with neither, or with an unknown one: only its own `linux_*` wheels.
    Linux,
    /// macOS.
    MacOs {
        /// 14
        major: u32,
        /// 0
        minor: u32,
    },
    /// Anything else, by `sysconfig.get_platform()`.
    Other(String),
}

impl Platform {
    /// The platform tags, best first.
    pub(super) fn tags(&self) -> Vec<String> {
        match &self.os {
            Os::Glibc { major, minor } => self.linux(|arch, tags| manylinux((*major, *minor), arch, tags)),
            Os::Musl { major, minor } => self.linux(|arch, tags| {
                tags.extend((0..=*minor).rev().map(|minor| format!("musllinux_{major}_{minor}_{arch}")));
            }),
            Os::Linux => self.linux(|_, _| {}),
            Os::MacOs { major, minor } => macos((*major, *minor), &self.arch),
            Os::Other(platform) => vec![normalized(platform)],
        }
    }

    fn linux(&self, libc: impl Fn(&str, &mut Vec<String>)) -> Vec<String> {
        let arch = normalized(&self.arch);
        // A 32-bit interpreter on a 64-bit ARM kernel.
        let archs = if arch == "armv8l" { vec!["armv8l".to_owned(), "armv7l".to_owned()] } else { vec![arch] };
        let mut tags: Vec<String> = archs.iter().map(|arch| format!("linux_{arch}")).collect();
        for arch in &archs {
            libc(arch, &mut tags);
        }
        tags
    }
}

/// `.`, `-` and spaces are `_` in tags.
pub(super) fn normalized(text: &str) -> String {
    text.replace(['.', '-', ' '], "_")
}

// PEP 600, with the older names of three profiles (PEP 513, 571, 599).
fn manylinux((major, minor): (u32, u32), arch: &str, tags: &mut Vec<String>) {
    const KNOWN: [&str; 9] =
        ["x86_64", "aarch64", "ppc64", "ppc64le", "s390x", "loongarch64", "riscv64", "i686", "armv7l"];
    // armv8l is tagged together with armv7l, which is known.
    if !KNOWN.contains(&arch) && arch != "armv8l" {
        return;
    }
    let oldest_minor = if matches!(arch, "x86_64" | "i686") { 5 } else { 17 };
    // Should glibc 3 come, what ran on any glibc 2 is taken to run on it; 50 is a guess at the last glibc 2.
    let newest = std::iter::once((major, minor)).chain((2..major).rev().map(|major| (major, 50)));
    for (major, newest_minor) in newest {
        let oldest_minor = if major == 2 { oldest_minor } else { 0 };
        for minor in (oldest_minor..=newest_minor).rev() {
            tags.push(format!("manylinux_{major}_{minor}_{arch}"));
            match (major, minor) {
                (2, 17) => tags.push(format!("manylinux2014_{arch}")),
                (2, 12) => tags.push(format!("manylinux2010_{arch}")),
                (2, 5) => tags.push(format!("manylinux1_{arch}")),
                _ => {}
            }
        }
    }
}

fn macos((major, minor): (u32, u32), arch: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut push = |major: u32, minor: u32, formats: &[&str]| {
        tags.extend(formats.iter().map(|format| format!("macosx_{major}_{minor}_{format}")));
    };
    if major == 10 {
        for minor in (0..=minor).rev() {
            push(10, minor, &macos_formats((10, minor), arch));
        }
        return tags;
    }
    // From macOS 11 on the minor version does not count.
    for major in (11..=major).rev() {
        push(major, 0, &macos_formats((major, 0), arch));
    }
    // Intel programs of macOS 10 run; of others only the universal ones.
    for minor in (4..=16).rev() {
        if arch == "x86_64" {
            push(10, minor, &macos_formats((10, minor), arch));
        } else {
            push(10, minor, &["universal2"]);
        }
    }
    tags
}

fn macos_formats(version: (u32, u32), arch: &str) -> Vec<&str> {
    let mut formats = vec![arch];
    match arch {
        "x86_64" | "i386" if version < (10, 4) => return Vec::new(),
        "x86_64" => formats.extend(["intel", "fat64", "fat3"]),
        "i386" => formats.extend(["intel", "fat3", "fat"]),
        "ppc64" if !((10, 4)..=(10, 5)).contains(&version) => return Vec::new(),
        "ppc64" => formats.push("fat64"),
        "ppc" if version > (10, 6) => return Vec::new(),
        "ppc" => formats.extend(["fat3", "fat"]),
        _ => {}
    }
    if matches!(arch, "arm64" | "x86_64") {
        formats.push("universal2");
    }
    if matches!(arch, "x86_64" | "i386" | "ppc64" | "ppc" | "intel") {
        formats.push("universal");
    }
    formats
}
