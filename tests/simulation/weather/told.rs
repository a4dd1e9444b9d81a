//! What the caller is told on the way: the rate, how long everything waits, and how long the rest takes.

use super::Weather;
use crate::log::What;

#[test]
fn the_time_left_is_what_the_learned_limit_says() {
    let weather = Weather::steady(30.0).retry_after(2).count(6_000);
    let run = weather.run(1);
    let told = run.world.log.iter().filter_map(|entry| match &entry.what {
        What::Progress(progress) => Some((entry.at_ms, progress)),
        _ => None,
    });
    let (mut waits, mut wrong) = (0, Vec::new());
    for (at_ms, progress) in told.filter(|(at_ms, _)| (15_000..run.ended_ms - 5_000).contains(at_ms)) {
        let (left_ms, rate) = (progress.time_left_ms.unwrap(), progress.per_second.unwrap());
        let truth = left_ms as f64 / (run.ended_ms - at_ms) as f64;
        // A look whether the limit has risen is faster for a while, and costs a wait that nobody can foretell.
        if !(0.7..=1.15).contains(&truth) || !(24.0..=45.0).contains(&rate) {
            wrong.push(format!("at {at_ms} ms: {left_ms} ms, {rate} a second"));
        }
        if let Some(wait_ms) = progress.paused_for_ms {
            waits += 1;
            let count = progress.total.unwrap() - progress.created - progress.failed;
            let least_ms = wait_ms as f64 + count as f64 * 1_000.0 / rate;
            let is_with_the_wait = (left_ms as f64 - least_ms).abs() < 2.0;
            if !(1..=2_000).contains(&wait_ms) || !is_with_the_wait {
                wrong.push(format!("at {at_ms} ms: {left_ms} ms are left, {wait_ms} ms of them waiting"));
            }
        }
    }
    assert!(waits > 0, "it waits once");
    assert!(wrong.is_empty(), "of {} ms, {}", run.ended_ms, wrong.join("\n"));
}
