//! The calls that take time, by name, and the options that each has.
#![expect(missing_docs, reason = "the macro adds functions and a variant")]

use wasm_bindgen::prelude::*;

use crate::client::option_names;

/// A call that takes time.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Action {
    /// Checks, builds and sends one chat.
    CreateChat = "createChat",
    /// Creates the chats of a source; the outcomes go to the results.
    CreateChats = "createChats",
    /// Polls an operation until it ends; gives Graph's JSON text of it.
    WaitForOperation = "waitForOperation",
    /// Finds the chats of a request; they go to the results.
    FindChats = "findChats",
    /// Reads who is in a chat; gives the JSON text of an object whose `value` is Graph's list.
    ListMembers = "listMembers",
    /// Compares who is in a chat with a request.
    MissingMembers = "missingMembers",
    /// Adds the members of a JSON array; what became of each goes to the results.
    AddMembers = "addMembers",
    /// Sends a message.
    SendMessage = "sendMessage",
}

impl Action {
    pub(super) fn option_names(self) -> &'static [&'static str] {
        match self {
            Self::CreateChats => option_names::BULK,
            Self::WaitForOperation => option_names::WAIT,
            Self::FindChats => option_names::FIND,
            Self::ListMembers | Self::MissingMembers | Self::AddMembers => option_names::REQUEST,
            Self::SendMessage => option_names::SEND,
            Self::CreateChat | Self::__Invalid => option_names::CALL,
        }
    }
}
