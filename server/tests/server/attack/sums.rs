//! Subset sums: an attacker who knows how often each author published on a day looks for the groupings of authors into
//! accounts that explain the counts stored by the forum. The stored data must leave every grouping possible.

use super::record::{Record, Row, View, marks, tag};
use crate::dump::{Cell, Dump, Table};
use crate::on_both_engines;
use crate::world::World;
use domain::ids::{AuthorId, ItemId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

on_both_engines!(counts_of_a_quiet_day_leave_every_account_possible);

/// Posts and comments of an author on the day.
type Spoken = (i64, i64);
/// Authors by number, grouped into accounts.
type Partition = Vec<Vec<usize>>;

/// Every way to group this many authors.
fn partitions(authors: usize) -> Vec<Partition> {
    let mut all: Vec<Partition> = vec![Vec::new()];
    for author in 0..authors {
        let extend = |partition: Partition| {
            let alone = [partition.clone(), vec![vec![author]]].concat();
            let joined = (0..partition.len()).map(move |group| {
                let mut partition = partition.clone();
                partition[group].push(author);
                partition
            });
            joined.chain([alone])
        };
        all = all.into_iter().flat_map(extend).collect();
    }
    all
}

/// The groupings in which an account has at most one real name and at most three personas.
fn possible(real: &[bool]) -> Vec<Partition> {
    let fits = |group: &Vec<usize>| {
        let names = group.iter().filter(|author| real[**author]).count();
        names <= 1 && group.len() - names <= 3
    };
    partitions(real.len()).into_iter().filter(|partition| partition.iter().all(fits)).collect()
}

/// The counts stored in the private tables: small numbers that are not times, and the number of rows that share a mark.
fn counts(tables: &[&Table]) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in tables {
        let is_time = |column: &str| ["day", "hour", "minute", "month"].iter().any(|unit| column.ends_with(unit));
        let numbers = table.columns.iter().enumerate().filter(|(_, column)| !is_time(column));
        for (at, _) in numbers {
            let small = |row: &Row| match row.get(at) {
                Some(Cell::Number(number @ 1..=1_000)) => Some(*number),
                _ => None,
            };
            counts.extend(table.rows.iter().filter_map(small));
        }
        let mut alike: HashMap<Vec<u8>, BTreeSet<usize>> = HashMap::new();
        for (at, row) in table.rows.iter().enumerate() {
            for mark in marks(row) {
                alike.entry(mark).or_default().insert(at);
            }
        }
        let groups: BTreeSet<BTreeSet<usize>> = alike.into_values().filter(|rows| rows.len() > 1).collect();
        counts.extend(groups.iter().map(|rows| i64::try_from(rows.len()).unwrap()));
    }
    counts
}

/// The groupings that explain the counts: those whose counts per author and per account all occur, for posts as well as
/// for comments. Without any counts, every grouping remains.
fn explaining(ways: &[Partition], spoken: &[Spoken], counts: &[i64]) -> Vec<Partition> {
    let tally = |counts: Vec<i64>| {
        let mut tally: BTreeMap<i64, usize> = BTreeMap::new();
        for count in counts.into_iter().filter(|count| *count > 0) {
            *tally.entry(count).or_default() += 1;
        }
        tally
    };
    let kept = tally(counts.to_vec());
    let parts = |of: &dyn Fn(&Spoken) -> i64, way: &Partition| -> Vec<i64> {
        let each = spoken.iter().map(of);
        let sums = way.iter().map(|group| group.iter().map(|author| of(&spoken[*author])).sum());
        each.chain(sums).collect()
    };
    let explains = |way: &&Partition| {
        let wanted = tally([parts(&|spoken| spoken.0, way), parts(&|spoken| spoken.1, way)].concat());
        wanted.iter().all(|(count, times)| kept.get(count).is_some_and(|there| there >= times))
    };
    if kept.is_empty() { ways.to_vec() } else { ways.iter().filter(explains).cloned().collect() }
}

