//! What a run knows of the groups whose place in it depends on what is there already.

use super::item::Item;
use crate::results::{CreatedChat, Failure};

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

/// Values by text: the standard library's maps are larger than all of this.
pub(super) struct Named<T>(Vec<Vec<(String, T)>>);

const BUCKETS: u32 = 1_024;

impl<T> Named<T> {
    pub(super) fn new() -> Self {
        Self((0..BUCKETS).map(|_| Vec::new()).collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&T> {
        let bucket = self.0.get(bucket_of(name))?;
        bucket.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    /// Sets a value, or takes it away.
    pub(super) fn set(&mut self, name: &str, value: Option<T>) {
        if let Some(bucket) = self.0.get_mut(bucket_of(name)) {
            bucket.retain(|(other, _)| other != name);
            bucket.extend(value.map(|value| (name.to_owned(), value)));
        }
    }
}

/// FNV-1a.
fn bucket_of(name: &str) -> usize {
    let hash =
        name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash % BUCKETS) as usize
}
