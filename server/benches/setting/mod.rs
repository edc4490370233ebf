//! Shared by the benches: a deployment in a folder, and members who publish.

use domain::account::{Claim, Specialty, Tier, YearsBand};
use domain::calendar::Moment;
use domain::ids::AuthorId;
use domain::persona::Degree;
use server::account::{Identity, NewAccount, PasswordHashing, Proof, SealedSessions, load_member, sign_up, verify};
use server::ctx::{Clock, Rng};
use server::keys::ServerKeys;
use server::stores::{StoreUrls, Stores};
use server::vault::{CustodianKeys, Custodians};
use server::{Ctx, Services};
use std::path::Path;
use std::sync::Arc;
use tower_sessions::Session;

const PASSWORD: &str = "copper violin harbour nine";

/// Stores in SQLite files in a folder, with a fixed clock and cheap passwords.
pub async fn services(folder: &Path) -> Services {
    let rng = Rng::seeded(11);
    let url = |name: &str| format!("sqlite:{}", folder.join(name).display());
    let urls = StoreUrls { identity: url("identity.db"), forum: url("forum.db"), vault: url("vault.db") };
    let custodians: Vec<_> = (0..3).map(|_| CustodianKeys::random(&rng).public).collect();
    Services {
        stores: Stores::open(&urls).await.unwrap(),
        clock: Clock::fixed(Moment(1_790_000_000)),
        keys: Arc::new(ServerKeys::fresh(&rng)),
        custodians: Arc::new(Custodians::new(1, 2, &custodians).unwrap()),
        passwords: PasswordHashing::with_cost(64, 1),
        least_crowd: 1,
        rng,
    }
}

fn session(services: &Services) -> Session {
    let store = SealedSessions::of(services);
    Session::new(None, Arc::new(store), None)
}

/// Signs up a verified cardiologist.
pub async fn member(services: &Services, email: &str) -> Ctx {
    let visitor = Ctx::visitor(services.clone());
    let new = NewAccount { email, name: "Member of the bench", password: PASSWORD, again: PASSWORD };
    let session = session(services);
    sign_up(&visitor, &session, new).await.unwrap();
    let specialty = Specialty::parse("cardiology");
    let claim = Claim { tier: Tier::MedicalProfessional, specialty, years: Some(YearsBand::To19) };
    verify(&visitor, email, claim, &Proof::InPerson).await.unwrap();
    load(services, &session).await
}

/// The context of a signed-in member, loaded as a request does.
pub async fn load(services: &Services, session: &Session) -> Ctx {
    Ctx::member(services.clone(), load_member(services, session).await.unwrap().unwrap())
}

/// A member with a persona, and their session.
pub async fn speaker(services: &Services, email: &str) -> (Ctx, Session) {
    let ctx = member(services, email).await;
    server::persona::create(&ctx, Degree::PeerVerified).await.unwrap();
    let session = session(services);
    server::account::sign_in(&Ctx::visitor(services.clone()), &session, email, PASSWORD).await.unwrap();
    (load(services, &session).await, session)
}

/// The persona a member speaks as.
pub fn persona_of(ctx: &Ctx) -> AuthorId {
    let member = ctx.signed_in().unwrap();
    let persona = member.identities().into_iter().find(|identity| *identity != Identity::Member).unwrap();
    member.author(persona)
}
