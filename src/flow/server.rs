//! `noglue server`: the facts of the project here, the configuration made of them, printed or written.

use std::path::{Path, PathBuf};

use super::project;
use crate::context::Context;
use crate::discover::{self, Disk, Who};
use crate::error::{Exit, Plain, Result};
use crate::server::ServerError;
use crate::server::app::{self, App, Interface};
use crate::server::config::{self, Backend, File, Kind, Made, Missing, Site, literal};
use crate::sys;
use crate::ui::clean;

/// What was asked for.
#[derive(Debug)]
pub struct Request {
    /// Which configuration.
    pub kind: Kind,
    /// `module:callable`.
    pub app: Option<String>,
    /// Who the application runs as.
    pub user: Option<String>,
    /// The front end's group.
    pub group: Option<String>,
    /// The site's host name.
    pub domain: Option<String>,
    /// What serves the application.
    pub backend: Option<Backend>,
    /// Names socket, service and files.
    pub name: Option<String>,
    /// The project's directory.
    pub project: Option<PathBuf>,
    /// Where to write, instead of printing.
    pub write: Option<PathBuf>,
    /// Replace files that differ.
    pub force: bool,
}

/// Prints the configuration, or writes it.
pub fn run(context: &Context, request: &Request) -> Result<()> {
    let at = request.write.as_deref().map(|dir| target(context, dir)).transpose()?;
    let site = site(context, request)?;
    let made = config::make(request.kind, &site, at.as_deref())?;
    match &at {
        Some(dir) => write(context, dir, &made.files, request.force)?,
        None => print(context, &made.files),
    }
    for step in next(&made, at.as_deref()) {
        context.ui.done(format!("next: {step}"));
    }
    Ok(())
}

fn target(context: &Context, dir: &Path) -> Result<PathBuf> {
    let dir = sys::fs::absolute(dir, context.cwd()?);
    if sys::fs::is_dir(&dir) {
        return Ok(dir);
    }
    let message = format!("--write {}: there is no such directory", clean(&dir.to_string_lossy()));
    Err(Plain::refused(message).hint("make it first, or name the one the server reads, for example '--write .'").into())
}

fn site(context: &Context, request: &Request) -> Result<Site> {
    let mut project = project::here(context, request.project.as_deref())?;
    if request.project.is_none() && !sys::fs::exists(&project.env) {
        project.root = outermost(context, project.root)?;
    }
    let cwd = context.cwd()?;
    let start = if request.project.is_none() && cwd.starts_with(&project.root) { cwd } else { &project.root };
    let app = match &request.app {
        Some(text) => Ok(app::named(text, start, &project.root)?),
        None => app::find(start, &project.root),
    };
    let manage = app::manage_dir(start, &project.root);
    // Jobs go where manage.py is; all else where the application is imported from.
    let dir = match (&app, &manage) {
        (_, Some(dir)) if request.kind == Kind::Cron => dir.clone(),
        (Ok(app), _) => app.dir.clone(),
        (Err(_), Some(dir)) => dir.clone(),
        (Err(_), None) => project.root.clone(),
    };
    let name = match checked("--name", request.name.as_deref(), literal::is_slug, "letters, digits, '-' and '_' only")?
    {
        Some(name) => name,
        None => literal::slug(&project.root),
    };
    let has_manage = manage.as_deref() == Some(&dir);
    let domain = checked("--domain", request.domain.as_deref(), literal::is_domain, "not a host name in ASCII")?;
    let group = checked("--group", request.group.as_deref(), literal::is_user, "not a name of a group")?;
    let front = group.unwrap_or_else(front_group);
    let user = match checked("--user", request.user.as_deref(), literal::is_user, "not a name of a user")? {
        Some(user) => user,
        None if runs_as_user(request.kind) => owner(context, &dir, &front)?,
        None => front.clone(),
    };
    let user_group = sys::user::primary_group(&user);
    if user_group.is_none() && runs_as_user(request.kind) {
        context.ui.warn(format!("there is no user {user} here; 'adduser --system --group {user}' makes one"));
    }
    let backend = request.backend.unwrap_or_else(|| backend(&project.env, &dir, app.as_ref().ok()));
    let app = app.map_err(|_| Missing(project.root.clone()));
    let user_group = user_group.unwrap_or_else(|| user.clone());
    Ok(Site { name, dir, app, has_manage, user, user_group, front, domain, backend })
}

// Markers that say nothing of what is needed may lie in each other: a site's `wsgi.py` below its `manage.py`.
fn outermost(context: &Context, root: PathBuf) -> Result<PathBuf> {
    let who = Who::of_process(&context.dirs);
    let mut found: Option<PathBuf> = None;
    let mut dir = root.clone();
    while let Some(marked) = discover::project(&Disk, &dir, &who)?.and_then(|project| project.marked) {
        if marked.says_what_it_needs() || (found.is_some() && marked.root != dir) {
            break;
        }
        let above = marked.root.parent().map(Path::to_owned);
        found = Some(marked.root);
        let Some(above) = above else { break };
        dir = above;
    }
    Ok(found.unwrap_or(root))
}

