//! A value of a parsed text, and the walk over what it holds.

use super::{Document, Node};
use crate::search;

/// What kind of value a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    True,
    False,
    Number,
    String,
    /// A string with a backslash in its text.
    EscapedString,
    Array,
    Object,
    /// What JavaScript could not write as JSON.
    Unreadable,
}

/// A value; copying it copies a reference and a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'a> {
    document: &'a Document<'a>,
    /// Which node it is.
    at: usize,
}

impl<'a> Value<'a> {
    pub(super) fn new(document: &'a Document<'a>, at: usize) -> Self {
        Self { document, at }
    }

    fn node(self) -> Option<&'a Node> {
        self.document.nodes.get(self.at)
    }

    pub(crate) fn kind(self) -> Kind {
        self.node().map_or(Kind::Unreadable, |node| node.kind)
    }

    pub(crate) fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    pub(crate) fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    pub(crate) fn is_array(self) -> bool {
        self.kind() == Kind::Array
    }

    pub(crate) fn is_string(self) -> bool {
        matches!(self.kind(), Kind::String | Kind::EscapedString)
    }

    /// The value's own text: of a string without its quotes, of a number its digits.
    pub(crate) fn raw(self) -> &'a str {
        self.text_in(self.document.text)
    }

    /// A string's content; `None` for other kinds and for strings that are not well-formed Unicode.
    pub(crate) fn as_str(self) -> Option<&'a str> {
        match self.kind() {
            Kind::String => Some(self.raw()),
            Kind::EscapedString if self.next().kind() == Kind::String => Some(self.content()),
            _ => None,
        }
    }

    /// A whole number that is written without sign, fraction or exponent.
    pub(crate) fn as_u64(self) -> Option<u64> {
        if self.kind() == Kind::Number { search::whole_number(self.raw()) } else { None }
    }

    /// The elements of an array; nothing for other kinds.
    pub(crate) fn elements(self) -> Elements<'a> {
        Elements(self.inside(Kind::Array))
    }

    /// The properties of an object in the order given; nothing for other kinds.
    pub(crate) fn properties(self) -> Properties<'a> {
        Properties(self.inside(Kind::Object))
    }

    /// The property of this name; the last one where a text repeats it, as `JSON.parse` does.
    pub(crate) fn get(self, name: &str) -> Option<Value<'a>> {
        let [found] = self.pick([name]);
        found
    }

    /// The properties of these names.
    pub(crate) fn pick<const N: usize>(self, names: [&str; N]) -> [Option<Value<'a>>; N] {
        let mut found = [None; N];
        self.pick_into(&names, &mut found);
        found
    }

    fn pick_into(self, names: &[&str], found: &mut [Option<Value<'a>>]) {
        for (name, value) in self.properties() {
            let mut places = names.iter().zip(&mut *found);
            if let Some((_, place)) = places.find(|(wanted, _)| **wanted == name) {
                *place = Some(value);
            }
        }
    }

    /// A string's content, with U+FFFD in place of half of a surrogate pair.
    fn content(self) -> &'a str {
        match self.kind() {
            Kind::EscapedString => self.next().text_in(&self.document.decoded),
            _ => self.raw(),
        }
    }

    fn text_in(self, text: &'a str) -> &'a str {
        self.node().and_then(|node| text.get(node.start as usize..node.end as usize)).unwrap_or_default()
    }

    /// The value of the next node.
    fn next(self) -> Value<'a> {
        Value { at: self.at.wrapping_add(1), ..self }
    }

    /// Where the next value stands.
    fn end(self) -> usize {
        self.node().map_or(self.at, |node| self.at.wrapping_add(node.span as usize))
    }

    fn inside(self, kind: Kind) -> Run<'a> {
        let end = if self.kind() == kind { self.end() } else { 0 };
        Run { first: self.next(), end }
    }
}

/// Values that follow each other.
struct Run<'a> {
    first: Value<'a>,
    end: usize,
}

impl<'a> Run<'a> {
    fn take_first(&mut self) -> Option<Value<'a>> {
        let first = self.first;
        (first.at < self.end).then_some(())?;
        self.first.at = first.end();
        Some(first)
    }
}

/// Walks an array.
pub(crate) struct Elements<'a>(Run<'a>);

impl<'a> Iterator for Elements<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        self.0.take_first()
    }
}

/// Walks an object.
pub(crate) struct Properties<'a>(Run<'a>);

impl<'a> Iterator for Properties<'a> {
    type Item = (&'a str, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let name = self.0.take_first()?;
        Some((name.content(), self.0.take_first()?))
    }
}
