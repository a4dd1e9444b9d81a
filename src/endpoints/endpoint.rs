//! What the loops know of an endpoint, and of one request to it. Each endpoint's own file says it.

use super::hints::{Hint, Permissions};
use crate::graph::chat_id::push_chat_path;
use crate::graph::{GraphOptions, HttpRequest, HttpResponse, Method};

/// What holds for every request to an endpoint.
#[derive(Debug)]
pub(crate) struct Endpoint {
    /// What it is for, as it ends the sentence "Graph refused to …".
    pub(crate) action: &'static str,
    pub(crate) method: Method,
    /// Beside those that every request has.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) permissions: Permissions,
    /// What there is to do where nobody knows whether it was done; empty where it is done again, or only reads.
    pub(crate) if_unknown: &'static str,
    /// What its known answers mean.
    pub(crate) hints: &'static [Hint],
    /// Whether a 2xx holds what is documented; else a sentence that says what it lacks.
    pub(crate) check: fn(&HttpResponse, &GraphOptions) -> Result<(), &'static str>,
}

/// When a request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// Twice does the same as once.
    Always,
    /// The same: Graph gives the chat that the first one made.
    SameChat,
    /// Only where it is certain that nothing was done.
    IfNotDone,
    /// Unless it is certain that it was done.
    IfUnknown,
}

impl Repeat {
    /// Whether it does nothing twice even where it was done.
    pub(crate) fn is_harmless(self) -> bool {
        matches!(self, Repeat::Always | Repeat::SameChat)
    }
}

/// One request to an endpoint.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) endpoint: &'static Endpoint,
    /// Absolute.
    pub(crate) url: String,
    /// JSON text.
    pub(crate) body: Option<String>,
    pub(crate) repeat: Repeat,
}

impl Request {
    /// Of what is at a URL.
    pub(crate) fn reading(endpoint: &'static Endpoint, url: String) -> Self {
        Self { endpoint, url, body: None, repeat: Repeat::Always }
    }

    /// As it is sent, complete but for the token.
    pub(crate) fn into_http(self, client_request_id: &str) -> HttpRequest {
        let mut headers = Vec::with_capacity(4);
        if self.body.is_some() {
            headers.push(("Content-Type", "application/json".to_owned()));
        }
        headers.extend(self.endpoint.headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
        headers.push(("client-request-id", client_request_id.to_owned()));
        HttpRequest { method: self.endpoint.method, url: self.url, headers, body: self.body }
    }
}

/// The absolute URL of a path below the version.
pub(crate) fn url(options: &GraphOptions, path: &str) -> String {
    let mut url = String::new();
    options.push_version_root(&mut url, options.api_version);
    url.push_str(path);
    url
}

/// The absolute URL of what stands below a chat.
pub(super) fn chat_url(options: &GraphOptions, id: &str, path: &str) -> String {
    let mut url = url(options, "");
    push_chat_path(&mut url, id);
    url.push_str(path);
    url
}
