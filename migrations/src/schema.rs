//! The few shapes of columns the stores use.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

pub fn uuid(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().not_null().to_owned()
}

pub fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).text().not_null().to_owned()
}

pub fn int(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).integer().not_null().to_owned()
}

pub fn bigint(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).big_integer().not_null().to_owned()
}

pub fn boolean(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).boolean().not_null().to_owned()
}

pub fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).blob().not_null().to_owned()
}

pub fn optional(mut column: ColumnDef) -> ColumnDef {
    column.null().to_owned()
}

/// A time in a coarse unit since 1970. The bounds hold for that unit until the year 2100 and for no finer one: a value
/// in minutes or seconds does not fit where hours are wanted.
pub fn coarse(name: &'static str, unit: Unit) -> ColumnDef {
    int(name).check(Expr::col(Alias::new(name)).between(0, unit.until_2100())).to_owned()
}

/// The same with a rule of its own. (A column keeps one check: a second would take the place of the first.)
pub fn coarse_where(name: &'static str, unit: Unit, rule: &'static str) -> ColumnDef {
    let within = Expr::col(Alias::new(name)).between(0, unit.until_2100());
    int(name).check(within.and(Expr::cust(rule))).to_owned()
}

#[derive(Clone, Copy)]
pub enum Unit {
    Month,
    Day,
    Hour,
    Minute,
}

impl Unit {
    fn until_2100(self) -> i32 {
        match self {
            Self::Month => 130 * 12,
            Self::Day => 47_483,
            Self::Hour => 47_483 * 24,
            Self::Minute => 47_483 * 24 * 60,
        }
    }
}

/// Makes a table. On SQLite it has no hidden row number, which would keep the order in which rows were made.
pub async fn table(
    manager: &SchemaManager<'_>,
    name: &'static str,
    columns: Vec<ColumnDef>,
    key: &[&'static str],
) -> Result<(), DbErr> {
    let mut primary = Index::create();
    for column in key {
        primary.col(Alias::new(*column));
    }
    let mut table = Table::create();
    table.table(Alias::new(name)).primary_key(&mut primary);
    for column in columns {
        table.col(column);
    }
    if manager.get_database_backend() == DatabaseBackend::Sqlite {
        table.extra("WITHOUT ROWID");
    }
    manager.create_table(table).await
}

/// Adds a column to a table that is there.
pub async fn add_column(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(Alias::new(table)).add_column(column).to_owned()).await
}

/// Takes a column away.
pub async fn drop_column(manager: &SchemaManager<'_>, table: &'static str, column: &'static str) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(Alias::new(table)).drop_column(Alias::new(column)).to_owned()).await
}

/// Runs statements that both engines read alike.
pub async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}

/// Drops tables.
pub async fn drop(manager: &SchemaManager<'_>, names: &[&'static str]) -> Result<(), DbErr> {
    for name in names {
        manager.drop_table(Table::drop().table(Alias::new(*name)).to_owned()).await?;
    }
    Ok(())
}
