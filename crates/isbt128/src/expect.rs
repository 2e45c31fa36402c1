//! What a place wants scanned, and what to say of what was.
//!
//! One read has one verdict: accepted, or refused for the first of these reasons: it is no code, or half a code; it holds
//! numbers of several units; it is of a wrong kind; codes read together are not wanted together, or one of them is missing;
//! it names another unit than the one at hand; it has been scanned before. Pure: whoever asks remembers what was scanned.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::din::DonationNumber;
use crate::error::ScanError;
use crate::flags::{FlagMeaning, Flags};
use crate::product::Division;
use crate::scan::{SCAN_LENGTH_MAX, Scan, ScanKind, Scheme, parse_scan, scan_text};

/// Fewer characters than these are not taken for a part of the code of the unit at hand.
const PART_LENGTH_MIN: usize = 4;

/// Whether a place takes several codes in one read, as a pair or a compound message (ST-001 10.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Concatenation {
    /// A code of this kind must be in the same read.
    Required(ScanKind),
    /// Alone or with others.
    #[default]
    Allowed,
    /// Alone only.
    Forbidden,
}

/// What a place wants scanned.
///
/// ```
/// use isbt128::{Concatenation, Expectation, ScanKind};
///
/// let bag = Expectation::one_of(&[ScanKind::Bag, ScanKind::Donation]).of_unit("W000016428175".parse()?);
/// assert!(bag.judge("=W00001642817500").is_ok());
/// assert_eq!(bag.judge("=W00001642817507").unwrap_err().code(), "scan.wrong_kind");
/// assert_eq!(bag.judge("=W00001642817600").unwrap_err().code(), "scan.wrong_unit");
/// assert_eq!(bag.judge("=W000016428").unwrap_err().code(), "scan.half");
///
/// let both = Expectation::one_of(&[ScanKind::Bag]).reading(Concatenation::Required(ScanKind::BloodGroup));
/// assert!(both.judge("=W00001642817500=%6200").is_ok());
/// assert_eq!(both.judge("=W00001642817500").unwrap_err().code(), "scan.part_missing");
/// # Ok::<(), isbt128::ScanError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Expectation {
    wanted: Vec<ScanKind>,
    unwanted: Vec<ScanKind>,
    concatenation: Concatenation,
    unit: Option<DonationNumber>,
    seen: Vec<Scan>,
    repeatable: Vec<ScanKind>,
}

impl Expectation {
    /// A code of one of these kinds; of any kind where there is none.
    pub fn one_of(kinds: &[ScanKind]) -> Self {
        Self { wanted: kinds.to_vec(), ..Self::default() }
    }

    /// How it treats several codes in one read; without this they are allowed.
    pub fn reading(mut self, concatenation: Concatenation) -> Self {
        self.concatenation = concatenation;
        self
    }

    /// Kinds that must not be in the same read.
    pub fn without(mut self, kinds: &[ScanKind]) -> Self {
        self.unwanted.extend(kinds);
        self
    }

    /// Donation numbers must be this one.
    pub fn of_unit(mut self, unit: DonationNumber) -> Self {
        self.unit = Some(unit);
        self
    }

