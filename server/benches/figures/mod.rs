//! What a bench measures: times by rank, and memory.

use std::time::{Duration, Instant};

/// Named figures, in the order in which they are printed.
pub type Figures = Vec<(&'static str, f64)>;

/// The time at a per-mille rank (500 is the median), in milliseconds.
pub fn ms(times: &mut [Duration], part: usize) -> f64 {
    times.sort_unstable();
    times[(times.len() - 1) * part / 1_000].as_secs_f64() * 1_000.0
}

/// Adds the median and the 99th percentile.
pub fn report(figures: &mut Figures, names: [&'static str; 2], times: &mut [Duration]) {
    figures.extend([(names[0], ms(times, 500)), (names[1], ms(times, 990))]);
}

/// Adds the time of an act that must succeed.
pub async fn timed<T>(times: &mut Vec<Duration>, act: impl Future<Output = Result<T, server::Error>>) {
    let begun = Instant::now();
    act.await.unwrap();
    times.push(begun.elapsed());
}

/// Memory of the process in MB: current (`VmRSS:`), or the peak since the last reset (`VmHWM:`).
pub fn memory(which: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which));
    let kb: f64 = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0.0);
    kb / 1_024.0
}
