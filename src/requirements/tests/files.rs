use super::*;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let read = here().with("r.txt", text).read("r.txt").unwrap_or_else(|e| panic!("{}", words(&e)));
    assert_eq!(shown(&read.roots), expected, "{text}");
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    let place = here().with("r.txt", text).with("here-1.0-py3-none-any.whl", "").with("here-1.0.tar.gz", "");
    let error = match place.with("project/pyproject.toml", "").read("r.txt") {
        Ok(read) => panic!("{text:?} was read as {:?}", shown(&read.roots)),
        Err(error) => error,
    };
    let seen = words(&error);
    assert!(seen.starts_with(expected), "{text:?}\n  said  {seen}\n  wants {expected}");
    assert_eq!(error.exit(), crate::error::Exit::Refused);
}

#[test]
fn requirements_are_read_with_all_they_have() {
    check("A.b\nc[X,y] >= 1, <2 ; python_version > '3'\n", &["a-b", "c[x,y]>=1,<2; python_version > \"3\""]);
    check("a;\n", &["a"]);
    check("# none\n\n", &[]);
    check("a \\\n  ==1 \\\n  # the end\nb\n", &["a==1", "b"]);
    check(
        "a @ https://h/a-1-py3-none-any.whl ; os_name == 'x'\n",
        &["a @ https://h/a-1-py3-none-any.whl ; os_name == \"x\""],
    );
    check(
        "a @ https://h/a-1-py3-none-any.whl;os_name == 'x'\n",
        &["a @ https://h/a-1-py3-none-any.whl ; os_name == \"x\""],
    );
    check(
        "https://h/a%2Bb/c-1%2Blocal-py3-none-any.whl#egg=x\n",
        &["c @ https://h/a%2Bb/c-1%2Blocal-py3-none-any.whl"],
    );
    check("file:///w/c-1-py3-none-any.whl\n", &["c @ file:///w/c-1-py3-none-any.whl"]);
    check("--index-url https://h/ --pre\na\n", &["a"]);
}

#[test]
fn each_root_knows_its_file_and_line() {
    let place = here().with("r.txt", "\na \\\n ==1\n-r sub/more.txt\n").with("sub/more.txt", "#\nb\n-r ../last.txt");
    let read = place.with("last.txt", "c").read("r.txt").unwrap();
    let from: Vec<_> = read.roots.iter().map(|root| format!("{} {}", root.value.requirement, root.from)).collect();
    assert_eq!(from, ["a==1 r.txt:2", "b sub/more.txt:2", "c last.txt:1"]);
    assert_eq!(read.inputs.len(), 3);
    assert!(read.inputs.iter().all(|input| input.path.is_absolute() && input.sha256.len() == 64));
}

#[test]
fn wheels_by_path_are_looked_for_beside_the_file_and_in_the_working_directory() {
    let place = here().with("sub/r.txt", "./w/a-1-py3-none-any.whl\n./b-1-py3-none-any.whl[x]\n");
    let place = place.with("sub/w/a-1-py3-none-any.whl", "").with("b-1-py3-none-any.whl", "");
    let read = place.read("sub/r.txt").unwrap();
    let dir = place.path().display();
    let expected =
        [format!("a @ file://{dir}/sub/w/a-1-py3-none-any.whl"), format!("b[x] @ file://{dir}/b-1-py3-none-any.whl")];
    assert_eq!(shown(&read.roots), expected);
}

