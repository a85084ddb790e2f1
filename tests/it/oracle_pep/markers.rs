//! Markers: what is one, and what it answers in several environments; requirements: what they are made of.

use noglue::pep::marker::{Environment, Marker};
use noglue::pep::name::ExtraName;
use noglue::pep::requirement::{Requirement, Source};

use super::generate::{self, Random};
use super::*;

pub fn environments() -> Vec<Value> {
    let of = |python: &str, full: &str, platform: &str, system: &str, machine: &str, extra: &str| {
        json!({
            "os_name": if platform == "win32" { "nt" } else { "posix" }, "sys_platform": platform,
            "platform_machine": machine, "platform_python_implementation": "CPython",
            "platform_release": "6.1.0", "platform_system": system, "platform_version": "#1 SMP 2024",
            "python_version": python, "python_full_version": full, "implementation_name": "cpython",
            "implementation_version": full.trim_end_matches('+'), "extra": extra,
        })
    };
    vec![
        of("3.12", "3.12.1", "linux", "Linux", "x86_64", ""),
        of("3.8", "3.8.18", "darwin", "Darwin", "arm64", "test"),
        of("3.13", "3.13.0a2+", "win32", "Windows", "AMD64", "a-b"),
        of("3.10", "3.10.0", "linux", "Linux", "aarch64", "foo"),
    ]
}

fn atom(random: &mut Random) -> String {
    let fields = [
        "python_version",
        "python_version",
        "python_full_version",
        "implementation_version",
        "platform_release",
        "os_name",
        "sys_platform",
        "platform_machine",
        "platform_system",
        "platform_python_implementation",
        "implementation_name",
        "platform_version",
        "extra",
        "os.name",
        "python_implementation",
        "sys.platform",
        "platform.version",
    ];
    let field = random.one_of(&fields);
    let value = match field {
        "python_version" | "python_full_version" | "implementation_version" | "platform_release" => random.one_of(&[
            "3",
            "3.8",
            "3.10",
            "3.12",
            "3.12.1",
            "3.13",
            "3.13.0a2",
            "3.8.18",
            "3.*",
            "3.1.*",
            "6.1",
            "2.7, 3.12",
            "x",
            "",
            "3.12.0rc1",
            "6.1.0",
        ]),
        "extra" => random.one_of(&["test", "Test", "a_b", "A.b", "foo", "", "bar"]),
        _ => random.one_of(&[
            "linux",
            "posix",
            "nt",
            "Linux",
            "x86_64",
            "arm64",
            "CPython",
            "cpython",
            "win",
            "darwin linux",
            "#1 SMP 2024",
            "win32",
            "Windows",
            "",
        ]),
    };
    let operators = ["==", "==", "!=", "<", "<=", ">", ">=", "~=", "===", "in", "not in", "not  in"];
    let operator = match field {
        // `packaging` knows one extra at a time: membership is another question there.
        "extra" => random.one_of(&["==", "==", "==", "!="]),
        // A version or a text by the standard, only a text there.
        "platform_version" | "platform.version" => random.one_of(&operators[..8]),
        _ => random.one_of(&operators),
    };
    let quote = random.one_of(&["'", "\""]);
    let is_word = operator.ends_with('n');
    let space = if is_word || !random.rarely(6) { " " } else { "" };
    // A release that is no version compares as text by the standard; on the left it is never equal there.
    if field != "platform_release" && random.rarely(6) {
        format!("{quote}{value}{quote}{space}{operator}{space}{field}")
    } else {
        format!("{field}{space}{operator}{space}{quote}{value}{quote}")
    }
}

fn marker(random: &mut Random, depth: usize) -> String {
    let count = [1, 1, 2, 2, 3, 4][random.below(6)];
    let mut text = String::new();
    for i in 0..count {
        if i > 0 {
            text += random.one_of(&[" and ", " or ", " and  ", " or\t"]);
        }
        if depth < 3 && random.rarely(4) {
            text += &format!("({})", marker(random, depth + 1));
        } else {
            text += &atom(random);
        }
    }
    text
}

