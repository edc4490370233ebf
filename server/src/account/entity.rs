//! Rows of the identity store.

pub mod accounts {
    //! Accounts.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub email_index: String,
        pub email_sealed: Vec<u8>,
        pub name_sealed: Vec<u8>,
        pub secret_by_password: Vec<u8>,
        pub secret_by_recovery: Vec<u8>,
        pub keyring: Vec<u8>,
        pub generation: i32,
        pub tier: i32,
        pub specialty: Option<String>,
        pub years_band: Option<i32>,
        pub role: Option<String>,
        pub verifying_key_hash: Option<String>,
        pub signed_up_day: Option<i32>,
        pub check_word_sealed: Option<Vec<u8>>,
    }

    impl std::fmt::Debug for Model {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("accounts::Model(..)")
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod claim_counts {
    //! How many accounts are verified as what. A missing specialty is an empty text, missing years are -1.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "claim_counts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tier: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub specialty: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub years_band: i32,
        pub accounts: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod sessions {
    //! Sessions. The id and the key of the payload are both derived from the cookie's secret; the tag and the key of
    //! the label come from the account secret, so that only the signed-in owner can find them.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub payload: Vec<u8>,
        pub expires_hour: i32,
        pub owner_tag: String,
        pub label: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod wrong_guesses {
    //! Wrong guesses at a password or recovery code, counted under a keyed mark: for an address (known or unknown), for
    //! a browser that has signed in before, or for a session. All rows look alike.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "wrong_guesses")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub counter: String,
        pub clear_minute: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
