//! What clap makes for a shell, and in it what asks noglue for values: names of environments, packages, programs.

use super::Shell;

/// `script` with the question in it. `noglue complete` answers.
pub fn with_values(shell: Shell, script: &str) -> String {
    let after = |anchor: &str, text: &str| {
        let (before, rest) = script.split_once(anchor).expect("clap's script has it");
        format!("{before}{anchor}{text}{rest}")
    };
    match shell {
        Shell::Bash => script.to_owned() + include_str!("../../../shims/complete/values.bash"),
        Shell::Zsh => after("_noglue() {\n", include_str!("../../../shims/complete/values.zsh"))
            .replacen("#compdef noglue", &format!("#compdef noglue {FUNCTIONS}"), 1)
            .replace("compdef _noglue noglue\n", &format!("compdef _noglue noglue {FUNCTIONS}\n")),
        Shell::Fish => script.to_owned() + include_str!("../../../shims/complete/values.fish"),
        Shell::Powershell => after(
            "$commandElements = $commandAst.CommandElements\n",
            include_str!("../../../shims/complete/values.ps1"),
        ),
        Shell::Elvish => script.to_owned() + include_str!("../../../shims/complete/values.elv"),
        Shell::Nushell => nushell(script),
    }
}

/// Functions of the shell that take a name of an environment.
const FUNCTIONS: &str = "workon rmvirtualenv cpvirtualenv";

// nushell asks by the type of an argument: each that noglue has values for is given its own.
fn nushell(script: &str) -> String {
    const HEAD: &str = "module completions {\n";
    let questions: &[(&str, &[&str])] = &[
        ("envs", &["workon"]),
        ("known", &["pip", "install"]),
        ("installed", &["pip", "uninstall"]),
        ("programs", &["run"]),
    ];
    let mut out = String::new();
    let mut command = "";
    for line in script.lines() {
        if let Some(name) = line.trim_start().strip_prefix("export extern ") {
            command = name.trim_end_matches(['[', ' ']).trim_matches('"');
        }
        let argument = line.trim_start().split(':').next().unwrap_or_default();
        let kind = match (command, argument) {
            (_, "--env" | "-e") => Some("envs"),
            (_, "--editable(-e)") => None,
            ("noglue workon", "name?") => Some("envs"),
            ("noglue env rename" | "noglue env copy", "old") => Some("envs"),
            ("noglue env remove", "...names") => Some("envs"),
            (_, "name" | "name?") if is_of_environment(command) => Some("envs"),
            ("noglue pip install" | "noglue add", "...packages") => Some("known"),
            ("noglue pip uninstall" | "noglue pip show" | "noglue remove", "...packages") => Some("installed"),
            ("noglue run", "...command") => Some("programs"),
            _ => None,
        };
        match kind {
            Some(kind) => {
                let typed = format!("{argument}: string@\"nu-complete noglue {kind}\"");
                out += &line.replacen(&format!("{argument}: string"), &typed, 1);
            }
            None => out += line,
        }
        out.push('\n');
        if line == HEAD.trim_end() {
            for (kind, words) in questions {
                let words = words.join(" ");
                out += &format!(
                    "\n  def \"nu-complete noglue {kind}\" [] {{\n    ^noglue complete -- {words} | complete | get stdout | lines\n  }}\n"
                );
            }
        }
    }
    out
}

fn is_of_environment(command: &str) -> bool {
    ["path", "use", "tie", "kernel", "toggle-system-packages"]
        .iter()
        .any(|word| command.strip_prefix("noglue env ") == Some(word))
}
