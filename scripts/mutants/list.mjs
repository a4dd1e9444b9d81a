// Ways of breaking the client: in which file, what is written there, and what a careless hand would write instead.

import { bulkMutants } from "./bulk.mjs";

const createChat = "src/client/send.rs";
const attempt = "src/client/attempt.rs";
const tries = "src/client/retry_state.rs";
const waitForOperation = "src/client/poll.rs";
const retry = "src/client/retry.rs";
const retryAfter = "src/graph/retry_after.rs";
const readAnswer = "src/endpoints/create_chat.rs";
const location = "src/graph/location.rs";
const operation = "src/endpoints/get_operation.rs";
const http = "src/graph/http.rs";
const claims = "src/graph/claims.rs";

/** Each `search` stands in its file exactly once. */
export const mutants = [
  // What is repeated, and how often.
  {
    name: "repeat a group after a 504",
    file: retry,
    search: "Ending::Unclear if !safe_to_repeat && !options.retry_unknown_outcome => return Next::Stop,",
    replace: "",
  },
  {
    name: "never repeat a one-on-one chat",
    file: readAnswer,
    search: 'body.starts_with("{\\"chatType\\":\\"oneOnOne\\"")',
    replace: 'body.starts_with("{\\"chatType\\":\\"never\\"")',
  },
  {
    name: "repeat after a 4xx",
    file: retry,
    search: "Ending::Refused | Ending::Malformed => return Next::Stop,",
    replace: "Ending::Refused => {}\n        Ending::Malformed => return Next::Stop,",
  },
  {
    name: "repeat after a 204 or a redirect",
    file: retry,
    search: "Ending::Refused | Ending::Malformed => return Next::Stop,",
    replace: "Ending::Malformed => {}\n        Ending::Refused => return Next::Stop,",
  },
  {
    name: "take a 503 without Retry-After for throttling",
    file: readAnswer,
    search: "503 if failure.retry_after_ms.is_some() => Ending::Unavailable,",
    replace: "503 => Ending::Unavailable,",
  },
  {
    name: "ignore maxAttempts",
    file: retry,
    search: "if used.attempts >= options.max_attempts {",
    replace: "if used.attempts >= 20 {",
  },
  {
    name: "make one attempt more than allowed",
    file: retry,
    search: "if used.attempts >= options.max_attempts {",
    replace: "if used.attempts > options.max_attempts {",
  },
  {
    name: "count the repeat with claims against maxAttempts",
    file: tries,
    search: "self.used.attempts = self.used.attempts.saturating_sub(1);",
    replace: "",
  },
  {
    name: "answer claims challenges again and again",
    file: retry,
    search: "return if can_ask && !used.claims {",
    replace: "return if can_ask {",
  },
  {
    name: "drop the claims",
    file: createChat,
    search: "claims = Some(asked),",
    replace: "claims = Some(asked).filter(|asked| asked.is_empty()),",
  },
  {
    name: "take any 401 with claims for a challenge",
    file: claims,
    search: "claims.filter(|text| insufficient && trim(text)",
    replace: "claims.filter(|text| (insufficient || true) && trim(text)",
  },
  // How long is waited.
  {
    name: "ignore Retry-After",
    file: retry,
    search: "Some(wait) => Next::After(wait),",
    replace: "Some(_) => Next::After(back_off(used.attempts, random)),",
  },
  {
    name: "wait a millisecond less than Retry-After",
    file: retry,
    search: "Some(wait) => Next::After(wait),",
    replace: "Some(wait) => Next::After(wait.saturating_sub(1)),",
  },
  {
    name: "ignore maxRetryAfterMs",
    file: retry,
    search: "Some(wait) if wait > options.max_retry_after_ms => Next::Stop,",
    replace: "",
  },
  {
    name: "take a Retry-After in the past for one of 0",
    file: retryAfter,
    search: "http_date::parse(text)?.checked_sub(clock(headers, now_ms))",
    replace: "Some(http_date::parse(text)?.saturating_sub(clock(headers, now_ms)))",
  },
  {
    name: "measure a date by the client's clock alone",
    file: retryAfter,
    search: 'headers.get("date").and_then(http_date::parse).unwrap_or(now_ms)',
    replace: "now_ms",
  },
  {
    name: "back off without jitter",
    file: retry,
    search: "ceiling.saturating_mul(u64::from(random)) >> 32",
    replace: "ceiling.saturating_add(u64::from(random) >> 32)",
  },
  {
    name: "back off too long",
    file: retry,
    search: "LONGEST_MS: u64 = 30_000",
    replace: "LONGEST_MS: u64 = 60_000",
  },
  {
    name: "let the time limit begin with the request",
    file: attempt,
    search: "race(port.token(claims.as_deref()), stop(port, &mut limit)).await",
    replace: "Raced::First(port.token(claims.as_deref()).await)",
  },
  // What is said of the outcome.
  {
    name: "say notCreated after a timeout",
    file: retry,
    search: "matches!(self, Ending::Unclear | Ending::Malformed)",
    replace: "matches!(self, Ending::Malformed)",
  },
  {
    name: "forget an earlier unknown outcome",
    file: tries,
    search: "self.unknown |= ending.leaves_unknown();",
    replace: "self.unknown = ending.leaves_unknown();",
  },
  {
    name: "take any 201 for a chat",
    file: readAnswer,
    search: "200 | 201 if is_chat(&response.body) =>",
    replace: "200 | 201 =>",
  },
  {
    name: "forget to count a request that was not answered",
    file: createChat,
    search: "Attempted::NotAnswered(failure) => {\n                tries.count();",
    replace: "Attempted::NotAnswered(failure) => {",
  },
  {
    name: "call a failed operation one that succeeded",
    file: operation,
    search: 'Some("succeeded") => Poll::Succeeded(response.body),',
    replace: 'Some("succeeded" | "failed") => Poll::Succeeded(response.body),',
  },
  {
    name: "say notCreated after a 202",
    file: waitForOperation,
    search: "failure.outcome = Outcome::Unknown;",
    replace: "failure.outcome = Outcome::NotCreated;",
  },
  // Aborts and token providers.
  {
    name: "drop the check for an abort before an attempt",
    file: attempt,
    search: "let answer = if port.is_aborted() {",
    replace: "let answer = if false {",
  },
  {
    name: "drop the check for an abort behind the token",
    file: attempt,
    search: "Raced::First(_) if port.is_aborted() => Err(aborted()),",
    replace: "",
  },
  {
    name: "sleep on after an abort",
    file: createChat,
    search: "if stop(port, &mut pause).await == Stopped::Aborted {",
    replace: "pause.as_mut().await;\n                if false {",
  },
  {
    name: "ignore an abort while an answer is awaited",
    file: attempt,
    search: "race(port.send(request), stop(port, &mut limit)).await",
    replace:
      "race(port.send(request), async {\n            limit.as_mut().await;\n            Stopped::TimeIsOver\n        })\n        .await",
  },
  {
    name: "ask a provider again that has failed",
    file: createChat,
    search: "Attempted::NotSent(failure) => return",
    replace:
      "Attempted::NotSent(failure) if failure.kind == crate::model::FailureKind::Auth => continue,\n                Attempted::NotSent(failure) => return",
  },
  {
    name: "take any token",
    file: "src/graph/token.rs",
    search: "(!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())).then_some(Self(text))",
    replace: "Some(Self(text))",
  },
  // Where the token goes.
  {
    name: "follow a Location to another origin",
    file: location,
    search: "let rest = search::strip_prefix_ignoring_case(rest, origin)?;",
    replace: "let (_, rest) = rest.split_at_checked(origin.len())?;",
  },
  {
    name: "follow a Location that begins with two slashes",
    file: location,
    search: '        && !location.starts_with("//")\n',
    replace: "",
    also: {
      search: "if path.starts_with('/') || has_dot_segment(path) {",
      replace: "if has_dot_segment(path) {",
    },
  },
  {
    name: "poll where the Location says, baseUrl or not",
    file: location,
    search: "    options.push_request_root(&mut url);\n",
    replace: '    url.push_str("https://");\n    url.push_str(options.cloud.host());\n',
  },
  {
    name: "leave the token in answers",
    file: attempt,
    search: "tokens.seen(|tokens| response.without(tokens))",
    replace: "response.without(&[])",
  },
  {
    name: "leave escaped tokens in answers",
    file: http,
    search: "token.remove_from_json(&mut self.body);",
    replace:
      'if self.body.contains(token.expose()) {\n                self.body = self.body.replace(token.expose(), "[token]");\n            }',
  },
  {
    name: "leave the token in the cause of a network error",
    file: attempt,
    search: "redact::cause(cause, tokens, url, body)",
    replace: "redact::cause(cause, &tokens[..0], url, body)",
  },
  {
    name: "keep the token of the last attempt",
    file: http,
    search: "Some((name, value)) if *name == NAME => *value = bearer,",
    replace: "",
  },
  {
    name: "leave names in the provider's error",
    file: attempt,
    search: "failure.cause.map(|cause| redact::cause(cause, &[], &request.url, request.body.as_deref()));",
    replace: "failure.cause;",
  },
  {
    name: "leave names in the cause of a network error",
    file: attempt,
    search: "let (url, body) = (&request.url, request.body.as_deref());",
    replace: "let (url, body) = (&request.url, None);",
  },
  {
    name: "leave an earlier token in the provider's error",
    file: attempt,
    search: 'redact::cause(cause, tokens, "", None)',
    replace: 'redact::cause(cause, &tokens[..0], "", None)',
  },
  {
    name: "send the token twice",
    file: http,
    search: "_ => self.headers.push((NAME, bearer)),",
    replace: '_ => self.headers.extend([("X-Token", bearer.clone()), (NAME, bearer)]),',
  },
  // Waiting for an operation.
  {
    name: "ignore Retry-After between polls",
    file: waitForOperation,
    search: "wait_ms = retry_after_ms.unwrap_or(0).max(wait_ms)",
    replace: "_ = retry_after_ms",
  },
  {
    name: "poll at once",
    file: waitForOperation,
    search: "let mut wait_ms = wait.poll_interval_ms;",
    replace: "let mut wait_ms = 0;",
  },
  {
    name: "wait for an operation without end",
    file: waitForOperation,
    search: "race(stop(port, &mut deadline), pause).await",
    replace:
      "race(\n            async {\n                port.aborted().await;\n                Stopped::Aborted\n            },\n            pause,\n        )\n        .await",
  },
  {
    name: "take a status that is not known for the end",
    file: operation,
    search: "Some(_) => Poll::Running,",
    replace:
      'Some("notStarted" | "inProgress") => Poll::Running,\n        Some(_) => Poll::Failed(malformed("The answer holds no operation.", &response)),',
  },
  {
    name: "end a wait when a poll fails",
    file: waitForOperation,
    search: "if failure.kind == FailureKind::Aborted {",
    replace: "if failure.kind != FailureKind::Timeout {",
  },
  {
    name: "answer each challenge of an operation",
    file: waitForOperation,
    search: "if !asked && port.can_answer_claims()",
    replace: "if port.can_answer_claims()",
  },
  // Many chats.
  ...bulkMutants,
];
