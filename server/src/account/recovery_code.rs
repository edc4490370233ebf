//! The printed recovery code: 160 random bits, shown once, in an alphabet without look-alikes (Crockford's base 32).

use crate::ctx::Rng;
use crate::seal::{Key, derive};
use zeroize::{Zeroize, ZeroizeOnDrop};

pub(super) const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BYTES: usize = 20;
const DIGITS: usize = 32;

/// A recovery code. Never printed, never serialised; a page shows it once.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; BYTES]);

impl RecoveryCode {
    /// A fresh code.
    pub fn random(rng: &Rng) -> Self {
        Self(rng.bytes())
    }

    /// Reads a code as typed: any case, any separators, `O` for `0` and `I` or `L` for `1`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bits: u32 = 0;
        let mut held = 0;
        let mut bytes = Vec::with_capacity(BYTES);
        let mut digits = 0;
        for typed in text.chars().filter(char::is_ascii_alphanumeric) {
            bits = bits << 5 | u32::try_from(read_digit(typed)?).ok()?;
            held += 5;
            digits += 1;
            if held >= 8 {
                held -= 8;
                bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
            }
        }
        (digits == DIGITS).then_some(())?;
        bytes.try_into().ok().map(Self)
    }

    /// The code as shown: eight groups of four.
    pub fn shown(&self) -> String {
        let mut bits: u32 = 0;
        let mut held = 0;
        let mut text = String::with_capacity(40);
        let mut digits = 0;
        for byte in self.0 {
            bits = bits << 8 | u32::from(byte);
            held += 8;
            while held >= 5 {
                held -= 5;
                if digits > 0 && digits % 4 == 0 {
                    text.push('-');
                }
                let at = usize::try_from(bits >> held & 31).unwrap_or(0);
                text.push(ALPHABET.get(at).copied().map_or('0', char::from));
                digits += 1;
            }
        }
        text
    }

    /// A key for a purpose other than opening the account.
    pub(super) fn derive(&self, purpose: &str) -> Key {
        derive(&self.0, None, purpose)
    }

    /// The key derived from it with a salt. The code has 160 random bits, so it needs no stretching.
    pub(super) fn key(&self, salt: &[u8]) -> Key {
        derive(&self.0, Some(salt), "recovery code")
    }
}

/// The value of a digit as typed: either case, `O` for `0` and `I` or `L` for `1`.
pub(super) fn read_digit(typed: char) -> Option<usize> {
    let digit = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|letter| char::from(*letter) == digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = RecoveryCode::random(&Rng::seeded(5));
        let shown = code.shown();
        assert_eq!(shown.len(), 39);
        for typed in
            [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), shown.replace('0', "O").replace('1', "l")]
        {
            assert!(RecoveryCode::parse(&typed).is_some_and(|read| read.0 == code.0), "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "ABCD", &"U".repeat(32), &"A".repeat(33), &"é".repeat(32)] {
            assert!(RecoveryCode::parse(text).is_none(), "{text}");
        }
    }
}
