//! The word lists: which words are names, places, institutions or medicine (docs/decisions/0015). They are one file,
//! built by `make lists`. On a server it is part of the program; a browser fetches it once, and the lists are empty
//! until then.

#[cfg(not(target_arch = "wasm32"))]
use std::sync::LazyLock;
#[cfg(target_arch = "wasm32")]
use std::sync::OnceLock;

use super::fold::Folded;

/// What the lists say about a word or phrase. Several can be true: Jackson is a surname, a given name and a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known(u16);

impl Known {
    pub(super) const NOTHING: Self = Self(0);
    pub(super) const GIVEN: Self = Self(1);
    pub(super) const SURNAME: Self = Self(1 << 1);
    /// A town, city or county.
    pub(super) const PLACE: Self = Self(1 << 2);
    /// A state, country, people or language: too large to identify anybody.
    pub(super) const REGION: Self = Self(1 << 3);
    /// An English word.
    pub(super) const WORD: Self = Self(1 << 4);
    /// One of the ten thousand most frequent words.
    pub(super) const COMMON: Self = Self(1 << 5);
    /// A drug, device, organism, journal, abbreviation and the like.
    pub(super) const MEDICAL: Self = Self(1 << 6);
    /// A disease, sign or instrument is named after it.
    pub(super) const EPONYM: Self = Self(1 << 7);
    pub(super) const INSTITUTION: Self = Self(1 << 8);
    /// An institution only with a cue in the text: Duke, Mercy.
    pub(super) const ASKS: Self = Self(1 << 9);
    /// The first word of a listed phrase.
    pub(super) const OPENS: Self = Self(1 << 10);
    /// A medical term if written in capitals, a name otherwise: TIA, ED.
    pub(super) const ACRONYM: Self = Self(1 << 11);
    /// A place of 300 000 people or more.
    pub(super) const CITY: Self = Self(1 << 12);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of these holds.
    pub(super) const fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// What is known of the word if it is written in capitals: then an acronym is the medical term.
    pub(super) const fn in_capitals(self) -> Self {
        if self.is(Self::ACRONYM) { self.or(Self::MEDICAL) } else { self }
    }

    /// What is known of two words joined by a hyphen: a name if both are, or if one is and nothing is known of the
    /// other.
    pub(super) const fn both(self, other: Self) -> Self {
        let names = Self::GIVEN.0 | Self::SURNAME.0;
        if self.0 & names != 0 && other.0 & names != 0 {
            Self((self.0 | other.0) & (names | Self::EPONYM.0))
        } else if self.0 == 0 || other.0 == 0 {
            Self(self.0 | other.0)
        } else {
            Self((self.0 | other.0) & !names & !Self::PLACE.0 | Self::WORD.0)
        }
    }

    pub(super) const fn without(self, some: Self) -> Self {
        Self(self.0 & !some.0)
    }

    /// Whether nothing is known.
    pub(super) const fn is_nothing(self) -> bool {
        self.0 == 0
    }
}

/// The lists, unpacked: a hash table with open addressing. Each entry is one number, with the upper 48 bits of its hash
/// above its 16 bits of meaning. Building the lists makes sure that no two entries share the 48 bits.
struct Lists {
    slots: Vec<u64>,
}

const MEANING: u64 = 0xffff;
const MAGIC: &[u8] = b"UDL1";
const LONGEST: usize = 64;

impl Lists {
    /// Unpacks the lists; `None` if they are incomplete. The format is described in scripts/lists.py.
    fn unpack(packed: &[u8]) -> Option<Self> {
        let (count, mut rest) = packed.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        if count > rest.len() {
            return None;
        }
        let mut lists = Self { slots: vec![0; (2 * count + 1).next_power_of_two()] };
        // Hashes of all prefixes of the entry before, so that a shared prefix is hashed only once.
        let mut begun = [Folded::empty(); LONGEST];
        for _ in 0..count {
            let (shared, letters) = rest.split_first()?;
            let mut length = usize::from(*shared);
            let end = letters.iter().position(|byte| *byte >= 0x80)?;
            let mut key = *begun.get(length)?;
            for letter in letters.get(..end)? {
                key.byte(*letter);
                length += 1;
                *begun.get_mut(length)? = key;
            }
            let meaning = letters.get(end..end + 2)?;
            lists.learn(key, meaning.iter().fold(0, |bits, byte| bits << 7 | u64::from(*byte & 0x7f)));
            rest = letters.get(end + 2..)?;
        }
        rest.is_empty().then_some(lists)
    }

