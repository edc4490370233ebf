//! The kinds of findings, in words an author understands: the name, why it is removed and what replaces it.

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
    /// Day and month of a date: item (C). The year alone may stay.
    Date,
    /// Ages of 90 and over, which may be published only as "90 or over": item (C).
    Age90,
    /// Postal codes: item (B).
    Zip,
    /// Streets, towns, counties, rooms and beds: item (B).
    Place,
    /// Names of people, including initials and user names: item (A).
    Name,
    /// Names of hospitals, practices, universities, homes and employers.
    Institution,
}

impl Kind {
    /// Every kind, in the order in which a summary lists them.
    pub const ALL: [Self; 14] = [
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
        Self::Place,
        Self::Name,
        Self::Institution,
    ];

    /// A short name, in lower case and singular.
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
            Self::Place => "place",
            Self::Name => "name",
            Self::Institution => "institution",
        }
    }

    /// One sentence that explains to the author why this may not be published.
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
            Self::Place => "A place smaller than a state narrows the story down to the people who live or work there.",
            Self::Name => "A name, even a first name or initials, points at one person for everyone who knows them.",
            Self::Institution => "An institution, with the case and the time, leads to one ward and one team.",
        }
    }

    /// The usual replacement; a [`Finding`](super::Finding) may have one that reads better.
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
            Self::Place => "[place]",
            Self::Name => "[name]",
            Self::Institution => "[institution]",
        }
    }

    /// The family it is counted in by the `scrub` command.
    pub const fn family(self) -> &'static str {
        match self {
            Self::Phone | Self::Fax | Self::Email | Self::Url | Self::Ip => "CONTACT",
            Self::Ssn | Self::RecordNumber | Self::LicenceNumber => "ID",
            Self::Date => "DATE",
            Self::Age90 => "AGE90",
            Self::Zip | Self::Place => "LOCATION",
            Self::Name => "NAME",
            Self::Institution => "INSTITUTION",
        }
    }

    /// Whether it is always removed. Authors cannot keep direct identifiers.
    pub const fn is_direct(self) -> bool {
        !matches!(self, Self::Place | Self::Name | Self::Institution)
    }
}

/// How sure a recogniser is. The author sees it; both are removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Label or form leave no other interpretation.
    Certain,
    /// It could be something else; removing it is the safe choice.
    Likely,
}

/// The only form in which an age of 90 or over may be published.
pub(super) const AGE_90: &str = "90+";
/// Replaces a word such as "nonagenarian".
pub(super) const AGE_90_WORD: &str = "90+-year-old";
/// Replaces a year of birth that reveals an age of 90 or over.
pub(super) const BIRTH_YEAR: &str = "[year of birth]";
/// Replaces the name of an account on another network.
pub(super) const ACCOUNT: &str = "[online account]";
/// Replaces a hospital, clinic or practice.
pub(super) const HOSPITAL: &str = "[hospital]";
/// Replaces a university, college or school.
pub(super) const UNIVERSITY: &str = "[university]";
/// Replaces a street and number.
pub(super) const STREET: &str = "[address]";
/// Replaces a room or bed.
pub(super) const ROOM: &str = "[room]";

/// The replacement at the start of `text`, if there is one. It is read as one closed token, so that scrubbed text does
/// not change again.
pub(crate) fn placeholder(text: &str) -> Option<&'static str> {
    Kind::ALL
        .into_iter()
        .map(Kind::replacement)
        .chain([BIRTH_YEAR, ACCOUNT, HOSPITAL, UNIVERSITY, STREET, ROOM])
        .find(|known| known.starts_with('[') && text.starts_with(known))
}
