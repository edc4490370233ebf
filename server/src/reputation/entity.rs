//! Rows of ballots, reactions, the ledger and its totals.

pub mod ballots {
    //! Ballots: one per account and item, under a nullifier.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ballots")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub item: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub nullifier: String,
        pub up: bool,
        pub weight: i32,
        pub tenths: i32,
        pub day: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod reactions {
    //! Endorsements, saves and shares: one of each kind per account and item, under a nullifier.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reactions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub item: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub nullifier: String,
        pub given: bool,
        pub counted: bool,
        pub tenths: i32,
        pub day: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod citations {
    //! Which author cites which item, once each, as their published texts show.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "citations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub item: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub author: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod reputation_events {
    //! The ledger.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reputation_events")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub author: String,
        pub kind: String,
        pub reversal: bool,
        pub nominal_tenths: i32,
        pub tenths: i32,
        pub limited_by: Option<String>,
        pub item: Option<Uuid>,
        pub day: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod reputation_scores {
    //! Standings: the totals of the ledger, and the state that the time-based rules need.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reputation_scores")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub author: String,
        pub content_tenths: i32,
        pub engagement_tenths: i32,
        pub peer_tenths: i32,
        pub behaviour_tenths: i32,
        pub penalty_tenths: i32,
        pub decay_tenths: i32,
        pub contributed_day: i32,
        pub settled_day: i32,
        pub suspended_until_day: i32,
        pub probation_until_day: i32,
        pub earned_day: i32,
        pub earned_tenths: i32,
        pub doubled: i32,
        pub violated_day: Option<i32>,
        pub helpful: i32,
        pub endorsers: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::persona::authors::Entity",
            from = "Column::Author",
            to = "crate::persona::authors::Column::Id"
        )]
        Author,
    }

    impl Related<crate::persona::authors::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Author.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod dimensions {
    //! Standing by space and by kind of content: stored totals, so that a profile scans nothing.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dimensions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub author: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub axis: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub value: String,
        pub posts: i32,
        pub earned_tenths: i32,
        pub helpful: i32,
        pub unhelpful: i32,
        pub shown_tenths: i32,
        pub shown_rating: Option<i32>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod badges {
    //! Badges: when each was awarded, and when withdrawn.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "badges")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub author: String,
        pub kind: String,
        pub detail: String,
        pub awarded_day: i32,
        pub withdrawn_day: Option<i32>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
