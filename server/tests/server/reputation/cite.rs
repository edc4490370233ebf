//! Citations: a reference to another author in another thread, once the text that makes it has helped three accounts.

use super::{Readers, kept, lines, of_item, reckon, replay, set_item};
use crate::on_both_engines;
use crate::world::{Person, World, comment_draft, post_draft, stands};
use domain::discussion::{Draft, Publication, Reference};
use domain::ids::{AuthorId, ItemId};
use server::discussion::{delete, scheduled};
use server::jobs::Lane;
use server::reputation::count_citations;
use server::worker::run_due;

on_both_engines!(
    a_reference_counts_once_its_text_has_helped_three,
    a_link_counts_like_a_reference,
    publishing_a_reference_leaves_the_text_alone,
    an_author_cites_an_item_once,
    a_text_cites_an_author_once,
    a_citing_author_is_another_one_in_another_thread,
    a_text_that_waits_cites_nobody,
    what_is_deleted_cites_nobody_and_is_not_cited,
    citations_are_counted_once_by_two_jobs_at_a_time,
    texts_that_cite_each_other_are_counted_at_a_time,
    references_survive_the_scrubber,
);

const CITED: &str = "cited 50 50";

fn citing(author: AuthorId, reference: &str) -> Draft {
    post_draft(author, "What others have found", &format!("As was said in {reference}, the call comes late."))
}

fn short(item: ItemId) -> String {
    Reference::to(item).to_string()
}

async fn cites(person: &Person, author: AuthorId, reference: &str) -> ItemId {
    stands(person.say(&citing(author, reference)).await.unwrap())
}

/// Rows of the citations table: who cites what.
async fn pairs(world: &World) -> Vec<String> {
    let item = if world.is_sqlite() { "lower(hex(item))" } else { "replace(CAST(item AS TEXT), '-', '')" };
    let mut pairs = world.texts("forum", &format!("SELECT author || ' ' || {item} AS cell FROM citations")).await;
    pairs.sort_unstable();
    pairs
}

fn pair(author: AuthorId, item: ItemId) -> String {
    format!("{author} {}", item.0.simple())
}

async fn a_reference_counts_once_its_text_has_helped_three(world: &World) {
    let readers = Readers::of(world).await;
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let comment = ada.comment(persona, bob.post(bobs).await, None).await;
    let text = cites(&bob, bobs, &short(comment)).await;
    for number in 0..3 {
        reckon(world).await;
        assert!(lines(world, persona).await.is_empty(), "after {number}");
        readers.find_helpful_by(number, text).await;
    }
    assert!(lines(world, persona).await.is_empty(), "reckoned once a day");
    assert_eq!(of_item(world, text, "cites_counted").await, 0);
    for _ in 0..2 {
        reckon(world).await;
        world.pass_days(1);
    }
    assert_eq!(lines(world, persona).await, [CITED]);
    assert_eq!((kept(world, persona, "engagement_tenths").await, of_item(world, text, "cites_counted").await), (50, 1));
    let (day, of) = (i64::from(world.today().0) - 2, world.sql_uuid(comment.0));
    let there =
        format!("SELECT day FROM reputation_events WHERE author = '{persona}' AND item = {of} AND kind = 'cited'");
    assert_eq!(world.number("forum", &there).await, day);
    assert_eq!(pairs(world).await, [pair(bobs, comment)]);
    replay(world).await;
}

async fn a_link_counts_like_a_reference(world: &World) {
    let readers = Readers::of(world).await;
    let (ada, persona) = world.with_persona("ada").await;
    let (carol, carols) = world.with_persona("carol").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let post = ada.post(persona).await;
    let comment = carol.comment(carols, post, None).await;
    let text = format!("[one](/posts/{post}), https://example.org/posts/{post}#item-{comment} and >>00000000");
    readers.find_helpful(cites(&bob, bobs, &text).await).await;
    reckon(world).await;
    assert_eq!((lines(world, persona).await, lines(world, carols).await), (vec![CITED.into()], vec![CITED.into()]));
}

