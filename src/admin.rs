//! The administrator's commands.

use crate::args::Admin;
use crate::commands::Fault;
use domain::account::{Claim, Role, Specialty, Tier, YearsBand};
use server::account::{rotate_server_key, set_role, verify};
use server::config::Config;
use server::{Ctx, Deployment};

/// Runs one.
pub async fn run(config: &Config, deployment: Deployment, command: Admin) -> Result<(), Fault> {
    let ctx = Ctx::visitor(deployment);
    match command {
        Admin::Verify { email, tier, specialty, years } => {
            let claim = claim(tier, specialty.as_deref(), years)?;
            verify(&ctx, &email, claim).await?;
            println!("The account is verified as: {claim}.");
        }
        Admin::Role { email, role } => {
            let role = match role.as_str() {
                "none" => None,
                word => Some(Role::parse(word).ok_or("the role must be moderator, administrator or none")?),
            };
            set_role(&ctx, &email, role).await?;
            println!("Done. It holds from the account's next page on.");
        }
        Admin::RotateServerKey => {
            let rotated = ctx.keys.rotated(&ctx.chance);
            // The new key is on disk before anything is sealed with it; the old ones stay for older passwords.
            rotated.save(&config.key_file())?;
            let accounts = rotate_server_key(&ctx, &rotated).await?;
            println!("Version {} is current; {accounts} accounts are sealed under it.", rotated.current());
        }
    }
    Ok(())
}

fn claim(tier: u8, specialty: Option<&str>, years: Option<u8>) -> Result<Claim, Fault> {
    let tier = Tier::from_number(tier).ok_or("the tier must be 1 to 5")?;
    let specialty = match specialty {
        None => None,
        Some(slug) => Some(Specialty::parse(slug).ok_or_else(|| {
            let known: Vec<&str> = Specialty::all().map(Specialty::slug).collect();
            format!("no such specialty; there are: {}", known.join(", "))
        })?),
    };
    if specialty.is_some_and(|specialty| specialty.tier() != tier) {
        return Err("this specialty belongs to another tier".into());
    }
    Ok(Claim { tier, specialty, years: years.map(YearsBand::of) })
}
