//! Daily limits under nullifiers.

use crate::on_both_engines;
use crate::world::{Person, World, comment_draft, post_draft, refusal};
use domain::discussion::Reference;
use domain::ids::{AuthorId, ItemId};
use server::Refused;
use server::discussion::list_drafts;
use server::reputation::{Choice, Reaction, reaction, vote};
use server::worker::purge;

on_both_engines!(
    ten_posts_a_day_for_a_persona,
    limits_follow_the_score,
    the_account_as_a_whole_has_a_limit,
    parallel_posts_do_not_exceed_the_limit,
    ten_votes_a_day_on_one_author,
    a_hundred_votes_a_day,
    counts_are_gone_after_forty_eight_hours,
    a_nullifier_stands_beside_no_persona,
);

const TITLE: &str = "A missed finding at handover";
const BODY: &str = "We changed who calls back.";

async fn post_until_refused(person: &Person, author: AuthorId) -> (u32, Refused) {
    for posted in 0..100 {
        match person.say(&post_draft(author, TITLE, BODY)).await {
            Ok(_) => {}
            refused => return (posted, refusal(refused)),
        }
    }
    panic!("never refused");
}

async fn ten_posts_a_day_for_a_persona(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let again_on = world.today().plus(1);
    assert_eq!(post_until_refused(&ada, persona).await, (10, Refused::DailyLimit { limit: 10, again_on }));
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM items").await, 10);
    assert_eq!(list_drafts(&ada.ctx().await).await.unwrap().len(), 1, "the refused text is kept");
    world.pass_hours(9);
    assert_eq!(world.today(), again_on);
    assert_eq!(post_until_refused(&ada, persona).await.0, 10);
}

async fn limits_follow_the_score(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.set_content(persona, -3_000).await;
    assert_eq!(post_until_refused(&ada, persona).await.0, 5);
    let (bob, bobs) = world.with_persona("bob").await;
    world.set_content(bobs, 2_000).await;
    assert_eq!(post_until_refused(&bob, bobs).await.0, 25);
    let thread: ItemId =
        server::discussion::feed(&world.visitor(), server::discussion::Scope::Everything, None).await.unwrap().rows[0]
            .id
            .parse()
            .unwrap();
    for said in 0..20 {
        ada.say(&comment_draft(persona, thread, None)).await.unwrap_or_else(|error| panic!("{said}: {error}"));
    }
    assert!(matches!(
        refusal(ada.say(&comment_draft(persona, thread, None)).await),
        Refused::DailyLimit { limit: 20, .. }
    ));
}

async fn the_account_as_a_whole_has_a_limit(world: &World) {
    let (ada, first) = world.with_persona("ada").await;
    world.pass_days(30);
    let ada = world.sign_in(&ada).await;
    let second = ada.make_persona().await;
    let profile = ada.profile().await;
    assert_eq!(post_until_refused(&ada, first).await.0, 10);
    assert_eq!(post_until_refused(&ada, second).await.0, 10);
    let (posted, refused) = post_until_refused(&ada, profile).await;
    assert!(matches!(refused, Refused::DailyLimit { limit: 20, .. }), "the highest single limit, for all together");
    assert_eq!(posted, 0);
}

async fn parallel_posts_do_not_exceed_the_limit(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.warm_up("forum").await;
    let posts: Vec<_> = (0..14)
        .map(|_| {
            let ada = ada.clone();
            tokio::spawn(async move { ada.say(&post_draft(persona, TITLE, BODY)).await.is_ok() })
        })
        .collect();
    let mut published = 0;
    for post in posts {
        published += usize::from(post.await.unwrap());
    }
    assert_eq!(published, 10);
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM items").await, 10);
}

async fn marks(world: &World) -> i64 {
    world.number("forum", "SELECT COUNT(*) FROM daily_marks").await
}

