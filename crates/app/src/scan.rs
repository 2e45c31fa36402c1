//! From scanned text to what a field wants.

use crate::problem::scanned;
use api::Problem;
use api::wire::{ScanKind, WantedScan};
use domain::{DocumentSeal, NumberScheme};
use isbt128::{
    Concatenation, ContainerRole, DonationNumber, Expectation, LocalKind, Refusal, Scan, Scheme, parse_scan,
};

/// A donation number as scanned or typed.
#[derive(Debug, Clone)]
pub(crate) struct DonationScan {
    pub(crate) din: DonationNumber,
    /// None for a typed number.
    pub(crate) scheme: Option<NumberScheme>,
    /// None for a typed number.
    pub(crate) role: Option<ContainerRole>,
}

pub(crate) fn parse(text: &str, field: &str) -> Result<Scan, Problem> {
    parse_scan(text.trim()).map_err(|e| scanned(&e, field))
}

/// What a scan names, and its bare value.
pub(crate) fn meaning(scan: &Scan) -> (ScanKind, String) {
    (word_of(scan.kind()), scan.bare_value())
}

/// The code of a document, where the text is meant as one: the document's kind and the whole text.
///
/// # Errors
/// Another kind is wanted; a code that is cut off.
pub(crate) fn document(
    text: &str,
    wanted: Option<&WantedScan>,
    field: &str,
) -> Result<Option<(ScanKind, String)>, Problem> {
    if !DocumentSeal::is_meant(text) {
        return Ok(None);
    }
    let seal = DocumentSeal::parse(text).map_err(|_| Problem::refusal("document.code").at(field))?;
    match wanted.filter(|wanted| !wanted.kinds.is_empty() && !wanted.kinds.contains(&ScanKind::Document)) {
        Some(wanted) => Err(wrong_kind(&words(&wanted.kinds), ScanKind::Document, field)),
        None => Ok(Some((ScanKind::Document, seal.to_string()))),
    }
}

fn words(kinds: &[ScanKind]) -> String {
    let words = serde_json::to_value(kinds).unwrap_or_default();
    let words = words.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str);
    words.collect::<Vec<_>>().join(",")
}

/// The same where it is wanted, else the refusal.
pub(crate) fn judge(text: &str, wanted: &WantedScan, field: &str) -> Result<(ScanKind, String), Problem> {
    let kinds = |words: &[ScanKind]| -> Vec<isbt128::ScanKind> {
        words
            .iter()
            .flat_map(|word| isbt128::ScanKind::ALL.iter().filter(|kind| word_of(**kind) == *word))
            .copied()
            .collect()
    };
    let mut expectation = Expectation::one_of(&kinds(&wanted.kinds))
        .after(wanted.seen.iter().map(String::as_str))
        .repeating(&kinds(&wanted.repeating))
        .reading(if wanted.alone { Concatenation::Forbidden } else { Concatenation::Allowed });
    if let Some(unit) = &wanted.unit {
        expectation = expectation.of_unit(DonationNumber::parse(unit).map_err(|e| scanned(&e, "unit"))?);
    }
    match expectation.judge(text) {
        Ok(accepted) => Ok((word_of(accepted.kind), accepted.value)),
        Err(Refusal::WrongKind { found, .. }) => {
            Err(wrong_kind(&words(&wanted.kinds), word_of(found), field))
        }
        Err(refusal) => Err(unwanted(&refusal, field)),
    }
}

/// A refusal in the words of the screens.
pub(crate) fn unwanted(refusal: &Refusal, field: &str) -> Problem {
    let named = |kinds: &[isbt128::ScanKind]| words(&kinds.iter().copied().map(word_of).collect::<Vec<_>>());
    let problem = Problem::refusal(refusal.code()).at(field);
    match refusal {
        Refusal::NotAlone { found } => problem.with("found", named(found)),
        Refusal::PartMissing { missing } => problem.with("missing", named(&[*missing])),
        _ => refusal.params().into_iter().fold(problem, |problem, (name, value)| problem.with(name, value)),
    }
}

