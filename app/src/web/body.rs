//! A form as it arrives. Passwords are taken out of it before anything else reads it and wiped when the form handler
//! ends, so that neither the decoding of server functions nor a page drawn again ever holds them. We cannot reach the
//! buffers of the layers below: hyper's own, and those of a proxy.

use axum::body::{Body, Bytes, HttpBody as _};
use std::pin::Pin;
use std::sync::Arc;
use tower_http::timeout::TimeoutError;
use zeroize::{Zeroize as _, Zeroizing};

/// Largest form, in bytes: several times ten thousand percent-encoded characters of any script.
const LARGEST: usize = 1 << 20;

/// Fields that hold passwords.
const SECRET: [&str; 3] = ["password", "again", "present"];

/// The passwords of a form. Never printed.
#[derive(Clone, Default)]
pub(super) struct Secrets(Arc<Vec<(&'static str, Zeroizing<String>)>>);

impl Secrets {
    /// A password as typed. If a name occurs twice, the first field counts.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| *field == name).map(|(_, value)| value.as_str())
    }
}

/// A form in two parts.
pub(super) struct Arrived {
    /// Its passwords.
    pub secrets: Secrets,
    /// All other fields, as they were encoded.
    pub rest: Bytes,
}

/// Why a form was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is too large, or broke off.
    Large,
    /// It did not arrive in time.
    Late,
}

/// Reads a form.
pub(super) async fn read(mut body: Body) -> Result<Arrived, Unread> {
    let mut whole = Zeroizing::new(Vec::new());
    while let Some(frame) = std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame = frame.map_err(|error| if is_late(&error) { Unread::Late } else { Unread::Large })?;
        let Ok(chunk) = frame.into_data() else { continue };
        if whole.len() + chunk.len() > LARGEST {
            return Err(Unread::Large);
        }
        append(&mut whole, &chunk);
        // If no layer below still holds the buffer, it is wiped too.
        if let Ok(mut chunk) = chunk.try_into_mut() {
            chunk.zeroize();
        }
    }
    Ok(split(&whole))
}

fn is_late(error: &axum::Error) -> bool {
    let first: Option<&(dyn std::error::Error + 'static)> = Some(error);
    std::iter::successors(first, |error| error.source()).any(<dyn std::error::Error>::is::<TimeoutError>)
}

/// Grows by moving into a larger buffer, so that the smaller one is wiped.
fn append(whole: &mut Zeroizing<Vec<u8>>, chunk: &[u8]) {
    if whole.capacity() - whole.len() < chunk.len() {
        let mut larger = Zeroizing::new(Vec::with_capacity((whole.len() + chunk.len()) * 2));
        larger.extend_from_slice(whole);
        *whole = larger;
    }
    whole.extend_from_slice(chunk);
}

fn split(whole: &[u8]) -> Arrived {
    let (mut secrets, mut rest) = (Vec::new(), Vec::new());
    for field in whole.split(|byte| *byte == b'&') {
        let mut halves = field.splitn(2, |byte| *byte == b'=');
        let (name, value) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
        if let Some(name) = SECRET.iter().find(|secret| secret.as_bytes() == name) {
            secrets.extend(text(decoded(value)).map(|value| (*name, value)));
        } else {
            if !rest.is_empty() {
                rest.push(b'&');
            }
            rest.extend_from_slice(field);
        }
    }
    Arrived { secrets: Secrets(Arc::new(secrets)), rest: rest.into() }
}

fn text(mut bytes: Zeroizing<Vec<u8>>) -> Option<Zeroizing<String>> {
    match String::from_utf8(std::mem::take(&mut *bytes)) {
        Ok(text) => Some(Zeroizing::new(text)),
        Err(fault) => {
            fault.into_bytes().zeroize();
            None
        }
    }
}

/// Bytes of a form after percent-decoding. Anything that is not an escape stays as it is.
pub(super) fn decoded(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut decoded = Zeroizing::new(Vec::with_capacity(bytes.len()));
    let digit =
        |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high << 4 | low);
                rest = ahead;
            }
            (b'+', ..) => decoded.push(b' '),
            _ => decoded.push(*byte),
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_taken_out_and_nothing_else() {
        let form =
            split(b"email=a%40b.org&password=caf%C3%A9+%2B1&body=password%3Dx&again=&present=%FF&password=second");
        assert_eq!(form.rest, "email=a%40b.org&body=password%3Dx");
        assert_eq!(form.secrets.get("password"), Some("café +1"));
        assert_eq!(form.secrets.get("again"), Some(""));
        assert_eq!(form.secrets.get("present"), None, "no text");
        assert_eq!(form.secrets.get("email"), None);
        assert_eq!(split(b"&&&==&%").rest, "==&%");
    }

    #[test]
    fn percent_decoding_finds_what_is_no_text() {
        assert_eq!(decoded(b"a=%C3%A9&b=100%25+%zz%+1%4").as_slice(), "a=é&b=100% %zz% 1%4".as_bytes());
        assert!(std::str::from_utf8(&decoded(b"a=%FF%FE")).is_err());
    }

    #[test]
    fn a_form_grows_over_many_pieces() {
        let mut whole = Zeroizing::new(Vec::new());
        let mut expected = Vec::new();
        for number in 0..200_u8 {
            append(&mut whole, &[number; 7]);
            expected.extend_from_slice(&[number; 7]);
        }
        assert_eq!(*whole, expected);
    }

    #[tokio::test]
    async fn a_form_is_read_up_to_its_largest() {
        assert_eq!(read(Body::from(vec![b'a'; LARGEST])).await.map(|form| form.rest.len()), Ok(LARGEST));
        assert_eq!(read(Body::from(vec![b'a'; LARGEST + 1])).await.err(), Some(Unread::Large));
    }
}
