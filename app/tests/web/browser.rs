//! A site with fresh stores, and browsers without JavaScript that keep cookies, follow redirects and fill in forms.

use app::web::router;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::account::{Claim, Specialty, Tier, YearsBand};
use domain::calendar::Moment;
use server::account::{PasswordHashing, Proof, verify};
use server::ctx::{Clock, Rng};
use server::discussion::add_spaces;
use server::keys::ServerKeys;
use server::origin::Origin;
use server::stores::{StoreUrls, Stores};
use server::vault::{CustodianKeys, Custodians};
use server::{Ctx, Services, demo};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower::ServiceExt as _;

/// Everybody's password.
pub const PASSWORD: &str = "copper violin harbour nine";

/// A running site.
pub struct Site {
    pub services: Services,
    router: Router,
    folder: PathBuf,
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Site {
    /// A site whose clock is set to 14 March 2026, 15:04 UTC.
    pub async fn open() -> Self {
        let rng = Rng::system();
        let folder = std::env::temp_dir().join(format!("ud-web-{}", rng.uuid()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = |name: &str| format!("sqlite:{}", folder.join(name).display());
        let urls = StoreUrls { identity: file("identity.db"), forum: file("forum.db"), vault: file("vault.db") };
        let custodians: Vec<String> = (0..3).map(|_| CustodianKeys::random(&rng).public).collect();
        let services = Services {
            stores: Stores::open(&urls).await.unwrap(),
            clock: Clock::fixed(Moment(1_773_500_645)),
            keys: Arc::new(ServerKeys::fresh(&rng)),
            custodians: Arc::new(Custodians::new(1, 2, &custodians).unwrap()),
            passwords: PasswordHashing::with_cost(64, 1),
            least_crowd: 1,
            rng,
        };
        add_spaces(&Ctx::visitor(services.clone()), demo::first_spaces().unwrap()).await.unwrap();
        let router = served(&services, &folder);
        Self { services, router, folder }
    }

    /// The same site, served again: with what has been changed in its services, and an empty cache.
    pub fn reopened(mut self) -> Self {
        self.router = served(&self.services, &self.folder);
        self
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookie: None, device: None }
    }

    /// Somebody who has signed up, under the name's first word as e-mail address.
    pub async fn member(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        let email = email(name);
        let form = [("email", email.as_str()), ("name", name), ("password", PASSWORD), ("again", PASSWORD)];
        let page = browser.post("/sign-up", &form).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.html);
        browser
    }

    /// A verified physician who has made a persona; the browser and the persona's handle.
    pub async fn clinician(&self, name: &str) -> (Browser, String) {
        let mut browser = self.member(name).await;
        let claim = Claim {
            tier: Tier::MedicalProfessional,
            specialty: Specialty::parse("cardiology"),
            years: Some(YearsBand::To19),
        };
        verify(&Ctx::visitor(self.services.clone()), &email(name), claim, &Proof::InPerson).await.unwrap();
        browser.post("/personas", &[("degree", "credential")]).await.must_go("/dashboard?made=1");
        let dashboard = browser.get("/dashboard").await;
        let at = dashboard.html.find("Anon#").unwrap();
        let handle = dashboard.html[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '#').collect();
        (browser, handle)
    }

    /// Moves the clock.
    pub fn later(&self, seconds: i64) {
        self.services.clock.set(self.services.clock.now().plus_seconds(seconds));
    }
}

fn served(services: &Services, folder: &Path) -> Router {
    router(services, &Origin::parse("http://uniting.example").unwrap(), folder)
}

pub fn email(name: &str) -> String {
    format!("{}@clinic.example", name.split(' ').next().unwrap_or_default().to_lowercase())
}

/// A browser with JavaScript switched off.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    /// The session's cookie.
    pub cookie: Option<String>,
    /// The cookie that an earlier sign-in left.
    pub device: Option<String>,
}

/// What came back.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub html: String,
}

impl Page {
    /// The cookie of this name that it sets, with its marks.
    pub fn sets(&self, name: &str) -> Option<&str> {
        let set = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|set| set.to_str().ok());
        set.into_iter().find(|set| set.starts_with(&format!("{name}=")))
    }

    /// Where it sends the browser.
    pub fn location(&self) -> Option<&str> {
        self.headers.get(header::LOCATION).and_then(|to| to.to_str().ok())
    }

    /// Fails unless it sends the browser there.
    pub fn must_go(self, to: &str) -> Self {
        assert_eq!((self.status, self.location()), (StatusCode::SEE_OTHER, Some(to)), "{}", self.html);
        self
    }

    /// Fails unless all of these are on the page.
    pub fn must_show(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.html.contains(word), "{word:?} is not on the page:\n{}", self.html);
        }
        self
    }

    /// Fails if any of these is on the page.
    pub fn must_not_show(self, words: &[&str]) -> Self {
        for word in words {
            assert!(!self.html.contains(word), "{word:?} is on the page:\n{}", self.html);
        }
        self
    }
}

impl Browser {
    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_bytes(path, serde_urlencoded::to_string(fields).unwrap().into_bytes()).await
    }

    /// Sends a form with exactly these bytes.
    pub async fn post_bytes(&mut self, path: &str, body: Vec<u8>) -> Page {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends any request with this browser's cookie.
    pub async fn send(&mut self, mut request: Request<Body>) -> Page {
        request.headers_mut().entry(header::HOST).or_insert("uniting.example".parse().unwrap());
        let cookies: Vec<&str> = self.cookie.iter().chain(&self.device).map(String::as_str).collect();
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        for set in response.headers().get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            let kept = (!set.contains("Max-Age=0;")).then(|| set.split(';').next().unwrap_or_default().to_owned());
            if set.starts_with("device=") {
                self.device = kept;
            } else {
                self.cookie = kept;
            }
        }
        if response.headers().get("clear-site-data").is_some_and(|what| what.to_str().unwrap().contains("cookies")) {
            (self.cookie, self.device) = (None, None);
        }
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 8 << 20).await.unwrap();
        Page { status: parts.status, headers: parts.headers, html: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// The value of a hidden field on a page.
    pub async fn hidden(&mut self, path: &str, name: &str) -> String {
        let page = self.get(path).await;
        let marker = format!("name=\"{name}\" value=\"");
        let at = page.html.find(&marker).unwrap_or_else(|| panic!("no field {name} on {path}:\n{}", page.html));
        page.html[at + marker.len()..].split('"').next().unwrap_or_default().to_owned()
    }

    /// Writes a post as the current identity and publishes it; returns the address of the thread.
    pub async fn publish(&mut self, space: &str, title: &str, body: &str) -> String {
        let author = self.hidden("/compose", "author").await;
        let form = [("author", author.as_str()), ("space", space), ("title", title), ("body", body), ("act", "check")];
        let review = self.post("/compose", &form).await;
        let review = review.location().unwrap_or_else(|| panic!("no review:\n{}", review.html)).to_owned();
        let draft = review.rsplit('/').next().unwrap_or_default().to_owned();
        let published = self.post("/drafts/publish", &[("draft", &draft)]).await;
        let place = published.location().unwrap_or_else(|| panic!("not published:\n{}", published.html));
        place.split('#').next().unwrap_or_default().to_owned()
    }
}
