//! The examples in the documentation and the docstrings of `packaging`, each against every other that it fits.

use noglue::pep::marker::Marker;
use noglue::pep::requirement::Requirement;
use noglue::pep::specifier::Specifiers;
use noglue::pep::version::Version;

use super::markers::{answers, environments, of_requirement};
use super::*;

const VERSIONS: &[&str] = &[
    "1.0a5",
    "1.0",
    "french toast",
    "1.0.post0",
    "1.4",
    "1!1.2.3dev1+abc",
    "1!2.0.0",
    "1!2.0.0.post0",
    "1",
    "1.0.0",
    "1.0.1",
    "1.2",
    "1.2.3",
    "1.2.3+abc",
    "1.2.3.dev1",
    "1.2.3.post1",
    "1.2.3a1",
    "1.2.3b1",
    "1.2.3dev1",
    "1.2.3rc1",
    "1.3",
    "1.3.0a1",
    "1.5a1",
    "2.0.0",
    "0.0",
    "1.0.dev1",
    "invalid",
    "lolwat",
    "3.11",
    "3.12.4",
];

const SPECIFIERS: &[&str] = &[
    "",
    "~=1.0",
    ">=1.0",
    "!=1.1",
    "!=1.1,>=1.0,~=1.0",
    ">=2.0,<1.0",
    ">=1.0,<2.0",
    ">=3.9,<4.0",
    "==3.12.*",
    ">=3.13,<4.0",
    ">=3.12,<3.13",
    ">=3.12",
    "<3.12",
    ">=3.11",
    "== 1.2.3.0",
    "==1.0,!=1.0",
    "==1.2.3",
    "==1.2.4",
    ">=1.0.0",
    ">=1.0.0,!=1.0.1",
    ">=1.0.0,!=1.0.2",
    ">=1.2.3",
    "~=1.2.3",
    "<=2.0.0,!=2.0.1",
    ">=1.0.0,!=2.0.0",
    "lolwat",
];

const MARKERS: &[&str] = &[
    "python_version>'2'",
    "os_name=='a' and os_name=='b'",
    "os_name=='a' or os_name=='b'",
    "extra == \"bar\"",
    "python_version > '3.6'",
    "os_name == \"unix\"",
    "python_version >= '3'",
    "sys_platform == 'linux'",
];

const REQUIREMENTS: &[&str] = &[
    "name",
    "name[foo]>=2,<3; python_version>\"2.0\"",
    "name @ https://github.com/pypa ;os_name==\"a\"",
    "packaging",
    "my_pkg[foo_bar] == 1.0",
    "my-pkg[foo-bar] == 1.0.0",
];

#[test]
fn documented_versions_and_specifiers_agree() {
    let Some(written) = ask(&json!({ "do": "versions", "texts": VERSIONS })) else { return };
    let own = |text: &&str| text.parse::<Version>().map(|v| v.to_string()).unwrap_or_default();
    compare(
        "versions",
        VERSIONS.iter().zip(texts(&written)).map(|(text, theirs)| ((*text).to_owned(), own(text), theirs)),
    );

    let valid: Vec<&str> = VERSIONS.iter().copied().filter(|text| text.parse::<Version>().is_ok()).collect();
    let pairs: Vec<(&str, &str)> = valid.iter().flat_map(|a| valid.iter().map(move |b| (*a, *b))).collect();
    let flat: Vec<&str> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let order = ask(&json!({ "do": "order", "texts": flat })).unwrap();
    let version = |text: &str| text.parse::<Version>().unwrap();
    let cases = pairs.iter().zip(order.as_array().unwrap());
    let order = |((a, b), theirs): (&(&str, &str), &Value)| {
        (format!("{a} against {b}"), version(a).cmp(&version(b)) as i64, theirs.as_i64().unwrap())
    };
    assert_eq!(compare("order", cases.map(order)), valid.len() * valid.len());

    let cases: Vec<(&str, &[&str])> = SPECIFIERS.iter().map(|specifier| (*specifier, &valid[..])).collect();
    let inside = ask(&json!({ "do": "contains", "cases": cases })).unwrap();
    let answers = |specifier: &str| {
        let parsed = Specifiers::parse(specifier).ok()?;
        Some(valid.iter().map(|text| parsed.contains(&version(text))).collect::<Vec<_>>())
    };
    let theirs = |answer: &Value| {
        let list = answer.as_object()?["in"].as_array()?;
        Some(list.iter().map(|is_in| is_in.as_bool().unwrap()).collect::<Vec<_>>())
    };
    let cases = SPECIFIERS.iter().zip(inside.as_array().unwrap());
    let count = compare("contains", cases.map(|(text, answer)| ((*text).to_owned(), answers(text), theirs(answer))));
    assert_eq!(count, SPECIFIERS.len());
}

#[test]
fn documented_markers_and_requirements_agree() {
    let environments = environments();
    let Some(answer) = ask(&json!({ "do": "markers", "texts": MARKERS, "environments": environments })) else { return };
    let cases = MARKERS.iter().zip(answer.as_array().unwrap()).map(|(text, theirs)| {
        let own = answers(&Marker::parse(text).unwrap(), &environments);
        let theirs: Vec<Option<bool>> = theirs.as_array().unwrap().iter().map(Value::as_bool).collect();
        ((*text).to_owned(), own, theirs)
    });
    assert_eq!(compare("markers", cases), MARKERS.len());

    let own: Vec<Option<Requirement>> = REQUIREMENTS.iter().map(|text| Requirement::parse(text).ok()).collect();
    let written: Vec<String> = own.iter().map(|r| r.as_ref().map(ToString::to_string).unwrap_or_default()).collect();
    let question =
        json!({ "do": "requirements", "texts": REQUIREMENTS, "written": written, "environments": environments });
    let answer = ask(&question).unwrap();
    let cases = REQUIREMENTS.iter().zip(own).zip(answer.as_array().unwrap());
    let cases =
        cases.map(|((text, own), theirs)| ((*text).to_owned(), of_requirement(own, &environments), theirs.clone()));
    assert_eq!(compare("requirements", cases), REQUIREMENTS.len());
}
