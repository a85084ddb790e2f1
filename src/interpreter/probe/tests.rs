use std::ffi::OsStr;

use serde_json::json;

use super::super::fake::{World, answer, but, prober, titles};
use super::*;

fn refused(world: &World, executable: &Path) -> String {
    world.search.prober.interpreter(executable).unwrap_err().to_string()
}

#[test]
fn an_interpreter_is_asked_once() {
    let world = World::new();
    let path = world.script("bin/python3", &answer("3.12.1"));
    for _ in 0..3 {
        let python = world.search.prober.interpreter(&path).unwrap();
        assert_eq!((python.title().as_str(), &python.executable), ("CPython 3.12.1", &path));
    }
    assert_eq!(world.asked(), 1);
    // Without a cache, each time.
    for _ in 0..2 {
        prober(None).interpreter(&path).unwrap();
    }
    assert_eq!(world.asked(), 3);
    // After an upgrade in place, again.
    world.script("bin/python3", &answer("3.12.10"));
    assert_eq!(world.search.prober.interpreter(&path).unwrap().full_version(), "3.12.10");
}

#[test]
fn what_cannot_be_run_says_why() {
    let world = World::new();
    assert_eq!(refused(&world, &world.at("none")), "there is no such file");
    assert_eq!(refused(&world, &world.link("nowhere", "broken")), "there is no such file");
    assert!(refused(&world, &world.link("loop", "loop")).contains("loop: "));
    assert_eq!(refused(&world, &world.file("plain", "")), "it is not an executable file");
    assert_eq!(refused(&world, &world.root()), "it is not an executable file");
    let noise = world.program("noise", "\u{0}\u{1}\u{2}");
    assert!(refused(&world, &noise).starts_with("it could not be started: "), "{}", refused(&world, &noise));
    let gone = world.program("gone", "#!/nonexistent/interpreter\n");
    assert!(refused(&world, &gone).starts_with("it could not be started: "));
}

#[test]
fn what_fails_hangs_or_babbles_is_told_apart() {
    let mut world = World::new();
    let fails = world.program("fails", "#!/bin/sh\necho first >&2\nprintf 'no \\033[31mmodule\\n\\n' >&2\nexit 3\n");
    assert_eq!(refused(&world, &fails), "it failed (exit 3): no ␛[31mmodule");
    let silent = world.program("silent", "#!/bin/sh\nexit 1\n");
    assert_eq!(refused(&world, &silent), "it failed (exit 1)");
    let killed = world.program("killed", "#!/bin/sh\nkill -9 $$\n");
    assert_eq!(refused(&world, &killed), "it failed (signal 9)");
    let babbles = world.program("babbles", "#!/bin/sh\necho Hello\n");
    let said = refused(&world, &babbles);
    assert!(said.starts_with("its answer is not understood (") && said.ends_with(": \"Hello\""), "{said}");
    world.search.prober = world.search.prober.with_patience(Duration::from_millis(200));
    let hangs = world.program("hangs", "#!/bin/sh\nexec sleep 60\n");
    assert_eq!(refused(&world, &hangs), "it did not answer within 200 ms");
    // None of this is remembered.
    assert!(!world.at("cache").exists());
}

#[test]
fn python_2_is_refused_by_its_version() {
    let world = World::new();
    let old = |on: &str| {
        format!(
            "#!/bin/sh\n[ \"$1\" = -V ] && {{ echo Python 2.7.18 {on}; exit 0; }}\necho Unknown option: -I >&2; exit 2\n"
        )
    };
    for on in [">&2", ""] {
        let path = world.program("python2", &old(on));
        assert_eq!(refused(&world, &path), "it is Python 2.7.18; noglue needs 3.8 or newer");
    }
    let odd = world.program("odd", "#!/bin/sh\n[ \"$1\" = -V ] && echo Python 3.12.1\nexit 2\n");
    assert_eq!(refused(&world, &odd), "it failed (exit 2)");
    assert_eq!(old_version(b"Python 3.7.16\n").as_deref(), Some("3.7.16"));
    assert_eq!(old_version(b"Python x.y"), None);
    assert_eq!(old_version(b"perl 5"), None);
}

#[test]
fn a_wrapper_is_seen_through_and_not_remembered() {
    let world = World::new();
    let real = world.script("opt/bin/python3.12", &answer("3.12.1"));
    let seen = but(answer("3.12.1"), json!({"executable": real}));
    let wrapper = world.script("bin/python", &seen);
    for times in 1..=2 {
        let python = world.search.prober.interpreter(&wrapper).unwrap();
        assert_eq!((python.executable, python.real), (real.clone(), real.clone()));
        assert_eq!(python.home, world.at("opt/bin"));
        assert_eq!(world.asked(), times);
    }
    // One that stays the same file (`exec -a "$0"`) is no wrapper.
    let plain = world.at("plain/python");
    world.script("plain/python", &but(answer("3.11.1"), json!({"executable": plain})));
    world.search.prober.interpreter(&plain).unwrap();
    world.search.prober.interpreter(&plain).unwrap();
    assert_eq!(world.asked(), 3);
}

