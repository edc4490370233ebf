//! The frame of every page: head, header with the current identity, main part, footer.

use super::{Emblem, Form, Icon, tone_class};
use crate::web::{PageContext, with_script};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse, Response};
use domain::account::Role;
use domain::persona::IdentityView;
use leptos::nonce::{provide_nonce, use_nonce};
use leptos::prelude::*;

/// Entries of the main navigation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    /// The feed.
    Feed,
    /// The list of spaces.
    Spaces,
    /// The composer.
    Write,
    /// The Anonymity Dashboard.
    Dashboard,
    /// The account.
    Account,
    /// The guidelines.
    Guidelines,
    /// The privacy page.
    Privacy,
}

/// What the frame needs to know about a page.
pub struct PageLayout {
    title: String,
    nav: Option<Nav>,
    narrow: bool,
    aside: Option<AnyView>,
    island: bool,
    speaking: Option<String>,
}

impl PageLayout {
    /// A page with this title. Titles never name a persona of the reader.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), nav: None, narrow: false, aside: None, island: false, speaking: None }
    }
    /// A narrow page, such as a short form.
    pub fn narrow(title: impl Into<String>) -> Self {
        Self { narrow: true, ..Self::new(title) }
    }
    /// Marks an entry of the navigation as the current one.
    #[must_use]
    pub fn nav(self, nav: Nav) -> Self {
        Self { nav: Some(nav), ..self }
    }
    /// Puts something beside the page.
    #[must_use]
    pub fn aside(self, aside: impl IntoView + 'static) -> Self {
        Self { aside: Some(aside.into_any()), ..self }
    }
    /// On this page the reader speaks as this author, whichever identity is current elsewhere: a draft is published
    /// under the identity it names.
    #[must_use]
    pub fn speaking(self, author: impl Into<String>) -> Self {
        Self { speaking: Some(author.into()), ..self }
    }
    /// The identity to show in the header.
    pub fn current<'i>(&self, mut identities: impl Iterator<Item = &'i IdentityView> + Clone) -> Option<IdentityView> {
        let wanted = identities.clone().find(|identity| self.speaking.as_ref() == Some(&identity.id));
        wanted.or_else(|| identities.find(|identity| identity.current)).cloned()
    }
    /// The page has an island: it loads script and WASM. No other page does.
    #[must_use]
    pub fn island(self) -> Self {
        Self { island: true, ..self }
    }
}

/// Draws a page.
pub fn draw(
    layout: PageLayout,
    current: Option<IdentityView>,
    role: Option<Role>,
    context: &PageContext,
    body: impl FnOnce() -> AnyView,
) -> Response {
    let island = layout.island;
    let owner = Owner::new();
    let (html, policy) = owner.with(|| {
        provide_context(context.clone());
        if island {
            provide_nonce();
        }
        let body = body();
        let html = frame(layout, current, role, context.returned.is_some(), body).to_html();
        (html, use_nonce().filter(|_| island).map(|nonce| with_script(&nonce)))
    });
    owner.cleanup();
    let html = without_markers(&html);
    let html = if island { without_preloads(&html) } else { html };
    let mut response = Html(format!("<!doctype html>{html}")).into_response();
    if let Some(policy) = policy.and_then(|policy| HeaderValue::from_str(&policy).ok()) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Leptos marks places for hydration with `<!>`. Only islands hydrate, so we remove the marks everywhere else. Text and
/// cleaned HTML cannot contain such a mark: there it is escaped or removed.
fn without_markers(html: &str) -> String {
    const END: &str = "</leptos-island>";
    let mut clean = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, island)) = rest.split_once("<leptos-island") {
        let (inside, after) = island.split_once(END).unwrap_or((island, ""));
        clean.push_str(&before.replace("<!>", ""));
        clean.push_str("<leptos-island");
        clean.push_str(inside);
        clean.push_str(END);
        rest = after;
    }
    clean.push_str(&rest.replace("<!>", ""));
    clean
}

/// Leptos asks the browser to preload script and WASM, which is wasted on a browser without JavaScript. The script that
/// wakes the islands loads them itself.
fn without_preloads(html: &str) -> String {
    ["<link rel=\"modulepreload\"", "<link rel=\"preload\""].iter().fold(html.to_owned(), |html, opening| {
        match html.split_once(opening) {
            Some((before, link)) => format!("{before}{}", link.split_once('>').map_or("", |(_, after)| after)),
            None => html,
        }
    })
}

