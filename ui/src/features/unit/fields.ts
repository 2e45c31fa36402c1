/** A record's fields as people read them: names and values in words, units, dates; codes and digests shortened. */
import rejectionReasons from '@assets/picklists/rejection-reasons.json';
import questionnaire from '@assets/questionnaires/health-v1.json';
import type { TimelineEvent, TimelineField, UnitView } from '@/api';
import { dinText, formatDateTime, pick, type Texts, type Vocabulary } from '@/shared';

export interface ReadField {
  name: string;
  label: string;
  text: string;
  /** The value unshortened, where it was shortened. */
  whole?: string;
  mono?: boolean;
  /** A later record replaced this value. */
  replaced?: boolean;
  /** A correction, a departure, an exception. */
  attention?: boolean;
}

type Word = (vocabulary: Vocabulary, value: string) => string;

const WORDS: Record<string, Vocabulary> = {
  inventory: 'Inventory', outcome: 'Eligibility', scheme: 'NumberScheme', din_source: 'DinSource', infant_sex: 'InfantSex',
  delivery_mode: 'DeliveryMode', decision: 'ReceiptDecision', proposed: 'ReceiptDecision', state: 'ResultState', meaning: 'Meaning',
  purpose: 'Purpose', procedure: 'ProcedureKind', personal_data: 'PersonalData', fate: 'LabelFate', template: 'LabelTemplate', document: 'DocumentKind', rule: 'DepartureRule',
  class: 'DeviationClass', fitness: 'UnitFitness', action_kind: 'ActionKind', disposal: 'Disposal', standing: 'ProfileStanding', notice: 'FamilyNotice', level: 'ControlLevel', entry: 'ControlEntry', target_source: 'TargetSource', media: 'MediaType', grade: 'RoomGrade', room_state: 'RoomState', room_quantity: 'RoomQuantity', limit_level: 'LimitLevel',
  part_kind: 'PartKind', container: 'PartContainer', source: 'PartSource', volume_unit: 'VolumeUnit', part_use: 'PartUse', part_volume: 'PartVolume', part_presence: 'PartPresence',
};
const LISTS: Record<string, Vocabulary> = { scope: 'ConsentScope', templates: 'LabelTemplate', roles: 'Role' };
const CODES = new Set(['din', 'position', 'bag_lot', 'lot', 'equipment', 'bag_scan', 'companion_scan', 'box_code', 'number', 'badge', 'seal', 'numbers', 'kept_at']);
const ATTENTION = new Set(['correction_reason', 'move_reason', 'reprint_reason', 'reason']);
/** Said by another field of the same record. */
const SAID: Record<string, readonly string[]> = {
  'unit.stored': ['tank', 'rack', 'slot'],
  'document.called_off': ['station', 'seq'],
  'step.start_voided': ['station', 'seq'],
  'result.recorded': ['number', 'choice', 'unit'],
  ...Object.fromEntries(
    ['made', 'used', 'placed', 'taken_out', 'separated', 'discarded', 'corrected', 'counted', 'renumbered', 'voided', 'settled'].map((kind) => [`part.${kind}`, ['of_station', 'of_seq']]),
  ),
  'part.labelled': ['of_parts'],
  'part.label_called_off': ['of_parts', 'station', 'seq'],
  // Said by the changes beside them: old and new.
  'collection.corrected': ['infant_sex', 'birth_weight_g', 'gestation_d', 'delivery_mode', 'started_ms', 'ended_ms', 'volume_ml'],
};

/** What a record is about comes first, evidence last. */
const FIRST = ['step', 'test', 'din', 'position', 'decision', 'kind', 'number'];
const LAST = ['equipment', 'lot', 'sop', 'sop_version', 'key', 'digest', 'content_digest'];

function rank({ name }: TimelineField): number {
  const first = FIRST.indexOf(name);
  return first >= 0 ? first - FIRST.length : LAST.indexOf(name) + 1;
}

export function readEvent(event: TimelineEvent, unit: UnitView, t: Texts, word: Word): ReadField[] {
  const said = SAID[event.kind] ?? [];
  const shown = event.fields.filter(({ name }) => !said.includes(name)).toSorted((one, other) => rank(one) - rank(other));
  const rest = shown.map((field) => readField(event, field, unit, t, word));
  if (event.kind !== 'result.recorded') return rest;
  return [rest.filter(({ name }) => name === 'test'), [resultField(event, unit, t)], rest.filter(({ name }) => name !== 'test')].flat();
}

