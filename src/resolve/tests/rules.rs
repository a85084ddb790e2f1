//! Which version is taken, rule by rule.

use super::super::*;
use super::world::*;

#[test]
fn the_newest_version_that_satisfies_everyone_is_taken() {
    let world = "
        a 1.0 needs c<3
        a 2.0 needs c<2.5
        b 1.0 needs c>=2
        c 1.0
        c 2.0
        c 2.4
        c 2.5
        c 3.0";
    check(world, &["a", "b"], "a 2.0, b 1.0, c 2.4");
    check(world, &["a==1.0", "b"], "a 1.0, b 1.0, c 2.5");
    check(world, &["c!=2.4", "a"], "a 1.0, c 2.5");
    check(world, &[], "");
}

#[test]
fn older_versions_are_tried_when_newer_ones_conflict() {
    let world = "
        boto 1.0 needs core==1.0
        boto 1.1 needs core==1.1
        boto 1.2 needs core==1.2
        core 1.0 needs url<1.27
        core 1.1 needs url<1.27
        core 1.2 needs url>=2,<2.1
        url 1.26
        url 2.0
        old 1.0 needs url<2";
    check(world, &["boto", "old"], "boto 1.1, core 1.1, old 1.0, url 1.26");
    check(world, &["boto"], "boto 1.2, core 1.2, url 2.0");
}

#[test]
fn markers_decide_for_the_target() {
    let world = "
        a 1.0 needs tomli; python_version < \"3.11\" & win; sys_platform == \"win32\" & z; extra == \"x\"
        tomli 2.0
        win 1.0
        z 1.0";
    check(world, &["a"], "a 1.0, tomli 2.0");
    check(world, &["a; python_version < '3'", "z"], "z 1.0");
}

#[test]
fn extras_bring_what_they_add_and_follow_their_package() {
    let world = "
        a 1.0 needs b; extra == \"x\"
        a 2.0 needs b; extra == \"x\" & c; extra == \"y\" & d
        a 3.0 needs b<0; extra == \"x\"
        b 1.0
        c 1.0
        d 1.0
        e 1.0 needs a[y]<3
        f 1.0 needs a[x]";
    check(world, &["a[x]"], "a[x] 2.0, b 1.0, d 1.0");
    check(world, &["a[X,y]<3"], "a[x,y] 2.0, b 1.0, c 1.0, d 1.0");
    check(world, &["f", "e"], "a[x,y] 2.0, b 1.0, c 1.0, d 1.0, e 1.0, f 1.0");
    check(world, &["a[x]", "a==1"], "a[x] 1.0, b 1.0");
    check(world, &["a"], "a 3.0");
}

#[test]
fn extras_may_ask_for_extras_of_the_same_package() {
    let world = "
        a 1.0 needs a[x,y]; extra == \"all\" & b; extra == \"x\" & c; extra == \"y\" & a; extra == \"self\"
        b 1.0 needs a[y]
        c 1.0";
    check(world, &["a[all]"], "a[all,x,y] 1.0, b 1.0, c 1.0");
    check(world, &["a[self]"], "a[self] 1.0");
    let world = "
        a 1.0 needs a>=2
        a 0.9 needs a<2";
    check(world, &["a"], "a 0.9");
}

#[test]
fn an_extra_that_does_not_exist_is_a_warning() {
    let resolution = solve(&problem(&["a[nope]"]), &World::new("a 1.0")).unwrap();
    let pinned = &resolution.packages[&name("a")];
    assert_eq!(
        pinned.warnings.iter().map(|w| w.sentence(&name("a"), &pinned.version)).collect::<Vec<_>>(),
        ["a 1.0 has no extra \"nope\""]
    );
}

#[test]
fn circles_are_no_trouble() {
    check("a 1.0 needs b\nb 1.0 needs c>=1\nc 1.0 needs a<2", &["c"], "a 1.0, b 1.0, c 1.0");
}

