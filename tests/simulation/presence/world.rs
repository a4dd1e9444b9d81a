//! Graph as it lists chats: late, by latest message, a part of the members, in pages of which some are empty; and people who talk
//! in old chats and make equal ones meanwhile.

use msgraph_chats::{HttpRequest, HttpResponse, Method};
use serde_json::{Value, json};

use crate::random::Random;

/// 2026-11-30T13:00:00Z by the client's clock, when a run begins.
pub(crate) const BEGIN_MS: u64 = 1_796_043_600_000;
pub(crate) const ROOT: &str = "https://graph.microsoft.com/v1.0";

/// Somebody of the directory, by number.
pub(crate) type User = u64;

pub(crate) fn id_of(user: User) -> String {
    format!("{user:08x}-aaaa-4bbb-8ccc-{user:012x}")
}

pub(crate) fn address_of(user: User) -> String {
    format!("user{user}@contoso.example")
}

/// A chat as it truly is.
#[derive(Clone, Debug)]
pub(crate) struct Chat {
    pub(crate) id: String,
    pub(crate) topic: Option<String>,
    pub(crate) members: Vec<User>,
    /// By Graph's clock.
    pub(crate) created_ms: u64,
    /// When it is listed, since the run began.
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

/// How Graph behaves in this run.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "habits are had or not")]
pub(crate) struct Habits {
    pub(crate) lost_percent: u64,
    pub(crate) throttled_percent: u64,
    pub(crate) list_faults_percent: u64,
    pub(crate) refuses_lists: bool,
    pub(crate) takes_filter: bool,
    pub(crate) leads_elsewhere: bool,
    pub(crate) empty_pages: bool,
    pub(crate) page_size: usize,
    /// People write and make chats while the run goes on.
    pub(crate) is_busy: bool,
    /// Graph's clock against the client's.
    pub(crate) ahead_ms: i64,
}

pub(crate) struct World {
    pub(crate) random: Random,
    pub(crate) habits: Habits,
    pub(crate) now_ms: u64,
    pub(crate) chats: Vec<Chat>,
    pub(crate) posts: Vec<Post>,
    /// When each first page of a list of chats was written, whole and without a fault.
    pub(crate) lists_ms: Vec<u64>,
    pub(crate) problems: Vec<String>,
    pub(crate) log: Vec<String>,
}

impl World {
    pub(crate) fn graph_ms(&self) -> u64 {
        (BEGIN_MS + self.now_ms).saturating_add_signed(self.habits.ahead_ms)
    }

    /// A chat that is there from now on, and is listed so much later.
    pub(crate) fn add(
        &mut self,
        topic: Option<String>,
        members: Vec<User>,
        delay_ms: u64,
        ours: bool,
    ) -> String {
        let id = format!("19:{}@thread.v2", self.chats.len());
        self.chats.push(Chat {
            id: id.clone(),
            topic,
            members,
            created_ms: self.graph_ms(),
            listed_ms: self.now_ms + delay_ms,
            last_message_ms: self.now_ms,
            ours,
        });
        id
    }

    /// Graph's answer; a status of 0 stands for no answer at all.
    pub(crate) fn answer(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&str>,
    ) -> (u16, Vec<(String, String)>, Value) {
        if self.habits.is_busy && self.random.chance(20) {
            self.others_go_on();
        }
        let answer = match (method, path) {
            (Method::Post, _) => self.create(body.unwrap_or_default()),
            (_, path) if path.starts_with("/chats?") => self.list_chats(path),
            (_, path) if path.contains("/members") => self.list_members(path),
            _ => (404, Vec::new(), Value::Null),
        };
        self.log.push(format!("{:>7} ms  {method:?} {path}: {}", self.now_ms, answer.0));
        answer
    }

