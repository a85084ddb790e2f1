//! Indexes with names, and packages that come from one of them and no other.

use super::settings::{Options, Settings, SettingsError, World};
use crate::net::Address;
use crate::pep::marker::Marker;
use crate::pep::name::PackageName;
use crate::sourced::Sourced;

/// An index that is named.
#[derive(Clone, Debug)]
pub struct Named {
    /// What pins call it.
    pub name: Option<String>,
    /// Where it is.
    pub url: Sourced<String>,
    /// Asked only for what is pinned to it.
    pub explicit: bool,
    /// The user said so, not what came with a project.
    pub is_of_user: bool,
}

/// A package that comes from one index and no other.
#[derive(Clone, Debug)]
pub struct Pin {
    /// The package.
    pub package: PackageName,
    /// The index's name.
    pub index: Sourced<String>,
    /// When it counts.
    pub marker: Option<Marker>,
}

/// A pin whose index is known.
#[derive(Clone, Debug)]
pub struct Pinned {
    /// The package.
    pub package: PackageName,
    /// When it counts.
    pub marker: Option<Marker>,
    /// What the index is called.
    pub name: String,
    /// The index.
    pub index: Sourced<Address>,
    /// The user named the index, too, or another one of the same server.
    pub is_of_user: bool,
}

impl Settings {
    // The first index of a name counts. One that only the project knows gets nothing of what the user keeps for servers.
    pub(super) fn find_pins(&mut self, options: &[Options], world: &World<'_>) -> Result<(), SettingsError> {
        let no_index = options.iter().any(|o| o.no_index);
        for pin in options.iter().flat_map(|o| &o.pins).filter(|_| !no_index) {
            let all = || options.iter().flat_map(|o| &o.named).filter(|n| n.name.as_ref() == Some(&pin.index.value));
            let Some(named) = all().find(|named| named.is_of_user).or_else(|| all().next()) else {
                return Err(SettingsError::NoIndex {
                    from: pin.index.from.clone(),
                    name: pin.index.value.clone(),
                    package: pin.package.clone(),
                });
            };
            let index = self.address(&named.url, world)?.map(Address::as_directory);
            let is_of_user =
                named.is_of_user || self.indexes.iter().any(|known| known.value.origin() == index.value.origin());
            if !is_of_user {
                self.credentials.keep_from(&index.value);
            }
            self.pins.push(Pinned {
                package: pin.package.clone(),
                marker: pin.marker.clone(),
                name: pin.index.value.clone(),
                index,
                is_of_user,
            });
        }
        Ok(())
    }
}
