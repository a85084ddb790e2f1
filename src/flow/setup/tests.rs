use std::process::Command;

use super::*;

fn target(file: PathBuf, place: block::Place) -> Target {
    Target { file, lines: vec!["export PATH=\"/data/shims:$PATH\"".into()], place }
}

#[test]
fn files_are_written_and_taken_back() {
    let dir = tempfile::tempdir().unwrap();
    let (old, new) = (dir.path().join("old"), dir.path().join("sub/new"));
    std::fs::write(&old, "mine").unwrap();
    let targets = [target(old.clone(), block::Place::End), target(new.clone(), block::Place::End)];
    write(&plan(&targets).unwrap()).unwrap();
    assert!(plan(&targets).unwrap().is_empty(), "nothing is left to do");
    for (file, is_new, left) in [(&old, false, Some("mine")), (&new, true, None)] {
        let text = block::take_out(&std::fs::read(file).unwrap(), &[]);
        write(&[Edit { file: file.clone(), lines: vec![], place: "", new: text, is_new }]).unwrap();
        assert_eq!(std::fs::read_to_string(file).ok().as_deref(), left);
    }
}

#[test]
fn a_link_to_a_file_of_dotfiles_stays_a_link() {
    let dir = tempfile::tempdir().unwrap();
    let (file, link) = (dir.path().join("dotfiles-bashrc"), dir.path().join(".bashrc"));
    std::fs::write(&file, "mine\n").unwrap();
    std::os::unix::fs::symlink("dotfiles-bashrc", &link).unwrap();
    write(&plan(&[target(link.clone(), block::Place::End)]).unwrap()).unwrap();
    assert_eq!(std::fs::read_link(&link).unwrap(), Path::new("dotfiles-bashrc"));
    assert!(block::has(&std::fs::read(&file).unwrap()));
}

#[test]
fn what_cannot_be_written_is_named_with_the_line_to_paste_and_the_rest_is_done() {
    let dir = tempfile::tempdir().unwrap();
    let (closed, open) = (dir.path().join("closed"), dir.path().join("open"));
    let dangling = dir.path().join("dangling");
    std::os::unix::fs::symlink("nowhere", &dangling).unwrap();
    std::fs::write(&closed, "mine\n").unwrap();
    sys::fs::set_mode(&closed, 0o444).unwrap();
    let targets = [&closed, &dangling, &open].map(|file| target(file.clone(), block::Place::End));
    let error = write(&plan(&targets).unwrap()).unwrap_err();
    assert!(error.to_string().contains("closed"), "{error}");
    let hints = error.hints().join("\n");
    assert!(hints.contains("export PATH=") && hints.contains("dangling"), "{hints}");
    assert_eq!(std::fs::read_to_string(&closed).unwrap(), "mine\n");
    assert!(block::has(&std::fs::read(&open).unwrap()));
}

/// The value of `PATH` after a shell has run `script`; `None` where there is no such shell.
fn path_after(shell: &str, script: &str, home: &Path, path: &str, venv: Option<&str>) -> Option<String> {
    let mut command = Command::new(shell);
    command.env_clear().env("HOME", home).env("PATH", path);
    command.envs(venv.map(|venv| ("VIRTUAL_ENV", venv)));
    let output = command.arg("-c").arg(format!("{script}\n/usr/bin/printenv PATH")).output().ok()?;
    assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap().trim_end().to_owned())
}

#[test]
fn the_line_does_what_it_says_in_every_shell() {
    for shell in ["/bin/sh", "bash", "dash", "zsh", "ksh", "fish", "tcsh", "csh"] {
        // Shells make files of their own in a home directory.
        let home = tempfile::tempdir().unwrap();
        let below = home.path().join("my $data/shims");
        let surroundings =
            Surroundings { home: home.path(), shell: Some(OsStr::new(shell)), zdotdir: None, config: None };
        for folder in [Path::new("/data/it's \"a\" $b `c` \\d!/shims"), &below] {
            let lines = Lines::new(folder, home.path(), Path::new("/opt/noglue")).unwrap();
            let target = surroundings.targets(&lines).into_iter().next_back().unwrap();
            let folder = folder.to_str().unwrap();
            let check = |path: &str, venv: Option<&str>, expected: &str| {
                let found = path_after(shell, &target.lines[0], home.path(), path, venv);
                assert_eq!(found.as_deref().unwrap_or(expected), expected, "{shell}: {}", target.lines[0]);
            };
            check("/usr/bin:/bin", None, &format!("{folder}:/usr/bin:/bin"));
            check(&format!("{folder}:/usr/bin"), None, &format!("{folder}:/usr/bin"));
            // An active environment stays first.
            let active = format!("/venv/bin:{folder}:/usr/bin");
            check(&active, Some("/venv"), &active);
            if !shell.ends_with("csh") {
                check(&format!("/usr/bin:{folder}"), None, &format!("{folder}:/usr/bin:{folder}"));
            }
        }
    }
}
