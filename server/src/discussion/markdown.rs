//! Markdown to clean HTML (pulldown-cmark, then ammonia). No raw HTML, no images, nothing that loads from elsewhere;
//! links lead only to known public hosts and to pages of this site; headings start below the page's own.

use ammonia::Builder;
use domain::discussion::{Reference, mentions, short_references};
use domain::scrub::may_link;
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// Characters of an excerpt.
const EXCERPT: usize = 240;

/// Bytes of HTML that a text may produce beyond its own length: enough for a hundred references and all the markup of a
/// long text.
const PROPORTION: usize = 16_384;
/// Bytes that the cleaner adds to a link.
const RELATION: usize = 37;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(
            [
                "p",
                "br",
                "strong",
                "em",
                "del",
                "ul",
                "ol",
                "li",
                "blockquote",
                "code",
                "pre",
                "h3",
                "h4",
                "h5",
                "h6",
                "hr",
                "a",
                "table",
                "thead",
                "tbody",
                "tr",
                "th",
                "td",
                "sup",
            ]
            .into(),
        )
        .tag_attributes([("a", ["href"].into()), ("ol", ["start"].into())].into())
        .url_schemes(["https", "http"].into())
        .link_rel(Some("nofollow noopener noreferrer"));
    cleaner
});

/// Clean HTML of a text.
pub(super) fn to_html(text: &str) -> String {
    CLEANER.clean(&drawn(text).unwrap_or_else(|| line_by_line(text))).to_string()
}

/// A text shown as typed, as a paragraph.
pub(super) fn as_it_stands(text: &str) -> String {
    CLEANER.clean(&line_by_line(text)).to_string()
}

/// HTML of a text with its Markdown rendered; `None` if the markup would produce far more than the text, such as a
/// thousand nested quotations. Such a text is shown as it was typed.
pub(super) fn drawn(text: &str) -> Option<String> {
    let escaped = Escaped::of(text);
    let events = TextMergeStream::new(parser(&escaped.text)).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Some(Event::Start(Tag::Heading { level: lower(level), id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        other => Some(other),
    });
    let (mut code, mut open) = (0_u32, Vec::new());
    let events = events.flat_map(|event| match event {
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let leads = may_link(dest_url);
            open.push(leads);
            if leads { vec![event] } else { Vec::new() }
        }
        Event::End(TagEnd::Link) => {
            if open.pop() == Some(true) {
                vec![event]
            } else {
                Vec::new()
            }
        }
        Event::Text(text) if code == 0 && !open.contains(&true) => link_references(&text),
        other => {
            match other {
                Event::Start(Tag::CodeBlock(_)) => code += 1,
                Event::End(TagEnd::CodeBlock) => code = code.saturating_sub(1),
                _ => {}
            }
            vec![other]
        }
    });
    let mut html = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut html, events);
    let relations = html.matches("<a ").count() * RELATION;
    (html.len() + relations <= text.len() + PROPORTION).then_some(html)
}

fn line_by_line(text: &str) -> String {
    let lines = text.lines().flat_map(|line| [Event::Text(line.into()), Event::HardBreak]);
    let paragraph = std::iter::once(Event::Start(Tag::Paragraph)).chain(lines);
    let mut html = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut html, paragraph.chain(std::iter::once(Event::End(TagEnd::Paragraph))));
    html
}

/// A text in which `>>` and eight digits at the start of a line is a reference, not a nested quotation.
pub(super) struct Escaped<'t> {
    pub text: Cow<'t, str>,
    /// Where backslashes were added.
    added: Vec<usize>,
}

impl<'t> Escaped<'t> {
    pub fn of(text: &'t str) -> Self {
        let starts_line = |at: usize| {
            text.get(..at)
                .is_some_and(|before| matches!(before.trim_end_matches(' ').chars().next_back(), None | Some('\n')))
        };
        let mut escaped = String::new();
        let (mut from, mut added) = (0, Vec::new());
        for mention in short_references(text).into_iter().filter(|mention| starts_line(mention.place.start)) {
            escaped.push_str(text.get(from..mention.place.start).unwrap_or_default());
            added.extend([escaped.len(), escaped.len() + 2]);
            escaped.push_str("\\>\\>");
            from = mention.place.start + 2;
        }
        if added.is_empty() {
            return Self { text: Cow::Borrowed(text), added };
        }
        escaped.push_str(text.get(from..).unwrap_or_default());
        Self { text: Cow::Owned(escaped), added }
    }

    /// Maps a range of the escaped text back to the text as typed.
    pub fn typed(&self, range: Range<usize>) -> Range<usize> {
        let before = |at: usize| at - self.added.partition_point(|place| *place < at);
        before(range.start)..before(range.end)
    }
}

/// Turns the references in a text into links.
fn link_references<'a>(text: &CowStr<'a>) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    let mut from = 0;
    for mention in mentions(text) {
        let (before, words) = (text.get(from..mention.place.start), text.get(mention.place.clone()));
        let (Some(before), Some(words)) = (before, words) else { continue };
        let to = match mention.reference {
            Reference::Short(digits) => format!("/cite/{digits:08x}"),
            Reference::Item(_) => words.to_owned(),
        };
        events.push(Event::Text(before.to_owned().into()));
        events.push(Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: to.into(),
            title: "".into(),
            id: "".into(),
        }));
        events.push(Event::Text(words.to_owned().into()));
        events.push(Event::End(TagEnd::Link));
        from = mention.place.end;
    }
    events.push(Event::Text(text.get(from..).unwrap_or_default().to_owned().into()));
    events
}

