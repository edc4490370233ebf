//! The quality of a post's text as a figure from 0 to 100, made of parts its author can read one by one. It describes the
//! writing (terms, sources, order, tone, wording of one's own) and never says that something is medically true: accuracy
//! counts only where a provider has assessed it. Pure and linear in the text, give or take a logarithm.

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
