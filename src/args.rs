//! The command line. Every setting of the configuration file has a flag and an environment variable.

use clap::{Args as ClapArgs, Parser, Subcommand};
use serde::Serialize;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Clinicians speak anonymously and accountably.
#[derive(Parser)]
#[command(version, about)]
pub struct Args {
    /// Configuration file (TOML).
    #[arg(long, global = true, env = "UD_CONFIG")]
    pub config: Option<PathBuf>,
    /// What is logged, such as `info` or `server=debug`. Libraries never log more than warnings.
    #[arg(long, global = true, env = "UD_LOG", default_value = "info,tower_sessions_core=error")]
    pub log: String,
    #[command(flatten)]
    pub flags: Flags,
    #[command(subcommand)]
    pub command: Command,
}

/// Settings that flags override.
#[derive(ClapArgs, Serialize)]
pub struct Flags {
    /// Address to listen on.
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// Folder of the embedded stores and the server key.
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// Visitors reach the site over https.
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub https: Option<bool>,
    /// Where visitors reach the site, such as https://forum.example.
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Connections open at once.
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_connections: Option<NonZeroUsize>,
    /// Folder with the compiled site.
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<PathBuf>,
    #[command(flatten)]
    pub stores: StoreFlags,
    #[command(flatten)]
    pub vault: VaultFlags,
}

/// Addresses of the stores.
#[derive(ClapArgs, Serialize)]
pub struct StoreFlags {
    /// The identity store: `postgres://…` or `sqlite:…`.
    #[arg(long = "stores-identity", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// The forum store.
    #[arg(long = "stores-forum", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forum: Option<String>,
    /// The vault.
    #[arg(long = "stores-vault", global = true)]
    #[serde(rename = "vault", skip_serializing_if = "Option::is_none")]
    pub vault_store: Option<String>,
}

/// To whom links are sealed.
#[derive(ClapArgs, Serialize)]
pub struct VaultFlags {
    /// Files with the custodians' public keys, in their order, separated by commas.
    #[arg(long = "vault-custodians", global = true, value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub custodians: Vec<PathBuf>,
    /// How many custodians must come together.
    #[arg(long = "vault-threshold", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<u8>,
    /// Number of this set of custodians.
    #[arg(long = "vault-epoch", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch: Option<u32>,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Serves the site.
    Serve,
    /// Brings the stores' schemas up to date.
    Migrate,
    /// Fills the embedded stores with a demo if they are empty, and serves it. For looking around, not for real use.
    Demo {
        /// Adds this many made-up posts, for measuring.
        #[arg(long, default_value_t = 0)]
        posts: usize,
        /// Adds this many made-up comments to them.
        #[arg(long, default_value_t = 0)]
        comments: usize,
        /// Fills the stores and stops.
        #[arg(long)]
        fill_only: bool,
    },
    /// Removes from standard input what identifies patients, people and institutions, as for every post.
    Scrub {
        /// Reads lines of {"id","text"} and writes lines of {"id","spans"}, offsets in Unicode code points.
        #[arg(long)]
        jsonl: bool,
    },
    /// Replays the ledgers of reputation.
    #[command(subcommand)]
    Reputation(Reputation),
    /// What an administrator does by hand.
    #[command(subcommand)]
    Admin(Admin),
}

/// Replays of reputation.
#[derive(Subcommand)]
pub enum Reputation {
    /// Computes every score again from its events, reports what differs and corrects it.
    Rebuild,
    /// Plays the events of a file (JSON; `-` for standard input) by the rules, and prints the score.
    Replay {
        /// The file.
        file: PathBuf,
    },
}

/// What an administrator does by hand.
#[derive(Subcommand)]
pub enum Admin {
    /// Records what an account is verified as. Without a proof it says how old the account is and changes nothing.
    Verify {
        /// E-mail address of the account.
        email: String,
        /// Tier, 1 to 5 (5 takes the verification away and needs no proof).
        #[arg(long)]
        tier: u8,
        /// Specialty, such as `cardiology`.
        #[arg(long)]
        specialty: Option<String>,
        /// Years in practice.
        #[arg(long)]
        years: Option<u8>,
        #[command(flatten)]
        proof: ProofFlags,
    },
    /// Gives an account a staff role: `moderator`, `administrator` or `none`, which needs no proof.
    Role {
        /// E-mail address of the account.
        email: String,
        /// The role.
        role: String,
        #[command(flatten)]
        proof: ProofFlags,
    },
    /// Makes a new server key and seals everything again under it. The server must not be running.
    RotateServerKey,
    /// Lists the background jobs that have failed, and when they are tried again.
    Jobs,
    /// Makes all failed background jobs due at once, those that were given up included.
    RetryJobs,
}

/// How the administrator knows that the account is the person's.
#[derive(ClapArgs)]
pub struct ProofFlags {
    /// The check word of the account's recovery code, as its owner reads it out.
    #[arg(long, conflicts_with = "in_person")]
    pub check_word: Option<String>,
    /// You watched the owner sign in.
    #[arg(long)]
    pub in_person: bool,
}
