//! The rules of Uniting Doctors and the types that everything else shares.
//!
//! Pure: no I/O, clock, randomness or framework, so that the same function checks a form in the browser (WASM) and on
//! the server. Each folder is a feature and has the same name in `server`, `app` and `end2end`.

pub mod account;
pub mod calendar;
pub mod discussion;
pub mod hint;
pub mod ids;
pub mod integrity;
pub mod legible;
pub mod persona;
pub mod policy;
pub mod quality;
pub mod reference;
pub mod refused;
pub mod reputation;
pub mod scrub;
