//! `uniting-doctors reputation`: replays the ledgers of the stores, or one from a file.

use crate::commands::Fault;
use domain::reputation::{Scenario, play};
use server::Ctx;
use std::io::{Read as _, Write};
use std::path::Path;

/// The text of a file, or of standard input for `-`.
pub fn read(file: &Path) -> Result<String, Fault> {
    if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text)?;
        return Ok(text);
    }
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

/// Plays a scenario and writes the result as one line of JSON.
pub fn replay(text: &str, mut output: impl Write) -> Result<(), Fault> {
    let scenario: Scenario = serde_json::from_str(text).map_err(|error| format!("not a scenario: {error}"))?;
    serde_json::to_writer(&mut output, &play(&scenario)?)?;
    writeln!(output)?;
    Ok(())
}

/// Replays the ledgers of the stores and writes what differed.
pub async fn rebuild(ctx: &Ctx, mut output: impl Write) -> Result<(), Fault> {
    let done = server::reputation::rebuild(ctx).await?;
    for difference in &done.differences {
        let (kept, replayed) = (difference.kept.as_points(), difference.replayed.as_points());
        writeln!(output, "{} {}: {kept} kept, {replayed} replayed", difference.author, difference.what)?;
    }
    let count = done.differences.len();
    writeln!(output, "{} authors, {} events, {count} differences", done.authors, done.events)?;
    if count == 0 { Ok(()) } else { Err(format!("{count} sums differed from their events and were corrected").into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> Result<String, String> {
        let mut output = Vec::new();
        replay(text, &mut output).map_err(|fault| fault.to_string())?;
        Ok(String::from_utf8_lossy(&output).into_owned())
    }

    #[test]
    fn a_scenario_comes_to_one_line() {
        let upvote = r#"{"tier":1,"created":"2026-01-01","events":[{"on":"2026-01-05","kind":"upvote","voter_score":850,
            "content_on":"2026-01-04"}],"as_of":"2026-02-01"}"#;
        let expected = r#"{"score":502.0,"components":{"content":2.0,"engagement":0.0,"peer":0.0,"behaviour":0.0,"penalties":0.0},"rating":3.0,"stars":3,"label":"Established","capped":0.0}"#;
        assert_eq!(answer(upvote), Ok(format!("{expected}\n")));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(answer("{").is_err_and(|fault| fault.starts_with("not a scenario: ")));
        let unknown = r#"{"tier":1,"created":"2026-01-01","as_of":"2026-02-01","events":[
            {"on":"2026-01-05","kind":"upvote"},{"on":"2026-01-06","kind":"applause"}]}"#;
        assert!(answer(unknown).is_err_and(|fault| fault.contains("event 1")), "{:?}", answer(unknown));
    }
}
