//! Lists, a page at a time.

use super::send::Sends;
use crate::endpoints::{Endpoint, Request};
use crate::graph::GraphOptions;
use crate::graph::location::Location;
use crate::results::{Failure, FailureKind};
use crate::text::json::{Document, Elements, push_value, read};

/// A list that is being read.
pub(super) struct Pages<'o> {
    options: &'o GraphOptions,
    endpoint: &'static Endpoint,
    next: Option<String>,
    asked: Vec<String>,
}

impl<'o> Pages<'o> {
    pub(super) fn new(options: &'o GraphOptions, first: Request) -> Self {
        Self { options, endpoint: first.endpoint, next: Some(first.url), asked: Vec::new() }
    }

    /// The next page as Graph's JSON text, which [`elements`] walks; `None` at the end.
    pub(super) async fn next(&mut self, sender: &mut dyn Sends) -> Result<Option<String>, Box<Failure>> {
        let Some(url) = self.next.take() else { return Ok(None) };
        self.asked.push(url.clone());
        let (answer, attempts) = sender.send(Request::reading(self.endpoint, url)).await?;
        match self.link(&answer.response.body) {
            Link::None => {}
            Link::To(url) => self.next = Some(url),
            Link::Refused => {
                let message = "The link to the next page is on another origin, or was followed already.";
                let mut failure = Failure::new(FailureKind::Protocol, message);
                failure.status = Some(answer.response.status);
                failure.request_id = answer.request_id;
                failure.attempts = attempts;
                return Err(failure);
            }
        }
        Ok(Some(answer.response.body))
    }

    fn link(&self, page: &str) -> Link {
        let page = read(page);
        let link = page.get("@odata.nextLink");
        let Some(link) = link.filter(|link| !link.is_null()) else { return Link::None };
        let location = link.as_str().and_then(|link| Location::read(link, self.options));
        let url = location.map(|location| location.url(self.options, self.options.api_version));
        url.filter(|url| !self.asked.contains(url)).map_or(Link::Refused, Link::To)
    }
}

enum Link {
    None,
    To(String),
    Refused,
}

/// What a page or another list holds.
pub(super) fn elements<'d>(page: &'d Document<'d>) -> Elements<'d> {
    page.root().of("value").elements()
}

/// All of a list, as the JSON text of an object with `value`, whatever its pages.
pub(super) async fn read_all(
    sender: &mut dyn Sends,
    options: &GraphOptions,
    first: Request,
) -> Result<String, Box<Failure>> {
    let mut pages = Pages::new(options, first);
    let mut list = String::from("{\"value\":[");
    while let Some(page) = pages.next(sender).await? {
        for element in elements(&read(&page)) {
            if !list.ends_with('[') {
                list.push(',');
            }
            push_value(&mut list, element);
        }
    }
    list.push_str("]}");
    Ok(list)
}
