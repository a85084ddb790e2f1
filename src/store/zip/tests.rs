//! Archives that two readers would read differently, or that are no archives. Texts: bad-input table, rows 8-17.

use super::*;
use crate::store::testing::{Member as Made, zip};

fn read(bytes: &[u8]) -> Result<Vec<Member>, String> {
    members(&Source::Bytes(bytes.to_vec())).map_err(|error| error.to_string())
}

/// What this reader accepts, the other one must see alike.
fn both(bytes: &[u8]) -> Vec<Member> {
    let members = read(bytes).unwrap();
    agree(&Source::Bytes(bytes.to_vec()), &members).unwrap();
    members
}

fn refused(bytes: &[u8], text: &str) {
    assert_eq!(read(bytes).unwrap_err(), text);
}

fn two() -> Vec<Made> {
    vec![Made::new("victim/good.py", "good = 1\n").deflated(), Made::new("victim/b.py", "b")]
}

#[test]
fn sound_archives_give_their_members_in_order() {
    let mut made = two();
    made[0].streamed = true;
    made.push(Made::new("victim/ü.sh", "#!x").mode(0o100_755));
    made.push(Made::new("victim/", "").mode(0o040_755));
    let members = both(&zip(&made));
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["victim/good.py", "victim/b.py", "victim/ü.sh", "victim/"]);
    assert_eq!(members.iter().map(|m| m.is_executable).collect::<Vec<_>>(), [false, false, true, false]);
    assert_eq!(members.iter().map(|m| m.size).collect::<Vec<_>>(), [9, 1, 3, 0]);
    assert!(members[3].is_dir);
}

#[test]
fn an_empty_archive_has_no_members() {
    assert_eq!(both(&zip(&[])), []);
}

#[test]
fn what_is_no_archive_or_a_part_of_one_is_refused() {
    refused(b"", "wheel is no zip file, or is cut short");
    refused(b"<html>not found</html>", "wheel is no zip file, or is cut short");
    let whole = zip(&two());
    for end in 0..whole.len() {
        assert!(read(&whole[..end]).is_err(), "{end}");
    }
}

#[test]
fn headers_that_contradict_each_other_are_refused() {
    let mut made = two();
    made[0].local_name = Some(b"victim/evil.py".to_vec());
    refused(&zip(&made), "wheel's zip headers contradict each other at \"victim/good.py\" (name)");
    let whole = zip(&two());
    // flags, method, CRC, sizes of the first local header
    for (at, what) in [(6, "flags"), (8, "method"), (14, "CRC"), (18, "size"), (22, "size")] {
        let mut bytes = whole.clone();
        bytes[at] ^= if at == 8 { 8 } else { 2 };
        refused(&bytes, &format!("wheel's zip headers contradict each other at \"victim/good.py\" ({what})"));
    }
}

#[test]
fn a_data_descriptor_must_say_what_the_directory_says() {
    let mut made = two();
    made[1].streamed = true;
    let mut bytes = zip(&made);
    let at = bytes.windows(4).position(|window| window == b"PK\x07\x08").unwrap();
    bytes[at + 4] ^= 1;
    refused(&bytes, "wheel's zip headers contradict each other at \"victim/b.py\" (CRC)");
    bytes[at + 4] ^= 1;
    bytes[at + 12] ^= 1;
    refused(&bytes, "wheel's zip headers contradict each other at \"victim/b.py\" (size)");
}

#[test]
fn bytes_that_belong_to_no_entry_are_refused() {
    let mut after = zip(&two());
    after.extend([0; 1240]);
    refused(&after, "wheel has data outside its zip entries (1240 bytes after the end record)");
    let mut made = two();
    made[0].before = vec![7; 10];
    refused(&zip(&made), "wheel has data outside its zip entries (10 bytes before the first)");
    let mut made = two();
    made[1].before = vec![7; 3];
    refused(&zip(&made), "wheel has data outside its zip entries (3 bytes between them)");
    // Prepended, offsets not adjusted: a self-extracting archive.
    let mut before = b"#!/bin/sh\n".to_vec();
    before.extend(zip(&two()));
    assert!(read(&before).is_err());
}

#[test]
fn an_entry_that_the_directory_does_not_list_is_refused() {
    let hidden = zip(&[Made::new("victim/hidden.py", "evil")]);
    let hidden = &hidden[..30 + "victim/hidden.py".len() + 4];
    for place in [0, 1] {
        let mut made = two();
        made[place].before = hidden.to_vec();
        refused(&zip(&made), "wheel has an entry that its directory does not list");
    }
}

#[test]
fn two_end_records_are_refused() {
    let mut bytes = zip(&two());
    let end = bytes[bytes.len() - 22..].to_vec();
    let length = bytes.len();
    bytes[length - 2] = 22;
    bytes.extend(&end);
    refused(&bytes, "wheel has two end records");
}

#[test]
fn a_plain_comment_is_fine() {
    let mut bytes = zip(&two());
    let length = bytes.len();
    bytes[length - 2] = 5;
    bytes.extend(b"hello");
    assert_eq!(both(&bytes).len(), 2);
}

