//! The evidence a text gives, each kind with a bonus of its own: a peer-reviewed article, a clinical guideline, data.

use super::{Source, sources, statistics};

/// Which kinds of evidence a text gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Cites an article by DOI or in PubMed; preprints and data sets do not count.
    pub peer_reviewed: bool,
    /// Links a guideline of a known publisher.
    pub guideline: bool,
    /// Gives figures that somebody counted or estimated, beyond a dose or a bare percentage.
    pub data: bool,
}

/// The evidence in a text.
pub fn evidence(body: &str) -> Evidence {
    let sources = sources(body);
    Evidence {
        peer_reviewed: sources.iter().any(is_peer_reviewed),
        guideline: sources.iter().any(|source| matches!(source, Source::Guideline(_))),
        data: statistics::are_in(body),
    }
}

fn is_peer_reviewed(source: &Source) -> bool {
    match source {
        Source::Doi(doi) => !is_unreviewed(doi),
        Source::Pmid(_) | Source::Pmc(_) => true,
        Source::Guideline(_) => false,
    }
}

/// Whether the prefix of a DOI is that of a preprint or a deposit: openRxiv, arXiv, SSRN, Research Square,
/// Preprints.org, OSF, Authorea, F1000 posters, Zenodo, figshare, Dryad, protocols.io.
fn is_unreviewed(doi: &str) -> bool {
    const PREFIXES: [&str; 14] = [
        "10.64898/",
        "10.48550/",
        "10.2139/",
        "10.21203/",
        "10.20944/",
        "10.31219/",
        "10.31234/",
        "10.17605/",
        "10.22541/",
        "10.7490/",
        "10.5281/",
        "10.6084/",
        "10.5061/",
        "10.17504/",
    ];
    // Cold Spring Harbor's journals use the same prefix as its preprints, but with letters after it.
    let preprint = doi.strip_prefix("10.1101/").is_some_and(|suffix| suffix.starts_with(|c: char| c.is_ascii_digit()));
    preprint || PREFIXES.iter().any(|prefix| doi.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_by_itself() {
        for (text, peer_reviewed, guideline, data) in [
            ("We changed our practice.", false, false, false),
            ("See 10.1056/NEJMoa2034577.", true, false, false),
            ("See PMID 33301246.", true, false, false),
            ("See PMC7745181.", true, false, false),
            ("See https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD006919.pub4/full", true, false, false),
            ("See https://www.nice.org.uk/guidance/ng136.", false, true, false),
            ("See 10.1101/2020.03.09.20033217.", false, false, false),
            ("See 10.1101/gr.276605.122.", true, false, false),
            ("See 10.5281/zenodo.3715652.", false, false, false),
            ("HR 0.75 (95% CI 0.60 to 0.93).", false, false, true),
            ("10.1056/a, nice.org.uk/guidance/ng136, n = 120.", true, true, true),
        ] {
            assert_eq!(evidence(text), Evidence { peer_reviewed, guideline, data }, "{text}");
        }
    }
}
