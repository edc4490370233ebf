//! Drafts, publishing, the two levels of comments, mixed publication, corrections and deletion.

use crate::on_both_engines;
use crate::world::{Person, World, comment_draft, is_sqlite, post_draft, refusal, stands};
use domain::account::{Claim, Tier};
use domain::discussion::{BodyFault, Draft, PostKind, Publication, SpaceSlug, Target, TitleFault};
use domain::ids::{AuthorId, DraftId, ItemId};
use domain::policy::Refusal;
use sea_orm::ConnectionTrait;
use server::discussion::{
    Deleted, Outcome, Scope, delete, discard_draft, feed, list_drafts, list_spaces, open_draft, own_item, publish,
    review, save_draft, scheduled, thread,
};
use server::jobs::Lane;
use server::persona::Identities;
use server::worker::run_due;
use server::{Error, Refused};
use std::time::Duration;

const MARK: &str = "quetzalcoatlusmarker";

on_both_engines!(
    drafts_are_the_owners_alone,
    every_draft_has_one_length,
    drafts_are_bounded_in_number_and_time,
    a_post_is_scrubbed_and_carries_the_hour_alone,
    a_post_under_a_real_name_is_scrubbed_by_the_same_rules,
    publishing_twice_publishes_once,
    two_clicks_at_a_time_publish_once,
    a_refused_text_keeps_its_draft,
    visitors_and_strangers_publish_nothing,
    who_may_speak_where,
    a_reply_to_a_reply_joins_the_first_level,
    comments_go_to_threads_that_are_there,
    counts_follow_what_stands,
    mixed_texts_wait_unseen,
    a_waiting_text_can_be_taken_back,
    releasing_twice_counts_once,
    a_correction_leaves_a_trail,
    a_correction_can_forget_the_earlier_words,
    forgotten_words_are_gone_from_the_disk,
    corrections_end_after_a_day_and_are_the_authors,
    a_correction_does_not_revive_what_was_deleted_meanwhile,
    what_is_released_meanwhile_is_not_taken_back_uncounted,
    deleting_empties_the_text_everywhere,
    deletion_ends_after_a_day_and_is_the_authors,
    a_feed_has_pages_without_gaps,
    an_author_comments_while_others_vote,
);

fn marked(author: AuthorId) -> Draft {
    post_draft(author, &format!("A title with {MARK}"), &format!("A text with {MARK} in it."))
}

fn mixed(draft: Draft) -> Draft {
    Draft { publication: Publication::Mixed, ..draft }
}

pub fn correction(author: AuthorId, item: ItemId, body: &str, forget_earlier: bool) -> Draft {
    let note = "A figure was wrong".to_owned();
    Draft {
        target: Target::Correction { item, note, forget_earlier },
        ..post_draft(author, "A missed finding at handover", body)
    }
}

async fn items(world: &World) -> i64 {
    world.number("forum", "SELECT COUNT(*) FROM items").await
}

fn on_disk(world: &World, sought: &str) -> bool {
    world.files_of("forum").windows(sought.len()).any(|bytes| bytes == sought.as_bytes())
}

async fn drafts_are_the_owners_alone(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (eve, eves) = world.with_persona("eve").await;
    let id = ada.draft(persona, "Half a title", "Half a text").await;
    let draft = open_draft(&ada.ctx().await, id).await.unwrap();
    assert_eq!(draft, post_draft(persona, "Half a title", "Half a text"));
    assert_eq!(list_drafts(&ada.ctx().await).await.unwrap(), [(id, draft)]);

    let stranger = eve.ctx().await;
    assert_eq!(refusal(open_draft(&stranger, id).await), Refused::NotFound);
    assert_eq!(refusal(review(&stranger, id).await.map(|_| ())), Refused::NotFound);
    assert_eq!(refusal(publish(&stranger, id).await), Refused::NotFound);
    assert_eq!(refusal(discard_draft(&stranger, id).await), Refused::NotFound);
    let over = post_draft(eves, "Mine now", "Mine now");
    assert_eq!(refusal(save_draft(&stranger, Some(id), &over).await), Refused::NotFound);
    assert!(list_drafts(&stranger).await.unwrap().is_empty());
    assert_eq!(refusal(save_draft(&stranger, None, &marked(persona)).await), Refused::NotFound, "not under another");

    let visitor = world.visitor();
    assert_eq!(refusal(open_draft(&visitor, id).await), Refused::SignIn);
    assert_eq!(refusal(save_draft(&visitor, None, &marked(persona)).await), Refused::SignIn);
    assert_eq!(refusal(list_drafts(&visitor).await), Refused::SignIn);
    assert_eq!(refusal(discard_draft(&visitor, id).await), Refused::SignIn);
    let invented = DraftId(world.services.rng.uuid());
    assert_eq!(refusal(save_draft(&ada.ctx().await, Some(invented), &marked(persona)).await), Refused::NotFound);

    let again = post_draft(persona, "A whole title", "A whole text");
    assert_eq!(save_draft(&ada.ctx().await, Some(id), &again).await.unwrap(), id);
    assert_eq!(open_draft(&ada.ctx().await, id).await.unwrap(), again);
    discard_draft(&ada.ctx().await, id).await.unwrap();
    assert_eq!(refusal(discard_draft(&ada.ctx().await, id).await), Refused::NotFound);
}

