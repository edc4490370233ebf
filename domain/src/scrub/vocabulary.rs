//! The listed words, in lower case and without marks, grouped by meaning. To add a word, it is enough to add it here.

use super::words::Senses;

/// Meanings, the value of the word, and the words.
pub(super) type Valued = (Senses, u32, &'static str);

const FULL: Senses = Senses::MONTH;
const SHORT: Senses = Senses::MONTH.or(Senses::SHORT_MONTH);

/// Months and their numbers.
pub(super) const MONTHS: [Valued; 24] = [
    (FULL, 1, "january"),
    (SHORT, 1, "jan"),
    (FULL, 2, "february"),
    (SHORT, 2, "feb"),
    (FULL, 3, "march"),
    (SHORT, 3, "mar"),
    (FULL, 4, "april"),
    (SHORT, 4, "apr"),
    (FULL, 5, "may"),
    (FULL, 6, "june"),
    (SHORT, 6, "jun"),
    (FULL, 7, "july"),
    (SHORT, 7, "jul"),
    (FULL, 8, "august"),
    (SHORT, 8, "aug"),
    (FULL, 9, "september"),
    (SHORT, 9, "sep sept"),
    (FULL, 10, "october"),
    (SHORT, 10, "oct"),
    (FULL, 11, "november"),
    (SHORT, 11, "nov"),
    (FULL, 12, "december"),
    (SHORT, 12, "dec"),
    (Senses::MONTH_OR_WORD, 5, "may"),
];

const UNITS: Senses = Senses::UNITS;
const TENS: Senses = Senses::TENS;
const ORDINAL: Senses = Senses::ORDINAL;

/// Numbers as words.
pub(super) const NUMERALS: [Valued; 49] = [
    (UNITS, 1, "one"),
    (UNITS, 2, "two"),
    (UNITS, 3, "three"),
    (UNITS, 4, "four"),
    (UNITS, 5, "five"),
    (UNITS, 6, "six"),
    (UNITS, 7, "seven"),
    (UNITS, 8, "eight"),
    (UNITS, 9, "nine"),
    (UNITS, 10, "ten"),
    (UNITS, 11, "eleven"),
    (UNITS, 12, "twelve"),
    (UNITS, 13, "thirteen"),
    (UNITS, 14, "fourteen"),
    (UNITS, 15, "fifteen"),
    (UNITS, 16, "sixteen"),
    (UNITS, 17, "seventeen"),
    (UNITS, 18, "eighteen"),
    (UNITS, 19, "nineteen"),
    (TENS, 20, "twenty"),
    (TENS, 30, "thirty"),
    (TENS, 40, "forty"),
    (TENS, 50, "fifty"),
    (TENS, 60, "sixty"),
    (TENS, 70, "seventy"),
    (TENS, 80, "eighty"),
    (TENS, 90, "ninety"),
    (Senses::HUNDRED, 100, "hundred"),
    (ORDINAL, 1, "first"),
    (ORDINAL, 2, "second"),
    (ORDINAL, 3, "third"),
    (ORDINAL, 4, "fourth"),
    (ORDINAL, 5, "fifth"),
    (ORDINAL, 6, "sixth"),
    (ORDINAL, 7, "seventh"),
    (ORDINAL, 8, "eighth"),
    (ORDINAL, 9, "ninth"),
    (ORDINAL, 10, "tenth"),
    (ORDINAL, 11, "eleventh"),
    (ORDINAL, 12, "twelfth"),
    (ORDINAL, 13, "thirteenth"),
    (ORDINAL, 14, "fourteenth"),
    (ORDINAL, 15, "fifteenth"),
    (ORDINAL, 16, "sixteenth"),
    (ORDINAL, 17, "seventeenth"),
    (ORDINAL, 18, "eighteenth"),
    (ORDINAL, 19, "nineteenth"),
    (ORDINAL, 20, "twentieth"),
    (ORDINAL, 30, "thirtieth"),
];

const STATE: Senses = Senses::STATE;

/// States and territories by the first digit of their zip codes: one-word names and postal abbreviations.
pub(super) const STATES: [Valued; 10] = [
    (STATE, 0, "ct ma me nh nj pr ri vt vi connecticut massachusetts maine hampshire jersey rico island vermont"),
    (STATE, 1, "de ny pa delaware york pennsylvania"),
    (STATE, 2, "dc md nc sc va wv columbia maryland carolina virginia"),
    (STATE, 3, "al fl ga ms tn alabama florida georgia mississippi tennessee"),
    (STATE, 4, "in ky mi oh indiana kentucky michigan ohio"),
    (STATE, 5, "ia mn mt nd sd wi iowa minnesota montana dakota wisconsin"),
    (STATE, 6, "il ks mo ne illinois kansas missouri nebraska"),
    (STATE, 7, "ar la ok tx arkansas louisiana oklahoma texas"),
    (STATE, 8, "az co id nm nv ut wy arizona colorado idaho mexico nevada utah wyoming"),
    (STATE, 9, "ak ca gu hi or wa alaska california guam hawaii oregon washington"),
];

/// All other groups of words.
pub(super) const GROUPS: &[(Senses, &str)] = &[
    (Senses::MONTH_OR_WORD, "may march mar sep oct dec jan"),
    (Senses::MONTH_OR_NAME, "april june august may jan"),
    (
        Senses::WEEKDAY,
        "monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays \
         sunday sundays mon tue tues wed weds thu thur thurs fri sat sun",
    ),
    (Senses::ORDINAL_END, "st nd rd th"),
    (
        Senses::BEFORE_DATE,
        "on from by before after until till til through thru between around about following beginning starting ending \
         effective",
    ),
    (
        Senses::DATED,
        "since dated date dates dob birthdate birthday born today yesterday tomorrow tonight doa dod dos lmp edd edc \
         admitted admit admission discharged discharge transferred seen visit visited appointment appt scheduled \
         rescheduled evaluated presented presenting hospitalized hospitalised diagnosed dx operated surgery surgical \
         implanted explanted died deceased expired passed consulted examined assessed reviewed signed collected drawn \
         resulted performed completed received injured onset delivered booked due deadline placed intubated extubated \
         started stopped restarted filled refilled exposed hired fired terminated resigned suspended posted updated \
         accessed logged clinic again followup fu dcd readmitted readmit vaccinated biopsied stented scoped cathed \
         transfused transplanted delivered arrived returned sent moved retired married inserted cremated buried expires \
         expired expiry",
    ),
    (
        Senses::BEFORE_MONTH,
        "since last next this past until till til in during early late mid end beginning start middle by from before \
         after through thru between of around every each previous coming",
    ),
    (
        Senses::MEASURE,
        "mg mcg ug ng pg g gm gms gram grams kg kgs kilos lb lbs pound pounds oz ml mls cc ccs l liter liters litre \
         litres dl cl mm cm cms m meter meters metres km mmhg cmh mmol mmols umol nmol pmol mol meq mosm u iu units \
         unit miu bpm rpm hz khz kv kvp gy cgy mci mbq percent pct degrees degree deg celsius fahrenheit hr hrs hour \
         hours h min mins minute minutes sec secs seconds msec ms day days d wk wks week weeks mo mos month months \
         ago tab tabs tablet tablets cap caps capsule capsules pill pills puff puffs drop drops gtt spray sprays \
         dose doses vial vials amp amps bag bags bottle bottles patch patches pack packs ppd cigarettes drinks beers \
         cycles cycle fractions sessions visits encounters patients pts people persons adults children women men \
         subjects participants cases controls cells copies platelets wbc rbc hpf lpf points beats breaths times x \
         fr french gauge cal kcal calories watts w mv ma ohms steps feet foot ft inches inch yards miles mile beds \
         sq dollars usd bucks hospitals residents nurses physicians doctors studies trials births deaths admissions",
    ),
    (
        Senses::GRADED,
        "pain strength murmur power motor systolic diastolic severity score scale reflexes reflex pulses pulse nodes \
         node bottles pitting edema oedema intensity criteria sirs apgar apgars katz mmse moca vision acuity muscle \
         weakness grade graded rated rates rating hand grip dorsiflexion plantarflexion ratio odds ejection sets \
         positive negative cores margins quadrants quadrant wheals dtrs",
    ),
    (Senses::BIRTH, "born dob birth birthdate birthday"),
    (
        Senses::PHONE,
        "ring phone phones telephone tel cell cellphone mobile call calls called calling text texted texting sms whatsapp \
         dial dialed voicemail hotline landline contact contacted reach reached phoned rang callback cel ph tele \
         number",
    ),
    (Senses::FAX, "fax faxed faxes faxing facsimile efax"),
    (Senses::PAGER, "pager pagers pgr page paged beeper beep bleep bleeped ascom vocera spectralink dect voalte"),
    (Senses::EXTENSION, "ext extn extension x"),
    (
        Senses::RECORD,
        "chi mrn mrns emrn mpi emr hicn mbi csn har acct accession vin udi imei iban passport nhs nric nino ihi emiratesid \
         medicare medicaid mrno uhid upi hospno chartno ssid urn phn datix ramq cpf pesel bsn aadhaar aadhar keysafe ohip \
         ahcip kvnr ahv svnr curp cnic mykad hkid nhi ppsn ppsno tfn sidn orcid personnummer healthcard carecard cnpj abha \
         codicefiscale hcn insee hetu nie pps iccid",
    ),
    (
        Senses::RECORD_OR_WORD,
        "account chart record records rec case order visit encounter specimen sample policy member membership group \
         subscriber claim auth authorization authorisation preauth preauthorization referral ref reference insurance \
         ins insur insurer plan health patient pt client customer device serial sn badge employee student \
         staff card credit debit bank routing invoice receipt confirmation tracking ticket docket complaint incident \
         participant subject donor recipient barcode requisition req prescription rx pacemaker icd generator implant \
         pump wristband bracelet enrollment beneficiary mr fin vehicle file lab hospital unos prisoner inmate \
         booking detainee military veteran tax ein itin pnr loan cad prf pin pan dni nir dva crn nin nhsd hosp acc \
         candidate exam roll matriculation enrolment warrant collar job locker keypad door gate alarm episode attendance histology \
         histo cytology cyto path pathology emirates vers versicherten versicherung fiscale fiscal fingerprint fingerprints retina iris \
         biometric biometrics voiceprint photo crime cpr visa request slide block sort unit ni ip op opd ipd reg pas dva centrelink passeport aamc \
         eras nrmp ecfmg usmle comlex nbome passcode reservation pnr locator fein",
    ),
    (Senses::PLATE, "plate plates registration tag rego vrn vrm numberplate"),
    (Senses::LICENCE, "dea npi upin gmc ahpra cpso gphc gdc hcpc"),
    (
        Senses::LICENCE_OR_WORD,
        "license licence lic licensed certificate certification cert registration prescriber provider drivers driver \
         nmc permit pharmacist",
    ),
    (Senses::MARKER, "number numbers no nos num nr nbr id ids identifier code"),
    (
        Senses::LINK,
        "is was are reads ending ends in the as which shows with s plate card identification reg issued his her their",
    ),
    (Senses::SOCIAL, "ssn ssns social"),
    (Senses::DOMAIN_END, "com org net edu gov mil int io info biz health app dev ai uk local lan intranet"),
    (
        Senses::COUNTRY_END,
        "co me tv de fr ca au se pt nl it es ch at be ie nz in jp cn br eu ru pl dk no fi ly gl link page site online \
         cloud tech xyz gg example blog us care clinic hospital doctor",
    ),
    (Senses::SCHEME, "http https ftp sftp hxxp hxxps"),
    (
        Senses::NETWORK,
        "twitter tweet instagram insta ig tiktok facebook snapchat snap telegram mastodon bluesky bsky threads reddit \
         discord linkedin youtube handle username userid login screenname follow dm dms posts tweets account x",
    ),
    (
        Senses::SEX,
        "m f male female man woman lady gentleman wm wf bm bf hm hf aaf aam girl boy fem gent hispanic caucasian black \
         white asian",
    ),
    (
        Senses::PERSON,
        "she he mother father mom dad mum grandmother grandfather grandma grandpa patient pt wife husband who aunt \
         uncle sister brother widow widower nana lady gentleman woman man resident neighbor neighbour veteran female \
         male m f",
    ),
    (Senses::AGE, "age aged ages turned turning turns aet ageing"),
    (Senses::YEAR, "year years yr yrs y yo yos yom yof yowm yowf yob yobm yobf yoa jahre"),
    (Senses::OLD, "old o young"),
    (
        Senses::VITAL,
        "temp temperature tmax tm febrile afebrile fever fevers t hr bp map sbp dbp rate pulse sat sats spo sao o \
         saturation saturating satting saturations systolic diastolic glucose sugar bg weight wt egfr gfr ef lvef \
         sodium na hgb plt platelets score heart percentile hct fio etco",
    ),
    (Senses::ZIP, "zip zipcode zipcodes postcode postal"),
    (
        Senses::CONTINUES,
        "and or but with w who when while she he they we i it his her their my our at for so then because after before \
         she if as until till to in on by since that which was is had has presented presenting came admitted seen s \
         via then now still without lives from hx pmh p c h due however although though yet plus about",
    ),
    (
        Senses::PUBLIC_CODE,
        "nct isrctn pmid pmcid pmc doi actrn chictr umin drks jrct irct ctri kct ntr euctr eudract cpt hcpcs icd loinc \
         snomed rxnorm ndc cas isbn issn arxiv omim orpha unii chembl drugbank atc mesh hgnc ensg enst uniprot grch nm \
         np nc rs chr pf bms jnj gsk ly mk azd bay amg abt ro rg nvp sar tak ono ds sb sgn incb cp bi gs ucb regn medi \
         bgb hlx plx cc ct mln acp arry gdc gne lee loxo ono pd psi rad sch su tgn vx xl yn iso astm en hla ukca usp",
    ),
    (
        Senses::HOLIDAY_PART,
        "new lunar chinese independence memorial labor labour veteran veterans columbus indigenous president presidents \
         martin mlk boxing groundhog election inauguration flag match mother mothers mothering father fathers valentine \
         valentines patrick patricks patty paddy paddys stephen stephens andrew andrews george georges david davids \
         nicholas lucia anzac australia canada victoria waitangi bastille republic constitution liberation armistice \
         remembrance midsummer pancake shrove fat ash maundy palm whit advent super bonfire guy twelfth all \
         cinco mardi yom rosh simchat eid guru raksha durga good black cyber burns may king kings",
    ),
    (Senses::ELDER, "nonagenarian centenarian supercentenarian nineties ninetieth hundredth"),
    (
        Senses::HOLIDAY,
        "thanksgiving christmas xmas easter halloween hanukkah chanukah passover pesach juneteenth kwanzaa diwali deepavali \
         eid purim shavuot sukkot hogmanay midsummer ramadan nowruz whitsun pentecost matariki vaisakhi baisakhi chuseok \
         songkran vesak dussehra navratri michaelmas candlemas lent",
    ),
];

/// Whether a list of words, separated by blanks, contains this word in any case. For words that only one rule uses.
pub(super) fn lists(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|listed| listed.eq_ignore_ascii_case(word))
}

