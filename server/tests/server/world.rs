//! A world for one test: three fresh stores on either engine, a fixed clock, seeded randomness, cheap password hashing,
//! three custodians; and the people who act in it, each with a browser and a real session.

use domain::account::{Claim, Email, Specialty, Tier, YearsBand};
use domain::calendar::{Day, Hour, Moment};
use domain::discussion::{Draft, PostKind, Publication, SpaceKind, SpaceSlug, Target, ThreadView};
use domain::ids::{AuthorId, DraftId, ItemId};
use domain::persona::{Degree, Slot};
use domain::scrub::Exemptions;
use sea_orm::{ConnectionTrait, Statement};
use server::account::{self, CheckWord, Identity, NewAccount, PasswordHashing, Proof, RecoveryCode, SealedSessions};
use server::ctx::{Clock, Rng};
use server::discussion::{NewSpace, Outcome, add_spaces, publish, save_draft, thread};
use server::keys::ServerKeys;
use server::persona::identities;
use server::stores::{Store, StoreUrls, Stores};
use server::vault::{CustodianKeys, Custodians};
use server::{Ctx, Error, Refused, Services};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;
use tower_sessions::Session;
use tower_sessions::session::Id;

/// Makes `sqlite::name` and `postgres::name` out of each `async fn name(world: &World)`. With `crowds of 20 =>`, a
/// persona shows only what twenty accounts share; otherwise whatever its account is verified as.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => { $crate::on_both_engines!(crowds of 1 => $($name),+); };
    (crowds of $least:expr => $($name:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let mut world = $crate::world::World::sqlite().await;
                    world.services.least_crowd = $least;
                    super::$name(&world).await;
                    world.end().await;
                }
            )+
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let mut world = $crate::world::World::postgres().await;
                    world.services.least_crowd = $least;
                    super::$name(&world).await;
                    world.end().await;
                }
            )+
        }
    };
}

/// Everybody's password.
pub const PASSWORD: &str = "copper violin harbour nine";
/// 14 March 2026, 15:04:05 UTC: the moment every world begins.
pub const START: Moment = Moment(1_773_500_645);

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

static WORLDS: AtomicU64 = AtomicU64::new(0);

/// Where the stores of a world are.
enum Place {
    Files(PathBuf),
    Databases { admin: String, names: [String; 3] },
}

/// Names of the stores.
const STORES: [&str; 3] = ["identity", "forum", "vault"];

