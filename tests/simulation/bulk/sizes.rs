//! Requests that are too large for one batch together.

use std::rc::Rc;

use super::invariants::well_formed;
use super::run::run_scenario;
use crate::random::Random;
use crate::requests::{Kind, Planned};
use crate::scenario::Scenario;

#[test]
fn bodies_too_large_together_go_in_several_batches() {
    let sizes =
        [900_000, 900_000, 900_000, 900_000, 900_000, 10, 3_999_900, 10, 4_200_000, 1_999_700, 1_999_700];
    let mut scenario = Scenario::calm(0, None, 40);
    let requests: Vec<Planned> = sizes
        .iter()
        .enumerate()
        .map(|(index, size)| {
            let padding = "x".repeat(*size);
            let text = format!(
                r#"{{"chatType":"group","topic":"zz{index}.{padding}","members":["a@contoso.com","b@contoso.com"]}}"#
            );
            Planned { kind: Kind::Group, own_text: Some(text) }
        })
        .collect();
    scenario.requests = Rc::new(requests);
    let run = run_scenario(Random::new(1), scenario, u64::MAX);
    assert!(matches!(run.result, Ok(Ok(()))));
    assert!(run.results().all(|(_, result)| result.is_ok()));
    assert!(run.world.graph.made.values().all(|ids| ids.len() == 1));
    assert_eq!(run.world.graph.made.len(), sizes.len());
    assert!(run.world.exchanges.iter().all(|exchange| well_formed(&run.world.scenario, exchange)));
    let alone: Vec<usize> = run
        .world
        .exchanges
        .iter()
        .filter(|exchange| exchange.request.url.ends_with("/chats"))
        .flat_map(|exchange| exchange.items.clone())
        .collect();
    assert_eq!(alone, [6, 8], "too large for a batch even without others");
    assert!(run.world.exchanges.iter().any(|exchange| exchange.items.len() > 2), "others go together");
}
