//! The Anonymity Dashboard (ANON-63 to ANON-67).

use crate::reputation::exact;
use crate::ui::{Credential, Emblem, Form, Icon, Nav, PageLayout, Stars, tone_class};
use crate::web::{PageContext, PageResult};
use axum::extract::Query;
use domain::ids::PersonaId;
use domain::persona::{DashboardView, Emblem as Drawing, IdentityView, PersonaCard};
use leptos::prelude::*;
use serde::Deserialize;
use server::persona::dashboard;

#[derive(Deserialize)]
pub struct Done {
    made: Option<u8>,
    deleted: Option<u8>,
}

pub async fn page(context: PageContext, Query(done): Query<Done>) -> PageResult {
    let view = dashboard(&context.ctx).await?;
    let identities: Vec<IdentityView> = context.identities().await?.views().cloned().collect();
    let layout = PageLayout::new("Dashboard").nav(Nav::Dashboard).aside(view! {
        <section>
            <h2>"Keep them apart"</h2>
            <p>"Use different personas for different subjects. Vary your phrasing. Do not use two of them in one thread."</p>
        </section>
        <section>
            <h2>"Votes"</h2>
            <p>"You have one vote on each post and comment, whichever persona you use."</p>
        </section>
    });
    context.show(layout, || body(view, identities, &done).into_any()).await
}

fn body(dashboard: DashboardView, identities: Vec<IdentityView>, done: &Done) -> impl IntoView {
    let notice = match (done.made, done.deleted) {
        (Some(_), _) => Some("Your persona has been created. You can now speak as it."),
        (_, Some(_)) => Some("The persona is deleted. Its posts stay under \u{201c}deleted user\u{201d}."),
        _ => None,
    };
    let notice = notice.map(|words| {
        view! { <div class="notice notice-done" role="status"><Icon name="check"/><div><p>{words}</p></div></div> }
    });
    let unsettled = dashboard.unsettled.then(|| {
        view! {
            <div class="notice notice-caution">
                <Icon name="alert"/>
                <div><p>
                    "We were interrupted while making or deleting a persona. This is put right the next time you sign in, or \
                     tomorrow at the latest. Until then its place stays taken."
                </p></div>
            </div>
        }
    });
    let current = |id: &str| identities.iter().any(|identity| identity.current && identity.id == id);
    let empty = dashboard.personas.is_empty();
    let personas = dashboard.personas.into_iter().map(|card| {
        let speaking = current(&card.author.id);
        persona_card(card, speaking)
    });
    let personas = personas.collect_view();
    let list = if empty {
        nobody_yet(dashboard.next_on.map(|day| day.to_string())).into_any()
    } else {
        view! {
            <ul class="persona-list" role="list">{personas}</ul>
            {room(dashboard.remaining, dashboard.next_on.map(|day| day.to_string()))}
        }
        .into_any()
    };
    let member = identities.iter().find(|identity| identity.identified).cloned();
    view! {
        {notice}
        {unsettled}
        <h1 class="page-title">"Anonymity dashboard"</h1>
        <p class="page-lead">"Only you see this page. Nothing on it shows others which personas belong together."</p>
        <h2>"Your anonymous personas"</h2>
        {list}
        <h2>"Your public profile"</h2>
        <ul class="persona-list" role="list">{member.map(member_card)}</ul>
        <h2>"Anonymity audit log"</h2>
        <div class="notice">
            <Icon name="info"/>
            <div>
                <p><b>"No identity lookups have been performed on your personas."</b></p>
                <p>
                    "None can happen yet: this version of the product has no procedure for opening a sealed link, and this server \
                     holds no key that opens one. When the procedure exists, every step of it will be recorded, and this page will \
                     list those that concern you."
                </p>
            </div>
        </div>
    }
}

fn room(remaining: usize, next_on: Option<String>) -> impl IntoView {
    let words = match (remaining, &next_on) {
        (0, _) => "You have three personas, the most an account can have.".to_owned(),
        (n, Some(day)) => format!("{n} of 3 remaining. You can make the next one on {day}."),
        (n, None) => format!("{n} of 3 remaining."),
    };
    let open = remaining > 0 && next_on.is_none();
    view! {
        <div class="persona-slot">
            <p>{words}</p>
            {open.then(|| view! {
                <a class="button button-quiet button-small" href="/dashboard/personas/new">"Create a persona"</a>
            })}
        </div>
    }
}

