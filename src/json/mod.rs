//! JSON text read without copying: a flat list of nodes over the text, so that a request of any size costs one allocation.

mod number;
mod parse;
mod string;
mod value;
mod write;

pub(crate) use parse::{Dialect, parse};
pub(crate) use value::{Kind, Value};
pub(crate) use write::{push_number, push_quoted, push_value};

/// One value of the text; the nodes of what it holds follow it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    kind: Kind,
    /// Text of a string (without quotes) or a number: where it starts and ends, in bytes.
    start: u32,
    end: u32,
    /// How many nodes this value takes, itself included.
    span: u32,
}

/// A parsed text.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    text: &'a str,
    nodes: Vec<Node>,
}

impl<'a> Document<'a> {
    /// The outermost value.
    pub(crate) fn root(&'a self) -> Value<'a> {
        Value::new(self.text, &self.nodes)
    }
}
