//! What a project needs, in the tables of other tools: poetry, pdm, hatch and pipenv.
//!
//! Tables in, requirements of the standard out. Never guesses: what cannot be said as a requirement is refused by name.

pub mod constraint;
pub mod dependency;
pub mod pdm;
pub mod poetry;
