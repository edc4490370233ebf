//! What we promise, what we cannot promise, and the threat model in plain words (ANON-31 to ANON-40).

use crate::ui::{Nav, PageLayout};
use crate::web::{PageContext, PageResult};
use leptos::prelude::*;

pub async fn page(context: PageContext) -> PageResult {
    context
        .show(PageLayout::new("Privacy").nav(Nav::Privacy), || {
            view! { <article class="prose">{opening()}{threats()}{stored()}</article> }.into_any()
        })
        .await
}

fn opening() -> impl IntoView {
    view! {
        <h1>"What we know, and what we cannot know"</h1>
        <div class="in-short">
            <h2>"In short"</h2>
            <ul>
                <li>"We know who holds an account. What we store does not show which personas it holds."</li>
                <li>"The link between the two is sealed to custodians. Several of them must come together to open one; none can alone."</li>
                <li>"We store no IP address, no device and no exact time with anything a persona does."</li>
                <li>"If you lose both your password and your recovery code, nobody can bring your personas back."</li>
            </ul>
        </div>
        <nav class="contents" aria-labelledby="contents-title">
            <h2 id="contents-title">"On this page"</h2>
            <ol>
                <li><a href="#promise">"What we promise"</a></li>
                <li><a href="#limits">"What we cannot promise"</a></li>
                <li><a href="#threats">"Who could attack, and what they would get"</a></li>
                <li><a href="#stored">"What is stored, and how long"</a></li>
            </ol>
        </nav>
        <h2 id="promise">"What we promise"</h2>
        <ul>
            <li>"A persona\u{2019}s posts show the hour and no exact time. The posts of one hour appear in random order."</li>
            <li>"No IP address and no device is stored or logged with anything a persona does, and no page calls any other site."</li>
            <li>"The list of your personas is sealed with a key that only your password or your recovery code opens."</li>
            <li>"Whatever a persona shows of a credential, at least 20 members would look exactly the same. If there are fewer, it shows less."</li>
            <li>"You have one vote on each item. It is counted under a number that only your account can make and that names nobody."</li>
            <li>"We do not disclose voluntarily: not to employers, institutions, other members or advertisers."</li>
        </ul>
        <h2 id="limits">"What we cannot promise"</h2>
        <ul>
            <li>"We cannot protect you from your own details. Colleagues may recognise a case."</li>
            <li>"We cannot prevent somebody from comparing styles of writing."</li>
            <li>"We cannot override the law. A court may order what the law allows it to order; no procedure to open a link exists in this version, and this server holds no key that opens one."</li>
            <li>"If you sign up with an address that already has an account, we say so. Anyone who knows your address could find out in this way that you have an account, and nothing else."</li>
            <li>"Your employer may watch its own computers and networks, and we cannot see that."</li>
            <li>"The check of your text can miss a name or a place: please read once more before you publish."</li>
        </ul>
    }
}

fn threats() -> impl IntoView {
    let row = |who: &'static str, gets: &'static str, not: &'static str| {
        view! { <tr><th scope="row">{who}</th><td>{gets}</td><td>{not}</td></tr> }
    };
    view! {
        <h2 id="threats">"Who could attack, and what they would get"</h2>
        <div class="scroll" role="region" aria-label="Threats" tabindex="0">
            <table class="ledger">
                <thead><tr><th scope="col">"Who"</th><th scope="col">"Would get"</th><th scope="col">"Would not get"</th></tr></thead>
                <tbody>
                    {row(
                        "Anybody who reads the site",
                        "What is published: text, hour, credential, standing.",
                        "Which personas belong together, or to whom.",
                    )}
                    {row(
                        "A thief of the databases",
                        "What is published, sealed bytes, keyed hashes, and of each account its tier, specialty, years and role.",
                        "E-mail addresses, names, passwords, drafts, links.",
                    )}
                    {row(
                        "A thief of the databases and the server\u{2019}s key",
                        "Also e-mail addresses and names of accounts, and the chance to guess weak passwords one by one.",
                        "Which account a persona belongs to, unless a password is guessed.",
                    )}
                    {row(
                        "Somebody who controls the running server",
                        "What passes through it from then on: the server must see account and persona together while it serves you.",
                        "Links made before, and personas of accounts that do not sign in.",
                    )}
                    {row("One custodian", "Nothing.", "Any link: the others must agree.")}
                    {row(
                        "A quorum of custodians together with our database",
                        "The links whose records they are given.",
                        "A way to do this in secret from each other: that is why there are several, and they are independent.",
                    )}
                    {row(
                        "Somebody at your computer",
                        "An open session. \u{201c}Exit this page\u{201d} ends it and clears what the browser kept.",
                        "Your password or recovery code. Addresses and titles of pages do not name your personas.",
                    )}
                    {row(
                        "Somebody who watches the network",
                        "That you use this site, when, and how much. Tor hides that; every page works in it.",
                        "What you read and write.",
                    )}
                </tbody>
            </table>
        </div>
    }
}

fn stored() -> impl IntoView {
    let row = |what: &'static str, why: &'static str, long: &'static str| {
        view! { <tr><th scope="row">{what}</th><td>{why}</td><td>{long}</td></tr> }
    };
    view! {
        <h2 id="stored">"What is stored, and how long"</h2>
        <div class="scroll" role="region" aria-label="What is stored" tabindex="0">
            <table class="ledger">
                <thead><tr><th scope="col">"What"</th><th scope="col">"Why"</th><th scope="col">"How long"</th></tr></thead>
                <tbody>
                    {row("E-mail address and name, sealed", "To sign you in; to show your name when you speak under it", "As long as the account")}
                    {row("List of your personas, sealed", "So that only you can speak as them", "As long as the account")}
                    {row("Sessions, sealed", "To keep you signed in; so that you can see and end your own", "12 to 18 hours after you last used one, seven days at most, or until you sign out")}
                    {row("Wrong guesses at a password, by keyed hash", "To slow guessing", "Until they expire: two and a half hours at most")}
                    {row("A cookie that shows that somebody has signed in with this browser", "So that a stranger who guesses passwords for your address cannot lock you out", "180 days in your browser, not with us; gone with \u{201c}Exit this page\u{201d} or \u{201c}Sign out everywhere\u{201d}")}
                    {row("Posts and comments, with the hour", "To be read", "Until you delete them, which you can for 24 hours")}
                    {row("Ballots, with the day", "One vote for each member", "As long as the post")}
                    {row("Reputation events, with the day", "So that every point has a reason", "As long as the author")}
                    {row("Daily limits, by keyed hash", "Against flooding", "48 hours")}
                    {row("Drafts, sealed", "So that nothing you type is lost", "Until the end of the month after the one you last saved them in")}
                    {row("Sealed links", "Accountability for cause, by a quorum only", "As long as the persona")}
                </tbody>
            </table>
        </div>
    }
}
