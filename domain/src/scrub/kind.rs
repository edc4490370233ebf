//! What a finding can be, in words an author understands: its name, why it goes and what is put in its place.

use serde::{Deserialize, Serialize};

/// The families of identifiers that are looked for, with their item in 45 CFR 164.514(b)(2)(i).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Telephone, mobile, pager and extension numbers: item (D).
    Phone,
    /// Fax numbers: item (E).
    Fax,
    /// E-mail addresses, also spelled out: item (F).
    Email,
    /// Web addresses and the names of online accounts: items (N) and (R).
    Url,
    /// Internet addresses, version 4 and 6: item (O).
    Ip,
    /// United States social security numbers: item (G).
    Ssn,
    /// Record, plan, account, device and vehicle numbers: items (H), (I), (J), (L), (M) and (R).
    RecordNumber,
    /// Licence, certificate and prescriber numbers: item (K).
    LicenceNumber,
    /// Day and month of a date; the bare year may stay: item (C).
    Date,
    /// Ages of 90 and over, which may be told only as "90 or over": item (C).
    Age90,
    /// Postal codes: item (B).
    Zip,
}

impl Kind {
    /// Every kind, in the order in which a summary lists them.
    pub const ALL: [Self; 11] = [
        Self::Phone,
        Self::Fax,
        Self::Email,
        Self::Url,
        Self::Ip,
        Self::Ssn,
        Self::RecordNumber,
        Self::LicenceNumber,
        Self::Date,
        Self::Age90,
        Self::Zip,
    ];

    /// A short name, lower case, singular.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Phone => "phone number",
            Self::Fax => "fax number",
            Self::Email => "e-mail address",
            Self::Url => "web address",
            Self::Ip => "internet address",
            Self::Ssn => "social security number",
            Self::RecordNumber => "record number",
            Self::LicenceNumber => "licence number",
            Self::Date => "date",
            Self::Age90 => "age of 90 or over",
            Self::Zip => "zip code",
        }
    }

    /// One sentence that tells the author why this may not be published.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Phone => "A phone or pager number reaches one person or one desk.",
            Self::Fax => "A fax number points at one office.",
            Self::Email => "An e-mail address belongs to one person.",
            Self::Url => "A web address or account name can lead to one person or one record.",
            Self::Ip => "An internet address can be traced to one connection.",
            Self::Ssn => "A social security number identifies one person for life.",
            Self::RecordNumber => "A record, account or device number leads to one patient's file.",
            Self::LicenceNumber => "A licence or prescriber number identifies one clinician in public registers.",
            Self::Date => "An exact day narrows the story down to very few people; the year alone may stay.",
            Self::Age90 => "So few people reach 90 that the exact age can identify one of them.",
            Self::Zip => "A postal code narrows the story down to one neighbourhood.",
        }
    }

    /// What usually stands in its place; a [`Finding`](super::Finding) may carry one that reads better.
    pub const fn replacement(self) -> &'static str {
        match self {
            Self::Phone => "[phone number]",
            Self::Fax => "[fax number]",
            Self::Email => "[e-mail address]",
            Self::Url => "[web address]",
            Self::Ip => "[internet address]",
            Self::Ssn => "[social security number]",
            Self::RecordNumber => "[record number]",
            Self::LicenceNumber => "[licence number]",
            Self::Date => "[date]",
            Self::Age90 => AGE_90,
            Self::Zip => "[zip code]",
        }
    }

    /// Whether it goes whatever the author says. Direct identifiers cannot be kept.
    pub const fn is_direct(self) -> bool {
        match self {
            Self::Phone
            | Self::Fax
            | Self::Email
            | Self::Url
            | Self::Ip
            | Self::Ssn
            | Self::RecordNumber
            | Self::LicenceNumber
            | Self::Date
            | Self::Age90
            | Self::Zip => true,
        }
    }
}

/// How sure a recogniser is. It only colours the mark: both are removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Label or shape leaves no other reading.
    Certain,
    /// It could be something else, and removing it is the safe reading.
    Likely,
}

/// The only form in which an age of 90 or over may be told.
pub(super) const AGE_90: &str = "90+";
/// Stands for a word such as "nonagenarian".
pub(super) const AGE_90_WORD: &str = "90+-year-old";
/// Stands for a year of birth that gives away an age of 90 or over.
pub(super) const BIRTH_YEAR: &str = "[year of birth]";
/// Stands for the name of an account on another network.
pub(super) const ACCOUNT: &str = "[online account]";

/// The replacement that opens `text`, if one does: it is read as one closed token, so that scrubbed text stays as it is.
pub(super) fn placeholder(text: &str) -> Option<&'static str> {
    Kind::ALL
        .into_iter()
        .map(Kind::replacement)
        .chain([BIRTH_YEAR, ACCOUNT])
        .find(|known| known.starts_with('[') && text.starts_with(known))
}
