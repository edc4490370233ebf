//! The public rows of authors: personas and member profiles.

use crate::account::{Identity, Member};
use crate::error::Error;
use crate::reputation::open_account;
use crate::stores::Work;
use domain::account::{Claim, Specialty, Tier, YearsBand};
use domain::calendar::Day;
use domain::discussion::AuthorView;
use domain::ids::AuthorId;
use domain::persona::Handle;
use domain::reputation::{Rating, Sums, Tenths, public_points};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

pub(crate) mod authors {
    //! Rows of authors.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "authors")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub name: String,
        pub handle: Option<String>,
        pub tier: i32,
        pub specialty: Option<String>,
        pub years_band: Option<i32>,
        pub joined_month: i32,
        pub shown_tenths: i32,
        pub shown_day: i32,
        pub posts: i32,
        pub comments: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A new row for a persona or a member profile.
pub(super) fn new_row(
    id: AuthorId,
    name: String,
    handle: Option<&Handle>,
    claim: Claim,
    today: Day,
) -> authors::ActiveModel {
    let start = Sums::default().score(claim.tier);
    authors::ActiveModel {
        id: Set(id.to_string()),
        name: Set(name),
        handle: Set(handle.map(|handle| handle.digits().to_owned())),
        tier: Set(i32::from(claim.tier.number())),
        specialty: Set(claim.specialty.map(|specialty| specialty.slug().to_owned())),
        years_band: Set(claim.years.map(|years| i32::from(years.number()))),
        joined_month: Set(today.month().0),
        shown_tenths: Set(public_points(start).0),
        shown_day: Set(today.0),
        posts: Set(0),
        comments: Set(0),
    }
}

/// Creates the member's public profile when something is first published under it, and keeps its name and credential up
/// to date afterwards.
pub(crate) async fn ensure_member(work: &Work, member: &Member, today: Day) -> Result<(), Error> {
    use authors::Column::{Id, Name, Specialty, Tier, YearsBand};
    let row = new_row(member.author(Identity::Member), member.name.clone(), None, member.claim, today);
    let update = OnConflict::column(Id).update_columns([Name, Tier, Specialty, YearsBand]).to_owned();
    authors::Entity::insert(row).on_conflict(update).exec_without_returning(work).await?;
    open_account(work, member.author(Identity::Member), member.claim.tier, today.month()).await
}

/// The claim that a row shows.
pub(crate) fn claim_of(row: &authors::Model) -> Claim {
    Claim {
        tier: tier_of(row.tier),
        specialty: row.specialty.as_deref().and_then(Specialty::parse),
        years: row.years_band.and_then(|band| u8::try_from(band).ok()).and_then(YearsBand::from_number),
    }
}

/// The tier stored in a row.
pub(crate) fn tier_of(number: i32) -> Tier {
    u8::try_from(number).ok().and_then(Tier::from_number).unwrap_or(Tier::Unverified)
}

/// An author as readers see it.
pub(crate) fn author_view(row: &authors::Model) -> AuthorView {
    let deleted = row.id == AuthorId::Deleted.to_string();
    AuthorView {
        id: row.id.clone(),
        name: row.name.clone(),
        identified: row.id.starts_with("member_"),
        deleted,
        credential: if deleted { String::new() } else { claim_of(row).to_string() },
        tier: tier_of(row.tier).number(),
        rating: Rating::of(Tenths(row.shown_tenths)),
    }
}
