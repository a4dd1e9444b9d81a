//! Calls to Graph: each gives a promise that always settles.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::check::usage;
use super::convert;
use super::hooks::{Hooks, Source};
use crate::chats::checked_body;
use crate::json::Dialect;
use crate::model::Failure;
use crate::protocol::client_options::{BulkOptions, CallOptions, ClientOptions, WaitOptions};
use crate::transport::fetch::FetchPort;
use crate::transport::{
    create_chat as send_chat, create_chats as send_chats, wait_for_operation as wait_for,
};

/// Checks, builds and sends one chat.
#[wasm_bindgen(js_name = createChat)]
pub fn create_chat(request: &str, options: &str, call: &str, hooks: Hooks) -> Promise {
    let prepared = prepare_chat(request, options, call);
    promise(Box::pin(async move {
        let (body, options, call) = prepared?;
        let port = FetchPort::new(hooks, None)?;
        send_chat(&port, &options, &call, body).await.map(|created| convert::created(&created))
    }))
}

fn prepare_chat(
    request: &str,
    options: &str,
    call: &str,
) -> Result<(String, ClientOptions, CallOptions), Box<Failure>> {
    let options = ClientOptions::from_json(options).map_err(usage)?;
    let call = CallOptions::from_json(call).map_err(usage)?;
    Ok((checked_body(request, &options.graph, Dialect::Snapshot)?.into_owned(), options, call))
}

/// Creates the chats of a source; the outcomes go to the source.
#[wasm_bindgen(js_name = createChats)]
pub fn create_chats(options: &str, bulk: &str, hooks: Hooks, source: Source) -> Promise {
    let options =
        ClientOptions::from_json(options).and_then(|options| Ok((options, BulkOptions::from_json(bulk)?)));
    promise(Box::pin(async move {
        let (options, bulk) = options.map_err(usage)?;
        let port = FetchPort::new(hooks, Some(source))?;
        send_chats(&port, &options, &bulk).await.map(|()| JsValue::UNDEFINED)
    }))
}

/// Polls an operation until it ends.
#[wasm_bindgen(js_name = waitForOperation)]
pub fn wait_for_operation(location: &str, options: &str, wait: &str, hooks: Hooks) -> Promise {
    let options =
        ClientOptions::from_json(options).and_then(|options| Ok((options, WaitOptions::from_json(wait)?)));
    let location = location.to_owned();
    promise(Box::pin(async move {
        let (options, wait) = options.map_err(usage)?;
        let port = FetchPort::new(hooks, None)?;
        wait_for(&port, &options, wait, &location).await.map(|operation| convert::parsed(&operation))
    }))
}

/// The promise of a call: of one kind for all, so that there is one copy of what a promise takes.
fn promise(call: Pin<Box<dyn Future<Output = Result<JsValue, Box<Failure>>>>>) -> Promise {
    future_to_promise(async move { call.await.map_err(|failure| convert::error(&failure)) })
}