fn frame(
    layout: PageLayout,
    current: Option<IdentityView>,
    role: Option<Role>,
    faulty: bool,
    body: AnyView,
) -> impl IntoView {
    let tone = current.as_ref().map(|identity| format!("signed-in {}", tone_class(&identity.id)));
    let title = format!("{}{} \u{b7} Uniting Doctors", if faulty { "Error: " } else { "" }, layout.title);
    let split = layout.aside.is_some();
    let aside =
        layout.aside.map(|aside| view! { <aside class="page-aside" aria-label="About this page">{aside}</aside> });
    let scripts = layout.island.then(|| {
        let options = LeptosOptions::builder().output_name("uniting-doctors").build();
        view! { <HydrationScripts options islands=true/> }
    });
    let header = match current {
        Some(current) => member_header(layout.nav, &current, role).into_any(),
        None => visitor_header(layout.nav).into_any(),
    };
    view! {
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}</title>
                <link rel="stylesheet" href="/pkg/uniting-doctors.css"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {scripts}
            </head>
            <body class=tone>
                <a class="skip-link" href="#main">"Skip to the content"</a>
                <header class="site-header">
                    <div class="site-header-row">
                        <a class="site-name" href="/">"Uniting Doctors"</a>
                        {header}
                    </div>
                </header>
                <main class=if split { "page page-split" } else { "page" } id="main" tabindex="-1">
                    <div class=if layout.narrow { "page-narrow" } else { "page-main" }>{body}</div>
                    {aside}
                </main>
                <footer class="site-footer">
                    <ul role="list">
                        <li><a href="/guidelines">"Guidelines"</a></li>
                        <li><a href="/reputation">"How reputation works"</a></li>
                        <li><a href="/privacy">"Privacy"</a></li>
                        <li><a href="/spaces">"Spaces"</a></li>
                    </ul>
                    <p>"Times are in UTC. Nothing here replaces the judgement of the treating team."</p>
                </footer>
            </body>
        </html>
    }
}

fn link(nav: Option<Nav>, this: Nav, href: &'static str, words: &'static str) -> impl IntoView {
    let current = (nav == Some(this)).then_some("page");
    let class = (this == Nav::Write).then_some("write");
    view! { <a href=href class=class aria-current=current>{words}</a> }
}

fn visitor_header(nav: Option<Nav>) -> impl IntoView {
    view! {
        <nav class="site-visit" aria-label="Main">
            {link(nav, Nav::Feed, "/", "Feed")}
            {link(nav, Nav::Guidelines, "/guidelines", "Guidelines")}
            {link(nav, Nav::Privacy, "/privacy", "Privacy")}
            <a href="/sign-in">"Sign in"</a>
        </nav>
    }
}

fn member_header(nav: Option<Nav>, current: &IdentityView, role: Option<Role>) -> impl IntoView {
    let identified = current.identified.then(|| view! { <span class="badge badge-identified">"Identified"</span> });
    let explained = if current.identified {
        "This is your real name. Readers see it with everything you publish now.".to_owned()
    } else {
        format!("{} is a persona. Readers see its credential, not your name.", current.name)
    };
    let role = role.map(|role| view! { <p>{format!("Signed in as {}.", role.word())}</p> });
    view! {
        <nav class="site-nav" aria-label="Main">
            <ul role="list">
                <li>{link(nav, Nav::Feed, "/", "Feed")}</li>
                <li>{link(nav, Nav::Spaces, "/spaces", "Spaces")}</li>
                <li>{link(nav, Nav::Write, "/compose", "Write")}</li>
                <li>{link(nav, Nav::Dashboard, "/dashboard", "Dashboard")}</li>
                <li>{link(nav, Nav::Account, "/account", "Account")}</li>
            </ul>
        </nav>
        <details class="speaking-as" name="menu">
            <summary>
                <Emblem id=current.id.clone() name=current.name.clone()/>
                <span class="speaking-as-name">"Speaking as "<b>{current.name.clone()}</b>{identified}</span>
                <Icon name="open"/>
            </summary>
            <div class="speaking-as-menu">
                <p>{explained}</p>
                {role}
                <a href="/dashboard">"Speak as someone else"</a>
                <a href="/drafts">"Drafts"</a>
                <a href="/saved">"Saved"</a>
                <Form action="/sign-out"><button>"Sign out"</button></Form>
            </div>
        </details>
        <Form action="/exit" class="exit-page"><button>"Exit this page"</button></Form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_islands_keep_their_marks() {
        let html = "<p>a<!></p><leptos-island x>b<!></leptos-island>c<!>";
        assert_eq!(without_markers(html), "<p>a</p><leptos-island x>b<!></leptos-island>c");
    }

    #[test]
    fn nothing_is_loaded_ahead() {
        let html = "<link rel=\"modulepreload\" href=\"a.js\"><link rel=\"preload\" href=\"a.wasm\"><script>b</script>";
        assert_eq!(without_preloads(html), "<script>b</script>");
    }
}
