//! A [`Lock`] as the text of a `pylock.toml`: fixed order, one line for each file, so that a diff shows what changed.

use std::fmt::Write as _;

use super::super::located::Kind;
use super::{File, Lock, MadeFrom, Origin, Package, Source};
use crate::pep::record::Algorithm;

/// The text. Packages are written in the order of name and version, files in that of their names.
pub fn text(lock: &Lock) -> String {
    let mut out = String::from("lock-version = \"1.0\"\n");
    let strings = |items: Vec<String>| items.iter().map(|item| quoted(item)).collect::<Vec<_>>();
    let markers = strings(lock.environments.iter().map(ToString::to_string).collect());
    if !markers.is_empty() {
        let _ = writeln!(out, "environments = [\n    {},\n]", markers.join(",\n    "));
    }
    if let Some(specifiers) = &lock.requires_python {
        let _ = writeln!(out, "requires-python = {}", quoted(&specifiers.to_string()));
    }
    let names = [
        ("extras", strings(lock.extras.iter().map(ToString::to_string).collect())),
        ("dependency-groups", strings(lock.groups.iter().map(ToString::to_string).collect())),
        ("default-groups", strings(lock.default_groups.iter().map(ToString::to_string).collect())),
    ];
    for (key, list) in names.into_iter().filter(|(_, list)| !list.is_empty()) {
        let _ = writeln!(out, "{key} = [{}]", list.join(", "));
    }
    let _ = writeln!(out, "created-by = {}", quoted(&lock.created_by));
    let mut packages: Vec<&Package> = lock.packages.iter().collect();
    packages.sort_by(|a, b| (&a.name, &a.version, marker(a)).cmp(&(&b.name, &b.version, marker(b))));
    if packages.is_empty() {
        out.push_str("packages = []\n");
    }
    for package in packages {
        write_package(&mut out, package);
    }
    if let Some(made_from) = &lock.made_from {
        write_made_from(&mut out, made_from);
    }
    out
}

fn marker(package: &Package) -> Option<String> {
    package.marker.as_ref().map(ToString::to_string)
}

fn write_package(out: &mut String, package: &Package) {
    let _ = writeln!(out, "\n[[packages]]\nname = {}", quoted(package.name.as_str()));
    if let Some(version) = &package.version {
        let _ = writeln!(out, "version = {}", quoted(&version.to_string()));
    }
    if let Some(marker) = marker(package) {
        let _ = writeln!(out, "marker = {}", quoted(&marker));
    }
    if let Some(specifiers) = &package.requires_python {
        let _ = writeln!(out, "requires-python = {}", quoted(&specifiers.to_string()));
    }
    if !package.dependencies.is_empty() {
        out.push_str("dependencies = [\n");
        let mut dependencies = package.dependencies.clone();
        dependencies.sort();
        for one in &dependencies {
            let _ = write!(out, "    {{ name = {}", quoted(one.name.as_str()));
            if let Some(version) = &one.version {
                let _ = write!(out, ", version = {}", quoted(&version.to_string()));
            }
            out.push_str(" },\n");
        }
        out.push_str("]\n");
    }
    if let Some(index) = &package.index {
        let _ = writeln!(out, "index = {}", quoted(index));
    }
    match &package.origin {
        Origin::Place(source) => write_source(out, source),
        Origin::Listed(_) => unreachable!("where its files are is found out before it is written"),
        Origin::Files(files) => {
            let mut files: Vec<&File> = files.iter().collect();
            files.sort_by(|a, b| a.name.cmp(&b.name));
            let (wheels, sdists): (Vec<&File>, Vec<&File>) = files.into_iter().partition(|f| f.name.ends_with(".whl"));
            // There is one at most; should an index have two, the one of the standard's kind.
            if let Some(sdist) = sdists.iter().find(|f| f.name.ends_with(".tar.gz")).or(sdists.first()) {
                let _ = writeln!(out, "sdist = {}", file(sdist));
            }
            if !wheels.is_empty() {
                out.push_str("wheels = [\n");
                for wheel in wheels {
                    let _ = writeln!(out, "    {},", file(wheel));
                }
                out.push_str("]\n");
            }
        }
    }
}

