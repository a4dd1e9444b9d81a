//! Graph as it lists chats: late, by latest message, a part of the members, in pages of all shapes; and people who talk in old
//! chats and make equal ones meanwhile.

use std::ops::Range;

use msgraph_chats::{Headers, HttpRequest, HttpResponse, Method};
use serde_json::{Value, json};

use super::habits::{Habits, Link, Shows};
use super::people::{User, member, user_of};
use crate::http_date::rfc_3339;
use crate::locations::elsewhere;
use crate::random::Random;

/// Where Graph says that it is, whatever stands before it.
pub(crate) const HOST: &str = "graph.microsoft.com";

/// A chat as it truly is.
#[derive(Clone, Debug)]
pub(crate) struct Chat {
    pub(crate) id: String,
    pub(crate) topic: Option<String>,
    pub(crate) members: Vec<User>,
    /// By Graph's clock, as the next two.
    pub(crate) created_ms: u64,
    pub(crate) listed_ms: u64,
    last_message_ms: u64,
    /// The client made it.
    pub(crate) ours: bool,
}

/// A creation that reached Graph.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub(crate) topic: Option<String>,
    pub(crate) members: Vec<User>,
    /// Graph said that it did nothing.
    pub(crate) throttled: bool,
}

/// More than can be read while they are made would never end.
const MOST_CHATS: usize = 40;

type Answer = (u16, Vec<(String, String)>, Value);

fn only(status: u16) -> Answer {
    (status, Vec::new(), Value::Null)
}

pub(crate) struct Lists {
    pub(crate) habits: Habits,
    pub(crate) chats: Vec<Chat>,
    pub(crate) posts: Vec<Post>,
    /// When each first page of a list of chats was written, whole and without a fault.
    pub(crate) written_ms: Vec<u64>,
    /// What of its habits the client met, for the count of what was reached.
    pub(crate) met: Vec<&'static str>,
}

/// Graph at a moment.
struct Moment<'a> {
    lists: &'a mut Lists,
    random: &'a mut Random,
    now_ms: u64,
}

impl Lists {
    pub(crate) fn new(habits: Habits) -> Self {
        Self { habits, chats: Vec::new(), posts: Vec::new(), written_ms: Vec::new(), met: Vec::new() }
    }

    /// The answer to a request; tokens each with when it was asked for, and whether it holds what a challenge asks for.
    pub(crate) fn respond(
        &mut self,
        random: &mut Random,
        request: &HttpRequest,
        tokens: &[(String, u64, bool)],
        (now_ms, graph_time_ms): (u64, u64),
    ) -> (&'static str, HttpResponse) {
        let Some(challenge) = self.refuses(request, tokens, now_ms) else {
            let mut moment = Moment { lists: self, random, now_ms: graph_time_ms };
            return ("answers", moment.respond(request));
        };
        let is_over = challenge.contains("invalid_token");
        self.met.push(if is_over { "a token that is over" } else { "a challenge" });
        let headers = vec![("WWW-Authenticate".to_owned(), challenge.to_owned())];
        ("401", response(401, headers, &Value::Null))
    }

