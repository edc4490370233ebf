//! Accounts: signing up and in, guesses, recovery, the password, sessions.

mod guesses;
mod recover;
mod session;
mod sign_up;

use crate::world::{Person, World};
use server::Error;
use server::account::sign_in;

const OTHER: &str = "granite teapot lantern forty";

async fn try_sign_in(world: &World, email: &str, password: &str) -> Result<Person, Error> {
    let person = Person::at(world, email);
    let session = person.browser.open();
    sign_in(&world.visitor(), &session, email, password).await?;
    person.browser.keep(&session).await;
    Ok(person)
}
