//! What a persona shows: only a credential shared by at least twenty accounts; fixed when the persona is made, and
//! generalised for all personas on the same day; what it may do depends on the account.

use crate::on_both_engines;
use crate::world::{Person, World, cardiology};
use domain::account::{Claim, Specialty, Tier, YearsBand};
use server::account::{Proof, verify};
use server::jobs::Lane;
use server::persona::{degree_choices, profile};
use server::worker::run_due;

on_both_engines!(crowds of 20 =>
    a_credential_needs_twenty_who_would_show_it,
    a_tier_of_few_is_neither_shown_nor_stored,
    what_is_shown_is_reviewed_on_one_day_for_all,
    the_numbers_follow_sign_up_and_verification,
);

async fn shown(person: &Person) -> String {
    degree_choices(&person.ctx().await).await.unwrap().remove(0).shown
}

/// Signs up this many accounts with a claim, and twenty unverified ones once.
async fn crowd_of(world: &World, name: &str, claim: Claim, count: usize) {
    for number in 0..count {
        world.verified(&format!("{name}{number}"), claim).await;
    }
}

async fn newcomers(world: &World) {
    for number in 0..20 {
        world.sign_up(&format!("newcomer{number}")).await;
    }
}

fn of(slug: &str, years: Option<YearsBand>) -> Claim {
    Claim { specialty: Specialty::parse(slug), years, ..cardiology() }
}

async fn a_credential_needs_twenty_who_would_show_it(world: &World) {
    newcomers(world).await;
    let ada = world.verified("ada", of("cardiology", Some(YearsBand::To19))).await;
    crowd_of(world, "years", of("cardiology", Some(YearsBand::To19)), 18).await;
    assert_eq!(shown(&ada).await, "Unverified User", "nineteen physicians in all");
    crowd_of(world, "neuro", of("neurology", Some(YearsBand::To4)), 1).await;
    assert_eq!(shown(&ada).await, "Verified Physician", "twenty of whom none could show more");
    crowd_of(world, "twentieth", of("cardiology", Some(YearsBand::To19)), 1).await;
    assert_eq!(
        shown(&ada).await,
        "Unverified User",
        "or the neurologist alone would show nothing and post all the same"
    );
    crowd_of(world, "colleague", of("neurology", Some(YearsBand::To4)), 19).await;
    assert_eq!(shown(&ada).await, "Verified Cardiologist, 12 to 19 years in practice");
    let persona = ada.make_persona().await;
    let view = profile(&world.visitor(), persona).await.unwrap();
    assert_eq!(view.author.credential, "Verified Cardiologist, 12 to 19 years in practice");
}

async fn a_tier_of_few_is_neither_shown_nor_stored(world: &World) {
    newcomers(world).await;
    crowd_of(world, "doctor", cardiology(), 20).await;
    let researcher = world.verified("researcher", Claim::tier_only(Tier::Researcher)).await;
    let persona = researcher.make_persona().await;
    let rows = world.texts("forum", "SELECT tier AS cell FROM authors WHERE id LIKE 'anon_%'").await;
    assert_eq!(rows, ["5"], "not verified, as far as the forum knows");
    let doctor = world.sign_in(&Person::at(world, "doctor0@example.org")).await;
    let post = doctor.post(doctor.profile().await).await;
    let comment = researcher.comment(persona, post, None).await;
    assert!(researcher.thread(post).await.comments.iter().any(|view| view.item.id == comment.to_string()), "as it may");
    let hidden = world.verified("hidden", Claim::tier_only(Tier::Researcher)).await;
    let unverified = hidden.make_unverified_persona().await;
    let refused = hidden.say(&crate::world::comment_draft(unverified, post, None)).await;
    assert!(matches!(crate::world::refusal(refused), server::Refused::Forbidden(_)), "unverified by choice");
}

async fn what_is_shown_is_reviewed_on_one_day_for_all(world: &World) {
    newcomers(world).await;
    crowd_of(world, "doctor", cardiology(), 20).await;
    crowd_of(world, "other", of("neurology", None), 20).await;
    let mut personas = Vec::new();
    for number in 0..3 {
        let email = format!("doctor{number}@example.org");
        let who = Person::at(world, &email);
        let who = world.sign_in(&who).await;
        personas.push(who.make_persona().await);
    }
    let credentials = async || {
        let mut credentials = Vec::new();
        for persona in &personas {
            credentials.push(profile(&world.visitor(), *persona).await.unwrap().author.credential);
        }
        credentials.dedup();
        credentials
    };
    let fine = "Verified Cardiologist, 12 to 19 years in practice";
    let review = async || run_due(&world.visitor(), Lane::Periodic).await.unwrap();
    review().await;
    assert_eq!(credentials().await, [fine]);
    verify(&world.visitor(), "doctor19@example.org", of("neurology", None), &Proof::InPerson).await.unwrap();
    review().await;
    assert_eq!(credentials().await, [fine], "not before the next month");
    world.pass_days(18);
    review().await;
    assert_eq!(credentials().await, ["Verified Medical Professional"], "nineteen are left");
    verify(&world.visitor(), "doctor19@example.org", cardiology(), &Proof::InPerson).await.unwrap();
    world.pass_days(31);
    review().await;
    assert_eq!(credentials().await, ["Verified Medical Professional"], "nothing becomes finer again");
}

async fn the_numbers_follow_sign_up_and_verification(world: &World) {
    crowd_of(world, "doctor", cardiology(), 3).await;
    world.sign_up("new").await;
    verify(&world.visitor(), "doctor1@example.org", Claim::tier_only(Tier::Researcher), &Proof::InPerson)
        .await
        .unwrap();
    for _ in 0..2 {
        verify(&world.visitor(), "doctor2@example.org", cardiology(), &Proof::InPerson).await.unwrap();
    }
    let counted =
        "SELECT tier || specialty || years_band || ': ' || accounts AS cell FROM claim_counts WHERE accounts > 0";
    let mut counts = world.texts("identity", counted).await;
    counts.sort_unstable();
    assert_eq!(counts, ["1cardiology2: 2", "3-1: 1", "5-1: 1"]);
}
