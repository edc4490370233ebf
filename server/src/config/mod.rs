//! Configuration: defaults, then one TOML file, then the environment (`UD_…`), then flags. All of it is checked at
//! start; an error names the key and where it came from.

mod fault;

pub use fault::ConfigFault;

use crate::account::{PasswordHashing, has_accounts};
use crate::ctx::{Clock, Rng, Services};
use crate::files;
use crate::key_checks::{are_known, has_keys};
use crate::keys::ServerKeys;
use crate::origin::Origin;
use crate::stores::{StoreFault, StoreUrls, Stores};
use crate::vault::{CustodianKeys, Custodians};
use domain::account::K_ANONYMITY;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All settings.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address to listen on. Loopback by default; put a TLS-terminating proxy in front of it.
    pub listen: SocketAddr,
    /// Folder of the embedded stores and the server key.
    pub data: PathBuf,
    /// Whether visitors reach the site over https; cookies are then `__Host-` and `Secure`.
    pub https: bool,
    /// The public origin of the site. Required with https; otherwise defaults to the address listened on.
    pub origin: Option<Origin>,
    /// Maximum number of open connections; further ones are asked to retry.
    pub max_connections: NonZeroUsize,
    /// Addresses of the stores; SQLite files in `data` where not set.
    pub stores: StoreSettings,
    /// The custodians.
    pub vault: VaultSettings,
    /// Folder with the compiled site: style, script, WASM.
    pub site: PathBuf,
}

/// Addresses of the stores.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct StoreSettings {
    /// `postgres://…` or `sqlite:…`.
    pub identity: Option<String>,
    /// The same for the forum.
    pub forum: Option<String>,
    /// The same for the vault.
    pub vault: Option<String>,
}

/// The custodians to whom links are sealed.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct VaultSettings {
    /// Number of this set of custodians; goes up when the set changes.
    pub epoch: u32,
    /// Number of custodians needed to open a link.
    pub threshold: u8,
    /// Files with the custodians' public keys, in their order.
    pub custodians: Vec<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            data: PathBuf::from("data"),
            https: false,
            origin: None,
            max_connections: const { NonZeroUsize::new(512).unwrap() },
            stores: StoreSettings::default(),
            vault: VaultSettings { epoch: 1, threshold: 2, custodians: Vec::new() },
            site: PathBuf::from("target/site"),
        }
    }
}

impl Config {
    /// Merges defaults, the file, the environment and flags, and checks everything that can be checked without side
    /// effects.
    pub fn load(file: Option<&Path>, flags: impl Serialize) -> Result<Self, ConfigFault> {
        if let Some(file) = file.filter(|file| !file.exists()) {
            return Err(ConfigFault::File(file.to_path_buf()));
        }
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = file {
            figment = figment.merge(Toml::file_exact(file));
        }
        let config: Self = figment
            .merge(Env::prefixed("UD_").filter(is_setting).split("__"))
            .merge(Serialized::defaults(flags))
            .extract()
            .map_err(Box::new)?;
        config.check()?;
        Ok(config)
    }

    /// Creates the data folder, accessible to its owner only.
    fn make_data_folder(&self) -> Result<(), ConfigFault> {
        let mut folder = std::fs::DirBuilder::new();
        folder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(&self.data).map_err(|source| ConfigFault::Data { path: self.data.clone(), source })
    }

