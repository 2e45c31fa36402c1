/** All tests with their results; the chosen one is entered beside the table. */
import { useState } from 'react';
import type { BenchView } from '@/api';
import { ProblemAlert, useCan, useTexts, useWord } from '@/shared';
import { nextTest } from './result';
import { ResultForm } from './ResultForm';
import { ResultRows } from './ResultRows';
import { StaleResults } from './StaleResults';
import type { Leaving } from './step';
import classes from './bench.module.css';

interface Props extends Leaving {
  bench: BenchView;
  test: string | null;
}

export function ResultsPane({ bench, test, onUnsaved, ask }: Props) {
  const t = useTexts('bench');
  const word = useWord();
  const can = useCan('enter_result');
  const { results, results_blocked_by: blocked } = bench;
  const may = can && blocked === null;
  const [chosen, setChosen] = useState(() => test ?? (results.find(({ state, mine }) => state === null && mine) ?? results.find(({ state }) => state === null))?.test ?? null);
  const result = results.find(({ test }) => test === chosen);
  return (
    <>
      <ProblemAlert problem={blocked} />
      <StaleResults donation={bench.unit.donation} results={results} may={may} />
      <div className={result && may ? classes.results : undefined}>
        <ResultRows results={results} chosen={chosen} onChoose={(test) => ask(() => setChosen(test))} />
        <div>
          {result && may && !result.mine ? (
            <p className={classes.muted} data-testid="result-of-others">{t('results.of_others', { roles: result.reported_by.map((role) => word('Role', role)).join(' / ') })}</p>
          ) : null}
          {result && may && result.mine ? (
            <ResultForm
              key={`${result.test} ${result.at_ms ?? ''}`}
              donation={bench.unit.donation}
              result={result}
              onUnsaved={onUnsaved}
              onSaved={(reply) => setChosen(nextTest(reply.bench.results, result.test))}
            />
          ) : null}
        </div>
      </div>
    </>
  );
}
