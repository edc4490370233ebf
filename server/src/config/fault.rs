//! What can be wrong with the configuration, in sentences for whoever starts the server.

use crate::keys::KeyFault;
use crate::stores::StoreFault;
use crate::vault::CustodianFault;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigFault {
    /// A value is missing, unknown or of the wrong kind.
    #[error("configuration: {0}")]
    Value(#[from] Box<figment::Error>),
    /// The file named does not exist.
    #[error("configuration: file {0} does not exist")]
    File(PathBuf),
    /// A store's address is neither SQLite nor PostgreSQL.
    #[error("configuration: stores.{0} must start with `sqlite:` or `postgres:`")]
    StoreUrl(&'static str),
    /// Two stores have the same address.
    #[error("configuration: stores.identity, stores.forum and stores.vault must be three different databases")]
    SameStore,
    /// Plain http is reachable from other machines.
    #[error(
        "configuration: listen = {0} is reachable from outside while https = false; set https = true behind a TLS proxy"
    )]
    PlainHttp(SocketAddr),
    /// https is on, but the origin is missing.
    #[error(
        "configuration: origin is missing: with https = true, name where visitors reach the site, such as https://forum.example"
    )]
    NoOrigin,
    /// The origin and `https` contradict each other.
    #[error("configuration: origin = {0} and https = {1} contradict each other")]
    OriginScheme(String, bool),
    /// No custodians are configured.
    #[error("configuration: vault.custodians names no public keys. Make some with `custodian keygen`, or run the demo")]
    NoCustodians,
    /// A custodian's key file cannot be read.
    #[error("configuration: vault.custodians: {path}: {source}")]
    CustodianFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The custodians and the threshold do not form a valid quorum.
    #[error("configuration: vault.custodians, vault.threshold: {0}")]
    Custodians(#[from] CustodianFault),
    /// The server key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// The stores have been used, but the server key is missing.
    #[error("the server key {0} is missing, but the identity store was written with it: restore it from its backup")]
    KeyLost(PathBuf),
    /// The accounts are sealed under keys that the file does not have.
    #[error("the identity store was written with another server key than {0}: use the key file that its servers use")]
    ForeignKey(PathBuf),
    /// The demo would write to stores that are not its own.
    #[error(
        "{0} holds stores that are not the demo's, or `stores` is configured: the demo fills only stores of its own"
    )]
    NotTheDemos(PathBuf),
    /// A folder cannot be created.
    #[error("configuration: data = {path}: {source}")]
    Data {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A private file may be readable by others.
    #[error("{path} cannot be made readable for its owner alone: {source}")]
    NotPrivate {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A store cannot be opened.
    #[error("stores: {0}")]
    Store(#[from] StoreFault),
}
