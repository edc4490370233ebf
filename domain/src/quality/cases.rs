//! Worked examples: whole texts, every part of their score, and the evidence they give.

use super::{Accuracy, Assessment, Evidence, Originality, evidence};

/// What each rule found, and its points.
type Parts = [(&'static str, &'static str, i8); 8];

fn assert_parts(assessment: Assessment, expected: &Parts, score: u8) {
    let parts = assessment.parts();
    let found: Vec<_> = parts.iter().map(|part| (part.what, part.found.as_str(), part.points)).collect();
    assert_eq!(found, expected.as_slice());
    assert_eq!(assessment.score(), score);
}

const CAREFUL: &str = "\
## What happened

A woman in her sixties came with fever, rigors and hypotension two days after a cystoscopy. Lactate was 4.1, creatinine had \
doubled, and the first blood cultures grew *E. coli*. We gave ceftriaxone within the hour, started noradrenaline early and \
looked for hydronephrosis with bedside ultrasound.

## What we changed

- The sepsis bundle now hangs in the recovery room.
- A second lactate is booked with the first.
- The urology registrar is called before the scan, not after.

In our unit mortality fell from 12 of 60 patients to 7 of 71 (10%), which may well be chance. One option would be to copy \
the early vasopressor protocol from CLOVERS (doi: 10.1056/NEJMoa2212663. PMID: 36688507). The guideline is at \
https://www.nice.org.uk/guidance/ng253, and the older trial at https://pubmed.ncbi.nlm.nih.gov/25776532/.

Has anyone measured whether the second lactate changes anything?
";

#[test]
fn a_careful_report() {
    let assessment = Assessment::of("Sepsis after cystoscopy", CAREFUL, Originality::Original);
    let parts: Parts = [
        ("Base", "Every text starts here", 50),
        ("Medical terms", "16 different", 10),
        ("Citations", "3 recognised", 15),
        ("Structure", "Clearly set out", 5),
        ("Length", "131 words", 5),
        ("Tone", "Constructive", 10),
        ("Originality", "In its own words", 10),
        ("Medical accuracy", "Not assessed", 0),
    ];
    assert_parts(assessment, &parts, 100);
    assert_eq!(evidence(CAREFUL), Evidence { peer_reviewed: true, guideline: true, data: true });

    let misleading = Assessment { accuracy: Accuracy::Misleading, ..assessment };
    assert_eq!(misleading.score(), 70);
}

#[test]
fn a_short_question() {
    let body = "How do you dose enoxaparin in a patient on haemodialysis? We have used 1 mg/kg once a day so far.";
    let parts: Parts = [
        ("Base", "Every text starts here", 50),
        ("Medical terms", "3 different", 0),
        ("Citations", "None recognised", 0),
        ("Structure", "One block of text, or nearly", 0),
        ("Length", "20 words", 0),
        ("Tone", "Constructive", 10),
        ("Originality", "In its own words", 10),
        ("Medical accuracy", "Not assessed", 0),
    ];
    assert_parts(Assessment::of("A question of doses", body, Originality::Original), &parts, 70);
    assert_eq!(evidence(body), Evidence::default());
}

#[test]
fn an_angry_answer() {
    let body = "You are an idiot. Nobody with half a brain gives fluids like that.";
    let parts: Parts = [
        ("Base", "Every text starts here", 50),
        ("Medical terms", "None recognised", 0),
        ("Citations", "None recognised", 0),
        ("Structure", "One block of text, or nearly", 0),
        ("Length", "13 words", 0),
        ("Tone", "Heated wording", -15),
        ("Originality", "In its own words", 10),
        ("Medical accuracy", "Not assessed", 0),
    ];
    assert_parts(Assessment::of("", body, Originality::Original), &parts, 45);
}

#[test]
fn anger_at_a_system_is_neutral() {
    let body = "Three of us covered four wards tonight, and a man died waiting for a bed. The family shouted that we were \
                idiots, and I could not even blame them. This rota kills people, and everybody who signs it knows.";
    let assessment = Assessment::of("A night on call", body, Originality::Original);
    assert_eq!(assessment.score(), 60);
    let copied = Assessment { originality: Originality::Copied, accuracy: Accuracy::Inaccurate, ..assessment };
    let parts: Parts = [
        ("Base", "Every text starts here", 50),
        ("Medical terms", "None recognised", 0),
        ("Citations", "None recognised", 0),
        ("Structure", "One block of text, or nearly", 0),
        ("Length", "39 words", 0),
        ("Tone", "Neutral", 0),
        ("Originality", "Shares most of its wording with an earlier text", -30),
        ("Medical accuracy", "Assessed as inaccurate", -25),
    ];
    assert_parts(copied, &parts, 0);
}

#[test]
fn placeholders_and_links_are_neither_words_nor_terms() {
    let body = "[name] was seen at [hospital] on [date]. See https://a.example/sepsis/troponin/creatinine/lactate.";
    let assessment = Assessment::of("", body, Originality::Original);
    assert_eq!((assessment.medical_terms, assessment.words, assessment.citations), (0, 5, 0));
}
