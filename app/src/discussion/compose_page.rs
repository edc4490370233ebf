//! The composer: who speaks, where to, the text with its findings marked as it is typed (where WASM runs), and when it
//! appears.

use super::compose_form::{Composed, marks};
use super::kind_field::KindField;
use super::resume::Resume;
use crate::scrub::ScrubMarks;
use crate::ui::{Emblem, ErrorSummary, Field, FieldError, Form, Hidden, Icon, Nav, PageLayout, TextArea, tone_class};
use crate::web::{PageContext, PageResult};
use axum::extract::{Path, Query};
use domain::discussion::{Publication, SpaceView};
use domain::hint::About;
use domain::ids::ItemId;
use domain::persona::IdentityView;
use domain::refused::Refused;
use leptos::prelude::*;
use serde::Deserialize;
use server::Error;
use server::discussion::{OwnItem, about, list_spaces, open_draft, own_item, thread_title};

/// What an address may ask of the composer: one of the member's drafts, or where a new text goes. Who speaks, and every
/// word, come only from the member's own drafts and forms; otherwise a link could put words into somebody's mouth.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    draft: String,
    space: String,
    post: String,
    parent: String,
}

/// A new post, a comment, or a draft to continue.
pub async fn page(context: PageContext, Query(wanted): Query<Wanted>) -> PageResult {
    if context.ctx.signed_in().is_none() {
        return signed_out(&context).await;
    }
    let Wanted { draft, space, post, parent } = wanted;
    let fields = match draft.parse() {
        Ok(id) => Composed::of(id, open_draft(&context.ctx, id).await?),
        Err(_) => Composed { space, post, parent, ..Composed::default() },
    };
    compose(&context, fields).await
}

/// A correction of one's own post or comment.
pub async fn correct(context: PageContext, Path(item): Path<String>) -> PageResult {
    if context.ctx.signed_in().is_none() {
        return signed_out(&context).await;
    }
    let id: ItemId = super::read(&item)?;
    let OwnItem { author, title, body, exemptions, correctable, .. } = own_item(&context.ctx, id).await?;
    if !correctable {
        return Err(Error::Refused(Refused::Corrections).into());
    }
    let exemptions = marks(&exemptions);
    let fields = Composed { author: author.to_string(), item, title, body, exemptions, ..Composed::default() };
    compose(&context, fields).await
}

async fn signed_out(context: &PageContext) -> PageResult {
    if context.returned.is_none() {
        return Err(Error::Refused(Refused::SignIn).into());
    }
    context
        .show(PageLayout::narrow("Sign in to go on"), || {
            view! { <ErrorSummary/><h1 class="page-title">"Sign in to go on"</h1><Resume/> }.into_any()
        })
        .await
}

async fn compose(context: &PageContext, mut fields: Composed) -> PageResult {
    let identities: Vec<IdentityView> = context.identities().await?.views().cloned().collect();
    // A form that came back keeps its author, but only if that is one of the member's own identities.
    let spoke = context.returned.as_ref().and_then(|returned| returned.field("author"));
    if let Some(own) = identities.iter().find(|identity| spoke == Some(identity.id.as_str())) {
        own.id.clone_into(&mut fields.author);
    }
    let replied_to = match fields.post.parse::<ItemId>() {
        Ok(post) => Some(thread_title(&context.ctx, post).await?),
        Err(_) => None,
    };
    let is_new_post = replied_to.is_none() && fields.item.is_empty();
    let spaces = if is_new_post { list_spaces(&context.ctx).await? } else { Vec::new() };
    let title = match (&replied_to, fields.item.is_empty()) {
        (_, false) => "Correct what you wrote",
        (Some(_), true) => "Write a comment",
        (None, true) => "Write a post",
    };
    let speaking = identities.iter().find(|identity| identity.id == fields.author);
    let speaking = speaking.or(identities.iter().find(|identity| identity.current)).or(identities.first()).cloned();
    let about = match speaking.as_ref().and_then(|identity| identity.id.parse().ok()) {
        Some(author) => about(&context.ctx, author).await?,
        None => About::default(),
    };
    let layout = PageLayout::new(title).nav(Nav::Write).island().speaking(fields.author.clone()).aside(view! {
        <section><h2>"Instead of"</h2><p>"\u{201c}A 45-year-old man at our hospital in the north\u{201d}"</p></section>
        <section><h2>"Say"</h2><p>"\u{201c}A middle-aged man at a large teaching hospital\u{201d}"</p></section>
        <section>
            <h2>"What no check can see"</h2>
            <p>"A case so rare that colleagues recognise it, a phrase only you use, or a name that is on no list."</p>
        </section>
    });
    let page = Page { title, fields, identities, speaking, spaces, replied_to, about };
    context.show(layout, || body(page).into_any()).await
}

