//! Our lines in a file that is somebody else's: put in between two marks, taken out again byte for byte. Pure.

/// The first mark; the rest of its line explains.
const BEGIN: &[u8] = b"# >>> noglue >>>";
const END: &[u8] = b"# <<< noglue <<<";
const EXPLAINED: &str = " written by 'noglue setup', removed by 'noglue setup --undo'";
/// Said in the first mark when the file's last line had no end, so that taking out can leave it so.
const OPEN_END: &str = " (the line above had no end)";

/// Where our lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// After everything else, so that they have the last word.
    End,
    /// And also before everything else: the file stops early in shells nobody types into.
    BothEnds,
}

/// `text` with `lines` in it, between marks; at the top only the first of them, which does not need a person.
/// Unchanged if they are there already, wherever somebody moved them.
pub fn put(text: &[u8], lines: &[String], place: Place) -> Vec<u8> {
    let first = &lines[..lines.len().min(1)];
    let wanted = match place {
        Place::End => 1,
        Place::BothEnds => 2,
    };
    let count = |line: &String| text.split(|b| *b == b'\n').filter(|l| *l == line.as_bytes()).count();
    let is_there = first.iter().all(|line| count(line) >= wanted) && lines.iter().all(|line| count(line) > 0);
    if is_there && has(text) {
        return text.to_vec();
    }
    let rest = take_out(text, lines);
    let mut out = Vec::with_capacity(text.len() + 512);
    if place == Place::BothEnds {
        out.extend(block(first, false));
    }
    out.extend_from_slice(&rest);
    let is_open = !rest.is_empty() && !rest.ends_with(b"\n");
    if is_open {
        out.push(b'\n');
    }
    out.extend(block(lines, is_open));
    out
}

/// What [`put`] adds, for showing it.
pub fn shown(lines: &[String]) -> Vec<String> {
    String::from_utf8_lossy(&block(lines, false)).lines().map(str::to_owned).collect()
}

/// True if there are lines of ours.
pub fn has(text: &[u8]) -> bool {
    text.split(|b| *b == b'\n').any(|line| line.starts_with(BEGIN))
}

/// `text` without our lines. Lines that somebody wrote between the marks stay: ours are those in `known`, and any other
/// that names our folder of shims or our hook as ours do.
pub fn take_out(text: &[u8], known: &[String]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut is_inside = false;
    let mut had_open_end = false;
    for line in text.split_inclusive(|b| *b == b'\n') {
        let bare = line.strip_suffix(b"\n").unwrap_or(line);
        if bare.starts_with(BEGIN) {
            is_inside = true;
            had_open_end = bare.ends_with(OPEN_END.as_bytes());
        } else if bare == END {
            is_inside = false;
        } else if !(is_inside && is_ours(bare, known)) {
            out.extend_from_slice(line);
            // Something was added below: the line above keeps its end.
            had_open_end = false;
        }
    }
    if had_open_end && out.ends_with(b"\n") {
        out.pop();
    }
    out
}

fn is_ours(line: &[u8], known: &[String]) -> bool {
    known.iter().any(|known| line == known.as_bytes()) || is_like_ours(line)
}

// Written by another version, or before the data folder or noglue moved.
fn is_like_ours(line: &[u8]) -> bool {
    let has = |part: &[u8]| line.windows(part.len()).any(|w| w == part);
    (has(b"/shims") && has(b"PATH")) || (has(b"/noglue") && has(b" hook "))
}

fn block(lines: &[String], is_after_open_end: bool) -> Vec<u8> {
    let open = if is_after_open_end { OPEN_END } else { "" };
    let mut out = [BEGIN, EXPLAINED.as_bytes(), open.as_bytes(), b"\n"].concat();
    for line in lines {
        out.extend([line.as_bytes(), b"\n"].concat());
    }
    out.extend([END, b"\n"].concat());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "export PATH=\"/data/shims:$PATH\"";

    fn lines() -> [String; 2] {
        [LINE.to_owned(), "eval \"$(/opt/noglue hook bash)\"".to_owned()]
    }

    #[test]
    fn what_is_put_in_is_taken_out_byte_for_byte() {
        let texts: [&[u8]; 8] = [
            b"",
            b"\n",
            b"# mine\n",
            b"# mine",
            b"a\n\n\n",
            b"\xff\xfe binary \x00\n",
            b"a\r\nb\r\n",
            b"case $- in *i*) ;; *) return;; esac",
        ];
        for text in texts {
            for place in [Place::End, Place::BothEnds] {
                let with = put(text, &lines(), place);
                assert!(has(&with));
                assert_ne!(with, text);
                assert_eq!(put(&with, &lines(), place), with, "a second time adds nothing");
                for known in [&lines()[..], &[]] {
                    assert_eq!(take_out(&with, known), text, "{:?}", String::from_utf8_lossy(&with));
                }
            }
        }
    }

    #[test]
    fn what_changed_around_it_stays() {
        let with = put(b"one", &lines(), Place::End);
        let changed = [b"zero\n", with.as_slice(), b"two\n"].concat();
        assert_eq!(take_out(&changed, &lines()), b"zero\none\ntwo\n");
        let changed = String::from_utf8(with).unwrap().replace(LINE, &format!("mine=1\n{LINE}"));
        assert_eq!(take_out(changed.as_bytes(), &lines()), b"one\nmine=1\n");
    }

    #[test]
    fn a_folder_that_moved_replaces_the_line() {
        let old = [LINE.replace("/data", "/old"), "eval \"$(/home/bob/noglue hook bash)\"".to_owned()];
        for old in [&old[..], &old[..1]] {
            let new = put(&put(b"one\n", old, Place::End), &lines(), Place::End);
            assert_eq!(new, put(b"one\n", &lines(), Place::End));
        }
    }

    #[test]
    fn a_lost_end_mark_takes_nothing_of_the_persons_own() {
        let with = String::from_utf8(put(b"one\n", &lines(), Place::End)).unwrap();
        let broken = format!("{}two\nthree\n", with.replace("# <<< noglue <<<\n", ""));
        assert_eq!(take_out(broken.as_bytes(), &lines()), b"one\ntwo\nthree\n");
    }
}
