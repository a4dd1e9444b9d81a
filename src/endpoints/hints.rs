//! What known answers of Graph mean and what to do, in each endpoint's own file and here for all of them. Texts are matched for hints
//! only, never for decisions.

use std::borrow::Cow;

use crate::graph::DocsPage;
use crate::graph::graph_error::GraphError;
use crate::text::search;

/// What a token must allow.
#[derive(Debug)]
pub(crate) struct Permissions {
    pub(crate) delegated: &'static str,
    pub(crate) application: &'static str,
    pub(crate) page: DocsPage,
}

/// Stand for the permissions of the endpoint, whose page then takes the place of the hint's.
const DELEGATED: &str = "{delegated}";
const APPLICATION: &str = "{application}";

/// What one answer means.
#[derive(Debug)]
pub(crate) struct Hint {
    pub(super) status: u16,
    /// What is in one of Graph's messages or codes; nothing where the status says it all.
    pub(super) message: &'static str,
    pub(super) page: DocsPage,
    pub(super) text: &'static str,
}

macro_rules! hints {
    ($($status:literal, $message:literal, $page:ident, $text:literal;)+) => {
        &[$(crate::endpoints::hints::Hint {
            status: $status,
            message: $message,
            text: $text,
            page: crate::graph::DocsPage::$page,
        },)+]
    };
}
pub(super) use hints;

/// Of every endpoint, before its own.
const FIRST: &[Hint] = hints! {
    400, "Failed to find users", GetUser,
        "Graph found no such user: an email address is not always the userPrincipalName, and a guest's holds #EXT#. Object ids are the safest. For a user of another tenant give the userPrincipalName there, its tenantId and the role owner; bound as a guest of your tenant, such a person has been seen to get a chat that never shows in Teams.";
    404, "Failed to find users", GetUser,
        "Graph found no such user: an email address is not always the userPrincipalName, and a guest's holds #EXT#. Object ids are the safest. For a user of another tenant give the userPrincipalName there, its tenantId and the role owner; bound as a guest of your tenant, such a person has been seen to get a chat that never shows in Teams.";
    403, "AclCheckFailed", TeamsAccess,
        "A policy of one of the tenants forbids a chat between these members: check external access, information barriers and what guests may do.";
};

/// The same, after its own.
const LAST: &[Hint] = hints! {
    401, "Invalid audience", NationalClouds,
        "The token is for another API or another cloud: ask for the scope https://HOST/.default of the chosen cloud's host.";
    401, "UnknownError", Authentication,
        "Graph could not read the Authorization header, as where the word Bearer is missing: does a proxy (baseUrl) change it?";
    401, "", Authentication,
        "Graph did not accept the token: it has expired, or is for another API, cloud or tenant.";
    403, "Missing scope permissions", CreatePermissions,
        "The delegated token lacks a permission: {delegated} must be granted, and the user must sign in again.";
    403, "Missing role permissions", CreatePermissions,
        "The application's token lacks a permission: the application permission {application} must be granted by an administrator.";
    429, "", Throttling,
        "Graph is throttling: send fewer requests at a time, or raise maxAttempts or maxRetryAfterMs. Graph's Teams limit is about 30 requests a second per app and tenant.";
};

