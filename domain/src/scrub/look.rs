//! What a character looks like to a reader. Letters and digits that are drawn wide, bold or in circles, or that belong
//! to another script, read like plain ones; invisible characters do not count. Letters that only resemble Latin ones,
//! such as Cyrillic, are not changed.

use crate::legible::{digit, is_invisible, is_mark};

/// How a character is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// As itself.
    Itself,
    /// Not at all: it is invisible.
    Nothing,
    /// Like this plain character.
    Like(char),
}

/// How a character is read after another one.
pub(super) fn look(letter: char, before: Option<char>) -> Look {
    if letter.is_ascii() {
        return Look::Itself;
    }
    if is_invisible(letter) || is_mark(letter) {
        return Look::Nothing;
    }
    // Raised or lowered after a letter or digit, it is an exponent or an index.
    let on_the_line = before.is_some_and(|before| before.is_ascii_alphanumeric());
    let small = small_digit(letter).filter(|_| !on_the_line);
    let plain = digit(letter).or(small).or_else(|| styled(letter)).or_else(|| listed(letter));
    plain.map_or(Look::Itself, Look::Like)
}

/// Superscript and subscript digits.
fn small_digit(letter: char) -> Option<char> {
    let raised = "\u{2070}\u{b9}\u{b2}\u{b3}\u{2074}\u{2075}\u{2076}\u{2077}\u{2078}\u{2079}";
    let lowered = "\u{2080}\u{2081}\u{2082}\u{2083}\u{2084}\u{2085}\u{2086}\u{2087}\u{2088}\u{2089}";
    let value = [raised, lowered].into_iter().find_map(|row| row.chars().position(|small| small == letter))?;
    char::from_digit(u32::try_from(value).ok()?, 10)
}

/// Runs of ASCII characters drawn in another style: the first of the run, the number of characters, and what the first
/// looks like.
const STYLED: [(char, u32, u8); 16] = [
    // full-width
    ('\u{ff01}', 94, b'!'),
    // in circles, brackets and squares
    ('\u{2460}', 9, b'1'),
    ('\u{2474}', 9, b'1'),
    ('\u{2488}', 9, b'1'),
    ('\u{24b6}', 26, b'A'),
    ('\u{24d0}', 26, b'a'),
    ('\u{24ea}', 1, b'0'),
    ('\u{24f5}', 9, b'1'),
    ('\u{24ff}', 1, b'0'),
    ('\u{2776}', 9, b'1'),
    ('\u{2780}', 9, b'1'),
    ('\u{278a}', 9, b'1'),
    // outlined, and in squares
    ('\u{1ccd6}', 26, b'A'),
    ('\u{1f130}', 26, b'A'),
    ('\u{1f150}', 26, b'A'),
    ('\u{1f170}', 26, b'A'),
];

fn styled(letter: char) -> Option<char> {
    const ALPHABETS: std::ops::RangeInclusive<char> = '\u{1d400}'..='\u{1d6a3}';
    let code = u32::from(letter);
    if ALPHABETS.contains(&letter) {
        // Mathematical alphabets: capitals, then small letters, thirteen times.
        let place = u8::try_from((code - u32::from(*ALPHABETS.start())) % 52).ok()?;
        return Some(char::from(if place < 26 { b'A' + place } else { b'a' + place - 26 }));
    }
    STYLED.iter().find_map(|(first, count, plain)| {
        let place = code.checked_sub(u32::from(*first)).filter(|place| place < count)?;
        Some(char::from(plain + u8::try_from(place).ok()?))
    })
}

/// Single characters, each after the character it looks like.
const LISTED: &str = "CℂgℊHℋHℌHℍhℎIℐIℑLℒlℓNℕPℙQℚRℛRℜRℝZℤZℨK\u{212a}BℬCℭeℯEℰFℱMℳoℴiℹDⅅdⅆeⅇiⅈjⅉ\
    IⅠVⅤXⅩLⅬCⅭDⅮMⅯiⅰvⅴxⅹlⅼcⅽdⅾmⅿsſC\u{1f12b}R\u{1f12c}\
    .․;\u{37e}`\u{1fef}+﬩,︐:︓;︔!︕?︖_︳_︴(︵)︶{︷}︸[﹇]﹈_﹍_﹎_﹏,﹐.﹒;﹔:﹕?﹖!﹗(﹙)﹚{﹛}﹜#﹟&﹠*﹡+﹢-﹣<﹤>﹥=﹦\\﹨$﹩%﹪@﹫";

fn listed(letter: char) -> Option<char> {
    let mut pairs = LISTED.chars();
    while let (Some(plain), Some(drawn)) = (pairs.next(), pairs.next()) {
        if drawn == letter {
            return Some(plain);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization as _;

    /// Whether it is a raised or lowered letter or sign, which is notation rather than writing.
    fn is_notation(letter: char) -> bool {
        matches!(letter, '\u{aa}' | '\u{ba}' | '\u{2b0}'..='\u{2ff}' | '\u{1d2c}'..='\u{1dbf}' | '\u{2071}'
            | '\u{207a}'..='\u{207f}' | '\u{208a}'..='\u{209f}' | '\u{2c7c}' | '\u{2c7d}' | '\u{a7f1}'..='\u{a7f4}'
            | '\u{107a5}')
    }

    #[test]
    fn what_the_standard_calls_compatible_looks_plain() {
        for letter in '\u{80}'..=char::MAX {
            let plain: String = std::iter::once(letter).nfkc().collect();
            let mut letters = plain.chars();
            if let (Some(plain), None) = (letters.next(), letters.next())
                && plain.is_ascii_graphic()
                && !is_notation(letter)
            {
                assert_eq!(look(letter, None), Look::Like(plain), "{letter:?}");
            }
        }
    }

    #[test]
    fn an_exponent_is_no_figure_of_the_number() {
        assert_eq!(look('\u{2079}', Some('0')), Look::Itself);
        assert_eq!(look('\u{2079}', Some(' ')), Look::Like('9'));
        assert_eq!(look('\u{e9}', None), Look::Itself);
        assert_eq!(look('\u{200b}', None), Look::Nothing);
        assert_eq!(look('\u{1f17c}', None), Look::Like('M'));
    }
}
