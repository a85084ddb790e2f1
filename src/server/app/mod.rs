//! A project's directory -> its WSGI or ASGI callable, found in the text of its files. Nothing is run or imported.
//!
//! Django's `manage.py` names the settings, beside which `wsgi.py` lies; a `wsgi.py` or `asgi.py` binds `application`;
//! `app.py` and the like make an application of a known framework. What is found says why it was taken.

mod scan;

use std::path::{Path, PathBuf};

use super::ServerError;
use crate::sys;
use scan::{Binding, By};

/// What is looked at, in words.
pub const LOOKED_AT: &str =
    "manage.py, wsgi.py, asgi.py, app.py, main.py and the like, also one folder down and in src";

/// What a server calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interface {
    /// PEP 3333.
    Wsgi,
    /// Its asynchronous sister.
    Asgi,
}

/// An application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// The directory that its module is imported from.
    pub dir: PathBuf,
    /// `mysite.wsgi`.
    pub module: String,
    /// `application`, or `create_app()`.
    pub callable: String,
    /// How it is called.
    pub interface: Interface,
    /// The module's file, relative to `dir`; `None` for a module that is not the project's own.
    pub file: Option<PathBuf>,
    /// Why this one.
    pub why: String,
}

impl App {
    /// `mysite.wsgi:application`.
    pub fn reference(&self) -> String {
        format!("{}:{}", self.module, self.callable)
    }

    /// True if the callable is made by a call.
    pub fn is_factory(&self) -> bool {
        self.callable.ends_with("()")
    }
}

/// Files that hold an application by habit, in the order they are looked at.
const FILES: &[&str] = &["wsgi", "asgi", "app", "application", "main", "server", "api", "run"];
/// What makes a WSGI application, by the last words of its name.
const WSGI: &[&str] =
    &["Flask", "APIFlask", "Bottle", "get_wsgi_application", "make_wsgi_app", "falcon.App", "falcon.API"];
/// What makes an ASGI application.
const ASGI: &[&str] =
    &["FastAPI", "Starlette", "Quart", "Litestar", "Sanic", "get_asgi_application", "falcon.asgi.App"];
/// Functions that make an application when called.
const FACTORIES: &[&str] = &["create_app", "make_app", "create_application"];

/// The application of the project at `root`, looked for in `start` first and from there up to `root`.
pub fn find(start: &Path, root: &Path) -> Result<App, ServerError> {
    let places = places(start, root);
    // Inside a package its modules are not imported by their bare names.
    let mut roots = places.iter().filter(|dir| *dir == root || !is_file(&dir.join("__init__.py")));
    let found = places.iter().find_map(|dir| django(dir)).or_else(|| roots.find_map(|dir| in_dir(dir)));
    found.ok_or_else(|| ServerError::NoApp { dir: root.to_owned() })
}

/// The application that `text` names, `module:callable`.
pub fn named(text: &str, start: &Path, root: &Path) -> Result<App, ServerError> {
    let wrong = |why: &str| ServerError::BadApp { text: text.to_owned(), why: why.to_owned() };
    let (module, callable) = text.split_once(':').unwrap_or((text, "application"));
    if !is_dotted(module) {
        return Err(wrong("what stands before the colon is not the name of a module"));
    }
    if !is_dotted(callable.strip_suffix("()").unwrap_or(callable)) {
        return Err(wrong("what stands after the colon is not a name, or a name and '()'"));
    }
    let found = places(start, root).into_iter().find_map(|dir| Some((module_file(&dir, module)?, dir)));
    let interface = match &found {
        Some((file, dir)) => interface_of(&read(&dir.join(file)), module, callable),
        None if module.ends_with("asgi") => Interface::Asgi,
        None => Interface::Wsgi,
    };
    let why = match &found {
        Some((file, _)) => format!("named with --app; its file is {}", file.display()),
        None => "named with --app; the project has no such file, so it has to be in the environment".into(),
    };
    let (file, dir) = found.map_or_else(|| (None, start.to_owned()), |(file, dir)| (Some(file), dir));
    Ok(App { dir, module: module.into(), callable: callable.into(), interface, file, why })
}

/// The directory with `manage.py` that a project's commands are run from.
pub fn manage_dir(start: &Path, root: &Path) -> Option<PathBuf> {
    let places = places(start, root).into_iter().flat_map(|dir| [vec![dir.clone()], folders(&dir)].concat());
    places.into_iter().find(|dir| is_file(&dir.join("manage.py")))
}

// From `start` up to `root`, then the folder that the "src layout" has.
fn places(start: &Path, root: &Path) -> Vec<PathBuf> {
    let inside = start.ancestors().take_while(|dir| dir.starts_with(root)).map(Path::to_owned);
    let mut places: Vec<PathBuf> = inside.collect();
    if places.is_empty() {
        places.push(root.to_owned());
    }
    places.push(root.join("src"));
    places
}

