//! Label sets printed ahead of time for collection points, with numbers of this station.

use super::label::{fonts, language, mode, scheme, sha256};
use super::printer;
use crate::context::{Act, Answer, Cx};
use crate::problem::{labelled, refused, stored};
use crate::scan;
use crate::template;
use crate::view::Names;
use api::Problem;
use api::wire::*;
use domain::decide::{self, FreeNumbers, KitFacts, KitOrder};
use domain::{Code, Record, Refusal, StationId};
use isbt128::{DonationNumber, FacilityNumber};
use labels::{KitSet, LabelModel, LabelTexts};
use std::collections::BTreeSet;
use store::print::NewJob;
use store::query::KitPrintRow;

const MONTH_MS: i64 = 30 * 24 * 60 * 60 * 1_000;

/// Numbers of this station that no donation and no label set has, block by block.
pub(super) fn free_numbers(cx: &Cx<'_>) -> Answer<Vec<FreeNumbers>> {
    let bank = cx.bank()?;
    let own = StationId::from_bytes(*cx.identity()?.station.bytes());
    let store = cx.store()?;
    let Ok(facility) = FacilityNumber::parse(&bank.facility) else { return Ok(Vec::new()) };
    let kits = store.list_kit_prints().map_err(stored)?;
    let mut free = Vec::new();
    for block in store.list_blocks().map_err(stored)?.into_iter().filter(|block| block.station == own) {
        let number = |serial| DonationNumber::from_parts(facility, block.year, serial).ok();
        let (Some(first), Some(last)) = (number(block.first), number(block.last)) else { continue };
        let (_, highest) = store.used_numbers(first.as_str(), last.as_str()).map_err(stored)?;
        let used = highest.and_then(|din| DonationNumber::parse(&din).ok()).map(|din| din.serial());
        let printed = kits
            .iter()
            .filter(|kit| {
                kit.station == own
                    && kit.year == block.year
                    && kit.first >= block.first
                    && kit.last <= block.last
            })
            .map(|kit| kit.last)
            .max();
        let next = used.max(printed).map_or(block.first, |taken| taken.saturating_add(1));
        if next <= block.last {
            free.push(FreeNumbers { year: block.year, next, last: block.last });
        }
    }
    Ok(free)
}

const fn left(free: &FreeNumbers) -> u32 {
    free.last.saturating_sub(free.next).saturating_add(1)
}

pub(crate) fn kit_overview(cx: &mut Cx<'_>, _: Empty) -> Answer<KitOverview> {
    let names = Names::read(cx)?;
    let free = free_numbers(cx)?;
    let spoiled: Vec<KitSpoiledView> = cx
        .store()?
        .list_kits_spoiled()
        .map_err(stored)?
        .into_iter()
        .map(|row| KitSpoiledView { din: row.din, reason: row.reason, at_ms: row.at_ms })
        .collect();
    let rows = cx.store()?.list_kit_prints().map_err(stored)?;
    let mut prints = Vec::new();
    for row in &rows {
        prints.extend(print_view(cx, &names, row, &spoiled)?);
    }
    let remaining = free.iter().map(left).sum();
    let monthly = given_out(cx, &rows)?;
    let lasts = u64::from(remaining) * 30 / u64::from(monthly.max(1));
    Ok(KitOverview {
        labels: KitSet::standard().map_err(|e| labelled(&e))?.count(),
        remaining,
        most: free.iter().map(left).max().unwrap_or(0).min(decide::KITS_MAX),
        monthly,
        lasts_days: (monthly > 0).then(|| u32::try_from(lasts).unwrap_or(u32::MAX)),
        prints,
        spoiled,
    })
}

/// Numbers of this station that were given out in the last 30 days: to label sets, and to donations directly.
fn given_out(cx: &Cx<'_>, kits: &[KitPrintRow]) -> Answer<u32> {
    let own = StationId::from_bytes(*cx.identity()?.station.bytes());
    let since_ms = cx.now_ms() - MONTH_MS;
    let mut given = 0u32;
    for block in cx.store()?.list_blocks().map_err(stored)?.iter().filter(|block| block.station == own) {
        given = given.saturating_add(used(cx, (block.year, block.first, block.last), since_ms)?);
    }
    for kit in kits.iter().filter(|kit| kit.station == own) {
        given = given.saturating_sub(used(cx, (kit.year, kit.first, kit.last), since_ms)?);
        if kit.at_ms >= since_ms {
            given = given.saturating_add(kit.last - kit.first + 1);
        }
    }
    Ok(given)
}

