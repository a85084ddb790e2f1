//! A module that could not be imported -> why, and what to type.

use std::path::{Path, PathBuf};

use super::kinds::*;
use super::{Finding, Machine};
use crate::discover::text::{pasted, shown};
use crate::discover::{Environment, Outcome, Unusable};
use crate::ui::clean;

/// What is known of the failed import.
#[derive(Clone, Copy)]
pub struct Missing<'a> {
    /// `proj.settings`, as Python says it.
    pub name: &'a str,
    /// A file or directory of the project.
    pub code: Option<&'a Path>,
    /// The server's Python.
    pub python: Option<(u32, u32)>,
    /// The environment that the server says it uses.
    pub virtualenv: Option<&'a Path>,
    /// How the server is told where the project lies.
    pub look_here: &'a dyn Fn(&Path) -> Vec<String>,
}

/// Why it is missing.
pub fn missing(missing: &Missing<'_>, machine: &Machine<'_>) -> Finding {
    let name = clean(missing.name);
    let top = missing.name.split('.').next().unwrap_or(missing.name);
    if !is_module(missing.name) {
        return Finding::new(MODULE_MISSING, format!("Python found no module {name}"));
    }
    if let Some(finding) = missing.virtualenv.and_then(|dir| mismatch_at(dir, missing.python, machine)) {
        return finding;
    }
    let above = missing.code.into_iter().flat_map(Path::ancestors).take(8);
    let home = above.filter(|dir| dir.parent().is_some()).find(|dir| is_there(dir, top, machine));
    if let Some(dir) = home {
        let path = dir.join(missing.name.replace('.', "/"));
        if top != missing.name {
            // Python names the whole path only when it found the package.
            return Finding::new(
                APPLICATION_FILE_MISSING,
                format!("there is no module {name}: neither {}.py nor {0}/__init__.py", shown(&path)),
            )
            .advice("correct the name of the module in the server's configuration, or restore the file");
        }
        let finding = Finding::new(
            PROJECT_NOT_FOUND,
            format!("the server does not look in {}, where the project's module {name} lies", shown(dir)),
        );
        return (missing.look_here)(dir).into_iter().fold(finding, Finding::advice);
    }
    if top != missing.name && missing.code.is_none() {
        return Finding::new(
            APPLICATION_FILE_MISSING,
            format!("there is no module {name}, though {} was found", clean(top)),
        )
        .advice("correct the name of the module in the server's configuration, or restore the file");
    }
    let outcome = missing.code.map(|code| (machine.environment)(code, &machine.service));
    match outcome {
        Some(Outcome::Found(environment)) => in_environment(&environment, &name, top, missing, machine),
        Some(Outcome::Unusable(found)) => unusable(&found),
        Some(Outcome::ProjectOnly(marked)) => {
            let root = missing.code.and_then(machine.project).unwrap_or(marked.root);
            without_environment(&root, &format!("{name} is not installed: "))
        }
        _ => Finding::new(MODULE_MISSING, format!("{name} is not installed where the server looks"))
            .advice(format!("in the project: noglue add {}", package(top))),
    }
}

/// The finding for a project without an environment.
pub fn without_environment(root: &Path, before: &str) -> Finding {
    Finding::new(ENVIRONMENT_MISSING, format!("{before}{} has no environment", shown(root)))
        .advice(format!("cd {} && noglue sync", pasted(root)))
}

fn in_environment(env: &Environment, name: &str, top: &str, missing: &Missing<'_>, machine: &Machine<'_>) -> Finding {
    if let Some(finding) = mismatch(env, missing.python) {
        return finding;
    }
    let Some((major, minor)) = env.config.version else {
        return Finding::new(MODULE_MISSING, format!("{name} is not installed where the server looks"));
    };
    let packages = env.prefix.join(format!("lib/python{major}.{minor}/site-packages"));
    if is_there(&packages, top, machine) {
        return unused(env, &format!("{name} is installed in {}, but the server does not use it", shown(&env.dir)));
    }
    let package = package(top);
    let command = if env.is_ours() { "noglue add" } else { "noglue pip install" };
    Finding::new(MODULE_MISSING, format!("{name} is not installed in {}", shown(&env.dir)))
        .advice(format!("cd {} && {command} {package}", pasted(&env.root)))
}

