//! What JavaScript calls. Each function reads its texts, hands on to the core, and converts what comes back; a promise always settles.

use std::borrow::Cow;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::convert::{self, to_js};
use super::imports::{Call, Sink, Source};
use super::port::FetchPort;
use crate::body::{checked_body, validate_chat as issues};
use crate::client;
use crate::client::client_options::{BulkOptions, CallOptions, ClientOptions, FindOptions, WaitOptions};
use crate::graph::{GraphOptions, OptionsError};
use crate::results::{Failure, FailureKind};

/// Every issue of a request, as an array of plain objects.
#[must_use]
#[wasm_bindgen(js_name = validateChat)]
pub fn validate_chat(request: &str, options: Option<String>) -> JsValue {
    let (options, _) = graph_options(options);
    to_js(&issues(request, &options))
}

/// The body of a request as JSON text; nothing where that is the request's own text.
///
/// # Errors
/// A `ChatError` of kind usage or validation.
#[wasm_bindgen(js_name = buildChat)]
pub fn build_chat(request: &str, options: Option<String>) -> Result<Option<String>, JsValue> {
    let (options, problem) = graph_options(options);
    problem.map_err(|error| convert::error(&usage(error)))?;
    match checked_body(request, &options).map(|body| body.text) {
        Ok(Cow::Borrowed(_)) => Ok(None),
        Ok(Cow::Owned(body)) => Ok(Some(body)),
        Err(failure) => Err(convert::error(&failure)),
    }
}

/// The scope to ask a credential for, when the options can be used.
///
/// # Errors
/// A `ChatError` of kind usage.
#[wasm_bindgen(js_name = checkClientOptions)]
pub fn check_client_options(options: Option<String>) -> Result<String, JsValue> {
    let options = client_options(options).map_err(|failure| convert::error(&failure))?;
    let mut scope = String::from("https://");
    scope.push_str(options.graph.cloud.host());
    scope.push_str("/.default");
    Ok(scope)
}

/// Checks, builds and sends one chat.
#[wasm_bindgen(js_name = createChat)]
pub fn create_chat(request: String, client: Option<String>, options: Option<String>, call: Call) -> Promise {
    promise(async move {
        let client = client_options(client)?;
        let options = read_options(options, CallOptions::from_json)?;
        let created = client::create_chat(&FetchPort::new(call), &client, &options, &request).await?;
        Ok(convert::created(&created))
    })
}

/// Creates the chats of a source; the outcomes go to the source.
#[wasm_bindgen(js_name = createChats)]
pub fn create_chats(client: Option<String>, options: Option<String>, call: Call, source: Source) -> Promise {
    promise(async move {
        let client = client_options(client)?;
        let options = read_options(options, BulkOptions::from_json)?;
        client::create_chats(&FetchPort::over(call, source), &client, &options).await?;
        Ok(JsValue::UNDEFINED)
    })
}

/// Polls an operation until it ends; gives Graph's JSON text of it.
#[wasm_bindgen(js_name = waitForOperation)]
pub fn wait_for_operation(
    location: String,
    client: Option<String>,
    options: Option<String>,
    call: Call,
) -> Promise {
    promise(async move {
        let client = client_options(client)?;
        let options = read_options(options, WaitOptions::from_json)?;
        let operation =
            client::wait_for_operation(&FetchPort::new(call), &client, options, &location).await?;
        Ok(operation.into())
    })
}

/// Finds the chats of a request; they go to the sink, each as Graph's JSON text.
#[wasm_bindgen(js_name = findChats)]
pub fn find_chats(
    request: String,
    client: Option<String>,
    options: Option<String>,
    call: Call,
    sink: Sink,
) -> Promise {
    promise(async move {
        let client = client_options(client)?;
        let options = read_options(options, FindOptions::from_json)?;
        let request_options = CallOptions { timeout_ms: options.timeout_ms, ..CallOptions::default() };
        let port = FetchPort::into_sink(call, sink);
        client::find_chats(&port, &client, &request_options, &options, &request).await?;
        Ok(JsValue::UNDEFINED)
    })
}

