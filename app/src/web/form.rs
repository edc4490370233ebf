//! Form handlers: the server functions behind forms. A form handler runs one verb and says where to go. If the verb
//! refuses, the page of the form is drawn again, with its fields filled as they were, the fault beside the field, and
//! the status of the fault. Nothing a person typed is lost except passwords, and none of it is in an address.

use super::answer::{draw_error, mark, plain};
use super::body::{Secrets, Unread, decoded, read};
use super::context::PageContext;
use super::cookies::Cookies;
use crate::error::AppError;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, LOCATION, SET_COOKIE};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::handle_server_fns_with_context;
use server::Ctx;
use server::account::{RecoveryCode, new_device};
use std::sync::{Arc, Mutex, PoisonError};
use tower::ServiceExt as _;
use tower_sessions::Session;

/// A form that could not be carried out, for the page that is drawn again.
pub struct Returned {
    /// Why.
    pub error: AppError,
    fields: Vec<(String, String)>,
}

impl Returned {
    /// A field as it was typed.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

/// What came of a form handler.
pub enum Outcome {
    /// Go on to this page.
    Go(String),
    /// Go on to this page, as somebody who has just given their password.
    Enter(String),
    /// Go on to this page, and make the browser forget every page it has kept.
    SignedOut(String),
    /// Go on to this page, and make the browser forget everything about this site.
    Leave(String),
    /// Show a recovery code, once, to somebody who has just given their password or the code before.
    Reveal(RecoveryCode),
    /// It could not be done.
    Failed(AppError),
}

/// What a server function finds in its context.
#[derive(Clone)]
pub struct FormContext {
    /// The context of the verb.
    pub ctx: Ctx,
    /// The session.
    pub session: Session,
    secrets: Secrets,
    outcome: Arc<Mutex<Option<Outcome>>>,
    recalled: Arc<Mutex<Vec<(String, String)>>>,
}

impl FormContext {
    /// The context of the form being handled.
    pub fn here() -> Result<Self, AppError> {
        use_context::<Self>().ok_or(AppError::BadForm)
    }

    /// A password of the form. No server function takes one as an argument, because decoding would leave copies behind.
    pub fn secret(&self, name: &str) -> Result<&str, AppError> {
        self.secrets.get(name).ok_or(AppError::BadForm)
    }

    /// Sets a field in case the form comes back.
    pub fn recall(&self, name: &str, value: String) {
        self.recalled.lock().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), value));
    }

    /// Ends the form handler: says what came of the verb.
    pub fn end<T>(self, done: Result<T, server::Error>, outcome: impl FnOnce(T) -> Outcome) -> Result<(), AppError> {
        let (outcome, result) = match done {
            Ok(value) => (outcome(value), Ok(())),
            Err(error) => {
                let error = AppError::from(error);
                (Outcome::Failed(error.clone()), Err(error))
            }
        };
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        result
    }
}

/// The axum handler that every form handler runs in.
pub async fn handle_form(
    State(pages): State<Router>,
    Extension(cookies): Extension<Cookies>,
    context: PageContext,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = match read(body).await {
        Ok(body) => body,
        Err(Unread::Late) => return too_late().into_response(),
        Err(Unread::Large) => return too_large().into_response(),
    };
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&body.rest).unwrap_or_default();
    let from = fields.iter().find(|(name, _)| name == "from").map_or(parts.uri.path(), |(_, value)| value.as_str());
    let from = local(from).unwrap_or("/").to_owned();

    let form = FormContext {
        ctx: context.ctx.clone(),
        session: context.session.clone(),
        secrets: body.secrets,
        outcome: Arc::default(),
        recalled: Arc::default(),
    };
    let (outcome, recalled) = (form.outcome.clone(), form.recalled.clone());
    let mut call = Request::from_parts(parts, Body::from(body.rest.clone()));
    call.headers_mut().remove(ACCEPT);
    if std::str::from_utf8(&decoded(&body.rest)).is_ok() {
        let provide = move || provide_context(form.clone());
        // Its answer is for callers with scripts. We use the outcome instead.
        let _ = handle_server_fns_with_context(provide, call).await.into_response();
    }
    let outcome = outcome.lock().unwrap_or_else(PoisonError::into_inner).take();
    // If a name occurs twice, the first field counts.
    let recalled = std::mem::take(&mut *recalled.lock().unwrap_or_else(PoisonError::into_inner));
    let fields = recalled.into_iter().chain(fields).collect();
    match outcome {
        Some(Outcome::Go(to)) => redirect(&to),
        Some(Outcome::Enter(to)) => known(redirect(&to), &context, cookies).await,
        // The proof of an earlier sign-in stays. Otherwise a stranger could lock out a member who always signs out.
        Some(Outcome::SignedOut(to)) => forget(redirect(&to), "\"cache\", \"storage\""),
        Some(Outcome::Leave(to)) => forget(redirect(&to), "\"cache\", \"cookies\", \"storage\""),
        Some(Outcome::Reveal(code)) => known(reveal(&context, code).await, &context, cookies).await,
        Some(Outcome::Failed(error)) => again(pages, context, from, fields, error).await,
        None => again(pages, context, from, fields, AppError::BadForm).await,
    }
}

