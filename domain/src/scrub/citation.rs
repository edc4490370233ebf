//! Literature is welcome in a discussion. Links to public sources, DOIs, PubMed numbers and trial registrations are
//! closed before the recognisers run, because they are full of digits that look like dates and phone numbers.

use super::public_host::is_public;
use super::token::{Shape, Token};
use super::words::Senses;
use crate::ids::ItemId;
use crate::reference::Reference;

/// Number of characters in an id.
const ID: usize = 36;

/// Closes every token of a citation.
pub(super) fn close(text: &str, tokens: &mut [Token]) {
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let count = citation(text, rest);
        for token in tokens.iter_mut().skip(at).take(count) {
            token.shape = Shape::Closed;
            token.senses = Senses::NONE;
        }
        at += count.max(1);
    }
}

/// How many of the first tokens are a citation; 0 if none starts here.
fn citation(text: &str, rest: &[Token]) -> usize {
    let Some(first) = rest.first() else { return 0 };
    match first.shape {
        Shape::Word => {
            let word = text.get(first.start..first.end).unwrap_or_default();
            let named = first.means(Senses::PUBLIC_CODE).then(|| registered(text, word, rest));
            named.filter(|count| *count > 0).unwrap_or_else(|| link(text, word, rest))
        }
        Shape::Number if first.value == 10 => doi(rest),
        Shape::Number if first.is_year() && first.length() == 4 => journal_date(rest),
        Shape::Exemption(b'/') => own_link(text, first.start, rest),
        Shape::Exemption(b'>') => short_reference(text, first.start, rest),
        _ => 0,
    }
}

/// `PMID: 31535829`, `doi:10.1056/...`, `NCT01234567`.
fn registered(text: &str, word: &str, rest: &[Token]) -> usize {
    const NUMBERED: [&str; 14] = [
        "pmid", "pmcid", "pmc", "nct", "isrctn", "actrn", "chictr", "umin", "drks", "jrct", "irct", "kct", "ntr",
        "arxiv",
    ];
    if word.eq_ignore_ascii_case("doi") {
        let marks =
            rest.iter().skip(1).take_while(|token| matches!(token.shape, Shape::Exemption(b':' | b'.'))).count();
        let number = rest.get(1 + marks..).map_or(0, doi);
        return if number == 0 { 0 } else { 1 + marks + number };
    }
    if !NUMBERED.iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return 0;
    }
    let mut length = 1;
    let mut digits = 0;
    for token in rest.iter().skip(1).take(6) {
        match token.shape {
            Shape::Exemption(b':' | b'#' | b'.' | b'-') => {}
            Shape::Number => digits = token.length(),
            Shape::Word if digits == 0 && is_code_prefix(text, token) => {}
            _ => break,
        }
        length += 1;
        if digits >= 4 {
            return length + fraction(rest, length);
        }
    }
    0
}

