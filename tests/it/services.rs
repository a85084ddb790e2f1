//! What a service may count on: what its children see, and that nothing but read access is needed.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::support::{FakeIndex, Output, World, skip, system_python, wheel};

fn site() -> (World, FakeIndex) {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").entry_point("a-cli", "a:main").file("a/__init__.py", "def main(): print('a')\n"));
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.noglue(["setup", "--yes"]).run().ok();
    world.noglue(["sync"]).run().ok();
    (world, index)
}

#[test]
fn run_gives_children_all_that_any_server_asks_for() {
    let (world, _index) = site();
    let env = "[ROOT]/home/project/.venv";
    let seen = world.noglue(["run", "--", "env"]).env("PYTHONHOME", "/nowhere").env("NOGLUE_SHIM", "x").run().ok();
    let said = seen.stdout();
    let value = |name: &str| said.lines().find_map(|line| line.strip_prefix(&format!("{name}=")).map(str::to_owned));
    assert_eq!(value("VIRTUAL_ENV").as_deref(), Some(env));
    assert_eq!(value("UWSGI_HOME").as_deref(), Some(env));
    assert_eq!(value("NOGLUE_PROJECT").as_deref(), Some("[ROOT]/home/project"));
    assert!(value("PATH").unwrap().starts_with(&format!("{env}/bin:")), "{said}");
    assert_eq!((value("PYTHONHOME"), value("NOGLUE_SHIM")), (None, None));
    // What a child starts somewhere else is still of this project.
    let line = "cd / && exec python -c 'import sys; print(sys.prefix)'";
    world.noglue(["run", "--", "sh", "-c", line]).run().ok().stdout_has(env);
    let python = world.shims().join("python").display().to_string();
    let line = format!("cd / && exec {python} -c 'import a, sys; print(sys.prefix)'");
    world.noglue(["run", "--", "sh", "-c", &line]).run().ok().stdout_is(&format!("{env}/gen/1"));
    // A shim's children may be of any project.
    let code = "import os; print(os.environ.get('VIRTUAL_ENV'), os.environ.get('NOGLUE_PROJECT'), os.environ.get('UWSGI_HOME'))";
    world.shim("python").args(["-c", code]).run().ok().stdout_is(&format!("{env} None None"));
}

