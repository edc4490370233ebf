//! HTML entities for plain characters: `&#47;`, `&#x2f;`, `&sol;`. Markdown renderers know two thousand names; listed
//! here are those of ASCII, of blanks and dashes, of invisible characters, and of letters with an accent.

/// Maximum length of a name, in bytes.
const LONGEST: usize = 24;

/// Names of single characters.
const NAMED: [(&str, char); 83] = [
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("excl", '!'),
    ("quot", '"'),
    ("QUOT", '"'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("amp", '&'),
    ("AMP", '&'),
    ("apos", '\''),
    ("lpar", '('),
    ("rpar", ')'),
    ("ast", '*'),
    ("midast", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("period", '.'),
    ("sol", '/'),
    ("colon", ':'),
    ("semi", ';'),
    ("lt", '<'),
    ("LT", '<'),
    ("equals", '='),
    ("gt", '>'),
    ("GT", '>'),
    ("quest", '?'),
    ("commat", '@'),
    ("lsqb", '['),
    ("lbrack", '['),
    ("bsol", '\\'),
    ("rsqb", ']'),
    ("rbrack", ']'),
    ("Hat", '^'),
    ("lowbar", '_'),
    ("UnderBar", '_'),
    ("grave", '`'),
    ("DiacriticalGrave", '`'),
    ("lcub", '{'),
    ("lbrace", '{'),
    ("verbar", '|'),
    ("vert", '|'),
    ("VerticalLine", '|'),
    ("rcub", '}'),
    ("rbrace", '}'),
    ("nbsp", '\u{a0}'),
    ("NonBreakingSpace", '\u{a0}'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("emsp13", ' '),
    ("emsp14", ' '),
    ("numsp", ' '),
    ("puncsp", ' '),
    ("thinsp", ' '),
    ("ThinSpace", ' '),
    ("hairsp", ' '),
    ("VeryThinSpace", ' '),
    ("MediumSpace", ' '),
    ("hyphen", '-'),
    ("dash", '-'),
    ("ndash", '-'),
    ("mdash", '-'),
    ("horbar", '-'),
    ("minus", '-'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("rsquor", '\u{2019}'),
    ("shy", '\u{ad}'),
    ("ZeroWidthSpace", '\u{200b}'),
    ("NegativeThinSpace", '\u{200b}'),
    ("NegativeMediumSpace", '\u{200b}'),
    ("NegativeThickSpace", '\u{200b}'),
    ("NegativeVeryThinSpace", '\u{200b}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("NoBreak", '\u{2060}'),
    ("af", '\u{2061}'),
    ("ApplyFunction", '\u{2061}'),
    ("it", '\u{2062}'),
    ("InvisibleTimes", '\u{2062}'),
    ("ic", '\u{2063}'),
    ("InvisibleComma", '\u{2063}'),
    ("szlig", 's'),
];

/// Accents that follow a letter in a name.
const ACCENTS: [&str; 11] =
    ["acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron", "breve", "macr"];

/// The character for the entity at the start of a text, and the entity's length. The ampersand may itself be written as
/// an entity.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let mut body = text.strip_prefix('&')?;
    while let Some(rest) = body.strip_prefix("amp;") {
        let Some((letter, length)) = named_or_numbered(rest) else { break };
        if letter != '&' {
            return Some((letter, text.len() - rest.len() + length));
        }
        body = rest;
    }
    named_or_numbered(body).map(|(letter, length)| (letter, text.len() - body.len() + length))
}

/// Reads the part between the ampersand and the semicolon, without both. The length includes the semicolon.
fn named_or_numbered(body: &str) -> Option<(char, usize)> {
    let end = body.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = body.get(..end)?;
    let letter = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => NAMED.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter).or_else(|| accented(name))?,
    };
    Some((letter, end + 1))
}

fn numbered(number: &str) -> Option<char> {
    let (digits, radix, most) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 6),
        None => (number, 10, 7),
    };
    let fits = (1..=most).contains(&digits.len()) && digits.chars().all(|digit| digit.is_digit(radix));
    char::from_u32(u32::from_str_radix(digits, radix).ok().filter(|_| fits)?).filter(|letter| *letter != '\0')
}

/// The letter of `eacute`, without the accent: lists of names have letters without accents.
fn accented(name: &str) -> Option<char> {
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    ACCENTS.contains(&name.get(1..)?).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_what_they_stand_for() {
        for (text, letter, length) in [
            ("&#47;14", '/', 5),
            ("&#x2F;14", '/', 6),
            ("&#0000047;", '/', 10),
            ("&sol;", '/', 5),
            ("&amp;", '&', 5),
            ("&amp;#47;", '/', 9),
            ("&amp;amp;sol;", '/', 13),
            ("&amp; &sol;", '&', 5),
            ("&eacute;", 'e', 8),
            ("&NegativeVeryThinSpace;", '\u{200b}', 23),
        ] {
            assert_eq!(entity(text), Some((letter, length)), "{text}");
        }
        for text in ["&", "& ", "&;", "&#;", "&#x;", "&#00000047;", "&#xD800;", "&nothing;", "&sol", "a&sol;", "&#0;"] {
            assert_eq!(entity(text), None, "{text}");
        }
    }
}
