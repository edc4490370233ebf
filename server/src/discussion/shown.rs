//! A text as readers see it once it is rendered, for the scrubber: identifying text can hide between Markdown marks, in
//! link text, or in an HTML entity. The scrubber finds nothing in a published text as readers see it.

use super::markdown::{Escaped, drawn, parser};
use domain::scrub::{Exemptions, Finding, Redacted, Shown, findings_shown, redact_shown};
use pulldown_cmark::{Event, Tag, TagEnd};

/// Findings in a text as it will be rendered.
pub fn findings(text: &str) -> Vec<Finding> {
    findings_shown(text, &shown(text))
}

/// Scrubs a text, taking its rendered form into account.
pub(super) fn scrubbed(text: &str, exemptions: &Exemptions) -> Redacted {
    redact_shown(text, exemptions, shown)
}

fn shown(text: &str) -> Shown {
    let mut shown = Shown::default();
    if drawn(text).is_none() {
        shown.verbatim(text, 0);
        return shown;
    }
    let escaped = Escaped::of(text);
    for (event, range) in parser(&escaped.text).into_offset_iter() {
        let typed = escaped.typed(range);
        let source = text.get(typed.clone()).unwrap_or_default();
        match event {
            Event::Text(words) if *words == *source => shown.verbatim(&words, typed.start),
            Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => match source.find(&*words) {
                Some(from) => shown.verbatim(&words, typed.start + from),
                None => shown.instead(&words, typed),
            },
            Event::Text(words) => shown.instead(&words, typed),
            Event::End(TagEnd::TableCell) => shown.instead(" | ", typed.end..typed.end),
            Event::Start(tag) if is_block(&tag) => shown.instead("\n", typed.start..typed.start),
            Event::SoftBreak | Event::HardBreak | Event::Rule => shown.instead("\n", typed.start..typed.start),
            Event::End(end) if !is_within_a_line(end) => shown.instead("\n", typed.end..typed.end),
            _ => {}
        }
    }
    shown
}

fn is_block(tag: &Tag<'_>) -> bool {
    !is_within_a_line(tag.to_end()) && !matches!(tag, Tag::TableCell)
}

fn is_within_a_line(end: TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong};
    matches!(end, Emphasis | Strong | Strikethrough | Link | Image)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discussion::markdown::to_html;
    use domain::scrub::findings as found_in;
    use proptest::prelude::*;

    /// The words of HTML as a browser would copy them.
    fn words_of(html: &str) -> String {
        let mut words = String::new();
        for piece in html.split_inclusive('>') {
            let (text, tag) = piece.split_once('<').unwrap_or((piece, ""));
            words.push_str(text);
            let name = tag.trim_end_matches('>').trim_start_matches('/').split(' ').next().unwrap_or_default();
            match (name, tag.starts_with('/')) {
                ("" | "em" | "strong" | "del" | "code" | "a" | "sup", _) | ("td" | "th", false) => {}
                ("td" | "th", true) => words.push_str(" | "),
                _ => words.push('\n'),
            }
        }
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")]
            .into_iter()
            .fold(words, |words, (name, letter)| words.replace(name, letter))
    }

    fn published(text: &str) -> String {
        words_of(&to_html(&scrubbed(text, &Exemptions::none()).text))
    }

    #[test]
    fn what_a_reader_would_find_is_gone() {
        for (text, reads) in [
            ("Call 415-**555**-0134 now", "Call [phone number] now"),
            ("MRN 12\\345678 now", "MRN [record number] now"),
            ("On 03&#47;14/1951 then", "On [date]/1951 then"),
            ("Call [415-555](/x)-0134 now", "Call [[phone number] now"),
            ("Call 41![5-5](/x)55-0134 now", "Call [phone number] now"),
            ("Call 415-[555][r]-0134 now\n\n[r]: /posts/1", "Call [phone number] now"),
            ("Dr. Bel<!-- -->landi agreed", "Dr. [name]<!-- -->landi agreed"),
            ("Call `` 415-555``-0134 now", "Call `` [phone number] now"),
            ("> Call 415-*555*-\n> 0134 now", "Call [phone number] now"),
        ] {
            let read = published(text);
            assert!(found_in(&read).is_empty(), "{text}: {read}");
            if !text.contains("<!--") && !text.contains("> ") && !text.contains("[r]") {
                assert_eq!(read.trim(), reads, "{text}");
            }
        }
    }

    #[test]
    fn what_reads_well_stays() {
        for text in [
            "**Dose**: 5 mg, *not* 50.\n\n* one\n* two",
            "| a | b |\n|---|---|\n| 614 | 555 |\n| 0133 | 2 |",
            "As in >>1a2b3c4d\n\n>>1a2b3c4d says",
        ] {
            assert_eq!(scrubbed(text, &Exemptions::none()).text, text);
        }
    }

    const PIECES: &[&str] = &[
        "415",
        "-",
        "555",
        "0134",
        "415-555-0134",
        "MRN",
        "204417",
        "03",
        "/",
        "14",
        "1951",
        "jane.roe",
        "@",
        "example.com",
        "Dr.",
        "Bellandi",
        "San Francisco",
        "12 Oak Street",
        "90",
        "-year-old",
        "www.",
        "https://a.example/b",
        "//",
        ".",
        "**",
        "*",
        "_",
        "__",
        "~~",
        "`",
        "``",
        "\\",
        "[",
        "](/x)",
        "](//a.example)",
        "](https://doi.org/1)",
        "]",
        "[r]",
        "[r]: /x",
        "\n[r]: /x\n",
        "![",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<",
        ">",
        "> ",
        "\n> ",
        "\n* ",
        "\n1. ",
        "\n# ",
        "\n\n",
        "\n",
        "  \n",
        "\\\n",
        "|",
        "\n|-|-|\n",
        "\n```\n",
        "    ",
        "&#47;",
        "&sol;",
        "&#52;",
        "&#x35;",
        "&amp;#53;",
        "&shy;",
        "&nbsp;",
        "&commat;",
        "&#38;#52;",
        "\u{200b}",
        "\u{ad}",
        "\u{ff14}",
        "\u{664}",
        "\u{2074}",
        "\u{336}",
        "\u{202e}",
        ">>1a2b3c4d",
        "\n>>1a2b3c4d",
        " ",
        "[name]",
        "[date]",
        "and",
        "mg",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3_000) })]

        #[test]
        fn nothing_is_left_in_what_readers_see(
            parts in prop::collection::vec((prop::sample::select(PIECES), prop::sample::select(vec!["", "", " "])), 1..28),
        ) {
            let text: String = parts.iter().flat_map(|(piece, joint)| [*piece, *joint]).collect();
            let clean = scrubbed(&text, &Exemptions::none());
            prop_assert_eq!(&scrubbed(&clean.text, &Exemptions::none()).text, &clean.text, "scrubbed twice: {:?}", text);
            let read = words_of(&to_html(&clean.text));
            prop_assert!(found_in(&read).is_empty(), "{:?} in {:?}, drawn from {:?}, made of {:?}", found_in(&read), read, clean.text, text);
        }

        #[test]
        fn nothing_is_left_of_any_text(text in any::<String>()) {
            let read = words_of(&to_html(&scrubbed(&text, &Exemptions::none()).text));
            prop_assert!(found_in(&read).is_empty(), "{:?} in {:?}, made of {:?}", found_in(&read), read, text);
        }
    }
}
