//! Design primitives: the frame of a page, forms, and how an author is shown.

mod author;
mod forms;
mod frame;
mod icon;

pub use author::{AuthorLine, Credential, Emblem, Stars, tone_class};
pub use forms::{ErrorSummary, Field, FieldError, Form, Hidden, TextArea};
pub use frame::{Nav, Sheet, draw};
pub use icon::Icon;

/// A number and what is counted: "1 post", "2 posts".
pub fn count(number: i32, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
