//! Wheels made on the fly, sound or crooked, for tests of the store and of what uses it.

use std::path::Path;
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};

use super::insert::base64_sha256;
use super::{Entry, Store, StoreError, Strictness};
use crate::pep::wheel_name::WheelName;

/// One member of a zip file.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub name: Vec<u8>,
    pub local_name: Option<Vec<u8>>,
    pub content: Vec<u8>,
    pub mode: u32,
    pub flags: u16,
    pub method: u16,
    pub crc: Option<u32>,
    pub size: Option<u32>,
    pub extra: Vec<u8>,
    pub deflate: bool,
    pub streamed: bool,
    /// Bytes put before the local header.
    pub before: Vec<u8>,
}

impl Member {
    pub fn new(name: &str, content: impl AsRef<[u8]>) -> Member {
        Member {
            name: name.as_bytes().to_vec(),
            local_name: None,
            content: content.as_ref().to_vec(),
            mode: 0o100_644,
            flags: if name.is_ascii() { 0 } else { 1 << 11 },
            method: 0,
            crc: None,
            size: None,
            extra: Vec::new(),
            deflate: false,
            streamed: false,
            before: Vec::new(),
        }
    }

    pub fn deflated(mut self) -> Member {
        (self.deflate, self.method) = (true, 8);
        self
    }

    pub fn mode(mut self, mode: u32) -> Member {
        self.mode = mode;
        self
    }
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut compressor = libdeflater::Compressor::new(libdeflater::CompressionLvl::default());
    let mut out = vec![0; compressor.deflate_compress_bound(bytes.len())];
    let length = compressor.deflate_compress(bytes, &mut out).unwrap();
    out.truncate(length);
    out
}

/// A zip file with these members.
pub(crate) fn zip(members: &[Member]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        out.extend(&member.before);
        let start = out.len() as u32;
        let data = if member.deflate { deflate(&member.content) } else { member.content.clone() };
        let crc = member.crc.unwrap_or(libdeflater::crc32(&member.content));
        let size = member.size.unwrap_or(member.content.len() as u32);
        let flags = member.flags | if member.streamed { 8 } else { 0 };
        let sums = [crc, data.len() as u32, size];
        let local_sums = if member.streamed { [0; 3] } else { sums };
        let local_name = member.local_name.as_ref().unwrap_or(&member.name);
        out.extend(b"PK\x03\x04\x14\x00");
        common(&mut out, flags, member.method, local_sums, local_name.len(), member.extra.len());
        out.extend(local_name);
        out.extend(&member.extra);
        out.extend(&data);
        if member.streamed {
            out.extend(b"PK\x07\x08");
            out.extend(sums.iter().flat_map(|sum| sum.to_le_bytes()));
        }
        directory.extend(b"PK\x01\x02\x14\x03\x14\x00");
        common(&mut directory, flags, member.method, sums, member.name.len(), member.extra.len());
        directory.extend([0; 6]);
        directory.extend((member.mode << 16).to_le_bytes());
        directory.extend(start.to_le_bytes());
        directory.extend(&member.name);
        directory.extend(&member.extra);
    }
    let (start, count) = (out.len() as u32, members.len() as u16);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn common(out: &mut Vec<u8>, flags: u16, method: u16, sums: [u32; 3], name: usize, extra: usize) {
    out.extend(flags.to_le_bytes());
    out.extend(method.to_le_bytes());
    out.extend([0, 0, 0x21, 0]);
    out.extend(sums.iter().flat_map(|sum| sum.to_le_bytes()));
    out.extend((name as u16).to_le_bytes());
    out.extend((extra as u16).to_le_bytes());
}

/// A wheel: `name`, `version`, files; dist-info and RECORD are made.
#[derive(Clone, Debug)]
pub(crate) struct Wheel {
    pub name: String,
    pub version: String,
    pub members: Vec<Member>,
    pub metadata: String,
    pub wheel: String,
    pub entry_points: Option<String>,
    /// Replaces the RECORD that would be made.
    pub record: Option<String>,
}

impl Wheel {
    pub fn new(name: &str, version: &str) -> Wheel {
        Wheel {
            name: name.into(),
            version: version.into(),
            members: Vec::new(),
            metadata: format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\n"),
            wheel: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n\n".into(),
            entry_points: None,
            record: None,
        }
    }

    pub fn file(mut self, path: &str, content: &str) -> Wheel {
        self.members.push(Member::new(path, content).deflated());
        self
    }

    pub fn member(mut self, member: Member) -> Wheel {
        self.members.push(member);
        self
    }

    pub fn entry_points(mut self, text: &str) -> Wheel {
        self.entry_points = Some(text.into());
        self
    }

    pub fn record(mut self, text: &str) -> Wheel {
        self.record = Some(text.into());
        self
    }

    pub fn file_name(&self) -> WheelName {
        WheelName::parse(&format!("{}-{}-py3-none-any.whl", self.name, self.version)).unwrap()
    }

    /// All members, RECORD last.
    pub fn all_members(&self) -> Vec<Member> {
        let dist_info = format!("{}-{}.dist-info", self.name, self.version);
        let mut members = self.members.clone();
        members.push(Member::new(&format!("{dist_info}/METADATA"), &self.metadata).deflated());
        members.push(Member::new(&format!("{dist_info}/WHEEL"), &self.wheel));
        if let Some(text) = &self.entry_points {
            members.push(Member::new(&format!("{dist_info}/entry_points.txt"), text));
        }
        let record = self.record.clone().unwrap_or_else(|| record(&members, &dist_info));
        members.push(Member::new(&format!("{dist_info}/RECORD"), record));
        members
    }

    pub fn bytes(&self) -> Vec<u8> {
        zip(&self.all_members())
    }

    /// Puts it into `store`.
    pub fn insert(&self, store: &Store) -> Result<Entry, StoreError> {
        insert(store, &self.file_name(), &self.bytes(), Strictness::default())
    }
}

/// The lines RECORD should have.
pub(crate) fn record(members: &[Member], dist_info: &str) -> String {
    let mut text = String::new();
    for member in members.iter().filter(|member| !member.name.ends_with(b"/")) {
        let mut name = String::from_utf8_lossy(&member.name).into_owned();
        if name.contains(',') {
            name = format!("\"{name}\"");
        }
        text += &format!("{name},sha256={},{}\n", base64_sha256(&member.content), member.content.len());
    }
    text + &format!("{dist_info}/RECORD,,\n")
}

pub(crate) fn insert(
    store: &Store,
    name: &WheelName,
    bytes: &[u8],
    strictness: Strictness,
) -> Result<Entry, StoreError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.whl");
    std::fs::write(&path, bytes).unwrap();
    let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    store.insert(std::fs::File::open(path).unwrap(), &sha256, name, strictness)
}

/// A store in `dir`, in the year 2020.
pub(crate) fn store(dir: &Path) -> Store {
    Store::open(dir, SystemTime::UNIX_EPOCH + Duration::from_secs(1_580_000_000)).unwrap()
}