/// Reads who is in a chat; gives the JSON text of an object whose `value` is Graph's list.
#[wasm_bindgen(js_name = listMembers)]
pub fn list_members(chat_id: String, client: Option<String>, options: Option<String>, call: Call) -> Promise {
    promise(async move {
        let client = client_options(client)?;
        let options = read_options(options, CallOptions::of_request)?;
        Ok(client::list_members(&FetchPort::new(call), &client, &options, &chat_id).await?.into())
    })
}

/// Compares who is in a chat with a request.
#[wasm_bindgen(js_name = missingMembers)]
pub fn missing_members(
    chat_id: String,
    request: String,
    client: Option<String>,
    options: Option<String>,
    call: Call,
) -> Promise {
    promise(async move {
        let client = client_options(client)?;
        let options = read_options(options, CallOptions::of_request)?;
        let port = FetchPort::new(call);
        Ok(to_js(&client::missing_members(&port, &client, &options, &chat_id, &request).await?))
    })
}

/// Adds the members of a JSON array; what became of each goes to the sink.
#[wasm_bindgen(js_name = addMembers)]
pub fn add_members(
    chat_id: String,
    members: String,
    client: Option<String>,
    options: Option<String>,
    call: Call,
    sink: Sink,
) -> Promise {
    promise(async move {
        let client = client_options(client)?;
        let options = read_options(options, CallOptions::of_request)?;
        let port = FetchPort::into_sink(call, sink);
        client::add_members(&port, &client, &options, &chat_id, &members).await?;
        Ok(JsValue::UNDEFINED)
    })
}

/// Sends a message, which is JSON text.
#[wasm_bindgen(js_name = sendMessage)]
pub fn send_message(
    chat_id: String,
    message: String,
    client: Option<String>,
    options: Option<String>,
    call: Call,
) -> Promise {
    promise(async move {
        let client = client_options(client)?;
        let options = read_options(options, CallOptions::of_send)?;
        let port = FetchPort::new(call);
        Ok(to_js(&client::send_message(&port, &client, &options, &chat_id, &message).await?))
    })
}

fn usage(error: OptionsError) -> Box<Failure> {
    Failure::new(FailureKind::Usage, error.0)
}

/// The options of a text, or those of none.
fn read_options<T: Default>(
    text: Option<String>,
    read: fn(&str) -> Result<T, OptionsError>,
) -> Result<T, Box<Failure>> {
    text.map_or_else(|| Ok(T::default()), |text| read(&text).map_err(usage))
}

fn graph_options(text: Option<String>) -> (GraphOptions, Result<(), OptionsError>) {
    text.map_or_else(|| (GraphOptions::default(), Ok(())), |text| GraphOptions::from_json(&text))
}

thread_local! {
    static LAST_CLIENT: Cell<Option<(Option<String>, Rc<ClientOptions>)>> = const { Cell::new(None) };
}

/// The options of a client, which are nearly always those of the call before.
fn client_options(text: Option<String>) -> Result<Rc<ClientOptions>, Box<Failure>> {
    let (text, options) = match LAST_CLIENT.take() {
        Some(last) if last.0 == text => last,
        _ => {
            let options = Rc::new(read_options(text.clone(), ClientOptions::from_json)?);
            (text, options)
        }
    };
    LAST_CLIENT.set(Some((text, Rc::clone(&options))));
    Ok(options)
}

/// The promise of a call: boxed, so that there is one copy of what a promise takes.
fn promise(call: impl Future<Output = Result<JsValue, Box<Failure>>> + 'static) -> Promise {
    let call: Pin<Box<dyn Future<Output = Result<JsValue, Box<Failure>>>>> = Box::pin(call);
    future_to_promise(async move { call.await.map_err(|failure| convert::error(&failure)) })
}
