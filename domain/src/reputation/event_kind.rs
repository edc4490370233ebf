//! What can happen to a reputation: every event with its component and its points (gains REP-44 to REP-56, losses
//! REP-60 to REP-64, strikes REP-85).

use super::Tenths;

/// The parts a score is made of (REP-12, REP-14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Component {
    /// Content quality, -300 to 300.
    Content,
    /// Community engagement, -100 to 100.
    Engagement,
    /// Peer recognition, -100 to 100.
    Peer,
    /// Behaviour, -100 to 100.
    Behaviour,
    /// Penalties, 0 to 500, subtracted.
    Penalties,
    /// Points lost through inactivity. Kept apart from the other components (REP-12, REP-92), so that inactivity never
    /// pays off a penalty.
    Decay,
}

impl Component {
    /// All of them, in the order of the sum.
    pub const ALL: [Self; 6] =
        [Self::Content, Self::Engagement, Self::Peer, Self::Behaviour, Self::Penalties, Self::Decay];

    /// As shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Content => "Content quality",
            Self::Engagement => "Community engagement",
            Self::Peer => "Peer recognition",
            Self::Behaviour => "Behaviour",
            Self::Penalties => "Penalties",
            Self::Decay => "Decay",
        }
    }
}

macro_rules! event_kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident, $word:literal, $component:ident, $points:literal, $label:literal;)+) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventKind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl EventKind {
            /// All kinds, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The word stored, and in files.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word),+ }
            }
            /// The component it changes. An upward adjustment is behaviour, see [`super::Sums`].
            pub fn component(self) -> Component {
                match self { $(Self::$kind => Component::$component),+ }
            }
            /// The points it adds or takes, before any weighting; zero if they depend on the case.
            pub fn points(self) -> Tenths {
                Tenths::points(match self { $(Self::$kind => $points),+ })
            }
            /// The label its author reads.
            pub fn label(self) -> &'static str {
                match self { $(Self::$kind => $label),+ }
            }
        }
    };
}

event_kinds! {
    /// Somebody found it helpful; two points from a voter of 800 or more.
    Upvote, "upvote", Content, 1, "Found helpful";
    /// Somebody found it not helpful.
    Downvote, "downvote", Content, -1, "Found not helpful";
    /// The author of the question accepted it.
    AcceptedAnswer, "accepted_answer", Content, 15, "Accepted as the answer";
    /// A moderator featured it.
    Featured, "featured", Content, 25, "Featured by a moderator";
    /// It presents an original case.
    OriginalCase, "original_case", Content, 10, "Original case presentation";
    /// It reviews literature.
    LiteratureReview, "literature_review", Content, 8, "Literature review";
    /// It analyses a guideline.
    GuidelineAnalysis, "guideline_analysis", Content, 12, "Guideline analysis";
    /// It teaches.
    Educational, "educational", Content, 10, "Educational content";
    /// It cites a peer-reviewed source.
    CitesPeerReviewed, "cites_peer_reviewed", Content, 2, "Cites a peer-reviewed source";
    /// It gives data or statistics.
    ProvidesData, "provides_data", Content, 2, "Gives data or statistics";
    /// It links a clinical guideline.
    LinksGuideline, "links_guideline", Content, 3, "Links a clinical guideline";
    /// A report of low quality was upheld.
    LowQuality, "low_quality", Content, -5, "Report of low quality upheld";
    /// It was misinformation and has been corrected.
    Misinformation, "misinformation", Content, -10, "Misinformation, corrected";
    /// It advised without evidence.
    Anecdotal, "anecdotal", Content, -2, "Advice without evidence";
    /// It was off-topic.
    OffTopic, "off_topic", Content, -3, "Off-topic";
    /// Another account's post or comment cites it.
    Cited, "cited", Engagement, 5, "Cited by another member";
    /// Ten more accounts have saved it.
    SavesTen, "saves_10", Engagement, 2, "Saved by ten more members";
    /// Somebody shared it.
    Shared, "shared", Engagement, 3, "Shared";
    /// It started a discussion of high quality.
    SpawnedDiscussion, "spawned_discussion", Engagement, 5, "A discussion of high quality grew from it";
    /// It helped a new member.
    HelpedNewUser, "helped_new_user", Engagement, 1, "Helped a new member";
    /// Somebody of 800 or more endorsed it.
    Endorsement, "endorsement", Peer, 15, "Endorsed by an expert";
    /// Five different accounts of 800 or more have endorsed the author.
    ExpertBadge, "expert_badge", Peer, 50, "Expert badge: endorsed by five experts";
    /// A week of contributions of high quality.
    WeeklyConsistency, "weekly_consistency", Peer, 2, "A week of consistent quality";
    /// Completed the course on the guidelines.
    Course, "course", Behaviour, 10, "Completed the course on the guidelines";
    /// Completed a mentorship.
    Mentorship, "mentorship", Behaviour, 10, "Completed a mentorship";
    /// Made a report that was found to be false.
    FalseFlag, "false_flag", Behaviour, -5, "A report of yours was found to be false";
    /// Attacked somebody.
    Harassment, "harassment", Penalties, -15, "Personal attack or harassment";
    /// Advertised.
    Spam, "spam", Penalties, -20, "Spam or promotion";
    /// Provoked.
    Trolling, "trolling", Penalties, -10, "Trolling or inflammatory comments";
    /// One of several reports was upheld.
    ReportUpheld, "report_upheld", Penalties, -5, "A report against you was upheld";
    /// Shared what identifies a patient.
    PatientInformation, "patient_information", Penalties, -100, "Patient information shared";
    /// Passed off another's work as one's own.
    Plagiarism, "plagiarism", Penalties, -50, "Plagiarism";
    /// Gave harmful advice.
    HarmfulAdvice, "harmful_advice", Penalties, -50, "Harmful medical advice";
    /// A moderator warned.
    Warning, "warning", Penalties, -5, "Warning from a moderator";
    /// Suspended for some days.
    Suspension, "suspension", Penalties, -25, "Suspension";
    /// A step on the ladder of strikes.
    Strike, "strike", Penalties, 0, "Strike";
    /// A moderator adjusted the score by up to ten points.
    Adjustment, "adjustment", Penalties, 0, "Adjusted by a moderator";
    /// A post or comment: no points, but it counts as activity.
    Contribution, "contribution", Content, 0, "Contribution";
    /// Weeks of inactivity after half a year.
    Decay, "decay", Decay, -1, "A week without a contribution, after half a year";
}

