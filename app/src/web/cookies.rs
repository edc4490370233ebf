//! The two cookies: the session's, which ends with the browser, and the proof that this browser has signed in before
//! (`server::account::Device`). Scripts cannot read them, and they are sent to this site only.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use server::account::Device;
use tower_sessions::cookie::time::Duration;
use tower_sessions::cookie::{Cookie, CookieBuilder, SameSite};
use tower_sessions::session::Id;

/// Days that a browser keeps the proof of its last sign-in.
const KEPT: i64 = 180;

/// How cookies are named and marked: over https with `__Host-` and `Secure`.
#[derive(Clone, Copy)]
pub(crate) struct Cookies {
    /// Whether visitors reach the site by https.
    pub https: bool,
}

impl Cookies {
    /// Name of the session's cookie.
    pub fn session_name(self) -> &'static str {
        if self.https { "__Host-session" } else { "session" }
    }

    fn device_name(self) -> &'static str {
        if self.https { "__Host-device" } else { "device" }
    }

    fn cookie(self, name: &'static str, value: String) -> CookieBuilder<'static> {
        Cookie::build((name, value)).http_only(true).same_site(SameSite::Lax).secure(self.https).path("/")
    }

    /// Sets the session's cookie.
    pub fn session(self, id: Id) -> Option<HeaderValue> {
        let cookie = self.cookie(self.session_name(), id.to_string());
        HeaderValue::from_str(&cookie.build().to_string()).ok()
    }

    /// Leaves the proof of a sign-in in the browser.
    pub fn device(self, device: &Device) -> Option<HeaderValue> {
        let cookie = self.cookie(self.device_name(), device.shown());
        let cookie = cookie.same_site(SameSite::Strict).max_age(Duration::days(KEPT)).build();
        HeaderValue::from_str(&cookie.to_string()).ok()
    }

    /// The proof of an earlier sign-in that a browser sends.
    pub fn device_of(self, headers: &HeaderMap) -> Option<Device> {
        let texts = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
        let mut cookies = texts.flat_map(Cookie::split_parse).filter_map(Result::ok);
        cookies.find(|cookie| cookie.name() == self.device_name()).and_then(|cookie| Device::parse(cookie.value()))
    }
}
