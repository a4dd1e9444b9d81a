//! What known answers of Graph mean and what to do. Texts are matched for hints only, never for decisions.

use std::borrow::Cow;

use super::endpoint::{Endpoint, Permissions};
use crate::graph::DocsPage;
use crate::graph::graph_error::GraphError;
use crate::text::search;

/// Endpoints that a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Endpoints(u8);

impl Endpoints {
    pub(crate) const CREATE_CHAT: Self = Self(1);
    pub(crate) const GET_OPERATION: Self = Self(1 << 1);
    pub(crate) const GET_CHAT: Self = Self(1 << 2);
    pub(crate) const LIST_CHATS: Self = Self(1 << 3);
    pub(crate) const LIST_MEMBERS: Self = Self(1 << 4);
    pub(crate) const ADD_MEMBER: Self = Self(1 << 5);
    pub(crate) const SEND_MESSAGE: Self = Self(1 << 6);
    const READING: Self = Self(Self::GET_OPERATION.0 | Self::GET_CHAT.0);
    const ANY: Self = Self(u8::MAX);
}

/// Stand for the permissions of the endpoint, whose page then takes the place of the row's.
const DELEGATED: &str = "{delegated}";
const APPLICATION: &str = "{application}";

struct Row {
    endpoints: Endpoints,
    status: u16,
    /// What is in one of Graph's messages or codes; nothing where the status says it all.
    message: &'static str,
    text: &'static str,
    page: DocsPage,
}

macro_rules! rows {
    ($(for $endpoints:ident { $($status:literal, $message:literal, $page:ident, $text:literal;)+ })+) => {
        &[$($(Row {
            endpoints: Endpoints::$endpoints,
            status: $status,
            message: $message,
            text: $text,
            page: DocsPage::$page,
        },)+)+]
    };
}

/// More telling rows before more general ones.
const ROWS: &[Row] = rows! {
    for CREATE_CHAT {
        400, "The caller must be one of the members", CreateChat,
            "With a delegated token the signed-in user must be among the members, by object id or userPrincipalName (users('me') does not count). Pass the option caller to have this checked before sending.";
        400, "Duplicate chat members", CreateChat,
            "The same user is listed twice, perhaps once by object id and once by userPrincipalName: list each once.";
        400, "requires 2 members", CreateChat,
            "A oneOnOne chat has exactly two members, the caller and one other; a chat with oneself cannot be created.";
        400, "at least one role", Member,
            "Each member needs roles: [\"owner\"], or [\"guest\"] for a guest of the tenant.";
        400, "The passed-in role", Member,
            "When a chat is created a role is \"owner\" or \"guest\"; Graph refuses \"member\" here. An in-tenant guest must be \"guest\".";
        400, "'user@odata.bind' field is missing", CreateChat,
            "A bind URL is missing or malformed, is /me, or names a user that Graph cannot find: use https://HOST/v1.0/users('ID') with an id of the directory.";
        404, "Failed to find users", GetUser,
            "Graph found no such user: an e-mail address is not always the userPrincipalName, a guest's holds #EXT#, and a user of another tenant needs tenantId. Object ids are the safest. For a user of another tenant give the userPrincipalName in that tenant, its tenantId, and the role owner; bound as a guest of your tenant, such a person was seen to get a chat that never shows in Teams.";
        403, "cannot be added to the thread roster", CreateChat,
            "Graph could not add a member: often an id that is no user's object id, or a user without Teams or outside what the tenant allows.";
        400, "Chat members cannot be null", CreateChat,
            "The body has no members: list everyone who takes part, the caller too.";
        400, "Setting topic is not allowed", CreateChat,
            "Only group chats have a topic: leave it out.";
        400, "must start with @", CreateChat,
            "An annotation is written without its '@': write @odata.type.";
        400, "'odata.type' must be specified", Member,
            "A member has no @odata.type: write #microsoft.graph.aadUserConversationMember.";
        400, "Microsoft.Teams.GraphSvc", CreateChat,
            "This was Graph's fault when it was seen, for days and in several tenants, with a right body: try again later, and ask Microsoft's support with the requestId.";
        400, "undeclared property 'user'", Member,
            "A member with a bind has no @odata.type, or that of the base type: write #microsoft.graph.aadUserConversationMember.";
        400, "undeclared property", CreateChat,
            "The body holds a property that Graph does not declare there.";
        400, "is not valid for this operation", Member,
            "Graph did not take the members' @odata.type in this call. The cause is not documented; a body as in Graph's examples was accepted.";
        400, "thrown by the target of an invocation", CreateChat,
            "Graph failed inside. This was seen when an application without a user created groups; the cause is not documented. Try with a delegated token.";
        403, "license", TeamsAccess,
            "The caller has no licence for Teams: assign one, or sign in as a user who has one.";
        404, "Requested API is not supported", UseTheApi,
            "The path or the version is wrong: chats are created by POST {root}/v1.0/chats. Look at baseUrl.";
        405, "", CreateChat,
            "Chats are created by POST /chats, not /me/chats or /users/…/chats. Look at baseUrl.";
        412, "", CreateChat,
            "Graph does not take this request from an application without a user: use a delegated token.";
        413, "", CreateChat,
            "The body is too large: create the chat with fewer members and add the others afterwards.";
        502, "", CreateChat,
            "Graph failed inside, or something between here and Graph.";
        500, "CreateThreadS2SRequest", CreateChat,
            "Graph's chat service failed. Where it recurs, check that every member has Teams.";
        500, "Failed to execute request", CreateChat,
            "Graph failed inside.";
    }
    for ANY {
        403, "AclCheckFailed", TeamsAccess,
            "A policy of one of the tenants does not allow a chat with somebody of the list: look at external access, at information barriers, and at what guests may do.";
    }
    for READING {
        403, "", ReadPermissions,
            "Reading this needs more than Chat.Create: {delegated}; an application needs {application}. The chat is being made all the same.";
    }
    for LIST_MEMBERS {
        403, "", ReadPermissions,
            "Listing members needs more than Chat.Create: {delegated}, and that the signed-in user is in the chat; an application needs {application}.";
    }
    for LIST_CHATS {
        403, "", ReadPermissions,
            "Listing chats needs more than Chat.Create: {delegated}; an application needs {application}.";
        412, "", ListChats,
            "An application has no chats of its own: give the option user, whose chats are listed then.";
    }
    for ADD_MEMBER {
        400, "Must specify a role", AddMember,
            "A new member needs a role: owner, or guest for a guest of the tenant.";
        400, "RosterAddMemberBlocked", AddMember,
            "Graph adds nobody to this chat. This was seen with groups of two that were made by Graph: create a new group with everyone in it.";
        400, "Failed to find users", GetUser,
            "Graph found no such user: object ids are the safest, and a user of another tenant needs tenantId.";
        404, "Failed to find users", GetUser,
            "Graph found no such user: object ids are the safest, and a user of another tenant needs tenantId.";
        403, "InsufficientPrivileges", AddMember,
            "Nobody can be added here: the members of a one-on-one chat are fixed (create a group), and only members of a group add others.";
        403, "", AddMemberPermissions,
            "Adding a member needs {delegated}, and that the signed-in user is in the chat; an application needs {application}.";
        404, "", AddMember,
            "Graph knows no chat of this id, or does not show it to this user.";
    }
    for SEND_MESSAGE {
        401, "application-only", SendMessage,
            "An application may create the chat but not send messages: only delegated tokens may. Sign a user in who is in the chat.";
        403, "Missing role permissions", SendMessage,
            "An application may create the chat but not send messages: only delegated tokens may. Sign a user in who is in the chat.";
        403, "application-only", SendMessage,
            "An application may create the chat but not send messages: only delegated tokens may. Sign a user in who is in the chat.";
        403, "", SendPermissions,
            "Sending needs {delegated} in a delegated token, and that the signed-in user is in the chat.";
        404, "", SendMessage,
            "Graph knows no chat of this id, or does not show it to this user.";
        413, "", SendMessage,
            "The message is too large: Teams takes about 28 kB. Send several.";
    }
    for ANY {
        401, "Invalid audience", NationalClouds,
            "The token is for another API or another cloud: ask for the scope https://HOST/.default of the chosen cloud's host.";
        401, "UnknownError", Authentication,
            "Graph could not read the Authorization header. This was seen where the word Bearer was missing: does something between here and Graph (baseUrl) change it?";
        401, "", Authentication,
            "Graph did not accept the token: it has expired, or is for another API, cloud or tenant.";
        403, "Missing scope permissions", CreatePermissions,
            "The delegated token lacks a permission: {delegated} must be granted, and the user sign in again.";
        403, "Missing role permissions", CreatePermissions,
            "The application's token lacks a permission: the application permission {application} must be granted by an administrator.";
        429, "", Throttling,
            "Graph throttles: send fewer requests at a time, or raise maxAttempts or maxRetryAfterMs. Graph's Teams limit is about 30 requests a second per app and tenant.";
    }
};

