//! `uv.lock`.

use super::{file, index, refused, synced};
use crate::support::{FakeIndex, World};

const PROJECT: &str = "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"a\"]\n\
    [project.optional-dependencies]\nmore = [\"c\"]\n[dependency-groups]\ndev = [\"d\"]\ndocs = [\"e\"]\n[tool.uv]\npackage = false\n";

/// As uv writes it, revision 3.
pub fn lock(index: &FakeIndex) -> String {
    let mut text = "version = 1\nrevision = 3\nrequires-python = \">=3.8\"\n\n".to_owned();
    for (name, version) in [("a", "1.0"), ("b", "2.0"), ("c", "1.0"), ("d", "1.0"), ("e", "1.0")] {
        let (file, sha256, size) = file(name, version);
        text.push_str(&format!(
            "[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = {{ registry = \"{}\" }}\n",
            index.url()
        ));
        if name == "a" {
            text.push_str("dependencies = [\n    { name = \"b\" },\n]\n");
        }
        text.push_str(&format!(
            "wheels = [\n    {{ url = \"{}\", hash = \"sha256:{sha256}\", size = {size}, upload-time = \"2024-01-01T00:00:00Z\" }},\n]\n\n",
            index.file_url(&file)
        ));
    }
    text.push_str(
        "[[package]]\nname = \"x\"\nversion = \"1\"\nsource = { virtual = \".\" }\ndependencies = [\n    { name = \"a\" },\n]\n\n\
         [package.optional-dependencies]\nmore = [\n    { name = \"c\", marker = \"sys_platform != 'os2'\" },\n]\n\n\
         [package.dev-dependencies]\ndev = [\n    { name = \"d\" },\n]\ndocs = [\n    { name = \"e\" },\n]\n\n\
         [package.metadata]\nrequires-dist = [\n    { name = \"a\" },\n    { name = \"c\", marker = \"extra == 'more'\" },\n]\nprovides-extras = [\"more\"]\n\n\
         [package.metadata.requires-dev]\ndev = [{ name = \"d\" }]\ndocs = [{ name = \"e\" }]\n",
    );
    text
}

pub fn project(index: &FakeIndex) -> World {
    let world = World::new().index(index);
    world.write("pyproject.toml", PROJECT);
    world.write("uv.lock", &lock(index));
    world
}

#[test]
fn what_it_says_is_installed_and_no_index_is_asked() {
    let index = index();
    let world = project(&index);
    // b 2.1 is newer and would be chosen.
    assert_eq!(synced(&world, &[]), ["a==1.0", "b==2.0", "d==1.0"]);
    assert!(index.take_requests().iter().all(|request| request.path.starts_with("/files/")));
    index.stop();
    world.noglue(["sync", "--check", "--locked"]).run().ok();
    world.noglue(["--json"]).run().ok().stdout_has("uv.lock");
}

#[test]
fn extras_and_groups_are_those_of_uv() {
    let index = index();
    let world = project(&index);
    assert_eq!(synced(&world, &["--no-dev"]), ["a==1.0", "b==2.0"]);
    assert_eq!(synced(&world, &["--no-dev", "--extra", "more"]), ["a==1.0", "b==2.0", "c==1.0"]);
    assert_eq!(synced(&world, &["--all-groups"]), ["a==1.0", "b==2.0", "d==1.0", "e==1.0"]);
    assert_eq!(synced(&world, &["--only-group", "docs"]), ["e==1.0"]);
    world.write("pyproject.toml", &PROJECT.replace("package = false", "package = false\ndefault-groups = [\"docs\"]"));
    assert_eq!(synced(&world, &[]), ["a==1.0", "b==2.0", "e==1.0"]);
    world.noglue(["sync", "--extra", "moar"]).run().code(1).clear_error().stderr_has("moar");
}

#[test]
fn a_stale_one_is_named_with_what_is_stale() {
    let index = index();
    let world = project(&index);
    world.write("pyproject.toml", &PROJECT.replace("[\"a\"]", "[\"a\", \"c>=1\"]"));
    let stale = "uv.lock is stale: c>=1 (";
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has(stale).stderr_has("'uv lock' writes it anew");
    assert!(!world.venv().exists());
    assert_eq!(synced(&world, &["--frozen", "--no-dev"]), ["a==1.0", "b==2.0"]);
}