async fn ten_votes_a_day_on_one_author(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.set_content(persona, 2_000).await;
    let bob = world.cardiologist("bob").await;
    let mut posts = Vec::new();
    for _ in 0..12 {
        posts.push(ada.post(persona).await);
    }
    let ctx = bob.ctx().await;
    let before = marks(world).await;
    for post in &posts[..7] {
        vote(&ctx, *post, Choice::Up).await.unwrap();
    }
    // The first vote changes nothing, so it does not count; withdrawing does not count either. Changing one's mind and
    // voting again do.
    vote(&ctx, posts[0], Choice::Up).await.unwrap();
    vote(&ctx, posts[0], Choice::Down).await.unwrap();
    vote(&ctx, posts[1], Choice::Withdrawn).await.unwrap();
    vote(&ctx, posts[1], Choice::Up).await.unwrap();
    vote(&ctx, posts[7], Choice::Up).await.unwrap();
    let refused = Refused::DailyLimit { limit: 10, again_on: world.today().plus(1) };
    for (post, choice) in [(posts[8], Choice::Up), (posts[0], Choice::Up), (posts[2], Choice::Down)] {
        assert_eq!(refusal(vote(&ctx, post, choice).await), refused);
    }
    let ballots = async || {
        let up = world.number("forum", "SELECT COALESCE(SUM(up), 0) FROM items").await;
        (world.number("forum", "SELECT COUNT(*) FROM ballots").await, up)
    };
    assert_eq!(ballots().await, (8, 7), "a refused change leaves what stood");
    vote(&ctx, posts[2], Choice::Withdrawn).await.unwrap();
    assert_eq!(ballots().await, (7, 6));
    assert_eq!(refusal(vote(&ctx, posts[2], Choice::Up).await), refused);
    let other = ada.post(ada.profile().await).await;
    vote(&ctx, other, Choice::Up).await.unwrap();
    assert_eq!(ballots().await, (8, 7));
    assert_eq!(
        marks(world).await - before,
        2 * (11 + 1),
        "eleven votes and a post; what was refused is no vote of the hundred"
    );
}

async fn a_hundred_votes_a_day(world: &World) {
    let bob = world.cardiologist("bob").await;
    let mut posts = Vec::new();
    for number in 0..11 {
        let ada = world.cardiologist(&format!("author{number}")).await;
        let profile = ada.profile().await;
        for _ in 0..10 {
            posts.push(ada.post(profile).await);
        }
    }
    let ctx = bob.ctx().await;
    for post in &posts[..100] {
        vote(&ctx, *post, Choice::Up).await.unwrap();
    }
    let again_on = world.today().plus(1);
    assert_eq!(refusal(vote(&ctx, posts[100], Choice::Up).await), Refused::DailyLimit { limit: 100, again_on });
    world.pass_days(1);
    let bob = world.sign_in(&bob).await;
    vote(&bob.ctx().await, posts[100], Choice::Up).await.unwrap();
}

async fn counts_are_gone_after_forty_eight_hours(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    ada.post(persona).await;
    let counts = async || world.number("forum", "SELECT COUNT(*) FROM daily_marks").await;
    assert_eq!(counts().await, 2, "the author's and the account's");
    world.pass_days(1);
    purge(&world.visitor()).await.unwrap();
    assert_eq!(counts().await, 2);
    world.pass_days(1);
    purge(&world.visitor()).await.unwrap();
    purge(&world.visitor()).await.unwrap();
    assert_eq!(counts().await, 0);
}

async fn a_nullifier_stands_beside_no_persona(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let post = ada.post(persona).await;
    world.set_content(bobs, 3_000).await;
    vote(&bob.ctx().await, post, Choice::Up).await.unwrap();
    for given in [Reaction::Endorse, Reaction::Share, Reaction::Save] {
        reaction(&bob.ctx().await, post, given, true).await.unwrap();
    }
    let cites = format!("As {} says, the call comes late.", Reference::to(post));
    bob.say(&post_draft(bobs, TITLE, &cites)).await.unwrap();
    world.run("forum", "UPDATE items SET rewarded = TRUE").await;
    server::reputation::count_citations(&world.visitor()).await.unwrap();
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM citations").await, 1, "no mark of an account");
    bob.draft(bobs, TITLE, BODY).await;
    world.pass_days(1);
    let ada = world.sign_in(&ada).await;
    ada.post(persona).await;
    let dump = crate::dump::Dump::of(world).await;
    let marked = |table: &&crate::dump::Table| {
        table.columns.iter().any(|column| ["nullifier", "tag"].contains(&column.as_str()))
    };
    let mut tables = Vec::new();
    for table in dump.own_tables().filter(marked) {
        assert!(!table.rows.is_empty());
        for row in &table.rows {
            let row = format!("{row:?}");
            assert!(!row.contains("anon_") && !row.contains("member_"), "{}", table.name);
        }
        tables.push(table.name.as_str());
    }
    tables.sort_unstable();
    assert_eq!(tables, ["ballots", "daily_marks", "private_rows", "reactions"]);
    assert_eq!(dump.table("forum", "reactions").rows.len(), 3);
    let mut nullifiers = world.texts("forum", "SELECT nullifier AS cell FROM daily_marks").await;
    let all = nullifiers.len();
    nullifiers.sort_unstable();
    nullifiers.dedup();
    assert_eq!((nullifiers.len(), all), (14, 14), "a day's nullifiers are not another day's");
}
