//! Source distributions and source trees made on the fly, built by a backend that needs nothing.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use super::package::{Published, normalized, sha256_hex};

pub const BACKEND: &str = include_str!("backend.py");

/// Starts the description of a source distribution. Its PKG-INFO is too old to be believed.
pub fn sdist(name: &str, version: &str) -> Sdist {
    let pyproject = "[build-system]\nrequires = []\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n";
    let module = format!("__version__ = '{version}'\n");
    let sdist = Sdist {
        name: name.to_owned(),
        version: version.to_owned(),
        metadata_version: "2.1".to_owned(),
        headers: Vec::new(),
        requires_python: None,
        files: BTreeMap::new(),
    };
    let sdist = sdist.file("pyproject.toml", pyproject).file("backend.py", BACKEND);
    sdist.file(&format!("{}.py", normalized(name).replace('-', "_")), &module)
}

/// A source distribution to be made.
#[derive(Clone, Debug)]
pub struct Sdist {
    name: String,
    version: String,
    metadata_version: String,
    headers: Vec<String>,
    requires_python: Option<String>,
    files: BTreeMap<String, String>,
}

impl Sdist {
    /// One `Requires-Dist` line.
    pub fn requires(self, requirement: &str) -> Self {
        self.header(&format!("Requires-Dist: {requirement}"))
    }

    /// Any line of PKG-INFO.
    pub fn header(mut self, line: &str) -> Self {
        self.headers.push(line.to_owned());
        self
    }

    /// `Metadata-Version`: from 2.2 on what is not `Dynamic` is to be believed.
    pub fn metadata_version(mut self, version: &str) -> Self {
        self.metadata_version = version.to_owned();
        self
    }

    /// What the listing says.
    pub fn requires_python(mut self, specifiers: &str) -> Self {
        self.requires_python = Some(specifiers.to_owned());
        self
    }

    /// A file; the same name replaces.
    pub fn file(mut self, path: &str, content: &str) -> Self {
        self.files.insert(path.to_owned(), content.to_owned());
        self
    }

    /// What the build needs, and from which backend.
    pub fn build_system(self, requires: &str, backend: &str) -> Self {
        let text = format!("[build-system]\nrequires = {requires}\nbuild-backend = \"{backend}\"\n");
        self.file("pyproject.toml", &text)
    }

    /// Python that runs before each hook; see `backend.py`.
    pub fn misbehaves(self, code: &str) -> Self {
        self.file("misbehave.py", code)
    }

    /// `NAME-VERSION.tar.gz`
    pub fn filename(&self) -> String {
        format!("{}.tar.gz", self.stem())
    }

    /// Writes it as a tree.
    pub fn write_to(&self, dir: &Path) {
        for (path, content) in self.all() {
            let path = dir.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
    }

    /// The archive.
    pub fn build(&self) -> Vec<u8> {
        let mut tar = Vec::new();
        for (path, content) in self.all() {
            tar.extend(tar_member(&format!("{}/{path}", self.stem()), content.as_bytes()));
        }
        tar.extend([0; 1024]);
        gzip(&tar)
    }

    fn stem(&self) -> String {
        format!("{}-{}", normalized(&self.name).replace('-', "_"), self.version)
    }

    fn all(&self) -> BTreeMap<String, String> {
        let mut info =
            format!("Metadata-Version: {}\nName: {}\nVersion: {}\n", self.metadata_version, self.name, self.version);
        for line in &self.headers {
            info.push_str(&format!("{line}\n"));
        }
        let mut files = self.files.clone();
        files.entry("PKG-INFO".to_owned()).or_insert(info);
        files
    }
}

impl From<Sdist> for Published {
    fn from(sdist: Sdist) -> Published {
        let bytes = sdist.build();
        Published {
            project: normalized(&sdist.name),
            filename: sdist.filename(),
            metadata: None,
            requires_python: sdist.requires_python,
            uploaded: None,
            yanked: None,
            sha256: sha256_hex(&bytes),
            bytes,
        }
    }
}

/// Packs.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// One ustar header and its padded content.
pub fn tar_member(path: &str, content: &[u8]) -> Vec<u8> {
    let mut header = [0_u8; 512];
    header[..path.len()].copy_from_slice(path.as_bytes());
    header[100..108].copy_from_slice(b"0000644\0");
    header[108..116].copy_from_slice(b"0000000\0");
    header[116..124].copy_from_slice(b"0000000\0");
    header[124..136].copy_from_slice(format!("{:011o}\0", content.len()).as_bytes());
    header[136..148].copy_from_slice(b"00000000000\0");
    header[148..156].copy_from_slice(b"        ");
    header[156] = b'0';
    header[257..265].copy_from_slice(b"ustar\x0000");
    let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut out = header.to_vec();
    out.extend_from_slice(content);
    out.resize(out.len().next_multiple_of(512), 0);
    out
}
