//! Who of a request is not in a chat.

use serde::Serialize;

/// Who of a request is not in a chat, and who is there besides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MissingMembers {
    /// Positions in the request of those who are not there.
    pub missing: Vec<usize>,
    /// All who are there, as the JSON text of an object whose `value` is the list of Graph's resources.
    pub members: String,
    /// Positions in that list of those whom nobody of the request is.
    pub unexpected: Vec<usize>,
    /// Positions of those who are named by an address that is not there, while somebody unexpected is: it may be they.
    pub uncertain: Vec<usize>,
}