pub fn answers(marker: &Marker, environments: &[Value]) -> Vec<Option<bool>> {
    environments
        .iter()
        .map(|value| {
            let environment: Environment = serde_json::from_value(value.clone()).unwrap();
            let extras: Vec<ExtraName> = ExtraName::parse(value["extra"].as_str().unwrap()).into_iter().collect();
            marker.evaluate(&environment, &extras).ok()
        })
        .collect()
}

#[test]
fn markers_answer_alike() {
    let mut random = Random::new(5);
    let environments = environments();
    let inputs: Vec<String> = (0..12_000).map(|_| marker(&mut random, 0)).collect();
    let question = json!({ "do": "markers", "texts": inputs, "environments": environments });
    let Some(answer) = ask(&question) else { return };
    let own = inputs.iter().map(|text| Marker::parse(text).ok());
    let cases = inputs.iter().zip(own.clone()).zip(answer.as_array().unwrap()).map(|((text, own), theirs)| {
        let own = own.map(|marker| answers(&marker, &environments));
        let theirs = theirs.as_array().map(|list| list.iter().map(Value::as_bool).collect::<Vec<_>>());
        (text.clone(), own, theirs)
    });
    compare("markers", cases);
    // What we write means the same to others.
    let written: Vec<String> = own.map(|marker| marker.map(|m| m.to_string()).unwrap_or_default()).collect();
    let again = ask(&json!({ "do": "markers", "texts": written, "environments": environments })).unwrap();
    compare(
        "markers as written",
        written
            .into_iter()
            .zip(again.as_array().unwrap())
            .zip(answer.as_array().unwrap())
            .map(|((text, again), first)| (text, again.clone(), first.clone())),
    );
}

fn requirement(random: &mut Random) -> String {
    let name = random.one_of(&["foo", "Foo.Bar", "a", "a-b_c", "zope.interface", "_x", "x-", "9", ""]);
    let space = random.one_of(&["", "", " ", "\t"]);
    let extras = random.one_of(&["", "", "", "[a]", "[a,B_c]", "[ a , b ]", "[]", "[a", "[a,]", "[a b]", "[-]"]);
    let body = match random.below(8) {
        0 => format!(
            "@ {}",
            random.one_of(&["https://example.com/x.whl", "file:///a;b", "", "git+ssh://x@y/z@1.0#egg=a"])
        ),
        1 => format!("({})", generate::specifiers(random)),
        2 => format!("({}", generate::specifiers(random)),
        3 => random
            .one_of(&[",>=1", ">=1,", ">=1,,<2", ">=1 <2", "1.0", ">=1.*", "==1.0+a.*", ">1+x", "===a,b", "=1"])
            .into(),
        _ => generate::specifiers(random),
    };
    let tail = match random.below(5) {
        0 => format!("{}; {}", random.one_of(&["", " "]), marker(random, 2)),
        1 => random.one_of(&[";", " ; ", " ", " x", "; os_name", " # comment", ";os_name=='posix'"]).to_owned(),
        _ => String::new(),
    };
    format!("{name}{space}{extras}{space}{body}{tail}")
}

#[test]
fn requirements_are_made_of_the_same_parts() {
    let mut random = Random::new(6);
    let environments = environments();
    let inputs: Vec<String> = (0..20_000).map(|_| requirement(&mut random)).collect();
    let own: Vec<Option<Requirement>> = inputs.iter().map(|text| Requirement::parse(text).ok()).collect();
    let written: Vec<String> = own.iter().map(|r| r.as_ref().map(|r| r.to_string()).unwrap_or_default()).collect();
    let question = json!({ "do": "requirements", "texts": inputs, "written": written, "environments": environments });
    let Some(answer) = ask(&question) else { return };
    let cases = inputs
        .iter()
        .zip(own)
        .zip(answer.as_array().unwrap())
        .map(|((text, own), theirs)| (format!("{text:?}"), of_requirement(own, &environments), theirs.clone()));
    compare("requirements", cases);
}

/// A requirement in the words of the answer.
pub fn of_requirement(requirement: Option<Requirement>, environments: &[Value]) -> Value {
    requirement.map_or(Value::Null, |own| {
        let url = match &own.source {
            Source::Url(url) => json!(url),
            Source::Any(_) => Value::Null,
        };
        let marker = own.marker.map(|marker| answers(&marker, environments));
        json!({ "name": own.name, "extras": own.extras, "url": url, "marker": marker, "again": true })
    })
}
