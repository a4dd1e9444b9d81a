//! Who of a request is not in a chat.

use serde::Serialize;

/// Who of a request is not in a chat, and who is there besides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MissingMembers {
    /// Positions in the request of those who are not there.
    pub missing: Vec<usize>,
    /// Those who are there and whom nobody of the request is, as a JSON array of Graph's resources.
    pub unexpected: String,
    /// Positions of those who are named by an address that is not there, while somebody unexpected is: it may be they.
    pub uncertain: Vec<usize>,
}
