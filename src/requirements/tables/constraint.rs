//! Version constraints as poetry writes them (`^1.2`, `~1.2`, `1.*`, `>=1,<2 || >=3`) -> specifiers of the standard.
//!
//! Pure. What no list of specifiers can say is refused, never widened.

use crate::pep::specifier::Specifiers;
use crate::pep::version::Version;

/// The alternatives, one of which must hold.
pub fn parse(text: &str) -> Result<Vec<Specifiers>, String> {
    let wrong = |why: String| format!("\"{}\" is no version constraint: {why}", crate::ui::clean(text));
    let mut all = Vec::new();
    for alternative in text.split('|').filter(|part| !part.trim().is_empty() || !text.contains('|')) {
        let mut specifiers = Vec::new();
        for word in words(alternative) {
            specifiers.extend(one(&word).map_err(wrong)?);
        }
        all.push(Specifiers::parse(&specifiers.join(",")).map_err(|error| wrong(error.to_string()))?);
    }
    Ok(all)
}

/// The same as one list, where there is one that means the same.
pub fn single(alternatives: &[Specifiers]) -> Option<Specifiers> {
    match alternatives {
        [] => return Some(Specifiers::any()),
        [one] => return Some(one.clone()),
        _ => {}
    }
    let samples = samples(alternatives);
    let is_same = |candidate: &Specifiers| {
        let any = |version: &Version| alternatives.iter().any(|one| one.contains(version));
        samples.iter().all(|version| candidate.contains(version) == any(version))
    };
    let gaps = gaps(alternatives);
    for low in alternatives {
        for high in alternatives {
            let part = |all: &Specifiers, signs: &[&str]| {
                let own = all.iter().filter(|one| signs.contains(&one.operator().as_str()));
                own.map(ToString::to_string).collect::<Vec<_>>()
            };
            let mut words = part(low, &[">=", ">"]);
            words.extend(part(high, &["<=", "<"]));
            for extra in [&[][..], &gaps[..]] {
                let text = words.iter().chain(extra).cloned().collect::<Vec<_>>().join(",");
                let Ok(candidate) = Specifiers::parse(&text) else { continue };
                if is_same(&candidate) {
                    return Some(candidate);
                }
            }
        }
    }
    None
}

/// As a marker on the Python version; `None` when every version is meant.
pub fn python_marker(alternatives: &[Specifiers]) -> Option<String> {
    if alternatives.iter().any(Specifiers::is_any) || alternatives.is_empty() {
        return None;
    }
    let of = |one: &Specifiers| {
        let parts = one.iter().map(|specifier| {
            let text = specifier.to_string();
            let digits = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
            format!("python_full_version {} \"{}\"", text[..digits].trim(), &text[digits..])
        });
        parts.collect::<Vec<_>>().join(" and ")
    };
    let all: Vec<String> = alternatives.iter().map(of).collect();
    Some(match all.as_slice() {
        [one] => one.clone(),
        several => several.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(" or "),
    })
}

// `>= 1.0, < 2` and `>=1.0 <2`: a sign belongs to the version after it.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for piece in text.split([',', ' ', '\t']).filter(|piece| !piece.is_empty()) {
        match words.last_mut() {
            Some(last) if !last.contains(|c: char| c.is_alphanumeric() || c == '*') => last.push_str(piece),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}

fn one(word: &str) -> Result<Vec<String>, String> {
    let at = word.find(|c: char| c.is_alphanumeric() || c == '*').ok_or("there is no version")?;
    let (sign, operand) = word.split_at(at);
    let sign = sign.trim();
    // poetry takes what tags are called: `v1.2`.
    let operand = operand.strip_prefix(['v', 'V']).unwrap_or(operand);
    if operand == "*" {
        return Ok(Vec::new());
    }
    let starred = operand.strip_suffix(".*").or_else(|| operand.strip_suffix(".x"));
    let version: Version = starred.unwrap_or(operand).parse().map_err(|_| format!("\"{operand}\" is no version"))?;
    let below = |length: usize| next(&version, length).map(|next| vec![format!(">={version}"), format!("<{next}")]);
    let too_large = || "a number is too large".to_owned();
    let release = version.release();
    match (sign, starred) {
        ("^", None) => {
            let first = release.iter().position(|part| *part != 0).unwrap_or(release.len() - 1);
            below(first + 1).ok_or_else(too_large)
        }
        ("~", None) => below(release.len().min(2)).ok_or_else(too_large),
        ("^" | "~", Some(_)) => Err(format!("\"{sign}\" and \".*\" do not go together")),
        ("" | "=" | "==", Some(_)) => Ok(vec![format!("=={version}.*")]),
        ("!=", Some(_)) => Ok(vec![format!("!={version}.*")]),
        // As poetry: `>=2.0.*` is `>=2.0`.
        (">=" | ">" | "<" | "<=", Some(_)) => Ok(vec![format!("{sign}{version}")]),
        ("" | "=", None) => Ok(vec![format!("=={version}")]),
        (">=" | ">" | "<=" | "<" | "!=" | "==" | "~=" | "===", None) => Ok(vec![format!("{sign}{operand}")]),
        (other, _) => Err(format!("\"{other}\" is no comparison")),
    }
}

