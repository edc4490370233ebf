//! What is logged: our own events as `--log` asks; of libraries only warnings and errors, whatever it asks, because
//! below that level they name the addresses of visitors, paths and fields.

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::{EnvFilter, fmt};

/// The crates of this product.
const OURS: [&str; 5] = ["app", "domain", "migrations", "server", "uniting_doctors"];

/// Writes what the directives ask for, as far as it may be logged.
pub fn to<W>(directives: &str, writer: W) -> impl Subscriber + Send + Sync + use<W>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = fmt().with_env_filter(EnvFilter::new(directives)).with_writer(writer);
    lines.finish().with(filter_fn(may_be_logged))
}

fn may_be_logged(event: &Metadata<'_>) -> bool {
    let source = event.target().split("::").next().unwrap_or_default();
    *event.level() <= Level::WARN || OURS.contains(&source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::sync::{Arc, Mutex, PoisonError};

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl<'w> MakeWriter<'w> for Lines {
        type Writer = Self;
        fn make_writer(&'w self) -> Self {
            self.clone()
        }
    }

    /// What is written of one event of each kind.
    fn written(directives: &str) -> String {
        let lines = Lines::default();
        tracing::subscriber::with_default(to(directives, lines.clone()), || {
            tracing::trace!(target: "axum::serve", "connection 10.1.2.3:4567 accepted");
            tracing::debug!(target: "hyper_util::server", "peer 10.1.2.3");
            tracing::info!(target: "server_fn", "path of a visitor");
            tracing::info_span!(target: "tower_http::trace", "request", path = "of a visitor").in_scope(|| {
                tracing::trace!(target: "server::worker", "our own trace");
            });
            tracing::warn!(target: "sqlx::pool", "a library's warning");
            tracing::info!("our own word");
        });
        let written = lines.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        String::from_utf8_lossy(&written).into_owned()
    }

    #[test]
    fn libraries_only_warn_at_every_level() {
        for directives in ["trace", "axum=trace,hyper_util=debug,tower_http=trace,server_fn=info,info"] {
            let written = written(directives);
            assert!(!written.contains("10.1.2.3") && !written.contains("visitor"), "{directives}: {written}");
            assert!(written.contains("a library's warning") && written.contains("our own word"), "{written}");
        }
        assert!(written("trace").contains("our own trace"));
        assert!(!written("info").contains("our own trace"));
    }
}
