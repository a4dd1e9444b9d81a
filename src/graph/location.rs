//! Where Graph says that something is: the operation of a 202, the next page of a list.

use super::chat_id::is_chat_id;
use crate::graph::GraphOptions;
use crate::graph::cloud::ApiVersion;
use crate::text::percent;
use crate::text::search;

/// A place on Graph's own host, or the base URL's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Location<'a> {
    /// Where one is named.
    pub(crate) version: Option<ApiVersion>,
    /// Path and query below the version, without a slash at the start.
    path: &'a str,
}

impl<'a> Location<'a> {
    /// Reads a location; `None` for one on any other origin than Graph's, or that is none.
    pub(crate) fn read(location: &'a str, options: &GraphOptions) -> Option<Self> {
        let safe = !location.is_empty()
            && location.bytes().all(|byte| byte > b' ' && byte != 0x7f && byte != b'\\')
            && !location.starts_with("//")
            && !search::contains(location, "#");
        safe.then_some(())?;
        let path = match search::split_once(location, "://") {
            Some((scheme, _)) if !search::contains_any(scheme, b"/?('") => {
                below(location, "https://", options.cloud.host()).or_else(|| {
                    options.base_url.as_ref().and_then(|base| below(location, "", base.origin()))
                })?
            }
            _ => location,
        };
        let path = path.strip_prefix('/').unwrap_or(path);
        let path = match &options.base_url {
            Some(base) => base
                .path()
                .strip_prefix('/')
                .and_then(|own| path.strip_prefix(own)?.strip_prefix('/'))
                .unwrap_or(path),
            None => path,
        };
        if path.starts_with('/') || has_dot_segment(path) {
            return None;
        }
        let named = search::split_once(path, "/")
            .and_then(|(first, rest)| Some((ApiVersion::from_name(first)?, rest)));
        Some(match named {
            Some((version, path)) => Self { version: Some(version), path },
            None => Self { version: None, path },
        })
    }

    /// The absolute URL, below the base URL where there is one, in this version where the location names none.
    pub(crate) fn url(&self, options: &GraphOptions, version: ApiVersion) -> String {
        let mut url = String::new();
        options.push_version_root(&mut url, self.version.unwrap_or(version));
        url.push('/');
        url.push_str(self.path);
        url
    }

    /// The id of the chat that it is about, decoded; and whether the chat is all that it names.
    pub(crate) fn chat(&self) -> Option<(String, bool)> {
        let rest = self.path.strip_prefix("chats")?;
        let (id, rest, quoted) = if let Some(rest) = rest.strip_prefix("('") {
            let (id, rest) = search::split_once(rest, "')")?;
            (id, rest, true)
        } else {
            let rest = rest.strip_prefix('/')?;
            let end = rest.bytes().position(|byte| byte == b'/').unwrap_or(rest.len());
            let (id, rest) = rest.split_at_checked(end)?;
            (id, rest, false)
        };
        (rest.is_empty() || rest.starts_with("/operations")).then_some(())?;
        let id = percent::decode(id)?;
        let id = if quoted { search::replace(&id, "''", "'") } else { id.into_owned() };
        is_chat_id(&id).then_some((id, rest.is_empty()))
    }
}

/// What follows an origin, given in two parts, in an absolute URL.
fn below<'a>(url: &'a str, scheme: &str, origin: &str) -> Option<&'a str> {
    let rest = search::strip_prefix_ignoring_case(url, scheme)?;
    let rest = search::strip_prefix_ignoring_case(rest, origin)?;
    let rest = rest.strip_prefix(":443").unwrap_or(rest);
    rest.starts_with('/').then_some(rest)
}

fn has_dot_segment(path: &str) -> bool {
    let path = search::split(path, "?").next().unwrap_or_default();
    percent::decode(path)
        .is_none_or(|path| search::split(&path, "/").any(|segment| matches!(segment, "." | "..")))
}

#[cfg(test)]
mod tests {
    use super::Location;
    use crate::graph::GraphOptions;
    use crate::graph::base_url::BaseUrl;
    use crate::graph::cloud::ApiVersion;