    fn learn(&mut self, key: Folded, meaning: u64) {
        let slot = self.slot(key);
        if let Some(free) = self.slots.get_mut(slot) {
            *free = key.hash() & !MEANING | meaning;
        }
    }

    /// The slot of the key, or the free slot where it would be.
    fn slot(&self, key: Folded) -> usize {
        let mask = self.slots.len() - 1;
        // FNV leaves the upper bits of short words almost the same; the multiplication spreads them.
        let spread = key.hash().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let mut slot = usize::try_from(spread).unwrap_or_default() & mask;
        while self.slots.get(slot).is_some_and(|held| *held != 0 && (held ^ key.hash()) & !MEANING != 0) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn look_up(&self, key: Folded) -> Known {
        let held = self.slots.get(self.slot(key)).copied().unwrap_or_default();
        Known(u16::try_from(held & MEANING).unwrap_or_default())
    }
}

/// What is known of a folded word or phrase.
pub(super) fn look_up(key: Folded) -> Known {
    lists().map_or(Known::NOTHING, |lists| lists.look_up(key))
}

/// Whether a word has only a medical meaning: a drug, an organism, a word of the ICD-10 that no general dictionary has.
/// False for every word until the lists are loaded.
pub(crate) fn is_medicine_alone(word: &str) -> bool {
    look_up(Folded::of(word)).without(Known::OPENS) == Known::MEDICAL
}

/// Whether names, places and institutions can be found: always on a server, in a browser after [`install_lists`].
pub fn lists_ready() -> bool {
    lists().is_some()
}

/// The packed lists, as served to browsers.
#[cfg(not(target_arch = "wasm32"))]
pub static LISTS: &[u8] = include_bytes!("../../../public/lists.bin");

#[cfg(not(target_arch = "wasm32"))]
fn lists() -> Option<&'static Lists> {
    static UNPACKED: LazyLock<Option<Lists>> = LazyLock::new(|| Lists::unpack(LISTS));
    UNPACKED.as_ref()
}

#[cfg(target_arch = "wasm32")]
static UNPACKED: OnceLock<Lists> = OnceLock::new();

#[cfg(target_arch = "wasm32")]
fn lists() -> Option<&'static Lists> {
    UNPACKED.get()
}

/// Installs the lists as fetched. Returns false if they are incomplete.
#[cfg(target_arch = "wasm32")]
pub fn install_lists(packed: &[u8]) -> bool {
    Lists::unpack(packed).is_some_and(|lists| UNPACKED.set(lists).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str) -> Known {
        look_up(Folded::of(text))
    }

    #[test]
    fn the_packed_lists_are_whole() {
        assert!(lists_ready());
        assert!(Lists::unpack(LISTS.get(..LISTS.len() - 1).unwrap_or_default()).is_none());
        assert!(Lists::unpack(b"UDL1\x01\0\0\0").is_none());
        assert!(Lists::unpack(b"").is_none());
    }

    #[test]
    fn several_meanings() {
        assert!(known("Jackson").is(Known::SURNAME) && known("Jackson").is(Known::PLACE));
        assert!(known("grace").is(Known::GIVEN) && known("grace").is(Known::WORD));
        assert!(known("San Francisco").is(Known::PLACE) && known("San").is(Known::OPENS));
        assert!(known("zzyzxq").is_nothing());
    }

    #[test]
    fn medicine_alone() {
        for word in ["Metformin", "heparin", "klebsiella"] {
            assert!(is_medicine_alone(word), "{word}");
        }
        for word in ["Jackson", "plan", "grace", "zzyzxq", ""] {
            assert!(!is_medicine_alone(word), "{word}");
        }
    }
}