fn is_code_prefix(text: &str, token: &Token) -> bool {
    let word = text.get(token.start..token.end).unwrap_or_default();
    ["pmc", "id", "r"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The part after the dot of `2101.12345`.
fn fraction(rest: &[Token], from: usize) -> usize {
    match (rest.get(from), rest.get(from + 1)) {
        (Some(dot), Some(tail)) if dot.is(b'.') && dot.is_glued() && tail.is_number() && tail.is_glued() => 2,
        _ => 0,
    }
}

/// `10.1056/NEJMoa2034577`: a prefix of four to nine digits, a slash and anything without a blank.
fn doi(rest: &[Token]) -> usize {
    match rest {
        [ten, dot, prefix, slash, ..]
            if ten.value == 10
                && ten.is_number()
                && dot.is(b'.')
                && dot.is_glued()
                && prefix.is_number()
                && (4..=9).contains(&prefix.length())
                && slash.is(b'/')
                && slash.is_glued() =>
        {
            run(rest)
        }
        _ => 0,
    }
}

/// `2021 Mar 4;384`: the day of an issue, as PubMed prints it.
fn journal_date(rest: &[Token]) -> usize {
    let month = rest.get(1).is_some_and(|token| token.means(Senses::MONTH));
    let day = usize::from(rest.get(2).is_some_and(|token| token.is_number() && token.length() <= 2));
    let semicolon = rest.get(2 + day).is_some_and(|token| token.is(b';'));
    if month && semicolon { 2 + day } else { 0 }
}

/// `/posts/1a2b…#item-3c4d…`: a thread of this forum and an item in it. Accepted only as a path of its own, never as
/// the rest of an address elsewhere.
fn own_link(text: &str, start: usize, rest: &[Token]) -> usize {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    if before.is_some_and(|c| !c.is_whitespace() && c != '(') {
        return 0;
    }
    let after_id = |head: &str, from: usize| {
        let tail = text.get(from..)?.strip_prefix(head)?;
        let end = from + head.len() + ID;
        let ends = !text.get(end..).is_some_and(|more| more.starts_with(|c: char| c.is_ascii_alphanumeric()));
        (ends && tail.get(..ID)?.parse::<ItemId>().is_ok()).then_some(end)
    };
    let Some(thread) = after_id("/posts/", start) else { return 0 };
    let end = after_id("#item-", thread).unwrap_or(thread);
    rest.iter().take_while(|token| token.end <= end).count()
}

/// `>>1a2b3c4d`: another text of this forum. Eight digits without a letter could be a date, and are checked as one.
fn short_reference(text: &str, start: usize, rest: &[Token]) -> usize {
    let Some(digits) = text.get(start..).and_then(|tail| tail.strip_prefix(">>")) else { return 0 };
    let count = digits.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let has_letter = digits.bytes().take(count).any(|digit| digit.is_ascii_alphabetic());
    if !has_letter || digits.get(..count).and_then(Reference::parse_short).is_none() {
        return 0;
    }
    rest.iter().take_while(|token| token.end <= start + 2 + count).count()
}

/// A link to a public host, without a query that could carry somebody's session.
fn link(text: &str, word: &str, rest: &[Token]) -> usize {
    let head = rest.get(1).is_some_and(|token| token.is_glued() && token.is_one_of(b":."));
    if !head || rest.first().is_some_and(Token::is_glued) {
        return 0;
    }
    let length = run(rest);
    let (Some(first), Some(last)) = (rest.first(), rest.get(length.saturating_sub(1))) else { return 0 };
    let whole = text.get(first.start..last.end).unwrap_or_default();
    let address = if first.means(Senses::SCHEME) { whole.get(word.len() + 3..).unwrap_or_default() } else { whole };
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let query = address.split_once('?').map_or("", |(_, query)| query);
    if is_public(host) && (query.is_empty() || query.starts_with("term=")) { length } else { 0 }
}

/// The tokens up to the next blank, without the marks that end a sentence or close a bracket.
pub(super) fn run(rest: &[Token]) -> usize {
    let glued = rest.iter().skip(1).take_while(|token| token.is_glued() && token.shape != Shape::Closed).count();
    let mut length = 1 + glued;
    let mut open = rest.iter().take(length).filter(|token| token.is(b'(')).count();
    let mut shut = rest.iter().take(length).filter(|token| token.is(b')')).count();
    while length > 1 {
        match rest.get(length - 1).map(|token| token.shape) {
            Some(Shape::Exemption(b')')) if shut <= open => break,
            Some(Shape::Exemption(b')')) => shut -= 1,
            Some(Shape::Exemption(b'(')) => open -= 1,
            Some(Shape::Exemption(
                b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'"' | b'>' | b']' | b'}' | b'*' | b'_',
            )) => {}
            _ => break,
        }
        length -= 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use crate::scrub::{Exemptions, redact};

    #[test]
    fn references_stay_and_what_only_looks_like_one_goes() {
        for text in [">>bed2472a", "As in >>1a2b3c4d, and >>b3d20140.", "(>>614555e0)"] {
            assert_eq!(redact(text, &Exemptions::none()).text, text);
        }
        for text in [">>19560314", "bed 2472a", ">>614-555-0133"] {
            assert_ne!(redact(text, &Exemptions::none()).text, text);
        }
    }

    #[test]
    fn links_within_the_forum_keep_their_digits() {
        let id = "158d4aac-76ea-4653-93d0-929726787261";
        for text in [
            format!("/posts/{id}"),
            format!("See /posts/{id}#item-{id}, there."),
            format!("See [this](/posts/{id}#item-{id})."),
        ] {
            assert_eq!(redact(&text, &Exemptions::none()).text, text);
        }
        for text in [
            format!("https://clinic.example/posts/{id}"),
            format!("clinic/posts/{id}"),
            format!("/records/{id}"),
            format!("/posts/{id}0"),
            "/posts/92972678726".to_owned(),
        ] {
            assert!(!redact(&text, &Exemptions::none()).text.contains("92972678726"), "{text}");
        }
    }
}
