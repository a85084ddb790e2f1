//! The head of an executable -> for which machine it is and which loader starts it. Reads one file, runs nothing.

use std::ffi::OsString;
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use crate::sys;

/// What the head of an ELF file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Elf {
    /// 32 or 64.
    pub(super) bits: u8,
    /// `e_machine`: 3 is i386, 40 is ARM, 62 is x86-64, 183 is AArch64.
    pub(super) machine: u16,
    /// `e_flags`: on ARM, the ABI and whether floats go in registers.
    pub(super) flags: u32,
    /// PT_INTERP: the program that loads this one. A statically linked file has none.
    pub(super) loader: Option<PathBuf>,
}

/// ARM: EABI version 5 with floats passed in registers ("hard float").
const ARM_EABI5_HARD: u32 = 0x0500_0400;
const ARM_EABI_AND_FLOAT: u32 = 0xff00_0400;

impl Elf {
    /// `None` when the file cannot be read or is no (whole) ELF file.
    pub(super) fn read(path: &Path) -> Option<Elf> {
        let mut file = sys::fs::open(path).ok()?;
        let mut head = [0u8; 64];
        file.read_exact(&mut head).ok()?;
        if &head[..4] != b"\x7fELF" {
            return None;
        }
        let is_64 = match head[4] {
            1 => false,
            2 => true,
            _ => return None,
        };
        let number = Numbers { little: head[5] == 1 };
        // Offsets of e_phoff, e_flags and e_phentsize differ with the width of an address (ELF-64, figure 2).
        let (table, flags, sizes) = if is_64 {
            (number.u64(&head[32..40]), number.u32(&head[48..52]), &head[54..58])
        } else {
            (number.u32(&head[28..32]).into(), number.u32(&head[36..40]), &head[42..46])
        };
        let (size, count) = (number.u16(&sizes[..2]), number.u16(&sizes[2..]));
        Some(Elf {
            bits: if is_64 { 64 } else { 32 },
            machine: number.u16(&head[18..20]),
            flags,
            loader: loader(&mut file, &number, is_64, table, size.into(), count.into()),
        })
    }

    /// True for the one 32-bit ARM ABI that wheels are made for.
    pub(super) fn is_arm_hard_float(&self) -> bool {
        self.bits == 32 && self.machine == 40 && self.flags & ARM_EABI_AND_FLOAT == ARM_EABI5_HARD
    }

    /// True when the loader is musl's.
    pub(super) fn is_musl(&self) -> bool {
        self.loader.as_deref().is_some_and(|l| l.as_os_str().to_string_lossy().contains("musl"))
    }
}

struct Numbers {
    little: bool,
}

impl Numbers {
    fn u16(&self, bytes: &[u8]) -> u16 {
        self.u64(&bytes[..2]) as u16
    }

    fn u32(&self, bytes: &[u8]) -> u32 {
        self.u64(&bytes[..4]) as u32
    }

    fn u64(&self, bytes: &[u8]) -> u64 {
        let fold = |value: u64, byte: &u8| value << 8 | u64::from(*byte);
        if self.little { bytes.iter().rev().fold(0, fold) } else { bytes.iter().fold(0, fold) }
    }
}