#[test]
fn a_wrapper_around_an_environment_leads_to_the_environment() {
    let world = World::new();
    let base = world.script("base/bin/python3.12", &answer("3.12.1"));
    world.file("env/pyvenv.cfg", &format!("home = {}\n", world.at("base/bin").display()));
    let inner = world.link(&base, "env/bin/python");
    let wrapper = world.script("bin/python", &but(answer("3.12.1"), json!({"executable": inner})));
    let python = world.search.prober.interpreter(&wrapper).unwrap();
    assert_eq!(python.environment, Some(world.at("env")));
    assert_eq!((python.executable, python.base_executable), (inner, base));
}

#[test]
fn an_environment_is_answered_for_by_its_base_and_never_run() {
    let world = World::new();
    let base = world.script("base/bin/python3.12", &answer("3.12.1"));
    world.file("env/pyvenv.cfg", &format!("home = {}\nversion = 3.12.1\n", world.at("base/bin").display()));
    let evil = world.program("env/bin/python", &format!("#!/bin/sh\ntouch '{}'\n", world.at("ran").display()));
    let python = world.search.prober.interpreter(&evil).unwrap();
    assert_eq!(python.executable, evil);
    assert_eq!(python.environment, Some(world.at("env")));
    assert_eq!(python.prefix(), world.at("env"));
    assert_eq!(python.real, base);
    assert_eq!(python.home, world.at("base/bin"));
    assert!(python.is_environment());
    assert_eq!(python.externally_managed(), None);
    assert!(!world.at("ran").exists());
    std::fs::remove_file(&base).unwrap();
    assert!(refused(&world, &evil).contains("no Python is there any more"));
}

// The pythons of the machine that runs the tests.
fn real_pythons() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let world = World::new();
    let pythons: Vec<PathBuf> =
        ["python3.13", "python3.12", "python3.11", "python3.9", "python3.8", "python3", "pypy3"]
            .iter()
            .flat_map(|name| sys::exec::candidates(OsStr::new(name), &path).collect::<Vec<_>>())
            .filter(|p| !p.starts_with(world.root()) && !sys::careful::starts_with(&p.canonicalize().unwrap(), b"#!"))
            .collect();
    assert!(!pythons.is_empty(), "no python on PATH to compare with");
    pythons
}

#[test]
fn the_answer_equals_what_platform_and_sysconfig_say() {
    const ORACLE: &str = "
import json, os, platform, sys, sysconfig
v = sys.implementation.version
print(json.dumps([os.name, sys.platform, platform.machine(), platform.python_implementation(), platform.release(),
    platform.system(), platform.version(), '.'.join(platform.python_version_tuple()[:2]), platform.python_version(),
    sys.implementation.name, '%d.%d.%d' % v[:3], sysconfig.get_config_var('EXT_SUFFIX'), sys.base_prefix,
    sysconfig.get_path('stdlib'), sys.implementation.cache_tag, sysconfig.get_path('purelib', 'venv' if 'venv' in
    sysconfig.get_scheme_names() else 'posix_prefix', {'base': '/e', 'installed_base': '/e'}),
    bool(sysconfig.get_config_var('Py_DEBUG')), bool(sysconfig.get_config_var('Py_GIL_DISABLED')),
    os.path.exists(os.path.join(sysconfig.get_path('stdlib'), 'EXTERNALLY-MANAGED'))]))
";
    for path in real_pythons() {
        let world = World::new();
        let output = Start::new(&path, ["-I", "-B", "-c", ORACLE]).output().unwrap();
        let oracle: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        if environment_of(&path).is_some() {
            continue;
        }
        // Twice: as asked, and as remembered.
        for _ in 0..2 {
            let python = world.search.prober.interpreter(&path).unwrap();
            let m = &python.markers;
            let ours = json!([
                m.os_name,
                m.sys_platform,
                m.platform_machine,
                m.platform_python_implementation,
                m.platform_release,
                m.platform_system,
                m.platform_version,
                m.python_version,
                m.python_full_version,
                m.implementation_name,
                m.implementation_version,
                python.extension_suffix,
                python.base_prefix,
                python.stdlib,
                python.cache_tag,
                Path::new("/e").join(python.purelib()),
                python.target.debug,
                python.target.free_threaded,
                python.externally_managed().is_some()
            ]);
            assert_eq!(ours, oracle, "{}", path.display());
        }
        assert!(world.search.prober.remembered(&path).is_some());
    }
}

#[test]
fn a_hostile_environment_changes_no_answer() {
    let path = real_pythons().remove(0);
    let honest = prober(None).interpreter(&path).unwrap();
    let world = World::new();
    world.file("evil/encodings/__init__.py", "raise SystemExit('evil')");
    world.file("evil/posix.py", "raise SystemExit('evil')");
    world.file("evil/sitecustomize.py", "raise SystemExit('evil')");
    let evil = world.at("evil");
    // A wrapper, since a test must not change its own process's variables.
    let text = format!(
        "#!/bin/sh\ncd '{evil}'; for v in PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONUSERBASE; do export $v='{evil}'; done\n\
         export PYTHONSAFEPATH=1 PYTHONVERBOSE=1 PYTHONINSPECT=1 PYTHONIOENCODING=utf-16 LC_ALL=C PYTHONOPTIMIZE=2\n\
         exec '{path}' \"$@\"\n",
        evil = evil.display(),
        path = path.display()
    );
    let answer = prober(None).interpreter(&world.program("bin/python3", &text)).unwrap();
    assert_eq!(titles(&[&answer]), titles(&[&honest]));
    assert_eq!(answer, honest);
}
