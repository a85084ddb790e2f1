//! The members of a tar, in the order they come. POSIX ustar and pax, and GNU's long names.

use std::io::Read;

use super::problem::{Problem, UnpackError};
use super::tree::Tree;

const BLOCK: usize = 512;
/// Names, links and pax records longer than this are none.
const MAX_HEADER: u64 = 1 << 20;

/// Unpacks all of `stream` into `tree`.
pub fn read(stream: &mut dyn Read, tree: &mut Tree) -> Result<(), UnpackError> {
    let mut reader = Reader { stream };
    let mut is_first = true;
    while let Some(member) = reader.member(is_first)? {
        is_first = false;
        reader.unpack(member, tree)?;
    }
    Ok(reader.rest_is_empty()?)
}

/// One member, its headers taken together.
struct Member {
    name: String,
    kind: u8,
    target: String,
    size: u64,
    is_executable: bool,
    modified: u64,
}

/// What headers before a member say of it.
#[derive(Default)]
struct Said {
    path: Option<String>,
    link: Option<String>,
    size: Option<u64>,
}

struct Reader<'a> {
    stream: &'a mut dyn Read,
}

impl Reader<'_> {
    fn member(&mut self, is_first: bool) -> Result<Option<Member>, Problem> {
        let mut said = Said::default();
        loop {
            let Some(header) = self.block(is_first)? else { return Ok(None) };
            if header.iter().all(|byte| *byte == 0) {
                return if is_first { Err(Problem::NotAnArchive) } else { Ok(None) };
            }
            check_sum(&header).map_err(|problem| if is_first { Problem::NotAnArchive } else { problem })?;
            let size = number(&header[124..136])?;
            match header[156] {
                b'x' => self.pax(size, &mut said)?,
                b'g' => {
                    // What holds for all members may be a comment, as git writes it; never a name or a size.
                    let mut global = Said::default();
                    self.pax(size, &mut global)?;
                    if global.path.is_some() || global.link.is_some() || global.size.is_some() {
                        return Err(Problem::Header("a global name or size"));
                    }
                }
                b'L' => said.path = Some(self.long_name(size)?),
                b'K' => said.link = Some(self.long_name(size)?),
                kind => return member(&header, kind, size, said).map(Some),
            }
        }
    }

    fn unpack(&mut self, member: Member, tree: &mut Tree) -> Result<(), UnpackError> {
        match member.kind {
            b'0' | 0 | b'7' if member.name.ends_with('/') => tree.directory(&member.name)?,
            b'0' | 0 | b'7' => {
                let mut file = tree.file(&member.name, member.size, member.is_executable)?;
                self.data(member.size, &mut |bytes| Ok(file.write(bytes)?))?;
                return file.close(Some(member.modified));
            }
            b'5' => tree.directory(&member.name)?,
            b'1' => tree.hard_link(&member.name, &member.target, member.is_executable)?,
            b'2' => tree.link(&member.name, &member.target)?,
            b'3' | b'4' | b'6' => return Err(Problem::Device(member.name).into()),
            kind => return Err(Problem::Kind { name: member.name, kind }.into()),
        }
        self.data(member.size, &mut |_| Ok(()))
    }

    // `size` bytes and the padding behind them.
    fn data(&mut self, size: u64, take: &mut dyn FnMut(&[u8]) -> Result<(), UnpackError>) -> Result<(), UnpackError> {
        let mut left = size;
        let mut chunk = [0; 64 << 10];
        while left > 0 {
            let length = left.min(chunk.len() as u64) as usize;
            self.exactly(&mut chunk[..length])?;
            take(&chunk[..length])?;
            left -= length as u64;
        }
        let padding = (BLOCK - (size % BLOCK as u64) as usize) % BLOCK;
        Ok(self.exactly(&mut chunk[..padding])?)
    }

    fn header_data(&mut self, size: u64) -> Result<Vec<u8>, Problem> {
        if size > MAX_HEADER {
            return Err(Problem::Header("a name that is too long"));
        }
        let mut bytes = vec![0; size as usize];
        self.exactly(&mut bytes)?;
        let mut padding = [0; BLOCK];
        self.exactly(&mut padding[..(BLOCK - bytes.len() % BLOCK) % BLOCK])?;
        Ok(bytes)
    }

    fn long_name(&mut self, size: u64) -> Result<String, Problem> {
        let bytes = self.header_data(size)?;
        text(bytes.strip_suffix(b"\0").unwrap_or(&bytes))
    }

    // `LENGTH KEY=VALUE\n`
    fn pax(&mut self, size: u64, said: &mut Said) -> Result<(), Problem> {
        const WRONG: Problem = Problem::Header("a pax record");
        let bytes = self.header_data(size)?;
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let space = rest.iter().position(|byte| *byte == b' ').ok_or(WRONG)?;
            let length: usize = std::str::from_utf8(&rest[..space]).ok().and_then(|t| t.parse().ok()).ok_or(WRONG)?;
            let record = rest.get(space + 1..length).and_then(|r| r.strip_suffix(b"\n")).ok_or(WRONG)?;
            let equals = record.iter().position(|byte| *byte == b'=').ok_or(WRONG)?;
            let value = &record[equals + 1..];
            match &record[..equals] {
                b"path" => said.path = Some(text(value)?),
                b"linkpath" => said.link = Some(text(value)?),
                b"size" => {
                    let number = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
                    said.size = Some(number.ok_or(WRONG)?);
                }
                key if key.starts_with(b"GNU.sparse") => return Err(Problem::Header("a sparse file")),
                _ => {}
            }
            rest = &rest[length..];
        }
        Ok(())
    }

    // `None` at the end of the stream, where a tar without an end block stops.
    fn block(&mut self, is_first: bool) -> Result<Option<[u8; BLOCK]>, Problem> {
        let mut block = [0; BLOCK];
        match self.most(&mut block)? {
            BLOCK => Ok(Some(block)),
            0 if !is_first => Ok(None),
            _ if is_first => Err(Problem::NotAnArchive),
            _ => Err(Problem::Cut),
        }
    }

    fn exactly(&mut self, buffer: &mut [u8]) -> Result<(), Problem> {
        if self.most(buffer)? == buffer.len() { Ok(()) } else { Err(Problem::Cut) }
    }

    fn most(&mut self, buffer: &mut [u8]) -> Result<usize, Problem> {
        let mut length = 0;
        while length < buffer.len() {
            match self.stream.read(&mut buffer[length..]) {
                Ok(0) => break,
                Ok(more) => length += more,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Err(Problem::Cut),
                Err(error) => return Err(Problem::Damaged(error.to_string())),
            }
        }
        Ok(length)
    }

    // Behind the end there are only zeros, to fill a tape's block.
    fn rest_is_empty(&mut self) -> Result<(), Problem> {
        let mut chunk = [0; 64 << 10];
        loop {
            let length = self.most(&mut chunk)?;
            if chunk[..length].iter().any(|byte| *byte != 0) {
                return Err(Problem::AfterEnd);
            }
            if length < chunk.len() {
                return Ok(());
            }
        }
    }
}

