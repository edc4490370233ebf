//! The texts of a composer, read once: their pieces, and what was found, numbered across all of them.

use domain::hint::{About, Hint, hints_among};
use domain::scrub::{Certainty, Exemption, Exemptions, Finding, Kind, Segment, cut};

/// A field of the composer that readers will see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title of a post.
    Title,
    /// The text.
    Body,
    /// The note of a correction.
    Note,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its number, from 1, across all parts.
    pub number: usize,
    /// The part it is in.
    pub part: Part,
    /// Byte offset in the part.
    pub start: usize,
    /// Its words.
    pub words: String,
    /// What it is.
    pub kind: Kind,
    /// What would replace it.
    pub replacement: String,
    /// Whether it could be something else.
    pub likely: bool,
    /// Whether its author says that it identifies nobody.
    pub kept: bool,
}

impl Found {
    /// Its id on a page.
    pub fn anchor(&self) -> String {
        format!("finding-{}", self.number)
    }

    /// Classes of its mark.
    pub fn class(&self) -> &'static str {
        if self.kept { "finding finding-kept" } else { "finding finding-removed" }
    }

    /// The word of its kind in forms, if its author may keep it.
    pub fn may_keep(&self) -> Option<&'static str> {
        Exemption::word(self.kind).filter(|word| Exemption::parse(word, &self.words).is_some())
    }
}

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Nothing was found here.
    Plain(String),
    /// Something was.
    Found(Found),
}

/// Texts and what was found in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading(Vec<(Part, Vec<Piece>)>);

impl Reading {
    /// Reads texts in the order in which findings are numbered, with the scrubber of the browser or that of the server,
    /// which knows how the text will be drawn.
    pub fn of(texts: &[(Part, &str)], kept: &Exemptions, find: fn(&str) -> Vec<Finding>) -> Self {
        let mut number = 0;
        let read = |(part, text): &(Part, &str)| {
            let mut start = 0;
            let pieces = cut(text, find(text)).into_iter().map(|segment| {
                let begins = start;
                start += segment.text().len();
                match segment {
                    Segment::Plain(words) => Piece::Plain(words.to_owned()),
                    Segment::Marked(words, finding) => {
                        number += 1;
                        Piece::Found(Found {
                            number,
                            part: *part,
                            start: begins,
                            words: words.to_owned(),
                            kind: finding.kind,
                            replacement: finding.replacement.into_owned(),
                            likely: finding.certainty == Certainty::Likely,
                            kept: kept.keeps(finding.kind, words),
                        })
                    }
                }
            });
            (*part, pieces.collect())
        };
        Self(texts.iter().map(read).collect())
    }

    /// The pieces of each part that has any.
    pub fn parts(&self) -> impl Iterator<Item = &[Piece]> {
        self.0.iter().map(|(_, pieces)| pieces.as_slice()).filter(|pieces| !pieces.is_empty())
    }

    /// The pieces of one part.
    pub fn part(&self, part: Part) -> &[Piece] {
        self.0.iter().find(|(this, _)| *this == part).map_or(&[], |(_, pieces)| pieces)
    }

    /// What will be removed.
    pub fn removed(&self) -> impl Iterator<Item = &Found> {
        self.found().filter(|found| !found.kept)
    }

    /// What the author keeps.
    pub fn kept(&self) -> impl Iterator<Item = &Found> {
        self.found().filter(|found| found.kept)
    }

    /// What else the texts could give away.
    pub fn hints(&self, about: &About) -> Vec<Hint> {
        let text: Vec<String> = self.parts().map(|pieces| pieces.iter().map(Piece::text).collect()).collect();
        hints_among(&text.join("\n"), self.found().map(|found| (found.kind, found.words.as_str())), about)
    }

    fn found(&self) -> impl Iterator<Item = &Found> {
        self.0.iter().flat_map(|(_, pieces)| pieces).filter_map(|piece| match piece {
            Piece::Plain(_) => None,
            Piece::Found(found) => Some(found),
        })
    }
}

impl Piece {
    fn text(&self) -> &str {
        match self {
            Self::Plain(words) | Self::Found(Found { words, .. }) => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_numbered_over_all_texts_and_know_their_place() {
        let texts = [(Part::Title, "Call 614-555-0133"), (Part::Body, "\u{e9} jane@example.com"), (Part::Note, "")];
        let reading = Reading::of(&texts, &Exemptions::none(), domain::scrub::findings);
        let found: Vec<_> = reading.removed().map(|found| (found.number, found.part, found.start)).collect();
        assert_eq!(found, [(1, Part::Title, 5), (2, Part::Body, 3)]);
        assert_eq!((reading.parts().count(), reading.kept().count(), reading.part(Part::Note).len()), (2, 0, 0));
        assert!(reading.removed().all(|found| found.may_keep().is_none()));
    }
}