    /// Why Graph does not take a token, if it does not.
    fn refuses(
        &self,
        request: &HttpRequest,
        tokens: &[(String, u64, bool)],
        now_ms: u64,
    ) -> Option<&'static str> {
        let mut headers = request.headers.iter();
        let bearer = headers.find(|(name, _)| *name == "Authorization").map(|(_, value)| value.as_str());
        let given = tokens.iter().rfind(|(token, ..)| bearer == Some(&format!("Bearer {token}")));
        let is_revoked = self.habits.revoked_at_ms.is_some_and(|at_ms| now_ms >= at_ms);
        match given {
            Some((_, _, false)) if is_revoked => Some(r#"Bearer error="insufficient_claims", claims="e30=""#),
            Some((_, at_ms, _)) if now_ms < at_ms.saturating_add(self.habits.token_life_ms) => None,
            _ => Some(r#"Bearer error="invalid_token""#),
        }
    }

    /// A chat that is there from now on, and is listed so much later.
    pub(crate) fn add(
        &mut self,
        chat: (Option<String>, Vec<User>),
        now_ms: u64,
        delay_ms: u64,
        ours: bool,
    ) -> String {
        let (topic, members) = chat;
        let id = format!("19:{}@thread.v2", self.chats.len());
        self.chats.push(Chat {
            id: id.clone(),
            topic,
            members,
            created_ms: now_ms,
            listed_ms: now_ms + delay_ms,
            last_message_ms: now_ms,
            ours,
        });
        id
    }
}

impl Moment<'_> {
    /// The answer to a request with a token that Graph takes.
    fn respond(&mut self, request: &HttpRequest) -> HttpResponse {
        let path = request.url.strip_prefix(&format!("{}/v1.0", self.lists.habits.root)).unwrap_or_default();
        if path != "/$batch" {
            let (status, headers, body) = self.answer(request.method, path, request.body.as_deref());
            // What is left out of a batch is not answered by Graph's gateway alone.
            return response(if status == 0 { 502 } else { status }, headers, &body);
        }
        let sent: Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
        let mut responses = Vec::new();
        for inner in sent["requests"].as_array().unwrap() {
            let method = if inner["method"] == "GET" { Method::Get } else { Method::Post };
            let body = inner.get("body").map(Value::to_string);
            let (status, headers, body) =
                self.answer(method, inner["url"].as_str().unwrap(), body.as_deref());
            if status != 0 {
                let headers: serde_json::Map<_, _> =
                    headers.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
                let mut part = json!({ "id": inner["id"], "status": status, "headers": headers });
                part["body"] = body;
                responses.push(part);
            }
        }
        let mut batch = json!({});
        batch["responses"] = responses.into();
        response(200, Vec::new(), &batch)
    }

    fn answer(&mut self, method: Method, path: &str, body: Option<&str>) -> Answer {
        if self.lists.habits.is_busy && self.random.chance(20) {
            self.others_go_on();
        }
        match (method, path) {
            (Method::Post, "/chats") => self.create(body.unwrap_or_default()),
            (Method::Get, path) if path.starts_with("/chats?") => self.list_chats(path),
            (Method::Get, path) if path.contains("/members") => self.list_members(path),
            _ => only(404),
        }
    }

    /// Somebody writes in an old chat, or makes one that is equal to another.
    fn others_go_on(&mut self) {
        let Some(at) = self.random.below(self.lists.chats.len() as u64 + 1).checked_sub(1) else { return };
        let at = usize::try_from(at).unwrap();
        if self.random.chance(70) || self.lists.chats.len() >= MOST_CHATS {
            self.lists.chats[at].last_message_ms = self.now_ms;
        } else {
            let Chat { topic, members, .. } = self.lists.chats[at].clone();
            self.lists.add((topic, members), self.now_ms, self.random.below(20_000), false);
        }
    }

    fn create(&mut self, body: &str) -> Answer {
        let body: Value = serde_json::from_str(body).unwrap();
        let topic = body["topic"].as_str().map(|topic| topic.trim().to_owned());
        let members: Vec<User> = body["members"].as_array().unwrap().iter().map(user_of).collect();
        let throttled = self.random.chance(self.lists.habits.throttled_percent);
        self.lists.posts.push(Post { topic: topic.clone(), members: members.clone(), throttled });
        if throttled {
            let seconds = self.random.between(1, 3).to_string();
            return (429, vec![("Retry-After".to_owned(), seconds)], Value::Null);
        }
        let lost = self.random.chance(self.lists.habits.lost_percent);
        if lost && self.random.chance(40) {
            return only(self.random.one_of(&[0, 500, 502, 504]));
        }
        let id = self.lists.add((topic, members), self.now_ms, self.random.below(20_001), true);
        if lost {
            return only(self.random.one_of(&[0, 204, 500, 504]));
        }
        (201, Vec::new(), json!({ "id": id, "chatType": "group" }))
    }

    fn list_fault(&mut self) -> Option<Answer> {
        if self.lists.habits.refuses_lists {
            self.lists.met.push("a list is refused");
            return Some(only(403));
        }
        let is_faulty = self.random.chance(self.lists.habits.list_faults_percent);
        is_faulty.then(|| only(self.random.one_of(&[0, 500, 502, 204])))
    }

