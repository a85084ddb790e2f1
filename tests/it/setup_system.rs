//! `noglue setup --system` on a machine of the test's own: shown first, done on consent, taken back without a trace.

use std::path::Path;

use crate::support::{FakeIndex, Machine, Run, Seen, World, pythons, skip, wheel};

/// The machine's part, listed: everything that setup may touch.
const SEEN: &str = r"find /usr/local /etc/noglue /usr/bin/python* -printf '%p %y %m %U %l\n' 2>&1 | sort";

fn setup(world: &World, machine: &Machine, args: &[&str]) -> Run {
    let path = world.path();
    world.noglue(["setup", "--system"]).args(args).env_clear().env("HOME", world.home()).env("PATH", path).on(machine)
}

fn shell(world: &World, machine: &Machine, code: &str) -> Seen {
    let run = world.program(Path::new("/bin/sh")).args(["-c", code]).env_clear().env("HOME", world.home());
    run.env("PATH", "/usr/bin:/bin").on(machine).run().any()
}

/// The system's own python, for tests of what happens without a word about which.
fn has_system_python() -> bool {
    let has = Path::new("/usr/bin/python3").exists();
    if !has {
        skip("the system's python3", "there is no /usr/bin/python3");
    }
    has
}

/// A project with an environment of the `venv` module, and a script that says which Python runs it.
fn project(world: &World) {
    world.write_executable("manage.py", "#!/usr/bin/env python\nimport sys; print(sys.prefix, sys.argv[1:])\n");
    let python = &world.python().executable;
    world.program(python).args(["-m", "venv", "--without-pip", ".venv"]).run().ok();
}

#[test]
fn it_is_shown_first_and_done_on_consent_and_taken_back_without_a_trace() {
    if !has_system_python() {
        return;
    }
    let world = World::new();
    let Some(machine) = Machine::new(&world) else { return };
    project(&world);
    let before = shell(&world, &machine, SEEN).raw_stdout().to_owned();

    let seen = setup(&world, &machine, &["--dry-run"]).run().ok();
    let seen = seen.stderr_has("start-up hook for Python 3.").stderr_has("at /usr/local/bin/noglue");
    seen.stderr_has("link /usr/local/bin/python -> noglue");
    setup(&world, &machine, &[]).run().code(1).clear_error().stderr_has("--yes");
    assert_eq!(shell(&world, &machine, SEEN).raw_stdout(), before, "nothing is done before consent");

    setup(&world, &machine, &["--yes"]).umask("077").run().ok();
    setup(&world, &machine, &["--yes"]).run().ok().stderr_has("this machine is set up");
    setup(&world, &machine, &["--list"]).run().ok().stdout_has("current");
    // As cron and systemd start things: nothing but a path, from anywhere, as anybody.
    let script = world.project().join("manage.py");
    let expected = format!("{} ['x']", world.venv().display());
    for line in [
        "/usr/bin/python3 -u SCRIPT x",
        "SCRIPT x",
        "cd /usr && SCRIPT x",
        "PATH=/usr/local/bin:/bin python SCRIPT x",
        "ln -s SCRIPT /usr/local/bin/link && /usr/bin/python3 /usr/local/bin/link x; rm /usr/local/bin/link",
    ] {
        let line = line.replace("SCRIPT", &script.display().to_string());
        let run = shell(&world, &machine, &line);
        assert_eq!(run.raw_stdout().trim(), expected, "{line}: {}", run.stderr());
    }
    let off = shell(&world, &machine, &format!("NOGLUE=0 /usr/bin/python3 {} x", script.display()));
    assert_eq!(off.stdout().trim(), "/usr ['x']");

    setup(&world, &machine, &["--undo", "--dry-run"]).run().ok().stderr_has("goes");
    setup(&world, &machine, &["--undo"]).run().code(1).stderr_has("--yes");
    setup(&world, &machine, &["--list"]).run().ok().stdout_has("current");
    setup(&world, &machine, &["--undo", "--yes"]).run().ok();
    assert_eq!(shell(&world, &machine, SEEN).raw_stdout(), before, "not a trace is left");
    setup(&world, &machine, &["--undo", "--yes"]).run().ok().stderr_has("nothing is set up");
}

