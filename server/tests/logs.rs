//! No log line identifies anybody. A process-wide subscriber captures every event and span of every crate at TRACE
//! while the main flows run on both engines; therefore this is a binary with one test.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]
#![allow(dead_code, reason = "the world is shared with the other tests")]

#[path = "server/world.rs"]
mod world;

use domain::discussion::{Draft, Publication};
use domain::ids::AuthorId;
use domain::persona::Slot;
use server::account::{change_password, recover, sign_in, sign_out_everywhere};
use server::discussion::{Scope, delete, feed};
use server::jobs::Lane;
use server::persona::dashboard;
use server::reputation::{Choice, vote};
use server::worker::{nightly, purge, run_due};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;
use world::{PASSWORD, World, post_draft};

const OTHER: &str = "granite teapot lantern forty";
const BODY: &str = "Words of the author alone: xylophone heliotrope.";

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Buffer {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Buffer {
    fn lines(&self) -> Vec<String> {
        String::from_utf8_lossy(&self.0.lock().unwrap()).lines().map(str::to_lowercase).collect()
    }
}

/// Lines that contain one of the words.
fn naming(lines: &[String], words: &[String]) -> Vec<String> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).filter(|word| word.len() >= 4).collect();
    lines.iter().filter(|line| words.iter().any(|word| line.contains(word))).cloned().collect()
}

/// Runs everything that happens to a member in a month; returns every word that must not appear in a log.
async fn live(world: &World) -> Vec<String> {
    let mut words: Vec<String> =
        [PASSWORD, OTHER, "xylophone", "heliotrope", "10.1.2.3", "Member "].map(str::to_owned).into();
    let (ada, code) = world.sign_up_with_code("ada").await;
    world.verify(&ada, world::cardiology()).await;
    let persona = ada.make_persona().await;
    let (bob, bobs) = world.with_persona("bob").await;
    for (person, author) in [(&ada, persona), (&bob, bobs)] {
        let account = person.account_id(world).await;
        let profile = person.profile().await;
        words.extend([account.to_string(), account.simple().to_string(), person.email.clone()]);
        words.extend([author.to_string(), profile.to_string(), profile.to_string()["member_".len()..].to_owned()]);
        let name = dashboard(&person.ctx().await).await.unwrap().personas[0].author.name.clone();
        words.push(name);
        cookie(&person.browser, &mut words);
        let AuthorId::Persona(id) = author else { panic!("a persona") };
        words.push(id.digits());
    }
    words.push(code.shown());

    let post = ada.say(&post_draft(persona, "A missed finding at handover", BODY)).await.map(world::stands).unwrap();
    let comment = bob.comment(bobs, post, None).await;
    vote(&bob.ctx().await, post, Choice::Up).await.unwrap();
    vote(&ada.ctx().await, comment, Choice::Down).await.unwrap();
    let draft = ada.draft(persona, "Half a title xylophone", BODY).await;
    words.extend([draft.to_string()]);
    let scheduled = post_draft(persona, "Another missed finding", BODY);
    ada.say(&Draft { publication: Publication::Mixed, ..scheduled }).await.unwrap();
    world.pass_hours(3);
    run_due(&world.visitor(), Lane::Once).await.unwrap();
    feed(&ada.ctx().await, Scope::Everything, None).await.unwrap();
    ada.thread(post).await;
    bob.say(&post_draft(persona, "Not mine", BODY)).await.unwrap_err();
    delete(&ada.ctx().await, post).await.unwrap();

    for _ in 0..8 {
        for email in [ada.email.as_str(), "nobody@example.org"] {
            let _ = sign_in(&world.visitor(), &world.browser().open(), email, OTHER).await;
        }
    }
    words.push("nobody@example.org".to_owned());
    world.pass_hours(30);
    let session = world.browser().open();
    let new = recover(&world.visitor(), &session, &ada.email, &code.shown(), OTHER, OTHER).await.unwrap();
    words.push(new.shown());
    let bob = world.sign_in(&bob).await;
    cookie(&bob.browser, &mut words);
    let session = bob.browser.open();
    change_password(&bob.ctx().await, &session, PASSWORD, OTHER, OTHER).await.unwrap();
    bob.browser.keep(&session).await;
    cookie(&bob.browser, &mut words);
    let handle = dashboard(&bob.ctx().await).await.unwrap().personas[0].author.name.clone();
    server::persona::delete(&bob.ctx().await, Slot::new(1).unwrap(), &handle).await.unwrap();
    sign_out_everywhere(&bob.ctx().await, &bob.browser.open()).await.unwrap();
    purge(&world.visitor()).await.unwrap();
    nightly(&world.visitor()).await.unwrap();
    words.extend(world.texts("identity", "SELECT id AS cell FROM sessions").await);
    words.extend(world.texts("identity", "SELECT email_index AS cell FROM accounts").await);
    words.extend(world.texts("forum", "SELECT nullifier AS cell FROM daily_marks").await);
    words
}

fn cookie(browser: &world::Browser, words: &mut Vec<String>) {
    let cookie = browser.cookie().unwrap();
    words.extend([cookie.to_string(), format!("{}", cookie.0), hex::encode(cookie.0.to_be_bytes())]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_line_names_anybody() {
    let buffer = Buffer::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(buffer.clone())
        .init();
    for world in [World::sqlite().await, World::postgres().await] {
        let words = live(&world).await;
        assert!(words.len() > 20);
        let lines = buffer.lines();
        assert!(lines.len() > 20, "nothing was captured: {lines:?}");
        let found = naming(&lines, &words);
        assert!(found.is_empty(), "{} lines, such as: {}", found.len(), found[0]);
        for word in &words {
            tracing::trace!(%word, "planted");
            let span = tracing::info_span!("planted", word);
            span.in_scope(|| tracing::debug!("inside"));
        }
        let caught = naming(&buffer.lines(), &words).len();
        assert!(caught >= words.len(), "a line that names somebody is found: {caught}");
        buffer.0.lock().unwrap().clear();
        world.end().await;
    }
}
