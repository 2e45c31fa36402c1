/** What a step says, in words and in the order in which somebody reads it. What has the usual value is not said. Pure. */
import { pick, type Texts, type Vocabulary } from '../i18n';
import { bilingual, isPart, listOf, partOf, stringsOf, textOf, type Part } from './text';

/** One thing that a step says, under its name. */
export interface Said {
  /** What sort: groups lines, and names them in tests. */
  of: 'help' | 'who' | 'how' | 'input' | 'scan' | 'when' | 'time' | 'rule' | 'picture';
  label: string;
  text: string;
}

export interface Speech {
  t: Texts;
  word: (vocabulary: Vocabulary, value: string) => string;
  /** The steps of the text, which conditions and times name. */
  steps: Part[];
  /** Says the codes of choices beside their words: two versions may differ in them alone. */
  codes?: boolean;
}

const SEPARATOR = ' · ';
const joined = (texts: (string | false)[]) => texts.filter((text): text is string => text !== false && text !== '').join(SEPARATOR);

export function describeStep(step: Part, speech: Speech): Said[] {
  const { t, word } = speech;
  const say = (of: Said['of'], label: string, text: string): Said[] => (text === '' ? [] : [{ of, label, text }]);
  const elsewhere = textOf(step.recorded_by);
  const picture = isPart(step.picture) ? pick(bilingual(step.picture)) || t('has_picture') : '';
  return [
    ...say('help', t('help'), pick(bilingual(step.help))),
    ...say('picture', t('picture'), picture),
    ...say('who', t('who'), stringsOf(step.who).map((role) => word('Role', role)).join(SEPARATOR) || t('everyone')),
    ...say('how', t('elsewhere'), elsewhere === '' ? '' : t(`record.${elsewhere}`, { defaultValue: elsewhere })),
    ...['needs_second', 'optional', 'parallel', 'stop', 'repeatable'].flatMap((flag) => say('how', t('how'), step[flag] === true ? t(`flag.${flag}`) : '')),
    ...say('how', t('how'), step.per === 'run' ? t('flag.per_run') : ''),
    ...listOf(step.inputs).flatMap((input) => say('input', pick(bilingual(input)), inputText(input, speech))),
    ...scansOf(step, speech).flatMap(({ label, text }) => say('scan', label, text)),
    ...say('when', t('when'), isPart(step.when) ? branchText(step.when, speech) : ''),
    ...listOf(step.timing).flatMap((timing) => say('time', t('timing'), timingText(timing, speech))),
    ...say('time', t('dwell'), isPart(step.dwell) ? dwellText(step.dwell, speech) : ''),
    ...(elsewhere === '' ? departures(step, speech).flatMap(({ label, text }) => say('rule', label, text)) : []),
  ];
}

/** What a step takes where it is left out, entered late or done again: said also where it is the usual, since people act on it. */
function departures(step: Part, { t }: Speech): { label: string; text: string }[] {
  const takes = (value: unknown, usual: string) => t(`departing.${textOf(value) || usual}`);
  return [
    { label: t('skip'), text: takes(step.skip, 'stop') },
    { label: t('late_entry'), text: takes(step.late_entry, 'signed') },
    ...(step.repeatable === true ? [] : [{ label: t('repeat'), text: takes(step.repeat, 'stop') }]),
  ];
}

function scansOf(step: Part, { t, word }: Speech): { label: string; text: string }[] {
  const short = ['equipment', 'lot'].filter((kind) => step[`needs_${kind}`] === true).map((kind) => ({ label: t(`scan_kind.${kind}`), text: t('scanned') }));
  const named = listOf(step.scans).map((scan) => {
    const [kind, of] = [textOf(scan.kind), textOf(scan.of)];
    const which = of === '' ? '' : word(kind === 'position' ? 'PlaceKind' : 'ThingKind', of);
    return { label: pick(bilingual(scan)), text: joined([t('scanned'), t(`scan_kind.${kind}`, { defaultValue: kind }), which]) };
  });
  return [...short, ...named];
}

/** `5 – 20`; what is open at one end says so. */
function range(low: unknown, high: unknown, unit: string): string {
  const [from, to, tail] = [textOf(low), textOf(high), unit === '' ? '' : ` ${unit}`];
  if (from !== '' && to !== '') return `${from} – ${to}${tail}`;
  if (from !== '') return `≥ ${from}${tail}`;
  return to === '' ? '' : `≤ ${to}${tail}`;
}

