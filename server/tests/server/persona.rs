//! Personas: making, the limits, interrupted changes, deleting, and the crowd behind a credential.

use crate::on_both_engines;
use crate::world::{Person, World, post_draft, refusal};
use domain::discussion::Publication;
use domain::ids::{AuthorId, ItemId, PersonaId};
use domain::persona::{Degree, KeyringFault, Slot, State};
use domain::policy::Refusal;
use server::account::change_keyring;
use server::discussion::{Scope, feed};
use server::persona::{create, dashboard, delete, identities, own_profile, profile};
use server::reputation::{Choice, vote};
use server::{Error, Refused};

on_both_engines!(
    a_persona_is_made_and_linked,
    visitors_make_and_delete_nothing,
    a_degree_beyond_the_tier_is_refused,
    three_personas_thirty_days_apart,
    two_at_a_time_make_one,
    eight_at_a_time_make_one,
    eight_at_a_time_never_make_a_fourth,
    a_broken_making_is_undone_the_next_day,
    a_broken_deletion_is_finished_at_sign_in,
    deleting_needs_the_handle,
    a_deleted_persona_leaves_nothing_behind,
    deleting_frees_the_place_but_not_the_wait,
    nobody_speaks_as_a_deleted_persona,
    strangers_see_no_slots,
    the_dashboard_is_the_owners_alone,
);

fn first() -> Slot {
    Slot::new(1).unwrap()
}

fn id_of(author: AuthorId) -> PersonaId {
    match author {
        AuthorId::Persona(persona) => persona,
        _ => panic!("no persona"),
    }
}

async fn links(world: &World) -> i64 {
    world.number("vault", "SELECT COUNT(*) FROM links").await
}

async fn anonymous_authors(world: &World) -> i64 {
    world.number("forum", "SELECT COUNT(*) FROM authors WHERE id LIKE 'anon_%'").await
}

async fn handle_of(person: &Person) -> String {
    dashboard(&person.ctx().await).await.unwrap().personas[0].author.name.clone()
}

async fn a_persona_is_made_and_linked(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let view = dashboard(&ada.ctx().await).await.unwrap();
    assert_eq!((view.personas.len(), view.remaining, view.unsettled), (1, 2, false));
    assert_eq!(view.next_on, Some(world.today().plus(30)));
    let card = &view.personas[0];
    assert_eq!((card.slot, card.author.id.clone(), card.made_on), (1, persona.to_string(), world.today()));
    assert_eq!(card.score.whole(), 500);
    assert_eq!(card.author.name, format!("Anon#{}", &id_of(persona).digits()[..4]));
    assert_eq!(world.texts("vault", "SELECT persona AS cell FROM links").await, [persona.to_string()]);
    let shown = profile(&world.visitor(), persona).await.unwrap();
    assert_eq!((shown.joined, shown.points.whole()), (world.today().month(), 500));
}

async fn visitors_make_and_delete_nothing(world: &World) {
    assert_eq!(refusal(create(&world.visitor(), Degree::Unverified).await), Refused::SignIn);
    assert_eq!(refusal(delete(&world.visitor(), first(), "Anon#0000").await), Refused::SignIn);
    assert_eq!(refusal(dashboard(&world.visitor()).await), Refused::SignIn);
    assert_eq!(refusal(own_profile(&world.visitor(), first()).await), Refused::SignIn);
    assert!(identities(&world.visitor()).await.unwrap().views().next().is_none());
    assert_eq!((links(world).await, anonymous_authors(world).await), (0, 0));
}

async fn a_degree_beyond_the_tier_is_refused(world: &World) {
    let ada = world.sign_up("ada").await;
    for degree in [Degree::CredentialVerified, Degree::PeerVerified] {
        let refused = refusal(create(&ada.ctx().await, degree).await);
        assert_eq!(refused, Refused::Forbidden(Refusal::Degree));
    }
    let persona = ada.make_unverified_persona().await;
    assert_eq!(profile(&world.visitor(), persona).await.unwrap().author.credential, "Unverified User");
}

