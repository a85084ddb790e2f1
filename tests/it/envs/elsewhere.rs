//! What other tools left in a project or on PATH: explained, never followed.

use super::site;
use crate::support::World;

#[test]
fn files_of_other_tools_are_explained() {
    let (world, _index) = site();
    world.write(".envrc", "export A=1\nlayout python3\n");
    world.write(".venv", "legacy\n");
    let said = world.noglue([] as [&str; 0]).run().ok().stdout_has("layout python3").stdout_has("\"legacy\"");
    assert!(said.stdout().contains("autoswitch"), "{}", said.stdout());
    world.noglue(["why"]).run().ok().stdout_has("layout python3").stdout_has("does not follow it");
    let json = world.noglue(["why", "--json"]).run().ok().json();
    assert_eq!(json["also"].as_array().unwrap().len(), 2, "{json}");
    let json = world.noglue(["--json"]).run().ok().json();
    assert_eq!(json["also"].as_array().unwrap().len(), 2, "{json}");
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("names \"legacy\"").stderr_has("mv ").lacks("workon");
    world.noglue(["env", "create", "legacy", "--free"]).run().ok();
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("workon legacy");
    std::fs::remove_file(world.project().join(".venv")).unwrap();
    world.noglue(["sync"]).run().ok();
}

#[test]
fn files_of_other_tools_run_nothing() {
    let (world, _index) = site();
    let canary = world.root().join("ran");
    let evil = world.root().join("evil");
    std::fs::create_dir_all(evil.join("bin")).unwrap();
    std::fs::write(evil.join("pyvenv.cfg"), "home = /usr/bin\nversion = 3.11.2\n").unwrap();
    for name in ["activate", "python", "python3"] {
        let file = evil.join("bin").join(name);
        std::fs::write(&file, format!("#!/bin/sh\ntouch {}\n", canary.display())).unwrap();
        world.program(std::path::Path::new("/bin/chmod")).arg("755").arg(file).run().ok();
    }
    world.write(".envrc", &format!("touch {0}\nsource {1}/bin/activate\n", canary.display(), evil.display()));
    world.write(".python-version", "$(touch ran)\n");
    for content in
        [evil.display().to_string(), "../../evil".into(), "$(touch ran)".into(), "\u{1b}[2J".into(), String::new()]
    {
        world.write(".venv", &content);
        for words in
            [&[][..], &["why"], &["sync"], &["pip", "list"], &["env", "list"], &["run", "true"], &["python", "path"]]
        {
            world.noglue(words).run().any().lacks("panicked").lacks("\u{1b}[2J");
        }
    }
    assert!(!canary.exists() && !world.project().join("ran").exists());
}

#[test]
fn setup_says_who_wins() {
    let (world, _index) = site();
    let bin = world.root().join("tools");
    std::fs::create_dir(&bin).unwrap();
    std::fs::write(bin.join("direnv"), "#!/bin/sh\ntouch ran\n").unwrap();
    world.program(std::path::Path::new("/bin/chmod")).arg("755").arg(bin.join("direnv")).run().ok();
    let pyenv = world.home().join(".pyenv/shims");
    let conda = world.root().join("conda");
    let asked = |dirs: &[&std::path::Path], world: &World| {
        let path = std::env::join_paths(dirs.iter().copied().chain([std::path::Path::new("/usr/bin")])).unwrap();
        let run = world.noglue(["setup", "--yes"]).env("PATH", path).env("CONDA_PREFIX", &conda);
        run.run().ok().stderr()
    };
    let shims = world.shims();
    let said = asked(&[&shims, &pyenv, &bin], &world);
    assert!(said.contains("pyenv comes after noglue") && said.contains("direnv:"), "{said}");
    let said = asked(&[&conda.join("bin"), &pyenv, &shims], &world);
    assert!(said.contains("pyenv comes before noglue") && said.contains("auto_activate_base"), "{said}");
    let said = asked(&[&shims], &world);
    assert!(!said.contains("pyenv") && !said.contains("direnv") && !said.contains("conda"), "{said}");
    assert!(!world.project().join("ran").exists());
}
