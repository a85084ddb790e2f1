//! Random words that look like the real ones, the same in every run.

/// A small generator of numbers (xorshift), seeded by the test.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// From 0 up to `end`, which does not count.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    pub(crate) fn one_of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// True once in `times`.
    pub(crate) fn rarely(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// The release part; few numbers, so that versions meet.
pub(super) fn release(random: &mut Random) -> String {
    let numbers = ["0", "0", "1", "1", "2", "3", "10", "255", "256", "20240101"];
    let count = 1 + random.below(4);
    (0..count).map(|_| random.one_of(&numbers)).collect::<Vec<_>>().join(".")
}

/// A version in its normal form, without a local label.
pub(super) fn public(random: &mut Random) -> String {
    let epoch = if random.rarely(12) { "1!" } else { "" };
    let pre = random.one_of(&["", "", "", "", "a0", "a1", "b1", "rc1", "rc300"]);
    let post = random.one_of(&["", "", "", "", ".post0", ".post1", ".post300"]);
    let dev = random.one_of(&["", "", "", "", ".dev0", ".dev1", ".dev300"]);
    format!("{epoch}{}{pre}{post}{dev}", release(random))
}

pub(super) fn version(random: &mut Random) -> String {
    let local = random.one_of(&["", "", "", "", "+a", "+1", "+a.1", "+1.a", "+10", "+local"]);
    format!("{}{local}", public(random))
}

/// Text made of the pieces of versions in any order, some of it a version.
pub(super) fn scrambled(random: &mut Random) -> String {
    let pieces = [
        "1", "0", "2", "10", "007", ".", ".", ".", "-", "_", "!", "+", "a", "b", "c", "rc", "alpha", "beta", "pre",
        "preview", "post", "rev", "r", "dev", "v", "V", "A1", "RC", "Dev", "local", " ", ".*", "*", "x",
    ];
    let count = 1 + random.below(7);
    let mut text = (0..count).map(|_| random.one_of(&pieces)).collect::<String>();
    if random.rarely(2) {
        text.insert_str(0, "1.0");
    }
    text
}

pub(super) fn specifier(random: &mut Random) -> String {
    let operator = random.one_of(&["==", "!=", "<", "<=", ">", ">=", "~=", "===", "==", "!="]);
    let space = if random.rarely(10) { " " } else { "" };
    let operand = match operator {
        "==" | "!=" if random.rarely(2) => {
            let epoch = if random.rarely(12) { "1!" } else { "" };
            format!("{epoch}{}.*", release(random))
        }
        "==" | "!=" | "===" => version(random),
        "~=" => {
            let public = public(random);
            // At least two numbers.
            match public.split_once(|c: char| !c.is_ascii_digit() && c != '!') {
                Some(_) if public.contains('.') && !public.starts_with("1!") => public,
                _ => format!("1.{public}").replace("1.1!", "1!1."),
            }
        }
        _ => public(random),
    };
    format!("{operator}{space}{operand}")
}

pub(super) fn specifiers(random: &mut Random) -> String {
    let count = [0, 1, 1, 1, 2, 2, 3][random.below(7)];
    let text = (0..count).map(|_| specifier(random)).collect::<Vec<_>>().join(",");
    // `packaging` reads the commas behind `===` as part of its word, and stumbles over a space after them.
    if text.contains("===") { text.replace(' ', "") } else { text }
}
