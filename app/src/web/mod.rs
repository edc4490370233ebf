//! The web application: routes, layers, and how a page or a form gets its context.

mod answer;
mod body;
mod cache;
mod context;
mod cookies;
mod form;
mod headers;
pub mod route;

pub use form::{FormContext, Outcome};

pub(crate) use answer::PageResult;
pub(crate) use context::PageContext;
pub(crate) use form::Returned;
pub(crate) use headers::with_script;

use self::cookies::Cookies;
use self::route::{Route, RouteKind};
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Extension, Router};
use server::Services;
use server::account::SealedSessions;
use server::origin::Origin;
use server::stores::Stores;
use std::path::Path;
use tower_http::csrf::CsrfLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

/// The whole application. `origin` is where visitors reach it; `site` is the folder of compiled style, script and WASM.
pub fn router(services: &Services, origin: &Origin, site: &Path) -> Router {
    let https = origin.is_https();
    let (mut pages, mut forms) = (Router::new(), Router::new());
    for route in routes() {
        match route.kind {
            RouteKind::Page(handler) => pages = pages.route(route.path, handler()),
            RouteKind::Form { .. } => forms = forms.route(route.path, post(form::handle_form)),
        }
    }
    let pages = pages.fallback(answer::not_found).layer(Extension(origin.clone())).layer(from_fn(answer::error_page));
    let cookies = Cookies { https };
    let forms = forms.with_state(pages.clone()).layer(Extension(cookies));

    let store = SealedSessions::of(services);
    let sessions = SessionManagerLayer::new(store)
        .with_name(cookies.session_name())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(https)
        .with_expiry(Expiry::OnSessionEnd);
    let dynamic = pages
        .merge(forms)
        .layer(from_fn_with_state((services.clone(), cookies), context::load_page_context))
        .layer(sessions)
        .layer(from_fn_with_state(cache::VisitorPages::new(), cache::serve));

    Router::new()
        .nest_service("/pkg", ServeDir::new(site.join("pkg")).precompressed_br())
        .route_service("/sprite.svg", ServeFile::new(site.join("sprite.svg")))
        .route_service("/lists.bin", ServeFile::new(site.join("lists.bin")).precompressed_br())
        .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
        .route_service("/robots.txt", ServeFile::new(site.join("robots.txt")))
        // Browsers ask for this on pages that name no icon.
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .route("/health", get(health).with_state(services.stores.clone()))
        .merge(dynamic)
        .layer(same_site(origin).with_rejection_response(|_| answer::cross_site().into_response()))
        .layer(from_fn_with_state(https, headers::set))
}

/// Says whether the process is up, its stores answer, and the forum's write-ahead log is being emptied as it should be.
/// Says nothing else.
async fn health(State(stores): State<Stores>) -> (StatusCode, String) {
    if let Some(store) = stores.find_silent().await {
        return (StatusCode::SERVICE_UNAVAILABLE, format!("the {store} store does not answer"));
    }
    let said = match stores.forum.log_kept() {
        0 => "ok".to_owned(),
        minutes => format!("ok, but the forum's write-ahead log could not be emptied {minutes} times in a row"),
    };
    (StatusCode::OK, said)
}

/// Lets forms through that come from the configured origin, whatever host the proxy names. If the layer finds the
/// origin invalid, it compares with the host instead.
fn same_site(origin: &Origin) -> CsrfLayer {
    CsrfLayer::new().add_trusted_origin(origin.as_str()).unwrap_or_default()
}

/// All pages and forms.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    use crate::{about, account, discussion, persona, reputation};
    [account::ROUTES, persona::ROUTES, discussion::ROUTES, reputation::ROUTES, about::ROUTES].into_iter().flatten()
}
