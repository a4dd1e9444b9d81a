//! What goes over the wire and what comes of it: requests, answers, results, failures.

mod attempt;
mod bulk;
mod created_chat;
mod docs_page;
mod failure;
mod http;
mod token;

pub use attempt::Attempt;
pub use bulk::{BulkProgress, ChatOutcome};
pub use created_chat::CreatedChat;
pub(crate) use docs_page::DocsPage;
pub use failure::{Cause, Failure, FailureKind, Outcome};
pub use http::{Headers, HttpRequest, HttpResponse, Method};
pub(crate) use token::Token;
