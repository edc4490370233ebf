//! Dimensions: what an author has earned in each space and in each kind of content.

use super::entity::dimensions::{ActiveModel, Column, Entity, Model};
use crate::ctx::Ctx;
use crate::discussion::{Contribution, space_names};
use crate::error::Error;
use crate::stores::Work;
use domain::account::Tier;
use domain::discussion::{Subject, TopicView};
use domain::ids::AuthorId;
use domain::reputation::{Dimension, Sums, Tenths, public_points};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, prelude::*};
use std::collections::BTreeMap;

/// Spaces shown on a profile.
const TOPICS: usize = 3;

/// The two axes: by space, and by kind of content.
pub(super) const SPACE: &str = "space";
pub(super) const SUBJECT: &str = "subject";

/// The changes made by one act, by axis and value.
#[derive(Default)]
pub(super) struct Moved(BTreeMap<(&'static str, String), Step>);

#[derive(Clone, Copy, Default)]
struct Step {
    posts: i32,
    earned: i32,
    helpful: i32,
    unhelpful: i32,
}

impl Moved {
    /// Adds points for a contribution.
    pub fn earn(&mut self, about: &Contribution, counted: Tenths) {
        if counted != Tenths::ZERO {
            self.each(&about.space, about.subject, |step| step.earned += counted.0);
        }
    }

    /// Adds a reader's weight to a contribution.
    pub fn weigh(&mut self, about: &Contribution, up: bool, weight: i32) {
        let moved = |step: &mut Step| if up { step.helpful += weight } else { step.unhelpful += weight };
        self.each(&about.space, about.subject, moved);
    }

    fn each(&mut self, space: &str, subject: Subject, change: impl Fn(&mut Step)) {
        for key in [(SPACE, space.to_owned()), (SUBJECT, subject.word().to_owned())] {
            change(self.0.entry(key).or_default());
        }
    }
}

/// Writes the changes made by an act.
pub(super) async fn move_dimensions(work: &Work, author: AuthorId, moved: Moved) -> Result<(), Error> {
    let author = author.to_string();
    add(work, moved.0.iter().map(|((axis, value), step)| row(&author, axis, value, *step)).collect()).await
}

/// Adds points to one dimension; creates the row if it is missing.
pub(super) async fn add_part(work: &Work, part: (&str, &'static str, &str), earned: Tenths) -> Result<(), Error> {
    let (author, axis, value) = part;
    add(work, vec![row(author, axis, value, Step { earned: earned.0, ..Step::default() })]).await
}

fn row(author: &str, axis: &str, value: &str, step: Step) -> ActiveModel {
    ActiveModel {
        author: Set(author.to_owned()),
        axis: Set(axis.to_owned()),
        value: Set(value.to_owned()),
        posts: Set(step.posts),
        earned_tenths: Set(step.earned),
        helpful: Set(step.helpful),
        unhelpful: Set(step.unhelpful),
        shown_tenths: Set(Sums::START.0),
        shown_rating: Set(None),
    }
}

/// Adds to what is stored of each dimension; creates the rows that are missing.
async fn add(work: &Work, steps: Vec<ActiveModel>) -> Result<(), Error> {
    if steps.is_empty() {
        return Ok(());
    }
    let plus = |column: Column| (column, Expr::col((Entity, column)).add(Expr::col(("excluded", column))));
    let more = OnConflict::columns([Column::Author, Column::Axis, Column::Value])
        .values([Column::Posts, Column::EarnedTenths, Column::Helpful, Column::Unhelpful].map(plus))
        .to_owned();
    Entity::insert_many(steps).on_conflict(more).exec_without_returning(work).await?;
    Ok(())
}

/// Adds a post to the counts of its space and kind of content, or removes it.
pub(crate) async fn count_post(
    work: &Work,
    author: AuthorId,
    (space, subject): (&str, Subject),
    by: i32,
) -> Result<(), Error> {
    if author == AuthorId::Deleted {
        return Ok(());
    }
    let mut moved = Moved::default();
    moved.each(space, subject, |step| step.posts += by);
    move_dimensions(work, author, moved).await
}

fn dimension_of(row: &Model) -> Dimension {
    Dimension { earned: Tenths(row.earned_tenths), helpful: row.helpful, unhelpful: row.unhelpful }
}

/// Updates the public figures of an author's dimensions.
pub(super) async fn refresh_dimensions(work: &Work, author: &str, tier: Tier) -> Result<(), Error> {
    for row in Entity::find().filter(Column::Author.eq(author)).all(work).await? {
        let dimension = dimension_of(&row);
        Entity::update_many()
            .col_expr(Column::ShownTenths, Expr::value(public_points(dimension.score(tier)).0))
            .col_expr(Column::ShownRating, Expr::value(dimension.rating()))
            .filter(Column::Author.eq(author))
            .filter(Column::Axis.eq(&row.axis))
            .filter(Column::Value.eq(&row.value))
            .exec(work)
            .await?;
    }
    Ok(())
}

/// The spaces an author has posted in most, and its kinds of content, as shown to the public.
pub(crate) async fn parts(ctx: &Ctx, author: AuthorId) -> Result<(Vec<TopicView>, Vec<TopicView>), Error> {
    let db = ctx.forum();
    // An author has few: one for each space posted in, and one for each kind of content.
    let rows = Entity::find().filter(Column::Author.eq(author.to_string())).all(db).await?;
    let mut spaces: Vec<&Model> = rows.iter().filter(|row| row.axis == SPACE && row.posts > 0).collect();
    spaces.sort_by(|one, other| other.posts.cmp(&one.posts).then_with(|| one.value.cmp(&other.value)));
    spaces.truncate(TOPICS);
    let names = space_names(db, spaces.iter().map(|row| row.value.clone()).collect()).await?;
    let topics = spaces.into_iter().filter_map(|row| Some(view(row, names.get(&row.value)?.clone()))).collect();
    let subjects = Subject::ALL.into_iter().filter_map(|subject| {
        let row = rows.iter().find(|row| row.axis == SUBJECT && row.value == subject.word())?;
        (row.posts > 0 || row.shown_rating.is_some()).then(|| view(row, subject.label().to_owned()))
    });
    Ok((topics, subjects.collect()))
}

fn view(row: &Model, name: String) -> TopicView {
    TopicView { name, posts: row.posts, points: Tenths(row.shown_tenths), rating: row.shown_rating }
}
