//! `make demo` with the program under test: a Django site from the real index, served by gunicorn.

use std::path::Path;

use crate::support::World;

#[test]
fn the_demo_works() {
    let world = World::new().real_index();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/demo");
    let seen = world.program(&demo).arg(env!("CARGO_BIN_EXE_noglue")).run().ok();
    let seen = seen.stdout_has("It worked").stdout_has("System check identified no issues");
    let prefix = seen.stdout().lines().any(|line| line.starts_with("prefix ") && line.contains("/site/.venv"));
    assert!(prefix, "{}", seen.stdout());
}
