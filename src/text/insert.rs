//! Inserting into a list.

use std::mem;

/// Inserts an item; behind all others where there is no such place. The standard library's way can panic, and says so with numbers,
/// whose formatting is larger than all of this.
pub(crate) fn insert<T>(list: &mut Vec<T>, place: usize, mut item: T) {
    list.iter_mut().skip(place).for_each(|other| mem::swap(other, &mut item));
    list.push(item);
}

#[cfg(test)]
mod tests {
    use super::insert;

    #[test]
    fn it_inserts_as_the_standard_one_does() {
        for place in 0..=3 {
            let (mut ours, mut theirs) = (vec![0, 1, 2], vec![0, 1, 2]);
            insert(&mut ours, place, 7);
            theirs.insert(place, 7);
            assert_eq!(ours, theirs);
        }
    }
}
