//! Private rows: found however many there are, appended to by one session at a time, closed at the turn of a month, and
//! filled from the old lists.

use crate::on_both_engines;
use crate::world::{Person, World, post_draft, refusal};
use domain::discussion::{Draft, PostKind, SpaceSlug};
use domain::ids::{AuthorId, DraftId};
use server::ctx::Clock;
use server::discussion::{list_drafts, list_saved, open_draft, publish, save_draft};
use server::seal::{Place, seal_padded};
use server::{Ctx, Refused, Services};
use std::fmt::Write as _;

on_both_engines!(
    the_last_of_many_rows_is_found,
    drafts_saved_at_a_time_all_stay,
    servers_on_both_sides_of_midnight_publish_once,
    lists_of_before_are_taken_over,
    rows_of_nobody_are_never_read,
    no_sealed_value_is_numbered_by_the_engine,
);

async fn the_last_of_many_rows_is_found(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    let mut id = None;
    // Two rows each: past the first 32, between later steps, and on a step.
    for number in 0..170 {
        let draft = post_draft(persona, &format!("Title {number}"), "Text");
        id = Some(save_draft(&ctx, id, &draft).await.unwrap());
        let list = list_drafts(&ctx).await.unwrap();
        assert_eq!(list, [(id.unwrap(), draft)], "after {number}");
    }
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM private_rows").await, 2 * 170 + 2);
}

async fn drafts_saved_at_a_time_all_stay(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    world.warm_up("forum").await;
    let saves = (0..6).map(|number| {
        let (ctx, draft) = (ctx.clone(), post_draft(persona, &format!("Title {number}"), "Text"));
        tokio::spawn(async move { save_draft(&ctx, None, &draft).await })
    });
    for save in saves.collect::<Vec<_>>() {
        save.await.unwrap().unwrap();
    }
    let mut titles: Vec<String> = list_drafts(&ctx).await.unwrap().into_iter().map(|(_, draft)| draft.title).collect();
    titles.sort_unstable();
    assert_eq!(titles, (0..6).map(|number| format!("Title {number}")).collect::<Vec<_>>());
}

/// The same session on a server whose clock differs.
async fn on_server(world: &World, person: &Person, clock: &Clock) -> Ctx {
    let services = Services { clock: clock.clone(), ..world.services.clone() };
    let member = server::account::load_member(&services, &person.browser.open()).await.unwrap().unwrap();
    Ctx::member(services, member)
}

async fn servers_on_both_sides_of_midnight_publish_once(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    // From 14 March, 15:04 to 31 March, 23:04.
    world.pass_hours(17 * 24 + 8);
    let ada = world.sign_in(&ada).await;
    let (behind, ahead) = (Clock::fixed(world.services.clock.now()), Clock::fixed(world.services.clock.now()));
    ahead.set(ahead.now().plus_seconds(3_600));
    assert_ne!(behind.now().day().month(), ahead.now().day().month());
    let (slow, fast) = (on_server(world, &ada, &behind).await, on_server(world, &ada, &ahead).await);
    let text = "We changed who calls back.";
    let id = save_draft(&slow, None, &post_draft(persona, "Saved in March", text)).await.unwrap();
    let other = save_draft(&fast, None, &post_draft(persona, "Saved in April", text)).await.unwrap();
    // March is closed now: the server that is behind continues in April.
    publish(&slow, id).await.unwrap();
    assert_eq!(refusal(publish(&fast, id).await), Refused::NotFound, "once");
    assert_eq!(open_draft(&slow, other).await.unwrap().title, "Saved in April");
    let third = save_draft(&slow, None, &post_draft(persona, "Saved late", text)).await.unwrap();
    for ctx in [&slow, &fast] {
        let ids: Vec<DraftId> = list_drafts(ctx).await.unwrap().into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, [third, other]);
    }
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM items").await, 1);
}

