//! Repairs for specifiers in old metadata, tried only when the strict grammar refuses.

use super::{Specifier, SpecifierError, parse};

pub(super) fn specifiers(text: &str) -> Result<Vec<Specifier>, SpecifierError> {
    let strict = match parse::specifiers(text) {
        Ok(list) => return Ok(list),
        Err(error) => error,
    };
    let repaired = separate(text);
    repaired
        .split(',')
        .map(str::trim_ascii)
        .filter(|part| !part.is_empty())
        .map(|part| parse::specifier(part).or_else(|error| repair(part).ok_or(error)))
        .collect::<Result<_, _>>()
        .map_err(|_| strict)
}

// Quotes are dropped (`>='3.6'`), and a missing comma between two specifiers is put in (`>=7.2.0<8.0.0`).
fn separate(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut in_version = false;
    for c in text.chars().filter(|c| !matches!(c, '"' | '\'')) {
        let is_sign = matches!(c, '<' | '>' | '=' | '!' | '~');
        if is_sign && in_version {
            out.push(',');
        }
        in_version = if c.is_whitespace() { in_version } else { !is_sign && c != ',' };
        out.push(c);
    }
    out
}

fn repair(part: &str) -> Option<Specifier> {
    let end = part.find(|c: char| !matches!(c, '<' | '>' | '=' | '!' | '~')).unwrap_or(part.len());
    let (sign, version) = (&part[..end], part[end..].trim_ascii());
    let try_parse = |sign: &str, version: &str| parse::specifier(&format!("{sign}{version}")).ok();
    let sign = match sign {
        "=>" => ">=",
        "=<" => "<=",
        "=" => "==",
        // `!=~5.0` was meant as "not the 5.0 series".
        "!=~" => return try_parse("!=", &format!("{version}.*")),
        sign => sign,
    };
    let version = version.trim_end_matches('.');
    if version == "dev" {
        return try_parse(sign, "0.0.0.dev0");
    }
    if let Some(found) = try_parse(sign, version).or_else(|| try_parse(sign, without_zero(version)?)) {
        return Some(found);
    }
    // `>=3.6.*` means `>=3.6`; `!=3.0*` means `!=3.0.*`.
    let bare = version.strip_suffix(".*").or_else(|| version.strip_suffix('*'))?;
    match sign {
        "==" | "!=" => try_parse(sign, &format!("{bare}.*")),
        _ => try_parse(sign, bare),
    }
}

// `>=9.0.0a1.0` means `>=9.0.0a1`.
fn without_zero(version: &str) -> Option<&str> {
    let bare = version.strip_suffix(".0")?;
    let parsed: super::Version = bare.parse().ok()?;
    (parsed.any_prerelease() || parsed.post().is_some()).then_some(bare)
}
