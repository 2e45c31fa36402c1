//! The print queue: what waits, what failed, what nobody knows.

use crate::context::{Act, Answer, Cx};
use crate::print::pump;
use crate::problem::{refused, stored};
use crate::view::Names;
use api::Problem;
use api::wire::*;
use domain::decide::{self, filled};
use domain::unit::PartId;
use domain::{DonationId, Record, StationId};
use store::print::{JobEnd, JobRow, JobState};

const JOBS_SHOWN: u32 = 200;

const fn state(state: JobState) -> PrintState {
    match state {
        JobState::Waiting => PrintState::Waiting,
        JobState::Sending => PrintState::Sending,
        JobState::Done => PrintState::Done,
        JobState::Failed => PrintState::Failed,
        JobState::Uncertain => PrintState::Uncertain,
        JobState::Cancelled => PrintState::Cancelled,
    }
}

pub(crate) fn view(cx: &Cx<'_>, names: &Names, row: JobRow) -> Answer<PrintJob> {
    let donation = row.of.map(|(donation, _)| donation);
    let unit = match donation {
        Some(donation) => cx.store()?.find_unit(donation).map_err(stored)?,
        None => None,
    };
    let ended = matches!(row.state, JobState::Done | JobState::Cancelled);
    let problem = row.problem.as_deref().and_then(|text| serde_json::from_str(text).ok());
    // Only a restored backup doubts a job without saying why.
    let restored = (row.state == JobState::Uncertain).then(|| Problem::fault("print.restored"));
    Ok(PrintJob {
        job: row.job,
        printer: row.printer,
        name: row.name,
        donation,
        din: unit.and_then(|unit| unit.din),
        labels: row.labels,
        state: state(row.state),
        attempts: row.attempts,
        created_ms: row.created_ms,
        changed_ms: row.changed_ms,
        by: row.ordered_by.map(|person| names.person(Some(person))),
        destination: row.destination,
        problem: if ended { None } else { problem.or(restored) },
    })
}

pub(crate) fn find(cx: &Cx<'_>, job: i64) -> Answer<JobRow> {
    let found = cx.store()?.find_job(job).map_err(stored)?;
    found.ok_or_else(|| Problem::refusal("print.unknown").at("job"))
}

pub(crate) fn print_jobs(cx: &mut Cx<'_>, _: Empty) -> Answer<PrintJobs> {
    let names = Names::read(cx)?;
    let rows = cx.store()?.list_jobs(JOBS_SHOWN).map_err(stored)?;
    Ok(PrintJobs { jobs: rows.into_iter().map(|row| view(cx, &names, row)).collect::<Answer<_>>()? })
}

pub(crate) fn print_retry(cx: &mut Cx<'_>, request: PrintJobQuery) -> Answer<PrintJobs> {
    let job = find(cx, request.job)?;
    if is_told_off(cx, &job)? {
        return Err(Problem::refusal("print.called_off").at("job"));
    }
    let now_ms = cx.now_ms();
    if !cx.store_mut()?.retry_job(job.job, now_ms).map_err(stored)? {
        return Err(Problem::refusal("print.not_failed").at("job"));
    }
    pump(cx, &job.printer);
    crate::print::await_end(cx, job.job);
    print_jobs(cx, Empty {})
}

/// Whether the record says of a label of a part in the job that it never came out: what came out now would be of no record.
fn is_told_off(cx: &Cx<'_>, job: &JobRow) -> Answer<bool> {
    let Some((station, seq)) = job.ordered_at else { return Ok(false) };
    let Some(row) = cx.store()?.find_audit(station, seq).map_err(stored)? else { return Ok(false) };
    let Some(Record::PartLabelled(_)) = &row.record else { return Ok(false) };
    let order = PartId { station, seq };
    let unit = cx.unit(DonationId::from_bytes(*row.header.subject.id.bytes()))?.state;
    let mut labels = unit.parts.iter().flat_map(|part| &part.labels);
    Ok(labels.any(|label| label.order == order && label.called_off.is_some()))
}

