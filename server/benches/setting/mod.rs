//! What the benches share: a deployment in a folder, and members who speak.

use domain::account::{Claim, Specialty, Tier, YearsBand};
use domain::calendar::Moment;
use domain::ids::AuthorId;
use domain::persona::Degree;
use server::account::{Identity, NewAccount, PasswordHashing, Proof, SealedSessions, load_member, sign_up, verify};
use server::ctx::{Chance, Clock};
use server::keys::ServerKeys;
use server::stores::{StoreUrls, Stores};
use server::vault::{CustodianKeys, Custodians};
use server::{Ctx, Deployment};
use std::path::Path;
use std::sync::Arc;
use tower_sessions::Session;

const PASSWORD: &str = "copper violin harbour nine";

/// Stores in SQLite files in a folder, with a clock that stands still and cheap passwords.
pub async fn deployment(folder: &Path) -> Deployment {
    let chance = Chance::seeded(11);
    let url = |name: &str| format!("sqlite:{}", folder.join(name).display());
    let urls = StoreUrls { identity: url("identity.db"), forum: url("forum.db"), vault: url("vault.db") };
    let custodians: Vec<_> = (0..3).map(|_| CustodianKeys::random(&chance).public).collect();
    Deployment {
        stores: Stores::open(&urls).await.unwrap(),
        clock: Clock::fixed(Moment(1_790_000_000)),
        keys: Arc::new(ServerKeys::fresh(&chance)),
        custodians: Arc::new(Custodians::new(1, 2, &custodians).unwrap()),
        passwords: PasswordHashing::with_cost(64, 1),
        least_crowd: 1,
        chance,
    }
}

fn session(deployment: &Deployment) -> Session {
    let store =
        SealedSessions::new(deployment.stores.identity.clone(), deployment.clock.clone(), deployment.chance.clone());
    Session::new(None, Arc::new(store), None)
}

/// Signs a verified cardiologist up.
pub async fn member(deployment: &Deployment, email: &str) -> Ctx {
    let visitor = Ctx::visitor(deployment.clone());
    let new = NewAccount { email, name: "Member of the bench", password: PASSWORD, again: PASSWORD };
    let session = session(deployment);
    sign_up(&visitor, &session, new).await.unwrap();
    let specialty = Specialty::parse("cardiology");
    let claim = Claim { tier: Tier::MedicalProfessional, specialty, years: Some(YearsBand::To19) };
    verify(&visitor, email, claim, &Proof::InPerson).await.unwrap();
    load(deployment, &session).await
}

/// Somebody who is signed in, as a request finds them.
pub async fn load(deployment: &Deployment, session: &Session) -> Ctx {
    Ctx::member(deployment.clone(), load_member(deployment, session).await.unwrap().unwrap())
}

/// The same with a persona; and the session.
pub async fn speaker(deployment: &Deployment, email: &str) -> (Ctx, Session) {
    let ctx = member(deployment, email).await;
    server::persona::create(&ctx, Degree::PeerVerified).await.unwrap();
    let session = session(deployment);
    server::account::sign_in(&Ctx::visitor(deployment.clone()), &session, email, PASSWORD).await.unwrap();
    (load(deployment, &session).await, session)
}

/// The persona a member speaks as.
pub fn persona_of(ctx: &Ctx) -> AuthorId {
    let member = ctx.signed_in().unwrap();
    let persona = member.identities().into_iter().find(|identity| *identity != Identity::Member).unwrap();
    member.author(persona)
}
