//! How an author is shown: emblem, name, credential, stars.

use super::Icon;
use crate::web::PageContext;
use domain::discussion::AuthorView;
use domain::ids::AuthorId;
use domain::persona::{self, Slot};
use domain::reputation::Rating;
use leptos::prelude::*;

/// The class of an author's colours.
pub fn tone_class(author: &str) -> String {
    match author.parse() {
        Ok(AuthorId::Persona(persona)) => format!("tone-{}", persona::Emblem::of(persona).tone),
        Ok(AuthorId::Member(_)) => "tone-member".to_owned(),
        Ok(AuthorId::Deleted) | Err(_) => "tone-none".to_owned(),
    }
}

/// An author's emblem: a persona's tile, or a member's initials.
#[component]
pub fn Emblem(
    /// The author id.
    id: String,
    /// The author's name.
    name: String,
    /// A size: `emblem-large` or nothing.
    #[prop(optional)]
    size: &'static str,
) -> impl IntoView {
    let class = format!("emblem {size} {}", tone_class(&id));
    let (label, drawing) = match id.parse() {
        Ok(AuthorId::Persona(persona)) => {
            let cells = persona::Emblem::of(persona).cells.into_iter().map(|cell| {
                let place = format!("translate({} {}) rotate({} 8 8)", cell.x, cell.y, cell.turn);
                view! { <path transform=place d=cell.path></path> }
            });
            (format!("Emblem of {name}"), cells.collect_view().into_any())
        }
        Ok(AuthorId::Member(_)) => {
            let initials = initials(&name);
            (format!("Initials of {name}"), view! { <text x="16" y="21">{initials}</text> }.into_any())
        }
        Ok(AuthorId::Deleted) | Err(_) => ("No emblem".to_owned(), ().into_any()),
    };
    view! { <svg class=class viewBox="0 0 32 32" role="img" aria-label=label>{drawing}</svg> }
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// Stars with their figure and label.
#[component]
pub fn Stars(
    /// What they show.
    rating: Rating,
) -> impl IntoView {
    let symbol = match rating.half_stars {
        9 => "/sprite.svg#stars-4h".to_owned(),
        half => format!("/sprite.svg#stars-{}", half / 2),
    };
    view! {
        <span class="rating">
            <svg class="stars" role="img" aria-label=format!("{} of 5 stars", rating.figure())>
                <use href=symbol></use>
            </svg>
            {format!("{} {}", rating.figure(), rating.label())}
        </span>
    }
}

/// A credential with the mark of its tier.
#[component]
pub fn Credential(
    /// Verification tier's number.
    tier: u8,
    /// The words.
    words: String,
) -> impl IntoView {
    let mark = match tier {
        1 => "tier-1",
        2 => "tier-2",
        3 => "tier-3",
        _ => "tier-4",
    };
    view! { <span class=format!("credential {mark}")><Icon name=mark/>{words}</span> }
}

/// Who said it and when: one line.
#[component]
pub fn AuthorLine(
    /// The author.
    author: AuthorView,
    /// The time element, if there is one.
    #[prop(optional, into)]
    when: Option<AnyView>,
    /// A badge, such as "Asked this".
    #[prop(optional, into)]
    badge: Option<AnyView>,
) -> impl IntoView {
    if author.deleted {
        return view! {
            <p class="author-line"><span class="author">"deleted user"</span>{badge}{when}</p>
        }
        .into_any();
    }
    let identified = author.identified.then(|| view! { <span class="badge badge-identified">"Identified"</span> });
    let profile = own_slot(&author.id)
        .map_or_else(|| format!("/authors/{}", author.id), |slot| format!("/dashboard/personas/{}", slot.number()));
    view! {
        <p class="author-line">
            <a class="author" href=profile>
                <Emblem id=author.id.clone() name=author.name.clone()/>
                <bdi>{author.name.clone()}</bdi>
            </a>
            {identified}
            <Credential tier=author.tier words=author.credential/>
            <Stars rating=author.rating/>
            {badge}
            {when}
        </p>
    }
    .into_any()
}

/// The slot of an author that is the reader's own persona. Links to it go to the page that does not name it, so that
/// the browser's history does not either.
fn own_slot(author: &str) -> Option<Slot> {
    let Ok(AuthorId::Persona(persona)) = author.parse() else { return None };
    let context = use_context::<PageContext>()?;
    let own = context.ctx.signed_in()?.keyring().living().into_iter().find(|entry| entry.persona == persona)?;
    Some(own.slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tier_has_a_mark_of_its_own_shape() {
        let drawing = |tier| {
            let sprite = include_str!("../../../public/sprite.svg");
            let symbol = sprite.split(&format!("<symbol id=\"tier-{tier}\"")).nth(1)?;
            symbol.split_once('>')?.1.split("</symbol>").next()
        };
        let drawings: std::collections::BTreeSet<_> = (1..=4).filter_map(drawing).collect();
        assert_eq!(drawings.len(), 4);
    }

    #[test]
    fn initials_are_the_first_and_the_last() {
        for (name, expected) in [("Mara Ellison", "ME"), ("Åsa von Berg", "ÅB"), ("Cher", "C"), ("", "")] {
            assert_eq!(initials(name), expected);
        }
    }
}