    fn check(&self) -> Result<(), ConfigFault> {
        let urls = self.store_urls();
        for (name, url) in [("identity", &urls.identity), ("forum", &urls.forum), ("vault", &urls.vault)] {
            if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) {
                return Err(ConfigFault::StoreUrl(name));
            }
        }
        if urls.identity == urls.forum || urls.forum == urls.vault || urls.vault == urls.identity {
            return Err(ConfigFault::SameStore);
        }
        if !self.https && !self.listen.ip().is_loopback() {
            return Err(ConfigFault::PlainHttp(self.listen));
        }
        match &self.origin {
            None if self.https => Err(ConfigFault::NoOrigin),
            Some(origin) if origin.is_https() != self.https => {
                Err(ConfigFault::OriginScheme(origin.as_str().to_owned(), self.https))
            }
            _ => Ok(()),
        }
    }

    /// The public origin of the site when it listens on this address.
    pub fn origin_at(&self, listening: SocketAddr) -> Result<Origin, ConfigFault> {
        let own = || Origin::parse(&format!("http://{listening}")).map_err(|_| ConfigFault::NoOrigin);
        self.origin.clone().map_or_else(own, Ok)
    }

    fn store_urls(&self) -> StoreUrls {
        let file = |name: &str| format!("sqlite:{}", self.data.join(name).display());
        StoreUrls {
            identity: self.stores.identity.clone().unwrap_or_else(|| file("identity.db")),
            forum: self.stores.forum.clone().unwrap_or_else(|| file("forum.db")),
            vault: self.stores.vault.clone().unwrap_or_else(|| file("vault.db")),
        }
    }

    /// Opens the three stores. Store files are readable by their owner only.
    async fn open_stores(&self) -> Result<Stores, ConfigFault> {
        self.make_data_folder()?;
        let urls = self.store_urls();
        for path in [&urls.identity, &urls.forum, &urls.vault].into_iter().filter_map(|url| files::of_store(url)) {
            files::make_store(&path).map_err(|source| ConfigFault::NotPrivate { path, source })?;
        }
        Ok(Stores::open(&urls).await?)
    }

    /// File of the server key.
    pub fn key_file(&self) -> PathBuf {
        self.data.join("server.key")
    }

    /// Opens everything a running server needs.
    pub async fn open(&self) -> Result<Services, ConfigFault> {
        if self.vault.custodians.is_empty() {
            return Err(ConfigFault::NoCustodians);
        }
        let mut public_keys = Vec::new();
        for path in &self.vault.custodians {
            let read = std::fs::read_to_string(path);
            public_keys.push(read.map_err(|source| ConfigFault::CustodianFile { path: path.clone(), source })?);
        }
        let custodians = Custodians::new(self.vault.epoch, self.vault.threshold, &public_keys)?;
        let rng = Rng::system();
        let stores = self.open_stores().await?;
        let keys = self.load_keys(&stores, &rng).await?;
        Ok(Services {
            keys: Arc::new(keys),
            stores,
            clock: Clock::system(),
            rng,
            custodians: Arc::new(custodians),
            passwords: PasswordHashing::recommended(),
            least_crowd: K_ANONYMITY,
        })
    }

    /// Loads the server key, or makes one for stores that no server has used. Another key than theirs is refused.
    async fn load_keys(&self, stores: &Stores, rng: &Rng) -> Result<ServerKeys, ConfigFault> {
        let file = self.key_file();
        // Accounts from before there were check values count as well.
        let used = async || Ok::<_, StoreFault>(has_keys(&stores.identity).await? || has_accounts(stores).await?);
        if !file.exists() && used().await? {
            return Err(ConfigFault::KeyLost(file));
        }
        let keys = ServerKeys::load_or_make(&file, rng)?;
        let known = are_known(&keys, &stores.identity).await.map_err(StoreFault::from)?;
        if known { Ok(keys) } else { Err(ConfigFault::ForeignKey(file)) }
    }

    /// Opens only the stores and migrates their schemas.
    pub async fn migrate(&self) -> Result<(), ConfigFault> {
        self.open_stores().await?;
        Ok(())
    }

    /// For the demo: if no custodians are configured, makes three throw-away ones in the data folder and uses them.
    /// Their private keys are stored next to the databases, so the demo's links are not secret.
    pub fn with_demo_custodians(mut self) -> Result<Self, ConfigFault> {
        if !self.vault.custodians.is_empty() {
            return Ok(self);
        }
        self.make_data_folder()?;
        let folder = self.data.join("demo-custodians");
        let fault = |source| ConfigFault::Data { path: folder.clone(), source };
        std::fs::create_dir_all(&folder).map_err(fault)?;
        let rng = Rng::system();
        for number in 1..=3 {
            let [public, private] = ["pub", "key"].map(|ending| folder.join(format!("{number}.{ending}")));
            files::tighten(&private).map_err(fault)?;
            if !public.exists() {
                let keys = CustodianKeys::random(&rng);
                files::write(&private, keys.private.as_bytes()).map_err(fault)?;
                std::fs::write(&public, &keys.public).map_err(fault)?;
            }
            self.vault.custodians.push(public);
        }
        Ok(self)
    }
}

