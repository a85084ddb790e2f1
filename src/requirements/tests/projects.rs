use super::*;

fn project(text: &str) -> Dir {
    here().with("pyproject.toml", text)
}

/// What is needed with `wanted` of `text`.
#[track_caller]
fn check(text: &str, wanted: &Wanted, expected: &[&str]) {
    let found = project(text).project(wanted).unwrap_or_else(|e| panic!("{}", words(&e)));
    assert_eq!(shown(&found.requirements.roots), expected, "{text}");
}

#[track_caller]
fn refused(text: &str, wanted: &Wanted, expected: &str) {
    let error = match project(text).project(wanted) {
        Ok(found) => panic!("{text:?} was read as {:?}", shown(&found.requirements.roots)),
        Err(error) => error,
    };
    let seen = words(&error);
    assert!(seen.starts_with(expected), "{text:?}\n  said  {seen}\n  wants {expected}");
    assert_eq!(error.exit(), crate::error::Exit::Refused);
}

fn plain() -> Wanted {
    Wanted { default_groups: true, ..Wanted::default() }
}

fn group(name: &str) -> Wanted {
    Wanted { groups: vec![name.parse().unwrap()], ..Wanted::default() }
}

fn extra(name: &str) -> Wanted {
    Wanted { extras: vec![name.parse().unwrap()], ..Wanted::default() }
}

const HEAD: &str = "[project]\nname = \"App.x\"\n";