/// A site that everybody may read, on a Python that everybody may start; `None` (and a named skip) without one.
fn readable_site(what: &str) -> Option<(World, FakeIndex)> {
    if !rustix::process::geteuid().is_root() {
        skip(what, "only root can become another user");
        return None;
    }
    let Some(python) = system_python() else {
        skip(what, "no /usr/bin/python3");
        return None;
    };
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").entry_point("a-cli", "a:main").file("a/__init__.py", SAY));
    let world = World::with_python(&python).index(&index);
    world.write("requirements.txt", "a\n");
    world.write_executable("manage.py", "#!/usr/bin/env python\nimport a\na.main()\n");
    world.noglue(["setup", "--yes"]).run().ok();
    world.noglue(["sync", "--python"]).arg(&python.executable).run().ok();
    for dir in [world.root().to_owned(), world.home(), world.project(), world.data(), world.shims()] {
        std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    // Neither the shims' target nor the build's folder need be open to others.
    let binary = world.root().join("noglue");
    std::fs::copy(env!("CARGO_BIN_EXE_noglue"), &binary).unwrap();
    for name in ["python", "a-cli"] {
        let shim = world.shims().join(name);
        std::fs::remove_file(&shim).unwrap();
        std::os::unix::fs::symlink(&binary, &shim).unwrap();
    }
    Some((world, index))
}

const SAY: &str = "\
import os, sys
def main():
    try:
        open(os.path.join(os.path.dirname(__file__), 'x'), 'w')
        print('could write')
    except OSError as error:
        print(os.geteuid(), sys.prefix, error.errno, 'HOME' in os.environ)
";

/// What takes all but reading away: another user, an empty environment, every file system read-only.
fn bare(world: &World, words: &[&OsStr], variables: &[(&str, &OsStr)], cwd: &Path) -> Output {
    let script = "mount --make-rprivate / && mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\" \
                  && mount -o remount,bind,ro / && shift && cd \"$1\" && shift \
                  && exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"";
    let run = world.program(Path::new("/usr/bin/unshare")).args(["--mount", "/bin/sh", "-c", script, "sh"]);
    let run = run.arg(world.root()).arg(cwd).args(words).env_clear().env("PATH", "/usr/bin:/bin");
    variables.iter().fold(run, |run, (name, value)| run.env(name, value)).run()
}

#[test]
fn a_service_needs_nothing_but_read_access() {
    let Some((world, index)) = readable_site("services with read access only") else { return };
    index.stop();
    let noglue = world.root().join("noglue");
    let (noglue, project) = (noglue.as_os_str(), world.project());
    let probe = bare(&world, &["/bin/sh".as_ref(), "-c".as_ref(), "id -u".as_ref()], &[], Path::new("/"));
    if probe.status.code() != Some(0) {
        return skip("services on a read-only file system", "no right to mount");
    }
    let script = project.join("manage.py");
    let shims = world.shims();
    let (python, tool) = (shims.join("python"), shims.join("a-cli"));
    let right = "65534 [ROOT]/home/project/.venv/gen/1 30 False";
    let named: [(&str, &OsStr); 1] = [("NOGLUE_PROJECT", project.as_os_str())];
    let path = std::env::join_paths([&shims, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    let root = Path::new("/");
    for (words, variables, cwd) in [
        (vec![python.as_os_str(), script.as_os_str()], vec![], root),
        (vec![python.as_os_str(), "manage.py".as_ref()], vec![], project.as_path()),
        (vec![script.as_os_str()], vec![("PATH", path.as_os_str())], root),
        (vec![tool.as_os_str()], named.to_vec(), root),
        (vec![noglue, "run".as_ref(), "--".as_ref(), "python".as_ref(), script.as_os_str()], vec![], root),
        (vec![noglue, "run".as_ref(), "--".as_ref(), "a-cli".as_ref()], named.to_vec(), root),
    ] {
        bare(&world, &words, &variables, cwd).ok().stdout_is(right);
    }
    let words = [noglue, "run".as_ref(), "sh".as_ref(), "-c".as_ref(), "exec a-cli".as_ref()];
    bare(&world, &words, &named, root).ok().stdout_is("65534 [ROOT]/home/project/.venv 30 False");
    for words in [vec![noglue, "why".as_ref(), script.as_os_str()], vec![noglue, "--version".as_ref()]] {
        bare(&world, &words, &[], root).ok().lacks("rror");
    }
    // What cannot work says so, in one piece.
    let sync = bare(&world, &[noglue, "sync".as_ref()], &[], &project);
    sync.any().lacks("panicked").lacks("could write");
    assert_eq!(world.installed(), ["a==1.0"]);
}

#[test]
fn a_generation_that_another_users_server_may_run_on_stays() {
    let Some((world, _index)) = readable_site("processes of other users") else { return };
    let python = &world.python().executable;
    let as_user = |uid: &str, words: &[&OsStr]| {
        let ids = [format!("--reuid={uid}"), format!("--regid={uid}"), "--clear-groups".to_owned()];
        world.program(Path::new("/usr/bin/setpriv")).args(ids).args(words)
    };
    // A project of one user, a server of another that embeds Python: nothing of it can be seen but its name.
    let embeds = world.root().join("uwsgi");
    std::os::unix::fs::symlink("/bin/sleep", &embeds).unwrap();
    let status = std::process::Command::new("chown").args(["-R", "65533:65533"]).arg(world.home()).status().unwrap();
    assert!(status.success());
    let sync = |text: &str| {
        world.write("requirements.txt", text);
        let words = [
            world.root().join("noglue").into_os_string(),
            "sync".into(),
            "--verbose".into(),
            "--offline".into(),
            "--keep=1".into(),
        ];
        let words: Vec<&OsStr> = words.iter().map(|word| word.as_os_str()).collect();
        let run = as_user("65533", &words).env("HOME", world.home()).env("NOGLUE_PYTHON", python);
        run.env_remove("NOGLUE_CACHE_DIR").env_remove("NOGLUE_DATA_DIR").run().ok()
    };
    let mut server = as_user("65534", &[embeds.as_os_str(), "600".as_ref()]).start();
    let start = std::time::Instant::now();
    while noglue::sys::process::look(server.pid()).is_none_or(|process| process.uid != 65534 || process.name != "uwsgi")
    {
        assert!(server.is_running() && start.elapsed() < std::time::Duration::from_secs(20));
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let seen = sync("");
    assert!(server.is_running());
    // Another test's, if there is one, will do as well.
    seen.stderr_has("generation 1 stays: process ").stderr_has("of another user may use it");
    assert_eq!(std::fs::read_dir(world.venv().join("gen")).unwrap().count(), 2);
}
