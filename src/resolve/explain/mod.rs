//! Why nothing fits: the facts of PubGrub's proof, told as who asks for what.
//!
//! The proof's leaves are facts that cannot all hold: someone asks for something, versions are missing or cannot be
//! used. The order in which PubGrub combined them says little to a person, so it is dropped. What is told are the
//! packages about which there is a quarrel, and for each side of it the way by which a root leads there.

mod core;
mod hints;
mod missing;
mod quarrel;
mod way;

pub use self::core::Proof;

use super::candidates::Candidates;
use super::failure::Conflict;
use super::provider::Provider;

/// The proof in sentences.
pub fn explain<C: Candidates + ?Sized>(provider: &Provider<'_, C>, proof: &Proof) -> Conflict {
    let mut facts = core::Facts::of(provider, proof);
    // A quarrel may be proved before a listing was read; its versions make better sentences. What cannot be had now
    // is left out.
    for name in facts.names() {
        let _ = provider.listing(&name);
    }
    let mut missing = missing::Missing::of(provider, &facts);
    // What the person wrote and cannot be by itself needs no more facts.
    if let Some((name, roots)) = quarrel::among_roots(&facts, &quarrel::Usable { provider, missing: &missing }) {
        facts = facts.only(&name, &roots);
        missing = missing::Missing::of(provider, &facts);
    }
    let told = quarrel::tell(provider, &facts, &missing);
    let hints = hints::hints(provider, &missing, &told.quarrels);
    Conflict { summary: told.summary, reasons: told.reasons, hints }
}
