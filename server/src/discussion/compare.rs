//! Compares two wordings word by word.

use domain::discussion::{Change, Changed};
use similar::{ChangeTag, TextDiff};

/// Up to this size texts are compared by words or by lines: the diff takes quadratic time.
const MOST: usize = 2_000;

/// The changes from an earlier text to a later one.
pub(super) fn compare(earlier: &str, later: &str) -> Vec<Change> {
    let fit = |count: fn(&str) -> usize| count(earlier).max(count(later)) <= MOST;
    if fit(|text| 2 * text.split_whitespace().count()) {
        changes(&TextDiff::from_words(earlier, later))
    } else if fit(|text| text.lines().count()) {
        changes(&TextDiff::from_lines(earlier, later))
    } else {
        let mut changes = Changes::default();
        changes.take(Changed::Removed, earlier);
        changes.take(Changed::Inserted, later);
        changes.end()
    }
}

fn changes<'t>(diff: &TextDiff<'t, 't, 't, str>) -> Vec<Change> {
    let mut told = Changes::default();
    for change in diff.iter_all_changes() {
        let changed = match change.tag() {
            ChangeTag::Equal => Changed::Not,
            ChangeTag::Delete => Changed::Removed,
            ChangeTag::Insert => Changed::Inserted,
        };
        told.take(changed, change.value());
    }
    told.end()
}

/// Merges adjacent changes into one removal followed by one insertion. A blank between two of them belongs to both.
#[derive(Default)]
struct Changes {
    done: Vec<Change>,
    removed: String,
    inserted: String,
    blank: String,
}

impl Changes {
    fn take(&mut self, changed: Changed, words: &str) {
        if changed == Changed::Not {
            let between = !self.removed.is_empty() || !self.inserted.is_empty();
            if between && words.chars().all(|letter| letter == ' ') {
                self.blank.push_str(words);
            } else {
                self.close();
                self.add(Changed::Not, words);
            }
            return;
        }
        let blank = std::mem::take(&mut self.blank);
        self.removed.push_str(&blank);
        self.inserted.push_str(&blank);
        if changed == Changed::Removed { self.removed.push_str(words) } else { self.inserted.push_str(words) }
    }

    fn close(&mut self) {
        let (removed, inserted) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.inserted));
        let blank = std::mem::take(&mut self.blank);
        self.add(Changed::Removed, &removed);
        self.add(Changed::Inserted, &inserted);
        self.add(Changed::Not, &blank);
    }

    fn add(&mut self, changed: Changed, words: &str) {
        match self.done.last_mut() {
            _ if words.is_empty() => {}
            Some(last) if last.changed == changed => last.words.push_str(words),
            _ => self.done.push(Change { changed, words: words.to_owned() }),
        }
    }

    fn end(mut self) -> Vec<Change> {
        self.close();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Changed::{Inserted, Not, Removed};
    use proptest::prelude::*;

    fn told(earlier: &str, later: &str) -> Vec<(Changed, String)> {
        compare(earlier, later).into_iter().map(|change| (change.changed, change.words)).collect()
    }

    fn of(told: &[(Changed, &str)]) -> Vec<(Changed, String)> {
        told.iter().map(|(changed, words)| (*changed, (*words).to_owned())).collect()
    }

    #[test]
    fn what_changed_is_told_in_runs() {
        assert_eq!(
            told("We gave twice 10 mg, I believe.", "We gave twice 5 mg, I am sure."),
            of(&[
                (Not, "We gave twice "),
                (Removed, "10"),
                (Inserted, "5"),
                (Not, " mg, I "),
                (Removed, "believe."),
                (Inserted, "am sure.")
            ])
        );
        assert_eq!(told("same words", "same words"), of(&[(Not, "same words")]));
        assert_eq!(told("", "new"), of(&[(Inserted, "new")]));
        assert_eq!(told("a b c", "x y z"), of(&[(Removed, "a b c"), (Inserted, "x y z")]));
    }

    #[test]
    fn what_is_long_and_wholly_new_is_told_as_such() {
        let (long, other) = ("a ".repeat(5_000), "b ".repeat(5_000));
        assert_eq!(told(&long, &other), of(&[(Removed, &long), (Inserted, &other)]));
        let (long, other) = ("a\n".repeat(5_000), "b\n".repeat(5_000));
        assert_eq!(told(&long, &other), of(&[(Removed, &long), (Inserted, &other)]));
        let one = format!("first\n{}", "a b c d e f\n".repeat(800));
        assert_eq!(told(&one, &one.replace("first", "last")).len(), 3);
    }

    proptest! {
        #[test]
        fn both_wordings_can_be_read_off(earlier in "([ab]{1,2}|[ \n]){0,30}", later in "([ab]{1,2}|[ \n]){0,30}") {
            let changes = compare(&earlier, &later);
            let without = |gone: Changed| -> String {
                changes.iter().filter(|change| change.changed != gone).map(|change| change.words.as_str()).collect()
            };
            prop_assert_eq!(without(Inserted), earlier);
            prop_assert_eq!(without(Removed), later);
            prop_assert!(changes.windows(2).all(|pair| matches!(pair, [one, other] if one.changed != other.changed)));
        }
    }
}
