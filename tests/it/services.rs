//! What a service may count on: what its children see, and that nothing but read access is needed.

use crate::support::{FakeIndex, World, wheel};

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
