//! The reference pages, made from the command line, the variables and the exit table themselves.

use std::fmt::Write as _;

use crate::error::Exit;
use crate::vars;

const GENERATED: &str = "<!-- Generated: 'SNAPSHOTS=overwrite cargo test --test it docs' writes it. -->\n";

/// (path below the repository, text) of each generated reference page.
pub fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("docs/reference/cli.md", command_line()),
        ("docs/reference/variables.md", variables()),
        ("docs/reference/exit-codes.md", exit_codes()),
        ("docs/reference/findings.md", findings()),
    ]
}

fn command_line() -> String {
    let mut text = format!("{GENERATED}# Command line\n");
    let mut command = super::command();
    command.build();
    section(&mut command, "noglue", &mut text);
    text
}

fn section(command: &mut clap::Command, path: &str, text: &mut String) {
    let help = command.clone().term_width(100).color(clap::ColorChoice::Never).render_long_help();
    // Infallible: writing into a String.
    let _ = write!(text, "\n## {path}\n\n```text\n{}\n```\n", help.to_string().trim_end());
    for sub in command.get_subcommands_mut().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
        let path = format!("{path} {}", sub.get_name());
        section(sub, &path, text);
    }
}

fn variables() -> String {
    let mut text = format!("{GENERATED}# Environment variables\n\n| variable | meaning |\n|---|---|\n");
    for var in vars::ALL {
        let _ = writeln!(text, "| `{}` | {} |", var.name, var.doc);
    }
    text.push_str("\n## What a started program sees\n\n| variable | value |\n|---|---|\n");
    for var in vars::GIVEN {
        let _ = writeln!(text, "| `{}` | {} |", var.name, var.doc);
    }
    text.push_str(
        "\nBeside these, noglue reads what other tools already use: `PIP_*` and pip's configuration files for indexes, \
         `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE`, `NETRC`, `NO_COLOR`, `XDG_*`, `VIRTUAL_ENV` (for the pip words).\n",
    );
    text
}

fn findings() -> String {
    let mut text = format!("{GENERATED}# What `noglue doctor` finds\n\n| id | mostly a | meaning |\n|---|---|---|\n");
    for (id, severity, meaning) in crate::flow::doctor::kinds() {
        let _ = writeln!(text, "| `{id}` | {severity} | {meaning} |");
    }
    text.push_str(
        "\nA problem makes the exit code 1; warnings and notes alone leave it 0. `--json` gives for each finding `id`, \
         `severity`, `message`, `advice`, `file`, `line`, `evidence` and `times`.\n",
    );
    text
}

fn exit_codes() -> String {
    let mut text = format!("{GENERATED}# Exit codes\n\n| code | meaning |\n|---|---|\n");
    for exit in Exit::ALL {
        let _ = writeln!(text, "| {} | {} |", exit.code(), exit.meaning());
    }
    text.push_str("\nA program started by a shim or by `noglue run` ends with its own status.\n");
    text
}