/// Words that show that something happens on a holiday.
pub(super) const PLACED: &str =
    "on last since this until before after by around over during past at till next from til";

/// Holidays that last for weeks or are also people's names: they are dates only with a word of time.
pub(super) const VAGUE: &str = "ramadan eid midsummer lent";

/// Words that turn a holiday into something else: Christmas disease, a Christmas tree pattern, Easter Seals.
pub(super) const NO_HOLIDAY: &str = "disease tree trees factor party dinner pattern seals seal egg eggs island bunny lights card cards pudding cake \
     carol carols jumper jumpers sign candy costume costumes cactus resolution resolutions shift shifts rota";

/// Parts of a holiday that may follow its name.
pub(super) const HOLIDAY_END: &str = "day eve morning night weekend sunday monday saturday friday week";

/// Words before "Day" that do not make a holiday, even with capitals.
pub(super) const PLAIN_DAYS: &str = "post op operative hospital study treatment cycle admission discharge call sick rest open each every long short \
     first second third last next same other bad good one two this that clinic surgery theatre work school training \
     teaching induction visit late the modern present";

/// Words counted by ordinals: before one of them, "on the 14th" is not a day of a month.
pub(super) const COUNTED: &str = "century centile percentile week day night dose floor attempt cycle hour minute edition year birthday time \
     patient anniversary street st avenue ave item line rib toe finger digit metatarsal metacarpal ray nerve cranial \
     ventricle month visit page pregnancy trimester generation degree grade stage trial call shift try case admission \
     episode session stent chromosome pass amendment round person place intercostal thoracic";