async fn every_draft_has_one_length(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let longest = "\u{1F600}".repeat(10_000);
    for draft in [
        post_draft(persona, "", ""),
        post_draft(persona, &"t".repeat(140), &longest),
        comment_draft(persona, ItemId(world.services.rng.uuid()), None),
        correction(persona, ItemId(world.services.rng.uuid()), "x", true),
    ] {
        let id = save_draft(&ada.ctx().await, None, &draft).await.unwrap();
        assert_eq!(open_draft(&ada.ctx().await, id).await.unwrap(), draft);
    }
    let lengths = world.texts("forum", "SELECT DISTINCT length(sealed) AS cell FROM private_rows").await;
    assert_eq!(lengths.len(), 1);
}

async fn drafts_are_bounded_in_number_and_time(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    for _ in 0..52 {
        save_draft(&ctx, None, &marked(persona)).await.unwrap();
    }
    assert_eq!(list_drafts(&ctx).await.unwrap().len(), 50);
    let rows = async || world.number("forum", "SELECT COUNT(*) FROM private_rows").await;
    let keyring = 2;
    assert_eq!(rows().await, 52 * 2 + keyring, "what is over stays until its month goes");
    // 14 March plus 47 days is 30 April, the last day on which drafts from March are kept.
    world.pass_days(47);
    server::worker::purge(&world.visitor()).await.unwrap();
    assert_eq!((list_drafts(&ctx).await.unwrap().len(), rows().await), (50, 52 * 2 + keyring));
    let first = list_drafts(&ctx).await.unwrap().remove(0);
    save_draft(&ctx, Some(first.0), &first.1).await.unwrap();
    assert_eq!(list_drafts(&ctx).await.unwrap().len(), 50, "the list goes on in the new month");
    world.pass_days(1);
    server::worker::purge(&world.visitor()).await.unwrap();
    assert_eq!((list_drafts(&ctx).await.unwrap(), rows().await), (vec![first], 2 + keyring));
}

async fn a_post_is_scrubbed_and_carries_the_hour_alone(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let body = "Call 614-555-0133 or write to jane.roe@example.com about it.";
    let id = ada.draft(persona, "Ask jane.roe@example.com first", body).await;
    let review = review(&ada.ctx().await, id).await.unwrap();
    assert!(review.title.contains('[') && !review.title.contains("jane.roe"), "{}", review.title);
    assert!(!review.html.contains("614-555-0133") && !review.html.contains("jane.roe"));
    assert_eq!(review.draft.body, body, "the author sees what was typed");
    world.pass(1_234);
    let item = stands(publish(&ada.ctx().await, id).await.unwrap());
    let view = ada.thread(item).await;
    assert_eq!(view.post.html.as_deref(), Some(review.html.as_str()));
    assert_eq!(view.post.hour, world.hour());
    assert!(view.post.mine && view.post.open_to_correction);
    let stored = world.texts("forum", "SELECT title || body || html || excerpt AS cell FROM items").await.concat();
    for gone in ["614-555-0133", "jane.roe", "example.com"] {
        assert!(!stored.contains(gone), "{stored}");
    }
    assert!(list_drafts(&ada.ctx().await).await.unwrap().is_empty());
    assert_eq!(world.number("forum", "SELECT hour FROM items").await, i64::from(world.hour().0));
}

