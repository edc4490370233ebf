//! Scrubbing: what in a text could point at one person, and the text without it.
//! `findings` says what and why, `segments` draws it, `redact` removes it. Pure and linear in the text, so the same
//! code decides on the server before anything is published and in the browser at every keystroke.
//! The list followed is the safe-harbour list of 45 CFR 164.514(b)(2)(i), items (A) to (R).

mod age;
mod calendar;
mod citation;
mod code;
mod date;
mod date_cue;
mod email;
mod finding;
mod handle;
mod ip;
mod kept;
mod kind;
mod label;
mod licence;
mod month;
mod phone;
mod record;
mod redact;
mod resolve;
mod ssn;
mod token;
mod vocabulary;
mod web;
mod words;
mod zip;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod properties;

pub use finding::{Finding, Segment, Span, segments};
pub use kept::{Kept, Mark};
pub use kind::{Certainty, Kind};
pub use redact::{Redacted, Removal, redact};
pub use resolve::findings;
