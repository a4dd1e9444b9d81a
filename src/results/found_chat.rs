//! A chat that was found.

use serde::Serialize;

/// A chat that has the members of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundChat {
    /// Graph's resource as JSON text, with all its members.
    pub chat: String,
    /// Everyone of the request is known to be there. Else one is not listed under the address of the request.
    pub is_exact: bool,
}