fn numbers(
    cx: &Cx<'_>,
    (year, first, last): (u8, u32, u32),
) -> Answer<Option<(DonationNumber, DonationNumber)>> {
    let bank = cx.bank()?;
    let facility = FacilityNumber::parse(&bank.facility).ok();
    let number =
        |serial| facility.and_then(|facility| DonationNumber::from_parts(facility, year, serial).ok());
    Ok(number(first).zip(number(last)))
}

fn used(cx: &Cx<'_>, range: (u8, u32, u32), since_ms: i64) -> Answer<u32> {
    let Some((first, last)) = numbers(cx, range)? else { return Ok(0) };
    cx.store()?.count_used_numbers(first.as_str(), last.as_str(), since_ms).map_err(stored)
}

fn print_view(
    cx: &Cx<'_>,
    names: &Names,
    row: &KitPrintRow,
    spoiled: &[KitSpoiledView],
) -> Answer<Option<KitPrintView>> {
    let range = (row.year, row.first, row.last);
    let Some((first, last)) = numbers(cx, range)? else { return Ok(None) };
    let (first, last) = (first.to_string(), last.to_string());
    let spoiled = spoiled.iter().filter(|kit| kit.din >= first && kit.din <= last).count();
    let spoiled = u32::try_from(spoiled).unwrap_or(u32::MAX);
    let (count, used) = (row.last - row.first + 1, used(cx, range, i64::MIN)?);
    let called_off = cx.store()?.kits_called_off(row.station).map_err(stored)?.contains(&range);
    Ok(Some(KitPrintView {
        first,
        last,
        count,
        used,
        spoiled,
        open: count.saturating_sub(used.saturating_add(spoiled)),
        site_code: names.site(row.site),
        station_name: names.station(row.station),
        at_ms: row.at_ms,
        called_off,
    }))
}

pub(crate) fn kit_print(cx: &mut Cx<'_>, request: PrintKits) -> Answer<KitsReply> {
    let (bank, station) = (cx.bank()?, StationId::from_bytes(*cx.identity()?.station.bytes()));
    let sites = cx.store()?.list_sites().map_err(stored)?;
    let site = sites.iter().find(|site| site.site == request.to_site);
    let site = site.ok_or_else(|| Problem::refusal("site.unknown").at("to_site"))?;
    let (view, _) = printer::find(cx, &request.printer)?;
    let set = KitSet::standard().map_err(|e| labelled(&e))?;
    let chinese = request.locale == Locale::ZhCn;
    let pick = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
    let texts = LabelTexts {
        bank: pick(&bank.name_zh, &bank.name_en),
        collection_centre: pick(&site.name_zh, &site.name_en),
        ..LabelTexts::default()
    };
    let facility =
        FacilityNumber::parse(&bank.facility).map_err(|e| crate::problem::scanned(&e, "facility"))?;
    let (fonts, templates_in_force) = (fonts(cx)?, template::in_force(cx)?);
    // A thousand sets take seconds to draw, and others go on meanwhile: whoever took a number in between has it.
    let (range, labels, drawn) = loop {
        let range = decide::kit_numbers(request.count, &free_numbers(cx)?).map_err(refused)?;
        let (year, first, last) = range;
        let mut models: Vec<LabelModel> = Vec::new();
        for serial in first..=last {
            let din = DonationNumber::from_parts(facility, year, serial)
                .map_err(|e| crate::problem::scanned(&e, "count"))?;
            let code = (din, scheme(bank.scheme));
            models.extend(set.models(code, language(request.locale), mode(bank.purpose), &texts));
        }
        let drawn = cx.beside(|_| templates_in_force.draw(&fonts, &models, view.language))?;
        if decide::kit_numbers(request.count, &free_numbers(cx)?) == Ok(range) {
            break (range, models.len(), drawn);
        }
    };
    let templates = set.labels().iter();
    let templates = templates
        .flat_map(|label| std::iter::repeat_n(label.template.code().to_owned(), label.count as usize))
        .collect();
    let order = KitOrder {
        station,
        count: request.count,
        to_site: request.to_site,
        templates,
        destination: view.name.clone(),
        own_templates: drawn.own,
    };
    let digest = sha256(&drawn.bytes);
    let (from, to) = numbers(cx, range)?.ok_or_else(|| Problem::fault("fault.internal"))?;
    let job = NewJob {
        printer: view.name,
        name: format!("kits-{from}-{to}.{}", drawn.extension),
        digest: digest.clone(),
        bytes: drawn.bytes,
        labels: u32::try_from(labels).unwrap_or(u32::MAX),
        of: None,
        ordered_by: cx.state.session.map(|session| session.person),
        created_ms: cx.now_ms(),
    };
    let act = Act::new(station.bytes(), decide::print_kits(order, range, digest));
    let number = cx.record_with_job(vec![act], &job)?;
    crate::print::pump(cx, &job.printer);
    crate::print::await_end(cx, number);
    let job = super::print::view(cx, &Names::read(cx)?, super::print::find(cx, number)?)?;
    Ok(KitsReply { first: from.to_string(), last: to.to_string(), job, warning: drawn.warning })
}

