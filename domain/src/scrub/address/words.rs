//! The words that addresses are made of, in lower case, grouped by their meaning there. A word may be in several
//! groups.

use std::sync::LazyLock;

use super::super::word_table::WordTable;

/// The groups a word can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group(u16);

impl Group {
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Ends a street name and is hardly ever anything else.
pub(super) const STRONG: Group = Group(1);
/// Ends a street name after a house number or a word such as "on" or "near".
pub(super) const MEDIUM: Group = Group(1 << 1);
/// Ends a street name only after a house number.
pub(super) const WEAK: Group = Group(1 << 2);
/// Opens a street name in languages that put the kind of street first.
pub(super) const PREFIXES: Group = Group(1 << 3);
/// Those PREFIXES that are also English, Latin or an abbreviation: accepted only with a number and a name.
pub(super) const DOUBTFUL: Group = Group(1 << 4);
/// Ends a street name before its number in languages that put the number last.
pub(super) const TRAILING: Group = Group(1 << 5);
/// May be in lower case within a name.
pub(super) const PARTICLES: Group = Group(1 << 6);
/// A part of a building; its number or letter follows.
pub(super) const UNITS: Group = Group(1 << 7);
/// Ends an address, in upper or lower case.
pub(super) const COUNTRIES: Group = Group(1 << 8);
/// Never part of a street or town: clinical words, headings, titles, words that open a sentence.
pub(super) const NEVER: Group = Group(1 << 9);

const GROUPS: [(Group, &str); 10] = [
    (
        STRONG,
        "ave avenue blvd boulevard boulevards causeway expressway freeway parkway pkwy rd road strasse straße street \
         tpke turnpike",
    ),
    (
        MEDIUM,
        "alley cir circle court cres crescent ct dr drive esplanade highway hwy lane ln mews pike plaza promenade \
         square st ter terrace trail trl way",
    ),
    (
        WEAK,
        "bend bluff bridge broadway chase close common commons cove creek croft crossing drove estate estates fields \
         fold forge garden gardens gate gdns glen green grove harbor haven heights highlands hill hollow isle \
         junction knoll landing loop manor meadow meadows mill mills mount orchard oval overlook parade park passage \
         path pines pl place pointe quay ridge rise row shore shores springs spur sq station stream summit trace vale \
         valley viaduct view village vista walk walkway wharf woods",
    ),
    (
        PREFIXES,
        "alameda aleja aleje allée av avda avenida avenue boulevard bulevardul calea calle carrer carrera chemin \
         contrada corso faubourg impasse jalan jln largo lungotevere náměstí osiedle paseo passeig piazza piazzale \
         plac place plaza plaça praca praça quai rambla route rruga rua rue rúa straat strada strasse straße travessa \
         třída ul ulica ulice via viale vicolo λεωφόρος οδός бульвар вул вулиця переулок пр проспект ул улица шоссе \
         شارع",
    ),
    (
        DOUBTFUL,
        "alameda av avenue boulevard calea largo paseo place plaza quai rambla route straat strada strasse straße ul \
         via",
    ),
    (
        TRAILING,
        "allee allé bulvarı caddesi cesta cesti gade gasse gata gatan gate gatvė gracht iela kade katu krt körút köz \
         laan mahallesi nábřeží nám náměstí platz plein prospektas prospekts rakpart singel sok sokak sor str straat \
         strasse straße sétány tere tie tér třída u ul ulica ulice utca utcája veg vei veien vej väg vägen weg út \
         útja проспект улица",
    ),
    (
        PARTICLES,
        "af am an d da das de degli dei del della delle dello den der des di do dos du e el en het i l la las le les \
         los och of sur te ten ter the van von y zu zum zur",
    ),
    (
        UNITS,
        "ajtó andar apartment app appartement apt apto bldg block box building byt department dept depto door em \
         emelet esc escalera etage etg fl flat floor house int interno level lgh lot npo patro piso plot porte rm \
         room scala shop ste stiege stock suite trlr tür unit wohnung étage дом кв корп",
    ),
    (
        COUNTRIES,
        "argentina australia austria belgium brazil bulgaria canada chile china colombia croatia cyprus czechia \
         danmark denmark deutschland egypt england españa estonia finland france germany ghana greece hellas hungary \
         iceland india indonesia iran iraq ireland israel italia italy japan jordan kenya korea latvia lebanon \
         lithuania luxembourg magyarország malaysia malta mexico morocco nederland nepal netherlands nigeria norge \
         norway pakistan panama peru philippines poland polska portugal romania russia scotland serbia singapore \
         slovakia slovenia spain suisse suomi sverige svezia sweden switzerland syria thailand tunisia turkey türkiye \
         uganda uk ukraine uruguay us usa venezuela vietnam wales zimbabwe österreich ελλάδα",
    ),
    (
        NEVER,
        "a acute admission admitted afib after aids airway allergies allergy also ambulance an and anesthesia angio \
         ankle answer anterior antibiotics any aortic apex appeals appendix april are arm arterial artery article as \
         assessment at atrial august bag balance bay be beat because bed beds been before biopsy bipap blood bone \
         both bowel bpm brachial brain branch bundle but by can cardiac cardiology case cases catheter cc center \
         central centre chapter chest child chronic circuit class clinic code cohort colon complaint compression \
         consult contact control could count course covid cpap cpr crown ct culture cycle daily data date day days \
         dear december degree department diagnosis dialysis did discharge disease disk distal district do dob dobhoff \
         doctor does donor dose double dr drug duct during each ecg echo ed edema eeg ekg elderly email emergency emg \
         enoxaparin er every exam extra extremity facebook family fax february federal fellow femoral fever figure \
         findings first flash fluid foley followup food foot for french friday from full gauge gcs geneva goal google \
         grade group had hard has have hd he head healthcare heart hello hemodialysis heparin her here hi hip his \
         history holter home hospice hospital hour hours how however hpi hr i icu if iii image impression in inferior \
         infusion injury inpatient instagram insulin internal is issue it item its iv january jugular july june \
         juvenile kidney knee kvo lab labs lateral lead leads left let level line liter liver ltac lumbar lumen lung \
         mail male march may me medial medical medication medications medicine meds micu midline minute mobile monday \
         monitor month months mr mri mrn mrs ms much municipal my myocardial national near neck nerve neuro neurology \
         never nicu no noon normal not note november now nurse nurses obstetrics october off on oncology one \
         operating option or orthopedics our outpatient oxygen pacu page pain part patient patients peak pediatric \
         pediatrics peep pharmacy phase phone physical physician picu placebo plan please portal post posterior prior \
         probate procedure prof professor protocol proximal psych pt pulmonary pulse qid question radial radiology \
         rapid rate re recliner recovery red reddit referral regards rehab renal resident residents respiratory \
         response resus review rhythm rib ribs right room routine rr saline saturday sbp score section sedation \
         segment sepsis september sex she should sicu side since sinus size slide small snf so some spine staff stage \
         status step sternal stroke subclavian subject sunday superior supplement supreme surgery surgical survive \
         sustained systolic table tachycardia target team tel telephone temp tennis tests thank thanks that then \
         there these they this those thumb thursday thus tibial tid tier to today tomorrow total tower trauma trial \
         trough tube tuesday type ultrasound under unit units until upper urgent urine usb vaccine vaginal valve vein \
         venous vent ventricular vertebra very vessel visit vitals vol volume ward was wbc we wednesday week weekly \
         weeks wells were what when where which while white who why wide will with would wound wrist xray year years \
         yes you your zone",
    ),
];

/// The number of slots: a power of two, at least twice the number of words.
const SLOTS: usize = 1 << 12;

static WORDS: LazyLock<WordTable<u16, SLOTS>> = LazyLock::new(|| {
    let mut words = WordTable::empty();
    for (group, list) in GROUPS {
        for word in list.split_whitespace() {
            words.learn(word, group.0, |known, more| known | more);
        }
    }
    words
});

/// The groups of a word, in any case of its ASCII letters.
fn groups(word: &str) -> u16 {
    WORDS.find(word).unwrap_or(0)
}

/// Whether a word is in a group, in any case of its ASCII letters.
pub(super) fn is_in(group: Group, word: &str) -> bool {
    groups(word) & group.0 != 0
}

/// How strongly a word at the end of a street name indicates a street.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Weak,
    Medium,
    Strong,
}