#[test]
fn the_systems_own_server_gives_way_to_that_of_the_project() {
    if !has_system_python() {
        return;
    }
    let world = World::new();
    let Some(machine) = Machine::new(&world) else { return };
    setup(&world, &machine, &["--yes"]).run().ok();
    project(&world);
    let says = |who: &str| format!("import sys; print('{who}', sys.prefix, sys.argv[1:])\n");
    world.write_executable(".venv/bin/gunicorn", &format!("#!/moved/away/python\n{}", says("own")));
    let site = world.site_packages();
    std::fs::create_dir_all(&site).unwrap();
    std::fs::write(site.join("gunicorn.py"), says("module")).unwrap();
    let systems = |name: &str| {
        let code = format!("#!/usr/bin/python3\n{}", says("system"));
        shell(&world, &machine, &format!("cat >/usr/bin/{name} <<'E'\n{code}E\nchmod 755 /usr/bin/{name}"));
    };
    for name in ["gunicorn", "celery", "some-tool"] {
        systems(name);
    }
    let dir = world.project().display().to_string();
    let conf = world.root().join("conf.py");
    std::fs::write(&conf, format!("workers = 2\nchdir = '{dir}'\n")).unwrap();
    let conf = conf.display();
    let env = world.venv().display().to_string();
    let check = |line: &str, expected: &str| {
        let seen = shell(&world, &machine, line);
        assert!(seen.raw_stdout().starts_with(expected), "{line}: {}{}", seen.raw_stdout(), seen.stderr());
    };
    let own = format!("own {env} ");
    check(&format!("gunicorn --chdir {dir} wsgi"), &format!("{own}['--chdir', '{dir}', 'wsgi']"));
    check(&format!("/usr/bin/gunicorn --chdir={dir} wsgi"), &own);
    check(&format!("/usr/bin/python3 -u /usr/bin/gunicorn --chdir={dir} wsgi"), &own);
    check(&format!("GUNICORN_CMD_ARGS='--chdir {dir} -w 2' gunicorn wsgi"), &own);
    check(&format!("gunicorn -c {conf} wsgi"), &own);
    check(&format!("gunicorn --pythonpath {dir} wsgi"), &own);
    check(&format!("NOGLUE_PROJECT={dir} gunicorn wsgi"), &own);
    check(&format!("/usr/bin/python3 -m gunicorn --chdir {dir} wsgi"), &format!("module {env} "));
    check("cd / && gunicorn wsgi", "system /usr ");
    check(&format!("NOGLUE=0 gunicorn --chdir {dir} wsgi"), "system /usr ");
    // A program of the system that is no server is the system's wherever it is started.
    check(&format!("cd {dir} && some-tool"), "system /usr ");
    check(&format!("NOGLUE_PROJECT={dir} some-tool"), "system /usr ");
    // From the working directory only what was made or trusted; and never the system's packages in place of the project's.
    let seen = shell(&world, &machine, &format!("cd {dir} && gunicorn wsgi"));
    assert_eq!((seen.exit_code(), seen.raw_stdout()), (Some(126), ""));
    seen.stderr_has("was not made by you with noglue");
    let seen = shell(&world, &machine, &format!("celery --workdir {dir} worker"));
    assert_eq!((seen.exit_code(), seen.raw_stdout()), (Some(127), ""));
    seen.stderr_has("has no celery; to add it: noglue pip install celery");
}

#[test]
fn every_python_that_is_named_gets_the_hook_and_starts_the_environment() {
    let world = World::new();
    let Some(machine) = Machine::new(&world) else { return };
    project(&world);
    let named: Vec<String> = pythons().values().map(|p| format!("--python={}", p.executable.display())).collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    setup(&world, &machine, &[&["--yes"], &named[..]].concat()).run().ok();
    let listed = setup(&world, &machine, &[&["--list", "--json"], &named[..]].concat()).run().ok();
    assert_eq!(listed.stdout().matches("\"hook\": \"current\"").count(), pythons().len(), "{}", listed.stdout());
    let script = world.project().join("manage.py");
    // A part of it is lost: the Python starts as if noglue were not there, and says nothing.
    if has_system_python() {
        let lost = "cd /usr/local/lib/python3*/dist-packages && mv noglue_startup.py x && python3 -c 'print(1)'; mv x noglue_startup.py";
        let broken = "cd /usr/local/lib/python3*/dist-packages && cp noglue_rule.py x && echo 'raise SystemExit(3)' >noglue_rule.py && \
                      /usr/bin/python3 SCRIPT; mv x noglue_rule.py";
        setup(&world, &machine, &["--yes"]).run().any();
        for (line, expected) in [(lost, "1\n"), (broken, "/usr []\n")] {
            let seen = shell(&world, &machine, &line.replace("SCRIPT", &script.display().to_string()));
            assert_eq!((seen.raw_stdout(), seen.stderr().as_str()), (expected, ""), "{line}");
        }
    }
    for python in pythons().values() {
        let run = shell(&world, &machine, &format!("{} {}", python.executable.display(), script.display()));
        assert_eq!(
            run.raw_stdout().trim(),
            format!("{} []", world.venv().display()),
            "{}: {}",
            python.version,
            run.stderr()
        );
    }
    setup(&world, &machine, &[&["--undo", "--yes"], &named[..]].concat()).run().ok();
    let listed = setup(&world, &machine, &[&["--list", "--json"], &named[..]].concat()).run().ok();
    assert_eq!(listed.stdout().matches("\"hook\": \"missing\"").count(), pythons().len(), "{}", listed.stdout());
}

