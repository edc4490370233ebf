//! The web application: routes, layers, and how a page or a form gets its context.

mod answer;
mod cookies;
mod door;
mod form;
mod headers;
mod visit;

pub use door::{Door, Outcome};

pub(crate) use answer::Answer;
pub(crate) use door::Returned;
pub(crate) use headers::with_script;
pub(crate) use visit::Visit;

use self::cookies::Cookies;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Extension, Router};
use server::Deployment;
use server::account::SealedSessions;
use std::path::Path;
use tower_http::csrf::CsrfLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

/// How visitors reach the site: `https`, or `http` on the own machine.
#[derive(Clone, Copy)]
pub(crate) struct Scheme(pub &'static str);

/// The whole application. `https` says how visitors reach it; `site` is the folder of compiled style, script and WASM.
pub fn router(deployment: &Deployment, https: bool, site: &Path) -> Router {
    let scheme = Extension(Scheme(if https { "https" } else { "http" }));
    let pages = pages().layer(scheme).layer(from_fn(answer::error_page));
    let doors = door::PATHS.iter().fold(Router::new(), |router, path| router.route(path, post(door::enter)));
    let cookies = Cookies { https };
    let doors = doors.with_state(pages.clone()).layer(Extension(cookies));

    let store =
        SealedSessions::new(deployment.stores.identity.clone(), deployment.clock.clone(), deployment.chance.clone());
    let sessions = SessionManagerLayer::new(store)
        .with_name(cookies.session_name())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(https)
        .with_expiry(Expiry::OnSessionEnd);
    let dynamic =
        pages.merge(doors).layer(from_fn_with_state((deployment.clone(), cookies), visit::bring)).layer(sessions);

    Router::new()
        .nest_service("/pkg", ServeDir::new(site.join("pkg")).precompressed_br())
        .route_service("/sprite.svg", ServeFile::new(site.join("sprite.svg")))
        .route_service("/lists.bin", ServeFile::new(site.join("lists.bin")).precompressed_br())
        .route_service("/favicon.svg", ServeFile::new(site.join("favicon.svg")))
        .route_service("/robots.txt", ServeFile::new(site.join("robots.txt")))
        // Asked for by browsers on pages that name no icon.
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .route("/health", get(|| async { (StatusCode::OK, "ok") }))
        .merge(dynamic)
        .layer(CsrfLayer::new().with_rejection_response(|_| answer::cross_site().into_response()))
        .layer(from_fn_with_state(https, headers::set))
}

fn pages() -> Router {
    Router::new()
        .merge(crate::account::routes())
        .merge(crate::persona::routes())
        .merge(crate::discussion::routes())
        .merge(crate::reputation::routes())
        .merge(crate::about::routes())
        .fallback(answer::not_found)
}
