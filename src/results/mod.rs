//! What a call gives: a chat, an outcome, or a failure that holds no secret.

mod attempt;
mod bulk;
mod created_chat;
mod failure;
mod found_chat;
mod member_outcome;
mod missing_members;
mod number;
pub(crate) mod redact;
mod sent_message;

pub use attempt::Attempt;
pub use bulk::{BulkProgress, ChatOutcome};
pub use created_chat::CreatedChat;
pub use failure::{Cause, Failure, FailureKind, Outcome};
pub use found_chat::FoundChat;
pub use member_outcome::MemberOutcome;
pub use missing_members::MissingMembers;
#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub(crate) use number::number;
pub use sent_message::SentMessage;