#[test]
fn programs_of_environments_that_root_makes_get_shims_for_everybody() {
    if !has_system_python() || !rustix::process::geteuid().is_root() {
        return;
    }
    let index = FakeIndex::start();
    let main = "import sys\ndef main():\n    print(sys.prefix)\n";
    let package = wheel("a", "1.0").file("a/__init__.py", main);
    index
        .publish(package.entry_point("a-cli", "a:main").entry_point("ls", "a:main").entry_point("python3-a", "a:main"));
    let world = World::new().index(&index);
    let Some(machine) = Machine::new(&world) else { return };
    // Root's usual home, in this machine, is that of the test.
    shell(&world, &machine, &format!("sed -i 's#:/root:#:{}:#' /etc/passwd", world.home().display()));
    let noglue = |args: &[&str]| {
        let run =
            world.noglue(args).env_remove("NOGLUE_DATA_DIR").env("PATH", "/usr/bin:/bin").env("HOME", world.home());
        run.on(&machine).run().ok()
    };
    world.write("requirements.txt", "a\n");
    noglue(&["sync"]);
    let made = "ls /usr/local/bin/a-cli /usr/local/bin/ls /usr/local/bin/python3-a 2>/dev/null";
    assert_eq!(shell(&world, &machine, made).raw_stdout(), "", "nothing is forced on a machine that is not set up");
    noglue(&["setup", "--system", "--yes"]);
    assert_eq!(shell(&world, &machine, made).raw_stdout(), "/usr/local/bin/a-cli\n");
    shell(&world, &machine, "rm /usr/local/bin/a-cli");
    std::fs::write(world.project().join("requirements.txt"), "a\nb\n").unwrap();
    index.publish(wheel("b", "1.0").file("b/__init__.py", main).entry_point("b-cli", "b:main"));
    noglue(&["sync"]);
    let line = format!("cd {} && PATH=/usr/local/bin:/usr/bin:/bin && a-cli && b-cli", world.project().display());
    let seen = shell(&world, &machine, &line);
    assert_eq!(seen.raw_stdout().matches("/project/.venv/gen/").count(), 2, "{}", seen.stderr());
    noglue(&["setup", "--system", "--undo", "--yes"]);
    let left = shell(&world, &machine, "ls /usr/local/bin/?-cli /usr/local/bin/noglue 2>/dev/null");
    assert_eq!(left.raw_stdout(), "");
}

#[test]
fn what_is_not_ours_stays() {
    if !has_system_python() {
        return;
    }
    let world = World::new();
    let Some(machine) = Machine::new(&world) else { return };
    let folder = setup(&world, &machine, &["--list"]).run().ok().stdout().split_whitespace().last().unwrap().to_owned();
    shell(
        &world,
        &machine,
        &format!("echo mine >/usr/local/bin/pip; mkdir -p {folder}; echo '# mine' >{folder}/noglue.pth"),
    );
    let seen = setup(&world, &machine, &["--yes"]).run().ok();
    seen.stderr_has("/usr/local/bin/pip is there and stays").stderr_has("noglue.pth is not noglue's");
    setup(&world, &machine, &["--list"]).run().ok().stdout_has("foreign");
    // What was changed since it was written is not ours any more.
    shell(&world, &machine, "rm /usr/local/bin/python && ln -s python3 /usr/local/bin/python");
    setup(&world, &machine, &["--undo", "--yes"]).run().ok().stderr_has("/usr/local/bin/python stays");
    let left =
        shell(&world, &machine, &format!("cat /usr/local/bin/pip {folder}/noglue.pth; readlink /usr/local/bin/python"));
    assert_eq!(left.stdout(), "mine\n# mine\npython3\n");
}

#[test]
fn a_noglue_that_the_administrator_put_there_stays() {
    if !has_system_python() {
        return;
    }
    let world = World::new();
    let Some(machine) = Machine::new(&world) else { return };
    let list = |code: &str| shell(&world, &machine, code).stdout();
    for (put, look, what) in [
        ("echo mine >/usr/local/bin/noglue", "cat /usr/local/bin/noglue", "mine\n"),
        // A link into a home that services cannot read.
        (
            "rm /usr/local/bin/noglue; ln -s /root/noglue /usr/local/bin/noglue",
            "readlink /usr/local/bin/noglue",
            "/root/noglue\n",
        ),
    ] {
        shell(&world, &machine, put);
        let seen = setup(&world, &machine, &["--yes"]).run().ok();
        seen.stderr_has("/usr/local/bin/noglue is there and stays");
        assert_eq!(list("test -e /usr/local/bin/python && echo a shim"), "", "{put}");
        setup(&world, &machine, &["--undo", "--yes"]).run().ok();
        assert_eq!(list(look), what, "{put}");
    }
}