#[test]
fn options_are_kept_with_their_place() {
    let text = "-i https://${TOKEN}@h/simple\n--extra-index-url=https://e/\n-f wheels\n-f elsewhere\n-f https://l/\n\
                --trusted-host h:1\n--no-index\n--pre\n--prefer-binary\n--require-hashes\n--no-binary a --only-binary b\n";
    let place = here().with("sub/r.txt", text).with("sub/wheels/x", "");
    let options = place.read("sub/r.txt").unwrap().options;
    assert_eq!(options.index_url.as_ref().unwrap().value, "https://s3cret@h/simple");
    assert_eq!(options.index_url.unwrap().from.to_string(), "sub/r.txt:1");
    assert_eq!(options.extra_index_urls[0].value, "https://e/");
    let links: Vec<_> = options.find_links.iter().map(|link| link.value.as_str()).collect();
    assert_eq!(links, [place.path().join("sub/wheels").to_str().unwrap(), "elsewhere", "https://l/"]);
    assert_eq!(options.trusted_hosts[0].value, "h:1");
    assert_eq!(options.no_index.unwrap().to_string(), "sub/r.txt:7");
    assert!(options.pre && options.prefer_binary);
    assert_eq!(options.require_hashes, Some(true));
    let name = |text| crate::pep::name::PackageName::parse(text).unwrap();
    assert!(!options.formats.allows_wheel(&name("a")) && !options.formats.allows_source(&name("b")));
}

#[test]
fn a_later_index_forgets_the_extra_ones_before_it_as_for_pip() {
    let read = here().with("r.txt", "--extra-index-url a\n-i b\n--extra-index-url c\n").read("r.txt").unwrap();
    let extra: Vec<_> = read.options.extra_index_urls.iter().map(|url| url.value.as_str()).collect();
    assert_eq!(extra, ["c"]);
}

#[test]
fn constraints_are_kept_apart_and_their_requirements_are_not() {
    let place = here().with("r.txt", "-c c.txt\na\n").with("c.txt", "a<2\nb==1 ; os_name == 'nt'\n-r more.txt\n");
    let read = place.with("more.txt", "d\n").read("r.txt").unwrap();
    assert_eq!(shown(&read.constraints), ["a<2", "b==1; os_name == \"nt\""]);
    assert_eq!(shown(&read.roots), ["d", "a"]);

    let place = here().with("c.txt", "a[x]\n").with("d.txt", "a @ https://h/a-1-py3-none-any.whl\n");
    let read = |file: &str| place.world(|world| read_limits(&[file.into()], &[], world)).unwrap_err().to_string();
    assert_eq!(read("c.txt"), "c.txt:1:1: a constraint has no extras: \"a[x]\"");
    let d = place.world(|world| read_limits(&["d.txt".into()], &[], world)).unwrap();
    assert_eq!(shown(&d.constraints), ["a @ https://h/a-1-py3-none-any.whl"]);
    let place = here().with("c.txt", "https://h/x.tar.gz\n").with("d.txt", "-e .\n").with("setup.py", "");
    let read = |file: &str| place.world(|world| read_limits(&[file.into()], &[], world)).unwrap_err().to_string();
    assert_eq!(read("c.txt"), "c.txt:1:1: a constraint needs a name: \"https://h/x.tar.gz\"");
    assert_eq!(read("d.txt"), "d.txt:1:1: a constraint cannot be editable");
}

#[test]
fn what_pip_drops_is_dropped_with_a_remark() {
    let text = "a --pre\n--hash=sha256:0\n-r x.txt -r y.txt\nb --hash=sha256:HEX c\n--use-feature fast-deps\n";
    let place = here().with("r.txt", text.replace("HEX", &"0".repeat(64))).with("x.txt", "x\n");
    let read = place.read("r.txt").unwrap();
    assert_eq!(shown(&read.roots), ["a", "x", "b"]);
    let notes = [
        "r.txt:1:3: --pre behind a requirement is not read, as by pip",
        "r.txt:2:1: --hash without a requirement is not read, as by pip",
        "r.txt:3:10: --requirement beside --requirement is not read, as by pip",
        "r.txt:4:82: \"c\" stands behind an option and is not read, as by pip",
        "r.txt:5:1: --use-feature fast-deps means nothing here",
    ];
    assert_eq!(read.notes, notes);
}

