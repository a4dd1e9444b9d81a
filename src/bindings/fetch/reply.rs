//! Waiting for JavaScript: what is begun there is answered once, with a text, through one callback that all share.
//!
//! A promise would cost two callbacks of its own for each wait, which takes longer than a whole answer.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/wait.js")]
extern "C" {
    /// What was begun.
    pub type Wait;

    /// Gives it up: it is not answered any more.
    #[wasm_bindgen(method)]
    fn cancel(this: &Wait);

    /// Whom to call with the number of a wait and its answer.
    #[wasm_bindgen(js_name = settleBy)]
    fn settle_by(settle: JsValue);
}

/// Makes ready for answers, once when the module starts.
pub(crate) fn take_answers() {
    settle_by(Closure::<dyn Fn(usize, String)>::new(settle).into_js_value());
}

thread_local! {
    static PLACES: Cell<Places> = const { Cell::new(Places { taken: Vec::new(), free: Vec::new() }) };
}

/// Where the answers go, by the number of the wait.
#[derive(Default)]
struct Places {
    taken: Vec<Option<Rc<Place>>>,
    free: Vec<usize>,
}

#[derive(Default)]
struct Place {
    answer: Cell<Option<String>>,
    is_answered: Cell<bool>,
    waker: Cell<Option<Waker>>,
}

fn settle(number: usize, answer: String) {
    let places = PLACES.take();
    let place = places.taken.get(number).cloned().flatten();
    PLACES.set(places);
    if let Some(place) = place {
        place.answer.set(Some(answer));
        place.is_answered.set(true);
        if let Some(waker) = place.waker.take() {
            waker.wake();
        }
    }
}

/// A new place for an answer.
fn enter() -> (usize, Rc<Place>) {
    let place = Rc::<Place>::default();
    let mut places = PLACES.take();
    let number = places.free.pop().unwrap_or(places.taken.len());
    match places.taken.get_mut(number) {
        Some(free) => *free = Some(Rc::clone(&place)),
        None => places.taken.push(Some(Rc::clone(&place))),
    }
    PLACES.set(places);
    (number, place)
}

/// The answer of JavaScript; dropped before, it gives up what was begun. One waits at a time: a later wait takes the place of an
/// earlier one.
pub(crate) struct Reply {
    number: usize,
    place: Rc<Place>,
    wait: Wait,
}

impl Reply {
    /// Begins something that is answered under the number.
    pub(crate) fn to(begin: impl FnOnce(usize) -> Wait) -> Self {
        let (number, place) = enter();
        Self { number, place, wait: begin(number) }
    }

    /// Whether the answer has come.
    pub(crate) fn is_answered(&self) -> bool {
        self.place.is_answered.get()
    }

    /// Ready once the answer has come, which is left where it is.
    pub(crate) fn poll_answered(&self, context: &Context<'_>) -> Poll<()> {
        if self.is_answered() {
            return Poll::Ready(());
        }
        self.place.waker.set(Some(context.waker().clone()));
        Poll::Pending
    }
}

/// A reply that is read once it has come.
pub(crate) struct Read<T> {
    reply: Reply,
    read: fn(&str) -> T,
}

impl Reply {
    /// What `read` makes of the answer.
    pub(crate) fn read<T>(self, read: fn(&str) -> T) -> Read<T> {
        Read { reply: self, read }
    }
}

impl<T> Future for Read<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        self.reply
            .poll_answered(context)
            .map(|()| (self.read)(&self.reply.place.answer.take().unwrap_or_default()))
    }
}

impl Drop for Reply {
    fn drop(&mut self) {
        let mut places = PLACES.take();
        if let Some(place) = places.taken.get_mut(self.number) {
            *place = None;
            places.free.push(self.number);
        }
        PLACES.set(places);
        if !self.is_answered() {
            self.wait.cancel();
        }
    }
}
