//! Whether what is said of chats is true, now that nothing is under way any more.

use msgraph_chats::{CreatedChat, Failure, OnUnknown, Outcome};
use serde_json::Value;

use crate::requests::Kind;
use crate::world::World;

pub(crate) type Created = Result<CreatedChat, Box<Failure>>;

/// What is untrue of what became of requests, each by its index.
pub(crate) fn broken<'a>(
    world: &World,
    results: impl Iterator<Item = (usize, &'a Created)>,
) -> Vec<&'static str> {
    let (graph, scenario) = (&world.graph, &world.scenario);
    let mut broken = Vec::new();
    let may_be_twice =
        |index| scenario.kind(index) == Kind::Group && scenario.options.on_unknown == OnUnknown::Repeat;
    if graph.made.iter().any(|(index, ids)| ids.len() > 1 && !may_be_twice(*index)) {
        broken.push("a group was made twice");
    }
    for (index, result) in results {
        let is_made = graph.made.contains_key(&index);
        match result {
            Err(failure) if failure.outcome == Outcome::NotCreated && is_made => {
                broken.push("notCreated was said of a chat that exists");
            }
            Ok(CreatedChat::Created { chat, .. }) => {
                let said: Value = serde_json::from_str(chat).unwrap_or_default();
                if !said["id"].as_str().is_some_and(|id| graph.has(index, id)) {
                    broken.push("created was said of a chat that does not exist");
                }
            }
            Ok(CreatedChat::Accepted { .. }) if !is_made && !graph.is_there(index) => {
                broken.push("accepted was said of a chat that does not exist");
            }
            _ => {}
        }
    }
    broken
}
