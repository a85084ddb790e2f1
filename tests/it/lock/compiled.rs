//! `noglue pip compile --universal`: pins with markers.

use crate::support::{FakeIndex, World, sdist, wheel};

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    index.publish(wheel("c", "1.0"));
    index.publish(wheel("c", "2.0").requires_python(">=3.10").requires("w; sys_platform == 'win32'"));
    index.publish(wheel("w", "1.0"));
    index
}

#[test]
fn one_file_is_for_all_environments() {
    let index = index();
    let world = World::new().index(&index);
    world.write("in.txt", "c\n");
    let compile = |args: &[&str]| {
        let words = ["pip", "compile", "--universal", "--no-header", "in.txt"];
        world.noglue(words.iter().chain(args)).run().ok()
    };
    let all = "c==1.0 ; python_version < \"3.10\"\n    # via -r in.txt\n\
               c==2.0 ; python_version >= \"3.10\"\n    # via -r in.txt\n\
               w==1.0 ; python_version >= \"3.10\" and sys_platform == \"win32\"\n    # via c";
    compile(&["--python-version", "3.8"]).stdout_is(all);
    compile(&["--python-version", "3.12", "--no-annotate"]).stdout_is("c==2.0\nw==1.0 ; sys_platform == \"win32\"");
    // What it wrote installs here, and its pins are kept for each Python by itself.
    let words = ["--python-version", "3.8", "--generate-hashes", "-o", "out.txt"];
    compile(&words).stderr_has("c 1.0, 2.0");
    let first = std::fs::read_to_string(world.project().join("out.txt")).unwrap();
    world.noglue(["venv"]).run().ok();
    world.noglue(["pip", "sync", "--require-hashes", "out.txt"]).run().ok();
    let here = if world.python().minor < (3, 10) { "c==1.0" } else { "c==2.0" };
    assert_eq!(world.installed(), [here]);
    index.publish(wheel("c", "1.5"));
    index.publish(wheel("c", "3.0").requires_python(">=3.10"));
    compile(&[&words[..], &["--refresh"]].concat());
    assert_eq!(std::fs::read_to_string(world.project().join("out.txt")).unwrap(), first);
    compile(&[&words[..], &["-U"]].concat()).stderr_has("c 1.0, 2.0 -> 1.5, 3.0").stderr_has("w 1.0");
}

#[test]
fn the_projects_own_pythons_count_and_places_are_written_where_they_hold() {
    let index = index();
    let world = World::new().index(&index);
    let at = index.file_url("w-1.0-py3-none-any.whl");
    let text = format!(
        "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.8,<3.11\"\n\
         dependencies = [\"c\", \"w @ {at} ; os_name == 'nt'\"]\n"
    );
    world.write("pyproject.toml", &text);
    let words = ["pip", "compile", "--universal", "--no-header", "--no-annotate", "pyproject.toml"];
    world.noglue(words).run().ok().stdout_is(
        "c==1.0 ; python_version < \"3.10\"\nc==2.0 ; python_version >= \"3.10\"\n\
         w @ [ORIGIN]/files/w-1.0-py3-none-any.whl ; sys_platform == \"win32\"",
    );
    index.publish(sdist("s", "1.0"));
    world.write("in.txt", "c>=2\n");
    let words = ["pip", "compile", "--universal", "in.txt", "--python-version"];
    let seen = world.noglue(words).arg("3.8").run();
    if world.python().minor >= (3, 10) {
        seen.ok().stderr_has("warning: not locked for python_version < \"3.10\"");
    } else {
        let _ = seen.code(1).clear_error();
    }
    world.noglue(words).arg("4.0").run().code(1).clear_error().stderr_has("no Python that noglue knows is >=4.0.0");
    world.noglue(words).arg("x").run().code(2).clear_error();
}
