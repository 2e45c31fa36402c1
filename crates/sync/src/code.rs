//! Refusals: a code with parameters, never a sentence.

use crate::list;
use minicbor::{Decode, Encode};
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Why the centre refuses. The text form is what travels.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The dotted text form.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

codes! {
    /// The station's protocol version is not spoken here. Parameters `min`, `max`.
    Version = "sync.version",
    /// The message cannot be read. Parameter `detail`.
    Malformed = "sync.malformed",
    /// Beyond a limit. Parameter `limit`.
    TooLarge = "sync.too_large",
    /// No such enrolment code, or used by another station.
    CodeInvalid = "sync.code_invalid",
    /// The enrolment code's time is over.
    CodeExpired = "sync.code_expired",
    /// The code founds a bank, and the request brings none; or it joins a bank, and the request brings another.
    CodePurpose = "sync.code_purpose",
    /// The code is for another bank or site than those that the station has.
    OtherBank = "sync.other_bank",
    /// This bank is at the centre already: ask for a code that joins it.
    BankExists = "sync.bank_exists",
    /// This station number is enrolled with another key.
    StationTaken = "sync.station_taken",
    /// Not the signature of a station that the centre knows.
    Unauthorised = "sync.unauthorised",
    /// The request's time is too far from the centre's. Parameter `time_ms`.
    Stale = "sync.stale",
    /// The station was revoked; what it sends is quarantined.
    Revoked = "sync.revoked",
    /// The page does not follow what the centre holds. Parameter `expected`: the sequence number that it wants next.
    Gap = "sync.gap",
    /// The station's key signed two histories: it was cloned or rolled back. Parameter `seq`.
    Fork = "sync.fork",
    /// The page does not verify. Parameters `seq`, `fault`.
    Page = "sync.page",
    /// The page is of another station than the one that sends it.
    NotOwn = "sync.not_own",
    /// Not a scope that this station may read.
    Scope = "sync.scope",
    /// The station asks behind the end of a feed: the centre lost entries, or the station talks to another centre.
    /// Parameter `end`.
    AheadOfFeed = "sync.ahead_of_feed",
    /// What stands in the feed up to the position that the station asks behind is not what it read there: the centre
    /// was restored from an older backup, or the station talks to another centre.
    FeedDiffers = "sync.feed_differs",
    /// More requests than one peer or station may send. Parameter `after_s`: when to come again.
    SlowDown = "sync.slow_down",
    /// The body did not come at the pace of the slowest line that is allowed for.
    TooSlow = "sync.too_slow",
    /// Too much to do, or the database is away: try later.
    Busy = "sync.busy",
}

impl Code {
    /// Reads the text form.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Refusal {
    /// The text form of a [`Code`], or of one that this build does not know.
    #[n(0)]
    pub code: String,
    /// Names and values.
    #[cbor(n(1), decode_with = "list::decode")]
    pub params: Vec<(String, String)>,
}

impl Refusal {
    /// A refusal without parameters.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self { code: code.as_str().to_owned(), params: Vec::new() }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.params.push((name.to_owned(), value.to_string()));
        self
    }

    /// The value of a parameter.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
