//! What single words can mean to a recogniser, grouped by meaning; a word may be in several groups. Each word of a text
//! is looked up once, in lower case, without copying the text.

use std::sync::LazyLock;

use super::cue_words::CUES;
use super::vocabulary::{GROUPS, MONTHS, NUMERALS, STATES};
use super::word_table::WordTable;

/// A set of meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Senses(u128);

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
    /// A word after which a month may be alone.
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
    /// The end of a host name, and not an English word there.
    pub(super) const DOMAIN_END: Self = Self(1 << 27);
    /// The end of a host name that could also be a word: accepted only with a path.
    pub(super) const COUNTRY_END: Self = Self(1 << 28);
    /// A network on which people have account names.
    pub(super) const NETWORK: Self = Self(1 << 29);
    /// m, f, man, woman: words for the person whose age it is.
    pub(super) const SEX: Self = Self(1 << 30);
    /// A word for a person who can have an age.
    pub(super) const PERSON: Self = Self(1 << 31);
    /// age, aged, turned.
    pub(super) const AGE: Self = Self(1 << 32);
    pub(super) const YEAR: Self = Self(1 << 33);
    pub(super) const OLD: Self = Self(1 << 34);
    /// Temperature, rate, saturation: a vital sign with values near 90 to 105 that are not ages.
    pub(super) const VITAL: Self = Self(1 << 35);
    /// A state's abbreviation; the value is the first digit of its zip codes.
    pub(super) const STATE: Self = Self(1 << 36);
    pub(super) const ZIP: Self = Self(1 << 37);
    /// A word that can follow a date or an age in a sentence, as opposed to something that is counted.
    pub(super) const CONTINUES: Self = Self(1 << 38);
    pub(super) const PLATE: Self = Self(1 << 39);
    /// Starts a public code: trial registrations, code systems, drug codes.
    pub(super) const PUBLIC_CODE: Self = Self(1 << 40);
    pub(super) const HOLIDAY: Self = Self(1 << 41);
    /// The first word of a holiday of several words.
    pub(super) const HOLIDAY_PART: Self = Self(1 << 43);
    /// A word for somebody aged 90 or over.
    pub(super) const ELDER: Self = Self(1 << 44);
    /// How a web address starts: http, https.
    pub(super) const SCHEME: Self = Self(1 << 42);

    /// Comes before a name: Dr, Mrs.
    pub(super) const TITLE: Self = Self(1 << 64);
    /// A person by their relation to somebody: wife, daughter.
    pub(super) const RELATION: Self = Self(1 << 65);
    /// A person by their work or role: nurse, patient.
    pub(super) const ROLE: Self = Self(1 << 66);
    /// Announces a name: named, called, initials.
    pub(super) const NAMED: Self = Self(1 << 67);
    /// What people do, after their name: said, refused.
    pub(super) const SPEAKS: Self = Self(1 << 68);
    /// Comes after a clinician's name: MD, RN.
    pub(super) const CREDENTIAL: Self = Self(1 << 69);
    /// What is named after people: disease, sign, score.
    pub(super) const HEAD: Self = Self(1 << 70);
    /// The end of an institution's name: hospital, clinic.
    pub(super) const HOSPITAL: Self = Self(1 << 71);
    /// The end of a university's or school's name.
    pub(super) const SCHOOL: Self = Self(1 << 72);
    /// May be part of an institution's name: center, health, memorial.
    pub(super) const HOUSE: Self = Self(1 << 73);
    /// Does not make a name of an institution by itself: neurology, urgent, our.
    pub(super) const GENERIC: Self = Self(1 << 74);
    /// St, Mount.
    pub(super) const SAINT: Self = Self(1 << 75);
    /// A place follows: in, near.
    pub(super) const INTO_PLACE: Self = Self(1 << 76);
    /// A place follows, perhaps after a preposition: lives, moved, based.
    pub(super) const LIVES: Self = Self(1 << 77);
    /// A hospital may follow: transferred, admitted, trained.
    pub(super) const MOVES: Self = Self(1 << 78);
    /// The end of a place's name: county, springs.
    pub(super) const LAND: Self = Self(1 << 79);
    /// May come before a place's name: north, greater.
    pub(super) const COMPASS: Self = Self(1 << 80);
    /// A small word inside a name: de, van.
    pub(super) const PARTICLE: Self = Self(1 << 81);
    /// A name follows: dear, hi.
    pub(super) const GREETING: Self = Self(1 << 82);
    /// A person may follow: with, by, per.
    pub(super) const WITH: Self = Self(1 << 83);
    /// at.
    pub(super) const AT: Self = Self(1 << 84);
    /// A direction, in or out: to, from, through.
    pub(super) const TOWARD: Self = Self(1 << 85);
    /// A word after which almost anything may follow: in, with, of.
    pub(super) const LOOSE: Self = Self(1 << 86);
    /// An article or a possessive: the, our.
    pub(super) const WHOSE: Self = Self(1 << 87);
    /// One of several sites of the same institution, in lower case: office, campus.
    pub(super) const BRANCH: Self = Self(1 << 88);
    /// A building or street as much as an institution: court, house.
    pub(super) const BUILT: Self = Self(1 << 89);
    /// Turns the end of an institution into a name: memorial, general.
    pub(super) const PROPER: Self = Self(1 << 90);
    /// The kind of land, before its name: lake, fort.
    pub(super) const LAND_FIRST: Self = Self(1 << 91);
    /// May come between two words of an institution: and, of.
    pub(super) const JOINT: Self = Self(1 << 92);
    /// What institutions do: accepts, rejected.
    pub(super) const DEALS: Self = Self(1 << 93);

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
    WORDS.find(word).unwrap_or((Senses::NONE, 0))
}

/// Four times the number of words, so that runs stay short.
const SLOTS: usize = 1 << 13;

static WORDS: LazyLock<WordTable<(Senses, u32), SLOTS>> = LazyLock::new(|| {
    let mut words = WordTable::empty();
    let valued = MONTHS.iter().chain(&NUMERALS).chain(&STATES).copied();
    let plain = GROUPS.iter().chain(CUES).map(|(senses, group)| (*senses, 0, *group));
    for (senses, value, group) in valued.chain(plain) {
        for word in group.split_whitespace() {
            words.learn(word, (senses, value), |known, more| (known.0.or(more.0), known.1.max(more.1)));
        }
    }
    words
});

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
        assert!(WORDS.words().len() < SLOTS / 2);
        for word in WORDS.words() {
            assert!(WORDS.find(word).is_some(), "{word} is too long to look up");
            assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word} can never be a token");
        }
    }
}