/// What the composer is drawn from.
struct Page {
    title: &'static str,
    fields: Composed,
    identities: Vec<IdentityView>,
    speaking: Option<IdentityView>,
    spaces: Vec<SpaceView>,
    replied_to: Option<String>,
    about: About,
}

fn body(page: Page) -> impl IntoView {
    let Page { title, fields, identities, speaking, spaces, replied_to, about } = page;
    let author = speaking.as_ref().map(|identity| identity.id.clone()).unwrap_or_default();
    let correcting = !fields.item.is_empty();
    let is_post = replied_to.is_none() && (!correcting || !fields.title.is_empty());
    let hidden = [("author", author), ("post", fields.post), ("parent", fields.parent), ("item", fields.item)];
    let hidden = hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let who = (!correcting).then(|| who_speaks(&identities, speaking.as_ref()));
    let where_to = (is_post && !correcting)
        .then(|| view! { <SpaceField spaces chosen=fields.space/><KindField chosen=fields.kind/> });
    let replied_to =
        replied_to.map(|title| view! { <p class="page-lead">"On \u{201c}"<bdi>{title}</bdi>"\u{201d}"</p> });
    let title_field = is_post.then(|| {
        view! {
            <Field
                name="title"
                label="Title"
                hint="One sentence. A question is easier to answer than a topic."
                value=fields.title
                most=140
            />
        }
    });
    let correction = correcting.then(|| correction_fields(fields.note, &fields.forget_earlier));
    let when = (!correcting).then(|| when_it_appears(&fields.publication));
    let head = speaking.as_ref().map(|identity| composer_head("You write as", identity));
    let tone = speaking.as_ref().map(|identity| tone_class(&identity.id)).unwrap_or_default();
    view! {
        <ErrorSummary/>
        <h1 class="page-title">{title}</h1>
        {replied_to}
        <Form action="/compose">
            <button class="spoken" name="act" value="check" tabindex="-1" aria-hidden="true">"Check the text"</button>
            {hidden.collect_view()}
            <Hidden name="draft" value=fields.draft/>
            <Hidden name="exemptions" value=fields.exemptions/>
            {who}
            {where_to}
            <div class=format!("field composer {tone}")>
                {head}
                <div class="composer-body">
                    {title_field}
                    <TextArea
                        name="body"
                        label="Text"
                        hint="Describe the reasoning, not the patient. Markdown works for lists and quotations."
                        rows=12
                        value=fields.body
                    />
                    <ScrubMarks about/>
                </div>
            </div>
            {correction}
            {when}
            <p class="actions">
                <button class="button button-publish" name="act" value="check">"Continue to review"</button>
                <button class="button button-quiet" name="act" value="draft">"Keep as a draft"</button>
            </p>
        </Form>
    }
}

/// The identity that writes.
pub(super) fn composer_head(words: &'static str, identity: &IdentityView) -> impl IntoView + use<> {
    let badge = identity.identified.then(|| view! { <span class="badge badge-identified">"Identified"</span> });
    view! {
        <p class="composer-head">
            <Emblem id=identity.id.clone() name=identity.name.clone()/>
            <span>{words}" "<b>{identity.name.clone()}</b>" "{badge}</span>
        </p>
    }
}