async fn a_post_under_a_real_name_is_scrubbed_by_the_same_rules(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let body = "Call 614-555-0133 or write to jane.roe@example.com about it.";
    let mut texts = Vec::new();
    for author in [persona, ada.profile().await] {
        let item = stands(ada.say(&post_draft(author, "A note on calls", body)).await.unwrap());
        texts.push(ada.thread(item).await.post.html.unwrap());
    }
    assert_eq!(texts[0], texts[1]);
    assert!(!texts[1].contains("614-555-0133") && !texts[1].contains("jane.roe"), "{}", texts[1]);
}

async fn publishing_twice_publishes_once(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let id = ada.draft(persona, "Once and not again", "This appears once.").await;
    publish(&ada.ctx().await, id).await.unwrap();
    assert_eq!(refusal(publish(&ada.ctx().await, id).await), Refused::NotFound);
    assert_eq!(items(world).await, 1);
}

async fn two_clicks_at_a_time_publish_once(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.warm_up("forum").await;
    for round in 1..=4 {
        let id = ada.draft(persona, "Once and not again", "This appears once.").await;
        let ctx = ada.ctx().await;
        let clicks: Vec<_> = (0..6)
            .map(|_| {
                let ctx = ctx.clone();
                tokio::spawn(async move { publish(&ctx, id).await.is_ok() })
            })
            .collect();
        let mut published = 0;
        for click in clicks {
            published += usize::from(click.await.unwrap());
        }
        assert_eq!((published, items(world).await), (1, round));
    }
}

async fn a_refused_text_keeps_its_draft(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let id = ada.draft(persona, "short", "short").await;
    let Err(Error::Several(faults)) = publish(&ada.ctx().await, id).await else { panic!("taken") };
    assert_eq!(faults, [Refused::Title(TitleFault::TooShort), Refused::Body(BodyFault::TooShort)]);
    assert_eq!(open_draft(&ada.ctx().await, id).await.unwrap().body, "short", "nothing typed is lost");
    let nowhere = Draft {
        target: Target::Post { space: SpaceSlug::parse("nowhere"), kind: PostKind::Discussion },
        ..marked(persona)
    };
    assert_eq!(refusal(ada.say(&nowhere).await), Refused::Space);
    assert_eq!(items(world).await, 0);
    assert_eq!(list_drafts(&ada.ctx().await).await.unwrap().len(), 2);
}

async fn visitors_and_strangers_publish_nothing(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let id = ada.draft(persona, "A title of mine", "A text of mine.").await;
    assert_eq!(refusal(publish(&world.visitor(), id).await), Refused::SignIn);
    assert_eq!(refusal(delete(&world.visitor(), ItemId(world.services.rng.uuid())).await), Refused::SignIn);
    assert_eq!(refusal(scheduled(&world.visitor()).await), Refused::SignIn);
    assert_eq!(items(world).await, 0);
    assert_eq!(list_spaces(&world.visitor()).await.unwrap().len(), 4, "reading needs no account");
}

async fn who_may_speak_where(world: &World) {
    let patient = world.verified("patient", Claim::tier_only(Tier::Patient)).await;
    let profile = patient.profile().await;
    let post = |space: &str| Draft {
        target: Target::Post { space: SpaceSlug::parse(space), kind: PostKind::Discussion },
        ..marked(profile)
    };
    for space in ["general", "cardiology", "research"] {
        assert_eq!(refusal(patient.say(&post(space)).await), Refused::Forbidden(Refusal::Tier), "{space}");
    }
    patient.say(&post("patients")).await.unwrap();
    let ada = world.cardiologist("ada").await;
    let hidden = ada.make_unverified_persona().await;
    let thread = ada.post(ada.profile().await).await;
    assert_eq!(refusal(ada.say(&comment_draft(hidden, thread, None)).await), Refused::Forbidden(Refusal::Tier));
    let marks = world.number("forum", "SELECT COUNT(*) FROM daily_marks").await;
    assert_eq!(marks, 2 * 2, "two texts were published; what was refused left no mark");
    let researcher = world.verified("researcher", Claim::tier_only(Tier::Researcher)).await;
    researcher.comment(researcher.profile().await, thread, None).await;
}