/// The kind of street that a word is.
pub(super) fn way(word: &str) -> Option<Way> {
    match groups(word) {
        groups if groups & STRONG.0 != 0 => Some(Way::Strong),
        groups if groups & MEDIUM.0 != 0 => Some(Way::Medium),
        groups if groups & WEAK.0 != 0 => Some(Way::Weak),
        _ => None,
    }
}

/// What may follow "ST" in an electrocardiogram.
const ELECTRIC: [&str; 16] = [
    "elevation",
    "elevations",
    "depression",
    "depressions",
    "segment",
    "segments",
    "change",
    "changes",
    "t",
    "wave",
    "deviation",
    "elev",
    "abnormality",
    "abnormalities",
    "normal",
    "dep",
];

/// Compass points in street names.
const DIRECTIONS: [&str; 16] = [
    "n",
    "s",
    "e",
    "w",
    "ne",
    "nw",
    "se",
    "sw",
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
];

/// Endings of a street name in one word, and whether they need a number.
const TAILS: [(&str, bool); 24] = [
    ("straße", false),
    ("strasse", false),
    ("straat", false),
    ("gracht", false),
    ("gatan", false),
    ("vägen", false),
    ("veien", false),
    ("gasse", true),
    ("weg", true),
    ("platz", true),
    ("allee", true),
    ("damm", true),
    ("ufer", true),
    ("laan", true),
    ("kade", true),
    ("plein", true),
    ("singel", true),
    ("gata", true),
    ("gade", true),
    ("vej", true),
    ("ntie", true),
    ("katu", true),
    ("stien", true),
    ("str", true),
];

