//! A machine of a test's own: private copies of `/usr`, `/etc` and of every Python's prefix, made by overlays in a mount
//! namespace. What programs write there is seen by the next one in the same machine and by nobody else.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::mount::{Mount, tmpfs};
use super::python::pythons;
use super::skip::skip;
use super::world::World;

/// A machine. Declare it after its world.
pub struct Machine {
    _mount: Mount,
    script: String,
}

impl Machine {
    /// A copy of this machine; `None`, said, where there is no right to mount.
    pub fn new(world: &World) -> Option<Machine> {
        let layers = world.root().join("machine");
        let mount = tmpfs(&layers, 512 * 1024)?;
        let mut tops: Vec<PathBuf> = vec!["/etc".into(), "/usr".into()];
        for python in pythons().values() {
            let prefix = python.dir().parent().unwrap().canonicalize().unwrap();
            if !tops.iter().any(|top| prefix.starts_with(top)) {
                tops.push(prefix);
            }
        }
        let mut script = String::new();
        for (number, top) in tops.iter().enumerate() {
            let (upper, work) = (layers.join(format!("u{number}")), layers.join(format!("w{number}")));
            for dir in [&upper, &work] {
                std::fs::create_dir(dir).unwrap();
            }
            let (top, upper, work) = (top.display(), upper.display(), work.display());
            script +=
                &format!("mount -t overlay -o 'lowerdir={top},upperdir={upper},workdir={work}' overlay '{top}' && ");
        }
        let machine = Machine { _mount: mount, script };
        let mut probe = machine.words().into_iter();
        let mut command = Command::new(probe.next().unwrap());
        command.args(probe).arg("true").stdout(Stdio::null()).stderr(Stdio::null());
        if !command.status().is_ok_and(|status| status.success()) {
            skip("a machine of its own", "no right to make a mount namespace with overlays");
            return None;
        }
        Some(machine)
    }

    /// What stands before a program that runs in it.
    pub fn words(&self) -> Vec<String> {
        let script = format!("{}exec \"$@\"", self.script);
        ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", &script, "sh"].map(str::to_owned).to_vec()
    }
}