    /// Somebody writes in an old chat, or makes one that is equal to another.
    fn others_go_on(&mut self) {
        let Some(at) = self.random.below(self.chats.len() as u64 + 1).checked_sub(1) else { return };
        let at = usize::try_from(at).unwrap();
        if self.random.chance(70) || self.chats.len() >= MOST_CHATS {
            self.chats[at].last_message_ms = self.now_ms;
        } else {
            let Chat { topic, members, .. } = self.chats[at].clone();
            let delay_ms = self.random.below(20_000);
            self.add(topic, members, delay_ms, false);
        }
    }

    fn create(&mut self, body: &str) -> (u16, Vec<(String, String)>, Value) {
        let body: Value = serde_json::from_str(body).unwrap();
        let topic = body["topic"].as_str().map(str::to_owned);
        let members: Vec<User> = body["members"].as_array().unwrap().iter().map(user_of).collect();
        let throttled = self.random.chance(self.habits.throttled_percent);
        self.posts.push(Post { topic: topic.clone(), members: members.clone(), throttled });
        if throttled {
            let seconds = self.random.between(1, 3).to_string();
            return (429, vec![("Retry-After".to_owned(), seconds)], Value::Null);
        }
        let lost = self.random.chance(self.habits.lost_percent);
        if lost && self.random.chance(40) {
            return (self.random.one_of(&[0, 500, 502, 504]), Vec::new(), Value::Null);
        }
        let delay_ms = self.random.below(20_001);
        let id = self.add(topic, members, delay_ms, true);
        if lost {
            return (self.random.one_of(&[0, 204, 500, 504]), Vec::new(), Value::Null);
        }
        (201, Vec::new(), json!({ "id": id, "chatType": "group" }))
    }

    fn list_fault(&mut self) -> Option<u16> {
        if self.habits.refuses_lists {
            return Some(403);
        }
        self.random.chance(self.habits.list_faults_percent).then(|| self.random.one_of(&[0, 500, 502, 204]))
    }

    fn list_chats(&mut self, path: &str) -> (u16, Vec<(String, String)>, Value) {
        if let Some(status) = self.list_fault() {
            return (status, Vec::new(), Value::Null);
        }
        let since =
            path.split_once("lastUpdatedDateTime%20ge%20").map(|(_, since)| since.split('&').next().unwrap());
        if since.is_some() && !self.habits.takes_filter {
            return (400, Vec::new(), json!({ "error": { "code": "BadRequest", "message": "$filter" } }));
        }
        let graph_begin_ms = BEGIN_MS.saturating_add_signed(self.habits.ahead_ms);
        let mut listed: Vec<Chat> =
            self.chats.iter().filter(|chat| chat.listed_ms <= self.now_ms).cloned().collect();
        if since.is_some() {
            // The client asks from a minute before its own begin.
            listed.retain(|chat| {
                chat.created_ms.max(graph_begin_ms + chat.last_message_ms) + 1_000 >= BEGIN_MS - 60_000
            });
        }
        listed.sort_by_key(|chat| std::cmp::Reverse(chat.last_message_ms));
        if !path.contains("skiptoken") {
            self.lists_ms.push(self.now_ms);
        }
        let resource = |chat: &Chat| {
            let shown: Vec<Value> = chat.members.iter().take(25).map(|user| member(*user)).collect();
            json!({
                "id": chat.id, "chatType": "group", "topic": chat.topic,
                "createdDateTime": date(chat.created_ms), "members": shown
            })
        };
        let value: Vec<Value> = listed.iter().map(resource).collect();
        (200, Vec::new(), self.page(path, &value, self.habits.page_size, "https://evil.example/v1.0/chats"))
    }

    fn list_members(&mut self, path: &str) -> (u16, Vec<(String, String)>, Value) {
        if let Some(status) = self.list_fault() {
            return (status, Vec::new(), Value::Null);
        }
        let id = path.trim_start_matches("/chats/").split('/').next().unwrap();
        let Some(chat) = self.chats.iter().find(|chat| chat.id == id) else {
            return (404, Vec::new(), Value::Null);
        };
        let value: Vec<Value> = chat.members.iter().map(|user| member(*user)).collect();
        (200, Vec::new(), self.page(path, &value, 12, "https://evil.example/v1.0/members"))
    }

