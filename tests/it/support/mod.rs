//! What every test stands on: its own little world, a fake index, packages made on the fly, Pythons found.

mod disk;
mod fleet;
mod http;
mod index;
mod machine;
mod mount;
mod package;
mod python;
mod run;
mod skip;
mod source;
mod tls;
mod tree;
mod world;

pub use disk::Disk;
pub use fleet::{PACKAGES, contents, fleet, requirements};
pub use index::{FakeIndex, Fault, Offers};
pub use machine::Machine;
pub use mount::{Mount, tmpfs};
pub use package::{Published, Wheel, sha256_hex, wheel};
pub use python::{Python, any_python, python, pythons, system_python};
pub use run::{Output, Run, Running, Seen};
pub use skip::{is_ci, skip};
pub use source::{BACKEND, Sdist, gzip, sdist, tar_member};
pub use tls::{Tls, tls};
pub use tree::{Node, difference, environment, snapshot};
pub use world::{World, installed};
