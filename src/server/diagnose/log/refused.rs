//! What noglue itself said in a server's log: the start-up hook or a shim refused an environment.

use super::Said;
use super::state::State;
use crate::server::diagnose::kinds::*;
use crate::server::diagnose::{Finding, Kind, Machine};
use crate::ui::clean;

pub(super) fn rule(line: &str, state: &mut State, _: &Machine<'_>) -> Option<Said> {
    let text = line.strip_prefix("ImportError: ").unwrap_or(line).strip_prefix("noglue: ")?;
    // The sentence is the reason: what else fails follows from it.
    state.traceback = None;
    state.is_importing = false;
    state.is_told = true;
    let (sentence, advice) = text.split_once("; ").map_or((text, ""), |(sentence, advice)| {
        // `...; not used; to trust it: ...`
        match advice.split_once("; ") {
            Some((_, rest)) if !sentence.contains("already: one process group") => {
                (&text[..text.len() - rest.len() - 2], rest)
            }
            _ => (sentence, advice),
        }
    });
    let finding = Finding::new(kind(sentence), clean(sentence));
    Some(Said::Wrong(if advice.is_empty() { finding } else { finding.advice(clean(advice)) }))
}

fn kind(sentence: &str) -> &'static Kind {
    const WORDS: &[(&str, &Kind)] = &[
        ("already: one process group", TWO_PROJECTS),
        ("but this server has Python", PYTHON_MISMATCH),
        ("has no packages for this build", PYTHON_OTHER_BUILD),
        ("is gone: ", PYTHON_GONE),
        ("but its interpreter is", PYTHON_CHANGED),
        ("cannot be read", DIRECTORY_CLOSED),
        ("is damaged", ENVIRONMENT_BROKEN),
        ("not used", ENVIRONMENT_NOT_TRUSTED),
    ];
    let found = WORDS.iter().find(|(words, _)| sentence.contains(words));
    found.map_or(REFUSED, |(_, kind)| kind)
}
