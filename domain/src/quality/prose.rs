//! The words of a Markdown text: without addresses and placeholders, and, if only the author's own words count, also
//! without quotations. A [`GAP`] marks where something was taken out, so that the words on both sides do not become
//! neighbours.

use super::link;
use crate::scrub::placeholder;

/// Marks where something was taken out. A control character that no stored text contains.
pub(super) const GAP: char = '\u{1e}';

/// A text without addresses and placeholders.
pub(super) fn wording(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((before, rest)) = text.split_at_checked(at).filter(|(_, rest)| !rest.is_empty()) {
        let next = rest.chars().next().unwrap_or(GAP);
        let taken = match next {
            '[' => placeholder(rest).map(str::len),
            '0'..='9' | 'a'..='z' | 'A'..='Z' => link::address(before, rest).filter(|length| *length > 0),
            _ => None,
        };
        plain.push(if taken.is_some() { GAP } else { next });
        at += taken.unwrap_or(next.len_utf8());
    }
    plain
}

/// The author's own wording: also without block quotes, code, and anything in quotation marks that has at least
/// `least_quoted` words.
pub(super) fn own_wording(text: &str, least_quoted: usize) -> String {
    /// An opening mark and the marks that can close it. German quotations come first, because their closing mark opens
    /// English ones.
    const MARKS: [(char, &[char]); 8] = [
        ('„', &['“', '”']),
        ('“', &['”']),
        ('«', &['»']),
        ('»', &['«']),
        ('"', &['"']),
        ('‚', &['‘', '’']),
        ('‘', &['’']),
        ('\'', &['\'']),
    ];
    let spoken = without_code(&without_blocks(text));
    let own = MARKS.into_iter().fold(spoken, |text, (open, close)| without_quotes(&text, open, close, least_quoted));
    wording(&own)
}

/// The number of words in a text, counted like a word processor does: runs between blanks that have a letter or digit.
pub(super) fn length(text: &str) -> usize {
    count(&wording(text))
}

fn count(text: &str) -> usize {
    let parts = text.split(|c: char| c.is_whitespace() || c == GAP);
    parts.filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// The words of a text: runs of letters and digits, possibly with apostrophes and accents inside.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’') || ('\u{300}'..='\u{36f}').contains(&c);
    text.split(move |c| !belongs(c))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// The text without block quotes and fenced code. A quote continues over the lines of its last paragraph (CommonMark
/// 5.1).
fn without_blocks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut quoting = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t']);
        let opening = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        quoting = bare.starts_with('>') || quoting && opening.is_none() && goes_on(bare);
        let taken = quoting || fence.is_some() || opening.is_some();
        fence = match (fence, opening) {
            (Some(mark), Some(again)) if mark == again => None,
            (None, opening) if !quoting => opening,
            (fence, _) => fence,
        };
        if taken {
            plain.push(GAP);
            plain.push_str(if line.ends_with('\n') { "\n" } else { "" });
        } else {
            plain.push_str(line);
        }
    }
    plain
}

/// Whether a line can belong to the paragraph before it.
fn goes_on(bare: &str) -> bool {
    let heading = bare.starts_with('#');
    let item = ["- ", "* ", "+ ", "1. ", "1) "].iter().any(|mark| bare.starts_with(mark));
    !bare.trim_end().is_empty() && !heading && !item
}

/// The text without code spans, which are between two equal runs of backticks in one paragraph.
fn without_code(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.find('`').and_then(|at| rest.split_at_checked(at)) {
        let ticks = behind.len() - behind.trim_start_matches('`').len();
        let inside = behind.get(ticks..).unwrap_or_default();
        plain.push_str(before);
        plain.push(GAP);
        rest = closing(inside, ticks).and_then(|end| inside.get(end..)).unwrap_or(inside);
    }
    plain + rest
}

/// Where a text continues after the next run of exactly `ticks` backticks. A search that fails is the last one for its
/// length in that paragraph, so all searches together stay far from quadratic.
fn closing(inside: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = inside.get(at..)?;
        let (before, behind) = rest.split_at_checked(rest.find('`')?)?;
        let run = behind.len() - behind.trim_start_matches('`').len();
        at += before.len() + run;
        if before.contains("\n\n") {
            return None;
        }
        if run == ticks {
            return Some(at);
        }
    }
}

/// The text without what is between two quotation marks in one paragraph. A mark opens before a word and closes after
/// one, so that inches and apostrophes are not affected.
fn without_quotes(text: &str, open: char, close: &[char], least: usize) -> String {
    let mut plain = String::with_capacity(text.len());
    let (mut done, mut start) = (0, None);
    let (mut before, mut line_is_blank) = (' ', true);
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let after = letters.peek().map_or(' ', |(_, next)| *next);
        match start {
            Some(from) if close.contains(&c) && !before.is_whitespace() && !after.is_alphanumeric() => {
                let end = at + c.len_utf8();
                if count(text.get(from..end).unwrap_or_default()) >= least {
                    plain.push_str(text.get(done..from).unwrap_or_default());
                    plain.push(GAP);
                    done = end;
                }
                start = None;
            }
            Some(_) if c == '\n' && line_is_blank => start = None,
            None if c == open && !before.is_alphanumeric() && !after.is_whitespace() => start = Some(at),
            _ => {}
        }
        line_is_blank = c == '\n' || line_is_blank && c.is_whitespace();
        before = c;
    }
    plain.push_str(text.get(done..).unwrap_or_default());
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The own wording with a plain `|` for each gap, and blanks folded.
    fn own(text: &str, least: usize) -> String {
        own_wording(text, least).replace(GAP, "|").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn quotations_are_taken_out() {
        for (text, left) in [
            ("He said “you are all wrong” and left", "He said | and left"),
            ("He said \"you are all wrong\", then left", "He said |, then left"),
            ("Er sagte „das ist nicht gut“ und ging", "Er sagte | und ging"),
            ("Il dit «ce n'est pas bon» puis partit", "Il dit | puis partit"),
            ("She said ‘it’s not fine at all’ again", "She said | again"),
            ("She said 'it's not fine at all' again", "She said | again"),
            ("> quoted\nand on\n\nmine", "| | mine"),
            ("mine\n> quoted\n- an item", "mine | - an item"),
            ("see `some code here now` there", "see | there"),
            ("see ``a ` b`` there", "see | there"),
            ("before\n```\ncode\n```\nafter", "before | | | after"),
            ("a 6\" needle and a 5\" one", "a 6\" needle and a 5\" one"),
            ("the patients' notes and the nurses' notes", "the patients' notes and the nurses' notes"),
            ("it's ‘ open", "it's ‘ open"),
            ("“one paragraph\n\nanother” here", "“one paragraph another” here"),
            ("an `unclosed tick", "an |unclosed tick"),
        ] {
            assert_eq!(own(text, 2), left, "{text}");
        }
        assert_eq!(own("a “short one” stays", 5), "a “short one” stays");
    }

    #[test]
    fn addresses_and_placeholders_are_no_words() {
        for (text, count) in [
            ("", 0),
            ("one two three", 3),
            ("one - two — three", 3),
            ("We saw [name] on [date] at [web address].", 4),
            ("See https://a.example/b?c=d and [this](https://a.example/x).", 3),
            ("doi:10.1000/182 is read", 3),
            ("3 mg/kg 2.5 mg", 4),
            ("nice.org.uk/guidance/ng136 says", 1),
            ("well-known don't", 2),
            ("日本語", 1),
        ] {
            assert_eq!(length(text), count, "{text}");
        }
    }
}
