//! A chat that was found.

/// A chat that has the members of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundChat {
    /// Graph's resource as JSON text, with all its members.
    pub chat: String,
    /// Everyone of the request is known to be there. Else one is not listed under the address of the request.
    pub is_exact: bool,
}
