//! The audit trail: list, reports, one entry.

use super::unit::fields;
use crate::context::{Answer, Cx};
use crate::problem::stored;
use crate::scan;
use crate::view::{Names, audit_row, warn};
use api::Problem;
use api::wire::*;
use domain::audit::Mark;
use domain::rules::Finding;
use domain::unit::{Stamped, UnitState};
use domain::{DonationId, ReceiptDecision, StationId, Verdict, decide};
use isbt128::DonationNumber;
use store::query::{self, AuditCursor, UnitFilter};

const PAGE_MAX: u32 = 500;
/// Units that a part of a number may stand for.
const UNITS_MAX: u32 = 50;
/// Releases that one page of their report looks at.
const RELEASES_EXAMINED: u32 = 200;

pub(crate) fn audit_list(cx: &mut Cx<'_>, request: AuditListQuery) -> Answer<AuditPage> {
    let after = request.after.as_deref().map(read_cursor).transpose()?;
    let names = Names::read(cx)?;
    page(cx, &names, &request.filter, after, request.limit.clamp(1, PAGE_MAX))
        .map(|(rows, next)| AuditPage { rows, next: next.map(write_cursor) })
}

/// One page of what a filter finds, and where it goes on.
pub(crate) fn page(
    cx: &Cx<'_>,
    names: &Names,
    filter: &AuditFilter,
    after: Option<AuditCursor>,
    limit: u32,
) -> Answer<(Vec<AuditRow>, Option<AuditCursor>)> {
    let releases = filter.report == Some(AuditReport::Releases);
    let limit = if releases { limit.min(RELEASES_EXAMINED) } else { limit };
    let found = cx.store()?.list_audit(&read_filter(cx, filter)?, after, limit).map_err(stored)?;
    let full = found.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let next = found.last().filter(|_| full).map(query::AuditRow::cursor);
    let mut rows = Vec::with_capacity(found.len());
    for entry in &found {
        if !releases {
            rows.push(audit_row(cx, names, entry)?);
            continue;
        }
        let warnings = release_warnings(cx, entry)?;
        if !warnings.is_empty() {
            let mut row = audit_row(cx, names, entry)?;
            warn(&mut row, warnings, &cx.rules());
            rows.push(row);
        }
    }
    Ok((rows, next))
}

fn read_cursor(text: &str) -> Answer<AuditCursor> {
    let read = || {
        let mut parts = text.splitn(3, ':');
        let wall_ms = parts.next()?.parse().ok()?;
        let station = parts.next()?.parse().ok()?;
        Some(AuditCursor { wall_ms, station, seq: parts.next()?.parse().ok()? })
    };
    read().ok_or_else(|| Problem::refusal("audit.cursor").at("after"))
}

fn write_cursor(cursor: AuditCursor) -> String {
    format!("{}:{}:{}", cursor.wall_ms, cursor.station, cursor.seq)
}

fn read_filter(cx: &Cx<'_>, filter: &AuditFilter) -> Answer<query::AuditFilter> {
    let unit = filter.unit.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let mut kinds = filter.kinds.clone();
    let mark = match filter.report {
        None => None,
        Some(AuditReport::Exceptions) => Some(Mark::Exception),
        Some(AuditReport::Reprints) => Some(Mark::Reprint),
        Some(AuditReport::LateEntries) => Some(Mark::LateEntry),
        Some(AuditReport::FailedSignIns) => Some(Mark::FailedSignIn),
        Some(AuditReport::ClockJumps) => Some(Mark::ClockJump),
        Some(AuditReport::Corrections) => Some(Mark::Correction),
        Some(AuditReport::Releases) => {
            kinds = vec!["unit.released".to_owned()];
            None
        }
    };
    Ok(query::AuditFilter {
        subjects: unit.map(|text| subjects(cx, text)).transpose()?,
        person: filter.person,
        station: filter.station,
        from_ms: filter.from_ms,
        until_ms: filter.until_ms,
        kinds,
        mark,
    })
}

