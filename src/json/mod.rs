//! JSON text read without copying: a flat list of nodes over the text, so that a request of any size costs one allocation.
//! Strings with escapes, which are rare, are decoded once as they are read.

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
    /// What the strings with escapes stand for, one after the other.
    decoded: String,
    nodes: Vec<Node>,
}

impl Document<'_> {
    /// The outermost value.
    pub(crate) fn root(&self) -> Value<'_> {
        Value::new(self, 0)
    }
}
