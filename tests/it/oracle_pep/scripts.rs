//! The scripts of entry points against those that pip writes.

use std::collections::BTreeMap;

use noglue::pep::entry_point::{self, EntryPoint};

use super::*;

type Entries = BTreeMap<&'static str, &'static str>;

#[test]
fn scripts_are_those_of_pip() {
    let console: Vec<Entries> = vec![
        [("tool", "pkg.cli:main"), ("Tool.2", "pkg:App.run"), ("with-extra", "pkg:main [x, y]")].into(),
        [("pip", "pip._internal.cli.main:main"), ("pip3", "x:y"), ("pip3.1", "x:y"), ("pipx", "x:y")].into(),
        [("easy_install", "a:b"), ("easy_install-3.2", "a:c"), ("x", "a:b")].into(),
        [("pip3", "a:b"), ("_x", "_a._b:_c")].into(),
    ];
    let gui: Entries = [("window", "pkg.gui:Main")].into();
    let long = format!("/opt/{}/bin/python", "x".repeat(120));
    let executables = ["/srv/app/.venv/bin/python", "/srv/my app/.venv/bin/python", &long, "/srv/\u{fc}/bin/python"];
    let cases: Vec<(&str, &Entries, &Entries)> =
        executables.iter().flat_map(|executable| console.iter().map(|entries| (*executable, entries, &gui))).collect();
    let Some(answer) = ask(&json!({ "do": "scripts", "cases": cases })) else { return };
    let python: (u32, u32) = serde_json::from_value(answer["python"].clone()).unwrap();
    let own = |(executable, console, gui): (&str, &Entries, &Entries)| -> BTreeMap<String, String> {
        let parse = |entries: &Entries, gui| -> Vec<EntryPoint> {
            entries.iter().map(|(name, value)| EntryPoint::new(name, value, gui).unwrap()).collect()
        };
        let entries = [parse(console, false), parse(gui, true)].concat();
        let shebang = entry_point::shebang(executable);
        let scripts = entry_point::expand(entries, python);
        scripts.into_iter().map(|entry| (entry.name.clone(), entry.script(&shebang, python))).collect()
    };
    let theirs = answer["files"].as_array().unwrap().iter().map(|files| serde_json::from_value(files.clone()).unwrap());
    let compared = cases.iter().zip(theirs).map(|(case, theirs)| (format!("{case:?}"), own(*case), theirs));
    assert_eq!(compare("scripts", compared), 16);
}
