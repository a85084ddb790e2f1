//! `noglue env kernel`: an environment as a kernel that Jupyter lists.

use std::path::PathBuf;

use serde_json::json;

use super::site;
use crate::context::Context;
use crate::error::{Exit, Plain, Result};
use crate::flow::{drift, install};
use crate::sys;

/// Writes the kernelspec, or removes it.
pub fn kernel(context: &Context, name: Option<&str>, display: Option<&str>, removes: bool) -> Result<()> {
    let env = site::env(context, name)?;
    let prompt = install::prompt_of(&env);
    let dir = kernels(context)?.join(kernel_name(&prompt));
    if removes {
        sys::fs::remove_dir_all(&dir)?;
        context.ui.done(format!("{} is removed", dir.display()));
        return Ok(());
    }
    let python = env.join("bin/python");
    let spec = json!({
        "argv": [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": display.unwrap_or(&prompt),
        "language": "python",
        "metadata": { "debugger": true },
        "env": { "VIRTUAL_ENV": env },
    });
    sys::fs::create_dir_all(&dir)?;
    let text = serde_json::to_string_pretty(&spec).expect("strings only");
    sys::fs::replace(&dir.join("kernel.json"), (text + "\n").as_bytes())?;
    context.ui.done(format!("{}: Jupyter lists \"{}\"", dir.display(), display.unwrap_or(&prompt)));
    let has_kernel = drift::installed(&env)?.iter().any(|package| package.name.as_str() == "ipykernel");
    if !has_kernel {
        context.ui.warn(format!(
            "{} has no ipykernel yet; to add it: noglue pip install --python {} ipykernel",
            env.display(),
            env.display()
        ));
    }
    Ok(())
}

fn kernels(context: &Context) -> Result<PathBuf> {
    let named = context.var("JUPYTER_DATA_DIR").map(PathBuf::from);
    let xdg = || context.var("XDG_DATA_HOME").map(|dir| PathBuf::from(dir).join("jupyter"));
    let usual = || context.dirs.home().map(|home| home.join(".local/share/jupyter"));
    let dir = named.or_else(xdg).or_else(usual).ok_or_else(|| {
        Plain::new(Exit::Disk, "there is no place for kernels: no home directory is known")
            .hint("set HOME or JUPYTER_DATA_DIR")
    })?;
    Ok(dir.join("kernels"))
}

// Jupyter: letters, digits and . _ - of ASCII.
fn kernel_name(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c.to_ascii_lowercase() } else { '-' };
    format!("noglue-{}", text.chars().map(plain).collect::<String>())
}
