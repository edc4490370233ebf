//! No request reads a whole table: every statement that the verbs send is explained over filled stores, on both
//! engines.

use crate::on_both_engines;
use crate::world::{World, comment_draft, post_draft, rows, stands};
use domain::discussion::{Draft, Reference, SpaceSlug, Target};
use domain::ids::ItemId;
use domain::persona::{Degree, Slot};
use sea_orm::{ConnectionTrait, Statement};
use server::account::{
    self, NewAccount, change_password, load_member, sign_in, sign_out_everywhere, sign_up, speak_as,
};
use server::discussion::{
    Scope, delete, discard_draft, feed, find_reference, list_drafts, list_saved, list_spaces, load_space, own_item,
    publish, review, save_draft, scheduled, seed, shareable, thread,
};
use server::jobs::Lane;
use server::persona::{create, dashboard, degree_choices, identities, own_profile, profile};
use server::reputation::{
    Choice, Reaction, Whose, accept, complete_course, has_completed_course, ledger, reaction, vote,
};
use server::stores::Store;
use server::worker::run_due;
use server::{Ctx, Services};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

on_both_engines!(no_request_reads_a_whole_table, a_query_that_reads_a_whole_table_is_noticed, acts_take_few_statements,);

/// Tables that stay small however much members do.
const SMALL: [&str; 3] = ["claim_counts", "spaces", "jobs"];

type Seen = Arc<Mutex<Vec<Statement>>>;

