//! What an account is verified as, and the more general ways to say it. The [`Crowd`](super::Crowd) decides how much of
//! it a persona shows.

use std::fmt;

/// A persona shows a credential only if at least this many accounts would show exactly the same one (DESIGN section 6).
pub const K_ANONYMITY: u64 = 20;

/// Verification tier (REP-27).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Tier 1: medical degree and licence.
    MedicalProfessional,
    /// Tier 2: nursing, pharmacy and other licences.
    HealthcareProfessional,
    /// Tier 3: doctorate and publications.
    Researcher,
    /// Tier 4: patient or advocate.
    Patient,
    /// Not verified yet.
    Unverified,
}

impl Tier {
    /// All tiers, from the most to the least verified.
    pub const ALL: [Self; 5] =
        [Self::MedicalProfessional, Self::HealthcareProfessional, Self::Researcher, Self::Patient, Self::Unverified];

    /// 1 to 4, and 5 for not verified; stored as this number.
    pub fn number(self) -> u8 {
        match self {
            Self::MedicalProfessional => 1,
            Self::HealthcareProfessional => 2,
            Self::Researcher => 3,
            Self::Patient => 4,
            Self::Unverified => 5,
        }
    }
    /// Reads the number back.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.number() == number)
    }
    /// Whether votes and reactions of this tier count.
    pub fn speaks_as_professional(self) -> bool {
        matches!(self, Self::MedicalProfessional | Self::HealthcareProfessional | Self::Researcher)
    }
    /// The peer-verified label.
    pub fn label(self) -> &'static str {
        match self {
            Self::MedicalProfessional => "Verified Medical Professional",
            Self::HealthcareProfessional => "Verified Healthcare Professional",
            Self::Researcher => "Verified Researcher",
            Self::Patient => "Verified Patient",
            Self::Unverified => "Unverified User",
        }
    }
}

/// A specialty of the catalogue; each leads to a more general one, the most general to its tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Specialty(&'static Entry);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    slug: &'static str,
    practitioner: &'static str,
    tier: Tier,
    within: Option<&'static str>,
}

const fn entry(tier: Tier, slug: &'static str, practitioner: &'static str, within: Option<&'static str>) -> Entry {
    Entry { slug, practitioner, tier, within }
}

const MEDICAL: Tier = Tier::MedicalProfessional;
const HEALTH: Tier = Tier::HealthcareProfessional;

static CATALOGUE: &[Entry] = &[
    entry(MEDICAL, "physician", "Physician", None),
    entry(MEDICAL, "anaesthesiology", "Anaesthesiologist", Some("physician")),
    entry(MEDICAL, "cardiology", "Cardiologist", Some("physician")),
    entry(MEDICAL, "interventional-cardiology", "Interventional Cardiologist", Some("cardiology")),
    entry(MEDICAL, "electrophysiology", "Cardiac Electrophysiologist", Some("cardiology")),
    entry(MEDICAL, "critical-care", "Intensivist", Some("physician")),
    entry(MEDICAL, "dermatology", "Dermatologist", Some("physician")),
    entry(MEDICAL, "emergency-medicine", "Emergency Physician", Some("physician")),
    entry(MEDICAL, "endocrinology", "Endocrinologist", Some("physician")),
    entry(MEDICAL, "family-medicine", "Family Physician", Some("physician")),
    entry(MEDICAL, "gastroenterology", "Gastroenterologist", Some("physician")),
    entry(MEDICAL, "internal-medicine", "Internist", Some("physician")),
    entry(MEDICAL, "medical-genetics", "Medical Geneticist", Some("physician")),
    entry(MEDICAL, "nephrology", "Nephrologist", Some("physician")),
    entry(MEDICAL, "neurology", "Neurologist", Some("physician")),
    entry(MEDICAL, "obstetrics-gynaecology", "Obstetrician-Gynaecologist", Some("physician")),
    entry(MEDICAL, "oncology", "Oncologist", Some("physician")),
    entry(MEDICAL, "paediatric-oncology", "Paediatric Oncologist", Some("oncology")),
    entry(MEDICAL, "ophthalmology", "Ophthalmologist", Some("physician")),
    entry(MEDICAL, "orthopaedics", "Orthopaedic Surgeon", Some("surgery")),
    entry(MEDICAL, "paediatrics", "Paediatrician", Some("physician")),
    entry(MEDICAL, "pathology", "Pathologist", Some("physician")),
    entry(MEDICAL, "psychiatry", "Psychiatrist", Some("physician")),
    entry(MEDICAL, "pulmonology", "Pulmonologist", Some("physician")),
    entry(MEDICAL, "radiology", "Radiologist", Some("physician")),
    entry(MEDICAL, "rheumatology", "Rheumatologist", Some("physician")),
    entry(MEDICAL, "surgery", "Surgeon", Some("physician")),
    entry(MEDICAL, "transplant-surgery", "Transplant Surgeon", Some("surgery")),
    entry(MEDICAL, "urology", "Urologist", Some("physician")),
    entry(HEALTH, "nursing", "Nurse", None),
    entry(HEALTH, "critical-care-nursing", "Critical Care Nurse", Some("nursing")),
    entry(HEALTH, "nurse-practitioner", "Nurse Practitioner", Some("nursing")),
    entry(HEALTH, "nurse-anaesthetist", "Nurse Anaesthetist", Some("nursing")),
    entry(HEALTH, "midwifery", "Midwife", None),
    entry(HEALTH, "pharmacy", "Pharmacist", None),
    entry(HEALTH, "physician-associate", "Physician Associate", None),
    entry(HEALTH, "clinical-psychology", "Clinical Psychologist", None),
    entry(HEALTH, "physiotherapy", "Physiotherapist", None),
    entry(Tier::Researcher, "biomedical-research", "Biomedical Researcher", None),
];