pub(crate) fn print_call_off(cx: &mut Cx<'_>, request: CallOffPrint) -> Answer<PrintJobs> {
    let job = find(cx, request.job)?;
    if !matches!(job.state, JobState::Waiting | JobState::Failed) {
        return Err(Problem::refusal("print.not_waiting").at("job"));
    }
    let reason = request.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    end(cx, &job, reason.map(str::to_owned))
}

pub(crate) fn print_settle(cx: &mut Cx<'_>, request: SettlePrint) -> Answer<PrintJobs> {
    let job = find(cx, request.job)?;
    if job.state != JobState::Uncertain {
        return Err(Problem::refusal("print.not_uncertain").at("job"));
    }
    let seen = filled(&request.reason, 200, "reason").map_err(refused)?;
    if !request.came_out {
        return end(cx, &job, Some(seen));
    }
    let (now_ms, to) = (cx.now_ms(), job.printer.clone());
    cx.store_mut()?.end_job(job.job, &JobEnd::Done(to), now_ms).map_err(stored)?;
    print_jobs(cx, Empty {})
}

/// Ends a job of which nothing is on paper. The record comes first: a job that a fault leaves behind can be called off
/// again, a print that never was would otherwise count as one.
fn end(cx: &mut Cx<'_>, job: &JobRow, reason: Option<String>) -> Answer<PrintJobs> {
    if let Some((donation, copy)) = job.of {
        let unit = cx.unit(donation)?;
        let print = unit.state.label_prints.iter().find(|print| print.record.copy == copy);
        let told = unit.state.label_fates.iter().any(|account| account.record.copy == Some(copy));
        if let Some(print) = print.filter(|_| !told) {
            let record = decide::not_printed(print.record.templates.clone(), copy, reason.clone());
            cx.record(vec![Act::new(donation.bytes(), record)])?;
        }
    }
    if let Some(place) = job.ordered_at {
        void_order(cx, place, reason)?;
    }
    let now_ms = cx.now_ms();
    cx.store_mut()?.end_job(job.job, &JobEnd::Cancelled, now_ms).map_err(stored)?;
    print_jobs(cx, Empty {})
}

/// Records that nothing came out of an order of papers or label sets, once.
fn void_order(cx: &mut Cx<'_>, place: (StationId, u64), reason: Option<String>) -> Answer<()> {
    let Some(row) = cx.store()?.find_audit(place.0, place.1).map_err(stored)? else { return Ok(()) };
    let subject = *row.header.subject.id.bytes();
    if let Some(Record::PartLabelled(_)) = &row.record {
        return void_labels(
            cx,
            DonationId::from_bytes(subject),
            PartId { station: place.0, seq: place.1 },
            reason,
        );
    }
    let Some(record) = row.record.as_ref().and_then(|order| decide::called_off(order, place, reason)) else {
        return Ok(());
    };
    let told = match &record {
        Record::KitsCalledOff(kits) => {
            let orders = cx.store()?.kits_called_off(kits.station).map_err(stored)?;
            orders.contains(&(kits.year, kits.first, kits.last))
        }
        _ => {
            let papers = cx.store()?.papers_called_off(&subject).map_err(stored)?;
            papers.contains(&(*place.0.bytes(), place.1))
        }
    };
    if !told {
        cx.record(vec![Act::new(&subject, record)])?;
    }
    Ok(())
}

/// Records that nothing came out of an order of labels of parts, of those labels that nobody has called off before.
fn void_labels(cx: &mut Cx<'_>, donation: DonationId, order: PartId, reason: Option<String>) -> Answer<()> {
    let unit = cx.unit(donation)?;
    match decide::labels_called_off(&unit.state, order, reason) {
        Some(record) => cx.record(vec![Act::new(donation.bytes(), record)]),
        None => Ok(()),
    }
}
