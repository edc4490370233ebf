//! Answers of pages, and the pages that say what went wrong.

use super::visit::Visit;
use crate::error::AppError;
use crate::ui::Sheet;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::refused::Refused;
use leptos::prelude::*;

/// What a page answers.
pub type Answer = Result<Response, Failure>;

/// A page that could not be drawn.
#[derive(Clone, Debug)]
pub struct Failure(pub AppError);

impl<E: Into<AppError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failure {
    /// An empty answer that carries the error; [`error_page`] draws it.
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

pub(super) fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// No such page.
pub async fn not_found() -> Failure {
    Failure(AppError::Refused(vec![Refused::NotFound]))
}

/// The layer that draws the page of an error.
pub async fn error_page(visit: Visit, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let error = match response.extensions().get::<Failure>() {
        Some(Failure(error)) => error.clone(),
        None if response.status() == StatusCode::METHOD_NOT_ALLOWED || response.status() == StatusCode::BAD_REQUEST => {
            AppError::BadForm
        }
        None => return response,
    };
    draw_error(&visit, &error).await
}

/// The page of an error.
pub(super) async fn draw_error(visit: &Visit, error: &AppError) -> Response {
    match visit.show(Sheet::narrow(title(error)), || body(error)).await {
        Ok(mut page) => {
            *page.status_mut() = status(error);
            page
        }
        Err(Failure(error)) => plain(&error).into_response(),
    }
}

fn title(error: &AppError) -> &'static str {
    match error.status() {
        401 => "Sign in to see this",
        403 => "This is not open to you",
        404 => "There is no page here",
        400 => "This address or form is not complete",
        500 => "Something failed on our side",
        _ => "This could not be done",
    }
}

fn body(error: &AppError) -> AnyView {
    let status = error.status();
    let explained = match status {
        404 => vec!["The address may be mistyped, or what stood here was deleted.".to_owned()],
        401 => {
            vec!["This page is part of an account. Sign in, and you will find it under the same address.".to_owned()]
        }
        _ => error.sentences().into_iter().map(|(_, sentence)| sentence).collect(),
    };
    let sign_in = (status == 401).then(|| view! { <a class="button" href="/sign-in">"Sign in"</a> });
    view! {
        <p class="progress-steps">{status}</p>
        <h1 class="page-title">{title(error)}</h1>
        {explained.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
        <p class="actions">{sign_in}<a class="button-link" href="/">"Go to the feed"</a></p>
    }
    .into_any()
}

/// A page without anything, for when even a page cannot be drawn.
pub(super) fn plain(error: &AppError) -> impl IntoResponse + use<> {
    let sentence = error.sentences().into_iter().map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" ");
    (
        status(error),
        Html(format!(
            "<!doctype html><html lang=en><title>Uniting Doctors</title><h1>This did not work</h1><p>{sentence}"
        )),
    )
}

/// A form that came from another site.
pub(super) fn cross_site() -> impl IntoResponse {
    let text = "<!doctype html><html lang=en><title>Uniting Doctors</title><h1>This form came from another site</h1>\
        <p>Nothing was done. If you meant to do this, open Uniting Doctors in this browser and do it there.</p>\
        <p><a href=\"/\">Go to the feed</a>";
    (StatusCode::FORBIDDEN, Html(text))
}