    /// What has been scanned already and must not be again, as texts; those that are no code are passed over.
    pub fn after<'a>(mut self, seen: impl IntoIterator<Item = &'a str>) -> Self {
        self.seen.extend(seen.into_iter().filter_map(|text| parse_scan(text).ok()));
        self
    }

    /// Kinds of which several things carry the same code, such as the tubes of a donation.
    pub fn repeating(mut self, kinds: &[ScanKind]) -> Self {
        self.repeatable.extend(kinds);
        self
    }

    /// The verdict on the text of one read.
    ///
    /// # Errors
    /// The first reason against it.
    pub fn judge(&self, text: &str) -> Result<Accepted, Refusal> {
        let scan = parse_scan(text).map_err(|error| self.unreadable(text, error))?;
        let numbers: Vec<DonationNumber> = scan.parts().into_iter().filter_map(Scan::donation).collect();
        if let [first, .., last] = numbers.as_slice()
            && first != last
        {
            let (expected, found) = (*first, *last);
            return Err(Refusal::SeveralUnits { expected, found });
        }
        let kind = self.kind_of(&scan)?;
        self.judge_parts(&scan, kind)?;
        if let (Some(expected), Some(found)) = (self.unit, scan.donation())
            && expected != found
        {
            return Err(Refusal::WrongUnit { expected, found });
        }
        let part = scan.parts().into_iter().find(|part| part.kind() == kind).unwrap_or(&scan);
        if !self.repeatable.contains(&kind) && self.seen.iter().any(|seen| same_thing(seen, part)) {
            return Err(Refusal::Repeated { value: part.bare_value() });
        }
        let next = wants_division(&scan).then_some(ScanKind::Division);
        Ok(Accepted { kind, value: part.bare_value(), next, scan })
    }

    fn unreadable(&self, text: &str, error: ScanError) -> Refusal {
        let text = text.trim();
        let is_part = text.chars().count() >= PART_LENGTH_MIN
            && self.unit.is_some_and(|unit| {
                [Scheme::Isbt128, Scheme::Local]
                    .iter()
                    .any(|scheme| scan_text(&unit, Flags::NONE, *scheme).contains(text))
            });
        if let Some(second) = run_together(text) {
            return Refusal::NotAlone { found: alloc::vec![second] };
        }
        if error.is_cut_short() || is_part { Refusal::Half(error) } else { Refusal::Unreadable(error) }
    }

    /// The kind that the read is taken for.
    fn kind_of(&self, scan: &Scan) -> Result<ScanKind, Refusal> {
        if self.wanted.is_empty() {
            return Ok(scan.kind());
        }
        let kinds: Vec<ScanKind> = scan.parts().into_iter().map(Scan::kind).collect();
        let wanted = self.wanted.iter().copied().find(|kind| kinds.contains(kind));
        wanted.ok_or_else(|| Refusal::WrongKind { expected: self.wanted.clone(), found: scan.kind() })
    }

    fn judge_parts(&self, scan: &Scan, taken_for: ScanKind) -> Result<(), Refusal> {
        let others = scan.parts().into_iter().map(Scan::kind).filter(|kind| *kind != taken_for);
        let others: Vec<ScanKind> = others.collect();
        let alone = self.concatenation == Concatenation::Forbidden;
        let unwanted: Vec<ScanKind> =
            others.iter().copied().filter(|kind| alone || self.unwanted.contains(kind)).collect();
        if !unwanted.is_empty() {
            return Err(Refusal::NotAlone { found: unwanted });
        }
        match self.concatenation {
            Concatenation::Required(missing) if !others.contains(&missing) => {
                Err(Refusal::PartMissing { missing })
            }
            _ => Ok(()),
        }
    }
}

/// The kind of the second of two whole codes that make no pair, as a scanner sends them that runs reads together.
fn run_together(text: &str) -> Option<ScanKind> {
    let text = text.trim();
    if text.chars().count() > SCAN_LENGTH_MAX {
        return None;
    }
    let begins = text.char_indices().skip(1).filter(|(_, c)| matches!(c, '=' | '&'));
    begins.map(|(at, _)| text.split_at(at)).find_map(|(first, second)| {
        parse_scan(first).ok()?;
        parse_scan(second).ok().map(|second| second.kind())
    })
}

/// The `99` rule: software must demand the division of such a product (ST-001 2.4.32).
fn wants_division(scan: &Scan) -> bool {
    let parts = scan.parts();
    let elsewhere = parts.iter().any(|part| match part {
        Scan::Product(product) => product.division() == Division::Elsewhere,
        _ => false,
    });
    elsewhere && !parts.iter().any(|part| matches!(part, Scan::Division(_)))
}

impl Scan {
    /// The bare value that the scan stands for: a donation number of thirteen characters, the text of an own code, a lot or
    /// catalogue code, else the whole code. Of a pair and a compound message, that of the part they take their kind from.
    pub fn bare_value(&self) -> String {
        let kind = self.kind();
        match self.parts().into_iter().find(|part| part.kind() == kind).unwrap_or(self) {
            Self::Local(code) => code.text().to_string(),
            Self::Item { code, .. } => code.to_string(),
            part => part.donation().map_or_else(|| part.scan_text(), |din| din.to_string()),
        }
    }
}

