//! Making a persona. The keyring's slot is taken first, so that two requests at once never exceed the limit. Then the
//! link goes to the vault, then the public row is written, then the slot is marked as living. If this is interrupted,
//! the slot is settled later (see the keyring's states).

use super::author::{authors, new_row};
use super::delete::settle;
use super::derive::derive;
use crate::account::{change_keyring, crowd};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::reputation::open_account;
use crate::stores::is_duplicate;
use crate::vault::{Linked, drop_link, keep_link, seal_link};
use domain::account::Claim;
use domain::ids::{AuthorId, PersonaId};
use domain::persona::{Degree, DegreeChoice, Handle, Slot};
use domain::policy::Act;
use sea_orm::EntityTrait;

/// Makes a persona of this degree; returns its slot.
pub async fn create(ctx: &Ctx, degree: Degree) -> Result<Slot, Error> {
    let member = ctx.require()?;
    ctx.may(Act::MakePersona(degree))?;
    let today = ctx.clock.now().day();
    let keyring = settle(ctx).await?;
    let (slot, index) = keyring.next(today)?;
    let claim = degree.shown(&crowd(ctx).await?, member.claim);

    let (persona, index, salt) = derive_free(ctx, index).await?;
    let linked = Linked { account: member.account, index, salt, made_on: today };
    let signing = member.secret.signing_key();
    let record = seal_link(&linked, persona, &signing, &ctx.custodians, &ctx.rng)?;

    change_keyring(ctx, member, &|keyring| keyring.begin(persona, index, degree, today)).await?;
    let made = async {
        keep_link(ctx, persona, record).await?;
        publish_row(ctx, persona, claim).await
    };
    if let Err(error) = made.await {
        drop_link(ctx, persona).await?;
        change_keyring(ctx, member, &|keyring| Ok(keyring.settle(persona))).await?;
        return Err(error);
    }
    change_keyring(ctx, member, &|keyring| keyring.finish(persona)).await?;
    Ok(slot)
}

/// The degrees the member may choose from, each with what others would see.
pub async fn degree_choices(ctx: &Ctx) -> Result<Vec<DegreeChoice>, Error> {
    let member = ctx.require()?;
    let crowd = crowd(ctx).await?;
    let choice = |degree: &Degree| {
        let shown = degree.shown(&crowd, member.claim);
        DegreeChoice {
            word: degree.word(),
            label: degree.label(),
            shown: shown.to_string(),
            generalised: shown != degree.claim_of(member.claim),
            tier: shown.tier.number(),
        }
    };
    Ok(Degree::open_to(member.claim.tier).iter().map(choice).collect())
}

/// Derives the first unused id, starting at index `least`; returns it with its index and salt.
async fn derive_free(ctx: &Ctx, least: u32) -> Result<(PersonaId, u32, [u8; 32]), Error> {
    let member = ctx.require()?;
    let account = member.account;
    for index in (least..).take(8) {
        let salt = member.secret.persona_salt(index);
        let persona = tokio::task::spawn_blocking(move || derive(account, index, &salt)).await?;
        if authors::Entity::find_by_id(persona.to_string()).one(ctx.forum()).await?.is_none() {
            return Ok((persona, index, salt));
        }
    }
    Err(Refused::Busy.into())
}

/// Publishes the persona's row under the shortest free handle.
async fn publish_row(ctx: &Ctx, persona: PersonaId, claim: Claim) -> Result<(), Error> {
    let today = ctx.clock.now().day();
    for handle in Handle::candidates(persona) {
        let row = new_row(AuthorId::Persona(persona), handle.to_string(), Some(&handle), claim, today);
        let work = ctx.forum().begin().await?;
        match authors::Entity::insert(row).exec_without_returning(&work).await {
            Ok(_) => {
                open_account(&work, AuthorId::Persona(persona), claim.tier, today.month()).await?;
                return Ok(work.commit().await?);
            }
            Err(error) if is_duplicate(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Refused::Busy.into())
}
