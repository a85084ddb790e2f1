//! Packages from git repositories on this machine: what is fetched, what is recorded, and what a hostile one cannot do.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{direct_url, world};
use crate::support::{FakeIndex, World, is_ci, sdist, skip, wheel};

/// A repository with one package in it; `None`, after a named skip, where git is not.
struct Repository(PathBuf);

impl Repository {
    fn new(world: &World, name: &str) -> Option<Repository> {
        if Command::new("git").arg("--version").output().is_err() {
            assert!(!is_ci(), "git is not installed");
            skip("repositories", "git is not installed");
            return None;
        }
        let repository = Repository(world.root().join(name));
        std::fs::create_dir(&repository.0).unwrap();
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        Some(repository)
    }

    fn git(&self, args: &[&str]) -> String {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=n", "-c", "user.email=e", "-c", "protocol.file.allow=always"]);
        let output = command.args(args).current_dir(&self.0).env("HOME", &self.0).output().unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Commits everything and gives the commit.
    fn commit(&self) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "x"]);
        self.git(&["rev-parse", "HEAD"])
    }

    fn url(&self) -> String {
        format!("git+file://{}", self.0.display())
    }
}

fn version(world: &World) -> String {
    world.inside("import importlib.metadata as m; print(m.version('pkg'))")
}

