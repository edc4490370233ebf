//! Cleans typed text for its readers: removes invisible characters, text-direction controls and stacks of accents.
//! Invisible characters can carry a message, hide a word from the scrubber, or make a text read backwards.

mod category;

pub(crate) use category::{digit, is_invisible, is_mark};

/// Maximum number of marks on one character. Hebrew and Vietnamese need three.
const MOST_MARKS: usize = 4;

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
/// Variant selectors: show a symbol as text, or as a picture.
const VARIANTS: [char; 2] = ['\u{fe0e}', '\u{fe0f}'];
const KEYCAP: char = '\u{20e3}';

/// A text without control and format characters, except line ends and tabs, and with at most four marks on a character.
///
/// Joiners stay where readers would miss them: both kinds between letters of scripts that need them (Arabic and those
/// of India and its neighbours), and the joiner also between the pictures of one emoji. A variant selector stays after
/// a picture and in a keycap. Flags that are spelled with tags lose them.
pub fn legible(text: &str) -> String {
    let mut clean = Clean { text: String::with_capacity(text.len()), ..Clean::default() };
    text.chars().for_each(|letter| clean.take(letter));
    clean.text
}

/// A text while it is being cleaned.
#[derive(Default)]
struct Clean {
    text: String,
    /// The last character that was kept.
    before: Option<char>,
    /// Marks since the last character that is not a mark.
    marks: usize,
    /// A joiner or variant selector that is kept only if the next character needs it.
    waits: Option<char>,
}

impl Clean {
    fn take(&mut self, letter: char) {
        match letter {
            '\n' | '\t' => self.keep(letter),
            '\u{2028}' | '\u{2029}' => self.keep('\n'),
            NON_JOINER | JOINER => self.waits = Some(letter),
            _ if VARIANTS.contains(&letter) => match self.before {
                Some(before) if is_picture(before) => self.keep(letter),
                _ => self.waits = Some(letter),
            },
            _ if letter.is_control() || is_invisible(letter) => {}
            _ if is_mark(letter) => {
                let carried = self.before.is_some_and(|before| !before.is_whitespace()) && self.marks < MOST_MARKS;
                if carried {
                    self.marks += 1;
                    self.keep(letter);
                }
            }
            _ => {
                self.keep(letter);
                self.marks = 0;
            }
        }
    }

    fn keep(&mut self, letter: char) {
        if let (Some(waits), Some(before)) = (self.waits.take(), self.before)
            && joins(before, waits, letter)
        {
            self.text.push(waits);
        }
        self.text.push(letter);
        self.before = Some(letter);
    }
}

/// Whether readers would miss this joiner or variant selector between these characters.
fn joins(before: char, between: char, after: char) -> bool {
    match between {
        NON_JOINER => is_joined(before) && is_joined(after),
        JOINER => {
            let pictures = (is_picture(before) || VARIANTS.contains(&before)) && is_picture(after);
            pictures || is_joined(before) && is_joined(after)
        }
        _ => after == KEYCAP && (before.is_ascii_digit() || matches!(before, '#' | '*')),
    }
}

/// Whether it is a letter or mark of a script in which joiners distinguish words.
fn is_joined(letter: char) -> bool {
    let script = matches!(letter, '\u{600}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{18af}');
    script && (letter.is_alphabetic() || is_mark(letter))
}

/// Whether it is a symbol that can be drawn as a picture.
fn is_picture(letter: char) -> bool {
    matches!(letter,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{23ff}'
        | '\u{2460}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}'
        | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_shows_nothing_goes() {
        for (typed, shown) in [
            ("plain\ttext\nof two lines", "plain\ttext\nof two lines"),
            ("a\u{0}b\u{7}c\u{85}d\r", "abcd"),
            ("safe\u{202e}txt.exe\u{202c} \u{2066}x\u{2069}", "safetxt.exe x"),
            ("zero\u{200b}wi\u{200d}dth\u{feff} so\u{ad}ft", "zerowidth soft"),
            ("tagged\u{e0041}\u{e0042}\u{e007f}", "tagged"),
            ("a\u{fe01}\u{e0101}\u{fe0f}b\u{3164}\u{2800}", "ab"),
            ("one\u{2028}two\u{2029}three", "one\ntwo\nthree"),
            ("\u{301}a \u{301}b", "a b"),
        ] {
            assert_eq!(legible(typed), shown, "{typed:?}");
        }
    }

    #[test]
    fn what_readers_would_miss_stays() {
        for text in [
            "Jose\u{301} Müller",
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            "\u{915}\u{94d}\u{200d}\u{937}",
            "\u{1f469}\u{200d}\u{2695}\u{fe0f} \u{2764}\u{fe0f}\u{200d}\u{1f525}",
            "\u{1f44d}\u{1f3fd} 1\u{fe0f}\u{20e3}",
            "\u{5e9}\u{5c1}\u{5b8}\u{5dc}",
        ] {
            assert_eq!(legible(text), text, "{text:?}");
        }
    }

    #[test]
    fn marks_do_not_tower() {
        assert_eq!(legible(&format!("a{}b", "\u{335}".repeat(180))), format!("a{}b", "\u{335}".repeat(4)));
    }

    proptest! {
        #[test]
        fn sound_for_any_text(text in "(\\PC|\\p{M}|\\p{Cf}|\\p{Cc}|[\u{200c}\u{200d}\u{fe0f}\u{20e3}\u{1f469}1]){0,40}") {
            let clean = legible(&text);
            prop_assert_eq!(&legible(&clean), &clean);
            let mut marks = 0;
            for letter in clean.chars() {
                marks = if is_mark(letter) && !VARIANTS.contains(&letter) { marks + 1 } else { 0 };
                prop_assert!(marks <= MOST_MARKS);
                prop_assert!(!letter.is_control() || matches!(letter, '\n' | '\t'));
                let joins = [NON_JOINER, JOINER].contains(&letter) || VARIANTS.contains(&letter);
                prop_assert!(joins || !is_invisible(letter), "{:?}", letter);
            }
        }
    }
}