#[test]
fn forks_and_conflicts_are_decided_by_their_markers() {
    let index = index();
    let world = project(&index);
    let (one, two) = (file("b", "1.0"), file("b", "2.1"));
    let fork = |version: &str, (name, sha256, size): &(String, String, usize), marker: &str| {
        format!(
            "[[package]]\nname = \"b\"\nversion = \"{version}\"\nsource = {{ registry = \"{}\" }}\nresolution-markers = [\"{marker}\"]\nwheels = [{{ url = \"{}\", hash = \"sha256:{sha256}\", size = {size} }}]\n\n",
            index.url(),
            index.file_url(name)
        )
    };
    let text = lock(&index);
    let start = text.find("[[package]]\nname = \"b\"").unwrap();
    let end = text.find("[[package]]\nname = \"c\"").unwrap();
    let forks = fork("1.0", &one, "extra == 'extra-1-x-more'") + &fork("2.1", &two, "extra != 'extra-1-x-more'");
    let source = format!("source = {{ registry = \"{}\" }}", index.url());
    let text = format!("{}{forks}{}", &text[..start], &text[end..]).replace(
        "    { name = \"b\" },\n",
        &format!(
            "    {{ name = \"b\", version = \"1.0\", {source}, marker = \"extra == 'extra-1-x-more'\" }},\n    {{ name = \"b\", version = \"2.1\", {source}, marker = \"extra != 'extra-1-x-more'\" }},\n"
        ),
    );
    world.write("uv.lock", &text);
    assert_eq!(synced(&world, &["--no-dev"]), ["a==1.0", "b==2.1"]);
    assert_eq!(synced(&world, &["--no-dev", "--extra", "more"]), ["a==1.0", "b==1.0", "c==1.0"]);
}

#[test]
fn members_of_a_workspace_are_installed_from_where_they_lie() {
    let index = index();
    let world = project(&index);
    world.write("libs/y/pyproject.toml", "[project]\nname = \"y\"\nversion = \"1\"\n[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n");
    let member = "[[package]]\nname = \"y\"\nversion = \"1\"\nsource = { editable = \"libs/y\" }\n\n";
    let text = lock(&index).replace("[[package]]\nname = \"x\"", &format!("{member}[[package]]\nname = \"x\""));
    let text = text.replacen("    { name = \"a\" },\n]", "    { name = \"a\" },\n    { name = \"y\" },\n]", 1);
    world.write("uv.lock", &text);
    let seen = world.noglue(["sync", "--dry-run", "--no-dev"]).run().ok();
    seen.stderr_has("+ y 1");
    // Named as the project's own requirement, too.
    world.write(
        "pyproject.toml",
        &PROJECT.replace("[\"a\"]", "[\"a\", \"y\"]").replace(
            "package = false",
            "package = false\n[tool.uv.workspace]\nmembers = [\"libs/*\"]\n[tool.uv.sources]\ny = { workspace = true }",
        ),
    );
    let seen = world.noglue(["sync", "--dry-run", "--no-dev", "--locked"]).run().ok();
    seen.stderr_has("+ y 1");
    world.write("pyproject.toml", PROJECT);
    let outside = text.replace("editable = \"libs/y\"", "editable = \"../y\"");
    world.write("uv.lock", &outside);
    refused(&world, "y 1 is to come from \"../y\", which is outside the project");
}