/// Words that may be in the position of a name in "Sodium, 98,": laboratory values and other things that reach 90.
pub(super) const VALUES: &str = "sodium potassium chloride bicarb bicarbonate creatinine creat cr urea bun ferritin troponin trop crp esr ldh alt \
     ast alp ggt amylase lipase albumin calcium magnesium phosphate hemoglobin haemoglobin mcv lactate bnp psa tsh ck \
     cl iron cholesterol ldl hdl triglycerides neutrophils lymphocytes bilirubin bili volume room bed ward bay figure \
     table panss item section page total";

/// Words for people by their role, for an age after a comma: "the chaplain, 91, was".
pub(super) const ROLES: &str = "resident chaplain priest nun monk guest farmer teacher nurse doctor surgeon physician professor pensioner \
     passenger driver victim casualty caller client soldier sailor miner painter author singer actor musician \
     gardener tenant matriarch patriarch survivor nan gran granny grandad granddad nonna yiayia";

/// Titles after which a name and an age may stand without a comma.
pub(super) const TITLES: &str = "mr mrs ms miss dr prof sister father mx";

/// What is done to a patient on one day, as written directly before the date: "TKA 7/19".
pub(super) const EVENTS: &str = "tka tkr tha thr cabg pci orif egd ogd ercp tavr tavi avr mvr tee toe tte cea turp turbt lscs svd nsvd vbac cs \
     leep ect bmt hsct asct peg evar bcx ucx mri mra ct cta cxr xr uss eeg emg bx biopsy echo cath scan labs bloods \
     colonoscopy mammogram transplant op ecg ekg chemo shot jab booster vaccine vaccination written done given taken \
     begun held sent left came went told fell service death incident injury accident procedure recheck repeat";

