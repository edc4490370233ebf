//! Contempt for people, and shouting. Wrongly calling a text inflammatory is worse than missing one. So an insult
//! counts only if it is aimed at somebody, and never in a sentence that reports speech or is about the author. A single
//! swear word in anger at a rota is not contempt. Harm, death and anger may be described in plain words.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::tone::sentences;
use crate::hint::fold;

/// Whether an author's own wording shows contempt.
pub(super) fn has_contempt(own: &str) -> bool {
    let sentences = sentences(own);
    let oaths: usize = sentences.iter().map(|sentence| oaths(sentence)).sum();
    oaths >= 2 || sentences.iter().any(|sentence| insults(sentence))
}

/// Whether a sentence shows contempt for somebody.
fn insults(sentence: &[String]) -> bool {
    if reports(sentence) {
        return false;
    }
    let text = format!(" {} ", sentence.join(" "));
    let dismisses = |phrase: &&str| {
        let (before, _) = text.split_once(&format!(" {phrase} "))?;
        Some(!denies(before.split(' ')))
    };
    DISMISSALS.iter().filter_map(dismisses).any(|meant| meant)
        || sentence.iter().enumerate().any(|(at, word)| {
            let before = || sentence.get(..at).unwrap_or_default().iter().rev().map(String::as_str);
            is_one_of(SLURS, word)
                || INSULTS.contains(word.as_str())
                    && aimed(before(), AIMS, |who| !is_one_of(THINGS, who))
                    && !denies(before())
                || TO_YOUR_FACE.contains(word.as_str())
                    && aimed(before(), YOU, |who| is_one_of(YOU, who))
                    && !denies(before())
        })
}

/// Whether the words before an insult, nearest first, aim it at somebody. Words that only make it stronger are skipped.
/// Then comes a word of the list `at`, or "is" or "are" after a subject that `meant_of` accepts.
fn aimed<'w>(before: impl Iterator<Item = &'w str>, at: &str, meant_of: impl Fn(&str) -> bool) -> bool {
    const STRONGER: &str = "a an the such just all so really absolutely absolute complete completely total totally utter utterly bloody fucking \
         damn stupid pathetic ignorant bunch of nothing but pack lot simply clearly obviously truly real";
    const MOST: usize = 5;
    let mut before = before.take(MOST).skip_while(|word| is_one_of(STRONGER, word));
    match before.next() {
        Some("is" | "are") => before.next().is_some_and(meant_of),
        // "Is she an idiot?" is a question, not an insult.
        Some(nearest) => is_one_of(at, nearest) && !matches!(before.next(), Some("is" | "are" | "was" | "were")),
        None => false,
    }
}

const AIMS: &str = "you youre your ur these those he she they theyre hes shes what any only";
const THINGS: &str = "it this that there";
const YOU: &str = "you youre ur";

/// Insults to anybody they are aimed at.
static INSULTS: Words = Words::new(|| {
    listed(
        "idiot idiots moron morons imbecile imbeciles cretin cretins halfwit halfwits dimwit dimwits nitwit nitwits scumbag \
     scumbags lowlife lowlifes dumbass dumbasses jackass jackasses asshole assholes arsehole arseholes dickhead dickheads \
     wanker wankers tosser tossers douchebag douchebags twat twats cunt cunts fuckwit fuckwits shithead shitheads retard \
     retards junkies crackheads scum subhuman subhumans",
    )
});

/// Words that are insults only in direct address. Elsewhere they are medicine (an incompetent valve, a brain-dead
/// donor), anger at a thing (a stupid alarm), or plain words.
static TO_YOUR_FACE: Words = Words::new(|| {
    listed(
        "stupid dumb pathetic incompetent clueless ignorant useless worthless braindead disgusting ridiculous laughable fool \
     fools clown clowns joke disgrace liar liars fraud frauds quack quacks charlatan charlatans butcher butchers coward \
     cowards loser losers bastard bastards bitch bitches prick parasite parasites murderer murderers trash garbage",
    )
});

