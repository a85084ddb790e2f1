//! argv[0] -> a shim, a shell's hook or the command line, before anything else.
//!
//! A shim is this binary under another name. The check is one comparison, so that a shim pays for nothing
//! of the command line: no clap, no runtime, no configuration.

use std::ffi::OsStr;
use std::path::Path;
use std::process::ExitCode;

use crate::sys;

/// The name under which the command line answers; any other is a shim.
pub const NAME: &str = "noglue";

/// Runs what was asked for.
pub fn run() -> ExitCode {
    let args = sys::env::args();
    let name = args.first().map(Path::new).and_then(Path::file_name).unwrap_or(OsStr::new(NAME));
    if is_shim(name) {
        return crate::shim::run(name, &args[1..]);
    }
    // Asked by shells at their start and between two prompts.
    match args.get(1).map(|word| word.as_encoded_bytes()) {
        Some(b"hook-env") => {
            crate::activate::follow::run(&args[2..]);
            ExitCode::SUCCESS
        }
        Some(b"hook") => match crate::activate::hook::run(&args[2..]) {
            Some(exit) => exit.into(),
            None => crate::cli::run(args),
        },
        _ => crate::cli::run(args),
    }
}

fn is_shim(name: &OsStr) -> bool {
    // `noglue-1.2`, `noglue.old`: a kept copy of the binary is still the command line.
    !name.as_encoded_bytes().starts_with(NAME.as_bytes())
}
