//! What a feed is about.

use ledger::SiteId;
use std::fmt;
use std::str::FromStr;

/// Text that names no scope which this build knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no scope")]
pub struct ScopeError(pub String);

/// A part of a bank's entries with a feed of its own. Its text form is `reference` or `site:` and 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// What every station of the bank holds: people, sites, norms, procedures.
    Reference,
    /// What a site works on: the whole history of each subject that was ever there.
    Site(SiteId),
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reference => f.write_str("reference"),
            Self::Site(site) => write!(f, "site:{site}"),
        }
    }
}

impl FromStr for Scope {
    type Err = ScopeError;
    fn from_str(text: &str) -> Result<Self, ScopeError> {
        let unknown = || ScopeError(text.to_owned());
        if text == "reference" {
            return Ok(Self::Reference);
        }
        let scope =
            Self::Site(text.strip_prefix("site:").and_then(|id| id.parse().ok()).ok_or_else(unknown)?);
        // One scope has one text: no upper case.
        if scope.to_string() == text { Ok(scope) } else { Err(unknown()) }
    }
}

impl<C> minicbor::Encode<C> for Scope {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.to_string())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Scope {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.str()?.parse().map_err(minicbor::decode::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_round_trips() {
        for scope in [Scope::Reference, Scope::Site(SiteId::from_bytes([0xab; 16]))] {
            assert_eq!(scope.to_string().parse(), Ok(scope));
        }
        for bad in ["", "site", "site:", "site:ab", "Reference", &format!("site:{}", "AB".repeat(16))] {
            assert!(bad.parse::<Scope>().is_err(), "{bad}");
        }
    }
}
