//! `noglue` without a command.

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// The state of the project here.
pub fn run(context: &Context, json: bool) -> Result<()> {
    flow::status::run(context, json)
}
