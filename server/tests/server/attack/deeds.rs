//! The acts of the simulated day: each verb, by a random member.

use super::day::{Day, Text, Unpublished, Voice};
use super::record::Act;
use crate::reputation::right_answers;
use domain::account::Tier;
use domain::discussion::Target;
use domain::ids::{AuthorId, ItemId};
use server::Error;
use server::account::sign_out;
use server::discussion::{delete, discard_draft, publish, save_draft};
use server::reputation::{Choice, Reaction, accept, complete_course, reaction, vote};

/// The account, the kind of act, and the public face it shows.
type Done = Result<(usize, &'static str, Option<String>), Error>;

impl Day<'_> {
    /// Performs a random act. One that is impossible or refused is recorded too.
    pub async fn act(&mut self) -> Act {
        let done = match self.draw.one_to(100) {
            1..=20 => self.draft("comment").await,
            21..=29 => self.draft("post").await,
            30..=33 => self.draft("correct").await,
            34..=38 => self.save_again().await,
            39..=58 => self.publish().await,
            59..=60 => self.discard().await,
            61..=74 => self.vote().await,
            75..=77 => self.vote_otherwise().await,
            78..=79 => self.withdraw().await,
            80..=85 => self.give(Reaction::Save).await,
            86..=87 => self.give_back().await,
            88..=90 => self.give(Reaction::Share).await,
            91..=92 => self.give(Reaction::Endorse).await,
            93 => self.accept().await,
            94 => self.delete().await,
            95..=96 => self.make_another().await,
            97 => self.delete_persona().await,
            98..=99 => self.sign_in().await,
            _ => self.learn().await,
        };
        match done {
            Some(Ok((account, kind, face))) => Act { account, kind, face },
            None | Some(Err(Error::Refused(_) | Error::Several(_))) => Act { account: 0, kind: "refused", face: None },
            Some(Err(error)) => panic!("{error}"),
        }
    }

    async fn draft(&mut self, kind: &'static str) -> Option<Done> {
        let voice = self.pick(&self.voices)?;
        let (draft, space) = match kind {
            "post" => self.a_post(&voice),
            "comment" => {
                let may = |text: &Text| {
                    text.item == text.thread && (voice.tier <= Tier::Researcher || text.space == "patients")
                };
                let on = self.pick_where(&self.texts, may)?;
                let target = Target::Comment { post: on.item, parent: None };
                (self.a_draft(&voice, target, String::new()), on.space)
            }
            _ => {
                let own = self.pick_where(&self.texts, |text| text.voice.author == voice.author)?;
                let title = if own.item == own.thread { self.words(4) } else { String::new() };
                let target = Target::Correction { item: own.item, note: self.words(3), forget_earlier: false };
                (self.a_draft(&voice, target, title), own.space)
            }
        };
        let ctx = self.people[voice.account].ctx().await;
        Some(save_draft(&ctx, None, &draft).await.map(|id| {
            let account = voice.account;
            self.drafts.push(Unpublished { voice, kind, id, draft, space });
            (account, "draft", None)
        }))
    }

    async fn save_again(&mut self) -> Option<Done> {
        let Unpublished { voice, kind, id, mut draft, space } = self.take_draft()?;
        draft.body = self.words(12);
        let ctx = self.people[voice.account].ctx().await;
        Some(save_draft(&ctx, Some(id), &draft).await.map(|id| {
            let account = voice.account;
            self.drafts.push(Unpublished { voice, kind, id, draft, space });
            (account, "draft again", None)
        }))
    }

    fn take_draft(&mut self) -> Option<Unpublished> {
        let places: Vec<usize> = (0..self.drafts.len()).collect();
        Some(self.drafts.swap_remove(self.pick(&places)?))
    }

    async fn publish(&mut self) -> Option<Done> {
        let Unpublished { voice, kind, id, draft, space } = self.take_draft()?;
        let outcome = publish(&self.people[voice.account].ctx().await, id).await;
        Some(outcome.map(|outcome| {
            if !matches!(draft.target, Target::Correction { .. }) {
                self.stands(&voice, space, outcome);
            }
            (voice.account, kind, Some(voice.author.to_string()))
        }))
    }

    async fn discard(&mut self) -> Option<Done> {
        let Unpublished { voice, id, .. } = self.take_draft()?;
        let done = discard_draft(&self.people[voice.account].ctx().await, id).await;
        Some(done.map(|()| (voice.account, "discard", None)))
    }

    async fn vote(&mut self) -> Option<Done> {
        let voice = self.pick_where(&self.voices, Voice::is_heard)?;
        let fresh = |text: &Text| {
            text.voice.account != voice.account
                && !self.ballots.iter().any(|(account, item, _)| (*account, *item) == (voice.account, text.item))
        };
        let item = self.pick_where(&self.texts, fresh)?.item;
        let up = self.draw.one_to(4) > 1;
        let done = self.cast(&voice, item, if up { Choice::Up } else { Choice::Down }).await;
        Some(done.map(|()| {
            self.ballots.push((voice.account, item, up));
            (voice.account, "vote", Some(format!("vote {item}")))
        }))
    }

    async fn vote_otherwise(&mut self) -> Option<Done> {
        let (account, item, up) = self.pick(&self.ballots)?;
        let voice = self.pick_where(&self.voices, |voice| voice.account == account && voice.is_heard())?;
        let done = self.cast(&voice, item, if up { Choice::Down } else { Choice::Up }).await;
        Some(done.map(|()| {
            self.ballots.retain(|ballot| (ballot.0, ballot.1) != (account, item));
            self.ballots.push((account, item, !up));
            (account, "vote otherwise", Some(format!("vote {item}")))
        }))
    }

    async fn withdraw(&mut self) -> Option<Done> {
        let (account, item, _) = self.pick(&self.ballots)?;
        let voice = self.pick_where(&self.voices, |voice| voice.account == account && voice.is_heard())?;
        let done = self.cast(&voice, item, Choice::Withdrawn).await;
        Some(done.map(|()| {
            self.ballots.retain(|ballot| (ballot.0, ballot.1) != (account, item));
            (account, "withdraw", Some(format!("vote {item}")))
        }))
    }

    async fn cast(&self, voice: &Voice, item: ItemId, choice: Choice) -> Result<(), Error> {
        let person = &self.people[voice.account];
        person.speak_as(voice.author).await;
        vote(&person.ctx().await, item, choice).await.map(|_| ())
    }

    async fn give(&mut self, what: Reaction) -> Option<Done> {
        let may = |voice: &Voice| match what {
            Reaction::Save => true,
            Reaction::Share => voice.is_heard(),
            Reaction::Endorse => voice.strong,
        };
        let voice = self.pick_where(&self.voices, may)?;
        let fresh = |text: &Text| {
            text.voice.account != voice.account && !self.given.contains(&(voice.account, text.item, what))
        };
        let item = self.pick_where(&self.texts, fresh)?.item;
        let person = &self.people[voice.account];
        person.speak_as(voice.author).await;
        let done = reaction(&person.ctx().await, item, what, true).await;
        let kind = match what {
            // A save by somebody whose votes do not count is visibly not counted.
            Reaction::Save if !voice.is_heard() => "save unheard",
            what => what.word(),
        };
        Some(done.map(|_| {
            self.given.insert((voice.account, item, what));
            (voice.account, kind, Some(format!("{} {item}", what.word())))
        }))
    }

    async fn give_back(&mut self) -> Option<Done> {
        let saves: Vec<_> = self.given.iter().filter(|(.., what)| *what == Reaction::Save).copied().collect();
        let (account, item, what) = self.pick(&saves)?;
        let done = reaction(&self.people[account].ctx().await, item, what, false).await;
        Some(done.map(|_| {
            self.given.remove(&(account, item, what));
            (account, "give back", Some(format!("{} {item}", what.word())))
        }))
    }

    async fn accept(&mut self) -> Option<Done> {
        let comment =
            self.pick_where(&self.texts, |text| text.item != text.thread && !self.accepted.contains(&text.thread))?;
        let asked = self.texts.iter().find(|text| text.item == comment.thread)?.voice.clone();
        let done = accept(&self.people[asked.account].ctx().await, comment.item, true).await;
        Some(done.map(|thread| {
            self.accepted.insert(thread);
            (asked.account, "accept", Some(asked.author.to_string()))
        }))
    }

    async fn delete(&mut self) -> Option<Done> {
        let text = self.pick(&self.texts)?;
        let done = delete(&self.people[text.voice.account].ctx().await, text.item).await;
        Some(done.map(|_| {
            self.texts.retain(|other| other.item != text.item && other.thread != text.item);
            (text.voice.account, "delete", Some(text.voice.author.to_string()))
        }))
    }

    async fn make_another(&mut self) -> Option<Done> {
        let account = self.pick(&self.makers)?;
        self.makers.retain(|other| *other != account);
        Some(self.make(account).await.map(|author| (account, "make persona", Some(author.to_string()))))
    }

    async fn delete_persona(&mut self) -> Option<Done> {
        let others = |voice: &Voice| self.voices.iter().filter(|other| other.account == voice.account).count() > 1;
        let voice =
            self.pick_where(&self.voices, |voice| matches!(voice.author, AuthorId::Persona(_)) && others(voice))?;
        let author = voice.author.to_string();
        let handle =
            self.world.texts("forum", &format!("SELECT handle AS cell FROM authors WHERE id = '{author}'")).await;
        let ctx = self.people[voice.account].ctx().await;
        let AuthorId::Persona(persona) = voice.author else { return None };
        let slot = ctx.signed_in()?.keyring().living().iter().find(|entry| entry.persona == persona)?.slot;
        let done = server::persona::delete(&ctx, slot, handle.first()?).await;
        Some(done.map(|()| {
            self.voices.retain(|other| other.author != voice.author);
            self.drafts.retain(|draft| draft.voice.author != voice.author);
            self.texts.retain(|text| text.voice.author != voice.author);
            (voice.account, "delete persona", Some(author))
        }))
    }

    async fn sign_in(&mut self) -> Option<Done> {
        let voice = self.pick(&self.voices)?;
        let person = &self.people[voice.account];
        let session = person.browser.open();
        let out = sign_out(&session).await;
        self.people[voice.account] = self.world.sign_in(person).await;
        Some(out.map(|()| (voice.account, "sign in", None)))
    }

    async fn learn(&mut self) -> Option<Done> {
        let voice = self.pick_where(&self.voices, |voice| !self.taught.contains(&voice.account))?;
        self.taught.insert(voice.account);
        let person = &self.people[voice.account];
        person.speak_as(voice.author).await;
        let done = complete_course(&person.ctx().await, &right_answers()).await;
        Some(done.map(|()| (voice.account, "course", Some(voice.author.to_string()))))
    }
}
