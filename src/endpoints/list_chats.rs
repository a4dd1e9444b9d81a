//! *List chats*, `GET /chats` and `GET /users/{id}/chats`: <https://learn.microsoft.com/graph/api/chat-list>.

use super::answer::is_page;
use super::endpoint::{Endpoint, Request, url};
use super::get_chat::READ_CHATS;
use super::hints::hints;
use crate::graph::{GraphOptions, Method};
use crate::text::percent;

pub(crate) static LIST_CHATS: Endpoint = Endpoint {
    action: "list the chats",
    method: Method::Get,
    headers: &[],
    permissions: READ_CHATS,
    if_unknown: "",
    hints: hints! {
        403, "", ReadPermissions,
            "Listing chats needs more than Chat.Create: {delegated}; an application needs {application}.";
        412, "", ListChats,
            "An application has no chats of its own: give the option user.";
    },
    check: is_page,
};

/// The request for the first page of the chats of the caller, or of a user, with their members.
///
/// `updated_since` is an RFC 3339 time; that Graph takes it is seen, not documented.
pub(crate) fn request(options: &GraphOptions, user: Option<&str>, updated_since: Option<&str>) -> Request {
    let mut url = url(options, "");
    if let Some(id) = user {
        url.push_str("/users/");
        percent::push_encoded(&mut url, id);
    }
    url.push_str("/chats?$expand=members&$top=50");
    if let Some(time) = updated_since {
        url.push_str("&$filter=lastUpdatedDateTime%20ge%20");
        percent::push_encoded(&mut url, time);
    }
    Request::reading(&LIST_CHATS, url)
}
