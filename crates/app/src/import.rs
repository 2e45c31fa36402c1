//! Donations from a CSV file, such as the paper records of a station that had none: checked line by line, then all
//! recorded in one transaction or none.

use crate::App;
use crate::command::check_credentials;
use crate::context::{Act, Cx};
use crate::problem::refused;
use crate::register::bag_lot;
use crate::scan;
use api::Problem;
use domain::decide::{self, CollectionInput, EnrolInput};
use domain::record::QuestionAnswered;
use domain::register::Register;
use domain::unit::{Stamp, Stamped, UnitState};
use domain::{
    Answer, ConsentScope, DeliveryMode, DinSource, DonationId, InfantSex, Inventory, Record, SiteId,
    StationId,
};
use serde::{Deserialize, Serialize};
use std::io::Read;

/// One line of the file. Words are those of the JSON interface; times are RFC 3339.
#[derive(Debug, Clone, Deserialize)]
pub struct ImportLine {
    inventory: Inventory,
    due_date: String,
    name: String,
    identity_document: String,
    phone: String,
    consent_form: String,
    consent_scope: String,
    consent_signed_on: String,
    questionnaire_yes: String,
    din: String,
    infant_sex: InfantSex,
    birth_weight_g: String,
    gestation_weeks: String,
    gestation_days: String,
    delivery_mode: DeliveryMode,
    started_at: String,
    ended_at: String,
    volume_ml: String,
    bag_lot: String,
}

/// What came of a file.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ImportReport {
    /// Lines read, without the heading.
    pub lines: usize,
    /// Donations recorded; 0 for a dry run or when a line was refused.
    pub imported: usize,
    /// Line numbers with their problems.
    pub problems: Vec<(u64, Problem)>,
}

/// Whether to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// Check only.
    DryRun,
    /// Record when every line is good.
    Record,
}

impl App {
    /// Imports donations as the person who signs in.
    ///
    /// # Errors
    /// Wrong credentials, a file that is no CSV. Refused lines are in the report.
    pub fn import_donations(
        &self,
        csv: impl Read,
        login: &str,
        password: &str,
        mode: ImportMode,
    ) -> Result<ImportReport, Problem> {
        let mut cx = self.cx();
        let person = check_credentials(&mut cx, login, password, "password")?;
        crate::command::begin_session(&mut cx, person.person)?;
        cx.require(domain::Permission::Collect)?;
        let mut report = ImportReport::default();
        let mut acts = Vec::new();
        let mut numbers = Vec::new();
        for line in lines(csv) {
            report.lines += 1;
            let number = u64::try_from(report.lines).unwrap_or(u64::MAX).saturating_add(1);
            match line.and_then(|line| read_line(&cx, &line, &mut numbers)) {
                Ok(of_line) => acts.extend(of_line),
                Err(problem) => report.problems.push((number, problem)),
            }
        }
        if report.problems.is_empty() && mode == ImportMode::Record && !acts.is_empty() {
            cx.record(acts)?;
            report.imported = report.lines;
        }
        Ok(report)
    }
}

/// The lines of a file, or why one is none.
pub(crate) fn lines(csv: impl Read) -> impl Iterator<Item = Result<ImportLine, Problem>> {
    let reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv);
    let unreadable = |error: csv::Error| Problem::refusal("import.csv").with("detail", error.to_string());
    reader.into_deserialize().map(move |line| line.map_err(unreadable))
}