/// A new folder, in memory if the machine supports it.
pub fn new_folder(name: &str) -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let parent = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = parent.join(format!("ud-test-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Stores in files of a folder.
pub fn files_in(folder: &Path) -> StoreUrls {
    let [identity, forum, vault] = STORES.map(|store| format!("sqlite:{}", folder.join(store).display()) + ".db");
    StoreUrls { identity, forum, vault }
}

#[expect(clippy::disallowed_methods, reason = "the one setting of the tests")]
fn cluster() -> String {
    std::env::var("UD_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("UD_TEST_POSTGRES is not set: run the tests as `scripts/with-postgres.sh cargo test -p server`")
    })
}

/// New databases in the cluster, empty or copied from others that nobody is connected to.
pub async fn new_databases(name: &str, from: Option<&[String; 3]>) -> ([String; 3], StoreUrls) {
    let cluster = cluster();
    let names = STORES.map(|store| format!("test_{}_{name}_{store}", std::process::id()));
    let db = sea_orm::Database::connect(quiet(&format!("{cluster}/postgres"))).await.unwrap();
    for (at, name) in names.iter().enumerate() {
        let template = from.map_or("template1", |from| &from[at]);
        db.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.unwrap();
    }
    db.close().await.unwrap();
    let [identity, forum, vault] = names.each_ref().map(|name| format!("{cluster}/{name}"));
    (names, StoreUrls { identity, forum, vault })
}

/// Closes stores.
pub async fn close(Stores { identity, forum, vault }: Stores) {
    for store in [identity, forum, vault] {
        store.close().await.unwrap();
    }
}

/// One test's world.
pub struct World {
    /// What a running server would hold.
    pub services: Services,
    place: Place,
}

impl World {
    /// A world in three SQLite files, copied from migrated ones.
    pub async fn sqlite() -> Self {
        static TEMPLATE: OnceCell<PathBuf> = OnceCell::const_new();
        let template = TEMPLATE.get_or_init(|| async {
            let folder = new_folder("template");
            close(Stores::open(&files_in(&folder)).await.unwrap()).await;
            folder
        });
        let template = template.await;
        let number = WORLDS.fetch_add(1, Ordering::SeqCst);
        let folder = new_folder(&number.to_string());
        for store in STORES {
            let file = format!("{store}.db");
            std::fs::copy(template.join(&file), folder.join(&file)).unwrap();
        }
        Self::open(&files_in(&folder), number, Place::Files(folder)).await
    }

    /// A world in three PostgreSQL databases of the cluster that `scripts/with-postgres.sh` started, copied from
    /// migrated ones.
    pub async fn postgres() -> Self {
        static TEMPLATE: OnceCell<[String; 3]> = OnceCell::const_new();
        let templates = TEMPLATE.get_or_init(|| async {
            let (names, urls) = new_databases("template", None).await;
            close(Stores::open(&urls).await.unwrap()).await;
            names
        });
        let templates = templates.await;
        let number = WORLDS.fetch_add(1, Ordering::SeqCst);
        let (names, urls) = new_databases(&number.to_string(), Some(templates)).await;
        Self::open(&urls, number, Place::Databases { admin: format!("{}/postgres", cluster()), names }).await
    }

    async fn open(urls: &StoreUrls, number: u64, place: Place) -> Self {
        let rng = Rng::seeded(7_000 + number);
        let custodians: Vec<String> = (0..3).map(|_| CustodianKeys::random(&rng).public).collect();
        let services = Services {
            stores: Stores::connect(urls).await.unwrap(),
            clock: Clock::fixed(START),
            keys: Arc::new(ServerKeys::fresh(&rng)),
            custodians: Arc::new(Custodians::new(1, 2, &custodians).unwrap()),
            passwords: PasswordHashing::with_cost(64, 1),
            least_crowd: 1,
            rng,
        };
        let world = Self { services, place };
        let kinds = [
            ("general", SpaceKind::General),
            ("cardiology", SpaceKind::Specialty),
            ("research", SpaceKind::Research),
            ("patients", SpaceKind::Patients),
        ];
        let spaces = kinds.map(|(slug, kind)| NewSpace {
            slug: SpaceSlug::parse(slug).unwrap(),
            name: format!("Space {slug}"),
            about: "For tests.".to_owned(),
            kind,
        });
        add_spaces(&world.visitor(), spaces.into()).await.unwrap();
        world
    }

    /// Closes the stores and removes them.
    pub async fn end(self) {
        close(self.services.stores.clone()).await;
        if let Place::Databases { admin, names } = &self.place {
            let db = sea_orm::Database::connect(quiet(admin)).await.unwrap();
            for name in names {
                db.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
            }
            db.close().await.unwrap();
        }
    }

    /// Whether the stores are SQLite files.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.place, Place::Files(_))
    }

    /// The bytes of a store's files on SQLite: the database and the files next to it.
    pub fn files_of(&self, store: &str) -> Vec<u8> {
        let Place::Files(folder) = &self.place else { return Vec::new() };
        let mut names: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with(store));
        names.sort();
        names.iter().flat_map(|path| std::fs::read(path).unwrap()).collect()
    }

    /// The path of a store's file on SQLite.
    pub fn path_of(&self, file: &str) -> PathBuf {
        let Place::Files(folder) = &self.place else { panic!("PostgreSQL has no file {file}") };
        folder.join(file)
    }

    /// A store by its name.
    pub fn store(&self, name: &str) -> &Store {
        let stores = &self.services.stores;
        match name {
            "identity" => &stores.identity,
            "forum" => &stores.forum,
            "vault" => &stores.vault,
            other => panic!("no store {other}"),
        }
    }

    /// The context of somebody who has not signed in.
    pub fn visitor(&self) -> Ctx {
        Ctx::visitor(self.services.clone())
    }

    /// Moves the clock on.
    pub fn pass(&self, seconds: i64) {
        let clock = &self.services.clock;
        clock.set(clock.now().plus_seconds(seconds));
    }
    /// Moves the clock on by minutes.
    pub fn pass_minutes(&self, minutes: i64) {
        self.pass(minutes * 60);
    }
    /// Moves the clock on by hours.
    pub fn pass_hours(&self, hours: i64) {
        self.pass(hours * HOUR);
    }
    /// Moves the clock on by days.
    pub fn pass_days(&self, days: i64) {
        self.pass(days * DAY);
    }
    /// Today.
    pub fn today(&self) -> Day {
        self.services.clock.now().day()
    }
    /// The current hour.
    pub fn hour(&self) -> Hour {
        self.services.clock.now().hour()
    }

    /// The sealed sessions of this world.
    pub fn sessions(&self) -> SealedSessions {
        SealedSessions::of(&self.services)
    }

    /// A browser without a cookie.
    pub fn browser(&self) -> Browser {
        Browser { sessions: self.sessions(), cookie: Arc::new(Mutex::new(None)) }
    }

    /// Signs somebody up; the account is not verified.
    pub async fn sign_up(&self, name: &str) -> Person {
        self.sign_up_with_code(name).await.0
    }

    /// Signs somebody up and returns the recovery code too.
    pub async fn sign_up_with_code(&self, name: &str) -> (Person, RecoveryCode) {
        let email = format!("{name}@example.org");
        let browser = self.browser();
        let session = browser.open();
        let new = NewAccount { email: &email, name: &full_name(name), password: PASSWORD, again: PASSWORD };
        let code = account::sign_up(&self.visitor(), &session, new).await.unwrap();
        browser.keep(&session).await;
        (Person { services: self.services.clone(), browser, email }, code)
    }

    /// Signs up somebody who is verified with this claim.
    pub async fn verified(&self, name: &str, claim: Claim) -> Person {
        let (person, code) = self.sign_up_with_code(name).await;
        let proof = Proof::CheckWord(CheckWord::of(&code));
        account::verify(&self.visitor(), &person.email, claim, &proof).await.unwrap();
        person
    }

    /// Verifies somebody in person.
    pub async fn verify(&self, person: &Person, claim: Claim) {
        account::verify(&self.visitor(), &person.email, claim, &Proof::InPerson).await.unwrap();
    }

    /// A verified cardiologist.
    pub async fn cardiologist(&self, name: &str) -> Person {
        self.verified(name, cardiology()).await
    }

    /// A verified cardiologist with one persona, and the persona's author id.
    pub async fn with_persona(&self, name: &str) -> (Person, AuthorId) {
        let person = self.cardiologist(name).await;
        let author = person.make_persona().await;
        (person, author)
    }

    /// Opens a second browser on somebody's account.
    pub async fn sign_in(&self, person: &Person) -> Person {
        let browser = self.browser();
        let session = browser.open();
        account::sign_in(&self.visitor(), &session, &person.email, PASSWORD).await.unwrap();
        browser.keep(&session).await;
        Person { services: self.services.clone(), browser, email: person.email.clone() }
    }

    /// Sets an author's sum of content points, in tenths, with an old event, so that the ledger adds up to it.
    pub async fn set_content(&self, author: AuthorId, tenths: i32) {
        self.set_sum(author, ("content_tenths", "educational", 1), tenths).await;
    }

    /// Sets an author's sum of penalties, in tenths.
    pub async fn set_penalties(&self, author: AuthorId, tenths: i32) {
        self.set_sum(author, ("penalty_tenths", "spam", -1), tenths).await;
    }

    async fn set_sum(&self, author: AuthorId, (column, kind, sign): (&str, &str, i64), tenths: i32) {
        let row = format!("FROM reputation_scores WHERE author = '{author}'");
        let before = self.number("forum", &format!("SELECT {column} {row}")).await;
        let by = sign * (i64::from(tenths) - before);
        let id = self.sql_uuid(self.services.rng.uuid());
        let event = format!(
            "INSERT INTO reputation_events (id, author, kind, reversal, nominal_tenths, tenths, day) \
             VALUES ({id}, '{author}', '{kind}', FALSE, {by}, {by}, 0)"
        );
        self.run("forum", &event).await;
        let sql = format!("UPDATE reputation_scores SET {column} = {tenths} WHERE author = '{author}'");
        assert_eq!(self.run("forum", &sql).await, 1);
    }

    /// Opens all connections of a store's pool, so that what follows really runs concurrently.
    pub async fn warm_up(&self, store: &str) {
        if !self.is_sqlite() {
            let db = self.store(store);
            let naps = (0..16).map(|_| {
                let db = db.clone();
                tokio::spawn(async move { takes(&db, "SELECT pg_sleep(0.1)").await })
            });
            for nap in naps.collect::<Vec<_>>() {
                assert!(nap.await.unwrap());
            }
        }
    }

    /// Runs a statement; returns the number of changed rows.
    pub async fn run(&self, store: &str, sql: &str) -> u64 {
        self.store(store).connection().execute_unprepared(sql).await.unwrap().rows_affected()
    }

    /// The first cell of the first row, which must be a number.
    pub async fn number(&self, store: &str, sql: &str) -> i64 {
        let rows = rows(self.store(store), &format!("SELECT CAST(({sql}) AS BIGINT) AS cell")).await;
        rows.first().unwrap().try_get("", "cell").unwrap()
    }

    /// The first column of every row, as texts.
    pub async fn texts(&self, store: &str, sql: &str) -> Vec<String> {
        let wrapped = format!("SELECT CAST(q.cell AS TEXT) AS cell FROM ({sql}) AS q");
        let texts = rows(self.store(store), &wrapped).await;
        texts.iter().map(|row| row.try_get::<Option<String>>("", "cell").unwrap().unwrap_or_default()).collect()
    }

    /// A uuid as this engine's SQL writes it.
    pub fn sql_uuid(&self, id: uuid::Uuid) -> String {
        if self.is_sqlite() { format!("X'{}'", id.simple()) } else { format!("'{id}'") }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Place::Files(folder) = &self.place {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn quiet(url: &str) -> sea_orm::ConnectOptions {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.sqlx_logging(false).max_connections(1);
    options
}

/// A statement of SQLite without bound values.
pub fn plain(sql: &str) -> Statement {
    Statement::from_string(sea_orm::DatabaseBackend::Sqlite, sql)
}

/// All rows of a query.
pub async fn rows(db: &Store, sql: &str) -> Vec<sea_orm::QueryResult> {
    db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap()
}

/// Whether the engine accepts a statement.
pub async fn takes(db: &Store, sql: &str) -> bool {
    db.connection().execute_unprepared(sql).await.is_ok()
}

/// Whether a store is SQLite.
pub fn is_sqlite(db: &Store) -> bool {
    db.is_sqlite()
}

/// A cookie jar that holds at most one session.
#[derive(Clone)]
pub struct Browser {
    sessions: SealedSessions,
    cookie: Arc<Mutex<Option<Id>>>,
}

impl Browser {
    /// The session as a request would find it.
    pub fn open(&self) -> Session {
        Session::new(self.cookie(), Arc::new(self.sessions.clone()), None)
    }
    /// Ends the request: the session is stored and the cookie set, or taken away.
    pub async fn keep(&self, session: &Session) {
        let empty = session.is_empty().await;
        if !empty {
            session.save().await.unwrap();
        }
        *self.cookie.lock().unwrap() = if empty { None } else { session.id() };
    }
    /// Takes over the cookie of another browser.
    pub fn adopt(&self, other: &Self) {
        let cookie = other.cookie();
        *self.cookie.lock().unwrap() = cookie;
    }
    /// The cookie.
    pub fn cookie(&self) -> Option<Id> {
        *self.cookie.lock().unwrap()
    }
}

/// Somebody with an account, behind a browser.
#[derive(Clone)]
pub struct Person {
    services: Services,
    /// The browser.
    pub browser: Browser,
    /// The e-mail address.
    pub email: String,
}

impl Person {
    /// The context of a request by this person, loaded through the session; a visitor's once the session has ended.
    pub async fn ctx(&self) -> Ctx {
        let session = self.browser.open();
        let member = account::load_member(&self.services, &session).await.unwrap();
        match member {
            Some(member) => Ctx::member(self.services.clone(), member),
            None => Ctx::visitor(self.services.clone()),
        }
    }

    /// Somebody who has not signed in yet.
    pub fn at(world: &World, email: &str) -> Self {
        Self { services: world.services.clone(), browser: world.browser(), email: email.to_owned() }
    }

    /// Makes a persona that shows nothing; returns its author id.
    pub async fn make_unverified_persona(&self) -> AuthorId {
        let slot = server::persona::create(&self.ctx().await, Degree::Unverified).await.unwrap();
        self.persona(slot).await
    }

    /// Whether the session is still valid.
    pub async fn is_signed_in(&self) -> bool {
        self.ctx().await.signed_in().is_some()
    }

    /// Makes a persona that shows the credential; returns its author id.
    pub async fn make_persona(&self) -> AuthorId {
        let slot = server::persona::create(&self.ctx().await, Degree::CredentialVerified).await.unwrap();
        self.persona(slot).await
    }

    /// The persona in a slot.
    pub async fn persona(&self, slot: Slot) -> AuthorId {
        let ctx = self.ctx().await;
        AuthorId::Persona(ctx.signed_in().unwrap().keyring().in_slot(slot).unwrap().persona)
    }

    /// The public profile.
    pub async fn profile(&self) -> AuthorId {
        let ctx = self.ctx().await;
        ctx.signed_in().unwrap().author(Identity::Member)
    }

    /// Switches this browser's session to this identity.
    pub async fn speak_as(&self, author: AuthorId) {
        let session = self.browser.open();
        account::speak_as(&self.ctx().await, &session, author).await.unwrap();
        self.browser.keep(&session).await;
    }

    /// Saves a draft of a post in the general space.
    pub async fn draft(&self, author: AuthorId, title: &str, body: &str) -> DraftId {
        save_draft(&self.ctx().await, None, &post_draft(author, title, body)).await.unwrap()
    }

    /// Saves and publishes a draft.
    pub async fn say(&self, draft: &Draft) -> Result<Outcome, Error> {
        let ctx = self.ctx().await;
        let id = save_draft(&ctx, None, draft).await?;
        publish(&ctx, id).await
    }

    /// Posts in the general space.
    pub async fn post(&self, author: AuthorId) -> ItemId {
        let said = self.say(&post_draft(author, "A missed finding at handover", "We changed who calls back.")).await;
        stands(said.unwrap())
    }

    /// Comments on a post, or replies to a comment.
    pub async fn comment(&self, author: AuthorId, post: ItemId, parent: Option<ItemId>) -> ItemId {
        stands(self.say(&comment_draft(author, post, parent)).await.unwrap())
    }

    /// A thread as this person sees it.
    pub async fn thread(&self, post: ItemId) -> ThreadView {
        self.read(post).await.unwrap()
    }

    /// Reads a thread, or is refused.
    pub async fn read(&self, post: ItemId) -> Result<ThreadView, Error> {
        let ctx = self.ctx().await;
        let own = identities(&ctx).await.unwrap();
        thread(&ctx, &own, post, None).await
    }

    /// The id of this person's account, as the stores know it.
    pub async fn account_id(&self, world: &World) -> uuid::Uuid {
        let index = world.services.keys.email_index(&Email::parse(&self.email).unwrap()).unwrap();
        let sql = format!("SELECT id FROM accounts WHERE email_index = '{index}'");
        rows(world.store("identity"), &sql).await.first().unwrap().try_get("", "id").unwrap()
    }
}

/// Verified Cardiologist, 12 to 19 years in practice.
pub fn cardiology() -> Claim {
    Claim { tier: Tier::MedicalProfessional, specialty: Specialty::parse("cardiology"), years: Some(YearsBand::To19) }
}

/// A draft of a post in the general space.
pub fn post_draft(author: AuthorId, title: &str, body: &str) -> Draft {
    Draft {
        author,
        target: Target::Post { space: SpaceSlug::parse("general"), kind: PostKind::Discussion },
        title: title.to_owned(),
        body: body.to_owned(),
        publication: Publication::AtOnce,
        exemptions: Exemptions::none(),
    }
}

/// A draft of a comment.
pub fn comment_draft(author: AuthorId, post: ItemId, parent: Option<ItemId>) -> Draft {
    Draft {
        author,
        target: Target::Comment { post, parent },
        title: String::new(),
        body: "The same happened on our ward.".to_owned(),
        publication: Publication::AtOnce,
        exemptions: Exemptions::none(),
    }
}

/// The item of a published draft.
pub fn stands(outcome: Outcome) -> ItemId {
    match outcome {
        Outcome::Published { item, .. } => item,
        Outcome::Scheduled => panic!("it waits"),
    }
}

/// The refusal in a result.
pub fn refusal<T>(result: Result<T, Error>) -> Refused {
    match result {
        Err(Error::Refused(refused)) => refused,
        Err(other) => panic!("not a refusal but: {other}"),
        Ok(_) => panic!("not refused"),
    }
}

/// A name without digits, different for every `name`.
fn full_name(name: &str) -> String {
    let letters: String = name
        .chars()
        .map(|c| c.to_digit(10).map_or(c, |digit| char::from(b'a' + u8::try_from(digit).unwrap())))
        .map(|c| if c.is_alphabetic() { c } else { ' ' })
        .collect();
    format!("Member {letters}")
}
