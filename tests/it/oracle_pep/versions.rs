//! Versions: what is one, how it is written, which is greater; specifiers: which versions are in them.

use noglue::pep::specifier::{Key, Specifiers};
use noglue::pep::version::Version;

use super::generate::{self, Random};
use super::*;

#[test]
fn the_same_texts_are_versions_and_are_written_alike() {
    let mut random = Random::new(1);
    let mut inputs: Vec<String> = (0..30_000).map(|_| generate::scrambled(&mut random)).collect();
    inputs.extend((0..5_000).map(|_| generate::version(&mut random)));
    let Some(answer) = ask(&json!({ "do": "versions", "texts": inputs })) else { return };
    let own = |text: &String| text.parse::<Version>().map(|v| v.to_string()).unwrap_or_default();
    let cases = inputs.iter().zip(texts(&answer)).map(|(text, theirs)| (format!("{text:?}"), own(text), theirs));
    compare("versions", cases);
}

#[test]
fn versions_are_in_the_same_order() {
    let mut random = Random::new(2);
    let inputs: Vec<String> = (0..40_000).map(|_| generate::version(&mut random)).collect();
    let Some(answer) = ask(&json!({ "do": "order", "texts": inputs })) else { return };
    let theirs: Vec<i64> = answer.as_array().unwrap().iter().map(|v| v.as_i64().unwrap()).collect();
    let cases = inputs.chunks(2).zip(theirs).map(|(pair, theirs)| {
        let [a, b] = [&pair[0], &pair[1]].map(|text| text.parse::<Version>().unwrap());
        (format!("{a} against {b}"), a.cmp(&b) as i64, theirs)
    });
    assert_eq!(compare("order", cases), 20_000);
}

#[test]
fn the_same_versions_are_in_specifiers_and_in_their_ranges() {
    let mut random = Random::new(3);
    let versions: Vec<String> = (0..600).map(|_| generate::version(&mut random)).collect();
    let specifiers: Vec<String> = (0..1_500).map(|_| generate::specifiers(&mut random)).collect();
    // Each with some versions at random, and with its own ones and their relatives.
    let cases: Vec<(String, Vec<String>)> = specifiers
        .into_iter()
        .map(|specifier| {
            let mut near: Vec<String> = (0..25).map(|_| versions[random.below(versions.len())].clone()).collect();
            for own in specifier.split(',').map(|part| part.trim_start_matches(|c: char| !c.is_ascii_digit())) {
                let own = own.trim_end_matches(".*").split('+').next().unwrap();
                let tails =
                    ["", ".0", ".post1", ".post1.dev0", ".dev0", "a1", "rc1.post1", "+a", ".post1+a", ".1", "+1"];
                near.extend(tails.iter().map(|tail| format!("{own}{tail}")));
            }
            near.retain(|text| text.parse::<Version>().is_ok());
            (specifier, near)
        })
        .collect();
    let Some(answer) = ask(&json!({ "do": "contains", "cases": cases })) else { return };
    let mut count = 0;
    for ((specifier, versions), theirs) in cases.iter().zip(answer.as_array().unwrap()) {
        let parsed = Specifiers::parse(specifier);
        assert_eq!(parsed.is_ok(), !theirs.is_null(), "{specifier:?} is a specifier: {parsed:?}");
        let (Ok(parsed), Some(theirs)) = (parsed, theirs.as_object()) else { continue };
        let pre = parsed.mentions_prerelease();
        assert_eq!(Some(pre), theirs["pre"].as_bool(), "{specifier:?} mentions a pre-release");
        let ranges = parsed.to_ranges();
        let contained = versions.iter().zip(theirs["in"].as_array().unwrap()).map(|(text, theirs)| {
            let version: Version = text.parse().unwrap();
            let own = (parsed.contains(&version), ranges.contains(&Key::from(&version)));
            let theirs = theirs.as_bool().unwrap();
            (format!("{text} in {specifier:?}"), own, (theirs, theirs))
        });
        count += compare("contains", contained);
        let again = Specifiers::parse(&parsed.to_string()).unwrap();
        assert_eq!(again, parsed, "{specifier:?} is written as {parsed}");
    }
    assert!(count > 40_000, "{count} pairs");
}

#[test]
fn the_same_texts_are_specifiers() {
    let mut random = Random::new(4);
    let inputs: Vec<String> = (0..30_000)
        .map(|_| {
            let operator = random.one_of(&["==", "!=", "<", "<=", ">", ">=", "~=", "===", "=", "", "=>", "^", "=== "]);
            let space = random.one_of(&["", "", "", " ", "  ", "\t"]);
            let rest = generate::scrambled(&mut random);
            let tail = random.one_of(&["", "", "", "", " ", ",", ",,", ",>=1", ", <2 "]);
            format!("{operator}{space}{rest}{tail}")
        })
        .collect();
    let Some(answer) = ask(&json!({ "do": "specifiers", "texts": inputs })) else { return };
    // `===` without a word is in no grammar, though `packaging` takes it.
    let has_word = |text: &str| text.split(',').all(|part| part.trim() != "===");
    let cases = inputs
        .iter()
        .zip(answer.as_array().unwrap())
        .filter(|(text, _)| has_word(text))
        .map(|(text, theirs)| (format!("{text:?}"), Specifiers::parse(text).is_ok(), theirs.as_bool().unwrap()));
    compare("specifiers", cases);
}
