//! The variables of a shell and the environment of its directory -> what is to be set and unset there. Pure.
//!
//! What was there before is kept and put back exactly. On `PATH` only our own entry comes and goes: what the person added
//! meanwhile stays. An environment that somebody else activated wins for as long as it is active.

use std::collections::BTreeMap;

use super::state::{Bytes, Kept, State};
use crate::vars;

/// The environment that a directory calls for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The environment: what `VIRTUAL_ENV` says.
    pub env: Bytes,
    /// Its programs; `None` where that cannot stand on `PATH`. A shim finds the environment all the same.
    pub bin: Option<Bytes>,
    /// Its name in prompts.
    pub prompt: Bytes,
    /// Variables of the project.
    pub variables: BTreeMap<Bytes, Bytes>,
}

/// What is to be done, by name: a value, or `None` to unset.
pub type Change = BTreeMap<Bytes, Option<Bytes>>;

/// What a change comes to, for the line that is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Nothing changed that is worth a line.
    Same,
    /// Another environment.
    Entered,
    /// None any more.
    Left,
    /// Somebody else's is active.
    Manual,
}

/// From the shell's variables, read by `get`, to those that `wanted` calls for. `is_first` for a shell's first question:
/// its start-up files may have put other directories before ours.
pub fn change(get: &dyn Fn(&[u8]) -> Option<Bytes>, wanted: Option<&Wanted>, is_first: bool) -> (Change, Event) {
    let state = get(STATE).and_then(|text| State::read(&text));
    let active = get(VIRTUAL_ENV).filter(|value| !value.is_empty());
    let mut shell = Shell { get, change: Change::new() };
    let is_manual = active.is_some() && active.as_ref() != state.as_ref().map(|state| &state.env);
    let is_same = state.as_ref().map(|s| &s.env) == wanted.map(|w| &w.env);
    if is_manual {
        if let Some(state) = state.filter(|_| !is_same) {
            shell.leave_behind(state);
        }
        return (shell.finish(), Event::Manual);
    }
    match (state.as_ref(), wanted) {
        (Some(state), Some(wanted)) if is_same => {
            shell.apply(state.clone(), wanted, is_first || active.is_none());
        }
        (state, wanted) => {
            if let Some(state) = state {
                shell.undo(state);
            }
            if let Some(wanted) = wanted {
                shell.apply(State { env: wanted.env.clone(), ..State::default() }, wanted, true);
            }
        }
    }
    let event = match (&state, wanted) {
        _ if is_same => Event::Same,
        (_, Some(_)) => Event::Entered,
        (_, None) => Event::Left,
    };
    (shell.finish(), event)
}

const VIRTUAL_ENV: &[u8] = vars::VIRTUAL_ENV.as_bytes();
const PROMPT: &[u8] = vars::VIRTUAL_ENV_PROMPT.as_bytes();
const PYTHONHOME: &[u8] = vars::PYTHONHOME.as_bytes();
const PATH: &[u8] = vars::PATH.as_bytes();
const STATE: &[u8] = vars::HOOK_STATE.as_bytes();

/// What every environment sets.
fn is_base(name: &[u8]) -> bool {
    [VIRTUAL_ENV, PROMPT, PYTHONHOME].contains(&name)
}

/// The variables as they are, with what is to change laid over them.
struct Shell<'a> {
    get: &'a dyn Fn(&[u8]) -> Option<Bytes>,
    change: Change,
}

impl Shell<'_> {
    fn value(&self, name: &[u8]) -> Option<Bytes> {
        self.change.get(name).cloned().unwrap_or_else(|| (self.get)(name))
    }

    fn set(&mut self, name: &[u8], value: Option<Bytes>) {
        self.change.insert(name.to_vec(), value);
    }

    fn undo(&mut self, state: &State) {
        for (name, kept) in &state.kept {
            self.set(name, kept.before.clone());
        }
        self.take_off_path(state);
        self.set(STATE, None);
    }

    fn take_off_path(&mut self, state: &State) {
        let Some(path) = self.value(PATH) else { return };
        let Some(bin) = &state.bin else { return };
        let entries: Vec<&[u8]> = path.split(|b| *b == b':').collect();
        let Some(at) = entries.iter().position(|entry| entry == bin) else { return };
        let mut left = entries;
        left.remove(at);
        let value = (!left.is_empty() || !state.had_no_path).then(|| left.join(&b':'));
        self.set(PATH, value);
    }

    /// Another environment is active, which saved our values as those to go back to: what only the project wanted goes
    /// now, and the rest when that environment is left.
    fn leave_behind(&mut self, mut state: State) {
        self.take_off_path(&state);
        for (name, kept) in state.kept.iter().filter(|(name, _)| !is_base(name)) {
            self.set(name, kept.before.clone());
        }
        state.kept.retain(|name, _| is_base(name));
        self.set(STATE, Some(state.write()));
    }

    /// `is_fresh`: our entry is put first on `PATH`; else where the person moved it to, or took it out, is theirs to say.
    /// So is the value of a variable that the person changed after us.
    fn apply(&mut self, mut state: State, wanted: &Wanted, is_fresh: bool) {
        let goal = self.goal(&state, wanted);
        let gone: Vec<Bytes> = state.kept.keys().filter(|name| !goal.contains_key(*name)).cloned().collect();
        for name in gone {
            let kept = state.kept.remove(&name).unwrap_or_default();
            self.set(&name, kept.before);
        }
        for (name, value) in goal {
            let before = self.value(&name);
            let is_new = !state.kept.contains_key(&name);
            let kept = state.kept.entry(name.clone()).or_insert(Kept { set: None, before });
            if is_new || kept.set != value || (is_fresh && is_base(&name)) {
                kept.set.clone_from(&value);
                self.set(&name, value);
            }
        }
        // It may have had none that could be used until now.
        if is_fresh || (state.bin.is_none() && wanted.bin.is_some()) {
            self.take_off_path(&state);
            state.bin.clone_from(&wanted.bin);
            self.put_on_path(&mut state);
        }
        self.set(STATE, Some(state.write()));
    }

    fn goal(&self, state: &State, wanted: &Wanted) -> Change {
        let mut goal: Change =
            wanted.variables.iter().map(|(name, value)| (name.clone(), Some(value.clone()))).collect();
        goal.insert(VIRTUAL_ENV.to_vec(), Some(wanted.env.clone()));
        goal.insert(PROMPT.to_vec(), Some(wanted.prompt.clone()));
        if self.value(PYTHONHOME).is_some() || state.kept.contains_key(PYTHONHOME) {
            goal.insert(PYTHONHOME.to_vec(), None);
        }
        goal
    }

    fn put_on_path(&mut self, state: &mut State) {
        let Some(bin) = &state.bin else { return };
        let old = self.value(PATH);
        state.had_no_path = old.is_none();
        let path = old.map_or_else(|| bin.clone(), |old| [bin.as_slice(), b":", &old].concat());
        self.set(PATH, Some(path));
    }

    /// Only what differs.
    fn finish(self) -> Change {
        let Shell { get, change } = self;
        change.into_iter().filter(|(name, value)| get(name) != *value).collect()
    }
}

#[cfg(test)]
mod tests;
