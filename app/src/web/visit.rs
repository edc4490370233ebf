//! One request: who asks, from which page, and what came back from a form. Brought along by a layer, taken by pages and
//! doors.

use super::answer::{Answer, Failure, plain};
use super::cookies::Cookies;
use super::door::Returned;
use crate::error::AppError;
use crate::ui::{Sheet, draw};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use leptos::prelude::AnyView;
use server::account::{load_member, renew};
use server::persona::identities;
use server::{Ctx, Deployment, Error};
use std::sync::Arc;
use tower_sessions::Session;

/// What a page knows of its request.
#[derive(Clone)]
pub struct Visit {
    /// The context of the verbs.
    pub ctx: Ctx,
    /// The session.
    pub session: Session,
    /// Path and query of the page.
    pub place: String,
    /// What a form brought back, if this page is drawn again because of it.
    pub returned: Option<Arc<Returned>>,
}

impl Visit {
    /// The visit of whoever is behind a session.
    pub async fn of(deployment: &Deployment, session: Session, place: String) -> Result<Self, Error> {
        let ctx = match load_member(deployment, &session).await? {
            Some(member) => Ctx::member(deployment.clone(), member),
            None => Ctx::visitor(deployment.clone()),
        };
        Ok(Self { ctx, session, place, returned: None })
    }

    /// Draws a page around a body. `body` runs once, on the spot.
    pub async fn show(&self, sheet: Sheet, body: impl FnOnce() -> AnyView + Send) -> Answer {
        let identities = identities(&self.ctx).await?;
        let role = self.ctx.signed_in().and_then(|member| member.role);
        let current = sheet.current(identities);
        Ok(draw(sheet, current, role, self, body))
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let mut visit = parts.extensions.get::<Self>().cloned().ok_or(Failure(AppError::Broken(0)))?;
        visit.returned = parts.extensions.get::<Arc<Returned>>().cloned();
        visit.place = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        Ok(visit)
    }
}

/// The layer that brings the visit along, and hands out the new cookie of a session in use.
pub async fn bring(
    State((deployment, cookies)): State<(Deployment, Cookies)>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let device = cookies.device_of(request.headers());
    match Visit::of(&deployment, session.clone(), request.uri().path().to_owned()).await {
        Ok(mut visit) => {
            visit.ctx = visit.ctx.on_device(device);
            request.extensions_mut().insert(visit);
            let mut response = next.run(request).await;
            match renew(&deployment, &session).await {
                Ok(renewed) => {
                    if let Some(cookie) = renewed.and_then(|id| cookies.session(id)) {
                        response.headers_mut().append(SET_COOKIE, cookie);
                    }
                }
                Err(error) => tracing::error!(%error, "the session goes on under its old cookie"),
            }
            response
        }
        Err(error) => plain(&AppError::from(error)),
    }
}
