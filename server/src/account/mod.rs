//! Accounts: signing up, in and out, changing and recovering the password, and who is behind a session.
//!
//! An account row holds no time of activity. Signing in does not write to it, with two exceptions: once after the
//! password cost was raised, and once for an old account that has no hash of its verifying key yet. The account secret
//! is in the clear only in memory while a request of its owner is served.

mod admin;
mod age;
mod change_password;
mod check_word;
mod crowd;
mod device;
mod entity;
mod guesses;
mod held;
mod keyring;
mod member;
mod own_email;
mod own_sessions;
mod password;
mod recover;
mod recovery_code;
mod secret;
mod session;
mod sign_in;
mod sign_up;
mod turns;
mod verify;
mod verifying_key;

pub use admin::{has_accounts, rotate_server_key};
pub use age::{Age, account_age, forget_sign_up_days};
pub use change_password::{change_password, renew_recovery_code};
pub use check_word::CheckWord;
pub use device::{Device, new_device};
pub use guesses::purge_guesses;
pub use keyring::{Change, change_keyring};
pub use member::{Identity, Member};
pub use own_sessions::{Ended, end_session, list_sessions, name_session};
pub use password::PasswordHashing;
pub use recover::recover;
pub use recovery_code::RecoveryCode;
pub use secret::AccountSecret;
pub use session::{SealedSessions, renew, speak_as};
pub use sign_in::{load_member, sign_in, sign_out, sign_out_everywhere};
pub use sign_up::{NewAccount, sign_up};
pub use turns::Turn;
pub use verify::{Proof, give_role, take_role, verify, withdraw_verification};

pub(crate) use crowd::crowd;
pub(crate) use own_email::own_email;
