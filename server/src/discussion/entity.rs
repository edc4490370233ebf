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

pub mod topics {
    //! How many posts of an author stand in each space: a count kept, so that a profile scans nothing.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "topics")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub author: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub space: String,
        pub posts: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::spaces::Entity", from = "Column::Space", to = "super::spaces::Column::Slug")]
        Space,
    }

    impl Related<super::spaces::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Space.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod items {
    //! Posts and comments.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "items")]
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
        pub kept: String,
        pub hour: i32,
        pub order_key: i64,
        pub state: String,
        pub release_minute: Option<i32>,
        pub comments: i32,
        pub corrections: i32,
        pub up: i32,
        pub down: i32,
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
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod drafts {
    //! Drafts: tagged by owner, content sealed.
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
