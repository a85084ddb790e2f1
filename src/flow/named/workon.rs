//! `noglue workon`: what a shell's function of that name evaluates. `noglue env tie`.

use std::path::{Path, PathBuf};

use super::{list, named, places, run};
use crate::activate::workon::{Target, Workon, code, functions};
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::flow::install;
use crate::named::{Kind, Named, Tie};
use crate::sys;
use crate::ui::clean;

/// Hooks of activation, as virtualenvwrapper names them.
const HOOKS: [&str; 4] = ["preactivate", "postactivate", "predeactivate", "postdeactivate"];

/// In a home: the environment goes when it is left.
pub(super) const TEMPORARY: &str = ".temporary";

/// Prints the words that activate `name`; asks for a name if none is given and somebody is there. `stays`: does not go to
/// the project.
pub fn workon(context: &Context, name: Option<&str>, shell: Option<Target>, stays: bool) -> Result<()> {
    let Some(shell) = shell else {
        return Err(Plain::new(Exit::Usage, "a program cannot change the shell that started it")
            .hint("in .bashrc or .zshrc: eval \"$(noglue hook bash)\" (or zsh), then 'workon NAME' does it")
            .hint("or without it: source \"$(noglue env path NAME)/bin/activate\"")
            .into());
    };
    let name = match name {
        Some(name) => name.to_owned(),
        None => match pick(context)? {
            Some(name) => name,
            None => return Ok(()),
        },
    };
    let named = named(context, &name)?;
    let environment = run::open(context, &named)?;
    super::change::settle(context, &named.env)?;
    if let Some(file) = shell.activate().map(|file| environment.dir.join("bin").join(file))
        && !sys::fs::is_file(&file)
    {
        return Err(Plain::refused(format!(
            "{} is not there: {} cannot be activated so",
            file.display(),
            clean(&name)
        ))
        .hint(format!(
            "'noglue env copy {0} NEW' makes one that can, 'noglue run -e {0} -- COMMAND' needs none",
            clean(&name)
        ))
        .into());
    }
    let root = match named.kind {
        Kind::Project => Some(named.home.as_path()),
        _ => named.tie.as_ref().map(|tie| tie.root.as_path()),
    };
    let is_temporary = sys::fs::is_file(&named.home.join(TEMPORARY));
    let words = code(
        shell,
        &Workon {
            env: &named.env,
            prompt: &install::prompt_of(&named.env),
            cd: root.filter(|root| !stays && sys::fs::is_dir(root)),
            hooks: HOOKS.map(|hook| hooks(context, &named, hook, shell)),
            removed_after: is_temporary.then_some(named.name.as_str()),
        },
    );
    context.ui.data(words);
    Ok(())
}

/// Prints the functions that a shell gets beside its hook.
pub fn shell_functions(context: &Context, shell: Target, old_names: bool) -> Result<()> {
    let text = functions(shell, old_names).ok_or_else(|| {
        Plain::refused("there are functions of virtualenvwrapper's names for bash, zsh and fish only")
            .hint("'noglue hook' of this shell has workon, cdproject, cdsitepackages and lssitepackages")
    })?;
    context.ui.data(text.trim_end());
    Ok(())
}

/// Notes that an environment is a project's, for `workon` and `cdproject`. virtualenvwrapper: `setvirtualenvproject`.
pub fn tie(context: &Context, name: Option<&str>, project: Option<&Path>) -> Result<()> {
    let named = match name {
        Some(name) => named(context, name)?,
        None => active(context)?,
    };
    if matches!(named.kind, Kind::Project | Kind::OfProject) {
        return Err(Plain::refused(format!("{} belongs to its project already", clean(&named.full_name())))
            .hint("'noglue env copy' makes another one")
            .into());
    }
    let cwd = context.cwd()?;
    let root = project.map_or_else(|| cwd.to_owned(), |dir| sys::fs::absolute(dir, cwd));
    if !sys::fs::is_dir(&root) {
        return Err(Plain::refused(format!("{} is no directory", root.display()))
            .hint("name the project's directory with --project")
            .into());
    }
    Tie::write(&named.home, &root)?;
    context.ui.done(format!("{} is of {} now", clean(&named.name), root.display()));
    Ok(())
}

/// The named environment that is active in the shell.
pub(super) fn active(context: &Context) -> Result<Named> {
    let env = context.var("VIRTUAL_ENV").map(PathBuf::from);
    let found = super::all(context)?.into_iter().find(|named| env.as_ref() == Some(&named.env));
    found.ok_or_else(|| {
        Plain::refused("no environment with a name is active").hint("name it, or first: workon NAME").into()
    })
}

fn hooks(context: &Context, named: &Named, hook: &str, shell: Target) -> Vec<PathBuf> {
    let Some(suffix) = shell.hook_suffix() else { return Vec::new() };
    let own = context.dirs.user_config().and_then(|file| Some(file.parent()?.join("hooks")));
    let old = context.var("VIRTUALENVWRAPPER_HOOK_DIR").map(PathBuf::from).or_else(|| places(context).workon_home);
    let mut dirs: Vec<PathBuf> = own.into_iter().chain(old).chain([named.hooks()]).collect();
    // What was done for all first is taken back last.
    if hook.contains("deactivate") {
        dirs.reverse();
    }
    dirs.into_iter().map(|dir| dir.join(format!("{hook}{suffix}"))).filter(|file| sys::fs::is_file(file)).collect()
}

fn pick(context: &Context) -> Result<Option<String>> {
    let names = list::names(context)?;
    if names.is_empty() {
        return Err(Plain::refused("no environment has a name yet").hint("'noglue env create NAME' makes one").into());
    }
    let width = names.len().to_string().len();
    let lines = names.iter().enumerate().map(|(at, name)| format!("{:>width$}  {}", at + 1, clean(name)));
    let menu = lines.collect::<Vec<_>>().join("\n");
    let Some(answer) = context.ui.ask(&format!("{menu}\nwhich one? ")) else {
        return Err(Plain::new(Exit::Usage, "say which environment")
            .hint(format!("one of: {}", names.join(", ")))
            .into());
    };
    let by_number = answer.parse::<usize>().ok().and_then(|at| names.get(at.checked_sub(1)?)).cloned();
    Ok(by_number.or(Some(answer)).filter(|answer| !answer.is_empty()))
}
