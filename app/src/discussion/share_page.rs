//! Sharing and citing a post or comment: its address and its short reference, to copy. Nothing here calls another site.

use crate::ui::{Icon, Nav, PageLayout};
use crate::web::{PageContext, PageResult};
use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::discussion::{Reference, ShareView};
use domain::ids::ItemId;
use domain::refused::Refused;
use domain::reputation::REWARDED_FROM;
use leptos::prelude::*;
use server::Error;
use server::discussion::{find_reference, place_of, shareable};
use server::origin::Origin;

pub async fn page(context: PageContext, Path(item): Path<String>, Extension(origin): Extension<Origin>) -> PageResult {
    let id: ItemId = super::read(&item)?;
    let view = shareable(&context.ctx, id).await?;
    let link = origin.address(&view.path);
    context.show(PageLayout::new("Share").nav(Nav::Feed), || body(view, link).into_any()).await
}

/// Goes on to what a short reference refers to.
pub async fn cite(context: PageContext, Path(digits): Path<String>) -> PageResult {
    let reference = Reference::parse_short(&digits).ok_or(Error::Refused(Refused::NotFound))?;
    let path = find_reference(&context.ctx, reference).await?;
    Ok(Redirect::to(&path).into_response())
}

/// Goes on to the page an item is on.
pub async fn item(context: PageContext, Path(item): Path<String>) -> PageResult {
    let path = place_of(&context.ctx, super::read(&item)?).await?;
    Ok(Redirect::to(&path).into_response())
}

fn body(view: ShareView, link: String) -> impl IntoView {
    let ShareView { title, is_comment, path, reference } = view;
    let what = if is_comment { "A comment on" } else { "The post" };
    view! {
        <a class="back-link" href=path><Icon name="back"/>"Back to the thread"</a>
        <h1 class="page-title">"Share or cite"</h1>
        <p class="page-lead">{what}" \u{201c}"<bdi>{title}</bdi>"\u{201d}"</p>
        <div class="field">
            <label for="link">"Link"</label>
            <p class="hint" id="link-hint">"Anyone who has it can read the thread. It does not show who shared it."</p>
            <input id="link" type="text" readonly value=link aria-describedby="link-hint"/>
        </div>
        <div class="field field-short">
            <label for="reference">"Short reference"</label>
            <p class="hint" id="reference-hint">{format!("To cite it here, write this into your post or comment: it becomes a link. Its author is credited once {REWARDED_FROM} readers \
                have found your text helpful.")}</p>
            <input id="reference" type="text" readonly value=reference aria-describedby="reference-hint"/>
        </div>
    }
}
