//! Which users a request has named so far: a small hash table, since a list of 100,000 members must not cost its square.

use super::checked::CheckedMember;
use super::text::fold_case;

/// Users by id, letter case aside; the ids themselves stay with the members.
pub(super) struct SeenUsers {
    /// Open addressing: hash, and index into the members plus one. The length is a power of two, and at least half of the places
    /// are free.
    places: Vec<(u32, u32)>,
}

impl SeenUsers {
    /// A table for so many members.
    pub(super) fn with_capacity(members: usize) -> Self {
        let length = members.saturating_mul(2).max(4).checked_next_power_of_two().unwrap_or(4);
        Self { places: vec![(0, 0); length] }
    }

    /// Remembers the member that will stand at the end of `members`; gives the earlier one where the same user is there already.
    pub(super) fn insert<'m, 'a>(
        &mut self,
        id: &str,
        members: &'m [CheckedMember<'a>],
    ) -> Option<&'m CheckedMember<'a>> {
        let mask = self.places.len().wrapping_sub(1);
        let hash = hash(id);
        let mut at = hash as usize & mask;
        loop {
            let place = self.places.get_mut(at)?;
            let (earlier_hash, index) = *place;
            let Some(index) = index.checked_sub(1) else {
                *place = (hash, u32::try_from(members.len().checked_add(1)?).ok()?);
                return None;
            };
            if earlier_hash == hash {
                let earlier = members.get(index as usize)?;
                if same_user(&earlier.id, id) {
                    return Some(earlier);
                }
            }
            at = at.wrapping_add(1) & mask;
        }
    }
}

/// Whether two ids name the same user, as far as letters tell.
pub(super) fn same_user(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || (!(one.is_ascii() && other.is_ascii()) && fold_case(one) == fold_case(other))
}

/// FNV-1a, letter case aside.
fn hash(id: &str) -> u32 {
    let add = |hash: u32, byte: u8| (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0193);
    let start = 0x811c_9dc5;
    let hash =
        if id.is_ascii() { id.bytes().fold(start, add) } else { fold_case(id).bytes().fold(start, add) };
    hash ^ (hash >> 15)
}
