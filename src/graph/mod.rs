//! What Graph says: clouds, addresses, requests and answers. Nothing is checked or sent here.

pub(crate) mod base_url;
pub(crate) mod bind_url;
pub(crate) mod chat_id;
pub(crate) mod claims;
pub(crate) mod cloud;
mod docs_page;
pub(crate) mod graph_error;
mod graph_options;
mod http;
mod id_letters;
pub(crate) mod location;
pub(crate) mod retry_after;
mod token;

pub(crate) use docs_page::DocsPage;
pub use graph_options::{GraphOptions, OptionsError};
pub use http::{Headers, HttpRequest, HttpResponse, Method};
pub(crate) use id_letters::{ENCODED, KEPT, LENGTHS, class_of};
pub(crate) use token::Token;
