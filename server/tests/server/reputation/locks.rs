//! Everything is locked in one order: a post, its comments, a ledger. Concurrent acts wait for each other and finish.

use super::{content, replay};
use crate::on_both_engines;
use crate::world::{World, comment_draft};
use domain::discussion::{Draft, Publication};
use sea_orm::ConnectionTrait;
use server::discussion::delete;
use server::jobs::Lane;
use server::stores::Work;
use server::worker::run_due;
use std::time::Duration;

on_both_engines!(a_comment_appears_while_its_author_is_voted_on, a_comment_is_deleted_while_its_thread_is_held);

/// Locks a row as a verb would; neither engine may report a deadlock.
async fn hold(tx: &Work, table: &str, column: &str, key: &str) {
    let sql = format!("UPDATE {table} SET {column} = {column} WHERE {column} = {key}");
    assert_eq!(tx.execute_unprepared(&sql).await.unwrap().rows_affected(), 1);
}

async fn a_comment_appears_while_its_author_is_voted_on(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    ada.say(&Draft { publication: Publication::Mixed, ..comment_draft(persona, post, None) }).await.unwrap();
    world.pass_hours(3);
    world.warm_up("forum").await;
    let tx = world.store("forum").begin().await.unwrap();
    hold(&tx, "items", "id", &world.sql_uuid(post.0)).await;
    let ctx = world.visitor();
    let releasing = tokio::spawn(async move { run_due(&ctx, Lane::Once).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    hold(&tx, "reputation_scores", "author", &format!("'{persona}'")).await;
    tx.commit().await.unwrap();
    assert_eq!(releasing.await.unwrap().unwrap(), 1);
    assert_eq!(content(world, persona).await, 0);
}

async fn a_comment_is_deleted_while_its_thread_is_held(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let comment = ada.comment(persona, post, None).await;
    let ctx = ada.ctx().await;
    world.warm_up("forum").await;
    let tx = world.store("forum").begin().await.unwrap();
    hold(&tx, "items", "id", &world.sql_uuid(post.0)).await;
    let deleting = tokio::spawn(async move { delete(&ctx, comment).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    hold(&tx, "items", "id", &world.sql_uuid(comment.0)).await;
    tx.commit().await.unwrap();
    deleting.await.unwrap().unwrap();
    replay(world).await;
}
