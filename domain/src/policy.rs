//! Who may do what: one table that covers every actor and every act. Verbs check it right before they act. Pages may
//! use it to hide a button, but never to decide.

use crate::account::{Role, Tier};
use crate::discussion::SpaceKind;
use crate::integrity::PROBATION_BELOW;
use crate::persona::Degree;
use crate::reputation::{HIGH_REPUTATION, Tenths};
use serde::{Deserialize, Serialize};

/// Who acts, as far as permissions are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has signed in.
    Visitor,
    /// A signed-in account.
    Member {
        /// What the account is verified as.
        tier: Tier,
        /// Its staff role.
        role: Option<Role>,
    },
}

/// The identity an act is done under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Its tier; an unverified persona of a verified account is unverified.
    pub tier: Tier,
    /// Its exact score.
    pub score: Tenths,
}

/// What the actor wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Read something published.
    Read,
    /// Read something that is scheduled but not published yet.
    ReadWaiting {
        /// Whether it is the actor's.
        mine: bool,
    },
    /// Open a thread in a space.
    Post(SpaceKind, Voice),
    /// Comment in a space.
    Comment(SpaceKind, Voice),
    /// Vote on an item.
    Vote {
        /// The current identity.
        voice: Voice,
        /// Whether any identity of the actor wrote the item.
        mine: bool,
    },
    /// Have a save or a share counted for the author. Without this permission the item is still saved or the link still
    /// given.
    Reaction {
        /// The current identity.
        voice: Voice,
        /// Whether any identity of the actor wrote the item.
        mine: bool,
    },
    /// Endorse an item.
    Endorse {
        /// The current identity.
        voice: Voice,
        /// Whether any identity of the actor wrote the item.
        mine: bool,
    },
    /// Accept a comment as the answer.
    Accept {
        /// Whether any identity of the actor asked the question.
        asked: bool,
        /// Whether any identity of the actor wrote the comment.
        mine: bool,
    },
    /// Feature an item.
    Feature {
        /// Whether any identity of the actor wrote the item.
        mine: bool,
    },
    /// Correct or delete an item.
    Correct {
        /// Whether any identity of the actor wrote it.
        mine: bool,
        /// Whether it is less than a day old.
        recent: bool,
    },
    /// Make a persona.
    MakePersona(Degree),
    /// See or delete one's own persona.
    TendPersona {
        /// Whether it is in the actor's keyring.
        mine: bool,
    },
    /// Change one's own account.
    TendAccount,
    /// Keep, open or discard one's own draft.
    TendDraft,
}

/// The table's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The act is allowed.
    Allowed,
    /// Sign in first (401).
    SignIn,
    /// Signed in, but not allowed (403).
    Forbidden(Refusal),
    /// Answered as if it did not exist (404).
    Hidden,
}

/// Why something is forbidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The identity's tier does not allow it here.
    Tier,
    /// The identity is on probation.
    Probation,
    /// The identity's score is too low.
    Score,
    /// A staff role is needed.
    Role,
    /// It is the actor's own content.
    OwnContent,
    /// More than a day has passed.
    TooLate,
    /// The account's tier does not allow this degree.
    Degree,
}

/// Whether the actor may do the act.
pub fn may(actor: Actor, act: Act) -> Verdict {
    use Verdict::{Allowed, Forbidden, Hidden, SignIn};
    let (tier, role) = match (actor, act) {
        (_, Act::Read) => return Allowed,
        (Actor::Visitor, Act::ReadWaiting { .. }) => return Hidden,
        (Actor::Visitor, _) => return SignIn,
        (Actor::Member { tier, role }, _) => (tier, role),
    };
    match act {
        Act::Read | Act::TendAccount | Act::TendDraft => Allowed,
        Act::ReadWaiting { mine } | Act::TendPersona { mine } => {
            if mine {
                Allowed
            } else {
                Hidden
            }
        }
        Act::Post(kind, voice) => {
            if kind.may_post(voice.tier) {
                Allowed
            } else {
                Forbidden(Refusal::Tier)
            }
        }
        Act::Comment(kind, voice) => {
            if kind.may_comment(voice.tier) {
                Allowed
            } else {
                Forbidden(Refusal::Tier)
            }
        }
        Act::Vote { mine: true, .. }
        | Act::Reaction { mine: true, .. }
        | Act::Endorse { mine: true, .. }
        | Act::Accept { asked: true, mine: true }
        | Act::Feature { mine: true } => Forbidden(Refusal::OwnContent),
        Act::Vote { voice, mine: false } | Act::Reaction { voice, mine: false } => heard(voice),
        Act::Endorse { voice, mine: false } => match heard(voice) {
            Allowed if voice.score < HIGH_REPUTATION => Forbidden(Refusal::Score),
            verdict => verdict,
        },
        Act::Accept { asked: true, mine: false } => Allowed,
        Act::Accept { asked: false, .. } => Hidden,
        Act::Feature { mine: false } => match role {
            Some(Role::Moderator) => Allowed,
            _ => Forbidden(Refusal::Role),
        },
        Act::Correct { mine: false, .. } => Hidden,
        Act::Correct { mine: true, recent } => {
            if recent {
                Allowed
            } else {
                Forbidden(Refusal::TooLate)
            }
        }
        Act::MakePersona(degree) => {
            if Degree::open_to(tier).contains(&degree) {
                Allowed
            } else {
                Forbidden(Refusal::Degree)
            }
        }
    }
}