/// Draws the page of the form again, or the page of the error if that page cannot be drawn now.
async fn again(
    pages: Router,
    context: PageContext,
    from: String,
    fields: Vec<(String, String)>,
    error: AppError,
) -> Response {
    // The verb may have ended the session, so we ask again who is signed in.
    let context = PageContext::of(&context.ctx, context.session.clone(), from.clone()).await.unwrap_or(context);
    let request = Request::builder().method(Method::GET).uri(&from).body(Body::empty());
    let returned = Arc::new(Returned { error: error.clone(), fields });
    let drawn = match request {
        Ok(mut request) => {
            request.extensions_mut().insert(context.clone());
            request.extensions_mut().insert(returned);
            pages.oneshot(request).await.ok().filter(|page| page.status().is_success())
        }
        Err(_) => None,
    };
    let mut page = match drawn {
        Some(page) => page,
        None => draw_error(&context, &error).await,
    };
    mark(&mut page, &error);
    page.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    page
}

/// Shows a recovery code, once: this answer must not be kept anywhere.
async fn reveal(context: &PageContext, code: RecoveryCode) -> Response {
    let shown = match PageContext::of(&context.ctx, context.session.clone(), "/account".to_owned()).await {
        Ok(context) => crate::account::show_recovery_code(&context, &code).await,
        Err(error) => Err(error.into()),
    };
    let mut page = shown.unwrap_or_else(|failure| plain(&failure.0));
    page.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    page
}

/// Leaves the proof of this sign-in in the browser. If that fails, the sign-in is still valid.
async fn known(mut response: Response, context: &PageContext, cookies: Cookies) -> Response {
    match new_device(&context.ctx, &context.session).await {
        Ok(device) => {
            if let Some(cookie) = device.and_then(|device| cookies.device(&device)) {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
        }
        Err(error) => tracing::error!(%error, "no proof of a sign-in was made"),
    }
    response
}

/// Makes the browser forget what it keeps of this site.
fn forget(mut response: Response, what: &'static str) -> Response {
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static(what));
    response
}

fn redirect(to: &str) -> Response {
    let to = local(to).and_then(|to| HeaderValue::from_str(to).ok()).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

/// A path on this site and nowhere else.
fn local(path: &str) -> Option<&str> {
    let fits = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.bytes().all(|b| b.is_ascii_graphic());
    fits.then_some(path)
}

fn too_late() -> impl IntoResponse {
    let text = "<!doctype html><html lang=en><title>Uniting Doctors</title><h1>This did not arrive</h1>\
        <p>The connection was too slow, and nothing was saved. Your browser still has what you typed: go back one page and \
        send it again.</p>";
    (StatusCode::REQUEST_TIMEOUT, axum::response::Html(text))
}

fn too_large() -> impl IntoResponse {
    let text = "<!doctype html><html lang=en><title>Uniting Doctors</title><h1>This is too long</h1>\
        <p>A text can have at most 10,000 characters. Your browser still has what you typed: go back one page \
        and shorten it.</p>";
    (StatusCode::PAYLOAD_TOO_LARGE, axum::response::Html(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_on_this_site_are_gone_to() {
        for path in ["/", "/posts/1?after=2#item-3"] {
            assert_eq!(local(path), Some(path));
        }
        for path in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a b", "/a\r\nx: y", "relative"]
        {
            assert_eq!(local(path), None, "{path}");
        }
    }
}