fn file(file: &File) -> String {
    let mut text = format!("{{ name = {}", quoted(&file.name));
    if let Some(time) = &file.upload_time {
        let _ = write!(text, ", upload-time = {time}");
    }
    match &file.path {
        Some(path) => drop(write!(text, ", path = {}", quoted(path))),
        None => drop(write!(text, ", url = {}", quoted(&file.url))),
    }
    if let Some(size) = file.size {
        let _ = write!(text, ", size = {size}");
    }
    let _ = write!(text, ", hashes = {} }}", hashes(&file.hashes));
    text
}

fn hashes(hashes: &[super::Hash]) -> String {
    let mut all: Vec<(Algorithm, &str)> = hashes.iter().map(|hash| (hash.algorithm(), hash.hex())).collect();
    all.sort_by_key(|(algorithm, hex)| (algorithm.as_str(), *hex));
    let all: Vec<String> = all.iter().map(|(algorithm, hex)| format!("{} = \"{hex}\"", algorithm.as_str())).collect();
    format!("{{ {} }}", all.join(", "))
}

fn write_source(out: &mut String, source: &Source) {
    let located = &source.located;
    let mut lines = Vec::new();
    let at = match &source.path {
        Some(path) => format!("path = {}", quoted(path)),
        None => match &located.kind {
            Kind::Git(git) => format!("url = {}", quoted(&git.repository)),
            _ => format!("url = {}", quoted(&located.url)),
        },
    };
    let key = match &located.kind {
        Kind::Git(git) => {
            lines.extend(["type = \"git\"".to_owned(), at]);
            lines.extend(source.requested_revision.iter().map(|name| format!("requested-revision = {}", quoted(name))));
            lines.extend(git.reference.iter().map(|commit| format!("commit-id = {}", quoted(commit))));
            "vcs"
        }
        Kind::Directory(_) => {
            lines.push(at);
            lines.extend(located.is_editable.then(|| "editable = true".to_owned()));
            "directory"
        }
        Kind::Wheel(_) | Kind::Archive => {
            lines.push(at);
            lines.extend(source.size.map(|size| format!("size = {size}")));
            lines.push(format!("hashes = {}", hashes(&located.hashes)));
            "archive"
        }
    };
    lines.extend(located.subdirectory.iter().map(|path| format!("subdirectory = {}", quoted(path.as_str()))));
    let _ = writeln!(out, "{key} = {{ {} }}", lines.join(", "));
}

fn write_made_from(out: &mut String, made_from: &MadeFrom) {
    let list = |items: &[String]| {
        let mut items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
        items.sort();
        items.dedup();
        match items.as_slice() {
            [] => "[]".to_owned(),
            all => format!("[\n    {},\n]", all.join(",\n    ")),
        }
    };
    out.push_str("\n[tool.noglue]\n");
    let _ = writeln!(out, "requirements = {}", list(&made_from.requirements));
    for (key, items) in
        [("constraints", &made_from.constraints), ("overrides", &made_from.overrides), ("options", &made_from.options)]
    {
        if !items.is_empty() {
            let _ = writeln!(out, "{key} = {}", list(items));
        }
    }
    let extras = made_from.extras.iter().map(|(name, items)| (name.as_str(), items)).collect::<Vec<_>>();
    let groups = made_from.groups.iter().map(|(name, items)| (name.as_str(), items)).collect::<Vec<_>>();
    for (table, mut named) in [("extras", extras), ("groups", groups)] {
        if !named.is_empty() {
            named.sort();
            let _ = writeln!(out, "\n[tool.noglue.{table}]");
            for (name, items) in named {
                let _ = writeln!(out, "{} = {}", toml_edit::Key::new(name), list(items));
            }
        }
    }
}

fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}
