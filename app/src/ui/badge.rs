//! Badges: a picture, what it says, and what it stands for. The pictures are line drawings in one colour, told apart by
//! their shape.

use domain::reputation::BadgeView;
use leptos::prelude::*;

/// Badges held, each with its words. Nothing if there are none.
#[component]
pub fn Badges(
    /// The badges.
    badges: Vec<BadgeView>,
) -> impl IntoView {
    let lines = badges.into_iter().map(|badge| {
        view! {
            <li>
                <BadgePicture name=badge.picture/>
                <span><b>{badge.label}</b><span class="hint">{badge.explained}</span></span>
            </li>
        }
    });
    let lines = lines.collect_view();
    (!lines.is_empty()).then(|| view! { <ul class="badges" role="list">{lines}</ul> })
}

/// The picture of a badge, beside words that say the same.
#[component]
fn BadgePicture(
    /// Name of the picture.
    name: &'static str,
) -> impl IntoView {
    view! { <svg class="badge-picture" viewBox="0 0 32 32" aria-hidden="true"><path d=outline(name)></path></svg> }
}

/// The drawing of a badge.
fn outline(name: &str) -> &'static str {
    match name {
        // A stethoscope: the ear pieces, the tube, the chest piece.
        "specialty-expert" => {
            "M9 4H7v8a6 6 0 0 0 12 0V4h-2M13 18v3a6 6 0 0 0 12 0v-2M25 19a3 3 0 1 0 0-6a3 3 0 1 0 0 6"
        }
        // A seal with its ribbons and a check mark.
        "expert" => {
            "M16 20a8 8 0 1 0 0-16a8 8 0 1 0 0 16M11 18.500L9 28l7-3.500L23 28l-2-9.500M12.500 12l2.500 2.500 4.500-5"
        }
        // A cup.
        "top-contributor" => {
            "M10 5h12v8a6 6 0 0 1-12 0zM10 7H5v2a5 5 0 0 0 5 5M22 7h5v2a5 5 0 0 1-5 5M16 19v5M11 27h10M13 24h6v3h-6z"
        }
        // Two volumes, one open.
        "scholar" => {
            "M16 9c-3-2.500-7-3-12-3v18c5 0 9 .5 12 3c3-2.500 7-3 12-3V6c-5 0-9 .5-12 3zM16 9v18M8 11h4M8 15h4M20 11h4M20 15h4"
        }
        // A mortarboard.
        "educator" => "M16 6L2 12.500L16 19l14-6.500zM8 15.500V22c2 2 5 3 8 3s6-1 8-3v-6.500M28 13.500V22",
        // A microscope.
        "researcher" => "M12 6l4-2 5 9-4 2zM11 12l3 5M20 14a7 7 0 0 1-3 12M6 27h20M8 22h8M12 22v5",
        // A star above a rising line.
        "rising-star" => {
            "M18 3l2.300 5 5.500.600-4.100 3.700 1.200 5.400L18 15l-4.900 2.700 1.200-5.400-4.100-3.700 5.500-.600zM4 28l8-7 5 3 11-6"
        }
        // A plain disc, for a badge without a picture of its own.
        _ => "M16 26a10 10 0 1 0 0-20a10 10 0 1 0 0 20",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::reputation::BadgeKind;
    use std::collections::BTreeSet;

    #[test]
    fn every_badge_has_a_picture_of_its_own() {
        let drawn: BTreeSet<&str> = BadgeKind::ALL.into_iter().map(|kind| outline(kind.word())).collect();
        assert_eq!(drawn.len(), BadgeKind::ALL.len());
        assert!(!drawn.contains(outline("none of these")));
    }
}
