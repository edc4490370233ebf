//! Each limit is tested alone: it is short, and all others are longer than the test may last.

use super::*;
use axum::body::{Body, to_bytes};
use axum::routing::{get, post};
use std::net::SocketAddr;
use tokio::io::AsyncReadExt as _;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

type Tested = Result<(), Box<dyn std::error::Error>>;

const SHORT: Duration = Duration::from_millis(40);
const LONG: Duration = Duration::from_mins(10);
/// How long a test waits for something that must happen.
const PATIENCE: Duration = Duration::from_secs(20);

const NO_LIMIT: Limits =
    Limits { connections: 100, head: LONG, body: LONG, answer: LONG, connection: LONG, stop: LONG };

/// A running server.
struct Running {
    address: SocketAddr,
    stop: Arc<Notify>,
    /// The handler of `/wait` notifies this when it runs.
    begun: Arc<Notify>,
    /// The handler ends when this is notified.
    end: Arc<Notify>,
    server: JoinHandle<()>,
}

impl Running {
    async fn with(limits: Limits) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let [stop, begun, end] = [(); 3].map(|()| Arc::new(Notify::new()));
        let (telling, waiting) = (begun.clone(), end.clone());
        let wait = || async move {
            telling.notify_one();
            waiting.notified().await;
            "waited"
        };
        let app = Router::new()
            .route("/", get(|| async { "hello" }))
            .route("/wait", get(wait))
            .route("/read", post(read))
            .route("/large", get(|| async { vec![0_u8; 64 << 20] }));
        let stopped = stop.clone();
        let server = tokio::spawn(async move { serve(listener, app, limits, stopped.notified()).await });
        Ok(Self { address, stop, begun, end, server })
    }

    async fn connect(&self) -> io::Result<TcpStream> {
        TcpStream::connect(self.address).await
    }

    /// Sends something on a connection of its own and reads until the server closes it.
    async fn send(&self, request: &str) -> Result<String, Box<dyn std::error::Error>> {
        let mut stream = self.connect().await?;
        stream.write_all(request.as_bytes()).await?;
        to_end(&mut stream).await
    }
}

async fn read(body: Body) -> StatusCode {
    let read = to_bytes(body, 1 << 20).await;
    read.map_or(StatusCode::REQUEST_TIMEOUT, |_| StatusCode::OK)
}

/// Everything that comes until the server closes.
async fn to_end(stream: &mut TcpStream) -> Result<String, Box<dyn std::error::Error>> {
    let mut read = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut read)).await??;
    Ok(String::from_utf8_lossy(&read).into_owned())
}

/// Gets a page and leaves the connection open.
async fn greet(stream: &mut TcpStream) -> Tested {
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await?;
    let mut read = String::new();
    while !read.ends_with("hello") {
        let mut some = [0; 512];
        let length = timeout(PATIENCE, stream.read(&mut some)).await??;
        if length == 0 {
            return Err(format!("closed after {read:?}").into());
        }
        read.push_str(&String::from_utf8_lossy(some.get(..length).unwrap_or_default()));
    }
    assert!(read.starts_with("HTTP/1.1 200"), "{read}");
    Ok(())
}

#[tokio::test]
async fn a_head_that_does_not_end_is_not_awaited() -> Tested {
    let running = Running::with(Limits { head: SHORT, ..NO_LIMIT }).await?;
    for half in ["", "GET / HT", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: "] {
        assert!(!running.send(half).await?.contains("200"));
    }
    Ok(())
}

#[tokio::test]
async fn a_connection_without_requests_is_closed() -> Tested {
    let running = Running::with(Limits { head: SHORT, ..NO_LIMIT }).await?;
    let mut stream = running.connect().await?;
    // On a busy machine the connection may be closed before the test sends its request.
    while greet(&mut stream).await.is_err() {
        stream = running.connect().await?;
    }
    assert_eq!(to_end(&mut stream).await?, "");
    Ok(())
}

