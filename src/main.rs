//! `uniting-doctors`: the server and its commands.

mod admin;
mod args;
mod commands;
mod log;
mod reputation;
mod scrub;
mod serve;

use args::Args;
use clap::Parser;
use commands::Fault;
use server::process::forbid_core_dumps;
use std::process::ExitCode;
use tracing_subscriber::util::SubscriberInitExt as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("uniting-doctors: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), Fault> {
    forbid_core_dumps().map_err(|error| format!("core dumps cannot be switched off: {error}"))?;
    log::to(&args.log, std::io::stderr).init();
    commands::run(args).await
}
