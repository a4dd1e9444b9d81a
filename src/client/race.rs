//! Two futures, the first one to end wins.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Which one ended.
pub(crate) enum Raced<A, B> {
    First(A),
    Second(B),
}

/// Runs both until one ends; the first is asked first, and the other is dropped.
pub(crate) async fn race<A: Future, B: Future>(first: A, second: B) -> Raced<A::Output, B::Output> {
    let mut first = pin!(first);
    let mut second = pin!(second);
    poll_fn(|context| {
        if let Poll::Ready(output) = first.as_mut().poll(context) {
            return Poll::Ready(Raced::First(output));
        }
        second.as_mut().poll(context).map(Raced::Second)
    })
    .await
}
