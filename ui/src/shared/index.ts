/**
 * What every feature builds on. Import only from '@/shared' and '@/api'; never from another feature.
 *
 * A FEATURE is a folder `features/X` whose index.ts exports `screen` (the route's component) and `locales`
 * (`{ 'zh-CN': zh, en }` from its locales/*.json, same keys in both). Texts: `const t = useTexts('X')`; `t('key', {count})`.
 * Its route is `/X` and `/X/<id>`: `useRouteId()` gives the id (a DonationId, a ShipmentId ...) or null. Go elsewhere by
 * `useOpen()`: `open.unit(donation)`, `open.screen('bench', donation)`.
 *
 * DATA   `@/api`: `useCommandQuery(name, request, {enabled, keepPrevious})`, `useAct(name)` (mutate / mutateAsync, whose callbacks outlive the form; refreshes
 *        what the act made stale), `call`. Show a query with `<Loaded query={q}>{(data) => ...}</Loaded>`.
 *        Lists with cursors: `useKeysetPages('unit.list', filters)` -> rows, hasMore, loadMore, loading, first, error.
 * FORMS  `const f = useFields({...})`; `<ActForm act={act} onSubmit={...}>` with `<FieldText {...f.bind('name')} required />`;
 *        FieldText FieldNumber FieldPassword FieldLongText FieldDate ('yyyy-mm-dd') FieldDateTime (ms | null) FieldSelect
 *        FieldRadio FieldChecks FieldCheck FieldScan; FieldRow, Buttons; `<SubmitButton command="donation.enrol" act={act}>`.
 *        `name` is the request field: it gives the label (shared `fields.<name>`; add missing ones there), the test id, and
 *        the place where a Problem with that `field` shows. Numbers stay the text that was typed; the program judges them.
 *        SignatureDialog asks for what the signature wants and calls `onSign({ login, password })`. Enter submits everywhere.
 * SCAN   `useScan(handler)`: the screen's handler gets every scan (wedge, serial, scan field) before the default one, which
 *        opens the unit or box. Answer true when handled, false to pass on, throw a Problem or `wrongKind({wanted, got})` to
 *        beep, flash and say so. FieldScan takes scans while it has the focus. `useScanBus().dispatch(text)` simulates one.
 *        AskingModal asks before it is closed over what was typed. FormDialog and SignatureDialog refuse scans that none of their fields takes; put `<ScanBlock />` into other dialogs.
 * SHOW   PageHeader Panel Loaded EmptyState LoadingState ProblemAlert StatusBadge Tone Din TimeText useAgo Facts MeaningText
 *        DataGrid (virtual rows, keyboard), `useWord()('UnitStatus', status)` for words of vocabularies, `pick({zh, en})`,
 *        formatNumber formatDate formatDateTime formatToSecond.
 * UNITS  `./dossier`: FindingTable BlockerList ResultTable StepTable LocationTable HoldTable SignatureTable CertificateTable
 *        DonationFacts CollectionFacts ReceiptFacts UnitHeader VerdictTone `useUnitColumns(keys, of)`; `<PdfView base64 label />`;
 *        `./sop`: `describeStep` says a step of a procedure in words, `ProcedureComparison` what a version changes of another.
 *        `<DocumentButton documents={['dossier']} donations={[donation]} testId />` previews and prints documents.
 * WHO    `useSession()` -> operator, bank; `useCan('release')` only hides what the program would refuse.
 * KEYS   `useHotkeys({ 'alt+n': ... })`; Alt+0..9 belong to the shell (Alt+0 opens the list of every screen), F2 focuses the scan field.
 *
 * TEST IDS (kebab-case, stable) `nav-<screen>`, `scan-field`, `field-<request field>`, `field-<field>-<option>` for radio and
 *        check options, `submit-<command with dots as dashes>` e.g. `submit-bench-record_step`,
 *        `<grid>-row` for rows, `problem` (with data-code), `signature-submit`, `now-<field>`; other buttons
 *        `<screen>-<act>`.
 */
