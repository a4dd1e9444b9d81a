//! How often something was reached, so that the simulation cannot become one of nothing.

use std::collections::BTreeMap;

use crate::seeds::Reached;

#[derive(Default)]
pub(crate) struct Counts(BTreeMap<String, u64>);

impl Counts {
    pub(crate) fn hit(&mut self, what: &str) {
        if let Some(count) = self.0.get_mut(what) {
            *count += 1;
        } else {
            self.0.insert(what.to_owned(), 1);
        }
    }

    /// What is wanted and was not reached.
    pub(crate) fn missing(&self, wanted: &[&str]) -> Vec<String> {
        wanted.iter().filter(|what| !self.0.contains_key(**what)).map(|what| (*what).to_owned()).collect()
    }
}

impl Reached for Counts {
    fn and(mut self, other: Self) -> Self {
        for (what, count) in other.0 {
            *self.0.entry(what).or_insert(0) += count;
        }
        self
    }

    /// The rarest first.
    fn table(&self) -> String {
        let mut rows: Vec<_> = self.0.iter().filter(|(what, _)| !what.is_empty()).collect();
        rows.sort_by_key(|(_, count)| **count);
        let rows = rows.into_iter().map(|(what, count)| format!("{count:>10}  {what}\n"));
        rows.collect()
    }
}