fn member(header: &[u8; BLOCK], kind: u8, size: u64, said: Said) -> Result<Member, Problem> {
    let is_ustar = &header[257..262] == b"ustar";
    let prefix = if is_ustar && header[262] == 0 { field(&header[345..500]) } else { &[] };
    let short = [prefix, if prefix.is_empty() { b"" } else { b"/" }, field(&header[..100])].concat();
    let name = match said.path {
        // A long or foreign name is cut in the short field. One that had room there and differs is a lie to one reader.
        Some(path) => {
            if path.is_ascii() && path.len() < 100 && short.is_ascii() && short != path.as_bytes() {
                return Err(Problem::Contradiction { name: path, what: "name" });
            }
            path
        }
        None => text(&short)?,
    };
    if said.size.is_some_and(|other| other != size && size != 0) {
        return Err(Problem::Contradiction { name, what: "size" });
    }
    let has_data = matches!(kind, b'0' | 0 | b'7');
    let size = said.size.unwrap_or(size);
    Ok(Member {
        target: match said.link {
            Some(link) => link,
            None => text(field(&header[157..257]))?,
        },
        name,
        kind,
        // Directories and links have no data, whatever some writers put there.
        size: if has_data { size } else { 0 },
        is_executable: number(&header[100..108]).unwrap_or(0) & 0o100 != 0,
        modified: number(&header[136..148]).unwrap_or(0),
    })
}

// Up to the first NUL.
fn field(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len())]
}

fn text(bytes: &[u8]) -> Result<String, Problem> {
    String::from_utf8(bytes.to_vec()).map_err(|_| Problem::NotUtf8(String::from_utf8_lossy(bytes).into_owned()))
}

// Octal digits, or GNU's base 256 with the first bit set.
fn number(bytes: &[u8]) -> Result<u64, Problem> {
    const WRONG: Problem = Problem::Header("a number");
    if bytes[0] == 0x80 {
        return bytes[1..]
            .iter()
            .try_fold(0_u64, |sum, byte| sum.checked_mul(256)?.checked_add((*byte).into()))
            .ok_or(WRONG);
    }
    let digits = std::str::from_utf8(field(bytes)).map_err(|_| WRONG)?.trim();
    if digits.is_empty() { Ok(0) } else { u64::from_str_radix(digits, 8).map_err(|_| WRONG) }
}

fn check_sum(header: &[u8; BLOCK]) -> Result<(), Problem> {
    let said = number(&header[148..156])?;
    let bytes = || header.iter().enumerate().map(|(at, byte)| if (148..156).contains(&at) { b' ' } else { *byte });
    let sum: u64 = bytes().map(u64::from).sum();
    // Some old writers summed signed bytes.
    let signed: i64 = bytes().map(|byte| i64::from(byte as i8)).sum();
    if said == sum || said as i64 == signed { Ok(()) } else { Err(Problem::Header("its sum")) }
}
