//! What editors and other tools find by their own rules, and environments of two machines over one checkout.

use std::path::{Path, PathBuf};

use super::{path, site};
use crate::support::World;

/// The rule of python-environment-tools (VS Code) for one directory: an environment is a directory with a `pyvenv.cfg`
/// and `bin/python`; its version is in the file, three numbers first.
fn is_environment(dir: &Path) -> Option<String> {
    let text = std::fs::read_to_string(dir.join("pyvenv.cfg")).ok()?;
    std::fs::metadata(dir.join("bin/python")).ok()?;
    let value =
        |key: &str| text.lines().find_map(|line| line.strip_prefix(key)?.trim().strip_prefix('=')).map(str::trim);
    let version = value("version").or_else(|| value("version_info"))?;
    let numbers: Vec<u32> = version.split('.').take(3).filter_map(|part| part.parse().ok()).collect();
    (numbers.len() == 3).then(|| version.to_owned())
}

/// PEP 832: `.venv` where it is there, else the last line of `.python-envs`.
fn default_of(project: &Path) -> Option<PathBuf> {
    if is_environment(&project.join(".venv")).is_some() {
        return Some(project.join(".venv"));
    }
    let text = std::fs::read_to_string(project.join(".python-envs")).ok()?;
    text.lines().rfind(|line| !line.trim().is_empty()).map(|line| project.join(line.trim()))
}

#[test]
fn locators_find_the_environment_by_their_own_rules() {
    let (world, _index) = site();
    world.noglue(["sync", "-e", "docs"]).run().ok();
    let docs = path(&world, "docs");
    assert_eq!(default_of(&world.project()).as_deref(), Some(docs.as_path()));
    assert!(is_environment(&docs).unwrap().starts_with(&world.python().short()));
    world.noglue(["venv"]).run().ok();
    world.noglue(["sync"]).run().ok();
    assert_eq!(default_of(&world.project()), Some(world.venv()));
    // pyright and PyCharm: PREFIX/lib/python3.*/site-packages, real files or links.
    let lib: Vec<_> = std::fs::read_dir(world.venv().join("lib")).unwrap().flatten().map(|e| e.file_name()).collect();
    assert_eq!(lib, [world.python().name().as_str()]);
    assert!(world.venv().join("lib").join(&lib[0]).join("site-packages/a/__init__.py").is_file());
    // What a person gives an editor by hand.
    let named = world.noglue(["python", "path"]).run().ok().raw_stdout().trim().to_owned();
    assert_eq!(Path::new(&named), world.venv().join("bin/python"));
    world.noglue(["python", "path", "--env", "docs"]).run().ok().stdout_has("docs@project");
    world.noglue(["python", "path"]).cwd("/").run().code(1).clear_error();
}

#[test]
fn jupyter_lists_an_environment_as_a_kernel() {
    let (world, _index) = site();
    world.noglue(["sync"]).run().ok();
    let said = world.noglue(["env", "kernel"]).run().ok().stderr_has("no ipykernel");
    assert!(said.stderr().contains("noglue-project"), "{}", said.stderr());
    let dir = world.home().join(".local/share/jupyter/kernels/noglue-project");
    let spec: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(dir.join("kernel.json")).unwrap()).unwrap();
    assert_eq!(spec["argv"][0], world.venv().join("bin/python").to_str().unwrap());
    assert_eq!(spec["argv"][4], "{connection_file}");
    assert_eq!((&spec["language"], &spec["display_name"]), (&"python".into(), &"project".into()));
    world.noglue(["env", "kernel", "--remove"]).run().ok();
    assert!(!dir.exists());
    let elsewhere = world.root().join("jupyter");
    world.noglue(["env", "kernel", "--display-name", "My \"site\""]).env("JUPYTER_DATA_DIR", &elsewhere).run().ok();
    let text = std::fs::read_to_string(elsewhere.join("kernels/noglue-project/kernel.json")).unwrap();
    assert!(text.contains(r#""My \"site\"""#), "{text}");
}

#[test]
fn an_environment_of_another_machine_is_not_clobbered() {
    let (world, _index) = site();
    world.noglue(["sync"]).run().ok();
    as_of_another_machine(&world);
    world.write("requirements.txt", "a\nb\n");
    let before = std::fs::read_link(world.venv().join("current")).unwrap();
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("another machine").stderr_has("sync -e NAME");
    assert_eq!(std::fs::read_link(world.venv().join("current")).unwrap(), before);
    world.noglue(["sync", "-e", "here"]).run().ok();
    world.noglue(["run", "-e", "here", "a-cli"]).run().ok();
    let list = std::fs::read_to_string(world.project().join(".python-envs")).unwrap();
    assert!(list.contains("here@project"), "{list}");
    world.noglue(["venv", "--clear", ".venv"]).run().ok();
    world.noglue(["sync"]).run().ok();
    // The same machine, and its Python gone: that is repaired, as ever.
    as_of_another_machine(&world);
    let state = world.venv().join("state.json");
    let text = std::fs::read_to_string(&state).unwrap().replace("\"machine\": \"0000000000000000\",", "");
    std::fs::write(std::fs::canonicalize(&state).unwrap(), text).unwrap();
    world.noglue(["sync"]).run().ok();
}

/// The state says that the environment was made elsewhere, with a Python that is not here.
fn as_of_another_machine(world: &World) {
    let file = std::fs::canonicalize(world.venv().join("state.json")).unwrap();
    let mut state: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    state["machine"] = "0000000000000000".into();
    state["python"]["executable"] = "/nonexistent/bin/python3".into();
    std::fs::write(&file, serde_json::to_string_pretty(&state).unwrap()).unwrap();
}
