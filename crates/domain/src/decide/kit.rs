//! Label sets printed ahead of time: numbers that are handed out once, on paper.

use super::check::filled;
use crate::record::{KitSpoiled, KitsPrintedByTemplate, OwnTemplate};
use crate::{Code, Record, Refusal, SiteId, StationId};

/// Label sets in one order, at most.
pub const KITS_MAX: u32 = 1_000;

/// Numbers of one block that nobody has: `next..=last` of a nominal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeNumbers {
    /// Nominal year, two digits.
    pub year: u8,
    /// The next one.
    pub next: u32,
    /// The last one of the block.
    pub last: u32,
}

/// An order of label sets.
#[derive(Debug, Clone)]
pub struct KitOrder {
    /// The station whose numbers they are.
    pub station: StationId,
    /// How many sets.
    pub count: u32,
    /// The collection point.
    pub to_site: SiteId,
    /// Templates of one set.
    pub templates: Vec<String>,
    /// The printer.
    pub destination: String,
    /// The bank's own templates that they were drawn by.
    pub own_templates: Vec<OwnTemplate>,
}

/// The numbers of an order: `first..=last`, all of one block.
///
/// # Errors
/// None or too many sets; no block has as many numbers left in a row.
pub fn kit_numbers(count: u32, free: &[FreeNumbers]) -> Result<(u8, u32, u32), Refusal> {
    if count == 0 || count > KITS_MAX {
        let refusal = Refusal::stop(if count == 0 { Code::TooLow } else { Code::TooHigh });
        let (name, bound) = if count == 0 { ("min", 1) } else { ("max", KITS_MAX) };
        return Err(refusal.with("value", count).with(name, bound).at("count"));
    }
    let left = |block: &FreeNumbers| (block.last + 1).saturating_sub(block.next);
    let fits = free.iter().find(|block| left(block) >= count);
    let block = fits.ok_or_else(|| {
        let most = free.iter().map(left).max().unwrap_or(0);
        Refusal::stop(Code::BlockTooSmall).with("count", count).with("left", most).at("count")
    })?;
    Ok((block.year, block.next, block.next + count - 1))
}

/// The record of an order whose labels have been drawn.
#[must_use]
pub fn print_kits(order: KitOrder, (year, first, last): (u8, u32, u32), digest: String) -> Record {
    let KitOrder { station, to_site, templates, destination, own_templates, .. } = order;
    Record::KitsPrintedByTemplate(KitsPrintedByTemplate {
        station,
        year,
        first,
        last,
        to_site,
        templates,
        destination,
        digest,
        own_templates,
    })
}

/// What is known of a set's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KitFacts {
    /// A label set with it was printed.
    pub printed: bool,
    /// A donation has it.
    pub used: bool,
    /// It was said to be spoiled before.
    pub spoiled: bool,
}

/// Says that a label set is spoiled.
///
/// # Errors
/// No such set; a donation has its number; said before; no reason.
pub fn spoil_kit(station: StationId, din: &str, facts: KitFacts, reason: &str) -> Result<Record, Refusal> {
    let code = match facts {
        KitFacts { printed: false, .. } => Some(Code::KitUnknown),
        KitFacts { used: true, .. } => Some(Code::KitUsed),
        KitFacts { spoiled: true, .. } => Some(Code::KitSpoiled),
        _ => None,
    };
    if let Some(code) = code {
        return Err(Refusal::stop(code).with("din", din).at("text"));
    }
    let reason = filled(reason, 200, "reason")?;
    Ok(Record::KitSpoiled(KitSpoiled { station, din: din.to_owned(), reason }))
}

/// Says that the sets of an order of which nothing came out are spoiled: all that no donation has and nobody spoiled yet.
///
/// # Errors
/// None of them is left; no reason.
pub fn spoil_kits(
    station: StationId,
    sets: &[(String, KitFacts)],
    reason: &str,
) -> Result<Vec<Record>, Refusal> {
    let open: Vec<_> = sets.iter().filter(|(_, facts)| !facts.used && !facts.spoiled).collect();
    if open.is_empty() {
        let first = sets.first().map(|(din, _)| din.as_str()).unwrap_or_default();
        return Err(Refusal::stop(Code::KitSpoiled).with("din", first).at("first"));
    }
    open.into_iter().map(|(din, facts)| spoil_kit(station, din, *facts, reason)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_an_order_come_from_one_block_in_a_row() {
        let free =
            [FreeNumbers { year: 26, next: 90, last: 99 }, FreeNumbers { year: 26, next: 200, last: 299 }];
        assert_eq!(kit_numbers(10, &free), Ok((26, 90, 99)));
        assert_eq!(kit_numbers(11, &free), Ok((26, 200, 210)));
        assert_eq!(kit_numbers(100, &free), Ok((26, 200, 299)));
        for (count, code) in [(0, Code::TooLow), (101, Code::BlockTooSmall), (KITS_MAX + 1, Code::TooHigh)] {
            assert_eq!(kit_numbers(count, &free).map_err(|refusal| refusal.code), Err(code), "{count}");
        }
        assert_eq!(kit_numbers(1, &[]).map_err(|refusal| refusal.code), Err(Code::BlockTooSmall));
    }

    #[test]
    fn of_an_order_that_never_came_out_only_open_sets_are_spoiled() {
        let station = StationId::from_bytes([5; 16]);
        let set = |din: &str, used, spoiled| (din.to_owned(), KitFacts { printed: true, used, spoiled });
        let sets = [
            set("A1", false, false),
            set("A2", true, false),
            set("A3", false, true),
            set("A4", false, false),
        ];
        let said = spoil_kits(station, &sets, "paper ran out").unwrap();
        let numbers: Vec<&str> = said
            .iter()
            .map(|record| match record {
                Record::KitSpoiled(spoiled) => spoiled.din.as_str(),
                other => other.kind(),
            })
            .collect();
        assert_eq!(numbers, ["A1", "A4"]);
        let code = |sets: &[_], reason| spoil_kits(station, sets, reason).map_err(|refusal| refusal.code);
        assert_eq!(code(&sets[1..3], "r"), Err(Code::KitSpoiled));
        assert_eq!(code(&sets, " "), Err(Code::Empty));
    }
}