/// Words that have one of these endings but are not streets.
const NOT_STREETS: [&str; 5] = ["brigade", "blockade", "renegade", "auntie", "regata"];

/// Whether a word is in a short list, in any case of its ASCII letters.
pub(super) fn is_one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Small lower-case words within names of streets and towns: "Karla z Lipan", "Nové Město nad Hron".
const SMALL: [&str; 13] = ["z", "ze", "u", "nad", "pod", "v", "ve", "na", "při", "pri", "pre", "ob", "bei"];

/// Whether a word may be in lower case within a name.
pub(super) fn is_small(word: &str) -> bool {
    word.len() <= 5 && (is_in(PARTICLES, word) || SMALL.contains(&word))
}

pub(super) fn is_direction(word: &str) -> bool {
    word.len() <= 9 && is_one_of(&DIRECTIONS, word)
}

pub(super) fn is_electric(word: &str) -> bool {
    is_one_of(&ELECTRIC, word)
}

/// Whether the ending of a word makes it a street. The answer is whether it also needs a number.
pub(super) fn tail(word: &str) -> Option<bool> {
    let bytes = word.as_bytes();
    let ends = |end: &str| {
        bytes.len() >= end.len() + 3
            && bytes.get(bytes.len() - end.len()..).is_some_and(|last| last.eq_ignore_ascii_case(end.as_bytes()))
    };
    let found = TAILS.iter().find(|(end, _)| ends(end)).map(|(_, needs)| *needs)?;
    (!is_one_of(&NOT_STREETS, word)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_word_can_be_found() {
        assert!(WORDS.words().len() < SLOTS / 2);
        for (group, list) in GROUPS {
            for word in list.split_whitespace() {
                assert!(is_in(group, word), "{word} is too long to be found");
                assert!(!word.bytes().any(|byte| byte.is_ascii_uppercase()), "{word} is not in lower case");
            }
        }
    }

    #[test]
    fn streets_in_one_word() {
        assert_eq!(tail("Elisabethstraße"), Some(false));
        assert_eq!(tail("HAUPTSTRASSE"), Some(false));
        assert_eq!(tail("Lindenweg"), Some(true));
        assert_eq!(tail("Blockade"), None);
        assert_eq!(tail("Weg"), None);
    }
}