#[test]
fn branches_tags_and_commits_are_found_and_recorded() {
    let index = FakeIndex::start();
    let world = world(&index, "");
    let Some(repository) = Repository::new(&world, "r") else { return };
    sdist("pkg", "1.0").write_to(&repository.0);
    let first = repository.commit();
    repository.git(&["tag", "v1"]);
    repository.git(&["branch", "feature/x"]);
    sdist("pkg", "2.0").write_to(&repository.0);
    let second = repository.commit();
    let url = repository.url();
    let plain = url.replace("git+", "").replace(&world.root().display().to_string(), "[ROOT]");
    for (reference, expected, commit) in [
        ("", "2.0", &second),
        ("@v1", "1.0", &first),
        ("@feature/x", "1.0", &first),
        ("@main", "2.0", &second),
        (&format!("@{first}"), "1.0", &first),
        ("@refs/tags/v1", "1.0", &first),
    ] {
        world.write("requirements.txt", &format!("pkg @ {url}{reference}\n"));
        world.noglue(["sync"]).run().ok();
        assert_eq!(version(&world), expected, "{reference}");
        let requested = match reference.strip_prefix('@') {
            Some(reference) => format!(r#","requested_revision":"{reference}""#),
            None => String::new(),
        };
        let info = format!(r#"{{"commit_id":"{commit}"{},"vcs":"git"}}"#, "");
        let expected = format!(r#"{{"url":"{plain}","vcs_info":{info}}}"#);
        let seen = direct_url(&world, &format!("pkg-{}.dist-info", version(&world)));
        let (seen, expected): (serde_json::Value, serde_json::Value) =
            (seen.parse().unwrap(), expected.replace(r#","vcs""#, &format!(r#"{requested},"vcs""#)).parse().unwrap());
        assert_eq!(seen, expected, "{reference}");
    }
    // A commit that is known is not asked for again.
    std::fs::rename(&repository.0, world.root().join("away")).unwrap();
    std::fs::remove_dir_all(world.venv()).unwrap();
    world.write("requirements.txt", &format!("pkg @ {url}@{first}\n"));
    world.noglue(["sync"]).run().ok();
    world.write("requirements.txt", &format!("pkg @ {url}@main\n"));
    world.noglue(["sync"]).run().code(3).clear_error().stderr_has("could not fetch");
}

#[test]
fn subdirectories_submodules_and_bare_urls_are_installed() {
    let index = FakeIndex::start();
    let world = world(&index, "");
    let Some(inner) = Repository::new(&world, "inner") else { return };
    std::fs::write(inner.0.join("vendored.py"), "x = 7\n").unwrap();
    inner.commit();
    let Some(repository) = Repository::new(&world, "r") else { return };
    sdist("pkg", "1.0").write_to(&repository.0.join("python"));
    repository.git(&["submodule", "--quiet", "add", &inner.url().replace("git+", ""), "python/vendor"]);
    std::fs::write(
        repository.0.join("python/misbehave.py"),
        "import os\nassert os.path.exists('vendor/vendored.py')\n",
    )
    .unwrap();
    repository.commit();
    // A person's own git may fetch submodules from files; by default git refuses.
    world.write("../.gitconfig", "[protocol \"file\"]\n\tallow = always\n");
    world.write("requirements.txt", &format!("{}#subdirectory=python\n", repository.url()));
    world.noglue(["sync"]).run().ok();
    assert_eq!(version(&world), "1.0");
    assert!(direct_url(&world, "pkg-1.0.dist-info").contains(r#""subdirectory":"python""#));
    world.write("requirements.txt", &format!("{}#subdirectory=nowhere\n", repository.url()));
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("it has no directory \"nowhere\"");
}

#[test]
fn an_editable_repository_keeps_its_source_and_what_was_edited_in_it() {
    let index = FakeIndex::start();
    let world = world(&index, "");
    let Some(repository) = Repository::new(&world, "r") else { return };
    sdist("pkg", "1.0").write_to(&repository.0);
    repository.commit();
    world.write("requirements.txt", &format!("-e {}#egg=pkg\n", repository.url()));
    world.noglue(["sync"]).run().ok();
    let file = world.inside("import pkg; print(pkg.__file__)").replace("[ROOT]", &world.root().display().to_string());
    assert!(Path::new(&file).starts_with(world.data().join("src")), "{file}");
    assert!(
        direct_url(&world, "pkg-1.0.dist-info")
            .starts_with(r#"{"dir_info":{"editable":true},"url":"file://[ROOT]/data/src/r-"#)
    );
    std::fs::write(&file, "edited = True\n").unwrap();
    std::fs::remove_dir_all(world.venv()).unwrap();
    world.noglue(["sync"]).run().ok().stderr_has("is there already and is used as it is");
    assert_eq!(world.inside("import pkg; print(pkg.edited)"), "True");
}

#[test]
fn nothing_a_repository_says_is_run_or_taken_for_an_option() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    let world = world(&index, "");
    let Some(repository) = Repository::new(&world, "r") else { return };
    sdist("pkg", "1.0").write_to(&repository.0);
    let mark = world.root().join("mark");
    // Hooks of a template, which git would copy into every clone.
    let hook = format!("#!/bin/sh\ntouch {}\n", mark.display());
    let template = world.home().join("template/hooks/post-checkout");
    std::fs::create_dir_all(template.parent().unwrap()).unwrap();
    std::fs::write(&template, hook).unwrap();
    Command::new("chmod").arg("+x").arg(&template).status().unwrap();
    world.write("../.gitconfig", &format!("[init]\n\ttemplateDir = {}\n", world.home().join("template").display()));
    repository.commit();
    world.write("requirements.txt", &format!("pkg @ {}\n", repository.url()));
    world.noglue(["sync"]).run().ok();
    assert!(!mark.exists());
    // A submodule that names a program.
    let command = format!("ext::sh -c touch% {}", mark.display());
    std::fs::write(repository.0.join(".gitmodules"), format!("[submodule \"s\"]\n\tpath = s\n\turl = {command}\n"))
        .unwrap();
    let commit = repository.git(&["rev-parse", "HEAD"]);
    repository.git(&["add", ".gitmodules"]);
    repository.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{commit},s")]);
    repository.git(&["commit", "--quiet", "--message", "x"]);
    world.write("requirements.txt", &format!("pkg @ {}@main\n", repository.url()));
    world.noglue(["sync"]).run().code(1).clear_error();
    assert!(!mark.exists());
    for url in ["git+ext://h/r", "git+file:///x@--upload-pack=touch", "git+ssh://-oProxyCommand=touch/x"] {
        world.write("requirements.txt", &format!("pkg @ {url}\n"));
        world.noglue(["sync"]).run().code(1).clear_error();
    }
    world.write("requirements.txt", &format!("pkg @ {}@none\n", repository.url()));
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("has no branch, tag or commit \"none\"");
}

#[test]
fn credentials_of_a_repository_are_nowhere() {
    let index = FakeIndex::start();
    let world = world(&index, "");
    if Repository::new(&world, "r").is_none() {
        return;
    }
    world.write("requirements.txt", &format!("pkg @ git+http://me:s3cret@{}/r.git\n", index.address()));
    let run = world.noglue(["sync", "-v"]).run().code(3).clear_error();
    run.lacks("s3cret").stderr_has("could not fetch");
    let asked = index.take_requests();
    assert!(asked.iter().any(|request| request.header("authorization").is_some_and(|h| h.starts_with("Basic "))));
    for entry in walkdir::WalkDir::new(world.root()).into_iter().flatten().filter(|e| e.file_type().is_file()) {
        let is_input = entry.path().ends_with("requirements.txt");
        let bytes = std::fs::read(entry.path()).unwrap_or_default();
        assert!(is_input || !bytes.windows(6).any(|w| w == b"s3cret"), "{}", entry.path().display());
    }
}
