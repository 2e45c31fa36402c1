// Generated from crates/api by `cargo xtask gen`. Do not edit.

export type AccountLabels = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * What became of them: `applied` or `destroyed`.
 */
fate: LabelFate, 
/**
 * Templates, each as often as labels of it are meant.
 */
templates: Array<LabelTemplate>, 
/**
 * Why; needed where they were destroyed.
 */
reason: string, };

export type ActionChange = { 
/**
 * Whether it was withdrawn.
 */
withdraws: boolean, 
/**
 * Who saw to it until then.
 */
responsible: string, 
/**
 * The last day for it until then.
 */
due_on: string, 
/**
 * The reason, who and when.
 */
note: DeviationNote, };

export type ActionCheck = { 
/**
 * Whether it did.
 */
effective: boolean, 
/**
 * How that shows, who says so and when.
 */
note: DeviationNote, };

export type ActionKind = "corrective" | "preventive";

export type ActionView = { 
/**
 * Tells it from the others.
 */
key: string, 
/**
 * What it is against.
 */
kind: ActionKind, 
/**
 * What is to be done.
 */
what: string, 
/**
 * Who sees to it.
 */
responsible: string, 
/**
 * That person.
 */
person: PersonId, 
/**
 * The last day for it.
 */
due_on: string, 
/**
 * Whether that day has passed and it is not done.
 */
overdue: boolean, 
/**
 * Whether it is wanted no more.
 */
withdrawn: boolean, 
/**
 * Whether somebody still has to do it.
 */
open: boolean, 
/**
 * What was changed of it, and withdrawals, oldest first.
 */
changes: Array<ActionChange>, 
/**
 * What was done; none while it is open.
 */
done: DeviationNote | null, 
/**
 * Whether it helped, oldest first.
 */
checks: Array<ActionCheck>, 
/**
 * Whether the operator did it and so does not check it.
 */
own: boolean, 
/**
 * Whether somebody found that it helped.
 */
effective: boolean, };

export type AddPerson = { 
/**
 * The person.
 */
person: NewPerson, };

export type AddSite = { 
/**
 * The site.
 */
site: NewSite, };

export type AddTank = { 
/**
 * Site.
 */
site: SiteId, 
/**
 * Room.
 */
room: string, 
/**
 * Code, unique in the bank, 1 to 8 of A-Z and 0-9.
 */
code: string, 
/**
 * What it is used for.
 */
purpose: TankPurpose, 
/**
 * Racks, 1 to 99.
 */
racks: number, 
/**
 * Slots in a rack, 1 to 999.
 */
slots: number, };

export type AgainstTaking = "behind" | "superseded" | "contradicted";

export type AnalyserDevice = { 
/**
 * Its number.
 */
code: string, 
/**
 * Its name, maker and serial number as the register has them now; none where it is not known here.
 */
description: string | null, };

export type AnalyserLanguage = "astm" | "hl7";

export type AnalyserLineKind = "listen" | "connect" | "serial";

export type AnalyserList = { 
/**
 * Those that are set.
 */
analysers: Array<AnalyserView>, 
/**
 * What can be chosen.
 */
mappings: Array<MappingView>, 
/**
 * Serial ports of this machine.
 */
ports: Array<SerialPortView>, 
/**
 * Messages of which something waits.
 */
inbox: number, };

export type AnalyserQuery = { 
/**
 * What people call it.
 */
name: string, };

export type AnalyserSetting = { 
/**
 * What people call it; setting the same name again changes it.
 */
name: string, 
/**
 * Its line.
 */
line: AnalyserLineKind, 
/**
 * Its own address, its host, or the serial port.
 */
address: string, 
/**
 * TCP port; 0 on a serial line.
 */
port: number, 
/**
 * Bits per second; 0 over TCP.
 */
baud: number, 
/**
 * Its language.
 */
protocol: AnalyserLanguage, 
/**
 * Code of the mapping.
 */
mapping: string, 
/**
 * Its number in the register of equipment; none where it has none. Its controls are kept under it.
 */
device: string | null, };

export type AnalyserState = "off" | "waiting" | "connected" | "lost";

export type AnalyserView = { 
/**
 * As it is set.
 */
setting: AnalyserSetting, 
/**
 * How it is.
 */
state: AnalyserState, 
/**
 * Why it cannot be heard.
 */
problem: Problem | null, 
/**
 * What last went wrong with a message.
 */
trouble: Problem | null, 
/**
 * When its last message was kept, ms; none since the program started.
 */
last_ms: number | null, 
/**
 * Messages kept since the program started.
 */
messages: number, 
/**
 * Messages that came again since the program started, and made nothing.
 */
repeated: number, };

export type Answer = "no" | "yes" | "unknown";

export type AnsweredQuestion = { 
/**
 * The question's code.
 */
question: string, 
/**
 * The answer.
 */
answer: Answer, };

export type ApproveProcedure = { 
/**
 * What sort.
 */
kind: ProcedureKind, 
/**
 * Its code.
 */
code: string, 
/**
 * Its version.
 */
version: string, 
/**
 * Digest of its content, as shown.
 */
digest: string, 
/**
 * From when on it is in effect, ms since 1970-01-01 UTC; at once where none is given.
 */
effective_ms: number | null, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type ApproveTemplate = { 
/**
 * Which label.
 */
template: LabelTemplate, 
/**
 * What names the entry that drew it.
 */
version: string, 
/**
 * What is signed, as shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type AssessRoom = { 
/**
 * The room.
 */
room: RoomId, 
/**
 * The monitoring: chain of its entry.
 */
station: StationId, 
/**
 * The monitoring: place in it.
 */
seq: number, 
/**
 * The run.
 */
run: RunId, 
/**
 * The conclusion.
 */
fitness: UnitFitness, 
/**
 * Why.
 */
reason: string, 
/**
 * Digest of what was shown.
 */
digest: string, 
/**
 * Sign-in name of the signer.
 */
login: string | null, 
/**
 * Password of the signer.
 */
password: string, };

export type AssignBlock = { 
/**
 * Which station.
 */
station: StationId, 
/**
 * Nominal year, two digits.
 */
year: number, 
/**
 * How many; the first free ones of the year are taken.
 */
count: number, };

export type AssignResearch = { 
/**
 * Which.
 */
donation: DonationId, 
/**
 * Why, and for what.
 */
note: string, 
/**
 * Digest of the unit as it was shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type AssignWaiting = { 
/**
 * Which message.
 */
message: string, 
/**
 * Which of its results; all of one specimen.
 */
places: Array<number>, 
/**
 * Scan of the unit.
 */
unit_scan: string, 
/**
 * Why they are taken.
 */
reason: string, 
/**
 * Values that the unit's record lacks.
 */
inputs: Array<GivenInput>, 
/**
 * Whether they are repeats of the reactive results on record.
 */
repeat: boolean, 
/**
 * What was shown to stand against them, and is passed over.
 */
despite: Array<AgainstTaking>, 
/**
 * Second person's sign-in name; wanted where it may be another unit's result of a critical test.
 */
second_login: string | null, 
/**
 * Second person's password.
 */
second_password: string | null, };

export type AttachmentQuery = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * SHA-256 of its bytes, hexadecimal.
 */
digest: string, };

export type AttachmentRef = { 
/**
 * SHA-256 of its bytes, hexadecimal.
 */
digest: string, 
/**
 * What it is by its content.
 */
media: MediaType, 
/**
 * Bytes.
 */
size: number, };

export type AttachmentView = { 
/**
 * What it is.
 */
kept: AttachmentRef, 
/**
 * When it was kept.
 */
at_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * Its name; none where this station may not hold it, or where it has not come here yet.
 */
name: string | null, 
/**
 * Its bytes, base64; none likewise.
 */
content: string | null, };

export type AuditEntry = { 
/**
 * As in the list.
 */
row: AuditRow, 
/**
 * The record's fields, flat; secrets and personal data left out.
 */
fields: Array<TimelineField>, 
/**
 * Version of the record's layout.
 */
kind_version: number, 
/**
 * Version of the rules that judged it.
 */
rule_set: number, 
/**
 * Milliseconds since the start of that boot.
 */
monotonic_ms: number, 
/**
 * Which boot; none where no clock was read.
 */
boot: string | null, 
/**
 * The centre's clock minus the station's at the last measurement, ms.
 */
offset_ms: number | null, 
/**
 * Age of that measurement, ms.
 */
offset_age_ms: number | null, 
/**
 * Hash of the entry.
 */
hash: string, 
/**
 * Hash of the entry before.
 */
previous: string, 
/**
 * Hash of the body.
 */
body_hash: string, 
/**
 * Whether a personal part exists for it.
 */
has_personal: boolean, };

export type AuditEntryQuery = { 
/**
 * Writer of the chain.
 */
station: StationId, 
/**
 * Place in the chain.
 */
seq: number, };

export type AuditExported = { 
/**
 * Where the file lies.
 */
path: string, 
/**
 * Entries in it.
 */
rows: number, };

export type AuditFilter = { 
/**
 * A donation, a donation number, or a part of one.
 */
unit: string | null, 
/**
 * Only where this person acted, confirmed or tried to sign in.
 */
person: PersonId | null, 
/**
 * Only this station's.
 */
station: StationId | null, 
/**
 * Not before.
 */
from_ms: number | null, 
/**
 * Before this moment.
 */
until_ms: number | null, 
/**
 * Only these kinds of records.
 */
kinds: Array<string>, 
/**
 * Only what this report gathers.
 */
report: AuditReport | null, };

export type AuditFormat = "csv" | "pdf";

export type AuditListQuery = { 
/**
 * Which entries.
 */
filter: AuditFilter, 
/**
 * Continue behind this cursor.
 */
after: string | null, 
/**
 * Rows wanted, 1 to 500. A page may have fewer and still not be the last.
 */
limit: number, };

export type AuditPage = { 
/**
 * The rows.
 */
rows: Array<AuditRow>, 
/**
 * How to continue; none at the end.
 */
next: string | null, };

export type AuditReport = "exceptions" | "reprints" | "late_entries" | "releases" | "failed_sign_ins" | "clock_jumps" | "corrections";

export type AuditRow = { 
/**
 * Writer of the chain.
 */
station: StationId, 
/**
 * Place in the chain.
 */
seq: number, 
/**
 * Wall clock.
 */
at_ms: number, 
/**
 * What speaks against that clock.
 */
doubts: Array<ClockDoubtView>, 
/**
 * When it happened, where the record says so itself.
 */
happened_ms: number | null, 
/**
 * Who.
 */
operator: string | null, 
/**
 * Second person.
 */
second: string | null, 
/**
 * Site's code.
 */
site_code: string, 
/**
 * Station's name.
 */
station_name: string, 
/**
 * Kind of record, such as `collection.registered`.
 */
kind: string, 
/**
 * What sort of thing it is about.
 */
subject_kind: string, 
/**
 * What it is about: donation number, name, code.
 */
subject: string | null, 
/**
 * The donation, where it is about one.
 */
donation: DonationId | null, 
/**
 * Old and new values of a correction.
 */
changes: Array<CorrectionView>, 
/**
 * Why, where a reason was given.
 */
reason: string | null, 
/**
 * What the rules warned of at a release; names in `warning_names`, in the same order.
 */
warnings: Array<Finding>, 
/**
 * Their names.
 */
warning_names: Array<BilingualText>, 
/**
 * Beginning of the entry's hash.
 */
hash: string, };

export type BackupCheck = { 
/**
 * When.
 */
at_ms: number, 
/**
 * How long a restore would take, ms.
 */
took_ms: number, 
/**
 * Why it cannot be restored; none for a good one.
 */
problem: Problem | null, };

export type BackupOverview = { 
/**
 * The folder.
 */
folder: string, 
/**
 * It is the one inside the station's data folder.
 */
folder_default: boolean, 
/**
 * Free MiB on its disk; none where that is not known.
 */
free_mib: number | null, 
/**
 * It lies on the disk that holds the data, and is lost with it.
 */
same_device: boolean, 
/**
 * Backups in the folder, the newest first.
 */
generations: Array<GenerationView>, 
/**
 * What is being done now.
 */
work: BackupWork | null, 
/**
 * Last backup of this station.
 */
last_backup_ms: number | null, 
/**
 * Something has been recorded for too long without a backup, or the last attempt failed.
 */
overdue: boolean, 
/**
 * How often something new is backed up, minutes.
 */
interval_min: number, 
/**
 * Why the last attempt failed, or the folder cannot be used.
 */
problem: Problem | null, };

export type BackupPlace = { 
/**
 * The folder; the one inside the station's data folder where empty.
 */
folder: string, };

export type BackupWork = { 
/**
 * The backup that is checked; none while one is written.
 */
generation: string | null, 
/**
 * Percent done.
 */
percent: number, };

export type BadgeHolder = { 
/**
 * Sign-in name.
 */
login: string, 
/**
 * Printed name.
 */
name: string, };

export type BagLot = { 
/**
 * As the register names it.
 */
code: string, };

export type BankBrief = { 
/**
 * Chinese name.
 */
name_zh: string, 
/**
 * English name.
 */
name_en: string, 
/**
 * Live or demo.
 */
purpose: Purpose, 
/**
 * Numbering.
 */
scheme: NumberScheme, 
/**
 * Facility number or local prefix.
 */
facility: string, 
/**
 * This station's name.
 */
station_name: string, 
/**
 * This station's site.
 */
site: SiteId, 
/**
 * Its Chinese name.
 */
site_name_zh: string, 
/**
 * Its English name.
 */
site_name_en: string, 
/**
 * What the site is for.
 */
site_kind: SiteKind, };

export type BankCreatedReply = { 
/**
 * Shown once: opens the data when passphrase and keyring are lost.
 */
recovery_key: string, 
/**
 * Where the station stands now.
 */
state: SetupState, };

export type BankOverview = { 
/**
 * Sites.
 */
sites: Array<SiteView>, 
/**
 * Stations.
 */
stations: Array<StationView>, 
/**
 * People; only an administrator sees them.
 */
people: Array<PersonView>, 
/**
 * Digest of the accounts as shown, for their review.
 */
accounts_digest: string, 
/**
 * Tanks of the whole bank.
 */
tanks: Array<TankRow>, 
/**
 * Norm profile in force: its title and version.
 */
norm_profile: string, 
/**
 * Whether the profile holds limits that the bank has not confirmed.
 */
norm_profile_unconfirmed: number, 
/**
 * SOP in force: its title and version.
 */
sop: string, 
/**
 * Pick-list of reasons for rejection.
 */
rejection_reasons: Array<ChoiceView>, };

export type BeginRunStep = { 
/**
 * Which run.
 */
run: RunId, 
/**
 * The step's code.
 */
step: string, 
/**
 * The units that it was shown to be done to.
 */
units: Array<DonationId>, 
/**
 * Codes scanned, by scan code; once for all.
 */
scans: Array<StepScanInput>, };

export type BeginStep = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * The step's code.
 */
step: string, 
/**
 * Codes scanned, by scan code.
 */
scans: Array<StepScanInput>, };

export type BenchView = { 
/**
 * The unit.
 */
unit: UnitRow, 
/**
 * SOP title, Chinese.
 */
sop_zh: string, 
/**
 * SOP title, English.
 */
sop_en: string, 
/**
 * SOP version that the unit is pinned to.
 */
sop_version: string, 
/**
 * SHA-256 of its text, hexadecimal; empty where the text has not come to this station.
 */
sop_digest: string, 
/**
 * Every step with its state.
 */
steps: Array<StepView>, 
/**
 * Code of the step to be done now, which another screen or somebody else may have to do; none when the bench has none to
 * do, or the unit is not on it.
 */
next_step: string | null, 
/**
 * The station's clock when this was answered, ms since 1970-01-01 UTC: what timers count by.
 */
now_ms: number, 
/**
 * Why no step can be recorded now; none when one can.
 */
blocked_by: Problem | null, 
/**
 * Why no result can be recorded now; none when one can.
 */
results_blocked_by: Problem | null, 
/**
 * Every test with its current result.
 */
results: Array<ResultView>, 
/**
 * Digest that a rejection is signed over.
 */
rejection_digest: string, };

export type BilingualText = { 
/**
 * Chinese.
 */
zh: string, 
/**
 * English.
 */
en: string, };

export type BlockView = { 
/**
 * Nominal year, two digits.
 */
year: number, 
/**
 * First serial number.
 */
first: number, 
/**
 * Last serial number.
 */
last: number, 
/**
 * Used so far, as far as this station knows.
 */
used: number, };

export type Blocker = { 
/**
 * Problem code, such as `release.result_missing`.
 */
code: string, 
/**
 * What it is about, such as a test's code; empty where nothing more is to say.
 */
subject: string, 
/**
 * The value that waits, and since when; only of a result in the inbox.
 */
waits: WaitingValue | null, };

export type BundleChain = { 
/**
 * The station's name.
 */
station: string, 
/**
 * Number of the first entry.
 */
first: number, 
/**
 * Number of the last entry.
 */
last: number, };

export type BundleSummary = { 
/**
 * The name of the station that wrote it.
 */
by: string, 
/**
 * When, its wall clock, ms since 1970-01-01 UTC.
 */
at_ms: number, 
/**
 * Pages in the file.
 */
pages: number, 
/**
 * Entries on their way to the centre.
 */
chains: Array<BundleChain>, 
/**
 * Entries that the centre put in order.
 */
feed_entries: number, 
/**
 * The last entry that the centre has, of the station that the file is for.
 */
acknowledged: number | null, 
/**
 * What the centre refused, or what contradicts what is known.
 */
problems: Array<Problem>, };

export type CalculationInputView = { 
/**
 * A test's code, or a step's input's.
 */
code: string, 
/**
 * The value.
 */
value: string, 
/**
 * Its unit.
 */
unit: string, };

export type CalculationView = { 
/**
 * What, such as `tnc_recovery`.
 */
code: string, 
/**
 * The value.
 */
value: string, 
/**
 * Its unit.
 */
unit: string, 
/**
 * How, in signs: the inputs are a and b.
 */
formula: string, 
/**
 * From what, in the order of the formula.
 */
inputs: Array<CalculationInputView>, 
/**
 * Whether one of them is out of date.
 */
stale: boolean, };

export type CallOffPartLabel = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * Which part.
 */
part: string, 
/**
 * Which order.
 */
order: string, 
/**
 * Why.
 */
reason: string, };

export type CallOffPrint = { 
/**
 * Number.
 */
job: number, 
/**
 * Why.
 */
reason: string | null, };

export type CentreLine = { 
/**
 * Address of a proxy, such as `http://proxy.example:3128`; empty for none.
 */
proxy_url: string, 
/**
 * Certificates of an own authority, PEM, trusted beside the system's; empty for none.
 */
ca_pem: string, 
/**
 * Each byte is paid for: what is recorded goes every quarter of an hour, and feeds are asked as rarely.
 */
metered: boolean, 
/**
 * Hours that entries may wait for the centre before people are told; 1 to 2,160.
 */
away_hours: number, };

export type CertificateReply = { 
/**
 * Its number.
 */
number: string, 
/**
 * 1 for the original.
 */
copy: number, 
/**
 * The file, base64.
 */
pdf_base64: string, 
/**
 * Where it was also saved.
 */
path: string, 
/**
 * The print job, where a printer was named.
 */
job: PrintJob | null, };

export type CertificateRow = { 
/**
 * Which document.
 */
document: DocumentKind, 
/**
 * Number.
 */
number: string, 
/**
 * 1 for the original, then copies.
 */
copy: number, 
/**
 * When.
 */
at_ms: number, 
/**
 * By.
 */
by: string, 
/**
 * Reason of a copy.
 */
reason: string | null, 
/**
 * Whether its print was called off, so that there is no such paper.
 */
called_off: boolean, };

export type ChangeAction = { 
/**
 * Of which deviation.
 */
deviation: DeviationId, 
/**
 * Which.
 */
key: string, 
/**
 * Who sees to it from now on.
 */
responsible: PersonId, 
/**
 * The last day for it from now on, `YYYY-MM-DD`.
 */
due_on: string, 
/**
 * Why.
 */
reason: string, };

export type ChangePart = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * Which part.
 */
part: string, 
/**
 * Why.
 */
reason: string, };

export type ChangePassphrase = { 
/**
 * The passphrase so far, or the recovery key.
 */
current: string, 
/**
 * The new one, 8 or more characters.
 */
passphrase: string, };

export type ChangePassword = { 
/**
 * The password so far.
 */
password: string, 
/**
 * The new one, 8 to 128 characters.
 */
new_password: string, };

export type ChangeRoles = { 
/**
 * Whose; never one's own.
 */
person: PersonId, 
/**
 * All roles from now on.
 */
grants: Array<GrantView>, 
/**
 * Why.
 */
reason: string, };

export type CheckAction = { 
/**
 * Of which deviation.
 */
deviation: DeviationId, 
/**
 * Which.
 */
key: string, 
/**
 * Whether it helped.
 */
effective: boolean, 
/**
 * How that shows.
 */
note: string, };

export type CheckBagLot = { 
/**
 * The lot, as scanned or typed.
 */
bag_lot: string, 
/**
 * When the collection began, where that is not now, ms since 1970-01-01 UTC.
 */
started_ms: number | null, };

export type CheckProcedure = { 
/**
 * The text, JSON.
 */
content: string, 
/**
 * SHA-256 of the version that it began with, hexadecimal; none for a new one.
 */
based_on: string | null, };

export type CheckRun = { 
/**
 * The units, in the order in which they were scanned.
 */
units: Array<DonationId>, };

export type CheckRunScan = { 
/**
 * Which run.
 */
run: RunId, 
/**
 * The step's code.
 */
step: string, 
/**
 * What was scanned.
 */
scan: StepScanInput, 
/**
 * When the step was done, where that is not now, ms since 1970-01-01 UTC.
 */
done_ms: number | null, };

export type CheckScan = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * The step's code.
 */
step: string, 
/**
 * What was scanned.
 */
scan: StepScanInput, 
/**
 * When the step was done, where that is not now, ms since 1970-01-01 UTC.
 */
done_ms: number | null, };

export type ChoiceVerdict = { 
/**
 * Chinese text.
 */
zh: string, 
/**
 * English text.
 */
en: string, 
/**
 * The verdict.
 */
verdict: Verdict, };

export type ChoiceView = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Chinese text.
 */
zh: string, 
/**
 * English text.
 */
en: string, };

export type ClassChange = { 
/**
 * What it was before; none the first time.
 */
from: DeviationClass | null, 
/**
 * What it is then.
 */
to: DeviationClass, 
/**
 * The reason, who and when.
 */
note: DeviationNote, };

export type ClassifyDeviation = { 
/**
 * Which.
 */
deviation: DeviationId, 
/**
 * How grave.
 */
class: DeviationClass, 
/**
 * Why.
 */
reason: string, };

export type ClearanceDone = { 
/**
 * Whether it is the one after the run.
 */
after: boolean, 
/**
 * What was confirmed.
 */
checks: Array<ChoiceView>, 
/**
 * Version of the checklist.
 */
version: string, 
/**
 * By whom.
 */
by: string, 
/**
 * When, ms since 1970-01-01 UTC.
 */
at_ms: number, };

export type ClearanceView = { 
/**
 * Its version.
 */
version: string, 
/**
 * Before a run.
 */
before: Array<ChoiceView>, 
/**
 * After it.
 */
after: Array<ChoiceView>, };

export type ClockDoubtView = { 
/**
 * `backwards`, `drift`, `offset` or `behind`.
 */
kind: string, 
/**
 * By how much, ms.
 */
by_ms: number, };

export type CloseDeviation = { 
/**
 * What was shown.
 */
draft: DraftClosing, 
/**
 * Digest of it.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type CloseRun = { 
/**
 * Which run.
 */
run: RunId, 
/**
 * The codes scanned at this end, one of each unit that is in it.
 */
scans: Array<string>, 
/**
 * Codes of the checks of the line clearance that were confirmed.
 */
checks: Array<string>, };

export type ClosingPreview = { 
/**
 * Digest that the signature carries.
 */
digest: string, 
/**
 * The conclusion as it is recorded.
 */
conclusion: string, 
/**
 * Units, each with what is said of it.
 */
units: Array<DeviatedUnit>, 
/**
 * Printed name of the signer.
 */
signer: string, };

export type CodeItem = { 
/**
 * What it names: a position, a box, a piece of equipment, a badge, without data identifier.
 */
code: string, 
/**
 * What people read on it; a badge shows the person's own name.
 */
name: string, 
/**
 * A model and serial number, a role.
 */
detail: string, };

export type CodesReply = { 
/**
 * The job, as it stood a moment later.
 */
job: PrintJob, 
/**
 * Where the bank's own template could not be used.
 */
warning: Problem | null, };

export type CollectionView = { 
/**
 * 13 characters.
 */
din: string, 
/**
 * Check character.
 */
check_character: string, 
/**
 * Sex of the infant.
 */
infant_sex: InfantSex, 
/**
 * Birth weight, g.
 */
birth_weight_g: number, 
/**
 * Completed weeks.
 */
gestation_weeks: number, 
/**
 * Days beyond them.
 */
gestation_days: number, 
/**
 * Mode of delivery.
 */
delivery_mode: DeliveryMode, 
/**
 * Start.
 */
started_ms: number, 
/**
 * End.
 */
ended_ms: number, 
/**
 * Net volume, mL.
 */
volume_ml: string, 
/**
 * Gross weight, g.
 */
gross_weight_g: string | null, 
/**
 * Lot of the bag.
 */
bag_lot: string, 
/**
 * Collected by.
 */
collector: string, 
/**
 * Values that were replaced, oldest correction first.
 */
corrected: Array<CorrectionView>, };

export type CompareProcedures = { 
/**
 * SHA-256 of the earlier one's text, hexadecimal.
 */
before: string, 
/**
 * SHA-256 of the later one's text.
 */
after: string, };

export type ComputedInputView = { 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * Unit.
 */
unit: string, 
/**
 * The value that it was computed of.
 */
value: string, 
/**
 * The value in force; none where the unit's record has it no longer.
 */
now: string | null, 
/**
 * Whether they are the same.
 */
changed: boolean, };

export type ComputedView = { 
/**
 * In signs: the inputs are a, b and so on, in their order.
 */
formula: string, 
/**
 * Of what.
 */
inputs: Array<ComputedInputView>, 
/**
 * Whether an input is no longer what it was: the result satisfies nothing.
 */
stale: boolean, 
/**
 * Where it is stale: the value that the inputs make now; none where one of them is gone.
 */
value_now: string | null, 
/**
 * How final that would be.
 */
state_now: ResultState | null, };

