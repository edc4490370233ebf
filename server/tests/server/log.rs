//! The forum's write-ahead log on SQLite is emptied whenever nobody reads it, kept small in between, and a failure to
//! empty it is always reported. Rewriting a store delays writers but fails none.

use crate::on_both_engines;
use crate::world::{World, post_draft};
use sea_orm::{ConnectionTrait, Database, TransactionTrait};
use server::discussion::{delete, publish, save_draft};
use server::reputation::{Choice, vote};
use server::worker::{empty_log, nightly};

on_both_engines!(
    a_reader_keeps_the_log_and_that_is_known,
    what_is_deleted_under_a_reader_goes_once_it_has_gone,
    the_log_stays_small_by_itself,
    acts_wait_for_the_night_and_none_fails,
);

/// An outside reader of the forum's file with an open transaction.
async fn reader(world: &World) -> Option<(sea_orm::DatabaseConnection, sea_orm::DatabaseTransaction)> {
    if !world.is_sqlite() {
        return None;
    }
    let path = world.path_of("forum.db");
    let outside = Database::connect(format!("sqlite:{}", path.display())).await.unwrap();
    let reading = outside.begin().await.unwrap();
    reading.query_one_raw(crate::world::plain("SELECT COUNT(*) FROM items")).await.unwrap();
    Some((outside, reading))
}

fn log_bytes(world: &World) -> u64 {
    let log = world.is_sqlite().then(|| world.path_of("forum.db-wal"));
    log.map_or(0, |log| std::fs::metadata(log).map_or(0, |file| file.len()))
}

async fn a_reader_keeps_the_log_and_that_is_known(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let Some((outside, reading)) = reader(world).await else { return };
    ada.post(persona).await;
    let forum = world.store("forum");
    for times in 1..3 {
        empty_log(&world.visitor()).await.unwrap();
        assert_eq!(forum.log_kept(), times);
    }
    assert!(log_bytes(world) > 0);
    reading.rollback().await.unwrap();
    empty_log(&world.visitor()).await.unwrap();
    assert_eq!((forum.log_kept(), log_bytes(world)), (0, 0));
    outside.close().await.unwrap();
}

async fn what_is_deleted_under_a_reader_goes_once_it_has_gone(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let mark = "Quokkawombat";
    let id = ada.draft(persona, "A text to be deleted", &format!("We called it {mark}.")).await;
    let post = crate::world::stands(publish(&ada.ctx().await, id).await.unwrap());
    let Some((outside, reading)) = reader(world).await else { return };
    delete(&ada.ctx().await, post).await.unwrap();
    let found = || world.files_of("forum").windows(mark.len()).filter(|run| *run == mark.as_bytes()).count();
    assert!(found() > 0, "the reader still needs it");
    assert_eq!(world.store("forum").log_kept(), 1);
    reading.rollback().await.unwrap();
    empty_log(&world.visitor()).await.unwrap();
    assert_eq!(found(), 0);
    outside.close().await.unwrap();
}

async fn the_log_stays_small_by_itself(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    let body = "We wrote down who calls back. ".repeat(300);
    let mut largest = 0;
    for number in 0..60 {
        save_draft(&ctx, None, &post_draft(persona, &format!("Title {number}"), &body)).await.unwrap();
        largest = largest.max(log_bytes(world));
    }
    assert!(largest < 1 << 20, "{largest} bytes");
}

async fn acts_wait_for_the_night_and_none_fails(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let mut posts = Vec::new();
    for _ in 0..8 {
        posts.push(ada.post(persona).await);
    }
    let mut acts = Vec::new();
    for number in 0..3 {
        let bob = world.cardiologist(&format!("bob{number}")).await.ctx().await;
        let posts = posts.clone();
        acts.push(tokio::spawn(async move {
            for post in posts {
                vote(&bob, post, Choice::Up).await.unwrap();
            }
        }));
    }
    for _ in 0..5 {
        nightly(&world.visitor()).await.unwrap();
    }
    for act in acts {
        act.await.unwrap();
    }
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM ballots").await, 24);
}