#[tokio::test]
async fn a_body_that_does_not_end_is_not_awaited() -> Tested {
    let running = Running::with(Limits { body: SHORT, ..NO_LIMIT }).await?;
    let answer = running.send("POST /read HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\na=b").await?;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    // Nor is a body that nobody asked for.
    let running = Running::with(NO_LIMIT).await?;
    let answer = running.send("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\na=b").await?;
    assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    Ok(())
}

#[tokio::test]
async fn who_is_not_answered_in_time_is_told_so() -> Tested {
    let running = Running::with(Limits { answer: SHORT, ..NO_LIMIT }).await?;
    let answer = running.send("GET /wait HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await?;
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("retry-after: 30"), "{answer}");
    assert!(answer.contains("This takes too long"), "{answer}");
    Ok(())
}

#[tokio::test]
async fn whoever_comes_on_top_is_told_so_and_the_others_go_on() -> Tested {
    let running = Running::with(Limits { connections: 2, ..NO_LIMIT }).await?;
    let (mut first, mut second) = (running.connect().await?, running.connect().await?);
    greet(&mut first).await?;
    greet(&mut second).await?;
    for _ in 0..3 {
        let answer = running.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").await?;
        assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("Retry-After: 30"), "{answer}");
        assert!(answer.contains("Too many visitors"), "{answer}");
    }
    greet(&mut first).await?;
    greet(&mut second).await?;
    drop(first);
    // Its place is free as soon as the server has seen that it is gone.
    let again = async {
        while running.send("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await?.contains("503") {}
        Ok::<_, Box<dyn std::error::Error>>(())
    };
    timeout(PATIENCE, again).await??;
    greet(&mut second).await
}

#[tokio::test]
async fn more_than_can_be_told_are_closed() -> Tested {
    let running = Running::with(Limits { connections: 1, ..NO_LIMIT }).await?;
    let mut first = running.connect().await?;
    greet(&mut first).await?;
    let mut others = Vec::new();
    for _ in 0..3 * TURNED_AWAY {
        others.push(running.connect().await?);
    }
    let mut told = 0;
    for other in &mut others {
        told += usize::from(to_end(other).await.is_ok_and(|answer| answer.contains("Too many visitors")));
    }
    assert!(told >= TURNED_AWAY, "{told}");
    greet(&mut first).await
}

#[tokio::test]
async fn a_connection_has_an_age_and_gives_its_place_back() -> Tested {
    let running = Running::with(Limits { connections: 1, connection: SHORT, answer: SHORT, ..NO_LIMIT }).await?;
    // It asks for more than it reads.
    let mut greedy = running.connect().await?;
    greedy.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await?;
    let again = async {
        while !running.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.is_ok_and(|answer| answer.contains("hello")) {}
    };
    timeout(PATIENCE, again).await?;
    drop(greedy);
    Ok(())
}

#[tokio::test]
async fn what_is_being_answered_is_finished_at_the_stop() -> Tested {
    let running = Running::with(NO_LIMIT).await?;
    let mut idle = running.connect().await?;
    greet(&mut idle).await?;
    let mut busy = running.connect().await?;
    busy.write_all(b"GET /wait HTTP/1.1\r\nhost: x\r\n\r\n").await?;
    timeout(PATIENCE, running.begun.notified()).await?;

    running.stop.notify_one();
    assert_eq!(to_end(&mut idle).await?, "");
    assert!(running.connect().await.is_err(), "nobody new is let in");
    assert!(!running.server.is_finished());
    running.end.notify_one();
    let answer = to_end(&mut busy).await?;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("waited"), "{answer}");
    timeout(PATIENCE, running.server).await??;
    Ok(())
}

#[tokio::test]
async fn the_stop_does_not_wait_for_ever() -> Tested {
    let running = Running::with(Limits { stop: SHORT, ..NO_LIMIT }).await?;
    let mut busy = running.connect().await?;
    busy.write_all(b"GET /wait HTTP/1.1\r\nhost: x\r\n\r\n").await?;
    timeout(PATIENCE, running.begun.notified()).await?;
    running.stop.notify_one();
    timeout(PATIENCE, running.server).await??;
    Ok(())
}
