//! Deviations, what is done about them, and how they trend.
//! tidy: long because it is one table: all that crosses to the UI about deviations.

use super::{BilingualText, ChoiceView, PersonRef, UnitQuery};
use crate::Secret;
use domain::*;

wire! {
    /// What the forms about deviations choose from.
    struct DeviationForm {
        /// Kinds of deviations.
        categories: Vec<ChoiceView>,
        /// Causes.
        causes: Vec<ChoiceView>,
        /// People who can be given an action: all that may sign in.
        people: Vec<PersonRef>,
    }

    /// A page of deviations.
    struct DeviationListQuery {
        /// The closed ones instead of the open ones.
        closed: bool,
        /// Only this category.
        category: Option<String>,
        /// Only those with an action that is overdue.
        overdue: bool,
        /// Where the page before ended.
        after: Option<String>,
        /// At most so many.
        limit: u32,
    }

    /// Deviations, those reported last first.
    struct DeviationPage {
        /// The page.
        rows: Vec<DeviationRow>,
        /// Where it ends; none on the last page.
        next: Option<String>,
        /// How many the whole list has.
        total: u32,
    }

    /// A deviation in a list.
    struct DeviationRow {
        /// Which.
        deviation: DeviationId,
        /// What people call it.
        number: String,
        /// Code of its category.
        category: String,
        /// What happened.
        what_happened: String,
        /// How grave; none before it is classified.
        class: Option<DeviationClass>,
        /// How far it has come.
        stage: DeviationStage,
        /// When it happened, ms since 1970-01-01 UTC.
        happened_ms: i64,
        /// When it was reported.
        reported_ms: i64,
        /// By whom.
        reported_by: String,
        /// Code of the site where it was noticed.
        site_code: String,
        /// How many units it concerns.
        units: u32,
        /// The first day that an open action was planned for.
        due_on: Option<String>,
        /// Whether that day has passed.
        overdue: bool,
    }

    /// A deviation.
    struct DeviationQuery {
        /// Which.
        deviation: DeviationId,
    }

    /// Deviations that concern a unit, those reported last first.
    struct UnitDeviations {
        /// All of them.
        rows: Vec<UnitDeviationRow>,
    }

    /// A deviation with what it means for the unit.
    struct UnitDeviationRow {
        /// The deviation.
        row: DeviationRow,
        /// What its closing said of the unit, of several the gravest.
        fitness: Option<UnitFitness>,
        /// Why.
        note: String,
        /// Every conclusion that counts.
        said: Vec<UnitSaid>,
        /// Why it concerns the unit no more, who signed that and when; none while it does.
        removed: Option<DeviationNote>,
    }

    /// All of a deviation.
    struct DeviationView {
        /// As in lists.
        row: DeviationRow,
        /// What was done about it at once.
        done_at_once: String,
        /// Code of the step or test at which it was noticed; may be empty.
        step: String,
        /// Its name; none where this station knows no such step or test.
        step_name: Option<BilingualText>,
        /// Units that it concerns.
        units: Vec<DeviatedUnit>,
        /// Its class, and who says so; none before.
        class: Option<DeviationNote>,
        /// Code of its cause.
        cause: Option<String>,
        /// What was found out; none before.
        investigation: Option<DeviationNote>,
        /// Whether the cause must be looked into before it is closed.
        wants_investigation: bool,
        /// Actions, oldest first.
        actions: Vec<ActionView>,
        /// Closings and re-openings, oldest first.
        endings: Vec<DeviationEnding>,
        /// Whether the operator may classify, plan and close.
        manageable: bool,
        /// Why the operator is not the one to close it: a code; none where it may be the operator.
        closing_refused: Option<String>,
        /// Units that it named by mistake, oldest first.
        removed: Vec<RemovedUnit>,
        /// Why the operator is not the one to take a unit out of it: a code; none where it may be the operator.
        removal_refused: Option<String>,
        /// What was ever said of its class, oldest first.
        classes: Vec<ClassChange>,
    }

    /// A unit that was taken out of a deviation.
    struct RemovedUnit {
        /// Which.
        unit: DeviatedUnit,
        /// The reason, who signed it and when.
        note: DeviationNote,
        /// Whether something stands beside it that the signature did not know of: it does not count.
        voided: bool,
        /// The beginning of the digest that was signed.
        digest: String,
    }

    /// Somebody said how grave a deviation is.
    struct ClassChange {
        /// What it was before; none the first time.
        from: Option<DeviationClass>,
        /// What it is then.
        to: DeviationClass,
        /// The reason, who and when.
        note: DeviationNote,
    }

    /// What a closing says of a unit.
    struct UnitSaid {
        /// Whether it may be used.
        fitness: UnitFitness,
        /// Why.
        note: String,
        /// What the whole came to; empty where only the unit's own record is at hand.
        conclusion: String,
        /// Who closed.
        by: String,
        /// When, ms since 1970-01-01 UTC.
        at_ms: i64,
    }

    /// Something said about a deviation.
    struct DeviationNote {
        /// What.
        text: String,
        /// Who.
        by: String,
        /// When, ms since 1970-01-01 UTC.
        at_ms: i64,
    }

    /// A unit that a deviation concerns.
    struct DeviatedUnit {
        /// Which.
        donation: DonationId,
        /// Its number; none where it has none, or where this station does not know the unit.
        din: Option<String>,
        /// Where it stands; none where this station does not know the unit.
        status: Option<UnitStatus>,
        /// Whether it is on hold.
        held: bool,
        /// What the closing says of it, of several the gravest; none while it is open.
        fitness: Option<UnitFitness>,
        /// Why.
        note: String,
        /// Every conclusion that counts, where stations closed it without knowing of each other.
        said: Vec<UnitSaid>,
    }

    /// An action.
    struct ActionView {
        /// Tells it from the others.
        key: String,
        /// What it is against.
        kind: ActionKind,
        /// What is to be done.
        what: String,
        /// Who sees to it.
        responsible: String,
        /// That person.
        person: PersonId,
        /// The last day for it.
        due_on: String,
        /// Whether that day has passed and it is not done.
        overdue: bool,
        /// Whether it is wanted no more.
        withdrawn: bool,
        /// Whether somebody still has to do it.
        open: bool,
        /// What was changed of it, and withdrawals, oldest first.
        changes: Vec<ActionChange>,
        /// What was done; none while it is open.
        done: Option<DeviationNote>,
        /// Whether it helped, oldest first.
        checks: Vec<ActionCheck>,
        /// Whether the operator did it and so does not check it.
        own: bool,
        /// Whether somebody found that it helped.
        effective: bool,
    }

    /// An action went to another person, had another day, or was withdrawn.
    struct ActionChange {
        /// Whether it was withdrawn.
        withdraws: bool,
        /// Who saw to it until then.
        responsible: String,
        /// The last day for it until then.
        due_on: String,
        /// The reason, who and when.
        note: DeviationNote,
    }

    /// A look at whether an action helped.
    struct ActionCheck {
        /// Whether it did.
        effective: bool,
        /// How that shows, who says so and when.
        note: DeviationNote,
    }

    /// A closing or a re-opening.
    struct DeviationEnding {
        /// Whether it closes.
        closes: bool,
        /// Conclusion or reason, who and when.
        note: DeviationNote,
        /// Whether something came to it that the closing did not know of: it does not count.
        voided: bool,
        /// The beginning of the digest that was signed; empty of a re-opening.
        digest: String,
    }

    /// Reports a deviation.
    struct ReportDeviation {
        /// Code of its category.
        category: String,
        /// What happened.
        what_happened: String,
        /// When; now where nothing is said.
        happened_ms: Option<i64>,
        /// What was done about it at once; may be empty.
        done_at_once: String,
        /// Units that it concerns.
        units: Vec<UnitQuery>,
        /// Code of the step; may be empty.
        step: String,
        /// Whether these units go on hold.
        hold: bool,
    }

    /// Adds units to a deviation.
    struct WidenDeviation {
        /// Which.
        deviation: DeviationId,
        /// Units to be added.
        units: Vec<UnitQuery>,
        /// Why.
        reason: String,
    }

    /// A unit that is to be taken out of a deviation, to be shown before it is signed.
    struct DraftRemoval {
        /// Of which deviation.
        deviation: DeviationId,
        /// Which unit.
        donation: DonationId,
        /// Why.
        reason: String,
    }

    /// What is signed.
    struct RemovalPreview {
        /// Digest that the signature carries.
        digest: String,
        /// The unit.
        unit: DeviatedUnit,
        /// The reason as it is recorded.
        reason: String,
        /// Notes of the holds that the deviation put on it, which the signature lifts.
        holds: Vec<String>,
        /// Printed name of the signer.
        signer: String,
    }

    /// Takes a unit out of a deviation by signature.
    struct RemoveUnit {
        /// What was shown.
        draft: DraftRemoval,
        /// Digest of it.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }

    /// Says how grave a deviation is.
    struct ClassifyDeviation {
        /// Which.
        deviation: DeviationId,
        /// How grave.
        class: DeviationClass,
        /// Why.
        reason: String,
    }

    /// Records what was found out about its cause.
    struct InvestigateDeviation {
        /// Which.
        deviation: DeviationId,
        /// Code of the cause.
        cause: String,
        /// What was looked at and found.
        findings: String,
    }

    /// Plans an action.
    struct PlanAction {
        /// Of which deviation.
        deviation: DeviationId,
        /// What it is against.
        kind: ActionKind,
        /// What is to be done.
        what: String,
        /// Who sees to it.
        responsible: PersonId,
        /// The last day for it, `YYYY-MM-DD`.
        due_on: String,
    }

    /// Gives an action to another person, or another day.
    struct ChangeAction {
        /// Of which deviation.
        deviation: DeviationId,
        /// Which.
        key: String,
        /// Who sees to it from now on.
        responsible: PersonId,
        /// The last day for it from now on, `YYYY-MM-DD`.
        due_on: String,
        /// Why.
        reason: String,
    }

    /// Takes an action back.
    struct WithdrawAction {
        /// Of which deviation.
        deviation: DeviationId,
        /// Which.
        key: String,
        /// Why.
        reason: String,
    }

    /// Records that an action was done.
    struct DoAction {
        /// Of which deviation.
        deviation: DeviationId,
        /// Which.
        key: String,
        /// What was done.
        note: String,
    }

    /// Records whether an action helped.
    struct CheckAction {
        /// Of which deviation.
        deviation: DeviationId,
        /// Which.
        key: String,
        /// Whether it helped.
        effective: bool,
        /// How that shows.
        note: String,
    }

    /// What is said of a unit at the closing.
    struct UnitConclusionInput {
        /// Which.
        donation: DonationId,
        /// Whether it may be used.
        fitness: UnitFitness,
        /// Why; wanted where it may not.
        note: String,
    }

    /// A closing that is to be shown before it is signed.
    struct DraftClosing {
        /// Which deviation.
        deviation: DeviationId,
        /// What it all comes to.
        conclusion: String,
        /// What it means for each unit.
        units: Vec<UnitConclusionInput>,
    }

    /// What is signed.
    struct ClosingPreview {
        /// Digest that the signature carries.
        digest: String,
        /// The conclusion as it is recorded.
        conclusion: String,
        /// Units, each with what is said of it.
        units: Vec<DeviatedUnit>,
        /// Printed name of the signer.
        signer: String,
    }

    /// Closes a deviation by signature.
    struct CloseDeviation {
        /// What was shown.
        draft: DraftClosing,
        /// Digest of it.
        digest: String,
        /// The signer's sign-in name; needed for the first signature of a sitting.
        login: Option<String>,
        /// The signer's own password.
        password: Secret,
    }

    /// Opens a closed deviation again.
    struct ReopenDeviation {
        /// Which.
        deviation: DeviationId,
        /// Why.
        reason: String,
    }

    /// Over which time deviations are counted.
    struct DeviationTrendsQuery {
        /// How many months, this one included; at most 36.
        months: u32,
    }

    /// How deviations trend.
    struct DeviationTrends {
        /// Months, the oldest first, each once, also those without any.
        months: Vec<TrendMonth>,
        /// By category, the most frequent first.
        categories: Vec<TrendCount>,
        /// By cause, of those looked into, the most frequent first.
        causes: Vec<TrendCount>,
        /// How many are open now, whenever they happened.
        open: u32,
        /// How many of these have an overdue action.
        overdue: u32,
        /// Half of those closed took no longer than so many days from report to closing; none where none was closed.
        median_days: Option<u32>,
    }

    /// Deviations that happened in a month.
    struct TrendMonth {
        /// The month, `YYYY-MM`.
        month: String,
        /// Not classified yet.
        unclassified: u32,
        /// Minor ones.
        minor: u32,
        /// Major ones.
        major: u32,
        /// Critical ones.
        critical: u32,
    }

    /// Deviations of one kind.
    struct TrendCount {
        /// Category or cause.
        code: String,
        /// How many.
        count: u32,
        /// How many of these are open.
        open: u32,
    }
}
