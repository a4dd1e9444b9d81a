//! What a run knows of the groups whose place in it depends on what is there already.

use super::item::Item;
use crate::results::{CreatedChat, Failure};
use crate::text::insert::insert;

/// A group that is looked for.
pub(super) struct Sought {
    pub(super) item: Item,
    pub(super) why: Why,
    /// Whether the look that is under way is for it, too.
    pub(super) is_looked_for: bool,
}

/// Why a group is looked for.
pub(super) enum Why {
    /// It may be there already; it was not sent.
    Reuse,
    /// Nobody knows whether it was created.
    Lost {
        failure: Box<Failure>,
        looks: usize,
        /// When to look next.
        due_ms: u64,
    },
}

/// What became of a group that others of the run may be equal to.
pub(super) enum Made {
    UnderWay,
    Done(Result<CreatedChat, Box<Failure>>),
}

/// What became of groups, by what equal ones have in common. Sorted: the standard library's maps are larger than all of this.
#[derive(Default)]
pub(super) struct MadeGroups(Vec<(String, Option<Made>)>);

impl MadeGroups {
    fn place_of(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_str().cmp(key))
    }

    pub(super) fn get(&self, key: &str) -> Option<&Made> {
        self.0.get(self.place_of(key).ok()?)?.1.as_ref()
    }

    /// Notes what became of a group; nothing, as if there had been none.
    pub(super) fn set(&mut self, key: &str, made: Option<Made>) {
        match self.place_of(key) {
            Ok(place) => {
                if let Some(group) = self.0.get_mut(place) {
                    group.1 = made;
                }
            }
            Err(place) => insert(&mut self.0, place, (key.to_owned(), made)),
        }
    }
}
