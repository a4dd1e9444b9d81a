//! Calls to Graph: each gives a promise that always settles.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::check::usage;
use super::convert;
use super::hooks::{Hooks, Source};
use crate::bindings::fetch::FetchPort;
use crate::body::checked_body;
use crate::client::client_options::{BulkOptions, CallOptions, ClientOptions, WaitOptions};
use crate::client::{create_chats as send_chats, send_body, wait_for_operation as wait_for};
use crate::results::Failure;
use crate::text::json::Dialect;

/// Checks, builds and sends one chat.
#[wasm_bindgen(js_name = createChat)]
pub fn create_chat(request: String, options: &str, call: &str, hooks: Hooks) -> Promise {
    let prepared =
        client(options).and_then(|options| Ok((options, CallOptions::from_json(call).map_err(usage)?)));
    promise(prepared.map(|(options, call)| -> Call {
        Box::pin(async move {
            let body = checked_body(&request, &options.graph, Dialect::Snapshot)?;
            let port = FetchPort::new(hooks, JsValue::UNDEFINED.into());
            send_body(&port, &options, &call, body).await.map(|created| convert::created(&created))
        })
    }))
}

/// Creates the chats of a source; the outcomes go to the source.
#[wasm_bindgen(js_name = createChats)]
pub fn create_chats(options: &str, bulk: &str, hooks: Hooks, source: Source) -> Promise {
    let prepared =
        client(options).and_then(|options| Ok((options, BulkOptions::from_json(bulk).map_err(usage)?)));
    promise(prepared.map(|(options, bulk)| -> Call {
        Box::pin(async move {
            let port = FetchPort::new(hooks, source);
            send_chats(&port, &options, &bulk).await.map(|()| JsValue::UNDEFINED)
        })
    }))
}

/// Polls an operation until it ends.
#[wasm_bindgen(js_name = waitForOperation)]
pub fn wait_for_operation(location: String, options: &str, wait: &str, hooks: Hooks) -> Promise {
    let prepared =
        client(options).and_then(|options| Ok((options, WaitOptions::from_json(wait).map_err(usage)?)));
    promise(prepared.map(|(options, wait)| -> Call {
        Box::pin(async move {
            let port = FetchPort::new(hooks, JsValue::UNDEFINED.into());
            wait_for(&port, &options, wait, &location).await.map(|operation| convert::parsed(&operation))
        })
    }))
}

thread_local! {
    static LAST_CLIENT: Cell<Option<(String, Rc<ClientOptions>)>> = const { Cell::new(None) };
}

/// The options of a client, which are nearly always those of the call before.
fn client(text: &str) -> Result<Rc<ClientOptions>, Box<Failure>> {
    let (text, options) = match LAST_CLIENT.take() {
        Some(last) if last.0 == text => last,
        _ => (text.to_owned(), Rc::new(ClientOptions::from_json(text).map_err(usage)?)),
    };
    LAST_CLIENT.set(Some((text, Rc::clone(&options))));
    Ok(options)
}

/// A call that has its options.
type Call = Pin<Box<dyn Future<Output = Result<JsValue, Box<Failure>>>>>;

/// The promise of a call: of one kind for all, so that there is one copy of what a promise takes.
fn promise(call: Result<Call, Box<Failure>>) -> Promise {
    future_to_promise(async move {
        let result = match call {
            Ok(call) => call.await,
            Err(failure) => Err(failure),
        };
        result.map_err(|failure| convert::error(&failure))
    })
}
