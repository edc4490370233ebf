//! "Why 612?": the owner's ledger.

use super::{GRACE, cast, expert, give, reckon, somebody};
use crate::on_both_engines;
use crate::world::{Person, World, cardiology, post_draft, refusal};
use domain::calendar::Day;
use domain::discussion::{Draft, PostKind, SpaceSlug, Target};
use domain::persona::Slot;
use domain::reputation::{Entry, EventKind, LedgerView, Rating, Sums, Tenths};
use server::Refused;
use server::discussion::delete;
use server::persona::own_profile;
use server::reputation::{Choice, Reaction, Whose, accept, ledger};

on_both_engines!(
    the_owner_sees_every_event_with_its_reason,
    the_days_are_a_replay_and_end_in_the_exact_score,
    days_come_in_pages_without_gaps,
    a_ledger_is_its_owners,
    a_profile_that_never_spoke_has_an_empty_ledger,
    a_profile_has_the_tier_of_its_account,
    what_is_deleted_keeps_its_line_and_loses_its_title,
);

async fn own(person: &Person) -> LedgerView {
    ledger(&person.ctx().await, first(), None).await.unwrap()
}

fn first() -> Whose {
    Whose::Slot(Slot::new(1).unwrap())
}

async fn the_owner_sees_every_event_with_its_reason(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let comment = ada.comment(persona, post, None).await;
    let bob = world.cardiologist("bob").await;
    cast(&bob, post, Choice::Up).await.unwrap();
    cast(&world.cardiologist("eve").await, post, Choice::Up).await.unwrap();
    cast(&world.cardiologist("dan").await, post, Choice::Down).await.unwrap();
    cast(&bob, post, Choice::Withdrawn).await.unwrap();
    give(&expert(world, "expert").await, comment, Reaction::Endorse).await.unwrap();
    let view = own(&ada).await;
    let mut lines: Vec<_> = view.days[0]
        .lines
        .iter()
        .map(|line| (line.label, line.taken_back, line.times, line.nominal.0, line.counted.0, line.reason))
        .collect();
    lines.sort_unstable();
    let grace = Some("losses of quality do not count in the first 30 days");
    assert_eq!(
        lines,
        [
            ("Contribution", false, 1, 0, 0, None),
            ("Contribution", false, 1, 0, 0, None),
            ("Endorsed by an expert", false, 1, 150, 150, None),
            ("Found helpful", false, 2, 20, 20, None),
            ("Found helpful", true, 1, -10, -10, None),
            ("Found not helpful", false, 1, -10, 0, grace),
        ]
    );
    let about = |label| view.days[0].lines.iter().find(|line| line.label == label).unwrap().item.clone().unwrap();
    assert_eq!(about("Endorsed by an expert").path, format!("/posts/{post}#item-{comment}"));
    assert!(about("Endorsed by an expert").is_comment && !about("Found helpful").is_comment);
    assert_eq!(about("Found helpful").title, "A missed finding at handover");
    let parts: Vec<_> = view.components.iter().map(|part| (part.label, part.points.0, part.bound)).collect();
    assert_eq!(
        parts,
        [
            ("Content quality", 10, Some(300)),
            ("Community engagement", 0, Some(100)),
            ("Peer recognition", 150, Some(100)),
            ("Behaviour", 0, Some(100)),
            ("Penalties", 0, Some(500)),
            ("Decay", 0, None),
        ]
    );
    assert_eq!((view.score.0, view.cap.0, view.rating), (5_160, 10_000, Rating::of(Tenths(5_160))));
    assert_eq!((view.slot, view.author, view.earned_today.0), (Some(1), persona.to_string(), 160));
    assert_eq!(view.grace_until, Some(world.today().plus(i32::try_from(GRACE).unwrap() - 1)));
    assert_eq!((view.suspended_until, view.probation_until, view.earlier), (None, None, None));
}

/// The score at the end of each day, from the rows alone.
async fn replayed(world: &World, author: &str) -> Vec<(Day, Tenths)> {
    let sql = format!(
        "SELECT day || ' ' || kind || ' ' || nominal_tenths || ' ' || tenths || ' ' \
         || CASE WHEN reversal THEN 1 ELSE 0 END AS cell FROM reputation_events WHERE author = '{author}' \
         ORDER BY day"
    );
    let (mut sums, mut days): (Sums, Vec<(Day, Tenths)>) = (Sums::default(), Vec::new());
    for row in world.texts("forum", &sql).await {
        let [day, kind, nominal, counted, reversal] = row.split(' ').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let tenths = |text: &str| Tenths(text.parse().unwrap());
        let kind = EventKind::parse(kind).unwrap();
        let reversal = reversal == "1";
        sums.add(&Entry { kind, reversal, nominal: tenths(nominal), counted: tenths(counted), limit: None });
        let day = Day(day.parse().unwrap());
        days.retain(|(other, _)| *other != day);
        days.push((day, sums.score(domain::account::Tier::MedicalProfessional)));
    }
    days
}

