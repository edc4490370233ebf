//! Properties that hold for any text, in one function that panics if one fails. The tests and the fuzz target
//! (domain/fuzz) both include this file, so that they always check the same; it uses only the public interface.

use super::{Exemption, Exemptions, Finding, Kind, Redacted, Segment, findings, redact, segments};

pub(super) fn check(text: &str) {
    let found = findings(text);
    in_order(text, &found);
    drawn(text, &found);
    let clean = redact(text, &Exemptions::none());
    settled(&clean, &Exemptions::none());
    assert_eq!(findings(&clean.text), [], "left in {:?}, made of {text:?}", clean.text);
    assert_eq!(clean.removed.is_empty(), found.is_empty(), "what was removed from {text:?}");
    // All findings marked, then every second one: a mark can change what is found beside it.
    marked(text, found.iter());
    marked(text, found.iter().step_by(2));
    marked(text, found.iter().skip(1).step_by(2));
}

/// Findings are in order, do not overlap, are not empty, lie within the text and on character boundaries.
fn in_order(text: &str, found: &[Finding]) {
    let mut done = 0;
    for finding in found {
        let (start, end) = (finding.span.start(), finding.span.end());
        assert!(done <= start && start < end && end <= text.len(), "{start}..{end} after {done} in {text:?}");
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{start}..{end} in {text:?}");
        assert!(!finding.replacement.is_empty() && finding.span.of(text) != finding.replacement, "{finding:?}");
        done = end;
    }
}

/// The segments make up the text, and the marked ones are the findings.
fn drawn(text: &str, found: &[Finding]) {
    let pieces = segments(text);
    assert_eq!(pieces.iter().map(Segment::text).collect::<String>(), text);
    assert!(pieces.iter().all(|piece| !piece.text().is_empty()), "an empty segment of {text:?}");
    let marked = pieces.iter().filter_map(|piece| match piece {
        Segment::Plain(_) => None,
        Segment::Marked(text, finding) => Some((*text, finding)),
    });
    assert!(marked.eq(found.iter().map(|finding| (finding.span.of(text), finding))), "segments of {text:?}");
}

/// Scrubbing again changes nothing and finds only what is kept.
fn settled(clean: &Redacted, exemptions: &Exemptions) {
    let again = redact(&clean.text, exemptions);
    assert_eq!(again.text, clean.text, "scrubbed twice");
    assert_eq!(again.removed, [], "removed from {:?}", clean.text);
    assert_eq!(again.exemptions, clean.exemptions, "kept in {:?}", clean.text);
    let mut kinds =
        clean.removed.iter().map(|removal| (Kind::ALL.iter().position(|kind| *kind == removal.kind), removal.count));
    assert!(kinds.by_ref().all(|(place, count)| place.is_some() && count > 0));
    assert!(clean.removed.is_sorted_by_key(|removal| Kind::ALL.iter().position(|kind| *kind == removal.kind)));
}

/// Marks these findings: marks of direct identifiers have no effect, and only what is marked stays.
fn marked<'f>(text: &str, found: impl Iterator<Item = &'f Finding>) {
    let mut exemptions = Exemptions::none();
    for finding in found {
        exemptions.mark(finding.kind, finding.span.of(text));
    }
    let clean = redact(text, &exemptions);
    settled(&clean, &exemptions);
    let left = findings(&clean.text);
    assert!(
        left.iter().all(|finding| !finding.kind.is_direct()),
        "{left:?} left in {:?}, made of {text:?}",
        clean.text
    );
    let stays = |finding: &Finding| exemptions.keeps(finding.kind, finding.span.of(&clean.text));
    assert!(left.iter().all(stays), "{left:?} left in {:?}, made of {text:?}", clean.text);
    let named = left.iter().map(|finding| Exemption::new(finding.kind, finding.span.of(&clean.text)));
    assert!(named.eq(clean.exemptions), "kept in {text:?}");
}
