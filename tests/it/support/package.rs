//! Wheels made on the fly: what a test says in, bytes of an archive out.
//!
//! The same description gives the same bytes (fixed order and times). RECORD is right unless a test asks for a lie.

use std::collections::BTreeMap;
use std::io::Write as _;

use base64::Engine as _;
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;

/// A file to publish in an index, and what its listing says of it.
#[derive(Clone, Debug)]
pub struct Published {
    pub project: String,
    pub filename: String,
    pub bytes: Vec<u8>,
    pub metadata: Option<Vec<u8>>,
    pub requires_python: Option<String>,
    pub yanked: Option<String>,
    pub uploaded: Option<String>,
    pub sha256: String,
}

/// Starts the description of a wheel.
pub fn wheel(name: &str, version: &str) -> Wheel {
    Wheel {
        name: name.to_owned(),
        version: version.to_owned(),
        tag: "py3-none-any".to_owned(),
        purelib: true,
        ..Wheel::default()
    }
}

/// A wheel to be built.
#[derive(Clone, Debug, Default)]
pub struct Wheel {
    name: String,
    version: String,
    tag: String,
    purelib: bool,
    stored: bool,
    headers: Vec<String>,
    requires_python: Option<String>,
    console: Vec<String>,
    gui: Vec<String>,
    files: Vec<(String, Vec<u8>, u32)>,
    yanked: Option<String>,
    uploaded: Option<String>,
    record: Option<String>,
    lies_about_hash: bool,
    served_headers: Option<Vec<String>>,
    keep: Option<usize>,
}

impl Wheel {
    /// One `Requires-Dist` line.
    pub fn requires(self, requirement: &str) -> Self {
        self.header(&format!("Requires-Dist: {requirement}"))
    }

    /// The index serves metadata with these lines beside a wheel that has its own.
    pub fn served_with(mut self, lines: &[&str]) -> Self {
        self.served_headers = Some(lines.iter().map(|line| (*line).to_owned()).collect());
        self
    }

    /// An extra and what it asks for.
    pub fn extra(mut self, extra: &str, requirements: &[&str]) -> Self {
        self.headers.push(format!("Provides-Extra: {extra}"));
        for requirement in requirements {
            self.headers.push(format!("Requires-Dist: {requirement}; extra == \"{extra}\""));
        }
        self
    }

    /// Any line of METADATA.
    pub fn header(mut self, line: &str) -> Self {
        self.headers.push(line.to_owned());
        self
    }

    /// `Requires-Python`, in METADATA and in the listing.
    pub fn requires_python(mut self, specifiers: &str) -> Self {
        self.requires_python = Some(specifiers.to_owned());
        self
    }

    /// A console script: `entry_point("a-cli", "a:main")`.
    pub fn entry_point(mut self, script: &str, object: &str) -> Self {
        self.console.push(format!("{script} = {object}"));
        self
    }

    /// A gui script.
    pub fn gui_entry_point(mut self, script: &str, object: &str) -> Self {
        self.gui.push(format!("{script} = {object}"));
        self
    }

