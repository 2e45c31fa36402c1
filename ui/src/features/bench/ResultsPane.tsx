/** All tests with their results; the chosen one is entered beside the table. */
import { useRef, useState } from 'react';
import type { BenchView } from '@/api';
import { focusFirstEmpty, ProblemAlert, useCan, useTexts, useWord } from '@/shared';
import { nextTest } from './result';
import { ResultForm } from './ResultForm';
import { ResultRows } from './ResultRows';
import { StaleResults } from './StaleResults';
import classes from './bench.module.css';

export function ResultsPane({ bench, test }: { bench: BenchView; test: string | null }) {
  const t = useTexts('bench');
  const word = useWord();
  const can = useCan('enter_result');
  const { results, results_blocked_by: blocked } = bench;
  const may = can && blocked === null;
  const [chosen, setChosen] = useState(() => test ?? (results.find(({ state, mine }) => state === null && mine) ?? results.find(({ state }) => state === null))?.test ?? null);
  const result = results.find(({ test }) => test === chosen);
  const entry = useRef<HTMLDivElement>(null);
  // Whoever goes through the list by keys stays in it until Enter.
  const [passing, setPassing] = useState(false);
  const choose = (test: string | null, byKey: boolean) => {
    setPassing(byKey);
    setChosen(test);
  };
  return (
    <>
      <ProblemAlert problem={blocked} />
      <StaleResults donation={bench.unit.donation} results={results} may={may} />
      <div className={result && may ? classes.results : undefined}>
        <ResultRows results={results} chosen={chosen} onChoose={(test) => choose(test, false)} onPass={(test) => choose(test, true)} onEnter={() => focusFirstEmpty(entry.current)} />
        <div ref={entry}>
          {result && may && !result.mine ? (
            <p className={classes.muted} data-testid="result-of-others">{t('results.of_others', { roles: result.reported_by.map((role) => word('Role', role)).join(' / ') })}</p>
          ) : null}
          {result && may && result.mine ? (
            <ResultForm
              key={`${result.test} ${result.at_ms ?? ''}`}
              unit={bench.unit}
              result={result}
              focused={!passing}
              onSaved={(reply) => choose(nextTest(reply.bench.results, result.test), false)}
            />
          ) : null}
        </div>
      </div>
    </>
  );
}
