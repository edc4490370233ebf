//! The days of a ledger, the latest first: what happened, how often, about what, and how much of it counts.

use super::exact;
use domain::reputation::{DayView, ItemLink, LineView, Sums};
use leptos::prelude::*;

/// A page of days.
pub fn days(days: Vec<DayView>) -> impl IntoView {
    if days.is_empty() {
        return view! {
            <div class="empty-state">
                <h3>"Nothing has changed it yet"</h3>
                <p>
                    {format!("Everybody starts with {} points. What readers think of your posts and comments appears here, \
                     day by day, with the reasons.", exact(Sums::START))}
                </p>
                <p class="actions"><a class="button-link" href="/reputation">"How reputation works"</a></p>
            </div>
        }
        .into_any();
    }
    let days = days.into_iter().map(day).collect_view();
    view! { <ol class="days" role="list">{days}</ol> }.into_any()
}

fn day(day: DayView) -> impl IntoView {
    let lines = day.lines.into_iter().map(line).collect_view();
    view! {
        <li>
            <h3>{day.day.to_string()}<span class="hint">{format!("{} points at the end of the day", exact(day.score))}</span></h3>
            <ul class="bars" role="list">{lines}</ul>
        </li>
    }
}

fn line(line: LineView) -> impl IntoView {
    let LineView { label, taken_back, times, nominal, counted, reason, item } = line;
    let label = if taken_back { format!("Taken back: {}", lower(label)) } else { label.to_owned() };
    let often = (times > 1).then(|| format!(", {times} times"));
    let why = (counted != nominal || reason.is_some()).then(|| {
        let worth = format!("Worth {}", nominal.signed());
        match reason {
            Some(reason) => format!("{worth}: {reason}."),
            None => format!("{worth}."),
        }
    });
    let points = if counted.0 == 0 { "0".to_owned() } else { counted.signed() };
    view! {
        <li>
            <span>
                {label}{often}
                {item.map(about)}
                {why.map(|why| view! { <span class="hint">{why}</span> })}
            </span>
            <b><span class="spoken">"Counted: "</span>{points}</b>
        </li>
    }
}

fn about(item: ItemLink) -> impl IntoView {
    let ItemLink { title, is_comment, path } = item;
    let what = if is_comment { "Your comment on " } else { "Your post " };
    view! { <span class="about-item">{what}<a href=path>{format!("\u{201c}{title}\u{201d}")}</a></span> }
}

/// A label within a sentence.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(char::to_lowercase).into_iter().flatten().chain(letters).collect()
}
