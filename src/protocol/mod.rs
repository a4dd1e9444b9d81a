//! Graph's protocol as pure functions: no I/O, no clock, no randomness, no await.

mod base64;
pub(crate) mod batch;
pub(crate) mod claims;
pub(crate) mod client_options;
pub(crate) mod create_chat;
pub(crate) mod graph_error;
mod hints;
mod http_date;
pub(crate) mod location;
pub(crate) mod messages;
pub(crate) mod operation;
pub(crate) mod pace;
pub(crate) mod redact;
pub(crate) mod retry;
pub(crate) mod retry_after;
pub(crate) mod uuid;
