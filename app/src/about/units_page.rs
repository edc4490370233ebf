//! The page "Exit this page" lands on: a table of unit conversions that could be anybody's. It has no header of this site.

use axum::response::Html;

pub async fn page() -> Html<&'static str> {
    Html(include_str!("units.html"))
}
