//! The feed, the list of spaces, and one space.

use super::{After, PostList};
use crate::ui::{ErrorSummary, Icon, Nav, PageLayout, count};
use crate::web::{PageContext, PageResult};
use axum::extract::{Path, Query};
use domain::discussion::{SpaceKind, SpaceSlug};
use domain::refused::Refused;
use leptos::prelude::*;
use server::Error;
use server::discussion::{Scope, feed as load_feed, list_spaces, load_space};

pub async fn feed(context: PageContext, Query(after): Query<After>) -> PageResult {
    let posts = load_feed(&context.ctx, Scope::Everything, after.cursor()).await?;
    let signed_in = context.ctx.signed_in().is_some();
    let layout = PageLayout::new(if signed_in { "Feed" } else { "Clinicians speaking freely" }).nav(Nav::Feed);
    let layout = if signed_in {
        layout.aside(view! {
            <section>
                <h2>"Before you write"</h2>
                <p>"Describe the reasoning, not the patient. Contact data, record numbers, dates and ages are checked before anything is published."</p>
                <p><a href="/guidelines">"Read the guidelines"</a></p>
            </section>
        })
    } else {
        layout
    };
    context
        .show(layout, || {
            let head = if signed_in {
                view! { <div class="feed-head"><h1>"Feed"</h1></div> }.into_any()
            } else {
                view! { {welcome()}<div class="feed-head"><h2>"Latest posts"</h2></div> }.into_any()
            };
            view! { <ErrorSummary/>{head}<PostList posts place="/".to_owned()/> }.into_any()
        })
        .await
}

fn welcome() -> impl IntoView {
    let point = |words: &'static str| view! { <li><Icon name="check"/><span>{words}</span></li> };
    view! {
        <section class="lead-panel">
            <h1>"Ask what you would only ask a colleague you trust"</h1>
            <p>
                "Uniting Doctors is a place where clinicians speak about cases, errors, doubts and working life under personas. \
                 Credentials are verified. Names are not shown."
            </p>
            <ul class="points" role="list">
                {point("A persona shows what you are, but only what enough others share; never your name, employer or city.")}
                {point("The link from a persona to a person is sealed. No one holds a key that opens it alone, and this server holds none.")}
                {point("Every page works without JavaScript and in Tor Browser.")}
            </ul>
            <p class="actions">
                <a class="button" href="/sign-up">"Create an account"</a>
                <a class="button-link" href="/privacy">"What we can and cannot promise"</a>
            </p>
        </section>
    }
}

pub async fn spaces(context: PageContext) -> PageResult {
    let spaces = list_spaces(&context.ctx).await?;
    context
        .show(PageLayout::new("Spaces").nav(Nav::Spaces), || {
            let lines = spaces.into_iter().map(|space| {
                view! {
                    <li>
                        <h2><a href=format!("/spaces/{}", space.slug)>{space.name}</a></h2>
                        <p>{space.about}</p>
                        <p class="post-facts"><span>{count(space.posts, "post")}</span></p>
                    </li>
                }
            });
            view! {
                <h1 class="page-title">"Spaces"</h1>
                <p class="page-lead">"A space is a forum on one subject."</p>
                <ul class="space-list" role="list">{lines.collect_view()}</ul>
            }
            .into_any()
        })
        .await
}

pub async fn space(context: PageContext, Path(slug): Path<String>, Query(after): Query<After>) -> PageResult {
    let slug = SpaceSlug::parse(&slug).ok_or(Error::Refused(Refused::NotFound))?;
    let space = load_space(&context.ctx, &slug).await?;
    let posts = load_feed(&context.ctx, Scope::Space(slug.clone()), after.cursor()).await?;
    let who = match space.kind {
        SpaceKind::General | SpaceKind::Specialty => {
            "Verified medical and healthcare professionals open threads here; researchers comment, marked as such."
        }
        SpaceKind::Research => "Verified professionals and researchers open threads here.",
        SpaceKind::Patients => "Patients, families and everybody else ask here; verified professionals answer.",
    };
    let layout = PageLayout::new(space.name.clone()).nav(Nav::Spaces).aside(view! {
        <section><h2>"Who speaks here"</h2><p>{who}</p></section>
    });
    context
        .show(layout, || {
            view! {
                <div class="feed-head">
                    <h1>{space.name}</h1>
                    <a class="button button-quiet button-small" href=format!("/compose?space={slug}")>"Write here"</a>
                </div>
                <p class="page-lead">{space.about}</p>
                <PostList posts place=format!("/spaces/{slug}")/>
            }
            .into_any()
        })
        .await
}
