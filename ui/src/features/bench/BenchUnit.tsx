/** One unit on the bench: its steps, or its results. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type BenchView } from '@/api';
import { dialogOpen, Loaded, pick, UnitHeader, useHotkeys, useOpen, useTexts } from '@/shared';
import { RejectionProposal } from './RejectionProposal';
import { ResultsPane } from './ResultsPane';
import { InRun } from './run/InRun';
import { StepsPane } from './StepsPane';

type Pane = 'steps' | 'results';

export function BenchUnit({ donation, test }: { donation: string; test: string | null }) {
  const query = useCommandQuery('bench.get', { donation, din: null });
  return <Loaded query={query}>{(bench) => <Bench bench={bench} test={test} />}</Loaded>;
}

function Bench({ bench, test }: { bench: BenchView; test: string | null }) {
  const t = useTexts('bench');
  const open = useOpen();
  const [pane, setPane] = useState<Pane>(test !== null || (bench.next_step === null && bench.blocked_by === null) ? 'results' : 'steps');
  useHotkeys({ 'alt+s': () => dialogOpen() || setPane('steps'), 'alt+r': () => dialogOpen() || setPane('results') });
  const done = bench.steps.filter((step) => step.done_ms !== null).length;
  const reported = bench.results.filter((result) => result.state !== null).length;
  return (
    <>
      <UnitHeader
        row={bench.unit}
        actions={
          <>
            <SegmentedControl
              size="md"
              value={pane}
              onChange={(value) => setPane(value as Pane)}
              data={[
                { value: 'steps', label: <span data-testid="bench-steps">{t('pane.steps', { done, all: bench.steps.length })}</span> },
                { value: 'results', label: <span data-testid="bench-results">{t('pane.results', { done: reported, all: bench.results.length })}</span> },
              ]}
            />
            <Button variant="default" leftSection={<IconFileText size={20} />} onClick={() => open.unit(bench.unit.donation)} data-testid="bench-unit">{t('pane.unit')}</Button>
          </>
        }
      />
      <InRun donation={bench.unit.donation} />
      <RejectionProposal bench={bench} />
      {pane === 'steps' ? (
        <StepsPane bench={bench} sop={`${pick({ zh: bench.sop_zh, en: bench.sop_en })} · ${t('step.version', { version: bench.sop_version })}`} onResults={() => setPane('results')} />
      ) : (
        <ResultsPane bench={bench} test={test} />
      )}
    </>
  );
}