/// What is known of a label set with this number.
pub(super) fn facts(cx: &Cx<'_>, din: DonationNumber) -> Answer<KitFacts> {
    let store = cx.store()?;
    let printed = store.list_kit_prints().map_err(stored)?;
    let mut found = false;
    for row in &printed {
        if let Some((first, last)) = numbers(cx, (row.year, row.first, row.last))? {
            found |= (first.as_str()..=last.as_str()).contains(&din.as_str());
        }
    }
    let spoiled = store.list_kits_spoiled().map_err(stored)?.iter().any(|kit| kit.din == din.as_str());
    let used = !store.find_din(din.as_str()).map_err(stored)?.is_empty();
    Ok(KitFacts { printed: found, used, spoiled })
}

pub(crate) fn kit_spoil(cx: &mut Cx<'_>, request: SpoilKit) -> Answer<KitOverview> {
    let din = scan::donation(&request.text, "text")?.din;
    let station = StationId::from_bytes(*cx.identity()?.station.bytes());
    let record: Record =
        decide::spoil_kit(station, din.as_str(), facts(cx, din)?, &request.reason).map_err(refused)?;
    cx.record(vec![Act::new(station.bytes(), record)])?;
    kit_overview(cx, Empty {})
}

/// All sets of an order of which nothing came out, in one act.
pub(crate) fn kit_spoil_order(cx: &mut Cx<'_>, request: SpoilKitOrder) -> Answer<KitOverview> {
    let unknown = || refused(Refusal::stop(Code::KitUnknown).with("din", &*request.first).at("first"));
    let bank = cx.bank()?;
    let facility = FacilityNumber::parse(&bank.facility).map_err(|_| unknown())?;
    let rows = cx.store()?.list_kit_prints().map_err(stored)?;
    let number = |year, serial| DonationNumber::from_parts(facility, year, serial).ok();
    let is_it =
        |row: &&KitPrintRow| number(row.year, row.first).is_some_and(|first| first.as_str() == request.first);
    let row = rows.iter().find(is_it).ok_or_else(unknown)?;
    let called_off = cx.store()?.kits_called_off(row.station).map_err(stored)?;
    if !called_off.contains(&(row.year, row.first, row.last)) {
        return Err(Problem::refusal("kit.not_called_off").at("first"));
    }
    let spoiled = cx.store()?.list_kits_spoiled().map_err(stored)?;
    let spoiled: BTreeSet<&str> = spoiled.iter().map(|kit| kit.din.as_str()).collect();
    let mut sets = Vec::new();
    for din in (row.first..=row.last).filter_map(|serial| number(row.year, serial)) {
        let din = din.as_str();
        let used = !cx.store()?.find_din(din).map_err(stored)?.is_empty();
        sets.push((din.to_owned(), KitFacts { printed: true, used, spoiled: spoiled.contains(din) }));
    }
    let station = StationId::from_bytes(*cx.identity()?.station.bytes());
    let records = decide::spoil_kits(station, &sets, &request.reason).map_err(refused)?;
    cx.record(records.into_iter().map(|record| Act::new(station.bytes(), record)).collect())?;
    kit_overview(cx, Empty {})
}
