//! What is reached with many chats alone.

use super::run::Run;
use super::story::Story;
use crate::counts::Counts;
use crate::log::What;

pub(crate) const WANTED: &str = "
    left out; answered twice; contradicted; unreadable; answers one; answers a batch; a batch that cannot be read;
    all the same; a batch of 20; 16 batches at once;
    the source fails; the source rests; the source hurries after a while;
    a request that was asked for is not waited for; the consumer rests until nothing is read;
    aborted before anything is read; aborted while a token is awaited; aborted while answers are awaited;
    aborted while everything waits; aborted at the end;
    longer waits than accepted; a run of 200 requests without a fault; Validation, NotCreated";

/// Counts what a run reached.
pub(crate) fn add(counts: &mut Counts, run: &Run, story: &Story) {
    let (world, scenario) = (&run.world, &run.world.scenario);
    counts.add(world, run.results());
    let (mut in_flight, mut asking, mut undelivered) = (0_usize, false, 0_usize);
    let mut last_is_pause = false;
    for (place, entry) in world.log.iter().enumerate() {
        match &entry.what {
            What::Sent(number) => {
                in_flight += 1;
                if world.exchanges[*number].items.len() == 20 {
                    counts.hit("a batch of 20");
                }
                if in_flight == 16 {
                    counts.hit("16 batches at once");
                }
            }
            What::Answered(_) | What::SendFailed(_) | What::SendDropped(_) => in_flight -= 1,
            What::TokenAsked(_) => asking = true,
            What::TokenGiven(_) | What::TokenFailed | What::TokenDropped => asking = false,
            What::ReadDropped => counts.hit("a request that was asked for is not waited for"),
            What::SourceFailed => counts.hit("the source fails"),
            What::Emitted(_) => undelivered += 1,
            What::Taken => undelivered -= 1,
            What::Progress(progress) => last_is_pause = progress.paused_for_ms.is_some(),
            What::Aborted => counts.hit(match () {
                () if story.read == 0 => "aborted before anything is read",
                () if asking => "aborted while a token is awaited",
                () if last_is_pause => "aborted while everything waits",
                () if in_flight > 0 => "aborted while answers are awaited",
                () if world.log.len() < place + 4 => "aborted at the end",
                () => "aborted otherwise",
            }),
            What::Ended(_) => break,
            _ => {}
        }
        if undelivered == scenario.bulk.batch_size * 2 {
            counts.hit("the consumer rests until nothing is read");
        }
    }
    let source = scenario.source;
    if source.rests.is_some_and(|(at, _)| at < story.read) {
        counts.hit("the source rests");
    }
    if source.slowest_ms > 0 && source.slow.is_some_and(|(_, end)| (1..story.read).contains(&end)) {
        counts.hit("the source hurries after a while");
    }
    if !story.closed.is_empty() {
        counts.hit("longer waits than accepted");
    }
    let created = run.results().filter(|(_, result)| result.is_ok()).count();
    if created >= 200 && created == world.desk.outcomes.len() {
        counts.hit("a run of 200 requests without a fault");
    }
}
