//! What became of one member of many.

use super::Failure;

/// What became of one member that was to be added to a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberOutcome {
    /// Position of the member in the list, from 0.
    pub index: usize,
    /// Added, or there already; or why not. Outcome `NotCreated` means: not added.
    pub result: Result<(), Box<Failure>>,
}
