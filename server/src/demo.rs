//! The demo: invented people, posts and votes, created through the same verbs that a browser calls, with the clock set
//! to times in the past weeks.

mod texts;

pub use texts::first_spaces;

use crate::account::{
    CheckWord, Identity, NewAccount, PasswordHashing, Proof, SealedSessions, give_role, load_member, sign_up, speak_as,
    verify,
};
use crate::ctx::{Clock, Ctx, Services};
use crate::discussion::{Outcome, add_spaces, publish, save_draft};
use crate::error::Error;
use crate::persona::create;
use crate::reputation::{Choice, Reaction, accept, feature, reaction, vote};
use crate::worker::daily;
use domain::account::{Claim, Role, Specialty, Tier, YearsBand};
use domain::calendar::Moment;
use domain::discussion::{Draft, Publication, SpaceSlug, Target};
use domain::ids::{AuthorId, ItemId};
use domain::persona::Degree;
use domain::scrub::Exemptions;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tower_sessions::Session;

/// Password of the demo accounts that can be signed in to.
pub const PASSWORD: &str = "copper violin harbour nine";

/// The accounts that can be signed in to: role and e-mail address.
pub const SIGN_INS: [(&str, &str); 3] = [
    ("clinician", "clinician@demo.example"),
    ("community moderator", "moderator@demo.example"),
    ("administrator", "administrator@demo.example"),
];

/// Fills empty stores with the demo's content.
pub async fn seed(services: &Services) -> Result<(), Error> {
    let now = services.clock.now();
    let mut past = services.clone();
    past.clock = Clock::fixed(now);
    add_spaces(&Ctx::visitor(past.clone()), first_spaces()?).await?;
    let mut demo = Demo { services: past, people: Vec::new(), names: BTreeMap::new(), now };
    demo.sign_everybody_up().await?;
    demo.make_personas().await?;
    demo.speak().await?;
    demo.services.clock.set(now);
    daily(&Ctx::visitor(demo.services)).await
}

struct Person {
    session: Session,
    ctx: Ctx,
}

struct Demo {
    services: Services,
    people: Vec<Person>,
    /// The person's number and identity behind `p1` or `m1`.
    names: BTreeMap<String, (usize, AuthorId)>,
    now: Moment,
}

