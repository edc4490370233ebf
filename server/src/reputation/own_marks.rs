//! The reader's own votes and reactions on the items of a page.

use super::entity::{ballots, reactions};
use super::reaction::Reaction;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::integrity::{ballot, reaction as nullifier};
use domain::ids::ItemId;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, UnionType};
use sea_orm::{ConnectionTrait, prelude::*};
use std::collections::{BTreeMap, BTreeSet};

/// The reader's own votes (1 or -1 by item) and reactions.
#[derive(Default)]
pub(crate) struct OwnMarks {
    pub votes: BTreeMap<Uuid, i8>,
    pub reactions: BTreeSet<(Uuid, Reaction)>,
}

/// The kind given to ballots in the combined query.
const VOTE: &str = "vote";

/// Loads them with one query; a visitor has none.
pub(crate) async fn own_marks(ctx: &Ctx, items: &[Uuid]) -> Result<OwnMarks, Error> {
    let Some(member) = ctx.signed_in() else { return Ok(OwnMarks::default()) };
    let ids = || items.iter().copied();
    let own_ballots = ids().map(|item| ballot(&member.secret, ItemId(item)));
    let own_reactions = ids().flat_map(|item| {
        [Reaction::Endorse, Reaction::Save].map(|reaction| nullifier(&member.secret, reaction.word(), ItemId(item)))
    });
    let mut marks = Query::select();
    marks
        .column(ballots::Column::Item)
        .expr_as(Expr::val(VOTE), "kind")
        .expr_as(Expr::col(ballots::Column::Up), "given")
        .from(ballots::Entity)
        .and_where(Expr::col(ballots::Column::Item).is_in(ids()))
        .and_where(Expr::col(ballots::Column::Nullifier).is_in(own_ballots));
    let given = Query::select()
        .columns([reactions::Column::Item, reactions::Column::Kind, reactions::Column::Given])
        .from(reactions::Entity)
        .and_where(Expr::col(reactions::Column::Item).is_in(ids()))
        .and_where(Expr::col(reactions::Column::Nullifier).is_in(own_reactions))
        .and_where(Expr::col(reactions::Column::Given).eq(true))
        .to_owned();
    marks.union(UnionType::All, given);
    let mut own = OwnMarks::default();
    for row in ctx.forum().query_all(&marks).await? {
        let (item, kind): (Uuid, String) = (row.try_get("", "item")?, row.try_get("", "kind")?);
        if kind == VOTE {
            own.votes.insert(item, if row.try_get("", "given")? { 1 } else { -1 });
        } else if let Some(reaction) = Reaction::parse(&kind) {
            own.reactions.insert((item, reaction));
        }
    }
    Ok(own)
}
