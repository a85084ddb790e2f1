//! Bytes nobody can guess, from the kernel.

use std::fmt::Write as _;
use std::io;

/// `bytes` random bytes as lower-case hexadecimal.
pub fn hex(bytes: usize) -> io::Result<String> {
    let mut buffer = vec![0u8; bytes];
    let mut filled = 0;
    while filled < bytes {
        filled += rustix::rand::getrandom(&mut buffer[filled..], rustix::rand::GetRandomFlags::empty())?;
    }
    Ok(buffer.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}
