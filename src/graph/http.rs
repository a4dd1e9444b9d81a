//! HTTP as plain data.

use super::Token;
use crate::text::search;

/// The methods that are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates.
    Post,
}

impl Method {
    /// As it is sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// A request, complete but for the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// Its method.
    pub method: Method,
    /// Absolute.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// JSON text.
    pub body: Option<String>,
}

impl HttpRequest {
    /// Puts a token into the one header that it is for, in place of an earlier one.
    pub(crate) fn authorize(&mut self, token: &Token) {
        const NAME: &str = "Authorization";
        let mut bearer = String::from("Bearer ");
        bearer.push_str(token.expose());
        match self.headers.last_mut() {
            Some((name, value)) if *name == NAME => *value = bearer,
            _ => self.headers.push((NAME, bearer)),
        }
    }
}

/// Headers of an answer; names compare without letter case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(
    /// A line for each: its name, a colon, its value.
    String,
);

impl Headers {
    /// Headers of names and values.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut headers = Self::default();
        pairs.into_iter().for_each(|(name, value)| headers.add(&name, &value));
        headers
    }

    pub(crate) fn add(&mut self, name: &str, value: &str) {
        self.0.push_str(name);
        self.0.push(':');
        // A line feed, which no header can hold, must not make another header.
        self.0.push_str(&search::replace(value, "\n", " "));
        self.0.push('\n');
    }

    /// The value of a header.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = search::split(&self.0, "\n").filter_map(|line| search::split_once(line, ":"));
        pairs.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpResponse {
    /// 0 for the opaque answer that browsers give in place of a redirect.
    pub status: u16,
    /// Those that the environment shows.
    pub headers: Headers,
    /// The whole body as text; empty until it has arrived.
    pub body: String,
}

impl HttpResponse {
    /// Takes tokens out of everything the answer says, should a server repeat them.
    pub(crate) fn without(mut self, tokens: &[Token]) -> Self {
        for token in tokens {
            token.remove_from(&mut self.headers.0);
            token.remove_from_json(&mut self.body);
        }
        self
    }
}
