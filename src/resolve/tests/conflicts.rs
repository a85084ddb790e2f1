//! What a person reads when nothing fits.

use super::world::*;

#[test]
fn scratch() {
    let show = |title: &str, world: &str, wishes: &[&str]| {
        println!("== {title}\nerror: {}\n", answer(&World::new(world), &problem(wishes)));
    };
    let django = "
        django 3.2
        django 4.2.16
        django 5.0 | python >=3.10
        django 5.1 | python >=3.10
        django 5.2 | python >=3.10
        django 6.0a1 | python >=3.12
        old 1.0 needs django<4
        old 1.1 needs django<4
        old 1.2 needs django<4.2
        b 1.0
        b 2.0 needs c>=1
        b 2.1 needs c>=1
        c 1.0 needs django<4
        c 1.1 needs django<4
        cel 5.0 needs kombu; extra == \"redis\" & vine
        kombu 1.0 needs django<4
        vine 1.0";
    show("two roots", django, &["django>=4", "django<4"]);
    show("root and dependency", django, &["django>=4", "old"]);
    show("pinned dependency", django, &["django>=4", "old==1.1"]);
    show("chain", django, &["django>=4", "b>=2"]);
    show("extra", django, &["django>=4", "cel[redis]"]);
    show("unknown", django, &["djagno"]);
    show("unknown dep", "a 1.0 needs nowhere>1\na 2.0 needs nowhere>2", &["a"]);
    show("too new", django, &["django>=9"]);
    show("pin between", django, &["django==4.1"]);
    show("python", django, &["django>=5"]);
    show("sdist", "a 1.0\na 2.0 | sdist\na 3.0 | sdist\na 4.0 | wheel win_amd64, macosx_11_0_arm64", &["a>=2"]);
    show("yanked", "a 1.0\na 2.0 | yanked: security", &["a>=2"]);
    show("broken", "a 1.0 | broken: its METADATA has no Name", &["a"]);
    show(
        "case split",
        "
        a 1.0 needs x<2
        a 2.0 needs y<2
        b 1.0 needs x>=2 & y>=2
        x 1.0
        x 2.0
        y 1.0
        y 2.0",
        &["a", "b"],
    );
    show(
        "three way",
        "
        a 1.0 needs x!=1
        b 1.0 needs x!=2
        c 1.0 needs x!=3
        x 1
        x 2
        x 3",
        &["a", "b", "c"],
    );
    let mut text = String::new();
    for n in 0..60 {
        text.push_str(&format!("boto 1.{n} needs core>=1.{n},<1.{}\n core 1.{n}\n", n + 1));
    }
    text.push_str("aio 2.5 needs core>=1.7,<1.9");
    show("boto", &text, &["boto>=1.30", "aio==2.5"]);
    let mut bound = problem(&["django>=4", "old"]);
    bound.constraints = roots("constraints.txt", &["django<4"]);
    println!("== constraint\nerror: {}\n", answer(&World::new(django), &bound));
    show("pre", "a 1.0 needs b<1\na 2.0rc1\nb 1.0", &["a", "b==1.0"]);
    show("url", "a 1.0a1\nc 1.0 needs a>=2", &["a @ https://example.org/a-1.0a1-py3-none-any.whl", "c"]);
    show("empty root", "a 1.0", &["a>2,<1"]);
}
