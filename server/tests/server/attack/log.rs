//! Reads SQLite's write-ahead log by its file format (<https://www.sqlite.org/fileformat2.html#the_write_ahead_log>),
//! commit by commit, as far as salts and checksums are valid. Reading never panics on any bytes, and damage ends the
//! log.

/// What one commit wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// Pages by number, in the order written; the last one with a number counts.
    pub pages: Vec<(u32, Vec<u8>)>,
    /// Number of pages in the store afterwards.
    pub size: u32,
}

/// A log that is read as it grows.
pub struct Log {
    big_endian: bool,
    page: usize,
    salts: [u8; 8],
    sum: (u32, u32),
    /// Bytes read so far, up to the end of the last commit.
    pub at: usize,
}

/// Bytes of the log's header, and of the header of each frame.
pub const HEADER: usize = 32;
const FRAME: usize = 24;
const MAGIC: u32 = 0x377f_0682;
const VERSION: u32 = 3_007_000;

impl Log {
    /// Reads the header.
    pub fn open(bytes: &[u8]) -> Option<Self> {
        let header: &[u8; HEADER] = bytes.first_chunk()?;
        let magic = word(header, 0)?;
        let page = usize::try_from(word(header, 8)?).ok()?;
        if magic & !1 != MAGIC
            || word(header, 4)? != VERSION
            || !page.is_power_of_two()
            || !(512..=65_536).contains(&page)
        {
            return None;
        }
        let big_endian = magic & 1 == 1;
        let sum = checksum(big_endian, (0, 0), header.get(..FRAME)?);
        let stored = (word(header, 24)?, word(header, 28)?);
        let salts = header.get(16..24)?.try_into().ok()?;
        (sum == stored).then_some(Self { big_endian, page, salts, sum, at: HEADER })
    }

    /// Whether this is the same log, perhaps longer by now.
    pub fn is_continued_by(&self, other: &Self) -> bool {
        self.salts == other.salts
    }

    /// Continues reading: `bytes` are those of the file from [`Log::at`]. An incomplete commit is left for the next
    /// call.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<Commit> {
        let (mut commits, mut commit, mut sum) = (Vec::new(), Commit::default(), self.sum);
        for (frame, number) in bytes.chunks_exact(FRAME + self.page).zip(1..) {
            let (header, page) = frame.split_at(FRAME);
            let (Some(page_number @ 1..), Some(size), Some(salts)) =
                (word(header, 0), word(header, 4), header.get(8..16))
            else {
                break;
            };
            sum = checksum(self.big_endian, checksum(self.big_endian, sum, header.get(..8).unwrap_or_default()), page);
            if salts != self.salts || word(header, 16).zip(word(header, 20)) != Some(sum) {
                break;
            }
            commit.pages.push((page_number, page.to_vec()));
            if size > 0 {
                commit.size = size;
                commits.push((std::mem::take(&mut commit), sum, number));
            }
        }
        if let Some((_, sum, frames)) = commits.last() {
            self.sum = *sum;
            self.at += frames * (FRAME + self.page);
        }
        commits.into_iter().map(|(commit, ..)| commit).collect()
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn checksum(big_endian: bool, (mut one, mut two): (u32, u32), bytes: &[u8]) -> (u32, u32) {
    let read = if big_endian { u32::from_be_bytes } else { u32::from_le_bytes };
    for pair in bytes.as_chunks::<8>().0 {
        let [first, second] = [0, 4].map(|at| pair[at..].first_chunk().copied().unwrap_or_default());
        one = one.wrapping_add(read(first)).wrapping_add(two);
        two = two.wrapping_add(read(second)).wrapping_add(one);
    }
    (one, two)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: usize = 512;

    /// Writes a log as SQLite would.
    fn written(commits: &[Commit], salts: [u8; 8], big_endian: bool) -> Vec<u8> {
        let mut log = Vec::new();
        for word in [MAGIC | u32::from(big_endian), VERSION, u32::try_from(PAGE).unwrap(), 7] {
            log.extend(word.to_be_bytes());
        }
        log.extend(salts);
        let mut sum = checksum(big_endian, (0, 0), &log);
        log.extend([sum.0.to_be_bytes(), sum.1.to_be_bytes()].concat());
        for commit in commits {
            for (at, (number, page)) in commit.pages.iter().enumerate() {
                let size = if at + 1 == commit.pages.len() { commit.size } else { 0 };
                let header = [number.to_be_bytes(), size.to_be_bytes()].concat();
                sum = checksum(big_endian, checksum(big_endian, sum, &header), page);
                let end = [sum.0.to_be_bytes(), sum.1.to_be_bytes()].concat();
                log.extend([header, salts.to_vec(), end, page.clone()].concat());
            }
        }
        log
    }

    fn parse(bytes: &[u8]) -> Vec<Commit> {
        Log::open(bytes).map(|mut log| log.read(&bytes[HEADER..])).unwrap_or_default()
    }

    fn commits() -> impl Strategy<Value = Vec<Commit>> {
        let page = (1..9_u32, any::<u8>()).prop_map(|(number, fill)| (number, vec![fill; PAGE]));
        let commit = (prop::collection::vec(page, 1..4), 1..99_u32).prop_map(|(pages, size)| Commit { pages, size });
        prop::collection::vec(commit, 0..6)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(commits in commits(), salts: [u8; 8], big_endian: bool) {
            prop_assert_eq!(parse(&written(&commits, salts, big_endian)), commits);
        }

        #[test]
        fn reading_in_pieces_reads_the_same(commits in commits(), salts: [u8; 8], cut: prop::sample::Index) {
            let bytes = written(&commits, salts, false);
            let mut log = Log::open(&bytes).unwrap();
            let cut = HEADER + cut.index(bytes.len() - HEADER + 1);
            let mut read = log.read(&bytes[HEADER..cut]);
            read.extend(log.read(&bytes[log.at..]));
            prop_assert_eq!(read, commits);
            prop_assert_eq!(log.at, bytes.len());
        }

        #[test]
        fn a_log_cut_off_is_read_as_far_as_its_commits_go(commits in commits(), salts: [u8; 8], cut: prop::sample::Index) {
            let bytes = written(&commits, salts, true);
            let read = parse(&bytes[..cut.index(bytes.len() + 1)]);
            prop_assert_eq!(&read[..], &commits[..read.len()]);
        }

        #[test]
        fn a_flipped_bit_ends_the_log(commits in commits(), salts: [u8; 8], at: prop::sample::Index, bit in 0..8_u8) {
            let mut bytes = written(&commits, salts, false);
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            let read = parse(&bytes);
            prop_assert_eq!(&read[..], &commits[..read.len()]);
            prop_assert!(commits.is_empty() || read.len() < commits.len());
        }

        #[test]
        fn random_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..3_000)) {
            parse(&bytes);
            let header = written(&[], [1; 8], false);
            prop_assert_eq!(parse(&[header, bytes].concat()), []);
        }
    }
}
