/** The parts of a unit's record that several screens show: findings, facts, results, steps, places, holds, signatures. */
import { addLocales } from '../i18n';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

addLocales('dossier', { 'zh-CN': zh, en });

export { BlockerList } from './BlockerList';
export { CalculationTable } from './CalculationTable';
export { CertificateTable } from './CertificateTable';
export { DepartureList } from './DepartureList';
export { EarlierSteps } from './EarlierSteps';
export { FindingTable } from './FindingTable';
export { HoldTable } from './HoldTable';
export { isException, Judgements } from './Judgements';
export { LocationTable } from './LocationTable';
export { Changes, ClockDoubts, duration, Replaced } from './Replaced';
export { ResultTable, resultValue } from './ResultTable';
export { SignatureTable } from './SignatureTable';
export { isDeparted, StepTable } from './StepTable';
export { CollectionFacts, DonationFacts, ReceiptFacts } from './UnitFacts';
export { UnitHeader } from './UnitHeader';
export { useUnitColumns, type UnitColumn } from './useUnitColumns';
export { VerdictTone } from './VerdictTone';
export { CurveFindings } from './CurveFindings';
export { UnitCurveList } from './CurveTable';
export { blockerProblem } from './words';
export { FormerFindings, MonitoringCard, PlateReads, RunMonitoringList, StandingTone, UnitMonitoringList } from './MonitoringList';
