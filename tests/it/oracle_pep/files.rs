//! File names of wheels and source distributions, taken apart.

use noglue::pep::wheel_name::{SdistName, WheelName};

use super::generate::{self, Random};
use super::*;

#[test]
fn wheel_names_are_taken_apart_alike() {
    let mut random = Random::new(7);
    let inputs: Vec<String> = (0..20_000)
        .map(|_| {
            let name = random.one_of(&["foo", "Foo_Bar", "a.b", "a__b", "x-y", "9", ""]);
            let version = match random.below(6) {
                0 => generate::scrambled(&mut random),
                _ => generate::version(&mut random).replace('-', "_"),
            };
            let build = random.one_of(&["", "", "", "", "-1", "-2local", "-007", "-x", "-"]);
            let python = random.one_of(&["py3", "py2.py3", "cp312", "CP38", "py2..py3", ""]);
            let abi = random.one_of(&["none", "abi3", "cp312", "abi3.abi3t", ""]);
            let platform = random.one_of(&["any", "manylinux_2_17_x86_64.manylinux2014_x86_64", "win_amd64", ""]);
            let end = if random.rarely(20) { random.one_of(&[".zip", "", ".WHL", ".whl.whl"]) } else { ".whl" };
            format!("{name}-{version}{build}-{python}-{abi}-{platform}{end}")
        })
        .collect();
    let Some(answer) = ask(&json!({ "do": "wheels", "texts": inputs })) else { return };
    let cases = inputs.iter().zip(answer.as_array().unwrap()).map(|(text, theirs)| {
        let own = WheelName::parse(text).ok().map_or(Value::Null, |own| {
            let mut tags = Vec::new();
            for python in own.python_tags() {
                for abi in own.abi_tags() {
                    tags.extend(
                        own.platform_tags().map(|platform| format!("{python}-{abi}-{platform}").to_lowercase()),
                    );
                }
            }
            tags.sort();
            tags.dedup();
            let build = own.build().map_or(json!([]), |(number, text)| json!([number, text]));
            json!({ "name": own.name(), "version": own.version(), "build": build, "tags": tags })
        });
        (text.clone(), own, theirs.clone())
    });
    compare("wheel names", cases);
}

#[test]
fn sdist_names_are_taken_apart_alike() {
    let mut random = Random::new(8);
    let inputs: Vec<String> = (0..20_000)
        .map(|_| {
            let name = random.one_of(&["foo", "Foo_Bar", "a.b", "a-b", "x-1", "9"]);
            let version = match random.below(4) {
                0 => generate::scrambled(&mut random),
                _ => generate::version(&mut random),
            };
            format!("{name}-{version}{}", random.one_of(&[".tar.gz", ".tar.gz", ".zip", ".tgz", ".whl"]))
        })
        .collect();
    let Some(answer) = ask(&json!({ "do": "sdists", "texts": inputs })) else { return };
    let cases = inputs.iter().zip(answer.as_array().unwrap()).map(|(text, theirs)| {
        let own = SdistName::parse(text).ok();
        (text.clone(), own.map_or(Value::Null, |own| json!([own.name(), own.version()])), theirs.clone())
    });
    compare("sdist names", cases);
}