/// A server that does not run in the environment it should.
pub fn unused(env: &Environment, message: &str) -> Finding {
    let finding = Finding::new(ENVIRONMENT_UNUSED, message)
        .advice("sudo noglue setup --system, then restart the server: its Python finds the environment by itself");
    finding.advice(format!("to see why: noglue why {}", pasted(&env.root)))
}

/// The server's Python and an environment that do not fit together.
pub fn mismatch(env: &Environment, python: Option<(u32, u32)>) -> Option<Finding> {
    let (made_for, server) = (env.config.version?, python?);
    (made_for != server).then(|| mismatched(&env.dir, &env.root, made_for, server))
}

fn mismatch_at(dir: &Path, python: Option<(u32, u32)>, machine: &Machine<'_>) -> Option<Finding> {
    let (_, bytes) = machine.view.read(&dir.join("pyvenv.cfg")).ok()?;
    let made_for = crate::discover::pyvenv::PyvenvConfig::parse(&bytes).version?;
    let server = python?;
    (made_for != server).then(|| mismatched(dir, dir.parent().unwrap_or(dir), made_for, server))
}

fn mismatched(dir: &Path, root: &Path, made_for: (u32, u32), server: (u32, u32)) -> Finding {
    let message = format!(
        "the server's Python is {}.{}, but {} was made for {}.{}: its packages are not seen",
        server.0,
        server.1,
        shown(dir),
        made_for.0,
        made_for.1
    );
    Finding::new(PYTHON_MISMATCH, message).advice(format!(
        "cd {} && noglue sync --python {}.{}",
        pasted(root),
        server.0,
        server.1
    ))
}

/// The finding for an environment that the rule refuses.
pub fn unusable(found: &Unusable) -> Finding {
    let kind = match found.reason() {
        _ if found.is_denied() => ENVIRONMENT_NOT_TRUSTED,
        "python-gone" => PYTHON_GONE,
        "python-changed" => PYTHON_CHANGED,
        "no-environment" => ENVIRONMENT_MISSING,
        "unreadable" => DIRECTORY_CLOSED,
        _ => ENVIRONMENT_BROKEN,
    };
    Finding::new(kind, found.to_string()).advice(found.advice())
}

// It becomes a part of a path.
fn is_module(name: &str) -> bool {
    name.len() < 200
        && name.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

fn is_there(dir: &Path, top: &str, machine: &Machine<'_>) -> bool {
    let names: [PathBuf; 2] = [dir.join(top), dir.join(format!("{top}.py"))];
    names.iter().any(|path| machine.view.follow(path).is_ok())
}

/// The package that brings a module, where its name is not the module's own.
pub fn package(module: &str) -> String {
    const OTHER_NAMES: &[(&str, &str)] = &[
        ("Crypto", "pycryptodome"),
        ("MySQLdb", "mysqlclient"),
        ("OpenSSL", "pyopenssl"),
        ("PIL", "pillow"),
        ("attr", "attrs"),
        ("bs4", "beautifulsoup4"),
        ("corsheaders", "django-cors-headers"),
        ("cv2", "opencv-python-headless"),
        ("dateutil", "python-dateutil"),
        ("debug_toolbar", "django-debug-toolbar"),
        ("dotenv", "python-dotenv"),
        ("environ", "django-environ"),
        ("flask_cors", "flask-cors"),
        ("jwt", "pyjwt"),
        ("psycopg2", "psycopg2-binary"),
        ("rest_framework", "djangorestframework"),
        ("sklearn", "scikit-learn"),
        ("storages", "django-storages"),
        ("yaml", "pyyaml"),
    ];
    let found = OTHER_NAMES.iter().find(|(name, _)| *name == module);
    found.map_or_else(|| clean(module).replace('_', "-"), |(_, package)| (*package).to_owned())
}