/// Whether this identity may rate: professional tier, not on probation.
fn heard(voice: Voice) -> Verdict {
    if !voice.tier.speaks_as_professional() {
        Verdict::Forbidden(Refusal::Tier)
    } else if voice.score < PROBATION_BELOW {
        Verdict::Forbidden(Refusal::Probation)
    } else {
        Verdict::Allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    fn voices() -> Vec<(String, Voice)> {
        let scores = [("on probation", 199), ("new", 200), ("established", 500), ("trusted", 800)];
        Tier::ALL
            .into_iter()
            .flat_map(|tier| {
                scores.map(|(word, points)| (format!("{tier:?} {word}"), Voice { tier, score: Tenths::points(points) }))
            })
            .collect()
    }

    #[test]
    fn the_policy_matrix() {
        let mut matrix = String::new();
        let mut actors = vec![("visitor".to_owned(), Actor::Visitor)];
        actors.extend(Tier::ALL.map(|tier| (format!("{tier:?}"), Actor::Member { tier, role: None })));
        let staff = |role| Actor::Member { tier: Tier::MedicalProfessional, role: Some(role) };
        actors.extend([Role::Moderator, Role::Administrator].map(|role| (format!("{role:?}"), staff(role))));
        for (name, actor) in &actors {
            let _ = writeln!(matrix, "{name}");
            let mut plain = vec![Act::Read, Act::TendAccount, Act::TendDraft];
            for mine in [true, false] {
                plain.extend([Act::ReadWaiting { mine }, Act::TendPersona { mine }]);
                plain.extend([true, false].map(|recent| Act::Correct { mine, recent }));
                plain.extend([true, false].map(|asked| Act::Accept { asked, mine }));
                plain.push(Act::Feature { mine });
            }
            plain.extend(Degree::ALL.map(Act::MakePersona));
            for act in plain {
                let _ = writeln!(matrix, "  {act:?}: {:?}", may(*actor, act));
            }
        }
        let member = Actor::Member { tier: Tier::MedicalProfessional, role: None };
        for (name, voice) in voices() {
            let _ = writeln!(matrix, "voice {name}");
            for kind in SpaceKind::ALL {
                let verdicts = (may(member, Act::Post(kind, voice)), may(member, Act::Comment(kind, voice)));
                let _ = writeln!(matrix, "  {kind:?}: post {:?}, comment {:?}", verdicts.0, verdicts.1);
            }
            for mine in [true, false] {
                let verdict = |act| may(member, act);
                let acts = [Act::Vote { voice, mine }, Act::Reaction { voice, mine }, Act::Endorse { voice, mine }];
                let [vote, reaction, endorse] = acts.map(verdict);
                let _ = writeln!(matrix, "  mine {mine}: vote {vote:?}, reaction {reaction:?}, endorse {endorse:?}");
            }
        }
        insta::assert_snapshot!(matrix);
    }

    #[test]
    fn a_visitor_may_only_read() {
        let voice = Voice { tier: Tier::MedicalProfessional, score: Tenths::points(500) };
        for act in [
            Act::Post(SpaceKind::Patients, voice),
            Act::Comment(SpaceKind::Patients, voice),
            Act::Vote { voice, mine: false },
            Act::Reaction { voice, mine: false },
            Act::Endorse { voice, mine: false },
            Act::Accept { asked: true, mine: false },
            Act::Feature { mine: false },
            Act::Correct { mine: true, recent: true },
            Act::MakePersona(Degree::Unverified),
            Act::TendPersona { mine: true },
            Act::TendAccount,
            Act::TendDraft,
        ] {
            assert_eq!(may(Actor::Visitor, act), Verdict::SignIn, "{act:?}");
        }
        assert_eq!(may(Actor::Visitor, Act::Read), Verdict::Allowed);
    }
}
