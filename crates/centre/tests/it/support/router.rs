use centre::db::bank::Entitlement;
use centre::router::{Audience, Router, Routing};
use ledger::SiteId;

/// `reference` is for everyone, the body of `ship` is the site it goes to, the body of `entitle` the site it entitles.
pub(crate) struct TestRouter;

fn named(body: &[u8]) -> Option<SiteId> {
    body.try_into().ok().map(SiteId::from_bytes)
}

impl Router for TestRouter {
    fn route(&self, kind: &str, _: u16, body: &[u8]) -> Routing {
        let audience = if kind == "reference" { Audience::Reference } else { Audience::Subject };
        Routing {
            audience,
            sites: if kind == "ship" { named(body).into_iter().collect() } else { Vec::new() },
        }
    }

    fn entitlement(&self, kind: &str, _: u16, body: &[u8]) -> Option<(SiteId, Entitlement)> {
        (kind == "entitle").then(|| named(body)).flatten().map(|site| (site, Entitlement::All))
    }
}
