//! "Why 612?": the ledger of one of the reader's own identities. How the score adds up, what it opens, its history, and
//! each day with its reasons. The address names a slot, and the title names nobody.

use super::chart::history;
use super::days::days;
use super::exact;
use super::sums::sums;
use crate::ui::{Emblem, Icon, Nav, PageLayout, Stars};
use crate::web::{PageContext, PageResult};
use axum::extract::{Path, Query};
use domain::calendar::Day;
use domain::reputation::{DECAY_STOPS_AT, EARNED_A_DAY, LedgerView, PrivilegeView};
use leptos::prelude::*;
use serde::Deserialize;
use server::reputation::{Whose, ledger};

/// How many days ahead the reader is told about decay.
const NEAR: i32 = 30;

/// Where a page of days starts.
#[derive(Deserialize)]
pub struct Before {
    before: Option<String>,
}

impl Before {
    /// The day; an invalid one means the latest.
    fn day(&self) -> Option<Day> {
        self.before.as_deref().and_then(|text| text.parse().ok()).map(Day)
    }
}

/// The ledger of a persona.
pub async fn persona(context: PageContext, Path(slot): Path<u8>, Query(before): Query<Before>) -> PageResult {
    let view = ledger(&context.ctx, Whose::Slot(crate::persona::slot(slot)?), before.day()).await?;
    show(&context, view, format!("/dashboard/personas/{slot}/reputation")).await
}

/// The ledger of the public profile.
pub async fn profile(context: PageContext, Query(before): Query<Before>) -> PageResult {
    let view = ledger(&context.ctx, Whose::Profile, before.day()).await?;
    show(&context, view, "/dashboard/profile/reputation".to_owned()).await
}

async fn show(context: &PageContext, view: LedgerView, place: String) -> PageResult {
    let today = context.ctx.clock.now().day();
    let layout = PageLayout::new("Reputation").nav(Nav::Dashboard).aside(view! {
        <section>
            <h2>"Who sees this"</h2>
            <p>"Only you. Everybody else sees stars and points rounded to ten, refreshed once a day."</p>
        </section>
        <section>
            <h2>"The rules"</h2>
            <p><a class="button-link" href="/reputation">"How reputation works"</a></p>
        </section>
    });
    context.show(layout, || body(view, today, &place).into_any()).await
}

fn body(view: LedgerView, today: Day, place: &str) -> impl IntoView + use<> {
    let score = exact(view.score);
    let notices = notices(&view, today);
    let sums = sums(&view);
    let today_earned = format!("{} of {} points earned", exact(view.earned_today), exact(EARNED_A_DAY));
    let capped = (view.capped.0 != 0).then(|| {
        format!(
            "In total {} points did not count because of the daily limit of {}.",
            exact(view.capped),
            exact(EARNED_A_DAY)
        )
    });
    let opens = view.privileges.into_iter().map(privilege).collect_view();
    let history = history(&view.history, today);
    let earlier = view.earlier.map(|day| format!("{place}?before={}#days", day.0));
    let back = match view.slot {
        Some(slot) => (format!("/dashboard/personas/{slot}"), "Your persona"),
        None => ("/dashboard".to_owned(), "Dashboard"),
    };
    view! {
        <a class="back-link" href=back.0><Icon name="back"/>{back.1}</a>
        <h1 class="page-title">{format!("Why {score}?")}</h1>
        <p class="standing ledger-whose">
            <Emblem id=view.author name=view.name.clone()/>
            <b>{view.name}</b>
            <Stars rating=view.rating/>
            <span>{format!("exactly {score} points at the moment")}</span>
        </p>
        {notices}
        <h2>"How it adds up"</h2>
        {sums}
        <h2>"Today"</h2>
        <p>{today_earned}". Points above that are recorded but do not count. A day ends at midnight UTC."</p>
        {capped.map(|words| view! { <p class="hint">{words}</p> })}
        <h2>{format!("What {score} points open")}</h2>
        <ul class="privileges" role="list">{opens}</ul>
        {history}
        <h2 id="days">"Day by day"</h2>
        {days(view.days)}
        {earlier.map(|earlier| view! {
            <nav class="pager" aria-label="Pages of days">
                <a class="button button-quiet button-small" href=earlier rel="next">"Earlier days"</a>
            </nav>
        })}
    }
}

/// What applies for a limited time: suspension, probation, the first days, silence.
fn notices(view: &LedgerView, today: Day) -> impl IntoView + use<> {
    let notice = |class: &'static str, icon: &'static str, title: String, words: String| {
        view! { <div class=class><Icon name=icon/><div><p><b>{title}</b>" "{words}</p></div></div> }
    };
    let caution = "notice notice-caution";
    let suspended = view.suspended_until.map(|day| {
        let words = "Until then you earn no points, and silence takes none.".to_owned();
        notice(caution, "lock", format!("The score is frozen until {day}."), words)
    });
    let probation = view.probation_until.map(|day| {
        let words = "After that, strikes count as usual.".to_owned();
        notice(caution, "alert", format!("Until {day} the next strike counts one step higher."), words)
    });
    let grace = view.grace_until.map(|day| {
        let words = "\u{201c}Not helpful\u{201d} and other losses of quality take no points. \
             A moderator\u{2019}s decisions count.";
        notice("notice", "info", format!("Your first days, until {day}."), words.to_owned())
    });
    let decay = view.decays_from.filter(|from| from.0 - today.0 <= NEAR).map(|from| {
        let title = if from > today {
            format!("From {from} on, each week without a post or comment takes a point.")
        } else {
            "Each further week without a post or comment takes a point.".to_owned()
        };
        let words = format!("Any post or comment stops that. Silence takes no points below {}.", exact(DECAY_STOPS_AT));
        notice("notice", "clock", title, words)
    });
    view! { {suspended}{probation}{grace}{decay} }
}

fn privilege(privilege: PrivilegeView) -> impl IntoView {
    let PrivilegeView { what, open, takes } = privilege;
    let (icon, class, state) = if open { ("check", "is-open", "Open") } else { ("lock", "is-locked", "Not yet") };
    view! {
        <li class=class>
            <Icon name=icon/>
            <span>{what}<span class="hint">{format!("{state}: {takes}")}</span></span>
        </li>
    }
}
