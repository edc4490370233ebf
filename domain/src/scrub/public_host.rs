//! Hosts that a text may name and a link may lead to: publishers of literature, guidelines and registries that anybody
//! can read.

/// Hosts that publish literature, guidelines or registries that anybody can read.
const PUBLIC_HOSTS: [&str; 32] = [
    "doi.org",
    "nih.gov",
    "clinicaltrials.gov",
    "cochranelibrary.com",
    "cochrane.org",
    "nejm.org",
    "jamanetwork.com",
    "thelancet.com",
    "bmj.com",
    "nature.com",
    "science.org",
    "cell.com",
    "sciencedirect.com",
    "springer.com",
    "wiley.com",
    "oup.com",
    "plos.org",
    "ahajournals.org",
    "acpjournals.org",
    "ascopubs.org",
    "medrxiv.org",
    "biorxiv.org",
    "arxiv.org",
    "europepmc.org",
    "cdc.gov",
    "fda.gov",
    "who.int",
    "ema.europa.eu",
    "nice.org.uk",
    "uptodate.com",
    "mdcalc.com",
    "uspreventiveservicestaskforce.org",
];

/// Whether a host is one of these, or a subdomain of one.
pub(super) fn is_public(host: &str) -> bool {
    PUBLIC_HOSTS.iter().any(|public| {
        host.len().checked_sub(public.len()).is_some_and(|cut| {
            host.get(cut..).is_some_and(|tail| tail.eq_ignore_ascii_case(public))
                && host.get(..cut).is_some_and(|head| head.is_empty() || head.ends_with('.') && !head.contains('@'))
        })
    })
}

/// Whether a link may lead to this address: an item or page of this site, or a known public host. An address that a
/// browser could read as another host is not part of this site.
pub fn may_link(address: &str) -> bool {
    if address.contains('\\') || !address.bytes().all(|byte| byte.is_ascii_graphic()) {
        return false;
    }
    if address.starts_with('/') {
        return !address.starts_with("//");
    }
    let rest = ["https://", "http://"].into_iter().find_map(|scheme| {
        let (head, rest) = address.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')) && is_public(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_known_hosts_and_to_pages_here() {
        for address in [
            "/posts/158d4aac-76ea-4653-93d0-929726787261#item-1",
            "/cite/1a2b3c4d",
            "/",
            "https://doi.org/10.1000/182",
            "HTTPS://www.NEJM.org/doi/full/10.1056/NEJMoa2034577",
            "http://pubmed.ncbi.nlm.nih.gov/?term=sepsis",
            "https://nih.gov",
        ] {
            assert!(may_link(address), "{address}");
        }
    }

    #[test]
    fn links_lead_nowhere_else() {
        for address in [
            "",
            "//evil.example/a",
            "//doi.org/a",
            "///evil.example",
            "/\\evil.example",
            "/a\\b",
            "/\tevil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            " /a",
            "\u{1}/a",
            "http:evil.example",
            "https:/evil.example",
            "https:doi.org",
            "https:///evil.example",
            "https://evil.example",
            "https://notdoi.org",
            "https://doi.org.evil.example",
            "https://doi.org@evil.example/",
            "https://doi.org:80@evil.example/",
            "https://doi.org%2eevil.example",
            "https://doi.org\\@evil.example",
            "https://evil.example/https://doi.org",
            "https://evil.example?doi.org",
            "https://do\u{456}.org",
            "doi.org",
            "evil",
            "./a",
            "../a",
            "?a",
            "#a",
            "mailto:a@doi.org",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://doi.org",
            "view-source:https://doi.org",
        ] {
            assert!(!may_link(address), "{address}");
        }
    }
}
