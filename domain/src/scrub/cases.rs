//! What goes and what stays, sentence by sentence. All people, numbers and events are invented.

use super::{Certainty, Kept, Kind, findings, redact};

/// Sentences and what is left of them.
const GOES: &[(&str, &str)] = &[
    // telephone, pager, fax
    ("Call me on (614) 555-0133 tonight.", "Call me on [phone number] tonight."),
    ("Desk: 614-555-0133", "Desk: [phone number]"),
    ("614.555.0133 works after six", "[phone number] works after six"),
    ("My cell 614 555 0133, any time.", "My cell [phone number], any time."),
    ("cell 6145550133", "cell [phone number]"),
    ("+1 614 555 0133 or +44 20 7946 0958", "[phone number] or [phone number]"),
    ("1-800-555-0133 x123 for the line", "[phone number] for the line"),
    ("614-555-0133, ext. 45", "[phone number]"),
    ("(614) 555-0133 extension 9012 please", "[phone number] please"),
    ("Tel:614-555-0133", "Tel:[phone number]"),
    ("614–555–0133 with en dashes", "[phone number] with en dashes"),
    ("614\u{a0}555\u{a0}0133", "[phone number]"),
    ("pager 40417 is mine", "pager [phone number] is mine"),
    ("Page me at #40417.", "Page me at #[phone number]."),
    ("bleep 2231 for the reg", "bleep [phone number] for the reg"),
    ("ring the ward, ext 4471", "ring the ward, ext [phone number]"),
    ("call 555-0133", "call [phone number]"),
    ("call the sister on 07700 900 461", "call the sister on [phone number]"),
    ("Tel. 01 42 68 53 00", "Tel. [phone number]"),
    ("Fax: 614-555-0144", "Fax: [fax number]"),
    ("send it to 614-555-0144 (fax)", "send it to [fax number] (fax)"),
    ("phone 614-555-0133, fax 614-555-0144", "phone [phone number], fax [fax number]"),
    ("001-416-555-0133 from Canada", "[phone number] from Canada"),
    ("(02) 9374 4017 in Sydney", "[phone number] in Sydney"),
    ("dial 0049 30 901820", "dial [phone number]"),
    ("reach me at x4417, or ring 44177", "reach me at x[phone number], or ring [phone number]"),
    ("spectralink 4-4177", "spectralink [phone number]"),
    // e-mail
    ("jo @ example.com", "[e-mail address]"),
    ("jo.bell@gmail", "[e-mail address]"),
    ("Write to jo.bell+x@clinic.example.org.", "Write to [e-mail address]."),
    ("JO_BELL@EXAMPLE.COM bounced", "[e-mail address] bounced"),
    ("jo dot bell at example dot org", "[e-mail address]"),
    ("jobell (at) example (dot) com", "[e-mail address]"),
    ("jobell [at] example.co.uk", "[e-mail address]"),
    ("<jo@example.edu>", "<[e-mail address]>"),
    // web
    ("Scans: https://viewer.example.com/study/4417?x=1.", "Scans: [web address]."),
    ("see www.drbell.example today", "see [web address] today"),
    ("my page: drbell.com/about-me", "my page: [web address]"),
    ("(examplecardiology.org)", "([web address])"),
    ("[scan](http://pacs.example.net/s/9_(1))", "[scan]([web address])"),
    ("mostly on @grey_heron_9", "mostly on [online account]"),
    ("she posts as u/greyheron on reddit", "she posts as [online account] on reddit"),
    ("https://somebody.example.com/redirect?u=doi.org", "[web address]"),
    // internet and hardware addresses
    ("The audit trail shows 10.61.8.201 at night", "The audit trail shows [internet address] at night"),
    ("203.0.113.7:8080", "[internet address]"),
    ("2001:db8:85a3::8a2e:370:7334 was blocked", "[internet address] was blocked"),
    ("the pump 00:1B:44:11:3A:B7", "the pump [record number]"),
    // social security
    ("SSN: 123-45-6789", "SSN: [social security number]"),
    ("social security no. 078 05 1123", "social security no. [social security number]"),
    ("it said 519-33-2071 on the form", "it said [social security number] on the form"),
    ("SSN ending in 4471", "SSN ending in [social security number]"),
    // records, accounts, plans, devices
    ("Bed swap for MRN 00733015 please", "Bed swap for MRN [record number] please"),
    ("MRN: WR-204417", "MRN: [record number]"),
    ("MRN#4471", "MRN#[record number]"),
    ("**MRN:** `204417`", "**MRN:** `[record number]`"),
    ("medical record number is 44-18-823", "medical record number is [record number]"),
    ("med rec #73301544", "med rec #[record number]"),
    ("chart #88123 is a mess", "chart #[record number] is a mess"),
    ("Acct# KP-204417", "Acct# [record number]"),
    ("account number 7330154420", "account number [record number]"),
    ("case no. 23-CV-04417", "case no. [record number]"),
    ("Accession S23-40717, skin punch", "Accession [record number], skin punch"),
    ("specimen ID: H-2291-B", "specimen ID: [record number]"),
    ("policy no. QF-40712", "policy no. [record number]"),
    ("Member ID KD550917331.", "Member ID [record number]."),
    ("her insurance # is TV-3307KD", "her insurance # is [record number]"),
    ("Medicare 1EG4-TE5-MK73", "Medicare [record number]"),
    ("NHS number 485 777 3456", "NHS number [record number]"),
    ("patient ID 44177", "patient ID [record number]"),
    ("pt 4418823 again", "pt [record number] again"),
    ("ID: 733015", "ID: [record number]"),
    ("encounter #771203", "encounter #[record number]"),
    ("order number 5512983", "order number [record number]"),
    ("pump serial RT558120C", "pump serial [record number]"),
    ("device S/N 88213-A", "device S/N [record number]"),
    ("UDI (01)00812345678905(17)250101(10)A213B", "UDI [record number]"),
    ("VIN 1HGBH41JXMN109186", "VIN [record number]"),
    ("hit by a van with plate QZV 4417", "hit by a van with plate [record number]"),
    ("auth ref B-7742-31", "auth ref [record number]"),
    ("card 4111 1111 1111 1111", "card [record number]"),
    ("paid with 4111-1111-1111-1111", "paid with [record number]"),
    ("550127733904126 is what it printed", "[record number] is what it printed"),
    ("denied by PPO-551207", "denied by [record number]"),
    ("look at #73301544", "look at #[record number]"),
    ("account ending in 4417", "account ending in [record number]"),
    ("Study ID 0044", "Study ID [record number]"),
    ("IBAN GB29NWBK60161331926819", "IBAN [record number]"),
    ("username heron77 on the portal", "username [online account] on the portal"),
    ("MRNs 4417712, 4417713 and 4417714", "MRNs [record number]"),
    ("MRN: 441 77 12", "MRN: [record number]"),
    ("Policy Number: W123 45 6789", "Policy Number: [record number]"),
    ("Serial Number (SN) 441771", "Serial Number (SN) [record number]"),
    ("Pathology # S-22-4417", "Pathology # [record number]"),
    // licences
    ("DEA number FK3390142", "DEA number [licence number]"),
    ("it was cloned: AB1234563", "it was cloned: [licence number]"),
    ("NPI 1234567893", "NPI [licence number]"),
    ("medical license #A-12345", "medical license #[licence number]"),
    ("state license no. 35.044177", "state license no. [licence number]"),
    ("GMC 7012345", "GMC [licence number]"),
    ("driver's license D1234567", "driver's license [licence number]"),
    // dates in digits
    ("seen 3/14/2021", "seen [date]/2021"),
    ("DOB 08/04/1987", "DOB [date]/1987"),
    ("implanted 2018-07-09", "implanted 2018-[date]"),
    ("on 14.03.2021 in clinic", "on [date].2021 in clinic"),
    ("admitted 3/14/21", "admitted [date]"),
    ("off warfarin since 3/14", "off warfarin since [date]"),
    ("On 3/14, she fell", "On [date], she fell"),
    ("round today (10-29)", "round today ([date])"),
    ("from 3/14 to 3/18", "from [date] to [date]"),
    ("admitted 3/14-3/18", "admitted [date]-[date]"),
    ("Tuesday 3/14", "Tuesday [date]"),
    ("f/u 3/14 with ortho", "f/u [date] with ortho"),
    ("3/14 at 10:30 he coded", "[date] at 10:30 he coded"),
    ("in 07/2007 he moved", "in [date]/2007 he moved"),
    ("in Ohio until 11/96", "in Ohio until [date]"),
    ("note of 20210314", "note of [date]"),
    ("DOB 03/14/1929", "DOB [date]"),
    ("born in 1931, still driving", "born in [year of birth], still driving"),
    // dates in words
    ("on March 3, 2021 we met", "on [date] 2021 we met"),
    ("March 14th was bad", "[date] was bad"),
    ("Mar 14: wbc 12", "[date]: wbc 12"),
    ("on the 3rd of May", "on the [date]"),
    ("14 March 2021", "[date] 2021"),
    ("14-MAR-2021", "[date]-2021"),
    ("Aug. 6 - second visit", "[date] - second visit"),
    ("12th April 2022", "[date] 2022"),
    ("diagnosed in March 2021", "diagnosed in [date] 2021"),
    ("the twenty-first of June", "the [date]"),
    ("May third, 2020", "[date] 2020"),
    ("March 3-5 on service", "[date] on service"),
    ("June 3rd and 4th", "[date]"),
    ("worse since August", "worse since [date]"),
    ("last December", "last [date]"),
    ("mid-June rotation", "mid-[date] rotation"),
    ("moved here in September", "moved here in [date]"),
    ("Dec 19th '22", "[date] '22"),
    ("closed until the 26th.", "closed until the [date]."),
    ("the ward over Christmas: chaos", "the ward over [date]: chaos"),
    ("it was New Year's Eve", "it was [date]"),
    ("2021 Mar 14 it began", "2021 [date] it began"),
    ("between Feb 3 and Mar 9", "between [date] and [date]"),
    ("on may 5th", "on [date]"),
    ("Feb to April, then March/April 2021", "[date] to [date], then [date]/[date] 2021"),
    ("on the morning of the 14th she coded", "on the morning of the [date] she coded"),
    ("Friday the 13th", "Friday the [date]"),
    ("in the first week of April", "in the first week of [date]"),
    ("03/14-03/18/2021 on call", "[date]-[date]/2021 on call"),
    ("seen 3/14, 3/16 and 3/18", "seen [date], [date] and [date]"),
    ("11Nov2021", "[date]2021"),
    ("2023-05-17T10:22", "2023-[date]T10:22"),
    // ages
    ("95F with a hip fracture", "90+F with a hip fracture"),
    ("97M, new dysphagia", "90+M, new dysphagia"),
    ("95 y/o F", "90+ y/o F"),
    ("a ninety-three-year-old farmer", "a 90+-year-old farmer"),
    ("our ninety four year old gardener", "our 90+ year old gardener"),
    ("aged 104", "aged 90+"),
    ("A 91-year-old", "A 90+-year-old"),
    ("age: 92", "age: 90+"),
    ("93yo", "90+yo"),
    ("102 y.o. man", "90+ y.o. man"),
    ("a nonagenarian on apixaban", "a 90+-year-old on apixaban"),
    ("our centenarian went home", "our 90+-year-old went home"),
    ("she is 97 and lives alone", "she is 90+ and lives alone"),
    ("he died at 93.", "he died at 90+."),
    ("just turned 90", "just turned 90+"),
    ("one hundred and two years old", "90+ years old"),
    ("at age 94", "at age 90+"),
    ("93/F with syncope", "90+/F with syncope"),
    ("A woman, 95, with AS", "A woman, 90+, with AS"),
    ("(F, 93)", "(F, 90+)"),
    ("ages 91 and 95", "ages 90+ and 90+"),
    ("a widow in her 90s", "a widow in her 90+"),
    ("94 years of age", "90+ years of age"),
    ("She's ninety-two.", "She's 90+."),
    ("97y/o, 97 yr old, 97YO, 93 y F", "90+y/o, 90+ yr old, 90+YO, 90+ y F"),
    // postal codes
    ("lives in Marion, OH 43017", "lives in Marion, OH [zip code]"),
    ("zip 43017.", "zip [zip code]."),
    ("ZIP code: 43017-1234", "ZIP code: [zip code]"),
    ("Ohio 43017", "Ohio [zip code]"),
    ("mail to 43017-1234", "mail to [zip code]"),
    ("Boise, ID 83702", "Boise, ID [zip code]"),
    ("postcode SW1A 1AA", "postcode [zip code]"),
];