    #[test]
    fn locations_on_graph_itself() {
        let direct = GraphOptions::default();
        let beta = GraphOptions { api_version: ApiVersion::Beta, ..GraphOptions::default() };
        let proxied = GraphOptions {
            base_url: BaseUrl::parse("http://localhost:4010/graph").ok(),
            ..GraphOptions::default()
        };
        let (v1, beta_url) =
            ("https://graph.microsoft.com/v1.0/OPERATION", "https://graph.microsoft.com/beta/OPERATION");
        let own = "http://localhost:4010/graph/v1.0/OPERATION";
        let with_query = "https://graph.microsoft.com/v1.0/OPERATION?x=https://a.b";
        let cases = [
            (&direct, "/OPERATION", v1),
            (&direct, "OPERATION", v1),
            (&beta, "/OPERATION", beta_url),
            (&direct, "/beta/OPERATION", beta_url),
            (&direct, "https://GRAPH.microsoft.com/v1.0/OPERATION", v1),
            (&direct, "https://graph.microsoft.com:443/v1.0/OPERATION?x=https://a.b", with_query),
            (
                &proxied,
                "https://graph.microsoft.com/beta/OPERATION",
                "http://localhost:4010/graph/beta/OPERATION",
            ),
            (&proxied, "http://localhost:4010/graph/v1.0/OPERATION", own),
            (&proxied, "/graph/v1.0/OPERATION", own),
            (&proxied, "/OPERATION", own),
            (
                &direct,
                "https:x.example/OPERATION",
                "https://graph.microsoft.com/v1.0/https:x.example/OPERATION",
            ),
            (&direct, "https://graph.microsoft.us/v1.0/OPERATION", ""),
            (&direct, "https://graph.microsoft.com.evil.example/v1.0/OPERATION", ""),
            (&direct, "https://graph.microsoft.com@evil.example/OPERATION", ""),
            (&direct, "http://graph.microsoft.com/v1.0/OPERATION", ""),
            (&direct, "//evil.example/OPERATION", ""),
            (&direct, "/\\evil.example/OPERATION", ""),
            (&direct, "\\\\evil.example/OPERATION", ""),
            (&direct, "///evil.example/OPERATION", ""),
            (&direct, "/v1.0/../x", ""),
            (&direct, "/%2e%2E/x", ""),
            (&direct, "/chats/a b", ""),
            (&direct, "/chats\n", ""),
            (&direct, "/chats#x", ""),
            (&direct, "javascript://x", ""),
            (&direct, "", ""),
        ];
        for (options, location, expected) in cases {
            let of = |text: &str| text.replace("OPERATION", "chats('19:a@b')/operations('1')");
            let location = of(location);
            let read = Location::read(&location, options);
            let url = read.map(|location| location.url(options, options.api_version));
            assert_eq!(url.unwrap_or_default(), of(expected), "{location}");
        }
    }

    #[test]
    fn the_chat_is_named_by_the_location() {
        let cases = [
            ("/chats('19:a_b@unq.gbl.spaces')/operations('1')", Some(("19:a_b@unq.gbl.spaces", false))),
            ("/chats/19%3Aa%40thread.v2/operations/1", Some(("19:a@thread.v2", false))),
            ("https://graph.microsoft.com/beta/chats('19%3Aa''b')/operations('1')", Some(("19:a'b", false))),
            ("chats('x')/operations('1')", Some(("x", false))),
            ("/chats('x')", Some(("x", true))),
            ("/v1.0/chats/x", Some(("x", true))),
            ("/teams('x')/operations('1')", None),
            ("/chats('x')/members", None),
            ("/chats", None),
            ("/chats/", None),
            ("/chats('')/operations('1')", None),
            ("/chats('..')/operations('1')", None),
            ("/chats('a%2Fb')/operations('1')", None),
            ("/chats('%zz')/operations('1')", None),
        ];
        for (location, expected) in cases {
            let chat =
                Location::read(location, &GraphOptions::default()).and_then(|location| location.chat());
            assert_eq!(chat.as_ref().map(|(id, alone)| (&**id, *alone)), expected, "{location}");
        }
    }
}
