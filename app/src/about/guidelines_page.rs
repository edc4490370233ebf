//! How we speak here (ANON-40, ANON-73, ANON-75).

use crate::ui::{Nav, PageLayout};
use crate::web::{PageContext, PageResult};
use leptos::prelude::*;

pub async fn page(context: PageContext) -> PageResult {
    let instead = |not: &'static str, say: &'static str| view! { <tr><td>{not}</td><td>{say}</td></tr> };
    context
        .show(PageLayout::new("Guidelines").nav(Nav::Guidelines), || {
            view! {
                <article class="prose">
                    <h1>"How we speak here"</h1>
                    <p class="page-lead">"Short, because you have patients waiting."</p>
                    <h2>"Do"</h2>
                    <ul>
                        <li>"Use a persona for what is sensitive: an error, a doubt, a danger, a conflict."</li>
                        <li>"Use different personas for different contexts."</li>
                        <li>"Vary how you write, if being recognised would harm you."</li>
                        <li>"Describe in general terms: \u{201c}a large teaching hospital\u{201d}, not its name."</li>
                        <li>"Say what you did, what you saw, and how sure you are. Cite what you rely on."</li>
                        <li>"Disagree with the reasoning. The person is not the subject."</li>
                    </ul>
                    <h2>"Do not"</h2>
                    <ul>
                        <li>"Share details that fit one patient or one colleague only, or only one day."</li>
                        <li>"Write about a case so specific that those who were there recognise it immediately."</li>
                        <li>"Use a name or a phrase that you use elsewhere."</li>
                        <li>"Write from a computer at work, if your employer watches it."</li>
                        <li>"Use a persona to attack, to advertise, or to vote for yourself."</li>
                    </ul>
                    <h2>"Making a case anonymous"</h2>
                    <div class="scroll" role="region" aria-label="What to say instead" tabindex="0">
                        <table class="ledger">
                            <thead><tr><th scope="col">"Instead of"</th><th scope="col">"Say"</th></tr></thead>
                            <tbody>
                                {instead("A 45-year-old man at our hospital, with the name of the town", "A middle-aged man at a large academic medical centre")}
                                {instead("The only case of this very rare disease we have seen in 20 years", "A very rare presentation that we met")}
                                {instead("On the night of a certain date", "On a recent night shift")}
                                {instead("The consultant, with her name and her habits", "A senior colleague")}
                                {instead("A 97-year-old woman", "A woman over 90")}
                            </tbody>
                        </table>
                    </div>
                    <p>
                        "Change what does not matter to your question: sex, order of visits, occupation. Do not change what matters to it."
                    </p>
                    <h2>"What the check does, and what it does not"</h2>
                    <p>
                        "Before anything is published, the text is searched for contact data, social security, record and licence \
                         numbers, dates, zip codes, ages of 90 and over, and names of people, places and institutions. You see each \
                         finding. Each is removed, unless it is a name, place or institution and you say that it identifies nobody; \
                         we record that with the text. No check can tell whether readers already know a story."
                    </p>
                    <p><a href="/guidelines/course">"Take the course on these guidelines"</a></p>
                    <h2>"Helpful or not"</h2>
                    <p>
                        "The up arrow means: helpful, this helped me think. The down arrow means: not helpful, this could mislead. You have \
                         one vote on each post and comment, whichever persona you use, and none on your own. You can change it and take \
                         it back."
                    </p>
                    <p><a href="/reputation">"How reputation works"</a>": what gives points, what takes them, and what they open."</p>
                </article>
            }
            .into_any()
        })
        .await
}