export type ConfirmLimits = { 
/**
 * The profile's code.
 */
code: string, 
/**
 * Its version.
 */
version: string, 
/**
 * Digest of its content, as shown.
 */
digest: string, 
/**
 * The limits with the values that are confirmed.
 */
limits: Array<LimitValue>, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type ConnectCentre = { 
/**
 * Address of the centre.
 */
centre_url: string, 
/**
 * One-time code that the centre issued.
 */
code: string, };

export type ConsentScope = "transplant" | "research" | "recontact" | "incidental_findings";

export type ConsentView = { 
/**
 * Form version.
 */
form_version: string, 
/**
 * Scope.
 */
scope: Array<ConsentScope>, 
/**
 * Day of signature.
 */
signed_on: string, };

export type ControlCorrection = { 
/**
 * The value from then on; none where nothing was measured.
 */
value: string | null, 
/**
 * Why.
 */
reason: string, 
/**
 * Who.
 */
by: string, 
/**
 * When, ms.
 */
at_ms: number, };

export type ControlEntry = "typed" | "file" | "analyser";

export type ControlExplanation = { 
/**
 * The cause.
 */
cause: string, 
/**
 * What was done.
 */
action: string, 
/**
 * Who says so.
 */
by: string, 
/**
 * When, ms.
 */
at_ms: number, };

export type ControlFileRow = { 
/**
 * Line in the file, the header being the first.
 */
line: number, 
/**
 * Device as it stands there.
 */
device: string, 
/**
 * Test as it stands there.
 */
test: string, 
/**
 * Lot as it stands there.
 */
lot: string, 
/**
 * Level as it stands there.
 */
level: string, 
/**
 * Value as it stands there.
 */
value: string, 
/**
 * What becomes of it.
 */
verdict: FileRowVerdict, 
/**
 * The heading of the column at fault.
 */
column: string | null, 
/**
 * What is wrong.
 */
problem: Problem | null, };

export type ControlFileView = { 
/**
 * Encoding that it was read in: `UTF-8` or `GBK`.
 */
encoding: string, 
/**
 * The rows.
 */
rows: Array<ControlFileRow>, 
/**
 * Rows that are recorded, or would be.
 */
good: number, 
/**
 * Rows that say what is on record already.
 */
same: number, 
/**
 * Rows at fault.
 */
faults: number, };

export type ControlLevel = "low" | "normal" | "high";

export type ControlList = { 
/**
 * Tests on devices that have controls.
 */
series: Array<ControlRow>, 
/**
 * Tests of the norm profiles.
 */
tests: Array<TestName>, 
/**
 * Devices of the register.
 */
devices: Array<ThingName>, 
/**
 * Lots of control material that are not used up here.
 */
lots: Array<ThingName>, };

export type ControlPlace = { 
/**
 * Test code.
 */
test: string, 
/**
 * Number of the device.
 */
device: string, 
/**
 * Chain of its entry.
 */
station: StationId, 
/**
 * Place in it.
 */
seq: number, };

export type ControlPointView = { 
/**
 * Chain of its entry.
 */
station: StationId, 
/**
 * Place in it.
 */
seq: number, 
/**
 * Code of the lot.
 */
lot: string, 
/**
 * Level.
 */
level: ControlLevel, 
/**
 * The value that counts; none where nothing of the kind was measured.
 */
value: string | null, 
/**
 * Unit; empty where none.
 */
unit: string, 
/**
 * The mean that it is judged by.
 */
mean: string, 
/**
 * The standard deviation that it is judged by.
 */
sd: string, 
/**
 * In standard deviations from the mean.
 */
deviation: string | null, 
/**
 * The rules that it breaks.
 */
rules: Array<ControlRule>, 
/**
 * Whether one of them rejects it.
 */
rejected: boolean, 
/**
 * When it was measured, ms.
 */
measured_ms: number, 
/**
 * When it was entered, ms.
 */
entered_ms: number, 
/**
 * How.
 */
entry: ControlEntry, 
/**
 * By whom; empty where an analyser sent it.
 */
by: string, 
/**
 * Corrections, oldest first.
 */
corrections: Array<ControlCorrection>, 
/**
 * Causes and actions, oldest first.
 */
explained: Array<ControlExplanation>, };

export type ControlQuery = { 
/**
 * Test code.
 */
test: string, 
/**
 * Number of the device.
 */
device: string, 
/**
 * Not before, ms.
 */
from_ms: number | null, 
/**
 * Before this moment, ms.
 */
until_ms: number | null, };

export type ControlReply = { 
/**
 * The control as it is judged.
 */
judged: ControlPointView, 
/**
 * Whether it was on record before.
 */
same: boolean, 
/**
 * The series as it is now.
 */
view: ControlView, };

export type ControlRow = { 
/**
 * Test code.
 */
test: string, 
/**
 * Chinese name of the test.
 */
zh: string, 
/**
 * English name of the test.
 */
en: string, 
/**
 * Number of the device.
 */
device: string, 
/**
 * Its name; empty where it is not registered here.
 */
device_name: string, 
/**
 * When the last control was measured, ms.
 */
last_ms: number | null, 
/**
 * Target values that wait for another person.
 */
waiting: number, 
/**
 * Levels that are out of control.
 */
stops: Array<ControlStopView>, };

export type ControlRule = "one_two_s" | "one_three_s" | "two_two_s" | "r_four_s" | "four_one_s" | "ten_x";

export type ControlStopView = { 
/**
 * Level.
 */
level: ControlLevel, 
/**
 * Code of the lot.
 */
lot: string, 
/**
 * The rule that is broken.
 */
rule: ControlRule, 
/**
 * What was measured.
 */
value: string, 
/**
 * In standard deviations from the mean.
 */
deviation: string, 
/**
 * When, ms.
 */
measured_ms: number, };

export type ControlView = { 
/**
 * Which, and how it stands.
 */
row: ControlRow, 
/**
 * Whether a rejected control stops results; it only warns otherwise.
 */
stops_results: boolean, 
/**
 * Target values, latest first.
 */
targets: Array<TargetView>, 
/**
 * Controls in the order in which they were measured.
 */
points: Array<ControlPointView>, 
/**
 * How many there are in the time asked for; the latest are shown.
 */
total: number, 
/**
 * Lots and levels that have enough values for the bank's own target values.
 */
own: Array<OwnTarget>, };

export type ControlsOfTest = { 
/**
 * They, with what is out of control.
 */
devices: Array<ControlRow>, 
/**
 * Whether a rejected control stops results; it only warns otherwise.
 */
stops_results: boolean, };

export type ControlsOfTestQuery = { 
/**
 * Test code.
 */
test: string, };

export type CorrectCollection = { 
/**
 * Which.
 */
donation: DonationId, 
/**
 * Sex of the infant.
 */
infant_sex: InfantSex | null, 
/**
 * Birth weight, g.
 */
birth_weight_g: string | null, 
/**
 * Completed weeks; with the days.
 */
gestation_weeks: string | null, 
/**
 * Days beyond them; with the weeks.
 */
gestation_days: string | null, 
/**
 * Mode of delivery.
 */
delivery_mode: DeliveryMode | null, 
/**
 * Start.
 */
started_ms: number | null, 
/**
 * End.
 */
ended_ms: number | null, 
/**
 * Net volume, mL.
 */
volume_ml: string | null, 
/**
 * Why.
 */
reason: string, };

export type CorrectControl = { 
/**
 * Test code.
 */
test: string, 
/**
 * Number of the device.
 */
device: string, 
/**
 * Chain of the control's entry.
 */
station: StationId, 
/**
 * Place in it.
 */
seq: number, 
/**
 * The right value; empty where nothing of the kind was measured.
 */
value: string, 
/**
 * Why.
 */
reason: string, };

export type CorrectPart = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * The part, or the entry that used of it.
 */
part: string, 
/**
 * Which of its volumes.
 */
what: PartVolume, 
/**
 * The right volume.
 */
volume: string, 
/**
 * Its unit.
 */
unit: VolumeUnit, 
/**
 * Why.
 */
reason: string, };

export type CorrectStep = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Which step.
 */
step: string, 
/**
 * The new values.
 */
values: Array<StepValueInput>, 
/**
 * The right codes, by scan code, where another device or lot was scanned.
 */
scans: Array<StepScanInput>, 
/**
 * Why.
 */
reason: string, 
/**
 * Second person's sign-in name, where the step wants two.
 */
second_login: string | null, 
/**
 * Second person's password.
 */
second_password: string | null, 
/**
 * Digest of the departure as it was shown.
 */
digest: string | null, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string | null, };

export type CorrectedValue = { 
/**
 * The old value.
 */
value: string, 
/**
 * Why it was changed.
 */
reason: string, 
/**
 * When the old value was reported.
 */
at_ms: number, 
/**
 * By whom.
 */
by: string, };

export type CorrectionView = { 
/**
 * Field of the collection, input of the step, or `value` of a result.
 */
field: string, 
/**
 * Its name.
 */
label: BilingualText, 
/**
 * The old value in words.
 */
old: BilingualText, 
/**
 * The new value in words.
 */
new: BilingualText, 
/**
 * Why.
 */
reason: string, 
/**
 * When it was corrected.
 */
at_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * When the old value was recorded.
 */
replaced_ms: number, 
/**
 * By whom.
 */
replaced_by: string, };

export type CountMaterial = { 
/**
 * The code.
 */
code: string, 
/**
 * What is left; 0 where it is used up.
 */
left: string, 
/**
 * Why.
 */
reason: string, };

export type CountPart = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * Which part.
 */
part: string, 
/**
 * How much is left.
 */
volume: string, 
/**
 * Its unit.
 */
unit: VolumeUnit, 
/**
 * Why it was counted.
 */
reason: string, 
/**
 * Digest of the part as it was shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The operator's password.
 */
password: string, };

export type CountRoot = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * Which of them.
 */
source: PartSource, 
/**
 * How much is left.
 */
volume: string, 
/**
 * Its unit.
 */
unit: VolumeUnit, 
/**
 * Why it was counted.
 */
reason: string, 
/**
 * Digest of what was taken, as it was shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The operator's password.
 */
password: string, };

export type CoursePoint = { 
/**
 * Since the first row, ms.
 */
at_ms: number, 
/**
 * Where the temperature should be.
 */
set_mc: number, 
/**
 * The lower edge of the envelope.
 */
low_mc: number | null, 
/**
 * The upper edge.
 */
high_mc: number | null, };

export type CreateBank = { 
/**
 * Chinese name.
 */
name_zh: string, 
/**
 * English name.
 */
name_en: string, 
/**
 * Licence number as printed on certificates; may be empty.
 */
licence_number: string, 
/**
 * Postal address as printed on certificates; may be empty.
 */
address: string, 
/**
 * ISBT 128 or local numbering.
 */
scheme: NumberScheme, 
/**
 * Five characters: the ICCBBA facility number, or for local numbers the bank's own prefix.
 */
facility: string, 
/**
 * The first site: where this station stands.
 */
site: NewSite, 
/**
 * What this station is called.
 */
station_name: string, 
/**
 * The first administrator.
 */
administrator: NewPerson, 
/**
 * Opens the station's data at each start; 8 or more characters.
 */
passphrase: string, 
/**
 * Lets this computer's keyring remember it, so that it starts without.
 */
remember?: boolean, };

export type CrossCheck = { 
/**
 * Which donation.
 */
donation: DonationId, 
/**
 * The scanned texts, as read: one bag, one form, and at least one tube.
 */
scans: Array<string>, };

export type CurveFile = { 
/**
 * Name of the file.
 */
name: string, 
/**
 * Its bytes, base64.
 */
content: string, 
/**
 * SHA-256 of the program, hexadecimal.
 */
program: string, 
/**
 * The freezer's label, scanned or typed.
 */
equipment: string, 
/**
 * When the program began, counted from the first row: seconds, mm:ss or hh:mm:ss; empty for at once.
 */
begins: string, 
/**
 * The run that was frozen: all units that are in it.
 */
run: RunId | null, 
/**
 * Units beside it.
 */
units: Array<UnitQuery>, 
/**
 * Why it takes the place of other curves.
 */
reason: string | null, };

export type CurveFindingView = { 
/**
 * Chinese name of the rule.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * What it says; the value is empty where the file shows nothing of it.
 */
finding: Finding, };

export type CurveListQuery = { 
/**
 * Only those of which a unit waits for its review.
 */
open_only: boolean, 
/**
 * Where the page before ended.
 */
after: string | null, 
/**
 * At most so many.
 */
limit: number, };

export type CurvePage = { 
/**
 * The page.
 */
rows: Array<CurveRow>, 
/**
 * Where it ends; none on the last page.
 */
next: string | null, 
/**
 * How many there are.
 */
total: number, 
/**
 * Of how many a unit waits for its review.
 */
open: number, };

export type CurvePointView = { 
/**
 * Since the first row, ms.
 */
at_ms: number, 
/**
 * In the chamber.
 */
chamber_mc: number | null, 
/**
 * In the sample.
 */
sample_mc: number, };

export type CurvePreview = { 
/**
 * What it shows.
 */
shown: CurveShown, 
/**
 * The units, each with what would become of it.
 */
units: Array<CurveUnitPreview>, };

export type CurveQuery = { 
/**
 * Which.
 */
curve: FreezingCurveId, };

export type CurveReviewView = { 
/**
 * The conclusion.
 */
fitness: UnitFitness, 
/**
 * Why.
 */
note: string, 
/**
 * Printed name of the signer.
 */
by: string, 
/**
 * When.
 */
at_ms: number, };

export type CurveRow = { 
/**
 * Which.
 */
curve: FreezingCurveId, 
/**
 * Name of its file.
 */
file_name: string, 
/**
 * The freezer's label.
 */
equipment: string, 
/**
 * The program.
 */
program: FreezingProgramRef, 
/**
 * When it was brought in, ms since 1970-01-01 UTC.
 */
recorded_ms: number, 
/**
 * By whom.
 */
recorded_by: string, 
/**
 * The gravest verdict; none where this station does not know the program.
 */
verdict: Verdict | null, 
/**
 * Units that it counts for.
 */
units: number, 
/**
 * Units of these that wait for its review.
 */
open: number, 
/**
 * Units of these that a review found unfit; of reviews that say different things the graver one counts.
 */
unfit: number, };

export type CurveShown = { 
/**
 * Name of its file.
 */
file_name: string, 
/**
 * SHA-256 of the file, hexadecimal.
 */
file_digest: string, 
/**
 * The program.
 */
program: FreezingProgramRef, 
/**
 * The freezer's label.
 */
equipment: string, 
/**
 * Rows of the file.
 */
rows: number, 
/**
 * Length, ms.
 */
lasts_ms: number, 
/**
 * When the program began, since the first row, ms.
 */
begins_ms: number, 
/**
 * The moment of the first row, where the file says so, ms since 1970-01-01 UTC.
 */
started_ms: number | null, 
/**
 * For the drawing: fewer rows that look the same.
 */
points: Array<CurvePointView>, 
/**
 * The program's course with its envelope.
 */
course: Array<CoursePoint>, 
/**
 * Whether the envelope is held against the chamber; else against the sample.
 */
of_chamber: boolean, 
/**
 * What was found; empty where this station does not know the program.
 */
findings: Array<CurveFindingView>, 
/**
 * The gravest verdict; none where this station does not know the program.
 */
verdict: Verdict | null, 
/**
 * Where the temperature lay outside the envelope.
 */
excursions: Array<ExcursionView>, };

export type CurveUnitPreview = { 
/**
 * The unit.
 */
unit: UnitRow, 
/**
 * What would become of it.
 */
state: CurveUnitState, 
/**
 * Why it is refused, or what is wanted.
 */
problem: Problem | null, };

export type CurveUnitState = "new" | "same" | "replaces" | "refused";

export type CurveUnitView = { 
/**
 * The unit.
 */
unit: UnitRow, 
/**
 * Number of the run that it was frozen in.
 */
run: string | null, 
/**
 * Whether the curve counts for it: it has no other one since.
 */
current: boolean, 
/**
 * Why it took the place of another.
 */
reason: string | null, 
/**
 * Digest that a review signs; none where the curve does not count, or the program is unknown here.
 */
digest: string | null, 
/**
 * The review that counts.
 */
review: CurveReviewView | null, 
/**
 * Whether reviews that did not know of each other say different things.
 */
contested: boolean, 
/**
 * Whether stations recorded different curves of it without hearing of each other, and nobody has settled that.
 */
torn: boolean, };

export type CurveView = { 
/**
 * The row as in lists.
 */
row: CurveRow, 
/**
 * What it shows.
 */
shown: CurveShown, 
/**
 * Its units.
 */
units: Array<CurveUnitView>, 
/**
 * Whether the operator brought it in, and so does not review it.
 */
own: boolean, 
/**
 * Whether the operator may review it.
 */
may_review: boolean, 
/**
 * Whether its review wants a reason, whatever the conclusion: something does not pass.
 */
wants_reason: boolean, 
/**
 * Roles that may confirm limits.
 */
confirmers: Array<Role>, 
/**
 * Printed name of who would sign.
 */
signer: string, };

export type Dashboard = { 
/**
 * Sites to choose from.
 */
sites: Array<DashboardSite>, 
/**
 * Units month by month, oldest first.
 */
flow: Array<FlowRow>, 
/**
 * Units site by site over the whole time.
 */
by_site: Array<FlowRow>, 
/**
 * Rejections by reason, most frequent first.
 */
rejections: Array<RejectionRow>, 
/**
 * Times between two moments.
 */
turnaround: Array<Turnaround>, 
/**
 * Figures of the units.
 */
yields: Array<YieldFigure>, 
/**
 * Deviations of all sites month by month, by class.
 */
deviations: Array<TrendMonth>, 
/**
 * Deviations of all sites that are open, by age.
 */
open_ages: Array<OpenAge>, };

export type DashboardQuery = { 
/**
 * So many months, this one included.
 */
months: number, 
/**
 * Only units of this site.
 */
site: SiteId | null, };

export type DashboardSite = { 
/**
 * Which.
 */
site: SiteId, 
/**
 * Its code.
 */
code: string, };

export type DecideReceipt = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * The decision.
 */
decision: ReceiptDecision, 
/**
 * Needed where it departs from the proposal, or is not `accept`.
 */
reason: string | null, 
/**
 * Digest of the arrival as it was shown; needed where the decision is signed.
 */
digest: string | null, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * Needed, as a signature, where the decision is milder than the proposal.
 */
password: string | null, };

export type DeliveryMode = "vaginal" | "assisted_vaginal" | "caesarean";

export type DeliveryView = { 
/**
 * Names it: the chain of its entry.
 */
station: StationId, 
/**
 * Names it: the place in that chain.
 */
seq: number, 
/**
 * Code of the site.
 */
site_code: string, 
/**
 * Whether the operator may inspect it: at this site, not inspected yet, taken in by somebody else.
 */
inspectable: boolean, 
/**
 * When it arrived, ms since 1970-01-01 UTC.
 */
received_ms: number, 
/**
 * Who took it in.
 */
received_by: string, 
/**
 * How much.
 */
quantity: string, 
/**
 * Unit of the quantity.
 */
unit: string, 
/**
 * Who delivered it.
 */
supplier: string, 
/**
 * Its kind as it was entered.
 */
kind: string, 
/**
 * The last day of its shelf life.
 */
expires_on: string, 
/**
 * How many days it may be used once it is opened; none where that changes nothing.
 */
open_days: number | null, 
/**
 * Whether the inspection accepted it; none before.
 */
accepted: boolean | null, 
/**
 * Who inspected it.
 */
inspected_by: string | null, 
/**
 * When, ms since 1970-01-01 UTC.
 */
inspected_ms: number | null, 
/**
 * What was found.
 */
note: string, };

export type DemoAccount = { 
/**
 * Sign-in name.
 */
login: string, 
/**
 * Password.
 */
password: string, 
/**
 * What the person may do.
 */
roles: Array<Role>, };

export type DemoOpened = { 
/**
 * Where the station stands now.
 */
state: SetupState, 
/**
 * Who can sign in to it.
 */
accounts: Array<DemoAccount>, };

export type Departing = "stop" | "signed" | "noted";

export type DepartureRule = "early" | "late" | "dwell_short" | "dwell_long" | "out_of_range" | "late_entry" | "repeated" | "adverse_choice" | "uncounted" | "wrong_kind" | "out_of_service" | "service_overdue" | "lot_recalled" | "lot_expired" | "lot_open" | "lot_not_accepted" | "lot_short";

export type DepartureView = { 
/**
 * Which rule.
 */
rule: DepartureRule, 
/**
 * Chinese name of the step or input that it is about.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * The limit as a range; empty where it is a moment.
 */
limit: string, 
/**
 * The limit as a moment, ms since 1970-01-01 UTC.
 */
limit_ms: number | null, };

export type DeviatedUnit = { 
/**
 * Which.
 */
donation: DonationId, 
/**
 * Its number; none where it has none, or where this station does not know the unit.
 */
din: string | null, 
/**
 * Where it stands; none where this station does not know the unit.
 */
status: UnitStatus | null, 
/**
 * Whether it is on hold.
 */
held: boolean, 
/**
 * What the closing says of it, of several the gravest; none while it is open.
 */
fitness: UnitFitness | null, 
/**
 * Why.
 */
note: string, 
/**
 * Every conclusion that counts, where stations closed it without knowing of each other.
 */
said: Array<UnitSaid>, };

export type DeviationClass = "minor" | "major" | "critical";

export type DeviationEnding = { 
/**
 * Whether it closes.
 */
closes: boolean, 
/**
 * Conclusion or reason, who and when.
 */
note: DeviationNote, 
/**
 * Whether something came to it that the closing did not know of: it does not count.
 */
voided: boolean, 
/**
 * The beginning of the digest that was signed; empty of a re-opening.
 */
digest: string, };

export type DeviationForm = { 
/**
 * Kinds of deviations.
 */
categories: Array<ChoiceView>, 
/**
 * Causes.
 */
causes: Array<ChoiceView>, 
/**
 * People who can be given an action: all that may sign in.
 */
people: Array<PersonRef>, };

export type DeviationId = string;

export type DeviationListQuery = { 
/**
 * The closed ones instead of the open ones.
 */
closed: boolean, 
/**
 * Only this category.
 */
category: string | null, 
/**
 * Only those with an action that is overdue.
 */
overdue: boolean, 
/**
 * Where the page before ended.
 */
after: string | null, 
/**
 * At most so many.
 */
limit: number, };

export type DeviationNote = { 
/**
 * What.
 */
text: string, 
/**
 * Who.
 */
by: string, 
/**
 * When, ms since 1970-01-01 UTC.
 */
at_ms: number, };

export type DeviationPage = { 
/**
 * The page.
 */
rows: Array<DeviationRow>, 
/**
 * Where it ends; none on the last page.
 */
next: string | null, 
/**
 * How many the whole list has.
 */
total: number, };

export type DeviationQuery = { 
/**
 * Which.
 */
deviation: DeviationId, };

export type DeviationRow = { 
/**
 * Which.
 */
deviation: DeviationId, 
/**
 * What people call it.
 */
number: string, 
/**
 * Code of its category.
 */
category: string, 
/**
 * What happened.
 */
what_happened: string, 
/**
 * How grave; none before it is classified.
 */
class: DeviationClass | null, 
/**
 * How far it has come.
 */
stage: DeviationStage, 
/**
 * When it happened, ms since 1970-01-01 UTC.
 */
happened_ms: number, 
/**
 * When it was reported.
 */
reported_ms: number, 
/**
 * By whom.
 */
reported_by: string, 
/**
 * Code of the site where it was noticed.
 */
site_code: string, 
/**
 * How many units it concerns.
 */
units: number, 
/**
 * The first day that an open action was planned for.
 */
due_on: string | null, 
/**
 * Whether that day has passed.
 */
overdue: boolean, };

export type DeviationStage = "reported" | "investigation" | "action" | "check" | "closing" | "closed";

export type DeviationTrends = { 
/**
 * Months, the oldest first, each once, also those without any.
 */
months: Array<TrendMonth>, 
/**
 * By category, the most frequent first.
 */
categories: Array<TrendCount>, 
/**
 * By cause, of those looked into, the most frequent first.
 */
causes: Array<TrendCount>, 
/**
 * How many are open now, whenever they happened.
 */
open: number, 
/**
 * How many of these have an overdue action.
 */
overdue: number, 
/**
 * Half of those closed took no longer than so many days from report to closing; none where none was closed.
 */
median_days: number | null, };

export type DeviationTrendsQuery = { 
/**
 * How many months, this one included; at most 36.
 */
months: number, };

export type DeviationView = { 
/**
 * As in lists.
 */
row: DeviationRow, 
/**
 * What was done about it at once.
 */
done_at_once: string, 
/**
 * Code of the step or test at which it was noticed; may be empty.
 */
step: string, 
/**
 * Its name; none where this station knows no such step or test.
 */
step_name: BilingualText | null, 
/**
 * Units that it concerns.
 */
units: Array<DeviatedUnit>, 
/**
 * Its class, and who says so; none before.
 */
class: DeviationNote | null, 
/**
 * Code of its cause.
 */
cause: string | null, 
/**
 * What was found out; none before.
 */
investigation: DeviationNote | null, 
/**
 * Whether the cause must be looked into before it is closed.
 */
wants_investigation: boolean, 
/**
 * Actions, oldest first.
 */
actions: Array<ActionView>, 
/**
 * Closings and re-openings, oldest first.
 */
endings: Array<DeviationEnding>, 
/**
 * Whether the operator may classify, plan and close.
 */
manageable: boolean, 
/**
 * Why the operator is not the one to close it: a code; none where it may be the operator.
 */
closing_refused: string | null, 
/**
 * Units that it named by mistake, oldest first.
 */
removed: Array<RemovedUnit>, 
/**
 * Why the operator is not the one to take a unit out of it: a code; none where it may be the operator.
 */
removal_refused: string | null, 
/**
 * What was ever said of its class, oldest first.
 */
classes: Array<ClassChange>, };

export type DinSource = "kit" | "block";

export type Direction = "outgoing" | "incoming" | "any";

export type DiscardPart = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * Which part.
 */
part: string, 
/**
 * What is done with it.
 */
disposal: Disposal, 
/**
 * Why.
 */
reason: string, 
/**
 * Second person's sign-in name.
 */
second_login: string, 
/**
 * Second person's password.
 */
second_password: string, };

export type DismissWaiting = { 
/**
 * Which message.
 */
message: string, 
/**
 * Which of its results.
 */
places: Array<number>, 
/**
 * Why.
 */
reason: string, 
/**
 * Second person's sign-in name; wanted where it may be a unit's result of a critical test.
 */
second_login: string | null, 
/**
 * Second person's password.
 */
second_password: string | null, };

export type Disposal = "medical_waste" | "research" | "validation";

export type DisposalView = { 
/**
 * What.
 */
disposal: Disposal, 
/**
 * Note.
 */
note: string, 
/**
 * Where it was taken from.
 */
position: string | null, 
/**
 * Who did it.
 */
by: string, 
/**
 * Who saw it.
 */
second: string, 
/**
 * When.
 */
at_ms: number, };

export type DisposeUnit = { 
/**
 * Which.
 */
donation: DonationId, 
/**
 * What is done with it.
 */
disposal: Disposal, 
/**
 * Scan of the bag, or of its canister.
 */
bag_scan: string, 
/**
 * To whom it goes, by which lot of waste.
 */
note: string, 
/**
 * Second person's sign-in name.
 */
second_login: string, 
/**
 * Second person's password.
 */
second_password: string, };

export type DoAction = { 
/**
 * Of which deviation.
 */
deviation: DeviationId, 
/**
 * Which.
 */
key: string, 
/**
 * What was done.
 */
note: string, };

export type DocumentFinding = "genuine" | "entry_unknown" | "other_entry" | "other_document" | "other_digest";

export type DocumentKind = "dossier" | "storage_certificate" | "manifest" | "pick_list" | "worksheet" | "release_certificate";

export type DocumentPreview = { 
/**
 * The file, base64.
 */
pdf_base64: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Pages.
 */
pages: number, 
/**
 * Which copy a print would be: 1 for the original.
 */
copy: number, 
/**
 * Whether a copy wants a reason.
 */
formal: boolean, };

export type DocumentPrinted = { 
/**
 * Its number.
 */
number: string, 
/**
 * 1 for the original.
 */
copy: number, 
/**
 * Pages of one paper.
 */
pages: number, 
/**
 * Text of the QR code on it.
 */
seal: string, 
/**
 * The print job.
 */
job: PrintJob, };

export type DocumentRequest = { 
/**
 * Which document.
 */
document: DocumentKind, 
/**
 * The unit; for a pick list all its units.
 */
donations: Array<DonationId>, 
/**
 * The box, for a manifest.
 */
shipment: ShipmentId | null, 
/**
 * The run, for its worksheet; none for that of a unit.
 */
run: RunId | null, 
/**
 * Language.
 */
locale: Locale, };

export type DocumentVerdict = { 
/**
 * Whether all agrees.
 */
good: boolean, 
/**
 * What was found.
 */
finding: DocumentFinding, 
/**
 * What the paper says it is.
 */
document: DocumentKind, 
/**
 * Name of the station whose chain it is.
 */
station: string, 
/**
 * Place in the chain.
 */
seq: number, 
/**
 * The document's number.
 */
number: string | null, 
/**
 * Donation numbers on it.
 */
about: Array<string>, 
/**
 * 1 for the original.
 */
copy: number | null, 
/**
 * When it was issued.
 */
at_ms: number | null, 
/**
 * By whom.
 */
by: string | null, 
/**
 * Whether what was signed was changed since: a release that no longer stands.
 */
voided: boolean, 
/**
 * Whether the ledger says that this paper never came out of a printer.
 */
called_off: boolean, };

export type DonationId = string;

export type DonationQuery = { 
/**
 * Which.
 */
donation: DonationId, };

export type DraftClosing = { 
/**
 * Which deviation.
 */
deviation: DeviationId, 
/**
 * What it all comes to.
 */
conclusion: string, 
/**
 * What it means for each unit.
 */
units: Array<UnitConclusionInput>, };

export type DraftKept = { 
/**
 * When.
 */
saved_ms: number, };

export type DraftList = { 
/**
 * The one kept last first.
 */
drafts: Array<DraftView>, };

export type DraftQuery = { 
/**
 * SHA-256 of the version whose text it began with, hexadecimal.
 */
began_with: string, };

export type DraftRemoval = { 
/**
 * Of which deviation.
 */
deviation: DeviationId, 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Why.
 */
reason: string, };

export type DraftText = { 
/**
 * The text, finished or not.
 */
content: string, 
/**
 * Why it is drawn, as far as it is written.
 */
reason: string, 
/**
 * When it was kept last.
 */
saved_ms: number, };

export type DraftView = { 
/**
 * SHA-256 of the version whose text it began with, hexadecimal: names the draft among its author's.
 */
began_with: string, 
/**
 * Code, as the draft says it now; of the version that it began with where the draft cannot be read.
 */
code: string, 
/**
 * Version, likewise.
 */
version: string, 
/**
 * The version that it began with; empty where this station does not have it.
 */
began_version: string, 
/**
 * Length of its text in bytes.
 */
bytes: number, 
/**
 * When it was kept last.
 */
saved_ms: number, };

export type DrawProcedure = { 
/**
 * The text, JSON.
 */
content: string, 
/**
 * SHA-256 of the version that it began with, hexadecimal; none for a new one.
 */
based_on: string | null, 
/**
 * Why.
 */
reason: string, 
/**
 * SHA-256 of the version that the operator's draft of it began with, hexadecimal: it is no longer kept.
 */
draft: string | null, };

export type DwellView = { 
/**
 * At least, minutes.
 */
min_min: number | null, 
/**
 * At most, minutes.
 */
max_min: number | null, };

export type EarlierStep = { 
/**
 * When it was done, ms since 1970-01-01 UTC.
 */
done_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * Second person.
 */
second: string | null, 
/**
 * Where it departed from the procedure.
 */
departures: Array<DepartureView>, 
/**
 * Why.
 */
reason: string | null, };

export type Eligibility = "eligible" | "deferred";

export type Empty = Record<symbol, never>;

export type EndTarget = { 
/**
 * Test code.
 */
test: string, 
/**
 * Number of the device.
 */
device: string, 
/**
 * Chain of the proposal's entry.
 */
station: StationId, 
/**
 * Place in it.
 */
seq: number, 
/**
 * Why.
 */
reason: string, };

export type EnrolMother = { 
/**
 * Public or family inventory.
 */
inventory: Inventory, 
/**
 * Expected day of birth, `YYYY-MM-DD`.
 */
due_date: string, 
/**
 * Name.
 */
name: string, 
/**
 * Identity document number.
 */
identity_document: string, 
/**
 * Telephone number.
 */
phone: string, };

export type EntryRef = { 
/**
 * Chain.
 */
station: StationId, 
/**
 * Place in it.
 */
seq: number, };

export type EquipmentPage = { 
/**
 * The page.
 */
rows: Array<EquipmentRow>, 
/**
 * Where it ends; none on the last page.
 */
next: string | null, 
/**
 * Kinds to choose from.
 */
kinds: Array<string>, };

export type EquipmentRow = { 
/**
 * The number on its label.
 */
code: string, 
/**
 * Its kind.
 */
kind: string, 
/**
 * Name, maker, serial number.
 */
name: string, 
/**
 * Code of the site where it stands.
 */
site_code: string, 
/**
 * Room there.
 */
room: string, 
/**
 * How it stands.
 */
standing: EquipmentStanding, 
/**
 * Calibration.
 */
calibration: ServiceDue, 
/**
 * Maintenance.
 */
maintenance: ServiceDue, 
/**
 * Why it is out of service.
 */
out_reason: string | null, };

export type EquipmentStanding = "good" | "due_soon" | "overdue" | "out_of_service";

