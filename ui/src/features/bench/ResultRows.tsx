/** The tests in the order of the profile. Up and Down choose; old values of a correction stay readable, struck through. */
import type { KeyboardEvent } from 'react';
import type { ResultView } from '@/api';
import { pick, resultValue, TimeText, useTexts, useWord, VerdictTone } from '@/shared';
import { isBlind } from './result';
import classes from './ResultRows.module.css';

interface Props {
  results: ResultView[];
  chosen: string | null;
  onChoose: (test: string) => void;
}

export function ResultRows({ results, chosen, onChoose }: Props) {
  const t = useTexts('bench');
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = results.findIndex(({ test }) => test === chosen);
    const next = results[Math.max(0, Math.min(results.length - 1, at + by))];
    if (next) onChoose(next.test);
  };
  return (
    <div className={classes.table} role="listbox" aria-label={t('results.title')} tabIndex={0} onKeyDown={move} data-testid="results">
      <div className={classes.head} role="presentation">
        <span>{t('results.test')}</span><span>{t('results.value')}</span><span>{t('results.verdict')}</span><span>{t('results.by')}</span>
      </div>
      {results.map((result) => (
        <div
          key={result.test}
          className={classes.row}
          role="option"
          tabIndex={-1}
          aria-selected={result.test === chosen}
          onClick={() => onChoose(result.test)}
          onKeyDown={() => {}}
          data-state={result.state ?? 'open'}
          data-testid={`row-${result.test}`}
        >
          <span>{pick(result)}{result.required ? <span className={classes.required} title={t('results.required')}> *</span> : null}</span>
          <Value result={result} hidden={isBlind(result)} />
          {isBlind(result) ? <span className={classes.quiet}>—</span> : <Verdict result={result} />}
          <span className={classes.quiet}>{result.by ? <>{result.by}<br /><TimeText ms={result.at_ms} /></> : null}</span>
        </div>
      ))}
    </div>
  );
}

function Value({ result, hidden }: { result: ResultView; hidden: boolean }) {
  const word = useWord();
  if (result.state === null) return <span className={classes.quiet} data-testid={`standing-${result.test}`}>{word('TestState', result.standing)}{result.since_ms === null ? null : <><br /><TimeText ms={result.since_ms} /></>}</span>;
  return (
    <span>
      <strong>{hidden ? '••••' : result.value ? resultValue(result, result.value) : word('ResultState', result.state)}</strong>
      {result.value && result.standing !== 'final' ? <span className={classes.quiet}> · {word('TestState', result.standing)}</span> : null}
      {result.method ? <span className={classes.quiet}><br />{result.method}</span> : null}
      {result.corrected.map((old, index) => (
        <span key={index} className={classes.old} data-testid={`corrected-${result.test}`}><br /><s>{hidden ? '••••' : resultValue(result, old.value)}</s> {old.by} · {old.reason}</span>
      ))}
    </span>
  );
}

function Verdict({ result: { finding } }: { result: ResultView }) {
  if (!finding) return <span className={classes.quiet}>—</span>;
  return (
    <span title={finding.source}>
      <VerdictTone verdict={finding.verdict} />
      {finding.limit ? <span className={classes.quiet}><br />{finding.limit}</span> : null}
    </span>
  );
}
