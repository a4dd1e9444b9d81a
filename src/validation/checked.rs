//! What a request says once the rules have read it: the short form and Graph's own look the same from here on.

use std::borrow::Cow;

use crate::json::Value;

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

/// An annotation: kept as given, after the known keys.
pub(crate) type Extra<'a> = (&'a str, Value<'a>);

/// The topic as given.
pub(crate) type Topic<'a> = Option<Value<'a>>;

/// How the body names a user.
#[derive(Clone, Debug)]
pub(crate) enum UserReference<'a> {
    /// An id to build the bind URL of.
    Id,
    /// A bind URL that is right as it stands.
    Bind(Value<'a>),
}

/// A member.
#[derive(Clone, Debug)]
pub(crate) struct CheckedMember<'a> {
    /// Where it stands in the request.
    pub(crate) position: usize,
    /// Object id or userPrincipalName, decoded and trimmed.
    pub(crate) id: Cow<'a, str>,
    pub(crate) reference: UserReference<'a>,
    pub(crate) role: Role,
    pub(crate) tenant_id: Option<Value<'a>>,
    pub(crate) visible_history_start: Option<Value<'a>>,
    pub(crate) annotations: Vec<Extra<'a>>,
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
    pub(crate) annotations: Vec<Extra<'a>>,
}

/// A whole request. Complete only when no issue is an error.
#[derive(Clone, Debug, Default)]
pub(crate) struct CheckedChat<'a> {
    pub(crate) chat_type: Option<ChatType>,
    pub(crate) topic: Topic<'a>,
    pub(crate) members: Vec<CheckedMember<'a>>,
    pub(crate) installed_apps: Vec<CheckedApp<'a>>,
    pub(crate) annotations: Vec<Extra<'a>>,
}
