//! Jobs: taken once, under a lease, and tried again when they fail.

use crate::on_both_engines;
use crate::world::{World, post_draft};
use domain::discussion::{Draft, Publication};
use server::discussion::{delete, scheduled};
use server::jobs::{Lane, list_failed, retry_failed};
use server::worker::{run, run_due};
use std::time::Duration;

on_both_engines!(
    periodic_jobs_are_done_once_and_made_up_for,
    a_job_under_a_lease_is_left_alone_until_the_lease_runs_out,
    a_job_that_fails_waits_is_listed_and_is_given_up,
    a_failing_periodic_job_holds_up_no_other_and_is_never_given_up,
    what_is_deleted_needs_no_job,
    a_running_server_does_what_is_due,
);

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
