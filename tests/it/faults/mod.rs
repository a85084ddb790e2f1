//! What happens to a server: full and broken disks, signals, many at once, clocks and directories that change.

mod disk;
mod process;
