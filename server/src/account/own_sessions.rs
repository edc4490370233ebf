//! A member's own sessions: listing them, naming them and ending any of them. The owner finds them by tags derived from
//! the account secret; the table shows neither whose they are nor which belong together from day to day.

use super::entity::sessions::{Column, Entity, Model};
use super::held::{Held, Label, owner_tags};
use super::secret::AccountSecret;
use super::session::{held, labelled};
use super::sign_in::sign_out;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::account::{SessionName, SessionView};
use domain::ids::SessionId;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use std::collections::{BTreeMap, HashSet};
use tower_sessions::Session;

/// Maximum number of sessions per account; a new one ends the oldest.
const MOST: usize = 100;

/// Which session was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The current one.
    This,
    /// Another of the same member.
    Other,
}

/// The member's sessions: the current one first, then the most recent.
pub async fn list_sessions(ctx: &Ctx, session: &Session) -> Result<Vec<SessionView>, Error> {
    let (held, rows) = own(ctx, session).await?;
    let mut views: BTreeMap<SessionId, SessionView> = BTreeMap::new();
    for (_, Label { id, began_on, name }) in rows {
        views.insert(id, SessionView { id, name, began_on, current: id == held.id });
    }
    let mut views: Vec<SessionView> = views.into_values().collect();
    views.sort_by(|a, b| (b.current, b.began_on).cmp(&(a.current, a.began_on)).then_with(|| a.name.cmp(&b.name)));
    Ok(views)
}

/// Ends one of the member's sessions, including any replaced cookies.
pub async fn end_session(ctx: &Ctx, session: &Session, id: SessionId) -> Result<Ended, Error> {
    let (held, rows) = own(ctx, session).await?;
    let ended: Vec<String> = rows.into_iter().filter(|(_, label)| label.id == id).map(|(row, _)| row.id).collect();
    if ended.is_empty() {
        return Err(Refused::NotFound.into());
    }
    if id == held.id {
        sign_out(session).await?;
        return Ok(Ended::This);
    }
    ctx.identity().write(Entity::delete_many().filter(Column::Id.is_in(ended))).await?;
    Ok(Ended::Other)
}

/// Names one of the member's sessions.
pub async fn name_session(ctx: &Ctx, session: &Session, id: SessionId, name: &str) -> Result<(), Error> {
    let name = SessionName::parse(name)?;
    let (held, rows) = own(ctx, session).await?;
    let secret = held.secret().ok_or(Error::Stored("session secret"))?;
    let work = ctx.identity().begin().await?;
    let mut named = 0;
    for (row, label) in rows.into_iter().filter(|(_, label)| label.id == id) {
        let label = label.named(&name).seal(&row.id, &secret, &ctx.rng)?;
        let update = Entity::update_many().col_expr(Column::Label, Expr::value(label));
        named += update.filter(Column::Id.eq(row.id)).exec(&work).await?.rows_affected;
    }
    if named == 0 {
        return Err(Refused::NotFound.into());
    }
    Ok(work.commit().await?)
}

/// The member's name for the current session.
pub(super) async fn own_name(ctx: &Ctx, session: &Session) -> Result<String, Error> {
    let current = list_sessions(ctx, session).await?.into_iter().find(|view| view.current);
    Ok(current.map(|view| view.name).unwrap_or_default())
}

/// Ends the oldest sessions of an account that has reached the maximum.
pub(super) async fn make_room(ctx: &Ctx, secret: &AccountSecret, generation: i32) -> Result<(), Error> {
    let tags = owner_tags(secret, generation, ctx.clock.now().day());
    let mut rows = labelled(ctx.identity(), tags, secret).await?;
    rows.sort_by_key(|(row, label)| (label.began_on, row.expires_hour));
    let sessions: HashSet<SessionId> = rows.iter().map(|(_, label)| label.id).collect();
    let mut over = HashSet::new();
    for (_, label) in &rows {
        if sessions.len() - over.len() < MOST {
            break;
        }
        over.insert(label.id);
    }
    if over.is_empty() {
        return Ok(());
    }
    let ended = rows.into_iter().filter(|(_, label)| over.contains(&label.id)).map(|(row, _)| row.id);
    ctx.identity().write(Entity::delete_many().filter(Column::Id.is_in(ended))).await?;
    Ok(())
}

/// What this session holds, and the rows of all the member's unexpired sessions.
async fn own(ctx: &Ctx, session: &Session) -> Result<(Held, Vec<(Model, Label)>), Error> {
    ctx.require()?;
    let held = held(session).await?.ok_or(Refused::SignIn)?;
    let secret = held.secret().ok_or(Error::Stored("session secret"))?;
    let now = ctx.clock.now();
    let tags = owner_tags(&secret, held.generation, now.day());
    let mut rows = labelled(ctx.identity(), tags, &secret).await?;
    rows.retain(|(row, _)| row.expires_hour > now.hour().0);
    Ok((held, rows))
}
