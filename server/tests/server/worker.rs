//! The periodic jobs, the migrations, and the vault's table.

use crate::dump::{Dump, STORES};
use crate::on_both_engines;
use crate::world::World;
use migrations::{Forum, Identity, MigratorTrait, Vault};
use server::vault::RECORD;
use server::worker::{daily, nightly, purge};

on_both_engines!(
    migrations_go_down_and_up_again,
    periodic_jobs_run_twice_are_safe,
    a_step_that_fails_keeps_no_other_from_being_taken,
    the_night_keeps_every_row,
    links_have_one_length_and_one_persona,
);

async fn schema(world: &World) -> Vec<(&'static str, String, Vec<(String, String)>)> {
    let mut schema = Vec::new();
    for table in Dump::of(world).await.tables {
        let columns = crate::dump::columns(world, table.store, &table.name).await;
        schema.push((table.store, table.name, columns));
    }
    schema.sort();
    schema
}

async fn migrations_go_down_and_up_again(world: &World) {
    let before = schema(world).await;
    for store in STORES {
        let db = world.store(store).connection();
        for _ in 0..2 {
            match store {
                "identity" => Identity::down(db, None).await.unwrap(),
                "forum" => Forum::down(db, None).await.unwrap(),
                _ => Vault::down(db, None).await.unwrap(),
            }
        }
    }
    let left: Vec<_> = schema(world).await.into_iter().filter(|(_, name, _)| name != "seaql_migrations").collect();
    assert!(left.is_empty(), "{left:?}");
    for store in STORES {
        let db = world.store(store).connection();
        for _ in 0..2 {
            match store {
                "identity" => Identity::up(db, None).await.unwrap(),
                "forum" => Forum::up(db, None).await.unwrap(),
                _ => Vault::up(db, None).await.unwrap(),
            }
        }
    }
    assert_eq!(schema(world).await, before);
    world.sign_up("ada").await;
}

async fn periodic_jobs_run_twice_are_safe(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    for _ in 0..3 {
        world.pass_days(1);
        for _ in 0..2 {
            purge(&world.visitor()).await.unwrap();
            daily(&world.visitor()).await.unwrap();
            nightly(&world.visitor()).await.unwrap();
        }
    }
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM sessions").await, 0);
    let ada = world.sign_in(&ada).await;
    assert!(ada.thread(item).await.post.mine);
}

async fn a_step_that_fails_keeps_no_other_from_being_taken(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let body = format!("As {} says, the call comes late.", domain::discussion::Reference::to(ada.post(persona).await));
    bob.say(&crate::world::post_draft(bobs, "What others have found", &body)).await.unwrap();
    world.run("forum", "UPDATE items SET rewarded = TRUE").await;
    world.set_content(persona, 1_000).await;
    world.pass_days(1);
    let cited = async || world.number("forum", "SELECT COUNT(*) FROM reputation_events WHERE kind = 'cited'").await;
    let shown =
        async || world.number("forum", &format!("SELECT shown_tenths FROM authors WHERE id = '{persona}'")).await;
    let broken = ["badges", "citations"];
    for table in broken {
        world.run("forum", &format!("ALTER TABLE {table} RENAME TO broken_{table}")).await;
    }
    let error = format!("{:?}", daily(&world.visitor()).await.unwrap_err());
    assert!(error.contains("badges") && !error.contains("citations"), "the first is told: {error}");
    assert_eq!((cited().await, shown().await), (0, 6_000), "what comes after both is done");
    world.run("forum", "ALTER TABLE broken_citations RENAME TO citations").await;
    let error = format!("{:?}", daily(&world.visitor()).await.unwrap_err());
    assert!(error.contains("badges"), "{error}");
    assert_eq!(cited().await, 1, "what failed is tried again");
    world.run("forum", "ALTER TABLE broken_badges RENAME TO badges").await;
    for _ in 0..2 {
        daily(&world.visitor()).await.unwrap();
        assert_eq!(cited().await, 1);
    }
}

async fn the_night_keeps_every_row(world: &World) {
    for number in 0..5 {
        let (person, persona) = world.with_persona(&format!("person{number}")).await;
        person.post(persona).await;
    }
    let sorted = async || {
        let mut tables = Dump::of(world).await.tables;
        // The sketches of the day move to the others.
        let recent = tables.iter().position(|table| table.name == "recent_fingerprints").unwrap();
        let recent = tables.remove(recent).rows;
        tables.iter_mut().find(|table| table.name == "fingerprints").unwrap().rows.extend(recent);
        for table in &mut tables {
            table.rows.sort_by_key(|row| format!("{row:?}"));
            table.hidden.clear();
        }
        tables.sort_by_key(|table| (table.store, table.name.clone()));
        tables
    };
    let before = sorted().await;
    nightly(&world.visitor()).await.unwrap();
    for (before, after) in before.into_iter().zip(sorted().await) {
        assert!(before == after, "{}", before.name);
    }
    if world.is_sqlite() {
        for store in STORES {
            assert_eq!(world.texts(store, "SELECT quick_check AS cell FROM pragma_quick_check").await, ["ok"]);
        }
    }
}

async fn links_have_one_length_and_one_persona(world: &World) {
    for number in 0..3 {
        world.with_persona(&format!("person{number}")).await;
    }
    let lengths = world.texts("vault", "SELECT length(record) AS cell FROM links").await;
    assert_eq!(lengths, vec![RECORD.to_string(); 3]);
    let mut linked = world.texts("vault", "SELECT persona AS cell FROM links").await;
    let mut spoken = world.texts("forum", "SELECT id AS cell FROM authors WHERE id LIKE 'anon_%'").await;
    linked.sort_unstable();
    spoken.sort_unstable();
    assert_eq!(linked, spoken);
}
