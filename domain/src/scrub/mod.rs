//! Scrubbing: what in a text could identify one person, and the text without it. `findings` says what and why,
//! `segments` prepares it for display, `redact` removes it. Pure and linear in the text, so the same code runs on the
//! server before publishing and in the browser at every keystroke. Each text is checked as typed and as readers see it
//! (`marking`, or a renderer's own `Shown`), so that nothing hides in Markdown, entities or unusual digits. The list is
//! the safe-harbour list of 45 CFR 164.514(b)(2)(i), items (A) to (R).

mod address;
mod age;
mod age_announced;
mod age_apposed;
mod calendar;
mod citation;
mod claim;
mod code;
mod cue_words;
mod date;
mod date_cue;
mod email;
mod entity;
mod exemptions;
mod finding;
mod fold;
mod handle;
mod institution;
mod ip;
mod kind;
mod label;
mod label_code;
mod licence;
mod lists;
mod look;
mod marking;
mod month;
mod name;
mod part;
mod phone;
mod phone_groups;
mod phrase;
mod place;
mod public_host;
mod reader;
mod recognisers;
mod record;
mod redact;
mod room;
mod room_number;
mod room_word;
mod scan;
mod sentence;
mod shown;
mod spelling;
mod ssn;
mod token;
mod vocabulary;
mod web;
mod word_table;
mod words;
mod zip;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod disguised_cases;
#[cfg(test)]
mod people_cases;
#[cfg(test)]
mod pieces;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod sound;
#[cfg(test)]
mod sweep;
#[cfg(test)]
mod where_cases;
#[cfg(test)]
mod work;

pub use exemptions::{Exemption, Exemptions};
pub use finding::{Finding, Segment, Span, cut, segments};
pub(crate) use kind::placeholder;
pub use kind::{Certainty, Kind};
#[cfg(not(target_arch = "wasm32"))]
pub use lists::LISTS;
#[cfg(target_arch = "wasm32")]
pub use lists::install_lists;
pub(crate) use lists::is_medicine_alone;
pub use lists::lists_ready;
pub use public_host::may_link;
pub use recognisers::{findings, findings_shown};
pub use redact::{Redacted, Removal, redact, redact_shown};
pub use shown::Shown;