    fn list_chats(&mut self, path: &str) -> Answer {
        if let Some(fault) = self.list_fault() {
            return fault;
        }
        let since =
            path.split_once("lastUpdatedDateTime%20ge%20").map(|(_, since)| since.split('&').next().unwrap());
        if since.is_some() && !self.lists.habits.takes_filter {
            self.lists.met.push("the filter is refused");
            return (400, Vec::new(), json!({ "error": { "code": "BadRequest", "message": "$filter" } }));
        }
        // Whole seconds: what the client sends has no others.
        let is_since = |chat: &&Chat| {
            since.is_none_or(|since| rfc_3339(chat.last_message_ms.max(chat.created_ms))[..19] >= since[..19])
        };
        let all = self.lists.chats.iter();
        let mut listed: Vec<&Chat> =
            all.filter(|chat| chat.listed_ms <= self.now_ms).filter(is_since).collect();
        listed.sort_by_key(|chat| std::cmp::Reverse(chat.last_message_ms));
        let (range, next) =
            self.lists.habits.page(self.random, path, listed.len(), self.lists.habits.page_size);
        let value: Vec<Value> = listed[range].iter().map(|chat| self.lists.habits.resource(chat)).collect();
        if !path.contains("skiptoken") {
            self.lists.written_ms.push(self.now_ms);
        }
        (200, Vec::new(), written(value, next))
    }

    fn list_members(&mut self, path: &str) -> Answer {
        if let Some(fault) = self.list_fault() {
            return fault;
        }
        let id = path.trim_start_matches("/chats/").split('/').next().unwrap();
        let Some(chat) = self.lists.chats.iter().find(|chat| chat.id == id) else { return only(404) };
        let (members, size) = (&chat.members, self.lists.habits.members_a_page);
        let (range, next) = self.lists.habits.page(self.random, path, members.len(), size);
        let value: Vec<Value> = members[range].iter().map(|user| member(*user)).collect();
        (200, Vec::new(), written(value, next))
    }
}

impl Habits {
    fn resource(&self, chat: &Chat) -> Value {
        let shown = match self.shows {
            Shows::AtMost(most) | Shows::Linked(most) => most,
            Shows::Nobody => 0,
        };
        let members: Vec<Value> = chat.members.iter().take(shown).map(|user| member(*user)).collect();
        let mut resource = json!({
            "id": chat.id, "chatType": "group", "topic": chat.topic, "createdDateTime": rfc_3339(chat.created_ms)
        });
        if shown > 0 {
            resource["members"] = members.into();
        }
        if matches!(self.shows, Shows::Linked(_)) && shown < chat.members.len() {
            resource["members@odata.nextLink"] =
                format!("https://{HOST}/v1.0/chats/{}/members", chat.id).into();
        }
        resource
    }

    /// Which of so many stand in a page, and the link to the next one: `$skiptoken` says where it begins, and whether the empty one
    /// before it was given.
    fn page(
        &self,
        random: &mut Random,
        path: &str,
        count: usize,
        size: usize,
    ) -> (Range<usize>, Option<String>) {
        let token = path.split_once("$skiptoken=").map_or("0", |(_, token)| token);
        let (start, emptied) = (token.trim_end_matches('e').parse().unwrap_or(0), token.ends_with('e'));
        let is_empty = self.empty_pages && !emptied;
        let end = if is_empty { start } else { (start + size).min(count) };
        let first = if self.repeats && !is_empty { start.saturating_sub(1) } else { start };
        let link = (is_empty || end < count).then(|| {
            let base = path.split("$skiptoken").next().unwrap().trim_end_matches(['&', '?']);
            let joint = if base.contains('?') { '&' } else { '?' };
            let token = if is_empty { format!("{start}e") } else { end.to_string() };
            match self.link {
                Link::Right => format!("https://{HOST}/v1.0{base}{joint}$skiptoken={token}"),
                Link::Again => format!("https://{HOST}/v1.0{path}"),
                Link::Elsewhere => elsewhere(random, HOST),
            }
        });
        (if first < end && end <= count { first..end } else { 0..0 }, link)
    }
}

/// What a page is put into is moved, for `json!` would copy it.
fn written(value: Vec<Value>, next: Option<String>) -> Value {
    let mut page = json!({});
    page["value"] = value.into();
    if let Some(next) = next {
        page["@odata.nextLink"] = next.into();
    }
    page
}

fn response(status: u16, headers: Vec<(String, String)>, body: &Value) -> HttpResponse {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    HttpResponse { status, headers: Headers::new(headers), body }
}
