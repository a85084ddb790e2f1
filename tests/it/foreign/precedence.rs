//! Of several files the one that is meant is read, and the others are named.

use super::{index, synced};
use crate::support::World;

#[test]
fn the_page_has_the_table_of_the_code() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/concepts/projects.md")).unwrap();
    for (number, (file, what)) in (1..).zip(noglue::requirements::PRECEDENCE) {
        let row = format!("| {number} | {file} | {what} |");
        assert!(page.contains(&row), "docs/concepts/projects.md has no row\n{row}");
    }
}

#[test]
fn the_lock_of_the_tool_that_is_named_comes_first() {
    let index = index();
    let world = World::new().index(&index);
    let project = "[project]\nname = \"x\"\ndependencies = [\"c\"]\n";
    world.write("poetry.lock", "broken poetry");
    world.write("uv.lock", "broken uv");
    let reads = |text: &str, expected: &str| {
        world.write("pyproject.toml", text);
        world.noglue(["sync"]).run().code(1).stderr_has(expected);
    };
    reads(project, "uv.lock is no valid TOML");
    reads(&format!("{project}[tool.poetry]\n"), "poetry.lock is no valid TOML");
    let backend = "[build-system]\nrequires = []\nbuild-backend = \"poetry.core.masonry.api\"\n";
    reads(&format!("{project}{backend}"), "poetry.lock is no valid TOML");
    world.write("pylock.toml", "broken pylock");
    reads(&format!("{project}[tool.poetry]\n"), "pylock.toml is no valid TOML");
    // Named by the project itself, other files are read, and the locks are said to be left out.
    std::fs::remove_file(world.project().join("pylock.toml")).unwrap();
    world.write("wanted.txt", "c\n");
    world.write("pyproject.toml", &format!("{project}[tool.noglue]\nrequirements = [\"wanted.txt\"]\n"));
    world.noglue(["sync"]).run().ok().stderr_has("uv.lock is not read");
    assert_eq!(world.installed(), ["c==1.0"]);
}

#[test]
fn tables_come_before_files() {
    let index = index();
    let world = World::new().index(&index);
    world.write("environment.yml", "dependencies:\n  - pip:\n    - a\n");
    assert_eq!(synced(&world, &[]), ["a==1.0", "b==2.1"]);
    world.write("setup.cfg", "[options]\ninstall_requires =\n    b<2\n[options.extras_require]\nmore = c\n");
    assert_eq!(synced(&world, &[]), ["b==1.0"]);
    assert_eq!(synced(&world, &["--extra", "more"]), ["b==1.0", "c==1.0"]);
    world.write("requirements/base.txt", "c\n");
    world.write("requirements/dev.txt", "-r base.txt\nd\n");
    assert_eq!(synced(&world, &[]), ["c==1.0"]);
    assert_eq!(synced(&world, &["--group", "dev"]), ["c==1.0", "d==1.0"]);
    world.write("requirements/production.txt", "-r base.txt\ne\n");
    assert_eq!(synced(&world, &[]), ["c==1.0", "e==1.0"]);
    world.write("requirements.txt", "d\n");
    assert_eq!(synced(&world, &[]), ["d==1.0"]);
    world.write("Pipfile", "[packages]\ne = \"*\"\n");
    assert_eq!(synced(&world, &[]), ["e==1.0"]);
    world.write("pyproject.toml", "[project]\nname = \"x\"\ndependencies = [\"b\"]\n");
    world.noglue(["sync"]).run().ok().stderr_has("Pipfile is not read: pyproject.toml has the dependencies");
    assert_eq!(world.installed(), ["b==2.1"]);
}
