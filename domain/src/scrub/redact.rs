//! The text as it may be published, and what was taken out of it.

use super::{Finding, Kept, Kind, Mark, findings};

/// A scrubbed text and the account of what happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The text with every finding replaced, except the kept ones.
    pub text: String,
    /// What went, by kind, in the order of [`Kind::ALL`]. Never the removed words.
    pub removed: Vec<Removal>,
    /// What stayed because the author marked it, in the order of the text.
    pub kept: Vec<Mark>,
}

/// How many findings of one kind were removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Removal {
    /// The kind.
    pub kind: Kind,
    /// How many, at least 1.
    pub count: usize,
}

/// Replaces every finding that is not kept. Scrubbing the result again changes nothing.
///
/// Taking one thing out can uncover the next (a number that had been read as part of a range, say), so it looks again until
/// nothing is left. Each look closes at least one token for good, so it ends; the second is nearly always the last.
pub fn redact(text: &str, kept: &Kept) -> Redacted {
    let mut text = text.to_owned();
    let mut counts = [0_usize; Kind::ALL.len()];
    loop {
        let (staying, going): (Vec<Finding>, Vec<Finding>) =
            findings(&text).into_iter().partition(|finding| kept.keeps(finding.kind, finding.span.of(&text)));
        if going.is_empty() {
            let kept = staying
                .iter()
                .map(|finding| Mark { kind: finding.kind, text: finding.span.of(&text).to_owned() })
                .collect();
            return Redacted { text, removed: tally(counts), kept };
        }
        for (count, kind) in counts.iter_mut().zip(Kind::ALL) {
            *count += going.iter().filter(|finding| finding.kind == kind).count();
        }
        text = replace(&text, &going);
    }
}

fn replace(text: &str, going: &[Finding]) -> String {
    let mut clean = String::with_capacity(text.len() + 8 * going.len());
    let mut done = 0;
    for finding in going {
        clean.push_str(text.get(done..finding.span.start()).unwrap_or_default());
        clean.push_str(&finding.replacement);
        done = finding.span.end();
    }
    clean.push_str(text.get(done..).unwrap_or_default());
    clean
}

fn tally(counts: [usize; Kind::ALL.len()]) -> Vec<Removal> {
    Kind::ALL
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| Removal { kind, count })
        .collect()
}
