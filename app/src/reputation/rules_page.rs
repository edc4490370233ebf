//! How reputation works, for everybody. The page is drawn from the rules themselves, so that it cannot contradict them.

use super::exact;
use crate::ui::{Badges, PageLayout, Stars};
use crate::web::{PageContext, PageResult};
use domain::account::Tier;
use domain::integrity::PROBATION_BELOW;
use domain::reputation::{
    BadgeKind, Component, DECAY_STOPS_AT, DOUBLED_BELOW, DOUBLED_CONTRIBUTIONS, EARNED_A_DAY, EventKind, GRACE_DAYS,
    HIGH_QUALITY, HIGH_REPUTATION, LARGEST_ADJUSTMENT, OLD_AFTER_DAYS, PROBATION_DAYS, QUIET_DAYS, REWARDED_FROM,
    Rating, STRIKES, Sums, Tenths, cap,
};
use leptos::prelude::*;

pub async fn page(context: PageContext) -> PageResult {
    let month = context.ctx.clock.now().day().month();
    let badges = BadgeKind::ALL.into_iter().map(|kind| kind.view("Cardiology", month)).collect::<Vec<_>>();
    context
        .show(PageLayout::new("How reputation works"), || {
            view! {
                <article class="prose">
                    {opening()}
                    {levels()}
                    {tables()}
                    {time()}
                    <h2 id="badges">"Badges"</h2>
                    <p>"Badges are given and taken away once a day; the one for the best of a month stays for good. A specialty badge has the name of the specialty."</p>
                    <Badges badges/>
                </article>
            }
            .into_any()
        })
        .await
}

fn opening() -> impl IntoView {
    let start = exact(Sums::START);
    let caps = Tier::ALL
        .map(|tier| view! { <tr><th scope="row">{tier.label()}</th><td class="number">{exact(cap(tier))}</td></tr> });
    view! {
        <h1>"How reputation works"</h1>
        <p class="page-lead">"What readers and moderators think of somebody\u{2019}s contributions, as one number with its reasons."</p>
        <div class="in-short">
            <h2>"In short"</h2>
            <ul>
                <li>{format!("Each persona and each public profile has a score of its own. It starts at {start}.")}</li>
                <li>{format!("At most {} earned points count in a day. The rest is recorded but does not count.", exact(EARNED_A_DAY))}</li>
                <li>"Every point has a line in the ledger, with its day and its reason. Only the owner sees the ledger and the exact score."</li>
                <li>"Everybody else sees stars, and points rounded to ten, refreshed once a day."</li>
            </ul>
        </div>
        <h2>"How a score adds up"</h2>
        <p>{format!("From {start}, five components raise or lower it, each within its bounds. No score falls below 0 or rises above the maximum of its tier:")}</p>
        {table("Highest score by tier", ["Tier", "Points"], true, caps.collect_view().into_any())}
        <p>"Each specialty and each kind of content has a score of its own, made the same way; profiles show it."</p>
    }
}

/// Stars and what they are called, taken from the rating.
fn levels() -> impl IntoView {
    let most = cap(Tier::MedicalProfessional).whole();
    let mut rows = Vec::new();
    let mut top = most;
    for points in (0..=most).rev() {
        let rating = Rating::of(Tenths::points(points));
        if points == 0 || Rating::of(Tenths::points(points - 1)).label != rating.label {
            rows.push(view! { <tr><th scope="row">{format!("{points} to {top}")}</th><td><Stars rating/></td></tr> });
            top = points - 1;
        }
    }
    view! {
        <h2 id="stars">"Stars"</h2>
        {table("Stars by points", ["Points", "Shown as"], false, rows.into_iter().collect_view().into_any())}
    }
}

/// What moves each component.
fn tables() -> impl IntoView {
    let parts = Component::ALL.into_iter().filter(|component| *component != Component::Decay).map(|component| {
        let kinds = EventKind::ALL.iter().copied().filter(|kind| kind.component() == component);
        let kinds = kinds.filter(|kind| *kind != EventKind::Contribution);
        let rows = kinds
            .map(|kind| view! { <tr><th scope="row">{kind.label()}</th><td class="number">{worth(kind)}</td></tr> });
        let most = bound(component);
        let range = if component == Component::Penalties {
            format!("takes 0 to {most}")
        } else {
            format!("\u{2212}{most} to +{most}")
        };
        view! {
            <h3>{component.label()}<span class="hint">{format!(" {range}")}</span></h3>
            {table(component.label(), ["What happened", "Points"], true, rows.collect_view().into_any())}
        }
    });
    let high = exact(HIGH_REPUTATION);
    view! {
        <h2 id="points">"What gives and takes points"</h2>
        <p>
            {format!("A vote on something more than {} years old counts half. ", OLD_AFTER_DAYS / 365)}
            {format!("What a text is and what it contains (its kind, sources, data, what it cites) counts once {REWARDED_FROM} readers \
                have found it helpful. You need {high} points to endorse. ")}
            "When readers take something back, its points go too. The course is "<a href="/guidelines/course">"here"</a>"; \
             there is no mentorship programme yet."
        </p>
        {parts.collect_view()}
    }
}

/// How far a component can move a score: the bound at which even an endless sum is cut.
fn bound(component: Component) -> i32 {
    let most = Tenths(i32::MAX);
    let sums =
        Sums { content: most, engagement: most, peer: most, behaviour: most, penalties: most, decay: Tenths::ZERO };
    sums.bounded(component).whole()
}

fn worth(kind: EventKind) -> String {
    match kind {
        EventKind::Upvote => {
            let double = kind.points() + kind.points();
            format!("{}; {} from readers with {}", kind.points().signed(), double.signed(), exact(HIGH_REPUTATION))
        }
        EventKind::Strike => STRIKES.map(|points| Tenths::points(-points).signed()).join(", "),
        EventKind::Adjustment => format!("up to {LARGEST_ADJUSTMENT} either way"),
        _ => kind.points().signed(),
    }
}

fn time() -> impl IntoView {
    let (decay, floor) = (exact(-EventKind::Decay.points()), exact(DECAY_STOPS_AT));
    let doubled = exact(DOUBLED_BELOW);
    view! {
        <h2 id="time">"Starting, being silent, coming back"</h2>
        <ul>
            <li>{format!("In the first {GRACE_DAYS} days, counted from the end of the month of joining, losses of quality do not count. Decisions of a moderator always do.")}</li>
            <li>{format!("After {QUIET_DAYS} days without a post or comment, each further week takes {decay} point, never below {floor}.")}</li>
            <li>{format!("Below {doubled} points, contributions with a quality of {HIGH_QUALITY} of 100 or more earn double, {DOUBLED_CONTRIBUTIONS} of them in all.")}</li>
            <li>{format!("Below {} points an identity cannot vote or endorse, and can post and comment less often in a day.", exact(PROBATION_BELOW))}</li>
            <li>{format!("While somebody is suspended, the score is frozen. In the {PROBATION_DAYS} days after, the next strike counts one step higher.")}</li>
        </ul>
        <p>"The quality is a rule of thumb about form: sources, structure, tone. It does not know whether something is medically true, and only the author sees it."</p>
    }
}

/// A table with a caption for readers who cannot see the heading above it.
fn table(caption: &'static str, heads: [&'static str; 2], figures: bool, rows: AnyView) -> impl IntoView + use<> {
    let [what, second] = heads;
    view! {
        <table class="ledger rules">
            <caption class="spoken">{caption}</caption>
            <thead><tr><th scope="col">{what}</th><th scope="col" class=figures.then_some("number")>{second}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