async fn a_reply_to_a_reply_joins_the_first_level(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let bob = world.cardiologist("bob").await;
    let bobs = bob.profile().await;
    let post = ada.post(persona).await;
    let comment = bob.comment(bobs, post, None).await;
    let reply = ada.comment(persona, post, Some(comment)).await;
    let deeper = bob.comment(bobs, post, Some(reply)).await;
    let to_the_post = bob.comment(bobs, post, Some(post)).await;
    let view = bob.thread(post).await;
    let top: Vec<String> = view.comments.iter().map(|comment| comment.item.id.clone()).collect();
    assert_eq!(top.len(), 2);
    assert!(top.contains(&comment.to_string()) && top.contains(&to_the_post.to_string()));
    let under = view.comments.iter().find(|one| one.item.id == comment.to_string()).unwrap();
    let mut replies: Vec<&str> = under.replies.iter().map(|reply| reply.id.as_str()).collect();
    replies.sort_unstable();
    let mut expected = [reply.to_string(), deeper.to_string()];
    expected.sort_unstable();
    assert_eq!(replies, expected);
    assert_eq!(view.comment_count, 4);
}

async fn comments_go_to_threads_that_are_there(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (one, other) = (ada.post(persona).await, ada.post(persona).await);
    let comment = ada.comment(persona, one, None).await;
    let nothing = ItemId(world.services.rng.uuid());
    for (post, parent) in [(nothing, None), (comment, None), (other, Some(comment)), (one, Some(nothing))] {
        assert_eq!(refusal(ada.say(&comment_draft(persona, post, parent)).await), Refused::NotFound);
    }
    delete(&ada.ctx().await, comment).await.unwrap();
    assert_eq!(refusal(ada.say(&comment_draft(persona, one, Some(comment))).await), Refused::NotFound);
    delete(&ada.ctx().await, one).await.unwrap();
    assert_eq!(refusal(ada.say(&comment_draft(persona, one, None)).await), Refused::NotFound);
    let drafts = list_drafts(&ada.ctx().await).await.unwrap().len();
    assert_eq!(drafts, 6, "each refused text is kept");
}

/// Checks every stored count against the rows.
async fn assert_counts(world: &World) {
    let standing = "state = 'published'";
    for (what, exemptions, counted) in [
        (
            "posts of authors",
            "SELECT COALESCE(SUM(posts), 0) FROM authors".to_owned(),
            format!("SELECT COUNT(*) FROM items WHERE thread = id AND {standing} AND author <> 'deleted_user'"),
        ),
        (
            "comments of authors",
            "SELECT COALESCE(SUM(comments), 0) FROM authors".to_owned(),
            format!("SELECT COUNT(*) FROM items WHERE thread <> id AND {standing} AND author <> 'deleted_user'"),
        ),
        (
            "posts of spaces",
            "SELECT SUM(posts) FROM spaces".to_owned(),
            format!("SELECT COUNT(*) FROM items WHERE thread = id AND {standing}"),
        ),
        (
            "comments of threads",
            "SELECT COALESCE(SUM(comments), 0) FROM items WHERE thread = id".to_owned(),
            format!("SELECT COUNT(*) FROM items WHERE thread <> id AND {standing}"),
        ),
    ] {
        assert_eq!(world.number("forum", &exemptions).await, world.number("forum", &counted).await, "{what}");
    }
}

async fn counts_follow_what_stands(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (one, two) = (ada.post(persona).await, ada.post(ada.profile().await).await);
    let comment = ada.comment(persona, two, None).await;
    ada.comment(persona, two, Some(comment)).await;
    ada.say(&mixed(marked(persona))).await.unwrap();
    assert_counts(world).await;
    delete(&ada.ctx().await, one).await.unwrap();
    delete(&ada.ctx().await, comment).await.unwrap();
    assert_counts(world).await;
    world.pass_hours(3);
    run_due(&world.visitor(), Lane::Once).await.unwrap();
    assert_counts(world).await;
    assert_eq!(world.number("forum", "SELECT SUM(posts) FROM spaces").await, 2);
}

