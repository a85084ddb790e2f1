//! Files of requirements against pip's own parser: generated worlds of files, and what is made of each compared.

use std::path::{Path, PathBuf};

use noglue::pep::name::PackageName;
use noglue::pep::requirement::Source;
use noglue::requirements::{Located, Requirements, RequirementsError, Root, Unnamed, World, read_files};
use noglue::sourced::Sourced;
use serde_json::{Value, json};

use crate::oracle_pep::{self, Random};

/// Lines, good and bad, each of which meets every other in some world.
const LINES: &[&str] = &[
    "a",
    "A_b.C>=1.0,!=1.3,<2",
    "a [x, Y_z] ==1.*",
    "a~=1.4.2 # why",
    "a===1.0-foo",
    "a;python_version>='3.8'",
    "a ; python_version >= \"3.8\" and (os_name == 'posix' or sys_platform in 'linux darwin')",
    "a;",
    "a ; ",
    "  a>=1  ",
    "\ta",
    "b-c==1.0 --hash=sha256:HASH",
    "b-c==1.0 \\\n    --hash=sha256:HASH \\\n    --hash sha512:HASHHASH",
    "b-c==1.0 --hash=sha256:HASH # comment",
    "b-c==1.0 --has=sha256:HASH",
    "# a comment",
    "# a comment \\",
    "",
    "   ",
    "a # c \\",
    "a \\",
    "a\\",
    "a \\\n# comment\\\n",
    "a#b",
    "a #b",
    "a@https://h/a-1-py3-none-any.whl",
    "a @ https://h/a-1-py3-none-any.whl",
    "a @ https://h/a-1-py3-none-any.whl ; os_name == 'nt'",
    "a @ https://h/a-1-py3-none-any.whl;os_name=='nt'",
    "a[x] @ https://${TOKEN}@h/a-1-py3-none-any.whl",
    "https://h/p/b_c-1-py3-none-any.whl",
    "https://h/p/b_c-1-py3-none-any.whl; os_name == 'nt'",
    "https://h/p/b_c-1-py3-none-any.whl#sha256=HASH",
    "https://h/p/b_c-1.whl",
    "file:///w/b_c-1-py3-none-any.whl",
    "https://h/p/b_c-1.tar.gz#egg=b_c",
    "https://h/p/archive/main.zip#subdirectory=x",
    "x @ https://h/b-1.tar.gz#sha256=HASH",
    "./proj",
    "./proj ; os_name == 'nt'",
    "proj/[x,Y]",
    "-e proj",
    "-e ./proj[x]",
    "-e ./proj --config-settings k=v",
    "-e a @ git+https://h/r",
    "-e 'a[x] @ git+https://h/r@v'",
    "-e git+https://h/r@v1#egg=b_c",
    "-e git+https://h/r",
    "-e https://h/r.tar.gz",
    "-e gone",
    "-e",
    "git+https://h/r@v1#egg=b_c&subdirectory=x",
    "git+https://h/r",
    "a @ git+ssh://git@h/r.git@v1.0 ; os_name == 'nt'",
    "a -C k=v --config-settings j=w",
    "a --config-settings k",
    "https://h/p/x.zip#egg=a[b]",
    "-i https://h/simple",
    "--index-url=https://${TOKEN}:x@h/simple",
    "--index-u https://h/short",
    "--pypi-url https://h/old",
    "--extra-index-url https://e/${NONE}",
    "--extra-index-url 'https://e/simple'",
    "--no-index",
    "-f links",
    "--find-links=sub",
    "-fhttps://f/",
    "--trusted-host h",
    "--pre",
    "--prefer-binary",
    "--require-hashes",
    "--no-binary a",
    "--no-binary :all:",
    "--only-binary=:all:",
    "--only-binary a,b_c",
    "--no-binary :none:",
    "--pre --no-index --prefer-binary",
    "-r sub/s.txt",
    "-rsub/s.txt",
    "--requirement sub/s.txt",
    "-r ./sub/../sub/s.txt",
    "-r \"sub/s.txt\"",
    "-c c.txt",
    "--constraint=c.txt",
    // Wrong.
    "a b",
    "a=>1",
    "a=1",
    "a==",
    "a>=1,,<2",
    "a>=1 <2",
    "a[x",
    "a[x,]",
    "-a",
    "==1.0",
    "ä",
    "a ; python_version",
    "a ; python_version >= 3.8",
    "a ; os_name == 'x' and",
    "a --hash=sha256",
    "a --hash=md5:00",
    "a --hash",
    "a --pre=1",
    "a --nonsense",
    "a -z",
    "--nonsense",
    "--index-url",
    "--pr",
    "-r",
    "-r gone.txt",
    "-c gone.txt",
    "-r r.txt",
    "-r 'sub/s.txt",
    "--hash 'x",
    "--pre x",
];

