//! How many statements each page sends to the stores.

use crate::Site;
use axum::http::StatusCode;
use std::sync::{Arc, Mutex};

#[tokio::test]
async fn pages_take_few_statements() {
    let mut site = Site::open().await;
    let seen: Arc<Mutex<Vec<String>>> = Arc::default();
    let stores = &mut site.services.stores;
    for (name, store) in
        [("identity", &mut stores.identity), ("forum", &mut stores.forum), ("vault", &mut stores.vault)]
    {
        let seen = Arc::clone(&seen);
        store.observe(move |info| seen.lock().unwrap().push(format!("{name}: {}", info.statement.sql)));
    }
    let site = site.reopened();
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let (mut bob, _) = site.clinician("Bob Lind").await;
    let thread = ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
    let post = thread.rsplit('/').next().unwrap().to_owned();
    let author = bob.get("/").await.html;
    let at = author.find("/authors/").unwrap();
    let author = author[at..].split('"').next().unwrap().to_owned();
    let compose = format!("/compose?post={post}");
    // Of a member's, three open the session: its row, the account's, and the keyring's. Visitors get these pages from the
    // cache; what is counted here is the drawing.
    for (path, visitor, member) in [
        ("/", 1, 5),
        ("/spaces/cardiology", 2, 6),
        (thread.as_str(), 2, 7),
        (author.as_str(), 5, 9),
        ("/compose", 0, 5),
        (compose.as_str(), 0, 5),
        ("/dashboard", 0, 6),
    ] {
        for (most, browser) in [(visitor, &mut site.browser()), (member, &mut bob)] {
            seen.lock().unwrap().clear();
            let page = browser.get(path).await;
            let wanted = if most == 0 { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
            assert_eq!(page.status, wanted, "{path}");
            let seen = std::mem::take(&mut *seen.lock().unwrap());
            assert!(seen.len() == most, "{path}: {} statements\n{}", seen.len(), seen.join("\n"));
        }
    }
}