impl EventKind {
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// Whether it is a loss of quality, as opposed to a moderator's penalty. These losses do not count in the first
    /// thirty days.
    pub fn is_quality_loss(self) -> bool {
        self.component() == Component::Content && self.points() < Tenths::ZERO
    }

    /// Whether a moderator decided it for cause. Such events always count.
    pub fn is_decided_for_cause(self) -> bool {
        self.component() == Component::Penalties || self == Self::FalseFlag
    }

    /// Whether a single post or comment earned it; only these can count double.
    pub fn is_about_content(self) -> bool {
        let general = matches!(self, Self::ExpertBadge | Self::WeeklyConsistency);
        matches!(self.component(), Component::Content | Component::Engagement | Component::Peer) && !general
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_has_a_word_of_its_own_that_reads_back() {
        let words: BTreeSet<&str> = EventKind::ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(words.len(), EventKind::ALL.len());
        assert!(EventKind::ALL.iter().all(|kind| EventKind::parse(kind.word()) == Some(*kind)));
        assert_eq!(EventKind::parse("applause"), None);
    }

    /// The tables of REP-14 and REP-44 to REP-64, line by line.
    #[test]
    fn every_kind_gives_what_was_decided() {
        let table = [
            ("upvote", 'C', 1),
            ("downvote", 'C', -1),
            ("accepted_answer", 'C', 15),
            ("featured", 'C', 25),
            ("original_case", 'C', 10),
            ("literature_review", 'C', 8),
            ("guideline_analysis", 'C', 12),
            ("educational", 'C', 10),
            ("cites_peer_reviewed", 'C', 2),
            ("provides_data", 'C', 2),
            ("links_guideline", 'C', 3),
            ("low_quality", 'C', -5),
            ("misinformation", 'C', -10),
            ("anecdotal", 'C', -2),
            ("off_topic", 'C', -3),
            ("cited", 'E', 5),
            ("saves_10", 'E', 2),
            ("shared", 'E', 3),
            ("spawned_discussion", 'E', 5),
            ("helped_new_user", 'E', 1),
            ("endorsement", 'P', 15),
            ("expert_badge", 'P', 50),
            ("weekly_consistency", 'P', 2),
            ("course", 'B', 10),
            ("mentorship", 'B', 10),
            ("false_flag", 'B', -5),
            ("harassment", 'N', -15),
            ("spam", 'N', -20),
            ("trolling", 'N', -10),
            ("report_upheld", 'N', -5),
            ("patient_information", 'N', -100),
            ("plagiarism", 'N', -50),
            ("harmful_advice", 'N', -50),
            ("warning", 'N', -5),
            ("suspension", 'N', -25),
            ("strike", 'N', 0),
            ("adjustment", 'N', 0),
            ("contribution", 'C', 0),
            ("decay", 'D', -1),
        ];
        let letter = |component| match component {
            Component::Content => 'C',
            Component::Engagement => 'E',
            Component::Peer => 'P',
            Component::Behaviour => 'B',
            Component::Penalties => 'N',
            Component::Decay => 'D',
        };
        let built: Vec<_> =
            EventKind::ALL.iter().map(|k| (k.word(), letter(k.component()), k.points().whole())).collect();
        assert_eq!(built, table);
    }
}
