//! Serves the site over HTTP/1.1 and limits what a visitor can hold open: how long a request may take to arrive and to
//! be answered, how many connections there are and how long each lasts. Visitors beyond that number are told so.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, RETRY_AFTER};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};
use tower_http::timeout::RequestBodyDeadlineLayer;

/// The limits for visitors.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections open at once.
    pub connections: usize,
    /// For the whole head of a request to arrive. So also how long a connection may stay open without a request.
    pub head: Duration,
    /// For the whole body of a request to arrive.
    pub body: Duration,
    /// From the head of a request to the head of its answer.
    pub answer: Duration,
    /// For a connection. A request being answered at its end still gets the time of an answer.
    pub connection: Duration,
    /// For what is being answered when the server stops.
    pub stop: Duration,
}

impl Limits {
    /// The limits of the site. A proxy waits longer than `answer`, so that its visitor gets our page and not its own.
    pub fn of(connections: usize) -> Self {
        Self {
            connections,
            head: Duration::from_secs(20),
            body: Duration::from_secs(20),
            answer: Duration::from_secs(40),
            connection: Duration::from_mins(10),
            stop: Duration::from_secs(10),
        }
    }
}

/// Largest head of a request, in bytes.
const LARGEST_HEAD: usize = 1 << 16;

/// How many connections can be turned away with an answer at once. Any beyond these are closed without one.
const TURNED_AWAY: usize = 64;

/// Serves until `stop`, then finishes what is being answered.
pub async fn serve(listener: TcpListener, app: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let in_time = from_fn_with_state(limits.answer, in_time);
    let app = app.layer(in_time).layer(RequestBodyDeadlineLayer::new(limits.body));
    let [places, refusals] = [limits.connections, TURNED_AWAY].map(|number| Arc::new(Semaphore::new(number)));
    let (stopping, running) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Err(error) => after(&error).await,
            Ok((stream, _)) => {
                if let Ok(place) = places.clone().try_acquire_owned() {
                    let attended = attend(stream, app.clone(), limits, running.clone());
                    tokio::spawn(async move {
                        attended.await;
                        drop(place);
                    });
                } else if let Ok(place) = refusals.clone().try_acquire_owned() {
                    tokio::spawn(async move {
                        turn_away(stream).await;
                        drop(place);
                    });
                }
            }
        }
    }
    drop((listener, running));
    let _ = stopping.send(());
    if timeout(limits.stop, stopping.closed()).await.is_err() {
        tracing::warn!("stopped before everything was answered");
    }
}

/// Waits if accepting failed for lack of files or memory, because an immediate retry would fail too.
async fn after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!("connections cannot be accepted: {error}");
        sleep(Duration::from_secs(1)).await;
    }
}

/// Answers one connection until it ends, gets too old or the server stops.
async fn attend(stream: TcpStream, app: Router, limits: Limits, mut running: watch::Receiver<()>) {
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(LARGEST_HEAD);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app)));
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = running.changed() => {}
        () = sleep(limits.connection) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(limits.answer, connection).await;
}

/// The layer that answers in time, whatever happens behind it.
async fn in_time(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    timeout(limit, next.run(request)).await.unwrap_or_else(|_| too_slow().into_response())
}

fn too_slow() -> impl IntoResponse {
    let headers: [(HeaderName, &str); 3] =
        [(RETRY_AFTER, "30"), (CACHE_CONTROL, "no-store"), (CONTENT_SECURITY_POLICY, "default-src 'none'")];
    let text = "<!doctype html><html lang=en><title>Uniting Doctors</title><h1>This takes too long</h1>\
        <p>The site is very busy. Wait half a minute and load the page again. If you sent a form, check first whether it was \
        saved; if it was not, go back one page: your browser still has what you typed.</p>";
    (StatusCode::SERVICE_UNAVAILABLE, headers, Html(text))
}

const BUSY: &str = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html; charset=utf-8\r\nRetry-After: 30\r\n\
    Cache-Control: no-store\r\nContent-Security-Policy: default-src 'none'\r\nConnection: close\r\n\r\n\
    <!doctype html><html lang=en><title>Uniting Doctors</title><h1>Too many visitors at once</h1>\
    <p>Nothing was done. Wait half a minute and try again. If you sent a form, go back one page: your browser still has \
    what you typed.</p>";

/// Tells a visitor to come back later.
async fn turn_away(mut stream: TcpStream) {
    let told = async {
        stream.write_all(BUSY.as_bytes()).await?;
        stream.shutdown().await?;
        // If we closed before everything was read, the visitor would lose the answer.
        tokio::io::copy(&mut stream, &mut tokio::io::sink()).await
    };
    let _ = timeout(Duration::from_secs(2), told).await;
}

#[cfg(test)]
mod tests;