/// Pairs of authors that are together in all of these groupings.
fn certain(ways: &[Partition]) -> BTreeSet<(usize, usize)> {
    let pairs = |way: &Partition| -> BTreeSet<(usize, usize)> {
        way.iter()
            .flat_map(|group| group.iter().flat_map(|one| group.iter().map(move |two| (*one, *two))))
            .filter(|(one, two)| one < two)
            .collect()
    };
    let mut all = ways.iter().map(pairs);
    let first = all.next().unwrap_or_default();
    all.fold(first, |certain, pairs| &certain & &pairs)
}

/// Posts and comments of each author by account; the first of an account is its persona, the second its real name.
const QUIET: [&[Spoken]; 5] = [&[(1, 1), (3, 0)], &[(5, 0), (2, 2)], &[(2, 1), (4, 3)], &[(1, 2)], &[(0, 4)]];

async fn counts_of_a_quiet_day_leave_every_account_possible(world: &World) {
    let (mut authors, mut spoken, mut named, mut truth) = (Vec::new(), Vec::new(), Vec::new(), BTreeSet::new());
    let (host, hosts) = world.with_persona("host").await;
    let post = host.post(hosts).await;
    let mut people = Vec::new();
    for number in 0..QUIET.len() {
        people.push(world.with_persona(&format!("member{number}")).await);
    }
    // The marks of the first day have been purged by now.
    world.pass_days(4);
    server::worker::purge(&world.visitor()).await.unwrap();
    for ((person, persona), identities) in people.iter().zip(QUIET) {
        let person = world.sign_in(person).await;
        if let [_, _] = identities {
            truth.insert((authors.len(), authors.len() + 1));
        }
        for (author, counts) in [*persona, person.profile().await].into_iter().zip(identities) {
            speak(&person, author, post, *counts).await;
            authors.push(author);
            spoken.push(*counts);
            named.push(matches!(author, AuthorId::Member(_)));
        }
    }
    let copy = Dump::of(world).await;
    let views: Vec<View> = Vec::new();
    let day =
        Record { acts: Vec::new(), views, copies: vec![copy.clone()], accounts: Vec::new(), identities: Vec::new() };
    let private = day.private_tables();
    let tables: Vec<&Table> =
        copy.own_tables().filter(|table| table.store == "forum" && private.contains(&table.name)).collect();
    let ways = possible(&named);
    let left = explaining(&ways, &spoken, &counts(&tables));
    let sure = certain(&left);
    assert_eq!(left.len(), ways.len(), "of {} ways; certain: {sure:?}, true: {truth:?}", ways.len());
    assert!(sure.is_empty());

    // Planted leak: counts under marks of authors and accounts, as once stored, are enough for the attack.
    let mut planted = Vec::new();
    let mut number = 0;
    for identities in QUIET {
        let of_account = identities.iter().fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1));
        for (posts, comments) in identities.iter().copied().chain([of_account]) {
            for count in [posts, comments].into_iter().filter(|count| *count > 0) {
                planted.push(vec![tag(number), Cell::Number(count), Cell::Number(20_000)]);
                number += 1;
            }
        }
    }
    let columns = ["nullifier", "count", "day"].map(str::to_owned).into();
    let planted = Table { name: "planted".to_owned(), columns, rows: planted, ..copy.table("forum", "items").clone() };
    let left = explaining(&ways, &spoken, &counts(&[&planted]));
    let sure = certain(&left);
    assert!(!left.is_empty() && left.len() < ways.len() / 10, "{} of {}", left.len(), ways.len());
    assert!(!sure.is_empty() && sure.is_subset(&truth), "certain: {sure:?}, true: {truth:?}");
}

async fn speak(person: &crate::world::Person, author: AuthorId, post: ItemId, (posts, comments): Spoken) {
    for _ in 0..posts {
        person.post(author).await;
    }
    for _ in 0..comments {
        person.comment(author, post, None).await;
    }
}

#[test]
fn sums_that_only_one_way_explains_are_certain() {
    let spoken = [(1, 0), (2, 0), (5, 0)];
    let ways = possible(&[false, true, false]);
    assert_eq!(ways.len(), 5, "three authors, in any company");
    assert_eq!(certain(&explaining(&ways, &spoken, &[1, 2, 5, 3, 5])), BTreeSet::from([(0, 1)]));
    assert_eq!(explaining(&ways, &spoken, &[]).len(), 5);
    assert_eq!(possible(&[true, true]).len(), 1, "nobody has two real names");
}
