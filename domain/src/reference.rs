//! References from one text to another: `>>1a2b3c4d`, the first eight digits of an item's id, or a link to it.

use crate::ids::ItemId;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use uuid::Uuid;

/// Number of digits in a short reference.
const DIGITS: usize = 8;
/// Number of characters in an id.
const ID: usize = 36;
/// At most this many different references are read from one text.
const MOST: usize = 20;
const THREADS: &str = "/posts/";
const ITEM: &str = "#item-";

/// What a text refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// The item whose id starts with these digits; almost certainly only one.
    Short(u32),
    /// This item.
    Item(ItemId),
}

impl Reference {
    /// The short reference of an item.
    pub fn to(item: ItemId) -> Self {
        let [a, b, c, d, ..] = item.0.into_bytes();
        Self::Short(u32::from_be_bytes([a, b, c, d]))
    }

    /// Reads the digits of a short reference.
    pub fn parse_short(digits: &str) -> Option<Self> {
        let fits = digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| u32::from_str_radix(digits, 16).ok().map(Self::Short)).flatten()
    }

    /// The lowest and the highest id it can mean.
    pub fn range(self) -> (Uuid, Uuid) {
        match self {
            Self::Item(item) => (item.0, item.0),
            Self::Short(first) => {
                let first = u128::from(first) << 96;
                (Uuid::from_u128(first), Uuid::from_u128(first | (u128::MAX >> 32)))
            }
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short(first) => write!(f, ">>{first:08x}"),
            Self::Item(item) => item.fmt(f),
        }
    }
}

/// A reference and its position in a text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its position, including the whole link.
    pub place: Range<usize>,
    /// The item it refers to.
    pub reference: Reference,
}

/// Short references in a text, in order.
pub fn short_references(text: &str) -> Vec<Mention> {
    let mention = |(at, _): (usize, &str)| {
        let digits = text.get(at + 2..)?.bytes().take_while(u8::is_ascii_hexdigit).count();
        let reference = Reference::parse_short(text.get(at + 2..at + 2 + digits)?)?;
        Some(Mention { place: at..at + 2 + digits, reference })
    };
    text.match_indices(">>").filter_map(mention).collect()
}

/// Paths of items in a text, in order: `/posts/` and an id, and `#item-` and an id if a comment is meant.
fn paths(text: &str) -> Vec<Mention> {
    let mention = |(at, _): (usize, &str)| {
        let id = at + THREADS.len();
        let thread = id_at(text, id)?;
        let after = text.get(id + ID..)?;
        let address =
            after.find(|c: char| c.is_whitespace() || matches!(c, ')' | '<' | '>' | '"')).unwrap_or(after.len());
        let item = after.get(..address)?.find(ITEM).and_then(|hash| {
            let item = id + ID + hash + ITEM.len();
            Some((id_at(text, item)?, item + ID))
        });
        let (item, end) = item.unwrap_or((thread, id + ID));
        Some(Mention { place: at..end, reference: Reference::Item(item) })
    };
    text.match_indices(THREADS).filter_map(mention).collect()
}

fn id_at(text: &str, at: usize) -> Option<ItemId> {
    text.get(at..at + ID)?.parse().ok()
}

/// All mentions in a text, in order.
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found = short_references(text);
    found.extend(paths(text));
    found.sort_by_key(|mention| mention.place.start);
    found
}

/// What a text refers to, each once, at most twenty.
pub fn references(text: &str) -> Vec<Reference> {
    let mut found: Vec<Reference> = mentions(text).into_iter().map(|mention| mention.reference).collect();
    found.sort();
    found.dedup();
    found.truncate(MOST);
    found
}

