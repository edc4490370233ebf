//! The check word that belongs to a recovery code: six letters and digits that the owner can read out to an
//! administrator without giving the code away. It is derived from the code by HKDF, so every new code has a new one,
//! and somebody who knows it still faces 130 of the code's 160 bits.

use super::recovery_code::{ALPHABET, RecoveryCode, read_digit};
use crate::ctx::Ctx;
use crate::seal::{Place, SealFault};
use subtle::ConstantTimeEq;
use uuid::Uuid;

const LETTERS: usize = 6;
/// Padded length of a sealed check word, in bytes.
pub(super) const SIZE: usize = 16;

/// A check word.
#[derive(Clone)]
pub struct CheckWord(String);

impl CheckWord {
    /// The check word of a code.
    pub fn of(code: &RecoveryCode) -> Self {
        let key = code.derive("check word");
        let letter = |byte: &u8| ALPHABET.get(usize::from(byte & 31)).copied().map(char::from);
        Self(key.expose().iter().take(LETTERS).filter_map(letter).collect())
    }

    /// Reads a check word as typed: any case, any separators, `O` for `0` and `I` or `L` for `1`.
    pub fn parse(text: &str) -> Option<Self> {
        let typed = text.chars().filter(char::is_ascii_alphanumeric);
        let letter = |typed| ALPHABET.get(read_digit(typed)?).copied().map(char::from);
        let word: String = typed.map(letter).collect::<Option<_>>()?;
        (word.len() == LETTERS).then_some(Self(word))
    }

    /// The word as shown: two groups of three.
    pub fn shown(&self) -> String {
        let (first, second) = self.0.split_at(LETTERS / 2);
        format!("{first}-{second}")
    }
}

pub(super) fn place(account: &Uuid) -> Place<'_> {
    Place { table: "accounts", row: account.as_bytes(), column: "check_word_sealed" }
}

/// Seals the check word of an account's new code under the server key.
pub(super) fn seal_check_word(ctx: &Ctx, account: Uuid, code: &RecoveryCode) -> Result<Vec<u8>, SealFault> {
    ctx.keys.seal(place(&account), &CheckWord::of(code).0, SIZE, &ctx.rng)
}

/// Whether `typed` matches the sealed check word.
pub(super) fn is_check_word(ctx: &Ctx, account: Uuid, sealed: &[u8], typed: &CheckWord) -> Result<bool, SealFault> {
    let kept = ctx.keys.open(place(&account), sealed)?;
    Ok(kept.as_bytes().ct_eq(typed.0.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ctx::Rng;
    use std::collections::BTreeSet;

    #[test]
    fn a_word_is_read_back_however_it_is_typed() {
        let rng = Rng::seeded(15);
        for _ in 0..50 {
            let word = CheckWord::of(&RecoveryCode::random(&rng));
            let shown = word.shown();
            assert_eq!(shown.len(), LETTERS + 1);
            for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), shown.replace('0', "o")] {
                assert!(CheckWord::parse(&typed).is_some_and(|read| read.0 == word.0), "{typed}");
            }
        }
    }

    #[test]
    fn what_is_no_word_is_refused() {
        for text in ["", "ABCDE", "ABCDEFG", "ABCDEU", "ABCDE\u{e9}", "------"] {
            assert!(CheckWord::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn each_code_has_another_word_and_the_word_is_no_part_of_it() {
        let rng = Rng::seeded(16);
        let codes: Vec<RecoveryCode> = (0..200).map(|_| RecoveryCode::random(&rng)).collect();
        let words: BTreeSet<String> = codes.iter().map(|code| CheckWord::of(code).0).collect();
        assert_eq!(words.len(), codes.len());
        for code in &codes {
            assert!(!code.shown().replace('-', "").contains(&CheckWord::of(code).0));
        }
    }
}
