//! Which users a request has named so far: a small hash table, since a list of 100,000 members must not cost its square.

use std::borrow::Cow;

use crate::text::lexical::{fold_case, is_same_user};

/// Users by id, letter case aside; the ids themselves stay elsewhere.
pub(crate) struct SeenUsers {
    /// Open addressing: hash, and the user's number plus one. The length is a power of two, and at least half of the places
    /// are free.
    places: Vec<(u32, u32)>,
}

impl SeenUsers {
    /// A table for so many users.
    pub(crate) fn with_capacity(users: usize) -> Self {
        let length = users.saturating_mul(2).max(4).checked_next_power_of_two().unwrap_or(4);
        Self { places: vec![(0, 0); length] }
    }

    /// Remembers a user under a number; gives the number of the same user where it is there already.
    pub(crate) fn insert<'m>(
        &mut self,
        id: &str,
        number: usize,
        id_of: impl Fn(usize) -> Option<&'m str>,
    ) -> Option<usize> {
        let mask = self.places.len().wrapping_sub(1);
        let hash = hash(id);
        let mut at = hash as usize & mask;
        loop {
            let place = self.places.get_mut(at)?;
            let (earlier_hash, earlier) = *place;
            let Some(earlier) = earlier.checked_sub(1) else {
                *place = (hash, u32::try_from(number.checked_add(1)?).ok()?);
                return None;
            };
            if earlier_hash == hash && is_same_user(id_of(earlier as usize)?, id) {
                return Some(earlier as usize);
            }
            at = at.wrapping_add(1) & mask;
        }
    }
}

/// A hash of the id, eight bytes at a time, letter case aside.
fn hash(id: &str) -> u32 {
    /// Sets the bit in which the cases of a letter differ, whatever else that makes the same.
    const CASE: u64 = 0x2020_2020_2020_2020;
    let folded = if id.is_ascii() { Cow::Borrowed(id) } else { fold_case(id) };
    let (words, rest) = folded.as_bytes().as_chunks::<8>();
    let rest = rest.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte));
    let add =
        |hash: u64, word: u64| (hash.rotate_left(5) ^ (word | CASE)).wrapping_mul(0x517c_c1b7_2722_0a95);
    let hash = words.iter().map(|word| u64::from_le_bytes(*word)).fold(0, add);
    let [.., first, second, third, fourth] = add(hash, rest).to_le_bytes();
    u32::from_le_bytes([first, second, third, fourth])
}
