//! `noglue pip compile`: what it reads, what it writes.

use crate::support::{FakeIndex, World, wheel};

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").requires("b"));
    index.publish(wheel("b", "1.0"));
    index.publish(wheel("b", "2.0"));
    index
}

#[test]
fn compile_pins_everything_and_says_why() {
    let index = index();
    let world = World::new().index(&index);
    world.write("in.txt", "a\n");
    let seen = world.noglue(["pip", "compile", "in.txt", "-o", "out.txt"]).run().ok();
    drop(seen);
    let text = std::fs::read_to_string(world.project().join("out.txt")).unwrap();
    let pins: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with('#') && !l.trim().is_empty()).collect();
    assert_eq!(pins.iter().map(|l| l.split_whitespace().next().unwrap()).collect::<Vec<_>>(), ["a==1.0", "b==2.0"]);
    assert!(text.contains("via a"), "{text}");
    assert!(!text.contains("[ROOT]") && !text.contains(&world.root().display().to_string()), "{text}");
    // What is pinned stays, though something newer appeared.
    index.publish(wheel("b", "3.0"));
    world.noglue(["pip", "compile", "--refresh", "in.txt", "-o", "out.txt"]).run().ok();
    assert_eq!(std::fs::read_to_string(world.project().join("out.txt")).unwrap(), text);
    world.noglue(["pip", "compile", "--refresh", "--upgrade", "in.txt", "-o", "out.txt"]).run().ok();
    assert!(std::fs::read_to_string(world.project().join("out.txt")).unwrap().contains("b==3.0"));
}

#[test]
fn compile_answers_for_another_python() {
    let index = index();
    index.publish(wheel("c", "1.0"));
    index.publish(wheel("c", "2.0").requires_python(">=3.14"));
    let world = World::new().index(&index);
    world.write("in.txt", "c\na; python_version >= '3.14'\n");
    world.noglue(["pip", "compile", "--python-version", "3.9", "in.txt"]).run().ok().stdout_has("c==1.0").lacks("a==");
    world
        .noglue(["pip", "compile", "--python-version", "3.14", "in.txt"])
        .run()
        .ok()
        .stdout_has("c==2.0")
        .stdout_has("a==");
}

#[test]
fn compile_reads_projects_and_writes_hashes() {
    let index = index();
    index.publish(wheel("c", "1.0"));
    let world = World::new().index(&index);
    world.write(
        "pyproject.toml",
        "[project]\nname = \"Demo\"\nversion = \"1\"\ndependencies = [\"a\"]\n\
         optional-dependencies.more = [\"c\"]\n[dependency-groups]\ndev = [\"b<2\"]\n",
    );
    world
        .noglue(["pip", "compile", "pyproject.toml", "--no-header"])
        .run()
        .ok()
        .stdout_is("a==1.0\n    # via demo (pyproject.toml)\nb==2.0\n    # via a");
    let all = ["pip", "compile", "pyproject.toml", "--extra", "more", "--group", "dev", "--no-header", "--no-annotate"];
    world.noglue(all).run().ok().stdout_is("a==1.0\nb==1.0\nc==1.0");
    let hashed = world.noglue(["pip", "compile", "pyproject.toml", "--generate-hashes", "-o", "out.txt"]).run().ok();
    drop(hashed);
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "sync", "--require-hashes", "out.txt"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
    world.noglue(["pip", "compile", "pyproject.toml", "--extra", "none"]).run().code(1).clear_error();
    world.noglue(["pip", "compile", "--python-version", "three", "pyproject.toml"]).run().code(2);
}

#[test]
fn compile_reads_a_pipe_and_says_which_group_asks() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    index.publish(wheel("b", "1.0"));
    let world = World::new().index(&index);
    world.write("lib/more.txt", "b\n");
    let piped = world.write("piped", "a\n-r lib/more.txt\n");
    let seen = world.noglue(["pip", "compile", "-", "--no-header"]).stdin(&piped).run().ok();
    seen.stdout_is("a==1.0\n    # via -r -\nb==1.0\n    # via -r lib/more.txt");
    std::fs::write(&piped, "a ==\n").unwrap();
    world.noglue(["pip", "compile", "-"]).stdin(&piped).run().code(1).stderr_has("-:1:");
    // As uv writes them.
    let text = "[project]\nname = \"Site\"\nversion = \"1\"\ndependencies = [\"a\"]\n\
                [dependency-groups]\ndev = [\"a\", \"b\"]\n";
    world.write("pyproject.toml", text);
    let words = ["pip", "compile", "--no-header", "pyproject.toml", "--group", "dev"];
    world.noglue(words).run().ok().stdout_is(
        "a==1.0\n    # via\n    #   site (pyproject.toml)\n    #   site (pyproject.toml:dev)\n\
         b==1.0\n    # via site (pyproject.toml:dev)",
    );
    // The group alone, of a file that is no project.
    world.write("pyproject.toml", "[dependency-groups]\ndev = [\"b\"]\n");
    let seen = world.noglue(["pip", "compile", "--no-header", "--group", "dev"]).run().ok();
    seen.stdout_is("b==1.0\n    # via (pyproject.toml:dev)");
    let _ = world.noglue(["pip", "compile"]).run().code(2);
}

#[test]
fn compile_writes_where_packages_come_from_only_when_asked() {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0"));
    let world = World::new().index(&index);
    std::fs::create_dir_all(world.project().join("deps/wheels")).unwrap();
    let secret = index.url_with("bob:s3cret");
    world.write("deps/in.txt", &format!("--extra-index-url {secret}\n--find-links wheels\na\n"));
    let compile = |more: &[&str]| {
        let words = ["pip", "compile", "deps/in.txt", "--no-header", "--no-annotate"];
        world.noglue(words).args(more).run().ok()
    };
    compile(&[]).stdout_is("a==1.0");
    // Neither the machine's own index nor anybody's password.
    compile(&["--emit-index-url"]).stdout_is("--extra-index-url [INDEX]/\n\na==1.0").lacks("s3cret");
    compile(&["--emit-find-links"]).stdout_is("--find-links ./deps/wheels\n\na==1.0");
    let typed = index.url();
    compile(&["--emit-index-url", "--emit-find-links", "-i", &typed, "-o", "deps/out.txt"]);
    let text = std::fs::read_to_string(world.project().join("deps/out.txt")).unwrap();
    assert_eq!(
        text.replace(&typed, "[INDEX]/"),
        "--index-url [INDEX]/\n--extra-index-url [INDEX]/\n--find-links ./wheels\n\na==1.0\n"
    );
    // What was written reads back.
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "sync", "deps/out.txt"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
}

// As uv 0.13 writes it.
#[test]
fn who_asks_for_what_behind_the_version() {
    let index = FakeIndex::start();
    index.publish(wheel("app", "1.0").requires("lib"));
    index.publish(wheel("lib", "1.0"));
    let world = World::new().index(&index);
    world.write("r.in", "app\nlib\n");
    let compile = |options: &[&str]| {
        let words = ["pip", "compile", "r.in", "--no-header", "--annotation-style", "line"];
        world.noglue(words.iter().chain(options)).run().ok()
    };
    compile(&[]).stdout_is("app==1.0                  # via -r r.in\nlib==1.0                  # via app, -r r.in");
    compile(&["--only-binary", ":all:", "--emit-build-options"]).stdout_has("--only-binary :all:\n\napp==1.0 ");
    let hashed = compile(&["--generate-hashes"]).stdout();
    assert!(hashed.contains("\n    # via app, -r r.in"), "{hashed}");
}