export type EquipmentView = { 
/**
 * The device.
 */
row: EquipmentRow, 
/**
 * Calibrations and maintenances, the latest first.
 */
services: Array<ServiceView>, 
/**
 * Times out of service, the latest first.
 */
outages: Array<OutageView>, 
/**
 * How many units it was used on.
 */
users: number, };

export type ExcursionView = { 
/**
 * Chinese name of the phase.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * First row outside, since the first row of the file, ms.
 */
from_ms: number, 
/**
 * Last row outside.
 */
until_ms: number, 
/**
 * How far beyond the envelope at most, °C; below it is negative.
 */
beyond_c: string, };

export type ExplainControl = { 
/**
 * Test code.
 */
test: string, 
/**
 * Number of the device.
 */
device: string, 
/**
 * Chain of the control's entry.
 */
station: StationId, 
/**
 * Place in it.
 */
seq: number, 
/**
 * The cause.
 */
cause: string, 
/**
 * What was done.
 */
action: string, };

export type ExportAudit = { 
/**
 * Which entries.
 */
filter: AuditFilter, 
/**
 * CSV or PDF.
 */
format: AuditFormat, };

export type ExposeInput = { 
/**
 * Its number.
 */
number: string, 
/**
 * Where in the room.
 */
point: string, 
/**
 * What its colonies tell.
 */
quantity: RoomQuantity, 
/**
 * How long, min.
 */
minutes: string, };

export type FamilyNotice = "phone" | "letter" | "message" | "in_person" | "not_reached";

export type FileRowVerdict = "good" | "waits" | "same" | "unconfirmed" | "fault";

export type FindMother = { 
/**
 * Her name, her identity document number or her telephone number: the whole of it, so that nobody can leaf
 * through names.
 */
text: string, };

export type FindPlate = { 
/**
 * As scanned or typed.
 */
number: string, };

export type FindRoomRuns = { 
/**
 * The room.
 */
room: RoomId, 
/**
 * A part of a run's number, a day, the number of a unit as scanned or typed; empty for all.
 */
text: string, 
/**
 * Only those that went on at that moment, ms since 1970-01-01 UTC.
 */
at_ms: number | null, 
/**
 * Where the page before ended.
 */
after: string | null, 
/**
 * How many.
 */
limit: number, };

export type FindRun = { 
/**
 * Its number.
 */
number: string, };

export type Finding = { 
/**
 * Rule code, such as `transport_hours`.
 */
rule: string, 
/**
 * The verdict.
 */
verdict: Verdict, 
/**
 * The value judged.
 */
value: string, 
/**
 * The limit, such as `≤ 48 h`.
 */
limit: string, 
/**
 * Source of the limit.
 */
source: string, };

export type FlowRow = { 
/**
 * `YYYY-MM`, or the code of the site.
 */
name: string, 
/**
 * Received.
 */
received: number, 
/**
 * Begun to be processed.
 */
processed: number, 
/**
 * Put into a tank.
 */
banked: number, 
/**
 * Released.
 */
released: number, 
/**
 * Rejected.
 */
rejected: number, };

export type FoundDraft = { 
/**
 * None where there is none.
 */
draft: DraftText | null, };

export type FreezerRef = { 
/**
 * The number on its label.
 */
code: string, 
/**
 * Name.
 */
name: string, };

export type FreezingCurveId = string;

export type FreezingForm = { 
/**
 * Programs in force.
 */
programs: Array<FreezingProgramRef>, 
/**
 * Freezers of this site that are registered and in service.
 */
devices: Array<FreezerRef>, };

export type FreezingProgramRef = { 
/**
 * SHA-256 of its data file, hexadecimal.
 */
digest: string, 
/**
 * Code.
 */
code: string, 
/**
 * Version.
 */
version: string, 
/**
 * Chinese title; the code where this station does not know it.
 */
zh: string, 
/**
 * English title.
 */
en: string, 
/**
 * Limits that the bank has still to confirm.
 */
unconfirmed: number, };

export type GenerationList = { 
/**
 * The folder.
 */
folder: string, 
/**
 * The newest first.
 */
generations: Array<GenerationView>, };

export type GenerationQuery = { 
/**
 * Name of its folder.
 */
generation: string, };

export type GenerationView = { 
/**
 * Name of its folder.
 */
name: string, 
/**
 * When it was begun.
 */
at_ms: number, 
/**
 * Size in KiB.
 */
kib: number, 
/**
 * Entries of the station's chain in it.
 */
seq: number, 
/**
 * It is of this station; else of another one, such as the one that this station continues.
 */
own: boolean, 
/**
 * What the last check since the program started found.
 */
check: BackupCheck | null, };

export type GiveBadge = { 
/**
 * Whom; never oneself.
 */
person: PersonId, 
/**
 * What the badge's barcode reads.
 */
badge: string, };

export type GivenInput = { 
/**
 * Name in the mapping.
 */
name: string, 
/**
 * As entered.
 */
value: string, };

export type GrantView = { 
/**
 * Which role.
 */
role: Role, 
/**
 * Where; empty means at all sites.
 */
sites: Array<SiteId>, };

export type HandOverShipment = { 
/**
 * Which.
 */
shipment: ShipmentId, 
/**
 * Courier's name.
 */
courier: string, 
/**
 * Number of the seal.
 */
seal: string, };

export type HoldUnit = { 
/**
 * Which.
 */
donation: DonationId, 
/**
 * Why.
 */
note: string, };

export type HoldView = { 
/**
 * Key to lift it with.
 */
key: string, 
/**
 * Reason code: `manual`, `duplicate_din`, `duplicate_position`, `deviation_unsettled`,
 * `content_changed_after_release`.
 */
reason: string, 
/**
 * Note.
 */
note: string, 
/**
 * Placed by; none where a rule did.
 */
by: string | null, 
/**
 * Since.
 */
since_ms: number, 
/**
 * Lifted at.
 */
lifted_ms: number | null, 
/**
 * Lifted by.
 */
lifted_by: string | null, 
/**
 * Digest that the signature lifting it is made over; empty where only a rule lifts it.
 */
digest: string, };

export type InboxDetail = { 
/**
 * Which.
 */
message: string, 
/**
 * What people call the analyser.
 */
analyser: string, 
/**
 * The device in the register; none where the station did not say.
 */
device: AnalyserDevice | null, 
/**
 * Where it was heard.
 */
site: string, 
/**
 * What the analyser calls itself.
 */
instrument: string, 
/**
 * When it was heard.
 */
at_ms: number, 
/**
 * Whether this station holds the message itself; without it nothing can be taken from it.
 */
held: boolean, 
/**
 * Whether lines that may name a person are left out for lack of the permission.
 */
patient_hidden: boolean, 
/**
 * The message, one record to a line.
 */
lines: Array<string>, 
/**
 * Specimens with their results.
 */
specimens: Array<InboxSpecimen>, 
/**
 * What was taken, with what it was made of.
 */
taken: Array<InboxTaken>, 
/**
 * Values that the unit's record lacks and a person may give.
 */
wanted: Array<WantedInput>, };

export type InboxInput = { 
/**
 * Name in the mapping, or the instrument's code.
 */
name: string, 
/**
 * Chinese name, where it has one.
 */
zh: string, 
/**
 * English name, where it has one.
 */
en: string, 
/**
 * Value.
 */
value: string, 
/**
 * Unit.
 */
unit: string, };

export type InboxItem = { 
/**
 * Which, 32 hexadecimal digits.
 */
message: string, 
/**
 * What people call the analyser.
 */
analyser: string, 
/**
 * The device in the register; none where the station did not say.
 */
device: AnalyserDevice | null, 
/**
 * Where it was heard.
 */
site: string, 
/**
 * What the analyser calls itself.
 */
instrument: string, 
/**
 * When it was heard.
 */
at_ms: number, 
/**
 * How many of its results were taken at once.
 */
taken: number, 
/**
 * How many wait.
 */
waiting: number, };

export type InboxList = { 
/**
 * At most 500.
 */
messages: Array<InboxItem>, 
/**
 * All there are.
 */
total: number, };

export type InboxQuery = { 
/**
 * Which, 32 hexadecimal digits.
 */
message: string, };

export type InboxResult = { 
/**
 * Its place in the message.
 */
place: number, 
/**
 * The instrument's code.
 */
code: string, 
/**
 * What else names it.
 */
details: Array<string>, 
/**
 * Value as sent.
 */
value: string, 
/**
 * Unit as sent.
 */
unit: string, 
/**
 * Flags as sent.
 */
flags: Array<string>, 
/**
 * Reference range as sent.
 */
range: string, 
/**
 * How final.
 */
status: ReportedState, 
/**
 * When it was measured, by the instrument's clock.
 */
measured: string, 
/**
 * Why it waits; none where it does not.
 */
waits: Problem | null, };

export type InboxSpecimen = { 
/**
 * Everything that may be its number.
 */
ids: Array<string>, 
/**
 * The unit that it is of, where that is known.
 */
unit: UnitRow | null, 
/**
 * Its results.
 */
results: Array<InboxResult>, };

export type InboxTaken = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Its number.
 */
din: string | null, 
/**
 * Test.
 */
test: TestName, 
/**
 * Value as recorded.
 */
value: string, 
/**
 * Unit.
 */
unit: string, 
/**
 * What it was made of.
 */
inputs: Array<InboxInput>, 
/**
 * Who took it; empty where the program did.
 */
by: string, 
/**
 * Why, where a person did.
 */
reason: string, };

export type InfantSex = "female" | "male" | "unknown";

export type InputKind = "number" | "choice" | "text" | "time" | "scan" | "photo" | "file";

export type InspectMaterial = { 
/**
 * The code.
 */
code: string, 
/**
 * The delivery: the chain of its entry.
 */
station: StationId, 
/**
 * The delivery: the place in that chain.
 */
seq: number, 
/**
 * Whether it may be used.
 */
accepted: boolean, 
/**
 * What was looked at and found; wanted where it is refused.
 */
note: string, };

export type Inventory = "public" | "family";

export type InvestigateDeviation = { 
/**
 * Which.
 */
deviation: DeviationId, 
/**
 * Code of the cause.
 */
cause: string, 
/**
 * What was looked at and found.
 */
findings: string, };

export type IssueCertificate = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Why again.
 */
copy_reason: string | null, 
/**
 * Name of the printer; the station's own folder where none is named.
 */
printer: string | null, };

export type JoinBank = { 
/**
 * Address of the centre, such as `https://centre.example:8443`.
 */
centre_url: string, 
/**
 * One-time code that the centre issued.
 */
code: string, 
/**
 * Address of a proxy between here and the centre; empty for none.
 */
proxy_url?: string, 
/**
 * Certificates of an own authority, PEM; empty for none.
 */
ca_pem?: string, 
/**
 * What this station is called.
 */
station_name: string, 
/**
 * Opens the station's data at each start; 8 or more characters.
 */
passphrase: string, 
/**
 * Lets this computer's keyring remember it, so that it starts without.
 */
remember?: boolean, };

export type JudgementView = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its version.
 */
version: string, 
/**
 * Chinese title.
 */
zh: string, 
/**
 * English title.
 */
en: string, 
/**
 * Whether it decides on the release.
 */
decides: boolean, 
/**
 * The gravest verdict.
 */
verdict: Verdict, 
/**
 * Every rule, exceptions first.
 */
findings: Array<Finding>, };

export type KeepAttachment = { 
/**
 * Which units; those of a run that is worked together at once.
 */
donations: Array<DonationId>, 
/**
 * The step's code.
 */
step: string, 
/**
 * The input's code.
 */
input: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its bytes, base64.
 */
content: string, };

export type KeepDraft = { 
/**
 * SHA-256 of the version whose text it began with, hexadecimal.
 */
began_with: string, 
/**
 * The text; longer than what can be submitted where its author has still to shorten it.
 */
content: string, 
/**
 * Why it is drawn, as far as it is written.
 */
reason: string, };

export type KeyringState = { 
/**
 * It remembers the secret that opens the data.
 */
used: boolean, 
/**
 * There is one.
 */
reachable: boolean, 
/**
 * Why there is none.
 */
problem: Problem | null, };

export type KitOverview = { 
/**
 * Labels of one set.
 */
labels: number, 
/**
 * Numbers left in the blocks of this station.
 */
remaining: number, 
/**
 * The most that one order can take: numbers in a row.
 */
most: number, 
/**
 * Numbers that were given out in the last 30 days.
 */
monthly: number, 
/**
 * For how many days the numbers last at that rate; none where none were given out.
 */
lasts_days: number | null, 
/**
 * Orders, the latest first.
 */
prints: Array<KitPrintView>, 
/**
 * Spoiled sets, the latest first.
 */
spoiled: Array<KitSpoiledView>, };

export type KitPrintView = { 
/**
 * First donation number.
 */
first: string, 
/**
 * Last donation number.
 */
last: string, 
/**
 * Sets in it.
 */
count: number, 
/**
 * Whose donation is known to this station.
 */
used: number, 
/**
 * Spoiled.
 */
spoiled: number, 
/**
 * Neither.
 */
open: number, 
/**
 * Code of the collection point.
 */
site_code: string, 
/**
 * Name of the station that printed it.
 */
station_name: string, 
/**
 * When it was ordered.
 */
at_ms: number, 
/**
 * Whether its print was called off, so that none of its sets is on paper.
 */
called_off: boolean, };

export type KitSpoiledView = { 
/**
 * Its donation number.
 */
din: string, 
/**
 * Why.
 */
reason: string, 
/**
 * When it was said.
 */
at_ms: number, };

export type KitsReply = { 
/**
 * First donation number.
 */
first: string, 
/**
 * Last donation number.
 */
last: string, 
/**
 * The job, as it stood a moment later.
 */
job: PrintJob, 
/**
 * Why labels were drawn by our template in place of the bank's own.
 */
warning: Problem | null, };

export type LabelCountView = { 
/**
 * Template.
 */
template: LabelTemplate, 
/**
 * That came out of a printer.
 */
printed: number, 
/**
 * Where they belong.
 */
applied: number, 
/**
 * Destroyed.
 */
destroyed: number, 
/**
 * Still to be accounted for.
 */
open: number, 
/**
 * Whether the procedure wants a second person where one is scanned and compared.
 */
needs_second: boolean, };

export type LabelFate = "not_printed" | "applied" | "destroyed";

export type LabelRequest = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Which labels, each as often as it stands here.
 */
templates: Array<LabelTemplate>, 
/**
 * Language of the texts.
 */
locale: Locale, };

export type LabelTemplate = "bag" | "tube" | "maternal_tube" | "form" | "cryo_bag" | "cryo_bag_small" | "cryo_bag_two" | "compartment" | "segment" | "vial" | "canister" | "quadrants" | "position" | "shipping_box" | "equipment" | "badge";

export type LabelVerdict = { 
/**
 * Whether it is the unit's own label of that template.
 */
good: boolean, 
/**
 * The number read, where there is one.
 */
din: string | null, 
/**
 * What was read.
 */
kind: ScanKind, 
/**
 * The other code in the same read, where it is not the one of the unit's label.
 */
other: ScanKind | null, };

export type LeaveRun = { 
/**
 * Which run.
 */
run: RunId, 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Why.
 */
reason: string, };

export type LiftHold = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Which hold.
 */
key: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Digest of the hold as it was shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The operator's password.
 */
password: string, };

export type LimitLevel = "alert" | "action";

export type LimitValue = { 
/**
 * Code of the limit.
 */
limit: string, 
/**
 * Lowest passing value, as shown or the bank's own; none for choices and where there is no such bound.
 */
min: string | null, 
/**
 * Highest passing value.
 */
max: string | null, 
/**
 * Why the bank takes another value than the one shown.
 */
reason: string | null, };

export type Locale = "zh-CN" | "en";

export type LocationView = { 
/**
 * Tank code, rack and slot.
 */
position: string, 
/**
 * Tank's site.
 */
site_code: string, 
/**
 * From.
 */
from_ms: number, 
/**
 * Until; none while it is there.
 */
until_ms: number | null, 
/**
 * Stored by.
 */
by: string, };

export type LookBack = { 
/**
 * When the last accepted control of its level was measured before it, ms; where there was none, when target values
 * of the level were approved first.
 */
from_ms: number | null, 
/**
 * Whether that is an accepted control.
 */
from_accepted: boolean, 
/**
 * When the next accepted one was, ms; none where there is none yet.
 */
until_ms: number | null, 
/**
 * Results reported between, oldest first.
 */
rows: Array<LookBackRow>, 
/**
 * Whether there are more than are shown.
 */
more: boolean, };

export type LookBackRow = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Its number; none where its records are not at this station.
 */
din: string | null, 
/**
 * Check character of the number.
 */
check_character: string | null, 
/**
 * Where it stands.
 */
status: UnitStatus | null, 
/**
 * When it was reported, ms.
 */
at_ms: number, 
/**
 * What.
 */
value: string, 
/**
 * Unit of the value.
 */
unit: string, 
/**
 * The device, where it was said; of others it is not known.
 */
device: string | null, };

export type LotEvent = { 
/**
 * When, ms since 1970-01-01 UTC.
 */
at_ms: number, 
/**
 * Who.
 */
by: string, 
/**
 * Code of the site.
 */
site_code: string, 
/**
 * What was left; none for an opening.
 */
left: string | null, 
/**
 * Why it was counted.
 */
reason: string | null, };

export type LotStanding = "good" | "ends_soon" | "not_opened" | "not_inspected" | "refused" | "expired" | "open_too_long" | "recalled" | "used_up" | "none_left";

export type MakeParts = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * What they are.
 */
kind: PartKind, 
/**
 * What they are in; as usual where it is none.
 */
container: PartContainer | null, 
/**
 * What they are taken from.
 */
source: PartSource, 
/**
 * The part, where they are made of one.
 */
parent: string | null, 
/**
 * How many.
 */
count: string, 
/**
 * What each holds.
 */
volume: string, 
/**
 * Its unit.
 */
unit: VolumeUnit, 
/**
 * What is taken for each; the same as it holds where empty.
 */
taken: string, 
/**
 * When; now where it is none.
 */
made_ms: number | null, 
/**
 * DNA in each, µg; may be empty.
 */
mass_ug: string, 
/**
 * DNA in each, ng/µL; may be empty.
 */
concentration: string, 
/**
 * Of compartments: which of the bag's the first one is, from 1; the first that is free where empty.
 */
compartment: string, 
/**
 * Where they are put; none where they are not yet.
 */
place: PartPlaceInput | null, 
/**
 * Note; may be empty.
 */
note: string, };

export type MappingView = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Version.
 */
version: number, 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * Where codes and units come from, Chinese.
 */
source_zh: string, 
/**
 * Where codes and units come from, English.
 */
source_en: string, 
/**
 * Tests of the norm profile that it reports.
 */
tests: Array<TestName>, };

export type MaterialPage = { 
/**
 * The page.
 */
rows: Array<MaterialRow>, 
/**
 * Where it ends; none on the last page.
 */
next: string | null, 
/**
 * Kinds to choose from.
 */
kinds: Array<string>, 
/**
 * Kinds whose stock is judged at this site and that are low there, or of which more was used than there was.
 */
low: Array<StockNote>, };

export type MaterialRow = { 
/**
 * The code that is scanned.
 */
code: string, 
/**
 * Its kind.
 */
kind: string, 
/**
 * Name, maker, catalogue number.
 */
name: string, 
/**
 * Code of the site.
 */
site_code: string, 
/**
 * Whether that is this station's.
 */
here: boolean, 
/**
 * How it stands there.
 */
standing: LotStanding, 
/**
 * The last day of its shelf life.
 */
expires_on: string, 
/**
 * Until when the container in use may be used, ms since 1970-01-01 UTC; none where opening does not end it.
 */
open_until_ms: number | null, 
/**
 * What is left there.
 */
stock: string, 
/**
 * Unit of the stock.
 */
unit: string, 
/**
 * Whether its stock is judged there: what was used is taken off.
 */
counted: boolean, };

export type MaterialView = { 
/**
 * The lot at this site, else at the first that has it.
 */
row: MaterialRow, 
/**
 * How many days it may be used once it is opened.
 */
open_days: number | null, 
/**
 * The lot at every site that has it.
 */
sites: Array<MaterialRow>, 
/**
 * Deliveries, the latest first.
 */
deliveries: Array<DeliveryView>, 
/**
 * Openings and counts, the latest first.
 */
events: Array<LotEvent>, 
/**
 * The first recall that stands.
 */
recall: RecallView | null, 
/**
 * Every recall, the latest first.
 */
recalls: Array<RecallView>, 
/**
 * Digest of the recalls that stand, for taking them back; none where the operator may not.
 */
withdrawal_digest: string | null, 
/**
 * Printed name of who would sign.
 */
signer: string, 
/**
 * What this site said last of the stock of this kind.
 */
stock_rule: StockRuleView | null, 
/**
 * How many units it was used on.
 */
users: number, 
/**
 * How many of them the recall has not put on hold yet; refused ones need none.
 */
unheld: number, };

export type Meaning = "review" | "release" | "override" | "resolution" | "accounts" | "approval" | "readings" | "rejection" | "hold_lifted" | "template_approval" | "template_withdrawal" | "deviation_closing" | "limit_confirmed" | "curve_review" | "research" | "profile_standing" | "environment_assessment" | "recall_withdrawal" | "part_count" | "part_settlement" | "part_root_count" | "deviation_unit_removal";

export type MediaType = "jpeg" | "png" | "pdf" | "csv" | "text";

export type MonitorRoom = { 
/**
 * The room.
 */
room: RoomId, 
/**
 * When, ms since 1970-01-01 UTC; none for now.
 */
monitored_ms: number | null, 
/**
 * What goes on in it.
 */
state: RoomState, 
/**
 * Values.
 */
readings: Array<ReadingInput>, 
/**
 * Plates that are exposed.
 */
plates: Array<ExposeInput>, 
/**
 * Runs that it belongs to.
 */
runs: Array<RunId>, 
/**
 * The entry that it takes the place of.
 */
replaces: EntryRef | null, 
/**
 * Why; empty where it takes the place of none.
 */
reason: string, };

export type MonitoredRunView = { 
/**
 * Which.
 */
run: RunId, 
/**
 * What people call it by.
 */
number: string, 
/**
 * Units named with it.
 */
donations: Array<DonationId>, 
/**
 * Whether the entry that counts no longer names it.
 */
former: boolean, 
/**
 * How it stands.
 */
standing: RoomStanding, 
/**
 * Number of the plate that it is about; empty where about none.
 */
plate: string, 
/**
 * Digest that an assessment carries now.
 */
digest: string, 
/**
 * The conclusion that counts.
 */
assessment: RoomAssessmentView | null, };

export type MonitoringView = { 
/**
 * Chain of its entry.
 */
station: StationId, 
/**
 * Place in it.
 */
seq: number, 
/**
 * The room.
 */
room: RoomId, 
/**
 * Code of the room.
 */
code: string, 
/**
 * Chinese name of the room.
 */
zh: string, 
/**
 * English name of the room.
 */
en: string, 
/**
 * When, ms since 1970-01-01 UTC.
 */
monitored_ms: number, 
/**
 * When it was entered.
 */
entered_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * What went on in the room.
 */
state: RoomState, 
/**
 * How clean it was to be.
 */
grade: RoomGrade, 
/**
 * The gravest of what was found; none where nothing has been read yet.
 */
verdict: Verdict | null, 
/**
 * What the limits say of each value and plate, the gravest first.
 */
findings: Array<RoomFindingView>, 
/**
 * What exceeded an action limit in entries and readings that others took the place of.
 */
former_findings: Array<RoomFindingView>, 
/**
 * Plates.
 */
plates: Array<PlateView>, 
/**
 * Plates that only the entries before it have.
 */
former_plates: Array<PlateView>, 
/**
 * Runs that it belongs to.
 */
runs: Array<MonitoredRunView>, 
/**
 * Whether another entry took its place.
 */
replaced: boolean, 
/**
 * Why it takes the place of another.
 */
reason: string | null, 
/**
 * Whether the one who asks measured or read any of it.
 */
own: boolean, };

export type MonitoringsOfRun = { 
/**
 * The gravest first.
 */
monitorings: Array<MonitoringView>, };

export type MonitoringsOfUnit = { 
/**
 * The gravest first, each with the runs of the unit alone.
 */
monitorings: Array<MonitoringView>, };

export type MonthCount = { 
/**
 * `YYYY-MM`.
 */
month: string, 
/**
 * Number.
 */
count: number, };

export type NewPerson = { 
/**
 * Sign-in name, unique in the bank.
 */
login: string, 
/**
 * Name as printed beside signatures.
 */
name: string, 
/**
 * What the person may do.
 */
roles: Array<Role>, 
/**
 * First password, 8 to 128 characters.
 */
password: string, 
/**
 * Text of the badge's barcode; names the person at a step and signs nothing.
 */
badge: string | null, };

export type NewSite = { 
/**
 * Short code, unique in the bank, such as `HOSP1`.
 */
code: string, 
/**
 * Chinese name.
 */
name_zh: string, 
/**
 * English name.
 */
name_en: string, 
/**
 * What it is for.
 */
kind: SiteKind, 
/**
 * Whether its stations may hold personal data recorded elsewhere.
 */
personal_data: PersonalData, };

export type NextDin = { 
/**
 * 13 characters; none where the block is used up or missing.
 */
din: string | null, 
/**
 * The boxed check character.
 */
check_character: string | null, 
/**
 * How many are left in the station's blocks.
 */
remaining: number, };

export type NoticeView = { 
/**
 * How.
 */
notice: FamilyNotice, 
/**
 * When.
 */
told_ms: number, 
/**
 * What was said and answered.
 */
note: string, 
/**
 * Who told it.
 */
by: string, };

export type NotifyFamily = { 
/**
 * Of which unit.
 */
donation: DonationId, 
/**
 * How.
 */
notice: FamilyNotice, 
/**
 * When, ms since 1970-01-01 UTC; none for now.
 */
told_ms: number | null, 
/**
 * What was said and answered.
 */
note: string, };

export type NumberScheme = "isbt128" | "local";

export type OccupiedPosition = { 
/**
 * Rack, from 1.
 */
rack: number, 
/**
 * Slot, from 1.
 */
slot: number, 
/**
 * Unit.
 */
donation: DonationId, 
/**
 * Its number.
 */
din: string, 
/**
 * Whether more than one unit claims it.
 */
contested: boolean, };

export type OpenAge = { 
/**
 * From so many days.
 */
from_d: number, 
/**
 * Up to so many days, without it; none where there is no end.
 */
until_d: number | null, 
/**
 * How many.
 */
count: number, };

export type OpenDemo = { 
/**
 * How many units to invent, 1 to 100,000.
 */
units: number, 
/**
 * The same seed gives the same bank.
 */
seed: number, };

export type OpenMaterial = { 
/**
 * The code.
 */
code: string, 
/**
 * When, where that is not now, ms since 1970-01-01 UTC.
 */
opened_ms: number | null, };

export type OpenTest = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Its number.
 */
din: string | null, 
/**
 * Check character of the number.
 */
check_character: string | null, 
/**
 * Test code.
 */
test: string, 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * What it is measured in.
 */
specimen: BilingualText | null, 
/**
 * Where it stands.
 */
standing: TestState, 
/**
 * Since when, ms.
 */
since_ms: number, 
/**
 * When it was ordered, ms, as far as is known: the wait counts from then.
 */
ordered_ms: number | null, 
/**
 * Whether the one who asks may report it.
 */
mine: boolean, 
/**
 * Whether the unit is on hold.
 */
held: boolean, };

export type OpenTestCount = { 
/**
 * Test code.
 */
test: string, 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * What it is measured in.
 */
specimen: BilingualText | null, 
/**
 * How many.
 */
open: number, };

export type OpenTests = { 
/**
 * Those that wait longest.
 */
rows: Array<OpenTest>, 
/**
 * How many there are.
 */
total: number, 
/**
 * Every test of the norm profiles with how many units wait for it.
 */
tests: Array<OpenTestCount>, 
/**
 * The clock of the station.
 */
now_ms: number, };

export type OpenTestsQuery = { 
/**
 * Only this test.
 */
test: string | null, 
/**
 * Only this unit.
 */
donation: DonationId | null, };

export type Operator = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * Sign-in name.
 */
login: string, 
/**
 * Printed name.
 */
name: string, 
/**
 * Parts.
 */
roles: Array<Role>, 
/**
 * All that the parts allow.
 */
permissions: Array<Permission>, };

export type OutageView = { 
/**
 * From when on, ms since 1970-01-01 UTC.
 */
begun_ms: number, 
/**
 * Who took it out.
 */
begun_by: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Until when; none while it lasts.
 */
ended_ms: number | null, 
/**
 * Who returned it.
 */
ended_by: string | null, 
/**
 * Why.
 */
ended_reason: string | null, };

export type OwnTarget = { 
/**
 * Code of the lot.
 */
lot: string, 
/**
 * Level.
 */
level: ControlLevel, 
/**
 * How many.
 */
values: number, 
/**
 * Their mean.
 */
mean: string, 
/**
 * Their standard deviation.
 */
sd: string, };

export type OwnValues = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * In place of those for all; what is empty stays empty.
 */
values: Array<StepValueInput>, };

export type PackShipment = { 
/**
 * Code on the box, scanned or typed.
 */
box_code: string, 
/**
 * Where it goes.
 */
to_site: SiteId, 
/**
 * Scanned bag symbols.
 */
scans: Array<string>, };

export type PartAgreeing = { 
/**
 * Step.
 */
step: string, 
/**
 * Chinese name of the step.
 */
step_zh: string, 
/**
 * English name of the step.
 */
step_en: string, 
/**
 * Input.
 */
input: string, 
/**
 * Chinese name of the input.
 */
zh: string, 
/**
 * English name of the input.
 */
en: string, 
/**
 * As the step has it; none while it is not done.
 */
typed: string | null, 
/**
 * As the parts have it.
 */
found: string, 
/**
 * Unit of both; empty of a number of parts.
 */
unit: string, 
/**
 * Whether they say different things.
 */
differs: boolean, };

export type PartBoxKind = { 
/**
 * Code.
 */
code: string, 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English name.
 */
en: string, };

export type PartBoxQuery = { 
/**
 * Number of the freezer, refrigerator or tank.
 */
device: string, 
/**
 * Box; none for what is there without one.
 */
box_code: string | null, };

