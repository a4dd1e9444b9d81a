//! What goes over the wire and what comes of it: requests, answers, results, failures.

mod attempt;
mod created_chat;
mod failure;
mod http;
mod token;

pub use attempt::Attempt;
pub use created_chat::CreatedChat;
pub use failure::{Cause, Failure, FailureKind, Outcome};
pub use http::{Headers, HttpRequest, HttpResponse, Method};
pub(crate) use token::Token;
