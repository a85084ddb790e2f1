//! The kernel this runs on, as `uname` tells.

/// Its four words that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kernel {
    /// `Linux`
    pub system: String,
    /// `6.1.0-13-amd64`
    pub release: String,
    /// `#1 SMP ...`
    pub version: String,
    /// `x86_64`
    pub machine: String,
}

/// Asks the kernel. Never fails; what is no UTF-8 is replaced.
pub fn kernel() -> Kernel {
    let names = rustix::system::uname();
    Kernel {
        system: names.sysname().to_string_lossy().into_owned(),
        release: names.release().to_string_lossy().into_owned(),
        version: names.version().to_string_lossy().into_owned(),
        machine: names.machine().to_string_lossy().into_owned(),
    }
}
