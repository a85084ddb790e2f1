use super::*;

fn all(specifiers: &str) -> Region {
    Region::all(5, Some(&specifiers.parse().unwrap()))
}

/// The parts of a region by these markers, each as the marker it would be written as.
fn parts(specifiers: &str, markers: &[&str]) -> Vec<String> {
    let platforms = Platform::usual();
    let whole = all(specifiers);
    let markers: Vec<Marker> = markers.iter().map(|text| text.parse().unwrap()).collect();
    let questions: Vec<Question<'_>> = markers.iter().map(|marker| Question::Marker(marker, &[])).collect();
    let parts = whole.split(&platforms, &questions);
    let text = |region: &Region| words::marker(&platforms, &whole, region).map_or("".into(), |m| m.to_string());
    // Whatever the words are, they hold exactly in their part.
    for part in &parts {
        let said = words::marker(&platforms, &whole, part);
        for (at, platform) in platforms.iter().enumerate() {
            for minor in 8..16 {
                for micro in [0, 1, 2, 3, 9, 30] {
                    let point = [3, minor, micro];
                    if whole.contains(at, point) {
                        let holds =
                            said.as_ref().is_none_or(|m| m.evaluate(&platform.environment(point), &[]).unwrap());
                        assert_eq!(holds, part.contains(at, point), "{said:?} at {platform:?} {point:?}");
                    }
                }
            }
        }
    }
    parts.iter().map(text).collect()
}

#[test]
fn regions_are_cut_where_markers_change_and_nowhere_else() {
    assert_eq!(parts(">=3.9", &[]), [""]);
    assert_eq!(parts(">=3.9", &["python_version >= '3.6'", "python_version < '4'"]), [""]);
    assert_eq!(
        parts(">=3.9", &["python_version < '3.11'"]),
        ["python_version < \"3.11\"", "python_version >= \"3.11\""]
    );
    assert_eq!(
        parts(">=3.9", &["sys_platform == 'win32'"]),
        ["sys_platform != \"win32\"", "sys_platform == \"win32\""]
    );
    assert_eq!(
        parts(">=3.9", &["platform_system == 'Windows'", "os_name == 'nt'", "sys_platform == 'win32'"]).len(),
        2
    );
    assert_eq!(
        parts(">=3.9", &["python_version == '3.10'"]),
        ["python_version < \"3.10\" or python_version >= \"3.11\"", "python_version == \"3.10\""]
    );
    assert_eq!(
        parts(">=3.9", &["python_full_version < '3.11.0a7'", "python_full_version >= '3.10.2'"]),
        [
            "python_full_version < \"3.10.2\"",
            "python_full_version >= \"3.10.2\" and python_version < \"3.11\"",
            "python_version >= \"3.11\""
        ]
    );
    assert_eq!(
        parts(">=3.12", &["sys_platform == 'linux' and platform_machine == 'x86_64'"]),
        [
            "sys_platform == \"linux\" and platform_machine == \"x86_64\"",
            "sys_platform == \"darwin\" or sys_platform == \"linux\" and platform_machine == \"aarch64\" or sys_platform == \"win32\""
        ]
    );
    // One solution may do for parts that do not touch.
    assert_eq!(
        parts(">=3.9", &["sys_platform == 'win32' and python_version < '3.10'"]),
        [
            "python_version < \"3.10\" and sys_platform != \"win32\" or python_version >= \"3.10\"",
            "python_version < \"3.10\" and sys_platform == \"win32\"",
        ]
    );
    assert_eq!(parts(">=3.9", &["python_version in '3.9, 3.12'"]).len(), 2);
    assert_eq!(parts(">=3.9", &["python_version ~= '3.11'", "python_full_version === '3.12.3'"]).len(), 3);
}

#[test]
fn a_whole_may_have_holes_that_nobody_speaks_of() {
    assert_eq!(
        parts(">=3.9,!=3.11.*", &["python_version < '3.12'"]),
        ["python_version < \"3.11\"", "python_version >= \"3.12\""]
    );
    assert_eq!(all("==3.9.*").cells().len(), 5);
    assert!(all("<3.8").is_empty());
    assert!(all(">=3.20").is_empty());
}

#[test]
fn what_does_not_exist_yet_is_as_the_newest() {
    let region = all(">=3.9");
    assert!(region.contains(0, [3, 14, 2]) && region.contains(0, [3, 19, 1]) && region.contains(0, [4, 0, 0]));
    assert!(!region.contains(0, [3, 8, 20]));
    assert!(!all("<3.12").contains(0, [3, 19, 0]));
    assert_eq!(parts(">=3.9", &["python_version < '3.15'", "python_version < '4.0'"]), [""]);
}

#[test]
fn regions_add_up_and_are_taken_apart() {
    let platforms = Platform::usual();
    let whole = all(">=3.9");
    let marker: Marker = "python_version < '3.11' and sys_platform == 'linux'".parse().unwrap();
    let parts = whole.split(&platforms, &[Question::Marker(&marker, &[])]);
    let [a, b] = &parts[..] else { panic!() };
    assert_eq!(a.and(b), whole);
    assert_eq!(whole.without(a), *b);
    assert_eq!(whole.without(&whole), Region::default());
    assert_eq!(a.first(), Some((0, [3, 9, 0])));
    let halves = whole.halves().unwrap();
    assert_eq!(halves[0].minors().into_iter().collect::<Vec<_>>(), [(3, 9)]);
    assert_eq!(halves[0].halves().unwrap().len(), 5);
    assert_eq!(halves[0].halves().unwrap()[0].halves(), None);
}

#[test]
fn environments_name_platforms_and_what_pythons_are_left_of_them() {
    let platforms = Platform::usual();
    let whole = all(">=3.9");
    let marker: Marker = "python_version >= '3.10' and sys_platform != 'darwin'".parse().unwrap();
    let parts = whole.split(&platforms, &[Question::Marker(&marker, &[])]);
    let texts: Vec<String> =
        words::environments(&platforms, &parts[1], &whole).iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), 3);
    assert_eq!(
        texts[2],
        "sys_platform == \"win32\" and platform_machine == \"AMD64\" and implementation_name == \"cpython\" and python_version >= \"3.10\""
    );
}

#[test]
fn every_random_cut_is_said_rightly() {
    // `parts` checks each; these are the combinations that a few fields give.
    let atoms = [
        "python_version < '3.10'",
        "python_version >= '3.12'",
        "python_full_version < '3.11.3'",
        "sys_platform == 'linux'",
        "platform_machine == 'arm64'",
        "platform_machine == 'x86_64'",
        "os_name == 'nt'",
    ];
    for a in atoms {
        for b in atoms {
            for c in atoms {
                parts(">=3.9", &[&format!("{a} and {b} or {c}")]);
                parts(">=3.9,!=3.11.*", &[&format!("({a} or {b}) and {c}")]);
            }
        }
    }
}
