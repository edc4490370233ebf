//! Figures that somebody counted or estimated: effect sizes with their values, intervals, p values, samples, shares of
//! a known whole. A dose, a vital sign or a bare percentage does not count. Where an abbreviation has several meanings
//! (HR, RR, CI, OR), the form of the value decides.

use super::prose;

/// Whether a text gives data or statistics.
pub(super) fn are_in(body: &str) -> bool {
    let text = prose::wording(body);
    let tokens = tokens(&text);
    (0..tokens.len()).any(|at| {
        let rest = tokens.get(at..).unwrap_or_default();
        p_value(rest) || sample(rest) || spread(rest) || interval(rest) || share(rest) || measure(rest)
    })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'t> {
    Word(&'t str),
    /// Its value, and whether it was written with a fraction.
    Number(f64, bool),
    Mark(char),
}

impl Token<'_> {
    fn says(self, word: &str) -> bool {
        matches!(self, Self::Word(said) if said.eq_ignore_ascii_case(word))
    }
    fn says_any(self, words: &str) -> bool {
        words.split(' ').any(|word| self.says(word))
    }
    fn is_mark(self, marks: &str) -> bool {
        matches!(self, Self::Mark(mark) if marks.contains(mark))
    }
    fn number(self) -> Option<f64> {
        if let Self::Number(value, _) = self { Some(value) } else { None }
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let begins_fraction = first == '.' && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        let length = if first.is_ascii_digit() || begins_fraction {
            let length = digits(rest);
            tokens.push(number(rest.get(..length).unwrap_or_default()));
            length
        } else if first.is_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '\'').unwrap_or(rest.len());
            tokens.push(Token::Word(rest.get(..length).unwrap_or_default()));
            length
        } else {
            // A line end separates like the end of a sentence; Markdown's emphasis does not separate.
            match first {
                '*' | '_' | ' ' | '\t' | '\u{a0}' | '\u{202f}' => {}
                mark => tokens.push(Token::Mark(mark)),
            }
            first.len_utf8()
        };
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    tokens
}

/// The length of a run of digits with single dots or commas between them.
fn digits(text: &str) -> usize {
    let bytes = text.as_bytes();
    let part = |at: usize, byte: u8| {
        byte.is_ascii_digit() || b".,".contains(&byte) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    };
    bytes.iter().enumerate().take_while(|(at, byte)| part(*at, **byte)).count()
}

/// A comma separates thousands before exactly three digits; otherwise it is a decimal mark.
fn number(typed: &str) -> Token<'static> {
    let thousands = typed.split(',').skip(1).all(|group| group.split('.').next().is_some_and(|whole| whole.len() == 3));
    let plain = if thousands { typed.replace(',', "") } else { typed.replace(',', ".") };
    Token::Number(plain.parse().unwrap_or_default(), plain.contains('.'))
}

/// `p < 0.05`, `P=.003`, `p-value of 0.02`.
fn p_value(rest: &[Token]) -> bool {
    let [first, behind @ ..] = rest else { return false };
    let behind = skip(behind, |token| token.is_mark("-\u{2010}\u{2011}\u{2013}"));
    let named = behind.first().is_some_and(|token| token.says_any("value values"));
    let behind = if named { behind.get(1..).unwrap_or_default() } else { behind };
    let value = skip(behind, |token| token.is_mark("=<>≤≥:~") || named && token.says_any("of was is were"));
    first.says("p")
        && value.len() < behind.len()
        && matches!(value.first(), Some(Token::Number(value, true)) if *value <= 1.0)
}

/// `n = 1,204`; a sample of one is an anecdote and does not count.
fn sample(rest: &[Token]) -> bool {
    matches!(rest, [n, Token::Mark('='), Token::Number(count, false), ..] if n.says("n") && *count >= 2.0)
}

/// `12.3 ± 4.5`, `12.3 +/- 4.5`.
fn spread(rest: &[Token]) -> bool {
    matches!(rest, [Token::Number(..), Token::Mark('±'), Token::Number(..), ..])
        || matches!(
            rest,
            [
                Token::Number(..),
                Token::Mark('+'),
                Token::Mark('/'),
                Token::Mark('-' | '–' | '−'),
                Token::Number(..),
                ..
            ]
        )
}

/// `95% CI 0.6–0.9`, `95% confidence interval, 0.6 to 0.9`, `CI [0.6, 0.9]`. A cardiac index has only one value.
fn interval(rest: &[Token]) -> bool {
    const NEAR: usize = 7;
    match rest {
        [Token::Number(level, _), Token::Mark('%'), behind @ ..] if (80.0..100.0).contains(level) => {
            let behind = skip(behind, |token| token.is_mark("-("));
            let named = behind.first().is_some_and(|token| token.says_any("ci cis cri confidence credible"));
            named && first_number(behind.get(1..).unwrap_or_default(), NEAR).is_some()
        }
        [Token::Word("CI"), behind @ ..] => {
            let behind = skip(behind, |token| token.is_mark("=:,[(") || token.says_any("of was is from"));
            let range = |between: &[Token]| match between {
                [Token::Mark('-' | '–' | '—' | '−' | ',' | ';'), Token::Number(..), ..] => true,
                [word, Token::Number(..), ..] => word.says("to"),
                _ => false,
            };
            matches!(behind, [Token::Number(..), rest @ ..] if range(rest))
        }
        _ => false,
    }
}