/// The donations that a text stands for: an identifier, a whole number as scanned or typed, or a part of one.
fn subjects(cx: &Cx<'_>, text: &str) -> Answer<Vec<[u8; 16]>> {
    if let (32, Ok(donation)) = (text.len(), text.parse::<DonationId>()) {
        return Ok(vec![*donation.bytes()]);
    }
    let whole =
        DonationNumber::parse(text).or_else(|_| scan::donation(text, "unit").map(|scanned| scanned.din));
    let store = cx.store()?;
    let found = match whole {
        Ok(din) => store.find_din(din.as_str()),
        Err(_) => {
            let filter = UnitFilter { text: Some(text.to_owned()), ..UnitFilter::default() };
            store.list_units(&filter, None, UNITS_MAX)
        }
    };
    Ok(found.map_err(stored)?.into_iter().map(|row| *row.donation.bytes()).collect())
}

/// What the rules warned of when a release was signed: findings, a departure on arrival, a hold that was lifted.
fn release_warnings(cx: &Cx<'_>, entry: &query::AuditRow) -> Answer<Vec<Finding>> {
    let donation = DonationId::from_bytes(*entry.header.subject.id.bytes());
    let at = (StationId::from_bytes(*entry.header.station.bytes()), entry.header.seq);
    let history = cx.store()?.list_history(donation).map_err(stored)?;
    let before = history.into_iter().take_while(|row| (row.stamp.station, row.stamp.seq) != at);
    let facts = before.filter_map(|row| Some(Stamped { stamp: row.stamp, record: row.record? }));
    let state = UnitState::fold(donation, facts);
    let worked = cx.worked_rooms(&state)?;
    let mut warnings = cx.with_context(|context| decide::review_findings_beside(&state, worked, context))?;
    warnings.retain(|finding| {
        matches!(finding.verdict, Verdict::Warn | Verdict::Fail | Verdict::Unconfirmed | Verdict::Stale)
    });
    let mut note = |rule: &str, value: &str| {
        let (rule, value) = (rule.to_owned(), value.to_owned());
        warnings.push(Finding {
            rule,
            verdict: Verdict::Warn,
            value,
            limit: String::new(),
            source: String::new(),
        });
    };
    if let Some(decided) = &state.receipt_decision
        && decided.record.decision == ReceiptDecision::Accept
        && decided.record.proposed != ReceiptDecision::Accept
    {
        note("receipt_departure", decided.record.reason.as_deref().unwrap_or_default());
    }
    for hold in state.holds.iter().filter(|hold| hold.lifted.is_some()) {
        note("hold_lifted", &hold.placed.record.note);
    }
    Ok(warnings)
}

pub(crate) fn audit_entry(cx: &mut Cx<'_>, request: AuditEntryQuery) -> Answer<AuditEntry> {
    let found = cx.store()?.find_audit(request.station, request.seq.into()).map_err(stored)?;
    let entry = found.ok_or_else(|| Problem::refusal("audit.entry_unknown").at("seq"))?;
    let names = Names::read(cx)?;
    let header = &entry.header;
    let signed = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    Ok(AuditEntry {
        row: audit_row(cx, &names, &entry)?,
        fields: entry.record.as_ref().map(|record| fields(record, &names)).unwrap_or_default(),
        kind_version: header.kind_version.into(),
        rule_set: header.rule_set,
        monotonic_ms: signed(header.clock.monotonic_ms),
        boot: (!header.clock.is_stated()).then(|| header.clock.boot.to_string()),
        offset_ms: header.clock.offset_ms,
        offset_age_ms: header.clock.offset_age_ms.map(signed),
        hash: entry.hash.to_string(),
        previous: header.previous.to_string(),
        body_hash: header.body_hash.to_string(),
        has_personal: header.personal_hash.is_some(),
    })
}
