//! The emblem of a persona: simple geometry drawn from its public id, so that a persona is easy to recognise. It is a
//! convenience, not a proof of identity: the handle beside it is what counts.

use crate::ids::PersonaId;

/// Four cells in a square of 32 by 32 units, in one of eight colour pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emblem {
    /// The colour pair, 0 to 7 (`.tone-0` to `.tone-7` in the stylesheet).
    pub tone: u8,
    /// The cells, row by row.
    pub cells: [Cell; 4],
}

/// A motif in one quarter of the square, rotated about its centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Left edge, in units.
    pub x: u8,
    /// Upper edge, in units.
    pub y: u8,
    /// Rotation in degrees: 0, 90, 180 or 270.
    pub turn: u16,
    /// SVG path of the motif in a box of 16 by 16 units.
    pub path: &'static str,
}

const MOTIFS: [&str; 4] =
    ["M0 0h16A16 16 0 0 1 0 16z", "M0 0h16L0 16z", "M0 0a8 8 0 0 0 16 0z", "M0 0a16 16 0 0 1 16 16A16 16 0 0 1 0 0z"];

impl Emblem {
    /// The emblem of a persona, which never changes: each of the first four digits chooses a motif and its rotation,
    /// the last one the colours.
    pub fn of(persona: PersonaId) -> Self {
        let [first, second, _, last] = persona.bytes();
        let cell = |digit: u8, x: u8, y: u8| Cell {
            x,
            y,
            turn: u16::from(digit & 3) * 90,
            path: MOTIFS.get(usize::from(digit >> 2)).copied().unwrap_or_default(),
        };
        Self {
            tone: last & 7,
            cells: [
                cell(first >> 4, 0, 0),
                cell(first & 15, 16, 0),
                cell(second >> 4, 0, 16),
                cell(second & 15, 16, 16),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn different_first_digits_give_different_drawings() {
        let drawings: BTreeSet<String> = (0..=u16::MAX)
            .map(|n| PersonaId::from_hash([n.to_be_bytes(), [0, 0]].concat().try_into().unwrap_or_default()))
            .map(|persona| format!("{:?}", Emblem::of(persona).cells))
            .collect();
        assert_eq!(drawings.len(), 65_536);
    }

    #[test]
    fn the_tone_is_one_of_eight() {
        let tones: BTreeSet<u8> = (0..=u8::MAX).map(|n| Emblem::of(PersonaId::from_hash([0, 0, 0, n])).tone).collect();
        assert_eq!(tones, (0..8).collect());
    }
}