async fn mixed_texts_wait_unseen(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let eve = world.cardiologist("eve").await;
    let before = world.services.clock.now().minute().0;
    assert_eq!(ada.say(&mixed(marked(persona))).await.unwrap(), Outcome::Scheduled);
    let (id, name, words) = scheduled(&ada.ctx().await).await.unwrap().remove(0);
    assert!(name.starts_with("Anon#") && words.contains(MARK));
    let release = world.number("forum", "SELECT run_minute FROM jobs WHERE kind = 'release'").await - i64::from(before);
    assert!((1..=180).contains(&release), "{release}");

    let unseen = async || {
        let page = feed(&eve.ctx().await, Scope::Everything, None).await.unwrap();
        let by_author = feed(&eve.ctx().await, Scope::Author(persona), None).await.unwrap();
        page.rows.is_empty() && by_author.rows.is_empty()
    };
    assert!(unseen().await && scheduled(&eve.ctx().await).await.unwrap().is_empty());
    assert_eq!(refusal(eve.read(id).await), Refused::NotFound);
    assert_eq!(refusal(thread(&world.visitor(), &Identities::default(), id, None).await), Refused::NotFound);
    assert_eq!(refusal(own_item(&eve.ctx().await, id).await), Refused::NotFound);
    assert_eq!(refusal(eve.say(&comment_draft(eve.profile().await, id, None)).await), Refused::NotFound);
    let voted = server::reputation::vote(&eve.ctx().await, id, server::reputation::Choice::Up).await;
    assert_eq!(refusal(voted), Refused::NotFound);
    assert!(ada.thread(id).await.post.mine, "its author sees it");

    world.pass_minutes(release - 1);
    assert_eq!(run_due(&world.visitor(), Lane::Once).await.unwrap(), 0);
    assert!(unseen().await);
    world.pass_minutes(1);
    assert_eq!(run_due(&world.visitor(), Lane::Once).await.unwrap(), 1);
    let page = feed(&eve.ctx().await, Scope::Everything, None).await.unwrap();
    assert_eq!((page.rows.len(), page.rows[0].hour), (1, world.hour()), "it carries the hour it appeared");
    let minutes = "SELECT COUNT(*) FROM jobs WHERE kind = 'release'";
    assert_eq!(world.number("forum", minutes).await, 0, "the minute is forgotten");
    thread(&world.visitor(), &Identities::default(), id, None).await.unwrap();
}

async fn a_waiting_text_can_be_taken_back(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let eve = world.cardiologist("eve").await;
    ada.say(&mixed(marked(persona))).await.unwrap();
    let (id, ..) = scheduled(&ada.ctx().await).await.unwrap().remove(0);
    assert_eq!(refusal(delete(&eve.ctx().await, id).await), Refused::NotFound);
    assert_eq!(delete(&ada.ctx().await, id).await.unwrap(), Deleted::Unscheduled);
    assert_eq!(refusal(delete(&ada.ctx().await, id).await), Refused::NotFound);
    assert_eq!(items(world).await, 0);
    assert!(!on_disk(world, MARK));
    assert_counts(world).await;
}

async fn releasing_twice_counts_once(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    for _ in 0..4 {
        ada.say(&mixed(marked(persona))).await.unwrap();
    }
    world.pass_hours(3);
    world.warm_up("forum").await;
    let ctx = world.visitor();
    let (one, two, three) =
        tokio::join!(run_due(&ctx, Lane::Once), run_due(&ctx, Lane::Once), run_due(&ctx, Lane::Once));
    assert_eq!(one.unwrap() + two.unwrap() + three.unwrap(), 4);
    assert_eq!(run_due(&ctx, Lane::Once).await.unwrap(), 0);
    assert_eq!(world.number("forum", "SELECT SUM(posts) FROM spaces").await, 4);
    assert_counts(world).await;
}

async fn a_correction_leaves_a_trail(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    world.pass_hours(2);
    let ada = world.sign_in(&ada).await;
    let text = "We changed who calls back, and call 614-555-0133.";
    assert_eq!(stands(ada.say(&correction(persona, item, text, false)).await.unwrap()), item);
    let view = ada.thread(item).await.post;
    assert_eq!(view.html.as_deref(), Some("<p>We changed who calls back, and call [phone number].</p>\n"));
    assert_eq!(view.hour.0 + 2, world.hour().0, "the hour of appearing stays");
    let corrected = view.corrected.unwrap();
    assert_eq!((corrected.times, corrected.hour, corrected.note.as_str()), (1, world.hour(), "A figure was wrong"));
}

