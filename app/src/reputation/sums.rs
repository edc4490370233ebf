//! How a score adds up: 500, five components within their bounds, and decay.

use super::exact;
use domain::reputation::{Component, ComponentView, DECAY_STOPS_AT, LedgerView, Sums, Tenths};
use leptos::prelude::*;

/// The sum as a list, with what the bounds, the floor and the cap leave out.
pub fn sums(view: &LedgerView) -> impl IntoView + use<> {
    let total = Sums::START + view.components.iter().map(|component| component.points).sum();
    let (score, start) = (exact(view.score), exact(Sums::START));
    let beyond = if total > view.cap {
        Some(format!("That makes {}, but the maximum of this tier is {}.", exact(total), exact(view.cap)))
    } else if total < Tenths::ZERO {
        Some(format!("That makes {}, but no score falls below 0.", exact(total)))
    } else {
        None
    };
    let lines = view.components.iter().map(component).collect_view();
    view! {
        <dl class="summary-list sums">
            <div><dt>"Start"</dt><dd>"Everybody starts here"</dd><dd class="sum">{start}</dd></div>
            {lines}
            <div class="sums-total"><dt>"Score"</dt><dd>{beyond}</dd><dd class="sum">{score}</dd></div>
        </dl>
    }
}

fn component(component: &ComponentView) -> impl IntoView + use<> {
    let ComponentView { label, points, sum, bound } = *component;
    // Penalties only take points: their range has no positive side.
    let takes = label == Component::Penalties.label();
    let explained = match bound {
        Some(bound) if sum != points => format!("Adds up to {}; at most {bound} count.", sum.signed()),
        Some(bound) if takes => format!("\u{2212}{bound} to 0"),
        Some(bound) => format!("\u{2212}{bound} to +{bound}"),
        None => format!("For long silence; never below {}", exact(DECAY_STOPS_AT)),
    };
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{bound.map(|bound| gauge(points, bound, takes))}<span class="hint">{explained}</span></dd>
            <dd class="sum">{points.signed()}</dd>
        </div>
    }
}

/// A bar from zero to the points, between the bounds. Only for the eye: the figure is beside it.
fn gauge(points: Tenths, bound: i32, takes: bool) -> impl IntoView + use<> {
    let all = i64::from(bound.max(1)) * 10;
    let length = (i64::from(points.0.abs()) * 100 / all).min(100);
    let start = if points < Tenths::ZERO { 100 - length } else { 100 };
    view! {
        <svg class="gauge" viewBox="0 0 200 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="gauge-range" x="0" y="3" width=if takes { "100" } else { "200" } height="4"></rect>
            <rect class="bar" x=start.to_string() y="0" width=length.to_string() height="10"></rect>
            <path class="axis" d="M100 0V10"></path>
        </svg>
    }
}