/// Sentences in which nothing is found.
const STAYS: &[&str] = &[
    // vital signs and laboratory values
    "BP 120/80, HR 95, RR 18, T 37.2, SpO2 95% on RA.",
    "BP 164/92 lying, 118/70 on standing",
    "BP was 120/80 on 2 L, 90/60 on 3 L.",
    "K 4.2, Na 138, Cr 1.12, glucose 104",
    "pH 7.35, pCO2 45, gas 7.33/51/96",
    "WBC 12.4, Hgb 9.1, Plt 150,000",
    "platelets 150000 and falling",
    "HR 95, sats 92 on room air",
    "temp 98.6F, later 101F, Tmax 102 F",
    "He was 95% on RA and 92 kg.",
    "EF 35-40%, INR 2-3, GCS 15, E1V2M4",
    "troponin 12345 ng/L",
    "ferritin 20000, CK 45000 units",
    "saturating 93 with 2 L",
    "A1c 8.1, GFR 44, ACR 180",
    "CSF: 1200 cells, 95 percent polys",
    "MAP 71 at 12 mcg/min of levophed",
    "pulse 98 m",
    "Her HR was 98, BP 100/60.",
    "1,250,000 copies/mL and 3 000 000 IU",
    "titer 1:1280, ANA 1:10,000",
    // doses, rates and drugs
    "500 mg BID, 2.5 mL, 90 mg daily, 100 mcg/h q6h",
    "Norco 5/325, Sinemet 25/100, Augmentin 875/125",
    "amlodipine/benazepril 5/20 mg",
    "on 10/20 mg of it",
    "Humulin 70/30, 10 units",
    "adrenaline 1:10000, 10 mL",
    "heparin 5000 units q8h then 18 u/kg/h",
    "order 10000 units of heparin",
    "vancomycin 15-20 mg/kg",
    "tapered from 60 to 10 over 6 weeks",
    "bumetanide 1-2 mg, furosemide 40-80",
    "1-1/2 packs a day, 1-2 beers/day",
    "take 1/2 tab for 3 days",
    "D5 1/2NS at 100 mL/h",
    "PF-07220060 and AZD-1222000 are drug codes",
    "vitamin D 50000 IU weekly",
    // scores, grades and fractions
    "2/6 systolic murmur, 4/5 strength, 3/10 pain",
    "pain from 3/10 to 7/10",
    "visual acuity 20/40 and 20/200",
    "Katz 6/6, Apgars 8/9, MMSE 24/30",
    "2+ pulses, 5/5 throughout",
    "3/4 bottles positive",
    "2/3 of patients improved by 1/3",
    "HAS-BLED 3, CHA2DS2-VASc 4, qSOFA 2",
    "Child-Pugh C, MELD 24, NYHA II",
    "Gleason 3+4=7 in 5/12 cores",
    "Mallampati 2, ASA 3",
    "since 2/2 blood cultures grew, AKI 2/2 sepsis, admitted 2/2 COPD",
    "on 4/4 limbs, pain 8/10, on 6/10 after morphine",
    "GCS 15/15, then 14/15 on arrival",
    "Vent: AC 16/450/5/40%, ABG 7.28/62/80/28",
    // anatomy and codes
    "T12-L1 and L4/5, C5-6, C4-C5 cord signal",
    "I21.4, M54.16, Z79.4 on the claim",
    "CPT 99213 and HCPCS G0438",
    "ICD-10 I21.4",
    "NCT01234567 is recruiting",
    "ISRCTN12345678 and EudraCT 2015-001234-12",
    "rs1801133, NM_000059.3, c.68_69delAG, HLA-B*57:01",
    "BRCA1 p.V600E, CA-125 of 35, SARS-CoV-2, COVID-19",
    "CD4 350, CD20, B12, G6PD",
    "A1c, H1N1, HSV-2, 5-HT3",
    "SNOMED 22298006",
    // literature
    "https://doi.org/10.1056/NEJMoa2034577",
    "doi:10.1016/j.jacc.2021.03.014",
    "10.1016/S0140-6736(20)31142-9 is the paper",
    "https://pubmed.ncbi.nlm.nih.gov/31535829/",
    "PMID: 31535829; PMC7095418",
    "see clinicaltrials.gov/study/NCT01234567",
    "JAMA 2020;323:1061-9",
    "N Engl J Med. 2021 Mar 4;384(9):795-807",
    "arXiv:2101.12345",
    // time
    "open 24/7, one in 4 weekends",
    "stented in 2016, bypass in 1998",
    "from 2011 to 2014, or the late 1970s",
    "for 90 days, 100 days, 95 minutes, 12 weeks",
    "1-2 weeks, 10-14 days, 3-4 months ago",
    "on Monday, every Tuesday, last week, last summer",
    "at 03:40, 10:30 am, 0800",
    "every 4-6 hours for 2-3 days",
    "on the 3rd day, by the 2nd trimester, the 5th metatarsal",
    "on the 4th dose",
    "100 years ago, in 30 years",
    "I may 10 years from now",
    "may need 3 doses and march on",
    "those above 60 may benefit",
    "the wards during March Madness",
    "the July effect is real",
    "OCT 250 microns, per the MAR",
    "a 12/12 history",
    "POD 1, day 2, cycle 2",
    // ages that stay
    "An 89-year-old swimmer",
    "a 7-year-old, 34M, 55yo, 60 y/o, aged 34",
    "over 90, 90 or older, ≥90, 90+ years old",
    "aged 90 and over",
    "nonagenarians were excluded",
    "both parents reached their 80's",
    "systolics in the 90s",
    "door-to-balloon 90 min",
    "age 63 and 74",
    "Y90 and Tc-99m",
    "95 of 100 patients",
    "100 male controls",
    "He was 92, then 95 after suction.",
    "the 95th percentile, 90-day readmission, 95% CI 1.2-3.4",
    // words that are labels elsewhere
    "Tylenol #3 100 mg, dispense #120, problem #2",
    "page 1234 of it, paged 12 times",
    "case 45000, sample 12000, bank 10000",
    "case 3 of 12, visit 2, group 4, order 5",
    "patient 12 in the study",
    "call me tomorrow, page 3 of the report",
    "page 12 and section 4.1.2.3",
    "version 1.2.3.4 of the software",
    "the chart from 2019",
    "health plan changes for 2025",
    "member of the team since 2012",
    "ID consult, ID fellow on 3 services",
    "no lot number",
    "Medicare for 65+",
    "license to practise since 2012",
    "serial troponins 12, 40, 95",
    "x 4 cycles, 10x error, 6x3 cm",
    "knee extension 120 degrees, ext 5/5",
    "12345 patients in 300 hospitals",
    "MS 10000 steps",
    "BP@rest 120/80, SpO2 95%@RA",
    "0.1 u/kg/h, 20 u/L",
    "e.g. this, i.e. that, p.o. b.i.d., y.o.",
    "r/residency and r/medicine",
    "Anon#a7f3 and Anon#6243 agree",
    "worse.In the ED he was fine.No fever",
    "Christmas disease, Christmas tree rash",
    "at bedside dot phrases",
    "MTV 12:30:45",
];

