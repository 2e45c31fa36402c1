//! Sites, stations, blocks, tanks.

use super::storage::tank_view;
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::synchronise;
use crate::view::{Names, choice};
use api::Problem;
use api::wire::*;
use domain::decide::{self, filled};
use domain::record::*;
use domain::{Record, SiteId, TankId};
use isbt128::{DonationNumber, FacilityNumber};

/// Serial numbers have six digits.
const SERIAL_MAX: u32 = isbt128::SERIAL_MAX;

/// Numbers left out after a restore without a centre: a founding station's first block.
const LOST_BLOCK: u32 = 9_999;

/// The two digits of the year of a moment (UTC).
pub(crate) fn nominal_year(now_ms: i64) -> u8 {
    let year = jiff::Timestamp::from_millisecond(now_ms)
        .map_or(0, |now| now.to_zoned(jiff::tz::TimeZone::UTC).year());
    u8::try_from(year.rem_euclid(100)).unwrap_or(0)
}

pub(crate) fn admin_overview(cx: &mut Cx<'_>, _: Empty) -> Answer<BankOverview> {
    let names = Names::read(cx)?;
    let bank = cx.bank()?;
    let here = cx.identity()?;
    let store = cx.store()?;
    let blocks = store.list_blocks().map_err(stored)?;
    let mut stations = Vec::new();
    for row in store.list_stations().map_err(stored)? {
        let mut views = Vec::new();
        for block in blocks.iter().filter(|block| block.station == row.station) {
            views.push(BlockView {
                year: block.year.into(),
                first: block.first,
                last: block.last,
                used: used(cx, &bank.facility, block)?,
            });
        }
        stations.push(StationView {
            station: row.station,
            name: row.name,
            site_code: names.site(row.site),
            here: row.station.bytes() == here.station.bytes(),
            blocks: views,
        });
    }
    // The others ask for sites and pick-lists; accounts are the administrator's.
    let people =
        if cx.may(domain::Permission::Administer)? { super::people::people_views(cx)? } else { Vec::new() };
    let rules = cx.rules();
    let in_force =
        cx.with_context(|context| decide::sop_in_force(context).map(|file| file.sop.clone()))?.ok();
    let zh = cx.locale() == Locale::ZhCn;
    let pick = |text: &domain::rules::Bilingual| if zh { text.zh.clone() } else { text.en.clone() };
    Ok(BankOverview {
        sites: store.list_sites().map_err(stored)?.into_iter().map(site_view).collect(),
        stations,
        accounts_digest: super::people::accounts_digest(&people),
        people,
        tanks: store.list_tanks().map_err(stored)?.iter().map(|tank| tank_view(tank, &names)).collect(),
        norm_profile: format!("{} v{}", pick(&rules.norm.title), rules.norm.version),
        norm_profile_unconfirmed: u32::try_from(rules.norm.unconfirmed()).unwrap_or(u32::MAX),
        sop: in_force
            .map(|sop| format!("{} v{}", pick(&sop.title), sop.version))
            .unwrap_or_else(|| "—".to_owned()),
        rejection_reasons: rules.rejection_reasons.iter().map(choice).collect(),
    })
}

fn site_view(site: store::query::SiteRow) -> SiteView {
    SiteView {
        site: site.site,
        code: site.code,
        name_zh: site.name_zh,
        name_en: site.name_en,
        kind: site.kind,
        personal_data: site.personal_data,
    }
}

fn used(cx: &Cx<'_>, facility: &str, block: &store::query::BlockRow) -> Answer<u32> {
    let Ok(facility) = FacilityNumber::parse(facility) else { return Ok(0) };
    let number = |serial| DonationNumber::from_parts(facility, block.year, serial).map(|din| din.to_string());
    match (number(block.first), number(block.last)) {
        (Ok(first), Ok(last)) => Ok(cx.store()?.used_numbers(&first, &last).map_err(stored)?.0),
        _ => Ok(0),
    }
}