export * from './i18n';
export { LinePlot, type PlotLine } from './chart/LinePlot';
export { Bar } from './display/Bar';
export { Din, dinText } from './display/Din';
export { Facts, MeaningText } from './display/Facts';
export { ProblemAlert } from './display/ProblemAlert';
export { EmptyState, Loaded, LoadingState, PageHeader, Panel } from './display/States';
export { StatusBadge } from './display/StatusBadge';
export { SyncTone } from './display/SyncTone';
export { TimeText, useAgo, useNow } from './display/TimeText';
export { Tone, type ToneName } from './display/Tone';
export { AskingModal, type Asking } from './form/AskingModal';
export { EChart } from './chart/EChart';
export { saveCsv, toCsv, type Cell } from './chart/csv';
export type { ChartColours } from './chart/theme';
export { toBase64 } from './form/base64';
export { ActForm, ignoreImeEnter, SubmitButton, submitTestId, type ActState } from './form/ActForm';
export { FieldCheck, FieldChecks, FieldRadio, FieldSelect, type Option } from './form/choices';
export { FormProblem } from './form/context';
export { Attachment } from './attachments/Attachment';
export { FieldAttachment } from './attachments/FieldAttachment';
export { dataUrl, fromBase64, kilobytes } from './attachments/media';
export { toJpeg } from './attachments/scale';
export { StepPicture } from './attachments/StepPicture';
export { FieldScan } from './form/FieldScan';
export { focusFirstEmpty, focusNext } from './form/focus';
export { FormDialog } from './form/FormDialog';
export { givenSecond, NO_SECOND, SecondPerson, type Second } from './form/SecondPerson';
export { LeaveDialog, LeaveGuard, useLeaving } from './form/LeaveGuard';
export { Buttons, FieldRow } from './form/layout';
export { FieldDate, FieldDateTime } from './form/moments';
export { parseDay, parseMoment } from './form/moment';
export * from './dossier';
export * from './sop';
export { SignatureDialog, type Credential } from './form/SignatureDialog';
export { FieldLongText, FieldNumber, FieldPassword, FieldText, type FieldProps } from './form/texts';
export { useFields, type Bound, type Fields } from './form/useFields';
export { DataGrid, type Column } from './grid/DataGrid';
export { TwoLines } from './grid/TwoLines';
export { useKeysetPages } from './grid/useKeysetPages';
export { hotkeyOf, useHotkeys } from './hooks/useHotkeys';
export { noticeAt, onNoticed, type NoticedRoom } from './hooks/noticing';
export { PATHS, RUN_PREFIX, useOpen, useRouteId, type ScreenName } from './hooks/useOpen';
export { DocumentButton } from './documents/DocumentButton';
export { PickList, usePicking } from './documents/PickList';
export { ScannedDocument, VerifyDocument } from './documents/VerifyDocument';
export { LabelPanel } from './labels/LabelPanel';
export { PrintTrouble } from './labels/PrintTrouble';
export { BEDSIDE_SET, changed, COUNT_MAX, templatesOf, toTemplates, UNIT_SET, type LabelSet } from './labels/labelSet';
export { PdfView } from './pdf/PdfView';
export { ScanBlock } from './scan/ScanBlock';
export { useScan, useScanBus, wrongKind, type ScanHandler } from './scan/context';
export { PASSED_ON, readScanOf, readUnit, runNotHere, scannedTwice, UNIT_LABELS, unitNotHere, valueScan, wrongUnit } from './scan/read';
export { ScanSlot } from './scan/ScanSlot';
export { Front } from './session/Front';
export { RestoreForm } from './restore/RestoreForm';
export { LineFields } from './exchange/LineFields';
export { FileSummary, ReadFileForm } from './exchange/ReadFileForm';
export { useDraft, type Draft } from './hooks/useDraft';
export * from './samples';
export { TimerMark, timerText } from './timers/TimerMark';
export { clockText, dueMs, pressureOf, type Pressure } from './timers/pressure';
export { useStationNow } from './timers/useStationNow';
export { timerKey, timerName, useTimersSaid } from './timers/useTimersSaid';
export { useInTurn, type InTurn } from './hooks/useInTurn';
export { useProgress } from './hooks/useProgress';
export { useRested } from './hooks/useRested';
export { useCan, useSession, SessionContext, type SignedIn } from './session/context';
export type { Feature } from './session/feature';
