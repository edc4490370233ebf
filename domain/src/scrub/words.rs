//! What single words can mean to a recogniser. Grouped by meaning; a word may stand in several groups.
//! Looked up once for each word of a text, in lower case, without copying the text.

use std::sync::LazyLock;

use super::vocabulary::{GROUPS, MONTHS, NUMERALS, STATES};

/// A set of meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Senses(u64);

impl Senses {
    pub(super) const NONE: Self = Self(0);

    /// A month; its number is the token's value.
    pub(super) const MONTH: Self = Self(1);
    /// A month's short form.
    pub(super) const SHORT_MONTH: Self = Self(1 << 1);
    /// A month that is also an everyday word: may, march, mar.
    pub(super) const MONTH_OR_WORD: Self = Self(1 << 2);
    /// A month that is also a person's name: April, June, August, Jan.
    pub(super) const MONTH_OR_NAME: Self = Self(1 << 3);
    pub(super) const WEEKDAY: Self = Self(1 << 4);
    /// One to nineteen, as a word.
    pub(super) const UNITS: Self = Self(1 << 5);
    /// Twenty to ninety, as a word.
    pub(super) const TENS: Self = Self(1 << 6);
    pub(super) const HUNDRED: Self = Self(1 << 7);
    /// First to nineteenth, twentieth and thirtieth.
    pub(super) const ORDINAL: Self = Self(1 << 8);
    /// st, nd, rd, th.
    pub(super) const ORDINAL_END: Self = Self(1 << 9);
    /// A preposition that may precede a date and much else.
    pub(super) const BEFORE_DATE: Self = Self(1 << 10);
    /// A word after which a number pair is nearly always a date.
    pub(super) const DATED: Self = Self(1 << 11);
    /// A word after which a month stands alone.
    pub(super) const BEFORE_MONTH: Self = Self(1 << 12);
    /// A unit of measure or something counted: the number before it is a quantity.
    pub(super) const MEASURE: Self = Self(1 << 13);
    /// A finding that is graded as a fraction: 3/10 pain, 4/5 strength.
    pub(super) const GRADED: Self = Self(1 << 14);
    /// Birth and its day.
    pub(super) const BIRTH: Self = Self(1 << 15);
    pub(super) const PHONE: Self = Self(1 << 16);
    pub(super) const FAX: Self = Self(1 << 17);
    /// A device called by a short number.
    pub(super) const PAGER: Self = Self(1 << 18);
    pub(super) const EXTENSION: Self = Self(1 << 19);
    /// The label of a record number, on its own.
    pub(super) const RECORD: Self = Self(1 << 20);
    /// An everyday word that labels a record number when a marker or a code follows.
    pub(super) const RECORD_OR_WORD: Self = Self(1 << 21);
    pub(super) const LICENCE: Self = Self(1 << 22);
    pub(super) const LICENCE_OR_WORD: Self = Self(1 << 23);
    /// number, no, id: makes a label of the word before it.
    pub(super) const MARKER: Self = Self(1 << 24);
    /// is, was, ending: may stand between a label and its value.
    pub(super) const LINK: Self = Self(1 << 25);
    pub(super) const SOCIAL: Self = Self(1 << 26);
    /// The end of a host name that is never an English word there.
    pub(super) const DOMAIN_END: Self = Self(1 << 27);
    /// The end of a host name that could also be a word: believed only with a path.
    pub(super) const COUNTRY_END: Self = Self(1 << 28);
    /// A network on which people have account names.
    pub(super) const NETWORK: Self = Self(1 << 29);
    /// m, f, man, woman: who an age belongs to.
    pub(super) const SEX: Self = Self(1 << 30);
    /// A person an age can be told of.
    pub(super) const PERSON: Self = Self(1 << 31);
    /// age, aged, turned.
    pub(super) const AGE: Self = Self(1 << 32);
    pub(super) const YEAR: Self = Self(1 << 33);
    pub(super) const OLD: Self = Self(1 << 34);
    /// Temperature, rate, saturation: a vital sign near 90 to 105 that is no age.
    pub(super) const VITAL: Self = Self(1 << 35);
    /// A state's short form; the value is the first digit of its zip codes.
    pub(super) const STATE: Self = Self(1 << 36);
    pub(super) const ZIP: Self = Self(1 << 37);
    /// A word that can follow a date or an age in a sentence, unlike a thing that is counted.
    pub(super) const CONTINUES: Self = Self(1 << 38);
    pub(super) const PLATE: Self = Self(1 << 39);
    /// Opens a code that is public: trial registrations, code systems, drug codes.
    pub(super) const PUBLIC_CODE: Self = Self(1 << 40);
    pub(super) const HOLIDAY: Self = Self(1 << 41);
    /// The first word of a holiday of several words.
    pub(super) const HOLIDAY_PART: Self = Self(1 << 43);
    /// A word for somebody of 90 or over.
    pub(super) const ELDER: Self = Self(1 << 44);
    /// How a web address opens: http, https.
    pub(super) const SCHEME: Self = Self(1 << 42);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of these meanings is among them.
    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

/// The meanings of a word and its value; nothing for a word that is not listed.
pub(super) fn look_up(word: &str) -> (Senses, u32) {
    let mut lower = [0_u8; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else { return UNKNOWN };
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    WORDS.find(lower).map_or(UNKNOWN, |entry| (entry.senses, entry.value))
}

const LONGEST: usize = 16;
const UNKNOWN: (Senses, u32) = (Senses::NONE, 0);

struct Entry {
    word: &'static str,
    senses: Senses,
    value: u32,
}

/// The words in a hash table with open addressing: one comparison for nearly every word of a text.
struct Words {
    entries: Vec<Entry>,
    /// Position in `entries` plus one; 0 is free.
    slots: Vec<u16>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { entries: Vec::with_capacity(1 << 10), slots: vec![0; SLOTS] };
    for (senses, value, group) in MONTHS.iter().chain(&NUMERALS).chain(&STATES) {
        words.learn(group, *senses, *value);
    }
    for (senses, group) in GROUPS {
        words.learn(group, *senses, 0);
    }
    words
});

/// Four times the words, so that runs stay short; a power of two.
const SLOTS: usize = 1 << 12;

impl Words {
    fn learn(&mut self, group: &'static str, senses: Senses, value: u32) {
        for word in group.split_whitespace() {
            let slot = self.slot(word.as_bytes());
            let found = self.slots.get(slot).and_then(|at| usize::from(*at).checked_sub(1));
            if let Some(known) = found.and_then(|at| self.entries.get_mut(at)) {
                known.senses = known.senses.or(senses);
                known.value = known.value.max(value);
            } else {
                self.entries.push(Entry { word, senses, value });
                if let (Some(free), Ok(at)) = (self.slots.get_mut(slot), u16::try_from(self.entries.len())) {
                    *free = at;
                }
            }
        }
    }

