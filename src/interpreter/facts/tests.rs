use serde_json::{Value, json};

use super::super::fake::{World, answer, but, free_threaded, pypy};
use super::*;

fn interpret(answer: &Value) -> Result<Interpreter, Problem> {
    let executable = PathBuf::from("/nonexistent/bin/python3");
    Facts::parse(answer.to_string().as_bytes())?.interpret(executable.clone(), executable, None, &|_| None)
}

fn elf(machine: u16, bits: u8, flags: u32, loader: &str) -> Elf {
    Elf { bits, machine, flags, loader: Some(PathBuf::from(loader)) }
}

fn platform(changes: Value, elf: Option<&Elf>) -> Platform {
    let facts = Facts::parse(but(answer("3.12.1"), changes).to_string().as_bytes()).unwrap();
    facts.interpret("/x/python3".into(), "/x/python3".into(), elf, &|_| Some((1, 2))).unwrap().target.platform
}

#[test]
fn an_answer_becomes_an_interpreter() {
    let python = interpret(&answer("3.12.1")).unwrap();
    assert_eq!(python.version.to_string(), "3.12.1");
    assert_eq!(python.title(), "CPython 3.12.1");
    assert_eq!(python.target.soabi, "cpython-312-x86_64-linux-gnu");
    assert_eq!(python.extension_suffix, ".cpython-312-x86_64-linux-gnu.so");
    assert_eq!(python.markers.python_version, "3.12");
    assert_eq!(python.markers.implementation_version, "3.12.1");
    assert_eq!(python.markers.platform_python_implementation, "CPython");
    assert_eq!(python.library_name, "python3.12");
    assert_eq!(python.purelib(), Path::new("lib/python3.12/site-packages"));
    assert_eq!(python.headers(), Path::new("include/site/python3.12"));
    assert_eq!(python.prefix(), Path::new("/usr"));
    assert!(!python.target.free_threaded && !python.target.debug && !python.is_environment());
}

#[test]
fn kinds_of_builds_are_told_apart() {
    let threads = interpret(&free_threaded("3.13.0")).unwrap();
    assert!(threads.target.free_threaded);
    assert_eq!(threads.purelib(), Path::new("lib/python3.13t/site-packages"));
    assert_eq!(threads.headers(), Path::new("include/site/python3.13"));
    assert_eq!(threads.title(), "CPython 3.13.0t");

    let pypy = interpret(&pypy("3.10.14")).unwrap();
    assert_eq!(pypy.title(), "PyPy 3.10.14");
    assert_eq!(pypy.markers.implementation_version, "7.3.15");
    assert_eq!(pypy.target.soabi, "pypy310-pp73-x86_64-linux-gnu");
    assert_eq!(pypy.purelib(), Path::new("lib/pypy3.10/site-packages"));

    let wide = interpret(&but(answer("3.12.1"), json!({"platlibdir": "lib64", "debug": true}))).unwrap();
    assert_eq!(wide.platlib(), Path::new("lib64/python3.12/site-packages"));
    assert_eq!(wide.purelib(), Path::new("lib/python3.12/site-packages"));
    assert!(wide.target.debug);

    let candidate = interpret(&answer("3.14.0rc2")).unwrap();
    assert_eq!(candidate.version.to_string(), "3.14.0rc2");
    assert_eq!(candidate.full_version(), "3.14.0rc2");

    let between = interpret(&but(answer("3.14.0"), json!({"version": "3.14.0+"}))).unwrap();
    assert_eq!(between.full_version(), "3.14.0+");
    assert_eq!(between.version.to_string(), "3.14.0");

    let fixed = interpret(&but(answer("3.12.1"), json!({"extension_suffixes": [], "stdlib": null}))).unwrap();
    assert_eq!(fixed.target.soabi, "");
    assert_eq!(fixed.stdlib, Path::new("/usr/lib/python3.12"));
}

#[test]
fn the_c_library_is_the_interpreters() {
    let (glibc, musl) = (Os::Glibc { major: 2, minor: 36 }, Os::Musl { major: 1, minor: 2 });
    let arch = |arch: &str| json!({"uname": ["Linux", "h", "6", "1", arch]});
    let with = |a: Value, b: Value| but(a, b);
    assert_eq!(platform(json!({}), None).os, glibc);
    assert_eq!(platform(json!({"glibc": "glibc 2.36-9.local"}), None).os, glibc);
    for glibc in [json!(null), json!(""), json!("uclibc 1.0"), json!("glibc"), json!("glibc x.y")] {
        let musl_elf = elf(62, 64, 0, "/lib/ld-musl-x86_64.so.1");
        assert_eq!(platform(json!({"glibc": glibc}), Some(&musl_elf)).os, musl);
        assert_eq!(platform(json!({"glibc": glibc}), None).os, Os::Linux);
    }
    let narrow = json!({"pointer_bits": 32});
    assert_eq!(platform(narrow.clone(), None), Platform { os: glibc.clone(), arch: "i686".into() });
    let hard = elf(40, 32, 0x0500_0400, "/lib/ld-linux-armhf.so.3");
    let soft = elf(40, 32, 0x0500_0200, "/lib/ld-linux.so.3");
    assert_eq!(
        platform(with(narrow.clone(), arch("aarch64")), Some(&hard)),
        Platform { os: glibc.clone(), arch: "armv8l".into() }
    );
    assert_eq!(platform(with(narrow.clone(), arch("armv7l")), Some(&hard)).os, glibc);
    assert_eq!(platform(with(narrow.clone(), arch("armv7l")), Some(&soft)).os, Os::Linux);
    assert_eq!(platform(with(narrow, arch("armv7l")), None).os, Os::Linux);
    let mac =
        json!({"sys_platform": "darwin", "mac": "14.2.1", "glibc": null, "uname": ["Darwin", "h", "23", "1", "arm64"]});
    assert_eq!(platform(mac, None), Platform { os: Os::MacOs { major: 14, minor: 2 }, arch: "arm64".into() });
    let bsd =
        json!({"sys_platform": "freebsd14", "glibc": null, "uname": ["FreeBSD", "h", "14.0-RELEASE", "1", "amd64"]});
    assert_eq!(platform(bsd, None).os, Os::Other("freebsd-14.0-RELEASE-amd64".into()));
}

