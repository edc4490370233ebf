//! One request: who asks, from which page, and what came back from a form. A layer makes this context; pages and form
//! handlers take it.

use super::answer::{Failure, PageResult, plain};
use super::cookies::Cookies;
use super::form::Returned;
use crate::error::AppError;
use crate::ui::{PageLayout, draw};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use leptos::prelude::AnyView;
use server::account::{load_member, renew};
use server::persona::{Identities, identities};
use server::{Ctx, Error, Services};
use std::sync::Arc;
use tokio::sync::OnceCell;
use tower_sessions::Session;

/// What a page knows about its request.
#[derive(Clone)]
pub struct PageContext {
    /// The context of the verbs.
    pub ctx: Ctx,
    /// The session.
    pub session: Session,
    /// Path and query of the page.
    pub place: String,
    /// What a form brought back, if this page is drawn again because of it.
    pub returned: Option<Arc<Returned>>,
    identities: Arc<OnceCell<Identities>>,
}

impl PageContext {
    /// The context for the member or visitor a session belongs to.
    pub async fn of(services: &Services, session: Session, place: String) -> Result<Self, Error> {
        let ctx = match load_member(services, &session).await? {
            Some(member) => Ctx::member(services.clone(), member),
            None => Ctx::visitor(services.clone()),
        };
        Ok(Self { ctx, session, place, returned: None, identities: Arc::default() })
    }

    /// The identities of the member, loaded once a request.
    pub async fn identities(&self) -> Result<&Identities, Error> {
        self.identities.get_or_try_init(|| identities(&self.ctx)).await
    }

    /// Draws a page around a body. `body` runs once, on the spot.
    pub async fn show(&self, layout: PageLayout, body: impl FnOnce() -> AnyView + Send) -> PageResult {
        let identities = self.identities().await?;
        let role = self.ctx.signed_in().and_then(|member| member.role);
        let current = layout.current(identities.views());
        Ok(draw(layout, current, role, self, body))
    }
}

impl<S: Sync> FromRequestParts<S> for PageContext {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let mut context = parts.extensions.get::<Self>().cloned().ok_or(Failure(AppError::Broken(0)))?;
        context.returned = parts.extensions.get::<Arc<Returned>>().cloned();
        context.place = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        Ok(context)
    }
}

/// The layer that makes the page context, and sends the new cookie when a session in use is renewed.
pub async fn load_page_context(
    State((services, cookies)): State<(Services, Cookies)>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let device = cookies.device_of(request.headers());
    match PageContext::of(&services, session.clone(), request.uri().path().to_owned()).await {
        Ok(mut context) => {
            context.ctx = context.ctx.on_device(device);
            request.extensions_mut().insert(context);
            let mut response = next.run(request).await;
            match renew(&services, &session).await {
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