#[test]
fn pre_releases_are_taken_when_named_or_when_nothing_else_is_there() {
    let world = "
        a 1.0
        a 2.0rc1
        b 1.0b1
        c 1.0 needs a>=2.0a1
        d 1.0 needs a>=2
        e 1.0 needs a>=1.5";
    check(world, &["a"], "a 1.0");
    check(world, &["a>=1.0.dev1"], "a 2.0rc1");
    check(world, &["b"], "b 1.0b1");
    check(world, &["c", "a"], "a 2.0rc1, c 1.0");
    check(world, &["e"], "a 2.0rc1, e 1.0");
    let mut pre = problem(&["a"]);
    pre.pre_releases = PreReleases::Allow;
    assert_eq!(answer(&World::new(world), &pre), "a 2.0rc1");
    let mut installed = problem(&["a"]);
    installed.preferences.insert(name("a"), version("2.0rc1"));
    assert_eq!(answer(&World::new(world), &installed), "a 2.0rc1");
}

#[test]
fn when_pre_releases_are_taken_can_be_chosen() {
    let world = World::new(
        "
        a 1.0
        a 2.0rc1
        only 1.0b1
        names 1.0 needs a>=2.0rc1",
    );
    let check = |mode: PreReleases, roots: &[&str], expected: &str| {
        let problem = Problem { pre_releases: mode, ..problem(roots) };
        let text = answer(&world, &problem);
        let answered = if text.contains("pre-release") { "refused" } else { &text };
        assert_eq!(answered, expected, "{mode:?} {roots:?}\n{text}");
    };
    use PreReleases::*;
    check(Disallow, &["a"], "a 1.0");
    check(Disallow, &["a>=2.0rc1"], "refused");
    check(Disallow, &["only"], "refused");
    check(Disallow, &["names"], "refused");
    check(IfNecessary, &["a>=1.0.dev1"], "a 1.0");
    check(IfNecessary, &["only"], "only 1.0b1");
    check(IfNecessary, &["names"], "a 2.0rc1, names 1.0");
    check(Named, &["a>=1.0.dev1"], "a 2.0rc1");
    check(Named, &["only"], "refused");
    check(Named, &["names"], "refused");
    check(Named, &["names", "a>=0.dev1"], "a 2.0rc1, names 1.0");
    check(Allow, &["a"], "a 2.0rc1");
    let mut installed = problem(&["a"]);
    installed.preferences.insert(name("a"), version("2.0rc1"));
    installed.pre_releases = Disallow;
    assert_eq!(answer(&world, &installed), "a 1.0");
}

#[test]
fn what_is_excluded_is_asked_for_by_nobody() {
    let world = World::new("a 1.0 needs b & c\nc 1.0 needs b");
    let mut problem = problem(&["a", "b>=7"]);
    problem.excludes.insert(name("b"));
    assert_eq!(answer(&world, &problem), "a 1.0, c 1.0");
}

#[test]
fn pre_releases_are_not_taken_because_final_releases_conflict() {
    let world = "
        a 1.0 needs b<1
        a 2.0rc1
        b 1.0";
    let text = answer(&World::new(world), &problem(&["a", "b==1.0"]));
    assert!(text.contains("a 2.0rc1 is a pre-release"), "{text}");
    assert!(text.contains("--pre"), "{text}");
}

#[test]
fn a_pre_release_first_refused_is_found_when_another_names_it() {
    // x 2 lets a final release of a be looked for in vain before x 1 names the pre-release.
    let world = "
        a 1.0 needs y<1
        a 2.0rc1
        q 1.0 needs y<1
        x 2.0 needs a & q
        x 1.0 needs a>=1.0rc1 & y
        y 1.0";
    check(world, &["x"], "a 2.0rc1, x 1.0, y 1.0");
}

#[test]
fn yanked_versions_are_taken_only_when_pinned() {
    let world = "
        a 1.0
        a 2.0 | yanked: broken
        b 1.0 needs a==2.0
        c 1.0 needs a>=2
        d 1.0 | yanked";
    check(world, &["a"], "a 1.0");
    check(world, &["a==2.0"], "a 2.0");
    check(world, &["a===2.0"], "a 2.0");
    check(world, &["b"], "a 2.0, b 1.0");
    for wish in ["a>=2", "a==2.*", "c", "d", "d<=1.0"] {
        let text = answer(&World::new(world), &problem(&[wish]));
        assert!(text.contains("withdrawn"), "{text}");
    }
    let resolution = solve(&problem(&["a==2"]), &World::new(world)).unwrap();
    assert_eq!(resolution.packages[&name("a")].warnings, [Warning::Yanked(Some("broken".into()))]);
    let mut locked = problem(&["a"]);
    locked.preferences.insert(name("a"), version("2.0"));
    assert_eq!(answer(&World::new(world), &locked), "a 2.0");
}