/// The same stores, with every statement recorded.
fn observed(services: &Services) -> (Services, [(&'static str, Seen); 3]) {
    let mut services = services.clone();
    let seen: [(&str, Seen); 3] =
        [("identity", Seen::default()), ("forum", Seen::default()), ("vault", Seen::default())];
    let stores = &mut services.stores;
    for (store, (_, seen)) in [&mut stores.identity, &mut stores.forum, &mut stores.vault].into_iter().zip(&seen) {
        let seen = seen.clone();
        store.observe(move |info| {
            seen.lock().unwrap().push(info.statement.clone());
        });
    }
    (services, seen)
}

/// The lines of a statement's plan that read a whole table.
async fn scans(store: &Store, statement: &Statement) -> Vec<String> {
    let sql = statement.sql.trim_start();
    if !["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].iter().any(|verb| sql.starts_with(verb)) {
        return Vec::new();
    }
    let mut explained = statement.clone();
    if store.is_sqlite() {
        explained.sql = format!("EXPLAIN QUERY PLAN {sql}");
        let plan = store.query_all_raw(explained).await.unwrap();
        let lines = plan.iter().map(|row| row.try_get::<String>("", "detail").unwrap());
        // An index scan stops at a LIMIT. For private rows, the numbers asked for are listed in the statement itself.
        let ends = sql.contains("LIMIT");
        return lines
            .filter(|line| line.starts_with("SCAN") && !(ends && line.contains("USING")))
            .filter(|line| {
                !line.contains("CONSTANT ROW") && !line.starts_with("SCAN asked") && !line.contains("VALUES CLAUSE")
            })
            .filter(|line| !SMALL.iter().any(|small| line.split_whitespace().nth(1) == Some(small)))
            .collect();
    }
    // Makes the planner use an index where possible, even with few rows.
    let tx = store.begin().await.unwrap();
    tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.unwrap();
    explained.sql = format!("EXPLAIN {sql}");
    let plan = tx.query_all_raw(explained).await.unwrap();
    let lines: Vec<String> = plan.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect();
    // With three authors the planner prefers scanning their whole index.
    let small = |line: &str| SMALL.iter().chain(&["authors"]).any(|small| line.contains(&format!(" on {small} ")));
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        // A node's details follow it, up to the next node. An index scan without a condition reads the whole index,
        // unless a LIMIT stops it.
        let below = lines.iter().skip(number + 1).take_while(|line| !line.contains("->"));
        let bounded = below.into_iter().any(|line| line.contains("Index Cond"));
        let walks = line.contains("Index Scan") || line.contains("Index Only Scan");
        if (line.contains("Seq Scan") || (walks && !bounded && !sql.contains("LIMIT"))) && !small(line) {
            found.push(line.clone());
        }
    }
    found
}

async fn filled(world: &World) {
    for name in ["carol", "dave"] {
        world.with_persona(name).await;
    }
    seed(&world.visitor(), 150, 1_500).await.unwrap();
    // Add sessions of many accounts: with only a few rows the planner rightly reads them all.
    let empty = if world.is_sqlite() { "X''" } else { "''::bytea" };
    let sessions = format!(
        "INSERT INTO sessions (id, payload, expires_hour, owner_tag, label) \
         WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 500) \
         SELECT 'session ' || n, {empty}, 492648, 'tag ' || n, {empty} FROM numbers"
    );
    assert_eq!(world.run("identity", &sessions).await, 500);
    for store in ["identity", "forum", "vault"] {
        world.run(store, "ANALYZE").await;
    }
}

async fn no_request_reads_a_whole_table(world: &World) {
    filled(world).await;
    let (services, seen) = observed(&world.services);
    everything(world, &services).await;
    let mut found = Vec::new();
    let mut explained = 0;
    for (name, seen) in seen {
        let seen = std::mem::take(&mut *seen.lock().unwrap());
        let distinct: BTreeMap<String, Statement> = seen.into_iter().map(|one| (one.sql.clone(), one)).collect();
        for statement in distinct.into_values() {
            explained += 1;
            for scan in scans(world.store(name), &statement).await {
                found.push(format!("{scan}\n    {}", statement.sql));
            }
        }
    }
    assert!(explained > 90, "only {explained} statements were seen");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn a_query_that_reads_a_whole_table_is_noticed(world: &World) {
    filled(world).await;
    let store = world.store("forum");
    let backend = store.get_database_backend();
    for sql in [
        "SELECT id FROM items WHERE body LIKE '%handover%'",
        "SELECT item FROM fingerprints WHERE item IN (SELECT id FROM items WHERE excerpt <> 'x')",
        "DELETE FROM ballots WHERE tenths = 3",
    ] {
        assert!(!scans(store, &Statement::from_string(backend, sql)).await.is_empty(), "{sql}");
    }
    assert!(rows(store, "SELECT slug FROM spaces").await.len() > 1);
    assert!(scans(store, &Statement::from_string(backend, "SELECT slug FROM spaces")).await.is_empty());
}

/// The statements of acts that must be fast, without beginning and ending the transaction.
async fn acts_take_few_statements(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, _) = world.with_persona("bob").await;
    let post = ada.post(persona).await;
    let (services, seen) = observed(&world.services);
    let ctx = Ctx::member(services.clone(), load_member(&services, &bob.browser.open()).await.unwrap().unwrap());
    let taken =
        || -> Vec<Statement> { seen.iter().flat_map(|(_, seen)| std::mem::take(&mut *seen.lock().unwrap())).collect() };
    taken();
    for (choice, most) in [(Choice::Up, 11), (Choice::Up, 3), (Choice::Down, 13), (Choice::Withdrawn, 9)] {
        vote(&ctx, post, choice).await.unwrap();
        let taken = taken();
        let sql: Vec<&str> = taken.iter().map(|statement| statement.sql.as_str()).collect();
        assert!(sql.len() <= most, "{choice:?}: {} statements\n{}", sql.len(), sql.join("\n"));
    }
}

/// Everything that a visitor, a member and a moderator can request or do.
async fn everything(world: &World, services: &Services) {
    let visitor = Ctx::visitor(services.clone());
    let ada = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    world.set_content(bobs, 3_000).await;
    world.set_content(ada.1, 3_000).await;
    let role = domain::account::Role::Moderator;
    account::give_role(&world.visitor(), &bob.email, role, &account::Proof::InPerson).await.unwrap();
    let member = async |who: &crate::world::Person| {
        let member = load_member(services, &who.browser.open()).await.unwrap().unwrap();
        Ctx::member(services.clone(), member)
    };
    let (ctx, other) = (member(&ada.0).await, member(&bob).await);
    let persona = ada.1;

    // Accounts.
    let session = world.browser().open();
    let password = "copper violin harbour nine";
    let new = NewAccount { email: "new@example.org", name: "Somebody New", password, again: password };
    sign_up(&visitor, &session, new).await.unwrap();
    sign_in(&visitor, &session, &ada.0.email, password).await.unwrap();
    speak_as(&ctx, &ada.0.browser.open(), persona).await.unwrap();

    // Writing.
    let question = Draft {
        target: Target::Post { space: SpaceSlug::parse("general"), kind: domain::discussion::PostKind::Discussion },
        ..post_draft(persona, "A question about handover", "Who calls back when the result comes late?")
    };
    let id = save_draft(&ctx, None, &question).await.unwrap();
    let id = save_draft(&ctx, Some(id), &question).await.unwrap();
    review(&ctx, id).await.unwrap();
    let post = stands(publish(&ctx, id).await.unwrap());
    let id = save_draft(&other, None, &comment_draft(bobs, post, None)).await.unwrap();
    let answer = stands(publish(&other, id).await.unwrap());
    let id = save_draft(&ctx, None, &comment_draft(persona, post, Some(answer))).await.unwrap();
    let reply = stands(publish(&ctx, id).await.unwrap());
    let mixed = Draft { publication: domain::discussion::Publication::Mixed, ..question.clone() };
    let id = save_draft(&ctx, None, &mixed).await.unwrap();
    publish(&ctx, id).await.unwrap();
    scheduled(&ctx).await.unwrap();
    world.pass_hours(3);
    run_due(&visitor, Lane::Once).await.unwrap();
    let correction = Draft {
        target: Target::Correction { item: post, note: "Clearer.".to_owned(), forget_earlier: true },
        ..question.clone()
    };
    let id = save_draft(&ctx, None, &correction).await.unwrap();
    review(&ctx, id).await.unwrap();
    publish(&ctx, id).await.unwrap();
    let id = save_draft(&ctx, None, &question).await.unwrap();
    list_drafts(&ctx).await.unwrap();
    discard_draft(&ctx, id).await.unwrap();

    reactions(&ctx, &other, post, answer).await;
    reading(&visitor, &ctx, &other, post, persona).await;
    delete(&ctx, reply).await.unwrap();
    own_item(&ctx, post).await.unwrap();

    // Personas.
    world.pass_days(31);
    let ada = world.sign_in(&ada.0).await;
    let ctx = member(&ada).await;
    degree_choices(&ctx).await.unwrap();
    create(&ctx, Degree::CredentialVerified).await.unwrap();
    let ctx = member(&ada).await;
    let typed = dashboard(&ctx).await.unwrap().personas[1].author.name.clone();
    server::persona::delete(&ctx, Slot::new(2).unwrap(), &typed).await.unwrap();
    change_password(&ctx, &ada.browser.open(), password, "another violin harbour ten", "another violin harbour ten")
        .await
        .unwrap();
    sign_out_everywhere(&ctx, &ada.browser.open()).await.unwrap();
}

async fn reactions(ctx: &Ctx, other: &Ctx, post: ItemId, answer: ItemId) {
    for choice in [Choice::Up, Choice::Down, Choice::Withdrawn, Choice::Up] {
        vote(other, post, choice).await.unwrap();
    }
    for what in [Reaction::Endorse, Reaction::Save, Reaction::Share] {
        for give in [true, false, true] {
            reaction(other, post, what, give).await.unwrap();
        }
    }
    for give in [true, false, true] {
        accept(ctx, answer, give).await.unwrap();
        server::reputation::feature(other, post, give).await.unwrap();
    }
    has_completed_course(ctx).await.unwrap();
    let right =
        |question: usize| (0..3).find(|choice| !domain::reputation::mistakes(&[Some(*choice); 6]).contains(&question));
    complete_course(ctx, &(0..6).map(right).collect::<Vec<_>>()).await.unwrap();
}

async fn reading(visitor: &Ctx, ctx: &Ctx, other: &Ctx, post: ItemId, persona: domain::ids::AuthorId) {
    for who in [visitor, ctx, other] {
        list_spaces(who).await.unwrap();
        load_space(who, &SpaceSlug::parse("general").unwrap()).await.unwrap();
        for scope in [
            Scope::Everything,
            Scope::Space(SpaceSlug::parse("general").unwrap()),
            Scope::Author(persona),
            Scope::Everything,
        ] {
            let first = feed(who, scope, None).await.unwrap();
            if let Some(after) = first.next {
                feed(who, Scope::Everything, Some(after)).await.unwrap();
                feed(who, Scope::Space(SpaceSlug::parse("general").unwrap()), Some(after)).await.unwrap();
                feed(who, Scope::Author(persona), Some(after)).await.unwrap();
            }
        }
        let long = feed(who, Scope::Everything, None).await.unwrap().rows.pop().unwrap();
        let own = identities(who).await.unwrap();
        let view = thread(who, &own, long.id.parse().unwrap(), None).await.unwrap();
        if let Some(after) = view.next {
            thread(who, &own, long.id.parse().unwrap(), Some(after.parse().unwrap())).await.unwrap();
        }
        thread(who, &own, post, None).await.unwrap();
        profile(who, persona).await.unwrap();
        shareable(who, post).await.unwrap();
        find_reference(who, Reference::to(post)).await.unwrap();
    }
    dashboard(ctx).await.unwrap();
    own_profile(ctx, Slot::new(1).unwrap()).await.unwrap();
    ledger(ctx, Whose::Slot(Slot::new(1).unwrap()), None).await.unwrap();
    ledger(ctx, Whose::Profile, None).await.unwrap();
    list_saved(other, None).await.unwrap();
}