export type PartBoxRow = { 
/**
 * Number of the freezer, refrigerator or tank.
 */
device: string, 
/**
 * Its name.
 */
device_name: string, 
/**
 * Rack.
 */
rack: string | null, 
/**
 * Box.
 */
box_code: string | null, 
/**
 * Parts in it.
 */
parts: number, 
/**
 * Free cells; none of what is there without a box.
 */
free: number | null, 
/**
 * Code of its kind; none of what is there without a box, or where nobody set it up.
 */
kind: string | null, 
/**
 * How many cells it has, such as `8 × 12`; none of what is there without a box.
 */
size: string | null, 
/**
 * Cells that hold more than one.
 */
clashes: number, };

export type PartBoxView = { 
/**
 * Which.
 */
row: PartBoxRow, 
/**
 * Rows.
 */
rows: number, 
/**
 * Columns.
 */
columns: number, 
/**
 * Every cell, row by row; empty of what is there without a box.
 */
cells: Array<string>, 
/**
 * What is in it.
 */
parts: Array<PartInBox>, };

export type PartBoxes = { 
/**
 * Boxes.
 */
boxes: Array<PartBoxRow>, 
/**
 * Where parts may be kept.
 */
devices: Array<ThingName>, 
/**
 * Kinds of boxes; one that nobody set up is of the first.
 */
kinds: Array<PartBoxKind>, };

export type PartContainer = "tube" | "vial" | "segment" | "compartment" | "bottle" | "bag";

export type PartEvent = { 
/**
 * What names the entry.
 */
id: string, 
/**
 * Kind of record.
 */
kind: string, 
/**
 * When it was recorded.
 */
at_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * Name of the station.
 */
station: string, 
/**
 * Before whom.
 */
second: string | null, 
/**
 * The volume.
 */
volume: string | null, 
/**
 * The volume that it took the place of.
 */
old: string | null, 
/**
 * The place.
 */
place: PartPlaceView | null, 
/**
 * What was taken for.
 */
part_use: PartUse | null, 
/**
 * What was done with it.
 */
disposal: Disposal | null, 
/**
 * The other number.
 */
number: number | null, 
/**
 * What was found of it.
 */
found: PartPresence | null, 
/**
 * Why.
 */
reason: string, 
/**
 * What names the entry, where its volume can be corrected.
 */
entry: string | null, 
/**
 * Which of its volumes was corrected.
 */
what: PartVolume | null, };

export type PartInBox = { 
/**
 * The donation.
 */
donation: DonationId, 
/**
 * Its number.
 */
din: string, 
/**
 * What names the part.
 */
part: string, 
/**
 * Its number.
 */
number: number, 
/**
 * What it is.
 */
kind: PartKind, 
/**
 * What is left.
 */
left: string, 
/**
 * Its unit.
 */
unit: VolumeUnit, 
/**
 * Cell.
 */
cell: string | null, 
/**
 * Since when, ms.
 */
since_ms: number, };

export type PartKind = "pre_sample" | "post_sample" | "plasma" | "serum" | "dna" | "cells" | "red_cells" | "segment" | "compartment" | "maternal_blood" | "maternal_plasma" | "maternal_serum" | "maternal_cells" | "maternal_dna" | "inoculum";

export type PartKindView = { 
/**
 * Which.
 */
kind: PartKind, 
/**
 * What it may be taken from.
 */
roots: Array<PartSource>, 
/**
 * Of which parts it may be made.
 */
parts: Array<PartKind>, 
/**
 * What it usually is in.
 */
container: PartContainer, 
/**
 * In what its volume is usually told.
 */
unit: VolumeUnit, };

export type PartLabelView = { 
/**
 * What names the order.
 */
order: string, 
/**
 * When it was ordered.
 */
at_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * The number on it.
 */
number: number, };

export type PartLabelsReply = { 
/**
 * Labels.
 */
labels: number, 
/**
 * Where they went; empty as long as they wait.
 */
destination: string, 
/**
 * The print job.
 */
job: PrintJob, 
/**
 * What is wrong with a template of the bank's own, for which ours was taken.
 */
warning: Problem | null, };

export type PartPlaceInput = { 
/**
 * Number of the freezer, refrigerator or tank, typed or scanned.
 */
device: string, 
/**
 * Rack; may be empty.
 */
rack: string, 
/**
 * Code of the box; may be empty.
 */
box_code: string, 
/**
 * The first cell; empty where there is no box.
 */
cell: string, };

export type PartPlaceView = { 
/**
 * Number of the freezer, refrigerator or tank.
 */
device: string, 
/**
 * Rack.
 */
rack: string | null, 
/**
 * Box.
 */
box_code: string | null, 
/**
 * Cell.
 */
cell: string | null, };

export type PartPresence = "there" | "gone";

export type PartRootView = { 
/**
 * Which.
 */
source: PartSource, 
/**
 * What there was, mL; none where nothing says so.
 */
held_ml: string | null, 
/**
 * What is left, mL; below nothing where more was taken.
 */
left_ml: string | null, 
/**
 * Whether more was taken than there was.
 */
overdrawn: boolean, 
/**
 * Digest of what was taken, for a count.
 */
digest: string, };

export type PartSource = "collection" | "product" | "mother" | "part";

export type PartState = "at_hand" | "stored" | "attached" | "used_up" | "discarded" | "voided";

export type PartStepView = { 
/**
 * Step.
 */
step: string, 
/**
 * What is made in it first.
 */
kind: PartKind, };

export type PartUse = "test" | "lost";

export type PartView = { 
/**
 * What names it.
 */
part: string, 
/**
 * Its number.
 */
number: number, 
/**
 * The text of its label's symbol.
 */
code: string, 
/**
 * How many parts it was made through, from 0.
 */
depth: number, 
/**
 * What it is.
 */
kind: PartKind, 
/**
 * What it is in.
 */
container: PartContainer, 
/**
 * What it was taken from.
 */
source: PartSource, 
/**
 * The part that it was made of.
 */
parent: string | null, 
/**
 * That part's number.
 */
parent_number: number | null, 
/**
 * What it held, corrections included.
 */
held: string, 
/**
 * What was taken for it, corrections included.
 */
taken: string, 
/**
 * Whether it holds what was taken for it.
 */
aliquot: boolean, 
/**
 * What is left; nothing where more was taken than there was.
 */
left: string, 
/**
 * Unit of both.
 */
unit: VolumeUnit, 
/**
 * How it stands.
 */
state: PartState, 
/**
 * More was taken than there was: it holds nothing until it is counted.
 */
overdrawn: boolean, 
/**
 * Another part has its number.
 */
twin: boolean, 
/**
 * The number of the part, this or another, that carries a label with another number than it has.
 */
unlabelled: number | null, 
/**
 * Another part is the same compartment of the bag.
 */
contested: boolean, 
/**
 * It was separated of a bag that had been disposed of.
 */
late: boolean, 
/**
 * What another station did with it after it was discarded, and nobody has settled: oldest first.
 */
after_discard: Array<PartEvent>, 
/**
 * It comes of a part of that number that was discarded before.
 */
source_gone: number | null, 
/**
 * It comes of blood or cells that gave more than there was.
 */
root_overdrawn: PartSource | null, 
/**
 * A donation that lost the same number has a part that may carry the same label.
 */
label_shared: boolean, 
/**
 * What else is in its cell.
 */
cell_with: string | null, 
/**
 * Where it is.
 */
place: PartPlaceView | null, 
/**
 * Which of the bag's compartments, such as `2 / 5`.
 */
compartment: string | null, 
/**
 * DNA, µg.
 */
mass_ug: string | null, 
/**
 * DNA, ng/µL.
 */
concentration: string | null, 
/**
 * Note.
 */
note: string, 
/**
 * When it was made.
 */
made_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * Labels of it that were printed.
 */
printed: number, 
/**
 * Its labels that came out, as far as anybody said, oldest first.
 */
labels: Array<PartLabelView>, 
/**
 * What happened to it since, oldest first.
 */
events: Array<PartEvent>, 
/**
 * Digest of the part as it is shown, for a count.
 */
digest: string, 
/**
 * Digest of the part as it is shown, for what was found where it was discarded and worked with since.
 */
settlement_digest: string, };

export type PartVolume = "held" | "taken" | "used";

export type PartsView = { 
/**
 * The donation.
 */
donation: DonationId, 
/**
 * Its number.
 */
din: string, 
/**
 * Where the bag is, with the compartments that are one with it.
 */
bag_position: string | null, 
/**
 * What parts are taken from.
 */
roots: Array<PartRootView>, 
/**
 * Parts, each before what was made of it.
 */
parts: Array<PartView>, 
/**
 * Values of steps with what the parts say.
 */
agreeing: Array<PartAgreeing>, 
/**
 * How far the compartments together fall short of what went into the bag, mL, where that is beyond the tolerance.
 */
compartments_short_ml: string | null, 
/**
 * That tolerance, percent.
 */
tolerance_percent: string, 
/**
 * The number that the next part gets.
 */
next_number: number, 
/**
 * Kinds of parts and what each is made of.
 */
kinds: Array<PartKindView>, 
/**
 * Where parts may be kept at this site.
 */
devices: Array<ThingName>, 
/**
 * Steps of the unit's procedure that speak of parts.
 */
steps: Array<PartStepView>, 
/**
 * The donation lost its number to another one: its parts are set apart.
 */
number_lost: boolean, };

export type PdfReply = { 
/**
 * The file, base64.
 */
pdf_base64: string, 
/**
 * Why labels are drawn by our template in place of the bank's own.
 */
warning: Problem | null, };

export type Per = "unit" | "run";

export type Permission = "open" | "view" | "collect" | "view_personal" | "print_label" | "reprint_label" | "ship" | "receive" | "process" | "report_result" | "store" | "review" | "reject" | "release" | "resolve" | "administer" | "configure" | "audit" | "correct_collection" | "correct_step" | "approve_procedure" | "draw_template" | "approve_template" | "record_step" | "draw_procedure" | "keep_register" | "report_deviation" | "manage_deviation" | "enter_result" | "view_attachment" | "monitor_room" | "assess_room" | "keep_sample" | "end_sample";

export type PersonActs = { 
/**
 * Name.
 */
name: string, 
/**
 * How many records, as operator or second person.
 */
acts: number, 
/**
 * The first, ms since 1970-01-01 UTC.
 */
first_ms: number, 
/**
 * The last, ms since 1970-01-01 UTC.
 */
last_ms: number, 
/**
 * Codes of the sites.
 */
sites: Array<string>, };

export type PersonId = string;

export type PersonRef = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * Printed name.
 */
name: string, };

export type PersonView = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * Sign-in name.
 */
login: string, 
/**
 * Whether an earlier account, added at another station, has the same sign-in name. This one cannot be used.
 */
login_contested: boolean, 
/**
 * Printed name.
 */
name: string, 
/**
 * Roles, each with its sites.
 */
grants: Array<GrantView>, 
/**
 * Text of the badge that is good.
 */
badge: string | null, 
/**
 * When this badge was last tried out.
 */
badge_tested_ms: number | null, 
/**
 * What that showed; none where it was not tried out since it was given.
 */
badge_reads: boolean | null, 
/**
 * Since when the account is suspended.
 */
suspended_ms: number | null, 
/**
 * Why it is suspended.
 */
suspended_reason: string | null, 
/**
 * Why it was suspended, where that has no effect: no other administrator is left.
 */
kept_despite: string | null, 
/**
 * Whether the password must be changed at the next sign-in.
 */
must_change: boolean, 
/**
 * Wrong passwords at this station since the last success.
 */
failed_sign_ins: number, 
/**
 * Locked out until.
 */
locked_until_ms: number | null, 
/**
 * Last success that this station knows of.
 */
last_sign_in_ms: number | null, 
/**
 * When the account was made.
 */
added_ms: number, 
/**
 * When it was last reviewed.
 */
reviewed_ms: number | null, 
/**
 * Who reviewed it.
 */
reviewed_by: string | null, 
/**
 * Whether the account has changed since it was reviewed, which voids the review.
 */
review_voided: boolean, 
/**
 * When the next review is due.
 */
review_due_ms: number, 
/**
 * Whether that moment has passed, or the review is void.
 */
review_overdue: boolean, };

export type PersonalData = "withheld" | "entitled";

export type PersonalView = { 
/**
 * Whether this station holds it at all.
 */
held_here: boolean, 
/**
 * Name.
 */
name: string | null, 
/**
 * Identity document number.
 */
identity_document: string | null, 
/**
 * Telephone number.
 */
phone: string | null, };

export type PictureQuery = { 
/**
 * SHA-256 of the procedure's text, hexadecimal.
 */
digest: string, 
/**
 * The step's code.
 */
step: string, };

export type PictureView = { 
/**
 * What it shows, in Chinese.
 */
zh: string, 
/**
 * What it shows, in English.
 */
en: string, 
/**
 * JPEG or PNG.
 */
media: MediaType, 
/**
 * Its bytes, base64.
 */
content: string, };

export type PlacePart = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * Which part.
 */
part: string, 
/**
 * The part's label as scanned; empty where it was not.
 */
label: string, 
/**
 * Where.
 */
place: PartPlaceInput, 
/**
 * Why it is moved, where it has a place.
 */
reason: string, };

export type PlanAction = { 
/**
 * Of which deviation.
 */
deviation: DeviationId, 
/**
 * What it is against.
 */
kind: ActionKind, 
/**
 * What is to be done.
 */
what: string, 
/**
 * Who sees to it.
 */
responsible: PersonId, 
/**
 * The last day for it, `YYYY-MM-DD`.
 */
due_on: string, };

export type PlateList = { 
/**
 * Those that were exposed first first; several where the number was used twice.
 */
plates: Array<PlateView>, };

export type PlateReadView = { 
/**
 * Colonies.
 */
cfu: number, 
/**
 * What grew.
 */
organism: string, 
/**
 * When, ms since 1970-01-01 UTC.
 */
read_ms: number, 
/**
 * When it was entered.
 */
entered_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * Whether another reading took its place.
 */
replaced: boolean, 
/**
 * Why it takes the place of another.
 */
reason: string | null, };

export type PlateView = { 
/**
 * Its number.
 */
number: string, 
/**
 * The room.
 */
room: RoomId, 
/**
 * Code of the room.
 */
code: string, 
/**
 * Chinese name of the room.
 */
zh: string, 
/**
 * English name of the room.
 */
en: string, 
/**
 * The monitoring: chain of its entry.
 */
station: StationId, 
/**
 * The monitoring: place in it.
 */
seq: number, 
/**
 * Where in the room.
 */
point: string, 
/**
 * What its colonies tell.
 */
quantity: RoomQuantity, 
/**
 * How long it was exposed, min.
 */
minutes: number, 
/**
 * When, ms since 1970-01-01 UTC.
 */
exposed_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * Whether a plate of the same number was exposed elsewhere too.
 */
twice: boolean, 
/**
 * Readings, the one that counts first.
 */
reads: Array<PlateReadView>, };

export type Positions = { 
/**
 * Their codes, in the order of the racks.
 */
codes: Array<string>, 
/**
 * How many of them were printed before.
 */
printed: number, };

export type PositionsQuery = { 
/**
 * The tank.
 */
tank: TankId, 
/**
 * First rack.
 */
first_rack: number, 
/**
 * Last rack.
 */
last_rack: number, };

export type PreviewTemplate = { 
/**
 * Which label.
 */
template: LabelTemplate, 
/**
 * The text; what is in force where none is given.
 */
content: string | null, 
/**
 * Language of the words.
 */
locale: Locale, 
/**
 * Live or demo.
 */
purpose: Purpose, 
/**
 * Numbering of the invented label.
 */
scheme: NumberScheme, 
/**
 * Whether it says the longest real names.
 */
longest: boolean, };

export type PrintCodes = { 
/**
 * `position`, `shipping_box`, `equipment` or `badge`.
 */
template: LabelTemplate, 
/**
 * One label each, 1 to 1,000.
 */
items: Array<CodeItem>, 
/**
 * Language of the texts.
 */
locale: Locale, 
/**
 * Name of a printer of this station.
 */
printer: string, 
/**
 * Why again.
 */
reprint_reason: string | null, };

export type PrintDocument = { 
/**
 * Which document.
 */
document: DocumentKind, 
/**
 * The unit; for a pick list all its units.
 */
donations: Array<DonationId>, 
/**
 * The box, for a manifest.
 */
shipment: ShipmentId | null, 
/**
 * The run, for its worksheet; none for that of a unit.
 */
run: RunId | null, 
/**
 * Language.
 */
locale: Locale, 
/**
 * Name of the printer.
 */
printer: string, 
/**
 * How many papers.
 */
papers: number, 
/**
 * Why again, for a copy of what leaves the bank as evidence.
 */
copy_reason: string | null, };

export type PrintJob = { 
/**
 * Number, ascending.
 */
job: number, 
/**
 * Name of the printer.
 */
printer: string, 
/**
 * Name of the job.
 */
name: string, 
/**
 * The unit, where it has labels of one.
 */
donation: DonationId | null, 
/**
 * That unit's number.
 */
din: string | null, 
/**
 * Labels or pages in it.
 */
labels: number, 
/**
 * Where it stands.
 */
state: PrintState, 
/**
 * How often it was tried.
 */
attempts: number, 
/**
 * When it was ordered.
 */
created_ms: number, 
/**
 * When its state changed last.
 */
changed_ms: number, 
/**
 * Who ordered it.
 */
by: string | null, 
/**
 * Where it went.
 */
destination: string | null, 
/**
 * Why it failed, or why nobody knows.
 */
problem: Problem | null, };

export type PrintJobQuery = { 
/**
 * Number.
 */
job: number, };

export type PrintJobs = { 
/**
 * Jobs, those first that want somebody, then the newest; at most 200.
 */
jobs: Array<PrintJob>, };

export type PrintKits = { 
/**
 * How many sets, 1 to 1,000.
 */
count: number, 
/**
 * The collection point that they are for.
 */
to_site: SiteId, 
/**
 * Language of the texts.
 */
locale: Locale, 
/**
 * Name of a printer of this station.
 */
printer: string, };

export type PrintLabels = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Which labels.
 */
templates: Array<LabelTemplate>, 
/**
 * Language of the texts.
 */
locale: Locale, 
/**
 * Name of a printer of this station.
 */
printer: string, 
/**
 * Why again.
 */
reprint_reason: string | null, };

export type PrintPartLabels = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * Which parts.
 */
parts: Array<string>, 
/**
 * Language of the words.
 */
locale: Locale, 
/**
 * Printer.
 */
printer: string, 
/**
 * Why again, where one of them was printed before.
 */
reprint_reason: string | null, };

export type PrintReply = { 
/**
 * Labels ordered.
 */
labels: number, 
/**
 * Where it went: a file path, a queue, an address; empty while it has not.
 */
destination: string, 
/**
 * 1 for the first print, then more.
 */
copy: number, 
/**
 * The job, as it stood a moment later.
 */
job: PrintJob, 
/**
 * Why labels were drawn by our template in place of the bank's own.
 */
warning: Problem | null, };

export type PrintState = "waiting" | "sending" | "done" | "failed" | "uncertain" | "cancelled";

export type PrintTest = { 
/**
 * Name on this station.
 */
name: string, 
/**
 * Language of the texts.
 */
locale: Locale, };

export type PrinterCondition = "paper_out" | "ribbon_out" | "head_open" | "paused" | "buffer_full" | "head_cold" | "head_hot" | "memory_lost";

export type PrinterKind = "folder" | "cups" | "tcp" | "device";

export type PrinterLanguage = "pdf" | "zpl203" | "zpl300" | "zpl600";

export type PrinterList = { 
/**
 * All of them; the first is the default.
 */
printers: Array<PrinterView>, };

export type PrinterQuery = { 
/**
 * Name on this station.
 */
name: string, };

export type PrinterStatus = { 
/**
 * Whether way and language let it tell; all else is empty where they do not.
 */
told: boolean, 
/**
 * What is wrong; nothing means ready.
 */
conditions: Array<PrinterCondition>, 
/**
 * Jobs received and not begun.
 */
jobs_waiting: number, 
/**
 * Labels of the job at hand that are not printed yet.
 */
labels_remaining: number, };

export type PrinterView = { 
/**
 * Name on this station.
 */
name: string, 
/**
 * Where it is.
 */
kind: PrinterKind, 
/**
 * Folder path, queue name, `host:port` or device file.
 */
target: string, 
/**
 * What it is sent.
 */
language: PrinterLanguage, };

export type Problem = { 
/**
 * Dotted code, such as `din.check_character`.
 */
code: string, 
/**
 * Values for the text.
 */
params: Record<string, string | number>, 
/**
 * The request field at fault, such as `volume_ml`.
 */
field: string | null, 
/**
 * How final it is.
 */
severity: Severity, };

export type ProcedureChange = { 
/**
 * What sort.
 */
kind: ProcedureChangeKind, 
/**
 * Number of the step in the version that has it.
 */
number: number, 
/**
 * Chinese title.
 */
zh: string, 
/**
 * English title.
 */
en: string, 
/**
 * The step's text in the old version, JSON; none where it is new.
 */
before: string | null, 
/**
 * The step's text in the new version, JSON; none where it is gone. Pictures are named by their size.
 */
after: string | null, 
/**
 * Its picture in the old version, where the two differ.
 */
before_picture: PictureView | null, 
/**
 * Its picture in the new version, where the two differ.
 */
after_picture: PictureView | null, };

export type ProcedureChangeKind = "added" | "removed" | "changed" | "moved";

export type ProcedureCheck = { 
/**
 * Faults; empty for a text that can be saved.
 */
faults: Array<ProcedureFault>, 
/**
 * What it changes of the version that it began with, in order.
 */
changes: Array<ProcedureChange>, 
/**
 * Number of steps.
 */
steps: number, };

export type ProcedureDifference = { 
/**
 * In the order of the later one.
 */
changes: Array<ProcedureChange>, };

export type ProcedureFault = { 
/**
 * What is wrong: a problem whose text tells it.
 */
problem: Problem, 
/**
 * Where, such as `steps.spin_first.inputs.minutes`.
 */
at: string, };

export type ProcedureFile = { 
/**
 * Where the file lies.
 */
path: string, };

export type ProcedureKind = "sop" | "limits" | "freezing" | "environment";

export type ProcedureLine = { 
/**
 * Number of a step in the full procedure.
 */
number: number | null, 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * The limit, or what can be entered at all, such as `≤ 48 h`; empty where none.
 */
limit: string, 
/**
 * Where a limit comes from; empty for a step.
 */
source: string, 
/**
 * Whether a second person confirms the step.
 */
needs_second: boolean, 
/**
 * Whether the limit may judge: the bank has confirmed it, or there is nothing to judge by; true for a step.
 */
confirmed: boolean, 
/**
 * Code of a limit; none for a step.
 */
code: string | null, 
/**
 * Lowest passing value of a limit with bounds.
 */
min: string | null, 
/**
 * Highest passing value.
 */
max: string | null, 
/**
 * Unit of a limit with bounds; empty where none.
 */
unit: string, 
/**
 * What a value outside the bounds gets; none for choices and steps.
 */
outside: Verdict | null, 
/**
 * What each choice gets; empty for bounds and steps.
 */
choices: Array<ChoiceVerdict>, 
/**
 * How often a reactive result is measured again; none where it is not.
 */
repeats: number | null, 
/**
 * Printed name of who confirmed it, where the bank did.
 */
confirmed_by: string | null, 
/**
 * When.
 */
confirmed_ms: number | null, 
/**
 * Why the bank took a value of its own, where it did.
 */
own_reason: string | null, };

export type ProcedureList = { 
/**
 * The SOP and the limits.
 */
procedures: Array<ProcedureView>, };

export type ProcedureName = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Version.
 */
version: string, 
/**
 * Chinese title.
 */
zh: string, 
/**
 * English title.
 */
en: string, 
/**
 * SHA-256 of its data file, hexadecimal.
 */
digest: string, };

export type ProcedureQuery = { 
/**
 * SHA-256 of its text, hexadecimal.
 */
digest: string, };

export type ProcedureState = "not_approved" | "in_review" | "returned" | "scheduled" | "in_force" | "ended" | "superseded";

export type ProcedureText = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Version.
 */
version: string, 
/**
 * SHA-256 of the text, hexadecimal.
 */
digest: string, 
/**
 * The text, JSON.
 */
content: string, 
/**
 * SHA-256 of the version that a draft of this text is compared with, hexadecimal: of a returned one the version that
 * it was based on; none where that is new.
 */
draft_base: string | null, };

export type ProcedureToFile = { 
/**
 * The text.
 */
content: string, };

export type ProcedureView = { 
/**
 * What sort.
 */
kind: ProcedureKind, 
/**
 * Stable code.
 */
code: string, 
/**
 * Version.
 */
version: string, 
/**
 * Chinese title.
 */
zh: string, 
/**
 * English title.
 */
en: string, 
/**
 * SHA-256 of its data file, hexadecimal.
 */
digest: string, 
/**
 * Whether it may be worked by.
 */
state: ProcedureState, 
/**
 * Printed name of who approved it.
 */
approved_by: string | null, 
/**
 * When it was approved.
 */
approved_ms: number | null, 
/**
 * From when on it is in effect.
 */
effective_ms: number | null, 
/**
 * Who drew it, where the bank did; none for one that ships with the program.
 */
drawn_by: string | null, 
/**
 * When it was drawn.
 */
drawn_ms: number | null, 
/**
 * Why it was drawn.
 */
drawn_reason: string | null, 
/**
 * SHA-256 of the version that it began with, hexadecimal.
 */
based_on: string | null, 
/**
 * The version that whoever approves it compares it with: the one that it began with, or else the one that is in
 * force; none for another kind than an SOP, and where there is none.
 */
compared_with: ProcedureName | null, 
/**
 * The SOP, of whatever code, in whose place units would be worked by this one; none where it is in force itself.
 */
replaces: ProcedureName | null, 
/**
 * Printed name of who returned it.
 */
returned_by: string | null, 
/**
 * When it was returned.
 */
returned_ms: number | null, 
/**
 * Why it was returned.
 */
returned_reason: string | null, 
/**
 * Whether the operator drew it, and so does not approve it.
 */
own: boolean, 
/**
 * Whether it is the norm profile that decides on releases.
 */
decides: boolean, 
/**
 * Whether the operator may say so of it now.
 */
can_decide: boolean, 
/**
 * Whether the operator may end it now.
 */
can_end: boolean, 
/**
 * What the bank said last of a norm profile's standing, where it did.
 */
standing: StandingView | null, 
/**
 * Limits that the bank has still to confirm; 0 for an SOP.
 */
unconfirmed: number, 
/**
 * What it says, in order: its steps, or its limits.
 */
lines: Array<ProcedureLine>, };

export type ProfileStanding = "decides" | "ended";

export type ProposePosition = { 
/**
 * For which unit.
 */
donation: DonationId, 
/**
 * In this tank; the tank with the most room otherwise.
 */
tank: TankId | null, };

export type ProposeTarget = { 
/**
 * Test code.
 */
test: string, 
/**
 * Number of the device, as scanned or typed.
 */
device: string, 
/**
 * Code of the lot, as scanned or typed.
 */
lot: string, 
/**
 * Level.
 */
level: ControlLevel, 
/**
 * Unit; empty where none.
 */
unit: string, 
/**
 * Mean; not looked at where the values are the bank's own.
 */
mean: string, 
/**
 * Standard deviation; as the mean.
 */
sd: string, 
/**
 * Where they come from.
 */
source: TargetSource, 
/**
 * What says so.
 */
reference: string, 
/**
 * The device's own code; empty where nothing comes by a line.
 */
reported_code: string, 
/**
 * The specimen number of the material; may be empty.
 */
specimen: string, };

export type ProposedPosition = { 
/**
 * Tank.
 */
tank: TankId, 
/**
 * Tank's code.
 */
tank_code: string, 
/**
 * Room.
 */
room: string, 
/**
 * Rack, from 1.
 */
rack: number, 
/**
 * Slot, from 1.
 */
slot: number, 
/**
 * Text such as `T01-R02-S015`, as printed on the position's label.
 */
code: string, 
/**
 * The text in the position's barcode.
 */
scan_text: string, 
/**
 * The purpose that the unit wants, where this tank has another: no tank of that purpose has room, or this one was
 * asked for.
 */
unsuited: TankPurpose | null, 
/**
 * Whether the procedure wants a second person where the unit is stored or moved now.
 */
needs_second: boolean, };

export type Purpose = "live" | "demo";

export type Question = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Chinese text.
 */
zh: string, 
/**
 * English text.
 */
en: string, 
/**
 * Whether `yes` defers the donation.
 */
defers: boolean, };

export type QuestionnaireForm = { 
/**
 * Version of the form.
 */
version: string, 
/**
 * Its questions, in order.
 */
questions: Array<Question>, };

export type QuestionnaireView = { 
/**
 * Form version.
 */
form_version: string, 
/**
 * What it amounts to.
 */
outcome: Eligibility, 
/**
 * Codes of the questions answered with `yes` or `unknown`.
 */
flagged: Array<string>, };

export type ReadBadge = { 
/**
 * What was scanned.
 */
text: string, };

export type ReadBundle = { 
/**
 * The file.
 */
path: string, 
/**
 * What it was written under.
 */
passphrase: string, };

export type ReadPlate = { 
/**
 * The room.
 */
room: RoomId, 
/**
 * The monitoring: chain of its entry.
 */
station: StationId, 
/**
 * The monitoring: place in it.
 */
seq: number, 
/**
 * Number of the plate.
 */
plate: string, 
/**
 * Colonies.
 */
cfu: string, 
/**
 * What grew; may be empty.
 */
organism: string, 
/**
 * When, ms since 1970-01-01 UTC; none for now.
 */
read_ms: number | null, 
/**
 * Why it takes the place of another reading; empty for the first.
 */
reason: string, };

export type ReadScan = { 
/**
 * The text as read.
 */
text: string, 
/**
 * What is wanted here, for a verdict; none takes any code.
 */
wanted: WantedScan | null, };

export type ReadTank = { 
/**
 * Which tank.
 */
tank: TankId, 
/**
 * Temperature, °C, as typed.
 */
temperature_c: string, 
/**
 * Level, per cent, as typed; may be empty.
 */
level_percent: string, 
/**
 * When it was read; now where nothing is said.
 */
read_ms: number | null, 
/**
 * What was done, where it is outside the limit.
 */
action: string, };

