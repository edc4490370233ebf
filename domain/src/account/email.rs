//! An e-mail address as people type it, normalised so that each address has exactly one blind index.

use serde::{Deserialize, Serialize};

/// A plausible address, trimmed and lower-cased. At most 254 bytes (RFC 5321, 4.5.3.1.3).
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

/// Why a text is not a valid e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum EmailFault {
    /// Nothing was typed.
    #[error("Enter your e-mail address.")]
    Empty,
    /// It does not have the form `name@host.domain`.
    #[error("Enter an e-mail address like name@example.org.")]
    Shape,
    /// Longer than 254 bytes.
    #[error("This e-mail address is too long.")]
    TooLong,
}

impl Email {
    /// Reads an address as typed.
    pub fn parse(text: &str) -> Result<Self, EmailFault> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(EmailFault::Empty);
        }
        if text.len() > 254 {
            return Err(EmailFault::TooLong);
        }
        let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c);
        let (local, host) = text.split_once('@').ok_or(EmailFault::Shape)?;
        let good_host = host.contains('.')
            && !host.contains('@')
            && host.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        if local.is_empty() || !good_host || text.chars().any(odd) {
            return Err(EmailFault::Shape);
        }
        Ok(Self(text))
    }

    /// The normalised address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_however_typed() {
        assert!(Email::parse(" Ada@Example.ORG ") == Email::parse("ada@example.org"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "ada",
            "ada@",
            "@example.org",
            "ada@example",
            "a b@example.org",
            "a@b@c.org",
            "a@.org",
            "a@-b.org",
            "<a@b.org>",
        ] {
            assert!(matches!(Email::parse(text), Err(EmailFault::Shape)), "{text}");
        }
        assert!(matches!(Email::parse("  "), Err(EmailFault::Empty)));
        assert!(matches!(Email::parse(&format!("{}@example.org", "a".repeat(250))), Err(EmailFault::TooLong)));
    }
}