async fn publishing_a_reference_leaves_the_text_alone(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let post = ada.post(persona).await;
    world.run("forum", "DELETE FROM daily_marks").await;
    cites(&bob, bobs, &short(post)).await;
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM daily_marks").await, 2, "that Bob has posted");
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM reactions").await, 0);
    assert_eq!((pairs(world).await, lines(world, persona).await), (vec![], vec![]));
}

async fn an_author_cites_an_item_once(world: &World) {
    let (bob, first) = world.with_persona("bob").await;
    world.pass_days(30);
    let (readers, bob) = (Readers::of(world).await, world.sign_in(&bob).await);
    let second = bob.make_persona().await;
    let (ada, persona) = world.with_persona("ada").await;
    let (post, other) = (ada.post(persona).await, ada.post(persona).await);
    let mut texts = Vec::new();
    for (author, item, expected) in [(first, post, 1), (first, post, 1), (first, other, 2), (second, post, 3)] {
        let text = cites(&bob, author, &short(item)).await;
        readers.find_helpful(text).await;
        reckon(world).await;
        assert_eq!(lines(world, persona).await, vec![CITED; expected]);
        texts.push(text);
    }
    for text in texts {
        assert_eq!(of_item(world, text, "cites_counted").await, 1, "each is looked at once");
    }
    let mut expected = [pair(first, post), pair(first, other), pair(second, post)];
    expected.sort_unstable();
    assert_eq!(pairs(world).await, expected);
    replay(world).await;
}

async fn a_text_cites_an_author_once(world: &World) {
    let readers = Readers::of(world).await;
    let (ada, persona) = world.with_persona("ada").await;
    let (carol, carols) = world.with_persona("carol").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let mut posts = [ada.post(persona).await, ada.post(persona).await, ada.post(persona).await];
    posts.sort_unstable_by_key(|post| post.0);
    let third = carol.post(carols).await;
    let said = format!("{}, {}, {} and {}", short(posts[2]), short(posts[0]), short(third), short(posts[1]));
    readers.find_helpful(cites(&bob, bobs, &said).await).await;
    reckon(world).await;
    assert_eq!((lines(world, persona).await, lines(world, carols).await), (vec![CITED.into()], vec![CITED.into()]));
    let mut expected = [pair(bobs, posts[0]), pair(bobs, third)];
    expected.sort_unstable();
    assert_eq!(pairs(world).await, expected, "the first of an author, wherever it stands in the text");
    // An item that was not the first of its author can still be cited by another text.
    readers.find_helpful(cites(&bob, bobs, &short(posts[1])).await).await;
    reckon(world).await;
    assert_eq!(lines(world, persona).await, [CITED; 2]);
}

async fn a_citing_author_is_another_one_in_another_thread(world: &World) {
    let readers = Readers::of(world).await;
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let post = ada.post(persona).await;
    readers.find_helpful(cites(&ada, persona, &short(post)).await).await;
    let comment = Draft { body: format!("As {} says.", short(post)), ..comment_draft(bobs, post, None) };
    readers.find_helpful(stands(bob.say(&comment).await.unwrap())).await;
    reckon(world).await;
    let bonuses = |lines: Vec<String>| lines.into_iter().filter(|line| !line.starts_with("upvote")).collect::<Vec<_>>();
    assert!(bonuses(lines(world, persona).await).is_empty() && pairs(world).await.is_empty());
    // Another identity of the same account is another author.
    readers.find_helpful(cites(&ada, ada.profile().await, &short(post)).await).await;
    reckon(world).await;
    assert_eq!(bonuses(lines(world, persona).await), [CITED]);
}

async fn a_text_that_waits_cites_nobody(world: &World) {
    let readers = Readers::of(world).await;
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let post = ada.post(persona).await;
    bob.say(&Draft { publication: Publication::Mixed, ..citing(bobs, &short(post)) }).await.unwrap();
    let (text, ..) = scheduled(&bob.ctx().await).await.unwrap().remove(0);
    set_item(world, text, "rewarded = TRUE").await;
    reckon(world).await;
    assert!(lines(world, persona).await.is_empty());
    set_item(world, text, "rewarded = FALSE").await;
    world.pass_hours(4);
    assert_eq!(run_due(&world.visitor(), Lane::Once).await.unwrap(), 1);
    reckon(world).await;
    assert!(lines(world, persona).await.is_empty());
    readers.find_helpful(text).await;
    reckon(world).await;
    assert_eq!(lines(world, persona).await, [CITED]);
}

