//! Degrees of anonymity (REP-7 to REP-9, REP-11): how much of the credential a persona shows.

use crate::account::{Claim, Crowd, Tier};

/// Chosen when the persona is created and never changed: a later change would show two versions of the same persona.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Degree {
    /// "Verified Cardiologist, 12 to 19 years in practice", as far as the crowd allows.
    CredentialVerified,
    /// "Verified Medical Professional".
    PeerVerified,
    /// "Unverified User": may write only in spaces for patients' questions.
    Unverified,
}

impl Degree {
    /// All degrees, the most revealing first.
    pub const ALL: [Self; 3] = [Self::CredentialVerified, Self::PeerVerified, Self::Unverified];

    /// The word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::CredentialVerified => "credential",
            Self::PeerVerified => "peer",
            Self::Unverified => "unverified",
        }
    }
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|degree| degree.word() == word)
    }
    /// As shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::CredentialVerified => "Credential-verified",
            Self::PeerVerified => "Peer-verified",
            Self::Unverified => "Unverified",
        }
    }
    /// The degrees an account of this tier may choose from.
    pub fn open_to(tier: Tier) -> &'static [Self] {
        match tier {
            Tier::MedicalProfessional | Tier::HealthcareProfessional | Tier::Researcher => &Self::ALL,
            Tier::Patient => &[Self::PeerVerified, Self::Unverified],
            Tier::Unverified => &[Self::Unverified],
        }
    }
    /// The tier of a persona of this degree: it decides what the persona may do and how far its reputation can rise.
    pub fn tier_of(self, account: Tier) -> Tier {
        match self {
            Self::CredentialVerified | Self::PeerVerified => account,
            Self::Unverified => Tier::Unverified,
        }
    }
    /// What a persona of this degree shows if its account belongs to this crowd.
    pub fn shown(self, crowd: &Crowd, account: Claim) -> Claim {
        match self {
            Self::CredentialVerified => crowd.credential_shown(account),
            Self::PeerVerified => crowd.tier_shown(account),
            Self::Unverified => Claim::nothing(),
        }
    }
    /// The finest claim a persona of this degree may show; the crowd may still make it more general.
    pub fn claim_of(self, account: Claim) -> Claim {
        match self {
            Self::CredentialVerified => account,
            Self::PeerVerified => Claim::tier_only(account.tier),
            Self::Unverified => Claim::nothing(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unverified_persona_shows_nothing_of_the_account() {
        let account = Claim::tier_only(Tier::MedicalProfessional);
        assert_eq!(Degree::Unverified.claim_of(account).to_string(), "Unverified User");
        assert_eq!(Degree::Unverified.tier_of(account.tier), Tier::Unverified);
    }

    #[test]
    fn nobody_shows_more_than_the_account_is_verified_as() {
        assert_eq!(Degree::open_to(Tier::Unverified), [Degree::Unverified]);
        assert!(!Degree::open_to(Tier::Patient).contains(&Degree::CredentialVerified));
    }
}
