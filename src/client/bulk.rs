//! Many chats: batches under one shared pace, one outcome for each request.

mod batch_end;
mod group;
mod item;
mod mailbox;
mod run;

use std::future::Future;

use super::port::Port;
use crate::client::client_options::{BulkOptions, ClientOptions};
use crate::results::{BulkProgress, Cause, ChatOutcome, Failure};

/// What the loop needs for many chats, beside what it needs for one.
pub trait BulkPort: Port {
    /// The next request as JSON text; `None` at the end.
    fn next(&self) -> impl Future<Output = Result<Option<String>, Cause>>;

    /// Milliseconds of a clock that nobody sets, from any beginning.
    fn elapsed_ms(&self) -> u64;

    /// How many requests there are, where that is known beforehand.
    fn total(&self) -> Option<u64>;

    /// Hands on an outcome.
    fn emit(&self, outcome: ChatOutcome);

    /// How many outcomes nobody has taken yet.
    fn undelivered(&self) -> usize;

    /// Ends when an outcome has been taken.
    fn taken(&self) -> impl Future<Output = ()>;

    /// Tells the caller how far it is.
    fn progressed(&self, progress: &BulkProgress);
}

/// Creates many chats: reads as it goes, up to 20 a `$batch`, exactly one outcome for each request that was read.
///
/// # Errors
/// The source failed; what it had given before was carried through.
pub fn create_chats<'p, P: BulkPort>(
    port: &'p P,
    options: &'p ClientOptions,
    bulk: &'p BulkOptions,
) -> impl Future<Output = Result<(), Box<Failure>>> {
    run::Run::new(port, options, bulk).finish()
}