/// The first words of a text, without any markup.
pub(super) fn excerpt(text: &str) -> String {
    let escaped = Escaped::of(text);
    let mut plain = String::new();
    for event in parser(&escaped.text) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => plain.push(' '),
            _ => {}
        }
        if plain.len() > EXCERPT * 4 {
            break;
        }
    }
    let folded = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= EXCERPT {
        return folded;
    }
    let cut: String = folded.chars().take(EXCERPT).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}\u{2026}", whole_words.trim_end_matches([',', '.', ';', ':']))
}

pub(super) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_what_it_says() {
        assert_eq!(
            to_html("**Doses** were\n\n* right\n* checked"),
            "<p><strong>Doses</strong> were</p>\n<ul>\n<li>right</li>\n<li>checked</li>\n</ul>\n"
        );
        assert_eq!(to_html("# Big"), "<h3>Big</h3>\n");
    }

    #[test]
    fn nothing_hostile_comes_through() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![tracker](https://example.org/pixel.png)",
            "[click](javascript:alert(1))",
            "[click](data:text/html;base64,PHNjcmlwdD4=)",
            "<svg/onload=alert(1)>",
            "<style>*{display:none}</style>",
            "<a href='https://example.org' onclick='x()'>a</a>",
            "</textarea></p></main><h1>owned</h1>",
            "<!-- --!><script>x</script>",
            "[a](<javascript:alert(1)>)",
            "<form action=/x><input name=y>",
        ] {
            let clean = to_html(text);
            for forbidden in [
                "<script",
                "<img",
                "<svg",
                "<style",
                "<form",
                "<input",
                "href=\"javascript",
                "href=\"data",
                "<h1",
                "</main",
                "<a href='",
            ] {
                assert!(!clean.contains(forbidden), "{text} gave {clean}");
            }
        }
    }

    #[test]
    fn links_tell_nobody_where_they_came_from() {
        let clean = to_html("[the trial](https://doi.org/10.1000/182)");
        assert!(clean.contains("rel=\"nofollow noopener noreferrer\""), "{clean}");
    }

    #[test]
    fn deep_nesting_does_not_break_the_stack() {
        for piece in [
            "> ",
            "[",
            "* ",
            "-\n+\n",
            ">\n\n",
            "#\n",
            "|",
            "`a`",
            "*a*",
            "[a](/b)",
            ">>1a2b3c4d ",
            "&",
            "<",
            "\"",
            "a\n",
            "1) ",
        ] {
            let deep = piece.repeat(10_000 / piece.len());
            assert!(to_html(&deep).len() <= 70_000, "{piece}: {}", to_html(&deep).len());
        }
        let wide = format!("{}\n{}\n{}", "|a".repeat(900), "|-".repeat(900), "|\n".repeat(3_000));
        assert!(to_html(&wide).len() <= 70_000);
        assert!(to_html(&"> ".repeat(5_000)).starts_with("<p>&gt; &gt; "));
    }

    #[test]
    fn a_link_that_leads_elsewhere_is_plain_text() {
        for address in [
            "//evil.example/a",
            "http:evil.example",
            "https:/evil.example",
            "https&colon;//evil.example",
            "https://evil.example",
            "/&#47;evil.example",
            "/\\\\evil.example",
            "/&bsol;evil.example",
            "<//evil.example>",
            "</\t/evil.example>",
            "&#9;//evil.example",
            "https://doi.org@evil.example",
            "https://doi.org&commat;evil.example",
            "evil",
            "mailto:a@evil.example",
        ] {
            let html =
                to_html(&format!("See [the **words**]({address}) here.\n\n[r]: {address}\n\nAnd [r] and [s][r]."));
            assert!(!html.contains("<a ") && !html.contains("href"), "{address}: {html}");
            assert!(html.contains("the <strong>words</strong>") || html.contains("evil"), "{address}: {html}");
        }
        assert!(!to_html("<https://evil.example> <a@evil.example>").contains("<a "));
        for address in ["https://doi.org/10.1000/182", "/posts/1", "https://www.nejm.org/a?term=b"] {
            assert!(to_html(&format!("[a]({address})")).contains(&format!("<a href=\"{address}\"")), "{address}");
        }
        assert!(to_html("[see >>1a2b3c4d](//evil.example)").contains("href=\"/cite/1a2b3c4d\""));
    }

    #[test]
    fn an_excerpt_ends_at_a_word() {
        let text = format!("# Title\n\nSome **bold** text. {}", "word ".repeat(100));
        let excerpt = excerpt(&text);
        assert!(excerpt.starts_with("Title Some bold text. word"), "{excerpt}");
        assert!(excerpt.ends_with("word\u{2026}") && excerpt.chars().count() <= EXCERPT + 1);
    }

    #[test]
    fn references_are_links_wherever_they_stand() {
        let id = "1a2b3c4d-0000-4000-8000-00000000000f";
        let link = "<a href=\"/cite/1a2b3c4d\" rel=\"nofollow noopener noreferrer\">&gt;&gt;1a2b3c4d</a>";
        assert_eq!(
            to_html("As in >>1A2B3C4D"),
            format!("<p>As in {}</p>\n", link.replace(">&gt;&gt;1a2b3c4d", ">&gt;&gt;1A2B3C4D"))
        );
        assert_eq!(
            to_html(">>1a2b3c4d says\n\n  >>1a2b3c4d again"),
            format!("<p>{link} says</p>\n<p>{link} again</p>\n")
        );
        assert!(to_html(&format!("see /posts/{id}#item-{id}.")).contains(&format!("href=\"/posts/{id}#item-{id}\"")));
        assert!(!to_html("`>>1a2b3c4d` and [a >>1a2b3c4d](https://doi.org/1)").contains("/cite/"));
        assert!(to_html("> quoted\n\nanswered").contains("<blockquote>"));
        assert_eq!(excerpt(">>1a2b3c4d says"), ">>1a2b3c4d says");
    }
}
