//! `noglue setup`: shims, the line that puts them on `PATH`, and the one that loads the shell's hook. Once per user.
//!
//! Shows exactly what it will write, writes on consent, and takes out exactly that again. Copies nothing: shims are
//! links to this binary. Writes to the person's shell files between marks, and to our own data folder.

mod block;
mod others;
mod record;
mod shells;
pub mod system;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::shims;
use crate::activate::hook::HookShell;
use crate::context::Context;
use crate::discover::text::{pasted, shown};
use crate::error::{Exit, Plain, Result};
use crate::sys;
use record::Record;
use shells::{Lines, Surroundings, Target};

/// What `noglue setup` was asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request {
    /// Without asking.
    pub yes: bool,
    /// Only show.
    pub dry_run: bool,
}

/// A shell's file, as it is and as it will be.
#[derive(Debug)]
struct Edit {
    /// As the shell names it.
    file: PathBuf,
    /// The lines that come in, or go.
    lines: Vec<String>,
    /// Where they go, in words.
    place: &'static str,
    new: Vec<u8>,
    is_new: bool,
}

/// Makes shims and puts them on `PATH`.
pub fn run(context: &Context, request: &Request) -> Result<()> {
    let folder = shims_folder(context)?;
    let missing: Vec<String> =
        shims::wanted(context).into_iter().filter(|name| !sys::fs::exists(&folder.join(name))).collect();
    let edits = match surroundings(context) {
        Some(surroundings) => plan(&surroundings.targets(&Lines::new(&folder, surroundings.home, &own_binary()?)?))?,
        None => Vec::new(),
    };
    if !missing.is_empty() {
        context.ui.done(format!("shims in {}: {}", shown(&folder), missing.join(", ")));
    }
    for edit in &edits {
        show(context, "to", edit);
    }
    if missing.is_empty() && edits.is_empty() {
        context.ui.done("everything is set up");
        shims::say(context, &shims::refresh_all(context)?);
        say_others(context, &folder);
        return by_hand(context, &folder);
    }
    if !is_agreed(context, request, "Write this?")? {
        return Ok(());
    }
    shims::say(context, &shims::refresh_all(context)?);
    Record::of(edits.iter().map(|edit| (edit.file.clone(), edit.is_new))).merge_into(context)?;
    write(&edits)?;
    say_others(context, &folder);
    by_hand(context, &folder)
}

fn say_others(context: &Context, folder: &Path) {
    for note in others::notes(context, folder) {
        context.ui.note(note);
    }
}

/// Takes back what [`run`] did. Grants and environments stay.
pub fn undo(context: &Context, request: &Request) -> Result<()> {
    let folder = shims_folder(context)?;
    let record = Record::read(context)?;
    let mut edits = Vec::new();
    let mut files = record.files();
    files.extend(surroundings(context).map(|s| s.all_files()).unwrap_or_default());
    files.sort();
    files.dedup();
    for file in files {
        let Some(old) = sys::fs::read_if_there(&file)?.filter(|text| block::has(text)) else { continue };
        let new = block::take_out(&old, &[]);
        let left = |line: &&str| !new.split(|b| *b == b'\n').any(|l| l == line.as_bytes());
        let lines = String::from_utf8_lossy(&old).lines().filter(left).map(str::to_owned).collect();
        edits.push(Edit { is_new: record.has_created(&file), place: "", file, lines, new });
    }
    let has_shims = sys::fs::is_dir(&folder);
    for edit in &edits {
        show(context, "from", edit);
    }
    if has_shims {
        context.ui.done(format!("all shims in {} go", shown(&folder)));
    }
    if edits.is_empty() && !has_shims {
        context.ui.done("nothing is set up");
        return record.remove(context);
    }
    if !is_agreed(context, request, "Take this out?")? {
        return Ok(());
    }
    write(&edits)?;
    shims::remove_all(&folder)?;
    record.remove(context)
}

fn shims_folder(context: &Context) -> Result<PathBuf> {
    let folder = context.dirs.shims().ok_or_else(|| {
        Plain::new(Exit::Disk, "no home directory is known, so there is no place for shims")
            .hint("set HOME, or NOGLUE_DATA_DIR to a folder for them")
    })?;
    if folder.is_absolute() { Ok(folder) } else { Ok(sys::fs::absolute(&folder, context.cwd()?)) }
}

fn own_binary() -> Result<PathBuf> {
    sys::exec::own_binary()
        .map_err(|e| Plain::new(Exit::Disk, format!("could not find out where noglue lies: {e}")).into())
}

fn surroundings(context: &Context) -> Option<Surroundings<'_>> {
    let folder = |name: &str| context.var(name).map(Path::new).filter(|path| path.is_absolute());
    Some(Surroundings {
        home: context.dirs.home().filter(|home| sys::fs::is_dir(home))?,
        shell: context.var("SHELL"),
        zdotdir: folder("ZDOTDIR"),
        config: folder("XDG_CONFIG_HOME"),
    })
}

