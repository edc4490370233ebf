//! What a persona may show of its account's credential: only a claim that this rule gives to at least [`K_ANONYMITY`]
//! accounts. Even somebody who knows the rule and every account's credential finds that many candidates behind any
//! claim that is shown (docs/decisions/0018-shown-credentials.md).

use super::{Claim, K_ANONYMITY, Specialty, Tier};
use std::collections::{BTreeMap, BTreeSet};
use std::vec::IntoIter;

/// The number of accounts of an installation for each verified credential, unverified accounts included, and what the
/// rule derives from these numbers. The result depends on nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crowd {
    least: u64,
    counts: BTreeMap<Claim, u64>,
    credentials: Groups,
    tiers: Groups,
}

/// What accounts are shown as under one degree.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Groups {
    /// The claims that are shown, each by at least [`K_ANONYMITY`] accounts.
    shown: BTreeSet<Claim>,
    /// Groups that are large enough but show nothing, so that the few accounts that show nothing are not alone.
    withheld: BTreeSet<Claim>,
}

/// What a persona that shows nothing still reveals by where it writes: only these tiers may post in clinical spaces
/// (first list), or comment there and vote (second list). Everything else is open to any account under a persona that
/// shows nothing by choice.
const HEARD: [&[Tier]; 2] = [
    &[Tier::MedicalProfessional, Tier::HealthcareProfessional],
    &[Tier::MedicalProfessional, Tier::HealthcareProfessional, Tier::Researcher],
];

impl Crowd {
    /// The crowd with this many accounts for each claim. At least [`K_ANONYMITY`] accounts must be shown alike.
    pub fn of(accounts: impl IntoIterator<Item = (Claim, u64)>) -> Self {
        Self::with_least(K_ANONYMITY, accounts)
    }

    /// The same with another minimum than [`K_ANONYMITY`], for tests of other things, which need no crowds.
    pub fn with_least(least: u64, accounts: impl IntoIterator<Item = (Claim, u64)>) -> Self {
        let mut counts: BTreeMap<Claim, u64> = BTreeMap::new();
        for (claim, count) in accounts.into_iter().filter(|(_, count)| *count > 0) {
            *counts.entry(claim).or_default() += count;
        }
        let credentials = Groups::decide(least, counts.iter().map(|(claim, count)| (*claim, *count)));
        let tiers = Groups::decide(least, counts.iter().map(|(claim, count)| (Claim::tier_only(claim.tier), *count)));
        Self { least, counts, credentials, tiers }
    }

    /// What a persona shows if it may show the whole credential. A claim that no account of the crowd has is decided as
    /// if such an account had joined: being the only one to show nothing would identify it just as well.
    pub fn credential_shown(&self, account: Claim) -> Claim {
        if self.counts.contains_key(&account) {
            return self.credentials.shown(steps(account));
        }
        self.joined_by(account).credentials.shown(steps(account))
    }

    /// What a persona shows if it may show only the tier.
    pub fn tier_shown(&self, account: Claim) -> Claim {
        let steps = steps(Claim::tier_only(account.tier));
        if self.counts.contains_key(&account) {
            return self.tiers.shown(steps);
        }
        self.joined_by(account).tiers.shown(steps)
    }

    /// Whether enough accounts of this crowd would be shown with exactly this claim. The degree does not matter,
    /// because readers do not see it.
    pub fn still_shows(&self, shown: Claim) -> bool {
        shown == Claim::nothing() || self.credentials.shown.contains(&shown) || self.tiers.shown.contains(&shown)
    }

    /// What a persona that showed this claim so far shows after the monthly review: the same, or the next
    /// generalisation that enough accounts of this crowd would be shown with. The account behind the persona makes no
    /// difference, so comparing before and after reveals nothing more about it.
    pub fn reviewed(&self, shown: Claim) -> Claim {
        steps(shown).into_iter().find(|step| self.still_shows(*step)).unwrap_or(Claim::nothing())
    }

    fn joined_by(&self, account: Claim) -> Self {
        Self::with_least(self.least, self.counts.iter().map(|(claim, count)| (*claim, *count)).chain([(account, 1)]))
    }
}