/// Lines of files that others include.
const INNER: &[&str] =
    &["b-c", "b-c<3", "a[x]", "-r ../c.txt", "-c ../c.txt", "--pre", "-i https://inner/", "# -", "x y"];

fn worlds(random: &mut Random, count: usize) -> Vec<Value> {
    let hash = "0123456789abcdef".repeat(4);
    let text = |random: &mut Random, lines: &[&str], most: usize| {
        let end = if random.rarely(6) { "\r\n" } else { "\n" };
        let count = 1 + random.below(most);
        let mut text: String = (0..count).map(|_| format!("{}{end}", random.one_of(lines))).collect();
        if random.rarely(4) {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        text.replace("HASH", &hash)
    };
    let mut worlds: Vec<Value> = LINES.iter().map(|line| json!({ "r.txt": line.replace("HASH", &hash) })).collect();
    worlds.extend((0..count).map(|_| json!({ "r.txt": text(random, LINES, 4) })));
    for world in &mut worlds {
        world["proj/setup.py"] = "".into();
        world["sub/s.txt"] = text(random, INNER, 2).into();
        world["c.txt"] = text(random, &["a<9", "b-c", "d==1; os_name == 'x'"], 3).into();
    }
    worlds
}

#[test]
fn files_are_read_as_pip_reads_them() {
    let worlds = worlds(&mut Random::new(11), 1000);
    let Some((python, library)) = oracle_pep::oracle() else { return };
    let theirs_dir = tempfile::tempdir().unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/oracle_requirements/ask.py");
    let question = Value::from(worlds.clone());
    let theirs = oracle_pep::ask_script(python, script, &[library, theirs_dir.path()], &question);
    let own_dir = tempfile::tempdir().unwrap();
    let mut differences = Vec::new();
    let (mut alike, mut refused) = (0, 0);
    for (number, (world, theirs)) in worlds.iter().zip(theirs.as_array().unwrap()).enumerate() {
        let own = own(world, &own_dir.path().join(format!("{number:06}")));
        match own {
            // What is not built yet: pip goes further.
            None => refused += 1,
            Some(own) if is_alike(&own, theirs) => alike += 1,
            Some(own) => differences.push(format!("{world}\n    we   {own}\n    pip  {theirs}")),
        }
    }
    let shown = differences.iter().take(10).cloned().collect::<Vec<_>>().join("\n  ");
    assert!(differences.is_empty(), "{} of {} worlds differ\n  {shown}", differences.len(), worlds.len());
    assert!(alike > worlds.len() / 2 && refused < worlds.len() / 10, "{alike} alike, {refused} refused");
}

fn is_alike(own: &Value, theirs: &Value) -> bool {
    let mut theirs = theirs.clone();
    if let Some(roots) = theirs.get_mut("roots").and_then(Value::as_array_mut) {
        roots.sort_by_key(|root| root.to_string());
    }
    match (own.get("error"), theirs.get("error")) {
        (Some(_), Some(_)) => true,
        (None, None) => *own == theirs,
        _ => false,
    }
}

const LATER: [&str; 3] = [".whl: no such file", ".gz: no such file", " is a wheel of "];

/// Our reading in the words of `ask.py`; `None` for what noglue cannot install yet or refuses sooner than pip.
fn own(world: &Value, dir: &Path) -> Option<Value> {
    for (name, text) in world.as_object().unwrap() {
        let path = dir.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text.as_str().unwrap()).unwrap();
    }
    let variable = |name: &str| (name == "TOKEN").then(|| "s3cret".to_owned());
    let read = read_files(&[PathBuf::from("r.txt")], &World::local(dir, &variable));
    match read {
        Ok(read) => Some(words(&read, dir)),
        Err(RequirementsError::NotBuilt { .. }) => None,
        // What pip finds out later: a missing wheel, a wheel of another package.
        Err(error) if LATER.iter().any(|words| error.to_string().contains(words)) => None,
        Err(error) => Some(json!({ "error": error.to_string() })),
    }
}

