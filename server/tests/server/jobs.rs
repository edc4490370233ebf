//! Jobs: taken once, under a lease, and tried again when they fail.

use crate::on_both_engines;
use crate::world::{World, post_draft};
use domain::discussion::{Draft, Publication};
use domain::persona::Slot;
use migrations::{Forum, MigratorTrait};
use server::Error;
use server::discussion::{delete, scheduled};
use server::jobs::{Lane, finish, list_failed, put_off, renew, retry_failed, take};
use server::worker::{run, run_due};
use std::time::Duration;

on_both_engines!(
    periodic_jobs_are_done_once_and_made_up_for,
    a_job_under_a_lease_is_left_alone_until_the_lease_runs_out,
    a_job_that_fails_waits_is_listed_and_is_given_up,
    a_failing_periodic_job_holds_up_no_other_and_is_never_given_up,
    what_is_deleted_needs_no_job,
    a_server_that_lost_its_lease_ends_nothing,
    a_job_that_ends_the_process_or_is_unknown_blocks_no_other,
    what_was_done_this_month_is_not_done_again_after_the_migration,
    a_running_server_does_what_is_due,
    what_waited_before_there_were_jobs_is_released,
);

async fn what_waited_before_there_were_jobs_is_released(world: &World) {
    let ada = schedule(world).await;
    let due = "SELECT run_minute FROM jobs WHERE kind = 'release'";
    let minute = world.number("forum", due).await;
    let db = world.store("forum").connection();
    Forum::down(db, Some(1)).await.unwrap();
    let before = "SELECT release_minute FROM items WHERE state = 'waiting'";
    assert_eq!(world.number("forum", before).await, minute);
    Forum::up(db, None).await.unwrap();
    assert_eq!(world.number("forum", due).await, minute);
    assert_eq!(run_once(world).await, 1);
    assert!(scheduled(&ada.ctx().await).await.unwrap().is_empty());
}

async fn run_periodic(world: &World) -> usize {
    run_due(&world.visitor(), Lane::Periodic).await.unwrap()
}

async fn run_once(world: &World) -> usize {
    run_due(&world.visitor(), Lane::Once).await.unwrap()
}

/// Ada schedules a text, and its time comes.
async fn schedule(world: &World) -> crate::world::Person {
    let (ada, persona) = world.with_persona("ada").await;
    let draft = post_draft(persona, "What we changed", "We changed who calls back.");
    ada.say(&Draft { publication: Publication::Mixed, ..draft }).await.unwrap();
    world.pass_hours(3);
    ada
}

async fn periodic_jobs_are_done_once_and_made_up_for(world: &World) {
    world.warm_up("forum").await;
    let ctx = world.visitor();
    let servers =
        tokio::join!(run_due(&ctx, Lane::Periodic), run_due(&ctx, Lane::Periodic), run_due(&ctx, Lane::Periodic));
    assert_eq!(servers.0.unwrap() + servers.1.unwrap() + servers.2.unwrap(), 4, "on three servers");
    assert_eq!(run_periodic(world).await, 0, "a restart does nothing again");
    world.pass_hours(1);
    assert_eq!(run_periodic(world).await, 1, "every hour one");
    world.pass_days(3);
    assert_eq!(run_periodic(world).await, 3, "what was missed is made up for, once");
    assert_eq!(run_periodic(world).await, 0);
    world.pass_days(31);
    assert_eq!(run_periodic(world).await, 4, "the monthly one too");
    let finer = "SELECT COUNT(*) FROM jobs WHERE run_minute % 60 <> 0";
    assert_eq!(world.number("forum", finer).await, 0, "what is due next says nothing about when the last was done");
}

async fn a_job_under_a_lease_is_left_alone_until_the_lease_runs_out(world: &World) {
    let ada = schedule(world).await;
    // Another server took it and died.
    let taker = world.sql_uuid(uuid::Uuid::from_u128(7));
    let now = world.services.clock.now().minute().0;
    let lease = format!("UPDATE jobs SET lease_minute = {}, taken_by = {taker}, attempts = 1", now + 3);
    assert_eq!(world.run("forum", &lease).await, 5);
    assert_eq!((run_once(world).await, run_periodic(world).await), (0, 0));
    world.pass_minutes(3);
    assert_eq!(run_once(world).await, 0);
    world.pass_minutes(1);
    assert_eq!((run_once(world).await, run_periodic(world).await), (1, 4));
    assert!(scheduled(&ada.ctx().await).await.unwrap().is_empty());
}

async fn a_job_that_fails_waits_is_listed_and_is_given_up(world: &World) {
    let ada = schedule(world).await;
    let visitor = world.visitor();
    let broken = async |from: &str, to: &str| {
        world.run("forum", &format!("ALTER TABLE {from} RENAME TO {to}")).await;
    };
    broken("reputation_events", "broken").await;
    for attempt in 1..=12 {
        assert_eq!(run_once(world).await, 0);
        assert_eq!(run_once(world).await, 0);
        let failed = list_failed(&visitor).await.unwrap().remove(0);
        assert_eq!((failed.kind.as_str(), failed.attempts, failed.fault.as_str()), ("release", attempt, "store"));
        assert_eq!(failed.next.is_none(), attempt == 12, "given up at the twelfth attempt");
        world.pass_hours(1);
    }
    broken("broken", "reputation_events").await;
    let ada = world.sign_in(&ada).await;
    assert_eq!(run_once(world).await, 0, "given up");
    assert_eq!(scheduled(&ada.ctx().await).await.unwrap().len(), 1, "its author still has the text");
    assert_eq!(retry_failed(&visitor).await.unwrap(), 1);
    assert_eq!(run_once(world).await, 1);
    assert_eq!(list_failed(&visitor).await.unwrap(), []);
    assert!(scheduled(&ada.ctx().await).await.unwrap().is_empty());
}

