use super::*;

const HASH: &str = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

#[test]
fn lines_are_read_and_written_alike() {
    let text = format!("a/__init__.py,{HASH},0\n\"a,b \"\"c\"\".py\",{HASH},12\na-1.dist-info/RECORD,,\n");
    let entries = parse(text.as_bytes()).unwrap();
    assert_eq!(entries.len(), 3);
    assert_eq!(entries[1].path, "a,b \"c\".py");
    assert_eq!((entries[1].size, entries[2].size), (Some(12), None));
    assert!(entries[0].hash.as_ref().unwrap().matches(&[
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae,
        0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55
    ]));
    assert!(!entries[0].hash.as_ref().unwrap().matches(&[0; 32]));
    assert_eq!(write(&entries), text.as_bytes());
    assert_eq!(parse(b"").unwrap(), []);
    assert_eq!(parse(format!("\r\na,{HASH},\r\n\r\n").as_bytes()).unwrap().len(), 1);
}

#[test]
fn a_hash_with_padding_is_the_same_hash() {
    let entries = parse(format!("a,{HASH}=,1\nb,{},1\n", HASH.replace('-', "+").replace('_', "/")).as_bytes()).unwrap();
    let digests: Vec<_> = entries.iter().map(|entry| entry.hash.as_ref().unwrap().digest().unwrap()).collect();
    assert_eq!(digests[0], digests[1]);
    assert_eq!(RecordHash::new(Algorithm::Sha256, &digests[0]).to_string(), HASH);
}

#[test]
fn an_unreadable_line_is_named() {
    #[track_caller]
    fn check(lines: &str, line: u64, why: &str) {
        let error = parse(lines.as_bytes()).unwrap_err();
        assert_eq!((error.line, error.why.as_str()), (line, why));
    }
    check("a,,\nb\n", 2, "it has 1 fields, three are wanted");
    check("a,,\n\nb,,,\n", 3, "it has 4 fields, three are wanted");
    check(",,\n", 1, "its path is empty");
    check("a,md5=x,1\n", 1, "hash algorithm \"md5\" is not accepted");
    check("a,sha1=x,1\n", 1, "hash algorithm \"sha1\" is not accepted");
    check("a,sha256,1\n", 1, "\"sha256\" is not a hash");
    check("a,sha256=AAAA,1\n", 1, "its hash is not a sha256 in base64");
    check("a,sha256=é,1\n", 1, "its hash is not a sha256 in base64");
    check(&format!("a,{HASH},-1\n"), 1, "\"-1\" is not a size");
    check(&format!("a,{HASH},1.5\n"), 1, "\"1.5\" is not a size");
    check("a,,99999999999999999999\n", 1, "its size is too large");
    assert_eq!(parse(b"a,,\n\xff,,\n").unwrap_err().to_string(), "RECORD line 2 is not readable: it is not UTF-8");
    check("a,,\n\"b,,\nc,,\n", 2, "a quote is not closed");
    check("\"a\nb\",,\nc\n", 3, "it has 1 fields, three are wanted");
    assert_eq!(parse(b"a\"b,,\r\n\"c\",,").unwrap()[0].path, "a\"b");
}
