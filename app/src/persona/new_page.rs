//! Making a persona: the degree of anonymity, with exactly what others will see.

use crate::ui::{Credential, ErrorSummary, Form, Icon, Nav, PageLayout, Stars};
use crate::web::{PageContext, PageResult};
use domain::account::{K_ANONYMITY, Tier};
use domain::persona::DegreeChoice;
use domain::reputation::{Rating, Sums};
use leptos::prelude::*;
use server::persona::{dashboard, degree_choices};

pub async fn page(context: PageContext) -> PageResult {
    let view = dashboard(&context.ctx).await?;
    let choices = degree_choices(&context.ctx).await?;
    let barrier = match (view.remaining, view.next_on) {
        (0, _) => {
            Some("You have three personas, the most an account can have. Deleting one frees its place.".to_owned())
        }
        (_, Some(day)) => Some(format!(
            "Two personas of one account must be made at least 30 days apart. You can make the next one on {day}."
        )),
        _ => None,
    };
    let left = view.remaining;
    context
        .show(PageLayout::new("Create a persona").nav(Nav::Dashboard), || {
            let form = match barrier {
                Some(words) => view! {
                    <div class="notice notice-caution"><Icon name="clock"/><div><p>{words}</p></div></div>
                }
                .into_any(),
                None => form(choices, left).into_any(),
            };
            view! {
                <a class="back-link" href="/dashboard"><Icon name="back"/>"Dashboard"</a>
                <ErrorSummary/>
                <h1 class="page-title">"Create a persona"</h1>
                {form}
            }
            .into_any()
        })
        .await
}

fn form(choices: Vec<DegreeChoice>, left: usize) -> impl IntoView {
    let cards = choices.into_iter().enumerate().map(|(number, choice)| card(choice, number == 0));
    view! {
        <p class="page-lead">
            {format!("You can have {left} more. After this one, you wait 30 days for the next.")}
        </p>
        <Form action="/personas">
            <fieldset class="field">
                <legend>"How much it shows"</legend>
                <p class="hint">
                    {format!("It cannot be changed later. Whatever it shows, at least {K_ANONYMITY} members would look exactly the same. If there \
                     are fewer, it shows less.")}
                </p>
                <div class="choice-cards">{cards.collect_view()}</div>
            </fieldset>
            <p class="hint">"The handle, such as Anon#7392, and the emblem are random and cannot be chosen."</p>
            <p class="actions">
                <button class="button">"Create this persona"</button>
                <a class="button-link" href="/dashboard">"Not now"</a>
            </p>
        </Form>
    }
}

fn card(choice: DegreeChoice, first: bool) -> impl IntoView {
    let explained = match choice.word {
        "credential" => "For case discussions.",
        "peer" => "Hides specialty and years.",
        _ => "Can only speak in the patients\u{2019} spaces.",
    };
    let generalised = choice
        .generalised
        .then(|| format!(" Shows less than your verification allows, because fewer than {K_ANONYMITY} members would look the same as you. What you may do stays the same."));
    let tier = Tier::from_number(choice.tier).unwrap_or(Tier::Unverified);
    let rating = Rating::of(Sums::default().score(tier));
    view! {
        <label class="choice-card tone-none">
            <input type="radio" name="degree" value=choice.word checked=first/>
            <span>
                <span class="choice-name">{choice.label}</span>
                " "
                <span class="hint">{explained}{generalised}</span>
                <span class="hint">" Others will see:"</span>
                <span class="standing"><Credential tier=choice.tier words=choice.shown/><Stars rating/></span>
            </span>
        </label>
    }
}
