//! One post or comment as its thread shows it: who, what, what others think of it, and what the reader may do with it.

use super::Hours;
use super::reactions::{ballot, marks, reactions};
use crate::ui::{AuthorLine, Icon};
use domain::discussion::{CorrectedView, ItemView, MOST_CORRECTIONS, QualityView};
use domain::reputation::{DOUBLED_BELOW, HIGH_QUALITY, Tenths};
use leptos::prelude::*;

/// What an item needs to know of the page around it.
pub struct Around {
    /// The thread.
    pub thread: String,
    /// The author of its post, unless that is gone.
    pub asker: Option<String>,
    /// Whether the reader has signed in.
    pub signed_in: bool,
}

/// A comment or a reply.
pub fn comment(item: ItemView, around: &Around) -> impl IntoView + use<> {
    let by_asker = around.asker.as_deref() == Some(item.author.id.as_str());
    let id = format!("item-{}", item.id);
    let class = if item.accepted { "comment comment-accepted" } else { "comment" };
    let accepted = item.accepted.then(|| {
        view! { <p class="accepted-mark"><Icon name="check"/>"Accepted answer"</p> }
    });
    view! {
        <article class=class id=id>
            {accepted}
            <div class="with-vote">{parts(item, Some(by_asker), around)}</div>
        </article>
    }
}

/// Author's line, words, corrections, marks, votes and acts. For a comment, `asked` says whether the asker wrote it;
/// for the post it is `None`.
pub fn parts(item: ItemView, asked: Option<bool>, around: &Around) -> impl IntoView + use<> {
    let what = if asked.is_some() { format!("the comment of {}", item.author.name) } else { "the post".to_owned() };
    let badge = (asked == Some(true)).then(|| view! { <span class="badge">"Asked this"</span> }).into_any();
    let when = view! { <Hours hour=item.hour/> }.into_any();
    let deleted = item.html.is_none();
    let words = match item.html.clone() {
        Some(html) => view! { <div class="words" dir="auto" inner_html=html></div> }.into_any(),
        None => view! { <p class="withdrawn">"Deleted by its author."</p> }.into_any(),
    };
    let reply = (around.signed_in && !deleted).then(|| match asked {
        Some(_) => view! {
            <a href=format!("/compose?post={}&parent={}", around.thread, item.id)>
                "Reply"<span class="spoken">{format!(" to {}", item.author.name)}</span>
            </a>
        }
        .into_any(),
        None => view! { <a href="#reply">"Comment"</a> }.into_any(),
    });
    let whole = item.whole.clone().map(|place| {
        let spoken = format!(": {what}");
        view! { <p><a class="button-link" href=place>"Read all of it"<span class="spoken">{spoken}</span></a></p> }
    });
    let tend = item.open_to_correction.then(|| {
        let open = item.corrected.as_ref().is_none_or(|corrected| corrected.times < MOST_CORRECTIONS);
        let correct = open.then(|| view! { <a href=format!("/items/{}/correct", item.id)>"Correct"</a> });
        view! {
            {correct}
            <a href=format!("/items/{}/delete", item.id)>"Delete"</a>
        }
    });
    let mine = item.mine.then(|| view! { <span class="badge">"Yours"</span> });
    let reactions = (!deleted).then(|| reactions(&item, &what, around.signed_in));
    view! {
        <AuthorLine author=item.author.clone() when=when badge=badge/>
        {words}
        {whole}
        {item.corrected.clone().map(|view| corrected(view, &item.id))}
        {(!deleted).then(|| marks(&item))}
        {ballot(&item, &what, around.signed_in && !item.mine && !deleted)}
        <div class="post-facts">{mine}{reply}{reactions}{tend}</div>
        {item.quality.map(quality)}
    }
}

/// Says that it was corrected, with the last note and a link to the rest.
fn corrected(corrected: CorrectedView, item: &str) -> impl IntoView + use<> {
    let CorrectedView { times, hour, note } = corrected;
    let times = match times {
        1 => "Corrected once by the author".to_owned(),
        n => format!("Corrected {n} times by the author, last"),
    };
    view! {
        <p class="corrected">
            {times}": \u{201c}"<bdi>{note}</bdi>"\u{201d} "<Hours hour/>" "
            <a href=format!("/items/{item}/corrections")>"What changed"</a>
        </p>
    }
}

/// What its author is told about its quality.
fn quality(quality: QualityView) -> impl IntoView {
    let QualityView { score, parts } = quality;
    let rows = parts.into_iter().map(|part| {
        let points = Tenths::points(i32::from(part.points)).signed();
        view! { <tr><th scope="row">{part.what}</th><td>{part.found}</td><td class="number">{points}</td></tr> }
    });
    let counts = if score >= HIGH_QUALITY {
        format!("It counts as high quality, which starts at {HIGH_QUALITY}.")
    } else {
        format!("High quality starts at {HIGH_QUALITY}. A lower figure costs you nothing.")
    };
    let doubled = DOUBLED_BELOW.whole();
    view! {
        <details class="corrections quality">
            <summary>{format!("Quality {score} of 100 \u{b7} only you see this")}</summary>
            <p>
                "A rule of thumb about form. It does not know whether something is medically true. "{counts}
                {format!(" High quality can earn double below {doubled} points. ")}
                <a href="/reputation">"How reputation works"</a>
            </p>
            <div class="scroll" role="region" aria-label="Parts of the quality" tabindex="0">
                <table class="ledger">
                    <thead><tr><th scope="col">"What"</th><th scope="col">"Found"</th><th scope="col" class="number">"Points"</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}
