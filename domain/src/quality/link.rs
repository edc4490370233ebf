//! Addresses in a text: where one ends, which host it names, and the DOI in it. Markdown, brackets and the marks that
//! end a sentence do not belong to it.

/// The address at the start of a text. It ends at a blank, a quotation mark, or a bracket that it did not open, and
/// does not include the punctuation of the sentence around it. Empty if no address starts there.
pub(super) fn run(text: &str) -> &str {
    // Nothing longer is an address; the limit keeps reading many of them linear.
    const LONGEST: usize = 2_048;
    let (mut round, mut square) = (0_u32, 0_u32);
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
    let end = text.bytes().position(|byte| match byte {
        b'(' => step(&mut round),
        b'[' => step(&mut square),
        b')' => back(&mut round),
        b']' => back(&mut square),
        b'"' | b'<' | b'>' | b'`' | b'|' | b'\\' | b'^' | b'{' | b'}' => true,
        _ => !byte.is_ascii_graphic(),
    });
    let run = end.map_or(text, |end| text.get(..end).unwrap_or_default());
    run.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '(', '['])
}

fn step(depth: &mut u32) -> bool {
    *depth += 1;
    false
}

/// Closes a bracket. Returns true if there is none to close.
fn back(depth: &mut u32) -> bool {
    match depth.checked_sub(1) {
        Some(less) => *depth = less,
        None => return true,
    }
    false
}

/// Whether a host may begin after this text: not within a word, a path or an e-mail address.
pub(super) fn may_begin(before: &str) -> bool {
    let last = before.chars().next_back();
    let within =
        last.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '/' | '~' | '%' | '+'));
    !within || before.ends_with("://")
}

/// The host at the start of a text, as typed: letters, digits, hyphens and at least one dot between them.
pub(super) fn host(text: &str) -> Option<&str> {
    let end = text.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')));
    let host = end.map_or(text, |end| text.get(..end).unwrap_or_default());
    let labels_are_whole = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    let ends_in_letters =
        host.rsplit('.').next().is_some_and(|top| top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()));
    (labels_are_whole && ends_in_letters).then_some(host)
}

/// The length of the address at the start of a text: one with a scheme or `www.`, a host with a path, or a DOI. Nothing
/// else counts as an address, so that "and/or" and "e.g." stay words.
pub(super) fn address(before: &str, text: &str) -> Option<usize> {
    if let Some((length, _)) = doi(text).filter(|_| !before.ends_with(char::is_alphanumeric)) {
        return Some(length);
    }
    if !may_begin(before) {
        return None;
    }
    let schemed = ["https://", "http://", "www."].iter().any(|scheme| opens(text, scheme));
    let pathed = || host(text).is_some_and(|host| text.get(host.len()..).is_some_and(|rest| rest.starts_with('/')));
    (schemed || pathed()).then(|| run(text).len())
}

/// Whether a text starts with these ASCII letters, in any case.
pub(super) fn opens(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with))
}

/// What publishers append to the DOI in the address of an article.
const TAILS: [&str; 16] = [
    "/full",
    "/fulltext",
    "/html",
    "/abstract",
    "/pdf",
    "/epdf",
    "/pdfdirect",
    "/epub",
    "/meta",
    "/summary",
    "/references",
    "/information",
    ".pdf",
    ".full",
    ".full-text",
    ".abstract",
];

/// The DOI at the start of a text, in lower case (DOI Handbook, 2.4: DOIs are not case-sensitive), and its length as
/// typed: `10.`, four to nine digits, possibly parts of a registrant, a slash (which may be escaped in an address), and
/// a suffix.
pub(super) fn doi(text: &str) -> Option<(usize, String)> {
    const LONGEST_PREFIX: usize = 24;
    // No DOI in use is nearly as long; the limit keeps reading many of them linear.
    const LONGEST: usize = 256;
    let prefix =
        text.strip_prefix("10.")?.bytes().take(LONGEST_PREFIX).position(|b| !(b.is_ascii_digit() || b == b'.'))?;
    let registrant = text.get(3..3 + prefix)?;
    let digits = registrant.split('.').next()?.len();
    let slash =
        text.get(3 + prefix..).and_then(|rest| ["/", "%2F", "%2f"].into_iter().find(|s| rest.starts_with(s)))?;
    if !(4..=9).contains(&digits) || registrant.ends_with('.') {
        return None;
    }
    let whole = run(text.get(..text.floor_char_boundary(LONGEST))?);
    let cut = [",10.", ";10.", "?", "#", "&"].iter().filter_map(|end| whole.find(end)).min().unwrap_or(whole.len());
    let typed = whole.get(..cut)?;
    let suffix = unescaped(typed.get(3 + prefix + slash.len()..)?).to_ascii_lowercase();
    let suffix = without_tail(&suffix);
    suffix.bytes().any(|b| b.is_ascii_alphanumeric()).then(|| (typed.len(), format!("10.{registrant}/{suffix}")))
}

/// The suffix without what the address of the article adds, or without the version of a preprint.
fn without_tail(suffix: &str) -> &str {
    const MARKS: [char; 6] = ['.', ',', ';', ':', '/', '-'];
    let mut bare = suffix.trim_end_matches(MARKS);
    while let Some(shorter) = TAILS.iter().find_map(|tail| bare.strip_suffix(tail)) {
        bare = shorter.trim_end_matches(MARKS);
    }
    let version = bare.rfind('v').filter(|at| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        bare.get(..*at).is_some_and(|head| head.len() >= 6 && digits(head)) && bare.get(at + 1..).is_some_and(digits)
    });
    version.map_or(bare, |at| bare.get(..at).unwrap_or_default())
}

/// Replaces ASCII escapes of an address, such as `%28`, by their characters.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        plain.push_str(before);
        let code = behind.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()).filter(u8::is_ascii_graphic);
        if let Some(byte) = code {
            plain.push(char::from(byte));
            rest = behind.get(2..).unwrap_or_default();
        } else {
            plain.push('%');
            rest = behind;
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        for (text, address) in [
            ("https://a.example/b. And", "https://a.example/b"),
            ("https://a.example/b_(c)), and", "https://a.example/b_(c)"),
            ("https://a.example/b](https://a.example/c)", "https://a.example/b"),
            ("https://a.example/b>", "https://a.example/b"),
            ("https://a.example/b**,", "https://a.example/b"),
            ("https://a.example/b\u{201d}", "https://a.example/b"),
            (" https://a.example", ""),
        ] {
            assert_eq!(run(text), address, "{text}");
        }
    }

    #[test]
    fn words_with_slashes_and_dots_are_no_addresses() {
        for text in ["and/or", "e.g. this", "b.i.d/t.i.d", "mg/kg", "12.5/3", "i.e./that is", "sepsis.No"] {
            assert_eq!(address("", text), None, "{text}");
        }
        for text in ["https://a.example", "WWW.a.example", "a.example/b", "10.1000/182"] {
            assert_eq!(address("see ", text), Some(text.len()), "{text}");
        }
        assert_eq!(address("me@", "a.example/b"), None);
    }
}
