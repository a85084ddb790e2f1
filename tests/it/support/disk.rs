//! A disk that can lose its power: an image with ext4, mounted through a loop device. Needs root; a named skip elsewhere.
//!
//! What the kernel has not written to the image when it is cut is lost, as it would be in a machine.

use std::os::fd::AsRawFd as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::skip::skip;

/// A mounted image. Declare it after the world it lies in.
pub struct Disk {
    image: PathBuf,
    point: PathBuf,
}

impl Disk {
    /// An empty disk of `megabytes`, mounted at `point`.
    pub fn new(point: &Path, megabytes: u64) -> Option<Disk> {
        let disk = Disk { image: point.with_extension("img"), point: point.to_owned() };
        std::fs::create_dir_all(point).unwrap();
        std::fs::File::create(&disk.image).unwrap().set_len(megabytes << 20).unwrap();
        // Data after names, and names every second: the hardest setting that people use.
        let made = quiet("mkfs.ext4", &["-q", "-F", "-E", "lazy_itable_init=0"], &disk.image);
        if !made || !disk.mount() {
            skip("power cuts", "no right to mount an image, or no mkfs.ext4");
            return None;
        }
        Some(disk)
    }

    /// Where it is mounted.
    pub fn point(&self) -> &Path {
        &self.point
    }

    /// The power goes, and comes back.
    pub fn cut(&self) {
        // FS_IOC_SHUTDOWN, without writing the journal out (linux/fs.h, ext4: EXT4_GOING_FLAGS_NOLOGFLUSH).
        const SHUTDOWN: libc::c_ulong = 0x8004_587d;
        let flags: u32 = 2;
        let dir = std::fs::File::open(&self.point).unwrap();
        #[allow(unsafe_code, reason = "an ioctl that reads the number it is given")]
        let result = unsafe { libc::ioctl(dir.as_raw_fd(), SHUTDOWN, std::ptr::from_ref(&flags)) };
        assert_eq!(result, 0, "ext4 did not shut down: {}", std::io::Error::last_os_error());
        drop(dir);
        self.again();
    }

    /// The power goes, and the disk is what a copy of the image holds that was made without the kernel's knowledge.
    pub fn go_on_with_a_copy(&self) {
        let copy = self.image.with_extension("copy");
        std::fs::copy(&self.image, &copy).unwrap();
        self.unmount();
        std::fs::rename(&copy, &self.image).unwrap();
        assert!(self.mount(), "the copy could not be mounted");
    }

    fn again(&self) {
        self.unmount();
        assert!(self.mount(), "the disk could not be mounted again");
    }

    fn mount(&self) -> bool {
        let options = ["-t", "ext4", "-o", "loop,commit=1"];
        let mut command = Command::new("mount");
        command.args(options).arg(&self.image).arg(&self.point);
        silent(&mut command)
    }

    fn unmount(&self) {
        // A background child of a killed program may still be there for a moment.
        let start = std::time::Instant::now();
        while !quiet("umount", &[], &self.point) {
            assert!(start.elapsed().as_secs() < 30, "the disk is in use");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        quiet("umount", &["--lazy"], &self.point);
    }
}

fn quiet(program: &str, args: &[&str], path: &Path) -> bool {
    silent(Command::new(program).args(args).arg(path))
}

fn silent(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
