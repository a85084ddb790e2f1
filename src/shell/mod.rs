//! Text -> one word of a shell's language. Quoting per shell, for every byte a path may hold. Never runs a shell.

mod quote;

pub use quote::Shell;