impl Specialty {
    /// The specialty with this slug, if the catalogue has it.
    pub fn parse(slug: &str) -> Option<Self> {
        CATALOGUE.iter().find(|entry| entry.slug == slug).map(Self)
    }
    /// The whole catalogue.
    pub fn all() -> impl Iterator<Item = Self> {
        CATALOGUE.iter().map(Self)
    }
    /// The word in addresses and tables, such as `critical-care`.
    pub fn slug(self) -> &'static str {
        self.0.slug
    }
    /// One who practises it, such as `Intensivist`.
    pub fn practitioner(self) -> &'static str {
        self.0.practitioner
    }
    /// The tier it belongs to.
    pub fn tier(self) -> Tier {
        self.0.tier
    }
    /// The next more general specialty.
    pub fn within(self) -> Option<Self> {
        self.0.within.and_then(Self::parse)
    }
    /// Whether this is `other` or lies within it.
    pub fn is_within(self, other: Self) -> bool {
        self == other || self.within().is_some_and(|wider| wider.is_within(other))
    }
}

/// Years in practice, in the bands that may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearsBand {
    /// 0 to 4 years.
    To4,
    /// 5 to 11 years.
    To11,
    /// 12 to 19 years.
    To19,
    /// 20 years and more.
    From20,
}

impl YearsBand {
    /// All bands, in order.
    pub const ALL: [Self; 4] = [Self::To4, Self::To11, Self::To19, Self::From20];

    /// The band of a number of years.
    pub fn of(years: u8) -> Self {
        match years {
            0..5 => Self::To4,
            5..12 => Self::To11,
            12..20 => Self::To19,
            _ => Self::From20,
        }
    }
    /// 0 to 3; stored as this number.
    pub fn number(self) -> u8 {
        match self {
            Self::To4 => 0,
            Self::To11 => 1,
            Self::To19 => 2,
            Self::From20 => 3,
        }
    }
    /// Reads the number back.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.number() == number)
    }
    /// As shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::To4 => "0 to 4 years",
            Self::To11 => "5 to 11 years",
            Self::To19 => "12 to 19 years",
            Self::From20 => "20 years or more",
        }
    }
}

/// A credential as it is shown, or may be shown: "Verified Cardiologist, 12 to 19 years in practice".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// Verification tier.
    pub tier: Tier,
    /// The finest specialty shown.
    pub specialty: Option<Specialty>,
    /// Years in practice, if shown.
    pub years: Option<YearsBand>,
}

impl Claim {
    /// The claim that shows only the tier.
    pub fn tier_only(tier: Tier) -> Self {
        Self { tier, specialty: None, years: None }
    }

    /// The claim that shows nothing: "Unverified User".
    pub fn nothing() -> Self {
        Self::tier_only(Tier::Unverified)
    }

    /// This claim and all its generalisations, the finest first: each more general specialty, with the years and
    /// without. The tier alone comes last.
    pub fn generalisations(self) -> Vec<Self> {
        let mut claims = Vec::new();
        let mut specialty = self.specialty;
        while let Some(current) = specialty {
            if self.years.is_some() {
                claims.push(Self { specialty, ..self });
            }
            claims.push(Self { specialty, years: None, ..self });
            specialty = current.within();
        }
        claims.push(Self::tier_only(self.tier));
        claims
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.specialty {
            Some(specialty) => write!(f, "Verified {}", specialty.practitioner())?,
            None => f.write_str(self.tier.label())?,
        }
        if let Some(years) = self.years {
            write!(f, ", {} in practice", years.label())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_no_loose_end_and_no_circle() {
        for specialty in Specialty::all() {
            assert_eq!(Specialty::parse(specialty.slug()), Some(specialty));
            if let Some(within) = specialty.0.within {
                assert!(Specialty::parse(within).is_some(), "{within}");
            }
            let mut steps = 0;
            let mut at = Some(specialty);
            while let Some(wider) = at {
                assert_eq!(wider.tier(), specialty.tier());
                at = wider.within();
                steps += 1;
                assert!(steps < 5, "{}", specialty.slug());
            }
        }
    }

    #[test]
    fn a_claim_is_generalised_step_by_step() {
        let claim = Claim {
            tier: Tier::MedicalProfessional,
            specialty: Specialty::parse("interventional-cardiology"),
            years: Some(YearsBand::To19),
        };
        let shown: Vec<String> = claim.generalisations().iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "Verified Interventional Cardiologist, 12 to 19 years in practice",
                "Verified Interventional Cardiologist",
                "Verified Cardiologist, 12 to 19 years in practice",
                "Verified Cardiologist",
                "Verified Physician, 12 to 19 years in practice",
                "Verified Physician",
                "Verified Medical Professional",
            ]
        );
    }

    #[test]
    fn years_fall_in_the_decided_bands() {
        for (years, label) in [
            (0, "0 to 4 years"),
            (4, "0 to 4 years"),
            (5, "5 to 11 years"),
            (19, "12 to 19 years"),
            (20, "20 years or more"),
        ] {
            assert_eq!(YearsBand::of(years).label(), label);
        }
    }
}
