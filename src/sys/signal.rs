//! Signals: an interrupt, and what ends services and terminals, end the command line with one line and the exit code
//! that shells expect.
//!
//! Whatever is being built lies beside the real thing and is swept by the next command, so ending at
//! once is safe at any moment. Programs we start get the default dispositions back through `exec`.

const MESSAGES: [(libc::c_int, &[u8]); 3] = [
    (libc::SIGINT, b"\ninterrupted; run the same command again\n"),
    (libc::SIGTERM, b"terminated; run the same command again\n"),
    (libc::SIGHUP, b"the terminal is gone; run the same command again\n"),
];

extern "C" fn end(signal: libc::c_int) {
    for (number, message) in MESSAGES {
        if number == signal {
            #[expect(unsafe_code, reason = "write and _exit are async-signal-safe; nothing else is called here")]
            unsafe {
                libc::write(libc::STDERR_FILENO, message.as_ptr().cast(), message.len());
                libc::_exit(128 + signal);
            }
        }
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
