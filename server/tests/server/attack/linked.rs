//! The linking attack with everything a thief can have: copies from two evenings, the log between them, and the server
//! key, over members of mixed tiers and specialties, some of them rare. No persona can be matched with its account
//! better than by chance among all who show the same, and no persona shows what fewer than twenty accounts could show.

use super::record::Record;
use super::watch::Watch;
use crate::dump::{Cell, Dump, Table};
use crate::linking::{Order, Score, account_orders, best, by_name, key, persona_orders};
use crate::on_both_engines;
use crate::world::{Person, World, cardiology};
use domain::account::{Claim, K_ANONYMITY, Specialty, Tier, YearsBand};
use domain::persona::Degree;
use server::ctx::Rng;
use server::worker::nightly;
use std::collections::{BTreeMap, BTreeSet};

on_both_engines!(crowds of 20 => two_evenings_the_log_and_the_key_pair_nobody);

/// Physicians and nurses, and one each of some others.
fn claim(number: usize) -> Claim {
    let of = |tier, slug, years| Claim { tier, specialty: Specialty::parse(slug), years: Some(years) };
    match number {
        3 => of(Tier::Researcher, "biomedical-research", YearsBand::To11),
        11 => Claim::tier_only(Tier::Patient),
        19 => of(Tier::MedicalProfessional, "medical-genetics", YearsBand::From20),
        number if number % 2 == 0 => cardiology(),
        _ => of(Tier::HealthcareProfessional, "nursing", YearsBand::To4),
    }
}

/// What the thief has, and the ground truth: the persona of each account.
struct Loot {
    first: Dump,
    second: Dump,
    log: Record,
    truth: BTreeMap<String, String>,
}

/// Everybody has an account before the first evening, and half of them a persona; the others make theirs during the
/// day. All publish, in random order.
async fn steal(world: &World) -> Loot {
    let count = if world.is_sqlite() { 64 } else { 48 };
    let mut people: Vec<(Person, Claim)> = Vec::new();
    for number in 0..count {
        let name = format!("p{}", (number * 77 + 13) % 1_009);
        people.push((world.verified(&name, claim(number)).await, claim(number)));
    }
    let mut truth = BTreeMap::new();
    let half = people.len() / 2;
    for (person, claim) in &people[..half] {
        make(world, person, *claim, &mut truth).await;
    }
    nightly(&world.visitor()).await.unwrap();
    let first = Dump::of(world).await;
    let mut watch = Watch::begin(world).await;

    let draw = Rng::seeded(5);
    let mut order: Vec<usize> = (0..count).collect();
    for last in (1..count).rev() {
        let other = draw.one_to(i32::try_from(last + 1).unwrap()) - 1;
        order.swap(last, usize::try_from(other).unwrap());
    }
    for number in order {
        let (person, claim) = &people[number];
        if number >= half {
            make(world, person, *claim, &mut truth).await;
        }
        let persona = truth[&person.account_id(world).await.to_string()].parse().unwrap();
        let heard = claim.tier.speaks_as_professional() && claim.tier != Tier::Researcher;
        if heard {
            person.post(persona).await;
        }
        watch.look(world, 0).await;
        world.pass(20);
    }
    let second = Dump::of(world).await;
    let log = watch.end(world, Vec::new(), vec![first.clone(), second.clone()]).await;
    Loot { first, second, log, truth }
}

async fn make(world: &World, person: &Person, claim: Claim, truth: &mut BTreeMap<String, String>) {
    let slot = server::persona::create(&person.ctx().await, Degree::open_to(claim.tier)[0]).await.unwrap();
    truth.insert(person.account_id(world).await.to_string(), person.persona(slot).await.to_string());
}

/// The orders in which personas first appear in the log.
fn in_the_log(loot: &Loot) -> Vec<Order> {
    let mut orders = Vec::new();
    for view in &loot.log.views {
        for (table, column) in [("authors", "id"), ("items", "author"), ("reputation_scores", "author")] {
            let at = loot.second.table("forum", table).at(column);
            let mut order: Vec<String> = Vec::new();
            for change in view.steps.iter().flat_map(|step| &step.changes).filter(|change| change.table == table) {
                for author in change.after.iter().filter_map(|row| row.get(at)).map(key) {
                    if !order.contains(&author) {
                        order.push(author);
                    }
                }
            }
            orders.push((format!("{table} by {}", view.name), order));
        }
    }
    orders
}

/// What readers are shown of a persona's credential.
fn shown(copy: &Dump) -> BTreeMap<String, String> {
    let personas = copy.table("forum", "authors");
    let look = |row: &Vec<Cell>| {
        let columns = ["tier", "specialty", "years_band", "joined_month"];
        columns.map(|column| format!("{:?}", row[personas.at(column)])).join(" ")
    };
    personas.rows.iter().map(|row| (key(&row[personas.at("id")]), look(row))).collect()
}