export type ReadingInput = { 
/**
 * Where in the room.
 */
point: string, 
/**
 * What.
 */
quantity: RoomQuantity, 
/**
 * How much.
 */
value: string, };

export type ReasonCount = { 
/**
 * Reason code.
 */
reason: string, 
/**
 * Number.
 */
count: number, };

export type RecallView = { 
/**
 * Names its entry.
 */
name: string, 
/**
 * When, ms since 1970-01-01 UTC.
 */
at_ms: number, 
/**
 * Who.
 */
by: string, 
/**
 * Why.
 */
reason: string, 
/**
 * How it was taken back; none while it stands.
 */
withdrawn: WithdrawalView | null, };

export type ReceiptDecision = "accept" | "quarantine" | "reject";

export type ReceiptView = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Arrived at.
 */
received_ms: number, 
/**
 * Hours from the end of collection, one decimal.
 */
hours_since_collection: string, 
/**
 * Temperatures as recorded, °C.
 */
temperature_min_c: string, 
/**
 * Temperatures as recorded, °C.
 */
temperature_max_c: string, 
/**
 * Whether seal and bag are intact.
 */
intact: boolean, 
/**
 * What each rule says.
 */
findings: Array<Finding>, 
/**
 * What the rules propose.
 */
proposed: ReceiptDecision, 
/**
 * What was decided.
 */
decision: ReceiptDecision | null, 
/**
 * Why, where it departs from the proposal.
 */
decision_reason: string | null, 
/**
 * Digest that a departure from the proposal is signed over.
 */
digest: string, 
/**
 * Whether it was accepted and fails as the record stands now: it may be accepted anew, by signature.
 */
anew: boolean, };

export type ReceiveMaterial = { 
/**
 * The code that is scanned, or typed.
 */
code: string, 
/**
 * Its kind.
 */
kind: string, 
/**
 * Name, maker, catalogue number.
 */
name: string, 
/**
 * The last day on which it may be used, `YYYY-MM-DD`.
 */
expires_on: string, 
/**
 * How many days once it is opened; empty where that changes nothing.
 */
open_days: string, 
/**
 * How much.
 */
quantity: string, 
/**
 * Unit.
 */
unit: string, 
/**
 * Who delivered it; may be empty.
 */
supplier: string, };

export type ReceiveUnit = { 
/**
 * Which box.
 */
shipment: ShipmentId, 
/**
 * Scan of the bag.
 */
bag_scan: string, 
/**
 * Scan of the form or a tube that came with it; must carry the same number.
 */
companion_scan: string, 
/**
 * Lowest temperature of the journey, °C.
 */
temperature_min_c: string, 
/**
 * Highest temperature of the journey, °C.
 */
temperature_max_c: string, 
/**
 * Whether seal and bag are intact.
 */
intact: boolean, };

export type RecomputeResults = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Every value that was shown.
 */
values: Array<ShownValue>, 
/**
 * Why.
 */
reason: string, };

export type RecordConsent = { 
/**
 * Which donation.
 */
donation: DonationId, 
/**
 * Version of the form that was signed.
 */
form_version: string, 
/**
 * What she consents to.
 */
scope: Array<ConsentScope>, 
/**
 * Day of her signature, `YYYY-MM-DD`.
 */
signed_on: string, };

export type RecordControl = { 
/**
 * Test code.
 */
test: string, 
/**
 * Number of the device.
 */
device: string, 
/**
 * Code of the lot, as scanned or typed.
 */
lot: string, 
/**
 * Level.
 */
level: ControlLevel, 
/**
 * What was measured.
 */
value: string, 
/**
 * When, ms; now where nothing is said.
 */
measured_ms: number | null, };

export type RecordQuestionnaire = { 
/**
 * Which donation.
 */
donation: DonationId, 
/**
 * Version of the form.
 */
form_version: string, 
/**
 * An answer to every question.
 */
answers: Array<AnsweredQuestion>, };

export type RecordResult = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Test code.
 */
test: string, 
/**
 * Value: a number or a choice code; empty for `not_done` and `invalid`.
 */
value: string, 
/**
 * A critical value typed a second time, without sight of the first.
 */
value_again: string | null, 
/**
 * Method, as text.
 */
method: string, 
/**
 * State.
 */
state: ResultState, 
/**
 * Needed where a result is already there: why it is corrected.
 */
correction_reason: string | null, 
/**
 * Whether it was measured again because the result on record wants that.
 */
repeat: boolean, 
/**
 * Number of the device that it was measured on, as scanned or typed.
 */
device: string | null, };

export type RecordRunStep = { 
/**
 * Which run.
 */
run: RunId, 
/**
 * The step's code.
 */
step: string, 
/**
 * The units that it was shown to be done to.
 */
units: Array<DonationId>, 
/**
 * Values for all, by input code.
 */
values: Array<StepValueInput>, 
/**
 * Values of single units.
 */
own: Array<OwnValues>, 
/**
 * Codes scanned, by scan code; for all.
 */
scans: Array<StepScanInput>, 
/**
 * When it was done, where that is not now, ms since 1970-01-01 UTC.
 */
done_ms: number | null, 
/**
 * Second person's sign-in name.
 */
second_login: string | null, 
/**
 * Second person's password.
 */
second_password: string | null, 
/**
 * Why some depart from the procedure.
 */
reason: string | null, 
/**
 * Digests of the departures as they were shown.
 */
digests: Array<UnitDigest>, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string | null, };

export type RecordStep = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * The step's code.
 */
step: string, 
/**
 * Values by input code.
 */
values: Array<StepValueInput>, 
/**
 * Codes scanned, by scan code.
 */
scans: Array<StepScanInput>, 
/**
 * When it was done, where that is not now, ms since 1970-01-01 UTC.
 */
done_ms: number | null, 
/**
 * Second person's sign-in name.
 */
second_login: string | null, 
/**
 * Second person's password.
 */
second_password: string | null, 
/**
 * Why it departs from the procedure.
 */
reason: string | null, 
/**
 * Digest of the departure as it was shown.
 */
digest: string | null, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string | null, };

export type RecordedBy = "enrolment" | "consent" | "questionnaire" | "collection" | "cross_check" | "packing" | "receipt" | "receipt_decision" | "label_check" | "curve_review" | "results" | "storage" | "move" | "review" | "release" | "certificate";

export type Recover = { 
/**
 * The recovery key.
 */
recovery_key: string, 
/**
 * The new passphrase, 8 or more characters.
 */
passphrase: string, };

export type RegisterCollection = { 
/**
 * Which donation.
 */
donation: DonationId, 
/**
 * From a kit by scan, or the next of the station's block.
 */
din_source: DinSource, 
/**
 * For a kit: the scanned symbol, or 13 characters and the check character as typed.
 */
din_scan: string | null, 
/**
 * Sex of the infant.
 */
infant_sex: InfantSex, 
/**
 * Birth weight, g.
 */
birth_weight_g: string, 
/**
 * Completed weeks of gestation.
 */
gestation_weeks: string, 
/**
 * Days beyond them, 0 to 6.
 */
gestation_days: string, 
/**
 * Mode of delivery.
 */
delivery_mode: DeliveryMode, 
/**
 * Start of collection, ms since 1970-01-01 UTC.
 */
started_ms: number, 
/**
 * End of collection, ms since 1970-01-01 UTC.
 */
ended_ms: number, 
/**
 * Volume collected without anticoagulant, mL; or give the gross weight.
 */
volume_ml: string | null, 
/**
 * Weight of the filled bag, g; tare and anticoagulant come from the bag's data in the norm profile.
 */
gross_weight_g: string | null, 
/**
 * Lot of the collection bag.
 */
bag_lot: string, };

export type RegisterEquipment = { 
/**
 * The number on its label, scanned or typed.
 */
code: string, 
/**
 * Its kind.
 */
kind: string, 
/**
 * Name, maker, serial number.
 */
name: string, 
/**
 * Room.
 */
room: string, 
/**
 * Services that it is not used without.
 */
wants: Array<ServiceKind>, };

export type RegisterQuery = { 
/**
 * Only what is used up, instead of all else; of materials.
 */
used_up: boolean, 
/**
 * Where the page before ended.
 */
after: string | null, 
/**
 * At most so many.
 */
limit: number, };

export type RegisterRoom = { 
/**
 * The room that is put right; none for a new one.
 */
room: RoomId | null, 
/**
 * Its code; of a room that is put right its code stays.
 */
code: string, 
/**
 * Chinese name.
 */
name_zh: string, 
/**
 * English name.
 */
name_en: string, 
/**
 * How clean it is to be.
 */
grade: RoomGrade, 
/**
 * Names of the places where something is measured.
 */
points: Array<string>, 
/**
 * Why what was known is put right; empty where its grade stays.
 */
reason: string, };

export type ReinstatePerson = { 
/**
 * Whom; never oneself.
 */
person: PersonId, 
/**
 * Why.
 */
reason: string, };

export type RejectUnit = { 
/**
 * Which.
 */
donation: DonationId, 
/**
 * Reason code from the pick-list `rejection_reasons`.
 */
reason: string, 
/**
 * Note.
 */
note: string, 
/**
 * Digest of the unit as it was shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The operator's password: a rejection is signed.
 */
password: string, 
/**
 * Second person's sign-in name: another one who may review or reject.
 */
second_login: string, 
/**
 * Second person's password.
 */
second_password: string, };

export type RejectionRow = { 
/**
 * Reason code.
 */
reason: string, 
/**
 * Of each month, oldest first.
 */
months: Array<number>, 
/**
 * Of all.
 */
count: number, };

export type RejectionView = { 
/**
 * Reason code from the pick-list.
 */
reason: string, 
/**
 * Note.
 */
note: string, 
/**
 * By.
 */
by: string, 
/**
 * The second person; none where it was recorded before a second one was wanted.
 */
second: string | null, 
/**
 * At.
 */
at_ms: number, };

export type Remember = { 
/**
 * The station's passphrase, or the recovery key.
 */
passphrase: string, };

export type RemovalPreview = { 
/**
 * Digest that the signature carries.
 */
digest: string, 
/**
 * The unit.
 */
unit: DeviatedUnit, 
/**
 * The reason as it is recorded.
 */
reason: string, 
/**
 * Notes of the holds that the deviation put on it, which the signature lifts.
 */
holds: Array<string>, 
/**
 * Printed name of the signer.
 */
signer: string, };

export type RemoveUnit = { 
/**
 * What was shown.
 */
draft: DraftRemoval, 
/**
 * Digest of it.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type RemovedUnit = { 
/**
 * Which.
 */
unit: DeviatedUnit, 
/**
 * The reason, who signed it and when.
 */
note: DeviationNote, 
/**
 * Whether something stands beside it that the signature did not know of: it does not count.
 */
voided: boolean, 
/**
 * The beginning of the digest that was signed.
 */
digest: string, };

export type ReopenDeviation = { 
/**
 * Which.
 */
deviation: DeviationId, 
/**
 * Why.
 */
reason: string, };

export type RepeatState = "open" | "confirmed" | "cleared";

export type RepeatView = { 
/**
 * Value; empty where it is invalid.
 */
value: string, 
/**
 * State.
 */
state: ResultState, 
/**
 * Method.
 */
method: string, 
/**
 * Device.
 */
device: string | null, 
/**
 * When.
 */
at_ms: number, 
/**
 * By whom.
 */
by: string, };

export type RepeatsView = { 
/**
 * What they come to.
 */
state: RepeatState, 
/**
 * How many have a value.
 */
made: number, 
/**
 * How many are wanted.
 */
times: number, 
/**
 * Every repeat, oldest first.
 */
all: Array<RepeatView>, };

export type ReportDeviation = { 
/**
 * Code of its category.
 */
category: string, 
/**
 * What happened.
 */
what_happened: string, 
/**
 * When; now where nothing is said.
 */
happened_ms: number | null, 
/**
 * What was done about it at once; may be empty.
 */
done_at_once: string, 
/**
 * Units that it concerns.
 */
units: Array<UnitQuery>, 
/**
 * Code of the step; may be empty.
 */
step: string, 
/**
 * Whether these units go on hold.
 */
hold: boolean, };

export type ReportedState = "preliminary" | "final" | "corrected" | "not_done" | "pending" | "withdrawn";

export type ResearchView = { 
/**
 * Why, and for what.
 */
note: string, 
/**
 * By.
 */
by: string, 
/**
 * At.
 */
at_ms: number, };

export type ResolveWork = { 
/**
 * Which.
 */
key: string, 
/**
 * The unit that is right; the others stay on hold or are corrected.
 */
keep: DonationId, 
/**
 * Why.
 */
reason: string, 
/**
 * Digest of the sides as they were shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type RestoreStation = { 
/**
 * The folder; the one inside the station's data folder where empty.
 */
folder: string, 
/**
 * Name of the backup's own folder.
 */
generation: string, 
/**
 * The passphrase of the time of the backup, or the recovery key.
 */
passphrase: string, 
/**
 * What the station is called from now on; the former name with a mark where empty.
 */
station_name: string, };

export type ResultFile = { 
/**
 * Name of the file.
 */
name: string, 
/**
 * Its bytes, base64.
 */
content: string, 
/**
 * Takes the good rows where others are at fault; without it one fault refuses the whole file.
 */
only_good: boolean, };

export type ResultFileRow = { 
/**
 * Line in the file, the header being the first.
 */
line: number, 
/**
 * Donation number as it stands there.
 */
din: string, 
/**
 * Test as it stands there.
 */
test: string, 
/**
 * Its name, where it is known.
 */
name: BilingualText | null, 
/**
 * Value as it stands there.
 */
value: string, 
/**
 * What becomes of it.
 */
verdict: FileRowVerdict, 
/**
 * The heading of the column at fault.
 */
column: string | null, 
/**
 * What is wrong.
 */
problem: Problem | null, };

export type ResultFileView = { 
/**
 * Encoding that it was read in: `UTF-8` or `GBK`.
 */
encoding: string, 
/**
 * The rows.
 */
rows: Array<ResultFileRow>, 
/**
 * Rows that are recorded, or would be.
 */
good: number, 
/**
 * Of these, rows that wait as preliminary results until a person types them twice.
 */
waits: number, 
/**
 * Rows that say what is on record already.
 */
same: number, 
/**
 * Rows at fault.
 */
faults: number, };

export type ResultReply = { 
/**
 * The test with its new result.
 */
result: ResultView, 
/**
 * Whether the profile's limits propose to reject the unit.
 */
proposes_rejection: boolean, 
/**
 * The bench as it is now.
 */
bench: BenchView, };

export type ResultState = "preliminary" | "final" | "not_done" | "invalid";

export type ResultView = { 
/**
 * Stable code, such as `tnc_post`.
 */
test: string, 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * Unit; empty where none.
 */
unit: string, 
/**
 * Choices; empty for a number and for a text.
 */
choices: Array<ChoiceView>, 
/**
 * How a text may be written; empty for a number and for a choice.
 */
example: string, 
/**
 * Whether a release needs it.
 */
required: boolean, 
/**
 * What it is measured in; none where the norm profile does not say.
 */
specimen: BilingualText | null, 
/**
 * The usual method; empty where the norm profile does not say.
 */
usual_method: string, 
/**
 * Digits after the point; none where the norm profile does not say.
 */
decimals: number | null, 
/**
 * Whether a wrong value would do great harm: it is typed twice.
 */
critical: boolean, 
/**
 * Whether the one who asks may report it.
 */
mine: boolean, 
/**
 * Who may.
 */
reported_by: Array<Role>, 
/**
 * Where the test stands.
 */
standing: TestState, 
/**
 * Since when; none where nothing asks for it.
 */
since_ms: number | null, 
/**
 * Value as entered.
 */
value: string | null, 
/**
 * Method as entered.
 */
method: string | null, 
/**
 * The device that it was measured on, where it is known.
 */
device: string | null, 
/**
 * State.
 */
state: ResultState | null, 
/**
 * Why it is not done, where that was said.
 */
not_done: string | null, 
/**
 * What the norm profile says.
 */
finding: Finding | null, 
/**
 * When it was reported.
 */
at_ms: number | null, 
/**
 * By whom.
 */
by: string | null, 
/**
 * Whether it is measured again before it counts, and how that stands.
 */
repeats: RepeatsView | null, 
/**
 * Earlier values that this one corrects, newest first: `value (reason)`.
 */
corrected: Array<CorrectedValue>, 
/**
 * What an analyser said that may have been this unit's and was set aside, newest first.
 */
set_aside: Array<SetAsideView>, 
/**
 * How it was computed, where it was computed of the unit's own record.
 */
computed: ComputedView | null, };

export type RetentionView = { 
/**
 * Years after the last that happens to the unit.
 */
years: string, 
/**
 * Chinese title of the profile that wants it.
 */
zh: string, 
/**
 * English title of it.
 */
en: string, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Whether the bank has confirmed it.
 */
confirmed: boolean, };

export type RetireRoom = { 
/**
 * Which.
 */
room: RoomId, 
/**
 * Why.
 */
reason: string, };

export type ReturnProcedure = { 
/**
 * The SOP's code, as shown.
 */
code: string, 
/**
 * Its version, as shown.
 */
version: string, 
/**
 * Digest of its text, as shown.
 */
digest: string, 
/**
 * Why.
 */
reason: string, };

export type ReviewAccounts = { 
/**
 * Whose; the signer's own account is reviewed by another administrator.
 */
people: Array<PersonId>, 
/**
 * Digest of the list as it was shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type ReviewCurve = { 
/**
 * Which curve.
 */
curve: FreezingCurveId, 
/**
 * The conclusion.
 */
fitness: UnitFitness, 
/**
 * Why.
 */
note: string, 
/**
 * The units, each as it was shown.
 */
units: Array<UnitDigest>, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type ReviewQueue = { 
/**
 * The rows.
 */
rows: Array<ReviewRow>, 
/**
 * How to continue.
 */
next: string | null, 
/**
 * How many units could not be read; they stand at the end.
 */
unread: number, };

export type ReviewQueueQuery = { 
/**
 * Continue behind this cursor.
 */
after: string | null, 
/**
 * Rows wanted.
 */
limit: number, };

export type ReviewReadings = { 
/**
 * Which tank.
 */
tank: TankId, 
/**
 * Digest of the readings as they were shown.
 */
digest: string, 
/**
 * What is to be said of them; may be empty.
 */
note: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type ReviewRow = { 
/**
 * The unit.
 */
unit: UnitRow, 
/**
 * Things that stop it.
 */
blockers: number, 
/**
 * Things to look at.
 */
warnings: number, 
/**
 * Whether a valid review signature stands.
 */
reviewed: boolean, 
/**
 * Since when it is in a tank, ms since 1970-01-01 UTC.
 */
waiting_since_ms: number, 
/**
 * Why the unit could not be read; none where it was. What stops it is not known then.
 */
problem: Problem | null, };

export type ReviewView = { 
/**
 * The unit.
 */
unit: UnitView, 
/**
 * Every rule of the norm profile that decides, exceptions first.
 */
findings: Array<Finding>, 
/**
 * What stops a release, as problem codes; empty when nothing does.
 */
blockers: Array<Blocker>, 
/**
 * Roles that can confirm a limit.
 */
confirmers: Array<Role>, 
/**
 * What stops giving the unit to research, as problem codes; empty when nothing does.
 */
research_blockers: Array<Blocker>, 
/**
 * Digest that giving it to research is signed over.
 */
research_digest: string, 
/**
 * Whether it can be given to research now.
 */
can_research: boolean, 
/**
 * Digest of exactly what is shown; a signature carries it.
 */
digest: string, 
/**
 * Printed name of who would sign.
 */
signer: string, 
/**
 * Whether the review can be signed now.
 */
can_review: boolean, 
/**
 * Whether the release can be signed now.
 */
can_release: boolean, };

export type RevokeBadge = { 
/**
 * Whose; never one's own.
 */
person: PersonId, 
/**
 * Why.
 */
reason: string, };

export type Role = "nurse" | "reception" | "processing" | "test_lab" | "storage" | "quality" | "manager" | "administrator" | "courier" | "medical_director" | "search_coordinator";

export type RoomAssessmentView = { 
/**
 * The conclusion.
 */
fitness: UnitFitness, 
/**
 * Why.
 */
reason: string, 
/**
 * Printed name of the signer.
 */
by: string, 
/**
 * When, ms since 1970-01-01 UTC.
 */
at_ms: number, };

export type RoomFindingView = { 
/**
 * Where in the room.
 */
point: string, 
/**
 * What.
 */
quantity: RoomQuantity, 
/**
 * Number of the plate.
 */
plate: string | null, 
/**
 * The number alone, for charts and forms.
 */
number: string, 
/**
 * The value with its unit.
 */
value: string, 
/**
 * Which of the two limits.
 */
level: LimitLevel, 
/**
 * What it says.
 */
verdict: Verdict, 
/**
 * The limit.
 */
limit: string, 
/**
 * Where it comes from.
 */
source: string, };

export type RoomGrade = "a" | "b" | "c" | "d" | "unclassified";

export type RoomId = string;

export type RoomLimitView = { 
/**
 * In that state; in either where none is said.
 */
state: RoomState | null, 
/**
 * What is measured.
 */
quantity: RoomQuantity, 
/**
 * Which of the two limits.
 */
level: LimitLevel, 
/**
 * Lowest passing value.
 */
min: string | null, 
/**
 * Highest passing value.
 */
max: string | null, 
/**
 * Unit.
 */
unit: string, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Whether the bank has confirmed it.
 */
confirmed: boolean, };

export type RoomList = { 
/**
 * Rooms of all sites, those of this one first.
 */
rooms: Array<RoomRow>, 
/**
 * Plates to be read, those that were exposed first first.
 */
plates: Array<PlateView>, 
/**
 * Where the operator is.
 */
site: SiteId, 
/**
 * Whether the operator may measure and read plates.
 */
may_monitor: boolean, 
/**
 * Whether the operator may register rooms.
 */
may_register: boolean, };

export type RoomQuantity = "particles_05" | "particles_5" | "viable_air" | "settle_plate" | "contact_plate" | "pressure" | "temperature" | "humidity";

export type RoomQuery = { 
/**
 * Which.
 */
room: RoomId, };

export type RoomRow = { 
/**
 * Which.
 */
room: RoomId, 
/**
 * Its code at the site.
 */
code: string, 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * Where.
 */
site: SiteId, 
/**
 * Code of the site.
 */
site_code: string, 
/**
 * How clean it is to be.
 */
grade: RoomGrade, 
/**
 * Names of the places where something is measured.
 */
points: Array<string>, 
/**
 * Whether it is given up.
 */
retired: boolean, 
/**
 * Why.
 */
retired_reason: string, 
/**
 * When something was measured last, ms since 1970-01-01 UTC.
 */
last_ms: number | null, 
/**
 * The gravest that was found then.
 */
verdict: Verdict | null, 
/**
 * Plates to be read.
 */
open_plates: number, 
/**
 * Runs that it stands in the way of.
 */
waiting: number, };

export type RoomRunRow = { 
/**
 * Which.
 */
run: RunId, 
/**
 * What people call it by.
 */
number: string, 
/**
 * When it was begun, ms since 1970-01-01 UTC.
 */
started_ms: number, 
/**
 * Codes of the rooms that its steps scanned.
 */
rooms: Array<string>, 
/**
 * Whether it may well have been in the room: its steps scanned it, or none yet.
 */
proposed: boolean, };

export type RoomStanding = "clear" | "plate_twice" | "exceeded" | "plate_open" | "corrected" | "fit" | "unfit";

export type RoomState = "at_rest" | "in_operation";

export type RoomUsesQuery = { 
/**
 * The room.
 */
room: RoomId, 
/**
 * Where the page before ended.
 */
after: string | null, 
/**
 * At most so many.
 */
limit: number, };

export type RoomView = { 
/**
 * The room.
 */
row: RoomRow, 
/**
 * Limits of its grade.
 */
limits: Array<RoomLimitView>, 
/**
 * Whether the bank has approved them.
 */
approved: boolean, 
/**
 * Who can approve and confirm them.
 */
confirmers: Array<Role>, 
/**
 * The latest first, those that another entry took the place of included.
 */
monitorings: Array<MonitoringView>, 
/**
 * How many there are.
 */
total: number, 
/**
 * Whether the operator may measure here.
 */
may_monitor: boolean, 
/**
 * Whether the operator may assess.
 */
may_assess: boolean, 
/**
 * Whether the operator may register rooms.
 */
may_register: boolean, 
/**
 * Printed name of who would sign.
 */
signer: string, };

export type RunAndUnit = { 
/**
 * Which run.
 */
run: RunId, 
/**
 * Which unit.
 */
donation: DonationId, };

export type RunFit = { 
/**
 * Chinese title of the procedure.
 */
sop_zh: string, 
/**
 * English title.
 */
sop_en: string, 
/**
 * Its version.
 */
version: string, 
/**
 * Number of the next step.
 */
number: number, 
/**
 * Chinese title of the next step.
 */
zh: string, 
/**
 * English title.
 */
en: string, 
/**
 * The units.
 */
units: Array<UnitRow>, };

export type RunId = string;

export type RunList = { 
/**
 * Those that go on.
 */
open: Array<RunRow>, 
/**
 * The last that ended.
 */
closed: Array<RunRow>, 
/**
 * Those that ended with units that nobody accounted for, the one that ended first first.
 */
unaccounted: Array<RunRow>, };

export type RunOfUnit = { 
/**
 * The run.
 */
row: RunRow, 
/**
 * Whether the unit is in it now, or was to its end.
 */
stays: boolean, 
/**
 * Whether the unit is in another open run that it came to before: nothing is done to it here until it has left one.
 */
contested: boolean, 
/**
 * Whether the run ended and nobody accounted for the unit.
 */
unaccounted: boolean, };

export type RunPage = { 
/**
 * The latest first.
 */
rows: Array<RoomRunRow>, 
/**
 * Where the next page begins; none at the end.
 */
next: string | null, };

export type RunQuery = { 
/**
 * Which.
 */
run: RunId, 
/**
 * The step to be in hand; the next one where none is given or it cannot be done now.
 */
step: string | null, };

export type RunRow = { 
/**
 * Which.
 */
run: RunId, 
/**
 * What people call it by.
 */
number: string, 
/**
 * Chinese title of the procedure.
 */
sop_zh: string, 
/**
 * English title.
 */
sop_en: string, 
/**
 * Version of the procedure.
 */
version: string, 
/**
 * Code of the site where it was begun.
 */
site_code: string, 
/**
 * Units in it.
 */
units: number, 
/**
 * When it was begun, ms since 1970-01-01 UTC.
 */
started_ms: number, 
/**
 * When it ended; none while it goes on.
 */
closed_ms: number | null, };

export type RunStepShown = { 
/**
 * Of each unit that it is done to.
 */
units: Array<UnitStepShown>, };

export type RunStepView = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Number in the procedure.
 */
number: number, 
/**
 * Chinese title.
 */
zh: string, 
/**
 * English title.
 */
en: string, 
/**
 * Whether the bench records it.
 */
at_bench: boolean, 
/**
 * Units for which it can be done now.
 */
ready: number, 
/**
 * Units of which it is done.
 */
done: number, 
/**
 * Units that left it out or that it is not for.
 */
passed: number, 
/**
 * Units that are not there yet.
 */
waiting: number, 
/**
 * Whether those of which it is done may have it again, once nobody waits for it.
 */
may_repeat: boolean, };

export type RunUnitView = { 
/**
 * The unit.
 */
unit: UnitRow, 
/**
 * When it came.
 */
joined_ms: number, 
/**
 * Who brought it.
 */
joined_by: string, 
/**
 * When it left.
 */
left_ms: number | null, 
/**
 * Who took it out.
 */
left_by: string | null, 
/**
 * Why.
 */
left_reason: string | null, 
/**
 * Number of the step that is next for it.
 */
next_number: number | null, 
/**
 * Chinese title of that step.
 */
next_zh: string, 
/**
 * English title.
 */
next_en: string, 
/**
 * When it began the step in hand.
 */
begun_ms: number | null, 
/**
 * What was scanned then: nothing else is scanned for it when the step is recorded.
 */
begun_with: Array<StepScanInput>, 
/**
 * Whether the run ended and nobody accounted for it: another station took it in without hearing of the end.
 */
unaccounted: boolean, 
/**
 * Why nothing can be done to it now: the whole run waits until that is settled or it leaves.
 */
blocked_by: Problem | null, };

export type RunView = { 
/**
 * The run.
 */
row: RunRow, 
/**
 * Who began it.
 */
started_by: string, 
/**
 * Who ended it.
 */
closed_by: string | null, 
/**
 * The station's clock when this was answered, ms since 1970-01-01 UTC: what timers count by.
 */
now_ms: number, 
/**
 * Every step of the procedure with how many units are where in it.
 */
steps: Array<RunStepView>, 
/**
 * The step in hand, which another screen may have to do; none where the bench has nothing to do.
 */
in_hand: StepInHand | null, 
/**
 * Every unit, also those that left.
 */
units: Array<RunUnitView>, 
/**
 * The line clearances that were confirmed: before it, and after it once it ended.
 */
clearances: Array<ClearanceDone>, 
/**
 * Timers of every step of its units, the most pressing first.
 */
timers: Array<TimerView>, };

export type RunsOfUnit = { 
/**
 * Each of them.
 */
runs: Array<RunOfUnit>, };

export type SaveTemplate = { 
/**
 * Which label.
 */
template: LabelTemplate, 
/**
 * The text.
 */
content: string, 
/**
 * SHA-256 of the text that the person began with.
 */
based_on: string, 
/**
 * Why.
 */
reason: string, };

export type ScanKind = "bag" | "tube" | "maternal_tube" | "form" | "segment" | "vial" | "canister" | "donation" | "box" | "position" | "tank" | "equipment" | "lot" | "badge" | "part" | "run" | "document" | "blood_group" | "product" | "division" | "expiry" | "other";

export type ScanMeaning = { 
/**
 * What it names.
 */
kind: ScanKind, 
/**
 * The bare value: 13-character number, box code, position code, badge, the whole text of a document's code ...
 */
value: string, 
/**
 * The unit of that number, where this station knows it.
 */
unit: UnitRow | null, 
/**
 * The shipment of that box, where this station knows it.
 */
shipment: ShipmentId | null, 
/**
 * The person of that badge.
 */
person: PersonRef | null, 
/**
 * What names the part of that label, where this station knows it.
 */
part: string | null, 
/**
 * The run of that code.
 */
run: RunId | null, 
/**
 * The room of that position, where this site has it.
 */
room: RoomId | null, 
/**
 * What is to be looked at before the label is believed.
 */
warning: Problem | null, };

export type ScannerAffixes = { 
/**
 * Characters before the code, at most 4, neither `=` nor `&`.
 */
prefix: string, 
/**
 * Characters behind the code, at most 4, of those that end no code.
 */
suffix: string, 
/**
 * Whether they read two symbols in one pass. Then a label that carries the number and another code of the unit is
 * verified by one read of both, which surely come from the same label.
 */
pairs: boolean, };

export type ScannerLine = { 
/**
 * The port, such as `/dev/ttyACM0`.
 */
path: string, 
/**
 * Bits per second.
 */
baud: number, };

export type ScannerLineView = { 
/**
 * The port.
 */
path: string, 
/**
 * Bits per second.
 */
baud: number, 
/**
 * Whether it is there and listened to.
 */
connected: boolean, 
/**
 * Why it is not; none before it was looked for.
 */
problem: Problem | null, };

export type ScannerList = { 
/**
 * Those that are set.
 */
lines: Array<ScannerLineView>, 
/**
 * Ports that are there now.
 */
ports: Array<SerialPortView>, };

export type SerialPortView = { 
/**
 * Its path.
 */
path: string, 
/**
 * What the device calls itself; empty where it does not.
 */
name: string, };

export type ServiceDue = { 
/**
 * Whether the device is used only while it is good.
 */
wanted: boolean, 
/**
 * The last day on which it is good; none where it was never done.
 */
due_on: string | null, 
/**
 * Whether it is overdue or was never done.
 */
overdue: boolean, };

export type ServiceEquipment = { 
/**
 * The number on its label.
 */
code: string, 
/**
 * Which of the two.
 */
service: ServiceKind, 
/**
 * The day on which it was done, `YYYY-MM-DD`.
 */
done_on: string, 
/**
 * The last day on which it is good, `YYYY-MM-DD`.
 */
due_on: string, 
/**
 * Who did it.
 */
by: string, 
/**
 * Certificate or report; may be empty.
 */
certificate: string, };

export type ServiceKind = "calibration" | "maintenance";

export type ServiceView = { 
/**
 * Which of the two.
 */
service: ServiceKind, 
/**
 * The day on which it was done.
 */
done_on: string, 
/**
 * The last day on which it is good.
 */
due_on: string, 
/**
 * Who did it.
 */
by: string, 
/**
 * Certificate or report.
 */
certificate: string, 
/**
 * Who entered it.
 */
entered_by: string, 
/**
 * When, ms since 1970-01-01 UTC.
 */
entered_ms: number, };

export type SessionState = { 
/**
 * Language of the screens.
 */
locale: Locale, 
/**
 * The signed-in operator.
 */
operator: Operator | null, 
/**
 * The bank, once there is one.
 */
bank: BankBrief | null, 
/**
 * Whether the session is locked: only its own password, or another person, goes on.
 */
locked: boolean, 
/**
 * Whether the next signature wants the sign-in name too: the first one of a sitting does.
 */
signature_wants_login: boolean, 
/**
 * Whether the password must be changed before anything else.
 */
must_change_password: boolean, 
/**
 * When the session began.
 */
since_ms: number | null, 
/**
 * The success before this session's.
 */
previous_sign_in_ms: number | null, 
/**
 * Minutes without work after which the session locks.
 */
idle_minutes: number, 
/**
 * What this station's scanners add to what they read.
 */
scanner: ScannerAffixes, 
/**
 * For a demo bank: who can sign in, so that the sign-in screen can offer them.
 */
demo_accounts: Array<DemoAccount>, };

export type SetAsideView = { 
/**
 * As the instrument said it.
 */
value: string, 
/**
 * What the instrument calls itself; empty where it is not known.
 */
instrument: string, 
/**
 * What stands on the specimen; empty likewise.
 */
specimen: string, 
/**
 * Why.
 */
reason: string, 
/**
 * When.
 */
at_ms: number, 
/**
 * By whom, and a second person where there was one.
 */
by: string, };

export type SetBackupFolder = { 
/**
 * A folder that is there; none goes back to the one inside the data folder.
 */
folder: string | null, };

export type SetIdle = { 
/**
 * Minutes, 1 to 60.
 */
minutes: number, };

export type SetLocale = { 
/**
 * The language.
 */
locale: Locale, };

export type SetPassword = { 
/**
 * Whose; never one's own through this command.
 */
person: PersonId, 
/**
 * The new password.
 */
password: string, };

export type SetPrinter = { 
/**
 * Name on this station.
 */
name: string, 
/**
 * Where it is.
 */
kind: PrinterKind, 
/**
 * Folder path, queue name, `host:port` or device file.
 */
target: string, 
/**
 * What it is sent; pages where nothing is said.
 */
language: PrinterLanguage | null, };

export type SetScannerLines = { 
/**
 * At most 4; none for scanners that type.
 */
lines: Array<ScannerLine>, };

export type SetStanding = { 
/**
 * The profile's code.
 */
code: string, 
/**
 * Digest of the version that judges, as shown.
 */
digest: string, 
/**
 * What is said.
 */
standing: ProfileStanding, 
/**
 * Why.
 */
reason: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type SetStockRule = { 
/**
 * The code of a lot of that kind.
 */
code: string, 
/**
 * Whether it is judged.
 */
counted: boolean, 
/**
 * How much one use takes; 1 where it is empty.
 */
per_use: string, 
/**
 * Less than this of all usable lots is low; empty where nothing is.
 */
low_level: string, 
/**
 * Why.
 */
reason: string, };

export type SetUpPartBox = { 
/**
 * Number of the freezer, refrigerator or tank, typed or scanned.
 */
device: string, 
/**
 * Rack; may be empty.
 */
rack: string, 
/**
 * Code of the box.
 */
box_code: string, 
/**
 * Code of its kind.
 */
kind: string, 
/**
 * Why, where it was set up before.
 */
reason: string, };

export type SettlePart = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * Which part.
 */
part: string, 
/**
 * What was found.
 */
found: PartPresence, 
/**
 * Why both could be recorded.
 */
reason: string, 
/**
 * Digest of the part as it was shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The operator's password.
 */
password: string, };

export type SettlePrint = { 
/**
 * Number.
 */
job: number, 
/**
 * Whether it came out. Where only a part did, it did: spoiled labels are accounted for as destroyed.
 */
came_out: boolean, 
/**
 * What was seen.
 */
reason: string, };

export type SettleTarget = { 
/**
 * Test code.
 */
test: string, 
/**
 * Number of the device.
 */
device: string, 
/**
 * Chain of the proposal's entry.
 */
station: StationId, 
/**
 * Place in it.
 */
seq: number, 
/**
 * Whether they hold.
 */
approved: boolean, 
/**
 * Why not.
 */
note: string, };

export type SetupPhase = "new" | "locked" | "taking_in" | "ready";

export type SetupState = { 
/**
 * What can be done now.
 */
phase: SetupPhase, 
/**
 * Language of the screens.
 */
locale: Locale, 
/**
 * Program version.
 */
version: string, 
/**
 * Locked, and this computer's keyring remembers the secret that opens it.
 */
remembered: boolean, };

export type Severity = "refusal" | "warning" | "fault";

export type ShipmentId = string;

export type ShipmentListQuery = { 
/**
 * Which way.
 */
direction: Direction, 
/**
 * Also those that have arrived.
 */
with_received: boolean, };

export type ShipmentPage = { 
/**
 * The rows.
 */
rows: Array<ShipmentRow>, };

export type ShipmentQuery = { 
/**
 * Which.
 */
shipment: ShipmentId | null, 
/**
 * Or the scanned code.
 */
box_code: string | null, };

export type ShipmentRow = { 
/**
 * Which.
 */
shipment: ShipmentId, 
/**
 * Code on the box.
 */
box_code: string, 
/**
 * Where it stands.
 */
status: ShipmentStatus, 
/**
 * Sender's site code.
 */
from_site_code: string, 
/**
 * Receiver's site code.
 */
to_site_code: string, 
/**
 * Units in it.
 */
units: number, 
/**
 * Units arrived.
 */
units_received: number, 
/**
 * Packed at.
 */
packed_ms: number, 
/**
 * Handed over at.
 */
handed_over_ms: number | null, };

export type ShipmentStatus = "packed" | "in_transit" | "received";

export type ShipmentView = { 
/**
 * The row.
 */
row: ShipmentRow, 
/**
 * Courier's name.
 */
courier: string | null, 
/**
 * Number of the seal.
 */
seal: string | null, 
/**
 * Units.
 */
units: Array<UnitRow>, };

export type ShownValue = { 
/**
 * Test code.
 */
test: string, 
/**
 * The value.
 */
value: string, };

export type SignContent = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Digest of what was shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type SignIn = { 
/**
 * Sign-in name.
 */
login: string, 
/**
 * Password.
 */
password: string, };

export type SignInFailure = "unknown_login" | "wrong_password" | "locked_out" | "suspended" | "badge_revoked" | "not_entitled";

export type SignInFailureView = { 
/**
 * When.
 */
at_ms: number, 
/**
 * Printed name, where the account is known.
 */
name: string | null, 
/**
 * Sign-in name, where the account is known.
 */
login: string | null, 
/**
 * Why.
 */
why: SignInFailure, 
/**
 * Name of the station.
 */
station: string, };

export type SignInFailures = { 
/**
 * The last ones, the latest first.
 */
failures: Array<SignInFailureView>, };

export type SignatureView = { 
/**
 * Meaning.
 */
meaning: Meaning, 
/**
 * Printed name.
 */
name: string, 
/**
 * Moment.
 */
at_ms: number, 
/**
 * Beginning of the digest of what was signed.
 */
digest: string, 
/**
 * Voided by a later change of what was signed.
 */
voided: boolean, 
/**
 * The norm profiles that had judged the unit at that moment, the one that decided first.
 */
profiles: Array<SignedProfile>, };

export type SignedProfile = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its version.
 */
version: string, 
/**
 * The gravest thing that it said.
 */
verdict: Verdict, };