function inputText(input: Part, { t, codes = false }: Speech): string {
  const unit = textOf(input.unit);
  const kind = typeof input.kind === 'string' ? input.kind : (Object.keys(partOf(input.kind))[0] ?? '');
  const body = partOf(input.kind)[kind];
  const { min, max, pattern, accept, max_kb: kb } = partOf(body);
  const [wanted, plausible] = [range(input.low, input.high, unit), range(min, max, unit)];
  const isAdverse = ({ verdict }: Part) => ['warn', 'fail'].includes(textOf(verdict));
  const chosen = listOf(body).map((choice) => {
    const code = codes ? ` [${textOf(choice.code)}]` : '';
    return pick(bilingual(choice)) + code + (isAdverse(choice) ? ` (${t(`verdict.${textOf(choice.verdict)}`)})` : '');
  });
  const adverse = listOf(body).filter(isAdverse).map((choice) => pick(bilingual(choice))).join(' / ');
  const outside = textOf(input.outside);
  return joined([
    t(`kind.${kind}`, { defaultValue: kind }),
    kind === 'number' && wanted === '' && plausible === '' && unit,
    wanted !== '' && t('wanted', { range: wanted }),
    wanted !== '' && t('outside', { takes: t(`departing.${outside || 'signed'}`) }),
    plausible !== '' && t('plausible', { range: plausible }),
    chosen.join(' / '),
    adverse !== '' && outside !== '' && t('adverse', { choices: adverse, takes: t(`departing.${outside}`) }),
    textOf(pattern) !== '' && t('pattern', { pattern: textOf(pattern) }),
    stringsOf(accept).join(', ').toUpperCase(),
    textOf(kb) !== '' && t('at_most_kb', { kb: textOf(kb) }),
    input.optional === true && t('may_stay_empty'),
  ]);
}

function stepNamed(code: unknown, { steps }: Speech): { step: Part; name: string } {
  const step = steps.find((one) => one.code === code) ?? {};
  const name = `${textOf(step.number)} ${pick(bilingual(step.title))}`.trim();
  return { step, name: name === '' ? textOf(code) : name };
}

function branchText(when: Part, speech: Speech): string {
  const { t } = speech;
  for (const how of ['all', 'any'] as const) {
    if (Array.isArray(when[how])) return listOf(when[how]).map((part) => (part.all || part.any ? `(${branchText(part, speech)})` : branchText(part, speech))).join(` ${t(`join.${how}`)} `);
  }
  const { step, name } = stepNamed(when.step, speech);
  const input = listOf(step.inputs).find((one) => one.code === when.input) ?? {};
  const label = pick(bilingual(input)) || textOf(when.input);
  const choices = listOf(partOf(input.kind).choice);
  const words = stringsOf(when.is).map((code) => pick(bilingual(choices.find((choice) => choice.code === code))) || code);
  const unit = textOf(when.unit);
  const bounds = ([['less_than', '<'], ['at_most', '≤'], ['at_least', '≥'], ['more_than', '>']] as const)
    .flatMap(([field, sign]) => (textOf(when[field]) === '' ? [] : [`${sign} ${textOf(when[field])} ${unit}`.trim()]));
  const between = stringsOf(when.between);
  return `${name}, ${label}: ${[...words, ...bounds, ...(between.length === 2 ? [range(between[0], between[1], unit)] : [])].join(' / ')}`;
}

function timingText(timing: Part, speech: Speech): string {
  const { t } = speech;
  const [least, most] = [textOf(timing.not_before_min), textOf(timing.within_min)];
  return joined([
    t('from', { step: timing.from === 'results' ? t('record.results') : stepNamed(timing.from, speech).name }),
    least !== '' && t('not_before', { minutes: least }),
    most !== '' && t('within', { minutes: most }),
    t('outside', { takes: t(`departing.${textOf(timing.outside) || 'stop'}`) }),
    textOf(timing.without) !== '' && t('without', { takes: t(`departing.${textOf(timing.without)}`) }),
  ]);
}

function dwellText(dwell: Part, { t }: Speech): string {
  const [least, most] = [textOf(dwell.min_min), textOf(dwell.max_min)];
  return joined([
    least !== '' && t('at_least', { minutes: least }),
    most !== '' && t('at_most', { minutes: most }),
    t('outside', { takes: t(`departing.${textOf(dwell.outside) || 'stop'}`) }),
  ]);
}