/// What is to change; files that have the line already are left out.
fn plan(targets: &[Target]) -> Result<Vec<Edit>> {
    let mut edits = Vec::new();
    for target in targets {
        let old = sys::fs::read_if_there(&target.file)?;
        let new = block::put(old.as_deref().unwrap_or_default(), &target.lines, target.place);
        if old.as_deref() != Some(&new) {
            edits.push(Edit {
                file: target.file.clone(),
                lines: block::shown(&target.lines),
                place: match target.place {
                    block::Place::End => "at the end",
                    block::Place::BothEnds => "at the top (it stops early where nobody types) and at the end",
                },
                new,
                is_new: old.is_none(),
            });
        }
    }
    Ok(edits)
}

fn show(context: &Context, preposition: &str, edit: &Edit) {
    let is_new = edit.is_new && preposition == "to";
    let place = if is_new { "new" } else { edit.place };
    let place = if place.is_empty() { String::new() } else { format!(" ({place})") };
    context.ui.done(format!("{preposition} {}{place}:", shown(&edit.file)));
    for line in &edit.lines {
        context.ui.done(format!("    {}", crate::ui::clean(line)));
    }
}

fn is_agreed(context: &Context, request: &Request, question: &str) -> Result<bool> {
    if request.dry_run {
        return Ok(false);
    }
    if request.yes {
        return Ok(true);
    }
    match context.ui.confirm(question) {
        Some(true) => Ok(true),
        Some(false) => {
            context.ui.done("nothing was changed");
            Ok(false)
        }
        None => Err(Plain::refused("nothing was changed: there is nobody to ask")
            .hint("'--yes' does it without asking, '--dry-run' only shows it")
            .into()),
    }
}

/// All of them, also when one fails; then says which failed and what to put in by hand.
fn write(edits: &[Edit]) -> Result<()> {
    let mut failed: Option<Plain> = None;
    for edit in edits {
        if let Err(why) = write_one(edit) {
            let text = format!("could not change {}: {why}", shown(&edit.file));
            let lines = edit.lines.iter().filter(|line| !line.starts_with('#'));
            let hint = format!("by hand, in {}: {}", shown(&edit.file), lines.cloned().collect::<Vec<_>>().join("; "));
            failed = Some(match failed {
                None => Plain::new(Exit::Disk, text).hint(hint),
                Some(error) => error.hint(text).hint(hint),
            });
        }
    }
    failed.map_or(Ok(()), |error| Err(error.into()))
}

fn write_one(edit: &Edit) -> std::result::Result<(), String> {
    let reason = |e: sys::fs::FsError| e.source.to_string();
    // A link (a folder of dotfiles) stays one: what it leads to is written.
    let file = match sys::facts::of(&edit.file) {
        Ok(_) => sys::fs::canonicalize(&edit.file).map_err(reason)?,
        Err(_) => edit.file.clone(),
    };
    match sys::facts::follow(&file) {
        Ok(facts) if facts.owner != sys::user::uid() => {
            return Err(format!("it belongs to {}", sys::user::name(facts.owner)));
        }
        Ok(_) if !sys::fs::is_writable(&file) => return Err("it is read-only".to_owned()),
        Ok(_) if edit.new.is_empty() && edit.is_new => return sys::fs::remove_file(&edit.file).map_err(reason),
        Ok(_) => {}
        Err(_) => {
            let folder = file.parent().unwrap_or(Path::new("/"));
            sys::fs::create_dir_all(folder).map_err(reason)?;
        }
    }
    sys::fs::replace(&file, &edit.new).map_err(reason)
}

/// What the person has to do: start a new shell, or put a line somewhere noglue does not write to.
fn by_hand(context: &Context, folder: &Path) -> Result<()> {
    let path = context.var("PATH").unwrap_or_default();
    let surroundings = surroundings(context);
    if surroundings.is_none() {
        let lines = Lines::new(folder, Path::new("/"), &own_binary()?)?;
        context
            .ui
            .note(format!("there is no home directory to write to; put this where your shell starts: {}", lines.posix));
    } else if surroundings.is_some_and(|s| s.is_unknown()) {
        let shell = context.var("SHELL").unwrap_or(OsStr::new("")).to_string_lossy();
        context.ui.note(format!(
            "{} is not a shell whose files noglue writes; put {} first on its PATH{}",
            crate::ui::clean(&shell),
            shown(folder),
            hook_by_hand(&shell)
        ));
    } else if std::env::split_paths(path).find(|dir| sys::fs::is_dir(dir)).as_deref() != Some(folder) {
        context.ui.done(format!("in this shell: export PATH={}:\"$PATH\"; new ones have it", pasted(folder)));
    }
    Ok(())
}

fn hook_by_hand(shell: &str) -> String {
    let name = Path::new(shell).file_name().and_then(OsStr::to_str).unwrap_or_default();
    let line = match HookShell::of_name(name) {
        Some(HookShell::Nu) => "noglue hook nu | save --force ($nu.user-autoload-dirs.0 | path join noglue.nu)",
        Some(HookShell::Elvish) => "in rc.elv: eval (noglue hook elvish | slurp)",
        Some(HookShell::Xonsh) => "in .xonshrc: execx($(noglue hook xonsh))",
        Some(HookShell::PowerShell) => "in $PROFILE: Invoke-Expression (& noglue hook pwsh | Out-String)",
        _ => return String::new(),
    };
    format!("; to follow directories, {line}")
}

#[cfg(test)]
mod tests;
