//! Which versions may be chosen, as options say: ages, pre-releases, overrides, packages that are left out.

use crate::support::{FakeIndex, World, wheel};

fn index() -> FakeIndex {
    let index = FakeIndex::start();
    index.publish(wheel("a", "1.0").uploaded("2025-01-10T08:00:00Z").requires("b"));
    index.publish(wheel("a", "2.0").uploaded("2025-03-10T08:00:00.5Z").requires("b>=2"));
    index.publish(wheel("b", "1.0").uploaded("2025-01-01T00:00:00Z"));
    index.publish(wheel("b", "2.0").uploaded("2025-03-01T00:00:00Z"));
    index.publish(wheel("b", "3.0rc1").uploaded("2025-03-02T00:00:00Z"));
    index.publish(wheel("undated", "1.0"));
    index
}

fn compiled(world: &World, options: &[&str]) -> String {
    let args = ["pip", "compile", "--no-header", "--no-annotate", "requirements.txt"];
    world.noglue(args.iter().chain(options)).run().ok().stdout().replace('\n', " ").trim().to_owned()
}

#[test]
fn what_was_uploaded_later_does_not_exist() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    let check =
        |when: &str, expected: &str| assert_eq!(compiled(&world, &["--exclude-newer", when]), expected, "{when}");
    check("2025-03-10", "a==2.0 b==2.0");
    check("2025-03-09", "a==1.0 b==2.0");
    check("2025-03-10T08:00:00Z", "a==1.0 b==2.0");
    check("2025-02-01", "a==1.0 b==1.0");
    check("1 day", "a==2.0 b==2.0");
    let from_environment = world.noglue(["pip", "compile", "--no-header", "--no-annotate", "requirements.txt"]);
    let seen = from_environment.env("NOGLUE_EXCLUDE_NEWER", "2025-02-01").run().ok();
    assert_eq!(seen.stdout(), "a==1.0\nb==1.0\n");
}

#[test]
fn nothing_old_enough_says_so() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    let seen = world.noglue(["sync", "--exclude-newer", "2024-12-31"]).run().code(1);
    let seen = seen.stderr_has("a 1.0 and 2.0 are left out: its files were uploaded at 2025-01-01T00:00:00Z or later");
    seen.stderr_has("a 2.0 was uploaded at 2025-03-10T08:00:00Z: '--exclude-newer-package a=2025-03-10' lets it in");
    world.write("requirements.txt", "undated\n");
    let seen = world.noglue(["sync", "--exclude-newer", "2024-12-31"]).run().code(1);
    seen.stderr_has("the index does not say when its files were uploaded");
    let seen = world.noglue(["sync", "--exclude-newer", "last month"]).run().code(2);
    seen.stderr_has("\"last month\" is neither a time nor an age").stderr_has("hint: a date (2026-01-31)");
    assert!(!world.venv().exists());
}

#[test]
fn overrides_and_exclusions_replace_what_packages_say() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a==2.0\n");
    world.write("overrides.txt", "b==1.0\n");
    assert_eq!(compiled(&world, &["--override", "overrides.txt"]), "a==2.0 b==1.0");
    assert_eq!(compiled(&world, &["--exclude-package", "B"]), "a==2.0");
    world.noglue(["sync", "--override", "overrides.txt"]).run().ok();
    assert_eq!(world.installed(), ["a==2.0", "b==1.0"]);
    let seen = world.noglue(["sync", "--override", "nowhere.txt"]).run().code(1);
    seen.stderr_has("nowhere.txt");
    assert_eq!(world.installed(), ["a==2.0", "b==1.0"]);
}

#[test]
fn pre_releases_as_chosen() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "b\n");
    let check = |mode: &str, expected: &str| assert_eq!(compiled(&world, &["--prerelease", mode]), expected, "{mode}");
    check("allow", "b==3.0rc1");
    check("disallow", "b==2.0");
    check("explicit", "b==2.0");
    check("if-necessary", "b==2.0");
    world.noglue(["pip", "compile", "requirements.txt", "--pre", "--prerelease", "allow"]).run().code(2);
}