fn read_line(cx: &Cx<'_>, line: &ImportLine, numbers: &mut Vec<String>) -> Result<Vec<Act>, Problem> {
    let donation = DonationId::from_bytes(cx.app.host.id());
    let mut draft = Draft::new(cx, donation)?;
    let enrol = EnrolInput {
        inventory: line.inventory,
        due_date: &line.due_date,
        name: &line.name,
        identity_document: &line.identity_document,
        phone: &line.phone,
    };
    let (record, personal) = decide::enrol(&enrol).map_err(refused)?;
    draft.push(Act::new(donation.bytes(), record.clone()).with_personal(personal), record);
    let scope = consent_scope(&line.consent_scope)?;
    let record = cx.decide(|context| {
        decide::record_consent(&draft.state(), &line.consent_form, &scope, &line.consent_signed_on, context)
    })?;
    draft.push(Act::new(donation.bytes(), record.clone()), record);
    let rules = cx.rules();
    let yes: Vec<&str> = line.questionnaire_yes.split_whitespace().collect();
    let answers = rules.questionnaire.questions.iter().map(|question| QuestionAnswered {
        question: question.code.clone(),
        answer: if yes.contains(&question.code.as_str()) { Answer::Yes } else { Answer::No },
    });
    let answers: Vec<QuestionAnswered> = answers.collect();
    let version = rules.questionnaire.version.clone();
    let record =
        cx.decide(|context| decide::record_questionnaire(&draft.state(), &version, answers, context))?;
    draft.push(Act::new(donation.bytes(), record.clone()), record);
    let (record, register) = collection(cx, line, &draft, numbers)?;
    draft.push(Act::new(donation.bytes(), record.clone()), record);
    let holds = cx.recall_holds_on(&draft.state(), &register);
    Ok(draft.acts.into_iter().chain(holds).collect())
}

fn collection(
    cx: &Cx<'_>,
    line: &ImportLine,
    draft: &Draft,
    numbers: &mut Vec<String>,
) -> Result<(Record, Register), Problem> {
    let bank = cx.bank()?;
    let din = scan::donation(&line.din, "din")?;
    let text = din.din.to_string();
    let known = cx.store()?.find_din(&text).map_err(crate::problem::stored)?;
    let known = known.first().map(|row| row.donation);
    let twice = numbers.contains(&text).then_some(draft.donation);
    let bag_lot = bag_lot(&line.bag_lot)?;
    let register = cx.register_of_bag(&bag_lot)?;
    let input = CollectionInput {
        din: din.din,
        scheme: din.scheme.unwrap_or(bank.scheme),
        din_source: DinSource::Kit,
        din_known: known.or(twice),
        infant_sex: line.infant_sex,
        birth_weight_g: &line.birth_weight_g,
        gestation_weeks: &line.gestation_weeks,
        gestation_days: &line.gestation_days,
        delivery_mode: line.delivery_mode,
        started_ms: instant(&line.started_at, "started_at")?,
        ended_ms: instant(&line.ended_at, "ended_at")?,
        volume_ml: Some(&line.volume_ml),
        gross_weight_g: None,
        bag_lot: &bag_lot,
        register: &register,
    };
    let record = cx.decide(|context| decide::register_collection(&draft.state(), &input, context))?;
    numbers.push(text);
    Ok((record, register))
}

fn consent_scope(text: &str) -> Result<Vec<ConsentScope>, Problem> {
    let word = |word: &str| {
        serde_json::from_value(serde_json::Value::String(word.to_owned()))
            .map_err(|_| Problem::refusal("value.not_a_choice").with("value", word).at("consent_scope"))
    };
    text.split_whitespace().map(word).collect()
}

fn instant(text: &str, field: &'static str) -> Result<i64, Problem> {
    text.parse::<jiff::Timestamp>()
        .map(|at| at.as_millisecond())
        .map_err(|_| Problem::refusal("value.not_a_day").with("value", text).at(field))
}

/// A donation that grows line by line before anything is recorded.
struct Draft {
    donation: DonationId,
    acts: Vec<Act>,
    facts: Vec<Stamped<Record>>,
    stamp: Stamp,
}

impl Draft {
    fn new(cx: &Cx<'_>, donation: DonationId) -> Result<Self, Problem> {
        let identity = cx.identity()?;
        let stamp = Stamp {
            at_ms: cx.now_ms(),
            operator: cx.state.session.map(|session| session.person),
            second: None,
            station: StationId::from_bytes(*identity.station.bytes()),
            seq: 0,
            site: SiteId::from_bytes(*identity.site.bytes()),
            body_hash: [0; 32],
        };
        Ok(Self { donation, acts: Vec::new(), facts: Vec::new(), stamp })
    }

    fn push(&mut self, act: Act, record: Record) {
        self.acts.push(act);
        self.facts.push(Stamped { stamp: self.stamp.clone(), record });
    }

    fn state(&self) -> UnitState {
        UnitState::fold(self.donation, self.facts.iter().cloned())
    }
}
