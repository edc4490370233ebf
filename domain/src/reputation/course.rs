//! The course on the guidelines (REP-95): read them, then answer six questions. The course is completed once all
//! answers are right. It can be repeated as often as needed; a wrong answer costs nothing.

/// A question with its choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub text: &'static str,
    /// The possible answers.
    pub choices: [&'static str; 3],
    /// The index of the right answer, from 0.
    right: usize,
    /// The explanation, shown if another answer was chosen.
    pub why: &'static str,
}

/// The questions of the course.
pub const COURSE: [Question; 6] = [
    Question {
        text: "You want to tell of a missed diagnosis. How do you describe the patient?",
        choices: [
            "Age, ward and the week it happened, so that readers can picture it",
            "In general terms, keeping what matters to the reasoning",
            "With the initials only, since initials are no name",
        ],
        right: 1,
        why: "A ward and a week fit one patient only, and initials are a name to those who know it. The reasoning is what \
              helps readers.",
    },
    Question {
        text: "The check found nothing to remove in your text. What does that mean?",
        choices: [
            "Nobody can be recognised in it",
            "It may be published without another look",
            "No number, date, name or place was recognised; a story that is known can still be known",
        ],
        right: 2,
        why: "The check sees words, not stories. Only you know who else was there.",
    },
    Question {
        text: "A colleague\u{2019}s post gives a dose that you believe is dangerous. What do you do first?",
        choices: [
            "Report it, and say in a comment what is dangerous and what you rely on",
            "Vote it down, and leave it at that",
            "Write that somebody like this should not be practising",
        ],
        right: 0,
        why: "A report brings a moderator, and a reasoned comment protects whoever reads it before. A vote alone explains \
              nothing, and the person is not the subject.",
    },
    Question {
        text: "You have two personas. May both take part in one thread?",
        choices: [
            "Yes, if they write in different styles",
            "Better not: two of yours in one thread are the surest way to be recognised",
            "Yes, so that your argument looks shared",
        ],
        right: 1,
        why: "Readers compare. And to agree with oneself under another name is what votes for oneself would be.",
    },
    Question {
        text: "What does a vote \u{201c}not helpful\u{201d} say?",
        choices: ["I disagree with the author", "This could mislead", "I do not like the author"],
        right: 1,
        why: "One can disagree with what helped one think. The vote is about the text and its readers.",
    },
    Question {
        text: "You advise a treatment from your own experience, without a source. How do you put it?",
        choices: [
            "As what you have seen, how often, and how sure you are",
            "As what everybody knows",
            "In capitals, because it matters",
        ],
        right: 0,
        why: "Experience is worth sharing as experience. Readers have to be able to tell it from evidence.",
    },
];

/// The questions answered wrongly or not at all, counted from 0. If there are none, the course is completed.
pub fn mistakes(answers: &[Option<usize>]) -> Vec<usize> {
    let right = |(at, question): (usize, &Question)| answers.get(at).copied().flatten() == Some(question.right);
    COURSE.iter().enumerate().filter(|numbered| !right(*numbered)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_right_answers_complete_it() {
        let right: Vec<Option<usize>> = COURSE.iter().map(|question| Some(question.right)).collect();
        assert!(mistakes(&right).is_empty());
        for at in 0..COURSE.len() {
            for other in [None, Some(3), Some((COURSE[at].right + 1) % 3)] {
                let mut answers = right.clone();
                answers[at] = other;
                assert_eq!(mistakes(&answers), [at]);
            }
        }
        assert_eq!(mistakes(&[]).len(), COURSE.len());
    }

    #[test]
    fn no_choice_is_right_everywhere() {
        assert!(
            (0..3)
                .all(|choice| COURSE.iter().filter(|question| question.right == choice).count() < COURSE.len() / 2 + 1)
        );
    }
}
