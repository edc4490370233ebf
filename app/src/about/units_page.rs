//! The page that "Exit this page" leads to: a table of unit conversions that could be on any site. It has no header of
//! this one.

use axum::response::Html;

pub async fn page() -> Html<&'static str> {
    Html(include_str!("units.html"))
}
