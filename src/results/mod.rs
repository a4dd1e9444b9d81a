//! What a call gives: a chat, an outcome, or a failure that holds no secret.

mod attempt;
mod bulk;
mod created_chat;
mod failure;
pub(crate) mod redact;

pub use attempt::Attempt;
pub use bulk::{BulkProgress, ChatOutcome};
pub use created_chat::CreatedChat;
pub use failure::{Cause, Failure, FailureKind, Outcome};