#[test]
fn goes() {
    let wrong: Vec<_> = GOES
        .iter()
        .map(|(text, clean)| (text, clean, redact(text, &Kept::none()).text))
        .filter(|(_, clean, got)| clean != &got)
        .map(|(text, clean, got)| format!("{text}\n  want {clean}\n  got  {got}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn stays() {
    let wrong: Vec<_> = STAYS
        .iter()
        .map(|text| redact(text, &Kept::none()).text)
        .zip(STAYS)
        .filter(|(got, text)| got != *text)
        .collect();
    assert!(wrong.is_empty(), "\n{wrong:#?}");
}

/// The cases of Presidio's recogniser for social security numbers (MIT, Microsoft), without labels.
#[test]
fn social_security_numbers_as_presidio_has_them() {
    let claims = |text: &str| findings(text).into_iter().filter(|found| found.kind == Kind::Ssn).collect::<Vec<_>>();
    for text in ["078-05-1121", "078-05-1123", "078.05.1123", "078 05 1123", "078051121", "abc 078 05 1123 abc"] {
        assert_eq!(claims(text).len(), 1, "{text}");
    }
    let no = [
        "0780511201",
        "078051120",
        "000000000",
        "666000000",
        "078-05-0000",
        "078 00 1123",
        "693-09.4444",
        "666-05-1123",
    ];
    for text in no {
        assert_eq!(claims(text), [], "{text}");
    }
    assert!(claims("078051121").iter().all(|found| found.certainty == Certainty::Likely));
    assert!(claims("078-05-1123").iter().all(|found| found.certainty == Certainty::Certain));
}

#[test]
fn the_account_counts_and_never_repeats_what_went() {
    let redacted = redact("MRN 4417712, MRN 5518823, call 614-555-0133.", &Kept::none());
    let counts: Vec<_> = redacted.removed.iter().map(|removal| (removal.kind, removal.count)).collect();
    assert_eq!(counts, [(Kind::Phone, 1), (Kind::RecordNumber, 2)]);
    assert_eq!(redacted.kept, []);
}

#[test]
fn every_kind_speaks_plainly() {
    for kind in Kind::ALL {
        assert!(kind.is_direct());
        assert!(!kind.label().is_empty() && kind.reason().ends_with('.'));
    }
}