async fn the_days_are_a_replay_and_end_in_the_exact_score(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (eve, eves) = world.with_persona("eve").await;
    let post = ada.post(persona).await;
    let question = eve.post(eves).await;
    let answer = ada.comment(persona, question, None).await;
    let bob = expert(world, "bob").await;
    give(&bob, post, Reaction::Endorse).await.unwrap();
    cast(&bob, post, Choice::Up).await.unwrap();
    accept(&eve.ctx().await, answer, true).await.unwrap();
    world.pass_days(GRACE);
    let (bob, eve) = (world.sign_in(&bob).await, world.sign_in(&eve).await);
    cast(&bob, post, Choice::Down).await.unwrap();
    cast(&eve, post, Choice::Down).await.unwrap();
    world.pass_days(3);
    let eve = world.sign_in(&eve).await;
    accept(&eve.ctx().await, answer, false).await.unwrap();
    for _ in 0..4 {
        world.pass_days(100);
        reckon(world).await;
    }
    let ada = world.sign_in(&ada).await;
    let view = own(&ada).await;
    assert_eq!(view.history[0].1, Tenths(5_000), "everybody begins there");
    assert!(view.history[0].0 < view.history[1].0);
    assert_eq!(view.history[1..], replayed(world, &persona.to_string()).await);
    let exact = own_profile(&ada.ctx().await, Slot::new(1).unwrap()).await.unwrap().score;
    assert_eq!((view.history.last().unwrap().1, view.score), (exact, exact));
    assert!(view.history.len() >= 5 && view.history.is_sorted_by(|a, b| a.0 < b.0));
    for day in &view.days {
        assert!(view.history.contains(&(day.day, day.score)));
    }
    let sum: i32 = view.components.iter().map(|part| part.points.0).sum();
    assert_eq!(5_000 + sum, exact.0, "500 and the components are the score");
}

async fn days_come_in_pages_without_gaps(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let mut written = Vec::new();
    for _ in 0..45 {
        world.sign_in(&ada).await.post(persona).await;
        written.push(world.today());
        world.pass_days(1);
    }
    let ctx = world.sign_in(&ada).await.ctx().await;
    let (mut seen, mut before, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = ledger(&ctx, first(), before).await.unwrap();
        assert_eq!(page.history.len(), 46, "the whole course on every page, and the beginning");
        seen.extend(page.days.iter().map(|day| day.day));
        pages += 1;
        before = page.earlier;
        if before.is_none() {
            break;
        }
    }
    seen.reverse();
    assert_eq!((pages, seen), (3, written));
    let none = ledger(&ctx, first(), Some(Day(0))).await.unwrap();
    assert!(none.days.is_empty() && none.earlier.is_none());
}

async fn a_ledger_is_its_owners(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    give(&expert(world, "expert").await, post, Reaction::Endorse).await.unwrap();
    let eve = world.cardiologist("eve").await;
    for slot in [1, 2, 3] {
        let whose = Whose::Slot(Slot::new(slot).unwrap());
        assert_eq!(refusal(ledger(&eve.ctx().await, whose, None).await), Refused::NotFound);
        assert_eq!(refusal(ledger(&world.visitor(), whose, None).await), Refused::SignIn);
        if slot > 1 {
            assert_eq!(refusal(ledger(&ada.ctx().await, whose, None).await), Refused::NotFound);
        }
    }
    assert_eq!(refusal(ledger(&world.visitor(), Whose::Profile, None).await), Refused::SignIn);
    let bob = somebody(world, "bob", 0).await;
    let view = own(&bob).await;
    assert!(view.days.iter().all(|day| day.day == Day(0)), "in the first slot everybody finds their own");
    assert_ne!(view.author, persona.to_string());
    assert_eq!(own(&ada).await.author, persona.to_string());
}

async fn a_profile_that_never_spoke_has_an_empty_ledger(world: &World) {
    let ada = world.cardiologist("ada").await;
    let view = ledger(&ada.ctx().await, Whose::Profile, None).await.unwrap();
    assert_eq!((view.slot, view.score.0, view.cap.0), (None, 5_000, 10_000));
    assert!(view.days.is_empty() && view.history.is_empty() && view.earlier.is_none());
    assert!(view.name.starts_with("Member"));
    let profile = ada.profile().await;
    let post = ada.post(profile).await;
    cast(&world.cardiologist("bob").await, post, Choice::Up).await.unwrap();
    let view = ledger(&ada.ctx().await, Whose::Profile, None).await.unwrap();
    assert_eq!((view.score.0, view.days.len(), view.author), (5_010, 1, profile.to_string()));
    let stranger = world.sign_up("stranger").await;
    let view = ledger(&stranger.ctx().await, Whose::Profile, None).await.unwrap();
    assert_eq!((view.score.0, view.cap.0), (5_000, 5_000));
}

async fn a_profile_has_the_tier_of_its_account(world: &World) {
    let bob = world.sign_up("bob").await;
    let profile = bob.profile().await;
    let question = Draft {
        target: Target::Post { space: SpaceSlug::parse("patients"), kind: PostKind::Discussion },
        ..post_draft(profile, "A question of mine", "What does this mean for me?")
    };
    bob.say(&question).await.unwrap();
    world.set_content(profile, 1_000).await;
    let shown = async || {
        let view = ledger(&bob.ctx().await, Whose::Profile, None).await.unwrap();
        let open = view.privileges.iter().filter(|privilege| privilege.open).count();
        (view.cap.0, view.score.0, view.history.last().unwrap().1.0, open > 1)
    };
    assert_eq!(shown().await, (5_000, 5_000, 5_000, false));
    world.verify(&bob, cardiology()).await;
    assert_eq!(shown().await, (10_000, 6_000, 6_000, true), "before it speaks again");
}

async fn what_is_deleted_keeps_its_line_and_loses_its_title(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    cast(&world.cardiologist("bob").await, post, Choice::Up).await.unwrap();
    delete(&ada.ctx().await, post).await.unwrap();
    let view = own(&ada).await;
    let line = view.days[0].lines.iter().find(|line| line.label == "Found helpful").unwrap();
    assert_eq!((line.counted.0, line.item.clone().unwrap().title.as_str()), (10, "a deleted post"));
    assert_eq!(view.score.0, 5_010);
}
