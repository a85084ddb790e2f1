//! Signals: an interrupt ends the command line with one line and the exit code shells expect.
//!
//! Whatever is being built lies beside the real thing and is swept by the next command, so ending at
//! once is safe at any moment. Programs we start get the default dispositions back through `exec`.

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

const MESSAGE: &[u8] = b"\ninterrupted; run the same command again\n";
const INTERRUPTED: i32 = 130;

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

extern "C" fn interrupted(_signal: libc::c_int) {
    #[expect(
        unsafe_code,
        reason = "rename, unlink, write and _exit are async-signal-safe; what is read is never freed"
    )]
    unsafe {
        let mut undo: *const Undo = UNDO.load(Ordering::Acquire);
        while let Some(one) = undo.as_ref() {
            match &one.old {
                Some(old) => libc::rename(old.as_ptr(), one.path.as_ptr()),
                None => libc::unlink(one.path.as_ptr()),
            };
            undo = one.next;
        }
        libc::write(libc::STDERR_FILENO, MESSAGE.as_ptr().cast(), MESSAGE.len());
        libc::_exit(INTERRUPTED);
    }
}

/// From now on SIGINT ends the process with exit code 130. An ignored SIGINT (`nohup`, a shell's
/// background job) stays ignored.
pub fn end_on_interrupt() {
    #[expect(unsafe_code, reason = "libc's sigaction; the handler touches nothing but file descriptor 2")]
    unsafe {
        let mut old: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(libc::SIGINT, std::ptr::null(), &mut old) == 0 && old.sa_sigaction == libc::SIG_IGN {
            return;
        }
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = interrupted as extern "C" fn(libc::c_int) as libc::sighandler_t;
        libc::sigaction(libc::SIGINT, &new, std::ptr::null_mut());
    }
}
