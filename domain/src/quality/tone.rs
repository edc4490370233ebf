//! The tone of a text: signs of reasoning with others, and of contempt. It is a small table, not a judgement: a text
//! with none of these phrases is neutral, which costs nothing. Quotations are somebody else's tone and do not count.

use super::prose::{self, GAP};
use super::{Tone, incivility};
use crate::hint::fold;

/// The tone of title and body. Contempt outweighs courtesy. If a text has both courtesy and capitals, the capitals are
/// only a habit, and it is neutral.
pub(super) fn of(title: &str, body: &str) -> Tone {
    let own = prose::own_wording(&format!("{title}\n\n{body}"), 1);
    match (incivility::has_contempt(&own), incivility::shouts(&own), reasons(&own)) {
        (true, _, _) | (_, true, false) => Tone::Inflammatory,
        (false, true, true) | (false, false, false) => Tone::Neutral,
        (false, false, true) => Tone::Constructive,
    }
}

/// Sentences as folded words: lower case, without apostrophes, possessives and accents.
pub(super) fn sentences(own: &str) -> Vec<Vec<String>> {
    let parts = own.split(['.', '!', '?', ';', '…', '\n', GAP]);
    let folded = |part| prose::words(part).map(fold).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    parts.map(folded).filter(|sentence| !sentence.is_empty()).collect()
}

/// Whether a phrase of the table is in the text.
fn reasons(own: &str) -> bool {
    let text =
        format!(" {} ", sentences(own).iter().map(|sentence| sentence.join(" ")).collect::<Vec<_>>().join(" | "));
    let says = |phrase: &str| {
        text.match_indices(phrase).any(|(at, _)| {
            let behind = text.get(at + phrase.len()..).unwrap_or_default();
            let whole = text.get(..at).is_some_and(|before| before.ends_with(' ')) && behind.starts_with(' ');
            whole && !behind.starts_with(" nothing") && !behind.starts_with(" for nothing")
        })
    };
    PHRASES.iter().any(|(_, phrases)| phrases.iter().any(|phrase| says(phrase)))
}

/// Phrases of reasoning with others, folded like [`sentences`].
const PHRASES: &[(&str, &[&str])] = &[
    (
        "suggests",
        &[
            "i would suggest",
            "id suggest",
            "i suggest",
            "we suggest",
            "my suggestion",
            "i would recommend",
            "id recommend",
            "one option",
            "another option",
            "an alternative",
            "alternatively",
            "you could try",
            "you might try",
            "it might help",
            "it may help",
            "might be worth",
            "may be worth",
            "could be worth",
            "is worth considering",
            "would be worth",
            "consider whether",
            "i would consider",
            "id consider",
            "i would start with",
            "i would first",
            "i would look at",
            "i would check",
            "i would ask",
        ],
    ),
    (
        "asks",
        &[
            "have you considered",
            "have you tried",
            "have you thought",
            "did you consider",
            "could it be",
            "might it be",
            "what do you think",
            "what would you",
            "what do others",
            "what do you do",
            "how do you",
            "how would you",
            "how do others",
            "has anyone",
            "has anybody",
            "have others",
            "have any of you",
            "does anyone",
            "does anybody",
            "do others",
            "do any of you",
            "is anyone",
            "any advice",
            "any thoughts",
            "any suggestions",
            "any experience",
            "i wonder whether",
            "i wonder if",
            "would you mind",
            "can you say more",
            "could you say more",
            "grateful for",
            "i would be interested",
            "curious how",
            "curious whether",
        ],
    ),
    (
        "offers",
        &[
            "in our experience",
            "in my experience",
            "our experience is",
            "what helped us",
            "what helped me",
            "what helped was",
            "what worked for us",
            "worked for us",
            "worked well for us",
            "helped us",
            "we found that",
            "we have found",
            "i have found",
            "we learned that",
            "we learnt that",
            "what we learned",
            "what we learnt",
            "lesson for us",
            "lessons learned",
            "lessons learnt",
            "happy to share",
            "glad to share",
            "happy to help",
            "glad to help",
            "i hope this helps",
            "hope this helps",
            "hope that helps",
        ],
    ),
    (
        "hedges",
        &[
            "i may be wrong",
            "i might be wrong",
            "i could be wrong",
            "i was wrong",
            "i am not sure",
            "im not sure",
            "i am not certain",
            "i stand corrected",
            "correct me if",
            "please correct me",
            "as far as i know",
            "to my knowledge",
            "in my opinion",
            "in my view",
            "it depends on",
            "that said",
            "on the other hand",
            "i see your point",
            "good point",
            "fair point",
            "i agree with",
            "i agree that",
            "i respectfully disagree",
            "i see it differently",
            "i understand why",
        ],
    ),
    (
        "gives reasons",
        &[
            "the reason is",
            "the reason i",
            "the reason we",
            "my reasoning",
            "our reasoning",
            "this is why",
            "that is why we",
            "the evidence suggests",
            "the evidence is",
            "the evidence for",
        ],
    ),
    (
        "thanks",
        &[
            "thank you",
            "thanks for",
            "thanks to everyone",
            "many thanks",
            "thanks in advance",
            "i appreciate",
            "much appreciated",
            "grateful to",
            "well done",
            "great question",
            "good question",
            "great case",
            "interesting case",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(body: &str) -> Tone {
        of("A question of titles", body)
    }

    #[test]
    fn phrases_are_folded_as_sentences_are() {
        for phrase in PHRASES.iter().flat_map(|(_, phrases)| phrases.iter()) {
            assert_eq!(sentences(phrase), [phrase.split(' ').collect::<Vec<_>>()], "{phrase}");
        }
    }

    #[test]
    fn constructive() {
        for text in [
            "I would suggest a second opinion.",
            "I'd suggest a smaller dose.",
            "Have you considered a line infection?",
            "In our experience it settles.",
            "One option is to wait.",
            "Thank you for this.",
            "Thanks for the case.",
            "What helped us was a lamp.",
            "Could it be the drug?",
            "I may be wrong, but it looks like gout.",
            "How do you handle this on nights?",
            "Has anyone seen this with linezolid?",
            "It might be worth a repeat gas.",
            "Any advice is welcome.",
            "I wonder whether the lead was off.",
            "**Thank you** all",
            "I’m not sure that the dose was right.",
            "It depends on the renal function.",
            "The reason we stopped was the QT.",
            "Great case. The ECG is telling.",
            "I see it differently: the airway comes first.",
            "Correct me if the guideline changed.",
        ] {
            assert_eq!(tone(text), Tone::Constructive, "{text}");
        }
    }

    #[test]
    fn neutral() {
        for text in [
            "",
            "We stopped the drug.",
            "A woman in her fifties with a fever and a new murmur.",
            "She said “thank you” and left.",
            "> I would suggest a second opinion.",
            "Thanks for nothing.",
            "The family did not thank us.",
            "The option was closed.",
            "He was considered for surgery.",
            "I. Would suggest not to fold sentences.",
            "Nobody could say which of the two it had been.",
            "`thank you`",
        ] {
            assert_eq!(tone(text), Tone::Neutral, "{text}");
        }
    }

    #[test]
    fn contempt_outweighs_courtesy() {
        assert_eq!(tone("Thank you for this. You are an idiot."), Tone::Inflammatory);
        assert_eq!(of("You are all idiots", "I would suggest a second opinion."), Tone::Inflammatory);
    }
}
