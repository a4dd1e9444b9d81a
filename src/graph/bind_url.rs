//! The URLs that bind a member to its user, and an installation to its app.

use std::borrow::Cow;

use super::GraphOptions;
use super::base_url::host_of;
use super::cloud::{ApiVersion, Cloud};
use crate::text::percent;
use crate::text::search;

/// What a bind URL points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// `users('ID')` or `users/ID`.
    User,
    /// `appCatalogs/teamsApps/ID` or `appCatalogs/teamsApps('ID')`.
    TeamsApp,
}

/// What a well-formed bind URL says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BindUrl<'a> {
    /// The id, decoded.
    pub(crate) id: Cow<'a, str>,
    /// Whether the host is the cloud's own, or the base URL's.
    pub(crate) own_host: bool,
    pub(crate) version: ApiVersion,
}

/// Why a text is no bind URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BindUrlError {
    /// It does not start with a scheme and a host.
    Relative,
    /// It has a query.
    Query,
    /// It has a fragment: what follows a `#` that is not written `%23`.
    Fragment,
    /// It is under `/me`, which Graph refuses here.
    Me,
    /// It has another shape than documented.
    Shape,
}

/// Reads a bind URL; the id is decoded but not judged.
pub(crate) fn parse<'a>(
    text: &'a str,
    target: Target,
    options: &GraphOptions,
) -> Result<BindUrl<'a>, BindUrlError> {
    let rest = search::strip_prefix_ignoring_case(text, "https://").ok_or(BindUrlError::Relative)?;
    let (authority, path) = search::split_once(rest, "/").ok_or(BindUrlError::Shape)?;
    host_of(authority).ok_or(BindUrlError::Shape)?;
    let host = authority.strip_suffix(":443").unwrap_or(authority);
    let own_host = host.eq_ignore_ascii_case(options.cloud.host())
        || options.base_url.as_ref().is_some_and(|base| host.eq_ignore_ascii_case(base.authority()));
    if search::contains_any(path, b"#?") {
        let has_fragment = search::contains(path, "#");
        return Err(if has_fragment { BindUrlError::Fragment } else { BindUrlError::Query });
    }
    let (version, resource) = search::split_once(path, "/").ok_or(BindUrlError::Shape)?;
    let version = ApiVersion::from_name(version).ok_or(BindUrlError::Shape)?;
    let id = match target {
        Target::User if resource == "me" || resource.starts_with("me/") => {
            return Err(BindUrlError::Me);
        }
        Target::User => key_in(resource, "users"),
        Target::TeamsApp => key_in(resource, "appCatalogs/teamsApps"),
    };
    Ok(BindUrl { id: id.ok_or(BindUrlError::Shape)?, own_host, version })
}

/// The key behind a collection's name, as a segment or in `('…')`.
fn key_in<'a>(resource: &'a str, collection: &str) -> Option<Cow<'a, str>> {
    let resource = resource.strip_prefix(collection)?;
    if let Some(quoted) = resource.strip_prefix("('").and_then(|rest| rest.strip_suffix("')")) {
        if search::contains(quoted, "/") {
            return None;
        }
        let decoded = percent::decode(quoted)?;
        if !search::contains(&decoded, "'") {
            return Some(decoded);
        }
        // In OData a quote inside a literal is doubled; a single one would end it.
        let single = search::replace(&decoded, "''", "");
        (!search::contains(&single, "'")).then(|| Cow::Owned(search::replace(&decoded, "''", "'")))
    } else {
        percent::decode(resource.strip_prefix('/').filter(|id| !search::contains(id, "/"))?)
    }
}

/// Appends `https://HOST/VERSION/`.
pub(crate) fn push_root(out: &mut String, cloud: Cloud, version: ApiVersion) {
    out.push_str("https://");
    out.push_str(cloud.host());
    out.push('/');
    out.push_str(version.name());
    out.push('/');
}

/// Appends the id as it stands between the quotes of `users('…')`: percent-encoded, then `'` doubled.
pub(crate) fn push_user_id(out: &mut String, id: &str) {
    if search::contains(id, "'") {
        percent::push_encoded(out, &search::replace(id, "'", "''"));
    } else {
        percent::push_encoded(out, id);
    }
}
