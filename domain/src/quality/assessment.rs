//! What the rules find in a text, and the score they give it (REP-67 to REP-72): a base of 50 and one part for each
//! rule, so that an author can see where every point comes from.

use super::{prose, sources, structure, terms, tone};
use serde::{Deserialize, Serialize};

/// The tone of a text towards its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Reasons with others: offers, asks, hedges, thanks.
    Constructive,
    /// Neither constructive nor inflammatory.
    Neutral,
    /// Shows contempt for people, or shouts.
    Inflammatory,
}

/// Whether the wording is original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Originality {
    /// No earlier text has the same wording.
    Original,
    /// Most of it is in an earlier text; see [`is_copied`](super::is_copied).
    Copied,
}

/// A provider's assessment of the medical content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accuracy {
    /// Not assessed; the rule neither adds nor subtracts points.
    #[default]
    NotAssessed,
    /// Correct.
    Accurate,
    /// Wrong.
    Inaccurate,
    /// Wrong in a way that could lead somebody to act on it.
    Misleading,
}

impl Accuracy {
    /// All verdicts.
    pub const ALL: [Self; 4] = [Self::NotAssessed, Self::Accurate, Self::Inaccurate, Self::Misleading];

    /// The word stored and in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotAssessed => "not_assessed",
            Self::Accurate => "accurate",
            Self::Inaccurate => "inaccurate",
            Self::Misleading => "misleading",
        }
    }
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|accuracy| accuracy.word() == word)
    }
}

/// What the rules find in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Different medical terms in title and body, singular and plural as one.
    pub medical_terms: u16,
    /// Different sources in the body, as [`sources`] finds them.
    pub citations: u16,
    /// Whether the body is laid out for a reader: see `structure`.
    pub structured: bool,
    /// Words of the body; addresses and placeholders do not count.
    pub words: u16,
    /// The tone of title and body.
    pub tone: Tone,
    /// Whether the wording is original.
    pub originality: Originality,
    /// A provider's assessment of the medical content.
    pub accuracy: Accuracy,
}

/// One rule, what it found, and the points it added or subtracted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The rule: "Citations".
    pub what: &'static str,
    /// What it found: "3 recognised".
    pub found: String,
    /// -35 to 50.
    pub points: i8,
}

/// A text with more different terms than this is about medicine.
const FEW_TERMS: u16 = 5;
/// A text with more words than this explains something.
const FEW_WORDS: u16 = 100;
/// Maximum number of citations that count.
const COUNTED_CITATIONS: u16 = 4;
const POINTS_A_CITATION: i8 = 5;

impl Assessment {
    /// Reads a text; its accuracy is not assessed yet.
    pub fn of(title: &str, body: &str, originality: Originality) -> Self {
        Self {
            medical_terms: saturated(terms::count(title, body)),
            citations: saturated(sources(body).len()),
            structured: structure::is_clear(body),
            words: saturated(prose::length(body)),
            tone: tone::of(title, body),
            originality,
            accuracy: Accuracy::NotAssessed,
        }
    }

    /// The sum of all parts, 0 to 100.
    pub fn score(self) -> u8 {
        let sum: i16 = self.parts().iter().map(|part| i16::from(part.points)).sum();
        u8::try_from(sum.clamp(0, 100)).unwrap_or_default()
    }

    /// One part for each rule, in the order of REP-67 to REP-72, the base first.
    pub fn parts(self) -> Vec<Part> {
        let part = |what, found: String, points| Part { what, found, points };
        vec![
            part("Base", "Every text starts here".to_owned(), 50),
            part("Medical terms", counted(self.medical_terms, "different"), given(10, self.medical_terms > FEW_TERMS)),
            part("Citations", counted(self.citations, "recognised"), self.citation_points()),
            part("Structure", self.structure_found().to_owned(), given(5, self.structured)),
            part("Length", self.length_found(), given(5, self.words > FEW_WORDS)),
            part("Tone", self.tone_found().to_owned(), self.tone_points()),
            part("Originality", self.originality_found().to_owned(), self.originality_points()),
            part("Medical accuracy", self.accuracy_found().to_owned(), self.accuracy_points()),
        ]
    }

    fn citation_points(self) -> i8 {
        let counted = i8::try_from(self.citations.min(COUNTED_CITATIONS)).unwrap_or_default();
        counted * POINTS_A_CITATION
    }

