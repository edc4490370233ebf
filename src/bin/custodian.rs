//! `custodian`: the offline tool of those who hold a share key. For a machine that is not the server's.

use clap::{Parser, Subcommand};
use server::ctx::Rng;
use server::process::forbid_core_dumps;
use server::vault::CustodianKeys;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// For custodians, on a machine of their own.
#[derive(Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a pair of keys: NAME.pub for the server's configuration, NAME.key for you alone.
    Keygen {
        /// Path and name of the two files, without an ending.
        name: PathBuf,
    },
}

fn main() -> ExitCode {
    let Command::Keygen { name } = Args::parse().command;
    match forbid_core_dumps().and_then(|()| keygen(&name)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("custodian: {}: {error}", name.display());
            ExitCode::FAILURE
        }
    }
}

fn keygen(name: &Path) -> std::io::Result<()> {
    let keys = CustodianKeys::random(&Rng::system());
    let ending = |ending: &str| PathBuf::from(format!("{}.{ending}", name.display()));
    write_new(&ending("key"), &keys.private, 0o600)?;
    write_new(&ending("pub"), &keys.public, 0o644)?;
    println!(
        "Give {0}.pub to the administrator. Keep {0}.key offline; it must never reach the server.",
        name.display()
    );
    Ok(())
}

/// Writes a file that must not exist yet.
fn write_new(path: &Path, text: &str, mode: u32) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    options.open(path)?.write_all(text.as_bytes())
}