/// What an answer of Graph means and what to do, and the page about it.
pub(crate) fn find(
    endpoint: &Endpoint,
    status: u16,
    error: &GraphError,
) -> Option<(Cow<'static, str>, DocsPage)> {
    let row = ROWS.iter().find(|row| {
        row.endpoints.0 & endpoint.hints.0 != 0
            && row.status == status
            && (row.message.is_empty() || error.says(row.message))
    })?;
    if !search::contains(row.text, DELEGATED) && !search::contains(row.text, APPLICATION) {
        return Some((row.text.into(), row.page));
    }
    let Permissions { delegated, application, page } = &endpoint.permissions;
    let text = search::replace(row.text, DELEGATED, delegated);
    Some((search::replace(&text, APPLICATION, application).into(), *page))
}

#[cfg(test)]
mod tests {
    use super::find;
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
        400 Provided payload is invalid. Errors - x An unexpected instance annotation name 'odata.type' was found; it must start with @. => without its '@'
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
        500 Failed to execute request. => failed inside
        500 Failed to execute Skype backend request CreateThreadS2SRequest. => chat service
        429 Please retry again later. => throttles
        502 Failed to execute backend request. => between here
        401 UnknownError => Bearer
        400 Invalid OData type specified: "Microsoft.Teams.GraphSvc.aadUserConversationMember" => Graph's fault
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

    #[test]
    fn every_answer_seen_has_its_hint() {
        let of_creations = OF_CREATIONS.lines().skip(1).map(|row| (&CREATE_CHAT, row.trim()));
        for (endpoint, row) in of_creations.chain(OF_OTHERS) {
            let (answer, word) = row.split_once(" => ").unwrap();
            let (status, message) = answer.split_once(' ').unwrap();
            let error = GraphError { message: Some(message.to_owned()), ..GraphError::default() };
            let hint = find(endpoint, status.parse().unwrap(), &error);
            assert!(hint.is_some_and(|(hint, _)| hint.contains(word)), "{row}");
        }
        assert_eq!(find(&CREATE_CHAT, 400, &GraphError::default()), None);
        let inner =
            GraphError { inner_message: Some("AclCheckFailed-x".to_owned()), ..GraphError::default() };
        let code = GraphError { code: Some("AclCheckFailed".to_owned()), ..GraphError::default() };
        for error in [inner, code] {
            let (hint, _) = find(&CREATE_CHAT, 403, &error).unwrap();
            assert!(hint.contains("external access"), "{hint}");
        }
    }
}
