//! `noglue man`: manual pages made from the command line itself.

use std::path::PathBuf;

use crate::context::Context;
use crate::error::{Plain, Result};
use crate::sys;

/// Print the manual page, or write all of them into a directory
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write noglue.1 and a page per subcommand here
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    let pages = pages()?;
    match args.dir {
        None => context.ui.data(pages[0].1.trim_end()),
        Some(dir) => {
            sys::fs::create_dir_all(&dir)?;
            for (name, text) in pages {
                sys::fs::replace(&dir.join(name), text.as_bytes())?;
            }
        }
    }
    Ok(())
}

/// (file name, roff) of the top page and of every visible subcommand, the top page first.
pub fn pages() -> Result<Vec<(String, String)>> {
    let mut pages = Vec::new();
    collect(super::command().disable_help_flag(true), &mut pages)?;
    Ok(pages)
}

fn collect(command: clap::Command, pages: &mut Vec<(String, String)>) -> Result<()> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut out = Vec::new();
    clap_mangen::Man::new(command.clone())
        .title(name.to_uppercase())
        .render(&mut out)
        .map_err(|e| Plain::refused(format!("could not write the manual page of {name}: {e}")))?;
    pages.push((format!("{name}.1"), String::from_utf8_lossy(&out).into_owned()));
    for sub in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        let title: &'static str = Box::leak(format!("{name}-{}", sub.get_name()).into_boxed_str());
        collect(sub.clone().name(title).display_name(title), pages)?;
    }
    Ok(())
}
