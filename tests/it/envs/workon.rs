//! `workon` and its companions in the real shells: what is active, where one is, what `deactivate` leaves.

use std::path::{Path, PathBuf};

use super::{path, site};
use crate::support::{Run, World, is_ci, skip, wheel};

/// Shells that take the functions, with the words that load them and that name the shell to noglue.
const SHELLS: &[(&str, &[&str], &str, &str)] = &[
    ("bash", &["--norc", "--noprofile", "-e", "-u"], "posix", "eval \"$(cat \"$F\")\""),
    ("zsh", &["-f", "-e", "-u"], "posix", "eval \"$(cat \"$F\")\""),
    ("fish", &["--no-config"], "fish", "source $F"),
    ("tcsh", &["-f"], "csh", "source $F"),
    ("xonsh", &["--no-rc"], "xonsh", "source @($F)"),
    ("nu", &["--no-config-file"], "nu", ""),
];

fn find(shell: &str) -> Option<PathBuf> {
    let dirs = ["/usr/bin", "/bin", "/usr/local/bin"];
    let found = dirs.iter().map(|dir| Path::new(dir).join(shell)).find(|path| path.exists());
    if found.is_none() {
        assert!(!is_ci() || shell == "nu", "{shell} is not installed");
        skip(&format!("workon in {shell}"), "not installed");
    }
    found
}

