//! The course on the guidelines: six questions, answered on one page, as often as needed.

use crate::ui::{ErrorSummary, FieldError, Form, Icon, PageLayout, count};
use crate::web::{PageContext, PageResult};
use axum::extract::Query;
use domain::reputation::{COURSE, EventKind, Question};
use leptos::prelude::*;
use serde::Deserialize;
use server::reputation::has_completed_course;

#[derive(Deserialize)]
pub struct Done {
    done: Option<u8>,
}

pub async fn page(context: PageContext, Query(done): Query<Done>) -> PageResult {
    let completed = has_completed_course(&context.ctx).await?;
    let just = done.done.is_some() && completed;
    context.show(PageLayout::narrow("Course on the guidelines"), || body(completed, just).into_any()).await
}

fn body(completed: bool, just: bool) -> impl IntoView {
    let state = match (completed, just) {
        (false, _) => None,
        (true, true) => Some(format!(
            "You have completed the course. It gives the identity you spoke as {} points (less if its daily limit was \
             reached).",
            EventKind::Course.points().whole()
        )),
        (true, false) => {
            Some("Your account has completed the course. Taking it again gives no more points.".to_owned())
        }
    };
    let state = state.map(|words| {
        view! { <div class="notice notice-done" role="status"><Icon name="check"/><div><p>{words}</p></div></div> }
    });
    let questions = COURSE.iter().zip(super::COURSE_FIELDS).map(|(question, name)| ask(question, name)).collect_view();
    let lead = format!(
        "{} about the guidelines. If another answer is better, you are told why. You lose nothing by trying. \
         Completing the course gives {} points, once for your account.",
        count(i32::try_from(COURSE.len()).unwrap_or(i32::MAX), "question"),
        EventKind::Course.points().whole()
    );
    view! {
        <ErrorSummary/>
        {state}
        <h1 class="page-title">"Course on the guidelines"</h1>
        <p class="page-lead">{lead}</p>
        <p><a href="/guidelines">"Read the guidelines first"</a></p>
        <Form action="/guidelines/course">
            {questions}
            <p class="actions"><button class="button">"Hand in the answers"</button></p>
        </Form>
    }
}

fn ask(question: &Question, name: &'static str) -> impl IntoView + use<> {
    let chosen = use_context::<PageContext>()
        .and_then(|context| context.returned)
        .and_then(|returned| returned.field(name).map(ToOwned::to_owned));
    let choices = question.choices.iter().enumerate().map(|(number, words)| {
        // The summary of faults links to the first choice of a question.
        let id = if number == 0 { name.to_owned() } else { format!("{name}-{number}") };
        let value = number.to_string();
        let checked = chosen.as_ref() == Some(&value);
        view! {
            <p class="check">
                <input type="radio" id=id.clone() name=name value=value checked=checked/>
                <label for=id>{*words}</label>
            </p>
        }
    });
    view! {
        <fieldset class="field">
            <legend>{question.text}</legend>
            <FieldError name/>
            {choices.collect_view()}
        </fieldset>
    }
}