#[test]
fn versions_without_a_fitting_file_are_passed_over() {
    let world = "
        a 1.0
        a 2.0 | sdist
        a 3.0 | wheel win_amd64
        a 4.0 | python >=3.10
        a 5.0 | excluded: no hash
        a 6.0 | broken: its metadata is no text
        a 7.0 needs b; moon_phase == \"full\"
        a 8.0 needs b @ https://example.org/b-1.0-py3-none-any.whl";
    check(world, &["a"], "a 1.0");
}

#[test]
fn requires_python_in_the_metadata_counts_too() {
    let mut world = World::new("a 1.0");
    let text = "Metadata-Version: 2.1\nName: a\nVersion: 2.0\nRequires-Python: >=3.10\n";
    let metadata = std::sync::Arc::new(crate::pep::metadata::Metadata::parse(text.as_bytes()).unwrap());
    world.add("a", "2.0", metadata);
    assert_eq!(answer(&world, &problem(&["a"])), "a 1.0");
    assert!(answer(&world, &problem(&["a>1"])).contains("it needs Python >=3.10"));
}

#[test]
fn installed_versions_stay_unless_upgraded() {
    let world = World::new("a 1.0\na 2.0\nb 1.0\nb 2.0\nc 1.0 needs a>1");
    let mut installed = problem(&["a", "b"]);
    installed.preferences.insert(name("a"), version("1.0"));
    installed.preferences.insert(name("b"), version("1.0"));
    assert_eq!(answer(&world, &installed), "a 1.0, b 1.0");
    installed.upgrade = Upgrade::Only([name("b")].into());
    assert_eq!(answer(&world, &installed), "a 1.0, b 2.0");
    installed.upgrade = Upgrade::Everything;
    assert_eq!(answer(&world, &installed), "a 2.0, b 2.0");
    installed.upgrade = Upgrade::Nothing;
    installed.roots.extend(roots("other.txt", &["c"]));
    assert_eq!(answer(&world, &installed), "a 2.0, b 1.0, c 1.0");
    installed.preferences.insert(name("b"), version("1.5"));
    assert_eq!(answer(&world, &installed), "a 2.0, b 2.0, c 1.0");
}

#[test]
fn an_installed_version_that_does_not_fit_the_target_is_no_preference() {
    let world = World::new("a 1.0 | wheel win_amd64\na 2.0 | sdist\na 3.0 | python >=3.10\na 0.9");
    for installed in ["1.0", "2.0", "3.0"] {
        let mut problem = problem(&["a"]);
        problem.preferences.insert(name("a"), version(installed));
        assert_eq!(answer(&world, &problem), "a 0.9");
    }
}

#[test]
fn what_a_version_given_up_pinned_is_not_pinned() {
    // b 2 pins the yanked version and is given up for its other wish.
    let world = "
        a 1.0
        a 2.0 | yanked
        b 1.0 needs a
        b 2.0 needs a==2.0 & c<1
        c 1.0";
    check(world, &["b", "c"], "a 1.0, b 1.0, c 1.0");
}

#[test]
fn a_package_hard_to_place_is_placed_before_those_it_quarrels_with() {
    // Left to the order of meeting, lite would go back to 1.0 for the newest ai.
    let mut world = String::from("top 1.0 needs ai & lite\nai 1.0\nai 2.0\nlite 1.0\n");
    for n in 1..20 {
        world.push_str(&format!("lite 1.{n} needs ai<2\n"));
    }
    check(&world, &["top"], "ai 1.0, lite 1.19, top 1.0");
}

#[test]
fn constraints_bind_only_what_is_asked_for() {
    let world = World::new("a 1.0\na 2.0 needs b\nb 1.0\nc 1.0");
    let mut bound = problem(&["a"]);
    bound.constraints = roots("constraints.txt", &["a<2", "c>5", "a>0; python_version < '3'", "b[x]==1"]);
    assert_eq!(answer(&world, &bound), "a 1.0");
    bound.constraints = roots("constraints.txt", &["a @ https://example.org/a-1.0-py3-none-any.whl"]);
    assert!(answer(&world, &bound).contains("a constraint cannot be a URL"));
}