export type SiteId = string;

export type SiteKind = "collection_point" | "laboratory" | "office";

export type SiteView = { 
/**
 * Which.
 */
site: SiteId, 
/**
 * Short code.
 */
code: string, 
/**
 * Chinese name.
 */
name_zh: string, 
/**
 * English name.
 */
name_en: string, 
/**
 * What it is for.
 */
kind: SiteKind, 
/**
 * Personal data recorded elsewhere.
 */
personal_data: PersonalData, };

export type SkipRunStep = { 
/**
 * Which run.
 */
run: RunId, 
/**
 * The step's code.
 */
step: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Digests as shown: of each unit that it was shown to be left out for.
 */
digests: Array<UnitDigest>, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password, where it is signed.
 */
password: string | null, };

export type SkipStep = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * The step's code.
 */
step: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Digest as shown.
 */
digest: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password, where it is signed.
 */
password: string | null, };

export type SpoilKit = { 
/**
 * Any label of it as scanned, or its number typed.
 */
text: string, 
/**
 * Why.
 */
reason: string, };

export type SpoilKitOrder = { 
/**
 * First donation number of the order.
 */
first: string, 
/**
 * Why.
 */
reason: string, };

export type Spread = { 
/**
 * How many.
 */
count: number, 
/**
 * Median; times in hours with one decimal. None of nothing.
 */
median: string | null, 
/**
 * Ninth decile.
 */
p90: string | null, };

export type Standing = "done" | "skipped" | "not_applicable" | "ready" | "waiting";

export type StandingView = { 
/**
 * What.
 */
standing: ProfileStanding, 
/**
 * From when on.
 */
effective_ms: number, 
/**
 * Why.
 */
reason: string, 
/**
 * Printed name of the signer.
 */
name: string, };

export type StartRun = { 
/**
 * The units, in the order in which they were scanned.
 */
units: Array<DonationId>, 
/**
 * Codes of the checks of the line clearance that were confirmed.
 */
checks: Array<string>, };

export type StationId = string;

export type StationView = { 
/**
 * Which.
 */
station: StationId, 
/**
 * Name.
 */
name: string, 
/**
 * Site's code.
 */
site_code: string, 
/**
 * Whether it is this one.
 */
here: boolean, 
/**
 * Number blocks.
 */
blocks: Array<BlockView>, };

export type Statistics = { 
/**
 * Units by state.
 */
by_status: Array<StatusCount>, 
/**
 * Units on hold.
 */
held: number, 
/**
 * Units in the public inventory.
 */
public: number, 
/**
 * Units in the family inventory.
 */
family: number, 
/**
 * Collections in each of the last 12 months, oldest first.
 */
collected_by_month: Array<MonthCount>, 
/**
 * Rejections by reason, most frequent first.
 */
rejections: Array<ReasonCount>, 
/**
 * Positions in all tanks.
 */
positions: number, 
/**
 * Positions taken.
 */
positions_occupied: number, };

export type StatusCount = { 
/**
 * State.
 */
status: UnitStatus, 
/**
 * Number.
 */
count: number, };

export type StepInHand = { 
/**
 * The step, as it stands with the unit that presses most.
 */
step: StepView, 
/**
 * What its values are entered for.
 */
per: Per, 
/**
 * The units that it is done to.
 */
units: Array<DonationId>, 
/**
 * Of these, the digests that leaving it out is signed over; none where it may not be left out.
 */
skip_digests: Array<UnitDigest>, };

export type StepInput = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Chinese label.
 */
zh: string, 
/**
 * English label.
 */
en: string, 
/**
 * What it takes.
 */
kind: InputKind, 
/**
 * Unit of measurement; empty where none.
 */
unit: string, 
/**
 * Lowest plausible number.
 */
min: string | null, 
/**
 * Highest plausible number.
 */
max: string | null, 
/**
 * Lowest number that the procedure wants.
 */
low: string | null, 
/**
 * Highest number that the procedure wants.
 */
high: string | null, 
/**
 * Whether it may stay empty.
 */
optional: boolean, 
/**
 * Choices.
 */
choices: Array<ChoiceView>, 
/**
 * What a scanned text looks like: `#` a digit, `@` a letter, `?` anything, `*` any number of them.
 */
pattern: string | null, 
/**
 * What a photo or file may be; empty for everything else.
 */
accept: Array<MediaType>, 
/**
 * The most kilobytes of a photo or file.
 */
max_kb: number | null, };

export type StepPictureRef = { 
/**
 * What it shows, in Chinese.
 */
zh: string, 
/**
 * What it shows, in English.
 */
en: string, 
/**
 * SHA-256 of the procedure's text, hexadecimal.
 */
digest: string, };

export type StepScanInput = { 
/**
 * Scan code.
 */
code: string, 
/**
 * As scanned.
 */
scan: string, };

export type StepScanKind = "equipment" | "lot" | "position";

export type StepScanView = { 
/**
 * Stable code within the step.
 */
code: string, 
/**
 * Chinese name of what is scanned.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * The sort of code.
 */
kind: StepScanKind, 
/**
 * What was scanned; of a step that goes on, at its beginning, and nothing else is scanned then.
 */
value: string | null, };

export type StepShown = { 
/**
 * Where it departs from the procedure.
 */
departures: Array<DepartureView>, 
/**
 * Whether that wants a reason and a signature.
 */
wants_signature: boolean, 
/**
 * Digest that the signature is made over.
 */
digest: string, 
/**
 * Whether recording it puts the unit on hold: it says what would have been refused and happened all the same.
 */
holds: boolean, };

export type StepValueInput = { 
/**
 * Input code.
 */
code: string, 
/**
 * As entered.
 */
value: string, };

export type StepValueView = { 
/**
 * Input code.
 */
code: string, 
/**
 * Chinese label.
 */
zh: string, 
/**
 * English label.
 */
en: string, 
/**
 * The value as entered.
 */
value: string, 
/**
 * Unit.
 */
unit: string, 
/**
 * The photo or file that the value names.
 */
attachment: AttachmentRef | null, };

export type StepView = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Number in the SOP.
 */
number: number, 
/**
 * Chinese title.
 */
zh: string, 
/**
 * English title.
 */
en: string, 
/**
 * Chinese instruction.
 */
help_zh: string, 
/**
 * English instruction.
 */
help_en: string, 
/**
 * The picture beside the instruction, where there is one.
 */
picture: StepPictureRef | null, 
/**
 * Where it stands.
 */
standing: Standing, 
/**
 * Roles that may do it; empty for everyone who may process.
 */
who: Array<Role>, 
/**
 * Whether the operator may do it.
 */
mine: boolean, 
/**
 * The record of another screen that does it; none where the bench records it.
 */
recorded_by: RecordedBy | null, 
/**
 * Whether the steps after it may be done without it.
 */
optional: boolean, 
/**
 * Whether it may be done more than once.
 */
repeatable: boolean, 
/**
 * Whether it can be done again, by itself or as a departure.
 */
may_repeat: boolean, 
/**
 * What doing it again takes, where that is a departure.
 */
repeat: Departing, 
/**
 * What leaving it out takes.
 */
skip: Departing, 
/**
 * Whether the steps after it may be done before it.
 */
parallel: boolean, 
/**
 * Whether it wants every step before it.
 */
stop: boolean, 
/**
 * What is to be entered.
 */
inputs: Array<StepInput>, 
/**
 * What is to be scanned.
 */
scans: Array<StepScanView>, 
/**
 * Whether a second person confirms with their own password.
 */
needs_second: boolean, 
/**
 * How long it goes on; none where it is over at once.
 */
dwell: DwellView | null, 
/**
 * When it was begun, while it goes on.
 */
begun_ms: number | null, 
/**
 * Windows of time that it is to be done in.
 */
windows: Array<WindowView>, 
/**
 * Digest that leaving it out is signed over; none where it cannot be left out.
 */
skip_digest: string | null, 
/**
 * When it was done.
 */
done_ms: number | null, 
/**
 * When it was entered, where that was later.
 */
entered_ms: number | null, 
/**
 * By whom it was done or left out.
 */
by: string | null, 
/**
 * Second person.
 */
second: string | null, 
/**
 * Values as recorded, `code value unit`.
 */
values: Array<StepValueView>, 
/**
 * Where it departed from the procedure.
 */
departures: Array<DepartureView>, 
/**
 * Why it departed or was left out.
 */
reason: string | null, 
/**
 * Values that were replaced, oldest correction first.
 */
corrected: Array<CorrectionView>, 
/**
 * How it was done before, where it was done more than once, oldest first.
 */
earlier: Array<EarlierStep>, };

export type StockNote = { 
/**
 * The kind.
 */
kind: string, 
/**
 * What is left of all lots that may be used.
 */
left: string, 
/**
 * Less than this is low.
 */
low_level: string, 
/**
 * Unit of both.
 */
unit: string, 
/**
 * Lots of which more was used than there was.
 */
overdrawn: Array<string>, };

export type StockRuleView = { 
/**
 * Whether it is.
 */
counted: boolean, 
/**
 * How much one use takes.
 */
per_use: string, 
/**
 * Less than this is low.
 */
low_level: string, 
/**
 * Unit of both.
 */
unit: string, 
/**
 * Whether this lot's quantities are in that unit; else it is not judged.
 */
fits: boolean, 
/**
 * When it was said, ms since 1970-01-01 UTC.
 */
at_ms: number, 
/**
 * By whom.
 */
by: string, 
/**
 * Why.
 */
reason: string, };

export type StoreUnit = { 
/**
 * Scan of the bag.
 */
bag_scan: string, 
/**
 * Scan of the position.
 */
position_scan: string, 
/**
 * Why, where the unit is moved.
 */
move_reason: string | null, 
/**
 * Second person's sign-in name, where the procedure wants one.
 */
second_login: string | null, 
/**
 * Second person's password.
 */
second_password: string | null, };

export type SuspendPerson = { 
/**
 * Whom; never oneself.
 */
person: PersonId, 
/**
 * Why.
 */
reason: string, };

export type SyncState = "not_connected" | "up_to_date" | "syncing" | "resting" | "offline" | "refused";

export type SyncStatus = { 
/**
 * State.
 */
state: SyncState, 
/**
 * Address of the centre.
 */
centre_url: string | null, 
/**
 * Entries that the centre has not yet acknowledged.
 */
waiting: number, 
/**
 * Since when the oldest of them waits.
 */
waiting_since_ms: number | null, 
/**
 * Whether they have waited for too long.
 */
waiting_age: WaitingAge, 
/**
 * Last time everything was exchanged.
 */
last_sync_ms: number | null, 
/**
 * Centre clock minus station clock, ms.
 */
clock_offset_ms: number | null, 
/**
 * The last problem.
 */
problem: Problem | null, 
/**
 * Last backup; none when there has been none.
 */
last_backup_ms: number | null, 
/**
 * Why nothing can be recorded at present; none while all is well.
 */
storage: Problem | null, 
/**
 * Last time the whole ledger was verified.
 */
checked_ms: number | null, 
/**
 * Something has been recorded for too long without a backup, or the last backup failed.
 */
backup_overdue: boolean, 
/**
 * The station was restored from a backup and has not yet caught up with its centre.
 */
restored: boolean, 
/**
 * When the centre was last found to hold less than it once did.
 */
centre_behind_ms: number | null, 
/**
 * How far a station that has just joined has come; none where it is at work.
 */
taking_in: TakingIn | null, 
/**
 * Entries at the centre that are not here yet, as far as it has said.
 */
to_read: number, };

export type TakingIn = { 
/**
 * What goes on.
 */
step: TakingInStep, 
/**
 * Done so far.
 */
done: number, 
/**
 * Of how many; none before the centre has said so.
 */
all: number | null, };

export type TakingInStep = "reading" | "folding";

export type TankGrid = { 
/**
 * The tank.
 */
tank: TankRow, 
/**
 * Taken positions; all others are free.
 */
occupied: Array<OccupiedPosition>, };

export type TankId = string;

export type TankList = { 
/**
 * All of them.
 */
tanks: Array<TankRow>, };

export type TankPurpose = "quarantine" | "permanent";

export type TankQuery = { 
/**
 * Which.
 */
tank: TankId, };

export type TankReading = { 
/**
 * When it was read.
 */
read_ms: number, 
/**
 * When it was entered.
 */
entered_ms: number, 
/**
 * Temperature, °C.
 */
temperature_c: string, 
/**
 * Level, per cent.
 */
level_percent: string | null, 
/**
 * What the limit said then.
 */
verdict: Verdict, 
/**
 * The limit then.
 */
limit: string, 
/**
 * What was done.
 */
action: string | null, 
/**
 * Who read it.
 */
by: string, 
/**
 * Who reviewed it.
 */
reviewed_by: string | null, 
/**
 * When.
 */
reviewed_ms: number | null, 
/**
 * What the reviewer said.
 */
note: string | null, };

export type TankReadings = { 
/**
 * The tank.
 */
tank: TankRow, 
/**
 * The limit in force, such as `≤ -150 °C`.
 */
limit: string, 
/**
 * Its source.
 */
source: string, 
/**
 * When the next reading is due; none where there is no reading yet.
 */
due_ms: number | null, 
/**
 * A reading is due now.
 */
due: boolean, 
/**
 * The last 200 readings, the latest entered first.
 */
readings: Array<TankReading>, 
/**
 * How many of them nobody has reviewed.
 */
unreviewed: number, 
/**
 * Digest of those, as a review signs them.
 */
digest: string, };

export type TankRow = { 
/**
 * Which.
 */
tank: TankId, 
/**
 * Site's code.
 */
site_code: string, 
/**
 * Room.
 */
room: string, 
/**
 * Code, such as `T01`.
 */
code: string, 
/**
 * What it is used for.
 */
purpose: TankPurpose, 
/**
 * Racks.
 */
racks: number, 
/**
 * Slots in a rack.
 */
slots: number, 
/**
 * Positions taken.
 */
occupied: number, };

export type TargetSource = "manufacturer" | "own";

export type TargetView = { 
/**
 * Chain of their entry.
 */
station: StationId, 
/**
 * Place in it.
 */
seq: number, 
/**
 * Code of the lot.
 */
lot: string, 
/**
 * Level.
 */
level: ControlLevel, 
/**
 * Unit; empty where none.
 */
unit: string, 
/**
 * Mean.
 */
mean: string, 
/**
 * Standard deviation.
 */
sd: string, 
/**
 * Where they come from.
 */
source: TargetSource, 
/**
 * What says so.
 */
reference: string, 
/**
 * Of how many values they were computed, where they are the bank's own.
 */
values: number | null, 
/**
 * The device's own code.
 */
reported_code: string, 
/**
 * The specimen number of the material.
 */
specimen: string, 
/**
 * Who brought them in.
 */
proposed_by: string, 
/**
 * When, ms.
 */
proposed_ms: number, 
/**
 * Whether the one who asks brought them in.
 */
own: boolean, 
/**
 * Whether they hold; none before another person looked.
 */
approved: boolean | null, 
/**
 * Who looked.
 */
settled_by: string, 
/**
 * When, ms.
 */
settled_ms: number | null, 
/**
 * What that person noted.
 */
note: string, 
/**
 * Whether new controls are judged by them.
 */
in_force: boolean, 
/**
 * Who said that they hold no longer; empty where nobody did.
 */
ended_by: string, 
/**
 * When, ms.
 */
ended_ms: number | null, 
/**
 * Why.
 */
ended_reason: string, };

export type TemplateDetail = { 
/**
 * As in the list.
 */
summary: TemplateSummary, 
/**
 * The text of ours.
 */
ours: string, 
/**
 * SHA-256 of that text, hexadecimal.
 */
ours_digest: string, 
/**
 * Words that may stand between braces.
 */
placeholders: Array<string>, 
/**
 * Versions, the latest first.
 */
versions: Array<TemplateVersionView>, 
/**
 * What two stations decided for without knowing of each other, by number, 0 for ours; empty where nothing is
 * contested.
 */
contenders: Array<number>, 
/**
 * What was taken back, the latest first.
 */
withdrawals: Array<TemplateWithdrawalView>, 
/**
 * What is signed to go back to ours; none where ours is in force.
 */
back_to_ours: string | null, };

export type TemplateFile = { 
/**
 * Where the file lies.
 */
path: string, };

export type TemplateList = { 
/**
 * In the order of the job.
 */
templates: Array<TemplateSummary>, };

export type TemplatePreview = { 
/**
 * The label as it would be printed, base64; none where the text does not read.
 */
pdf_base64: string | null, 
/**
 * Everything that is wrong, by field such as `elements[3].area`; the text cannot be saved before it is mended.
 */
faults: Array<Problem>, 
/**
 * SHA-256 of the text, hexadecimal.
 */
digest: string, };

export type TemplateQuery = { 
/**
 * Which label.
 */
template: LabelTemplate, };

export type TemplateSummary = { 
/**
 * Which label.
 */
template: LabelTemplate, 
/**
 * Number of the bank's own version in force; 0 where ours is.
 */
version: number, 
/**
 * Printed name of who approved it.
 */
approved_by: string | null, 
/**
 * When it was approved.
 */
approved_ms: number | null, 
/**
 * Versions drawn after it that nobody has approved.
 */
waiting: number, 
/**
 * Whether two stations decided without knowing of each other.
 */
contested: boolean, 
/**
 * Why labels are printed by ours although a version of the bank's own is in force.
 */
problem: Problem | null, };

export type TemplateToFile = { 
/**
 * Which label.
 */
template: LabelTemplate, 
/**
 * The text, finished or not.
 */
content: string, };

export type TemplateVersionState = "drawn" | "in_force" | "former";

export type TemplateVersionView = { 
/**
 * What names the entry that drew it.
 */
id: string, 
/**
 * Its number.
 */
version: number, 
/**
 * Its text.
 */
content: string, 
/**
 * SHA-256 of its text, hexadecimal.
 */
content_digest: string, 
/**
 * SHA-256 of the text that it was begun from.
 */
based_on: string, 
/**
 * Why it was drawn.
 */
reason: string, 
/**
 * Who drew it.
 */
drawn_by: string, 
/**
 * When.
 */
drawn_ms: number, 
/**
 * At which station.
 */
station_name: string, 
/**
 * Where it stands.
 */
state: TemplateVersionState, 
/**
 * Printed name of who approved it last.
 */
approved_by: string | null, 
/**
 * When.
 */
approved_ms: number | null, 
/**
 * Whether the operator drew it, who then may not approve it.
 */
own: boolean, 
/**
 * What is signed to approve it now; none where it is in force.
 */
approval_digest: string | null, 
/**
 * What is signed to go back to it; none where it was never approved or is in force.
 */
back_to_digest: string | null, 
/**
 * Why this program cannot draw labels by it.
 */
problem: Problem | null, };

export type TemplateWithdrawalView = { 
/**
 * The number of the version that was in force; 0 for ours.
 */
version: number, 
/**
 * The number of the version in force again; 0 for ours.
 */
back_to_version: number, 
/**
 * Why.
 */
reason: string, 
/**
 * Printed name of the signer.
 */
by: string, 
/**
 * When.
 */
at_ms: number, };

export type TestBadge = { 
/**
 * Whose.
 */
person: PersonId, 
/**
 * What was scanned.
 */
scan: string, };

export type TestName = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English name.
 */
en: string, };

export type TestState = "not_ordered" | "ordered" | "in_progress" | "preliminary" | "final" | "corrected" | "not_done" | "invalid" | "to_repeat" | "stale";

export type ThingName = { 
/**
 * Code.
 */
code: string, 
/**
 * Name.
 */
name: string, };

export type ThingQuery = { 
/**
 * Number or code, as scanned or typed.
 */
code: string, };

export type ThingReason = { 
/**
 * Number or code.
 */
code: string, 
/**
 * Why.
 */
reason: string, };

export type Timeline = { 
/**
 * Which.
 */
donation: DonationId, 
/**
 * Its number.
 */
din: string | null, 
/**
 * Events, oldest first.
 */
events: Array<TimelineEvent>, };