/// Cards of all identities. Each is a button, so that even without JavaScript the whole page follows the choice,
/// and not just one mark on it.
fn who_speaks(identities: &[IdentityView], speaking: Option<&IdentityView>) -> impl IntoView + use<> {
    let cards = identities.iter().map(|identity| {
        let now = speaking.is_some_and(|speaking| speaking.id == identity.id);
        let seen = if identity.identified {
            "Your real name. Readers see your name and credential.".to_owned()
        } else {
            format!("Persona. Readers see \u{201c}{}\u{201d}.", identity.credential)
        };
        let badge = identity.identified.then(|| view! { <span class="badge badge-identified">"Identified"</span> });
        view! {
            <button
                class=format!("choice-card {}", tone_class(&identity.id))
                name="speak_as"
                value=identity.id.clone()
                aria-pressed=now.to_string()
            >
                <Emblem id=identity.id.clone() name=identity.name.clone()/>
                <span><span class="choice-name">{identity.name.clone()}{badge}</span>" "<span class="hint">{seen}</span></span>
                {now.then(|| view! { <span class="badge"><Icon name="check"/>"Speaking now"</span> })}
            </button>
        }
    });
    let alone = identities.iter().all(|identity| identity.identified);
    let make = alone.then(|| {
        view! {
            <p class="hint">
                "To speak anonymously, "<a href="/dashboard/personas/new">"create a persona"</a>" first."
            </p>
        }
    });
    view! {
        <fieldset class="field">
            <legend>"Who speaks"</legend>
            <p class="hint">"Choosing another identity reloads this page. What you typed stays. You cannot change the identity after publishing."</p>
            <div class="choice-cards">{cards.collect_view()}</div>
            {make}
        </fieldset>
    }
}

#[component]
fn SpaceField(spaces: Vec<SpaceView>, chosen: String) -> impl IntoView {
    let returned = use_context::<PageContext>().and_then(|context| context.returned);
    let chosen = returned.and_then(|returned| returned.field("space").map(ToOwned::to_owned)).unwrap_or(chosen);
    let options = spaces.into_iter().map(|space| {
        let selected = space.slug == chosen;
        view! { <option value=space.slug selected=selected>{space.name}</option> }
    });
    view! {
        <div class="field field-short">
            <label for="space">"Space"</label>
            <FieldError name="space"/>
            <select id="space" name="space">
                <option value="">"Choose a space"</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

fn correction_fields(note: String, forget_earlier: &str) -> impl IntoView + use<> {
    view! {
        <Field name="note" label="What you corrected" hint="One line. Readers see it with the hour." value=note most=200/>
        <div class="field">
            <p class="check">
                <input type="checkbox" id="forget_earlier" name="forget_earlier" value="yes" checked=forget_earlier == "yes"/>
                <label for="forget_earlier">"Remove the earlier wording: it could identify someone"</label>
            </p>
        </div>
    }
}

fn when_it_appears(publication: &str) -> impl IntoView + use<> {
    let mixed = Publication::parse(publication) == Publication::Mixed;
    view! {
        <fieldset class="field">
            <legend>"When it appears"</legend>
            <div class="choice-cards choice-cards-row">
                <label class="choice-card">
                    <input type="radio" name="publication" value="at-once" checked=!mixed/>
                    <span><span class="choice-name">"Immediately"</span>" "<span class="hint">"It shows the hour in which you publish, and no exact time."</span></span>
                </label>
                <label class="choice-card">
                    <input type="radio" name="publication" value="mixed" checked=mixed/>
                    <span><span class="choice-name">"Mixed"</span>" "<span class="hint">"It appears at a random minute within the next three hours, so that the hour says less about you."</span></span>
                </label>
            </div>
        </fieldset>
    }
}
