//! The options of one line of a requirements file, split and matched as pip's parser does it.
//!
//! Words are split like a POSIX shell's, an unambiguous beginning of a long option counts, a value may be attached.

/// What may stand in a requirements file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opt {
    /// `-i`, `--index-url`, `--pypi-url`
    IndexUrl,
    /// `--extra-index-url`
    ExtraIndexUrl,
    /// `--no-index`
    NoIndex,
    /// `-c`, `--constraint`
    Constraint,
    /// `-r`, `--requirement`
    Requirement,
    /// `-e`, `--editable`
    Editable,
    /// `-f`, `--find-links`
    FindLinks,
    /// `--no-binary`
    NoBinary,
    /// `--only-binary`
    OnlyBinary,
    /// `--prefer-binary`
    PreferBinary,
    /// `--require-hashes`
    RequireHashes,
    /// `--no-require-hashes`
    NoRequireHashes,
    /// `--pre`
    Pre,
    /// `--all-releases`
    AllReleases,
    /// `--only-final`
    OnlyFinal,
    /// `--trusted-host`
    TrustedHost,
    /// `--use-feature`
    UseFeature,
    /// `--hash`
    Hash,
    /// `-C`, `--config-settings`
    ConfigSettings,
}

impl Opt {
    /// The long name.
    pub fn name(self) -> &'static str {
        // The first name in the table is the one in pip's help.
        TABLE.iter().find(|row| row.0 == self).map_or("", |row| row.1)
    }
}

// Option, long name, short name, takes a value.
const TABLE: &[(Opt, &str, Option<char>, bool)] = &[
    (Opt::IndexUrl, "--index-url", Some('i'), true),
    (Opt::IndexUrl, "--pypi-url", None, true),
    (Opt::ExtraIndexUrl, "--extra-index-url", None, true),
    (Opt::NoIndex, "--no-index", None, false),
    (Opt::Constraint, "--constraint", Some('c'), true),
    (Opt::Requirement, "--requirement", Some('r'), true),
    (Opt::Editable, "--editable", Some('e'), true),
    (Opt::FindLinks, "--find-links", Some('f'), true),
    (Opt::NoBinary, "--no-binary", None, true),
    (Opt::OnlyBinary, "--only-binary", None, true),
    (Opt::PreferBinary, "--prefer-binary", None, false),
    (Opt::RequireHashes, "--require-hashes", None, false),
    (Opt::NoRequireHashes, "--no-require-hashes", None, false),
    (Opt::Pre, "--pre", None, false),
    (Opt::AllReleases, "--all-releases", None, true),
    (Opt::OnlyFinal, "--only-final", None, true),
    (Opt::TrustedHost, "--trusted-host", None, true),
    (Opt::UseFeature, "--use-feature", None, true),
    (Opt::Hash, "--hash", None, true),
    (Opt::ConfigSettings, "--config-settings", Some('C'), true),
];

/// One option with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Which.
    pub opt: Opt,
    /// Its value; empty for a switch.
    pub value: String,
    /// The byte offset in the line.
    pub at: usize,
}

/// A line taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words<'a> {
    /// What stands before the first option.
    pub requirement: &'a str,
    /// The options, in order.
    pub options: Vec<Given>,
    /// Words among the options, which pip drops, with their offsets.
    pub stray: Vec<(String, usize)>,
}

/// What is wrong, and at which byte offset.
pub type Mistake = (String, usize);

/// Takes a line apart.
pub fn split(line: &str) -> Result<Words<'_>, Mistake> {
    // Only a space before "-" begins the options; a tab does not.
    let start = match line {
        _ if line.starts_with('-') => 0,
        _ => line.find(" -").map_or(line.len(), |at| at + 1),
    };
    let mut words = Words { requirement: line[..start].trim(), ..Words::default() };
    let mut rest = shell_words(&line[start..], start)?.into_iter();
    while let Some((word, at)) = rest.next() {
        let given = if word == "--" {
            words.stray.extend(rest.by_ref());
            break;
        } else if let Some(long) = word.strip_prefix("--") {
            long_option(long, at, &mut rest)?
        } else if word.len() > 1 && word.starts_with('-') {
            short_options(&word, at, &mut rest, &mut words.options)?
        } else {
            words.stray.push((word, at));
            continue;
        };
        words.options.extend(given);
    }
    Ok(words)
}

type Rest = std::vec::IntoIter<(String, usize)>;

fn long_option(word: &str, at: usize, rest: &mut Rest) -> Result<Option<Given>, Mistake> {
    let (name, attached) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
    let shown = || crate::ui::clean(name);
    let begins = |row: &&(Opt, &str, Option<char>, bool)| row.1[2..].starts_with(name);
    let mut found: Vec<_> = TABLE.iter().filter(begins).collect();
    if let Some(exact) = found.iter().position(|row| row.1[2..] == *name) {
        found = vec![found[exact]];
    }
    let row = match found[..] {
        [row] => row,
        [] => return Err((format!("no such option: --{}", shown()), at)),
        _ => {
            let names: Vec<_> = found.iter().map(|row| row.1).collect();
            return Err((format!("ambiguous option: --{} ({}?)", shown(), names.join(", ")), at));
        }
    };
    let value = match (row.3, attached) {
        (true, Some(value)) => value.to_owned(),
        (true, None) => rest.next().ok_or_else(|| (format!("{} needs a value", row.1), at))?.0,
        (false, Some(_)) => return Err((format!("{} takes no value", row.1), at)),
        (false, None) => String::new(),
    };
    Ok(Some(Given { opt: row.0, value, at }))
}

