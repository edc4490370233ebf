//! The words around names, places and institutions, in lower case and without marks, grouped by what they announce.

use super::words::Senses;

/// Meanings and the words that have them.
pub(super) const CUES: &[(Senses, &str)] = &[
    (
        Senses::TITLE,
        "dr drs doctor prof professor mr mrs ms miss mx mister sir dame madam lord rev reverend rabbi imam judge justice \
         officer detective sgt sergeant lt lieutenant capt captain sheriff deputy senator mayor herr frau senor senora \
         monsieur madame mme mlle docteur doktor fr",
    ),
    (
        Senses::RELATION,
        "wife husband spouse partner mother father mom mum mommy mummy mama papa dad daddy son sons daughter daughters \
         brother brothers sister sisters sibling siblings niece nephew aunt auntie uncle cousin grandmother grandma granny \
         gran nan nana grandfather grandpa grandson granddaughter grandchild stepfather stepmother stepson stepdaughter \
         stepmom stepdad girlfriend boyfriend fiance fiancee friend friends neighbor neighbour roommate housemate flatmate \
         caregiver carer poa proxy guardian widow widower twin twins law kid kids child children boy girl baby infant \
         toddler teen teenager nok parents parent ex fella",
    ),
    (
        Senses::ROLE,
        "patient patients pt pts nurse nurses resident residents intern interns fellow fellows attending attendings chief \
         director surgeon surgeons pharmacist pharmacists colleague colleagues preceptor supervisor manager boss coworker \
         student students therapist midwife midwives clerk secretary receptionist np pa rn crna lpn cna md pcp gp \
         consultant registrar sho reg houseman houseofficer paramedic paramedics medic emt tech technician technologist scribe \
         coordinator chaplain priest pastor lawyer attorney plaintiff defendant coroner hospitalist hospitalists intensivist \
         doc physician physicians provider providers anesthetist anaesthetist practitioner assistant aide orderly porter \
         matron charge sister dietitian dietician nutritionist counselor counsellor psychologist psychiatrist dentist \
         hygienist optometrist physio interpreter translator witness complainant interviewee author presenter speaker \
         mentor mentee trainee trainees pgy hca hcsw ot slt slp rt ceo cmo cno cfo dean chair chairman president owner \
         landlord teacher coach executor beneficiary male female man woman lady gentleman guy gent person client resp \
         respondent applicant candidate employee member guest driver user contact signed attn cc dictated \
         transcribed reviewed prepared verified interviewed seen examined assessed referred referrer referring informant \
         attendees apologies crew reporter \
         deceased casualty survivor donor recipient player musician actor singer author",
    ),
    (
        Senses::NAMED,
        "named called name names surname firstname lastname initials nickname nicknamed alias aka forename fname lname known",
    ),
    (
        Senses::SPEAKS,
        "said says told tells asked asks wants wanted thinks thought insisted insists refused refuses disagrees \
         disagreed agreed agrees called calls paged pages texted texts overread signed signs wrote writes yelled yells \
         screamed laughed cried knows knew believes denies denied recalls worked works went leaves hates loves likes \
         liked caught missed noticed joked replied answered emailed rang phoned walked sat stood stayed saved sectioned \
         intubated coded died passed arrived lives lived moved retired quit complained reported stated explained \
         suggested recommended advised ordered prescribed handed covered covers swears swore blamed rolled smiled \
         nodded shrugged kept got gets needed sees heard taught teaches trained runs makes gave gives felt feels tried \
         tries began",
    ),
    (
        Senses::CREDENTIAL,
        "md do mbbs mbchb mbbch frcs frcp mrcp mrcs mrcgp frca frcem phd rn bsn msn np fnp dnp pa pac crna pharmd rph dds \
         dmd dpm dvm lcsw lpn cna emt facc facs faap facp facep dc psyd mph mba esq jr sr ii iii iv msc bsc lvn cnm aprn arnp \
         ccrn rd rdn ot otr dpt pt slp ma mha jd edd frcpc frcsc fracp fracs franzcp facem mrcpch frcog mrcog dch drcog rgn rmn",
    ),
    (
        Senses::HEAD,
        "disease diseases syndrome syndromes sign signs test tests testing score scores scale scales reflex criteria criterion \
         classification class fracture fractures palsy catheter catheters cath criteria disorder disorders lymphoma sarcoma tumor tumour \
         neuroma anemia anaemia angina thyroiditis cell cells body bodies tube tubes line maneuver manoeuvre procedure repair \
         operation incision approach clamp forceps retractor stent valve shunt drain pouch loop node nodes law rule rules formula \
         equation index grade grades grading stage stages staging type types syndrom gangrene phenomenon phenomena contracture \
         deformity dislocation amputation graft flap stitch suture position solution stain agar murmur sound sounds pulse \
         respiration breathing breaths waves wave block pathway bundle fibers fibres duct gland glands ligament tendon triangle \
         canal space pouch fascia muscle nerve plexus artery vein ganglion circle encephalopathy ataxia chorea tremor \
         dystrophy atrophy paralysis neuropathy myelopathy nephropathy nephritis purpura vasculitis arteritis esophagus oesophagus \
         diverticulum hernia ulcer ulcers colitis enteritis cirrhosis keratosis sarcoid nevus naevus mole melanoma cancer \
         carcinoma adenoma granuloma cyst hamartoma malformation anomaly tetralogy transformation translocation chromosome \
         antigen antibody virus bacillus bacteria fever rash lines spots nodules patches triad tetrad pentad trial study \
         studies regimen protocol algorithm method technique therapy treatment diet exercise exercises scan view views films \
         curve plot analysis model theorem correction ratio distribution questionnaire inventory checklist scoring toxicity \
         coma consensus scissors knife needle cannula elevator speculum laryngoscope blade airway mask bag collar splint cast \
         boot brace traction frame nail plate screw wire pin cuff tourniquet dressing pack sponge bed mattress stocking stockings \
         hose crisis attack attacks spells epilepsy seizure seizures migraine dementia hallux toe finger knee elbow shoulder \
         facies habitus gait stance hand foot nose ear eye pupil ring rings reaction agglutination titer titre level levels \
         positive negative upgoing downgoing equivocal factor corpuscle corpuscles organ islets layer membrane zone metaplasia \
         leukemia leukaemia myeloma osteodystrophy glomerulonephritis cardiomyopathy arthropathy arthritis periodontitis lipoma \
         risk bypass lavage fundoplication myotomy gastrectomy hysterectomy orchiopexy pyloroplasty anastomosis esophagectomy \
         hemorrhoidectomy cholangitis stone stones bladder tongue thumb wort light lamp microscope chart charts card table tables \
         figure angle interval plus like variant reagent broth medium lysis aneurysm malformations effect hypothesis questionnaires \
         pneumonia stain stains burn burns colic point tenderness esthesiometer filaments monofilament tic tics stage wrap lobe \
         guideline guidelines declaration code convention style flu sump belly salt salts hat folder chili comma day nomenclature limits limit lesion lesions exact hump triage serology maximum subscore endoscopic units unit snare gown crepe pressure dose doses screening screen survey thickness depth",
    ),
    (
        Senses::HOSPITAL,
        "hospital hospitals hosp clinic clinics infirmary hospice sanatorium sanitarium polyclinic klinikum medcenter \
         healthcare ambulatory",
    ),
    (
        Senses::SCHOOL,
        "university universitat universidad universita universite college univ uni academy school polytechnic",
    ),
    (
        Senses::HOUSE,
        "health medical med center centre ctr institute care living manor lodge villa house home homes rehab rehabilitation \
         pharmacy surgery practice associates group foundation trust system network partners physicians pediatrics \
         orthopedics orthopaedics urgent er ed icu emergency pavilion tower campus courthouse prison jail correctional \
         facility labs laboratories laboratory dental court place gardens village terrace nursing hall medicine cancer heart \
         memorial general regional presbyterian methodist baptist community ward",
    ),
    (
        Senses::GENERIC,
        "the our a an this that their his her my your local public mental behavioral behavioural primary urgent emergency \
         outpatient inpatient ambulatory teaching academic tertiary community rural urban private university student \
         occupational women men womens mens family pain sleep wound fertility memory breast stroke trauma burn heart cancer diabetes eye \
         ent neurology cardiology oncology hematology haematology gastroenterology nephrology pulmonology pulmonary rheumatology \
         dermatology endocrinology urology gynecology gynaecology obstetrics ob gyn obgyn pediatric pediatrics paediatric psychiatry \
         psychiatric psychology orthopedic orthopaedic orthopedics surgery surgical radiology anesthesia anaesthesia pathology \
         internal general medicine medical geriatric geriatrics rehab rehabilitation physical occupational speech therapy dental \
         oral vascular thoracic cardiac cardiothoracic transplant infectious disease diseases palliative hospice critical \
         intensive care unit department dept division service services nursing home health hospital clinic center centre \
         research national international world global school college high middle elementary medical veterinary state federal \
         government us uk eu nhs acute long short term skilled assisted group walk free safety net level day night trauma \
         outside higher lower level levels triage endoscopy bay trauma theatre recovery resus higher \
         children child adult senior elder maternity birth birthing dialysis infusion injection vein spine sports foot hand hernia \
         anticoagulation coumadin warfarin inr asthma allergy immunology device icd pacemaker hf afib epilepsy \
         headache migraine movement lab imaging follow up followup new old same other another each every any some no first second",
    ),
    (Senses::SAINT, "st saint ste mt mount sta san santa"),
    (
        Senses::INTO_PLACE,
        "in from near around outside throughout across beyond downtown toward towards nearby vicinity",
    ),
    (
        Senses::LIVES,
        "lives live lived living resides residing resident reside moved moving move relocated relocating grew born raised based \
         hometown native drove drives driving flew flown travelled traveled travels traveling commutes commuting works working \
         practicing practising practice locums stationed located visiting visited visits returned returning house home clinic \
         office office",
    ),
    (
        Senses::MOVES,
        "transported transferred transfer transfers transferring admitted admit admission referred refer referral discharged discharge sent \
         send came accepted records faxed brought flown went taken seen followed treated presented presents evaluated \
         trained training residency fellowship graduated studied matched rotating rotation works worked working hired job \
         interviewing interviewed applied privileges locums moonlighting moonlight employed fired operated born delivered \
         consulted cared hospitalized hospitalised stay arrived got ended pulled left quit team colleagues attendings residents \
         neurosurgery ed icu outside over back down up here there",
    ),
    (
        Senses::LAND,
        "county township parish borough heights springs beach valley falls creek lake hills ridge park village city town \
         island bay harbor harbour grove point station landing district neighborhood neighbourhood suburb suburbs area \
         metro metropolitan",
    ),
    (
        Senses::COMPASS,
        "north south east west northern southern eastern western northeast northwest southeast southwest central upper lower \
         greater downtown uptown midtown rural suburban metro inner outer old new",
    ),
    (
        Senses::PARTICLE,
        "de la del della da dos das do di van von der den du el al bin ibn ter ten zu y le mac nic ni ap abu e",
    ),
    (
        Senses::GREETING,
        "met saw meet reach hi dear hello hey thanks thank ask tell cheers regards sincerely hola yo bless shoutout rip pls poor ping",
    ),
    (
        Senses::WITH,
        "with by per for and or see saw via than like about told tell ask asked asking cc poor little old young mentioned paged page called call texted sent send meet met emailed thanks is was under as of",
    ),
    (Senses::AT, "at"),
    (Senses::TOWARD, "to from through via into"),
    (Senses::LOOSE, "in with by for of and or"),
    (Senses::WHOSE, "the our my a an this that any no some his her their your every each another"),
    (
        Senses::BRANCH,
        "office clinic clinics campus location site branch hospital ed er area metro suburbs based native resident practice \
         lab facility store team",
    ),
    (Senses::BUILT, "court place village terrace gardens hall tower house home homes campus office"),
    (Senses::PROPER, "general memorial methodist presbyterian baptist regional county villa manor lodge"),
    (Senses::LAND_FIRST, "lake fort ft port camp cape loch glen el los las"),
    (Senses::JOINT, "and of the for de del la"),
    (Senses::DEALS, "takes rejected accepted bills sends declined pays hires fired accepts"),
];