#[test]
fn counts_and_places_in_the_end_record_must_be_right() {
    let whole = zip(&two());
    let end = whole.len() - 22;
    for at in [4, 6, 8, 10] {
        let mut bytes = whole.clone();
        bytes[end + at] ^= 1;
        refused(&bytes, "wheel's directory contradicts its end record");
    }
    let mut bytes = whole.clone();
    (bytes[end + 8], bytes[end + 10]) = (1, 1);
    refused(&bytes, "wheel's directory contradicts its end record");
    let mut bytes = whole;
    bytes[end + 16] += 1;
    assert!(read(&bytes).is_err());
}

fn with_zip64(change: impl Fn(&mut Vec<u8>, usize)) -> Vec<u8> {
    let mut bytes = zip(&two());
    let end = bytes.split_off(bytes.len() - 22);
    let (count, size, start) = (2u64, u32_at(&end, 12), u32_at(&end, 16));
    let at = bytes.len();
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for value in [count, count, size.into(), start.into()] {
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend((at as u64).to_le_bytes());
    bytes.extend(1u32.to_le_bytes());
    bytes.extend(&end);
    change(&mut bytes, at);
    bytes
}

#[test]
fn zip64_records_must_agree_with_the_end_record() {
    assert_eq!(both(&with_zip64(|_, _| ())).len(), 2);
    let all_ones = |bytes: &mut Vec<u8>, at: usize| bytes[at + 56 + 20 + 8..at + 56 + 20 + 20].fill(0xff);
    assert_eq!(read(&with_zip64(all_ones)).unwrap().len(), 2);
    // size of the record, counts, size and place of the directory, the locator's offset
    for offset in [4, 24, 32, 40, 48, 56 + 8] {
        let bytes = with_zip64(|bytes, at| bytes[at + offset] ^= 1);
        refused(&bytes, "wheel's zip64 records contradict its end record");
    }
    let mut bytes = zip(&two());
    let end = bytes.len() - 22;
    bytes[end + 8..end + 12].fill(0xff);
    refused(&bytes, "wheel's zip64 records contradict its end record");
}

#[test]
fn overlapping_entries_are_refused() {
    let made = two();
    let mut bytes = zip(&made);
    // Both directory entries name the first local header.
    let second = bytes.windows(4).enumerate().filter(|(_, w)| *w == b"PK\x01\x02").nth(1).unwrap().0;
    bytes[second + 42..second + 46].fill(0);
    refused(&bytes, "wheel's entries overlap");
}

#[test]
fn a_second_name_in_an_extra_field_is_refused() {
    let mut made = two();
    let mut field = vec![1, 0, 0, 0, 0];
    field.extend(b"evil.py");
    made[0].extra = [&0x7075u16.to_le_bytes()[..], &(field.len() as u16).to_le_bytes(), &field].concat();
    refused(&zip(&made), "wheel gives two names for one file (\"victim/good.py\", \"evil.py\")");
}

#[test]
fn encryption_unknown_methods_links_and_devices_are_refused() {
    let with = |change: &dyn Fn(&mut Made)| {
        let mut made = two();
        change(&mut made[1]);
        zip(&made)
    };
    refused(&with(&|m| m.flags = 1), "wheel uses zip encryption");
    refused(&with(&|m| m.method = 99), "compression method 99 is not supported");
    refused(&with(&|m| m.mode = 0o120_777), "wheel has a symbolic link (\"victim/b.py\"); wheels cannot");
    for mode in [0o010_644, 0o020_644, 0o060_644, 0o140_644] {
        let text = "wheel has a device, pipe or socket (\"victim/b.py\"); wheels cannot";
        refused(&with(&|m| m.mode = mode), text);
    }
    refused(
        &with(&|m| m.name = b"victim/\xff.py".to_vec()),
        "wheel has a file name that is not UTF-8 (\"victim/�.py\")",
    );
    refused(
        &with(&|m| m.extra = vec![1, 2, 3]),
        "wheel's zip headers contradict each other at \"victim/b.py\" (extra fields)",
    );
}

#[test]
fn no_single_changed_byte_makes_it_panic() {
    let mut made = two();
    made[0].streamed = true;
    for whole in [zip(&made), with_zip64(|_, _| ())] {
        for at in 0..whole.len() {
            for change in [0x01, 0x80, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] ^= change;
                // Where it says yes, it says what was there, and the other reader says the same.
                if let Ok(members) = read(&bytes) {
                    let sizes = |members: &[Member]| members.iter().map(|m| (m.size, m.data_start)).collect::<Vec<_>>();
                    assert_eq!(sizes(&members), sizes(&read(&whole).unwrap()), "byte {at}");
                    let _ = agree(&Source::Bytes(bytes), &members);
                }
            }
        }
    }
}

#[test]
fn a_reader_that_sees_something_else_is_noticed() {
    let bytes = Source::Bytes(zip(&two()));
    let members = members(&bytes).unwrap();
    let text = |members: &[Member]| agree(&bytes, members).unwrap_err().to_string();
    assert_eq!(text(&members[..1]), "two zip readers see \"victim/b.py\" differently");
    for change in [
        |m: &mut Member| m.crc ^= 1,
        |m: &mut Member| m.size += 1,
        |m: &mut Member| m.packed += 1,
        |m: &mut Member| m.header_start += 1,
    ] {
        let mut changed = members.clone();
        change(&mut changed[0]);
        assert_eq!(text(&changed), "two zip readers see \"victim/good.py\" differently");
    }
    let mut more = members.clone();
    more.push(Member { name: "more.py".into(), ..members[0].clone() });
    assert_eq!(text(&more), "two zip readers see \"more.py\" differently");
}