/// A person of the demo: e-mail address, name, specialty, years, identities.
struct Part(&'static str, &'static str, &'static str, u8, &'static [&'static str]);

/// Who features posts in the demo.
const MODERATOR: &str = "p5";

const PARTS: [Part; 15] = [
    Part("clinician", "Mara Ellison", "cardiology", 15, &["p1", "p2"]),
    Part("moderator", "Jonas Feld", "emergency-medicine", 14, &["p5"]),
    Part("administrator", "Ruth Adeyemi", "internal-medicine", 22, &[]),
    Part("pulmonology", "Ines Carvalho", "pulmonology", 9, &["p3"]),
    Part("internal", "Tomas Sandstrom", "internal-medicine", 17, &["p4"]),
    Part("anaesthesia", "Priya Raman", "anaesthesiology", 8, &["p6"]),
    Part("paediatrics", "Hana Kovac", "paediatrics", 6, &["p7"]),
    Part("psychiatry", "David Okoro", "psychiatry", 21, &["p8"]),
    Part("critical-care-nurse", "Lucia Moreno", "critical-care-nursing", 13, &["p9"]),
    Part("ward-nurse", "Ewan Sinclair", "nursing", 4, &["p10"]),
    Part("researcher", "Noor Haddad", "biomedical-research", 11, &["p11"]),
    Part("member-one", "Claire Dubois", "surgery", 19, &["m1"]),
    Part("member-two", "Samuel Brandt", "neurology", 25, &["m2"]),
    Part("member-three", "Aisha Rahman", "family-medicine", 12, &["m3"]),
    Part("member-four", "Viktor Novak", "oncology", 16, &["m4"]),
];

/// Crowds large enough for common specialties to be shown; there are too few medical geneticists, and only one patient.
const CROWDS: [(&str, usize); 9] = [
    ("cardiology", 24),
    ("internal-medicine", 22),
    ("emergency-medicine", 21),
    ("paediatrics", 20),
    ("psychiatry", 20),
    ("anaesthesiology", 20),
    ("nursing", 22),
    ("biomedical-research", 20),
    ("medical-genetics", 3),
];

impl Demo {
    fn at(&self, hours_ago: i64) {
        let start_of_hour = self.now.0 - self.now.0.rem_euclid(3_600);
        self.services.clock.set(Moment((start_of_hour - hours_ago.max(0) * 3_600).min(self.now.0)));
    }

    async fn sign_up(&mut self, email: &str, name: &str, claim: Claim, cost: &PasswordHashing) -> Result<usize, Error> {
        let mut services = self.services.clone();
        services.passwords = cost.clone();
        let ctx = Ctx::visitor(services);
        let store = SealedSessions::of(&ctx);
        let session = Session::new(None, Arc::new(store), None);
        let code = sign_up(&ctx, &session, NewAccount { email, name, password: PASSWORD, again: PASSWORD }).await?;
        verify(&ctx, email, claim, &Proof::CheckWord(CheckWord::of(&code))).await?;
        let person = Person { ctx: ctx.clone(), session };
        self.people.push(person);
        let number = self.people.len() - 1;
        self.reload(number).await?;
        Ok(number)
    }

    /// Reloads a person's account after something about it has changed.
    async fn reload(&mut self, number: usize) -> Result<(), Error> {
        let person = self.people.get_mut(number).ok_or(Error::Stored("person"))?;
        let member = load_member(&self.services, &person.session).await?.ok_or(Error::Stored("session"))?;
        person.ctx = Ctx::member(self.services.clone(), member);
        Ok(())
    }

    /// A person speaking as one of their identities.
    async fn speaking_as(&self, number: usize, author: AuthorId) -> Result<Ctx, Error> {
        let person = self.people.get(number).ok_or(Error::Stored("person"))?;
        speak_as(&person.ctx, &person.session, author).await?;
        let member = load_member(&self.services, &person.session).await?.ok_or(Error::Stored("session"))?;
        Ok(Ctx::member(self.services.clone(), member))
    }

    fn ctx(&self, number: usize) -> Result<&Ctx, Error> {
        self.people.get(number).map(|person| &person.ctx).ok_or(Error::Stored("person"))
    }

    async fn sign_everybody_up(&mut self) -> Result<(), Error> {
        self.at(24 * 120);
        let (dear, cheap) = (self.services.passwords.clone(), PasswordHashing::with_cost(1_024, 1));
        for (number, Part(email, name, specialty, years, _)) in PARTS.iter().enumerate() {
            let cost = if number < SIGN_INS.len() { &dear } else { &cheap };
            self.sign_up(&format!("{email}@demo.example"), name, claim(specialty, *years), cost).await?;
        }
        let patient = Claim::tier_only(Tier::Patient);
        self.sign_up("patient@demo.example", "Olive Hart", patient, &cheap).await?;
        for (specialty, count) in CROWDS {
            for number in 0..count {
                let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap_or(0));
                let name = format!("Crowd {}{}", specialty.replace('-', " "), letter(number));
                let years = u8::try_from(number * 7 % 30).unwrap_or(0);
                // Most of a crowd has been in practice for 12 to 19 years, so that the band passes the gate as well.
                let years = if number % 8 == 0 { years } else { 12 + u8::try_from(number % 8).unwrap_or(0) };
                self.sign_up(&format!("{specialty}-{number}@demo.example"), &name, claim(specialty, years), &cheap)
                    .await?;
            }
        }
        let ctx = Ctx::visitor(self.services.clone());
        give_role(&ctx, "moderator@demo.example", Role::Moderator, &Proof::InPerson).await?;
        give_role(&ctx, "administrator@demo.example", Role::Administrator, &Proof::InPerson).await
    }

    async fn make_personas(&mut self) -> Result<(), Error> {
        for (number, Part(.., names)) in PARTS.iter().enumerate() {
            for (nth, name) in names.iter().enumerate() {
                let days_ago = if nth == 0 { 100 } else { 60 };
                let degree = if nth == 0 { Degree::CredentialVerified } else { Degree::PeerVerified };
                self.make_persona(number, name, days_ago, degree).await?;
            }
        }
        self.make_persona(PARTS.len(), "p12", 100, Degree::PeerVerified).await
    }

    async fn make_persona(&mut self, number: usize, name: &str, days_ago: i64, degree: Degree) -> Result<(), Error> {
        let author = if name.starts_with('p') {
            self.at(24 * days_ago);
            let slot = create(self.ctx(number)?, degree).await?;
            self.reload(number).await?;
            let member = self.ctx(number)?.require()?;
            let entry = member.keyring().in_slot(slot).ok_or(Error::Stored("slot"))?;
            AuthorId::Persona(entry.persona)
        } else {
            let member = self.ctx(number)?.require()?;
            member.author(Identity::Member)
        };
        self.names.insert(name.to_owned(), (number, author));
        Ok(())
    }

    async fn speak(&mut self) -> Result<(), Error> {
        let hour_of_day = self.now.0.rem_euclid(86_400) / 3_600;
        let mut endorsed = Vec::new();
        for post in texts::posts()? {
            let hours_ago = post.days_ago * 24 + hour_of_day - post.hour;
            let space = SpaceSlug::parse(&post.space).ok_or(Error::Stored("space"))?;
            let target = Target::Post { space: Some(space), kind: post.kind };
            let thread = self.say(&post.by, hours_ago, &post.title, &post.body, target).await?;
            self.cast(&post.by, hours_ago - 20, thread, post.votes).await?;
            if post.endorsed {
                endorsed.push(thread);
            }
            if post.featured {
                let (moderator, _) = *self.names.get(MODERATOR).ok_or(Error::Stored("moderator of the demo"))?;
                feature(self.ctx(moderator)?, thread, true).await?;
            }
            for reader in self.readers(&post.by, thread, post.saves)? {
                reaction(self.ctx(reader)?, thread, Reaction::Save, true).await?;
            }
            for comment in post.comment {
                let later = hours_ago - comment.hours_later;
                let target = Target::Comment { post: thread, parent: None };
                let item = self.say(&comment.by, later, "", &comment.body, target).await?;
                self.cast(&comment.by, later - 20, item, comment.votes).await?;
                if comment.accepted {
                    let (asker, _) = *self.names.get(&post.by).ok_or(Error::Stored("author of the demo"))?;
                    accept(self.ctx(asker)?, item, true).await?;
                }
                for reply in comment.reply {
                    let target = Target::Comment { post: thread, parent: Some(item) };
                    self.say(&reply.by, hours_ago - reply.hours_later, "", &reply.body, target).await?;
                }
            }
        }
        // By now the moderator's persona has the score needed to endorse.
        self.at(0);
        let (moderator, persona) = *self.names.get(MODERATOR).ok_or(Error::Stored("moderator of the demo"))?;
        let ctx = self.speaking_as(moderator, persona).await?;
        for thread in endorsed {
            reaction(&ctx, thread, Reaction::Endorse, true).await?;
        }
        Ok(())
    }

    async fn say(&self, by: &str, hours_ago: i64, title: &str, body: &str, target: Target) -> Result<ItemId, Error> {
        let (number, author) = *self.names.get(by).ok_or(Error::Stored("author of the demo"))?;
        self.at(hours_ago);
        let ctx = self.ctx(number)?;
        let (title, body) = (title.to_owned(), body.to_owned());
        let draft =
            Draft { author, target, title, body, publication: Publication::AtOnce, exemptions: Exemptions::none() };
        let id = save_draft(ctx, None, &draft).await?;
        match publish(ctx, id).await? {
            Outcome::Published { item, .. } => Ok(item),
            Outcome::Scheduled => Err(Error::Stored("the demo waits for nothing")),
        }
    }

    /// Lets this many people upvote an item.
    async fn cast(&self, by: &str, hours_ago: i64, item: ItemId, votes: usize) -> Result<(), Error> {
        self.at(hours_ago);
        for voter in self.readers(by, item, votes)? {
            vote(self.ctx(voter)?, item, Choice::Up).await?;
        }
        Ok(())
    }

    /// This many people other than the item's author; the selection differs from item to item.
    fn readers(&self, by: &str, item: ItemId, count: usize) -> Result<BTreeSet<usize>, Error> {
        let (author, _) = *self.names.get(by).ok_or(Error::Stored("author of the demo"))?;
        let clinicians = (0..self.people.len()).filter(|n| *n != author && *n != PARTS.len());
        let start = usize::from(item.0.as_bytes().first().copied().unwrap_or(0));
        Ok(clinicians.clone().cycle().skip(start).take(count.min(clinicians.count())).collect())
    }
}

fn claim(specialty: &str, years: u8) -> Claim {
    let specialty = Specialty::parse(specialty);
    let tier = specialty.map_or(Tier::Unverified, Specialty::tier);
    Claim { tier, specialty, years: Some(YearsBand::of(years)) }
}
