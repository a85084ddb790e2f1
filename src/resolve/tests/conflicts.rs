//! What a person reads when nothing fits, word for word.

use super::world::*;

const SHOP: &str = "
    django 3.2
    django 4.2.16
    django 5.0 | python >=3.10
    django 5.1 | python >=3.10
    django 5.2 | python >=3.10
    django 6.0a1 | python >=3.12
    old 1.0 needs django<4
    old 1.1 needs django<4
    old 1.2 needs django<4.2
    cms 1.0
    cms 2.0 needs menus>=1
    cms 2.1 needs menus>=1
    menus 1.0 needs django<4
    menus 1.1 needs django<4
    celery 5.0 needs kombu; extra == \"redis\" & vine
    kombu 1.0 needs django<4
    vine 1.0";

#[track_caller]
fn snapshot(world: &str, requirements: &[&str], wanted: &str) {
    let lines: Vec<&str> = wanted.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let told = answer(&World::new(world), &problem(requirements));
    let told: Vec<&str> = told.lines().map(str::trim).collect();
    assert_eq!(told, lines, "\n{}", told.join("\n"));
}

#[test]
fn two_roots_exclude_each_other() {
    snapshot(
        SHOP,
        &["celery[redis]", "django>=4", "old", "django<4"],
        "
        no version of django is right for everyone who asks for it
        requirements.txt line 2 asks for django>=4
        requirements.txt line 4 asks for django<4",
    );
}

#[test]
fn a_dependency_excludes_a_root() {
    snapshot(
        SHOP,
        &["django>=4", "old"],
        "
        no version of django is right for everyone who asks for it
        requirements.txt line 1 asks for django>=4
        requirements.txt line 2 asks for old, which in 1.0 and 1.1 needs django<4 and in 1.2 needs django<4.2",
    );
}

#[test]
fn a_pinned_package_excludes_a_root() {
    snapshot(
        SHOP,
        &["django>=4", "old==1.1"],
        "
        no version of django is right for everyone who asks for it
        requirements.txt line 1 asks for django>=4
        requirements.txt line 2 asks for old==1.1, which needs django<4",
    );
}

#[test]
fn the_way_is_told_from_the_root_on() {
    snapshot(SHOP, &["django>=4", "cms>=2"], "
        no version of django is right for everyone who asks for it
        requirements.txt line 1 asks for django>=4
        requirements.txt line 2 asks for cms>=2, which in every such version (2.0 and 2.1) needs menus>=1, which in every such version (1.0 and 1.1) needs django<4",
    );
}

#[test]
fn extras_are_named() {
    snapshot(SHOP, &["django>=4", "celery[redis]"], "
        no version of django is right for everyone who asks for it
        requirements.txt line 1 asks for django>=4
        requirements.txt line 2 asks for celery[redis], which in its only version (5.0) needs kombu, which in its only version (1.0) needs django<4",
    );
}

#[test]
fn a_package_nobody_knows() {
    snapshot(
        SHOP,
        &["djagno>=2"],
        "
        there is no package named djagno
        requirements.txt line 1 asks for djagno>=2",
    );
}

#[test]
fn a_known_name_like_it_is_a_hint() {
    let mut world = World::new(SHOP);
    world.similar = vec![name("django"), name("djongo")];
    assert_eq!(
        answer(&world, &problem(&["djagno>=2", "vine"])),
        "there is no package named djagno
  requirements.txt line 1 asks for djagno>=2
hint: did you mean django or djongo?"
    );
}

#[test]
fn nothing_to_fall_back_on_is_no_hint() {
    snapshot(
        "a 1.0 | python >=3.10",
        &["a"],
        "
        there is no version of a to use
        requirements.txt line 1 asks for a
        a 1.0 needs Python >=3.10, this is 3.9.18
        hint: take another Python: --python '>=3.10'",
    );
}

#[test]
fn a_long_list_of_reasons_is_cut() {
    let mut world = String::from("x 1\nx 2\n");
    let wishes: Vec<String> = (0..40).map(|n| format!("p{n}")).collect();
    for n in 0..40 {
        world.push_str(&format!(
            "p{n} 1 needs x{} | yanked\np{n} 2 needs x<1 | sdist\n",
            if n == 7 { "<2" } else { ">1" }
        ));
        world.push_str(&format!("p{n} 3 needs q{n}\nq{n} 1 needs x<2,>1\n"));
    }
    let wishes: Vec<&str> = wishes.iter().map(String::as_str).collect();
    let told = answer(&World::new(&world), &problem(&wishes));
    assert!(told.lines().count() < 30, "{told}");
}

