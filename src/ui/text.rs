//! Words made from values: sizes, durations, harmless text, likely meant names.

use std::time::Duration;

/// Text from outside, safe on a terminal: control characters as `␛`-like pictures, cut at 200 characters.
pub fn clean(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((end, _)) => whole(&text[..end]) + "…",
        None => whole(text),
    }
}

/// As [`clean`], never cut: for data that somebody reads again.
pub fn whole(text: &str) -> String {
    let harmless = |c: char| match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('�'),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '�',
        c => c,
    };
    text.chars().map(harmless).collect()
}

/// `1.2 MB`, decimal units.
pub fn human_bytes(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 999.5 && unit < UNITS.len() - 1 {
        value /= 1000.0;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} B") } else { format!("{value:.1} {}", UNITS[unit]) }
}

/// `12 ms`, `1.3 s`, `2 min 5 s`.
pub fn human_duration(duration: Duration) -> String {
    let ms = duration.as_millis();
    match ms {
        0..1000 => format!("{ms} ms"),
        1000..60_000 => format!("{:.1} s", duration.as_secs_f64()),
        _ => format!("{} min {} s", ms / 60_000, ms / 1000 % 60),
    }
}

/// The candidate nearest to `typed`, if one is near.
pub fn did_you_mean<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(typed, candidates).into_iter().next()
}

/// The candidates near to `typed`, nearest first, each once: at most a quarter of its letters and one differ, and
/// never all.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = typed.chars().count();
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|c| c.chars().count().abs_diff(length) <= 1 + length / 4)
        .map(|c| (distance(typed, c), c))
        .filter(|(d, _)| *d > 0 && *d <= 1 + length / 4 && *d < length)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, c)| c).collect()
}

// Levenshtein.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let cost = corner + usize::from(ca != *cb);
            corner = row[j + 1];
            row[j + 1] = cost.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_pictures() {
        assert_eq!(clean("a\x1b[31mb\nc\u{202e}"), "a␛[31mb␊c�");
        assert_eq!(clean(&"x".repeat(300)).chars().count(), 201);
    }

    #[test]
    fn sizes_and_durations_read_well() {
        assert_eq!(human_bytes(999), "999 B");
        assert_eq!(human_bytes(6_100_000), "6.1 MB");
        assert_eq!(human_duration(Duration::from_millis(1300)), "1.3 s");
        assert_eq!(human_duration(Duration::from_secs(125)), "2 min 5 s");
    }

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        assert_eq!(did_you_mean("djnago", ["django", "flask"]), Some("django"));
        assert_eq!(did_you_mean("zzz", ["django", "flask"]), None);
        assert_eq!(did_you_mean("a", ["b", "c"]), None, "all of it differs");
        assert_eq!(nearest("djnago", ["djongo", "django", "flask", "django", "djnago"]), ["django", "djongo"]);
    }
}
