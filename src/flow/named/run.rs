//! `noglue run -e NAME`, `noglue env run-all`: programs in environments with a name.

use std::ffi::OsString;
use std::process::ExitCode;

use super::{all, named};
use crate::context::Context;
use crate::discover::pyvenv::PyvenvConfig;
use crate::discover::{Disk, Environment, Origin, Place, Start, View, Who, environment};
use crate::error::{Error, Exit, Plain, Result};
use crate::flow::{project, run as program};
use crate::named::{Kind, Named};
use crate::ui::clean;

/// The environment of that name, checked as any that is used: whole, and closed to others.
pub fn start(context: &Context, name: &str) -> Result<Environment> {
    open(context, &named(context, name)?)
}

/// Runs a command in each environment of the project here, or in each there is. All are tried; fails if one fails.
pub fn run_all(context: &Context, command: &[OsString], everything: bool) -> Result<ExitCode> {
    let root = project::around(context.cwd()?, &Who::of_process(&context.dirs)).ok().map(|project| project.root);
    let mut chosen = all(context)?;
    chosen.retain(|named| {
        let is_here = root.as_deref().is_some_and(|root| named.is_of(root) || named.home == root);
        (everything && named.kind != Kind::Project) || (is_here && named.kind != Kind::Wrapper)
    });
    if chosen.is_empty() {
        return Err(Plain::refused("there is no environment with a name here")
            .hint("'--all' runs in every one; 'noglue env create NAME' makes one")
            .into());
    }
    let mut failed = Vec::new();
    for named in &chosen {
        let name = if named.kind == Kind::Project { ".venv".to_owned() } else { clean(&named.full_name()) };
        context.ui.done(format!("{name}:"));
        let ended = open(context, named).and_then(|environment| {
            let start = program::in_environment(context, &environment, command)?;
            start.status().map_err(|error| -> Error {
                Plain::new(Exit::NotFound, format!("could not start {}: {error}", start.program.display())).into()
            })
        });
        match ended {
            Ok(0) => {}
            Ok(code) => failed.push((name, code)),
            Err(error) => {
                context.ui.error(&error);
                failed.push((name, i32::from(error.exit().code())));
            }
        }
    }
    let Some((_, code)) = failed.first() else { return Ok(ExitCode::SUCCESS) };
    let code = u8::try_from(*code).unwrap_or(1);
    let names: Vec<_> = failed.iter().map(|(name, code)| format!("{name} ({code})")).collect();
    context.ui.warn(format!("it failed in {}", names.join(", ")));
    Ok(ExitCode::from(code))
}

/// The environment, checked: trusted, whole.
pub(super) fn open(context: &Context, named: &Named) -> Result<Environment> {
    let read = |path: &std::path::Path| Disk.read(path).map(|(_, bytes)| PyvenvConfig::parse(&bytes));
    let config = read(&named.env.join("pyvenv.cfg"))
        .map_err(|error| Plain::new(Exit::Unusable, format!("{} cannot be read: {error}", named.env.display())))?;
    let who = Who::of_process(&context.dirs);
    // Named by its user, and theirs: that is as much as naming a script of theirs. Another's is a question of trust.
    let is_own = Disk.follow(&named.env).is_ok_and(|facts| facts.owner == who.uid || facts.owner == 0);
    let start =
        Start { dir: named.home.clone(), from: Origin::Option("-e".into()), code: is_own.then(|| named.env.clone()) };
    let place = Place { dir: named.env.clone(), root: named.home.clone(), config, start };
    let opened = environment::open(&Disk, place, &who, &mut ());
    Ok(opened?)
}
