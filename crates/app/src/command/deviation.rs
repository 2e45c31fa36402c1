//! Deviations: reported at any screen, dealt with by quality.

mod removal;
mod trends;

pub(crate) use removal::{deviation_preview_removal, deviation_remove_unit};
pub(crate) use trends::deviation_trends;

use super::credential::sign;
use super::unit::resolve;
use crate::context::{Act, Answer, Cx};
use crate::problem::{refused, stored};
use crate::register::day_span;
use crate::view::{Names, choice, deviated_unit, deviation_row, deviation_view, deviations_of, short};
use api::Problem;
use api::wire::*;
use domain::decide::{self, ActionInput, ReportInput};
use domain::deviation::Deviation;
use domain::record::UnitConclusion;
use domain::{Code, DeviationId, DonationId, PersonId, Record, Refusal};
use store::query::{DeviationCursor, DeviationFilter};

const PAGE_MAX: u32 = 200;

impl Cx<'_> {
    /// The deviation of that name.
    pub(crate) fn deviation(&self, id: DeviationId) -> Answer<Deviation> {
        let found = self.store()?.find_deviation(id).map_err(stored)?;
        let unknown =
            || Refusal::stop(Code::DeviationUnknown).with("deviation", domain::deviation::number(id));
        found.ok_or_else(|| refused(unknown().at("deviation")))
    }
}

/// Records, and answers the deviation as it is then.
fn recorded(cx: &mut Cx<'_>, id: DeviationId, acts: Vec<Act>) -> Answer<DeviationView> {
    cx.record(acts)?;
    deviation_view(cx, &cx.deviation(id)?)
}

fn record_one(cx: &mut Cx<'_>, id: DeviationId, record: Record) -> Answer<DeviationView> {
    recorded(cx, id, vec![Act::new(id.bytes(), record)])
}

/// The units that a request names, each of which there is.
fn units(cx: &Cx<'_>, named: &[UnitQuery]) -> Answer<Vec<DonationId>> {
    let mut found = Vec::new();
    for query in named {
        let donation = resolve(cx, query)?;
        cx.unit_row(donation)?;
        found.push(donation);
    }
    Ok(found)
}

fn cursor(cursor: &DeviationCursor) -> String {
    format!("{}:{}", cursor.reported_ms, cursor.deviation)
}

fn read_cursor(text: &str) -> Option<DeviationCursor> {
    let (reported_ms, deviation) = text.split_once(':')?;
    Some(DeviationCursor { reported_ms: reported_ms.parse().ok()?, deviation: deviation.parse().ok()? })
}

pub(crate) fn deviation_form(cx: &mut Cx<'_>, _: Empty) -> Answer<DeviationForm> {
    let rules = cx.rules();
    let people = cx.store()?.list_people().map_err(stored)?;
    let mut people: Vec<PersonRef> = people
        .into_iter()
        .filter(|person| person.suspended_ms.is_none())
        .map(|person| PersonRef { person: person.person, name: person.name })
        .collect();
    people.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(DeviationForm {
        categories: rules.deviation_categories.iter().map(choice).collect(),
        causes: rules.deviation_causes.iter().map(choice).collect(),
        people,
    })
}

pub(crate) fn deviation_list(cx: &mut Cx<'_>, request: DeviationListQuery) -> Answer<DeviationPage> {
    let limit = request.limit.clamp(1, PAGE_MAX);
    let now_ms = cx.now_ms();
    let filter = DeviationFilter {
        closed: request.closed,
        category: request.category,
        due_before_ms: request.overdue.then_some(now_ms.saturating_add(1)),
    };
    let store = cx.store()?;
    let listed = store
        .list_deviations(&filter, request.after.as_deref().and_then(read_cursor), limit)
        .map_err(stored)?;
    let full = listed.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let next = listed.last().filter(|_| full).map(cursor);
    let names = Names::read(cx)?;
    let mut rows = Vec::new();
    for found in listed {
        let deviation = store.find_deviation(found.deviation).map_err(stored)?;
        rows.extend(deviation.map(|deviation| deviation_row(&deviation, &names, now_ms)));
    }
    Ok(DeviationPage { rows, next, total: store.count_deviations(&filter).map_err(stored)? })
}

pub(crate) fn deviation_get(cx: &mut Cx<'_>, request: DeviationQuery) -> Answer<DeviationView> {
    deviation_view(cx, &cx.deviation(request.deviation)?)
}

