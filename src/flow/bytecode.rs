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
use crate::link;
use crate::store::{Compile, Entry, Store};
use crate::sys;
use crate::vars;

/// When to compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
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
    if when == When::Now {
        return compile(context, &interpreter.base_executable, tag, generation, &keys);
    }
    // Not having byte-code is slow, not wrong: what goes wrong here is not worth a word.
    if let (Ok(own), Some(cache)) = (sys::exec::own_binary(), context.dirs.cache()) {
        let mut args: Vec<OsString> = vec!["compile-bytecode".into(), "--python".into()];
        args.extend([interpreter.base_executable.clone().into(), "--tag".into(), tag.into()]);
        args.extend(["--generation".into(), generation.into()]);
        args.extend(keys.into_iter().map(OsString::from));
        let _ = sys::exec::Start::new(own, args).env(vars::CACHE_DIR, cache).detach();
    }
    Ok(())
}

/// Compiles entries of the store, and links what came out into `generation` if that is still there.
pub fn compile(context: &Context, python: &Path, tag: &str, generation: &Path, keys: &[String]) -> Result<()> {
    let Some(cache) = context.dirs.cache() else { return Ok(()) };
    let store = Store::open(cache, context.now)?;
    let entries: Vec<Arc<Entry>> = keys.iter().filter_map(|key| store.get(key)).map(Arc::new).collect();
    store.compile(Compile { python, cache_tag: tag }, &entries)?;
    link::add_bytecode(&entries, generation, tag)?;
    Ok(())
}

fn when(context: &Context, options: &InstallOptions) -> Result<When> {
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