function readField({ kind }: TimelineEvent, { name, value, replaced }: TimelineField, unit: UnitView, t: Texts, word: Word): ReadField {
  const plain = { name, label: t(`field.${name}`), text: value, replaced };
  const vocabulary = WORDS[name];
  const list = LISTS[name];
  if (kind.startsWith('step.') && plain.label === `field.${name}`) return { ...stepValue(name, value, unit), replaced };
  if (vocabulary) return { ...plain, text: word(vocabulary, value), attention: value === 'deferred' || value === 'reject' || value === 'invalid' };
  if (list) return { ...plain, text: value.split(', ').map((one) => word(list, one)).join(' · ') };
  if (name === 'own_templates') return { ...plain, text: pairs(value).map(([label, version]) => `${word('LabelTemplate', label)} · ${version}`).join(' · ') };
  if (name === 'answers') return { ...plain, ...answers(value, t, word) };
  if (name === 'scans') return { ...plain, text: pairs(value).map(([role, text]) => `${word('ScanKind', role)} ${numberOf(text)}`).join(' · '), whole: value, mono: true };
  if (kind === 'unit.rejected' && name === 'reason') return { ...plain, text: nameOf(rejectionReasons, 'code', value), attention: true };
  if (name === 'kind' && kind === 'work.resolved') return { ...plain, text: t(`disagreement.${value}`) };
  if (name === 'test') return { ...plain, text: nameOf(unit.results, 'test', value) };
  if (name === 'step') return { ...plain, text: nameOf(unit.steps, 'code', value) };
  if (name === 'begins_ms') return plain;
  if (name.endsWith('_ms')) return { ...plain, text: formatDateTime(Number(value)) };
  if (value === 'true' || value === 'false') return { ...plain, text: t(`yes_no.${value}`), attention: name === 'intact' && value === 'false' };
  if (name === 'gestation_d') return { ...plain, text: t('gestation', { weeks: Math.floor(Number(value) / 7), days: Number(value) % 7 }) };
  if (/^[0-9a-f]{32,64}$/.test(value)) return { ...plain, text: `${value.slice(0, 12)}…`, whole: value, mono: true };
  return { ...plain, text: value + unitOf(name), mono: CODES.has(name), attention: ATTENTION.has(name) };
}

function resultField({ fields }: TimelineEvent, unit: UnitView, t: Texts): ReadField {
  const get = (name: string) => fields.find((field) => field.name === name)?.value;
  const test = unit.results.find(({ test }) => test === get('test'));
  const choice = test?.choices.find(({ code }) => code === get('choice'));
  const number = get('number');
  const text = number === undefined ? (choice ? pick(choice) : (get('choice') ?? '—')) : [number, get('unit')].filter(Boolean).join(' ');
  return { name: 'value', label: t('field.value'), text, replaced: fields.some((field) => field.replaced && (field.name === 'number' || field.name === 'choice')) };
}

/** A value of a step carries the input's code as its name. */
function stepValue(name: string, value: string, unit: UnitView): ReadField {
  const all = unit.steps.flatMap(({ inputs }) => inputs);
  const recorded = unit.steps.flatMap(({ values }) => values).find(({ code }) => code === name);
  const input = all.find(({ code }) => code === name);
  const choice = all.filter(({ code }) => code === name).flatMap(({ choices }) => choices).find(({ code }) => code === value);
  const named = input ?? recorded;
  const text = input?.kind === 'time' ? formatDateTime(Number(value)) : value;
  return { name, label: named ? pick(named) : name, text: choice ? pick(choice) : text };
}

/** The number in a label's code without what tells the code's kind; any other code as it was read. */
function numberOf(code: string): string {
  return /^(=|&d)[A-Z]\d{14}$/.test(code) ? dinText(code.replace(/^(=|&d)/, '')) : code;
}

/** `left = right, left = right`; which side is the code differs with the encoder, so both orders are read. */
export function pairs(text: string): [string, string][] {
  return text.split(', ').map((pair) => {
    const cut = pair.indexOf(' = ');
    return cut < 0 ? ['', pair] : [pair.slice(0, cut), pair.slice(cut + 3)];
  });
}

/** Only what is not `no`, and how many the others are. */
function answers(value: string, t: Texts, word: Word): Pick<ReadField, 'text' | 'attention'> {
  const read = pairs(value).map(([left, right]) => (isAnswer(left) ? { answer: left, question: right } : { answer: right, question: left }));
  const flagged = read.filter(({ answer }) => answer !== 'no');
  const others = t('answers_no', { count: read.length - flagged.length });
  const said = flagged.map(({ question, answer }) => `${nameOf(questionnaire.questions, 'code', question)} ${word('Answer', answer)}`);
  return { text: [...said, others].join(' · '), attention: flagged.length > 0 };
}

function isAnswer(text: string): boolean {
  return text === 'no' || text === 'yes' || text === 'unknown';
}

function nameOf<K extends string, T extends { [P in K]: string } & { zh: string; en: string }>(all: readonly T[], key: K, code: string): string {
  const found = all.find((one) => one[key] === code);
  return found ? pick(found) : code;
}

function unitOf(name: string): string {
  const suffix = name.slice(name.lastIndexOf('_') + 1);
  return { ml: ' mL', g: ' g', c: ' °C' }[suffix] ?? '';
}
