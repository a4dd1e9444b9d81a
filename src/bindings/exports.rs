//! What JavaScript calls. Each function reads its texts, hands on to the core, and converts what comes back; a promise always settles.

use std::borrow::Cow;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::action::Action;
use super::convert::{self, to_js};
use super::imports::{Call, Results};
use super::port::FetchPort;
use crate::body::{checked_body, validate_chat as issues};
use crate::client;
use crate::client::client_options::ClientOptions;
use crate::client::raw_options::RawOptions;
use crate::graph::{GraphOptions, OptionsError};
use crate::results::{Failure, FailureKind, Outcome};

/// Every issue of a request, as an array of plain objects.
#[must_use]
#[wasm_bindgen(js_name = validateChat)]
pub fn validate_chat(request: &str, options: &str) -> JsValue {
    to_js(&issues(request, &GraphOptions::from_json(options).0))
}

/// The body of a request as JSON text; nothing where that is the request's own text.
///
/// # Errors
/// A `ChatError` of kind usage or validation.
#[wasm_bindgen(js_name = buildChat)]
pub fn build_chat(request: &str, options: &str) -> Result<JsValue, JsValue> {
    let (options, problem) = GraphOptions::from_json(options);
    let body = problem.map_err(usage).and_then(|()| checked_body(request, &options));
    match body.map(|body| body.text) {
        Ok(Cow::Borrowed(_)) => Ok(JsValue::UNDEFINED),
        Ok(Cow::Owned(body)) => Ok(body.into()),
        Err(failure) => Err(convert::error(&failure)),
    }
}

/// The scope to ask a credential for, when the options can be used.
///
/// # Errors
/// A `ChatError` of kind usage.
#[wasm_bindgen(js_name = checkClientOptions)]
pub fn check_client_options(options: &str) -> Result<JsValue, JsValue> {
    let options = ClientOptions::from_json(options).map_err(|problem| convert::error(&usage(problem)))?;
    Ok(String::from_iter(["https://", options.graph.cloud.host(), "/.default"]).into())
}

/// Begins a call. `place` is the id of the chat or the location of the operation that it is about; `input` is what is created, sent
/// or compared, as JSON text. Either is empty where a call has none.
#[wasm_bindgen]
pub fn call(
    action: Action,
    place: String,
    input: String,
    client: String,
    options: String,
    caller: Call,
    results: Results,
) -> Promise {
    future_to_promise(async move {
        let port = FetchPort::new(caller, results);
        run(&port, action, &place, &input, &client, &options).await.map_err(|mut failure| {
            // There is an operation, whatever is wrong with the options.
            if matches!(action, Action::WaitForOperation) {
                failure.outcome = Outcome::Unknown;
            }
            convert::error(&failure)
        })
    })
}

async fn run(
    port: &FetchPort,
    action: Action,
    place: &str,
    input: &str,
    client: &str,
    options: &str,
) -> Result<JsValue, Box<Failure>> {
    let client = &ClientOptions::from_json(client).map_err(usage)?;
    let options = RawOptions::from_json(options, action.option_names()).map_err(usage)?;
    Ok(match action {
        // There is no other: JavaScript names the calls that the package has.
        Action::CreateChat | Action::__Invalid => {
            convert::created(&client::create_chat(port, client, &options.into(), input).await?)
        }
        Action::CreateChats => {
            client::create_chats(port, client, &options.into()).await?;
            JsValue::UNDEFINED
        }
        Action::WaitForOperation => {
            client::wait_for_operation(port, client, options.into(), place).await?.into()
        }
        Action::FindChats => {
            client::find_chats(port, client, &options.into(), input).await?;
            JsValue::UNDEFINED
        }
        Action::ListMembers => client::list_members(port, client, &options.into(), place).await?.into(),
        Action::MissingMembers => {
            to_js(&client::missing_members(port, client, &options.into(), place, input).await?)
        }
        Action::AddMembers => {
            client::add_members(port, client, &options.into(), place, input).await?;
            JsValue::UNDEFINED
        }
        Action::SendMessage => {
            to_js(&client::send_message(port, client, &options.into(), place, input).await?)
        }
    })
}

fn usage(error: OptionsError) -> Box<Failure> {
    Failure::new(FailureKind::Usage, error.0)
}