#[test]
fn dependencies_extras_and_groups_are_read() {
    let text = format!(
        "{HEAD}requires-python = \">=3.9\"\ndependencies = [\n  'a>1',\n  \"b[x]; os_name == 'nt'\",\n]\n\
         [project.optional-dependencies]\nMore_Things = ['c']\nall = ['app-x[more.things]', 'd']\n\
         [dependency-groups]\ndev = ['e', {{include-group = 'Doc_s'}}]\ndoc-s = ['f']\n"
    );
    let base = ["a>1", "b[x]; os_name == \"nt\""];
    let with = |more: &[&'static str]| [&base[..], more].concat();
    check(&text, &Wanted::default(), &base);
    check(&text, &extra("more-things"), &with(&["c"]));
    check(&text, &extra("ALL"), &with(&["a>1", "b[x]; os_name == \"nt\"", "c", "d"]));
    check(&text, &group("docs".replace("docs", "doc.s").as_str()), &with(&["f"]));
    check(&text, &plain(), &with(&["e", "f"]));
    check(&text, &Wanted { without: vec!["dev".parse().unwrap()], ..plain() }, &base);
    check(&text, &Wanted { all_groups: true, ..Wanted::default() }, &with(&["e", "f", "f"]));
    check(&text, &Wanted { groups_only: true, ..group("doc-s") }, &["f"]);
    check(&text, &Wanted { all_extras: true, ..Wanted::default() }.clone(), &with(&[base[0], base[1], "c", "d", "c"]));

    let found = project(&text).project(&plain()).unwrap();
    let requires = found.requirements.requires_python.unwrap();
    assert_eq!(
        (requires.value.to_string().as_str(), requires.from.to_string().as_str()),
        (">=3.9", "pyproject.toml:3")
    );
    assert_eq!(found.requirements.roots[1].from.to_string(), "pyproject.toml:6");
    assert_eq!(found.groups, ["dev"]);
    assert_eq!(found.requirements.inputs.len(), 1);
}

#[test]
fn the_own_name_stands_for_its_extras_under_the_marker_given_with_it() {
    let text = format!(
        "{HEAD}dependencies = []\n[project.optional-dependencies]\nx = ['a; os_name == \"1\"', 'app_x[x]']\n\
         [dependency-groups]\ndev = ['APP-X[x]; os_name == \"2\"', 'app.x']\n"
    );
    check(&text, &plain(), &["a; os_name == \"2\" and os_name == \"1\""]);
    check(&text, &extra("x"), &["a; os_name == \"1\""]);
}

#[test]
fn only_what_is_used_is_validated() {
    let text = format!(
        "{HEAD}dependencies = ['a']\n[project.optional-dependencies]\nbad = ['b b']\n\
         [dependency-groups]\nbad = [{{wrong = 1}}]\ncircle = [{{include-group = 'circle'}}]\n"
    );
    check(&text, &plain(), &["a"]);
    refused(&text, &extra("bad"), "pyproject.toml:5:11: \"b b\" is not a valid requirement: ");
    refused(&text, &group("bad"), "pyproject.toml:7:8: a table in a dependency group has one key");
}

#[test]
fn what_is_no_toml_is_shown_with_line_and_column() {
    refused(
        "[project]\nname = \"app\"\ndependencies = [\"a\" \"b\"]\n",
        &plain(),
        "pyproject.toml is no valid TOML: line 3, column 21: ",
    );
    refused("[project\n", &plain(), "pyproject.toml is no valid TOML: line 1, column ");
    refused("a = 1\na = 2\n", &plain(), "pyproject.toml is no valid TOML: line 2, column 1: ");
    let error = here().with("pyproject.toml", b"[project]\nname = \"\xff\"\n").project(&plain()).unwrap_err();
    assert_eq!(error.to_string(), "pyproject.toml is no valid TOML: line 2, column 9: it is not UTF-8");
}

#[test]
fn wrong_values_are_shown_where_they_stand() {
    refused("project = 1\n", &plain(), "pyproject.toml:1:11: project must be a table, not an integer");
    refused("[project]\nversion = '1'\n", &plain(), "pyproject.toml:1:1: [project] has no name");
    refused("[project]\nname = 'a b'\n", &plain(), "pyproject.toml:2:8: \"a b\" is not a valid package name");
    refused("[project]\nname = []\n", &plain(), "pyproject.toml:2:8: name must be a string, not an array");
    refused(
        &format!("{HEAD}dependencies = 'a'\n"),
        &plain(),
        "pyproject.toml:3:16: dependencies must be a list, not a string",
    );
    refused(
        &format!("{HEAD}dependencies = ['a', 1]\n"),
        &plain(),
        "pyproject.toml:3:22: dependencies must hold strings, not an integer",
    );
    refused(
        &format!("{HEAD}dependencies = ['a', 'bé =>1']\n"),
        &plain(),
        "pyproject.toml:3:24: \"bé =>1\" is not a valid requirement",
    );
    refused(
        &format!("{HEAD}dependencies = ['./x']\n"),
        &plain(),
        "pyproject.toml:3:18: \"./x\" is not a valid requirement",
    );
    refused(
        &format!("{HEAD}dependencies = ['x @ hg+https://h/x']\n"),
        &plain(),
        "pyproject.toml:3:22: hg+https://h/x cannot be installed",
    );
    refused(
        &format!("{HEAD}requires-python = '3'\ndependencies = []\n"),
        &plain(),
        "pyproject.toml:3:19: requires-python: ",
    );
    refused(
        &format!("{HEAD}[project.optional-dependencies]\nx = []\nX = []\n"),
        &extra("x"),
        "pyproject.toml:5:5: \"x\" and \"X\" are one extra",
    );
}

#[test]
fn what_is_asked_for_and_not_there_is_named_with_what_is() {
    let text = format!("{HEAD}dependencies = []\n[project.optional-dependencies]\ntests = []\n[dependency-groups]\n");
    refused(&text, &extra("test"), "pyproject.toml: no extra \"test\"; there are tests [did you mean tests?]");
    refused(&text, &group("docs"), "pyproject.toml: no dependency group \"docs\"; there are none");
    let error = here().with("requirements.txt", "a\n").project(&extra("x")).unwrap_err();
    assert!(error.to_string().contains("no extra \"x\"; there are none"), "{error}");
}

#[test]
fn extras_of_poetry_do_not_count_beside_lists_of_the_standard() {
    let text = format!(
        "{HEAD}dependencies = ['a']\n[tool.poetry.dependencies]\nb = {{ version = '*', optional = true }}\n\
         [tool.poetry.extras]\nmore = ['b']\n"
    );
    let all = Wanted { all_extras: true, ..plain() };
    assert_eq!(here().with("pyproject.toml", &text).project(&all).unwrap().extras, Vec::<ExtraName>::new());
    refused(&text, &extra("more"), "pyproject.toml: no extra \"more\"; there are none");
}

#[test]
fn groups_that_are_wrong_are_refused() {
    let groups = |text: &str| format!("[dependency-groups]\n{text}\n");
    let circle = groups("a = [{include-group = 'b'}]\nb = ['x', {include-group = 'A'}]");
    refused(&circle, &group("a"), "pyproject.toml:3:11: dependency groups include each other: a -> b -> a");
    refused(
        &groups("a = [{include-group = 'a'}]"),
        &group("a"),
        "pyproject.toml:2:6: dependency groups include each other: a -> a",
    );
    refused(
        &groups("a = [{include-group = 'b'}]"),
        &group("a"),
        "pyproject.toml:2:6: no dependency group \"b\" to include",
    );
    refused(&groups("a = [{include-group = 1}]"), &group("a"), "pyproject.toml:2:6: include-group must be a string");
    refused(
        &groups("a = [{include-group = 'b', x = 1}]"),
        &group("a"),
        "pyproject.toml:2:6: a table in a dependency group",
    );
    refused(&groups("a = [[]]"), &group("a"), "pyproject.toml:2:6: a must hold strings, not an array");
    refused(&groups("a = 'x'"), &group("a"), "pyproject.toml:2:5: a must be a list, not a string");
    refused(
        &groups("a-b = []\nA_b = []\nc = []"),
        &group("c"),
        "pyproject.toml:3:7: \"a-b\" and \"A_b\" are one dependency group",
    );
    refused(&groups("-a = []\nc = []"), &group("c"), "pyproject.toml:2:6: \"-a\" is not a valid dependency group name");
}

#[test]
fn dynamic_dependencies_are_refused_by_name() {
    let text = format!(
        "{HEAD}dynamic = ['version', 'dependencies']\n[build-system]\nbuild-backend = 'setuptools.build_meta'\n"
    );
    let said = "pyproject.toml:3:11: dependencies are dynamic: only setuptools.build_meta knows them, and the project is not installed [";
    refused(&text, &Wanted { without_project: true, ..plain() }, said);
    let found = project(&text).project(&plain()).unwrap().requirements;
    assert!(shown(&found.roots)[0].starts_with("app-x @ file:///"), "{found:?}");
    let text = format!("{HEAD}dependencies = ['a']\ndynamic = ['optional-dependencies']\n");
    check(&text, &plain(), &["a"]);
    refused(&text, &extra("x"), "pyproject.toml:4:11: optional-dependencies are dynamic: only the build backend knows");
}

#[test]
fn settings_are_read_and_indexes_are_not_used() {
    let text = format!(
        "{HEAD}dependencies = []\n[dependency-groups]\nx = ['a']\ndev = ['b']\n[tool.noglue]\npython = '3.12'\nlink-mode = 'copy'\n\
         default-groups = ['X']\nsystem-site-packages = true\nindex-url = 'https://evil/'\nlinkmode = 1\n"
    );
    let found = project(&text).with("noglue.toml", "python = '3.13'\n").project(&plain()).unwrap();
    assert_eq!(shown(&found.requirements.roots), ["a"]);
    assert_eq!(found.requirements.options, Options::default());
    let python = found.settings.python.unwrap();
    assert_eq!((python.value.as_str(), python.from.to_string().as_str()), ("3.13", "noglue.toml:1"));
    assert_eq!(found.settings.link_mode.unwrap().value, "copy");
    assert!(found.settings.system_site_packages.unwrap().value);
    let notes = &found.requirements.notes;
    assert!(
        notes.iter().any(|n| n.contains(":13:12: noglue has no setting \"linkmode\"; did you mean link-mode?")),
        "{notes:?}"
    );
    assert!(notes.iter().any(|n| n.contains("pyproject.toml:12: index-url is not used")), "{notes:?}");
    assert_eq!(found.requirements.inputs.len(), 2);

    refused("[tool.noglue]\npython = 3.12\n", &plain(), "pyproject.toml:2:10: python must be a string, not a float");
    refused(
        "[tool.noglue]\nrequirements = ['../x']\n",
        &plain(),
        "pyproject.toml:2:17: \"../x\" is not the path of a file in the project",
    );
    refused(
        "[tool]\nnoglue = 1\n[project]\nname = 'x'\n",
        &plain(),
        "pyproject.toml:2:10: noglue must be a table, not an integer",
    );
}
