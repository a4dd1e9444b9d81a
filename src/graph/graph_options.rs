//! Which Graph a request is for.

use std::borrow::Cow;

use super::base_url::BaseUrl;
use super::cloud::{ApiVersion, Cloud};

/// Which cloud and version the request is for, and who sends it.
///
/// ```
/// use msgraph_chats::{Cloud, GraphOptions};
/// let options = GraphOptions { cloud: Cloud::China, ..GraphOptions::default() };
/// assert_eq!(options.caller, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GraphOptions {
    /// National cloud; decides the host of the endpoint and of every bind URL.
    pub cloud: Cloud,
    /// Version of the API.
    pub api_version: ApiVersion,
    /// Object id or userPrincipalName of the signed-in user: the members must include it.
    pub caller: Option<String>,
    /// Where requests go instead of the cloud's host; bind URLs keep the cloud's.
    pub base_url: Option<BaseUrl>,
}

/// An option that cannot be used; the sentence names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionsError(pub Cow<'static, str>);

impl OptionsError {
    pub(crate) const NOT_AN_OBJECT: Self = Self(Cow::Borrowed("The options must be a plain object."));
}

impl GraphOptions {
    /// The root that requests go to, with a version and without a slash at its end.
    pub(crate) fn push_version_root(&self, out: &mut String, version: ApiVersion) {
        if let Some(base) = &self.base_url {
            out.push_str(base.as_str());
        } else {
            out.push_str("https://");
            out.push_str(self.cloud.host());
        }
        out.push('/');
        out.push_str(version.name());
    }
}