/// Removes scheme and host from all links to items, whatever the host was. So these links lead to this site only, and
/// are not removed as web addresses.
pub fn without_hosts(text: &str) -> Cow<'_, str> {
    let mut exemptions = String::new();
    let mut from = 0;
    for mention in paths(text) {
        let before = text.get(from..mention.place.start).unwrap_or_default();
        let host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        let scheme = before.trim_end_matches(host).strip_suffix("//");
        if let Some(start) = scheme.and_then(|s| s.strip_suffix("https:").or_else(|| s.strip_suffix("http:"))) {
            exemptions.push_str(start);
            from = mention.place.start;
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    exemptions.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(exemptions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "1a2b3c4d-0000-4000-8000-00000000000f";
    const OTHER: &str = "2a2b3c4d-0000-4000-8000-00000000000f";

    #[test]
    fn references_are_found_in_all_their_forms() {
        let id: ItemId = ID.parse().unwrap_or(ItemId(Uuid::nil()));
        let other: ItemId = OTHER.parse().unwrap_or(ItemId(Uuid::nil()));
        let short = Reference::Short(0x1a2b_3c4d);
        assert_eq!(Reference::to(id), short);
        assert_eq!(short.to_string(), ">>1a2b3c4d");
        for (text, expected) in [
            ("as said in >>1a2b3c4d, and", vec![short]),
            (">>1A2B3C4D at the start", vec![short]),
            ("twice >>1a2b3c4d >>1a2b3c4d", vec![short]),
            (&format!("see /posts/{ID}"), vec![Reference::Item(id)]),
            (&format!("see [this](https://ud.example/posts/{OTHER}#item-{ID})."), vec![Reference::Item(id)]),
            (&format!("/posts/{OTHER}?after=3#item-{ID}"), vec![Reference::Item(id)]),
            (&format!("/posts/{OTHER} and #item-{ID}"), vec![Reference::Item(other)]),
            (&format!("/posts/{OTHER}#item-none"), vec![Reference::Item(other)]),
            (">> 1a2b3c4d", vec![]),
            (">>1a2b3c4", vec![]),
            (">>1a2b3c4d5", vec![]),
            (">1a2b3c4d", vec![]),
            ("/posts/1a2b3c4d", vec![]),
            ("/posts/\u{e9}\u{e9}\u{e9}", vec![]),
        ] {
            assert_eq!(references(text), expected, "{text}");
        }
    }

    #[test]
    fn a_short_reference_means_every_id_that_begins_so() {
        let (first, last) = Reference::Short(0x1a2b_3c4d).range();
        assert_eq!(first.to_string(), "1a2b3c4d-0000-0000-0000-000000000000");
        assert_eq!(last.to_string(), "1a2b3c4d-ffff-ffff-ffff-ffffffffffff");
    }

    #[test]
    fn links_to_items_lose_their_host_and_nothing_else() {
        for (text, expected) in [
            (format!("see https://ud.example/posts/{ID}, and"), format!("see /posts/{ID}, and")),
            (format!("http://127.0.0.1:3000/posts/{ID}#item-{OTHER}"), format!("/posts/{ID}#item-{OTHER}")),
            (
                format!("[a](https://a.example/posts/{ID}) [b](https://b.example/posts/{OTHER})"),
                format!("[a](/posts/{ID}) [b](/posts/{OTHER})"),
            ),
            (format!("/posts/{ID} stays"), format!("/posts/{ID} stays")),
            ("https://ud.example/posts/soon stays".to_owned(), "https://ud.example/posts/soon stays".to_owned()),
            (format!("ftp://ud.example/posts/{ID}"), format!("ftp://ud.example/posts/{ID}")),
        ] {
            assert_eq!(without_hosts(&text), expected);
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "(>>|[0-9a-f]{7,9}|https?://|/posts/|1a2b3c4d-0000-4000-8000-00000000000f|#item-|\\PC){0,40}") {
            prop_assert!(references(&text).len() <= MOST);
            for mention in mentions(&text) {
                prop_assert!(text.get(mention.place).is_some());
            }
            let without = without_hosts(&text);
            prop_assert_eq!(references(&without), references(&text));
            prop_assert!(without.len() <= text.len());
        }
    }
}
