//! Signals: an interrupt, and what ends services and terminals, end the command line with one line and the exit code
//! that shells expect.
//!
//! Whatever is being built lies beside the real thing and is swept by the next command, so ending at
//! once is safe at any moment. Programs we start get the default dispositions back through `exec`.

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

const MESSAGES: [(libc::c_int, &[u8]); 3] = [
    (libc::SIGINT, b"\ninterrupted; run the same command again\n"),
    (libc::SIGTERM, b"terminated; run the same command again\n"),
    (libc::SIGHUP, b"the terminal is gone; run the same command again\n"),
];

/// A file that an interrupt puts back, and the one before it in the list.
struct Undo {
    old: Option<CString>,
    path: CString,
    next: *const Undo,
}

// Never freed: a handler may be reading it. A command has two at most.
static UNDO: AtomicPtr<Undo> = AtomicPtr::new(ptr::null_mut());

/// From now on an interrupt renames `old` to `path` before the process ends; without `old` it removes `path`.
pub fn undo_on_interrupt(old: Option<&Path>, path: &Path) {
    let text = |path: &Path| CString::new(path.as_os_str().as_bytes()).ok();
    let Some(path) = text(path) else { return };
    let undo = Undo { old: old.and_then(text), path, next: UNDO.load(Ordering::Acquire) };
    UNDO.store(Box::into_raw(Box::new(undo)), Ordering::Release);
}

/// From now on an interrupt puts nothing back.
pub fn undo_nothing() {
    UNDO.store(ptr::null_mut(), Ordering::Release);
}

extern "C" fn end(signal: libc::c_int) {
    #[expect(
        unsafe_code,
        reason = "rename, unlink, write and _exit are async-signal-safe; what is read is never freed"
    )]
    unsafe {
        let mut undo: *const Undo = UNDO.load(Ordering::Acquire);
        while let Some(one) = undo.as_ref() {
            match &one.old {
                // Two names of one file stay two after a rename.
                Some(old) => {
                    let done = libc::rename(old.as_ptr(), one.path.as_ptr());
                    if done == 0 { libc::unlink(old.as_ptr()) } else { done }
                }
                None => libc::unlink(one.path.as_ptr()),
            };
            undo = one.next;
        }
        for (number, message) in MESSAGES {
            if number == signal {
                libc::write(libc::STDERR_FILENO, message.as_ptr().cast(), message.len());
            }
        }
        libc::_exit(128 + signal);
    }
}

/// From now on SIGINT, SIGTERM and SIGHUP end the process with exit code 128 and their number. One that is ignored
/// (`nohup`, a shell's background job) stays ignored.
pub fn end_on_interrupt() {
    for (signal, _) in MESSAGES {
        #[expect(unsafe_code, reason = "libc's sigaction; the handler touches nothing but file descriptor 2")]
        unsafe {
            let mut old: libc::sigaction = std::mem::zeroed();
            if libc::sigaction(signal, std::ptr::null(), &mut old) == 0 && old.sa_sigaction == libc::SIG_IGN {
                continue;
            }
            let mut new: libc::sigaction = std::mem::zeroed();
            new.sa_sigaction = end as extern "C" fn(libc::c_int) as libc::sighandler_t;
            libc::sigaction(signal, &new, std::ptr::null_mut());
        }
    }
}