// The version after all that begin with the first `length` numbers.
fn next(version: &Version, length: usize) -> Option<Version> {
    let mut release = version.release()[..length].to_vec();
    let last = release.last_mut()?;
    *last = last.checked_add(1)?;
    Some(Version::new(release).with_epoch(version.epoch()))
}

// `<3.0 || >=3.4` leaves out 3.0 to 3.3.
fn gaps(alternatives: &[Specifiers]) -> Vec<String> {
    const MOST: u64 = 50;
    let bounds = |signs: [&'static str; 2]| {
        let all = alternatives.iter().flat_map(|one| one.iter());
        all.filter(move |one| signs.contains(&one.operator().as_str())).filter_map(|one| one.version().cloned())
    };
    let mut gaps = Vec::new();
    for upper in bounds(["<", "<"]) {
        for lower in bounds([">=", ">="]) {
            let (mut from, mut to) = (upper.release().to_vec(), lower.release().to_vec());
            let length = from.len().max(to.len());
            from.resize(length, 0);
            to.resize(length, 0);
            while from.len() > 1 && from.last() == Some(&0) && to.last() == Some(&0) {
                from.pop();
                to.pop();
            }
            let (Some(first), Some(last)) = (from.pop(), to.pop()) else { continue };
            if from == to && first < last && last - first <= MOST {
                let prefix: String = from.iter().map(|part| format!("{part}.")).collect();
                gaps.extend((first..last).map(|part| format!("!={prefix}{part}.*")));
            }
        }
    }
    gaps
}

// Versions at, just below and just above every bound, of each length.
fn samples(alternatives: &[Specifiers]) -> Vec<Version> {
    let mut all = vec![Version::new([0]), Version::new([u64::from(u32::MAX)])];
    for version in alternatives.iter().flat_map(|one| one.iter()).filter_map(|one| one.version().cloned()) {
        let release = version.release().to_vec();
        for length in 1..=release.len() + 1 {
            let mut own = release.clone();
            own.resize(length, 0);
            for change in [-1_i64, 0, 1] {
                let mut other = own.clone();
                let last = other.last_mut().expect("it has one part at least");
                if let Some(changed) = last.checked_add_signed(change) {
                    *last = changed;
                    all.push(Version::new(other.clone()));
                    other.push(1);
                    all.push(Version::new(other));
                }
            }
        }
        all.push(version);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let parsed = parse(text).map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "));
        assert_eq!(parsed.as_deref(), Ok(expected), "{text}");
    }

    #[test]
    fn every_form_of_poetry_is_understood() {
        check("^1.2.3", ">=1.2.3,<2");
        check("^0.2.3", ">=0.2.3,<0.3");
        check("^0.0.3", ">=0.0.3,<0.0.4");
        check("^0.0", ">=0.0,<0.1");
        check("^0", ">=0,<1");
        check("^3.8", ">=3.8,<4");
        check("~1.2.3", ">=1.2.3,<1.3");
        check("~1", ">=1,<2");
        check("1.2.*", "==1.2.*");
        check("*", "");
        check("", "");
        check("1.2", "==1.2");
        check(">= 1.0, <2 ,!=1.5", ">=1.0,<2,!=1.5");
        check(">=1.0 <2", ">=1.0,<2");
        check("^1.0 || ^3.0", ">=1.0,<2 | >=3.0,<4");
        check("~=1.4.2", "~=1.4.2");
        check("v1.0", "==1.0");
        check(">=2.0.*", ">=2.0");
    }

    #[test]
    fn what_is_no_constraint_is_refused() {
        for text in ["^", "^x", "^1.*", "=>1", "1.0 ^", ">=1.0.0.*.*", "latest"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[track_caller]
    fn one_list(text: &str, expected: Option<&str>) {
        let single = single(&parse(text).unwrap()).map(|one| one.to_string());
        assert_eq!(single.as_deref(), expected, "{text}");
    }

    #[test]
    fn alternatives_become_one_list_where_that_means_the_same() {
        one_list("^1.0 || ^2.0", Some(">=1.0,<3"));
        one_list(">=2.7,<3.0 || >=3.3", Some(">=2.7,!=3.0.*,!=3.1.*,!=3.2.*"));
        one_list("<1.0 || ^1.0", Some("<2"));
        one_list("==1.0 || ==2.0", None);
    }

    #[test]
    fn pythons_become_markers() {
        let of = |text: &str| python_marker(&parse(text).unwrap());
        assert_eq!(of("^3.8").as_deref(), Some("python_full_version >= \"3.8\" and python_full_version < \"4\""));
        assert_eq!(of("*"), None);
        assert_eq!(
            of("~2.7 || ^3.6").as_deref(),
            Some(
                "(python_full_version >= \"2.7\" and python_full_version < \"2.8\") or (python_full_version >= \"3.6\" and python_full_version < \"4\")"
            )
        );
    }
}