/// The best pairing within each group of personas that show the same, also for those made during the day alone.
fn pairings(loot: &Loot, names: &[Order]) -> Vec<(String, Score)> {
    let mut accounts = [account_orders(&loot.first), account_orders(&loot.second), names.to_vec()].concat();
    accounts.push(("change between the copies".to_owned(), rewritten(loot)));
    let personas = [persona_orders(&loot.first), persona_orders(&loot.second), in_the_log(loot)].concat();
    let before = shown(&loot.first);
    let mut groups: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let shown = shown(&loot.second);
    for (account, persona) in &loot.truth {
        let new = if before.contains_key(persona) { "made before" } else { "made on the day" };
        for name in [shown[persona].clone(), format!("{} {new}", shown[persona])] {
            groups.entry(name).or_default().insert(account.clone(), persona.clone());
        }
    }
    let judge = |(name, truth): (String, BTreeMap<String, String>)| {
        let members: BTreeSet<&String> = truth.values().collect();
        let within = |(how, order): &Order| {
            let order: Vec<String> = order.iter().filter(|persona| members.contains(persona)).cloned().collect();
            (how.clone(), order)
        };
        let score = best(&accounts, &personas.iter().map(within).collect::<Vec<_>>(), &truth);
        (name, score)
    };
    groups.into_iter().filter(|(_, truth)| truth.len() > 9).map(judge).collect()
}

/// Accounts whose rows were written between the copies, in the order of the second copy.
fn rewritten(loot: &Loot) -> Vec<String> {
    let (before, after) = (loot.first.table("identity", "accounts"), loot.second.table("identity", "accounts"));
    let told = |table: &Table, at: usize| {
        (table.rows[at].clone(), table.hidden.iter().map(|(_, of)| of[at]).collect::<Vec<_>>())
    };
    let known: Vec<_> = (0..before.rows.len()).map(|at| told(before, at)).collect();
    let fresh = (0..after.rows.len()).filter(|at| !known.contains(&told(after, *at)));
    fresh.map(|at| key(&after.rows[at][after.at("id")])).collect()
}

/// Personas whose credential fewer than twenty accounts could show, with how many.
fn singled_out(copy: &Dump) -> Vec<(String, usize)> {
    let (accounts, personas) = (copy.table("identity", "accounts"), copy.table("forum", "authors"));
    let number = |row: &Vec<Cell>, at: usize| match row[at] {
        Cell::Number(number) => u8::try_from(number).ok(),
        _ => None,
    };
    let specialty = |row: &Vec<Cell>, at: usize| match &row[at] {
        Cell::Text(slug) => Specialty::parse(slug),
        _ => None,
    };
    let could = |account: &Vec<Cell>, persona: &Vec<Cell>| {
        let Some(tier) = number(account, accounts.at("tier")).and_then(Tier::from_number) else { return false };
        let tiers = Degree::open_to(tier).iter().map(|degree| degree.tier_of(tier));
        // A missing tier fits every account.
        let shown = number(persona, personas.at("tier")).and_then(Tier::from_number);
        let has = specialty(account, accounts.at("specialty"));
        let practised = specialty(persona, personas.at("specialty"));
        let years = number(persona, personas.at("years_band"));
        shown.is_none_or(|shown| tiers.into_iter().any(|tier| tier == shown))
            && practised.is_none_or(|practised| has.is_some_and(|has| has.is_within(practised)))
            && years.is_none_or(|years| number(account, accounts.at("years_band")) == Some(years))
    };
    let anonymous = personas.rows.iter().filter(|row| key(&row[personas.at("id")]).starts_with("anon_"));
    let crowd = |persona: &Vec<Cell>| accounts.rows.iter().filter(|account| could(account, persona)).count();
    let counted = anonymous.map(|persona| (key(&persona[personas.at("id")]), crowd(persona)));
    counted.filter(|(_, crowd)| u64::try_from(*crowd).unwrap() < K_ANONYMITY).collect()
}

async fn two_evenings_the_log_and_the_key_pair_nobody(world: &World) {
    let loot = steal(world).await;
    let names = by_name(&loot.second, &world.services.keys);
    let found: Vec<_> = pairings(&loot, &names).into_iter().filter(|(_, score)| !score.is_chance()).collect();
    let singled_out = [singled_out(&loot.first), singled_out(&loot.second)].concat();
    let rewritten = rewritten(&loot).len();
    what_is_planted_is_found(&loot, &names);
    assert!(
        found.is_empty() && singled_out.is_empty() && rewritten == 0,
        "paired: {found:?}; singled out: {singled_out:?}; accounts rewritten: {rewritten}"
    );
}

/// Checks that the attack finds a planted number that keeps the order of accounts, in every group, and a credential
/// that only one account has.
fn what_is_planted_is_found(loot: &Loot, names: &[Order]) {
    let mut second = loot.second.clone();
    for (number, (account, persona)) in loot.truth.iter().enumerate() {
        let number = i64::try_from(number).unwrap() * 7 + 3;
        for (store, table, column, of) in
            [("identity", "accounts", "generation", account), ("forum", "authors", "posts", persona)]
        {
            let row = loot.second.table(store, table).column("id").iter().position(|id| key(id) == *of).unwrap();
            second.plant((store, table, column), row, Cell::Number(number));
        }
    }
    let tampered = Loot { first: loot.first.clone(), second, log: loot.log.clone(), truth: loot.truth.clone() };
    let pairings = pairings(&tampered, names);
    assert!(pairings.len() > 3 && pairings.iter().all(|(_, score)| !score.is_chance()), "{pairings:?}");

    let mut copy = loot.second.clone();
    let persona = copy.table("forum", "authors").rows.iter().position(|row| key(&row[0]).starts_with("anon_")).unwrap();
    let one = key(&copy.table("forum", "authors").rows[persona][0]);
    copy.plant(("forum", "authors", "tier"), persona, Cell::Number(i64::from(Tier::Researcher.number())));
    assert!(singled_out(&copy).iter().any(|(found, crowd)| *found == one && *crowd < 20));
}