#[test]
fn a_package_nobody_knows_further_down() {
    snapshot(
        "a 1.0 needs nowhere>1\na 2.0 needs nowhere>2",
        &["a"],
        "
        there is no package named nowhere
        requirements.txt line 1 asks for a, which in 1.0 needs nowhere>1 and in 2.0 needs nowhere>2",
    );
}

#[test]
fn a_version_that_is_not_there_yet() {
    snapshot(
        SHOP,
        &["django>=9"],
        "
        there is no version of django to use
        requirements.txt line 1 asks for django>=9, but the newest is 5.2",
    );
}

#[test]
fn a_version_that_is_not_there_any_more() {
    snapshot(
        SHOP,
        &["django<2"],
        "
        there is no version of django to use
        requirements.txt line 1 asks for django<2, but the oldest is 3.2",
    );
}

#[test]
fn a_version_that_never_was() {
    snapshot(
        SHOP,
        &["django==4.1"],
        "
        there is no version of django to use
        requirements.txt line 1 asks for django==4.1, but there is no such version; the nearest are 3.2 and 4.2.16",
    );
}

#[test]
fn a_wish_that_contradicts_itself() {
    snapshot(
        "a 1.0",
        &["a>2,<1"],
        "
        there is no version of a to use
        requirements.txt line 1 asks for a>2,<1, which no version can be",
    );
}

#[test]
fn another_python_is_needed() {
    snapshot(
        SHOP,
        &["django>=5"],
        "
        there is no version of django to use
        requirements.txt line 1 asks for django>=5
        django 6.0a1 needs Python >=3.12, this is 3.9.18
        django 5.0 to 5.2 need Python >=3.10, this is 3.9.18
        hint: the newest django for this Python and platform is 4.2.16
        hint: or take another Python: --python '>=3.10'",
    );
}

#[test]
fn many_pythons_are_told_together() {
    let world = "
        np 1.0 | python <3.5
        np 1.1 | python <3.6
        np 1.2
        np 2.0 | python >=3.10
        np 2.1 | python >=3.11
        np 2.2 | python >=3.12";
    snapshot(
        world,
        &["np!=1.2"],
        "
        there is no version of np to use
        requirements.txt line 1 asks for np!=1.2
        np 1.0, 1.1 and 2.0 to 2.2 need another Python (<3.5, <3.6, >=3.10 and 2 more), this is 3.9.18
        hint: the newest np for this Python and platform is 1.2
        hint: or take another Python: --python '>=3.10'",
    );
}

#[test]
fn there_are_only_sources_or_wheels_for_others() {
    let world = "
        a 1.0
        a 2.0 | sdist
        a 3.0 | sdist
        a 4.0 | wheel win_amd64, macosx_11_0_arm64
        a 5.0 | wheel win32, win_amd64, win_arm64, musllinux_1_1_x86_64
        a 6.0 | excluded: none of its files has a hash that requirements.txt allows";
    snapshot(world, &["a>=2"], "
        there is no version of a to use
        requirements.txt line 1 asks for a>=2
        a 6.0 is left out: none of its files has a hash that requirements.txt allows
        a 4.0 and 5.0 have no wheel for this Python and platform, only for macosx_11_0_arm64, musllinux_1_1_x86_64, win32, win_amd64 and 1 more
        a 2.0 and 3.0 have only source distributions, which may not be built (--only-binary)
        hint: the newest a for this Python and platform is 1.0",
    );
}

#[test]
fn a_version_was_withdrawn() {
    snapshot(
        "a 1.0\na 2.0 | yanked: security\na 2.1 | yanked",
        &["a>=2"],
        "
        there is no version of a to use
        requirements.txt line 1 asks for a>=2
        a 2.1 was withdrawn (yanked) by the publisher
        a 2.0 was withdrawn (yanked) by the publisher: security
        hint: to take a withdrawn version all the same, pin it: a==2.1",
    );
}

