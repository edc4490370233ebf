//! Listed words in a hash table with open addressing, so that nearly every word of a text costs one comparison.

/// Maximum length of a word that can be found, in bytes.
const LONGEST: usize = 24;

/// Words and their meanings; `SLOTS` is a power of two and at least twice the number of words.
pub(super) struct WordTable<M, const SLOTS: usize> {
    entries: Vec<(&'static str, M)>,
    /// Position in `entries` plus one; 0 is free.
    slots: Vec<u16>,
}

impl<M: Copy, const SLOTS: usize> WordTable<M, SLOTS> {
    pub(super) fn empty() -> Self {
        Self { entries: Vec::with_capacity(SLOTS / 4), slots: vec![0; SLOTS] }
    }

    /// Adds a word. If it is already there, `both` combines the two meanings.
    pub(super) fn learn(&mut self, word: &'static str, meaning: M, both: impl FnOnce(M, M) -> M) {
        let slot = self.slot(word.as_bytes());
        let found = self.slots.get(slot).and_then(|at| usize::from(*at).checked_sub(1));
        if let Some((_, known)) = found.and_then(|at| self.entries.get_mut(at)) {
            *known = both(*known, meaning);
            return;
        }
        self.entries.push((word, meaning));
        if let (Some(free), Ok(at)) = (self.slots.get_mut(slot), u16::try_from(self.entries.len())) {
            *free = at;
        }
    }

    /// The meaning of a word, in any case of its ASCII letters.
    pub(super) fn find(&self, word: &str) -> Option<M> {
        let mut lower = [0_u8; LONGEST];
        let lower = lower.get_mut(..word.len())?;
        for (to, from) in lower.iter_mut().zip(word.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        self.entry(self.slot(lower)).map(|(_, meaning)| *meaning)
    }

    fn entry(&self, slot: usize) -> Option<&(&'static str, M)> {
        self.slots.get(slot).and_then(|at| usize::from(*at).checked_sub(1)).and_then(|at| self.entries.get(at))
    }

    /// The slot of the word, or the free slot where it would be.
    fn slot(&self, word: &[u8]) -> usize {
        let hash = word.iter().fold(0_usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(*byte)));
        let mut slot = hash % SLOTS;
        while self.entry(slot).is_some_and(|(known, _)| known.as_bytes() != word) {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }

    #[cfg(test)]
    pub(super) fn words(&self) -> impl ExactSizeIterator<Item = &'static str> {
        self.entries.iter().map(|(word, _)| *word)
    }
}
