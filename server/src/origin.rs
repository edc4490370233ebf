//! The public origin of the site: scheme, host and port, written as browsers write them in `Origin`. The site builds
//! its own addresses from it and never from a request's Host header.

use serde::{Deserialize, Serialize};

/// An origin such as `https://forum.example`: lower case, no final slash, no default port.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

/// A text is not a valid origin.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not of the form https://forum.example: lower case, a port only where it is unusual, no final slash")]
pub struct OriginFault(String);

impl Origin {
    /// Parses an origin.
    pub fn parse(text: &str) -> Result<Self, OriginFault> {
        let fits = canonical(text).is_some_and(|canonical| canonical == text);
        if fits { Ok(Self(text.to_owned())) } else { Err(OriginFault(text.to_owned())) }
    }

    /// The text, as in the header.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether visitors come over https.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The full address of a path on this site.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

fn canonical(text: &str) -> Option<String> {
    let uri: http::Uri = text.parse().ok()?;
    let usual = match uri.scheme_str()? {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
    let host = authority.host();
    let is_name = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".:-[]".contains(&b));
    let port = authority.port_u16().filter(|port| *port != usual).map(|port| format!(":{port}"));
    is_name.then(|| format!("{scheme}://{}{}", host.to_ascii_lowercase(), port.unwrap_or_default()))
}

impl TryFrom<String> for Origin {
    type Error = OriginFault;
    fn try_from(text: String) -> Result<Self, OriginFault> {
        Self::parse(&text)
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_would_send_is_an_origin() -> Result<(), OriginFault> {
        for text in ["https://forum.example", "http://127.0.0.1:3000", "http://[::1]:3000", "https://a-b.example:8443"]
        {
            assert_eq!(Origin::parse(text)?.address("/posts/1"), format!("{text}/posts/1"));
        }
        for text in [
            "",
            "forum.example",
            "ftp://forum.example",
            "https://",
            "https://forum.example/",
            "https://forum.example/path",
            "https://forum.example?x",
            "https://Forum.example",
            "https://forum.example:443",
            "http://forum.example:80",
            "https://forum.example:port",
            "https://user@forum.example",
            "https://forum.example'x",
            "https://forum .example",
        ] {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
        Ok(())
    }
}
