//! `uniting-doctors scrub`: the check that every anonymous post goes through, over standard input.

use domain::scrub::{Exemptions, findings, redact};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, BufRead, Write};

/// A line of input.
#[derive(Deserialize)]
struct Text {
    id: Value,
    text: String,
}

/// A line of output.
#[derive(Serialize)]
struct Found {
    id: Value,
    spans: Vec<Stretch>,
}

/// A stretch to remove, in Unicode code points, the end exclusive.
#[derive(Serialize)]
struct Stretch {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    family: &'static str,
}

/// Copies text from `input` to `output` without what identifies anyone. A line that is not UTF-8 is left out and
/// reported on `complaints`. Returns whether all lines were read.
pub fn text(input: impl BufRead, mut output: impl Write, mut complaints: impl Write) -> io::Result<bool> {
    let mut whole = true;
    let mut text = String::new();
    for (at, line) in lines(input).enumerate() {
        if let Ok(line) = String::from_utf8(line?) {
            text.push_str(&line);
        } else {
            whole = false;
            writeln!(complaints, "line {}: not UTF-8, left out", at + 1)?;
        }
    }
    output.write_all(redact(&text, &Exemptions::none()).text.as_bytes())?;
    output.flush()?;
    Ok(whole)
}

/// Reads lines of `{"id","text"}` and writes lines of `{"id","spans"}`. A line that cannot be read is reported
/// on `complaints` and gets no answer. Returns whether all lines were read.
pub fn jsonl(input: impl BufRead, mut output: impl Write, mut complaints: impl Write) -> io::Result<bool> {
    let mut whole = true;
    for (at, line) in lines(input).enumerate() {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice::<Text>(&line) {
            Ok(Text { id, text }) => {
                serde_json::to_writer(&mut output, &Found { id, spans: stretches(&text) })?;
                output.write_all(b"\n")?;
            }
            Err(error) => {
                whole = false;
                writeln!(complaints, "line {}: {}", at + 1, reason(&error, &line))?;
            }
        }
    }
    output.flush()?;
    Ok(whole)
}

/// The lines as bytes, each with its line break.
fn lines(mut input: impl BufRead) -> impl Iterator<Item = io::Result<Vec<u8>>> {
    std::iter::from_fn(move || {
        let mut line = Vec::new();
        match input.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => Some(Ok(line)),
            Err(error) => Some(Err(error)),
        }
    })
}

/// What is wrong with a line, without its words: they may identify someone.
fn reason(error: &serde_json::Error, line: &[u8]) -> String {
    if std::str::from_utf8(line).is_err() {
        "not UTF-8".to_owned()
    } else if error.is_data() {
        "not an object with \"id\" and \"text\"".to_owned()
    } else {
        format!("not JSON (column {})", error.column())
    }
}

fn stretches(text: &str) -> Vec<Stretch> {
    let mut read = 0;
    let mut points = 0;
    let mut to_points = |byte: usize| {
        points += text.get(read..byte).unwrap_or_default().chars().count();
        read = byte;
        points
    };
    let stretch = |finding: domain::scrub::Finding| Stretch {
        start: to_points(finding.span.start()),
        end: to_points(finding.span.end()),
        family: finding.kind.family(),
    };
    findings(text).into_iter().map(stretch).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Command = fn(&[u8], &mut Vec<u8>, &mut Vec<u8>) -> io::Result<bool>;

    /// What a command writes, what it complains of, and whether it read everything.
    fn answer(command: Command, input: &[u8]) -> io::Result<(String, String, bool)> {
        let (mut output, mut complaints) = (Vec::new(), Vec::new());
        let whole = command(input, &mut output, &mut complaints)?;
        let readable = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ok((readable(output), readable(complaints), whole))
    }

    fn as_text(input: &[u8], output: &mut Vec<u8>, complaints: &mut Vec<u8>) -> io::Result<bool> {
        text(input, output, complaints)
    }

    fn as_lines(input: &[u8], output: &mut Vec<u8>, complaints: &mut Vec<u8>) -> io::Result<bool> {
        jsonl(input, output, complaints)
    }

    #[test]
    fn text_goes_through_without_its_numbers() -> io::Result<()> {
        let (output, complaints, whole) = answer(as_text, b"Ring 614-555-0133.\nK 4.2\n")?;
        assert_eq!((output.as_str(), complaints.as_str(), whole), ("Ring [phone number].\nK 4.2\n", "", true));
        Ok(())
    }

    #[test]
    fn a_broken_line_is_left_out_and_named() -> io::Result<()> {
        let (output, complaints, whole) = answer(as_text, b"one\n\xff\xfe\nthree")?;
        assert_eq!(
            (output.as_str(), complaints.as_str(), whole),
            ("one\nthree", "line 2: not UTF-8, left out\n", false)
        );
        Ok(())
    }

    #[test]
    fn offsets_are_code_points() -> io::Result<()> {
        let (output, ..) = answer(as_lines, "{\"id\":\"a\",\"text\":\"\u{1f642} \u{fc} 614-555-0133\"}\n".as_bytes())?;
        assert_eq!(output, "{\"id\":\"a\",\"spans\":[{\"start\":4,\"end\":16,\"type\":\"CONTACT\"}]}\n");
        Ok(())
    }

    #[test]
    fn bad_lines_are_named_without_their_words_and_the_rest_goes_on() -> io::Result<()> {
        let input = b"{\"id\":7,\"text\":\"K 4.2\"}\n{\"id\":8,\n\n{\"id\":9}\n\"\xff\"\n{\"id\":null,\"text\":\"\"}";
        let (output, complaints, whole) = answer(as_lines, input)?;
        assert_eq!(output, "{\"id\":7,\"spans\":[]}\n{\"id\":null,\"spans\":[]}\n");
        let named: Vec<_> = complaints.lines().collect();
        assert!(named.iter().any(|line| line.starts_with("line 2: not JSON")), "{complaints}");
        assert!(named.contains(&"line 4: not an object with \"id\" and \"text\""), "{complaints}");
        assert!(named.contains(&"line 5: not UTF-8"), "{complaints}");
        assert_eq!((named.len(), whole), (3, false));
        Ok(())
    }
}
