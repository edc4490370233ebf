//! A member with a post, a draft, a persona and a session, for those who try to reach them.

use crate::Site;
use crate::browser::Browser;
use app::web::route::Route;
use axum::http::StatusCode;

/// Fields with which every form handler could be called.
const FIELDS: [(&str, &str); 20] = [
    ("email", "ada@clinic.example"),
    ("name", "Mallory Stone"),
    ("password", "another fine password here"),
    ("again", "another fine password here"),
    ("present", "another fine password here"),
    ("code", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH"),
    ("degree", "credential"),
    ("slot", "1"),
    ("space", "cardiology"),
    ("title", "A title long enough"),
    ("body", "A body that is long enough."),
    ("ballot", "up"),
    ("reaction", "save"),
    ("from", "/"),
    ("act", "check"),
    ("publication", "at-once"),
    ("note", "a note"),
    ("kind", "name"),
    ("words", "Bellandi"),
    ("label", "Ward 7"),
];

/// What Ada has: a post with a comment, a draft, a persona, a session.
pub struct Ada {
    pub browser: Browser,
    pub handle: String,
    pub thread: String,
    pub item: String,
    pub author: String,
    pub draft: String,
    pub session: String,
}

impl Ada {
    pub async fn at(site: &Site) -> Self {
        let (mut browser, handle) = site.clinician("Ada Brook").await;
        let thread = browser.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
        let item = thread.rsplit('/').next().unwrap().to_owned();
        let author = browser.hidden("/compose", "author").await;
        let keep = [
            ("author", author.as_str()),
            ("space", "general"),
            ("title", "For later, mine alone"),
            ("body", "mine"),
            ("act", "draft"),
        ];
        browser.post("/compose", &keep).await.must_go("/drafts");
        let drafts = browser.get("/drafts").await;
        let draft = drafts.html.split("/compose?draft=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let session = browser.hidden("/account", "session").await;
        Self { browser, handle, thread, item, author, draft, session }
    }

    /// The path of a route, with what is Ada's in the place of its parameters.
    pub fn path(&self, route: &Route) -> String {
        let parameters = [
            ("{slug}", "cardiology"),
            ("{post}", &self.item),
            ("{item}", &self.item),
            ("{comment}", &self.item),
            ("{draft}", &self.draft),
            ("{digits}", &self.item[..8]),
            ("{slot}", "1"),
            ("{author}", &self.author),
        ];
        let path = parameters.iter().fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value));
        assert!(!path.contains('{'), "{path}: what is this parameter?");
        path
    }

    /// All fields a form could have, each naming what is Ada's.
    pub fn fields(&self) -> Vec<(&str, &str)> {
        let own = [("item", &self.item), ("author", &self.author), ("draft", &self.draft), ("session", &self.session)];
        FIELDS
            .iter()
            .copied()
            .chain(own.map(|(name, value)| (name, value.as_str())))
            .chain([("handle", self.handle.as_str())])
            .collect()
    }

    /// What others must not change, as Ada sees it.
    pub async fn belongings(&mut self) -> String {
        let mut seen = String::new();
        for path in ["/drafts", "/account", &format!("/drafts/{}", self.draft)] {
            let page = self.browser.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            seen.push_str(&page.html);
        }
        // Others may vote, which changes the points shown there.
        self.browser.get("/dashboard").await.must_show(&[&self.handle]);
        let thread = self.browser.get(&self.thread).await;
        seen + &thread
            .must_show(&["A near miss at handover", "We nearly gave the dose twice."])
            .html
            .matches("edited")
            .collect::<String>()
    }
}
