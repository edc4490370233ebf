//! What the owner of personas sees of them. Used only for that person's own pages.

use crate::calendar::Day;
use crate::discussion::{AuthorView, ProfileView};
use crate::reputation::{Rating, Tenths};
use serde::Serialize;

/// The Anonymity Dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DashboardView {
    /// The active personas.
    pub personas: Vec<PersonaCard>,
    /// How many more personas the account can have.
    pub remaining: usize,
    /// The day from which the next one can be created, if there is room but it is too soon.
    pub next_on: Option<Day>,
    /// A persona whose creation or deletion was interrupted; it is cleaned up automatically.
    pub unsettled: bool,
}

/// One persona on its owner's dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonaCard {
    /// Its slot, 1 to 3: its owner's pages name the slot, never the persona.
    pub slot: u8,
    /// The author's line.
    pub author: AuthorView,
    /// The day it was created; only the owner sees more than the month.
    pub made_on: Day,
    /// Exact score.
    pub score: Tenths,
    /// Rating of the exact score.
    pub rating: Rating,
    /// Published posts that are not deleted.
    pub posts: i32,
    /// Published comments that are not deleted.
    pub comments: i32,
}

/// A persona's profile as its owner sees it: the public page, and the exact score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnProfileView {
    /// Its slot.
    pub slot: u8,
    /// As everybody sees it.
    pub public: ProfileView,
    /// Exact score.
    pub score: Tenths,
}

/// One choice of a degree of anonymity, with what others would see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DegreeChoice {
    /// The word for the form.
    pub word: &'static str,
    /// As shown.
    pub label: &'static str,
    /// The credential line that others would see.
    pub shown: String,
    /// Whether it was made more general because too few accounts share it.
    pub generalised: bool,
    /// The tier a persona of this degree has.
    pub tier: u8,
}

/// An identity of the signed-in member, as the header and the composer show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdentityView {
    /// The author id, for forms of its owner.
    pub id: String,
    /// "Anon#7392", or the full name.
    pub name: String,
    /// Whether it is the public profile.
    pub identified: bool,
    /// Credential line.
    pub credential: String,
    /// Whether it is the identity currently used for writing.
    pub current: bool,
}
