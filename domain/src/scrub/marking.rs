//! Reads a typed text as readers of the published text see it: without the Markdown marks within a line, and with
//! entities replaced by their characters. It needs no renderer, so the browser can use it at every keystroke. It treats
//! more characters as marks than a renderer does, so the text as typed is checked as well.

use super::entity::entity;
use super::shown::Shown;

/// Reads a text in this way.
pub(super) fn read(text: &str) -> Shown {
    let mut shown = Shown::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find(['\\', '&', '*', '_', '~', '`']).unwrap_or(rest.len());
        shown.verbatim_by_look(rest.get(..plain).unwrap_or_default(), at);
        at += plain;
        let Some((rest, mark)) = text.get(at..).and_then(|rest| Some((rest, *rest.as_bytes().first()?))) else { break };
        at += match mark {
            b'\\' => 1,
            b'&' => {
                if let Some((letter, length)) = entity(rest) {
                    shown.instead_by_look(letter, at..at + length);
                    length
                } else {
                    shown.verbatim_by_look("&", at);
                    1
                }
            }
            _ => {
                let run = rest.bytes().take_while(|byte| *byte == mark).count();
                let before = text.get(..at).and_then(|before| before.chars().next_back());
                let after = rest.get(run..).and_then(|after| after.chars().next());
                if !is_marking(mark, before, after) {
                    shown.verbatim_by_look(rest.get(..run).unwrap_or_default(), at);
                }
                run
            }
        };
    }
    shown
}

/// Whether a run of this mark between these characters can be Markdown. Asterisks and tildes with blanks on both sides
/// are bullets and signs; underscores within a word belong to it.
fn is_marking(mark: u8, before: Option<char>, after: Option<char>) -> bool {
    let blank = |beside: Option<char>| beside.is_none_or(char::is_whitespace);
    let within = |beside: Option<char>| beside.is_some_and(char::is_alphanumeric);
    match mark {
        b'`' => true,
        b'_' => !(within(before) && within(after) || blank(before) && blank(after)),
        _ => !(blank(before) && blank(after)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_not_there_and_words_stay() {
        for (typed, read_as) in [
            ("415-**555**-0134", "415-555-0134"),
            ("MRN 12\\345678", "MRN 12345678"),
            ("03&#47;14/1951", "03/14/1951"),
            ("Ja\u{200b}ck\u{ad}son", "Jackson"),
            ("\u{ff14}\u{ff11}\u{ff15}\u{ff0d}555", "415-555"),
            ("4\u{336}1\u{336}5\u{336}", "415"),
            ("`a` ~~b~~ _c_ __d__ *e*", "a b c d e"),
            ("a_b_c, 4 * 5, ~ 6\n* one\n\n***\n", "a_b_c, 4 * 5, ~ 6\n* one\n\n***\n"),
            ("\\*\\*bold\\*\\* \\[x\\]", "bold [x]"),
            ("R&D & co", "R&D & co"),
        ] {
            assert_eq!(read(typed).text(), read_as, "{typed}");
        }
    }
}
