//! Points, stored in tenths because votes on old content count half.

use serde::{Deserialize, Serialize};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// Points in tenths: 10 is one point. Sums saturate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tenths(pub i32);

impl Tenths {
    /// Zero points.
    pub const ZERO: Self = Self(0);

    /// Whole points.
    pub const fn points(points: i32) -> Self {
        Self(points.saturating_mul(10))
    }
    /// Rounded down to whole points.
    pub fn whole(self) -> i32 {
        self.0.div_euclid(10)
    }
    /// As a number of points.
    pub fn as_points(self) -> f64 {
        f64::from(self.0) / 10.0
    }
    /// With its sign, and one decimal if it is not whole: "+2", "-0.5", "0".
    pub fn signed(self) -> String {
        let sign = match self.0 {
            1.. => "+",
            0 => "",
            _ => "\u{2212}",
        };
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
    }
}

impl Neg for Tenths {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Add for Tenths {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Tenths {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Tenths {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Tenths {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Tenths {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_with_their_sign() {
        let written = [20, 5, 0, -5, -105].map(|tenths| Tenths(tenths).signed());
        assert_eq!(written, ["+2", "+0.5", "0", "\u{2212}0.5", "\u{2212}10.5"]);
    }

    #[test]
    fn sums_saturate() {
        assert_eq!(Tenths(i32::MAX) + Tenths(1), Tenths(i32::MAX));
        assert_eq!(-Tenths(i32::MIN), Tenths(i32::MAX));
    }
}