export type TimelineEvent = { 
/**
 * Kind of record, such as `collection.registered`.
 */
kind: string, 
/**
 * Wall clock.
 */
at_ms: number, 
/**
 * Who.
 */
operator: string | null, 
/**
 * Second person.
 */
second: string | null, 
/**
 * Station's name.
 */
station: string, 
/**
 * Site's code.
 */
site_code: string, 
/**
 * Place in the station's chain.
 */
seq: number, 
/**
 * Beginning of the entry's hash.
 */
hash: string, 
/**
 * The record's fields, flat: name and value as text; enumerations as their words.
 */
fields: Array<TimelineField>, 
/**
 * Whether a personal part exists for it.
 */
has_personal: boolean, 
/**
 * What speaks against its clock.
 */
doubts: Array<ClockDoubtView>, 
/**
 * Old and new values, where it corrects.
 */
changes: Array<CorrectionView>, };

export type TimelineField = { 
/**
 * Name.
 */
name: string, 
/**
 * Value.
 */
value: string, 
/**
 * Whether a later record replaced this value.
 */
replaced: boolean, };

export type TimerList = { 
/**
 * Each of them.
 */
timers: Array<TimerView>, 
/**
 * How many more passed than are among them.
 */
more_passed: number, 
/**
 * The station's clock when this was answered, ms since 1970-01-01 UTC: what timers count by.
 */
now_ms: number, };

export type TimerView = { 
/**
 * Which unit; of several in a run the one that presses most.
 */
donation: DonationId, 
/**
 * Its number.
 */
din: string | null, 
/**
 * The run that it is in; once it is in none that goes on, the one that ended last with it.
 */
run: RunId | null, 
/**
 * The run's number.
 */
run_number: string | null, 
/**
 * Units of the run that it counts for.
 */
units: number, 
/**
 * The step's code.
 */
step: string, 
/**
 * Its number.
 */
number: number, 
/**
 * Chinese title of the step.
 */
zh: string, 
/**
 * English title.
 */
en: string, 
/**
 * Chinese title of the step that it is counted from.
 */
from_zh: string, 
/**
 * English title.
 */
from_en: string, 
/**
 * Whether it is how long the step itself goes on.
 */
dwell: boolean, 
/**
 * Not before, ms since 1970-01-01 UTC.
 */
opens_ms: number | null, 
/**
 * At the latest, ms since 1970-01-01 UTC.
 */
closes_ms: number | null, 
/**
 * What being outside is.
 */
outside: Departing, };

export type TimersOf = { 
/**
 * Units; of more than 200 the first.
 */
donations: Array<DonationId>, 
/**
 * Runs; of more than 50 the first.
 */
runs: Array<RunId>, };

export type TrendCount = { 
/**
 * Category or cause.
 */
code: string, 
/**
 * How many.
 */
count: number, 
/**
 * How many of these are open.
 */
open: number, };

export type TrendMonth = { 
/**
 * The month, `YYYY-MM`.
 */
month: string, 
/**
 * Not classified yet.
 */
unclassified: number, 
/**
 * Minor ones.
 */
minor: number, 
/**
 * Major ones.
 */
major: number, 
/**
 * Critical ones.
 */
critical: number, };

export type Turnaround = { 
/**
 * `receipt`, `freezing`, `banking` or `results`.
 */
code: string, 
/**
 * The profile's limit, hours; none where it has none.
 */
limit_h: string | null, 
/**
 * Whether the bank has confirmed it.
 */
confirmed: boolean, 
/**
 * Units that took longer than the limit.
 */
over: number, 
/**
 * Of all.
 */
all: Spread, 
/**
 * Of each month in which it ended, oldest first.
 */
months: Array<Spread>, };

export type TypeRecoveryKey = { 
/**
 * As typed; case, blanks and hyphens do not matter.
 */
recovery_key: string, };

export type UnitConclusionInput = { 
/**
 * Which.
 */
donation: DonationId, 
/**
 * Whether it may be used.
 */
fitness: UnitFitness, 
/**
 * Why; wanted where it may not.
 */
note: string, };

export type UnitCurveView = { 
/**
 * Which.
 */
curve: FreezingCurveId, 
/**
 * Name of its file.
 */
file_name: string, 
/**
 * SHA-256 of the file, hexadecimal.
 */
file_digest: string, 
/**
 * The freezer's label.
 */
equipment: string, 
/**
 * The program.
 */
program: FreezingProgramRef, 
/**
 * When it was recorded of the unit, ms since 1970-01-01 UTC.
 */
recorded_ms: number, 
/**
 * By whom.
 */
recorded_by: string, 
/**
 * Whether it counts: no other one was recorded since.
 */
current: boolean, 
/**
 * Whether its points are at this station.
 */
here: boolean, 
/**
 * Why it took the place of another.
 */
reason: string | null, 
/**
 * What was found: as it was signed, else as the limits judge now.
 */
findings: Array<CurveFindingView>, 
/**
 * The gravest verdict; none where it was not reviewed and this station does not know the program.
 */
verdict: Verdict | null, 
/**
 * The review that counts.
 */
review: CurveReviewView | null, };

export type UnitCurves = { 
/**
 * All of them.
 */
curves: Array<UnitCurveView>, 
/**
 * Roles that may confirm limits.
 */
confirmers: Array<Role>, };

export type UnitDeviationRow = { 
/**
 * The deviation.
 */
row: DeviationRow, 
/**
 * What its closing said of the unit, of several the gravest.
 */
fitness: UnitFitness | null, 
/**
 * Why.
 */
note: string, 
/**
 * Every conclusion that counts.
 */
said: Array<UnitSaid>, 
/**
 * Why it concerns the unit no more, who signed that and when; none while it does.
 */
removed: DeviationNote | null, };

export type UnitDeviations = { 
/**
 * All of them.
 */
rows: Array<UnitDeviationRow>, };

export type UnitDigest = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * As it was shown.
 */
digest: string, };

export type UnitFitness = "fit" | "unfit";

export type UnitListQuery = { 
/**
 * Only these states; empty for all.
 */
statuses: Array<UnitStatus>, 
/**
 * Only units whose number contains this text, or begins with it where it has 5 or more characters.
 */
text: string | null, 
/**
 * Only this inventory.
 */
inventory: Inventory | null, 
/**
 * Only units on hold.
 */
held_only: boolean, 
/**
 * Continue behind this cursor.
 */
after: string | null, 
/**
 * Rows wanted, 1 to 500.
 */
limit: number, };

export type UnitPage = { 
/**
 * The rows.
 */
rows: Array<UnitRow>, 
/**
 * How to continue; none at the end.
 */
next: string | null, 
/**
 * How many there are in all with these filters.
 */
total: number, };

export type UnitQuery = { 
/**
 * The donation.
 */
donation: DonationId | null, 
/**
 * Or a number as scanned or typed.
 */
din: string | null, };

export type UnitRef = { 
/**
 * The donation.
 */
donation: DonationId, 
/**
 * Its number, once it has one.
 */
din: string | null, 
/**
 * Where it stands now.
 */
status: UnitStatus, };

export type UnitRow = { 
/**
 * Which.
 */
donation: DonationId, 
/**
 * Its number.
 */
din: string | null, 
/**
 * The boxed check character.
 */
check_character: string | null, 
/**
 * Where it stands.
 */
status: UnitStatus, 
/**
 * Whether a hold is on it.
 */
held: boolean, 
/**
 * Inventory.
 */
inventory: Inventory, 
/**
 * Site where it is.
 */
site: SiteId, 
/**
 * Short code of that site.
 */
site_code: string, 
/**
 * End of collection.
 */
collected_ms: number | null, 
/**
 * Volume collected, mL.
 */
volume_ml: string | null, 
/**
 * Position text, where stored.
 */
position: string | null, 
/**
 * Last recorded act.
 */
changed_ms: number, };

export type UnitSaid = { 
/**
 * Whether it may be used.
 */
fitness: UnitFitness, 
/**
 * Why.
 */
note: string, 
/**
 * What the whole came to; empty where only the unit's own record is at hand.
 */
conclusion: string, 
/**
 * Who closed.
 */
by: string, 
/**
 * When, ms since 1970-01-01 UTC.
 */
at_ms: number, };

export type UnitStatus = "enrolled" | "consented" | "deferred" | "collected" | "labelled" | "in_transit" | "received" | "quarantined" | "processing" | "stored" | "reviewed" | "released" | "rejected" | "research";

export type UnitStepShown = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Its number.
 */
din: string, 
/**
 * Where it departs from the procedure.
 */
departures: Array<DepartureView>, 
/**
 * Whether that wants a reason and a signature.
 */
wants_signature: boolean, 
/**
 * Whether recording it puts the unit on hold.
 */
holds: boolean, 
/**
 * Digest that the signature is made over.
 */
digest: string, };

export type UnitTrace = { 
/**
 * Devices, oldest use first.
 */
equipment: Array<UseView>, 
/**
 * Lots, oldest use first.
 */
lots: Array<UseView>, 
/**
 * Rooms that were scanned for its steps, oldest first: as they were then.
 */
rooms: Array<UseView>, 
/**
 * Everybody who recorded something of it, in the order of their first act.
 */
people: Array<PersonActs>, };

export type UnitView = { 
/**
 * The row as in lists.
 */
row: UnitRow, 
/**
 * Expected day of birth.
 */
due_date: string | null, 
/**
 * Consent.
 */
consent: ConsentView | null, 
/**
 * Questionnaire.
 */
questionnaire: QuestionnaireView | null, 
/**
 * Collection.
 */
collection: CollectionView | null, 
/**
 * When bag, tubes and form were cross-checked.
 */
cross_checked_ms: number | null, 
/**
 * Prints of its labels.
 */
label_prints: number, 
/**
 * Its labels, by template.
 */
labels: Array<LabelCountView>, 
/**
 * Box on the way, or the last one.
 */
shipment: ShipmentId | null, 
/**
 * Receipt.
 */
receipt: ReceiptView | null, 
/**
 * The SOP that it is worked by: pinned on acceptance, or else named by its first step; none before that. Its digest is empty
 * where the text has not come to this station.
 */
sop: ProcedureName | null, 
/**
 * Steps done, in order.
 */
steps: Array<StepView>, 
/**
 * Current results.
 */
results: Array<ResultView>, 
/**
 * Where it has been stored, newest first.
 */
locations: Array<LocationView>, 
/**
 * Holds, open ones first.
 */
holds: Array<HoldView>, 
/**
 * Rejection.
 */
rejection: RejectionView | null, 
/**
 * That it is kept for research.
 */
research: ResearchView | null, 
/**
 * What was done with the bag, once it is gone.
 */
disposal: DisposalView | null, 
/**
 * When the family was told, oldest first.
 */
notices: Array<NoticeView>, 
/**
 * What every norm profile in force says, the one that decides first.
 */
judgements: Array<JudgementView>, 
/**
 * What is computed from what was measured.
 */
calculations: Array<CalculationView>, 
/**
 * How long its records are kept at least; none where no profile says so.
 */
retention: RetentionView | null, 
/**
 * All signatures, oldest first, also voided ones.
 */
signatures: Array<SignatureView>, 
/**
 * Digest that a rejection is signed over.
 */
rejection_digest: string, 
/**
 * Certificates issued.
 */
certificates: Array<CertificateRow>, 
/**
 * What the operator can do next, in the order of the job: names of screens' acts such as `record_consent`.
 */
next_acts: Array<string>, };

export type UnitsOfMother = { 
/**
 * The units. Which of several of one name is meant, their own personal data tell.
 */
rows: Array<UnitRow>, 
/**
 * Whether this station may lack mothers enrolled elsewhere.
 */
partial: boolean, };

export type Unlock = { 
/**
 * The station's passphrase.
 */
passphrase: string, 
/**
 * Lets this computer's keyring remember it from now on.
 */
remember?: boolean, };

export type UnlockSession = { 
/**
 * Password of the person whose session it is.
 */
password: string, };

export type UsePage = { 
/**
 * The page.
 */
rows: Array<UseView>, 
/**
 * Where it ends; none on the last page.
 */
next: string | null, };

export type UsePart = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * Which part.
 */
part: string, 
/**
 * How much.
 */
volume: string, 
/**
 * Its unit.
 */
unit: VolumeUnit, 
/**
 * What for.
 */
part_use: PartUse, 
/**
 * Which test, or how it was lost.
 */
reason: string, };

export type UseView = { 
/**
 * Names the use.
 */
key: string, 
/**
 * When, ms since 1970-01-01 UTC.
 */
at_ms: number, 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * Its number.
 */
din: string | null, 
/**
 * Where it is in its life.
 */
status: UnitStatus, 
/**
 * Whether it is on hold.
 */
held: boolean, 
/**
 * Chinese title of the step.
 */
step_zh: string, 
/**
 * English title.
 */
step_en: string, 
/**
 * What was scanned.
 */
code: string, 
/**
 * Chinese name of what the step asked for.
 */
asked_zh: string, 
/**
 * English name.
 */
asked_en: string, 
/**
 * What the register calls it; empty where it is in none.
 */
name: string, 
/**
 * Room of a device.
 */
room: string, 
/**
 * Whether it is a lot that is recalled.
 */
recalled: boolean, 
/**
 * By whom.
 */
by: string, 
/**
 * Second person.
 */
second: string | null, 
/**
 * Code of the site.
 */
site_code: string, };

export type UsesQuery = { 
/**
 * Number or code.
 */
code: string, 
/**
 * Where the page before ended.
 */
after: string | null, 
/**
 * At most so many.
 */
limit: number, };

export type Verdict = "pass" | "warn" | "fail" | "info" | "unconfirmed" | "stale";

export type VerifyDocument = { 
/**
 * Text of the QR code on it.
 */
text: string, };

export type VerifyLabel = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * The label that is looked at.
 */
template: LabelTemplate, 
/**
 * The text as read.
 */
text: string, 
/**
 * Second person's sign-in name, where the procedure wants one.
 */
second_login: string | null, 
/**
 * Second person's password.
 */
second_password: string | null, };

export type VerifyReply = { 
/**
 * Whether everything holds.
 */
good: boolean, 
/**
 * Entries checked.
 */
entries: number, 
/**
 * Checkpoints checked.
 */
checkpoints: number, 
/**
 * The first bad entry in words: station, number, fault.
 */
first_bad: string | null, };

export type VoidPart = { 
/**
 * Of which donation.
 */
donation: DonationId, 
/**
 * Which part.
 */
part: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Second person's sign-in name.
 */
second_login: string, 
/**
 * Second person's password.
 */
second_password: string, };

export type VoidRunStart = { 
/**
 * Which run.
 */
run: RunId, 
/**
 * The step's code.
 */
step: string, 
/**
 * The units that it was shown to be done to.
 */
units: Array<DonationId>, 
/**
 * Why.
 */
reason: string, };

export type VoidStart = { 
/**
 * Which unit.
 */
donation: DonationId, 
/**
 * The step's code.
 */
step: string, 
/**
 * Why.
 */
reason: string, };

export type VolumeUnit = "ml" | "ul";

export type WaitingAge = "young" | "old" | "too_old";

export type WaitingValue = { 
/**
 * As the instrument said it.
 */
value: string, 
/**
 * When it was received, ms since 1970-01-01 UTC.
 */
since_ms: number, };

export type WantedInput = { 
/**
 * Name in the mapping.
 */
name: string, 
/**
 * Chinese name.
 */
zh: string, 
/**
 * English name.
 */
en: string, 
/**
 * Unit.
 */
unit: string, };

export type WantedScan = { 
/**
 * One of these kinds; empty for any.
 */
kinds: Array<ScanKind>, 
/**
 * Donation numbers must be this one, of thirteen characters.
 */
unit: string | null, 
/**
 * Texts scanned here before, which must not be scanned again.
 */
seen: Array<string>, 
/**
 * Kinds of which several things carry the same code.
 */
repeating: Array<ScanKind>, 
/**
 * Whether one code alone is wanted: several in one read are refused.
 */
alone: boolean, };

export type WidenDeviation = { 
/**
 * Which.
 */
deviation: DeviationId, 
/**
 * Units to be added.
 */
units: Array<UnitQuery>, 
/**
 * Why.
 */
reason: string, };

export type WindowView = { 
/**
 * Chinese title of the step that it is counted from.
 */
from_zh: string, 
/**
 * English title.
 */
from_en: string, 
/**
 * Whether it is how long the step itself goes on.
 */
dwell: boolean, 
/**
 * Not before, ms since 1970-01-01 UTC.
 */
opens_ms: number | null, 
/**
 * At the latest, ms since 1970-01-01 UTC.
 */
closes_ms: number | null, 
/**
 * What being outside is.
 */
outside: Departing, };

export type WithdrawAction = { 
/**
 * Of which deviation.
 */
deviation: DeviationId, 
/**
 * Which.
 */
key: string, 
/**
 * Why.
 */
reason: string, };

export type WithdrawRecall = { 
/**
 * The code.
 */
code: string, 
/**
 * Digest of what was shown.
 */
digest: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Sign-in name; for the first signature of a session.
 */
login: string | null, 
/**
 * Password.
 */
password: string, };

export type WithdrawTemplate = { 
/**
 * Which label.
 */
template: LabelTemplate, 
/**
 * The approved version to go back to; none for ours.
 */
back_to: string | null, 
/**
 * What is signed, as shown.
 */
digest: string, 
/**
 * Why.
 */
reason: string, 
/**
 * The signer's sign-in name; needed for the first signature of a sitting.
 */
login: string | null, 
/**
 * The signer's own password.
 */
password: string, };

export type WithdrawalView = { 
/**
 * When, ms since 1970-01-01 UTC.
 */
at_ms: number, 
/**
 * Who signed.
 */
by: string, 
/**
 * Why.
 */
reason: string, };

export type WorkItem = { 
/**
 * Key to settle it with.
 */
key: string, 
/**
 * `duplicate_din`, `duplicate_position`, `content_changed_after_release`, `deviation_unsettled`, `proposed_rejection`,
 * `room_stopped`, `sop_returned`, `contested_template`, `refused_bag_kept`, `refused_family_not_told`, `stock_low`, `lot_ended`,
 * `lot_ends_soon`, `device_overdue`, `device_due_soon`,
 * `procedure_in_review`, `procedure_returned`, `action_due`, `action_overdue`, `action_check`.
 */
kind: string, 
/**
 * What it is about: the number, the position, the word of the label.
 */
about: string, 
/**
 * Units concerned.
 */
units: Array<UnitRow>, 
/**
 * Since.
 */
since_ms: number, 
/**
 * Digest that the signature settling it is made over; empty where no such signature settles it.
 */
digest: string, 
/**
 * Of samples: what stations recorded that cannot all be, oldest first.
 */
sides: Array<WorkSide>, 
/**
 * The device, the lot or the kind of material that it is about.
 */
thing: WorkThing | null, };

export type WorkList = { 
/**
 * Open items: what is to be settled first, then what is left to do of refused units; of both the oldest first.
 */
items: Array<WorkItem>, 
/**
 * Of which kinds there are more than these.
 */
more: Array<WorkMore>, };

export type WorkMore = { 
/**
 * As of [`WorkItem`].
 */
kind: string, 
/**
 * How many.
 */
count: number, };

export type WorkSide = { 
/**
 * Number of the sample.
 */
number: number, 
/**
 * What it is.
 */
kind: PartKind, 
/**
 * Unit of its volumes.
 */
unit: VolumeUnit, 
/**
 * What was recorded.
 */
event: PartEvent, };

export type WorkThing = { 
/**
 * Number of the device or code of the lot; the kind where it is about a kind.
 */
code: string, 
/**
 * What it is: the description, or the kind.
 */
name: string, 
/**
 * When it is or was due, or ends; none where a service was never done, and of a kind.
 */
due_ms: number | null, 
/**
 * What is left of a lot or of a kind; empty of a device.
 */
left: string, 
/**
 * Below which level the kind is low; empty of everything else.
 */
low_level: string, 
/**
 * Unit of both; empty of a device.
 */
unit: string, };

export type WriteBundle = { 
/**
 * The file; one that is there is replaced.
 */
path: string, 
/**
 * What opens it at the other station.
 */
passphrase: string, 
/**
 * Name or number of the station that it is for: the feeds and the centre's word for its entries go with it.
 */
station_for: string | null, };

export type YieldBin = { 
/**
 * From.
 */
from: string, 
/**
 * Up to, without it.
 */
until: string, 
/**
 * How many.
 */
count: number, };

export type YieldFigure = { 
/**
 * `tnc_recovery`, or a test's code.
 */
code: string, 
/**
 * Its unit.
 */
unit: string, 
/**
 * Of all.
 */
all: Spread, 
/**
 * Of each month, oldest first.
 */
months: Array<Spread>, 
/**
 * How often it lay where.
 */
bins: Array<YieldBin>, };

