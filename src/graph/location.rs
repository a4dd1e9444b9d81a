//! Where a 202 says that its operation is.

use crate::graph::GraphOptions;
use crate::graph::cloud::ApiVersion;
use crate::text::percent;
use crate::text::search;

/// The absolute URL to poll; `None` for a location on any other origin than Graph's, or that is none.
///
/// A location on the cloud's own host is mapped onto the base URL; one without a version gets the client's.
pub(crate) fn resolve(location: &str, options: &GraphOptions) -> Option<String> {
    let safe = !location.is_empty()
        && location.bytes().all(|byte| byte > b' ' && byte != 0x7f && byte != b'\\')
        && !location.starts_with("//")
        && !search::contains(location, "#");
    safe.then_some(())?;
    let path = match search::split_once(location, "://") {
        Some((scheme, _)) if !search::contains_any(scheme, b"/?('") => {
            below(location, "https://", options.cloud.host())
                .or_else(|| options.base_url.as_ref().and_then(|base| below(location, "", base.origin())))?
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
    let mut url = String::new();
    options.push_request_root(&mut url);
    url.push('/');
    let first = search::split(path, "/").next().unwrap_or_default();
    if ApiVersion::from_name(first).is_none() {
        url.push_str(options.api_version.name());
        url.push('/');
    }
    url.push_str(path);
    Some(url)
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

/// The id in `…/chats('ID')/operations…` or `…/chats/ID/operations…`, decoded.
pub(crate) fn chat_id(location: &str) -> Option<String> {
    let (_, rest) = search::split_once(location, "chats")?;
    let (id, quoted) = match rest.strip_prefix("('") {
        Some(rest) => (search::split_once(rest, "')/operations")?.0, true),
        None => (search::split_once(rest.strip_prefix('/')?, "/operations")?.0, false),
    };
    let id = percent::decode(id)?;
    let id = if quoted { search::replace(&id, "''", "'") } else { id.into_owned() };
    (!id.is_empty() && !search::contains(&id, "/")).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::{chat_id, resolve};
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
        let operation = "chats('19:a@b')/operations('1')";
        let cases = [
            (&direct, format!("/{operation}"), Some(format!("https://graph.microsoft.com/v1.0/{operation}"))),
            (&direct, operation.to_owned(), Some(format!("https://graph.microsoft.com/v1.0/{operation}"))),
            (&beta, format!("/{operation}"), Some(format!("https://graph.microsoft.com/beta/{operation}"))),
            (
                &direct,
                format!("/beta/{operation}"),
                Some(format!("https://graph.microsoft.com/beta/{operation}")),
            ),
            (
                &direct,
                format!("https://GRAPH.microsoft.com/v1.0/{operation}"),
                Some(format!("https://graph.microsoft.com/v1.0/{operation}")),
            ),
            (
                &direct,
                format!("https://graph.microsoft.com:443/v1.0/{operation}?x=https://a.b"),
                Some(format!("https://graph.microsoft.com/v1.0/{operation}?x=https://a.b")),
            ),
            (
                &proxied,
                format!("https://graph.microsoft.com/beta/{operation}"),
                Some(format!("http://localhost:4010/graph/beta/{operation}")),
            ),
            (
                &proxied,
                format!("http://localhost:4010/graph/v1.0/{operation}"),
                Some(format!("http://localhost:4010/graph/v1.0/{operation}")),
            ),
            (
                &proxied,
                format!("/graph/v1.0/{operation}"),
                Some(format!("http://localhost:4010/graph/v1.0/{operation}")),
            ),
            (
                &proxied,
                format!("/{operation}"),
                Some(format!("http://localhost:4010/graph/v1.0/{operation}")),
            ),
            (&direct, format!("https://graph.microsoft.us/v1.0/{operation}"), None),
            (&direct, format!("https://graph.microsoft.com.evil.example/v1.0/{operation}"), None),
            (&direct, format!("https://graph.microsoft.com@evil.example/{operation}"), None),
            (&direct, format!("http://graph.microsoft.com/v1.0/{operation}"), None),
            (&direct, format!("//evil.example/{operation}"), None),
            (&direct, format!("/\\evil.example/{operation}"), None),
            (&direct, format!("\\\\evil.example/{operation}"), None),
            (&direct, format!("///evil.example/{operation}"), None),
            (
                &direct,
                format!("https:evil.example/{operation}"),
                Some(format!("https://graph.microsoft.com/v1.0/https:evil.example/{operation}")),
            ),
            (&direct, "/v1.0/../x".to_owned(), None),
            (&direct, "/%2e%2E/x".to_owned(), None),
            (&direct, "/chats/a b".to_owned(), None),
            (&direct, "/chats\n".to_owned(), None),
            (&direct, "/chats#x".to_owned(), None),
            (&direct, "javascript://x".to_owned(), None),
            (&direct, String::new(), None),
        ];
        for (options, location, expected) in cases {
            assert_eq!(resolve(&location, options), expected, "{location}");
        }
    }

    #[test]
    fn the_chat_is_named_by_the_location() {
        let cases = [
            ("/chats('19:a_b@unq.gbl.spaces')/operations('1')", Some("19:a_b@unq.gbl.spaces")),
            ("/chats/19%3Aa%40thread.v2/operations/1", Some("19:a@thread.v2")),
            ("https://graph.microsoft.com/beta/chats('19%3Aa''b')/operations('1')", Some("19:a'b")),
            ("chats('x')/operations('1')", Some("x")),
            ("/teams('x')/operations('1')", None),
            ("/chats('x')", None),
            ("/chats('')/operations('1')", None),
            ("/chats('%zz')/operations('1')", None),
        ];
        for (location, expected) in cases {
            assert_eq!(chat_id(location).as_deref(), expected, "{location}");
        }
    }
}