fn persona_card(card: PersonaCard, speaking: bool) -> impl IntoView {
    let PersonaCard { slot, author, made_on, score, rating, posts, comments } = card;
    let name = author.name.clone();
    let class = format!("persona-card {}{}", tone_class(&author.id), if speaking { " is-speaking" } else { "" });
    let badge = speaking.then(|| view! { <span class="badge">"Speaking now"</span> });
    let (id, words) = (author.id.clone(), format!("Speak as {name}"));
    let speak = (!speaking).then(|| {
        view! {
            <Form action="/speak-as">
                <input type="hidden" name="author" value=id/>
                <button class="button button-publish button-small">{words}</button>
            </Form>
        }
    });
    view! {
        <li class=class>
            <Emblem id=author.id.clone() name=author.name.clone()/>
            <h3 class="persona-name">{author.name.clone()}{badge}</h3>
            <p class="standing"><Credential tier=author.tier words=author.credential/><Stars rating/></p>
            <dl class="facts">
                <div><dt>"Reputation"</dt><dd>{exact(score)}</dd></div>
                <div><dt>"Created"</dt><dd>{made_on.to_string()}</dd></div>
                <div><dt>"Posts"</dt><dd>{posts}</dd></div>
                <div><dt>"Comments"</dt><dd>{comments}</dd></div>
            </dl>
            <div class="actions">
                {speak}
                <a class="button button-quiet button-small" href=format!("/dashboard/personas/{slot}")>
                    "View profile"<span class="spoken">{format!(" of {name}")}</span>
                </a>
                <a class="button button-quiet button-small" href=format!("/dashboard/personas/{slot}/reputation")>
                    {format!("Why {}?", exact(score))}<span class="spoken">{format!(" The reputation of {name}")}</span>
                </a>
                <a class="button button-danger-quiet button-small" href=format!("/dashboard/personas/{slot}/delete")>
                    "Delete persona"<span class="spoken">{format!(" {name}")}</span>
                </a>
            </div>
        </li>
    }
}

fn member_card(identity: IdentityView) -> impl IntoView {
    let class = if identity.current { "persona-card tone-member is-speaking" } else { "persona-card tone-member" };
    let id = identity.id.clone();
    let speak = if identity.current {
        view! { <p class="hint">"You are speaking under your name now."</p> }.into_any()
    } else {
        view! {
            <Form action="/speak-as">
                <input type="hidden" name="author" value=id/>
                <button class="button button-publish button-small">"Speak under my name"</button>
            </Form>
        }
        .into_any()
    };
    view! {
        <li class=class>
            <Emblem id=identity.id.clone() name=identity.name.clone()/>
            <h3 class="persona-name">{identity.name}<span class="badge badge-identified">"Identified"</span></h3>
            <p class="standing">{identity.credential}</p>
            <p class="hint">"It appears in public once you have published something under it."</p>
            <div class="actions">
                {speak}
                <a class="button button-quiet button-small" href="/dashboard/profile/reputation">
                    "Reputation"<span class="spoken">" of your public profile"</span>
                </a>
            </div>
        </li>
    }
}

fn nobody_yet(next_on: Option<String>) -> impl IntoView {
    let examples = [[0x73, 0x92, 0xc1, 0x4b], [0x2f, 0x84, 0xa0, 0xd6], [0xd1, 0xe6, 0x90, 0x2d]];
    let row = examples.into_iter().map(PersonaId::from_hash).map(|persona| {
        let drawing = Drawing::of(persona);
        let cells = drawing.cells.into_iter().map(|cell| {
            let place = format!("translate({} {}) rotate({} 8 8)", cell.x, cell.y, cell.turn);
            view! { <path transform=place d=cell.path></path> }
        });
        view! { <svg class=format!("emblem tone-{}", drawing.tone) viewBox="0 0 32 32">{cells.collect_view()}</svg> }
    });
    let make = match next_on {
        Some(day) => view! { <span>{format!("You can make your next persona on {day}.")}</span> }.into_any(),
        None => view! { <a class="button" href="/dashboard/personas/new">"Create a persona"</a> }.into_any(),
    };
    view! {
        <div class="empty-state">
            <p class="emblem-row" aria-hidden="true">{row.collect_view()}</p>
            <h3>"You have no persona"</h3>
            <p>
                "A persona is a second name with its own emblem and its own standing. Colleagues see what you are, for example \
                 \u{201c}Verified Cardiologist\u{201d}, and not who you are."
            </p>
            <p>"You can have three. After each you wait 30 days for the next, so that two of yours never appear side by side."</p>
            <p class="actions">
                {make}
                <a class="button-link" href="/privacy">"How the link is sealed"</a>
            </p>
        </div>
    }
}
