//! The derivation of a persona's id (ANON-3; DESIGN 5.5).

use domain::ids::{AccountId, PersonaId};
use pbkdf2::pbkdf2_hmac;
use sha2::Sha256;

/// Rounds of PBKDF2-HMAC-SHA256.
const ROUNDS: u32 = 100_000;

/// `anon_` and the first eight hexadecimal digits of PBKDF2 over `{user}:{index}:{salt hex}` with the salt. Takes tens
/// of milliseconds.
pub(super) fn derive(account: AccountId, index: u32, salt: &[u8; 32]) -> PersonaId {
    let input = format!("{}:{index}:{}", account.0, hex::encode(salt));
    let mut hash = [0; 4];
    pbkdf2_hmac::<Sha256>(input.as_bytes(), salt, ROUNDS, &mut hash);
    PersonaId::from_hash(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_known_vector() {
        let account = AccountId(Uuid::from_u128(0x1111_1111_1111_4111_8111_1111_1111_1111));
        let mut salt = [0; 32];
        (0_u8..).zip(salt.iter_mut()).for_each(|(n, byte)| *byte = n);
        assert_eq!(derive(account, 0, &salt).to_string(), "anon_624389cd");
    }
}
