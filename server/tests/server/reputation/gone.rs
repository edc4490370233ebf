//! An author who is deleted while something of theirs is being published, cited or released: nothing is left under a
//! deleted persona.

use super::forget::erase;
use super::{Readers, reckon};
use crate::dump::Dump;
use crate::on_both_engines;
use crate::world::{World, post_draft, refusal, stands};
use domain::discussion::{Draft, Publication, Reference};
use domain::ids::AuthorId;
use server::Refused;
use server::jobs::Lane;
use server::worker::run_due;

on_both_engines!(
    nothing_is_said_under_a_persona_that_is_gone,
    speaking_and_deleting_at_a_time_leave_no_persona_behind,
    what_waits_without_its_author_goes_to_nobody,
    whoever_is_gone_cites_nobody_and_is_not_cited,
);

const TITLE: &str = "What others have found";

/// Deletes a persona from the forum alone, as if its deletion had been interrupted.
async fn break_off(world: &World, author: AuthorId) {
    for (table, column) in [("reputation_scores", "author"), ("authors", "id")] {
        let gone = world.run("forum", &format!("DELETE FROM {table} WHERE {column} = '{author}'")).await;
        assert_eq!(gone, 1, "{table}");
    }
}

async fn nothing_is_said_under_a_persona_that_is_gone(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    break_off(world, persona).await;
    for publication in [Publication::AtOnce, Publication::Mixed] {
        let draft = Draft { publication, ..post_draft(persona, TITLE, "We changed who calls back.") };
        assert_eq!(refusal(ada.say(&draft).await), Refused::NotFound);
    }
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM items").await, 0);
    assert_eq!(server::discussion::list_drafts(&ada.ctx().await).await.unwrap().len(), 2, "the texts are kept");
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM daily_marks").await, 0);
}

async fn speaking_and_deleting_at_a_time_leave_no_persona_behind(world: &World) {
    let (bob, bobs) = world.with_persona("bob").await;
    let thread = bob.post(bobs).await;
    for round in 0..3 {
        let (ada, persona) = world.with_persona(&format!("ada{round}")).await;
        ada.post(persona).await;
        world.warm_up("forum").await;
        let said = (0..6).map(|number| {
            let ada = ada.clone();
            let comments = number % 2 == 0;
            let publication = if number % 3 == 0 { Publication::Mixed } else { Publication::AtOnce };
            tokio::spawn(async move {
                let draft = if comments {
                    crate::world::comment_draft(persona, thread, None)
                } else {
                    post_draft(persona, TITLE, "We changed who calls back.")
                };
                let _refused_or_not = ada.say(&Draft { publication, ..draft }).await;
            })
        });
        let said: Vec<_> = said.collect();
        erase(&ada, persona).await;
        for done in said {
            done.await.unwrap();
        }
        let named = |table: &&crate::dump::Table| format!("{:?}", table.rows).contains(&persona.to_string());
        let dump = Dump::of(world).await;
        let left: Vec<&str> = dump.tables.iter().filter(named).map(|table| table.name.as_str()).collect();
        assert_eq!(left, [""; 0], "tables that name the persona");
    }
}

async fn what_waits_without_its_author_goes_to_nobody(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    for (person, author) in [(&ada, persona), (&bob, bobs)] {
        let draft =
            Draft { publication: Publication::Mixed, ..post_draft(author, TITLE, "We changed who calls back.") };
        person.say(&draft).await.unwrap();
    }
    break_off(world, persona).await;
    world.pass_hours(4);
    assert_eq!(
        run_due(&world.visitor(), Lane::Once).await.unwrap(),
        2,
        "one without an author keeps no other from appearing"
    );
    let mut authors = world.texts("forum", "SELECT author AS cell FROM items WHERE state = 'published'").await;
    authors.sort_unstable();
    assert_eq!(authors, [bobs.to_string(), AuthorId::Deleted.to_string()]);
    let events = format!("SELECT COUNT(*) FROM reputation_events WHERE author <> '{bobs}'");
    assert_eq!(world.number("forum", &events).await, 0);
    assert_eq!(run_due(&world.visitor(), Lane::Once).await.unwrap(), 0);
}

async fn whoever_is_gone_cites_nobody_and_is_not_cited(world: &World) {
    let readers = Readers::of(world).await;
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let (eve, eves) = world.with_persona("eve").await;
    let body = |post| format!("As was said in {}, the call comes late.", Reference::to(post));
    let (post, other) = (ada.post(persona).await, eve.post(eves).await);
    for (cited, citing) in [(post, (&eve, eves)), (other, (&bob, bobs))] {
        let text = stands(citing.0.say(&post_draft(citing.1, TITLE, &body(cited))).await.unwrap());
        readers.find_helpful(text).await;
    }
    erase(&ada, persona).await;
    erase(&bob, bobs).await;
    reckon(world).await;
    let cited = "SELECT COUNT(*) FROM reputation_events WHERE kind = 'cited'";
    assert_eq!(world.number("forum", cited).await, 0);
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM citations").await, 0);
}
