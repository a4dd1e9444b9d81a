//! What goes wrong beside the limit: whole batches that are refused or get no clear answer, single requests that are refused.

use crate::random::Random;

#[derive(Clone, Debug)]
pub(crate) enum When {
    /// The batches with these numbers, from 1.
    Batches(Vec<usize>),
    /// Each one of so many.
    Every(usize),
    /// From a time to another.
    Between(u64, u64),
    /// So many of a thousand.
    Chance(u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strike {
    /// The whole batch is answered with this status and so many seconds to wait.
    Whole(u16, u64),
    /// It is answered 504.
    Unclear,
    /// So many of a thousand requests in it are refused, with so many seconds to wait.
    Inside(u64, u64),
}

#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) when: When,
    pub(crate) strike: Strike,
}

/// What strikes a batch, if anything does.
pub(crate) fn strike(faults: &[Fault], batch: usize, now_ms: u64, random: &mut Random) -> Option<Strike> {
    let is_struck = |fault: &&Fault| match &fault.when {
        When::Batches(numbers) => numbers.contains(&batch),
        When::Every(each) => batch.is_multiple_of(*each),
        When::Between(from_ms, to_ms) => (*from_ms..*to_ms).contains(&now_ms),
        When::Chance(per_mille) => random.below(1_000) < *per_mille,
    };
    faults.iter().find(is_struck).map(|fault| fault.strike)
}