    fn structure_found(self) -> &'static str {
        if self.structured { "Clearly set out" } else { "One block of text, or nearly" }
    }

    fn length_found(self) -> String {
        match self.words {
            1 => "1 word".to_owned(),
            u16::MAX => format!("{} words or more", u16::MAX),
            words => format!("{words} words"),
        }
    }

    fn tone_found(self) -> &'static str {
        match self.tone {
            Tone::Constructive => "Constructive",
            Tone::Neutral => "Neutral",
            Tone::Inflammatory => "Heated wording",
        }
    }
    fn tone_points(self) -> i8 {
        match self.tone {
            Tone::Constructive => 10,
            Tone::Neutral => 0,
            Tone::Inflammatory => -15,
        }
    }

    fn originality_found(self) -> &'static str {
        match self.originality {
            Originality::Original => "In its own words",
            Originality::Copied => "Shares most of its wording with an earlier text",
        }
    }
    fn originality_points(self) -> i8 {
        match self.originality {
            Originality::Original => 10,
            Originality::Copied => -30,
        }
    }

    fn accuracy_found(self) -> &'static str {
        match self.accuracy {
            Accuracy::NotAssessed => "Not assessed",
            Accuracy::Accurate => "Assessed as accurate",
            Accuracy::Inaccurate => "Assessed as inaccurate",
            Accuracy::Misleading => "Assessed as misleading",
        }
    }
    fn accuracy_points(self) -> i8 {
        match self.accuracy {
            Accuracy::NotAssessed => 0,
            Accuracy::Accurate => 15,
            Accuracy::Inaccurate => -25,
            Accuracy::Misleading => -35,
        }
    }
}

fn given(points: i8, earned: bool) -> i8 {
    if earned { points } else { 0 }
}

/// "3 recognised", "None recognised".
fn counted(count: u16, how: &str) -> String {
    if count == 0 { "None recognised".to_owned() } else { format!("{count} {how}") }
}

fn saturated(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Assessment = Assessment {
        medical_terms: 0,
        citations: 0,
        structured: false,
        words: 0,
        tone: Tone::Neutral,
        originality: Originality::Original,
        accuracy: Accuracy::NotAssessed,
    };

    #[test]
    fn each_rule_by_itself() {
        for (assessment, score) in [
            (PLAIN, 60),
            (Assessment { medical_terms: 5, ..PLAIN }, 60),
            (Assessment { medical_terms: 6, ..PLAIN }, 70),
            (Assessment { citations: 1, ..PLAIN }, 65),
            (Assessment { citations: 3, ..PLAIN }, 75),
            (Assessment { citations: 4, ..PLAIN }, 80),
            (Assessment { citations: u16::MAX, ..PLAIN }, 80),
            (Assessment { structured: true, ..PLAIN }, 65),
            (Assessment { words: 100, ..PLAIN }, 60),
            (Assessment { words: 101, ..PLAIN }, 65),
            (Assessment { tone: Tone::Constructive, ..PLAIN }, 70),
            (Assessment { tone: Tone::Inflammatory, ..PLAIN }, 45),
            (Assessment { originality: Originality::Copied, ..PLAIN }, 20),
            (Assessment { accuracy: Accuracy::Accurate, ..PLAIN }, 75),
            (Assessment { accuracy: Accuracy::Inaccurate, ..PLAIN }, 35),
            (Assessment { accuracy: Accuracy::Misleading, ..PLAIN }, 25),
        ] {
            assert_eq!(assessment.score(), score, "{assessment:?}");
        }
    }

    #[test]
    fn the_score_ends_at_0_and_at_100() {
        let best = Assessment {
            medical_terms: 20,
            citations: 9,
            structured: true,
            words: 400,
            tone: Tone::Constructive,
            originality: Originality::Original,
            accuracy: Accuracy::Accurate,
        };
        assert_eq!(best.parts().iter().map(|part| i16::from(part.points)).sum::<i16>(), 125);
        assert_eq!(best.score(), 100);
        let worst = Assessment {
            tone: Tone::Inflammatory,
            originality: Originality::Copied,
            accuracy: Accuracy::Misleading,
            ..PLAIN
        };
        assert_eq!(worst.parts().iter().map(|part| i16::from(part.points)).sum::<i16>(), -30);
        assert_eq!(worst.score(), 0);
    }

    #[test]
    fn words_of_accuracy_are_read_back() {
        for accuracy in Accuracy::ALL {
            assert_eq!(Accuracy::parse(accuracy.word()), Some(accuracy));
        }
        assert_eq!(Accuracy::parse("true"), None);
    }

    #[test]
    fn what_was_found_is_said_calmly() {
        let odd = Assessment {
            words: 1,
            tone: Tone::Inflammatory,
            originality: Originality::Copied,
            accuracy: Accuracy::Misleading,
            ..PLAIN
        };
        for part in odd.parts().into_iter().chain(PLAIN.parts()) {
            assert!(!part.what.contains('!') && !part.found.contains('!') && !part.found.is_empty(), "{part:?}");
        }
        assert_eq!(odd.parts().iter().map(|part| part.found.as_str()).nth(4), Some("1 word"));
    }
}