impl Groups {
    /// Goes from the finest claims to the most general. A group of at least [`K_ANONYMITY`] accounts is shown as it is.
    /// The accounts of a smaller group each take their next step and join the group there. At the end, if too few of
    /// the tiers in `HEARD` show nothing, the smallest shown group of these tiers is withheld with them.
    fn decide(least: u64, accounts: impl Iterator<Item = (Claim, u64)>) -> Self {
        let mut waiting = Waiting::default();
        for (account, count) in accounts {
            waiting.step(steps(account).into_iter(), count);
        }
        let mut groups: BTreeMap<Claim, u64> = BTreeMap::new();
        let mut nothing: BTreeMap<Tier, u64> = BTreeMap::new();
        // Every step makes a claim coarser, so all accounts that can reach the finest waiting claim have already
        // reached it.
        while let Some(((_, claim), arrived)) = waiting.0.pop_last() {
            let size = arrived.iter().map(|(_, count)| count).sum();
            if size >= least {
                groups.insert(claim, size);
                continue;
            }
            for (steps, count) in arrived {
                if !waiting.step(steps, count) {
                    *nothing.entry(claim.tier).or_default() += count;
                }
            }
        }
        let mut withheld = BTreeSet::new();
        for tiers in HEARD {
            let silent: u64 = nothing.iter().filter(|(tier, _)| tiers.contains(tier)).map(|(_, count)| count).sum();
            let heard = groups.iter().filter(|(claim, _)| tiers.contains(&claim.tier));
            let smallest = heard.min_by_key(|(claim, size)| (**size, **claim)).map(|(claim, size)| (*claim, *size));
            if let Some((claim, size)) = smallest.filter(|_| (1..least).contains(&silent)) {
                groups.remove(&claim);
                withheld.insert(claim);
                *nothing.entry(claim.tier).or_default() += size;
            }
        }
        Self { shown: groups.into_keys().collect(), withheld }
    }

    /// The first of an account's steps that is shown; nothing if its group is withheld.
    fn shown(&self, steps: Vec<Claim>) -> Claim {
        let group = steps.into_iter().find(|step| self.shown.contains(step) || self.withheld.contains(step));
        group.filter(|group| !self.withheld.contains(group)).unwrap_or(Claim::nothing())
    }
}

/// The accounts not decided yet, by the claim they have reached: their remaining steps and their number.
#[derive(Default)]
struct Waiting(BTreeMap<(Fineness, Claim), Vec<Arrived>>);

type Arrived = (IntoIter<Claim>, u64);

impl Waiting {
    /// Takes the next step. Returns false if there was none.
    fn step(&mut self, mut steps: IntoIter<Claim>, count: u64) -> bool {
        let Some(claim) = steps.next() else { return false };
        self.0.entry((fineness(claim), claim)).or_default().push((steps, count));
        true
    }
}

/// A claim and its generalisations, except the one that shows nothing.
fn steps(claim: Claim) -> Vec<Claim> {
    claim.generalisations().into_iter().filter(|step| *step != Claim::nothing()).collect()
}

/// How much a claim says: the depth of its specialty, and whether it has years. Decreases with each generalisation.
type Fineness = (usize, bool);

fn fineness(claim: Claim) -> Fineness {
    let depth = std::iter::successors(claim.specialty, |specialty| Specialty::within(*specialty)).count();
    (depth, claim.years.is_some())
}

#[cfg(test)]
mod tests {
    use super::super::YearsBand;
    use super::*;
    use crate::persona::Degree;
    use proptest::prelude::*;

    type Population = BTreeMap<Claim, u64>;

    fn claim(slug: &str, years: Option<YearsBand>) -> Claim {
        let specialty = Specialty::parse(slug).unwrap();
        Claim { tier: specialty.tier(), specialty: Some(specialty), years }
    }

    fn crowd(population: &Population) -> Crowd {
        Crowd::of(population.iter().map(|(claim, count)| (*claim, *count)))
    }

    fn sum<K: Ord>(groups: impl IntoIterator<Item = (K, u64)>) -> BTreeMap<K, u64> {
        groups.into_iter().fold(BTreeMap::new(), |mut sums, (group, count)| {
            *sums.entry(group).or_default() += count;
            sums
        })
    }

    /// How many accounts a rule shows with each claim.
    fn pre_images(population: &Population, shown: impl Fn(Claim) -> Claim) -> Population {
        sum(population.iter().map(|(claim, count)| (shown(*claim), *count)))
    }

