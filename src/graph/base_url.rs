//! Another root than the cloud's own: a proxy, or a local stand-in of Graph.

use super::cloud::ApiVersion;
use crate::text::search;

/// A root that requests are sent to instead of the cloud's: https, or http on loopback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
    origin_length: usize,
}

impl BaseUrl {
    /// Reads a root such as `https://proxy.example/graph`.
    ///
    /// # Errors
    /// One sentence that says what is wrong with it: a user, a query, a fragment or a version in it, or plain http off loopback.
    ///
    /// ```
    /// use msgraph_chats::BaseUrl;
    /// assert_eq!(BaseUrl::parse("http://localhost:4010/").unwrap().as_str(), "http://localhost:4010");
    /// assert!(BaseUrl::parse("http://proxy.example").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (scheme, rest) =
            search::split_once(text, "://").ok_or("baseUrl must be an absolute https URL.")?;
        let secure = scheme.eq_ignore_ascii_case("https");
        if !secure && !scheme.eq_ignore_ascii_case("http") {
            return Err(
                "baseUrl must be an https URL; http is allowed on loopback only (localhost, 127.0.0.0/8, [::1]).",
            );
        }
        if text.bytes().any(|byte| byte <= b' ' || byte >= 0x7f || byte == b'\\') {
            return Err("baseUrl holds white space, a backslash or a letter that is not ASCII.");
        }
        if search::contains_any(text, b"?#") {
            return Err("baseUrl must have no query and no fragment.");
        }
        let (authority, path) = search::split_once(rest, "/").unwrap_or((rest, ""));
        if search::contains(authority, "@") {
            return Err("baseUrl must not name a user or a password.");
        }
        let host = host_of(authority).ok_or("baseUrl has no usable host.")?;
        if !secure && !is_loopback(host) {
            return Err(
                "baseUrl must be an https URL; http is allowed on loopback only (localhost, 127.0.0.0/8, [::1]).",
            );
        }
        for segment in search::split(&path.to_ascii_lowercase(), "/") {
            if matches!(search::replace(segment, "%2e", ".").as_str(), "." | "..") {
                return Err("baseUrl must have no '.' or '..' in its path.");
            }
            if ApiVersion::from_name(segment).is_some() {
                return Err("baseUrl must not hold a version: use apiVersion.");
            }
        }
        let (scheme, port) = if secure { ("https://", ":443") } else { ("http://", ":80") };
        let mut text = String::from(scheme);
        // Graph would not name it in a location either.
        text.push_str(&authority.strip_suffix(port).unwrap_or(authority).to_ascii_lowercase());
        let origin_length = text.len();
        text.push('/');
        text.push_str(path);
        while text.ends_with('/') {
            text.pop();
        }
        Ok(Self { text, origin_length })
    }

    /// The root without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        self.text.get(..self.origin_length).unwrap_or_default()
    }

    /// Host and port.
    pub(crate) fn authority(&self) -> &str {
        search::split_once(self.origin(), "://").map_or("", |(_, authority)| authority)
    }

    /// What follows the origin: empty, or a path without a slash at its end.
    pub(crate) fn path(&self) -> &str {
        self.text.get(self.origin_length..).unwrap_or_default()
    }
}

/// The host of `host` or `host:port`; `None` when either is malformed.
pub(crate) fn host_of(authority: &str) -> Option<&str> {
    let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let in_brackets = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
    let (usable, port) = if let Some(rest) = authority.strip_prefix('[') {
        let (address, port) = search::split_once(rest, "]")?;
        (search::contains(address, ":") && address.bytes().all(in_brackets), port)
    } else {
        let end = authority.bytes().position(|byte| byte == b':').unwrap_or(authority.len());
        let (host, port) = authority.split_at_checked(end)?;
        (!host.is_empty() && !host.starts_with('.') && host.bytes().all(named), port)
    };
    if !port.is_empty() {
        let number = search::whole_number(port.strip_prefix(':')?)?;
        (1..=65_535).contains(&number).then_some(())?;
    }
    usable.then(|| authority.strip_suffix(port))?
}

/// localhost, 127.0.0.0/8 or `[::1]`, written out.
fn is_loopback(host: &str) -> bool {
    let four_numbers = || {
        let is_byte =
            |part: &str| part.len() <= 3 && search::whole_number(part).is_some_and(|number| number < 256);
        let count = |count: u8, part: &str| is_byte(part).then(|| count.saturating_add(1));
        search::split(host, ".").try_fold(0, count) == Some(4)
    };
    host.eq_ignore_ascii_case("localhost") || host == "[::1]" || (host.starts_with("127.") && four_numbers())
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn roots_that_are_taken() {
        let cases = [
            ("https://proxy.example", "https://proxy.example"),
            ("HTTPS://Proxy.Example:8443/Graph/", "https://proxy.example:8443/Graph"),
            ("https://proxy.example:443/graph", "https://proxy.example/graph"),
            ("https://proxy.example:80", "https://proxy.example:80"),
            ("http://[::1]:80", "http://[::1]"),
            ("http://localhost:4010", "http://localhost:4010"),
            ("http://LOCALHOST/a/b//", "http://localhost/a/b"),
            ("http://127.0.0.1:1", "http://127.0.0.1:1"),
            ("http://127.255.0.9/", "http://127.255.0.9"),
            ("http://[::1]:4010/x", "http://[::1]:4010/x"),
            ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
            ("https://proxy.example/v1.0-proxy", "https://proxy.example/v1.0-proxy"),
        ];
        for (given, expected) in cases {
            assert_eq!(BaseUrl::parse(given).as_ref().map(BaseUrl::as_str), Ok(expected), "{given}");
        }
        let url = BaseUrl::parse("https://proxy.example:8443/graph").unwrap();
        assert_eq!((url.origin(), url.path()), ("https://proxy.example:8443", "/graph"));
    }

    #[test]
    fn roots_that_are_refused() {
        let cases = "
            proxy.example //proxy.example ftp://localhost file:///x https:// https:///x https://:1
            http://proxy.example http://localhost.example http://127.0.0.1.example http://127.1 http://127.0.0.256
            http://128.0.0.1 http://0177.0.0.1 http://[::2] http://[::ffff:127.0.0.1] http://localhost@evil.example
            https://user:pass@proxy.example https://proxy.example?x https://proxy.example/#x
            https://proxy.example/v1.0 https://proxy.example/beta/ https://proxy.example/V1.0/x
            https://proxy.example/a/../b https://proxy.example/%2E%2e https://proxy.example:0
            https://proxy.example:99999 https://proxy.example:x https://proxy.example: https://proxy.example\\x
            https://próxy.example https://a:b:1 https://[::1";
        let with_space = ["", "https://pro xy.example", "https://\tproxy.example"];
        for given in cases.split_whitespace().chain(with_space) {
            assert!(BaseUrl::parse(given).is_err(), "{given}");
        }
    }
}
