//! The commands: serve, migrate, demo, scrub, reputation, admin.

use crate::args::{Args, Command, Reputation};
use crate::serve::{self, Limits};
use server::config::{Config, ConfigFault};
use server::discussion::{add_spaces, seed};
use server::process::allow_open_files;
use server::{Ctx, Services, demo, worker};
use std::path::Path;

/// Names of the embedded stores.
const STORES: [&str; 3] = ["identity", "forum", "vault"];

/// Why a command stopped.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Runs a command.
pub async fn run(args: Args) -> Result<(), Fault> {
    let Args { config, flags, command, .. } = args;
    let load = || Config::load(config.as_deref(), &flags);
    match command {
        Command::Serve => {
            let config = load()?;
            let services = config.open().await?;
            add_spaces(&Ctx::visitor(services.clone()), demo::first_spaces()?).await?;
            serve(&config, services).await
        }
        Command::Migrate => Ok(load()?.migrate().await?),
        Command::Demo { posts, comments, fill_only } => {
            let config = load()?.with_demo_custodians()?;
            let services = fill_demo(&config, posts, comments).await?;
            if fill_only {
                return Ok(());
            }
            introduce(&config);
            serve(&config, services).await
        }
        Command::Scrub { jsonl } => scrub(jsonl),
        Command::Reputation(Reputation::Replay { file }) => {
            crate::reputation::replay(&crate::reputation::read(&file)?, std::io::stdout().lock())
        }
        Command::Reputation(Reputation::Rebuild) => {
            // Ledgers are in the forum store only, so the demo's custodians will do if none are configured.
            let ctx = Ctx::visitor(load()?.with_demo_custodians()?.open().await?);
            crate::reputation::rebuild(&ctx, std::io::stdout().lock()).await
        }
        Command::Admin(command) => {
            // Administration touches accounts only, so the demo's custodians will do if none are configured.
            let config = load()?.with_demo_custodians()?;
            crate::admin::run(&config, config.open().await?, command).await
        }
    }
}

/// Scrubs standard input. Needs no configuration and no stores.
fn scrub(jsonl: bool) -> Result<(), Fault> {
    let (input, output) = (std::io::stdin().lock(), std::io::BufWriter::new(std::io::stdout().lock()));
    let command = if jsonl { crate::scrub::jsonl } else { crate::scrub::text };
    let whole = command(input, output, std::io::stderr().lock())?;
    if whole { Ok(()) } else { Err("some lines could not be read".into()) }
}

/// Opens the demo's stores, and fills them if that was never done or was interrupted.
async fn fill_demo(config: &Config, posts: usize, comments: usize) -> Result<Services, Fault> {
    let (ready, filling) = (config.data.join("demo.ready"), config.data.join("demo.filling"));
    let stores = &config.stores;
    let configured = [&stores.identity, &stores.forum, &stores.vault].iter().any(|url| url.is_some());
    if ready.exists() && !configured {
        return Ok(config.open().await?);
    }
    let foreign = STORES.iter().any(|store| config.data.join(format!("{store}.db")).exists()) && !filling.exists();
    if configured || foreign {
        return Err(ConfigFault::NotTheDemos(config.data.clone()).into());
    }
    std::fs::write(&filling, "The demo is being filled. If that is interrupted, the next start begins again.\n")?;
    remove_half_filled(&config.data)?;
    let services = config.open().await?;
    eprintln!("Filling the demo (about half a minute, once) ...");
    demo::seed(&services).await?;
    if posts > 0 {
        seed(&Ctx::visitor(services.clone()), posts, comments).await?;
    }
    std::fs::write(&ready, "The demo's stores are filled. Delete this folder to start it afresh.\n")?;
    std::fs::remove_file(&filling)?;
    Ok(services)
}

fn remove_half_filled(data: &Path) -> Result<(), Fault> {
    for store in STORES {
        for ending in ["db", "db-wal", "db-shm", "db-journal"] {
            match std::fs::remove_file(data.join(format!("{store}.{ending}"))) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
    }
    Ok(())
}

fn introduce(config: &Config) {
    println!("\n  Uniting Doctors, the demo: http://{}\n", config.listen);
    for (role, email) in demo::SIGN_INS {
        println!("  {role:<20} {email}");
    }
    println!("  password             {}\n", demo::PASSWORD);
    println!(
        "  THIS IS A DEMONSTRATION. Its three custodians are throw-away keys in {}:",
        config.data.join("demo-custodians").display()
    );
    println!("  anyone who can read that folder can open every link. Write nothing here that must stay anonymous.\n");
}

async fn serve(config: &Config, services: Services) -> Result<(), Fault> {
    let listener = tokio::net::TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("listen = {}: {error}", config.listen))?;
    let listening = listener.local_addr()?;
    let app = app::web::router(&services, &config.origin_at(listening)?, &config.site);
    let limits = Limits::of(connections(config.max_connections.get())?);
    tokio::spawn(worker::run(services));
    tracing::info!("listening on {listening}");
    serve::serve(listener, app, limits, stopped()).await;
    Ok(())
}

/// Open files besides those of connections: the stores', the log, the connections that are turned away.
const OTHER_FILES: usize = 192;

/// How many connections there can be at once: as many as wanted, if the system allows that many open files. Each may
/// have a file of the site open as well.
fn connections(wanted: usize) -> Result<usize, Fault> {
    let files = allow_open_files(u64::try_from(wanted.saturating_mul(2).saturating_add(OTHER_FILES))?)?;
    let possible = usize::try_from(files)?.saturating_sub(OTHER_FILES) / 2;
    if possible == 0 {
        return Err(
            format!("only {files} files may be open at once: raise that limit (`ulimit -n`, LimitNOFILE)").into()
        );
    }
    if possible < wanted {
        tracing::warn!("{possible} connections at once, not {wanted}: only {files} files may be open");
    }
    Ok(possible.min(wanted))
}

/// Waits until the server is asked to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! { _ = interrupted => {}, () = terminated => {} }
}
