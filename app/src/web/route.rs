//! The table of routes. Each feature lists its own; the router is built from these lists, and the tests attack every row as
//! a visitor, as a stranger and in the wrong role; forms also from another site and with broken, oversized and missing
//! fields; pages also with broken addresses.

use axum::routing::MethodRouter;

/// Who may use a route. The verb decides; the tests check that it agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Visitors as well.
    Everybody,
    /// Whoever has signed in.
    Members,
    /// Members with the role of a moderator.
    Moderators,
}

/// A page or a form.
pub struct Route {
    /// The path, with parameters in braces.
    pub path: &'static str,
    /// Who may use it.
    pub who: Who,
    /// What it is.
    pub kind: RouteKind,
}

/// What a route is.
pub enum RouteKind {
    /// A page: it changes nothing.
    Page(fn() -> MethodRouter),
    /// A form.
    Form {
        /// What it writes.
        records: &'static str,
        /// What limits it.
        limit: &'static str,
    },
}

impl Route {
    /// Whether it is a form.
    pub fn is_form(&self) -> bool {
        matches!(self.kind, RouteKind::Form { .. })
    }
}

/// A page.
pub(crate) const fn page(path: &'static str, who: Who, handler: fn() -> MethodRouter) -> Route {
    Route { path, who, kind: RouteKind::Page(handler) }
}

/// A form, with what it writes and what limits it.
pub(crate) const fn form(path: &'static str, who: Who, records: &'static str, limit: &'static str) -> Route {
    Route { path, who, kind: RouteKind::Form { records, limit } }
}