#[test]
fn a_default_cooldown_may_be_configured_and_a_project_cannot_make_it_shorter() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\n");
    world.write("../../config/config.toml", "exclude-newer = \"2025-03-09\"\n");
    assert_eq!(compiled(&world, &[]), "a==1.0 b==2.0");
    // The command line and the variable stand alone.
    assert_eq!(compiled(&world, &["--exclude-newer", "2025-03-10"]), "a==2.0 b==2.0");
    let run = world.noglue(["pip", "compile", "--no-header", "--no-annotate", "requirements.txt"]);
    assert_eq!(run.env("NOGLUE_EXCLUDE_NEWER", "1 day").run().ok().stdout(), "a==2.0\nb==2.0\n");
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0", "b==2.0"]);
    let check = |exclude_newer: &str, expected: &[&str]| {
        world.write("noglue.toml", &format!("exclude-newer = \"{exclude_newer}\"\n"));
        world.noglue(["sync", "--upgrade"]).run().ok();
        assert_eq!(world.installed(), expected, "{exclude_newer}");
    };
    check("2025-02-01", &["a==1.0", "b==1.0"]);
    check("1 day", &["a==1.0", "b==2.0"]);
    // One package may be newer all the same.
    assert_eq!(compiled(&world, &["--exclude-newer-package", "a=2025-03-10"]), "a==2.0 b==2.0");
    world.noglue(["pip", "compile", "requirements.txt", "--exclude-newer-package", "a"]).run().code(2);
    for (text, words) in
        [("\"soon\"", "\"soon\" is neither a time nor an age"), ("7", "exclude-newer must be a string")]
    {
        world.write("../../config/config.toml", &format!("# mine\nexclude-newer = {text}\n"));
        let seen = world.noglue(["sync", "--upgrade"]).run().code(1).clear_error();
        seen.stderr_has(words).stderr_has("config.toml:2");
    }
}

#[test]
fn what_a_project_and_a_configuration_say_of_versions_and_links_counts_in_that_order() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "b\n");
    let config = |text: &str| world.write("../../config/config.toml", text);
    let check = |project: &str, options: &[&str], expected: &str| {
        world.write("noglue.toml", project);
        world.noglue(["sync", "--upgrade"].iter().chain(options)).run().ok();
        assert_eq!(world.installed(), [expected], "{project} {options:?}");
    };
    config("prerelease = \"allow\"\n");
    check("", &[], "b==3.0rc1");
    check("prerelease = \"disallow\"\n", &[], "b==2.0");
    check("prerelease = \"disallow\"\n", &["--prerelease", "allow"], "b==3.0rc1");
    config("resolution = \"lowest\"\n");
    check("", &[], "b==1.0");
    check("resolution = \"highest\"\n", &[], "b==2.0");
    check("resolution = \"highest\"\n", &["--resolution", "lowest"], "b==1.0");
    world.write("noglue.toml", "resolution = \"middle\"\n");
    let seen = world.noglue(["sync"]).run().code(1).clear_error();
    seen.stderr_has("noglue.toml:1: \"middle\" cannot be chosen")
        .stderr_has("hint: there are highest, lowest, lowest-direct");
    world.write("noglue.toml", "");
    config("link-mode = \"glue\"\n");
    world.noglue(["sync"]).run().code(1).clear_error().stderr_has("config.toml:1: \"glue\" is no link mode");
    world.noglue(["sync"]).env("NOGLUE_LINK_MODE", "copy").run().ok();
}

#[test]
fn a_configuration_that_others_may_change_is_not_followed() {
    let index = index();
    let world = World::new().index(&index);
    world.write("requirements.txt", "b\n");
    let file = world.write("../../config/config.toml", "exclude-newer = \"1 day\"\n");
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o666)).unwrap();
    let seen = world.noglue(["sync"]).run().any().clear_error();
    seen.stderr_has("config.toml can be changed by other users").stderr_has("hint: chmod go-w");
    assert!(!world.venv().exists());
}

#[test]
fn pre_releases_of_single_packages_as_in_pip() {
    let index = index();
    index.publish(wheel("c", "1.0"));
    index.publish(wheel("c", "2.0b1"));
    let world = World::new().index(&index);
    let check = |text: &str, options: &[&str], expected: &str| {
        world.write("requirements.txt", text);
        assert_eq!(compiled(&world, options), expected, "{text} {options:?}");
    };
    check("b\nc\n", &["--all-releases", "c"], "b==2.0 c==2.0b1");
    check("b\nc\n", &["--all-releases", ":all:", "--only-final", "b"], "b==2.0 c==2.0b1");
    check("b\nc\n", &["--pre", "--only-final", "b"], "b==2.0 c==2.0b1");
    check("--all-releases b,c\nb\nc\n", &[], "b==3.0rc1 c==2.0b1");
    check("--all-releases b,c\nb\nc\n", &["--only-final", "c"], "b==3.0rc1 c==1.0");
    check("--only-final :all:\n--all-releases b\nb\nc\n", &[], "b==3.0rc1 c==1.0");
    check("b\nc>=2.0b1\n", &[], "b==2.0 c==2.0b1");
    world.write("requirements.txt", "c>=2.0b1\n");
    world.noglue(["pip", "compile", "requirements.txt", "--only-final", "c"]).run().code(1).clear_error();
    let seen = world.noglue(["pip", "compile", "requirements.txt", "--all-releases", "a b"]).run().code(2);
    seen.stderr_has("--all-releases: ");
}
