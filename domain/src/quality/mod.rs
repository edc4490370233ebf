//! The quality of a post's text as a score from 0 to 100, made of parts that its author can read one by one. It
//! describes the writing (terms, sources, structure, tone, originality) and never says that something is medically
//! true: accuracy counts only if a provider has assessed it. Pure, and O(n log n) in the length of the text.

mod assessment;
mod evidence;
mod incivility;
mod link;
mod prose;
mod sketch;
mod source;
mod statistics;
mod structure;
mod terms;
mod tone;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod properties;

pub use assessment::{Accuracy, Assessment, Originality, Part, Tone};
pub use evidence::{Evidence, evidence};
pub use sketch::{COPIED_FROM, LEAST_SHARED, SKETCH, is_copied, shared_wording, sketch};
pub use source::{Source, sources};
