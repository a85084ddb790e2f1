//! The words of the packaging standards as types: parsed once at the edge, carried everywhere.
//!
//! Text in (names, versions, specifiers, markers, requirements, file names, METADATA, RECORD, entry
//! points), validated types out, each named for what it holds. Pure: no files, no network, no clock.
//! Every rule cites its specification; `packaging` and pip are the oracles the tests compare with.

pub mod entry_point;
pub mod marker;
pub mod metadata;
pub mod name;
pub mod record;
pub mod requirement;
pub mod safe_path;
pub mod specifier;
pub mod tags;
pub mod version;
pub mod wheel_name;

mod scan;
mod serial;
