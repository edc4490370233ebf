//! The sources a text cites: DOIs, PubMed and PubMed Central numbers, and links to guidelines of known publishers. Each
//! article counts once, no matter how often and in which form it is given.

use std::ops::Range;
use std::sync::LazyLock;

use super::link;

/// One source, in a form in which two references to it are equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A DOI in lower case, without resolver, closing punctuation and anything a publisher's address adds:
    /// `10.1000/182`.
    Doi(String),
    /// A PubMed number.
    Pmid(u32),
    /// A number of PubMed Central, without its `PMC`.
    Pmc(u32),
    /// The address of a guideline, without scheme, `www.`, query and final slash; the host in lower case.
    Guideline(String),
}

/// The distinct sources of a text, in order of appearance. A DOI and numbers side by side, as PubMed prints them after
/// a reference, are one article; the first of them represents it.
pub fn sources(body: &str) -> Vec<Source> {
    let mut distinct = std::collections::HashSet::new();
    let mut article = Article::default();
    let mut found = Vec::new();
    for (span, source) in references(body) {
        let between = body.get(article.end..span.start).unwrap_or_default();
        if !article.also_is(&source, between) {
            article = Article::default();
            if distinct.insert(source.clone()) {
                found.push(source.clone());
            }
        }
        article.learn(&source, span.end);
    }
    found
}

/// The article mentioned last: which of its three numbers were given, and where the last one ended.
#[derive(Default)]
struct Article {
    doi: bool,
    pmid: bool,
    pmc: bool,
    end: usize,
}

impl Article {
    fn learn(&mut self, source: &Source, end: usize) {
        match source {
            Source::Doi(_) => self.doi = true,
            Source::Pmid(_) => self.pmid = true,
            Source::Pmc(_) => self.pmc = true,
            Source::Guideline(_) => *self = Self::default(),
        }
        self.end = end;
    }

    /// Whether a source is another number of the same article: of a different kind, and with nothing but labels between
    /// the two. A comma or a new line starts another article.
    fn also_is(&self, source: &Source, between: &str) -> bool {
        const LONGEST: usize = 80;
        const LABELS: &str = "doi pmid pmcid pubmed pmc central link https http www org epub ahead of print jan feb mar apr may jun jul aug sep \
             oct nov dec id";
        let started = self.doi || self.pmid || self.pmc;
        let further = match source {
            Source::Doi(_) => !self.doi,
            Source::Pmid(_) => !self.pmid,
            Source::Pmc(_) => !self.pmc,
            Source::Guideline(_) => false,
        };
        let mut words = between.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let is_label = |word: &str| {
            word.bytes().all(|b| b.is_ascii_digit()) || LABELS.split(' ').any(|label| label.eq_ignore_ascii_case(word))
        };
        started
            && further
            && between.len() <= LONGEST
            && between.is_ascii()
            && !between.contains([',', '\n'])
            && words.all(is_label)
    }
}

/// Every reference in a text and its position.
fn references(text: &str) -> Vec<(Range<usize>, Source)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((before, rest)) = text.split_at_checked(at).filter(|(_, rest)| !rest.is_empty()) {
        let read = if before.ends_with(char::is_alphanumeric) { None } else { reference(before, rest) };
        let step = match read {
            Some((length, source)) => {
                found.push((at..at + length, source));
                length
            }
            None => rest.chars().next().map_or(1, char::len_utf8),
        };
        at += step.max(1);
    }
    found
}

/// The reference at the start of a text, and its length.
fn reference(before: &str, rest: &str) -> Option<(usize, Source)> {
    if let Some((length, doi)) = link::doi(rest) {
        return Some((length, Source::Doi(doi)));
    }
    numbered(rest, &["pmids", "pmid", "pubmed id", "pubmed"])
        .map(|(length, number)| (length, Source::Pmid(number)))
        .or_else(|| match rest.as_bytes() {
            [b'P' | b'p', b'M' | b'm', b'C' | b'c', b'0'..=b'9', ..] => {
                numbered(rest, &["pmc"]).map(|(length, number)| (length, Source::Pmc(number)))
            }
            _ if link::may_begin(before) => linked(rest),
            _ => None,
        })
}