async fn a_correction_can_forget_the_earlier_words(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    ada.say(&correction(persona, item, "The second wording stands.", false)).await.unwrap();
    ada.say(&correction(persona, item, "The third wording stands.", true)).await.unwrap();
    let view = ada.thread(item).await.post;
    assert_eq!(view.corrected.map(|one| one.times), Some(2), "that it was corrected stays on record");
    let left = "SELECT COUNT(*) FROM corrections WHERE earlier_html IS NOT NULL OR earlier_title IS NOT NULL \
        OR earlier_body IS NOT NULL";
    assert_eq!(world.number("forum", left).await, 0);
    assert_eq!(view.html.as_deref(), Some("<p>The third wording stands.</p>\n"));
}

async fn forgotten_words_are_gone_from_the_disk(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = stands(ada.say(&marked(persona)).await.unwrap());
    ada.say(&correction(persona, item, &format!("Still with {MARK} in it."), false)).await.unwrap();
    assert!(on_disk(world, MARK) || !world.is_sqlite());
    ada.say(&correction(persona, item, "Nothing to recognise is left here.", true)).await.unwrap();
    assert!(!on_disk(world, MARK));
}

async fn corrections_end_after_a_day_and_are_the_authors(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (eve, eves) = world.with_persona("eve").await;
    let item = ada.post(persona).await;
    let text = "Somebody else's words entirely.";
    assert_eq!(refusal(eve.say(&correction(eves, item, text, false)).await), Refused::NotFound);
    let own_other = correction(ada.profile().await, item, text, false);
    assert_eq!(refusal(ada.say(&own_other).await), Refused::NotFound, "not under another identity of one's own");
    assert_eq!(refusal(own_item(&eve.ctx().await, item).await), Refused::NotFound);
    world.pass_hours(23);
    let ada = world.sign_in(&ada).await;
    ada.say(&correction(persona, item, "Still within the day.", false)).await.unwrap();
    own_item(&ada.ctx().await, item).await.unwrap();
    world.pass_hours(1);
    let late = refusal(ada.say(&correction(persona, item, "A day has passed.", false)).await);
    assert_eq!(late, Refused::Forbidden(Refusal::TooLate));
    assert_eq!(refusal(own_item(&ada.ctx().await, item).await), Refused::Forbidden(Refusal::TooLate));
    let view = ada.thread(item).await.post;
    assert!(!view.open_to_correction && view.corrected.is_some_and(|one| one.times == 1));
}

