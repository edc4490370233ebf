//! A simulated day over the real verbs: members of mixed tiers, each with one to three identities, in random order. The
//! next act is drawn without regard to who shares an account, so anything that links identities afterwards is a leak.

use super::record::Record;
use super::watch::Watch;
use crate::dump::Dump;
use crate::world::{Person, World, cardiology};
use domain::account::{Claim, Specialty, Tier, YearsBand};
use domain::discussion::{Draft, PostKind, Publication, SpaceSlug, Target};
use domain::ids::{AuthorId, DraftId, ItemId};
use domain::persona::Degree;
use domain::scrub::Exemptions;
use server::Error;
use server::ctx::Rng;
use server::discussion::{Outcome, publish, save_draft};
use server::reputation::Reaction;
use server::worker::nightly;
use std::collections::BTreeSet;
use tokio::sync::OnceCell;

/// The day on SQLite; simulated once.
pub async fn on_sqlite() -> &'static Record {
    static DAY: OnceCell<Record> = OnceCell::const_new();
    DAY.get_or_init(|| async { live(World::sqlite().await, 30, 420).await }).await
}

/// The day on PostgreSQL; simulated once.
pub async fn on_postgres() -> &'static Record {
    static DAY: OnceCell<Record> = OnceCell::const_new();
    DAY.get_or_init(|| async { live(World::postgres().await, 18, 300).await }).await
}

/// Number of copies made during the day.
const PARTS: usize = 10;

async fn live(world: World, accounts: usize, acts: usize) -> Record {
    let mut day = Day::dawn(&world, accounts).await;
    nightly(&world.visitor()).await.unwrap();
    let mut watch = Watch::begin(&world).await;
    let mut copies = vec![Dump::beginnings(&world).await];
    let mut done = Vec::new();
    for number in 0..acts {
        done.push(day.act().await);
        watch.look(&world, number).await;
        if (number + 1) % (acts / PARTS) == 0 {
            copies.push(Dump::beginnings(&world).await);
        }
        world.pass(40);
    }
    let mut record = watch.end(&world, done, copies).await;
    for person in &day.people {
        record.accounts.push(person.account_id(&world).await);
    }
    record.identities = std::mem::take(&mut day.everybody);
    world.end().await;
    record
}

/// An identity that can speak.
#[derive(Clone)]
pub struct Voice {
    pub account: usize,
    pub author: AuthorId,
    pub tier: Tier,
    /// Whether it has 800 points.
    pub strong: bool,
}

/// A published text.
#[derive(Clone)]
pub struct Text {
    pub voice: Voice,
    pub item: ItemId,
    pub thread: ItemId,
    pub space: &'static str,
}

/// A draft that may still be published.
pub struct Unpublished {
    pub voice: Voice,
    pub kind: &'static str,
    pub id: DraftId,
    pub draft: Draft,
    pub space: &'static str,
}

/// The members, and everything made so far.
pub struct Day<'w> {
    pub world: &'w World,
    pub draw: Rng,
    pub people: Vec<Person>,
    pub claims: Vec<Claim>,
    pub voices: Vec<Voice>,
    pub everybody: Vec<(String, usize)>,
    /// Accounts that may make another persona.
    pub makers: Vec<usize>,
    pub texts: Vec<Text>,
    pub drafts: Vec<Unpublished>,
    pub ballots: Vec<(usize, ItemId, bool)>,
    pub given: BTreeSet<(usize, ItemId, Reaction)>,
    pub accepted: BTreeSet<ItemId>,
    pub taught: BTreeSet<usize>,
}

impl<'w> Day<'w> {
    /// Sets up all accounts with personas that are old enough; every other account has published under its real name.
    async fn dawn(world: &'w World, accounts: usize) -> Self {
        let mut day = Self {
            world,
            draw: Rng::seeded(11),
            people: Vec::new(),
            claims: Vec::new(),
            voices: Vec::new(),
            everybody: Vec::new(),
            makers: (0..accounts).filter(|account| account % 3 != 0).collect(),
            texts: Vec::new(),
            drafts: Vec::new(),
            ballots: Vec::new(),
            given: BTreeSet::new(),
            accepted: BTreeSet::new(),
            taught: BTreeSet::new(),
        };
        for account in 0..accounts {
            let claim = claim(account);
            day.people.push(world.verified(&format!("member{account}"), claim).await);
            day.claims.push(claim);
            day.make(account).await.unwrap();
        }
        world.pass_days(31);
        for account in 0..accounts {
            day.people[account] = world.sign_in(&day.people[account]).await;
            if account % 3 == 0 {
                day.make(account).await.unwrap();
            }
            if account % 2 == 0 {
                let (author, tier) = (day.people[account].profile().await, day.claims[account].tier);
                day.join(Voice { account, author, tier, strong: false });
            }
        }
        // Everybody publishes once, so that every profile exists.
        for voice in day.voices.clone() {
            let (draft, space) = day.a_post(&voice);
            let ctx = day.people[voice.account].ctx().await;
            let id = save_draft(&ctx, None, &draft).await.unwrap();
            day.stands(&voice, space, publish(&ctx, id).await.unwrap());
        }
        for voice in &mut day.voices {
            // With this score a real name comments without limit, and a persona may endorse.
            voice.strong = voice.account % 5 == 0 && voice.tier.speaks_as_professional();
            if voice.strong {
                world.set_content(voice.author, 3_500).await;
            }
        }
        day
    }

