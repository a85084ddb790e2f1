//! What noglue locks, pip and uv install; what they lock, noglue installs: the same files of the same packages.

use std::path::{Path, PathBuf};

use super::made::said;
use crate::pypi::{judge, picture};
use crate::support::{FakeIndex, Python, Run, World, difference, pythons, wheel};

/// A new pip and a new uv in an environment of their own, from the real index.
struct Others {
    env: PathBuf,
    python: Python,
    _world: World,
}

impl Others {
    fn get() -> Others {
        let python = pythons().values().next_back().unwrap().clone();
        let world = World::with_python(&python).real_index();
        let env = judge(&world, &python);
        let pip = world.program(&env.join("bin/python")).args(["-m", "pip", "--no-cache-dir", "install", "-q", "uv"]);
        pip.env("PIP_DISABLE_PIP_VERSION_CHECK", "1").run().ok();
        Others { env, python, _world: world }
    }

    fn pip(&self, world: &World, args: &[&str]) -> Run {
        world.program(&self.env.join("bin/python")).args(["-m", "pip", "--no-cache-dir"]).args(args)
    }

    fn uv(&self, world: &World, index: &FakeIndex, args: &[&str]) -> Run {
        let run = world.program(&self.env.join("bin/uv")).args(args).env("UV_DEFAULT_INDEX", index.url());
        run.env("UV_PYTHON_DOWNLOADS", "never").env("UV_PYTHON", &self.python.executable)
    }

    /// An empty environment for one of them.
    fn empty(&self, world: &World, name: &str) -> PathBuf {
        let env = world.home().join(name);
        let run = world.program(&self.python.executable).args(["-m", "venv", "--without-pip"]).arg(&env);
        run.run().ok();
        env
    }

    fn installed(&self, env: &Path) -> Vec<String> {
        crate::support::installed(&env.join(format!("lib/{}/site-packages", self.python.name())))
    }
}

fn world(others: &Others) -> (FakeIndex, World) {
    let index = FakeIndex::start();
    index.publish(
        wheel("a", "1.0").requires("b>=2").requires("w; sys_platform == 'win32'").entry_point("run-a", "a:main"),
    );
    index.publish(wheel("b", "1.0"));
    index.publish(wheel("b", "2.0"));
    index.publish(wheel("b", "2.1").requires_python(">=3.9"));
    index.publish(wheel("b", "3.0").requires_python(">=3.99"));
    index.publish(wheel("w", "1.0"));
    index.publish(wheel("more", "1.0").data("scripts/more", "#!python\nprint()\n"));
    index.publish(wheel("dev", "1.0").tag("py3-none-any"));
    let world = World::with_python(&others.python).index(&index);
    world.write(
        "pyproject.toml",
        "[project]\nname = \"site\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"a\"]\n\
         optional-dependencies.x = [\"more\"]\n[dependency-groups]\ndev = [\"dev\"]\n",
    );
    (index, world)
}

#[test]
fn pip_and_uv_install_what_noglue_locks_and_the_other_way_round() {
    let others = Others::get();
    let (index, world) = world(&others);
    world.noglue(["lock"]).run().ok();
    assert_eq!(said(&world).len(), 6, "{:?}", said(&world));
    let lock = world.project().join("pylock.toml").display().to_string();

    // pip: what is installed unasked; then an extra.
    world.noglue(["sync", "--locked"]).run().ok();
    let all = ["a==1.0", "b==2.1", "dev==1.0"];
    assert_eq!(world.installed(), all);
    let env = others.empty(&world, "by-pip");
    let python = env.join("bin/python").display().to_string();
    others.pip(&world, &["--python", &python, "install", "-q", "--no-compile", "-r", &lock]).run().ok();
    let theirs = picture(&env, &others.python);
    assert_eq!(difference(&picture(&world.venv(), &others.python), &theirs), Vec::<String>::new());

    // uv, both ways.
    let env = others.empty(&world, "by-uv");
    let python = env.join("bin/python").display().to_string();
    others.uv(&world, &index, &["pip", "sync", "-q", "--python", &python, &lock]).run().ok();
    assert_eq!(others.installed(&env), all);
    let words = ["pip", "install", "-q", "--python", &python, "-r", &lock, "--extra", "x"];
    others.uv(&world, &index, &words).run().ok();
    world.noglue(["sync", "--locked", "--extra", "x"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.1", "dev==1.0", "more==1.0"]);
    assert_eq!(others.installed(&env), world.installed());

    // What pip locks: for here, with all that a project of its own would have.
    world.write("in.txt", "a\nmore\n");
    let out = world.project().join("pylock.pip.toml").display().to_string();
    others.pip(&world, &["lock", "-q", "-r", "in.txt", "-o", &out]).run().ok();
    world.noglue(["sync", "-r", "pylock.pip.toml"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.1", "more==1.0"]);

    // What uv exports.
    let words =
        ["export", "-q", "--format", "pylock.toml", "--all-extras", "--no-emit-project", "-o", "pylock.uv.toml"];
    others.uv(&world, &index, &words).run().ok();
    world.noglue(["sync", "-r", "pylock.uv.toml"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.1", "dev==1.0", "more==1.0"]);
    world.noglue(["sync", "-r", "pylock.uv.toml"]).run().ok().stderr_has("up to date");
}
