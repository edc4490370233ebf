//! Whether a text is laid out for a reader in a hurry: at least two of several blocks, a list, and headings. Nearly
//! every text has one of them by chance.

/// Whether at least two of these signs are present.
pub(super) fn is_clear(body: &str) -> bool {
    let signs = [blocks(body) >= 2, has_list(body), has_headings(body)];
    signs.into_iter().filter(|sign| *sign).count() >= 2
}

/// The number of paragraphs, lists and quotes, separated by blank lines; a heading alone does not count.
fn blocks(body: &str) -> usize {
    let mut count = 0;
    let mut within = false;
    for line in body.lines() {
        let says_something = line.contains(char::is_alphanumeric);
        let begins = says_something && !within && !is_heading(line);
        count += usize::from(begins);
        within = begins || within && says_something;
    }
    count
}

/// Two or more items of one kind: bullets, numbers, or `First`, `Second` at the start of a line.
fn has_list(body: &str) -> bool {
    let items = |is_item: fn(&str) -> bool| body.lines().filter(|line| is_item(line.trim_start())).count();
    items(is_bullet) >= 2 || items(is_numbered) >= 2 || items(is_ordinal) >= 2
}

fn is_bullet(line: &str) -> bool {
    ["- ", "* ", "+ ", "• ", "– "]
        .iter()
        .any(|mark| line.strip_prefix(mark).is_some_and(|item| !item.trim().is_empty()))
}

/// `1. `, `2) `, `(3) `, `a) `.
fn is_numbered(line: &str) -> bool {
    let open = line.strip_prefix('(').unwrap_or(line);
    let digits = open.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let lettered = digits == 0 && open.starts_with(|c: char| c.is_ascii_lowercase());
    let mark = open.get(if lettered { 1 } else { digits }..).unwrap_or_default();
    let ends = if lettered { mark.starts_with(") ") } else { mark.starts_with(". ") || mark.starts_with(") ") };
    (digits > 0 || lettered) && ends
}

fn is_ordinal(line: &str) -> bool {
    const ORDINALS: [&str; 8] = ["first", "firstly", "second", "secondly", "third", "thirdly", "finally", "lastly"];
    let word = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let marked = line.get(word.len()..).is_some_and(|rest| rest.starts_with([',', ':']));
    marked && ORDINALS.iter().any(|ordinal| ordinal.eq_ignore_ascii_case(word))
}

/// A Markdown heading or a line in bold; or two labels, as in "Background:" and "Question:".
fn has_headings(body: &str) -> bool {
    body.lines().any(is_heading) || body.lines().filter(|line| is_labelled(line)).count() >= 2
}

fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let level = line.len() - line.trim_start_matches('#').len();
    let bold = line.strip_prefix("**").and_then(|rest| rest.trim_end_matches(':').strip_suffix("**"));
    let named = |text: &str| text.contains(char::is_alphanumeric);
    (1..=6).contains(&level) && line.get(level..).is_some_and(|text| text.starts_with(' ') && named(text))
        || bold.is_some_and(|text| named(text) && !text.contains("**"))
}

/// Whether a line starts with one to four words and a colon.
fn is_labelled(line: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let line = line.trim_start_matches(['*', '_', ' ']);
    let Some((label, rest)) = line.split_once(':') else { return false };
    let words = label.split_whitespace().count();
    let plain = label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | '*' | '_' | '\''));
    label.starts_with(char::is_uppercase) && plain && (1..=MOST_WORDS).contains(&words) && !rest.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_signs_make_a_structure() {
        for text in [
            "We changed this:\n\n- the lamp\n- the list",
            "We changed this:\n\n1. the lamp\n2. the list",
            "Twice.\n\n(1) the lamp\n(2) the list",
            "## Background\n\nThis.\n\nThat.",
            "**Background**\n\nThis.\n\nThat.",
            "Background: this.\n\nQuestion: that?",
            "## What helped\n- a lamp\n- a list",
            "First, this.\n\nSecond, that.",
            "Situation: this\nBackground: that\n\nMore.",
        ] {
            assert!(is_clear(text), "{text}");
        }
    }

    #[test]
    fn one_sign_is_chance() {
        for text in [
            "",
            "One line.",
            "One line\nand another.",
            "One paragraph.\n\nAnother.",
            "## A heading\n\nA paragraph.",
            "- one\n- two",
            "- one item only\n\nand a paragraph",
            "#hashtag\n\nparagraph",
            "At 12:30 this.\n\nAt 13:45 that.",
            "-5 degrees\n\n-6 degrees",
            "Note: one label\n\nalone",
            "https://a.example\n\nhttps://b.example",
            "5.5 mg\n\n6.5 mg",
            "\n\n---\n\n***\n",
        ] {
            assert!(!is_clear(text), "{text}");
        }
    }
}
