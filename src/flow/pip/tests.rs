use super::pins;

#[test]
fn x() {
    let _ = pins::read("");
}