/// A share together with its whole: `12/40 (30%)`, `30% (12 of 40)`, `12 of 40 patients`, `23% of 1,200 women`, `among
/// 1,200 women, 23%`.
fn share(rest: &[Token]) -> bool {
    const NEAR: usize = 8;
    match rest {
        [Token::Number(part, false), joint, behind @ ..] if joint.is_mark("/") || joint.says_any("of out in") => {
            let behind = skip(behind, |token| token.says_any("of the our all these"));
            let [Token::Number(whole, false), behind @ ..] = behind else { return false };
            let percent = skip(behind, |token| token.is_mark("(,;[="));
            let counted = !joint.is_mark("/") && people_follow(behind);
            let explained =
                matches!(percent, [Token::Number(..), Token::Mark('%'), ..]) && percent.len() < behind.len();
            *whole >= 2.0 && part <= whole && (counted || explained)
        }
        [Token::Number(..), Token::Mark('%'), behind @ ..] => {
            let behind = skip(behind, |token| token.is_mark("(,;[") || token.says_any("of the our all these n"));
            match behind {
                [Token::Number(part, false), joint, Token::Number(whole, false), ..] => {
                    (joint.is_mark("/") || joint.says("of")) && *whole >= 2.0 && part <= whole
                }
                [Token::Number(whole, false), people @ ..] => *whole >= 2.0 && people_follow(people),
                _ => false,
            }
        }
        [of, Token::Number(whole, false), behind @ ..] if of.says_any("of among in") && *whole >= 2.0 => {
            let near = behind.get(..NEAR.min(behind.len())).unwrap_or_default();
            let near = near.split(|token| token.is_mark(".;!?\n")).next().unwrap_or_default();
            let percent = near.windows(2).any(|pair| matches!(pair, [Token::Number(..), Token::Mark('%')]));
            percent && people_follow(behind)
        }
        _ => false,
    }
}

/// Whether the next words count people, or what is done to them.
fn people_follow(rest: &[Token]) -> bool {
    const PEOPLE: &str = "patient patients people persons participants subjects individuals women men children adults infants neonates babies \
         girls boys residents students nurses doctors physicians clinicians surgeons staff respondents controls survivors \
         cases deaths births deliveries pregnancies admissions attendances presentations episodes operations procedures \
         biopsies scans samples specimens cultures swabs trials studies centres centers hospitals practices adolescents \
         teenagers mothers fathers carers households families";
    rest.iter().take(3).take_while(|token| matches!(token, Token::Word(_))).any(|token| token.says_any(PEOPLE))
}

/// The required form of a measure's value.
#[derive(Clone, Copy)]
enum Value {
    /// Any number.
    Any,
    /// A ratio: a fraction below 20 without a unit. Heart rates and breathing rates are whole numbers.
    Ratio,
    /// A percentage, or a fraction below 1.
    Share,
}

/// Measures by their abbreviation, which is case-sensitive; the value follows directly.
const SHORT: &[(&str, Value)] = &[
    ("OR aOR HR aHR sHR RR aRR IRR PR SMD MD WMD LR", Value::Ratio),
    ("NNT NNH NNS NNTB NNTH", Value::Any),
    ("ARR RRR RD ARD PPV NPV", Value::Share),
    ("SD IQR SEM I2 I² χ2 χ²", Value::Any),
    ("AUC AUROC AUCs kappa κ", Value::Share),
];

/// Measures by their full name; a few words may come before the value.
const NAMED: &[(&str, Value)] = &[
    ("number needed", Value::Any),
    ("odds ratio", Value::Any),
    ("hazard ratio", Value::Any),
    ("risk ratio", Value::Any),
    ("rate ratio", Value::Any),
    ("prevalence ratio", Value::Any),
    ("likelihood ratio", Value::Any),
    ("relative risk", Value::Any),
    ("risk difference", Value::Any),
    ("risk reduction", Value::Any),
    ("mean difference", Value::Any),
    ("effect size", Value::Any),
    ("standard deviation", Value::Any),
    ("interquartile range", Value::Any),
    ("predictive value", Value::Share),
    ("c statistic", Value::Share),
    ("sensitivity", Value::Share),
    ("specificity", Value::Share),
];

