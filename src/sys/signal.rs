//! Signals: an interrupt ends the command line with one line and the exit code shells expect.
//!
//! Whatever is being built lies beside the real thing and is swept by the next command, so ending at
//! once is safe at any moment. Programs we start get the default dispositions back through `exec`.

const MESSAGE: &[u8] = b"\ninterrupted; run the same command again\n";
const INTERRUPTED: i32 = 130;

extern "C" fn interrupted(_signal: libc::c_int) {
    #[expect(unsafe_code, reason = "write and _exit are async-signal-safe; nothing else is called here")]
    unsafe {
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
