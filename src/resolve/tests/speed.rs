//! Big worlds: how much is asked of the candidates, and (by hand, in release mode) how long it takes.

use super::super::*;
use super::world::*;

// Like boto3, botocore and urllib3: each version of the first needs a narrow range of the second.
fn chain(versions: usize, cut: usize) -> World {
    let v = |n: usize| format!("1.{}.{}", n / 100, n % 100);
    let mut text = String::new();
    for n in 0..versions {
        let (this, next) = (v(n), v(n + 1));
        text.push_str(&format!("boto {this} needs core>={this},<{next} & transfer>=0.{},<0.{}\n", n / 50, n / 50 + 1));
        let url = if n < cut { "url>=1.25,<1.27" } else { "url>=2,<3" };
        text.push_str(&format!("core {this} needs {url} & path<2\n"));
    }
    for n in 0..versions.div_ceil(50) {
        text.push_str(&format!("transfer 0.{n} needs core<2\n"));
    }
    text.push_str("url 1.25\nurl 1.26\nurl 2.0\nurl 2.1\npath 1.0\n");
    World::new(&text)
}

// Many packages of many versions, each needing a few of the ones after it.
fn wide(packages: usize, versions: usize) -> World {
    let mut text = String::new();
    for p in 0..packages {
        for v in 0..versions {
            let needs: Vec<String> = (1..9)
                .map(|step| p + step * step)
                .filter(|to| *to < packages)
                .map(|to| format!("p{to}>={},<{}", v / 2, v + 40))
                .collect();
            let needs = if needs.is_empty() { String::new() } else { format!(" needs {}", needs.join(" & ")) };
            text.push_str(&format!("p{p} {v}{needs}\n"));
        }
    }
    World::new(&text)
}

#[test]
fn only_what_is_needed_is_asked_for() {
    let world = wide(60, 30);
    let resolution = solve(&problem(&["p0"]), &world).unwrap();
    let asked = world.asked.borrow();
    assert_eq!(asked.len(), 2 * resolution.packages.len(), "{asked:?}");
}

#[test]
fn a_conflict_deep_down_is_learned_once() {
    let world = chain(400, 100);
    let wanted = "boto 1.0.99, core 1.0.99, path 1.0, transfer 0.1, url 1.26";
    assert_eq!(answer(&world, &problem(&["boto", "url<2"])), wanted);
    let asked = world.asked.borrow().iter().filter(|line| !line.starts_with("soon") && line.contains(' ')).count();
    assert!(asked <= 2 * 301 + 20, "{asked} of 800");
}

#[test]
fn a_package_tried_again_and_again_is_fetched_ahead() {
    let world = chain(200, 10);
    answer(&world, &problem(&["boto", "url<2"]));
    assert!(world.asked.borrow().iter().any(|line| line.starts_with("soon ")));
}

// As they really are: a version takes later patches too, and nothing old enough is near.
#[test]
fn every_version_of_a_package_released_daily_is_fetched_ahead_and_looked_at_once() {
    const ALL: usize = 700;
    let v = |n: usize| format!("1.{}.{}", n / 100, n % 100);
    let mut text = String::new();
    for n in 0..ALL {
        let (this, minor) = (v(n), n / 100 + 1);
        text.push_str(&format!("boto {this} needs core>={this},<1.{minor}.0 & path<2\n"));
        let url = if n < 20 { "url>=1.20,<1.26" } else { "url>=1.25.4,<3" };
        text.push_str(&format!("core {this} needs {url} & path<2\n"));
    }
    text.push_str("url 1.24\nurl 1.26\nurl 2.0\npath 1.0\n");
    let world = World::new(&text);
    assert_eq!(answer(&world, &problem(&["boto", "url<1.25"])), "boto 1.0.19, core 1.0.19, path 1.0, url 1.24");
    let asked = world.asked.borrow();
    let mut soon = std::collections::HashSet::new();
    let mut alone = Vec::new();
    let mut count = 0;
    for line in asked.iter() {
        match line.strip_prefix("soon ") {
            Some(version) => assert!(soon.insert(version), "{version} twice"),
            None if line.contains(' ') => {
                count += 1;
                if !soon.contains(line.as_str()) {
                    alone.push(line);
                }
            }
            None => {}
        }
    }
    assert!(count <= 2 * ALL, "{count}");
    assert!(alone.len() < 30, "{} not ahead: {alone:?}", alone.len());
    assert!(soon.len() <= count + 2 * 64, "{} for {count}", soon.len());
}