/// `PMID: 31535829`: a label, a few marks, and four to eight digits.
fn numbered(text: &str, labels: &[&str]) -> Option<(usize, u32)> {
    const MOST_MARKS: usize = 6;
    let label = labels.iter().find(|label| link::opens(text, label))?;
    let behind = text.get(label.len()..)?;
    let marks = behind.bytes().take(MOST_MARKS).take_while(|b| b" \t:#.=*_(".contains(b)).count();
    let (digits, number) = digits(behind.get(marks..)?)?;
    Some((label.len() + marks + digits, number))
}

/// The number of four to eight digits at the start of a text.
fn digits(text: &str) -> Option<(usize, u32)> {
    const MOST: usize = 8;
    let count = text.bytes().take(MOST + 1).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(count)?;
    ((4..=MOST).contains(&count) && !rest.starts_with(char::is_alphanumeric))
        .then(|| number.parse().ok().map(|number| (count, number)))?
}

/// A link to PubMed or to a guideline.
fn linked(text: &str) -> Option<(usize, Source)> {
    let host = link::host(text)?;
    let whole = link::run(text);
    let address = whole.get(host.len()..)?;
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let in_pubmed = match host {
        "pubmed.ncbi.nlm.nih.gov" | "pubmed.gov" => true,
        "ncbi.nlm.nih.gov" => address.contains("/pubmed"),
        "europepmc.org" => address.to_ascii_lowercase().contains("/med/"),
        _ => false,
    };
    if in_pubmed {
        let number = address.split(['/', '?', '=', '&', '#']).find_map(digits)?.1;
        return Some((whole.len(), Source::Pmid(number)));
    }
    let path = address.split(['?', '#']).next()?.trim_end_matches('/');
    is_guideline(host, path).then(|| (whole.len(), Source::Guideline(format!("{host}{path}"))))
}

/// Whether a publisher's host and path are those of a guideline.
fn is_guideline(host: &str, path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let known = PUBLISHERS.iter().find(|publisher| {
        let head = host.strip_suffix(publisher.host);
        head.is_some_and(|head| head.is_empty() || head.ends_with('.'))
    });
    path.len() > 1
        && known.is_some_and(|publisher| {
            path.contains("guideline") || publisher.paths.iter().any(|part| format!("{path}/").contains(part))
        })
}

struct Publisher {
    host: &'static str,
    paths: Vec<&'static str>,
}

