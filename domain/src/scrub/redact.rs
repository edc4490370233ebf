//! The text as it may be published, and what was removed from it.

use std::borrow::Cow;

use super::{Exemption, Exemptions, Finding, Kind, Shown, Span, findings, findings_shown};

/// A scrubbed text and a record of what was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The text with every finding replaced, except those that are kept.
    pub text: String,
    /// What was removed, by kind, in the order of [`Kind::ALL`]. Never the removed words.
    pub removed: Vec<Removal>,
    /// What stayed because the author marked it, in the order of the text.
    pub exemptions: Vec<Exemption>,
}

/// How many findings of one kind were removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Removal {
    /// The kind.
    pub kind: Kind,
    /// How many, at least 1.
    pub count: usize,
}

/// Passes before whole lines are removed; two usually suffice, fuzzing needed four.
const EXACT: usize = 8;
/// Passes before findings are removed without a replacement, so that the process ends whatever a renderer does.
const LAST: usize = 64;

/// Replaces every finding that is not kept. Scrubbing the result again changes nothing.
///
/// Removing one finding can uncover another (for example a number that had been read as part of a range), so this
/// repeats until nothing is found. Each pass closes at least one token for good, so it ends; the second pass is nearly
/// always the last. Numbers joined by hyphens uncover each other one by one, which would need a pass for each of them.
/// So after [`EXACT`] passes, the whole line of a finding is removed.
pub fn redact(text: &str, exemptions: &Exemptions) -> Redacted {
    redact_found(text, exemptions, findings)
}

/// The same, also for the text as it will be shown: nothing can be found in the shown text either.
pub fn redact_shown(text: &str, exemptions: &Exemptions, show: impl Fn(&str) -> Shown) -> Redacted {
    redact_found(text, exemptions, |text| findings_shown(text, &show(text)))
}

fn redact_found(text: &str, exemptions: &Exemptions, find: impl Fn(&str) -> Vec<Finding>) -> Redacted {
    let mut text = text.to_owned();
    let mut counts = [0_usize; Kind::ALL.len()];
    let mut looks = 0;
    loop {
        let (staying, mut going): (Vec<Finding>, Vec<Finding>) =
            find(&text).into_iter().partition(|finding| exemptions.keeps(finding.kind, finding.span.of(&text)));
        if going.is_empty() {
            let exemptions =
                staying.iter().map(|finding| Exemption::new(finding.kind, finding.span.of(&text))).collect();
            return Redacted { text, removed: tally(counts), exemptions };
        }
        for (count, kind) in counts.iter_mut().zip(Kind::ALL) {
            *count += going.iter().filter(|finding| finding.kind == kind).count();
        }
        if looks >= EXACT {
            take_lines(&text, &mut going, &staying);
        }
        if looks >= LAST {
            for finding in &mut going {
                finding.replacement = Cow::Borrowed("");
            }
        }
        looks += 1;
        text = replace(&text, &going);
    }
}

/// Widens each finding to its line, but not beyond the neighbouring findings.
fn take_lines(text: &str, going: &mut [Finding], staying: &[Finding]) {
    const ENDS: [char; 2] = ['\n', '\r'];
    let mut done = 0;
    let following: Vec<usize> = going.iter().skip(1).map(|next| next.span.start()).chain([text.len()]).collect();
    for (finding, next) in going.iter_mut().zip(following) {
        let (start, end) = (finding.span.start(), finding.span.end());
        let place = staying.partition_point(|stays| stays.span.end() <= start);
        let before = place.checked_sub(1).and_then(|last| staying.get(last)).map_or(0, |stays| stays.span.end());
        let from = done.max(before);
        let to = next.min(staying.get(place).map_or(text.len(), |stays| stays.span.start()));
        let line = text.get(from..start).and_then(|ahead| ahead.rfind(ENDS)).map_or(from, |at| from + at + 1);
        done = text.get(end..to).and_then(|behind| behind.find(ENDS)).map_or(to, |at| end + at);
        finding.span = Span::new(line, done);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scrub::Certainty;

    #[test]
    fn what_uncovers_each_other_without_end_takes_its_line() {
        let strung = "614-555-0133-".repeat(40);
        let clean = redact(&format!("First line.\n{strung}\nMRN 204417 is theirs."), &Exemptions::none());
        assert_eq!(clean.text, "First line.\n[phone number]\nMRN [record number] is theirs.");
    }

    #[test]
    fn a_line_ends_at_what_stays() {
        let text = "aé bb c\nd ee f";
        let at = |start, end| Finding {
            span: Span::new(start, end),
            kind: Kind::Name,
            certainty: Certainty::Likely,
            replacement: "[name]".into(),
        };
        let mut going = [at(4, 6), at(11, 13)];
        take_lines(text, &mut going, &[at(0, 3)]);
        assert_eq!(going.map(|one| one.span.of(text).to_owned()), [" bb c", "d ee f"]);
    }
}
