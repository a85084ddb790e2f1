//! What changed in an environment, as lines a person reads.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::ui::{Ui, clean, human_duration};

/// Names and versions of what is installed.
pub(super) type Versions = BTreeMap<String, String>;

/// One package that came, went or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Added { name: String, version: String },
    Removed { name: String, version: String },
    Changed { name: String, from: String, to: String },
}

/// The changes from `old` to `new`, by name.
pub(super) fn changes(old: &Versions, new: &Versions) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let name = name.clone();
        match (old.get(&name).cloned(), new.get(&name).cloned()) {
            (None, Some(version)) => changes.push(Change::Added { name, version }),
            (Some(version), None) => changes.push(Change::Removed { name, version }),
            (Some(from), Some(to)) if from != to => changes.push(Change::Changed { name, from, to }),
            _ => {}
        }
    }
    changes
}

/// Says each change on a line.
pub(super) fn say(ui: &Ui, changes: &[Change]) {
    for change in changes {
        match change {
            Change::Added { name, version } => ui.change('+', format!("{} {}", clean(name), clean(version))),
            Change::Removed { name, version } => ui.change('-', format!("{} {}", clean(name), clean(version))),
            Change::Changed { name, from, to } => {
                ui.change('~', format!("{} {} -> {}", clean(name), clean(from), clean(to)));
            }
        }
    }
}

/// `12 packages`, `1 package`.
pub(super) fn packages(count: usize) -> String {
    format!("{count} package{}", if count == 1 { "" } else { "s" })
}

/// ` in 340 ms`.
pub(super) fn took(duration: Duration) -> String {
    format!(" in {}", human_duration(duration))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_went_and_changed_is_told_apart_in_the_order_of_names() {
        let versions = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
        let old = versions(&[("a", "1"), ("b", "1"), ("d", "1")]);
        let new = versions(&[("a", "1"), ("b", "2"), ("c", "1")]);
        assert_eq!(
            changes(&old, &new),
            [
                Change::Changed { name: "b".into(), from: "1".into(), to: "2".into() },
                Change::Added { name: "c".into(), version: "1".into() },
                Change::Removed { name: "d".into(), version: "1".into() },
            ]
        );
    }
}
