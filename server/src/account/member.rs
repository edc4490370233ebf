//! The member behind a session: the account opened with its own secret for the duration of one request.

use super::secret::AccountSecret;
use domain::account::{Claim, Role};
use domain::ids::{AccountId, AuthorId, PersonaId};
use domain::persona::Keyring;

/// A signed-in account. Not serialisable and never printed.
pub struct Member {
    pub(crate) account: AccountId,
    pub(crate) secret: AccountSecret,
    pub(crate) keyring: Keyring,
    /// The name of the public profile.
    pub name: String,
    /// What the account is verified as.
    pub claim: Claim,
    /// Its staff role.
    pub role: Option<Role>,
    /// The identity it speaks as unless a form names another.
    pub speaking: Identity,
}

/// One of a member's own identities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// The public profile.
    Member,
    /// A living persona.
    Persona(PersonaId),
}

impl Member {
    /// The secret of the account.
    pub fn secret(&self) -> &AccountSecret {
        &self.secret
    }

    /// The keyring.
    pub fn keyring(&self) -> &Keyring {
        &self.keyring
    }

    /// The public author of one of this member's identities.
    pub fn author(&self, identity: Identity) -> AuthorId {
        match identity {
            Identity::Member => AuthorId::Member(self.keyring.member),
            Identity::Persona(persona) => AuthorId::Persona(persona),
        }
    }

    /// The member's identity with this author id, if it can speak.
    pub fn identity_of(&self, author: AuthorId) -> Option<Identity> {
        match author {
            AuthorId::Member(member) => (member == self.keyring.member).then_some(Identity::Member),
            AuthorId::Persona(persona) => {
                self.keyring.living().iter().any(|entry| entry.persona == persona).then_some(Identity::Persona(persona))
            }
            AuthorId::Deleted => None,
        }
    }

    /// Whether this author is the member or one of their personas, in any state.
    pub fn is_behind(&self, author: AuthorId) -> bool {
        match author {
            AuthorId::Member(member) => member == self.keyring.member,
            AuthorId::Persona(persona) => self.keyring.holds(persona),
            AuthorId::Deleted => false,
        }
    }

    /// Every identity that can speak, personas first.
    pub fn identities(&self) -> Vec<Identity> {
        let mut identities: Vec<Identity> =
            self.keyring.living().iter().map(|entry| Identity::Persona(entry.persona)).collect();
        identities.push(Identity::Member);
        identities
    }
}

impl std::fmt::Debug for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Member(..)")
    }
}
