//! Proof of which account a link belongs to: the hash of the account's verifying key, and the hashes of all links.

use crate::dump::{Cell, Dump};
use crate::on_both_engines;
use crate::world::{PASSWORD, World, takes};
use migrations::{MigratorTrait, Vault};
use server::account::{change_password, recover, sign_in};
use server::persona::{dashboard, delete};
use server::vault::link_hash;
use server::worker::nightly;

on_both_engines!(
    the_verifying_key_is_kept_from_sign_up,
    an_account_from_before_gets_its_key_at_a_sign_in,
    hashes_of_links_are_only_added,
    links_from_before_get_their_hashes,
);

async fn keys_kept(world: &World) -> Vec<String> {
    world.texts("identity", "SELECT verifying_key_hash AS cell FROM accounts ORDER BY id").await
}

async fn hashes(world: &World) -> Vec<String> {
    world.texts("vault", "SELECT hash AS cell FROM link_hashes ORDER BY hash").await
}

/// The expected hashes of the existing links.
async fn expected_hashes(world: &World) -> Vec<String> {
    let dump = Dump::of(world).await;
    let links = dump.table("vault", "links");
    let hash = |row: &Vec<Cell>| match (&row[links.at("persona")], &row[links.at("record")]) {
        (Cell::Text(persona), Cell::Bytes(record)) => link_hash(persona.parse().unwrap(), record),
        other => panic!("{other:?}"),
    };
    let mut hashes: Vec<String> = links.rows.iter().map(hash).collect();
    hashes.sort_unstable();
    hashes
}

async fn the_verifying_key_is_kept_from_sign_up(world: &World) {
    let other = "granite teapot lantern forty";
    let (ada, code) = world.sign_up_with_code("ada").await;
    world.sign_up("bob").await;
    let kept = keys_kept(world).await;
    assert!(kept.iter().all(|hash| hash.len() == 64) && kept[0] != kept[1], "{kept:?}");
    let session = ada.browser.open();
    change_password(&ada.ctx().await, &session, PASSWORD, other, other).await.unwrap();
    recover(&world.visitor(), &session, &ada.email, &code.shown(), PASSWORD, PASSWORD).await.unwrap();
    ada.browser.keep(&session).await;
    ada.make_unverified_persona().await;
    assert_eq!(keys_kept(world).await, kept, "it is the account's for good");
}

async fn an_account_from_before_gets_its_key_at_a_sign_in(world: &World) {
    let ada = world.sign_up("ada").await;
    let kept = keys_kept(world).await;
    world.run("identity", "UPDATE accounts SET verifying_key_hash = NULL").await;
    ada.make_unverified_persona().await;
    assert_eq!(keys_kept(world).await, [""], "making a persona leaves no trace on the account's side");
    let session = world.browser().open();
    assert!(sign_in(&world.visitor(), &session, &ada.email, "not the password").await.is_err());
    assert_eq!(keys_kept(world).await, [""]);
    world.sign_in(&ada).await;
    assert_eq!(keys_kept(world).await, kept);
    world.run("identity", "UPDATE accounts SET verifying_key_hash = 'another'").await;
    world.sign_in(&ada).await;
    assert_eq!(keys_kept(world).await, ["another"], "what is there is never written again");
}

async fn hashes_of_links_are_only_added(world: &World) {
    let (ada, _) = world.with_persona("ada").await;
    world.with_persona("bob").await;
    let kept = hashes(world).await;
    assert_eq!(kept, expected_hashes(world).await);

    let handle = dashboard(&ada.ctx().await).await.unwrap().personas[0].author.name.clone();
    delete(&ada.ctx().await, domain::persona::Slot::new(1).unwrap(), &handle).await.unwrap();
    assert_eq!(world.number("vault", "SELECT COUNT(*) FROM links").await, 1);
    assert_eq!(hashes(world).await, kept, "the hash of a deleted link stays");

    let vault = world.store("vault");
    for refused in [
        "UPDATE link_hashes SET hash = 'another'",
        "DELETE FROM link_hashes",
        "INSERT INTO link_hashes (hash) SELECT hash FROM link_hashes",
    ] {
        assert!(!takes(vault, refused).await, "{refused}");
    }
    if !world.is_sqlite() {
        assert!(!takes(vault, "TRUNCATE link_hashes").await);
    }
    nightly(&world.visitor()).await.unwrap();
    assert_eq!(hashes(world).await, kept, "the nightly rewriting keeps them");
}

async fn links_from_before_get_their_hashes(world: &World) {
    for number in 0..3 {
        world.with_persona(&format!("person{number}")).await;
    }
    let kept = hashes(world).await;
    let all_but_the_links = u32::try_from(Vault::migrations().len() - 1).unwrap();
    Vault::down(world.store("vault").connection(), Some(all_but_the_links)).await.unwrap();
    assert!(!takes(world.store("vault"), "SELECT hash FROM link_hashes").await);
    Vault::up(world.store("vault").connection(), None).await.unwrap();
    assert_eq!(hashes(world).await, kept);
    assert!(!takes(world.store("vault"), "DELETE FROM link_hashes").await);
}