/// The word by which screens name a kind; they tell lots and catalogue numbers not apart.
pub(crate) fn word_of(kind: isbt128::ScanKind) -> ScanKind {
    use isbt128::ScanKind as Kind;
    match kind {
        Kind::Bag => ScanKind::Bag,
        Kind::Tube => ScanKind::Tube,
        Kind::MaternalTube => ScanKind::MaternalTube,
        Kind::Form => ScanKind::Form,
        Kind::Segment => ScanKind::Segment,
        Kind::Vial => ScanKind::Vial,
        Kind::Canister => ScanKind::Canister,
        Kind::Donation => ScanKind::Donation,
        Kind::Container | Kind::ContainerLot | Kind::Item | Kind::ItemLot => ScanKind::Lot,
        Kind::Staff => ScanKind::Badge,
        Kind::Position => ScanKind::Position,
        Kind::Tank => ScanKind::Tank,
        Kind::Equipment => ScanKind::Equipment,
        Kind::Box => ScanKind::Box,
        Kind::Part => ScanKind::Part,
        Kind::Run => ScanKind::Run,
        Kind::BloodGroup => ScanKind::BloodGroup,
        Kind::Product => ScanKind::Product,
        Kind::Division => ScanKind::Division,
        Kind::Expiry => ScanKind::Expiry,
        _ => ScanKind::Other,
    }
}

pub(crate) fn wrong_kind(expected: &str, found: ScanKind, field: &str) -> Problem {
    let found = serde_json::to_value(found).unwrap_or_default();
    Problem::refusal("scan.wrong_kind").with("expected", expected).with("found", found).at(field)
}

/// Any scan of a donation number.
pub(crate) fn donation(text: &str, field: &str) -> Result<DonationScan, Problem> {
    let scan = parse(text, field)?;
    let Some(din) = scan.donation() else {
        return Err(wrong_kind("donation", meaning(&scan).0, field));
    };
    let scheme = scan.scheme().map(|scheme| match scheme {
        Scheme::Isbt128 => NumberScheme::Isbt128,
        Scheme::Local => NumberScheme::Local,
    });
    Ok(DonationScan { din, scheme, role: scan.role() })
}

/// A scan of a bag, or a number typed in its stead with the check character.
pub(crate) fn bag(text: &str, field: &str) -> Result<DonationScan, Problem> {
    let found = donation(text, field)?;
    match found.role {
        None | Some(ContainerRole::Bag) => Ok(found),
        Some(_) => Err(wrong_kind("bag", meaning(&parse(text, field)?).0, field)),
    }
}

/// The same, or the canister that the bag is in.
pub(crate) fn frozen_bag(text: &str, field: &str) -> Result<DonationScan, Problem> {
    match donation(text, field)? {
        found if found.role == Some(ContainerRole::Canister) => Ok(found),
        _ => bag(text, field),
    }
}

/// A scan of a code of the bank's own.
pub(crate) fn local(text: &str, kind: LocalKind, expected: &str, field: &str) -> Result<String, Problem> {
    match parse(text, field)? {
        Scan::Local(code) if code.kind() == kind => Ok(code.text().to_owned()),
        other => Err(wrong_kind(expected, meaning(&other).0, field)),
    }
}

/// A scan of a lot: the bank's own code or an ISBT 128 lot or catalogue structure.
pub(crate) fn lot(text: &str, field: &str) -> Result<String, Problem> {
    match parse(text, field)? {
        Scan::Local(code) if code.kind() == LocalKind::ReagentLot => Ok(code.text().to_owned()),
        // Catalogue number and lot, read in one sweep, name the lot best.
        scan if meaning(&scan).0 == ScanKind::Lot => Ok(scan.scan_text()),
        other => Err(wrong_kind("lot", meaning(&other).0, field)),
    }
}