    fn join(&mut self, voice: Voice) {
        self.everybody.push((voice.author.to_string(), voice.account));
        self.voices.push(voice);
    }

    /// A random element.
    pub fn pick<T: Clone>(&self, from: &[T]) -> Option<T> {
        let most = i32::try_from(from.len()).unwrap();
        let at = usize::try_from(self.draw.one_to(most) - 1).unwrap();
        from.get(at).cloned()
    }

    /// A random element that matches.
    pub fn pick_where<T: Clone>(&self, from: &[T], which: impl Fn(&T) -> bool) -> Option<T> {
        self.pick(&from.iter().filter(|one| which(one)).cloned().collect::<Vec<_>>())
    }

    /// Makes a persona that shows as much as possible.
    pub async fn make(&mut self, account: usize) -> Result<AuthorId, Error> {
        let (person, claim) = (&self.people[account], self.claims[account]);
        let degree = Degree::open_to(claim.tier)[0];
        let slot = server::persona::create(&person.ctx().await, degree).await?;
        let author = person.persona(slot).await;
        self.join(Voice { account, author, tier: degree.tier_of(claim.tier), strong: false });
        Ok(author)
    }

    /// Records a published text for others to comment on.
    pub fn stands(&mut self, voice: &Voice, space: &'static str, outcome: Outcome) {
        if let Outcome::Published { thread, item } = outcome {
            self.texts.push(Text { voice: voice.clone(), item, thread, space });
        }
    }

    /// A post in a space where this voice may post.
    pub fn a_post(&self, voice: &Voice) -> (Draft, &'static str) {
        let space = match voice.tier {
            Tier::Patient | Tier::Unverified => "patients",
            Tier::Researcher => "research",
            _ => self.pick(&["general", "cardiology", "patients"]).unwrap(),
        };
        let target = Target::Post { space: SpaceSlug::parse(space), kind: PostKind::Discussion };
        (self.a_draft(voice, target, self.words(4)), space)
    }

    /// A draft with a text of its own.
    pub fn a_draft(&self, voice: &Voice, target: Target, title: String) -> Draft {
        let (publication, exemptions) = (Publication::AtOnce, Exemptions::none());
        Draft { author: voice.author, target, title, body: self.words(12), publication, exemptions }
    }

    /// This many random words.
    pub fn words(&self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.pick(&WORDS).unwrap()).collect();
        words.join(" ")
    }
}

impl Voice {
    /// Whether its votes count.
    pub fn is_heard(&self) -> bool {
        self.tier.speaks_as_professional()
    }
}

const WORDS: [&str; 24] = [
    "always",
    "before",
    "callback",
    "checklist",
    "common",
    "dosage",
    "evening",
    "fever",
    "finding",
    "handover",
    "later",
    "missed",
    "morning",
    "often",
    "protocol",
    "rarely",
    "review",
    "round",
    "second",
    "threshold",
    "timing",
    "ward",
    "weekly",
    "without",
];

/// Mostly cardiologists, some nurses, and a few claims that one or two accounts have.
fn claim(account: usize) -> Claim {
    let specialty = |tier, slug| Claim { tier, specialty: Specialty::parse(slug), years: Some(YearsBand::To11) };
    match account {
        4 | 14 => Claim::tier_only(Tier::Patient),
        9 => specialty(Tier::Researcher, "biomedical-research"),
        2 | 12 | 22 => specialty(Tier::HealthcareProfessional, "nursing"),
        17 => specialty(Tier::MedicalProfessional, "medical-genetics"),
        _ => cardiology(),
    }
}
