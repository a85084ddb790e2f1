use super::*;

fn target(version: (u32, u32)) -> Target {
    Target {
        implementation: Implementation::CPython,
        version,
        free_threaded: false,
        debug: false,
        soabi: format!("cpython-{}{}-x86_64-linux-gnu", version.0, version.1),
        platform: Platform { os: Os::Glibc { major: 2, minor: 36 }, arch: "x86_64".into() },
    }
}

/// The wheels that fit, best first.
#[track_caller]
fn check(target: &Target, files: &[&str], wanted: &[&str]) {
    let tags = Tags::of(target);
    let mut fits: Vec<(u32, &str)> = files
        .iter()
        .filter_map(|file| Some((tags.rank(&WheelName::parse(&format!("a-1-{file}.whl")).unwrap())?, *file)))
        .collect();
    fits.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    assert_eq!(fits.into_iter().map(|(_, file)| file).collect::<Vec<_>>(), wanted);
}

#[test]
fn the_nearest_wheel_is_the_best() {
    check(
        &target((3, 12)),
        &[
            "py3-none-any",
            "cp312-cp312-win_amd64",
            "cp312-abi3-manylinux_2_17_x86_64",
            "cp38-abi3-manylinux1_x86_64",
            "cp312-cp312-manylinux_2_28_x86_64",
            "cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64",
            "cp312-cp312-manylinux_2_39_x86_64",
            "cp313-cp313-manylinux_2_17_x86_64",
            "py2-none-any",
            "cp312-none-any",
            "py312-none-any",
            "cp312-cp312-musllinux_1_1_x86_64",
            "py3-none-manylinux2010_x86_64",
            "cp312-cp312-linux_x86_64",
            "cp311-cp311-linux_x86_64",
            "cp312-cp312t-linux_x86_64",
        ],
        &[
            "cp312-cp312-linux_x86_64",
            "cp312-cp312-manylinux_2_28_x86_64",
            "cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64",
            "cp312-abi3-manylinux_2_17_x86_64",
            "cp38-abi3-manylinux1_x86_64",
            "py3-none-manylinux2010_x86_64",
            "cp312-none-any",
            "py312-none-any",
            "py3-none-any",
        ],
    );
}

#[test]
fn a_rank_is_the_place_in_the_list() {
    let tags = Tags::of(&target((3, 10)));
    let all: Vec<String> = tags.iter().collect();
    let ranks: Vec<u32> =
        all.iter().map(|tag| tags.rank(&WheelName::parse(&format!("a-1-{tag}.whl")).unwrap()).unwrap()).collect();
    assert!(ranks.windows(2).all(|pair| pair[0] == pair[1] + 1));
    assert_eq!((ranks[0] as usize, *ranks.last().unwrap()), (all.len(), 1));
}

#[test]
fn free_threaded_builds_take_abi3t_and_never_abi3() {
    let free = Target { free_threaded: true, ..target((3, 15)) };
    let files = [
        "cp315-abi3.abi3t-linux_x86_64",
        "cp314-abi3t-linux_x86_64",
        "cp315-abi3-linux_x86_64",
        "cp315-cp315-linux_x86_64",
        "cp315-cp315t-linux_x86_64",
    ];
    check(&free, &files, &["cp315-cp315t-linux_x86_64", "cp315-abi3.abi3t-linux_x86_64", "cp314-abi3t-linux_x86_64"]);
    check(
        &target((3, 15)),
        &files,
        &["cp315-cp315-linux_x86_64", "cp315-abi3.abi3t-linux_x86_64", "cp315-abi3-linux_x86_64"],
    );
}

#[test]
fn tags_compare_in_any_case() {
    check(&target((3, 12)), &["CP312-ABI3-Linux_X86_64", "PY3-None-ANY"], &["CP312-ABI3-Linux_X86_64", "PY3-None-ANY"]);
}

#[test]
fn an_unknown_libc_takes_no_wheels_for_known_ones() {
    let bare = Target { platform: Platform { os: Os::Linux, arch: "x86_64".into() }, ..target((3, 12)) };
    check(
        &bare,
        &["cp312-cp312-manylinux2014_x86_64", "cp312-cp312-musllinux_1_0_x86_64", "py3-none-any"],
        &["py3-none-any"],
    );
    let musl = Platform { os: Os::Musl { major: 1, minor: 2 }, arch: "x86_64".into() };
    check(
        &Target { platform: musl, ..target((3, 12)) },
        &["cp312-cp312-manylinux2014_x86_64", "cp312-cp312-musllinux_1_1_x86_64", "cp312-cp312-musllinux_1_3_x86_64"],
        &["cp312-cp312-musllinux_1_1_x86_64"],
    );
}

#[test]
fn a_target_is_kept_as_json() {
    let text = serde_json::to_string(&target((3, 12))).unwrap();
    assert_eq!(serde_json::from_str::<Target>(&text).unwrap(), target((3, 12)));
    assert!(
        text.contains(r#""implementation":"cpython""#) && text.contains(r#"{"glibc":{"major":2,"minor":36}}"#),
        "{text}"
    );
}