    /// A file; without any, the wheel has a package of its own name with a `__version__`.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.mode(path, content, 0o644)
    }

    /// A file with mode bits.
    pub fn mode(mut self, path: &str, content: impl AsRef<[u8]>, mode: u32) -> Self {
        self.files.push((path.to_owned(), content.as_ref().to_vec(), mode));
        self
    }

    /// A file below `NAME-VERSION.data/`: `data("scripts/run", ...)`.
    pub fn data(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = format!("{}-{}.data/{path}", escaped(&self.name), self.version);
        self.file(&path, content)
    }

    /// `count` modules of `size` bytes each, so that unpacking and linking take a while.
    pub fn filler(mut self, count: usize, size: usize) -> Self {
        for n in 0..count {
            let line = format!("# {} {} {n}\n", self.name, self.version);
            let text: String = line.chars().cycle().take(size).collect();
            let path = format!("{}/filler/m{n:04}.py", escaped(&self.name));
            self.files.push((path, text.into_bytes(), 0o644));
        }
        self
    }

    /// The tag part of the filename; `py3-none-any` otherwise.
    pub fn tag(mut self, tag: &str) -> Self {
        self.tag = tag.to_owned();
        self
    }

    /// `Root-Is-Purelib: false`.
    pub fn platlib(mut self) -> Self {
        self.purelib = false;
        self
    }

    /// Members are stored, not deflated.
    pub fn stored(mut self) -> Self {
        self.stored = true;
        self
    }

    /// The release is yanked, with this reason.
    pub fn yanked(mut self, reason: &str) -> Self {
        self.yanked = Some(reason.to_owned());
        self
    }

    /// When the index says it was uploaded: `2026-01-31T00:00:00Z`.
    pub fn uploaded(mut self, time: &str) -> Self {
        self.uploaded = Some(time.to_owned());
        self
    }

    /// RECORD as given instead of the right one.
    pub fn record(mut self, text: &str) -> Self {
        self.record = Some(text.to_owned());
        self
    }

    /// The listing's sha256 is not that of the file.
    pub fn wrong_hash(mut self) -> Self {
        self.lies_about_hash = true;
        self
    }

    /// Only the first `bytes` of the archive are published, with the right hash of those.
    pub fn truncated(mut self, bytes: usize) -> Self {
        self.keep = Some(bytes);
        self
    }

    /// The wheel's file name.
    pub fn filename(&self) -> String {
        format!("{}-{}-{}.whl", escaped(&self.name), self.version, self.tag)
    }

    fn metadata(&self) -> String {
        let mut text = format!("Metadata-Version: 2.1\nName: {}\nVersion: {}\n", self.name, self.version);
        for line in &self.headers {
            text.push_str(&format!("{line}\n"));
        }
        if let Some(specifiers) = &self.requires_python {
            text.push_str(&format!("Requires-Python: {specifiers}\n"));
        }
        text
    }

    fn wheel_file(&self) -> String {
        let mut text = "Wheel-Version: 1.0\nGenerator: noglue-tests\n".to_owned();
        text.push_str(&format!("Root-Is-Purelib: {}\n", self.purelib));
        let parts: Vec<&str> = self.tag.rsplitn(3, '-').collect();
        let (platforms, abis, pythons) = (parts[0], parts[1], parts[2].rsplit('-').next().unwrap_or_default());
        for python in pythons.split('.') {
            for abi in abis.split('.') {
                for platform in platforms.split('.') {
                    text.push_str(&format!("Tag: {python}-{abi}-{platform}\n"));
                }
            }
        }
        text
    }

    fn members(&self) -> BTreeMap<String, (Vec<u8>, u32)> {
        let mut members = BTreeMap::new();
        let info = format!("{}-{}.dist-info", escaped(&self.name), self.version);
        if self.files.is_empty() {
            let text = format!("__version__ = \"{}\"\n", self.version);
            members.insert(format!("{}/__init__.py", escaped(&self.name)), (text.into_bytes(), 0o644));
        }
        for (path, content, mode) in &self.files {
            members.insert(path.clone(), (content.clone(), *mode));
        }
        members.insert(format!("{info}/METADATA"), (self.metadata().into_bytes(), 0o644));
        members.insert(format!("{info}/WHEEL"), (self.wheel_file().into_bytes(), 0o644));
        let mut scripts = String::new();
        for (section, lines) in [("console_scripts", &self.console), ("gui_scripts", &self.gui)] {
            if !lines.is_empty() {
                scripts.push_str(&format!("[{section}]\n{}\n\n", lines.join("\n")));
            }
        }
        if !scripts.is_empty() {
            members.insert(format!("{info}/entry_points.txt"), (scripts.into_bytes(), 0o644));
        }
        let record = self.record.clone().unwrap_or_else(|| record(&members, &info));
        members.insert(format!("{info}/RECORD"), (record.into_bytes(), 0o664));
        members
    }

    /// The archive.
    pub fn build(&self) -> Vec<u8> {
        let method = if self.stored { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let mut members: Vec<_> = self.members().into_iter().collect();
        // The .dist-info directory last, as wheels are advised to have it ("Recommended archiver features").
        members.sort_by_key(|(path, _)| path.contains(".dist-info/"));
        for (path, (content, mode)) in members {
            let options = SimpleFileOptions::default()
                .compression_method(method)
                .last_modified_time(zip::DateTime::default())
                .unix_permissions(mode);
            writer.start_file(path, options).unwrap();
            writer.write_all(&content).unwrap();
        }
        let mut bytes = writer.finish().unwrap().into_inner();
        bytes.truncate(self.keep.unwrap_or(usize::MAX));
        bytes
    }
}

impl From<Wheel> for Published {
    fn from(wheel: Wheel) -> Published {
        let bytes = wheel.build();
        let mut sha256 = sha256_hex(&bytes);
        if wheel.lies_about_hash {
            sha256 = sha256_hex(sha256.as_bytes());
        }
        let headers = wheel.served_headers.clone().unwrap_or_else(|| wheel.headers.clone());
        let served = Wheel { headers, ..wheel.clone() };
        Published {
            project: normalized(&wheel.name),
            filename: wheel.filename(),
            metadata: Some(served.metadata().into_bytes()),
            requires_python: wheel.requires_python,
            yanked: wheel.yanked,
            uploaded: wheel.uploaded,
            sha256,
            bytes,
        }
    }
}

fn record(members: &BTreeMap<String, (Vec<u8>, u32)>, info: &str) -> String {
    let mut text = String::new();
    for (path, (content, _)) in members {
        let hash = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(Sha256::digest(content));
        text.push_str(&format!("{path},sha256={hash},{}\n", content.len()));
    }
    text.push_str(&format!("{info}/RECORD,,\n"));
    text
}

/// Lower-case hexadecimal sha256.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// PEP 503 normal form.
pub fn normalized(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    lower.split(['-', '_', '.']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn escaped(name: &str) -> String {
    normalized(name).replace('-', "_")
}
