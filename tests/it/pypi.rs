//! The real index and pip as the judge: what we install is, file by file, what pip installs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::support::{Node, Python, Seen, World, difference, python, pythons, snapshot};

const WANTED: &str = "Django\nnumpy\npsycopg[binary]\njupyterlab\nboto3\n";

#[test]
fn on_python_3_9_we_install_what_pip_installs() {
    compare_with_pip("3.9");
}

#[test]
fn on_python_3_12_we_install_what_pip_installs() {
    compare_with_pip("3.12");
}

fn compare_with_pip(short: &str) {
    let only = pythons().values().next().filter(|_| pythons().len() == 1);
    match (python(short), only) {
        (Some(python), _) => compare_on(python),
        // A bare machine makes the comparison once, on what it has.
        (None, Some(only)) if short == "3.12" => compare_on(only),
        (None, _) => {}
    }
}

fn compare_on(python: &Python) {
    let world = World::with_python(python).real_index();
    world.write("requirements.txt", WANTED);
    world.noglue(["sync", "--python"]).arg(&python.executable).run().ok();
    let pins: String = world.installed().iter().map(|pin| format!("{pin}\n")).collect();
    assert!(pins.lines().count() > 60, "{pins}");
    let pins = world.write("pins.txt", &pins);

    let judge = judge(&world, python);
    let pip = |args: &[&str]| run_pip(&world, &judge, args);
    let pins = pins.display().to_string();
    pip(&["install", "--quiet", "--no-deps", "--no-compile", "--only-binary", ":all:", "-r", &pins]);

    let ours = picture(&world.venv(), python);
    let theirs = picture(&judge, python);
    assert_eq!(difference(&ours, &theirs), Vec::<String>::new(), "ours on the left, pip's on the right");
    assert!(ours.len() > 8000, "{} files are too few for this set", ours.len());
    pip(&["check"]);
    let seen = world.inside("import numpy, django, psycopg, boto3, jupyterlab; print(int(numpy.arange(4).sum()))");
    assert_eq!(seen, "6");
}

/// An environment with nothing but a new pip.
pub(crate) fn judge(world: &World, python: &Python) -> PathBuf {
    let judge = world.home().join("pip-env");
    world.program(&python.executable).args(["-m", "venv"]).arg(&judge).run().ok();
    run_pip(world, &judge, &["install", "--quiet", "--upgrade", "pip"]);
    // What older `venv` modules put in beside pip.
    run_pip(world, &judge, &["uninstall", "--quiet", "--yes", "setuptools", "wheel"]);
    judge
}

fn run_pip(world: &World, judge: &Path, args: &[&str]) -> Seen {
    let run = world.program(&judge.join("bin/python")).args(["-m", "pip", "--no-cache-dir"]);
    run.env("PIP_DISABLE_PIP_VERSION_CHECK", "1").args(args).run().ok()
}

/// The files of an environment that packages brought, in a form in which ours and pip's can be compared.
pub(crate) fn picture(env: &Path, python: &Python) -> BTreeMap<String, Node> {
    let real = env.join("current").canonicalize().unwrap_or_else(|_| env.to_owned());
    let site = format!("lib/{}/site-packages", python.name());
    let mut files = BTreeMap::new();
    for folder in [site.as_str(), "bin", "share", "etc", "include"] {
        for (path, node) in snapshot(&real.join(folder)) {
            let path = format!("{folder}/{path}");
            if !is_pips_own(&path) && node != Node::Dir {
                files.insert(path.clone(), neutral(&path, node, env));
            }
        }
    }
    files
}

/// pip itself, what an installer says of itself, byte-code, and what any environment has in `bin`.
fn is_pips_own(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap();
    let is_pip = path.contains("site-packages/pip/") || path.contains("site-packages/pip-");
    let in_bin = path.strip_prefix("bin/").is_some_and(|name| {
        ["python", "pip", "activate", "Activate", "deactivate"].iter().any(|start| name.starts_with(start))
    });
    let by_installer = path.contains(".dist-info/") && matches!(name, "INSTALLER" | "REQUESTED");
    is_pip || in_bin || by_installer || path.contains("__pycache__/") || name == "_virtualenv.pth"
}

fn neutral(path: &str, node: Node, env: &Path) -> Node {
    let Node::File { mode, content } = node else { return node };
    let content = if path.ends_with(".dist-info/RECORD") {
        record_lines(&content)
    } else if path.starts_with("bin/") {
        String::from_utf8_lossy(&content).replace(&env.display().to_string(), "[ENV]").into_bytes()
    } else {
        content
    };
    // Files shared with the store are read-only by design; who may read and run them must be as with pip.
    Node::File { mode: mode & 0o555, content }
}

/// RECORD in order, without what an installer adds of its own; scripts without hash, as their first line differs.
fn record_lines(content: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(content).into_owned();
    let own = |line: &&str| !["__pycache__/", "/INSTALLER,", "/REQUESTED,"].iter().any(|part| line.contains(part));
    let lines: BTreeSet<String> = text
        .lines()
        .filter(own)
        .map(|line| match line.contains("/bin/") && line.starts_with("../") {
            true => line.split(',').next().unwrap_or_default().to_owned(),
            false => line.to_owned(),
        })
        .collect();
    lines.into_iter().collect::<Vec<_>>().join("\n").into_bytes()
}
