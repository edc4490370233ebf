//! The order of lists: by hour, and within the hour by a random key.

use super::entity::items;
use domain::calendar::Hour;
use domain::discussion::Cursor;
use sea_orm::sea_query::{Expr, SimpleExpr};

fn column(column: items::Column) -> Expr {
    Expr::col((items::Entity, column))
}

/// The (hour, key) columns of a row.
pub(super) fn place() -> SimpleExpr {
    Expr::tuple([column(items::Column::Hour), column(items::Column::OrderKey)])
}

/// The cursor at a row.
pub(super) fn cursor(row: &items::Model) -> Cursor {
    Cursor { hour: Hour(row.hour), key: row.order_key }
}

/// The (hour, key) values of a cursor.
pub(super) fn at(cursor: Cursor) -> SimpleExpr {
    Expr::tuple([Expr::value(cursor.hour.0), Expr::value(cursor.key)])
}
