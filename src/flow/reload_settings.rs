//! What to reload after a change: the command line, the project, `config.toml` of the user and of the machine.

use std::path::Path;
use std::time::Duration;

use super::options::ReloadOptions;
use super::reload::Wish;
use super::{config_files, wanted};
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::reload::{Health, ReloadError, Target, Word};
use crate::requirements::World;
use crate::requirements::settings::Settings;
use crate::requirements::toml::{Entry, Toml};
use crate::sourced::Sourced;

/// How long a reload and its health check may take when nobody says.
const PATIENCE: Duration = Duration::from_secs(30);

/// What one place says.
#[derive(Debug, Default)]
struct Said {
    targets: Option<Vec<Target>>,
    health: Option<Health>,
}

/// The settings of the project at `root`, for a command that reads nothing else of it.
pub(super) fn of_project(context: &Context, root: &Path) -> Result<Settings> {
    let variable = wanted::variables(context);
    let world = World::local(context.cwd()?, &variable);
    Ok(crate::requirements::discover::settings(root, &world)?)
}

/// What is to be reloaded; `None` when nobody wants it.
pub(super) fn wish(
    context: &Context,
    options: &ReloadOptions,
    of_project: &Settings,
    root: &Path,
) -> Result<Option<Wish>> {
    let mut always = false;
    let mut named = Vec::new();
    for text in &options.reload {
        match Word::parse(text)? {
            Word::Always => always = true,
            Word::Target(target) => named.push(target.below(context.cwd()?)),
        }
    }
    let is_asked = !options.reload.is_empty();
    if options.no_reload {
        return Ok(None);
    }
    let mut places = vec![of_settings(of_project, root)?];
    for file in config_files::read(context)? {
        places.push(of_config(&file, root)?);
    }
    let asked_health = options.health.health.as_deref().map(Health::parse).transpose()?;
    let health_is_asked = asked_health.is_some();
    let health = asked_health.or_else(|| places.iter().find_map(|said| said.health.clone()));
    let configured = places.into_iter().find_map(|said| said.targets);
    // `auto` alone means what is configured, if anything is.
    named.retain(|target| *target != Target::Auto || configured.is_none());
    let targets = match (named.is_empty(), configured, is_asked) {
        (false, _, _) => named,
        (true, Some(configured), _) => configured,
        (true, None, true) => vec![Target::Auto],
        (true, None, false) if health_is_asked => {
            return Err(Plain::new(Exit::Usage, "--health asks about a reload, and nothing is reloaded")
                .hint("add '--reload'")
                .into());
        }
        (true, None, false) => return Ok(None),
    };
    let patience = options.health.health_timeout.map_or(PATIENCE, Duration::from_secs);
    Ok(Some(Wish { targets, health, patience, always, is_asked }))
}

fn of_settings(settings: &Settings, root: &Path) -> Result<Said> {
    let mut said = Said::default();
    if let Some(Sourced { value: words, from }) = &settings.reload {
        let mut targets = Vec::new();
        for word in words {
            let Word::Target(target) = Word::parse(word)? else { return Err(always(&from.to_string())) };
            targets.push(target.of_project(&from.to_string(), root)?.below(root));
        }
        said.targets = Some(targets);
    }
    if let Some(Sourced { value: text, from }) = &settings.health {
        let health = Health::parse(text)?;
        if !health.is_local() {
            return Err(ReloadError::NotForProjects { from: from.to_string(), what: "another machine" }.into());
        }
        said.health = Some(health);
    }
    Ok(said)
}

// The table `[projects."/srv/shop"]` goes before what the file says for all.
fn of_config(toml: &Toml, root: &Path) -> Result<Said> {
    let mut said = Said::default();
    let name = root.to_string_lossy();
    if let Some(table) = toml.at(&["projects", &name]) {
        said.take(table.table()?, root)?;
    }
    let mut general = Said::default();
    general.take(toml.entries().collect(), root)?;
    said.targets = said.targets.or(general.targets);
    said.health = said.health.or(general.health);
    Ok(said)
}

impl Said {
    fn take(&mut self, entries: Vec<Entry<'_>>, root: &Path) -> Result<()> {
        let mut targets = Vec::new();
        for entry in entries {
            match entry.key() {
                "reload" => {
                    let words = match entry.string() {
                        Ok(text) => vec![text],
                        Err(_) => entry.strings()?,
                    };
                    for word in words {
                        match Word::parse(word.as_str())? {
                            Word::Target(target) => targets.push(target.below(root)),
                            Word::Always => return Err(always(&entry.place().source().to_string())),
                        }
                    }
                }
                "reload-command" => {
                    let words: Vec<String> = entry.strings()?.iter().map(|text| text.as_str().to_owned()).collect();
                    if words.is_empty() {
                        return Err(entry.wrong("reload-command needs a program").into());
                    }
                    targets.push(Target::Command(words));
                }
                "health" => self.health = Some(Health::parse(entry.string()?.as_str())?),
                _ => {}
            }
        }
        if !targets.is_empty() {
            self.targets = Some(targets);
        }
        Ok(())
    }
}

fn always(from: &str) -> crate::error::Error {
    Plain::refused(format!("{from}: \"always\" is for the command line")).hint("leave it out here").into()
}
