use super::*;

type Variables = BTreeMap<Bytes, Bytes>;

/// A shell that does what it is told.
#[derive(Clone, Debug, Default, PartialEq)]
struct Fake(Variables);

impl Fake {
    fn new(variables: &[(&str, &str)]) -> Fake {
        Fake(variables.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect())
    }

    fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.into(), value.into());
    }

    fn get(&self, name: &str) -> Option<String> {
        self.0.get(name.as_bytes()).map(|v| String::from_utf8_lossy(v).into_owned())
    }

    fn go(&mut self, wanted: Option<&Wanted>) -> Event {
        self.ask(wanted, false)
    }

    fn ask(&mut self, wanted: Option<&Wanted>, is_first: bool) -> Event {
        let (change, event) = change(&|name| self.0.get(name).cloned(), wanted, is_first);
        for (name, value) in change {
            match value {
                Some(value) => self.0.insert(name, value),
                None => self.0.remove(&name),
            };
        }
        event
    }
}

fn wanted(env: &str, variables: &[(&str, &str)]) -> Wanted {
    let variables = variables.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect();
    Wanted { env: env.into(), bin: Some(format!("{env}/bin").into()), prompt: "p".into(), variables }
}

#[test]
fn what_was_there_comes_back_exactly() {
    let starts: [&[(&str, &str)]; 6] = [
        &[],
        &[("PATH", "")],
        &[("PATH", ":/bin::")],
        &[("PATH", "/usr/bin:/bin"), ("PYTHONHOME", "/old"), ("FOO", "0")],
        &[("PATH", "/a/.venv/bin:/bin"), ("VIRTUAL_ENV", "")],
        &[("PATH", "/b"), ("VIRTUAL_ENV_PROMPT", "left over"), ("FOO", "")],
    ];
    let (a, b) = (wanted("/a/.venv", &[("FOO", "1"), ("BAR", "x")]), wanted("/b/.venv", &[("BAR", "y")]));
    for start in starts {
        let mut shell = Fake::new(start);
        let before = shell.clone();
        assert_eq!(shell.go(None), Event::Same);
        assert_eq!(shell, before);
        assert_eq!(shell.go(Some(&a)), Event::Entered);
        assert_eq!(shell.get("VIRTUAL_ENV").as_deref(), Some("/a/.venv"));
        assert_eq!(shell.get("FOO").as_deref(), Some("1"));
        assert_eq!(shell.get("PYTHONHOME"), None);
        assert!(shell.get("PATH").unwrap().starts_with("/a/.venv/bin"));
        let inside = shell.clone();
        assert_eq!(shell.go(Some(&a)), Event::Same);
        assert_eq!(shell.ask(Some(&a), true), Event::Same);
        assert_eq!(shell, inside, "{start:?}");
        assert_eq!(shell.go(Some(&b)), Event::Entered);
        assert_eq!(shell.get("FOO"), before.get("FOO"));
        assert_eq!(shell.get("BAR").as_deref(), Some("y"));
        assert_eq!(shell.go(None), Event::Left);
        assert_eq!(shell, before, "{start:?}");
    }
}

#[test]
fn what_the_person_changed_meanwhile_is_theirs() {
    let a = wanted("/a/.venv", &[("FOO", "1")]);
    let mut shell = Fake::new(&[("PATH", "/bin"), ("FOO", "0")]);
    shell.go(Some(&a));
    shell.set("PATH", "/mine:/a/.venv/bin:/bin:/end");
    shell.set("FOO", "2");
    shell.set("OTHER", "x");
    shell.go(Some(&a));
    assert_eq!(shell.get("PATH").as_deref(), Some("/mine:/a/.venv/bin:/bin:/end"));
    assert_eq!(shell.get("FOO").as_deref(), Some("2"), "inside, the person's value stays");
    // What the project changed meanwhile comes.
    shell.go(Some(&wanted("/a/.venv", &[("FOO", "3"), ("NEW", "n")])));
    assert_eq!((shell.get("FOO").as_deref(), shell.get("NEW").as_deref()), (Some("3"), Some("n")));
    shell.go(Some(&wanted("/a/.venv", &[("FOO", "3")])));
    assert_eq!(shell.get("NEW"), None);
    assert_eq!(shell.go(None), Event::Left);
    assert_eq!(shell, Fake::new(&[("PATH", "/mine:/bin:/end"), ("FOO", "0"), ("OTHER", "x")]));
    // Our entry was taken out by hand: nothing else goes.
    shell.go(Some(&a));
    shell.set("PATH", "/only");
    shell.go(Some(&a));
    assert_eq!(shell.get("PATH").as_deref(), Some("/only"));
    shell.go(None);
    assert_eq!(shell.get("PATH").as_deref(), Some("/only"));
}