/// Runs lines in a shell that has the functions.
fn lines(world: &World, shell: &(&str, &[&str], &str, &str), old_names: bool, text: &str) -> Option<Run> {
    let (name, args, target, load) = shell;
    let program = find(name)?;
    let mut words = vec!["workon", "--shell", target, "--functions"];
    words.extend(old_names.then_some("--virtualenvwrapper"));
    let functions = world.noglue(words).run().ok().raw_stdout().to_owned();
    // xonsh sources files of its own ending only.
    let ending = if *name == "xonsh" { "xsh" } else { name };
    let file = world.root().join(format!("functions.{ending}"));
    std::fs::write(&file, &functions).unwrap();
    // nu reads what it sources before it runs anything.
    let load = if *name == "nu" { format!("source {}", file.display()) } else { (*load).to_owned() };
    let script = world.write(format!("try.{name}"), &format!("{load}\n{text}"));
    let noglue = Path::new(env!("CARGO_BIN_EXE_noglue")).parent().unwrap();
    let path = std::env::join_paths([noglue, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    let run = world.program(&program).args(*args).arg(script).env("F", &file).env("PATH", path);
    Some(run.env("XONSH_DATA_DIR", world.root()).env("TERM", "dumb").cwd("/"))
}

#[test]
fn workon_activates_goes_to_the_project_and_deactivate_puts_back() {
    let (world, _index) = site();
    world.noglue(["sync", "-e", "docs"]).run().ok();
    world.noglue(["env", "create", "tools", "--free"]).run().ok();
    let (docs, tools) = (path(&world, "docs"), path(&world, "tools"));
    let site_packages = |env: &Path| env.join("lib").join(world.python().name()).join("site-packages");
    let posix = "workon docs; echo \"$VIRTUAL_ENV|$PWD\"; command -v a-cli
        cd /; cdproject; pwd; cdsitepackages; pwd; lssitepackages | grep '^a$'
        workon tools; echo \"$VIRTUAL_ENV\"; deactivate; echo \"${VIRTUAL_ENV-none}\"; command -v a-cli || echo gone\n";
    let fish = "workon docs; echo \"$VIRTUAL_ENV|$PWD\"; command -s a-cli
        cd /; cdproject; pwd; cdsitepackages; pwd; lssitepackages | string match a
        workon tools; echo $VIRTUAL_ENV; deactivate; set -q VIRTUAL_ENV; or echo none; command -s a-cli; or echo gone\n";
    let nu = "workon docs\nprint $\"($env.VIRTUAL_ENV)|($env.PWD)\"\nprint (which a-cli | get path.0)
        cd /\ncdproject\nprint $env.PWD\ncdsitepackages\nprint $env.PWD\nprint a
        workon tools\nprint $env.VIRTUAL_ENV\ndeactivate\nprint ($env.VIRTUAL_ENV? | default none)
        print (if (which a-cli | is-empty) { 'gone' } else { 'there' })\n";
    let tcsh = "workon docs\necho \"$VIRTUAL_ENV|$cwd\"\nwhich a-cli\ncd /\ncdproject\npwd\ncdsitepackages\npwd\necho a
workon tools\necho $VIRTUAL_ENV\ndeactivate\nif ( ! $?VIRTUAL_ENV ) echo none\nwhich a-cli >& /dev/null || echo gone\n";
    let xonsh =
        "workon docs\necho @($VIRTUAL_ENV + '|' + $PWD)\nwhich a-cli\ncd /\ncdproject\npwd\ncdsitepackages\npwd\necho a
workon tools\necho @($VIRTUAL_ENV)\ndeactivate\necho @(${...}.get('VIRTUAL_ENV', 'none'))
import shutil
echo @('there' if shutil.which('a-cli', path=':'.join($PATH)) else 'gone')\n";
    for shell in SHELLS {
        let text = match shell.0 {
            "fish" => fish,
            "nu" => nu,
            "tcsh" => tcsh,
            "xonsh" => xonsh,
            _ => posix,
        };
        let Some(run) = lines(&world, shell, false, text) else { continue };
        let seen = run.run();
        let expected = [
            format!("{}|{}", docs.display(), world.project().display()),
            docs.join("bin/a-cli").display().to_string(),
            world.project().display().to_string(),
            site_packages(&docs).display().to_string(),
            "a".to_owned(),
            tools.display().to_string(),
            "none".to_owned(),
            "gone".to_owned(),
        ];
        // Some shells show where links lead.
        let shown = seen.stdout.replace("/gen/1/", "/");
        let found: Vec<&str> = shown.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(found, expected, "{}\n{}", shell.0, seen.stderr);
    }
}

#[test]
fn the_hooks_of_an_environment_are_sourced_around_it() {
    let (world, _index) = site();
    world.noglue(["env", "create", "tools", "--free"]).run().ok();
    let hooks = world.data().join("named/tools/hooks");
    std::fs::create_dir_all(&hooks).unwrap();
    for name in ["preactivate", "postactivate", "predeactivate", "postdeactivate"] {
        std::fs::write(hooks.join(name), format!("echo {name} ${{VIRTUAL_ENV:-none}}\n")).unwrap();
        let fish = format!("set -q VIRTUAL_ENV; and echo {name} $VIRTUAL_ENV; or echo {name} none\n");
        std::fs::write(hooks.join(format!("{name}.fish")), fish).unwrap();
    }
    let env = path(&world, "tools").display().to_string();
    for shell in &SHELLS[..3] {
        let text = "workon tools\ndeactivate\necho end\nworkon tools\ndeactivate\n";
        let Some(run) = lines(&world, shell, false, text) else { continue };
        let once = format!("preactivate none\npostactivate {env}\npredeactivate {env}\npostdeactivate none\n");
        let seen = run.run().ok();
        assert_eq!(seen.raw_stdout(), format!("{once}end\n{once}"), "{}\n{}", shell.0, seen.stderr());
    }
}

#[test]
fn the_names_of_virtualenvwrapper_do_what_they_did() {
    let (world, index) = site();
    for seed in ["pip", "setuptools", "wheel"] {
        index.publish(wheel(seed, "1.0"));
    }
    std::fs::create_dir(world.home().join("work")).unwrap();
    let text = "mkvirtualenv -i a one
        echo \"$VIRTUAL_ENV\"
        setvirtualenvproject
        deactivate
        lsvirtualenv -b
        cpvirtualenv one two; deactivate
        cd /; workon one; pwd; deactivate
        allvirtualenv python -c 'import a'
        rmvirtualenv one two
        lsvirtualenv -b
        mktmpenv; echo \"$VIRTUAL_ENV\"; deactivate
        mkproject fresh; pwd; test -d .venv && echo made\n";
    for shell in &SHELLS[..3] {
        let text = if shell.0 == "fish" { text.replace("&& echo", "; and echo") } else { text.to_owned() };
        let Some(run) = lines(&world, shell, true, &text) else { continue };
        let seen = run.cwd(world.home().join("work")).env("PIP_INDEX_URL", index.url()).run().ok();
        let lines: Vec<&str> = seen.raw_stdout().lines().collect();
        let shown = format!("{}: {lines:#?}\n{}", shell.0, seen.stderr());
        assert!(lines[0].ends_with("named/one/.venv"), "{shown}");
        assert_eq!(lines[1], "one", "{shown}");
        assert!(lines.contains(&world.home().join("work").to_str().unwrap()), "{shown}");
        assert!(lines.iter().any(|line| line.contains("named/tmp-")), "{shown}");
        assert_eq!(lines[lines.len() - 1], "made", "{shown}");
        let left = world.noglue(["env", "list", "--names"]).run().ok();
        assert_eq!(left.raw_stdout(), "", "{shown}");
        std::fs::remove_dir_all(world.home().join("work/fresh")).unwrap();
    }
}

#[test]
fn the_hook_brings_workon_and_what_was_chosen_by_name_stays() {
    let (world, _index) = site();
    world.noglue(["sync"]).run().ok();
    world.noglue(["env", "create", "tools", "--free"]).run().ok();
    let tools = path(&world, "tools").display().to_string();
    for (shell, args) in [("bash", &["--norc", "-e", "-u"][..]), ("zsh", &["-f", "-e", "-u"])] {
        let Some(program) = find(shell) else { continue };
        let script = world.write(
            format!("hook.{shell}"),
            &format!(
                "shopt -s expand_aliases 2>/dev/null || :
alias mktmpenv='echo mine'
eval \"$(\"$N\" hook {shell})\"
cd \"$P\"; echo \"$VIRTUAL_ENV\"
workon tools; cd /; echo \"$VIRTUAL_ENV\"; cd \"$P\"; echo \"$VIRTUAL_ENV\"
deactivate; cd /; echo \"${{VIRTUAL_ENV-none}}\"; cd \"$P\"; echo \"$VIRTUAL_ENV\"
mktmpenv
"
            ),
        );
        let run = world.program(&program).args(args).arg(script).env("N", env!("CARGO_BIN_EXE_noglue"));
        let seen = run.env("P", world.project()).env("PATH", "/usr/bin:/bin").cwd("/").run().ok();
        let own = world.venv().display().to_string();
        let expected = [own.as_str(), &tools, &tools, "none", &own, "mine"];
        assert_eq!(seen.raw_stdout().lines().collect::<Vec<_>>(), expected, "{shell}\n{}", seen.stderr());
    }
    world
        .noglue(["hook", "--virtualenvwrapper", "bash"])
        .run()
        .ok()
        .stdout_has("mkvirtualenv")
        .stdout_has("PROMPT_COMMAND");
    world.noglue(["hook", "fish", "--virtualenvwrapper"]).run().ok().stdout_has("mkvirtualenv");
    world.noglue(["hook", "bash"]).run().ok().stdout_has("workon").lacks("mkvirtualenv");
    world.noglue(["hook", "--virtualenvwrapper", "nu"]).run().code(2).stderr_has("bash, zsh and fish");
}

#[test]
fn workon_without_a_name_and_without_somebody_to_ask_lists_them() {
    let (world, _index) = site();
    world.noglue(["workon", "--shell", "posix"]).run().code(1).clear_error();
    world.noglue(["env", "create", "tools", "--free"]).run().ok();
    world.noglue(["workon", "--shell", "posix"]).run().code(2).clear_error().stderr_has("tools");
    world.noglue(["workon", "tools"]).run().code(2).clear_error().stderr_has("noglue hook");
    world.noglue(["workon", "--shell", "posix", "nosuch"]).run().code(1).clear_error();
}

#[test]
fn directories_and_the_systems_packages_are_added_and_taken_away() {
    let (world, _index) = site();
    world.noglue(["sync"]).run().ok();
    world.write("extra/mine.py", "");
    world.noglue(["path", "add", "extra"]).run().ok();
    world.noglue(["path", "list"]).run().ok().stdout_is("[ROOT]/home/project/extra");
    assert_eq!(world.inside("import mine; print(1)"), "1");
    // A sync takes it along.
    world.write("requirements.txt", "a\nb\n");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.inside("import mine; print(1)"), "1");
    world.noglue(["path", "add", "nosuch"]).run().code(1).clear_error();
    world.noglue(["path", "remove", "nosuch"]).run().code(1).clear_error();
    let evil = world.project().join("x\nimport os");
    std::fs::create_dir(&evil).unwrap();
    world.noglue(["path", "add"]).arg(&evil).run().code(1).clear_error();
    world.noglue(["path", "remove", "extra"]).run().ok();
    world.noglue(["path", "list"]).run().ok().stdout_is("");
    let shown = || {
        let text = std::fs::read_to_string(world.venv().join("pyvenv.cfg")).unwrap();
        text.matches("include-system-site-packages = true").count()
    };
    world.noglue(["env", "toggle-system-packages"]).run().ok().stderr_has("sees the system's");
    assert_eq!(shown(), 1);
    world.noglue(["env", "toggle-system-packages"]).run().ok();
    assert_eq!(shown(), 0);
    world.noglue(["sync", "--check"]).run().ok();
}

#[test]
fn a_new_project_comes_from_a_template() {
    let (world, _index) = site();
    let template = world.root().join("config/templates/django");
    std::fs::create_dir_all(template.join("app")).unwrap();
    std::fs::write(template.join("requirements.txt"), "a\n").unwrap();
    std::fs::write(template.join("app/x.py"), "").unwrap();
    world.noglue(["new", "shop", "--template", "django"]).cwd(world.home()).run().ok();
    assert!(world.home().join("shop/app/x.py").exists());
    world.noglue(["run", "a-cli"]).cwd(world.home().join("shop")).run().ok();
    world.noglue(["new", "shop"]).cwd(world.home()).run().code(1).clear_error();
    world.noglue(["new", "x", "-t", "nosuch"]).cwd(world.home()).run().code(1).clear_error().stderr_has("django");
    world.noglue(["new", "x", "-t", "../../home/project"]).cwd(world.home()).run().code(2).clear_error();
    assert!(!world.home().join("x").exists());
}
