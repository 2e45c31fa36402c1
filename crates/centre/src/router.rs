//! Where entries go: the border between the centre and what records mean.

use crate::db::bank::Entitlement;
use ledger::SiteId;

/// Whom an entry is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Every station of the bank.
    Reference,
    /// The scopes that its subject has entered.
    Subject,
}

impl Audience {
    /// As stored.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Subject => "subject",
        }
    }
}

/// Where one entry goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routing {
    /// Whom it is for.
    pub audience: Audience,
    /// Sites that its subject concerns from now on, beyond the site that wrote it.
    pub sites: Vec<SiteId>,
}

/// Reads of a record what the centre must know. Unknown records stay with their subject.
pub trait Router: Send + Sync {
    /// Where an entry of this kind goes.
    fn route(&self, kind: &str, kind_version: u16, body: &[u8]) -> Routing;

    /// The site whose entitlement to personal parts the entry sets, where it sets one.
    fn entitlement(&self, kind: &str, kind_version: u16, body: &[u8]) -> Option<(SiteId, Entitlement)>;
}

/// The records of `domain`.
#[derive(Debug, Clone, Copy, Default)]
pub struct DomainRouter;

impl Router for DomainRouter {
    fn route(&self, kind: &str, kind_version: u16, body: &[u8]) -> Routing {
        let routing = domain::routing::route(kind, kind_version, body);
        let audience = if routing.reference { Audience::Reference } else { Audience::Subject };
        Routing { audience, sites: routing.sites.into_iter().map(SiteId::from_bytes).collect() }
    }

    fn entitlement(&self, kind: &str, kind_version: u16, body: &[u8]) -> Option<(SiteId, Entitlement)> {
        let (site, entitled) = domain::routing::personal_entitlement(kind, kind_version, body)?;
        Some((SiteId::from_bytes(site), if entitled { Entitlement::All } else { Entitlement::Own }))
    }
}
