//! The fuzz targets over their corpora and over seeded changes of these: always the same ones, so that what fails here
//! fails again. `make fuzz` goes on from the same corpora for as long as it is let.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use crate::tidy::root;

#[path = "../fuzz/targets.rs"]
mod targets;

use targets::{TARGETS, Target};

/// Changed inputs per target. Those that write to the disk get a tenth.
const ROUNDS: usize = 4000;

fn folder(target: &str) -> PathBuf {
    root().join("tests/fuzz/corpus").join(target)
}

fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder(target.name)).unwrap_or_else(|e| panic!("no corpus of {}: {e}", target.name));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "the corpus of {} is empty", target.name);
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// xorshift64*: the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

const ODD: &[&[u8]] = &[
    b"\0",
    b"\xff\xff\xff\xff",
    b"\x80\0\0\0",
    b"../",
    b"/",
    b"\\",
    b"\r\n",
    b"\xc3",
    "\u{202e}".as_bytes(),
    b"\"",
    b"'",
    b"[",
    b"{",
    b"(",
    b"99999999999999999999",
    b"-1",
    b"*",
    b"!",
    b"==",
    b"~=",
    b" and ",
    b"\xef\xbb\xbf",
    b"${SET}",
    b",",
];

fn changed(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + 1 + random.below(8)).min(bytes.len());
        match random.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => drop(bytes.drain(at..end.max(at))),
            2 => drop(bytes.splice(at..at, ODD[random.below(ODD.len())].iter().copied())),
            3 => drop(bytes.splice(at..end.max(at), ODD[random.below(ODD.len())].iter().copied())),
            4 => bytes.truncate(at),
            5 => {
                let piece = bytes[at..end.max(at)].repeat(1 + random.below(40));
                drop(bytes.splice(at..at, piece));
            }
            _ => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend(&other[from..]);
            }
        }
    }
    bytes
}

fn run(target: &Target, bytes: &[u8], what: &str) {
    if catch_unwind(AssertUnwindSafe(|| (target.run)(bytes))).is_err() {
        let kept = std::env::temp_dir().join(format!("noglue-fuzz-{}", target.name));
        fs::write(&kept, bytes).unwrap();
        panic!("{} does not hold for {what}, kept as {}", target.name, kept.display());
    }
}

#[test]
fn every_target_holds_for_its_corpus_and_for_changes_of_it() {
    for target in TARGETS {
        let seeds = corpus(target);
        for (number, seed) in seeds.iter().enumerate() {
            run(target, seed, &format!("number {number} of its corpus"));
        }
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let rounds = if ["tar", "pyproject"].contains(&target.name) { ROUNDS / 10 } else { ROUNDS };
        for round in 0..rounds {
            run(target, &changed(&seeds, &mut random), &format!("change {round}"));
        }
    }
}

#[test]
fn every_target_has_its_program() {
    for target in TARGETS {
        let program = root().join("tests/fuzz/fuzz_targets").join(format!("{}.rs", target.name));
        assert!(program.is_file(), "{} is missing", program.display());
    }
    let made = fs::read_dir(root().join("tests/fuzz/fuzz_targets")).unwrap().count();
    assert_eq!(made, TARGETS.len());
}