#[test]
fn what_is_wrong_is_shown_where_it_stands() {
    refused(
        "a\n\nnew=>1\n",
        "r.txt:3:4: \"new=>1\" is not a valid requirement: \"=>1\" is not a valid version specifier",
    );
    refused(
        "new=>1\n",
        "r.txt:1:4: \"new=>1\" is not a valid requirement: \"=>1\" is not a valid version specifier: it must begin with one of ==, !=, <=, >=, <, >, ~=, === [did you mean new>=1?]",
    );
    refused("a=1\n", "r.txt:1:2: \"a=1\" is not a valid requirement: \"=1\" is not a valid version specifier");
    let error = here().with("r.txt", "a=1").read("r.txt").unwrap_err();
    assert_eq!(error.hints(), ["= is no operator: did you mean a==1?"]);
    refused("ok\n  a == \\\n  1.x\n", "r.txt:2:");
    refused("a==1.0 b\n", "r.txt:1:");
    refused("a; python_version\n", "r.txt:1:18: \"python_version\" is not a valid marker: ");
    refused("-a\n", "r.txt:1:1: no such option: -a");
    refused("a\n   --nonsense x\n", "r.txt:2:4: no such option: --nonsense");
    refused("--index-url\n", "r.txt:1:1: --index-url needs a value");
    refused("-r 'x\n", "r.txt:1:4: a quotation mark is not closed");
    refused("a --hash=sha256:12\n", "r.txt:1:3: a hash of sha256 has 64 hexadecimal digits, not \"12\"");
    refused("a --hash=md5:12\n", "r.txt:1:3: md5 is too weak to check a file; use sha256");
    refused("--no-binary a/b\n", "r.txt:1:1: \"a/b\" is not a valid package name");
    refused("a @ ./x.whl\n", "r.txt:1:5: \"./x.whl\" is no URL that starts with https:, http: or file:");
    refused(
        "a @ https://u:p@h:x/a-1-py3-none-any.whl\n",
        "r.txt:1:5: \"https://****@h:x/a-1-py3-none-any.whl\" is no usable URL",
    );
    refused("a @ https://h/b-1-py3-none-any.whl\n", "r.txt:1:5: b-1-py3-none-any.whl is a wheel of b, not of a");
    refused("https://h/b-1.whl\n", "r.txt:1:1: \"b-1.whl\" is not a valid file name of a wheel");
    refused("file:rel/b-1-py3-none-any.whl\n", "r.txt:1:1: \"file:rel/b-1-py3-none-any.whl\" is no usable URL");
    refused("file://far/b-1-py3-none-any.whl\n", "r.txt:1:1: \"file://far/b-1-py3-none-any.whl\" is no usable URL");
    refused("ftp://h/b-1-py3-none-any.whl\n", "r.txt:1:1: \"ftp://h/b-1-py3-none-any.whl\" is no URL that starts");
    refused("https://h/b-1-py3-none-any.whl#sha1=0\n", "r.txt:1:1: sha1 is too weak");
    refused("./gone-1-py3-none-any.whl\n", "./gone-1-py3-none-any.whl: no such file (asked for by r.txt:1:1)");
    refused("a\n -r gone.txt\n", "gone.txt: no such file (asked for by r.txt:2:2)");
    refused("-c gone.txt\n", "gone.txt: no such file (asked for by r.txt:1:1)");
}

#[test]
fn a_file_may_be_named_by_its_url() {
    let place = here().with("more.txt", "b\n");
    let url = url::Url::from_file_path(place.path().join("more.txt")).unwrap();
    let read = place.with("r.txt", format!("a\n-r {url}\n")).read("r.txt").unwrap();
    assert_eq!(shown(&read.roots), ["a", "b"]);
}

