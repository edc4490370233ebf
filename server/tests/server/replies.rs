//! Pages of a thread: the first replies to each comment, all of them on pages of their own, and the maximum length of a
//! page.

use crate::on_both_engines;
use crate::world::{Person, World, comment_draft, refusal, stands};
use domain::discussion::{CommentView, Cursor, Draft, Publication};
use domain::ids::{AuthorId, ItemId};
use server::Refused;
use server::discussion::{delete, place_of, replies, thread};
use server::persona::Identities;

on_both_engines!(
    the_first_replies_stand_below_a_comment,
    a_thread_has_pages_without_gaps,
    long_texts_are_shown_by_their_first_words,
    replies_are_those_of_a_comment_of_the_thread,
    every_item_has_a_page_it_stands_on,
);

async fn reply(person: &Person, author: AuthorId, post: ItemId, comment: ItemId, body: &str) -> ItemId {
    let draft = Draft { body: body.to_owned(), ..comment_draft(author, post, Some(comment)) };
    stands(person.say(&draft).await.unwrap())
}

fn cursor(next: &str) -> Cursor {
    next.parse().unwrap()
}

/// The cursor in a path such as `/posts/1/replies/2?after=3#replies`.
fn after(path: &str) -> Option<Cursor> {
    let after = path.split_once("?after=")?.1;
    Some(cursor(after.split('#').next().unwrap()))
}

/// All replies to a comment, page after page.
async fn all_replies(world: &World, post: ItemId, comment: ItemId, mut from: Option<Cursor>) -> Vec<String> {
    let mut found = Vec::new();
    loop {
        let page = replies(&world.visitor(), &Identities::default(), (post, comment), from).await.unwrap();
        assert_eq!(page.comment.id, comment.to_string());
        found.extend(page.replies.into_iter().map(|reply| reply.id));
        let Some(next) = page.next else { return found };
        from = Some(cursor(&next));
    }
}

async fn the_first_replies_stand_below_a_comment(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let (few, many) = (ada.comment(persona, post, None).await, ada.comment(persona, post, None).await);
    let mut expected = Vec::new();
    for n in 0..31 {
        if n % 6 == 0 {
            world.pass_hours(1);
        }
        let ada = world.sign_in(&ada).await;
        expected.push(reply(&ada, persona, post, many, "The same happened to us.").await.to_string());
    }
    let ada = world.sign_in(&ada).await;
    let only = reply(&ada, persona, post, few, "The same happened to us.").await;
    ada.say(&Draft { publication: Publication::Mixed, ..comment_draft(persona, post, Some(few)) }).await.unwrap();

    let view = ada.thread(post).await;
    let of = |comment: ItemId| -> CommentView {
        view.comments.iter().find(|one| one.item.id == comment.to_string()).unwrap().clone()
    };
    let (few, with_many) = (of(few), of(many));
    assert_eq!(few.replies.iter().map(|reply| reply.id.as_str()).collect::<Vec<_>>(), [only.to_string()]);
    assert_eq!(few.more, None, "what waits is not told");
    assert_eq!(with_many.replies.len(), 10);
    let more = with_many.more.unwrap();
    assert!(more.starts_with(&format!("/posts/{post}/replies/{many}?after=")) && more.ends_with("#replies"));

    let whole = all_replies(world, post, many, None).await;
    let mut sorted = whole.clone();
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected);
    let shown: Vec<String> = with_many.replies.iter().map(|reply| reply.id.clone()).collect();
    assert_eq!(shown, whole[..10]);
    assert_eq!(all_replies(world, post, many, after(&more)).await, whole[10..]);
}

