//! Which units a device or a lot was used on, and what and who a unit was made with.

use super::unit::resolve;
use crate::context::{Answer, Cx};
use crate::problem::{refused, stored};
use crate::view::{Names, UseViews, Used, short};
use api::wire::*;
use domain::{Code, PersonId, Refusal, SiteId, StationId};
use std::collections::BTreeMap;
use store::query::{UseCursor, UseRow};

const PAGE_MAX: u32 = 200;

fn cursor(row: &UseRow) -> String {
    format!("{}:{}:{}:{}", row.at_ms, row.station, row.seq, row.scan)
}

fn read_cursor(text: &str) -> Option<UseCursor> {
    let mut parts = text.splitn(4, ':');
    let at_ms = parts.next()?.parse().ok()?;
    let station: StationId = parts.next()?.parse().ok()?;
    let seq = parts.next()?.parse().ok()?;
    Some(UseCursor { at_ms, station, seq, scan: parts.next()?.to_owned() })
}

pub(crate) fn register_uses(cx: &mut Cx<'_>, request: UsesQuery) -> Answer<UsePage> {
    let limit = request.limit.clamp(1, PAGE_MAX);
    let before = request.after.as_deref().and_then(read_cursor);
    let found = cx.store()?.list_uses(request.code.trim(), None, before, limit).map_err(stored)?;
    let full = found.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let next = found.last().filter(|_| full).map(cursor);
    let mut views = UseViews::new(cx)?;
    let rows = found.into_iter().map(|row| views.view(row).map(|(_, view)| view)).collect::<Answer<_>>()?;
    Ok(UsePage { rows, next })
}

pub(crate) fn environment_uses(cx: &mut Cx<'_>, request: RoomUsesQuery) -> Answer<UsePage> {
    let limit = request.limit.clamp(1, PAGE_MAX);
    let before = request.after.as_deref().and_then(read_cursor);
    let room = cx.store()?.find_room_part(request.room, &[]).map_err(stored)?;
    // A room is registered before anybody scans it; one that is not known here was scanned elsewhere, and is named by nothing.
    let Some(known) = room.and_then(|room| room.registered) else {
        return Err(refused(Refusal::stop(Code::RoomUnknown).at("room")));
    };
    let (code, site) = (known.record.code.as_str(), known.record.site);
    let found = cx.store()?.list_uses(code, Some(site), before, limit).map_err(stored)?;
    let full = found.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let next = found.last().filter(|_| full).map(cursor);
    let (mut views, mut rows) = (UseViews::new(cx)?, Vec::new());
    for row in found {
        // A position of a tank may have the code of a room.
        let (used, view) = views.view(row)?;
        rows.extend((used == Used::Room).then_some(view));
    }
    Ok(UsePage { rows, next })
}

pub(crate) fn unit_trace(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<UnitTrace> {
    let donation = resolve(cx, &request)?;
    let found = cx.store()?.list_uses_on(donation).map_err(stored)?;
    let mut views = UseViews::new(cx)?;
    let (mut equipment, mut lots, mut rooms) = (Vec::new(), Vec::new(), Vec::new());
    for row in found {
        match views.view(row)? {
            (Used::Equipment, view) => equipment.push(view),
            (Used::Lot, view) => lots.push(view),
            (Used::Room, view) => rooms.push(view),
            (Used::Position, _) => {}
        }
    }
    Ok(UnitTrace { equipment, lots, rooms, people: people(cx, donation)? })
}

fn people(cx: &Cx<'_>, donation: domain::DonationId) -> Answer<Vec<PersonActs>> {
    struct Part {
        acts: u32,
        first_ms: i64,
        last_ms: i64,
        sites: Vec<SiteId>,
    }
    let names = Names::read(cx)?;
    let mut parts: BTreeMap<PersonId, Part> = BTreeMap::new();
    for row in cx.store()?.list_history(donation).map_err(stored)? {
        let stamp = &row.stamp;
        for person in [stamp.operator, stamp.second].into_iter().flatten() {
            let at_ms = stamp.at_ms;
            let part = parts.entry(person).or_insert(Part {
                acts: 0,
                first_ms: at_ms,
                last_ms: at_ms,
                sites: Vec::new(),
            });
            part.acts += 1;
            part.first_ms = part.first_ms.min(at_ms);
            part.last_ms = part.last_ms.max(at_ms);
            if !part.sites.contains(&stamp.site) {
                part.sites.push(stamp.site);
            }
        }
    }
    let mut people: Vec<PersonActs> = parts
        .into_iter()
        .map(|(person, part)| PersonActs {
            name: names.person(Some(person)),
            acts: part.acts,
            first_ms: part.first_ms,
            last_ms: part.last_ms,
            sites: part.sites.into_iter().map(|site| names.site(site)).collect(),
        })
        .collect();
    people.sort_by_key(|person| person.first_ms);
    Ok(people)
}

/// Names a use for lists.
pub(crate) fn use_key(row: &UseRow) -> String {
    format!("{}-{}-{}", short(&row.station.to_string()), row.seq, row.scan)
}