pub(crate) fn admin_add_site(cx: &mut Cx<'_>, request: AddSite) -> Answer<BankOverview> {
    let site = request.site;
    let code = filled(&site.code, 12, "code").map_err(refused)?;
    if cx.store()?.list_sites().map_err(stored)?.iter().any(|known| known.code == code) {
        return Err(Problem::refusal("site.code_taken").with("value", code).at("code"));
    }
    let id = SiteId::from_bytes(cx.app.host.id());
    let record = SiteAdded {
        site: id,
        code,
        name_zh: filled(&site.name_zh, 100, "name_zh").map_err(refused)?,
        name_en: filled(&site.name_en, 100, "name_en").map_err(refused)?,
        kind: site.kind,
        personal_data: site.personal_data,
    };
    cx.record(vec![Act::new(id.bytes(), Record::SiteAdded(record))])?;
    admin_overview(cx, Empty {})
}

pub(crate) fn admin_assign_block(cx: &mut Cx<'_>, request: AssignBlock) -> Answer<BankOverview> {
    let stations = cx.store()?.list_stations().map_err(stored)?;
    if !stations.iter().any(|station| station.station == request.station) {
        return Err(Problem::refusal("station.unknown").at("station"));
    }
    let full = || Problem::refusal("block.full").with("year", request.year).at("count");
    let year = u8::try_from(request.year).ok().filter(|year| *year < 100).ok_or_else(full)?;
    let taken = cx.store()?.list_blocks().map_err(stored)?;
    let own = cx.identity()?.station;
    let gap = match synchronise::restored(cx)?.as_deref() {
        // Others may have given numbers away since the backup; the centre knows.
        Some("centre") => return Err(Problem::refusal("block.restored").at("station")),
        // Nobody knows which numbers this bank gave itself since the backup: none that is near is safe.
        Some(_) if !taken.iter().any(|block| block.station.bytes() == own.bytes()) => LOST_BLOCK,
        _ => 0,
    };
    let highest = taken.iter().filter(|block| block.year == year).map(|block| block.last).max().unwrap_or(0);
    let highest = highest.saturating_add(gap);
    let last = highest.saturating_add(request.count);
    if request.count == 0 || last > SERIAL_MAX {
        return Err(full());
    }
    let record = NumberBlockAssigned { station: request.station, year, first: highest + 1, last };
    cx.record(vec![Act::new(request.station.bytes(), Record::NumberBlockAssigned(record))])?;
    admin_overview(cx, Empty {})
}

pub(crate) fn admin_add_tank(cx: &mut Cx<'_>, request: AddTank) -> Answer<BankOverview> {
    if !cx.store()?.list_sites().map_err(stored)?.iter().any(|site| site.site == request.site) {
        return Err(Problem::refusal("site.unknown").at("site"));
    }
    let code = request.code.trim().to_owned();
    let fits =
        (1..=8).contains(&code.len()) && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if !fits {
        return Err(Problem::refusal("tank.code").with("value", code).at("code"));
    }
    if cx.store()?.list_tanks().map_err(stored)?.iter().any(|tank| tank.code == code) {
        return Err(Problem::refusal("tank.code_taken").with("value", code).at("code"));
    }
    for (value, max, field) in [(request.racks, 99, "racks"), (request.slots, 999, "slots")] {
        let out = |code: &str, name: &str, bound: u32| {
            Problem::refusal(code).with("value", value).with(name, bound).with("unit", "").at(field)
        };
        if value < 1 {
            return Err(out("value.too_low", "min", 1));
        }
        if value > max {
            return Err(out("value.too_high", "max", max));
        }
    }
    let tank = TankId::from_bytes(cx.app.host.id());
    let record = TankAdded {
        tank,
        site: request.site,
        room: filled(&request.room, 60, "room").map_err(refused)?,
        code,
        purpose: request.purpose,
        racks: request.racks,
        slots: request.slots,
    };
    cx.record(vec![Act::new(tank.bytes(), Record::TankAdded(record))])?;
    admin_overview(cx, Empty {})
}
