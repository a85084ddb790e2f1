//! A look at the text of an application's module: does it have the callable that a server asks for? Runs nothing.

/// False only where the text leaves no doubt: no assignment, definition, import or star that could make the name.
pub fn may_have(text: &str, name: &str) -> bool {
    text.lines().map(str::trim_start).any(|line| makes(line, name))
}

fn makes(line: &str, name: &str) -> bool {
    let word = |text: &str| text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name);
    if line.starts_with('#') {
        return false;
    }
    for keyword in ["def ", "async def ", "class "] {
        if let Some(rest) = line.strip_prefix(keyword) {
            return rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next() == Some(name);
        }
    }
    if line.starts_with("from ") || line.starts_with("import ") {
        return word(line) || line.trim_end().ends_with('*') || line.contains('(');
    }
    // `a = b = x`, `a: T = x`, `a, b = x`, names inside a bracketed import, `globals()[...]`, `exec(...)`.
    line.contains("globals(")
        || line.contains("exec(")
        || line.contains("setattr(")
        || (word(line) && before_value(line, name))
}

// The name stands before the last `=`, or on a line of its own (of a bracketed import).
fn before_value(line: &str, name: &str) -> bool {
    match line.rsplit_once('=') {
        Some((targets, _)) => targets.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name),
        None => line.trim_end_matches([',', ')', ' ', '\r']) == name || line.contains(&format!(" as {name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_made() {
        let check = |text: &str, expected| assert_eq!(may_have(text, "application"), expected, "{text:?}");
        check("import os\napplication = get_wsgi_application()\n", true);
        check("def application(environ, start_response):\n    pass\n", true);
        check("async def application(scope): ...", true);
        check("class application: ...", true);
        check("app = application = Flask(__name__)", true);
        check("application: Flask = create()", true);
        check("from proj import application", true);
        check("from proj import app as application", true);
        check("from proj import *", true);
        check("from proj import (\n    app,\n    application,\n)", true);
        check("try:\n    application = x\nexcept E: pass", true);
        check("globals()['application'] = x", true);
        check("app = Flask(__name__)", false);
        check("# application = x", false);
        check("app = application_of(x)", false);
        check("def applications(): ...", false);
        check("from proj import app", false);
        check("", false);
    }
}