/// Verbs with the same ending that come before grades, shares and doses.
pub(super) const GRADING: &str = "scored rated graded ranked dropped improved increased decreased reduced answered missed recalled remembered \
     remained measured titrated changed switched stayed weighed tapered dosed prescribed administered limited \
     involved named repeated corrected counted";

/// Illnesses and injuries that begin on one day and cannot be counted as a share: "PE 3/3."
pub(super) const ONSETS: &str =
    "pe dvt vte mi stemi nstemi cva tia ich sah stroke fx fracture fell fall arrest rosc seizure collapse";

/// Encounters that have a day of their own after a word for the person: "at his 4/9 visit".
pub(super) const ENCOUNTERS: &str = "visit appointment appt clinic consult note labs bloods ct mri echo scan cxr xray us ultrasound mammogram \
     biopsy bx eeg emg ekg ecg egd colonoscopy pet admission encounter procedure surgery discharge infusion \
     injection draw session fall crash accident letter email message call meeting";

/// What an insurer does, and what is submitted: "denied it 5/5".
pub(super) const SETTLED: &str =
    "denied approved appealed rejected authorized authorised submitted faxed mailed resubmitted overturned upheld";

/// Studies of a single patient.
pub(super) const STUDIES: &str =
    "sleep swallow barium emptying perfusion flow conduction ep imaging doppler urodynamic";

