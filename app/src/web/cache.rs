//! A small cache of what visitors see. A flood of readers costs one drawing of a page a second; concurrent readers of the
//! same page wait for one drawing. Only for requests without any cookie: what a member sees is never kept, nor shown from
//! here. Each page has an `ETag` (RFC 9110, section 8.8.3), and a browser that has it already gets 304.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, COOKIE, ETAG, IF_NONE_MATCH, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use moka::future::Cache;
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long a page is shown before it is drawn again.
const FRESH: Duration = Duration::from_secs(1);
/// Bytes of all pages together.
const ROOM: u64 = 8_000_000;
/// The longest address whose page is kept, in bytes: longer ones are not those of pages people share.
const LONGEST_ADDRESS: usize = 200;
/// The largest page kept, in bytes.
const LARGEST: usize = 2_000_000;

/// The pages visitors have just seen, by path and query.
#[derive(Clone)]
pub(super) struct VisitorPages(Cache<String, Arc<Page>>);

struct Page {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// An answer that is not kept.
enum NotKept {
    /// The same for everybody who waited for it, such as an error.
    Shared(Page),
    /// For one of those who waited; the others get their own.
    Own(Mutex<Option<Response>>),
}

impl VisitorPages {
    pub fn new() -> Self {
        let weight = |address: &String, page: &Arc<Page>| {
            u32::try_from(address.len() + page.body.len() + 1_000).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().weigher(weight).max_capacity(ROOM).time_to_live(FRESH).build())
    }
}

/// The layer that answers visitors from the cache.
pub(super) async fn serve(State(pages): State<VisitorPages>, request: Request, next: Next) -> Response {
    let Some(address) = cacheable(&request) else {
        let reads = request.method().is_safe();
        let response = next.run(request).await;
        if !reads {
            // What somebody has just published or deleted is seen at once, except on a page that was being drawn
            // meanwhile, and on other servers: there within a second.
            pages.0.invalidate_all();
        }
        return response;
    };
    let (parts, _) = request.into_parts();
    match pages.0.try_get_with(address, draw(next.clone(), parts.clone())).await {
        Ok(page) => page.answer(parts.headers.get(IF_NONE_MATCH)),
        Err(not_kept) => match &*not_kept {
            NotKept::Shared(page) => page.answer(None),
            NotKept::Own(response) => {
                let own = response.lock().unwrap_or_else(PoisonError::into_inner).take();
                match own {
                    Some(response) => response,
                    None => next.run(bare(parts)).await,
                }
            }
        },
    }
}

/// Path and query of a request whose answer is the same for every visitor.
fn cacheable(request: &Request) -> Option<String> {
    let address = request.uri().path_and_query()?.as_str();
    let visitor = request.method() == Method::GET && !request.headers().contains_key(COOKIE);
    (visitor && address.len() <= LONGEST_ADDRESS).then(|| address.to_owned())
}

fn bare(parts: Parts) -> Request {
    Request::from_parts(parts, Body::empty())
}

async fn draw(next: Next, parts: Parts) -> Result<Arc<Page>, NotKept> {
    let response = next.run(bare(parts)).await;
    // A page with a policy of its own has a nonce for its scripts, which is good for one answer.
    let own = [SET_COOKIE, CONTENT_SECURITY_POLICY];
    if own.iter().any(|name| response.headers().contains_key(name)) {
        return Err(NotKept::Own(Mutex::new(Some(response))));
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else { return Err(NotKept::Own(Mutex::new(None))) };
    let (status, mut headers) = (parts.status, parts.headers);
    if status != StatusCode::OK {
        return Err(NotKept::Shared(Page { status, headers, body }));
    }
    let tag = Sha256::digest(&body).first_chunk().map(|first| u128::from_be_bytes(*first));
    if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(&format!("\"{tag:032x}\"")).ok()) {
        headers.insert(ETAG, tag);
    }
    Ok(Arc::new(Page { status, headers, body }))
}

impl Page {
    /// The page, or 304 if the browser has it already.
    fn answer(&self, known: Option<&HeaderValue>) -> Response {
        let tag = self.headers.get(ETAG).and_then(|tag| tag.to_str().ok());
        let known = known.and_then(|known| known.to_str().ok()).unwrap_or_default();
        let same = tag.is_some_and(|tag| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
        let (status, body) =
            if same { (StatusCode::NOT_MODIFIED, Body::empty()) } else { (self.status, Body::from(self.body.clone())) };
        (status, self.headers.clone(), body).into_response()
    }
}