    /// Groups in which an account is one of fewer than twenty: accounts shown alike, and accounts that show nothing
    /// among the tiers that may write where others may not (unless all accounts of these tiers show nothing).
    fn too_small(population: &Population, shown: impl Fn(Claim) -> Claim) -> Vec<(String, u64)> {
        let mut groups: Vec<(String, u64)> = pre_images(population, &shown)
            .into_iter()
            .filter(|(claim, _)| *claim != Claim::nothing())
            .map(|(claim, size)| (claim.to_string(), size))
            .collect();
        for tiers in HEARD {
            let heard = || population.iter().filter(|(account, _)| tiers.contains(&account.tier));
            let size =
                |accounts: &mut dyn Iterator<Item = (&Claim, &u64)>| accounts.map(|(_, count)| count).sum::<u64>();
            let silent = size(&mut heard().filter(|(account, _)| shown(**account) == Claim::nothing()));
            if silent > 0 && silent < size(&mut heard()) {
                groups.push((format!("nothing, speaking as {tiers:?}"), silent));
            }
        }
        groups.retain(|(_, size)| *size < K_ANONYMITY);
        groups
    }

    /// The previous rule: the finest claim that covers twenty accounts.
    fn finest_covered(population: &Population, account: Claim) -> Claim {
        let covered = |wide: Claim| {
            let within = |fine: &Claim| fine.generalisations().contains(&wide);
            population.iter().filter(|(fine, _)| within(fine)).map(|(_, count)| count).sum::<u64>()
        };
        let wide = account
            .generalisations()
            .into_iter()
            .find(|wide| wide.specialty.is_none() || covered(*wide) >= K_ANONYMITY);
        wide.unwrap_or(Claim::tier_only(account.tier))
    }

    fn demo() -> Population {
        let members = [
            ("cardiology", 15),
            ("emergency-medicine", 14),
            ("internal-medicine", 22),
            ("pulmonology", 9),
            ("internal-medicine", 17),
            ("anaesthesiology", 8),
            ("paediatrics", 6),
            ("psychiatry", 21),
            ("critical-care-nursing", 13),
            ("nursing", 4),
            ("biomedical-research", 11),
            ("surgery", 19),
            ("neurology", 25),
            ("family-medicine", 12),
            ("oncology", 16),
        ];
        let crowds = [
            ("cardiology", 24),
            ("internal-medicine", 22),
            ("emergency-medicine", 21),
            ("paediatrics", 20),
            ("psychiatry", 20),
            ("anaesthesiology", 20),
            ("nursing", 22),
            ("medical-genetics", 3),
        ];
        let years = |number: u8| if number.is_multiple_of(8) { number * 7 % 30 } else { 12 + number % 8 };
        let crowds = crowds.into_iter().flat_map(|(slug, count)| (0..count).map(move |number| (slug, years(number))));
        let verified = members.into_iter().chain(crowds).map(|(slug, years)| claim(slug, Some(YearsBand::of(years))));
        sum(verified.chain([Claim::tier_only(Tier::Patient)]).map(|claim| (claim, 1)))
    }

    #[test]
    fn the_rule_of_before_left_three_of_142_and_four_of_24() {
        let population = demo();
        let shown = pre_images(&population, |account| finest_covered(&population, account));
        for (slug, covered, really) in [("physician", 142, 3), ("nursing", 24, 4)] {
            let wide = claim(slug, None);
            let counted = population.iter().filter(|(fine, _)| fine.generalisations().contains(&wide));
            assert_eq!((counted.map(|(_, count)| count).sum::<u64>(), shown[&wide]), (covered, really), "{slug}");
        }
        assert_eq!(too_small(&population, |account| finest_covered(&population, account)).len(), 7);

        let crowd = crowd(&population);
        for degree in Degree::ALL {
            assert_eq!(too_small(&population, |account| degree.shown(&crowd, account)), [], "{degree:?}");
        }
        let neurologist = claim("neurology", Some(YearsBand::From20));
        assert_eq!(crowd.credential_shown(neurologist), Claim::nothing());
        assert_eq!(crowd.tier_shown(neurologist).to_string(), "Verified Medical Professional");
        let cardiologist = claim("cardiology", Some(YearsBand::To19));
        assert_eq!(crowd.credential_shown(cardiologist), cardiologist);
    }

    #[test]
    fn what_is_too_small_joins_the_next_more_general() {
        let years = |band| claim("cardiology", Some(band));
        let interventional = claim("interventional-cardiology", Some(YearsBand::To19));
        let population = sum([
            (years(YearsBand::To19), 19),
            (interventional, 1),
            (years(YearsBand::To4), 12),
            (years(YearsBand::From20), 8),
            (claim("neurology", Some(YearsBand::To4)), 5),
            (claim("surgery", None), 15),
            (Claim::nothing(), 20),
        ]);
        let crowd = crowd(&population);
        let shown = |account: Claim| crowd.credential_shown(account).to_string();
        assert_eq!(shown(interventional), "Verified Cardiologist, 12 to 19 years in practice");
        assert_eq!(shown(years(YearsBand::To19)), "Verified Cardiologist, 12 to 19 years in practice");
        assert_eq!(shown(years(YearsBand::To4)), "Verified Cardiologist");
        assert_eq!(shown(years(YearsBand::From20)), "Verified Cardiologist");
        assert_eq!(shown(claim("neurology", Some(YearsBand::To4))), "Verified Physician");
        assert_eq!(shown(claim("surgery", None)), "Verified Physician");
    }

