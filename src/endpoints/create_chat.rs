//! *Create chat*, `POST /chats`: <https://learn.microsoft.com/graph/api/chat-post>.

use super::answer::{Answer, has_id};
use super::endpoint::{Endpoint, Permissions, Repeat, Request, url};
use super::hints::Endpoints;
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
    hints: Endpoints::CREATE_CHAT,
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
        Some(_) => Err("Graph's 202 points to another origin, which is not followed."),
        None if has_id(response) => Ok(()),
        None if response.status == 202 => {
            Err("Graph's 202 has no Location, so its operation cannot be followed.")
        }
        None => Err("The answer holds no chat."),
    }
}

/// Where the operation of a 202 is.
fn accepted_at(response: &HttpResponse) -> Option<&str> {
    response.headers.get("location").filter(|_| response.status == 202)
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
