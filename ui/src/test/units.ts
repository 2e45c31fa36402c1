/** Invented units for tests: whole views with the parts that a test cares about laid over them. */
import type { ResultView, ReviewView, StepView, UnitRow, UnitView } from '@/api/gen/commands';

export const DONATION = '0123456789abcdef0123456789abcdef';
export const DIN = 'A999926000028';

export function unitRow(over: Partial<UnitRow> = {}): UnitRow {
  return {
    donation: DONATION, din: DIN, check_character: 'K', status: 'stored', held: false, inventory: 'public', site: 'site', site_code: 'LAB',
    collected_ms: 1_780_000_000_000, volume_ml: '88.5', position: 'T01-R01-S001', changed_ms: 1_780_100_000_000, ...over,
  };
}

export const TNC: ResultView = {
  test: 'tnc_post', zh: '有核细胞总数', en: 'Total nucleated cells', unit: '×10^8', choices: [], example: '', required: true, specimen: null, usual_method: '', device: null, decimals: 2, critical: true, mine: true, reported_by: ['test_lab'], standing: 'final', since_ms: 1_790_000_000_000, value: '8.4', method: 'analyser',
  state: 'final', not_done: null, finding: { rule: 'tnc_post', verdict: 'pass', value: '8.4 ×10^8', limit: '≥ 5.0 ×10^8', source: 'label' },
  at_ms: 1_780_090_000_000, by: '赵敏', repeats: null, computed: null, set_aside: [], corrected: [{ value: '9.4', reason: 'typo', at_ms: 1_780_080_000_000, by: '赵敏' }],
};

export const WEIGH: StepView = {
  code: 'weigh', number: 16, zh: '称量', en: 'Weigh', help_zh: '', help_en: '', picture: null, inputs: [], standing: 'done', who: [], mine: true,
  recorded_by: null, optional: false, repeatable: false, parallel: false, stop: false, needs_second: false, dwell: null, begun_ms: null, windows: [],
  scans: [{ code: 'equipment', zh: '设备', en: 'Equipment', kind: 'equipment', value: 'BAL-1' }], skip_digest: null, may_repeat: false, repeat: 'stop', skip: 'stop', departures: [], reason: null,
  done_ms: 1_780_050_000_000, entered_ms: null, by: '孙强', second: null,
  values: [{ code: 'gross_weight', zh: '毛重', en: 'Gross weight', value: '150', unit: 'g', attachment: null }], corrected: [], earlier: [],
};

export function unitView(over: Partial<UnitView> = {}): UnitView {
  return {
    row: unitRow(), due_date: '2026-06-01', consent: { form_version: '3', scope: ['transplant'], signed_on: '2026-05-01' },
    questionnaire: { form_version: '1', outcome: 'eligible', flagged: [] }, collection: null, cross_checked_ms: null, label_prints: 1, labels: [], shipment: null,
    receipt: null, sop: null, steps: [WEIGH], results: [TNC],
    locations: [{ position: 'T01-R01-S001', site_code: 'LAB', from_ms: 1_780_100_000_000, until_ms: null, by: '周洁' }],
    holds: [], rejection: null, research: null, disposal: null, notices: [], judgements: [], calculations: [], retention: null, signatures: [], rejection_digest: 'e'.repeat(64), certificates: [], next_acts: ['review'], ...over,
  };
}

export function reviewView(over: Partial<ReviewView> = {}): ReviewView {
  return { unit: unitView(), findings: TNC.finding ? [TNC.finding] : [], blockers: [], confirmers: ['quality'], digest: 'd'.repeat(64), signer: '陈静', can_review: true, can_research: true, research_blockers: [], research_digest: 'f'.repeat(64), can_release: false, ...over };
}