static PUBLISHERS: LazyLock<Vec<Publisher>> = LazyLock::new(|| {
    let lines = include_str!("publishers.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut words = line.split_ascii_whitespace();
            Some(Publisher { host: words.next()?, paths: words.collect() })
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn doi(text: &str) -> Source {
        Source::Doi(text.to_owned())
    }
    fn guideline(text: &str) -> Source {
        Source::Guideline(text.to_owned())
    }

    #[test]
    fn dois_in_every_dress() {
        for text in [
            "10.1056/NEJMoa2034577",
            "doi:10.1056/NEJMoa2034577.",
            "DOI: 10.1056/nejmoa2034577, which",
            "(doi 10.1056/NEJMoa2034577)",
            "https://doi.org/10.1056/NEJMoa2034577",
            "http://dx.doi.org/10.1056/NEJMoa2034577?x=1",
            "https://doi.org/10.1056%2FNEJMoa2034577",
            "<https://doi.org/10.1056/NEJMoa2034577>",
            "[the trial](https://doi.org/10.1056/NEJMoa2034577)",
            "[10.1056/NEJMoa2034577](https://doi.org/10.1056/NEJMoa2034577)",
            "https://www.nejm.org/doi/full/10.1056/NEJMoa2034577?query=featured_home",
            "https://www.nejm.org/doi/10.1056/NEJMoa2034577/full",
            "https://www.nejm.org/doi/pdf/10.1056/NEJMoa2034577.pdf",
            "**10.1056/NEJMoa2034577**; and",
            "“10.1056/NEJMoa2034577”",
            "Twice: 10.1056/NEJMoa2034577 and doi.org/10.1056/nejmoa2034577",
        ] {
            assert_eq!(sources(text), [doi("10.1056/nejmoa2034577")], "{text}");
        }
        for (text, found) in [
            ("10.1016/S0140-6736(20)30183-5.", "10.1016/s0140-6736(20)30183-5"),
            ("(10.1016/S0140-6736(20)30183-5)", "10.1016/s0140-6736(20)30183-5"),
            ("10.1016/S0140-6736%2820%2930183-5", "10.1016/s0140-6736(20)30183-5"),
            ("10.1101/2020.03.09.20033217v2.full.pdf", "10.1101/2020.03.09.20033217"),
            ("10.1002/14651858.CD006919.pub4/full", "10.1002/14651858.cd006919.pub4"),
            ("10.1000.10/123456", "10.1000.10/123456"),
        ] {
            assert_eq!(sources(text), [doi(found)], "{text}");
        }
        assert_eq!(sources("10.1000/a,10.1000/b;10.1000/c"), [doi("10.1000/a"), doi("10.1000/b"), doi("10.1000/c")]);
    }

    #[test]
    fn pubmed_numbers_and_links() {
        for text in [
            "PMID: 33301246",
            "pmid 33301246.",
            "(PMID:33301246)",
            "PMID#33301246",
            "PubMed ID 33301246",
            "https://pubmed.ncbi.nlm.nih.gov/33301246/",
            "pubmed.ncbi.nlm.nih.gov/33301246",
            "[here](https://pubmed.ncbi.nlm.nih.gov/33301246/?utm=x).",
            "https://www.ncbi.nlm.nih.gov/pubmed/33301246",
            "https://www.ncbi.nlm.nih.gov/pubmed/?term=33301246",
            "https://europepmc.org/article/MED/33301246",
        ] {
            assert_eq!(sources(text), [Source::Pmid(33_301_246)], "{text}");
        }
        for text in [
            "PMC7745181",
            "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7745181/",
            "https://pmc.ncbi.nlm.nih.gov/articles/PMC7745181/",
        ] {
            assert_eq!(sources(text), [Source::Pmc(7_745_181)], "{text}");
        }
    }

    #[test]
    fn guidelines_of_known_publishers() {
        for (text, found) in [
            ("https://www.nice.org.uk/guidance/ng136", "nice.org.uk/guidance/ng136"),
            ("nice.org.uk/guidance/ng136.", "nice.org.uk/guidance/ng136"),
            ("[NG136](https://www.NICE.org.uk/guidance/ng136/?x=1)", "nice.org.uk/guidance/ng136"),
            ("https://cks.nice.org.uk/topics/asthma/", "cks.nice.org.uk/topics/asthma"),
            ("https://www.sign.ac.uk/our-guidelines/asthma/", "sign.ac.uk/our-guidelines/asthma"),
            ("https://www.escardio.org/Guidelines/Heart-Failure", "escardio.org/Guidelines/Heart-Failure"),
            ("https://professional.heart.org/en/guidelines", "professional.heart.org/en/guidelines"),
            ("https://www.who.int/publications/i/item/9789240031593", "who.int/publications/i/item/9789240031593"),
            ("https://www.cdc.gov/std/treatment-guidelines/hpv.htm", "cdc.gov/std/treatment-guidelines/hpv.htm"),
            (
                "https://www.uspreventiveservicestaskforce.org/uspstf/recommendation/breast-cancer-screening",
                "uspreventiveservicestaskforce.org/uspstf/recommendation/breast-cancer-screening",
            ),
            ("https://kdigo.org/guidelines/aki/", "kdigo.org/guidelines/aki"),
            ("https://goldcopd.org/2025-gold-report/", "goldcopd.org/2025-gold-report"),
            ("https://ginasthma.org/reports/", "ginasthma.org/reports"),
            (
                "https://www.idsociety.org/practice-guideline/amr-guidance/",
                "idsociety.org/practice-guideline/amr-guidance",
            ),
            (
                "https://register.awmf.org/de/leitlinien/detail/020-020",
                "register.awmf.org/de/leitlinien/detail/020-020",
            ),
            ("https://easl.eu/publication/jaundice/", "easl.eu/publication/jaundice"),
            ("https://www.esmo.org/guidelines/breast", "esmo.org/guidelines/breast"),
            ("https://www.acog.org/clinical/x", "acog.org/clinical/x"),
            ("https://www.rcog.org.uk/guidance/a", "rcog.org.uk/guidance/a"),
            ("https://www.sccm.org/survivingsepsiscampaign/adults", "sccm.org/survivingsepsiscampaign/adults"),
        ] {
            assert_eq!(sources(text), [guideline(found)], "{text}");
        }
    }

    #[test]
    fn what_is_no_source() {
        for text in [
            "",
            "10.5/12",
            "10.1056/",
            "10.1056/...",
            "BP 10.1234 and more",
            "110.1056/NEJMoa2034577",
            "version 10.1000",
            "PMID",
            "PMID: 12",
            "PMID: 123456789",
            "the PMC was late",
            "https://www.nice.org.uk",
            "https://www.nice.org.uk/",
            "https://bnf.nice.org.uk/drugs/aspirin/",
            "https://evilnice.org.uk/guidance/ng136",
            "https://nice.org.uk.example/guidance/ng136",
            "https://a.example/nice.org.uk/guidance/ng136",
            "me@nice.org.uk/guidance",
            "https://www.who.int/about",
            "https://www.cdc.gov/flu",
            "NICE says so, and so does GOLD",
            "https://example.org/guidelines/sepsis",
            "https://pubmed.ncbi.nlm.nih.gov/?term=sepsis",
            "https://www.ncbi.nlm.nih.gov/books/NBK430685/",
        ] {
            assert_eq!(sources(text), [], "{text}");
        }
    }

    #[test]
    fn an_article_counts_once() {
        let reference = "N Engl J Med. 2020;383(27):2603-2615. doi: 10.1056/NEJMoa2034577. Epub 2020 Dec 10. PMID: 33301246; \
                         PMCID: PMC7745181.";
        assert_eq!(sources(reference), [doi("10.1056/nejmoa2034577")]);
        assert_eq!(sources(&format!("{reference}\n{reference}")), [doi("10.1056/nejmoa2034577")]);
        let linked = "[DOI](https://doi.org/10.1000/182) [PubMed](https://pubmed.ncbi.nlm.nih.gov/33301246/)";
        assert_eq!(sources(linked), [doi("10.1000/182")]);
        for (text, count) in [
            ("10.1000/a, PMID 33301246", 2),
            ("10.1000/a\nPMID 33301246", 2),
            ("10.1000/a and also PMID 33301246", 2),
            ("PMID 33301246 PMID 33301247", 2),
            ("10.1000/a nice.org.uk/guidance/ng136 PMID 33301246", 3),
        ] {
            assert_eq!(sources(text).len(), count, "{text}");
        }
    }

    #[test]
    fn in_order_of_appearance() {
        let text = "First nice.org.uk/guidance/ng51, then PMC7745181, then PMID 33301246, then 10.1000/182 and again PMID 33301246.";
        assert_eq!(
            sources(text),
            [
                guideline("nice.org.uk/guidance/ng51"),
                Source::Pmc(7_745_181),
                Source::Pmid(33_301_246),
                doi("10.1000/182")
            ]
        );
    }

    #[test]
    fn the_publishers_are_read() {
        assert!(PUBLISHERS.len() > 80);
        for publisher in PUBLISHERS.iter() {
            assert!(link::host(publisher.host).is_some(), "{}", publisher.host);
            assert!(publisher.paths.iter().all(|path| path.to_ascii_lowercase() == *path), "{}", publisher.host);
        }
    }
}