export interface Commands {
  "setup.state": { request: Empty; response: SetupState; permission: "open"; kind: "query" };
  "setup.create_bank": { request: CreateBank; response: BankCreatedReply; permission: "open"; kind: "act" };
  "setup.open_demo": { request: OpenDemo; response: DemoOpened; permission: "open"; kind: "act" };
  "setup.join": { request: JoinBank; response: BankCreatedReply; permission: "open"; kind: "act" };
  "setup.unlock": { request: Unlock; response: SetupState; permission: "open"; kind: "act" };
  "setup.unlock_keyring": { request: Empty; response: SetupState; permission: "open"; kind: "act" };
  "setup.generations": { request: BackupPlace; response: GenerationList; permission: "open"; kind: "query" };
  "setup.restore": { request: RestoreStation; response: SetupState; permission: "open"; kind: "act" };
  "setup.start_over": { request: Empty; response: SetupState; permission: "open"; kind: "act" };
  "setup.check_recovery": { request: TypeRecoveryKey; response: Empty; permission: "open"; kind: "act" };
  "setup.recover": { request: Recover; response: SetupState; permission: "open"; kind: "act" };
  "session.state": { request: Empty; response: SessionState; permission: "open"; kind: "query" };
  "session.sign_in": { request: SignIn; response: SessionState; permission: "open"; kind: "act" };
  "session.sign_out": { request: Empty; response: SessionState; permission: "open"; kind: "act" };
  "session.lock": { request: Empty; response: SessionState; permission: "open"; kind: "act" };
  "session.unlock": { request: UnlockSession; response: SessionState; permission: "open"; kind: "act" };
  "session.touch": { request: Empty; response: SessionState; permission: "open"; kind: "act" };
  "session.read_badge": { request: ReadBadge; response: BadgeHolder; permission: "open"; kind: "act" };
  "session.change_password": { request: ChangePassword; response: SessionState; permission: "open"; kind: "act" };
  "settings.set_idle": { request: SetIdle; response: SessionState; permission: "configure"; kind: "act" };
  "settings.set_scanner": { request: ScannerAffixes; response: SessionState; permission: "configure"; kind: "act" };
  "settings.set_locale": { request: SetLocale; response: SessionState; permission: "open"; kind: "act" };
  "scanner.list": { request: Empty; response: ScannerList; permission: "configure"; kind: "query" };
  "scanner.set_lines": { request: SetScannerLines; response: ScannerList; permission: "configure"; kind: "act" };
  "scan.read": { request: ReadScan; response: ScanMeaning; permission: "view"; kind: "query" };
  "donation.enrol": { request: EnrolMother; response: UnitRef; permission: "collect"; kind: "act" };
  "donation.record_consent": { request: RecordConsent; response: UnitRef; permission: "collect"; kind: "act" };
  "donation.questionnaire": { request: Empty; response: QuestionnaireForm; permission: "collect"; kind: "query" };
  "donation.record_questionnaire": { request: RecordQuestionnaire; response: UnitRef; permission: "collect"; kind: "act" };
  "donation.next_din": { request: Empty; response: NextDin; permission: "collect"; kind: "query" };
  "donation.register_collection": { request: RegisterCollection; response: UnitRef; permission: "collect"; kind: "act" };
  "donation.check_bag_lot": { request: CheckBagLot; response: BagLot; permission: "collect"; kind: "query" };
  "donation.cross_check": { request: CrossCheck; response: UnitRef; permission: "collect"; kind: "act" };
  "donation.personal": { request: DonationQuery; response: PersonalView; permission: "view_personal"; kind: "query" };
  "donation.find_mother": { request: FindMother; response: UnitsOfMother; permission: "view_personal"; kind: "query" };
  "unit.list": { request: UnitListQuery; response: UnitPage; permission: "view"; kind: "query" };
  "unit.get": { request: UnitQuery; response: UnitView; permission: "view"; kind: "query" };
  "unit.timeline": { request: UnitQuery; response: Timeline; permission: "view"; kind: "query" };
  "unit.reject": { request: RejectUnit; response: UnitRef; permission: "reject"; kind: "act" };
  "unit.dispose": { request: DisposeUnit; response: UnitRef; permission: "record_step"; kind: "act" };
  "unit.notify_family": { request: NotifyFamily; response: UnitRef; permission: "view_personal"; kind: "act" };
  "unit.hold": { request: HoldUnit; response: UnitRef; permission: "review"; kind: "act" };
  "unit.lift_hold": { request: LiftHold; response: UnitRef; permission: "review"; kind: "act" };
  "unit.correct_collection": { request: CorrectCollection; response: UnitRef; permission: "correct_collection"; kind: "act" };
  "unit.correct_step": { request: CorrectStep; response: UnitRef; permission: "correct_step"; kind: "act" };
  "unit.show_step_correction": { request: CorrectStep; response: StepShown; permission: "correct_step"; kind: "query" };
  "label.preview": { request: LabelRequest; response: PdfReply; permission: "print_label"; kind: "query" };
  "label.print": { request: PrintLabels; response: PrintReply; permission: "print_label"; kind: "act" };
  "label.account": { request: AccountLabels; response: UnitRef; permission: "print_label"; kind: "act" };
  "label.verify": { request: VerifyLabel; response: LabelVerdict; permission: "print_label"; kind: "act" };
  "template.list": { request: Empty; response: TemplateList; permission: "draw_template"; kind: "query" };
  "template.get": { request: TemplateQuery; response: TemplateDetail; permission: "draw_template"; kind: "query" };
  "template.preview": { request: PreviewTemplate; response: TemplatePreview; permission: "draw_template"; kind: "query" };
  "template.file": { request: TemplateToFile; response: TemplateFile; permission: "draw_template"; kind: "act" };
  "template.save": { request: SaveTemplate; response: TemplateDetail; permission: "draw_template"; kind: "act" };
  "template.approve": { request: ApproveTemplate; response: TemplateDetail; permission: "approve_template"; kind: "act" };
  "template.withdraw": { request: WithdrawTemplate; response: TemplateDetail; permission: "approve_template"; kind: "act" };
  "kit.overview": { request: Empty; response: KitOverview; permission: "print_label"; kind: "query" };
  "kit.print": { request: PrintKits; response: KitsReply; permission: "print_label"; kind: "act" };
  "kit.spoil": { request: SpoilKit; response: KitOverview; permission: "print_label"; kind: "act" };
  "kit.spoil_order": { request: SpoilKitOrder; response: KitOverview; permission: "print_label"; kind: "act" };
  "code.positions": { request: PositionsQuery; response: Positions; permission: "print_label"; kind: "query" };
  "code.print": { request: PrintCodes; response: CodesReply; permission: "view"; kind: "act" };
  "print.jobs": { request: Empty; response: PrintJobs; permission: "view"; kind: "query" };
  "print.retry": { request: PrintJobQuery; response: PrintJobs; permission: "print_label"; kind: "act" };
  "print.call_off": { request: CallOffPrint; response: PrintJobs; permission: "print_label"; kind: "act" };
  "print.settle": { request: SettlePrint; response: PrintJobs; permission: "print_label"; kind: "act" };
  "document.preview": { request: DocumentRequest; response: DocumentPreview; permission: "view"; kind: "query" };
  "document.issue": { request: PrintDocument; response: DocumentPrinted; permission: "release"; kind: "act" };
  "document.print": { request: PrintDocument; response: DocumentPrinted; permission: "print_label"; kind: "act" };
  "document.verify": { request: VerifyDocument; response: DocumentVerdict; permission: "view"; kind: "query" };
  "shipment.list": { request: ShipmentListQuery; response: ShipmentPage; permission: "view"; kind: "query" };
  "shipment.get": { request: ShipmentQuery; response: ShipmentView; permission: "view"; kind: "query" };
  "shipment.pack": { request: PackShipment; response: ShipmentView; permission: "ship"; kind: "act" };
  "shipment.hand_over": { request: HandOverShipment; response: ShipmentView; permission: "ship"; kind: "act" };
  "receipt.receive": { request: ReceiveUnit; response: ReceiptView; permission: "receive"; kind: "act" };
  "receipt.decide": { request: DecideReceipt; response: UnitRef; permission: "receive"; kind: "act" };
  "bench.get": { request: UnitQuery; response: BenchView; permission: "view"; kind: "query" };
  "bench.record_step": { request: RecordStep; response: BenchView; permission: "record_step"; kind: "act" };
  "bench.show_step": { request: RecordStep; response: StepShown; permission: "record_step"; kind: "query" };
  "bench.check_scan": { request: CheckScan; response: Empty; permission: "record_step"; kind: "query" };
  "bench.begin_step": { request: BeginStep; response: BenchView; permission: "record_step"; kind: "act" };
  "bench.void_start": { request: VoidStart; response: BenchView; permission: "record_step"; kind: "act" };
  "bench.skip_step": { request: SkipStep; response: BenchView; permission: "record_step"; kind: "act" };
  "attachment.keep": { request: KeepAttachment; response: AttachmentRef; permission: "record_step"; kind: "act" };
  "attachment.get": { request: AttachmentQuery; response: AttachmentView; permission: "view_attachment"; kind: "query" };
  "bench.record_result": { request: RecordResult; response: ResultReply; permission: "enter_result"; kind: "act" };
  "result.recompute": { request: RecomputeResults; response: BenchView; permission: "enter_result"; kind: "act" };
  "result.open": { request: OpenTestsQuery; response: OpenTests; permission: "view"; kind: "query" };
  "result.check_file": { request: ResultFile; response: ResultFileView; permission: "enter_result"; kind: "query" };
  "result.take_file": { request: ResultFile; response: ResultFileView; permission: "enter_result"; kind: "act" };
  "control.list": { request: Empty; response: ControlList; permission: "view"; kind: "query" };
  "control.get": { request: ControlQuery; response: ControlView; permission: "view"; kind: "query" };
  "control.of_test": { request: ControlsOfTestQuery; response: ControlsOfTest; permission: "view"; kind: "query" };
  "control.look_back": { request: ControlPlace; response: LookBack; permission: "view"; kind: "query" };
  "control.propose_target": { request: ProposeTarget; response: ControlView; permission: "report_result"; kind: "act" };
  "control.settle_target": { request: SettleTarget; response: ControlView; permission: "approve_procedure"; kind: "act" };
  "control.end_target": { request: EndTarget; response: ControlView; permission: "approve_procedure"; kind: "act" };
  "control.record": { request: RecordControl; response: ControlReply; permission: "enter_result"; kind: "act" };
  "control.correct": { request: CorrectControl; response: ControlView; permission: "report_result"; kind: "act" };
  "control.explain": { request: ExplainControl; response: ControlView; permission: "enter_result"; kind: "act" };
  "control.check_file": { request: ResultFile; response: ControlFileView; permission: "enter_result"; kind: "query" };
  "control.take_file": { request: ResultFile; response: ControlFileView; permission: "enter_result"; kind: "act" };
  "timer.list": { request: Empty; response: TimerList; permission: "open"; kind: "query" };
  "timer.of": { request: TimersOf; response: TimerList; permission: "view"; kind: "query" };
  "run.list": { request: Empty; response: RunList; permission: "view"; kind: "query" };
  "run.get": { request: RunQuery; response: RunView; permission: "view"; kind: "query" };
  "run.find": { request: FindRun; response: RunRow; permission: "view"; kind: "query" };
  "run.of_unit": { request: UnitQuery; response: RunsOfUnit; permission: "view"; kind: "query" };
  "run.clearance": { request: Empty; response: ClearanceView; permission: "view"; kind: "query" };
  "run.check": { request: CheckRun; response: RunFit; permission: "record_step"; kind: "query" };
  "run.start": { request: StartRun; response: RunView; permission: "record_step"; kind: "act" };
  "run.join": { request: RunAndUnit; response: RunView; permission: "record_step"; kind: "act" };
  "run.leave": { request: LeaveRun; response: RunView; permission: "record_step"; kind: "act" };
  "run.close": { request: CloseRun; response: RunView; permission: "record_step"; kind: "act" };
  "run.check_scan": { request: CheckRunScan; response: Empty; permission: "record_step"; kind: "query" };
  "run.begin_step": { request: BeginRunStep; response: RunView; permission: "record_step"; kind: "act" };
  "run.void_start": { request: VoidRunStart; response: RunView; permission: "record_step"; kind: "act" };
  "run.show_step": { request: RecordRunStep; response: RunStepShown; permission: "record_step"; kind: "query" };
  "run.record_step": { request: RecordRunStep; response: RunView; permission: "record_step"; kind: "act" };
  "run.skip_step": { request: SkipRunStep; response: RunView; permission: "record_step"; kind: "act" };
  "freezing.form": { request: Empty; response: FreezingForm; permission: "view"; kind: "query" };
  "freezing.preview": { request: CurveFile; response: CurvePreview; permission: "process"; kind: "query" };
  "freezing.record": { request: CurveFile; response: CurveView; permission: "process"; kind: "act" };
  "freezing.list": { request: CurveListQuery; response: CurvePage; permission: "view"; kind: "query" };
  "freezing.get": { request: CurveQuery; response: CurveView; permission: "view"; kind: "query" };
  "freezing.of_unit": { request: UnitQuery; response: UnitCurves; permission: "view"; kind: "query" };
  "freezing.review": { request: ReviewCurve; response: CurveView; permission: "review"; kind: "act" };
  "environment.list": { request: Empty; response: RoomList; permission: "view"; kind: "query" };
  "environment.room": { request: RoomQuery; response: RoomView; permission: "view"; kind: "query" };
  "environment.of_run": { request: RunQuery; response: MonitoringsOfRun; permission: "view"; kind: "query" };
  "environment.of_unit": { request: UnitQuery; response: MonitoringsOfUnit; permission: "view"; kind: "query" };
  "environment.uses": { request: RoomUsesQuery; response: UsePage; permission: "view"; kind: "query" };
  "environment.find_runs": { request: FindRoomRuns; response: RunPage; permission: "view"; kind: "query" };
  "environment.find_plate": { request: FindPlate; response: PlateList; permission: "view"; kind: "query" };
  "environment.register": { request: RegisterRoom; response: RoomView; permission: "keep_register"; kind: "act" };
  "environment.retire": { request: RetireRoom; response: RoomView; permission: "keep_register"; kind: "act" };
  "environment.record": { request: MonitorRoom; response: RoomView; permission: "monitor_room"; kind: "act" };
  "environment.read_plate": { request: ReadPlate; response: RoomView; permission: "monitor_room"; kind: "act" };
  "environment.assess": { request: AssessRoom; response: RoomView; permission: "assess_room"; kind: "act" };
  "analyser.list": { request: Empty; response: AnalyserList; permission: "view"; kind: "query" };
  "analyser.set": { request: AnalyserSetting; response: AnalyserList; permission: "configure"; kind: "act" };
  "analyser.remove": { request: AnalyserQuery; response: AnalyserList; permission: "configure"; kind: "act" };
  "inbox.list": { request: Empty; response: InboxList; permission: "report_result"; kind: "query" };
  "inbox.get": { request: InboxQuery; response: InboxDetail; permission: "report_result"; kind: "query" };
  "inbox.assign": { request: AssignWaiting; response: InboxList; permission: "report_result"; kind: "act" };
  "inbox.dismiss": { request: DismissWaiting; response: InboxList; permission: "report_result"; kind: "act" };
  "part.list": { request: UnitQuery; response: PartsView; permission: "view"; kind: "query" };
  "part.make": { request: MakeParts; response: PartsView; permission: "keep_sample"; kind: "act" };
  "part.use": { request: UsePart; response: PartsView; permission: "keep_sample"; kind: "act" };
  "part.place": { request: PlacePart; response: PartsView; permission: "keep_sample"; kind: "act" };
  "part.take_out": { request: ChangePart; response: PartsView; permission: "keep_sample"; kind: "act" };
  "part.separate": { request: ChangePart; response: PartsView; permission: "keep_sample"; kind: "act" };
  "part.discard": { request: DiscardPart; response: PartsView; permission: "end_sample"; kind: "act" };
  "part.void": { request: VoidPart; response: PartsView; permission: "end_sample"; kind: "act" };
  "part.correct": { request: CorrectPart; response: PartsView; permission: "end_sample"; kind: "act" };
  "part.count": { request: CountPart; response: PartsView; permission: "end_sample"; kind: "act" };
  "part.settle": { request: SettlePart; response: PartsView; permission: "end_sample"; kind: "act" };
  "part.count_root": { request: CountRoot; response: PartsView; permission: "end_sample"; kind: "act" };
  "part.call_off_label": { request: CallOffPartLabel; response: PartsView; permission: "reprint_label"; kind: "act" };
  "part.box_set_up": { request: SetUpPartBox; response: PartBoxes; permission: "keep_sample"; kind: "act" };
  "part.renumber": { request: ChangePart; response: PartsView; permission: "end_sample"; kind: "act" };
  "part.print_labels": { request: PrintPartLabels; response: PartLabelsReply; permission: "print_label"; kind: "act" };
  "part.boxes": { request: Empty; response: PartBoxes; permission: "view"; kind: "query" };
  "part.box": { request: PartBoxQuery; response: PartBoxView; permission: "view"; kind: "query" };
  "storage.tanks": { request: Empty; response: TankList; permission: "view"; kind: "query" };
  "storage.grid": { request: TankQuery; response: TankGrid; permission: "view"; kind: "query" };
  "storage.propose": { request: ProposePosition; response: ProposedPosition; permission: "store"; kind: "query" };
  "storage.store": { request: StoreUnit; response: UnitRef; permission: "store"; kind: "act" };
  "storage.readings": { request: TankQuery; response: TankReadings; permission: "view"; kind: "query" };
  "storage.read_tank": { request: ReadTank; response: TankReadings; permission: "store"; kind: "act" };
  "storage.review_readings": { request: ReviewReadings; response: TankReadings; permission: "review"; kind: "act" };
  "deviation.form": { request: Empty; response: DeviationForm; permission: "view"; kind: "query" };
  "deviation.list": { request: DeviationListQuery; response: DeviationPage; permission: "view"; kind: "query" };
  "deviation.get": { request: DeviationQuery; response: DeviationView; permission: "view"; kind: "query" };
  "deviation.of_unit": { request: UnitQuery; response: UnitDeviations; permission: "view"; kind: "query" };
  "deviation.trends": { request: DeviationTrendsQuery; response: DeviationTrends; permission: "view"; kind: "query" };
  "deviation.report": { request: ReportDeviation; response: DeviationView; permission: "report_deviation"; kind: "act" };
  "deviation.widen": { request: WidenDeviation; response: DeviationView; permission: "manage_deviation"; kind: "act" };
  "deviation.preview_removal": { request: DraftRemoval; response: RemovalPreview; permission: "manage_deviation"; kind: "query" };
  "deviation.remove_unit": { request: RemoveUnit; response: DeviationView; permission: "manage_deviation"; kind: "act" };
  "deviation.classify": { request: ClassifyDeviation; response: DeviationView; permission: "manage_deviation"; kind: "act" };
  "deviation.investigate": { request: InvestigateDeviation; response: DeviationView; permission: "manage_deviation"; kind: "act" };
  "deviation.plan_action": { request: PlanAction; response: DeviationView; permission: "manage_deviation"; kind: "act" };
  "deviation.change_action": { request: ChangeAction; response: DeviationView; permission: "manage_deviation"; kind: "act" };
  "deviation.withdraw_action": { request: WithdrawAction; response: DeviationView; permission: "manage_deviation"; kind: "act" };
  "deviation.do_action": { request: DoAction; response: DeviationView; permission: "report_deviation"; kind: "act" };
  "deviation.check_action": { request: CheckAction; response: DeviationView; permission: "manage_deviation"; kind: "act" };
  "deviation.preview_closing": { request: DraftClosing; response: ClosingPreview; permission: "manage_deviation"; kind: "query" };
  "deviation.close": { request: CloseDeviation; response: DeviationView; permission: "manage_deviation"; kind: "act" };
  "deviation.reopen": { request: ReopenDeviation; response: DeviationView; permission: "manage_deviation"; kind: "act" };
  "equipment.list": { request: RegisterQuery; response: EquipmentPage; permission: "view"; kind: "query" };
  "equipment.get": { request: ThingQuery; response: EquipmentView; permission: "view"; kind: "query" };
  "equipment.register": { request: RegisterEquipment; response: EquipmentView; permission: "keep_register"; kind: "act" };
  "equipment.service": { request: ServiceEquipment; response: EquipmentView; permission: "keep_register"; kind: "act" };
  "equipment.take_out": { request: ThingReason; response: EquipmentView; permission: "keep_register"; kind: "act" };
  "equipment.return": { request: ThingReason; response: EquipmentView; permission: "review"; kind: "act" };
  "material.list": { request: RegisterQuery; response: MaterialPage; permission: "view"; kind: "query" };
  "material.get": { request: ThingQuery; response: MaterialView; permission: "view"; kind: "query" };
  "material.receive": { request: ReceiveMaterial; response: MaterialView; permission: "keep_register"; kind: "act" };
  "material.inspect": { request: InspectMaterial; response: MaterialView; permission: "keep_register"; kind: "act" };
  "material.open": { request: OpenMaterial; response: MaterialView; permission: "keep_register"; kind: "act" };
  "material.count": { request: CountMaterial; response: MaterialView; permission: "keep_register"; kind: "act" };
  "material.recall": { request: ThingReason; response: MaterialView; permission: "review"; kind: "act" };
  "material.withdraw_recall": { request: WithdrawRecall; response: MaterialView; permission: "review"; kind: "act" };
  "material.set_stock_rule": { request: SetStockRule; response: MaterialView; permission: "keep_register"; kind: "act" };
  "material.hold_users": { request: ThingQuery; response: MaterialView; permission: "review"; kind: "act" };
  "register.uses": { request: UsesQuery; response: UsePage; permission: "view"; kind: "query" };
  "unit.trace": { request: UnitQuery; response: UnitTrace; permission: "view"; kind: "query" };
  "review.queue": { request: ReviewQueueQuery; response: ReviewQueue; permission: "view"; kind: "query" };
  "review.get": { request: UnitQuery; response: ReviewView; permission: "view"; kind: "query" };
  "review.research": { request: AssignResearch; response: UnitRef; permission: "review"; kind: "act" };
  "review.sign": { request: SignContent; response: UnitRef; permission: "review"; kind: "act" };
  "release.sign": { request: SignContent; response: UnitRef; permission: "release"; kind: "act" };
  "certificate.issue": { request: IssueCertificate; response: CertificateReply; permission: "release"; kind: "act" };
  "work.list": { request: Empty; response: WorkList; permission: "view"; kind: "query" };
  "work.resolve": { request: ResolveWork; response: WorkList; permission: "resolve"; kind: "act" };
  "dashboard.get": { request: DashboardQuery; response: Dashboard; permission: "view"; kind: "query" };
  "bank.statistics": { request: Empty; response: Statistics; permission: "view"; kind: "query" };
  "procedure.list": { request: Empty; response: ProcedureList; permission: "view"; kind: "query" };
  "procedure.text": { request: ProcedureQuery; response: ProcedureText; permission: "view"; kind: "query" };
  "procedure.picture": { request: PictureQuery; response: PictureView; permission: "view"; kind: "query" };
  "procedure.check": { request: CheckProcedure; response: ProcedureCheck; permission: "draw_procedure"; kind: "query" };
  "procedure.file": { request: ProcedureToFile; response: ProcedureFile; permission: "draw_procedure"; kind: "act" };
  "procedure.compare": { request: CompareProcedures; response: ProcedureDifference; permission: "view"; kind: "query" };
  "procedure.drafts": { request: Empty; response: DraftList; permission: "draw_procedure"; kind: "query" };
  "procedure.draft": { request: DraftQuery; response: FoundDraft; permission: "draw_procedure"; kind: "query" };
  "procedure.keep_draft": { request: KeepDraft; response: DraftKept; permission: "draw_procedure"; kind: "act" };
  "procedure.discard_draft": { request: DraftQuery; response: DraftList; permission: "draw_procedure"; kind: "act" };
  "procedure.draw": { request: DrawProcedure; response: ProcedureList; permission: "draw_procedure"; kind: "act" };
  "procedure.return": { request: ReturnProcedure; response: ProcedureList; permission: "approve_procedure"; kind: "act" };
  "procedure.approve": { request: ApproveProcedure; response: ProcedureList; permission: "approve_procedure"; kind: "act" };
  "profile.settle": { request: SetStanding; response: ProcedureList; permission: "approve_procedure"; kind: "act" };
  "limit.confirm": { request: ConfirmLimits; response: ProcedureList; permission: "approve_procedure"; kind: "act" };
  "audit.list": { request: AuditListQuery; response: AuditPage; permission: "audit"; kind: "query" };
  "audit.entry": { request: AuditEntryQuery; response: AuditEntry; permission: "audit"; kind: "query" };
  "audit.export": { request: ExportAudit; response: AuditExported; permission: "audit"; kind: "act" };
  "audit.call_off": { request: Empty; response: Empty; permission: "audit"; kind: "act" };
  "admin.overview": { request: Empty; response: BankOverview; permission: "view"; kind: "query" };
  "admin.add_site": { request: AddSite; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.add_person": { request: AddPerson; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.set_password": { request: SetPassword; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.change_roles": { request: ChangeRoles; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.suspend": { request: SuspendPerson; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.reinstate": { request: ReinstatePerson; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.give_badge": { request: GiveBadge; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.test_badge": { request: TestBadge; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.revoke_badge": { request: RevokeBadge; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.review_accounts": { request: ReviewAccounts; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.failures": { request: Empty; response: SignInFailures; permission: "administer"; kind: "query" };
  "admin.assign_block": { request: AssignBlock; response: BankOverview; permission: "administer"; kind: "act" };
  "admin.add_tank": { request: AddTank; response: BankOverview; permission: "administer"; kind: "act" };
  "printer.list": { request: Empty; response: PrinterList; permission: "view"; kind: "query" };
  "printer.set": { request: SetPrinter; response: PrinterList; permission: "configure"; kind: "act" };
  "printer.status": { request: PrinterQuery; response: PrinterStatus; permission: "view"; kind: "query" };
  "printer.test": { request: PrintTest; response: PrintJob; permission: "print_label"; kind: "act" };
  "printer.remove": { request: PrinterQuery; response: PrinterList; permission: "configure"; kind: "act" };
  "sync.status": { request: Empty; response: SyncStatus; permission: "open"; kind: "query" };
  "sync.now": { request: Empty; response: SyncStatus; permission: "open"; kind: "act" };
  "sync.heard_behind": { request: Empty; response: SyncStatus; permission: "configure"; kind: "act" };
  "sync.connect": { request: ConnectCentre; response: SyncStatus; permission: "configure"; kind: "act" };
  "sync.line": { request: Empty; response: CentreLine; permission: "configure"; kind: "query" };
  "sync.set_line": { request: CentreLine; response: SyncStatus; permission: "configure"; kind: "act" };
  "sync.write_file": { request: WriteBundle; response: BundleSummary; permission: "configure"; kind: "act" };
  "sync.read_file": { request: ReadBundle; response: BundleSummary; permission: "open"; kind: "act" };
  "backup.list": { request: Empty; response: BackupOverview; permission: "view"; kind: "query" };
  "backup.now": { request: Empty; response: BackupOverview; permission: "configure"; kind: "act" };
  "backup.verify": { request: GenerationQuery; response: BackupOverview; permission: "configure"; kind: "act" };
  "backup.set_folder": { request: SetBackupFolder; response: BackupOverview; permission: "configure"; kind: "act" };
  "keys.keyring": { request: Empty; response: KeyringState; permission: "open"; kind: "query" };
  "keys.remember": { request: Remember; response: KeyringState; permission: "configure"; kind: "act" };
  "keys.forget": { request: Empty; response: KeyringState; permission: "configure"; kind: "act" };
  "keys.change_passphrase": { request: ChangePassphrase; response: Empty; permission: "configure"; kind: "act" };
  "ledger.verify": { request: Empty; response: VerifyReply; permission: "view"; kind: "query" };
}

export type Tag = "audit" | "backup" | "bank" | "control" | "deviation" | "draft" | "environment" | "inbox" | "register" | "session" | "shipment" | "station" | "storage" | "sync" | "unit" | "work";

export const COMMAND_TAGS: Record<keyof Commands, readonly Tag[]> = {
  "setup.state": ["session"],
  "setup.create_bank": ["session", "bank"],
  "setup.open_demo": ["session", "bank"],
  "setup.join": ["session", "bank"],
  "setup.unlock": ["session"],
  "setup.unlock_keyring": ["session"],
  "setup.generations": ["session"],
  "setup.restore": ["session", "bank"],
  "setup.start_over": ["session", "bank", "sync"],
  "setup.check_recovery": ["session"],
  "setup.recover": ["session"],
  "session.state": ["session"],
  "session.sign_in": ["session"],
  "session.sign_out": ["session"],
  "session.lock": ["session"],
  "session.unlock": ["session"],
  "session.touch": [],
  "session.read_badge": [],
  "session.change_password": ["session", "bank"],
  "settings.set_idle": ["session"],
  "settings.set_scanner": ["session"],
  "settings.set_locale": ["session", "bank"],
  "scanner.list": ["station"],
  "scanner.set_lines": ["station"],
  "scan.read": ["unit"],
  "donation.enrol": ["unit"],
  "donation.record_consent": ["unit"],
  "donation.questionnaire": ["unit"],
  "donation.record_questionnaire": ["unit"],
  "donation.next_din": ["unit"],
  "donation.register_collection": ["unit"],
  "donation.check_bag_lot": ["register"],
  "donation.cross_check": ["unit"],
  "donation.personal": ["unit"],
  "donation.find_mother": ["unit"],
  "unit.list": ["unit"],
  "unit.get": ["unit"],
  "unit.timeline": ["unit"],
  "unit.reject": ["unit", "work", "session"],
  "unit.dispose": ["unit", "storage", "work", "session"],
  "unit.notify_family": ["unit", "work"],
  "unit.hold": ["unit", "work"],
  "unit.lift_hold": ["unit", "work", "session"],
  "unit.correct_collection": ["unit", "work"],
  "unit.correct_step": ["unit", "work", "register", "session"],
  "unit.show_step_correction": ["unit"],
  "label.preview": ["station"],
  "label.print": ["unit", "station"],
  "label.account": ["unit"],
  "label.verify": ["unit"],
  "template.list": ["bank"],
  "template.get": ["bank"],
  "template.preview": ["bank"],
  "template.file": [],
  "template.save": ["bank"],
  "template.approve": ["bank", "session", "work"],
  "template.withdraw": ["bank", "session", "work"],
  "kit.overview": ["bank", "unit"],
  "kit.print": ["bank", "unit", "station"],
  "kit.spoil": ["bank", "unit"],
  "kit.spoil_order": ["bank", "unit"],
  "code.positions": ["bank"],
  "code.print": ["bank", "station"],
  "print.jobs": ["station"],
  "print.retry": ["station"],
  "print.call_off": ["station", "unit", "shipment", "bank"],
  "print.settle": ["station", "unit", "shipment", "bank"],
  "document.preview": ["unit", "shipment", "storage"],
  "document.issue": ["unit", "station"],
  "document.print": ["unit", "shipment", "station"],
  "document.verify": ["unit", "shipment"],
  "shipment.list": ["shipment"],
  "shipment.get": ["shipment"],
  "shipment.pack": ["shipment", "unit"],
  "shipment.hand_over": ["shipment", "unit"],
  "receipt.receive": ["shipment", "unit", "work"],
  "receipt.decide": ["shipment", "unit", "work", "session"],
  "bench.get": ["unit"],
  "bench.record_step": ["unit", "session"],
  "bench.show_step": ["unit"],
  "bench.check_scan": ["unit", "register"],
  "bench.begin_step": ["unit", "register"],
  "bench.void_start": ["unit", "register"],
  "bench.skip_step": ["unit", "session"],
  "attachment.keep": ["unit"],
  "attachment.get": ["unit"],
  "bench.record_result": ["unit"],
  "result.recompute": ["unit"],
  "result.open": ["unit"],
  "result.check_file": ["unit"],
  "result.take_file": ["unit"],
  "control.list": ["control", "register"],
  "control.get": ["control"],
  "control.of_test": ["control"],
  "control.look_back": ["control", "unit"],
  "control.propose_target": ["control"],
  "control.settle_target": ["control"],
  "control.end_target": ["control"],
  "control.record": ["control"],
  "control.correct": ["control"],
  "control.explain": ["control"],
  "control.check_file": ["control"],
  "control.take_file": ["control"],
  "timer.list": ["unit"],
  "timer.of": ["unit"],
  "run.list": ["unit"],
  "run.get": ["unit", "register"],
  "run.find": ["unit"],
  "run.of_unit": ["unit"],
  "run.clearance": ["bank"],
  "run.check": ["unit"],
  "run.start": ["unit"],
  "run.join": ["unit"],
  "run.leave": ["unit"],
  "run.close": ["unit"],
  "run.check_scan": ["unit", "register"],
  "run.begin_step": ["unit", "register"],
  "run.void_start": ["unit", "register"],
  "run.show_step": ["unit"],
  "run.record_step": ["unit", "session"],
  "run.skip_step": ["unit", "session"],
  "freezing.form": ["bank", "register"],
  "freezing.preview": ["unit", "bank"],
  "freezing.record": ["unit", "work"],
  "freezing.list": ["unit", "bank"],
  "freezing.get": ["unit", "bank"],
  "freezing.of_unit": ["unit", "bank"],
  "freezing.review": ["unit", "work", "session"],
  "environment.list": ["environment", "unit", "bank"],
  "environment.room": ["environment", "unit", "bank"],
  "environment.of_run": ["environment", "unit", "bank"],
  "environment.of_unit": ["environment", "unit", "bank"],
  "environment.uses": ["environment", "unit", "register"],
  "environment.find_runs": ["environment", "unit", "bank"],
  "environment.find_plate": ["environment"],
  "environment.register": ["environment"],
  "environment.retire": ["environment"],
  "environment.record": ["environment", "unit"],
  "environment.read_plate": ["environment", "unit"],
  "environment.assess": ["environment", "unit", "session"],
  "analyser.list": ["station", "inbox"],
  "analyser.set": ["station"],
  "analyser.remove": ["station"],
  "inbox.list": ["inbox"],
  "inbox.get": ["inbox", "unit"],
  "inbox.assign": ["inbox", "unit"],
  "inbox.dismiss": ["inbox", "unit"],
  "part.list": ["unit", "storage"],
  "part.make": ["unit", "storage", "work"],
  "part.use": ["unit", "storage", "work"],
  "part.place": ["unit", "storage", "work"],
  "part.take_out": ["unit", "storage", "work"],
  "part.separate": ["unit", "storage"],
  "part.discard": ["unit", "storage", "work", "session"],
  "part.void": ["unit", "storage", "work", "session"],
  "part.correct": ["unit", "storage", "work"],
  "part.count": ["unit", "storage", "work", "session"],
  "part.settle": ["unit", "storage", "work", "session"],
  "part.count_root": ["unit", "storage", "work", "session"],
  "part.call_off_label": ["unit", "storage", "work"],
  "part.box_set_up": ["storage"],
  "part.renumber": ["unit", "storage", "work"],
  "part.print_labels": ["unit", "station"],
  "part.boxes": ["unit", "storage"],
  "part.box": ["unit", "storage"],
  "storage.tanks": ["storage"],
  "storage.grid": ["storage"],
  "storage.propose": ["storage"],
  "storage.store": ["storage", "unit"],
  "storage.readings": ["storage"],
  "storage.read_tank": ["storage"],
  "storage.review_readings": ["storage"],
  "deviation.form": ["bank"],
  "deviation.list": ["deviation"],
  "deviation.get": ["deviation", "unit"],
  "deviation.of_unit": ["deviation"],
  "deviation.trends": ["deviation"],
  "deviation.report": ["deviation", "unit", "work"],
  "deviation.widen": ["deviation", "unit", "work"],
  "deviation.preview_removal": ["deviation"],
  "deviation.remove_unit": ["deviation", "unit", "work"],
  "deviation.classify": ["deviation", "work"],
  "deviation.investigate": ["deviation"],
  "deviation.plan_action": ["deviation", "work"],
  "deviation.change_action": ["deviation", "work"],
  "deviation.withdraw_action": ["deviation", "work"],
  "deviation.do_action": ["deviation", "work"],
  "deviation.check_action": ["deviation", "work"],
  "deviation.preview_closing": ["deviation"],
  "deviation.close": ["deviation", "unit", "work"],
  "deviation.reopen": ["deviation", "unit", "work"],
  "equipment.list": ["register"],
  "equipment.get": ["register"],
  "equipment.register": ["register", "unit"],
  "equipment.service": ["register", "unit"],
  "equipment.take_out": ["register", "unit"],
  "equipment.return": ["register", "unit"],
  "material.list": ["register"],
  "material.get": ["register", "unit"],
  "material.receive": ["register", "unit"],
  "material.inspect": ["register", "unit"],
  "material.open": ["register", "unit"],
  "material.count": ["register"],
  "material.recall": ["register", "unit", "work"],
  "material.withdraw_recall": ["register", "unit", "work", "session"],
  "material.set_stock_rule": ["register", "unit"],
  "material.hold_users": ["register", "unit", "work"],
  "register.uses": ["register", "unit"],
  "unit.trace": ["unit", "register"],
  "review.queue": ["unit"],
  "review.get": ["unit"],
  "review.research": ["unit", "work", "session"],
  "review.sign": ["unit", "session"],
  "release.sign": ["unit", "session"],
  "certificate.issue": ["unit"],
  "work.list": ["work", "register"],
  "work.resolve": ["work", "unit", "session"],
  "dashboard.get": ["unit", "deviation"],
  "bank.statistics": ["unit"],
  "procedure.list": ["bank"],
  "procedure.text": ["bank"],
  "procedure.picture": ["bank"],
  "procedure.check": ["bank"],
  "procedure.file": [],
  "procedure.compare": ["bank"],
  "procedure.drafts": ["draft"],
  "procedure.draft": ["draft"],
  "procedure.keep_draft": ["draft"],
  "procedure.discard_draft": ["draft", "work"],
  "procedure.draw": ["bank", "draft", "work"],
  "procedure.return": ["bank", "unit", "work"],
  "procedure.approve": ["bank", "unit", "work", "session"],
  "profile.settle": ["bank", "unit", "session"],
  "limit.confirm": ["bank", "unit", "session"],
  "audit.list": ["audit"],
  "audit.entry": ["audit"],
  "audit.export": [],
  "audit.call_off": [],
  "admin.overview": ["bank"],
  "admin.add_site": ["bank"],
  "admin.add_person": ["bank"],
  "admin.set_password": ["bank"],
  "admin.change_roles": ["bank"],
  "admin.suspend": ["bank"],
  "admin.reinstate": ["bank"],
  "admin.give_badge": ["bank"],
  "admin.test_badge": ["bank"],
  "admin.revoke_badge": ["bank"],
  "admin.review_accounts": ["bank", "session"],
  "admin.failures": ["bank"],
  "admin.assign_block": ["bank"],
  "admin.add_tank": ["bank", "storage"],
  "printer.list": ["station"],
  "printer.set": ["station"],
  "printer.status": ["station"],
  "printer.test": ["station"],
  "printer.remove": ["station"],
  "sync.status": ["sync"],
  "sync.now": ["sync"],
  "sync.heard_behind": ["sync"],
  "sync.connect": ["sync"],
  "sync.line": ["sync"],
  "sync.set_line": ["sync"],
  "sync.write_file": ["sync"],
  "sync.read_file": ["sync"],
  "backup.list": ["backup"],
  "backup.now": ["backup", "sync"],
  "backup.verify": ["backup"],
  "backup.set_folder": ["backup", "sync"],
  "keys.keyring": ["station"],
  "keys.remember": ["station"],
  "keys.forget": ["station"],
  "keys.change_passphrase": ["station"],
  "ledger.verify": ["station"],
};