#[test]
fn musl_says_its_version_in_one_form() {
    let said = b"musl libc (x86_64)\nVersion 1.2.4\nDynamic Program Loader\nUsage: ld [options] [--] pathname\n";
    assert_eq!(musl_version(said), Some((1, 2)));
    for other in [&b""[..], b"ld.so: missing program\n", b"musl libc\n", b"musl libc\nVersion x\n", b"Version 1.2.4\n"]
    {
        assert_eq!(musl_version(other), None);
    }
}

#[test]
fn what_is_no_answer_is_said_to_be_none() {
    for said in ["", "\n\n", "Python 3.12.1", "{", "[]", "{}", "null", "{\"version\": 3}", "\u{1b}[31mhello"] {
        let problem = Facts::parse(said.as_bytes()).unwrap_err();
        assert!(matches!(problem, Problem::Garbage { .. }), "{said:?}: {problem}");
        assert!(!problem.to_string().contains('\u{1b}'));
    }
    assert!(matches!(Facts::parse(b"{\"version\": \"\xff\"}"), Err(Problem::Garbage { .. })));
    let chatty = format!("welcome to this machine\n{}\n\n", answer("3.12.1"));
    assert!(Facts::parse(chatty.as_bytes()).is_ok());
    for change in [
        json!({"base_prefix": "usr"}),
        json!({"base_exec_prefix": ""}),
        json!({"stdlib": "lib"}),
        json!({"platlibdir": "../lib"}),
        json!({"platlibdir": ""}),
        json!({"cache_tag": "a/b"}),
        json!({"version": ""}),
        json!({"version_info": [3, 12]}),
        json!({"uname": ["Linux", "h", "6\u{1b}", "1", "x86_64"]}),
        json!({"uname": ["Linux"]}),
    ] {
        let answer = but(answer("3.12.1"), change.clone());
        assert!(matches!(interpret(&answer), Err(Problem::Garbage { .. })), "{change}");
    }
}

#[test]
fn old_and_other_pythons_are_refused_by_name() {
    assert_eq!(interpret(&answer("3.7.16")).unwrap_err().to_string(), "it is Python 3.7.16; noglue needs 3.8 or newer");
    assert!(interpret(&answer("3.8.0")).is_ok());
    for (change, words) in [
        (json!({"implementation": "graalpy"}), "the implementation graalpy is not supported"),
        (json!({"implementation": "jython\u{1b}"}), "the implementation jython␛ is not supported"),
        (json!({"version_info": [3, 12, 1, "odd", 0]}), "Python 3.12.1 is not supported"),
    ] {
        assert_eq!(interpret(&but(answer("3.12.1"), change)).unwrap_err().to_string(), words);
    }
}

#[test]
fn home_is_where_the_library_is_found_from() {
    let world = World::new();
    let home = |executable: &Path| {
        let facts = Facts::parse(answer("3.12.1").to_string().as_bytes()).unwrap();
        facts.interpret(executable.to_owned(), executable.to_owned(), None, &|_| None).unwrap().home
    };
    let real = world.program("opt/python-3.12.1/bin/python3.12", "");
    world.file("opt/python-3.12.1/lib/python3.12/os.py", "");
    world.link("python-3.12.1", "opt/python");
    world.link("python3.12", "opt/python-3.12.1/bin/python3");
    // A whole tree that is linked stays as it is named, so that an upgrade behind the link is no harm.
    assert_eq!(home(&world.at("opt/python/bin/python3")), world.at("opt/python/bin"));
    // A link to the executable alone leads to where its library is.
    let alone = world.link("../../opt/python/bin/python3", "home/bin/python3.12");
    assert_eq!(home(&alone), world.at("opt/python/bin"));
    assert_eq!(home(&world.link(&alone, "home/again/python")), world.at("opt/python/bin"));
    assert_eq!(home(&real), world.at("opt/python-3.12.1/bin"));
    // No library anywhere near: it has its prefix compiled in.
    let lone = world.program("lone/bin/python3", "");
    assert_eq!(home(&world.link(&lone, "lone/link/python3")), world.at("lone/link"));
    let circle = world.link("b", "circle/a");
    world.link("a", "circle/b");
    assert_eq!(home(&circle), world.at("circle"));
}