fn runs_as_user(kind: Kind) -> bool {
    !matches!(kind, Kind::Nginx | Kind::Lighttpd)
}

fn checked(
    option: &'static str,
    text: Option<&str>,
    is_right: fn(&str) -> bool,
    why: &'static str,
) -> Result<Option<String>, ServerError> {
    match text {
        Some(text) if !is_right(text) => Err(ServerError::BadName { option, text: text.to_owned(), why }),
        text => Ok(text.map(str::to_owned)),
    }
}

/// Groups that front ends run as: Debian, Fedora, Arch.
const FRONT_GROUPS: &[&str] = &["www-data", "nginx", "apache", "http", "lighttpd"];

fn front_group() -> String {
    let found = FRONT_GROUPS.iter().find(|name| sys::user::has_group(name));
    (*found.unwrap_or(&FRONT_GROUPS[0])).to_owned()
}

// The project's own user; root's projects run as the front end's.
fn owner(context: &Context, dir: &Path, front: &str) -> Result<String> {
    let uid = sys::fs::metadata(dir).map(|m| std::os::unix::fs::MetadataExt::uid(&m))?;
    if uid != 0 {
        let name = sys::user::name(uid);
        return Ok(if literal::is_user(&name) { name } else { uid.to_string() });
    }
    context.ui.note(format!(
        "{} belongs to root, so the application runs as {front}; a user of its own is safer: --user NAME",
        clean(&dir.to_string_lossy())
    ));
    Ok(front.to_owned())
}

// What the project has: a configuration, then a program in its environment.
fn backend(env: &Path, dir: &Path, app: Option<&App>) -> Backend {
    let has = |program: &str| sys::fs::is_file(&env.join("bin").join(program));
    let is_asgi = app.is_some_and(|app| app.interface == Interface::Asgi);
    if is_asgi {
        return Backend::Uvicorn;
    }
    if sys::fs::is_file(&dir.join("uwsgi.ini")) {
        return Backend::Uwsgi;
    }
    let is_gunicorn = sys::fs::is_file(&dir.join("gunicorn.conf.py")) || (has("gunicorn") && !has("uwsgi"));
    if is_gunicorn { Backend::Gunicorn } else { Backend::Uwsgi }
}

fn print(context: &Context, files: &[File]) {
    let mut separator = "";
    for file in files {
        if files.len() > 1 {
            let place = file.place.unwrap_or(".");
            context.ui.data(format!("{separator}# ==> {place}/{} <==", file.name));
            separator = "\n";
        }
        context.ui.data(file.text.trim_end_matches('\n'));
    }
}

/// What stands at a file's place.
enum There {
    Nothing,
    Same,
    Other,
}

fn write(context: &Context, dir: &Path, files: &[File], force: bool) -> Result<()> {
    let mut plan = Vec::new();
    for file in files {
        // A link is written through: what it leads to is what the server reads.
        let path = dir.join(&file.name);
        let path = sys::fs::canonicalize(&path).unwrap_or(path);
        let there = match sys::fs::read_if_there(&path)? {
            None => There::Nothing,
            Some(bytes) if bytes == file.text.as_bytes() => There::Same,
            Some(_) => There::Other,
        };
        plan.push((path, file, there));
    }
    let others: Vec<String> = plan
        .iter()
        .filter(|(.., there)| matches!(there, There::Other))
        .map(|(path, ..)| clean(&path.to_string_lossy()))
        .collect();
    if !others.is_empty() && !force {
        let message = format!("{} is there and differs; nothing was written", others.join(", "));
        return Err(Plain::new(Exit::Refused, message)
            .hint("'--force' replaces it; without '--write' it is printed")
            .into());
    }
    for (path, file, there) in plan {
        let shown = clean(&path.to_string_lossy());
        match there {
            There::Same => context.ui.done(format!("{shown} is there already")),
            There::Nothing | There::Other => {
                sys::fs::replace(&path, file.text.as_bytes())?;
                context.ui.done(format!("wrote {shown}"));
            }
        }
    }
    Ok(())
}

// What the server does not read where it was written, has to be put into its place first.
fn next(made: &Made, at: Option<&Path>) -> Vec<String> {
    let mut steps = Vec::new();
    for file in &made.files {
        let Some(place) = file.place else { continue };
        match at {
            Some(at) if at == Path::new(place) => {}
            Some(at) => {
                let from = discover::text::pasted(&at.join(&file.name));
                steps.push(format!("install -m 644 {from} {place}/"));
            }
            None if made.files.len() == 1 => steps.push(format!("it belongs in {place}/{}", file.name)),
            None => {}
        }
    }
    steps.extend(made.next.iter().cloned());
    steps
}
