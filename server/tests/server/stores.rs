//! Opening the stores: several servers at once, stores of a newer version, other keys, unreachable stores.

use crate::on_both_engines;
use crate::world::{World, close, files_in, new_databases, new_folder};
use server::ctx::Rng;
use server::key_checks::are_known;
use server::keys::ServerKeys;
use server::stores::{StoreFault, StoreUrls, Stores};

on_both_engines!(
    servers_need_the_same_keys,
    a_store_is_written_in_units_of_work_only,
    a_store_that_is_away_is_told_from_a_broken_one
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_start_at_once_on_empty_databases_both_come_up() {
    for turn in 0..3 {
        let (_, urls) = new_databases(&format!("at_once_{turn}"), None).await;
        let other = urls.clone();
        let other = tokio::spawn(async move { Stores::open(&other).await });
        close(Stores::open(&urls).await.unwrap()).await;
        close(other.await.unwrap().unwrap()).await;
    }
}

async fn is_refused_once_it_is_newer(urls: StoreUrls) {
    let stores = Stores::open(&urls).await.unwrap();
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m_of_next_year', 0)";
    stores.forum.connection().execute_unprepared(newer).await.unwrap();
    close(stores).await;
    let Err(fault) = Stores::open(&urls).await else { panic!("opened") };
    assert!(matches!(&fault, StoreFault::Newer("forum", migration) if migration == "m_of_next_year"), "{fault}");
}

use sea_orm::ConnectionTrait as _;

#[tokio::test]
async fn a_newer_store_is_refused_sqlite() {
    is_refused_once_it_is_newer(files_in(&new_folder("newer"))).await;
}

#[tokio::test]
async fn a_newer_store_is_refused_postgres() {
    is_refused_once_it_is_newer(new_databases("newer", None).await.1).await;
}

async fn a_store_is_written_in_units_of_work_only(world: &World) {
    let (forum, sql) = (world.store("forum"), "UPDATE spaces SET posts = posts + 1 WHERE slug = 'general'");
    assert!(forum.execute_unprepared(sql).await.is_err());
    let statement = sea_orm::Statement::from_string(forum.get_database_backend(), sql);
    assert!(forum.execute_raw(statement).await.is_err());
    let posts = async || world.number("forum", "SELECT posts FROM spaces WHERE slug = 'general'").await;

    let work = forum.begin().await.unwrap();
    work.execute_unprepared(sql).await.unwrap();
    drop(work);
    assert_eq!(posts().await, 0, "what is not committed leaves nothing");
    let work = forum.begin().await.unwrap();
    work.execute_unprepared(sql).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(posts().await, 1);
}

async fn servers_need_the_same_keys(world: &World) {
    let (identity, rng) = (&world.services.stores.identity, Rng::seeded(5));
    let first = ServerKeys::fresh(&rng);
    assert!(are_known(&first, identity).await.unwrap());
    assert!(are_known(&first, identity).await.unwrap(), "twice");
    assert!(!are_known(&ServerKeys::fresh(&rng), identity).await.unwrap(), "another key");
    let rotated = first.rotated(&rng);
    assert!(are_known(&rotated, identity).await.unwrap(), "a rotation adds a version");
    assert!(!are_known(&first, identity).await.unwrap(), "the file from before the rotation");
    assert!(!are_known(&first.rotated(&rng), identity).await.unwrap(), "a rotation of one's own");
    assert!(are_known(&rotated, identity).await.unwrap(), "what was refused has left nothing");
}

async fn a_store_that_is_away_is_told_from_a_broken_one(world: &World) {
    let visitor = world.visitor();
    let broken = visitor.stores.forum.execute_unprepared("SELECT nothing FROM nowhere").await;
    assert!(!server::Error::from(broken.unwrap_err()).is_away());
    assert_eq!(visitor.stores.find_silent().await, None);
    visitor.stores.forum.clone().close().await.unwrap();
    assert!(server::discussion::list_spaces(&visitor).await.unwrap_err().is_away());
    assert_eq!(visitor.stores.find_silent().await, Some("forum"));
}