#[test]
fn what_is_not_built_yet_is_refused_by_name() {
    refused("--all-releases a,,b\n", "r.txt:1:1: ");
    refused("--only-final -x\n", "r.txt:1:1: it needs names of packages, :all: or :none:");
    refused(
        "-r https://u:p@h/r.txt\n",
        "could not read https://****@h/r.txt (asked for by r.txt:1:1): no server is asked here [download it",
    );
    refused("-r pylock.toml\n", "r.txt:1:1: the lock file pylock.toml is no file of requirements");
}

#[test]
fn files_that_name_themselves_are_refused_and_twins_are_not() {
    let refused = |place: Dir, expected: &str| assert_eq!(place.read("a.txt").unwrap_err().to_string(), expected);
    refused(here().with("a.txt", "-r a.txt\n"), "a.txt:1:1: a.txt names itself, directly or through others");
    let circle = here().with("a.txt", "x\n-r d/b.txt\n").with("d/b.txt", "-c ../a.txt\n");
    refused(circle, "d/b.txt:1:1: ../a.txt names itself, directly or through others");
    let twins = here().with("a.txt", "-r b.txt\n-r c.txt\n").with("b.txt", "-r d.txt\n").with("c.txt", "-r d.txt\n");
    assert_eq!(shown(&twins.with("d.txt", "x\n").read("a.txt").unwrap().roots), ["x", "x"]);

    let endless = here().with("a.txt", "-r s/a.txt\n");
    std::os::unix::fs::symlink(".", endless.path().join("s")).unwrap();
    let error = endless.read("a.txt").unwrap_err().to_string();
    assert!(error.ends_with("files name files more than 30 deep"), "{error}");
}

#[test]
fn what_cannot_be_read_is_a_matter_of_the_disk() {
    let place = here().with("r.txt/x", "");
    let error = place.read("r.txt").unwrap_err();
    assert_eq!(error.exit(), crate::error::Exit::Disk);
    assert!(words(&error).starts_with("could not read the requirements: could not read "), "{}", words(&error));
    let error = place.read("gone.txt").unwrap_err();
    assert_eq!((error.to_string().as_str(), error.exit()), ("gone.txt: no such file", crate::error::Exit::Refused));
}

#[test]
fn with_one_hash_every_requirement_needs_one_and_a_pin() {
    let hash = format!("--hash=sha256:{}", "a".repeat(64));
    let check = |text: &str, expected: Option<&str>| {
        let text = text.replace("HASH", &hash);
        let read = here().with("r.txt", &text).with("c.txt", format!("c==1 {hash}\n")).read("r.txt").unwrap();
        // The markers in this test are all false.
        let seen = read.check_hashes(&|marker| marker.is_none()).err().map(|e| e.to_string());
        assert_eq!(seen.as_deref(), expected, "{text}");
    };
    check("a\nb\n", None);
    check("a==1 HASH\n", None);
    check("a==1 HASH HASH\nb===1 HASH\n", None);
    check("a==1 HASH\nb; os_name == 'x'\n", None);
    check("https://h/a-1-py3-none-any.whl#sha256=HEX\n".replace("HEX", &"0".repeat(64)).as_str(), None);
    check("c\n-c c.txt\n", None);
    check("--no-require-hashes\na==1 HASH\nb\n", None);
    let need = "has no hash; with hashes (or --require-hashes) every requirement needs one";
    check("a==1 HASH\nb==1\n", Some(&format!("r.txt:2: b==1 {need}")));
    check("--require-hashes\nb==1\n", Some(&format!("r.txt:2: b==1 {need}")));
    check("a>=1 HASH\n", Some(&format!("r.txt:1: a>=1 {need} and is pinned with \"==\"")));
    check("a==1.* HASH\n", Some(&format!("r.txt:1: a==1.* {need} and is pinned with \"==\"")));
    check(
        "a==1 HASH\nhttps://h/b-1-py3-none-any.whl\n",
        Some(&format!("r.txt:2: b @ https://h/b-1-py3-none-any.whl {need}")),
    );
}