pub(crate) fn deviation_of_unit(cx: &mut Cx<'_>, request: UnitQuery) -> Answer<UnitDeviations> {
    deviations_of(cx, resolve(cx, &request)?)
}

pub(crate) fn deviation_report(cx: &mut Cx<'_>, request: ReportDeviation) -> Answer<DeviationView> {
    let units = units(cx, &request.units)?;
    let input = ReportInput {
        category: &request.category,
        what_happened: &request.what_happened,
        happened_ms: request.happened_ms,
        done_at_once: &request.done_at_once,
        units: &units,
        step: &request.step,
    };
    let record = cx.decide(|context| decide::report_deviation(&input, context))?;
    let Record::DeviationReported(reported) = &record else { return Err(Problem::fault("fault.internal")) };
    let id = DeviationId::from_bytes(cx.app.host.id());
    let (category, concerned) = (reported.category.clone(), reported.units.clone());
    let note = reported.what_happened.clone();
    let mut acts = vec![Act::new(id.bytes(), record)];
    for donation in concerned {
        acts.push(Act::new(donation.bytes(), decide::deviate_unit(id, &category)));
        if request.hold {
            let key = format!("{}{}", domain::deviation::hold_prefix(id), cx.hold_name());
            let note: String =
                format!("{}: {note}", domain::deviation::number(id)).chars().take(500).collect();
            acts.push(Act::new(donation.bytes(), decide::hold(key, &note).map_err(refused)?));
        }
    }
    recorded(cx, id, acts)
}

pub(crate) fn deviation_widen(cx: &mut Cx<'_>, request: WidenDeviation) -> Answer<DeviationView> {
    let deviation = cx.deviation(request.deviation)?;
    let units = units(cx, &request.units)?;
    let widened = decide::widen_deviation(&deviation, &units, &request.reason).map_err(refused)?;
    let category = &deviation.reported.record.category;
    let concerned = widened.units.clone();
    let mut acts = vec![Act::new(deviation.id.bytes(), Record::DeviationWidened(widened))];
    acts.extend(
        concerned
            .into_iter()
            .map(|donation| Act::new(donation.bytes(), decide::deviate_unit(deviation.id, category))),
    );
    recorded(cx, deviation.id, acts)
}

pub(crate) fn deviation_classify(cx: &mut Cx<'_>, request: ClassifyDeviation) -> Answer<DeviationView> {
    let deviation = cx.deviation(request.deviation)?;
    let record =
        cx.decide(|context| decide::classify_deviation(&deviation, request.class, &request.reason, context))?;
    record_one(cx, deviation.id, record)
}

pub(crate) fn deviation_investigate(cx: &mut Cx<'_>, request: InvestigateDeviation) -> Answer<DeviationView> {
    let deviation = cx.deviation(request.deviation)?;
    let record = cx.decide(|context| {
        decide::investigate_deviation(&deviation, &request.cause, &request.findings, context)
    })?;
    record_one(cx, deviation.id, record)
}

fn known_person(cx: &Cx<'_>, person: PersonId) -> Answer<()> {
    match cx.store()?.find_person(person).map_err(stored)? {
        Some(_) => Ok(()),
        None => Err(Problem::refusal("person.unknown").at("responsible")),
    }
}

pub(crate) fn deviation_plan_action(cx: &mut Cx<'_>, request: PlanAction) -> Answer<DeviationView> {
    let deviation = cx.deviation(request.deviation)?;
    known_person(cx, request.responsible)?;
    let (due_on, _, due_ms) = day_span(&request.due_on, "due_on")?;
    let input = ActionInput {
        kind: request.kind,
        what: &request.what,
        responsible: request.responsible,
        due: (&due_on, due_ms),
    };
    let key = short(&DonationId::from_bytes(cx.app.host.id()).to_string());
    let record = cx.decide(|context| decide::plan_action(&deviation, key, &input, context))?;
    record_one(cx, deviation.id, record)
}

pub(crate) fn deviation_change_action(cx: &mut Cx<'_>, request: ChangeAction) -> Answer<DeviationView> {
    let deviation = cx.deviation(request.deviation)?;
    known_person(cx, request.responsible)?;
    let (due_on, _, due_ms) = day_span(&request.due_on, "due_on")?;
    let assigned = (request.responsible, (due_on.as_str(), due_ms));
    let record = cx.decide(|context| {
        decide::change_action(&deviation, &request.key, assigned, &request.reason, context)
    })?;
    record_one(cx, deviation.id, record)
}

