use super::*;

fn edit(form: Form, text: &str, change: impl FnOnce(&mut File) -> Result<(), RequirementsError>) -> String {
    let mut file = File::new(Path::new("file"), form, text.as_bytes()).unwrap();
    change(&mut file).unwrap();
    String::from_utf8(file.bytes()).unwrap()
}

#[test]
fn a_script_gets_metadata_behind_what_must_come_first() {
    let add = |text: &str| edit(Form::Script, text, |file| file.insert(&Part::Script, 0, "a>=1"));
    let block = "# /// script\n# dependencies = [\n#     \"a>=1\",\n# ]\n# ///\n";
    assert_eq!(add("print(1)\n"), format!("{block}\nprint(1)\n"));
    assert_eq!(
        add("#!/usr/bin/python3\n# -*- coding: utf-8 -*-\n\nx\n"),
        format!("#!/usr/bin/python3\n# -*- coding: utf-8 -*-\n{block}\n\nx\n")
    );
    assert_eq!(add(""), block);
    assert_eq!(add("#!/bin/x"), format!("#!/bin/x\n{block}"));
}

#[test]
fn the_metadata_of_a_script_is_edited_in_its_comments() {
    let text = "#!/x\r\n# /// script\r\n# requires-python = \">=3.9\"\r\n# dependencies = [\r\n#   \"b\", # why\r\n#\r\n# ]\r\n# ///\r\nx\r\n";
    let added = edit(Form::Script, text, |file| file.insert(&Part::Script, 0, "a"));
    assert_eq!(added, text.replace("#   \"b\"", "#   \"a\",\r\n#   \"b\""));
    let file = File::new(Path::new("s.py"), Form::Script, text.as_bytes()).unwrap();
    let list = file.list(&Part::Script).unwrap().unwrap();
    assert_eq!((list[0].line, list[0].text.as_str()), (5, "b"));
    let removed = edit(Form::Script, text, |file| file.remove(&Part::Script, 0));
    assert_eq!(removed, text.replace("# dependencies = [\r\n#   \"b\", # why\r\n#\r\n# ]", "# dependencies = []"));
}

#[test]
fn a_byte_order_mark_stays() {
    let text = "\u{feff}[dependency-groups]\ndev = []\n";
    let part = Part::Group(GroupName::parse("dev").unwrap());
    let added = edit(Form::Pyproject, text, |file| file.insert(&part, 0, "a"));
    assert_eq!(added, "\u{feff}[dependency-groups]\ndev = [\n    \"a\",\n]\n");
}

#[test]
fn what_cannot_be_read_cannot_be_edited() {
    let error = |form, bytes: &[u8]| File::new(Path::new("f"), form, bytes).unwrap_err().to_string();
    assert_eq!(error(Form::Lines, b"\xff\xfea\0"), "f: it is not UTF-8, and is not edited");
    assert!(error(Form::Pyproject, b"[project\n").starts_with("f is no valid TOML: line 1"));
    assert!(error(Form::Script, b"# /// script\n# dependencies = 1\n# ///\n").contains("dependencies must be a list"));
}