/// Words of contempt for a people, whoever uses them and about whom.
const SLURS: &str = "nigger niggers kike kikes raghead ragheads towelhead towelheads wetback wetbacks";

/// Whole phrases of contempt, folded.
const DISMISSALS: &[&str] = &[
    "shut up",
    "shut the fuck up",
    "go to hell",
    "fuck you",
    "fuck off",
    "screw you",
    "piss off",
    "shame on you",
    "you should be ashamed",
    "you make me sick",
    "go kill yourself",
    "get a life",
    "are you stupid",
    "are you an idiot",
    "are you brain dead",
    "how stupid are you",
    "how stupid can you",
    "too stupid to understand",
    "you have no idea what you are talking about",
    "you have no idea what youre talking about",
    "you people are",
    "go back to medical school",
    "did you even go to medical school",
    "who gave you a license",
    "who gave you a licence",
];

/// Whether the words before an insult make it hypothetical or deny it.
fn denies<'w>(mut before: impl Iterator<Item = &'w str>) -> bool {
    const DENYING: &str = "if unless whether not never no isnt arent wasnt werent nobody none";
    before.any(|word| is_one_of(DENYING, word))
}

/// Whether a sentence reports what was said, thought, written or felt, or is about its author.
fn reports(sentence: &[String]) -> bool {
    static TELLING: Words = Words::new(|| {
        listed(
            "said says say saying told tell tells telling called calls call calling named shouted shouts shouting yelled yelling \
         screamed screaming wrote writes written replied responded answered asked muttered swore swearing labelled labeled \
         accused insulted insult insults word words term terms slur feel feels felt feeling thought think thinks im ive myself \
         savant quote quoted heard voices",
        )
    });
    let of_oneself = sentence.windows(2).any(|pair| {
        pair.first().is_some_and(|who| who == "i" || who == "we")
            && pair.last().is_some_and(|verb| is_one_of("am was are were feel felt", verb))
    });
    of_oneself || sentence.iter().any(|word| TELLING.contains(word.as_str()))
}

/// The number of strong swear words in a sentence, unless it reports speech. One in a text is venting; two count as
/// contempt.
fn oaths(sentence: &[String]) -> usize {
    const OATHS: &str =
        "fuck fucks fucking fucked fucker fuckers motherfucker motherfuckers motherfucking bullshit cunt cunts";
    let count = sentence.iter().filter(|word| is_one_of(OATHS, word)).count();
    if count > 0 && reports(sentence) { 0 } else { count }
}

/// Whether a text shouts. Runs of at least four words in capitals count if at least two of the words are typical of
/// sentences, so that headings and rows of abbreviations do not count. Each word of such a run adds 1, and each
/// exclamation mark after another adds 2. From 8 on it is shouting, unless fewer than 8 come from words and the text
/// expresses joy. A short warning in capitals stays below 8.
pub(super) fn shouts(own: &str) -> bool {
    const SHOUTING: usize = 8;
    const JOY: &str = "thanks thank congratulations congrats great amazing wonderful brilliant fantastic wow love happy proud hooray bravo \
         welcome";
    let words: usize = own.lines().map(shouted).sum();
    let marks = own.as_bytes().windows(2).filter(|pair| *pair == b"!!").count();
    let incivility = words + 2 * marks;
    incivility >= SHOUTING && (words >= SHOUTING || !sentences(own).iter().flatten().any(|word| is_one_of(JOY, word)))
}

/// How many words of a line are shouted.
fn shouted(line: &str) -> usize {
    const LEAST: usize = 4;
    const ONLY_IN_SENTENCES: &str = "you your youre this that is are was were why what who how does dont cant wont i we they it no stop have has been will \
         can must all ever never nobody everybody even just how my me us them";
    let mut total = 0;
    let (mut run, mut telling) = (0, 0);
    // Any word that is not in capitals ends the run before it.
    for word in super::prose::words(line).chain(["."]) {
        let capital = word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
        if capital && !word.contains(char::is_numeric) {
            run += 1;
            telling += usize::from(is_one_of(ONLY_IN_SENTENCES, &fold(word)));
        } else {
            total += if run >= LEAST && telling >= 2 { run } else { 0 };
            (run, telling) = (0, 0);
        }
    }
    total
}

