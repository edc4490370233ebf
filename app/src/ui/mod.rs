//! Design primitives: the frame of a page, forms, and how authors and their posts are shown.

mod author;
mod badge;
mod forms;
mod frame;
mod icon;
mod mark;

pub use author::{AuthorLine, Credential, Emblem, Stars, tone_class};
pub use badge::Badges;
pub use forms::{ErrorSummary, Field, FieldError, Form, Hidden, Problem, TextArea};
pub use frame::{Nav, PageLayout, draw};
pub use icon::Icon;
pub use mark::{FeaturedMark, KindTag};

/// A number and what is counted: "1 post", "2 posts".
pub fn count(number: i32, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
