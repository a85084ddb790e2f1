//! Small worlds written as text, solved, compared.

mod conflicts;
mod random;
mod rules;
mod speed;
mod wishes;
mod world;
