//! What can go wrong between station and centre.

use crate::page::PageError;
use crate::{Block, Code, Refusal, Versions};

/// A request that brought nothing. [`SyncError::code`] and [`SyncError::params`] are what a person is shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// No connection, or it broke, or it took too long.
    #[error("the centre cannot be reached: {detail}")]
    Unreachable {
        /// The transport's own words.
        detail: String,
    },
    /// The centre's address, the proxy's or a certificate cannot be used.
    #[error("not a usable address or certificate: {detail}")]
    Address {
        /// What is wrong with it.
        detail: String,
    },
    /// What answered is not a centre, or spoiled on the way.
    #[error("the answer cannot be understood: {detail}")]
    Answer {
        /// The decoder's own words.
        detail: String,
    },
    /// A signature that should be the centre's is not: another centre, or someone in between.
    #[error("the {what} is not signed by this station's centre")]
    Forged {
        /// `receipt`, `feed`, `hello` or `enrol`.
        what: &'static str,
    },
    /// What is to be sent breaks a limit.
    #[error("the message is too large or cannot be built: {detail}")]
    TooLarge {
        /// Which limit.
        detail: String,
    },
    /// No common version, or a request that the centre's version does not have.
    #[error("the centre speaks protocol {centre}")]
    Version {
        /// What the centre speaks.
        centre: Versions,
    },
    /// The page does not follow what the centre holds.
    #[error("the centre wants entry {expected} next")]
    Gap {
        /// The sequence number to go on with.
        expected: u64,
    },
    /// What the centre's feed holds up to the position that was read is not what was read there, or ends before it.
    #[error("the centre's feed is not the one that was read")]
    OtherFeed {
        /// The refusal, with its code.
        refusal: Refusal,
    },
    /// Two histories of this station exist.
    #[error("two histories of this station exist")]
    Fork,
    /// The centre revoked this station.
    #[error("the station was revoked")]
    Revoked,
    /// No such enrolment code, or used by another station.
    #[error("the enrolment code is not valid")]
    CodeInvalid,
    /// The enrolment code's time is over.
    #[error("the enrolment code has expired")]
    CodeExpired,
    /// Not a scope that this station may read.
    #[error("the station may not read this scope")]
    Scope,
    /// The request's time was too far from the centre's, twice.
    #[error("the time of the request was not accepted")]
    Stale,
    /// The centre has too much to do, or its database is away.
    #[error("the centre is busy")]
    Busy,
    /// Any other refusal.
    #[error("the centre refused: {}", .0.code)]
    Refused(Refusal),
}

impl SyncError {
    /// The dotted code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "sync.unreachable",
            Self::Address { .. } => "sync.address",
            Self::Answer { .. } => "sync.answer",
            Self::Forged { .. } => "sync.forged",
            Self::TooLarge { .. } => Code::TooLarge.as_str(),
            Self::Version { .. } => Code::Version.as_str(),
            Self::Gap { .. } => Code::Gap.as_str(),
            Self::Fork => Code::Fork.as_str(),
            Self::Revoked => Code::Revoked.as_str(),
            Self::CodeInvalid => Code::CodeInvalid.as_str(),
            Self::CodeExpired => Code::CodeExpired.as_str(),
            Self::Scope => Code::Scope.as_str(),
            Self::Stale => Code::Stale.as_str(),
            Self::Busy => Code::Busy.as_str(),
            Self::Refused(refusal) | Self::OtherFeed { refusal } => {
                Code::find(&refusal.code).map_or("sync.refused", Code::as_str)
            }
        }
    }

    /// The code's parameters, names and values.
    #[must_use]
    pub fn params(&self) -> Vec<(String, String)> {
        let one = |name: &str, value: String| vec![(name.to_owned(), value)];
        match self {
            Self::Unreachable { detail }
            | Self::Address { detail }
            | Self::Answer { detail }
            | Self::TooLarge { detail } => one("detail", detail.clone()),
            Self::Forged { what } => one("what", (*what).to_owned()),
            Self::Version { centre } => [
                ("centre_versions", centre.to_string()),
                ("station_versions", Versions::OURS.to_string()),
                ("outdated", centre.outdated().as_str().to_owned()),
            ]
            .map(|(name, value)| (name.to_owned(), value))
            .to_vec(),
            Self::Gap { expected } => one("expected", expected.to_string()),
            Self::Refused(refusal) | Self::OtherFeed { refusal } => {
                let mut params = refusal.params.clone();
                if Code::find(&refusal.code).is_none() {
                    params.push(("code".to_owned(), refusal.code.clone()));
                }
                params
            }
            _ => Vec::new(),
        }
    }

    /// What this stops for good, for [`crate::plan()`]; none where trying again later makes sense.
    #[must_use]
    pub const fn block(&self) -> Option<Block> {
        match self {
            Self::Fork => Some(Block::Fork),
            Self::Revoked => Some(Block::Revoked),
            Self::Version { .. } => Some(Block::Version),
            _ => None,
        }
    }

    pub(super) fn page(error: PageError) -> Self {
        Self::TooLarge { detail: error.to_string() }
    }

    /// What a refusal of the centre means to a station.
    #[must_use]
    pub fn refused(refusal: Refusal) -> Self {
        let number = |name: &str| refusal.param(name).and_then(|value| value.parse::<u64>().ok());
        let version = |name: &str| refusal.param(name).and_then(|value| value.parse::<u16>().ok());
        match Code::find(&refusal.code) {
            Some(Code::Version) => {
                let (min, max) = (version("min").unwrap_or(0), version("max").unwrap_or(0));
                Self::Version { centre: Versions { min, max } }
            }
            Some(Code::Gap) if number("expected").is_some() => {
                Self::Gap { expected: number("expected").unwrap_or(0) }
            }
            Some(Code::AheadOfFeed | Code::FeedDiffers) => Self::OtherFeed { refusal },
            Some(Code::Fork) => Self::Fork,
            Some(Code::Revoked) => Self::Revoked,
            Some(Code::CodeInvalid) => Self::CodeInvalid,
            Some(Code::CodeExpired) => Self::CodeExpired,
            Some(Code::Scope) => Self::Scope,
            Some(Code::Stale) => Self::Stale,
            Some(Code::Busy) => Self::Busy,
            _ => Self::Refused(refusal),
        }
    }
}

/// An error with all its causes: reqwest hides the useful words in them.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_keeps_its_code() {
        for code in Code::ALL {
            let error = SyncError::refused(Refusal::new(*code).with("expected", 3));
            assert_eq!(error.code(), code.as_str());
        }
        let unknown = SyncError::refused(Refusal { code: "sync.later".to_owned(), params: Vec::new() });
        assert_eq!((unknown.code(), unknown.params().len()), ("sync.refused", 1));
    }
}
