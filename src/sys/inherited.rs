//! What the parent process handed over, noted before the runtime of Rust changes it.
//!
//! The runtime ignores SIGPIPE and opens `/dev/null` on standard streams that are closed. A program that replaces
//! itself by another one must hand on what it got, not that.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

static SIGPIPE_IGNORED: AtomicBool = AtomicBool::new(false);
static CLOSED_STREAMS: AtomicU8 = AtomicU8::new(0);

/// Runs before `main`, as the loader's first calls.
extern "C" fn note() {
    #[expect(unsafe_code, reason = "sigaction and fcntl only read; both are plain system calls without memory of ours")]
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(libc::SIGPIPE, std::ptr::null(), &mut action) == 0 {
            SIGPIPE_IGNORED.store(action.sa_sigaction == libc::SIG_IGN, Ordering::Relaxed);
        }
        let closed = (0..3u8).filter(|fd| libc::fcntl(i32::from(*fd), libc::F_GETFD) == -1);
        CLOSED_STREAMS.store(closed.fold(0, |bits, fd| bits | 1 << fd), Ordering::Relaxed);
    }
}

#[used]
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array.00050"))]
#[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,__mod_init_func"))]
#[expect(unsafe_code, reason = "the one way to run before the runtime; the function keeps to what is safe there")]
static NOTE: extern "C" fn() = note;

/// Puts signals and streams back to what the parent gave. For the moment before another program takes over.
pub fn restore() {
    #[expect(unsafe_code, reason = "signal and close are plain system calls; nothing runs in this process afterwards")]
    unsafe {
        if !SIGPIPE_IGNORED.load(Ordering::Relaxed) {
            libc::signal(libc::SIGPIPE, libc::SIG_DFL);
        }
        let closed = CLOSED_STREAMS.load(Ordering::Relaxed);
        for fd in (0..3).filter(|fd| closed & 1 << fd != 0) {
            libc::close(fd);
        }
    }
}
