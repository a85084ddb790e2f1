//! Names that stay the system's: no package of any environment may stand before them on everybody's `PATH`.
//!
//! POSIX utilities and what is as common; shells; what asks for passwords or acts as somebody else; package and
//! service managers; compilers; editors and pagers that other programs start. In order, for a binary search.

/// True for a name that gets no shim.
pub fn is_reserved(name: &str) -> bool {
    NAMES.binary_search(&name).is_ok()
}

#[rustfmt::skip]
const NAMES: &[&str] = &[
    "[", "ack", "addgroup", "adduser", "alias", "apk", "apt", "apt-get", "ar", "as", "ash", "at", "awk", "base64",
    "basename", "bash", "bat", "bg", "brew", "bunzip2", "busybox", "bzip2", "c++", "cal", "cat", "cc", "cd", "chattr",
    "chgrp", "chmod", "chown", "chroot", "chsh", "cksum", "clang", "clang++", "clear", "cmp", "column", "comm",
    "command", "cp", "cpio", "cpp", "cron", "crontab", "csh", "curl", "cut", "dash", "date", "dc", "dd", "df", "diff",
    "dig", "dirname", "dmesg", "dnf", "doas", "docker", "dpkg", "du", "echo", "ed", "egrep", "emacs", "env", "ex",
    "exec", "exit", "expand", "export", "expr", "factor", "false", "fc", "fdisk", "fg", "fgrep", "file", "find",
    "fish", "flock", "fold", "free", "fuser", "g++", "gcc", "gdb", "getent", "getopt", "gh", "git", "gpg", "grep",
    "groups", "gunzip", "gzip", "halt", "head", "hexdump", "host", "hostname", "htop", "id", "ifconfig", "install",
    "ip", "jobs", "join", "journalctl", "kill", "killall", "ksh", "kubectl", "last", "ld", "ldd", "less", "link",
    "ln", "locale", "login", "loginctl", "logname", "look", "ls", "lsblk", "lsof", "m4", "mail", "make", "man",
    "mawk", "md5sum", "mkdir", "mkfifo", "mknod", "mktemp", "more", "mount", "mv", "nano", "nc", "netstat", "newgrp",
    "nice", "nl", "nm", "nohup", "nproc", "objdump", "od", "openssl", "pacman", "passwd", "paste", "patch", "perl",
    "pgrep", "ping", "pkexec", "pkg-config", "pkill", "podman", "poweroff", "pr", "printenv", "printf", "ps", "pwd",
    "readlink", "realpath", "reboot", "renice", "reset", "rm", "rmdir", "rpm", "rsync", "ruby", "scp", "script",
    "sed", "seq", "service", "sftp", "sh", "sha1sum", "sha256sum", "shred", "shutdown", "sleep", "sort", "split",
    "ssh", "ssh-add", "ssh-agent", "ssh-keygen", "stat", "strace", "strings", "strip", "stty", "su", "sudo", "sum",
    "sync", "sysctl", "systemctl", "tac", "tail", "tar", "tcsh", "tee", "telnet", "test", "time", "timeout", "tmux",
    "top", "touch", "tput", "tr", "true", "truncate", "tsort", "tty", "type", "ulimit", "umask", "umount", "uname",
    "unexpand", "uniq", "unlink", "unxz", "unzip", "uptime", "useradd", "userdel", "usermod", "vi", "view", "vim",
    "w", "wait", "watch", "wc", "wget", "which", "who", "whoami", "xargs", "xz", "yes", "yum", "zcat", "zip", "zsh",
    "zypper",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_in_order() {
        assert!(NAMES.is_sorted());
    }

    #[test]
    fn the_systems_names_are_kept_and_pythons_tools_are_not() {
        for name in ["sh", "ls", "sudo", "ssh", "git", "[", "passwd", "zypper"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["python", "pip", "pytest", "gunicorn", "uwsgi", "flask", "http", "aws", "cmake", "ninja", "black"]
        {
            assert!(!is_reserved(name), "{name}");
        }
    }
}
