//! The answers of pages, and the pages that say what went wrong.

use super::context::PageContext;
use crate::error::AppError;
use crate::ui::PageLayout;
use axum::extract::Request;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::refused::Refused;
use leptos::prelude::*;

/// What a page answers.
pub type PageResult = Result<Response, Failure>;

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
        let mut response = StatusCode::OK.into_response();
        mark(&mut response, &self.0);
        response.extensions_mut().insert(self);
        response
    }
}

fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Puts an error's status on an answer, and after how many seconds to try again if that helps.
pub(super) fn mark(response: &mut Response, error: &AppError) {
    *response.status_mut() = status(error);
    if let Some(seconds) = error.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// No such page.
pub async fn not_found() -> Failure {
    Failure(AppError::Refused(vec![Refused::NotFound]))
}

/// The layer that draws the page of an error.
pub async fn error_page(context: PageContext, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let error = match response.extensions().get::<Failure>() {
        Some(Failure(error)) => error.clone(),
        None if response.status() == StatusCode::METHOD_NOT_ALLOWED || response.status() == StatusCode::BAD_REQUEST => {
            AppError::BadForm
        }
        None => return response,
    };
    draw_error(&context, &error).await
}

/// The page of an error.
pub(super) async fn draw_error(context: &PageContext, error: &AppError) -> Response {
    match context.show(PageLayout::narrow(title(error)), || body(error)).await {
        Ok(mut page) => {
            mark(&mut page, error);
            page
        }
        Err(Failure(error)) => plain(&error),
    }
}

fn title(error: &AppError) -> &'static str {
    match error.status() {
        401 => "Sign in to see this",
        403 => "You are not allowed to do this",
        404 => "There is no page here",
        400 => "This address or form is incomplete",
        500 => "Something failed on our side",
        503 => "This is not possible at the moment",
        _ => "This could not be done",
    }
}

fn body(error: &AppError) -> AnyView {
    let status = error.status();
    let explained = match status {
        404 => vec!["The address may be mistyped, or what was here has been deleted.".to_owned()],
        401 => {
            vec!["This page is part of an account. Sign in, and you will find it at the same address.".to_owned()]
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

/// A bare page, for when even the page of an error cannot be drawn.
pub(super) fn plain(error: &AppError) -> Response {
    let sentence = error.sentences().into_iter().map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" ");
    let html = "<!doctype html><html lang=en><title>Uniting Doctors</title><h1>This did not work</h1><p>";
    let mut page = Html(format!("{html}{sentence}")).into_response();
    mark(&mut page, error);
    page
}

/// A form that came from another site.
pub(super) fn cross_site() -> impl IntoResponse {
    let text = "<!doctype html><html lang=en><title>Uniting Doctors</title><h1>This form came from another site</h1>\
        <p>Nothing was done. If you meant to do this, open Uniting Doctors in this browser and do it there.</p>\
        <p><a href=\"/\">Go to the feed</a>";
    (StatusCode::FORBIDDEN, Html(text))
}
