//! Two futures, the first one to end wins.

use std::future::{Future, poll_fn};
use std::task::Poll;

/// Which one ended.
pub(crate) enum Raced<A, B> {
    First(A),
    Second(B),
}

/// Runs both until one ends; the first is asked first, and the other is dropped.
pub(crate) fn race<A: Future, B: Future>(
    first: A,
    second: B,
) -> impl Future<Output = Raced<A::Output, B::Output>> {
    let mut both = (Box::pin(first), Box::pin(second));
    poll_fn(move |context| {
        if let Poll::Ready(output) = both.0.as_mut().poll(context) {
            return Poll::Ready(Raced::First(output));
        }
        both.1.as_mut().poll(context).map(Raced::Second)
    })
}
