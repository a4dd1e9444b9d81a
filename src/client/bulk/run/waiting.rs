//! Waiting for whichever comes first.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use super::super::super::attempt::Asked;
use super::super::BulkPort;
use super::super::batch_end::BatchEnd;
use super::Run;
use super::settling::Looked;
use crate::results::Cause;

pub(super) enum Event<'p> {
    Read(Result<Option<String>, Cause>),
    Asked(Asked<'p>),
    Ended(BatchEnd),
    Looked(Looked),
    /// It is time to look again, an outcome was taken, or the caller aborted.
    Other,
}

impl<'p, P: BulkPort> Run<'p, P> {
    pub(super) async fn next_event(&mut self, wake_at_ms: Option<u64>) -> Event<'p> {
        let port = self.port;
        let now_ms = port.elapsed_ms();
        let mut timer = pin!(async {
            match wake_at_ms {
                Some(at_ms) => port.sleep(at_ms.saturating_sub(now_ms)).await,
                None => std::future::pending().await,
            }
        });
        let mut aborted = pin!(port.aborted());
        let mut taken = pin!(port.taken());
        let (sending, asking, reading) = (&mut self.sending, &mut self.asking, &mut self.reading);
        let (looking, mailbox) = (&mut self.looking, &self.mailbox);
        poll_fn(|context| {
            for (index, batch) in sending.iter_mut().enumerate() {
                if let Poll::Ready(end) = batch.as_mut().poll(context) {
                    // The last one takes its place.
                    if let (Some(last), Some(place)) = (sending.pop(), sending.get_mut(index)) {
                        *place = last;
                    }
                    return Poll::Ready(Event::Ended(end));
                }
            }
            if let Some(future) = looking {
                if let Poll::Ready(looked) = future.as_mut().poll(context) {
                    *looking = None;
                    return Poll::Ready(Event::Looked(looked));
                }
                if mailbox.has_request() {
                    return Poll::Ready(Event::Other);
                }
            }
            // Each of these may run code of the caller's. If that aborts, its future ends, and so nothing further is begun.
            if let Some(future) = asking
                && let Poll::Ready(asked) = future.as_mut().poll(context)
            {
                *asking = None;
                return Poll::Ready(Event::Asked(asked));
            }
            if let Some(future) = reading
                && let Poll::Ready(request) = future.as_mut().poll(context)
            {
                return Poll::Ready(Event::Read(request));
            }
            let others: [Pin<&mut dyn Future<Output = ()>>; 3] =
                [aborted.as_mut(), timer.as_mut(), taken.as_mut()];
            for other in others {
                if other.poll(context).is_ready() {
                    return Poll::Ready(Event::Other);
                }
            }
            Poll::Pending
        })
        .await
    }
}