fn in_dir(dir: &Path) -> Option<App> {
    let folders = folders(dir);
    let sites = std::iter::once(dir).chain(folders.iter().map(PathBuf::as_path));
    let mut found = sites.clone().find_map(django);
    found = found.or_else(|| FILES.iter().find_map(|stem| in_module(dir, stem)));
    found.or_else(|| {
        let packages = folders.iter().filter_map(|folder| folder.file_name()?.to_str()).filter(|name| is_name(name));
        let packages: Vec<&str> = packages.collect();
        let modules = FILES.iter().flat_map(|stem| packages.iter().map(move |package| format!("{package}.{stem}")));
        modules.chain(packages.iter().map(|p| (*p).to_owned())).find_map(|module| in_module(dir, &module))
    })
}

// `manage.py` names the settings; the package around them, or one further out, has wsgi.py.
fn django(dir: &Path) -> Option<App> {
    let manage = dir.join("manage.py");
    if !is_file(&manage) {
        return None;
    }
    let text = read(&manage);
    let settings = scan::string_after(&text, "DJANGO_SETTINGS_MODULE").filter(|name| is_dotted(name))?;
    let packages = settings.match_indices('.').map(|(at, _)| &settings[..at]).collect::<Vec<_>>();
    for (stem, interface) in [("wsgi", Interface::Wsgi), ("asgi", Interface::Asgi)] {
        let modules = packages.iter().rev().map(|package| format!("{package}.{stem}")).chain([stem.to_owned()]);
        for module in modules {
            if let Some(file) = module_file(dir, &module) {
                let why =
                    format!("manage.py sets DJANGO_SETTINGS_MODULE to {settings}, and {} goes with it", file.display());
                let callable = "application".to_owned();
                return Some(App { dir: dir.to_owned(), module, callable, interface, file: Some(file), why });
            }
        }
    }
    None
}

fn in_module(dir: &Path, module: &str) -> Option<App> {
    let file = module_file(dir, module)?;
    let text = read(&dir.join(&file));
    let (callable, interface, how) = callable_in(&text, module)?;
    let why = format!("{} {how}", file.display());
    Some(App { dir: dir.to_owned(), module: module.to_owned(), callable, interface, file: Some(file), why })
}

fn callable_in(text: &str, module: &str) -> Option<(String, Interface, String)> {
    let bound = scan::bindings(text);
    let last = module.rsplit('.').next().unwrap_or(module);
    if let "wsgi" | "asgi" = last {
        let found = ["application", "app"].into_iter().find(|name| bound.iter().any(|b| b.name == *name))?;
        return Some((found.into(), interface_of(text, module, found), format!("binds '{found}'")));
    }
    for binding in &bound {
        if let Some((interface, maker)) = made(binding) {
            return Some((binding.name.into(), interface, format!("has '{} = {maker}(...)'", binding.name)));
        }
    }
    let factory = bound.iter().find(|b| b.by == By::Function && FACTORIES.contains(&b.name))?;
    let callable = format!("{}()", factory.name);
    let interface = interface_of(text, module, &callable);
    Some((callable, interface, format!("has the function '{}'", factory.name)))
}

fn interface_of(text: &str, module: &str, callable: &str) -> Interface {
    let bound = scan::bindings(text);
    if let Some((interface, _)) = bound.iter().filter(|b| b.name == callable).find_map(made) {
        return interface;
    }
    let is_factory = callable.ends_with("()");
    let makes_asgi = is_factory && ASGI.iter().any(|maker| scan::mentions(text, maker));
    if module.ends_with("asgi") || makes_asgi { Interface::Asgi } else { Interface::Wsgi }
}

fn made<'a>(binding: &'a Binding<'_>) -> Option<(Interface, &'a str)> {
    let By::Call(maker) = &binding.by else { return None };
    let is_one = |known: &&str| maker == known || maker.strip_suffix(known).is_some_and(|rest| rest.ends_with('.'));
    let interface = if ASGI.iter().any(is_one) {
        Interface::Asgi
    } else if WSGI.iter().any(is_one) {
        Interface::Wsgi
    } else {
        return None;
    };
    Some((interface, maker))
}

// Relative to `dir`.
fn module_file(dir: &Path, module: &str) -> Option<PathBuf> {
    let path: PathBuf = module.split('.').collect();
    let candidates = [path.with_extension("py"), path.join("__init__.py")];
    candidates.into_iter().find(|file| is_file(&dir.join(file)))
}

// Folders that can be packages or sites, in order: not hidden, no tests.
fn folders(dir: &Path) -> Vec<PathBuf> {
    let names = sys::fs::names(dir).unwrap_or_default();
    let wanted = names.iter().filter_map(|name| name.to_str()).filter(|name| {
        !name.starts_with(['.', '_']) && !matches!(*name, "test" | "tests" | "docs" | "node_modules" | "src")
    });
    wanted.map(|name| dir.join(name)).filter(|path| sys::fs::is_dir(path)).collect()
}

fn is_file(path: &Path) -> bool {
    sys::fs::is_file(path)
}

// What cannot be read says nothing.
fn read(path: &Path) -> String {
    sys::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn is_dotted(text: &str) -> bool {
    text.split('.').all(is_name)
}

fn is_name(text: &str) -> bool {
    let is_start = text.starts_with(|c: char| c == '_' || c.is_alphabetic());
    is_start && text.chars().all(|c| c == '_' || c.is_alphanumeric())
}

#[cfg(test)]
mod tests;
