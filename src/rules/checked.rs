//! What a request says once the rules have read it: the short form and Graph's own look the same from here on.

use std::borrow::Cow;

use crate::text::json::Value;
use crate::text::search;

/// Kind of a chat that can be created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChatType {
    OneOnOne,
    Group,
}

impl ChatType {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            ChatType::OneOnOne => "oneOnOne",
            ChatType::Group => "group",
        }
    }
}

/// Role of a member at creation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    #[default]
    Owner,
    Guest,
}

impl Role {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Guest => "guest",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Role::Owner, Role::Guest].into_iter().find(|role| role.name() == name)
    }
}

/// The annotations of an object: kept as given, after the known keys.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Annotations<'a> {
    pub(crate) object: Value<'a>,
    /// Names that look like an annotation's and are a property's.
    pub(crate) properties: &'static [&'static str],
}

impl<'a> Annotations<'a> {
    /// Name and value, in the order given.
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'a str, Value<'a>)> {
        self.object
            .properties()
            .filter(move |(name, _)| search::contains(name, "@") && !self.properties.contains(name))
    }
}

/// The topic as given.
pub(crate) type Topic<'a> = Option<Value<'a>>;

/// A member.
#[derive(Clone, Debug)]
pub(crate) struct CheckedMember<'a> {
    /// Where it stands in the request.
    pub(crate) position: usize,
    /// Object id or userPrincipalName, decoded and trimmed.
    pub(crate) id: Cow<'a, str>,
    /// A bind URL that is right as it stands; otherwise one is built of the id.
    pub(crate) bind: Option<Value<'a>>,
    pub(crate) role: Role,
    pub(crate) tenant_id: Option<Value<'a>>,
    pub(crate) visible_history_start: Option<Value<'a>>,
    pub(crate) annotations: Annotations<'a>,
}

/// How the body names an app.
#[derive(Clone, Debug)]
pub(crate) enum AppReference<'a> {
    /// An app id to build the bind URL of.
    Id(&'a str),
    /// A bind URL that is right as it stands.
    Bind(Value<'a>),
}

/// An app to install.
#[derive(Clone, Debug)]
pub(crate) struct CheckedApp<'a> {
    pub(crate) reference: AppReference<'a>,
    pub(crate) consented_permission_set: Option<Value<'a>>,
    pub(crate) annotations: Annotations<'a>,
}

/// A whole request. Complete only when no issue is an error.
#[derive(Clone, Debug, Default)]
pub(crate) struct CheckedChat<'a> {
    pub(crate) chat_type: Option<ChatType>,
    pub(crate) topic: Topic<'a>,
    pub(crate) members: Vec<CheckedMember<'a>>,
    /// One at most: more are an error.
    pub(crate) installed_app: Option<CheckedApp<'a>>,
    pub(crate) annotations: Option<Annotations<'a>>,
}