#[test]
fn overrides_replace_what_others_say() {
    let world = World::new("a 1.0 needs b<2\nb 1.0\nb 2.0");
    let mut forced = problem(&["a"]);
    forced.overrides = roots("overrides.txt", &["b>=2"]);
    assert_eq!(answer(&world, &forced), "a 1.0, b 2.0");
}

#[test]
fn the_oldest_can_be_wanted() {
    let world = World::new("a 1.0 needs b\na 2.0 needs b>1\na 0.9a1\nb 1.0\nb 2.0\nb 3.0");
    let mut lowest = problem(&["a"]);
    lowest.strategy = Strategy::Lowest;
    assert_eq!(answer(&world, &lowest), "a 1.0, b 1.0");
    lowest.strategy = Strategy::LowestDirect;
    assert_eq!(answer(&world, &lowest), "a 1.0, b 3.0");
    lowest.roots = roots("requirements.txt", &["a>1"]);
    lowest.strategy = Strategy::Lowest;
    assert_eq!(answer(&world, &lowest), "a 2.0, b 2.0");
}

#[test]
fn a_url_fixes_its_package() {
    let url = "a @ https://example.org/a-1.0a1-py3-none-any.whl";
    let world = World::new(&format!("a 1.0a1\nb 1.0 needs a>=1.0a1\nc 1.0 needs a>=2\nd 1.0 needs {url}"));
    assert_eq!(answer(&world, &problem(&[url, "b", "d"])), "a 1.0a1, b 1.0, d 1.0");
    assert!(answer(&world, &problem(&[url, "c"])).contains("needs a>=2"), "{}", answer(&world, &problem(&[url, "c"])));
    assert!(answer(&world, &problem(&["d"])).contains("from a URL, which only your own requirements may do"));
    let other = "a @ https://example.org/other/a-1.0a1-py3-none-any.whl";
    assert!(answer(&world, &problem(&[url, other])).contains("already asked for from another URL"));
}

#[test]
fn a_root_with_an_unknown_marker_field_is_refused_by_name() {
    let text = answer(&World::new("a 1.0"), &problem(&["a", "a; moon == 'full'"]));
    assert_eq!(text, "requirements.txt line 2 asks for a; moon == \"full\", but marker field \"moon\" is not known");
}

#[test]
fn local_versions_satisfy_the_public_one() {
    check("a 1.0+cpu\na 1.0+cu118", &["a==1.0"], "a 1.0+cu118");
    check("a 1.0+cpu\na 1.0+cu118\na 1.0", &["a==1.0+cpu"], "a 1.0+cpu");
}

#[test]
fn who_needs_whom_is_told() {
    let world =
        World::new("a 1.0 needs b; os_name == \"posix\" & c; extra == \"x\"\nb 1.0 needs d\nc 1.0\nd 1.0 needs a");
    let resolution = solve(&problem(&["a[x]", "d", "a"]), &world).unwrap();
    let a = &resolution.packages[&name("a")];
    assert_eq!(a.asked_by, ["requirements.txt line 1", "requirements.txt line 3"]);
    let needs: Vec<String> = a.dependencies.iter().map(|need| format!("{} {:?}", need.name, need.because_of)).collect();
    assert_eq!(needs, ["b None", "c Some(\"x\")"]);
    let order: Vec<String> = resolution.needs_first().iter().map(ToString::to_string).collect();
    assert_eq!(order, ["d", "b", "c", "a"]);
    let way = |to: &str| -> Option<Vec<String>> {
        resolution.way_to(&name(to)).map(|way| way.iter().map(ToString::to_string).collect())
    };
    assert_eq!(way("c"), Some(vec!["a".into(), "c".into()]));
    assert_eq!(way("d"), Some(vec!["d".into()]));
    assert_eq!(way("zzz"), None);
    let needed_by = resolution.needed_by();
    assert_eq!(needed_by[&name("a")].iter().map(ToString::to_string).collect::<Vec<_>>(), ["d"]);
}