/// A number typed by hand stands for its bag. A bag has one number but, in a set, several containers.
fn same_thing(seen: &Scan, part: &Scan) -> bool {
    seen.parts().into_iter().any(|seen| {
        if seen.donation().is_none() || seen.donation() != part.donation() {
            return seen == part;
        }
        match (seen, part) {
            (Scan::Donation { flags: a, .. }, Scan::Donation { flags: b, .. }) => {
                match (a.meaning(), b.meaning()) {
                    (FlagMeaning::Container(a), FlagMeaning::Container(b)) => a == b,
                    _ if seen.kind() == ScanKind::Bag => part.kind() == ScanKind::Bag,
                    _ => a == b,
                }
            }
            _ => [seen, part].iter().all(|scan| matches!(scan.kind(), ScanKind::Bag | ScanKind::Donation)),
        }
    })
}

/// A read that is what was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The wanted kind that it was taken for.
    pub kind: ScanKind,
    /// Its bare value: a donation number of thirteen characters, the text of an own code, a lot, else the whole code.
    pub value: String,
    /// What must be scanned next, before the read means anything: the division of a product that says `99`.
    pub next: Option<ScanKind>,
    /// All of the read.
    pub scan: Scan,
}

/// Why a read is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No code.
    Unreadable(ScanError),
    /// A code that was cut, in front or at its end.
    Half(ScanError),
    /// Numbers of several units in one read.
    SeveralUnits {
        /// The first.
        expected: DonationNumber,
        /// Another.
        found: DonationNumber,
    },
    /// A code of a kind that is not wanted here.
    WrongKind {
        /// One of these is.
        expected: Vec<ScanKind>,
        /// The kind of the read.
        found: ScanKind,
    },
    /// Other codes in the same read that are not wanted with it, or make no pair with it anywhere.
    NotAlone {
        /// Their kinds.
        found: Vec<ScanKind>,
    },
    /// Only one of two codes that must be read in one sweep.
    PartMissing {
        /// The kind of the other.
        missing: ScanKind,
    },
    /// A code of another unit than the one at hand.
    WrongUnit {
        /// The unit at hand.
        expected: DonationNumber,
        /// The unit of the code.
        found: DonationNumber,
    },
    /// A code that has been scanned already.
    Repeated {
        /// Its bare value.
        value: String,
    },
}

impl Refusal {
    /// The codes that are not also those of a [`ScanError`].
    pub const CODES: [&'static str; 7] = [
        "scan.half",
        "scan.several_units",
        "scan.wrong_kind",
        "scan.not_alone",
        "scan.part_missing",
        "scan.wrong_unit",
        "scan.twice",
    ];

    /// A stable dotted code, the key of the sentence shown to people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(error) => error.code(),
            Self::Half(_) => "scan.half",
            Self::SeveralUnits { .. } => "scan.several_units",
            Self::WrongKind { .. } => "scan.wrong_kind",
            Self::NotAlone { .. } => "scan.not_alone",
            Self::PartMissing { .. } => "scan.part_missing",
            Self::WrongUnit { .. } => "scan.wrong_unit",
            Self::Repeated { .. } => "scan.twice",
        }
    }

    /// The values that fill the sentence; several kinds are parted by commas.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        let words = |kinds: &[ScanKind]| kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(",");
        match self {
            Self::Unreadable(error) | Self::Half(error) => error.params(),
            Self::SeveralUnits { expected, found } | Self::WrongUnit { expected, found } => {
                alloc::vec![("expected", expected.to_string()), ("found", found.to_string())]
            }
            Self::WrongKind { expected, found } => {
                alloc::vec![("expected", words(expected)), ("found", words(&[*found]))]
            }
            Self::NotAlone { found } => alloc::vec![("found", words(found))],
            Self::PartMissing { missing } => alloc::vec![("missing", words(&[*missing]))],
            Self::Repeated { value } => alloc::vec![("value", value.clone())],
        }
    }
}