fn short_options(word: &str, at: usize, rest: &mut Rest, options: &mut Vec<Given>) -> Result<Option<Given>, Mistake> {
    let Some(letter) = word.chars().nth(1) else { return Ok(None) };
    // All short options take a value, so nothing can be bundled.
    let Some(row) = TABLE.iter().find(|row| row.2 == Some(letter)) else {
        return Err((format!("no such option: -{}", crate::ui::clean(&letter.to_string())), at));
    };
    let attached = &word[1 + letter.len_utf8()..];
    let value = if attached.is_empty() {
        rest.next().ok_or_else(|| (format!("-{letter} needs a value"), at))?.0
    } else {
        attached.to_owned()
    };
    options.push(Given { opt: row.0, value, at });
    Ok(None)
}

// Python's `shlex.split`: quotes and backslashes as in a POSIX shell, no comments.
fn shell_words(text: &str, base: usize) -> Result<Vec<(String, usize)>, Mistake> {
    let mut words = Vec::new();
    let mut word: Option<(String, usize)> = None;
    let mut quote = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match (c, quote) {
            (' ' | '\t' | '\r' | '\n', None) => words.extend(word.take()),
            ('\'' | '"', None) => {
                quote = Some((c, at));
                word.get_or_insert((String::new(), base + at));
            }
            (_, Some((open, _))) if c == open => quote = None,
            ('\\', None | Some(('"', _))) => {
                let Some((_, next)) = chars.next() else {
                    return Err(("a backslash at the end escapes nothing".into(), base + at));
                };
                let word = word.get_or_insert((String::new(), base + at));
                // In double quotes a backslash escapes only these two.
                if quote.is_some() && !matches!(next, '"' | '\\') {
                    word.0.push('\\');
                }
                word.0.push(next);
            }
            _ => word.get_or_insert((String::new(), base + at)).0.push(c),
        }
    }
    if let Some((_, at)) = quote {
        return Err(("a quotation mark is not closed".into(), base + at));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, requirement: &str, options: &[(Opt, &str)]) {
        let words = split(line).unwrap();
        assert_eq!(words.requirement, requirement);
        assert_eq!(words.options.iter().map(|g| (g.opt, g.value.as_str())).collect::<Vec<_>>(), options);
    }

    #[test]
    fn options_are_found_in_every_spelling() {
        check("-r a.txt", "", &[(Opt::Requirement, "a.txt")]);
        check("-ra.txt", "", &[(Opt::Requirement, "a.txt")]);
        check("--requirement=a.txt", "", &[(Opt::Requirement, "a.txt")]);
        check("--requirem a.txt", "", &[(Opt::Requirement, "a.txt")]);
        check("-i https://x/ --extra=y", "", &[(Opt::IndexUrl, "https://x/"), (Opt::ExtraIndexUrl, "y")]);
        check("-r 'a b.txt'", "", &[(Opt::Requirement, "a b.txt")]);
        check("-r \"a \\\" b\\c\" ", "", &[(Opt::Requirement, "a \" b\\c")]);
        check("-r a\\ b", "", &[(Opt::Requirement, "a b")]);
        check("--pre --no-index", "", &[(Opt::Pre, ""), (Opt::NoIndex, "")]);
        check("--pre", "", &[(Opt::Pre, "")]);
        check("--index-url --pre", "", &[(Opt::IndexUrl, "--pre")]);
    }

    #[test]
    fn a_requirement_stands_before_its_options() {
        check("a == 1 --hash=x  --hash y", "a == 1", &[(Opt::Hash, "x"), (Opt::Hash, "y")]);
        check("a-b>=1 ; x == '-'", "a-b>=1 ; x == '-'", &[]);
        check("a", "a", &[]);
        check("a\t--hash=x", "a\t--hash=x", &[]);
    }

    #[test]
    fn stray_words_are_kept_with_their_place() {
        let words = split("a --hash=x b -- --pre").unwrap();
        assert_eq!(words.stray, [("b".to_owned(), 11), ("--pre".to_owned(), 16)]);
    }

    #[test]
    fn what_pip_refuses_is_refused() {
        for (line, why, at) in [
            ("--nonsense", "no such option: --nonsense", 0),
            ("a --pre=1", "--pre takes no value", 2),
            ("a -x", "no such option: -x", 2),
            ("-r", "-r needs a value", 0),
            ("--index-url", "--index-url needs a value", 0),
            ("--pr", "ambiguous option: --pr (--prefer-binary, --pre?)", 0),
            ("--hash 'x", "a quotation mark is not closed", 7),
            ("-r x\\", "a backslash at the end escapes nothing", 4),
        ] {
            assert_eq!(split(line).unwrap_err(), (why.to_owned(), at), "{line}");
        }
    }
}
