//! Which Graph a request is for.

use std::borrow::Cow;

use super::base_url::BaseUrl;
use super::cloud::{ApiVersion, Cloud};
use super::option_names;
use crate::text::json::{Value, parse};
use crate::text::lexical::trim;

const CLOUDS: &str = "cloud must be \"global\", \"usGovernmentL4\", \"usGovernmentL5\" or \"china\".";

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
    /// Reads options from JSON text with the names of the JavaScript interface (`cloud`, `apiVersion`, `caller`, `baseUrl`).
    ///
    /// # Errors
    /// The first option that cannot be used; beside it stand the options with each such one counted as absent.
    ///
    /// ```
    /// use msgraph_chats::{ApiVersion, GraphOptions};
    /// let (options, problem) = GraphOptions::from_json(r#"{ "apiVersion": "beta", "cloud": "mars" }"#);
    /// assert_eq!(options.api_version, ApiVersion::Beta);
    /// assert!(problem.is_err());
    /// ```
    pub fn from_json(text: &str) -> (Self, Result<(), OptionsError>) {
        match parse(text) {
            Some(document) => Self::read(document.root()),
            None => (Self::default(), Err(OptionsError::NOT_AN_OBJECT)),
        }
    }

    /// The same from a value.
    pub(crate) fn read(options: Value<'_>) -> (Self, Result<(), OptionsError>) {
        let mut read = Self::default();
        let mut problem = if options.is_object() || options.is_null() {
            option_names::check(options, option_names::CLIENT)
        } else {
            Err(OptionsError::NOT_AN_OBJECT)
        };
        let mut record_error = |message: &'static str| {
            if problem.is_ok() {
                problem = Err(OptionsError(message.into()));
            }
        };
        for (name, value) in options.properties() {
            let text = value.as_str();
            match name {
                "cloud" => match text.and_then(Cloud::from_name) {
                    Some(cloud) => read.cloud = cloud,
                    None => record_error(CLOUDS),
                },
                "apiVersion" => match text.and_then(ApiVersion::from_name) {
                    Some(version) => read.api_version = version,
                    None => record_error("apiVersion must be \"v1.0\" or \"beta\"."),
                },
                "caller" => match text.map(trim) {
                    Some("") => {}
                    Some(caller) => read.caller = Some(caller.to_owned()),
                    None => record_error(
                        "caller must be the object id or userPrincipalName of the signed-in user.",
                    ),
                },
                "baseUrl" => match text.map(BaseUrl::parse) {
                    Some(Ok(url)) => read.base_url = Some(url),
                    Some(Err(message)) => record_error(message),
                    None => record_error("baseUrl must be a string."),
                },
                _ => {}
            }
        }
        (read, problem)
    }

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
