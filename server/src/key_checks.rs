//! The server keys as the identity store knows them: a check value per version. The first server to start stores its
//! own; a server with another key, or with a key file from before a rotation, is refused.

use crate::keys::ServerKeys;
use crate::stores::Store;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait};

mod rows {
    //! Check values.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "key_checks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: i32,
        pub check_value: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use rows::{ActiveModel, Column, Entity};

/// Whether a server has written to the store before, under whatever key.
pub async fn has_keys(identity: &Store) -> Result<bool, DbErr> {
    Ok(Entity::find().one(identity).await?.is_some())
}

/// Whether the keys match the check values in the store and include all its versions. New versions are added to the
/// store.
pub async fn are_known(keys: &ServerKeys, identity: &Store) -> Result<bool, DbErr> {
    let ours = keys.check_values();
    let work = identity.begin().await?;
    let new = ours
        .iter()
        .map(|(version, check)| ActiveModel { version: Set(i32::from(*version)), check_value: Set(check.clone()) });
    let kept = OnConflict::column(Column::Version).do_nothing().to_owned();
    Entity::insert_many(new).on_conflict(kept).exec_without_returning(&work).await?;
    let stored = Entity::find().all(&work).await?;
    let known = stored.iter().all(|row| {
        let own = u16::try_from(row.version).ok().and_then(|version| ours.get(&version));
        own == Some(&row.check_value)
    });
    if known {
        work.commit().await?;
    }
    Ok(known)
}
