//! The administrator's commands.

use crate::args::{Admin, ProofFlags};
use crate::commands::Fault;
use domain::account::{Claim, Role, Specialty, Tier, YearsBand};
use server::account::{
    CheckWord, Proof, account_age, give_role, rotate_server_key, take_role, verify, withdraw_verification,
};
use server::config::Config;
use server::jobs::{FailedJob, list_failed, retry_failed};
use server::{Ctx, Error, Refused, Services};

/// Runs one of them.
pub async fn run(config: &Config, services: Services, command: Admin) -> Result<(), Fault> {
    let ctx = Ctx::visitor(services);
    match command {
        Admin::Verify { email, tier, specialty, years, proof } => {
            let claim = claim(tier, specialty.as_deref(), years)?;
            if claim.tier == Tier::Unverified {
                told(withdraw_verification(&ctx, &email).await)?;
            } else {
                let proof = proof_of(&ctx, &email, proof).await?;
                told(verify(&ctx, &email, claim, &proof).await)?;
            }
            println!("The account is verified as: {claim}.");
        }
        Admin::Role { email, role, proof } => {
            if role == "none" {
                told(take_role(&ctx, &email).await)?;
            } else {
                let role = Role::parse(&role).ok_or("the role must be moderator, administrator or none")?;
                let proof = proof_of(&ctx, &email, proof).await?;
                told(give_role(&ctx, &email, role, &proof).await)?;
            }
            println!("Done. It takes effect on the next page the account opens.");
        }
        Admin::RotateServerKey => {
            let rotated = ctx.keys.rotated(&ctx.rng);
            // The new key is on disk before anything is sealed with it; the old ones stay for older passwords.
            rotated.save(&config.key_file())?;
            let accounts = rotate_server_key(&ctx, &rotated).await?;
            println!("Version {} is current; {accounts} accounts are sealed under it.", rotated.current());
        }
        Admin::Jobs => print_failed(&list_failed(&ctx).await?),
        Admin::RetryJobs => {
            let due = retry_failed(&ctx).await?;
            println!("{due} failed jobs are due now. A running server looks for them every 20 seconds.");
        }
    }
    Ok(())
}

fn print_failed(failed: &[FailedJob]) {
    if failed.is_empty() {
        println!("No job has failed.");
    }
    for job in failed {
        let subject = if job.subject.is_empty() { String::new() } else { format!(" {}", job.subject) };
        let next = job.next.map_or_else(|| "given up".to_owned(), |minute| format!("next on {minute}"));
        let attempts = if job.attempts == 1 { "1 attempt".to_owned() } else { format!("{} attempts", job.attempts) };
        println!("{}{subject}: {}, {attempts}, {next}", job.kind, job.fault);
    }
}

/// The proof given. Says how old the account is before anything else: if it is older than its owner says, it belongs to
/// somebody else.
async fn proof_of(ctx: &Ctx, email: &str, flags: ProofFlags) -> Result<Proof, Fault> {
    println!("The account {}.", told(account_age(ctx, email).await)?);
    match flags {
        ProofFlags { check_word: Some(typed), .. } => {
            let word =
                CheckWord::parse(&typed).ok_or("a check word has six letters and digits. Nothing was changed")?;
            Ok(Proof::CheckWord(word))
        }
        ProofFlags { in_person: true, .. } => Ok(Proof::InPerson),
        ProofFlags { .. } => {
            Err("nothing was changed: an address alone proves nothing. Contact the person in a way that \
             you know is theirs, ask for the check word of their recovery code, and add --check-word WORD; or meet \
             them, and add --in-person (docs/OPERATIONS.md, \"Verifying a member\")"
                .into())
        }
    }
}

/// The result of a verb, with its error in words for the administrator.
fn told<T>(done: Result<T, Error>) -> Result<T, Fault> {
    done.map_err(|error| match error {
        Error::Refused(Refused::WrongCredentials) => {
            "this is not the check word of the account's current recovery code. Nothing was changed".into()
        }
        Error::Refused(Refused::NotFound) => "no account has this address".into(),
        Error::Refused(Refused::Busy) => {
            "the account has just got a new recovery code. Nothing was changed; ask for the new check word".into()
        }
        error => error.into(),
    })
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
