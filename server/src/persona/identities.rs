//! The identities a member can speak as: how each appears, and what it may do.

use super::author::author_view;
use crate::account::{Identity, Member};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::reputation::{Standings, standings};
use domain::ids::AuthorId;
use domain::persona::IdentityView;
use domain::policy::Voice;
use domain::reputation::{Sums, Tenths};
use sea_orm::ConnectionTrait;

/// The identities of a signed-in member, personas first; none for a visitor.
#[derive(Default)]
pub struct Identities(Vec<OwnIdentity>);

struct OwnIdentity {
    author: AuthorId,
    voice: Voice,
    view: IdentityView,
}

impl Identities {
    /// How they appear.
    pub fn views(&self) -> impl Iterator<Item = &IdentityView> + Clone {
        self.0.iter().map(|own| &own.view)
    }

    /// The one that the member speaks as.
    pub fn speaking(&self) -> Option<&IdentityView> {
        self.views().find(|view| view.current)
    }

    /// The voice of one identity.
    pub(crate) fn voice(&self, author: AuthorId) -> Option<Voice> {
        self.0.iter().find(|own| own.author == author).map(|own| own.voice)
    }

    /// The voice of the one that the member speaks as.
    pub(crate) fn speaking_voice(&self) -> Option<Voice> {
        self.0.iter().find(|own| own.view.current).map(|own| own.voice)
    }

    /// For each: whether it is anonymous, and its score.
    pub(crate) fn all(&self) -> impl Iterator<Item = (bool, Tenths)> + '_ {
        self.0.iter().map(|own| (!own.view.identified, own.voice.score))
    }
}

/// The identities of the signed-in member, for a page.
pub async fn identities(ctx: &Ctx) -> Result<Identities, Error> {
    own_identities(ctx.forum(), ctx).await
}

/// Loads the identities with one query. What a persona may do depends on the account's tier and the degree its owner chose,
/// even if it shows less at the moment; the bounds of its score depend on what is shown, because the score is public. A profile that has not published yet has
/// the starting score; a persona without a row has been deleted since the request began and is left out.
pub(crate) async fn own_identities(db: &impl ConnectionTrait, ctx: &Ctx) -> Result<Identities, Error> {
    let Some(member) = ctx.signed_in() else { return Ok(Identities::default()) };
    let ids: Vec<AuthorId> = member.identities().into_iter().map(|identity| member.author(identity)).collect();
    let standings = standings(db, &ids).await?;
    let own = member.identities().into_iter().filter_map(|identity| own_identity(member, identity, &standings));
    Ok(Identities(own.collect()))
}

fn own_identity(member: &Member, identity: Identity, standings: &Standings) -> Option<OwnIdentity> {
    let author = member.author(identity);
    let id = author.to_string();
    let found = standings.get(&id);
    let current = identity == member.speaking;
    match author {
        AuthorId::Member(_) => {
            let sums = found.map_or_else(Sums::default, |(_, exact)| exact.standing.sums);
            let tier = member.claim.tier;
            let (name, credential) = (member.name.clone(), member.claim.to_string());
            Some(OwnIdentity {
                author,
                voice: Voice { tier, score: sums.score(tier) },
                view: IdentityView { id, name, identified: true, credential, current },
            })
        }
        AuthorId::Persona(persona) => {
            let (row, exact) = found?;
            let entry = member.keyring().living().into_iter().find(|entry| entry.persona == persona)?;
            let (name, credential) = (row.name.clone(), author_view(row).credential);
            Some(OwnIdentity {
                author,
                voice: Voice { tier: entry.degree.tier_of(member.claim.tier), score: exact.standing.score() },
                view: IdentityView { id, name, identified: false, credential, current },
            })
        }
        AuthorId::Deleted => None,
    }
}