#[test]
fn a_member_uses_the_lock_of_its_workspace() {
    let index = index();
    let world = World::new().index(&index);
    const BACKEND: &str = "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n";
    let workspace = "[tool.uv.workspace]\nmembers = [\"libs/*\"]\nexclude = [\"libs/out\"]\n";
    world.write("pyproject.toml", &format!("[project]\nname = \"y\"\nversion = \"1\"\n{BACKEND}{workspace}"));
    let sources = "[tool.uv.sources]\ny = { workspace = true }\n";
    world.write("libs/x/pyproject.toml", &format!("{}{sources}", PROJECT.replace("[\"a\"]", "[\"a\", \"y\"]")));
    let text = lock(&index).replace("virtual = \".\"", "virtual = \"libs/x\"").replacen(
        "    { name = \"a\" },\n]",
        "    { name = \"a\" },\n    { name = \"y\" },\n]",
        1,
    );
    let root = "[[package]]\nname = \"y\"\nversion = \"1\"\nsource = { editable = \".\" }\n\n";
    world.write("uv.lock", &text.replace("[[package]]\nname = \"x\"", &format!("{root}[[package]]\nname = \"x\"")));
    let member = |args: &[&str]| {
        let args = ["sync", "--dry-run", "--locked"].iter().chain(args);
        world.noglue(args).cwd(world.project().join("libs/x")).run().ok()
    };
    // The locked b, where the index has a newer one; the groups and extras of the member.
    let lines = ["+ y 1", "+ a 1.0", "+ b 2.0", "+ c 1.0", "+ d 1.0"];
    lines.iter().fold(member(&["--extra", "more"]), |seen, line| seen.stderr_has(line));
    // uv has one lock a workspace: what lies in a member is not read.
    world.write("libs/x/uv.lock", "[[package]\n");
    member(&[]).stderr_has("uv.lock is not read: ").stderr_has("+ b 2.0");
    // What is no member, and a project between, do not use it.
    world.write("libs/out/pyproject.toml", PROJECT);
    world.noglue(["sync", "--dry-run"]).cwd(world.project().join("libs/out")).run().ok().stderr_has("+ b 2.1");
    world.write("libs/x/in/pyproject.toml", PROJECT);
    world.noglue(["sync", "--dry-run"]).cwd(world.project().join("libs/x/in")).run().ok().stderr_has("+ b 2.1");
    // A member that the lock does not know.
    world.write("libs/new/pyproject.toml", PROJECT);
    let seen = world.noglue(["sync", "--dry-run"]).cwd(world.project().join("libs/new")).run().code(1);
    seen.clear_error().stderr_has("it has no package for this directory");
}

#[test]
fn wrong_ones_are_refused_with_their_line() {
    let index = index();
    let world = project(&index);
    let good = lock(&index);
    let check = |text: &str, expected: &str| {
        world.write("uv.lock", text);
        refused(&world, expected);
    };
    check(&good.replace("version = 1\nrevision", "version = 2\nrevision"), "uv.lock:1:11: lock version 2 is not known");
    check("[[package]\n", "uv.lock is no valid TOML: line 1");
    check("requires-python = '>=3.8'\n", "it has no version: it is no uv.lock");
    check(
        &good.replace("requires-python = \">=3.8\"", "requires-python = \">=3.98\""),
        "uv.lock: it is for Python >=3.98",
    );
    check(
        &good.replace("revision = 3", "supported-markers = [\"sys_platform == 'os2'\"]"),
        "was locked for other environments: sys_platform == \"os2\"",
    );
    check(&good.replace("hash = \"sha256:", "x = \"sha256:"), "a: a file has no hash");
    let (_, sha256, _) = file("a", "1.0");
    check(&good.replace(&sha256, "abc"), "a hash of sha256 has 64 hexadecimal digits");
    let a = &good[good.find("[[package]]").unwrap()..good.find("[[package]]\nname = \"b\"").unwrap()];
    check(&format!("{good}\n{a}"), "a is there twice, here and in line 5");
    check(&good.replace("name = \"b\" },", "name = \"bb\" },"), "bb is needed and is not in the lock");
    check(&good.replace("virtual = \".\"", "virtual = \"elsewhere\""), "it has no package for this directory");
    check(&good.replace("registry = ", "moon = "), "is of a kind that nobody knows: \"moon\"");
    check(&good.replace("sys_platform != 'os2'", "moon == 'full'"), "marker field \"moon\" is not known");
    world.write("uv.lock", &good.replace(&sha256, &"0".repeat(64)));
    world.noglue(["sync"]).run().code(5).clear_error().stderr_has("hash of a-1.0-py3-none-any.whl");
    assert!(!world.venv().exists());
    let other = good.replace("a-1.0-py3-none-any", "a-1.0-cp27-cp27m-win32");
    check(&other, "a 1.0 has no file for CPython");
}