/// Whether a `UD_…` variable is a setting; the others belong to the command line and the scripts.
fn is_setting(key: &figment::value::UncasedStr) -> bool {
    let word = key.as_str().split('_').next().unwrap_or_default().to_lowercase();
    !["cache", "config", "log", "test", "e2e", "bench"].contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn load(toml: &str, flags: &[(&str, &str)]) -> Result<Config, String> {
        let file = std::env::temp_dir().join(format!("{}.toml", Rng::system().uuid()));
        std::fs::write(&file, toml).map_err(|error| error.to_string())?;
        let flags: BTreeMap<&str, &str> = flags.iter().copied().collect();
        let loaded = Config::load(Some(&file), flags).map_err(|error| error.to_string());
        let _ = std::fs::remove_file(file);
        loaded
    }

    #[test]
    fn defaults_are_safe_and_flags_win_over_the_file() -> Result<(), String> {
        let config = load("data = \"a\"\n[vault]\nthreshold = 3", &[("data", "b")])?;
        assert_eq!((config.data, config.vault.threshold), (PathBuf::from("b"), 3));
        assert!(config.listen.ip().is_loopback() && !config.https);
        assert!(config.stores.forum.is_none());
        Ok(())
    }

    #[test]
    fn the_site_is_where_it_listens_unless_the_configuration_names_another_place() -> Result<(), String> {
        let listening = SocketAddr::from(([127, 0, 0, 1], 3917));
        let origin = |config: Config| config.origin_at(listening).map_err(|error| error.to_string());
        assert_eq!(origin(load("", &[])?)?.as_str(), "http://127.0.0.1:3917");
        let named = load("https = true\norigin = \"https://forum.example\"", &[])?;
        assert_eq!(origin(named)?.as_str(), "https://forum.example");
        Ok(())
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn stores_and_keys_are_for_their_owner_alone_in_a_folder_open_to_all()
    -> Result<(), Box<dyn std::error::Error>> {
        use sea_orm::ConnectionTrait as _;
        use std::fs::Permissions;
        use std::os::unix::fs::PermissionsExt as _;
        let data = std::env::temp_dir().join(Rng::system().uuid().to_string());
        std::fs::create_dir(&data)?;
        std::fs::set_permissions(&data, Permissions::from_mode(0o755))?;
        // Files as an earlier version left them.
        for earlier in ["forum.db", "vault.db-journal", "vault.db"] {
            std::fs::write(data.join(earlier), "")?;
            std::fs::set_permissions(data.join(earlier), Permissions::from_mode(0o644))?;
        }
        let config = Config { data: data.clone(), ..Config::default() }.with_demo_custodians()?;
        let services = config.open().await?;
        // An open write transaction keeps a journal next to its store.
        let work = services.identity().begin().await?;
        work.execute_unprepared("CREATE TABLE t (x)").await?;
        let forum = services.forum().begin().await?;
        forum.execute_unprepared("CREATE TABLE t (x)").await?;

        for private in
            ["server.key", "identity.db", "identity.db-journal", "forum.db", "forum.db-wal", "forum.db-shm", "vault.db"]
        {
            let mode =
                std::fs::metadata(data.join(private)).map_err(|error| format!("{private}: {error}"))?.permissions();
            assert_eq!(mode.mode() & 0o777, 0o600, "{private}");
        }
        for number in 1..=3 {
            let private = data.join(format!("demo-custodians/{number}.key"));
            assert_eq!(std::fs::metadata(private)?.permissions().mode() & 0o777, 0o600);
        }
        // With this process's umask, others could have read them.
        std::fs::write(data.join("public"), "")?;
        assert_ne!(std::fs::metadata(data.join("public"))?.permissions().mode() & 0o044, 0);
        drop((work, forum));
        std::fs::remove_dir_all(data)?;
        Ok(())
    }

    #[tokio::test]
    async fn a_key_that_is_lost_or_not_the_stores_own_stops_the_start() -> Result<(), Box<dyn std::error::Error>> {
        let data = std::env::temp_dir().join(Rng::system().uuid().to_string());
        let config = Config { data: data.clone(), ..Config::default() }.with_demo_custodians()?;
        config.open().await?;
        config.open().await?;
        // Nobody has signed up; the check value alone tells that a server has used the stores.
        std::fs::rename(config.key_file(), data.join("aside"))?;
        assert!(matches!(config.open().await, Err(ConfigFault::KeyLost(file)) if file == config.key_file()));
        assert!(!config.key_file().exists());

        let other = Config { data: data.join("other"), vault: config.vault.clone(), ..Config::default() };
        other.open().await?;
        std::fs::copy(other.key_file(), config.key_file())?;
        assert!(matches!(config.open().await, Err(ConfigFault::ForeignKey(file)) if file == config.key_file()));
        std::fs::rename(data.join("aside"), config.key_file())?;
        config.open().await?;
        std::fs::remove_dir_all(data)?;
        Ok(())
    }

    #[test]
    fn an_error_names_the_key() {
        for (toml, named) in [
            ("lisen = \"127.0.0.1:1\"", "lisen"),
            ("listen = \"nowhere\"", "listen"),
            ("[vault]\nthreshold = \"two\"", "vault.threshold"),
            ("[stores]\nforum = \"mysql://x\"", "stores.forum"),
            ("[stores]\nforum = \"sqlite:x\"\nvault = \"sqlite:x\"", "stores.identity, stores.forum and stores.vault"),
            ("listen = \"0.0.0.0:80\"", "listen"),
            ("https = true", "origin"),
            ("origin = \"https://forum.example/\"\nhttps = true", "origin"),
            ("origin = \"https://forum.example\"", "origin"),
            ("origin = \"http://forum.example\"\nhttps = true", "origin"),
            ("max_connections = 0", "max_connections"),
        ] {
            let told = load(toml, &[]).err().unwrap_or_default();
            assert!(told.contains(named), "{toml}: {told}");
        }
        let missing = Config::load(Some(Path::new("/no/such/file.toml")), BTreeMap::<&str, &str>::new());
        assert!(missing.is_err_and(|error| error.to_string().contains("/no/such/file.toml")));
    }
}
