use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use super::*;

/// One header and its data.
struct Piece {
    name: String,
    kind: u8,
    link: String,
    mode: u32,
    size: Option<usize>,
    data: Vec<u8>,
}

fn file(name: &str, data: &str) -> Piece {
    Piece { name: name.into(), kind: b'0', link: String::new(), mode: 0o644, size: None, data: data.into() }
}

fn link(name: &str, kind: u8, target: &str) -> Piece {
    Piece { kind, link: target.into(), ..file(name, "") }
}

fn pax(key: &str, value: &str) -> Piece {
    let body = format!(" {key}={value}\n");
    let length = (1..).find(|n: &usize| n.to_string().len() + body.len() == *n).unwrap();
    Piece { kind: b'x', ..file("PaxHeaders/x", &format!("{length}{body}")) }
}

fn tar(pieces: &[Piece]) -> Vec<u8> {
    let mut out = Vec::new();
    for piece in pieces {
        let mut header = [0_u8; 512];
        header[..piece.name.len()].copy_from_slice(piece.name.as_bytes());
        header[100..107].copy_from_slice(format!("{:07o}", piece.mode).as_bytes());
        let size = piece.size.unwrap_or(piece.data.len());
        header[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
        header[136..147].copy_from_slice(b"07346545000");
        header[148..156].copy_from_slice(b"        ");
        header[156] = piece.kind;
        header[157..157 + piece.link.len()].copy_from_slice(piece.link.as_bytes());
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend_from_slice(&header);
        out.extend_from_slice(&piece.data);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn unpacked(bytes: &[u8]) -> (tempfile::TempDir, Result<PathBuf, UnpackError>) {
    let dir = tempfile::tempdir().unwrap();
    let mut packed = tempfile::tempfile().unwrap();
    packed.write_all(bytes).unwrap();
    packed.seek(SeekFrom::Start(0)).unwrap();
    let result = unpack(packed, dir.path(), Path::new("/nonexistent/python"));
    (dir, result)
}

#[track_caller]
fn refused(bytes: &[u8], why: &str) {
    let (_dir, result) = unpacked(bytes);
    let error = result.expect_err(why);
    assert!(error.to_string().contains(why), "{error}");
    assert!(matches!(error, UnpackError::Problem(_)), "{error:?}");
}

#[test]
fn a_tree_is_unpacked_with_modes_times_and_links_that_stay_inside() {
    let script = Piece { mode: 0o4777, ..file("p-1/run", "#!\n") };
    let pieces = [
        Piece { kind: b'g', ..pax("comment", "made by git") },
        link("p-1/", b'5', ""),
        file("p-1/sub/a.py", "a"),
        script,
        link("p-1/b.py", b'2', "sub/a.py"),
        link("p-1/sub/up", b'2', "../run"),
        link("p-1/copy.py", b'1', "p-1/sub/a.py"),
        file("p-1/sub/a.py", "newer"),
        pax("path", &format!("p-1/{}.py", "ä".repeat(60))),
        file("p-1/cut", "long"),
    ];
    let (_dir, root) = unpacked(&gz(&tar(&pieces)));
    let root = root.unwrap();
    assert!(root.ends_with("p-1"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    assert_eq!((read("sub/a.py"), read("copy.py"), read("b.py")), ("newer".into(), "a".into(), "newer".into()));
    assert_eq!(read("sub/up"), "#!\n");
    assert_eq!(read(&format!("{}.py", "ä".repeat(60))), "long");
    let metadata = std::fs::metadata(root.join("run")).unwrap();
    assert_eq!((metadata.permissions().mode() & 0o7111, metadata.mtime()), (0o111, 0o7346545000));
    let plain = std::fs::metadata(root.join("sub/a.py")).unwrap();
    assert_eq!(plain.permissions().mode() & 0o7111, 0);
}

#[test]
fn without_one_directory_at_the_top_all_of_it_is_the_project() {
    let (dir, root) = unpacked(&tar(&[file("setup.py", ""), file("p/x.py", "")]));
    assert_eq!(root.unwrap(), dir.path());
}

#[test]
fn what_leaves_the_directory_is_refused() {
    refused(&gz(&tar(&[file("p/../../x", "")])), "a path that leaves its directory: \"p/../../x\"");
    refused(&tar(&[file("/etc/x", "")]), "an absolute path: \"/etc/x\"");
    refused(&tar(&[link("p/l", b'2', "/etc/passwd")]), "a link that leaves its directory: \"p/l\" -> \"/etc/passwd\"");
    refused(&tar(&[link("p/l", b'2', "../../x")]), "a link that leaves its directory");
    refused(&tar(&[link("p/l", b'2', ".."), link("p/m", b'2', "l/../../x")]), "a link that leaves its directory");
    refused(&tar(&[link("p/l", b'2', "."), file("p/l/x", "")]), "a path that goes through a link: \"p/l/x\"");
    refused(&tar(&[link("p/l", b'1', "/etc/passwd")]), "an absolute path");
    refused(&tar(&[link("p/l", b'1', "p/none")]), "a hard link to what is no file before it");
    refused(&tar(&[pax("path", "../x"), file("p/cut", "")]), "");
    refused(&tar(&[pax("linkpath", "/etc"), link("p/l", b'2', "x")]), "a link that leaves its directory");
}

#[test]
fn what_is_no_file_is_refused() {
    for kind in [b'3', b'4', b'6'] {
        refused(&tar(&[link("p/dev", kind, "")]), "a device file: \"p/dev\"");
    }
    refused(&tar(&[Piece { kind: b'S', ..file("p/s", "x") }]), "something that is no file: \"p/s\" (tar type \"S\")");
    refused(&tar(&[pax("GNU.sparse.major", "1"), file("p/s", "x")]), "a sparse file");
    refused(&tar(&[file("p/a", ""), file("p/a/b", "")]), "\"p/a\" as two kinds of things");
    refused(&tar(&[file("p/a/b", ""), file("p/a", "")]), "\"p/a\" as two kinds of things");
}

#[test]
fn headers_that_lie_are_refused() {
    refused(&tar(&[pax("size", "3"), file("p/data.bin", "12345")]), "contradict each other at \"p/data.bin\" (size)");
    refused(&tar(&[pax("path", "p/evil.py"), file("p/good.py", "")]), "contradict each other at \"p/evil.py\" (name)");
    refused(&tar(&[Piece { kind: b'g', ..pax("path", "x") }, file("p/a", "")]), "a global name or size");
    let mut bent = tar(&[file("p/a", ""), file("p/b", "")]);
    bent[512] = b'q';
    refused(&bent, "its tar header is damaged (its sum)");
    refused(&tar(&[Piece { size: Some(1 << 20), ..file("p/a", "x") }]), "it is cut short");
    refused(&tar(&[Piece { size: Some(6 << 30), ..file("p/a", "x") }]), "it expands to more than 1073741824 bytes");
}

#[test]
fn what_stands_behind_the_end_is_refused() {
    let good = tar(&[file("p/a", "x")]);
    refused(&[gz(&good), b"PK".to_vec()].concat(), "it has data after its end");
    refused(&gz(&[good.clone(), b"x".repeat(512)].concat()), "it has data after its end");
    let whole = gz(&good);
    refused(&whole[..whole.len() - 12], "it is cut short");
}

#[test]
fn what_is_no_archive_is_named() {
    refused(b"<html>not found</html>", "it is no archive that is known");
    refused(b"", "it is no archive that is known");
    refused(&[0; 4096], "it is no archive that is known");
    refused(&gz(b""), "it is no archive that is known");
}

#[test]
fn a_zip_is_unpacked_as_strictly() {
    let zip = |names: &[&str]| {
        let mut writer = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in names {
            let options = ::zip::write::SimpleFileOptions::default().unix_permissions(0o755);
            writer.start_file(*name, options).unwrap();
            writer.write_all(b"text").unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    let (_dir, root) = unpacked(&zip(&["p-1/setup.py", "p-1/a/b.py"]));
    let root = root.unwrap();
    assert_eq!(std::fs::read_to_string(root.join("a/b.py")).unwrap(), "text");
    refused(&zip(&["p/../../x"]), "a path that leaves its directory");
    let mut behind = zip(&["p/x"]);
    behind.extend(b"more");
    refused(&behind, "it has data outside its zip entries (4 bytes after the end record)");
}
