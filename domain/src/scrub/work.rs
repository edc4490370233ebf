//! Counts how often tokens are looked at. This is the measure of work, because no test may depend on time.

use std::cell::Cell;

thread_local! {
    static LOOKS: Cell<usize> = const { Cell::new(0) };
}

/// Counts one more look.
pub(super) fn count() {
    LOOKS.set(LOOKS.get() + 1);
}

/// The number of looks an act takes.
pub(super) fn of<T>(act: impl FnOnce() -> T) -> usize {
    let before = LOOKS.get();
    act();
    LOOKS.get() - before
}
