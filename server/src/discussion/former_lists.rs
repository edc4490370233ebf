//! Drafts and bookmarks as stored before private rows: lists under an owner's tag. They are moved at the owner's next
//! sign-in; a later version drops the tables.

use super::bookmarks::bookmark;
use super::draft::{Found, Sealed, write};
use crate::account::Member;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::seal::{Place, SealFault, open_padded};
use crate::stores::Store;
use domain::calendar::Day;
use domain::ids::{DraftId, ItemId};
use sea_orm::{EntityTrait, QueryFilter, prelude::*};

mod drafts {
    //! Drafts by owner.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "drafts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub owner_tag: String,
        pub sealed: Vec<u8>,
        pub expires_day: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod bookmarks {
    //! Bookmarks by owner.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bookmarks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub owner_tag: String,
        pub sealed: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn owner_tag(member: &Member, list: &str) -> String {
    hex::encode(member.secret.private_list_key().mac(&[list.as_bytes()]))
}

/// Moves the member's drafts and bookmarks from the old tables into private rows. Safe to run twice.
pub(crate) async fn take_over(ctx: &Ctx) -> Result<(), Error> {
    let (member, db) = (ctx.require()?, ctx.forum());
    let key = member.secret.private_list_key().derive("drafts");
    let found = drafts::Entity::find().filter(drafts::Column::OwnerTag.eq(owner_tag(member, "drafts")));
    for row in found.all(db).await? {
        let place = Place { table: "drafts", row: row.id.as_bytes(), column: "sealed" };
        let plain = open_padded(&key, place, &row.sealed)?;
        let draft =
            serde_json::from_slice::<Sealed>(&plain).ok().and_then(Sealed::open).ok_or(Error::Stored("draft"))?;
        write(ctx, DraftId(row.id), Found::Optional, &draft).await?;
        db.write(drafts::Entity::delete_by_id(row.id)).await?;
    }
    let key = member.secret.private_list_key().derive("bookmarks");
    let tag = owner_tag(member, "bookmarks");
    let rows = bookmarks::Entity::find().filter(bookmarks::Column::OwnerTag.eq(&tag)).all(db).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let work = db.begin().await?;
    for row in &rows {
        let place = Place { table: "bookmarks", row: row.id.as_bytes(), column: "sealed" };
        let item = Uuid::from_slice(&open_padded(&key, place, &row.sealed)?).map_err(|_| SealFault::Malformed)?;
        bookmark(&work, ctx, ItemId(item)).await?;
    }
    bookmarks::Entity::delete_many().filter(bookmarks::Column::OwnerTag.eq(tag)).exec(&work).await?;
    Ok(work.commit().await?)
}

/// Deletes old-format drafts that have not been changed for a month. Run every hour.
pub(crate) async fn purge_former_drafts(forum: &Store, today: Day) -> Result<(), Error> {
    forum.write(drafts::Entity::delete_many().filter(drafts::Column::ExpiresDay.lt(today.0))).await?;
    Ok(())
}