#[test]
fn metadata_cannot_be_used() {
    let world = "
        a 1.0 | broken: its METADATA has no Name
        a 1.1 needs b; moon == \"full\"
        a 1.2 needs b @ https://example.org/b.whl
        a 1.3 needs a>=2
        a 1.4 needs b @ file:///etc/passwd";
    snapshot(
        world,
        &["a"],
        "
        there is no version of a to use
        requirements.txt line 1 asks for a
        a 1.4 cannot be used: it asks for a file on this machine: b @ file:///etc/passwd
        a 1.3 cannot be used: it needs another version of itself, >=2
        a 1.2 cannot be used: it needs b from a URL, which only your own requirements may do
        a 1.1 cannot be used: in its requirement b; moon == \"full\", marker field \"moon\" is not known
        a 1.0 cannot be used: its METADATA has no Name",
    );
}

#[test]
fn each_version_has_its_own_trouble() {
    let world = "
        a 1.0 needs x<2
        a 2.0 needs y<2
        b 1.0 needs x>=2 & y>=2
        x 1.0
        x 2.0
        y 1.0
        y 2.0";
    snapshot(
        world,
        &["a", "b"],
        "
        no set of versions is right for everyone
        requirements.txt line 1 asks for a, which in 1.0 needs x<2
        requirements.txt line 2 asks for b, which in its only version (1.0) needs x>=2
        requirements.txt line 1 asks for a, which in 2.0 needs y<2
        requirements.txt line 2 asks for b, which in its only version (1.0) needs y>=2",
    );
}

#[test]
fn three_who_agree_two_by_two() {
    let world = "
        a 1.0 needs x!=1
        b 1.0 needs x!=2
        c 1.0 needs x!=3
        x 1
        x 2
        x 3";
    snapshot(
        world,
        &["a", "b", "c"],
        "
        no version of x is right for everyone who asks for it
        requirements.txt line 1 asks for a, which in its only version (1.0) needs x!=1
        requirements.txt line 2 asks for b, which in its only version (1.0) needs x!=2
        requirements.txt line 3 asks for c, which in its only version (1.0) needs x!=3",
    );
}

#[test]
fn long_runs_of_versions_are_one_sentence() {
    let mut world = String::from("aiocore 2.5 needs core>=1.7,<1.9\n");
    for n in 0..60 {
        world.push_str(&format!("boto 1.{n} needs core>=1.{n},<1.{}\ncore 1.{n}\n", n + 1));
    }
    snapshot(&world, &["boto>=1.30", "aiocore==2.5"], "
        no version of core is right for everyone who asks for it
        requirements.txt line 1 asks for boto>=1.30, which in every such version (1.30 to 1.59) needs its own range of core, all within >=1.30,<1.60
        requirements.txt line 2 asks for aiocore==2.5, which needs core>=1.7,<1.9",
    );
}

#[test]
fn a_constraint_is_named() {
    let mut bound = problem(&["old", "django>=4"]);
    bound.constraints = roots("constraints.txt", &["vine==5", "django<4"]);
    assert_eq!(
        answer(&World::new(SHOP), &bound),
        "no version of django is right for everyone who asks for it
  requirements.txt line 2 asks for django>=4
  constraints.txt line 2 allows only django<4"
    );
}

#[test]
fn a_pre_release_would_do() {
    snapshot(
        "a 1.0 needs b<1\na 2.0rc1\nb 1.0\nb 0.9",
        &["a", "b==1.0"],
        "
        no version of b is right for everyone who asks for it
        requirements.txt line 1 asks for a, which in its only usable version (1.0) needs b<1
        requirements.txt line 2 asks for b==1.0
        a 2.0rc1 is a pre-release
        hint: --pre lets pre-releases of a in",
    );
}

#[test]
fn a_url_is_named() {
    let url = "a @ https://example.org/a-1.0a1-py3-none-any.whl";
    snapshot("a 1.0a1\nc 1.0 needs a>=2", &[url, "c"], "
        there is no version of a to use
        requirements.txt line 2 asks for c, which in its only version (1.0) needs a>=2, but requirements.txt line 1 gives a 1.0a1 by its URL",
    );
}

#[test]
fn text_from_outside_is_made_harmless() {
    snapshot(
        "a 1.0 | yanked: \u{1b}[31mred\u{202e}",
        &["a"],
        "
        there is no version of a to use
        requirements.txt line 1 asks for a
        a 1.0 was withdrawn (yanked) by the publisher: ␛[31mred�
        hint: to take a withdrawn version all the same, pin it: a==1.0",
    );
    snapshot(
        "a 1.0 | broken: \u{1b}]0;title\u{7}",
        &["a"],
        "
        there is no version of a to use
        requirements.txt line 1 asks for a
        a 1.0 cannot be used: ␛]0;title␇",
    );
}
