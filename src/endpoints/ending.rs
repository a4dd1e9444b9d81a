//! How an attempt ended, whatever the endpoint.

/// How an attempt ended, as far as repeating it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// 429: documented as not carried out.
    Throttled,
    /// 503 with a usable `Retry-After`: not carried out either.
    Unavailable,
    /// 5xx, a network error, a timeout: it may have been carried out.
    Unclear,
    /// 401 with these claims.
    Challenge(String),
    /// Another 4xx: not carried out.
    Refused,
    /// An answer that Graph does not document: it may have been carried out.
    Malformed,
}

impl Ending {
    /// Whether the request may have been carried out.
    pub(crate) fn may_be_done(&self) -> bool {
        matches!(self, Ending::Unclear | Ending::Malformed)
    }
}
