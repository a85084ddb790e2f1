//! What a failed build lacked, told from its last words: the Debian package that has it.

/// A sign in the output, and what to do.
const SIGNS: &[(&str, &str)] = &[
    ("Python.h: No such file", "python3-dev"),
    ("fatal error: libpq-fe.h", "libpq-dev"),
    ("pg_config executable not found", "libpq-dev"),
    ("pg_config is required", "libpq-dev"),
    ("pg_config: not found", "libpq-dev"),
    ("mysql_config: not found", "default-libmysqlclient-dev pkg-config"),
    ("Can not find valid pkg-config name", "default-libmysqlclient-dev pkg-config"),
    ("mysql.h: No such file", "default-libmysqlclient-dev"),
    ("pkg-config: not found", "pkg-config"),
    ("Did not find pkg-config", "pkg-config"),
    ("libxml2 and libxslt development packages", "libxml2-dev libxslt1-dev"),
    ("libxml/xpath.h", "libxml2-dev libxslt1-dev"),
    ("libxml/xmlversion.h", "libxml2-dev libxslt1-dev"),
    ("libxslt/", "libxslt1-dev"),
    ("ffi.h: No such file", "libffi-dev"),
    ("openssl/", "libssl-dev"),
    ("zlib.h: No such file", "zlib1g-dev"),
    ("The headers or library files could not be found for zlib", "zlib1g-dev libjpeg-dev"),
    ("The headers or library files could not be found for jpeg", "libjpeg-dev"),
    ("lber.h: No such file", "libldap2-dev libsasl2-dev"),
    ("ldap.h: No such file", "libldap2-dev libsasl2-dev"),
    ("sasl.h: No such file", "libsasl2-dev"),
    ("krb5-config", "libkrb5-dev"),
    ("sqlite3.h: No such file", "libsqlite3-dev"),
    ("yaml.h: No such file", "libyaml-dev"),
    ("sql.h: No such file", "unixodbc-dev"),
    ("curl-config", "libcurl4-openssl-dev"),
    ("systemd/sd-daemon.h", "libsystemd-dev"),
    ("girepository", "libgirepository1.0-dev"),
    ("cairo", "libcairo2-dev"),
    ("gdal-config", "libgdal-dev"),
    ("geos_c.h", "libgeos-dev"),
    ("snappy-c.h", "libsnappy-dev"),
    ("hdf5.h", "libhdf5-dev"),
    ("portaudio.h", "portaudio19-dev"),
    ("crypt.h: No such file", "libcrypt-dev"),
];

/// Words of a build that found no compiler, each with the package that has it.
const TOOLS: &[(&[&str], &str)] = &[
    (
        &["'gcc'", "'cc'", "'g++'", "'c++'", "x86_64-linux-gnu-gcc", "aarch64-linux-gnu-gcc", "Unknown compiler"],
        "build-essential",
    ),
    (
        &["gcc: not found", "cc: not found", "g++: not found", "make: not found", "unable to find a C compiler"],
        "build-essential",
    ),
    (&["cargo, the Rust package manager, is not installed", "can't find Rust compiler", "'cargo'", "'rustc'"], "cargo"),
    (&["'cmake'", "cmake: not found", "CMake must be installed"], "cmake"),
    (&["'swig'", "swig: not found"], "swig"),
    (&["gfortran: not found", "'gfortran'", "Unknown compiler(s): [['gfortran']"], "gfortran"),
    (&["'git'", "git: not found"], "git"),
];

/// Lines of advice for what a build said.
pub fn of(output: &str) -> Vec<String> {
    let is_missing = |line: &str| {
        [
            "No such file or directory",
            "not found",
            "cannot find",
            "command '",
            "No module named",
            "can't find",
            "Unknown",
        ]
        .iter()
        .any(|sign| line.contains(sign))
    };
    for (signs, package) in TOOLS {
        let names_it = |line: &str| signs.iter().any(|sign| line.contains(sign)) && is_missing(line);
        // A compiler that ran and failed is named in such a line too, with its exit code.
        if output.lines().any(|line| names_it(line) && !line.contains("failed with exit code")) {
            return vec![install(package)];
        }
    }
    if let Some((_, package)) = SIGNS.iter().find(|(sign, _)| output.contains(sign)) {
        return vec![install(package)];
    }
    let missing = output.lines().rev().find_map(|line| line.split_once("No module named '")?.1.split_once('\''));
    match missing {
        Some((module @ ("distutils" | "imp" | "pkg_resources"), _)) => {
            vec![format!(
                "its source is older than this Python, which has no {module} any more: take a newer version of it, or an older Python"
            )]
        }
        Some((module, _)) => {
            vec![format!(
                "it imports {} while it is built and does not say so: install that, then use --no-build-isolation",
                crate::ui::clean(module)
            )]
        }
        None => Vec::new(),
    }
}

fn install(packages: &str) -> String {
    format!("on Debian and Ubuntu, 'apt-get install {packages}' has what is missing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_by_its_package() {
        for (output, package) in [
            (
                "src/x.c:1:10: fatal error: Python.h: No such file or directory\nerror: command '/usr/bin/gcc' failed with exit code 1",
                "python3-dev",
            ),
            ("error: command 'gcc' failed: No such file or directory", "build-essential"),
            ("error: command 'x86_64-linux-gnu-gcc' failed: No such file or directory", "build-essential"),
            ("Error: pg_config executable not found.", "libpq-dev"),
            ("/bin/sh: 1: mysql_config: not found", "default-libmysqlclient-dev pkg-config"),
            ("Exception: Can not find valid pkg-config name.", "default-libmysqlclient-dev pkg-config"),
            (
                "Error: Please make sure the libxml2 and libxslt development packages are installed.",
                "libxml2-dev libxslt1-dev",
            ),
            ("c/_cffi_backend.c:15:10: fatal error: ffi.h: No such file or directory", "libffi-dev"),
            ("ERROR: Unknown compiler(s): [['cc'], ['gcc'], ['clang']]", "build-essential"),
            ("error: can't find Rust compiler", "cargo"),
        ] {
            assert_eq!(of(output), [install(package)], "{output}");
        }
        assert!(of("ModuleNotFoundError: No module named 'numpy'")[0].contains("it imports numpy while it is built"));
        assert!(of("ModuleNotFoundError: No module named 'distutils'")[0].contains("older than this Python"));
        assert!(of("error: command '/usr/bin/gcc' failed with exit code 1").is_empty());
    }
}