async fn lists_of_before_are_taken_over(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let (id, row) = (world.services.rng.uuid(), world.services.rng.uuid());
    let plain = format!(
        r#"{{"author":"{persona}","title":"Half a title","body":"Half a text","publication":"at-once","space":"general",
            "post":null,"parent":null,"item":null,"note":null,"forget_earlier":false}}"#
    );
    plant(world, &ada, "drafts", id, plain.as_bytes(), 65_536).await;
    plant(world, &ada, "bookmarks", row, post.0.as_bytes(), 64).await;
    world.run("forum", &saved_before(world, &ada, post).await).await;
    assert!(list_drafts(&ada.ctx().await).await.unwrap().is_empty());
    for _ in 0..2 {
        let ctx = world.sign_in(&ada).await.ctx().await;
        let expected = Draft { ..draft_of_before(persona) };
        assert_eq!(list_drafts(&ctx).await.unwrap(), [(DraftId(id), expected)]);
        assert_eq!(list_saved(&ctx, None).await.unwrap().items.len(), 1);
        let left = "SELECT (SELECT COUNT(*) FROM drafts) + (SELECT COUNT(*) FROM bookmarks)";
        assert_eq!(world.number("forum", left).await, 0);
    }
}

fn draft_of_before(persona: AuthorId) -> Draft {
    let target = domain::discussion::Target::Post { space: SpaceSlug::parse("general"), kind: PostKind::Discussion };
    Draft { target, ..post_draft(persona, "Half a title", "Half a text") }
}

/// The reaction that belongs to a bookmark.
async fn saved_before(world: &World, ada: &Person, post: domain::ids::ItemId) -> String {
    let secret = ada.ctx().await;
    let secret = secret.signed_in().unwrap().secret();
    let mark = hex(&secret.ballot_key().mac(&[b"signal", b"save", post.0.as_bytes()]));
    format!(
        "INSERT INTO reactions (item, kind, nullifier, given, counted, tenths, day) \
         VALUES ({}, 'save', '{mark}', TRUE, FALSE, 0, 20000)",
        world.sql_uuid(post.0)
    )
}

async fn plant(world: &World, who: &Person, list: &'static str, id: uuid::Uuid, plain: &[u8], size: usize) {
    let ctx = who.ctx().await;
    let key = ctx.signed_in().unwrap().secret().private_list_key();
    let place = Place { table: list, row: id.as_bytes(), column: "sealed" };
    let sealed = seal_padded(&key.derive(list), place, plain, size, &world.services.rng).unwrap();
    let tag = hex(&key.mac(&[list.as_bytes()]));
    let sealed = if world.is_sqlite() { format!("X'{}'", hex(&sealed)) } else { format!("'\\x{}'", hex(&sealed)) };
    let day = if list == "drafts" { (", expires_day", ", 30000") } else { ("", "") };
    let id = world.sql_uuid(id);
    let row = format!("INSERT INTO {list} (id, owner_tag, sealed{}) VALUES ({id}, '{tag}', {sealed}{})", day.0, day.1);
    world.run("forum", &row).await;
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").unwrap();
        digits
    })
}

/// PostgreSQL numbers the values that it moves out of their rows, in the order of writing.
async fn no_sealed_value_is_numbered_by_the_engine(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    ada.draft(persona, "A long draft", &"We changed who calls back. ".repeat(300)).await;
    if world.is_sqlite() {
        return;
    }
    for (store, table) in
        [("identity", "accounts"), ("identity", "sessions"), ("forum", "private_rows"), ("vault", "links")]
    {
        let moved = format!(
            "SELECT COALESCE(pg_relation_size(NULLIF(reltoastrelid, 0)), 0) FROM pg_class WHERE relname = '{table}' \
             AND relnamespace = 'public'::regnamespace"
        );
        assert!(world.number(store, &format!("SELECT COUNT(*) FROM {table}")).await > 0);
        assert_eq!(world.number(store, &moved).await, 0, "{table}");
    }
}

async fn rows_of_nobody_are_never_read(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    save_draft(&ctx, None, &post_draft(persona, "Title", "Text")).await.unwrap();
    // A row is sealed for its tag, so it does not open under another.
    let tags = world.texts("forum", "SELECT tag AS cell FROM private_rows").await;
    for (number, tag) in tags.iter().enumerate() {
        world.run("forum", &format!("UPDATE private_rows SET tag = 'moved{number}' WHERE tag = '{tag}'")).await;
    }
    let next = &tags[1..];
    for (number, tag) in next.iter().chain(&tags[..1]).enumerate() {
        world.run("forum", &format!("UPDATE private_rows SET tag = '{tag}' WHERE tag = 'moved{number}'")).await;
    }
    assert!(list_drafts(&ctx).await.is_err());
}
