//! `noglue venv`: what it makes is an environment to every other tool, wherever it lies.

use std::path::Path;

use crate::support::{World, pythons};

const ODD: &[&str] =
    &["with space", "quote'single", "quote\"double", "dollar$HOME", "back\\slash", "naïve-ümlaut", "a;b&c", "(x)"];

#[test]
fn an_environment_works_in_odd_directories() {
    let world = World::new();
    for name in ODD {
        let dir = world.home().join(name);
        world.noglue(["venv"]).arg(dir.join(".venv")).run().ok();
        let code = "import sys; print(sys.prefix); print(sys.base_prefix != sys.prefix)";
        let seen = world.program(&dir.join(".venv/bin/python")).args(["-c", code]).run().ok();
        assert_eq!(seen.raw_stdout(), format!("{}\nTrue\n", dir.join(".venv").display()), "{name}");
    }
}

#[test]
fn every_shell_activates_and_deactivates_in_odd_directories() {
    let posix = ". \"$D/bin/activate\"\npython -c \"$P\"\ndeactivate\necho \"$PATH\"\n";
    // A file, a line each: in one line a shell may look an alias up before it is made.
    let shells: &[(&str, &[&str], &str)] = &[
        ("bash", &["--norc", "-e", "-u"], posix),
        ("zsh", &["-f", "-e", "-u"], posix),
        ("dash", &["-e", "-u"], posix),
        ("fish", &["--no-config"], "source $D/bin/activate.fish\npython -c $P\ndeactivate\nstring join : $PATH\n"),
        ("tcsh", &["-f"], "source \"$D:q/bin/activate.csh\"\npython -c \"$P:q\"\ndeactivate\necho \"$PATH:q\"\n"),
        (
            "xonsh",
            &["--no-rc"],
            "source @($D + '/bin/activate.xsh')\npython -c @($P)\ndeactivate\nprint(':'.join(str(p) for p in $PATH))\n",
        ),
    ];
    let world = World::new();
    for (shell, args, script) in shells {
        let found =
            ["/usr/bin", "/bin", "/usr/local/bin"].iter().map(|d| Path::new(d).join(shell)).find(|p| p.exists());
        let Some(program) = found else {
            crate::support::skip(&format!("activation in {shell}"), "not installed");
            continue;
        };
        // Every odd name in every shell is in `shell_activate`; here the environment is a real one.
        for name in &ODD[..2] {
            let dir = world.home().join(shell).join(name);
            world.noglue(["venv"]).arg(&dir).run().ok();
            let run = world.program(&program).args(*args).arg(world.write(format!("try.{shell}"), script));
            let run = run.env("D", &dir).env("P", "import sys; print(sys.prefix)").env("PATH", "/usr/bin:/bin");
            let seen = run.run().ok();
            let expected = format!("{}\n/usr/bin:/bin", dir.display());
            assert_eq!(seen.raw_stdout().trim(), expected, "{shell} in {name}\n{}", seen.stderr());
        }
    }
}

#[test]
fn pyvenv_cfg_says_what_other_tools_read() {
    for python in pythons().values() {
        let world = World::with_python(python);
        world.noglue(["venv", "--python"]).arg(&python.executable).args(["--prompt", "my prompt"]).run().ok();
        let text = std::fs::read_to_string(world.venv().join("pyvenv.cfg")).unwrap();
        let value = |key: &str| {
            let line = text.lines().find(|l| l.split('=').next().is_some_and(|k| k.trim() == key));
            line.and_then(|l| l.split_once('=')).map(|(_, v)| v.trim().to_owned())
        };
        assert_eq!(value("home").as_deref(), python.dir().to_str(), "{text}");
        assert_eq!(value("include-system-site-packages").as_deref(), Some("false"), "{text}");
        assert!(value("prompt").unwrap().contains("my prompt"), "{text}");
        assert!(value("version_info").or(value("version")).unwrap().starts_with(&python.version), "{text}");
        assert_eq!(world.inside("import site; print(site.ENABLE_USER_SITE)"), "False");
    }
}

#[test]
fn the_standard_tools_take_it_for_their_own() {
    let world = World::new();
    world.noglue(["venv"]).run().ok();
    let base = &world.python().executable;
    let pip = world.program(base).args(["-m", "pip", "--version"]).run();
    if pip.any().exit_code() != Some(0) {
        crate::support::skip("pip into an environment of ours", "this Python has no pip");
        return;
    }
    let wheel = crate::support::wheel("a", "1.0").entry_point("a-cli", "a:main");
    let path = world.root().join(wheel.filename());
    std::fs::write(&path, wheel.build()).unwrap();
    let python = world.venv().join("bin/python");
    let run = world.program(base).args(["-m", "pip", "--python"]).arg(&python);
    run.args(["install", "--no-index", "--quiet"]).arg(&path).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
    world.noglue(["pip", "list", "--format", "json"]).run().ok().stdout_has("\"a\"");
}

#[test]
fn a_directory_that_is_no_environment_is_never_cleared() {
    let world = World::new();
    world.write("precious/data.txt", "x");
    world.noglue(["venv", "--clear", "precious"]).run().code(1).clear_error().stderr_has("precious");
    world.noglue(["venv", "precious"]).run().code(1).clear_error();
    assert!(world.project().join("precious/data.txt").exists());
    world.noglue(["venv"]).run().ok();
    std::fs::write(world.site_packages().join("left.py"), "").unwrap();
    world.noglue(["venv", "--clear"]).run().ok();
    assert!(!world.site_packages().join("left.py").exists());
    assert_eq!(world.inside("print(1)"), "1");
}

#[test]
fn system_site_packages_are_seen_when_asked_for() {
    let world = World::new();
    world.noglue(["venv", "--system-site-packages"]).run().ok();
    let text = std::fs::read_to_string(world.venv().join("pyvenv.cfg")).unwrap();
    assert!(text.contains("include-system-site-packages = true"), "{text}");
}

#[test]
fn a_python_that_is_not_there_is_an_error_that_lists_what_is() {
    let world = World::new();
    world.noglue(["venv", "--python", "3.99"]).run().code(127).clear_error().stderr_has("3.99");
    world.noglue(["venv", "--python", "/no/such/python"]).run().code(127).clear_error().stderr_has("/no/such/python");
    assert!(!world.venv().exists());
}

#[test]
fn the_pin_of_a_directory_is_obeyed() {
    let Some(python) = pythons().values().next() else { return };
    let world = World::new();
    let path = std::env::join_paths([world.python().dir(), python.dir(), Path::new("/usr/bin")]).unwrap();
    world.write(".python-version", &format!("{}\n", python.short()));
    world.noglue(["venv"]).env("PATH", &path).run().ok();
    assert_eq!(world.inside("import sys; print('%d.%d' % sys.version_info[:2])"), python.short());
}