/// A list in which every word is looked up.
type Words = LazyLock<HashSet<&'static str>>;

fn listed(words: &'static str) -> HashSet<&'static str> {
    words.split_ascii_whitespace().collect()
}

fn is_one_of(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality::{Tone, tone};

    #[test]
    fn contempt_and_shouting() {
        for text in [
            "You are an idiot.",
            "You're a complete moron.",
            "you idiot",
            "What an idiot.",
            "These idiots should not practise.",
            "Surgeons are idiots.",
            "The author is an imbecile.",
            "They're all morons.",
            "Only an idiot gives potassium as a bolus.",
            "You are stupid.",
            "You are just a quack.",
            "You are so incompetent.",
            "You are a disgrace.",
            "Shut up.",
            "Just shut up and read.",
            "Go to hell.",
            "Shame on you.",
            "Fuck you.",
            "Go back to medical school.",
            "You have no idea what you're talking about.",
            "These junkies only want opioids.",
            "This is fucking bullshit.",
            "WHY DOES NOBODY EVER READ WHAT I WRITE HERE",
            "THIS IS A DISGRACE AND YOU ALL KNOW IT",
            "THIS IS NOT OK!!!",
            "Read the guideline!!!!!",
        ] {
            assert_eq!(tone::of("", text), Tone::Inflammatory, "{text}");
        }
    }

    #[test]
    fn plain_words_about_hard_things() {
        for text in [
            "",
            "The patient called me an idiot.",
            "\"You idiot\", the father shouted.",
            "He is an idiot, she said to us.",
            "I was an idiot to trust the monitor.",
            "I felt like a complete idiot.",
            "I am a fool.",
            "An idiot savant.",
            "Is she an idiot for asking?",
            "WE HAVE A MAN WITH CHEST PAIN AND NO FEVER. WHAT WOULD YOU DO? I THINK IT IS THE HEART.",
            "Idiopathic pulmonary fibrosis.",
            "The terms idiot and moron were once diagnoses.",
            "Growth was retarded, with mental retardation.",
            "She takes morphine retard.",
            "The aortic valve is incompetent.",
            "She is incompetent to consent.",
            "He is deaf and dumb.",
            "The donor was brain-dead.",
            "She was hysterical with grief.",
            "The alarm is stupid.",
            "It is stupid to alarm at every beat.",
            "The rota is a joke.",
            "They are useless at night, the pumps.",
            "Is it an idiot-proof connector?",
            "This is a fucking awful rota.",
            "The system killed him, and I am furious.",
            "Three patients died because nobody looked.",
            "We killed the patient with a decimal point.",
            "The skin prick was negative.",
            "A normal ECG can fool you.",
            "Do not let the lactate fool you.",
            "A parasite is likely; parasites are seen on the film.",
            "If you are stupid enough to skip the count, you pay.",
            "You are not incompetent.",
            "Nobody should shut up about it.",
            "Nobody here is an idiot.",
            "He told the nurse to fuck off, and swore: fuck this, fuck that.",
            "The voices told her to go kill yourself.",
            "HISTORY OF PRESENTING COMPLAINT",
            "ASSESSMENT AND PLAN",
            "DO NOT RESUSCITATE",
            "DO NOT GIVE POTASSIUM AS A BOLUS!",
            "THIS IS NOT MEDICAL ADVICE",
            "CT MRI ECG EEG TTE TOE PET US XR",
            "BP HR RR GCS AND SPO2 WERE FINE",
            "Thank you so much!!!",
            "Congratulations!!!!! What a case.",
            "Careful!! It is nephrotoxic!",
        ] {
            assert_ne!(tone::of("", text), Tone::Inflammatory, "{text}");
        }
    }

    #[test]
    fn phrases_are_folded_as_sentences_are() {
        for phrase in DISMISSALS {
            assert_eq!(sentences(phrase), [phrase.split(' ').collect::<Vec<_>>()], "{phrase}");
        }
    }
}