#[test]
fn a_run_that_was_killed_before_it_replaced_the_copy_can_be_repeated_and_taken_back() {
    if !has_system_python() {
        return;
    }
    for last in ["--yes", "--undo"] {
        let world = World::new();
        let Some(machine) = Machine::new(&world) else { return };
        // The copy of another version, with the record of that one and of the run that was killed.
        shell(
            &world,
            &machine,
            "mkdir -p /etc/noglue && echo old >/usr/local/bin/noglue && sum=$(sha256sum </usr/local/bin/noglue) && \
             printf '{\"files\":{\"/usr/local/bin/noglue\":\"new\"},\"replaced\":{\"/usr/local/bin/noglue\":\"%s\"}}' \
             \"${sum%% *}\" >/etc/noglue/setup.json",
        );
        let args: &[&str] = if last == "--yes" { &["--yes"] } else { &["--undo", "--yes"] };
        let seen = setup(&world, &machine, args).run().ok();
        if last == "--yes" {
            seen.stderr_has("at /usr/local/bin/noglue");
            assert!(!shell(&world, &machine, "cat /etc/noglue/setup.json").stdout().contains("replaced"));
        } else {
            assert_eq!(shell(&world, &machine, "ls /usr/local/bin/noglue /etc/noglue/setup.json").stdout(), "");
        }
    }
}

#[test]
fn directories_that_are_made_are_open_whatever_the_umask() {
    if !has_system_python() {
        return;
    }
    let world = World::new();
    let Some(machine) = Machine::new(&world) else { return };
    let list = setup(&world, &machine, &["--list"]).run().ok();
    let folder = list.stdout().split_whitespace().last().unwrap().to_owned();
    shell(&world, &machine, &format!("rm -rf $(dirname {folder})"));
    setup(&world, &machine, &["--yes"]).umask("077").run().ok();
    let modes = shell(&world, &machine, &format!("stat -c %a {folder} $(dirname {folder})"));
    assert_eq!(modes.stdout(), "755\n755\n");
}

#[test]
fn an_older_or_broken_hook_is_brought_up_to_date_and_a_lost_record_is_no_obstacle() {
    if !has_system_python() {
        return;
    }
    let world = World::new();
    let Some(machine) = Machine::new(&world) else { return };
    setup(&world, &machine, &["--yes"]).run().ok();
    let list = setup(&world, &machine, &["--list"]).run().ok();
    let folder = list.stdout().split_whitespace().last().unwrap().to_owned();
    let old = "# Written by 'noglue setup --system' of last year";
    shell(&world, &machine, &format!("echo \"{old}\" >{folder}/noglue_rule.py; rm {folder}/noglue_trust.py"));
    setup(&world, &machine, &["--list"]).run().ok().stdout_has("older").stderr_has("noglue setup --system");
    setup(&world, &machine, &["--yes"]).run().ok().stderr_has("start-up hook");
    setup(&world, &machine, &["--list"]).run().ok().stdout_has("current");
    shell(&world, &machine, "rm /etc/noglue/setup.json");
    setup(&world, &machine, &["--undo", "--yes"]).run().ok();
    setup(&world, &machine, &["--list"]).run().ok().stdout_has("missing");
    shell(&world, &machine, "mkdir -p /etc/noglue; echo '{' >/etc/noglue/setup.json");
    setup(&world, &machine, &["--undo", "--yes"]).run().code(5).clear_error().stderr_has("is damaged");
}

#[test]
fn who_may_not_write_is_told_what_to_type() {
    let world = World::new();
    if !rustix::process::geteuid().is_root() {
        let run = world.noglue(["setup", "--system", "--yes"]).run().code(4);
        run.clear_error().stderr_has("sudo ");
        return;
    }
    let Some(machine) = Machine::new(&world) else { return };
    let binary = env!("CARGO_BIN_EXE_noglue");
    let line = format!("exec setpriv --reuid 65534 --regid 65534 --clear-groups {binary} setup --system --yes");
    let run = shell(&world, &machine, &line);
    assert_eq!(run.exit_code(), Some(4));
    run.clear_error().stderr_has("may not write to").stderr_has(&format!("hint: sudo {binary} setup --system"));
}

#[test]
fn an_environments_python_and_nonsense_get_no_hook() {
    let world = World::new();
    project(&world);
    let python = world.venv().join("bin/python").display().to_string();
    let run = world.noglue(["setup", "--system", "--dry-run", "--python", &python]).run().code(1);
    run.clear_error().stderr_has("belongs to an environment");
    world.noglue(["setup", "--system", "--dry-run", "--python", "/bin/true"]).run().code(126).clear_error();
    world.noglue(["setup", "--list"]).run().code(2);
    world.noglue(["setup", "--python", "3"]).run().code(2);
}
