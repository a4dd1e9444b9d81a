//! *Create chat*, `POST /chats`: <https://learn.microsoft.com/graph/api/chat-post>.

use super::answer::{Answer, has_id};
use super::endpoint::{Endpoint, Repeat, Request, url};
use super::hints::{Permissions, hints};
use crate::body::ChatBody;
use crate::graph::location::Location;
use crate::graph::{DocsPage, GraphOptions, HttpResponse, Method};
use crate::results::CreatedChat;
use crate::rules::ChatType;

pub(crate) static CREATE_CHAT: Endpoint = Endpoint {
    action: "create the chat",
    method: Method::Post,
    headers: &[],
    permissions: Permissions {
        delegated: "Chat.Create (or Chat.ReadWrite)",
        application: "Chat.Create",
        page: DocsPage::CreatePermissions,
    },
    if_unknown: "The chat may exist: look for it before creating it again (findChats, or onUnknown: \"look\").",
    hints: hints! {
        400, "The caller must be one of the members", CreateChat,
            "With a delegated token the signed-in user must be among the members, by object id or userPrincipalName (users('me') does not count). The option caller checks this before sending.";
        400, "Duplicate chat members", CreateChat,
            "The same user is listed twice, perhaps once by object id and once by userPrincipalName: list each once.";
        400, "requires 2 members", CreateChat,
            "A oneOnOne chat has exactly two members, the caller and one other; a chat with oneself cannot be created.";
        400, "at least one role", Member,
            "Each member needs roles: [\"owner\"], or [\"guest\"] for a guest of the tenant.";
        400, "The passed-in role", Member,
            "When a chat is created a role is \"owner\" or \"guest\"; Graph refuses \"member\" here. An in-tenant guest must be \"guest\".";
        400, "'user@odata.bind' field is missing", CreateChat,
            "A bind URL is missing or malformed, is /me, or names a user that Graph cannot find: use https://HOST/v1.0/users('ID') with an id from the directory.";
        403, "cannot be added to the thread roster", CreateChat,
            "Graph could not add a member: often the id is not a user's object id, or the user has no Teams or may not be added.";
        400, "Chat members cannot be null", CreateChat,
            "The body has no members: list everyone who takes part, the caller too.";
        400, "Setting topic is not allowed", CreateChat,
            "Only group chats have a topic: leave it out.";
        400, "must start with @", CreateChat,
            "An annotation lacks its '@': write @odata.type.";
        400, "'odata.type' must be specified", Member,
            "A member has no @odata.type, or that of the base type: write #microsoft.graph.aadUserConversationMember.";
        400, "Microsoft.Teams.GraphSvc", CreateChat,
            "This has been a fault of Graph's, for days and in several tenants, with correct bodies: try again later, and give Microsoft's support the requestId.";
        400, "undeclared property 'user'", Member,
            "A member has no @odata.type, or that of the base type: write #microsoft.graph.aadUserConversationMember.";
        400, "undeclared property", CreateChat,
            "The body holds a property that Graph does not declare there.";
        400, "is not valid for this operation", Member,
            "Graph did not accept the members' @odata.type in this call. The cause is not documented; bodies as in its examples have been accepted.";
        400, "thrown by the target of an invocation", CreateChat,
            "Graph had an internal error. This has been seen when an application without a user creates groups. Try a delegated token.";
        403, "license", TeamsAccess,
            "The caller has no licence for Teams: assign one, or sign in as a user who has one.";
        404, "Requested API is not supported", UseTheApi,
            "The path or the version is wrong: chats are created by POST {root}/v1.0/chats, not /me/chats or /users/…/chats. Check baseUrl.";
        405, "", CreateChat,
            "The path or the version is wrong: chats are created by POST {root}/v1.0/chats, not /me/chats or /users/…/chats. Check baseUrl.";
        412, "", CreateChat,
            "Graph does not accept this request from an application without a user: use a delegated token.";
        413, "", CreateChat,
            "The request is too large: create the chat with fewer members and add the others afterwards, or lower batchSize.";
        502, "", CreateChat,
            "Graph, or a proxy in front of it, had an internal error.";
        500, "CreateThreadS2SRequest", CreateChat,
            "Graph's chat service failed. If it recurs, check that every member has Teams.";
        500, "Failed to execute request", CreateChat,
            "Graph had an internal error.";
    },
    check,
};

/// The request for a body. Graph returns the one-on-one chat that exists, and makes another group.
pub(crate) fn request(options: &GraphOptions, body: ChatBody<'_>) -> Request {
    let repeat = match body.chat_type {
        ChatType::OneOnOne => Repeat::SameChat,
        ChatType::Group => Repeat::IfNotDone,
    };
    let (url, body) = (url(options, "/chats"), Some(body.text.into_owned()));
    Request { endpoint: &CREATE_CHAT, url, body, repeat }
}

fn check(response: &HttpResponse, options: &GraphOptions) -> Result<(), &'static str> {
    match accepted_at(response) {
        Some(location) if Location::read(location, options).is_some() => Ok(()),
        Some(_) => Err("The operation is on another origin, which is not followed."),
        None if has_id(response) => Ok(()),
        None if response.status == 202 => {
            Err("Graph's 202 has no Location, so its operation cannot be followed.")
        }
        None => Err("The answer holds no chat."),
    }
}

/// Where the operation of a 202 is.
fn accepted_at(response: &HttpResponse) -> Option<&str> {
    response.headers.get("location").filter(|location| response.status == 202 && !location.is_empty())
}

/// What an answer that was checked says, after so many attempts.
pub(crate) fn read(answer: Answer, options: &GraphOptions, attempts: u32) -> CreatedChat {
    let Answer { response, request_id } = answer;
    match accepted_at(&response) {
        Some(location) => CreatedChat::Accepted {
            chat_id: Location::read(location, options).and_then(|location| location.chat()).map(|(id, _)| id),
            location: location.to_owned(),
            request_id,
            attempts,
        },
        None => CreatedChat::Created {
            chat: response.body,
            request_id,
            attempts,
            found: false,
            duplicates: Vec::new(),
        },
    }
}
