//! What readers say about an item: helpful or not, endorsed, saved, shared, accepted, featured. Each is a small form of
//! its own; once given, the same form takes it back.

use crate::ui::{FeaturedMark, Form, Icon, count};
use domain::discussion::ItemView;
use leptos::prelude::*;

/// "Endorsed by 3 experts" and "Featured"; nothing if neither is true.
pub fn marks(item: &ItemView) -> impl IntoView + use<> {
    let endorsed = (item.endorsements > 0).then(|| format!("Endorsed by {}", count(item.endorsements, "expert")));
    let endorsed = endorsed.map(|words| view! { <span class="mark"><Icon name="seal"/>{words}</span> });
    let featured = item.featured.then(|| view! { <FeaturedMark/> });
    (endorsed.is_some() || featured.is_some()).then(|| view! { <p class="marks">{endorsed}{featured}</p> })
}

/// The votes, with an arrow for helpful and one for not helpful where the reader may vote.
pub fn ballot(item: &ItemView, what: &str, open: bool) -> impl IntoView + use<> {
    let votes = view! { <data value=item.votes.to_string()>{item.votes}<span class="spoken">{if item.votes == 1 { " vote" } else { " votes" }}</span></data> };
    if !open {
        return view! { <div class="vote">{votes}</div> }.into_any();
    }
    let button = |word: &'static str, vote: i8, says: &'static str| {
        let pressed = item.my_vote == vote;
        let (value, label) = if pressed {
            ("withdraw", format!("Take back \u{201c}{says}\u{201d}: {what}"))
        } else {
            (word, format!("{says}: {what}"))
        };
        view! {
            <button name="ballot" value=value aria-pressed=pressed.to_string() aria-label=label title=says>
                <Icon name=word/>
            </button>
        }
    };
    let (up, down) = (button("up", 1, "Helpful"), button("down", -1, "Not helpful"));
    let id = item.id.clone();
    view! {
        <Form action="/vote" class="vote">
            <input type="hidden" name="item" value=id/>
            {up}
            {votes}
            {down}
        </Form>
    }
    .into_any()
}

/// One act on an item: its form handler, and its words before and after.
struct Act {
    action: &'static str,
    reaction: Option<&'static str>,
    given: bool,
    give: &'static str,
    done: &'static str,
}

impl Act {
    fn draw(self, item: &str, what: &str) -> AnyView {
        let Self { action, reaction, given, give, done } = self;
        // What is accepted or featured is marked as such above; its button names the act, not the state.
        let state = given && reaction.is_some();
        let (value, words) = if given { ("withdraw", done) } else { ("give", give) };
        let spoken = if state { format!(": {what}. Take it back") } else { format!(": {what}") };
        let reaction = reaction.map(|reaction| view! { <input type="hidden" name="reaction" value=reaction/> });
        let item = item.to_owned();
        view! {
            <Form action=action>
                <input type="hidden" name="item" value=item/>
                {reaction}
                <button class=if state { "given" } else { "" } name="act" value=value>
                    {state.then(|| view! { <Icon name="check"/> })}
                    {words}
                    <span class="spoken">{spoken}</span>
                </button>
            </Form>
        }
        .into_any()
    }
}

/// The buttons of one item. The page decides whether an act is offered, the verb whether it is done.
pub fn reactions(item: &ItemView, what: &str, signed_in: bool) -> impl IntoView + use<> {
    let own = item.own;
    let reaction =
        |reaction, given, give, done| Act { action: "/reaction", reaction: Some(reaction), given, give, done };
    let theirs = signed_in && !item.mine;
    let acts = [
        (theirs && (own.may_endorse || own.endorsed)).then(|| reaction("endorse", own.endorsed, "Endorse", "Endorsed")),
        (theirs || own.saved).then(|| reaction("save", own.saved, "Save", "Saved")),
        theirs.then(|| reaction("share", false, "Share", "Share")),
        own.may_accept.then_some(Act {
            action: "/accept",
            reaction: None,
            given: item.accepted,
            give: "Accept as the answer",
            done: "Take back the acceptance",
        }),
        own.may_feature.then_some(Act {
            action: "/feature",
            reaction: None,
            given: item.featured,
            give: "Feature",
            done: "Take back the feature",
        }),
    ];
    let acts: Vec<AnyView> = acts.into_iter().flatten().map(|act| act.draw(&item.id, what)).collect();
    let (share, what) = (format!("/items/{}/share", item.id), what.to_owned());
    let share = (!theirs).then(|| view! { <a href=share>"Share"<span class="spoken">{format!(": {what}")}</span></a> });
    view! { {acts}{share} }
}