    #[test]
    fn who_shows_nothing_is_not_alone() {
        let (cardiologists, nurses) = (claim("cardiology", None), claim("nursing", None));
        let patient = Claim::tier_only(Tier::Patient);
        let researcher = Claim::tier_only(Tier::Researcher);
        let with_researcher = crowd(&sum([(cardiologists, 30), (nurses, 21), (researcher, 1)]));
        assert_eq!(with_researcher.credential_shown(cardiologists), cardiologists);
        for account in [nurses, researcher] {
            assert_eq!(with_researcher.credential_shown(account), Claim::nothing());
            assert_eq!(with_researcher.tier_shown(account), Claim::nothing(), "a rare tier is not shown");
        }
        assert_eq!(with_researcher.tier_shown(cardiologists), Claim::tier_only(Tier::MedicalProfessional));
        assert!(!with_researcher.still_shows(nurses) && with_researcher.still_shows(Claim::nothing()));

        let with_patient = crowd(&sum([(cardiologists, 30), (nurses, 21), (patient, 1), (Claim::nothing(), 1)]));
        assert_eq!(with_patient.credential_shown(nurses), nurses, "a patient speaks where everybody may");
        assert_eq!(with_patient.credential_shown(patient), Claim::nothing());
        assert_eq!(Crowd::of([]).credential_shown(nurses), Claim::nothing());
    }

    /// Accounts by their verified credential at two points in time. Some are gone at the second.
    type Two = BTreeMap<(Claim, Option<Claim>), u64>;

    fn first(people: &Two) -> Population {
        sum(people.iter().map(|((then, _), count)| (*then, *count)))
    }

    fn second(people: &Two) -> Population {
        sum(people.iter().filter_map(|((_, now), count)| now.map(|now| (now, *count))))
    }

    /// How many accounts look the same to somebody who has seen a persona before and after the review.
    fn seen_twice(
        people: &Two,
        shown: impl Fn(Claim) -> Claim,
        reviewed: impl Fn(Claim, Option<Claim>) -> Claim,
    ) -> BTreeMap<(Claim, Claim), u64> {
        sum(people.iter().map(|((then, now), count)| {
            let before = shown(*then);
            ((before, reviewed(before, *now)), *count)
        }))
    }

    #[test]
    fn a_review_that_asked_the_account_would_tell_it_apart() {
        let (plain, years) = (claim("cardiology", None), claim("cardiology", Some(YearsBand::To19)));
        let nobody = Claim::nothing();
        let other = claim("neurology", None);
        let people: Two = sum([((plain, Some(years)), 25), ((plain, Some(plain)), 5), ((other, Some(other)), 22)]);
        let (before, after) = (crowd(&first(&people)), crowd(&second(&people)));
        let shown = |account| before.credential_shown(account);
        let asked = seen_twice(&people, shown, |_, now| now.map_or(nobody, |now| after.credential_shown(now)));
        let few = |seen: BTreeMap<(Claim, Claim), u64>| -> Vec<((Claim, Claim), u64)> {
            seen.into_iter().filter(|(_, size)| *size < K_ANONYMITY).collect()
        };
        assert_eq!(few(asked), [((plain, nobody), 5)]);
        let reviewed = seen_twice(&people, shown, |shown, _| after.reviewed(shown));
        assert_eq!(few(reviewed), []);
        assert_eq!(after.reviewed(plain), Claim::tier_only(Tier::MedicalProfessional));
    }

    fn any_claim() -> impl Strategy<Value = Claim> {
        let bands = YearsBand::ALL.into_iter().map(Some).chain([None]);
        let specialties = Specialty::all().flat_map(move |s| bands.clone().map(move |years| claim(s.slug(), years)));
        let alone = Tier::ALL.into_iter().map(Claim::tier_only);
        // Some specialties are common, so that groups of all sizes occur.
        let common = ["cardiology", "electrophysiology", "physician", "nursing", "midwifery"];
        let common = common.map(|slug| claim(slug, Some(YearsBand::To19))).into_iter();
        let common = common.chain(common_bands("cardiology")).chain(Tier::ALL.map(Claim::tier_only));
        prop_oneof![
            2 => proptest::sample::select(specialties.chain(alone).collect::<Vec<_>>()),
            3 => proptest::sample::select(common.collect::<Vec<_>>()),
        ]
    }