    /// A page: `$skiptoken` says where it begins, and whether the empty one before it was given.
    fn page(&self, path: &str, value: &[Value], size: usize, elsewhere: &str) -> Value {
        let token = path.split_once("$skiptoken=").map_or("0", |(_, token)| token);
        let (start, emptied) = (token.trim_end_matches('e').parse().unwrap_or(0), token.ends_with('e'));
        let is_empty = self.habits.empty_pages && !emptied;
        let end = if is_empty { start } else { (start + size).min(value.len()) };
        let mut page = json!({ "value": value.get(start..end).unwrap_or_default() });
        if is_empty || end < value.len() {
            let base = path.split("$skiptoken").next().unwrap().trim_end_matches(['&', '?']);
            let joint = if base.contains('?') { '&' } else { '?' };
            let token = if is_empty { format!("{start}e") } else { end.to_string() };
            let link = format!("{ROOT}{base}{joint}$skiptoken={token}");
            page["@odata.nextLink"] =
                if self.habits.leads_elsewhere { elsewhere.into() } else { Value::from(link) };
        }
        page
    }
}

fn user_of(member: &Value) -> User {
    let bind = member["user@odata.bind"].as_str().unwrap();
    let id = bind.split_once("users('").unwrap().1.trim_end_matches("')").to_lowercase();
    match id.strip_prefix("user") {
        Some(rest) => rest.split('@').next().unwrap().parse().unwrap(),
        None => User::from_str_radix(id.split('-').next().unwrap(), 16).unwrap(),
    }
}

/// Every third hides its address.
fn member(user: User) -> Value {
    let email = if has_address(user) { Value::from(address_of(user)) } else { Value::Null };
    json!({ "id": format!("M{user}"), "userId": id_of(user), "email": email, "roles": [] })
}

pub(crate) fn has_address(user: User) -> bool {
    !user.is_multiple_of(3)
}

/// With all the digits that Graph shows.
fn date(time_ms: u64) -> String {
    let seconds = time_ms / 1_000;
    let days = i64::try_from(seconds / 86_400).unwrap();
    let (era, day) = ((days + 719_468) / 146_097, (days + 719_468) % 146_097);
    let year_of_era = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * march + 2) / 5 + 1, if march < 10 { march + 3 } else { march - 9 });
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", time_ms % 1_000)
}

/// What a request gets, or none at all.
pub(crate) fn respond(world: &mut World, request: &HttpRequest) -> Option<HttpResponse> {
    let Some(path) = request.url.strip_prefix(ROOT) else {
        world.problems.push(format!("{} is asked, with the token", request.url));
        return None;
    };
    if path != "/$batch" {
        let (status, headers, body) = world.answer(request.method, path, request.body.as_deref());
        return (status != 0).then(|| response(status, headers, &body));
    }
    let sent: Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
    let mut responses = Vec::new();
    for inner in sent["requests"].as_array().unwrap() {
        let method = if inner["method"] == "GET" { Method::Get } else { Method::Post };
        let body = inner.get("body").map(Value::to_string);
        let (status, headers, body) = world.answer(method, inner["url"].as_str().unwrap(), body.as_deref());
        if status != 0 {
            let headers: serde_json::Map<_, _> =
                headers.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
            responses.push(json!({ "id": inner["id"], "status": status, "headers": headers, "body": body }));
        }
    }
    Some(response(200, Vec::new(), &json!({ "responses": responses })))
}

fn response(status: u16, headers: Vec<(String, String)>, body: &Value) -> HttpResponse {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    HttpResponse { status, headers: msgraph_chats::Headers::new(headers), body }
}
