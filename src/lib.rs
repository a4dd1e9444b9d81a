//! Checks, builds and sends the bodies of Microsoft Graph's
//! [Create chat](https://learn.microsoft.com/graph/api/chat-post) (`POST /chats`).

mod building;
mod chats;
mod json;
mod validation;

pub use building::base_url::BaseUrl;
pub use building::cloud::{ApiVersion, Cloud};
pub use building::{GraphOptions, OptionsError};
pub use chats::{build_chat, validate_chat};
pub use validation::{IssueCode, Severity, ValidationIssue};
