//! Generations: what was, how to go back, and what is kept.

use crate::support::{FakeIndex, World, wheel};

fn upgraded() -> (World, FakeIndex) {
    let index = FakeIndex::start();
    for version in ["1.0", "2.0", "3.0"] {
        index.publish(wheel("a", version));
    }
    let world = World::new().index(&index);
    for version in ["1.0", "2.0"] {
        world.write("requirements.txt", &format!("a=={version}\n"));
        world.noglue(["sync"]).run().ok();
    }
    (world, index)
}

#[test]
fn rollback_goes_back_and_needs_no_network() {
    let (world, index) = upgraded();
    index.stop();
    world.noglue(["rollback"]).run().ok();
    assert_eq!(world.installed(), ["a==1.0"]);
    assert_eq!(world.inside("import a; print(a.__version__)"), "1.0");
    // What was rolled back is not what the requirements ask for: sync makes it so again.
    world.noglue(["sync"]).run().ok();
    assert_eq!(world.installed(), ["a==2.0"]);
}

#[test]
fn history_lists_what_was_and_marks_what_is() {
    let (world, _index) = upgraded();
    let history = world.noglue(["history", "--json"]).run().ok().json().to_string();
    assert!(history.contains("true") && history.matches("\"current\"").count() >= 2, "{history}");
    world.noglue(["history"]).run().ok().stdout_has("2");
    world.noglue(["rollback", "999"]).run().code(1).clear_error().stderr_has("999");
    assert_eq!(world.installed(), ["a==2.0"]);
}

#[test]
fn only_so_many_generations_are_kept() {
    let (world, _index) = upgraded();
    for n in 0..6 {
        world.write("requirements.txt", &format!("a=={}.0\n", n % 3 + 1));
        world.noglue(["sync"]).run().ok();
    }
    let generations = std::fs::read_dir(world.venv().join("gen")).unwrap().count();
    assert!((2..=5).contains(&generations), "{generations} generations are kept");
}

#[test]
fn a_generation_whose_packages_were_changed_by_hand_is_refused_each_time() {
    let index = FakeIndex::start();
    for name in ["a", "b", "c", "d", "e", "f"] {
        index.publish(wheel(name, "1.0"));
    }
    let world = World::new().index(&index);
    world.write("requirements.txt", "a\nb\nc\nd\ne\n");
    world.noglue(["sync"]).run().ok();
    world.write("requirements.txt", "a\nb\nc\nd\ne\nf\n");
    world.noglue(["sync"]).run().ok();
    // The first generation leads here for what it shares with the second.
    assert!(world.venv().join("gen/1/.noglue-moved").exists());
    std::fs::remove_dir_all(world.site_packages().join("a-1.0.dist-info")).unwrap();
    for _ in 0..2 {
        let refused = world.noglue(["rollback"]).run().any();
        assert_ne!(refused.exit_code(), Some(0));
        refused.clear_error().stderr_has("a is gone from it");
        let current = std::fs::read_link(world.venv().join("current")).unwrap();
        assert_eq!(current, std::path::Path::new("gen/2"));
    }
}
