//! How often tokens are looked at: the measure of work, since no test may depend on time.

use std::cell::Cell;

thread_local! {
    static LOOKS: Cell<usize> = const { Cell::new(0) };
}

/// One more look.
pub(super) fn count() {
    LOOKS.set(LOOKS.get() + 1);
}

/// How many looks this takes.
pub(super) fn of<T>(act: impl FnOnce() -> T) -> usize {
    let before = LOOKS.get();
    act();
    LOOKS.get() - before
}