    fn common_bands(slug: &'static str) -> impl Iterator<Item = Claim> {
        YearsBand::ALL.into_iter().map(move |band| claim(slug, Some(band)))
    }

    fn any_count() -> impl Strategy<Value = u64> {
        prop_oneof![6 => 1..4_u64, 4 => 1..25_u64, 1 => 15..400_u64]
    }

    fn any_population() -> impl Strategy<Value = Population> {
        proptest::collection::vec((any_claim(), any_count()), 1..40).prop_map(sum)
    }

    fn two_moments() -> impl Strategy<Value = (Two, Population)> {
        let change =
            prop_oneof![4 => Just(None), 1 => Just(Some(None)), 1 => any_claim().prop_map(|now| Some(Some(now)))];
        let people = proptest::collection::vec((any_claim(), change, any_count()), 1..40).prop_map(|people| {
            sum(people.into_iter().map(|(then, change, count)| ((then, change.unwrap_or(Some(then))), count)))
        });
        (people, proptest::collection::vec((any_claim(), any_count()), 0..8).prop_map(sum))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

        #[test]
        fn at_least_twenty_would_be_shown_so(population in any_population()) {
            let crowd = crowd(&population);
            for degree in Degree::ALL {
                prop_assert_eq!(too_small(&population, |account| degree.shown(&crowd, account)), [], "{:?}", degree);
            }
        }

        #[test]
        fn only_a_generalisation_is_shown(population in any_population(), newcomer in any_claim()) {
            let crowd = crowd(&population);
            for account in population.keys().chain([&newcomer]) {
                for degree in Degree::ALL {
                    let may = degree.claim_of(*account).generalisations();
                    let shown = degree.shown(&crowd, *account);
                    prop_assert!(shown == Claim::nothing() || may.contains(&shown), "{account:?}: {shown:?}");
                    let counted = population.contains_key(account);
                    prop_assert!(!counted || crowd.reviewed(shown) == shown, "what is shown today passes a review today");
                }
            }
        }

        #[test]
        fn a_newcomer_is_shown_as_if_counted(mut population in any_population(), newcomer in any_claim()) {
            let known = population.contains_key(&newcomer);
            let before = crowd(&population);
            *population.entry(newcomer).or_default() += u64::from(!known);
            let after = crowd(&population);
            for degree in Degree::ALL {
                prop_assert_eq!(degree.shown(&before, newcomer), degree.shown(&after, newcomer));
            }
        }

        #[test]
        fn the_order_of_counting_makes_no_difference(groups in proptest::collection::vec((any_claim(), any_count()), 0..40)) {
            let backwards = groups.iter().rev().flat_map(|(claim, count)| [(*claim, count / 2), (*claim, count - count / 2)]);
            prop_assert_eq!(Crowd::of(groups.clone()), Crowd::of(backwards));
        }

        #[test]
        fn comparing_two_moments_leaves_twenty((people, joined) in two_moments()) {
            let before = crowd(&first(&people));
            let now = sum(second(&people).into_iter().chain(joined));
            let after = crowd(&now);
            for degree in Degree::ALL {
                let twice =
                    seen_twice(&people, |account| degree.shown(&before, account), |shown, _| after.reviewed(shown));
                let mut looks: BTreeMap<Claim, BTreeSet<Claim>> = BTreeMap::new();
                for (then, reviewed) in twice.keys() {
                    looks.entry(*then).or_default().insert(*reviewed);
                }
                prop_assert!(looks.values().all(|after| after.len() == 1), "the review parts nobody who looked alike");
                for ((then, reviewed), size) in twice {
                    prop_assert!(then == Claim::nothing() || size >= K_ANONYMITY, "{then:?}: {size}");
                    prop_assert!(reviewed == Claim::nothing() || then.generalisations().contains(&reviewed));
                    let alike = |degree: Degree| {
                        let shown = pre_images(&now, |account| degree.shown(&after, account));
                        shown.get(&reviewed).is_some_and(|size| *size >= K_ANONYMITY)
                    };
                    prop_assert!(reviewed == Claim::nothing() || Degree::ALL.into_iter().any(alike), "{reviewed:?}");
                }
            }
        }
    }
}
