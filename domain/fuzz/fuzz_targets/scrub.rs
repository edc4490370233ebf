//! Runs the scrubber on arbitrary text and checks the properties of its tests, guided by coverage instead of chance.
//! `make fuzz` runs it; what it finds becomes a case of ONCE_WRONG in domain/src/scrub/properties.rs.
#![no_main]

use domain::scrub::{Finding, Exemptions, Kind, Exemption, Redacted, Segment, findings, redact, segments};
use libfuzzer_sys::fuzz_target;

#[path = "../../src/scrub/sound.rs"]
mod sound;

fuzz_target!(|text: &str| sound::check(text));