    fn find(&self, word: &[u8]) -> Option<&Entry> {
        self.entry(self.slot(word))
    }

    fn entry(&self, slot: usize) -> Option<&Entry> {
        self.slots.get(slot).and_then(|at| usize::from(*at).checked_sub(1)).and_then(|at| self.entries.get(at))
    }

    /// Where the word is, or the free slot where it would be.
    fn slot(&self, word: &[u8]) -> usize {
        let hash = word.iter().fold(0_usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(*byte)));
        let mut slot = hash % SLOTS;
        while self.entry(slot).is_some_and(|entry| entry.word.as_bytes() != word) {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_case_and_all_meanings() {
        let (senses, value) = look_up("MAY");
        assert!(senses.has(Senses::MONTH) && senses.has(Senses::MONTH_OR_WORD));
        assert_eq!(value, 5);
        assert_eq!(look_up("unlisted").0, Senses::NONE);
        assert_eq!(look_up("pneumonoultramicroscopic").0, Senses::NONE);
    }

    #[test]
    fn every_listed_word_can_be_found() {
        assert!(WORDS.entries.len() < SLOTS / 2);
        for entry in &WORDS.entries {
            assert!(entry.word.len() <= LONGEST, "{} is too long to look up", entry.word);
            assert!(entry.word.bytes().all(|byte| byte.is_ascii_lowercase()), "{} can never be a token", entry.word);
        }
    }
}