/// Where somebody was, before a day in brackets: "(County Hospital, 6/10)".
pub(super) const SITES: &str = "hospital hosp clinic infirmary centre center ed er icu ward unit lab surgery imaging";

/// People and desks with their own telephone in a hospital: "security (x3333)".
pub(super) const DESKS: &str = "security switch switchboard operator reception desk ward office pharmacy lab labs theatre theatres porters \
     secretary sister reg registrar dispensary helpdesk estates is on at";

/// Words that give a number to call: "switch says 2214".
pub(super) const GIVES: &str = "says said gives reads lists on is via use using dial number";

/// Pagers, and verbs for using them.
pub(super) const PAGERS: &str = "bleep bleeped bleeps bleeping pgr pager beeper vocera dect ascom";

/// Words near a number plate.
pub(super) const VEHICLES: &str = "vehicle vehicles reg rego registration plate plates vrm vrn car van lorry truck ambulance taxi motorbike driving \
     index";

/// Months in the other languages of Europe, by their first letter without accent; the English ones are above.
pub(super) const FOREIGN_MONTHS: [&str; 26] = [
    "abril août aout avril aprile agosto augustus augusti ağustos agustos aralık aralik",
    "brezna března",
    "czerwca červen června cervna července cervence",
    "dezember décembre decembre diciembre dicembre dezembro desember dez dubna",
    "enero eylül eylul ekim",
    "februar février fevrier febrero febbraio fevereiro februari févr",
    "gennaio giugno grudnia",
    "haziran",
    "",
    "januar jänner janvier janv janeiro januari juni juli juin juillet junio julio junho julho juil",
    "kwietnia května kvetna kasım kasim",
    "luglio lutego lipca listopada listopadu ledna",
    "märz maerz mrz mai mars marzo mayo maggio março maio maart mei marca maja maj marts mart mayıs mayis",
    "noviembre novembro novembre nisan",
    "oktober octobre octubre ottobre outubro okt ocak",
    "październik października pazdziernika prosince",
    "",
    "října rijna",
    "septembre septiembre setiembre settembre setembro stycznia sierpnia srpna şubat subat",
    "temmuz",
    "února unora",
    "",
    "września wrzesnia",
    "",
    "",
    "září zari",
];

