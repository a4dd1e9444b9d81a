//! The people of the directory, each by a number.

use serde_json::{Value, json};

/// Somebody of the directory, by number.
pub(crate) type User = u64;

pub(crate) fn id_of(user: User) -> String {
    format!("{user:08x}-aaaa-4bbb-8ccc-{user:012x}")
}

pub(crate) fn address_of(user: User) -> String {
    format!("user{user}@contoso.example")
}

/// Every third hides it.
pub(crate) fn has_address(user: User) -> bool {
    !user.is_multiple_of(3)
}

/// Whom a member of a request binds.
pub(crate) fn user_of(member: &Value) -> User {
    let bind = member["user@odata.bind"].as_str().unwrap();
    let id = bind.split_once("users('").unwrap().1.trim_end_matches("')").to_lowercase();
    match id.strip_prefix("user") {
        Some(rest) => rest.split('@').next().unwrap().parse().unwrap(),
        None => User::from_str_radix(id.split('-').next().unwrap(), 16).unwrap(),
    }
}

/// As Graph lists a member, in the letters of whoever wrote it into the directory.
pub(crate) fn member(user: User) -> Value {
    let written = |text: String| if user.is_multiple_of(5) { text.to_uppercase() } else { text };
    let email = if has_address(user) { Value::from(written(address_of(user))) } else { Value::Null };
    json!({ "id": format!("M{user}"), "userId": written(id_of(user)), "email": email, "roles": [] })
}