pub(crate) fn deviation_withdraw_action(cx: &mut Cx<'_>, request: WithdrawAction) -> Answer<DeviationView> {
    let deviation = cx.deviation(request.deviation)?;
    let record = decide::withdraw_action(&deviation, &request.key, &request.reason).map_err(refused)?;
    record_one(cx, deviation.id, record)
}

pub(crate) fn deviation_do_action(cx: &mut Cx<'_>, request: DoAction) -> Answer<DeviationView> {
    let deviation = cx.deviation(request.deviation)?;
    let record = decide::do_action(&deviation, &request.key, &request.note).map_err(refused)?;
    record_one(cx, deviation.id, record)
}

pub(crate) fn deviation_check_action(cx: &mut Cx<'_>, request: CheckAction) -> Answer<DeviationView> {
    let deviation = cx.deviation(request.deviation)?;
    let said = (request.effective, request.note.as_str());
    let record = cx.decide(|context| decide::check_action(&deviation, &request.key, said, context))?;
    record_one(cx, deviation.id, record)
}

/// The conclusions of a draft as they are recorded.
fn concluded(cx: &Cx<'_>, deviation: &Deviation, draft: &DraftClosing) -> Answer<Vec<UnitConclusion>> {
    let said: Vec<UnitConclusion> = draft
        .units
        .iter()
        .map(|unit| UnitConclusion {
            donation: unit.donation,
            fitness: unit.fitness,
            note: unit.note.clone(),
        })
        .collect();
    let din = |donation: DonationId| {
        let row = cx.store().ok().and_then(|store| store.find_unit(donation).ok().flatten());
        row.and_then(|row| row.din).unwrap_or_else(|| short(&donation.to_string()))
    };
    decide::conclude(deviation, &said, din).map_err(refused)
}

pub(crate) fn deviation_preview_closing(cx: &mut Cx<'_>, request: DraftClosing) -> Answer<ClosingPreview> {
    let deviation = cx.deviation(request.deviation)?;
    let units = concluded(cx, &deviation, &request)?;
    let conclusion = request.conclusion.trim().to_owned();
    let digest = deviation.closing_digest(&conclusion, &units);
    let signer = cx.operator()?.name;
    // What would be refused then is refused before a password is asked for.
    let closing = (conclusion.as_str(), units.clone());
    cx.decide(|context| decide::close_deviation(&deviation, closing, (&digest, &signer), context))?;
    let shown = units.iter().map(|unit| deviated_unit(cx, unit.donation, Some((unit.fitness, &unit.note))));
    let shown = shown.collect::<Answer<_>>()?;
    Ok(ClosingPreview { digest, conclusion, units: shown, signer })
}

pub(crate) fn deviation_close(cx: &mut Cx<'_>, request: CloseDeviation) -> Answer<DeviationView> {
    let deviation = cx.deviation(request.draft.deviation)?;
    let units = concluded(cx, &deviation, &request.draft)?;
    let name = cx.operator()?.name;
    let closing = (request.draft.conclusion.as_str(), units.clone());
    let record =
        cx.decide(|context| decide::close_deviation(&deviation, closing, (&request.digest, &name), context))?;
    sign(cx, request.login.as_deref(), &request.password)?;
    let mut acts = vec![Act::new(deviation.id.bytes(), record)];
    for unit in &units {
        let settled = decide::settle_unit(&deviation, unit);
        acts.extend(settled.into_iter().map(|record| Act::new(unit.donation.bytes(), record)));
    }
    recorded(cx, deviation.id, acts)
}

pub(crate) fn deviation_reopen(cx: &mut Cx<'_>, request: ReopenDeviation) -> Answer<DeviationView> {
    let deviation = cx.deviation(request.deviation)?;
    let record = decide::reopen_deviation(&deviation, &request.reason).map_err(refused)?;
    let category = &deviation.reported.record.category;
    let mut acts = vec![Act::new(deviation.id.bytes(), record)];
    acts.extend(
        deviation
            .units
            .iter()
            .map(|donation| Act::new(donation.bytes(), decide::deviate_unit(deviation.id, category))),
    );
    recorded(cx, deviation.id, acts)
}
