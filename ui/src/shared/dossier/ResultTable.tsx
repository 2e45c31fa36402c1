/** Every test with its current result; what was corrected stays readable, struck through. */
import type { ComputedView, RepeatsView, ResultView } from '@/api/gen/commands';
import { TimeText } from '../display/TimeText';
import { pick, useTexts, useWord } from '../i18n';
import { RecordTable } from './RecordTable';
import classes from './RecordTable.module.css';
import { VerdictTone } from './VerdictTone';

/** A value as a person reads it: the choice's text, or the number with its unit. */
export function resultValue(result: Pick<ResultView, 'choices' | 'unit'>, value: string | null): string {
  if (value === null || value === '') return '—';
  const choice = result.choices.find(({ code }) => code === value);
  if (choice) return pick(choice);
  return result.unit && !value.endsWith(result.unit) ? `${value} ${result.unit}` : value;
}

export function ResultTable({ results }: { results: ResultView[] }) {
  const t = useTexts('dossier');
  const word = useWord();
  return (
    <RecordTable
      label={t('column.test')}
      testId="result"
      rows={results}
      rowKey={(result) => result.test}
      none={t('results.none')}
      look={(result) => (result.state === null ? 'quiet' : undefined)}
      columns={[
        { key: 'test', title: t('column.test'), width: '26%', cell: (r) => <>{pick(r)}{r.required ? <span style={{ color: 'var(--ck-red)' }} title={t('results.required')}> *</span> : null}</> },
        { key: 'result', title: t('column.result'), width: '24%', cell: (r) => <Value result={r} /> },
        { key: 'verdict', title: t('column.verdict'), width: '7.5em', cell: (r) => (r.finding ? <VerdictTone verdict={r.finding.verdict} /> : '—') },
        { key: 'state', title: t('column.state'), width: '6em', cell: (r) => (r.state ? word('TestState', r.standing) : <TimeText ms={r.since_ms} />) },
        { key: 'method', title: t('column.method'), cell: (r) => <>{r.method || '—'}{r.device ? <span className={classes.quiet}><br />{t('results.device', { device: r.device })}</span> : null}</> },
        { key: 'by', title: t('column.by'), cell: (r) => (r.by ? <>{r.by}<br /><span className={classes.quiet}><TimeText ms={r.at_ms} /></span></> : '—') },
      ]}
    />
  );
}

function Value({ result }: { result: ResultView }) {
  const word = useWord();
  if (result.state === null) return <><span data-testid={`standing-${result.test}`}>{word('TestState', result.standing)}</span><SetAside result={result} /></>;
  return (
    <>
      <strong>{resultValue(result, result.value)}</strong>
      {result.not_done ? <span className={classes.quiet} data-testid="not-done"><br />{result.not_done}</span> : null}
      {result.computed ? <Computed computed={result.computed} /> : null}
      {result.computed?.stale ? <Outdated computed={result.computed} /> : null}
      {result.repeats ? <Repeats result={result} repeats={result.repeats} /> : null}
      <SetAside result={result} />
      {result.corrected.map((old, index) => (
        <span key={index} className={classes.struck} data-testid="corrected">
          <s>{resultValue(result, old.value)}</s> {old.by} <TimeText ms={old.at_ms} /> · {old.reason}
        </span>
      ))}
    </>
  );
}

/** What an analyser said and nobody took. */
function SetAside({ result }: { result: ResultView }) {
  const t = useTexts('dossier');
  return result.set_aside.map((one, index) => (
    <span key={index} className={classes.quiet} data-testid="set-aside">
      <br />{t('results.set_aside', { value: one.value })} {[one.instrument, one.specimen].filter(Boolean).join(' · ')} {one.by} <TimeText ms={one.at_ms} /> · {one.reason}
    </span>
  ));
}

/** The formula with what stood for each of its letters. */
function Computed({ computed }: { computed: ComputedView }) {
  const t = useTexts('dossier');
  return (
    <span className={classes.quiet} data-testid="computed">
      <br />{t('results.computed', { formula: computed.formula })}
      {computed.inputs.map((input, at) => (
        <span key={input.en}><br />{t('results.input', { letter: String.fromCodePoint(97 + at), input: pick(input), value: `${input.value} ${input.unit}`.trim() })}</span>
      ))}
    </span>
  );
}

/** Which of the values that it was computed of are others now. */
function Outdated({ computed }: { computed: ComputedView }) {
  const t = useTexts('dossier');
  return (
    <span className={classes.quiet} data-testid="outdated">
      {computed.inputs.filter(({ changed }) => changed).map((input) => (
        <span key={input.en}><br />{t('results.outdated', { input: pick(input), value: `${input.value} ${input.unit}`, now: input.now === null ? '—' : `${input.now} ${input.unit}` })}</span>
      ))}
    </span>
  );
}

function Repeats({ result, repeats }: { result: ResultView; repeats: RepeatsView }) {
  const t = useTexts('dossier');
  const word = useWord();
  return (
    <span className={classes.quiet} data-testid="repeats" data-state={repeats.state}>
      <br />{t('results.repeats', { state: word('RepeatState', repeats.state), made: repeats.made, times: repeats.times })}
      {repeats.all.map((repeat, index) => (
        <span key={index} data-testid="repeat">
          <br />{t('results.repeat', { number: index + 1 })}: {repeat.value === '' ? word('ResultState', repeat.state) : resultValue(result, repeat.value)} · {repeat.by} <TimeText ms={repeat.at_ms} />
        </span>
      ))}
    </span>
  );
}
