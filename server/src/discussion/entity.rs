//! Rows of the discussion.

pub mod spaces {
    //! Spaces.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "spaces")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub slug: String,
        pub name: String,
        pub about: String,
        pub kind: String,
        pub position: i32,
        pub posts: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod items {
    //! Posts and comments.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "items")]
    #[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub thread: Uuid,
        pub parent: Option<Uuid>,
        pub space: String,
        pub author: String,
        pub title: String,
        pub body: String,
        pub html: String,
        pub excerpt: String,
        pub exemptions: String,
        pub hour: i32,
        pub order_key: i64,
        pub state: String,
        pub comments: i32,
        pub corrections: i32,
        pub up: i32,
        pub down: i32,
        pub kind: String,
        pub subject: String,
        pub quality: i32,
        pub assessment: String,
        pub citations: i32,
        pub doubled: bool,
        pub rewarded: bool,
        pub spawned: bool,
        pub cites_counted: bool,
        pub accepted: Option<Uuid>,
        pub featured: bool,
        pub endorsements: i32,
        pub saves: i32,
        pub saves_rewarded: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::persona::authors::Entity",
            from = "Column::Author",
            to = "crate::persona::authors::Column::Id"
        )]
        Author,
        #[sea_orm(belongs_to = "super::spaces::Entity", from = "Column::Space", to = "super::spaces::Column::Slug")]
        Space,
    }

    impl Related<crate::persona::authors::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Author.def()
        }
    }

    impl Related<super::spaces::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Space.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod fingerprints {
    //! Sketches of texts, used to recognise later copies.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fingerprints")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub item: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::items::Entity", from = "Column::Item", to = "super::items::Column::Id")]
        Item,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod corrections {
    //! The trail of corrections.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "corrections")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub item: Uuid,
        pub hour: i32,
        pub order_key: i64,
        pub note: String,
        pub earlier_html: Option<String>,
        pub number: Option<i32>,
        pub earlier_title: Option<String>,
        pub earlier_body: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