async fn a_thread_has_pages_without_gaps(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let mut expected = Vec::new();
    for n in 0..40 {
        if n % 7 == 0 {
            world.pass_hours(1);
        }
        let ada = world.sign_in(&ada).await;
        expected.push(ada.comment(persona, post, None).await.to_string());
    }
    // Placeholders of deleted replies stay, but are not counted.
    let gone = world.sign_in(&ada).await;
    delete(&gone.ctx().await, ItemId(expected[39].parse().unwrap())).await.unwrap();
    let mut found: Vec<String> = Vec::new();
    let mut from = None;
    loop {
        let page = thread(&world.visitor(), &Identities::default(), post, from).await.unwrap();
        assert!(!page.comments.is_empty());
        found.extend(page.comments.into_iter().map(|comment| comment.item.id));
        let Some(next) = page.next else { break };
        from = Some(cursor(&next));
    }
    assert_eq!(found.len(), 40);
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

async fn long_texts_are_shown_by_their_first_words(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let long = "We changed the order of checks & read it back. ".repeat(210);
    let body = |body: &str| Draft { body: body.to_owned(), ..comment_draft(persona, post, None) };
    let wide = "\u{f6}".repeat(9_000);
    for text in [&*long, &wide, &wide] {
        ada.say(&body(text)).await.unwrap();
    }
    let view = ada.thread(post).await;
    assert_eq!(view.comments.len(), 3);
    for comment in &view.comments {
        let html = comment.item.html.as_deref().unwrap();
        if let Some(whole) = &comment.item.whole {
            assert!(html.len() < 1_000, "{}", html.len());
            assert_eq!(*whole, format!("/posts/{post}/replies/{}", comment.item.id));
        }
        let id = ItemId(comment.item.id.parse().unwrap());
        let alone = replies(&world.visitor(), &Identities::default(), (post, id), None).await.unwrap().comment;
        assert!(alone.whole.is_none() && alone.html.unwrap().len() > 9_000);
    }
    assert_eq!(view.comments.iter().filter(|comment| comment.item.whole.is_some()).count(), 2);
    // A long reply is shown in full on the page that begins with it.
    let comment = ItemId(view.comments[0].item.id.parse().unwrap());
    let short = reply(&ada, persona, post, comment, "A short reply to it.").await;
    let replied = reply(&ada, persona, post, comment, &wide).await;
    let page = replies(&world.visitor(), &Identities::default(), (post, comment), None).await.unwrap();
    assert_eq!(page.replies.len(), 2);
    for view in &page.replies {
        assert_eq!(view.whole.is_none(), view.id == short.to_string());
        if let Some(whole) = &view.whole {
            assert!(whole.ends_with(&format!("#item-{replied}")));
            let there = replies(&world.visitor(), &Identities::default(), (post, comment), after(whole)).await.unwrap();
            assert!(there.replies[0].id == replied.to_string() && there.replies[0].whole.is_none());
        }
    }
}

async fn replies_are_those_of_a_comment_of_the_thread(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (one, other) = (ada.post(persona).await, ada.post(persona).await);
    let comment = ada.comment(persona, one, None).await;
    let under = reply(&ada, persona, one, comment, "The same happened to us.").await;
    let visitor = world.visitor();
    assert_eq!(all_replies(world, one, comment, None).await, [under.to_string()]);
    let nothing = ItemId(world.services.rng.uuid());
    for (post, comment) in
        [(other, comment), (one, under), (one, one), (nothing, comment), (comment, under), (one, nothing)]
    {
        assert_eq!(refusal(replies(&visitor, &Identities::default(), (post, comment), None).await), Refused::NotFound);
    }
    delete(&ada.ctx().await, comment).await.unwrap();
    let page = replies(&visitor, &Identities::default(), (one, comment), None).await.unwrap();
    assert!(page.comment.html.is_none() && page.replies.len() == 1, "its place stays");
}

async fn every_item_has_a_page_it_stands_on(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let first = ada.comment(persona, post, None).await;
    let under = reply(&ada, persona, post, first, "The same happened to us.").await;
    world.pass_hours(1);
    let ada = world.sign_in(&ada).await;
    for _ in 0..29 {
        ada.comment(persona, post, None).await;
    }
    let visitor = world.visitor();
    for item in [post, first, under] {
        assert_eq!(place_of(&visitor, item).await.unwrap(), format!("/posts/{post}#item-{item}"));
    }
    world.pass_hours(1);
    let ada = world.sign_in(&ada).await;
    let last = ada.comment(persona, post, None).await;
    let path = place_of(&visitor, last).await.unwrap();
    assert!(path.starts_with(&format!("/posts/{post}?after=")) && path.ends_with(&format!("#item-{last}")), "{path}");
    let page = thread(&visitor, &Identities::default(), post, after(&path)).await.unwrap();
    assert_eq!(page.comments[0].item.id, last.to_string());
    let reply = reply(&ada, persona, post, last, "The same happened to us.").await;
    let path = place_of(&visitor, reply).await.unwrap();
    let page = replies(&visitor, &Identities::default(), (post, last), after(&path)).await.unwrap();
    assert!(path.starts_with(&format!("/posts/{post}/replies/{last}?after=")), "{path}");
    assert_eq!(page.replies[0].id, reply.to_string());
    assert_eq!(refusal(place_of(&visitor, ItemId(world.services.rng.uuid())).await), Refused::NotFound);
}