/// `HR 0.75`, `NNT of 12`, `odds ratio for death was 2.3`, `sensitivity 92%`.
fn measure(rest: &[Token]) -> bool {
    const NEAR: usize = 7;
    let [first, behind @ ..] = rest else { return false };
    let Token::Word(word) = first else { return false };
    let short = SHORT.iter().find(|(names, _)| names.split(' ').any(|name| name == *word)).is_some_and(|(_, value)| {
        let at = skip(behind, |token| token.is_mark("=:,([~≈<>+") || token.says_any("of was is were"));
        fits(at, *value)
    });
    short
        || NAMED.iter().any(|(name, value)| {
            let mut words = name.split(' ');
            let named = words.next().is_some_and(|name| first.says(name));
            let second = words.next();
            let joined = skip(behind, |token| token.is_mark("-"));
            match second {
                Some(second) if joined.first().is_some_and(|token| token.says(second)) => {
                    named && first_number(joined.get(1..).unwrap_or_default(), NEAR).is_some_and(|at| fits(at, *value))
                }
                Some(_) => false,
                None => named && first_number(behind, NEAR).is_some_and(|at| fits(at, *value)),
            }
        })
}

/// Whether the number here has the required form.
fn fits(at: &[Token], value: Value) -> bool {
    const UNITS: &str = "mg g mcg ug kg ml l dl mmol hour hours hr hrs h min mins minutes sec s day days week weeks cm mm units iu \
         bpm degrees c f am pm years months";
    let [Token::Number(number, fraction), behind @ ..] = at else { return false };
    let percent = behind.first().is_some_and(|token| token.is_mark("%"));
    match value {
        Value::Any => true,
        Value::Ratio => {
            let unit = behind.first().is_some_and(|token| token.says_any(UNITS) || token.is_mark("/°"));
            *fraction && *number < 20.0 && !percent && !unit
        }
        Value::Share => percent || *fraction && *number < 1.0,
    }
}

/// The next number within reach in the same sentence, and what follows it.
fn first_number<'r, 't>(rest: &'r [Token<'t>], near: usize) -> Option<&'r [Token<'t>]> {
    let reach = rest.iter().take(near).take_while(|token| !token.is_mark(".;!?\n"));
    let at = reach.enumerate().find(|(_, token)| token.number().is_some())?.0;
    rest.get(at..)
}

fn skip<'r, 't>(rest: &'r [Token<'t>], passes: impl Fn(Token<'t>) -> bool) -> &'r [Token<'t>] {
    const MOST: usize = 8;
    let count = rest.iter().take(MOST).take_while(|token| passes(**token)).count();
    rest.get(count..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_and_statistics() {
        for text in [
            "p < 0.05",
            "P=.003",
            "a p-value of 0.02",
            "*p* ≤ 0.001",
            "n = 1,204",
            "(N=45)",
            "12.3 ± 4.5",
            "12.3 +/- 4.5 mmol/l",
            "95% CI 0.60 to 0.93",
            "(95%-CI: 0.6–0.9)",
            "95% confidence interval, 1.2 to 3.4",
            "a CI of 0.6–0.9",
            "CI [0.6, 0.9]",
            "12/40 (30%)",
            "30% (12/40)",
            "30% (12 of 40)",
            "12 of 40 patients relapsed",
            "12 out of 40 women",
            "1 in 200 births",
            "23% of 1,200 women",
            "23% of the 1200 older women",
            "among 1200 patients, 23% relapsed",
            "HR 0.75",
            "aHR = 0.75",
            "(HR, 0.75; n.s.)",
            "OR 2.3",
            "RR of 1.4",
            "hazard ratio for death was 0.75",
            "odds-ratio 2",
            "relative risk reduction of 25%",
            "NNT 12",
            "NNT of 12",
            "number needed to treat of 12",
            "ARR 3%",
            "sensitivity of 92%",
            "specificity was 0.88",
            "negative predictive value 99.2%",
            "AUROC 0.82",
            "mean age 54 (SD 12)",
            "median 5 days (IQR 3–9)",
            "HR 0,75",
            "I² = 45%",
        ] {
            assert!(are_in(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_data() {
        for text in [
            "",
            "5 mg twice a day",
            "30% of patients relapse",
            "about 30%",
            "HR 110, BP 120/80, RR 22",
            "HR 72 and regular",
            "the OR was free at 2.30",
            "in the OR for 2.5 hours",
            "took OR 2.5 hours",
            "CI 2.1 on dobutamine",
            "what a 95% CI means",
            "what a p value means",
            "p 0.5 mg",
            "n=1",
            "GCS 12/15",
            "120/80 (good)",
            "pain 7/10",
            "seen on 12/10",
            "2 of 3 doses",
            "1 of 2 tablets",
            "oxygen at 40%",
            "FiO2 0.4",
            "EF 35%",
            "HbA1c 7.2%",
            "temperature 38.2",
            "creatinine 2.3",
            "RR up, lactate 2.3",
            "the sensitivity of the skin in 3 places",
            "carboplatin AUC 5",
            "the odds ratio is misread",
            "BMI 32.5",
            "saline 0.9%",
            "20% of 500 ml",
            "ward 4 of 6",
        ] {
            assert!(!are_in(text), "{text}");
        }
    }
}
