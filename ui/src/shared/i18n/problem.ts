/** The sentence of a problem's code, with its parameters in words. */
import type { Problem } from '@/api/gen/commands';
import { i18n } from '.';
import { formatDateTime } from './format';
import type { Vocabulary } from './hooks';

/** Parameters whose values are words of a vocabulary; where there are two, the first that has the word. */
const PARAM_WORDS: Record<string, Vocabulary[]> = {
  wanted: ['ScanKind'], got: ['ScanKind'], expected: ['ScanKind', 'ScanCharacter'], missing: ['ScanKind'], found: ['ScanKind'], kind: ['ScanKind'],
  status: ['UnitStatus'], permission: ['Permission'], role: ['ScanKind', 'Role'], roles: ['Role'], inventory: ['Inventory'], meaning: ['Meaning'],
  purpose: ['TankPurpose'], template: ['LabelTemplate'], kind_wanted: ['ThingKind'], kind_found: ['ThingKind'], stage: ['DeviationStage'], service: ['ServiceKind'], level: ['ControlLevel'], part_kind: ['PartKind'], place_kind: ['PlaceKind'], of: ['PartSource', 'PartKind'], source: ['PartSource'], outdated: ['Outdated'],
};

/** A number above this is a moment in ms (after 1973), not a count. */
const MOMENT_MIN = 1e11;

function paramText(name: string, value: string | number): string {
  // Parameters travel as numbers or as text; an instrument's clock that has lost its time may stand before 2001, with a digit less.
  const isMoment = (text: string) => /^\d{13}$/.test(text) || (name === 'measured' && /^\d{12}$/.test(text));
  const number = typeof value === 'number' ? value : isMoment(value) ? Number(value) : 0;
  if (number > MOMENT_MIN) return formatDateTime(number);
  if (typeof value === 'number') return String(value);
  if (name === 'field') {
    const last = value.slice(value.lastIndexOf('.') + 1);
    return i18n.t(`fields.${last}`, { ns: 'shared', defaultValue: value });
  }
  // Of a hold it is a word of ours, elsewhere what a device or a person said.
  if (name === 'reason') return i18n.t(`vocab.HoldReason.${value}`, { ns: 'shared', defaultValue: value });
  const vocabularies = PARAM_WORDS[name];
  if (!vocabularies) return value;
  return value
    .split(/,\s*/)
    .map((word) => i18n.t(vocabularies.map((vocabulary) => `vocab.${vocabulary}.${word}`), { ns: 'shared', defaultValue: word }))
    .join(' / ');
}

/** The text; an unknown code is shown as it is, with its parameters. */
export function problemText(problem: Pick<Problem, 'code' | 'params'>): string {
  const entries = Object.entries(problem.params ?? {});
  if (!i18n.exists(problem.code, { ns: 'problems', keySeparator: false })) {
    const rest = entries.map(([name, value]) => `${name}=${String(value)}`).join(', ');
    return rest === '' ? problem.code : `${problem.code} (${rest})`;
  }
  // The program has words of its own for codes that a bank makes up: steps, procedures, checks.
  const [language, other] = i18n.language === 'en' ? ['en', 'zh'] : ['zh', 'en'];
  const given = (name: string) => problem.params[`${name}_${language}`] ?? problem.params[`${name}_${other}`];
  const params = Object.fromEntries(entries.map(([name, value]) => [name, given(name) ?? paramText(name, value)]));
  return i18n.t(problem.code, { ...params, ns: 'problems', keySeparator: false });
}