async fn what_is_deleted_cites_nobody_and_is_not_cited(world: &World) {
    let readers = Readers::of(world).await;
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let (one, other) = (ada.post(persona).await, ada.post(persona).await);
    let (gone, stays) = (cites(&bob, bobs, &short(one)).await, cites(&bob, bobs, &short(other)).await);
    for text in [gone, stays] {
        readers.find_helpful(text).await;
    }
    delete(&bob.ctx().await, gone).await.unwrap();
    delete(&ada.ctx().await, other).await.unwrap();
    reckon(world).await;
    assert!(lines(world, persona).await.is_empty() && pairs(world).await.is_empty());

    // Once counted, a citation keeps its points and is not rewarded again.
    for _ in 0..2 {
        let text = cites(&bob, bobs, &short(one)).await;
        readers.find_helpful(text).await;
        reckon(world).await;
        delete(&bob.ctx().await, text).await.unwrap();
        reckon(world).await;
        assert_eq!(lines(world, persona).await, [CITED]);
    }
}

async fn citations_are_counted_once_by_two_jobs_at_a_time(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    for number in 0..6 {
        let (bob, bobs) = world.with_persona(&format!("bob{number}")).await;
        set_item(world, cites(&bob, bobs, &short(post)).await, "rewarded = TRUE").await;
    }
    world.warm_up("forum").await;
    let ctx = world.visitor();
    let (one, two, three) = tokio::join!(count_citations(&ctx), count_citations(&ctx), count_citations(&ctx));
    for done in [one, two, three] {
        done.unwrap();
    }
    assert_eq!(lines(world, persona).await, [CITED; 6]);
    replay(world).await;
}

async fn texts_that_cite_each_other_are_counted_at_a_time(world: &World) {
    let mut people = Vec::new();
    for number in 0..4 {
        let (person, persona) = world.with_persona(&format!("person{number}")).await;
        let post = person.post(persona).await;
        people.push((person, persona, post));
    }
    for (person, persona, own) in &people {
        let others = people.iter().filter(|(.., post)| post != own).map(|(.., post)| short(*post));
        let text = cites(person, *persona, &others.collect::<Vec<_>>().join(" and ")).await;
        set_item(world, text, "rewarded = TRUE").await;
    }
    world.warm_up("forum").await;
    let counts = (0..4).map(|_| world.visitor()).map(|ctx| tokio::spawn(async move { count_citations(&ctx).await }));
    for count in counts.collect::<Vec<_>>() {
        count.await.unwrap().unwrap();
    }
    for (_, persona, _) in &people {
        assert_eq!(lines(world, *persona).await, [CITED; 3]);
    }
    assert_eq!(pairs(world).await.len(), 12);
    replay(world).await;
}

async fn references_survive_the_scrubber(world: &World) {
    let scrubbed = |text: &str| domain::scrub::redact(text, &domain::scrub::Exemptions::none()).text;
    let ids = (0..400).map(|_| ItemId(world.services.rng.uuid()));
    let numbers = ["12345678", "00000000", "55501330", "99999999"];
    let references: Vec<String> = ids.map(short).chain(numbers.map(|digits| format!(">>{digits}"))).collect();
    let texts = references.iter().map(|reference| format!("As {reference} says, the call comes late."));
    let changed: Vec<String> = texts.filter(|text| scrubbed(text) != *text).collect();
    let links = (0..400).map(|_| ItemId(world.services.rng.uuid()));
    let links = links.flat_map(|item| {
        [format!("See /posts/{item} there."), format!("See [this](/posts/{item}#item-{item}), there.")]
    });
    let changed: Vec<String> =
        links.filter(|text| scrubbed(text) != *text).map(|text| scrubbed(&text)).chain(changed).collect();
    assert_eq!(changed, Vec::<String>::new());
}