async fn a_failing_periodic_job_holds_up_no_other_and_is_never_given_up(world: &World) {
    world.run("forum", "ALTER TABLE badges RENAME TO broken").await;
    for attempt in 1..20 {
        run_periodic(world).await;
        let failed = list_failed(&world.visitor()).await.unwrap();
        let daily = failed.iter().find(|job| job.kind == "daily").unwrap();
        assert_eq!(daily.attempts, attempt);
        assert!(daily.next.is_some());
        world.pass_hours(1);
    }
    let (now, purge) = (world.services.clock.now().minute().0, "SELECT run_minute FROM jobs WHERE kind = 'purge'");
    assert!(world.number("forum", purge).await > i64::from(now) - 60);
    world.run("forum", "ALTER TABLE broken RENAME TO badges").await;
    run_periodic(world).await;
    assert_eq!(list_failed(&world.visitor()).await.unwrap(), []);
}

async fn a_server_that_lost_its_lease_ends_nothing(world: &World) {
    let ada = schedule(world).await;
    let ctx = world.visitor();
    let first = take(&ctx, Lane::Once).await.unwrap().unwrap();
    assert!(take(&ctx, Lane::Once).await.unwrap().is_none() && renew(&ctx, &first).await.unwrap());
    world.pass_minutes(4);
    let second = take(&ctx, Lane::Once).await.unwrap().unwrap();
    assert!(!renew(&ctx, &first).await.unwrap(), "the lease is another's");
    finish(&ctx, &first).await.unwrap();
    put_off(&ctx, &first, &Error::Stored("test")).await.unwrap();
    assert!(renew(&ctx, &second).await.unwrap(), "and stays so");
    assert_eq!(list_failed(&ctx).await.unwrap(), []);
    finish(&ctx, &second).await.unwrap();
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM jobs WHERE kind = 'release'").await, 0);
    drop(ada);

    // Periodic jobs run one after another, whoever does them.
    let purge = take(&ctx, Lane::Periodic).await.unwrap().unwrap();
    assert!(take(&ctx, Lane::Periodic).await.unwrap().is_none());
    finish(&ctx, &purge).await.unwrap();
    assert!(take(&ctx, Lane::Periodic).await.unwrap().is_some());
}

async fn a_job_that_ends_the_process_or_is_unknown_blocks_no_other(world: &World) {
    let ada = schedule(world).await;
    let persona = ada.persona(Slot::new(1).unwrap()).await;
    let draft = post_draft(persona, "What we changed", "We changed who calls back once more.");
    ada.say(&Draft { publication: Publication::Mixed, ..draft }).await.unwrap();
    world.pass_hours(3);
    let first = "SELECT subject FROM jobs WHERE kind = 'release' ORDER BY run_minute LIMIT 1";
    world.run("forum", &format!("UPDATE jobs SET attempts = 12 WHERE subject = ({first})")).await;
    let unknown =
        "INSERT INTO jobs (kind, subject, run_minute, attempts, dead) VALUES ('of next year', 'x', 0, 0, FALSE)";
    world.run("forum", unknown).await;
    assert_eq!(run_once(world).await, 1);
    let failed = list_failed(&world.visitor()).await.unwrap();
    let failed: Vec<_> = failed.iter().map(|job| (job.kind.as_str(), job.fault.as_str(), job.next)).collect();
    assert_eq!(failed, [("of next year", "unknown", None), ("release", "the server ended", None)]);
}

async fn what_was_done_this_month_is_not_done_again_after_the_migration(world: &World) {
    let db = world.store("forum").connection();
    Forum::down(db, Some(1)).await.unwrap();
    let today = world.services.clock.now().day();
    let done = "INSERT INTO upkeep_days (job, day) VALUES";
    world.run("forum", &format!("{done} ('monthly', {0}), ('daily', {0}), ('nightly', {0})", today.0)).await;
    Forum::up(db, None).await.unwrap();
    assert_eq!(run_periodic(world).await, 1, "the purge alone");
    world.pass_days(1);
    assert_eq!(run_periodic(world).await, 3);
    let review = "SELECT run_minute FROM jobs WHERE kind = 'credentials'";
    let first = today.month().last_day().plus(1);
    assert_eq!(world.number("forum", review).await, i64::from(first.0) * 24 * 60);
}

async fn what_is_deleted_needs_no_job(world: &World) {
    let ada = schedule(world).await;
    let (item, ..) = scheduled(&ada.ctx().await).await.unwrap().remove(0);
    delete(&ada.ctx().await, item).await.unwrap();
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM jobs WHERE kind = 'release'").await, 0);
    assert_eq!(run_once(world).await, 0);
}

async fn a_running_server_does_what_is_due(world: &World) {
    let ada = schedule(world).await;
    let server = tokio::spawn(run(world.services.clone()));
    let due = "SELECT COUNT(*) FROM jobs WHERE kind = 'release' OR run_minute = 0";
    while world.number("forum", due).await > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    server.abort();
    assert!(scheduled(&ada.ctx().await).await.unwrap().is_empty());
}