/// Labels that are too common in clinical text to be accepted without "no." or "#" after them.
pub(super) const NEEDS_MARKER: &str = "visa request slide block sort unit ni exam path histology histo cyto cytology ip op opd ipd reg door gate alarm \
     photo retina iris roll job episode attendance";

/// What is done with a day on a rota: "swap the 14th", "free for the 21st".
pub(super) const ROTA: &str = "swap swapping do doing cover covering work working take taking have for is was call book shift nights off till like";

/// Labels of numbers that are written in groups of any length: "IBAN GB29 NWBK 6016".
pub(super) const GROUPED: &str = "iban insee nir nino ni medicare svnr sv ahv ihi";
/// Labels whose value may be two numbers with a slash: "our ref: 12/3456".
pub(super) const SLASHED: &str = "ref reference file claim complaint";
/// Public service numbers that anybody may call.
pub(super) const PUBLIC_NUMBERS: &str = "000 100 101 111 112 115 117 118 119 211 311 411 511 811 911 988 995 999 2222";

/// Labels of bookings; their codes are six capitals and digits: "booking QK7MRW".
pub(super) const BOOKED: &str = "booking reservation pnr locator confirmation";
/// Networks whose name comes directly before an account name: "telegram night_owl".
pub(super) const NETWORKS: &str =
    "twitter instagram insta tiktok snapchat snap telegram mastodon bluesky bsky reddit discord linkedin";
