//! Profiles: of any author as everybody sees it, and of the reader's own persona with the exact score.

use crate::discussion::PostList;
use crate::reputation::exact;
use crate::ui::{Badges, Credential, Emblem, Icon, Nav, PageLayout, Stars, count};
use crate::web::{PageContext, PageResult};
use axum::extract::{Path, Query};
use domain::discussion::{Page, PostCard, ProfileView, TopicView};
use domain::ids::AuthorId;
use domain::persona::OwnProfileView;
use domain::refused::Refused;
use leptos::prelude::*;
use server::Error;
use server::discussion::{Scope, feed};
use server::persona::{own_profile, profile};

pub async fn public(
    context: PageContext,
    Path(author): Path<String>,
    Query(after): Query<crate::discussion::After>,
) -> PageResult {
    let author: AuthorId = author.parse().map_err(|_| Error::Refused(Refused::NotFound))?;
    let view = profile(&context.ctx, author).await?;
    let posts = feed(&context.ctx, Scope::Author(author), after.cursor()).await?;
    let place = format!("/authors/{author}");
    context.show(PageLayout::new("Profile"), || body(view, None, posts, place).into_any()).await
}

pub async fn own(
    context: PageContext,
    Path(slot): Path<u8>,
    Query(after): Query<crate::discussion::After>,
) -> PageResult {
    let own = own_profile(&context.ctx, super::slot(slot)?).await?;
    let author: AuthorId = own.public.author.id.parse().map_err(|_| Error::Refused(Refused::NotFound))?;
    let posts = feed(&context.ctx, Scope::Author(author), after.cursor()).await?;
    let place = format!("/dashboard/personas/{slot}");
    let layout = PageLayout::new("Your persona").nav(Nav::Dashboard);
    context.show(layout, || body(own.public.clone(), Some(own), posts, place).into_any()).await
}

fn body(view: ProfileView, own: Option<OwnProfileView>, posts: Page<PostCard>, place: String) -> impl IntoView {
    let author = view.author;
    let identified = author.identified.then(|| view! { <span class="badge badge-identified">"Identified"</span> });
    let exact = own.map(|own| {
        let score = exact(own.score);
        view! {
            <div class="notice">
                <Icon name="info"/>
                <div><p>
                    <b>{format!("Only you see this: {score} points exactly.")}</b>" "
                    <a href=format!("/dashboard/personas/{}/reputation", own.slot)>{format!("Why {score}?")}</a>
                    " Everybody else sees points rounded to ten and refreshed once a day, as below. The address of this page does \
                     not name the persona, so your browser\u{2019}s history does not either."
                </p></div>
            </div>
        }
    });
    let badges = (!view.badges.is_empty()).then(|| view! { <h2>"Badges"</h2><Badges badges=view.badges/> });
    let subjects = (!view.subjects.is_empty()).then(|| {
        view! { <h2>"By kind of content"</h2><ul class="bars" role="list">{topic_lines(view.subjects)}</ul> }
    });
    view! {
        {exact}
        <div class="profile-head">
            <Emblem id=author.id.clone() name=author.name.clone() size="emblem-large"/>
            <div>
                <h1><bdi>{author.name.clone()}</bdi>{identified}</h1>
                <p class="standing">
                    <Credential tier=author.tier words=author.credential/>
                    <Stars rating=author.rating/>
                    <span>{format!("{} reputation points", view.points.whole())}</span>
                </p>
            </div>
        </div>
        <dl class="summary-list">
            <div><dt>"Joined"</dt><dd>{view.joined.to_string()}</dd></div>
            <div><dt>"Contributions"</dt><dd>{format!("{}, {}", count(view.posts, "post"), count(view.comments, "comment"))}</dd></div>
            <div><dt>"Helpful votes"</dt><dd>{view.helpful}</dd></div>
        </dl>
        {badges}
        <h2>"Top topics"</h2>
        {if view.topics.is_empty() {
            view! { <p>"Nothing published yet."</p> }.into_any()
        } else {
            view! { <ul class="bars" role="list">{topic_lines(view.topics)}</ul> }.into_any()
        }}
        {subjects}
        <h2>"Posts"</h2>
        <PostList posts place/>
    }
}

fn topic_lines(topics: Vec<TopicView>) -> impl IntoView {
    let line = |topic: TopicView| {
        let TopicView { name, posts, points, rating } = topic;
        let rating = match rating {
            Some(tenths) => format!("{}.{} average rating", tenths / 10, tenths % 10),
            None => "no votes yet".to_owned(),
        };
        let facts = format!("{} \u{b7} {} points \u{b7} {rating}", count(posts, "post"), points.whole());
        view! { <li><span>{name}</span><span>{facts}</span></li> }
    };
    topics.into_iter().map(line).collect_view()
}
