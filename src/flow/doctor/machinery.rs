//! What stands between a person's or a server's `python` and the environment: variables, shims on PATH, hooks.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::discover::text::shown;
use crate::flow::project::Project;
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, process};
use crate::startup::{self, Host, State, hook};
use crate::sys;

/// Other tools that put programs named `python` on PATH, by a part of their path.
const CLAIMS: &[(&str, &str)] = &[
    ("/pyenv/shims/", "pyenv"),
    ("/.pyenv/shims/", "pyenv"),
    ("/asdf/shims/", "asdf"),
    ("/.asdf/shims/", "asdf"),
    ("/mise/shims/", "mise"),
    ("/conda", "conda"),
    ("/miniconda", "conda"),
    ("/anaconda", "conda"),
];

/// All of it.
pub(super) fn of(context: &Context, project: &Project) -> Vec<Finding> {
    let env: Vec<_> = context.env.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut findings = process::variables(&env, "this shell");
    findings.extend(other_environment(context, project));
    findings.extend(shims(context));
    findings.extend(hooks());
    findings
}

fn other_environment(context: &Context, project: &Project) -> Option<Finding> {
    let active = PathBuf::from(context.var("VIRTUAL_ENV")?);
    let real = |path: &Path| sys::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    (real(&active) != real(&project.env)).then(|| {
        Finding::new(
            VARIABLE_STRAY,
            format!("this shell has VIRTUAL_ENV={}, another environment than the project's", shown(&active)),
        )
        .advice("deactivate")
    })
}

fn shims(context: &Context) -> Vec<Finding> {
    let path = context.var("PATH").unwrap_or_default();
    let own = sys::exec::own_identity();
    let is_shim = |file: &PathBuf| own.is_some() && sys::facts::follow(file).map(|facts| facts.identity).ok() == own;
    let found: Vec<PathBuf> = sys::exec::candidates(OsStr::new("python"), path).collect();
    let mut findings = Vec::new();
    match found.iter().position(is_shim) {
        None => findings.push(
            Finding::new(SHIMS_MISSING, "'python' on this PATH is no shim: it does not find environments")
                .advice("noglue setup (for this user), or sudo noglue setup --system (for the machine)"),
        ),
        Some(at) if at > 0 => findings.push(
            Finding::new(SHIMS_BEHIND, format!("{} stands before the shims on this PATH", shown(&found[0])))
                .advice("put the folder of shims first: noglue setup, then start a new shell"),
        ),
        Some(_) => {}
    }
    for file in found.iter().filter(|file| !is_shim(file)) {
        let text = file.to_string_lossy();
        if let Some((_, tool)) = CLAIMS.iter().find(|(part, _)| text.contains(part)) {
            let message =
                format!("{tool} also claims 'python': {}; whichever stands first on PATH is taken", shown(file));
            findings.push(Finding::new(PYTHON_CLAIMED, message));
        }
    }
    findings
}

/// The hooks of the interpreters that servers embed.
fn hooks() -> Vec<Finding> {
    let hosts: Vec<Host> = startup::of_system().into_iter().filter_map(|path| startup::ask(&path).ok()).collect();
    let twice = hosts.iter().filter_map(twice);
    let each = hosts
        .iter()
        .filter_map(|host| {
            let python = shown(&host.executable);
            let again = format!("sudo noglue setup --system --python {python}");
            Some(match hook::state(&host.folder) {
                State::Current => return None,
                State::Missing => Finding::new(
                    HOOK_MISSING,
                    format!("{python} has no start-up hook: uWSGI, mod_wsgi and '{python} FILE' do not find environments with it"),
                )
                .advice(again),
                State::Older => {
                    Finding::new(HOOK_OLD, format!("{python} has the start-up hook of another noglue")).advice(again)
                }
                State::Foreign(file) => {
                    Finding::new(HOOK_OLD, format!("{python} has no start-up hook, and {} is in its way", shown(&file)))
                        .advice("see what it is; noglue does not touch what it has not written")
                }
            })
        });
    twice.chain(each).collect()
}

/// Whether the system's Python of this version has the hook; `None` if there is no such Python.
pub(super) fn has_hook(minor: (u32, u32)) -> Option<bool> {
    let name = format!("python{}.{}", minor.0, minor.1);
    let is_named = |path: &PathBuf| path.file_name() == Some(OsStr::new(&name));
    let hosts = startup::of_system().into_iter().filter(is_named).filter_map(|path| startup::ask(&path).ok());
    let states: Vec<State> = hosts.map(|host| hook::state(&host.folder)).collect();
    (!states.is_empty()).then(|| states.iter().any(|state| matches!(state, State::Current | State::Older)))
}

// A distribution's package and 'setup --system' put it into different folders that one interpreter reads.
fn twice(host: &Host) -> Option<Finding> {
    let (major, minor) = host.minor;
    let version = format!("python{major}.{minor}");
    let folders = [
        "/usr/lib/python3/dist-packages".to_owned(),
        format!("/usr/local/lib/{version}/dist-packages"),
        format!("/usr/lib/{version}/site-packages"),
        format!("/usr/local/lib/{version}/site-packages"),
    ];
    let mut found: Vec<PathBuf> = folders.iter().map(PathBuf::from).chain([host.folder.clone()]).collect();
    found.retain(|folder| sys::fs::exists(&folder.join(hook::TRIGGER.0)));
    found.sort();
    found.dedup();
    let [one, other, ..] = found.as_slice() else { return None };
    Some(
        Finding::new(
            HOOK_TWICE,
            format!("{} has two start-up hooks: in {} and in {}", shown(&host.executable), shown(one), shown(other)),
        )
        .advice("keep the one of the distribution's package: sudo noglue setup --system --undo"),
    )
}
