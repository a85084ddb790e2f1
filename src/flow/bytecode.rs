//! Byte-code: compiled into the store once per wheel and Python, and linked into what is already installed.
//!
//! Compiling takes longer than installing, so by default a detached noglue does it after the command has ended.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use super::options::InstallOptions;
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::interpreter::Interpreter;
use crate::link::{self, Layout, LinkMode};
use crate::store::{Compile, Entry, Store};
use crate::sys;
use crate::vars;

/// What to compile with, and where to put it.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// A base interpreter of the wanted version.
    pub python: &'a Path,
    /// Its `sys.implementation.cache_tag`.
    pub tag: &'a str,
    /// The tree that the wheels were linked into.
    pub generation: &'a Path,
    /// Their directory in it: `lib/python3.12/site-packages`.
    pub site_packages: &'a str,
}

/// When to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Background,
    Now,
    Never,
}

/// Compiles what `entries` of `generation` lack, or has it done.
pub(super) fn after_install(
    context: &Context,
    interpreter: &Interpreter,
    generation: &Path,
    entries: &[Arc<Entry>],
    options: &InstallOptions,
) -> Result<()> {
    let Some(tag) = interpreter.cache_tag.as_deref() else { return Ok(()) };
    let when = when(context, options)?;
    let missing: Vec<&Arc<Entry>> = entries.iter().filter(|entry| entry.bytecode(tag).is_none()).collect();
    if missing.is_empty() || when == When::Never {
        return Ok(());
    }
    let keys: Vec<String> = missing.iter().map(|entry| entry.sha256().to_owned()).collect();
    let site_packages = interpreter.purelib().to_string_lossy().into_owned();
    if when == When::Now {
        return compile(
            context,
            &Job { python: &interpreter.base_executable, tag, generation, site_packages: &site_packages },
            &keys,
        );
    }
    // Not having byte-code is slow, not wrong: what goes wrong here is not worth a word.
    if let (Ok(own), Some(cache)) = (sys::exec::own_binary(), context.dirs.cache()) {
        let mut args: Vec<OsString> = vec!["compile-bytecode".into(), "--python".into()];
        args.extend([interpreter.base_executable.clone().into(), "--tag".into(), tag.into()]);
        args.extend(["--generation".into(), generation.into(), "--site-packages".into(), site_packages.into()]);
        args.extend(keys.into_iter().map(OsString::from));
        let _ = sys::exec::Start::new(own, args).env(vars::CACHE_DIR, cache).detach();
    }
    Ok(())
}

/// Compiles entries of the store, and links what came out into the generation if that is still there.
pub fn compile(context: &Context, job: &Job<'_>, keys: &[String]) -> Result<()> {
    let Some(cache) = context.dirs.cache() else { return Ok(()) };
    let store = Store::open(cache, context.now)?;
    let entries: Vec<Arc<Entry>> = keys.iter().filter_map(|key| store.get(key)).map(Arc::new).collect();
    store.compile(Compile { python: job.python, cache_tag: job.tag }, &entries)?;
    let layout = Layout {
        python: job.python.to_owned(),
        version: (0, 0),
        cache_tag: Some(job.tag.to_owned()),
        purelib: job.site_packages.to_owned(),
        platlib: job.site_packages.to_owned(),
        scripts: "bin".into(),
        headers: String::new(),
        data: String::new(),
    };
    if sys::fs::is_dir(job.generation) {
        // Python takes byte-code that a power cut cut short for a broken module.
        if !context.var(vars::NO_FSYNC).is_some_and(crate::context::is_true) {
            sys::flush::file_system(cache)?;
        }
        link::add_bytecode(&entries, job.generation, &layout, LinkMode::Auto)?;
    }
    Ok(())
}

/// When it is to be compiled; Err for a word that says no time.
pub(super) fn when(context: &Context, options: &InstallOptions) -> Result<When> {
    if options.compile_bytecode {
        return Ok(When::Now);
    }
    if options.no_compile {
        return Ok(When::Never);
    }
    match context.text(vars::COMPILE) {
        None | Some("background") => Ok(When::Background),
        Some("now") => Ok(When::Now),
        Some("never") => Ok(When::Never),
        Some(other) => Err(Plain::new(
            Exit::Usage,
            format!("{}=\"{}\" is not a time to compile", vars::COMPILE, crate::ui::clean(other)),
        )
        .hint("use background, now or never")
        .into()),
    }
}