fn words(read: &Requirements, dir: &Path) -> Value {
    let line = |from: &noglue::sourced::Source| match from {
        noglue::sourced::Source::File(_, Some(line)) => *line,
        other => panic!("{other:?}"),
    };
    let here = dir.to_str().unwrap();
    let editable = |located: &Option<Located>| located.as_ref().is_some_and(|located| located.is_editable);
    let one = |name: Option<&PackageName>, root: &Root, line: u32, is_constraint: bool| {
        let requirement = &root.requirement;
        let mut hashes: Vec<String> = root.all_hashes().map(ToString::to_string).collect();
        hashes.sort();
        let mut specifiers: Vec<String> = match &requirement.source {
            Source::Any(specifiers) => specifiers.iter().map(ToString::to_string).collect(),
            Source::Url(_) => Vec::new(),
        };
        specifiers.sort();
        json!({
            "name": name, "extras": requirement.extras, "specifiers": specifiers,
            "url": root.located.as_ref().map(|located| located.url.replace(here, "HERE").trim_end_matches('/').to_owned()),
            "subdirectory": root.located.as_ref().and_then(|located| Some(located.subdirectory.as_ref()?.as_str())),
            "editable": editable(&root.located), "config": root.config_settings,
            "marker": requirement.marker.as_ref().map(ToString::to_string), "hashes": hashes,
            "constraint": is_constraint, "line": line,
        })
    };
    let root = |root: &Sourced<Root>, is_constraint: bool| {
        one(Some(&root.value.requirement.name), &root.value, line(&root.from), is_constraint)
    };
    let unnamed = |said: &Sourced<Unnamed>| {
        one(None, &said.value.clone().named("unnamed".parse().unwrap()), line(&said.from), false)
    };
    let options = &read.options;
    let url = |url: &noglue::sourced::Sourced<String>| url.value.clone();
    let mut indexes = vec![options.index_url.as_ref().map_or_else(|| "default".to_owned(), url)];
    indexes.extend(options.extra_index_urls.iter().map(url));
    if options.no_index.is_some() {
        indexes.clear();
    }
    let formats = ["a", "b-c"].map(|name| {
        let name = name.parse().unwrap();
        let allowed =
            [("binary", options.formats.allows_wheel(&name)), ("source", options.formats.allows_source(&name))];
        allowed.into_iter().filter(|(_, is_allowed)| *is_allowed).map(|(kind, _)| kind).collect::<Vec<_>>()
    });
    let roots = read.roots.iter().map(|r| root(r, false)).chain(read.unnamed.iter().map(unnamed));
    let mut roots: Vec<Value> = roots.chain(read.constraints.iter().map(|r| root(r, true))).collect();
    roots.sort_by_key(|root| root.to_string());
    json!({
        "roots": roots,
        "indexes": indexes,
        "find_links": options.find_links.iter().map(|l| l.value.replace(here, "HERE")).collect::<Vec<_>>(),
        "no_index": options.no_index.is_some(),
        "pre": options.pre,
        "prefer_binary": options.prefer_binary,
        "hashed": options.require_hashes == Some(true),
        "formats": formats,
        "trusted": options.trusted_hosts.iter().map(url).collect::<Vec<_>>(),
    })
}