/// What an answer of Graph means and what to do, and the page about it.
pub(crate) fn find(
    own: &[Hint],
    permissions: &Permissions,
    status: u16,
    error: &GraphError,
) -> Option<(Cow<'static, str>, DocsPage)> {
    let is_it = |row: &&Hint| row.status == status && (row.message.is_empty() || error.says(row.message));
    let row = FIRST.iter().chain(own).chain(LAST).find(is_it)?;
    if !search::contains(row.text, DELEGATED) && !search::contains(row.text, APPLICATION) {
        return Some((row.text.into(), row.page));
    }
    let Permissions { delegated, application, page } = permissions;
    let text = search::replace(row.text, DELEGATED, delegated);
    Some((search::replace(&text, APPLICATION, application).into(), *page))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{DocsPage, find};
    use crate::endpoints::add_member::ADD_MEMBER;
    use crate::endpoints::create_chat::CREATE_CHAT;
    use crate::endpoints::endpoint::Endpoint;
    use crate::endpoints::get_operation::GET_OPERATION;
    use crate::endpoints::list_chats::LIST_CHATS;
    use crate::endpoints::list_members::LIST_MEMBERS;
    use crate::endpoints::send_message::SEND_MESSAGE;
    use crate::graph::graph_error::GraphError;

    /// Graph's texts as they were seen, and a word that the hint must hold.
    const OF_CREATIONS: &str = r#"
        400 The caller must be one of the members specified in request body. => signed-in user
        400 Duplicate chat members is specified in the request body. => twice
        400 Creation of 'OneOnOne' chat requires 2 members. => exactly two
        400 Each chat member must have at least one role specified. Supported roles are 'owner' and 'guest'. => roles:
        400 The passed-in role 'member' is not supported. => refuses "member"
        400 'user@odata.bind' field is missing in the request., 'user@odata.bind' field is missing in the request. => bind URL
        404 Failed to find users with user principal name 'x@y.z' => userPrincipalName
        403 One or more members cannot be added to the thread roster => add a member
        400 Chat members cannot be null. (Parameter 'Members') => no members
        400 Setting topic is not allowed for 1-on-1 chats. => Only group
        400 Provided payload is invalid. Errors - x An unexpected instance annotation name 'odata.type' was found; it must start with @. => lacks its '@'
        400 Provided payload is invalid. Errors - An undeclared property 'user' which only has property annotations in the payload => base type
        400 Provided payload is invalid. Errors - An undeclared property 'colour' was found => does not declare
        400 The provided '#microsoft.graph.aadUserConversationMember' for 'odata.type' is not valid for this operation. => not documented
        400 Exception has been thrown by the target of an invocation. => application without a user
        401 Access token validation failure. Invalid audience. => another API
        401 Lifetime validation failed, the token is expired. => expired
        403 Missing scope permissions on the request. API requires one of 'Chat.Create'. Scopes on the request 'User.Read'. => Chat.Create
        403 Missing role permissions on the request. API requires one of 'Chat.Create'. Roles on the request ''. => administrator
        403 Failed to get license information for the user. Ensure user has a valid Office365 license assigned to them. => licence
        404 Requested API is not supported. Please check the path. => path or the version
        405 Method Not Allowed => /me/chats
        412 Requested API is not supported in application-only context => delegated
        500 Failed to execute request. => internal error
        500 Failed to execute Skype backend request CreateThreadS2SRequest. => chat service
        429 Please retry again later. => throttling
        502 Failed to execute backend request. => proxy
        401 UnknownError => Bearer
        400 Invalid OData type specified: "Microsoft.Teams.GraphSvc.aadUserConversationMember" => fault of Graph
        400 'odata.type' must be specified for a member. => no @odata.type
        403 AclCheckFailed-Thread => external access"#;

    /// The same of other requests.
    const OF_OTHERS: [(&Endpoint, &str); 8] = [
        (&GET_OPERATION, "403 Forbidden => Chat.ReadBasic"),
        (&LIST_CHATS, "403 Forbidden => Chat.ReadBasic"),
        (&LIST_MEMBERS, "403 Forbidden => ChatMember.Read"),
        (&ADD_MEMBER, "400 Must specify a role for the new member. => owner"),
        (&ADD_MEMBER, "400 RosterAddMemberBlocked => groups of two"),
        (&ADD_MEMBER, "403 InsufficientPrivileges => one-on-one"),
        (&ADD_MEMBER, "403 Forbidden => ChatMember.ReadWrite"),
        (
            &SEND_MESSAGE,
            "401 Message POST is allowed in application-only context only for import purposes. => delegated",
        ),
    ];

    fn of(endpoint: &Endpoint, status: u16, error: &GraphError) -> Option<(Cow<'static, str>, DocsPage)> {
        find(endpoint.hints, &endpoint.permissions, status, error)
    }

    #[test]
    fn every_answer_seen_has_its_hint() {
        let of_creations = OF_CREATIONS.lines().skip(1).map(|row| (&CREATE_CHAT, row.trim()));
        for (endpoint, row) in of_creations.chain(OF_OTHERS) {
            let (answer, word) = row.split_once(" => ").unwrap();
            let (status, message) = answer.split_once(' ').unwrap();
            let error = GraphError { message: Some(message.to_owned()), ..GraphError::default() };
            let hint = of(endpoint, status.parse().unwrap(), &error);
            assert!(hint.is_some_and(|(hint, _)| hint.contains(word)), "{row}");
        }
        assert_eq!(of(&CREATE_CHAT, 400, &GraphError::default()), None);
        let inner =
            GraphError { inner_message: Some("AclCheckFailed-x".to_owned()), ..GraphError::default() };
        let code = GraphError { code: Some("AclCheckFailed".to_owned()), ..GraphError::default() };
        for error in [inner, code] {
            let (hint, _) = of(&CREATE_CHAT, 403, &error).unwrap();
            assert!(hint.contains("external access"), "{hint}");
        }
    }
}