#[test]
fn a_child_shell_puts_the_environment_first_again_and_leaves_cleanly() {
    let a = wanted("/a/.venv", &[]);
    let mut shell = Fake::new(&[("PATH", "/bin")]);
    shell.go(Some(&a));
    // Its start-up files had their own ideas.
    for path in ["/pyenv/shims:/a/.venv/bin:/bin", "/pyenv/shims:/bin"] {
        let mut child = shell.clone();
        child.set("PATH", path);
        assert_eq!(child.ask(Some(&a), true), Event::Same);
        assert_eq!(child.get("PATH").as_deref(), Some("/a/.venv/bin:/pyenv/shims:/bin"));
        child.go(None);
        assert_eq!(child, Fake::new(&[("PATH", "/pyenv/shims:/bin")]));
    }
    // Started somewhere else: what the parent had goes.
    let mut child = shell.clone();
    assert_eq!(child.ask(None, true), Event::Left);
    assert_eq!(child, Fake::new(&[("PATH", "/bin")]));
}

#[test]
fn an_environment_that_was_activated_by_hand_wins() {
    let (a, b) = (wanted("/a/.venv", &[("FOO", "1")]), wanted("/b/.venv", &[("FOO", "2")]));
    let by_hand = Fake::new(&[("PATH", "/x/bin:/bin"), ("VIRTUAL_ENV", "/x")]);
    let mut shell = by_hand.clone();
    for go in [Some(&a), None, Some(&b)] {
        assert_eq!(shell.go(go), Event::Manual);
        assert_eq!(shell, by_hand);
    }
    // Activated inside a project; each kind of `deactivate` puts back what it found then.
    for forgets in [false, true] {
        let start = Fake::new(&[("PATH", "/bin")]);
        let mut shell = start.clone();
        shell.go(Some(&a));
        let inside = shell.clone();
        let activate = |shell: &mut Fake| {
            shell.set("PATH", &format!("/x/bin:{}", shell.get("PATH").unwrap()));
            shell.set("VIRTUAL_ENV", "/x");
        };
        let deactivate = |shell: &mut Fake, old: &Fake| {
            shell.set("PATH", &old.get("PATH").unwrap());
            shell.set("VIRTUAL_ENV", &old.get("VIRTUAL_ENV").unwrap());
            if forgets {
                shell.0.remove(b"VIRTUAL_ENV".as_slice());
                shell.0.remove(b"VIRTUAL_ENV_PROMPT".as_slice());
            }
        };
        activate(&mut shell);
        let both = shell.clone();
        assert_eq!(shell.go(Some(&a)), Event::Manual);
        assert_eq!(shell, both);
        let mut there = shell.clone();
        deactivate(&mut there, &inside);
        there.go(Some(&a));
        assert_eq!(there, inside, "forgets: {forgets}");
        // Left with the other one active.
        assert_eq!(shell.go(None), Event::Manual);
        assert_eq!(shell.get("PATH").as_deref(), Some("/x/bin:/bin"));
        assert_eq!(shell.get("FOO"), None);
        assert_eq!(shell.go(Some(&b)), Event::Manual);
        let mut back = shell.clone();
        deactivate(&mut back, &inside);
        back.go(Some(&a));
        assert_eq!(back, inside, "forgets: {forgets}");
        deactivate(&mut shell, &inside);
        shell.go(None);
        assert_eq!(shell, start, "forgets: {forgets}");
    }
}

#[test]
fn what_cannot_stand_on_path_does_not() {
    let mut shell = Fake::new(&[("PATH", "/bin")]);
    let before = shell.clone();
    shell.go(Some(&Wanted { bin: None, ..wanted("/a:b/.venv", &[]) }));
    assert_eq!(shell.get("PATH").as_deref(), Some("/bin"));
    assert_eq!(shell.get("VIRTUAL_ENV").as_deref(), Some("/a:b/.venv"));
    shell.go(None);
    assert_eq!(shell, before);
}
