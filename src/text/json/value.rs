//! A value of a parsed text, and the walk over what it holds.

use super::{Document, Node};
use crate::text::search;

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

/// What JavaScript had in the place of an unreadable value, as far as a message can say what to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Undefined,
    Set,
    Map,
    Promise,
    Date,
    Other,
}

/// A value; copying it copies two references.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'a> {
    document: &'a Document<'a>,
    node: &'a Node,
}

impl<'a> Value<'a> {
    pub(super) fn new(document: &'a Document<'a>, node: &'a Node) -> Self {
        Self { document, node }
    }

    pub(crate) fn kind(self) -> Kind {
        self.node.kind
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
        self.node.text_in(self.document.text)
    }

    /// A string's content; `None` for other kinds and for strings that are not well-formed Unicode.
    pub(crate) fn as_str(self) -> Option<&'a str> {
        let (kind, text) = self.content();
        (kind == Kind::String).then_some(text)
    }

    /// A whole number that is written without sign, fraction or exponent.
    pub(crate) fn as_u64(self) -> Option<u64> {
        if self.kind() == Kind::Number { search::whole_number(self.raw()) } else { None }
    }

    /// What an unreadable value is: its last digit says so.
    pub(crate) fn class(self) -> Class {
        match (self.kind(), self.raw().as_bytes()) {
            (Kind::Unreadable, [.., b'1']) => Class::Undefined,
            (Kind::Unreadable, [.., b'2']) => Class::Set,
            (Kind::Unreadable, [.., b'3']) => Class::Map,
            (Kind::Unreadable, [.., b'4']) => Class::Promise,
            (Kind::Unreadable, [.., b'5']) => Class::Date,
            _ => Class::Other,
        }
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
        let [found] = self.pick(&[name]);
        found
    }

    /// The same; one that holds nothing where there is none.
    pub(crate) fn of(self, name: &str) -> Value<'a> {
        self.get(name).unwrap_or(Value::new(self.document, &Node::NOTHING))
    }

    /// The properties of these names.
    pub(crate) fn pick<const N: usize>(self, names: &[&str; N]) -> [Option<Value<'a>>; N] {
        let mut found = [None; N];
        self.pick_into(names, &mut found);
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

    /// The text that stands for the value: a string's with its escapes decoded; of kind `Unreadable` where half of a surrogate pair
    /// had to be replaced.
    fn content(self) -> (Kind, &'a str) {
        let last = self.node.behind.wrapping_sub(1);
        match self.document.nodes.get(last as usize) {
            Some(decoded) if self.kind() == Kind::EscapedString => {
                (decoded.kind, decoded.text_in(&self.document.decoded))
            }
            _ => (self.kind(), self.raw()),
        }
    }

    fn inside(self, kind: Kind) -> Run<'a> {
        let end = if self.kind() == kind { self.node.behind } else { 0 };
        Run { document: self.document, at: self.node.start, end }
    }
}

impl Node {
    fn text_in<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Values that follow each other.
struct Run<'a> {
    document: &'a Document<'a>,
    at: u32,
    end: u32,
}

impl<'a> Run<'a> {
    fn take_first(&mut self) -> Option<Value<'a>> {
        (self.at < self.end).then_some(())?;
        let node = self.document.nodes.get(self.at as usize)?;
        self.at = node.behind;
        Some(Value::new(self.document, node))
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
        Some((name.content().1, self.0.take_first()?))
    }
}