fn loader(
    file: &mut (impl Read + Seek),
    number: &Numbers,
    is_64: bool,
    table: u64,
    size: u64,
    count: u64,
) -> Option<PathBuf> {
    const PT_INTERP: u32 = 3;
    const PATH_MAX: u64 = 4096;
    if size < if is_64 { 56 } else { 32 } {
        return None;
    }
    for index in 0..count {
        let mut entry = [0u8; 56];
        let entry = &mut entry[..if is_64 { 56 } else { 32 }];
        file.seek(SeekFrom::Start(table.checked_add(index * size)?)).ok()?;
        file.read_exact(entry).ok()?;
        if number.u32(entry) != PT_INTERP {
            continue;
        }
        let (offset, length) = if is_64 {
            (number.u64(&entry[8..16]), number.u64(&entry[32..40]))
        } else {
            (number.u32(&entry[4..8]).into(), number.u32(&entry[16..20]).into())
        };
        let mut name = vec![0u8; usize::try_from(length.min(PATH_MAX)).ok()?];
        file.seek(SeekFrom::Start(offset)).ok()?;
        file.read_exact(&mut name).ok()?;
        name.truncate(name.iter().position(|b| *b == 0).unwrap_or(name.len()));
        return Some(PathBuf::from(OsString::from_vec(name))).filter(|p| p.is_absolute());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    // An ELF file of one program header, PT_INTERP, whose text follows it.
    fn file(is_64: bool, little: bool, machine: u16, flags: u32, loader: &str) -> Vec<u8> {
        let put = |value: u64, width: usize| -> Vec<u8> {
            let mut bytes = value.to_le_bytes()[..width].to_vec();
            if !little {
                bytes.reverse();
            }
            bytes
        };
        let word = if is_64 { 8 } else { 4 };
        let (head, entry) = if is_64 { (64, 56) } else { (52, 32) };
        let mut out = b"\x7fELF".to_vec();
        out.extend([if is_64 { 2 } else { 1 }, if little { 1 } else { 2 }, 1]);
        out.resize(16, 0);
        out.extend(put(2, 2));
        out.extend(put(machine.into(), 2));
        out.extend(put(1, 4));
        out.extend(put(0, word));
        out.extend(put(head, word));
        out.extend(put(0, word));
        out.extend(put(flags.into(), 4));
        out.extend(put(head, 2));
        out.extend(put(entry, 2));
        out.extend(put(1, 2));
        out.resize(usize::try_from(head).unwrap(), 0);
        let start = head + entry;
        let length = loader.len() as u64 + 1;
        out.extend(put(3, 4));
        if is_64 {
            out.extend(put(0, 4));
        }
        out.extend(put(start, word));
        out.extend(put(0, word));
        out.extend(put(0, word));
        out.extend(put(length, word));
        out.extend(put(length, word));
        out.resize(usize::try_from(start).unwrap(), 0);
        out.extend(loader.as_bytes());
        out.push(0);
        out.resize(out.len().max(128), 0);
        out
    }

    fn read(bytes: &[u8]) -> Option<Elf> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        Elf::read(file.path())
    }

    #[test]
    fn the_loader_tells_musl_from_glibc_in_every_byte_order_and_width() {
        for (is_64, little, machine) in [(true, true, 62), (false, true, 3), (true, false, 22), (false, false, 20)] {
            let musl = read(&file(is_64, little, machine, 0, "/lib/ld-musl-x86_64.so.1")).unwrap();
            assert_eq!(musl.loader.as_deref(), Some(Path::new("/lib/ld-musl-x86_64.so.1")));
            assert_eq!((musl.machine, musl.bits), (machine, if is_64 { 64 } else { 32 }));
            assert!(musl.is_musl());
            assert!(!read(&file(is_64, little, machine, 0, "/lib64/ld-linux-x86-64.so.2")).unwrap().is_musl());
        }
    }

    #[test]
    fn hard_float_arm_is_told_from_soft() {
        let is_hard =
            |flags| read(&file(false, true, 40, flags, "/lib/ld-linux-armhf.so.3")).unwrap().is_arm_hard_float();
        assert!(is_hard(0x0500_0400));
        assert!(!is_hard(0x0500_0200));
        assert!(!is_hard(0x0400_0400));
    }

    #[test]
    fn what_is_no_elf_file_is_none_and_a_lying_one_has_no_loader() {
        assert_eq!(read(b"#!/bin/sh\nexec python3 \"$@\"\n"), None);
        assert_eq!(read(b""), None);
        assert_eq!(read(&file(true, true, 62, 0, "/lib/ld")[..63]), None);
        let mut cut = file(true, true, 62, 0, "/lib/ld-linux-x86-64.so.2");
        cut.truncate(100);
        assert_eq!(read(&cut).unwrap().loader, None);
        let mut far = file(true, true, 62, 0, "/lib/ld-linux-x86-64.so.2");
        far[32..40].copy_from_slice(&u64::MAX.to_le_bytes());
        assert_eq!(read(&far).unwrap().loader, None);
        assert_eq!(read(&file(true, true, 62, 0, "relative/ld")).unwrap().loader, None);
    }

    #[test]
    fn our_own_test_binary_is_read() {
        let own = Elf::read(&std::env::current_exe().unwrap()).unwrap();
        assert_eq!(usize::from(own.bits), usize::BITS as usize);
    }
}