async fn three_personas_thirty_days_apart(world: &World) {
    let ada = world.cardiologist("ada").await;
    let mut personas = Vec::new();
    for number in 1..=3_u8 {
        personas.push(ada.make_persona().await);
        if number < 3 {
            world.pass_days(29);
            let ada = world.sign_in(&ada).await;
            let earliest = world.today().plus(1);
            let soon = refusal(create(&ada.ctx().await, Degree::PeerVerified).await);
            assert_eq!(soon, Refused::Keyring(KeyringFault::TooSoon(earliest)));
            world.pass_days(1);
        }
        let again = world.sign_in(&ada).await;
        ada.browser.adopt(&again.browser);
    }
    world.pass_days(400);
    let ada = world.sign_in(&ada).await;
    assert_eq!(refusal(create(&ada.ctx().await, Degree::PeerVerified).await), Refused::Keyring(KeyringFault::Full));
    assert_eq!((links(world).await, anonymous_authors(world).await), (3, 3));
    personas.sort_unstable();
    personas.dedup();
    assert_eq!(personas.len(), 3);
    assert_eq!(identities(&ada.ctx().await).await.unwrap().views().count(), 4);
}

/// Lets several sessions of one account make a persona at the same time; returns how many succeeded.
async fn race(world: &World, ada: &Person, sessions: usize) -> usize {
    let mut contexts = Vec::new();
    for _ in 0..sessions {
        contexts.push(world.sign_in(ada).await.ctx().await);
    }
    for store in ["identity", "vault", "forum"] {
        world.warm_up(store).await;
    }
    let making: Vec<_> =
        contexts.into_iter().map(|ctx| tokio::spawn(async move { create(&ctx, Degree::PeerVerified).await })).collect();
    let mut made = 0;
    for one in making {
        match one.await.unwrap() {
            Ok(_) => made += 1,
            Err(Error::Refused(Refused::Keyring(KeyringFault::TooSoon(_) | KeyringFault::Full) | Refused::Busy)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    made
}

async fn two_at_a_time_make_one(world: &World) {
    let ada = world.cardiologist("ada").await;
    assert_eq!(race(world, &ada, 2).await, 1);
    assert_eq!((links(world).await, anonymous_authors(world).await), (1, 1));
}

async fn eight_at_a_time_make_one(world: &World) {
    let ada = world.cardiologist("ada").await;
    assert_eq!(race(world, &ada, 8).await, 1);
    assert_eq!((links(world).await, anonymous_authors(world).await), (1, 1), "the others left nothing");
    let ctx = ada.ctx().await;
    assert_eq!(ctx.signed_in().unwrap().keyring().entries().len(), 1);
}

async fn eight_at_a_time_never_make_a_fourth(world: &World) {
    let ada = world.cardiologist("ada").await;
    for _ in 0..2 {
        let ada = world.sign_in(&ada).await;
        ada.make_persona().await;
        world.pass_days(30);
    }
    assert_eq!(race(world, &ada, 8).await, 1);
    world.pass_days(30);
    assert_eq!(race(world, &ada, 2).await, 0);
    assert_eq!((links(world).await, anonymous_authors(world).await), (3, 3));
}

async fn a_broken_making_is_undone_the_next_day(world: &World) {
    let ada = world.cardiologist("ada").await;
    let ctx = ada.ctx().await;
    let (member, today) = (ctx.signed_in().unwrap(), world.today());
    let broken = PersonaId::from_hash([1, 2, 3, 4]);
    change_keyring(&ctx, member, &|keyring| keyring.begin(broken, 0, Degree::PeerVerified, today)).await.unwrap();
    world.run("vault", &format!("INSERT INTO links (persona, record) VALUES ('{broken}', {})", blob(world))).await;

    assert!(dashboard(&ada.ctx().await).await.unwrap().unsettled);
    let soon = refusal(create(&ada.ctx().await, Degree::PeerVerified).await);
    assert_eq!(soon, Refused::Keyring(KeyringFault::TooSoon(today.plus(30))), "it may still be under way");
    world.pass_days(1);
    let ada = world.sign_in(&ada).await;
    let ctx = ada.ctx().await;
    assert!(ctx.signed_in().unwrap().keyring().entries().is_empty(), "place and wait are free again");
    assert_eq!(links(world).await, 0);
    ada.make_persona().await;
    assert_eq!((links(world).await, anonymous_authors(world).await), (1, 1));
}

fn blob(world: &World) -> &'static str {
    if world.is_sqlite() { "X'00'" } else { "'\\x00'" }
}

async fn a_broken_deletion_is_finished_at_sign_in(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    let ctx = ada.ctx().await;
    change_keyring(&ctx, ctx.signed_in().unwrap(), &|keyring| keyring.leave(id_of(persona))).await.unwrap();
    let draft = server::discussion::save_draft(&ada.ctx().await, None, &post_draft(persona, "t", "b")).await;
    assert_eq!(refusal(draft), Refused::NotFound, "it is silent at once");
    for _ in 0..2 {
        let ada = world.sign_in(&ada).await;
        let ctx = ada.ctx().await;
        assert_eq!(ctx.signed_in().unwrap().keyring().entries()[0].state, State::Gone);
        assert_eq!((links(world).await, anonymous_authors(world).await), (0, 0));
    }
    assert!(ada.thread(item).await.post.author.deleted);
}

async fn deleting_needs_the_handle(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    for typed in ["", "Anon#", "yes", "Anon#zzzz", "Member ada"] {
        assert_eq!(refusal(delete(&ada.ctx().await, first(), typed).await), Refused::HandleDiffers, "{typed}");
    }
    let digits = id_of(persona).digits();
    let other = format!("Anon#{}", if &digits[..4] == "0000" { "1111" } else { "0000" });
    assert_eq!(refusal(delete(&ada.ctx().await, first(), &other).await), Refused::HandleDiffers);
    assert_eq!((links(world).await, anonymous_authors(world).await), (1, 1));

    let (eve, _) = world.with_persona("eve").await;
    let own = handle_of(&ada).await;
    assert_eq!(refusal(delete(&eve.ctx().await, first(), &own).await), Refused::HandleDiffers, "another's handle");
    assert_eq!(refusal(delete(&eve.ctx().await, Slot::new(2).unwrap(), &own).await), Refused::NotFound);
    delete(&ada.ctx().await, first(), &own.to_uppercase()).await.unwrap();
    assert_eq!(refusal(delete(&ada.ctx().await, first(), &own).await), Refused::NotFound, "twice");
    assert_eq!((links(world).await, anonymous_authors(world).await), (1, 1));
}

async fn a_deleted_persona_leaves_nothing_behind(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, _) = world.with_persona("bob").await;
    let (post, second) = (ada.post(persona).await, ada.post(persona).await);
    let comment = ada.comment(persona, post, None).await;
    let scheduled = domain::discussion::Draft {
        publication: Publication::Mixed,
        ..post_draft(persona, "Waiting to appear", "It never will appear.")
    };
    ada.say(&scheduled).await.unwrap();
    vote(&bob.ctx().await, post, Choice::Up).await.unwrap();
    vote(&bob.ctx().await, comment, Choice::Down).await.unwrap();

    delete(&ada.ctx().await, first(), &handle_of(&ada).await).await.unwrap();
    let thread = ada.thread(post).await;
    for view in [&thread.post, &thread.comments[0].item, &ada.thread(second).await.post] {
        assert_eq!((view.author.id.as_str(), view.author.deleted), ("deleted_user", true));
        assert!(view.html.is_some(), "what was said stays");
        assert!(!view.mine);
    }
    assert_eq!(refusal(profile(&world.visitor(), persona).await), Refused::NotFound);
    assert_eq!(refusal(profile(&world.visitor(), AuthorId::Deleted).await), Refused::NotFound);
    assert_eq!(links(world).await, 1, "bob's");
    let states = "SELECT state AS cell FROM items WHERE state = 'waiting'";
    assert!(world.texts("forum", states).await.is_empty());
    let dump = crate::dump::Dump::of(world).await;
    let (text, digits) = (persona.to_string(), id_of(persona).digits());
    for table in dump.tables.iter().filter(|table| table.store != "identity") {
        for cell in table.rows.iter().flatten() {
            assert!(!format!("{cell:?}").contains(&text), "{}", table.name);
        }
    }
    assert!(!world.files_of("vault").windows(8).any(|bytes| bytes == &digits.as_bytes()[..8]), "not on disk either");
    assert!(!world.files_of("forum").windows(13).any(|bytes| bytes == text.as_bytes()), "not on disk either");
    vote(&bob.ctx().await, post, Choice::Withdrawn).await.unwrap();
}

async fn deleting_frees_the_place_but_not_the_wait(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    delete(&ada.ctx().await, first(), &handle_of(&ada).await).await.unwrap();
    let ctx = ada.ctx().await;
    let keyring = ctx.signed_in().unwrap().keyring().clone();
    assert_eq!((keyring.entries().len(), keyring.entries()[0].state), (1, State::Gone), "a tombstone stays");
    assert!(keyring.holds(id_of(persona)));
    let view = dashboard(&ada.ctx().await).await.unwrap();
    assert_eq!((view.remaining, view.next_on), (3, Some(world.today().plus(30))));
    world.pass_days(29);
    let ada = world.sign_in(&ada).await;
    let soon = refusal(create(&ada.ctx().await, Degree::PeerVerified).await);
    assert_eq!(soon, Refused::Keyring(KeyringFault::TooSoon(world.today().plus(1))));
    world.pass_days(1);
    let ada = world.sign_in(&ada).await;
    let next = ada.make_persona().await;
    assert_ne!(next, persona);
    let ctx = ada.ctx().await;
    assert_eq!(ctx.signed_in().unwrap().keyring().living()[0].index, 1);
}

async fn nobody_speaks_as_a_deleted_persona(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let others: ItemId = bob.post(bobs).await;
    let stale = ada.ctx().await;
    let draft = ada.draft(persona, "Written before it was gone", "Nothing of this appears.").await;
    delete(&ada.ctx().await, first(), &handle_of(&ada).await).await.unwrap();
    for ctx in [stale.clone(), ada.ctx().await] {
        assert_eq!(refusal(server::discussion::publish(&ctx, draft).await), Refused::NotFound);
    }
    assert_eq!(refusal(vote(&stale, others, Choice::Up).await), Refused::NotFound, "a request that began before");
    let sql = format!("SELECT COUNT(*) FROM items WHERE author = '{persona}'");
    assert_eq!(world.number("forum", &sql).await, 0);
    let page = feed(&world.visitor(), Scope::Everything, None).await.unwrap();
    assert_eq!(page.rows.len(), 1);
}

async fn strangers_see_no_slots(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let eve = world.cardiologist("eve").await;
    assert_eq!(own_profile(&ada.ctx().await, first()).await.unwrap().public.author.id, persona.to_string());
    assert_eq!(refusal(own_profile(&eve.ctx().await, first()).await), Refused::NotFound);
    assert!(dashboard(&eve.ctx().await).await.unwrap().personas.is_empty());
    let shown = profile(&eve.ctx().await, persona).await.unwrap();
    assert_eq!(shown, profile(&world.visitor(), persona).await.unwrap());
    assert_eq!(shown, profile(&ada.ctx().await, persona).await.unwrap(), "its owner's public page is no other");
}

async fn the_dashboard_is_the_owners_alone(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (eve, eves) = world.with_persona("eve").await;
    let own = identities(&eve.ctx().await).await.unwrap();
    let shown = format!("{:?}", (dashboard(&eve.ctx().await).await.unwrap(), own.views().collect::<Vec<_>>()));
    assert!(shown.contains(&eves.to_string()));
    assert!(!shown.contains(&persona.to_string()));
    assert!(!shown.contains(&ada.account_id(world).await.to_string()));
    assert!(!shown.contains(&eve.account_id(world).await.to_string()), "no account id, not even one's own");
}
