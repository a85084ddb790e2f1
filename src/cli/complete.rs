//! `noglue complete`: words only.

use crate::context::Context;
use crate::error::Result;
use crate::flow;

/// Print the values that a shell may propose
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What is typed of the word so far
    #[arg(long, value_name = "WORD", default_value = "", allow_hyphen_values = true)]
    word: String,
    /// The words before it
    #[arg(value_name = "WORD", trailing_var_arg = true, allow_hyphen_values = true)]
    before: Vec<String>,
}

pub fn run(context: &Context, args: Args) -> Result<()> {
    flow::complete::run(context, &args.word, &args.before);
    Ok(())
}
