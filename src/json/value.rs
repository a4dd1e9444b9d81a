//! A value of a parsed text, and the walk over what it holds.

use std::borrow::Cow;

use super::{Node, string};

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

/// A value; copying it copies two references.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'a> {
    text: &'a str,
    /// This value's node first; `None` of it is looked at beyond its span.
    nodes: &'a [Node],
}

impl<'a> Value<'a> {
    pub(super) fn new(text: &'a str, nodes: &'a [Node]) -> Self {
        Self { text, nodes }
    }

    fn node(self) -> Option<&'a Node> {
        self.nodes.first()
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
        self.node().and_then(|node| self.text.get(node.start as usize..node.end as usize)).unwrap_or_default()
    }

    /// A string's content; `None` for other kinds and for strings that are not well-formed Unicode.
    pub(crate) fn as_str(self) -> Option<Cow<'a, str>> {
        match self.kind() {
            Kind::String => Some(Cow::Borrowed(self.raw())),
            Kind::EscapedString => string::unescape(self.raw()).map(Cow::Owned),
            _ => None,
        }
    }

    /// A whole number that is written without sign, fraction or exponent.
    pub(crate) fn as_u64(self) -> Option<u64> {
        if self.kind() == Kind::Number { self.raw().parse().ok() } else { None }
    }

    /// The elements of an array; nothing for other kinds.
    pub(crate) fn elements(self) -> Elements<'a> {
        Elements { rest: if self.is_array() { self.inside() } else { self.empty() } }
    }

    /// The properties of an object in the order given; nothing for other kinds.
    pub(crate) fn properties(self) -> Properties<'a> {
        Properties { rest: if self.is_object() { self.inside() } else { self.empty() } }
    }

    /// The property of this name; the last one where a text repeats it, as `JSON.parse` does.
    pub(crate) fn get(self, name: &str) -> Option<Value<'a>> {
        self.properties().filter(|(key, _)| key == name).last().map(|(_, value)| value)
    }

    /// All nodes of this value, itself first.
    pub(super) fn own_nodes(self) -> &'a [Node] {
        let span = self.node().map_or(0, |node| node.span as usize);
        self.nodes.get(..span).unwrap_or_default()
    }

    fn inside(self) -> Value<'a> {
        Value { text: self.text, nodes: self.own_nodes().get(1..).unwrap_or_default() }
    }

    fn empty(self) -> Value<'a> {
        Value { text: self.text, nodes: &[] }
    }

    /// The first value of a run of values, and the run behind it.
    fn split_first(self) -> Option<(Value<'a>, Value<'a>)> {
        let node = self.node()?;
        let behind = self.nodes.get(node.span as usize..)?;
        Some((self, Value { text: self.text, nodes: behind }))
    }
}

/// Walks an array.
pub(crate) struct Elements<'a> {
    rest: Value<'a>,
}

impl<'a> Iterator for Elements<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let (value, behind) = self.rest.split_first()?;
        self.rest = behind;
        Some(value)
    }
}

/// Walks an object.
pub(crate) struct Properties<'a> {
    rest: Value<'a>,
}

impl<'a> Iterator for Properties<'a> {
    type Item = (Cow<'a, str>, Value<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (key, behind) = self.rest.split_first()?;
        let (value, behind) = behind.split_first()?;
        self.rest = behind;
        let name = match key.kind() {
            Kind::EscapedString => Cow::Owned(string::unescape_lossy(key.raw())),
            _ => Cow::Borrowed(key.raw()),
        };
        Some((name, value))
    }
}
