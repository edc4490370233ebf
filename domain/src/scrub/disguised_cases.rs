//! Identifying details written so that only a reader of the rendered text sees them. They are removed like the plain
//! form.

use super::{Exemption, Exemptions, findings, redact, segments};

const CASES: &[(&str, &str)] = &[
    // Markdown marks
    ("Call 415-**555**-0134 today.", "Call [phone number] today."),
    ("Call **415-555-0134** today.", "Call **[phone number]** today."),
    ("Call 415-*555*-0134 today.", "Call [phone number] today."),
    ("Call 415-`555`-0134 today.", "Call [phone number] today."),
    ("Call 415-~~555~~-0134 today.", "Call [phone number] today."),
    ("Call 415-__555__-0134 today.", "Call [phone number] today."),
    ("Call 415\\-555\\-0134 today.", "Call [phone number] today."),
    ("MRN 12\\345678 is theirs.", "MRN [record number] is theirs."),
    ("MRN 12**34**5678 is theirs.", "MRN [record number] is theirs."),
    ("Seen on 03/**14**/1951.", "Seen on [date]**/1951."),
    ("Write to ja**ne**.roe@example.com now.", "Write to [e-mail address] now."),
    ("Dr. Bel**lan**di agreed.", "Dr. [name] agreed."),
    // entities
    ("Seen on 03&#47;14/1951.", "Seen on [date]/1951."),
    ("Seen on 03&sol;14&#x2f;1951.", "Seen on [date]&#x2f;1951."),
    ("Seen on 03&amp;#47;14/1951.", "Seen on [date]/1951."),
    ("Call &#52;15&#45;555&#x2D;0134 today.", "Call [phone number] today."),
    ("Write to jane.roe&commat;example&period;com now.", "Write to [e-mail address] now."),
    ("Call 415&shy;-555&ZeroWidthSpace;-0134 today.", "Call [phone number] today."),
    // other forms of digits and letters
    (
        "Call \u{ff14}\u{ff11}\u{ff15}-\u{ff15}\u{ff15}\u{ff15}-\u{ff10}\u{ff11}\u{ff13}\u{ff14} today.",
        "Call [phone number] today.",
    ),
    (
        "Call \u{664}\u{661}\u{665}-\u{665}\u{665}\u{665}-\u{660}\u{661}\u{663}\u{664} today.",
        "Call [phone number] today.",
    ),
    (
        "Call \u{2074}\u{b9}\u{2075}-\u{2075}\u{2075}\u{2075}-\u{2070}\u{b9}\u{b3}\u{2074} today.",
        "Call [phone number] today.",
    ),
    (
        "Call \u{1d7d2}\u{1d7cf}\u{1d7d3}-\u{1d7d3}\u{1d7d3}\u{1d7d3}-\u{1d7ce}\u{1d7cf}\u{1d7d1}\u{1d7d2} today.",
        "Call [phone number] today.",
    ),
    (
        "Call \u{2463}\u{2460}\u{2464}-\u{2464}\u{2464}\u{2464}-\u{24ea}\u{2460}\u{2462}\u{2463} today.",
        "Call [phone number] today.",
    ),
    (
        "\u{ff2d}\u{ff32}\u{ff2e} \u{ff12}\u{ff10}\u{ff14}\u{ff14}\u{ff11}\u{ff17} is theirs.",
        "\u{ff2d}\u{ff32}\u{ff2e} [record number] is theirs.",
    ),
    ("\u{1d40c}\u{1d411}\u{1d40d} 204417 is theirs.", "\u{1d40c}\u{1d411}\u{1d40d} [record number] is theirs."),
    // invisible characters
    ("Dr. Bel\u{200b}landi agreed.", "Dr. [name] agreed."),
    ("Dr. Bel\u{ad}lan\u{2060}di agreed.", "Dr. [name] agreed."),
    ("Call 41\u{e0041}5-55\u{202d}5-01\u{2063}34 today.", "Call [phone number] today."),
    (
        "Call 4\u{336}1\u{336}5\u{336}-5\u{336}5\u{336}5\u{336}-0\u{336}1\u{336}3\u{336}4 today.",
        "Call [phone number] today.",
    ),
    ("Call 4\u{fe0f}\u{20e3}1\u{fe0f}\u{20e3}5\u{fe0f}\u{20e3}-555-0134 today.", "Call [phone number] today."),
    // addresses without a scheme
    ("See //evil.example/a for it.", "See [web address] for it."),
    ("See [x](//evil.example/a) for it.", "See [x]([web address]) for it."),
];

/// Texts that only look disguised.
const STAY: &[&str] = &[
    "Platelets were 150 \u{d7} 10\u{2079}/L and CO\u{2082} was 24.",
    "HLA-B*57:01 and a ratio of 2 * 3.",
    "**Dose**: 5 mg, *not* 50 mg; `q8h`, ~ 3 days.",
    "* one\n* two\n\n***\n\nand/or // nothing",
    "R&D &mdash; and AT&T; 5 &lt; 6.",
    "\u{1f44d}\u{1f3fd} agreed, \u{2460} first, \u{2461} second.",
];

#[test]
fn what_hides_goes_like_the_plain_form() {
    for (text, clean) in CASES {
        assert_eq!(redact(text, &Exemptions::none()).text, *clean, "{text:?}");
    }
}

#[test]
fn what_only_looks_so_stays() {
    for text in STAY {
        assert_eq!(redact(text, &Exemptions::none()).text, *text);
    }
}

#[test]
fn findings_stand_where_they_were_typed() {
    let text = "**415**-555-0134, then \u{ff14}\u{ff11}\u{ff15}-555-0134 and 03&#47;14/1951.";
    let found: Vec<&str> = findings(text).iter().map(|finding| finding.span.of(text)).collect();
    assert_eq!(found, ["415**-555-0134", "\u{ff14}\u{ff11}\u{ff15}-555-0134", "03&#47;14"]);
    assert_eq!(segments(text).len(), 7);
}

#[test]
fn a_name_is_kept_as_it_was_typed() {
    let text = "Dr. Bel**lan**di agreed.";
    let exemptions: Exemptions =
        findings(text).iter().map(|found| Exemption::new(found.kind, found.span.of(text))).collect();
    assert_eq!(redact(text, &exemptions).text, text);
}