async fn a_correction_does_not_revive_what_was_deleted_meanwhile(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    let ctx = ada.ctx().await;
    let draft = correction(persona, item, "Words that must not come back.", false);
    let draft = save_draft(&ctx, None, &draft).await.unwrap();
    let tx = world.store("forum").begin().await.unwrap();
    let emptied = format!(
        "UPDATE items SET state = 'deleted', title = '', body = '', html = '', excerpt = '' WHERE id = {}",
        world.sql_uuid(item.0)
    );
    tx.execute_unprepared(&emptied).await.unwrap();
    let correcting = tokio::spawn(async move { publish(&ctx, draft).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    tx.commit().await.unwrap();
    assert!(correcting.await.unwrap().is_err());
    assert_eq!(world.texts("forum", "SELECT body AS cell FROM items").await, [""]);
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM corrections").await, 0);
}

async fn what_is_released_meanwhile_is_not_taken_back_uncounted(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    ada.say(&mixed(marked(persona))).await.unwrap();
    let (id, ..) = scheduled(&ada.ctx().await).await.unwrap().remove(0);
    let ctx = ada.ctx().await;
    let tx = world.store("forum").begin().await.unwrap();
    for statement in
        ["UPDATE items SET state = 'published'", "UPDATE spaces SET posts = posts + 1 WHERE slug = 'general'"]
    {
        tx.execute_unprepared(statement).await.unwrap();
    }
    let sql = format!("UPDATE authors SET posts = posts + 1 WHERE id = '{persona}'");
    tx.execute_unprepared(&sql).await.unwrap();
    let deleting = tokio::spawn(async move { delete(&ctx, id).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    tx.commit().await.unwrap();
    let _ = deleting.await.unwrap();
    assert_counts(world).await;
}

async fn deleting_empties_the_text_everywhere(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let bob = world.cardiologist("bob").await;
    let item = stands(ada.say(&marked(persona)).await.unwrap());
    let exemptions = bob.comment(bob.profile().await, item, None).await;
    ada.say(&correction(persona, item, &format!("Corrected, with {MARK} again."), false)).await.unwrap();
    assert!(on_disk(world, MARK) || !is_sqlite(world.store("forum")), "it was there");
    assert_eq!(delete(&ada.ctx().await, item).await.unwrap(), Deleted::From(item));

    assert!(!on_disk(world, MARK), "gone from the database file and the log beside it");
    let dump = crate::dump::Dump::of(world).await;
    assert!(!format!("{:?}", dump.tables).contains(MARK));
    let view = bob.thread(item).await;
    assert!(view.post.html.is_none() && view.post.corrected.is_none() && view.title.is_empty());
    assert_eq!(view.comments[0].item.id, exemptions.to_string(), "what others said keeps its place");
    assert!(feed(&world.visitor(), Scope::Everything, None).await.unwrap().rows.is_empty());
    assert_eq!(refusal(delete(&ada.ctx().await, item).await), Refused::NotFound, "twice");
    assert_counts(world).await;
}

async fn deletion_ends_after_a_day_and_is_the_authors(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let eve = world.cardiologist("eve").await;
    let item = ada.post(persona).await;
    assert_eq!(refusal(delete(&eve.ctx().await, item).await), Refused::NotFound);
    assert_eq!(refusal(delete(&ada.ctx().await, ItemId(world.services.rng.uuid())).await), Refused::NotFound);
    world.pass_hours(24);
    let ada = world.sign_in(&ada).await;
    assert_eq!(refusal(delete(&ada.ctx().await, item).await), Refused::Forbidden(Refusal::TooLate));
    assert!(ada.thread(item).await.post.html.is_some());
}

async fn a_feed_has_pages_without_gaps(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.set_content(persona, 2_000).await;
    let mut posted = Vec::new();
    for number in 0..23 {
        if number % 10 == 0 {
            world.pass_hours(1);
        }
        posted.push(ada.post(persona).await.to_string());
    }
    let first = feed(&world.visitor(), Scope::Everything, None).await.unwrap();
    assert_eq!(first.rows.len(), 20);
    let second = feed(&world.visitor(), Scope::Everything, first.next).await.unwrap();
    assert!(second.next.is_none());
    let hours: Vec<i32> = first.rows.iter().chain(&second.rows).map(|row| row.hour.0).collect();
    assert!(hours.is_sorted_by(|a, b| a >= b));
    let mut seen: Vec<String> = first.rows.into_iter().chain(second.rows).map(|row| row.id).collect();
    let in_the_feed = seen.clone();
    seen.sort_unstable();
    let in_order = posted.clone();
    posted.sort_unstable();
    assert_eq!(seen, posted, "each once");
    let reversed: Vec<String> = in_order.into_iter().rev().collect();
    assert_ne!(in_the_feed, reversed, "within an hour the order of writing does not show");
}

async fn an_author_comments_while_others_vote(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let mut voters: Vec<Person> = Vec::new();
    for number in 0..6 {
        voters.push(world.cardiologist(&format!("voter{number}")).await);
    }
    world.warm_up("forum").await;
    let mut acts = Vec::new();
    for round in 0..5 {
        for voter in &voters {
            let ctx = voter.ctx().await;
            acts.push(tokio::spawn(async move {
                let choice =
                    if round % 2 == 0 { server::reputation::Choice::Up } else { server::reputation::Choice::Down };
                server::reputation::vote(&ctx, post, choice).await.map(|_| ())
            }));
        }
        for _ in 0..3 {
            let ada = ada.clone();
            acts.push(tokio::spawn(async move { ada.say(&comment_draft(persona, post, None)).await.map(|_| ()) }));
        }
    }
    for act in acts {
        act.await.unwrap().unwrap();
    }
    assert_counts(world).await;
    assert_eq!(world.number("forum", "SELECT comments FROM items WHERE thread = id").await, 15);
}
