/** Runs that go on, a new one, and one by its number. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlus, IconStack2 } from '@tabler/icons-react';
import { useState } from 'react';
import { call, useCommandQuery, type Problem, type RunRow, type TimerView } from '@/api';
import { ActForm, FieldText, Loaded, pick, TimeText, Tone, useCan, useHotkeys, useOpen, useTexts } from '@/shared';
import { ListTimer } from '../ListTimer';
import { NEW_RUN } from './run';
import classes from './Run.module.css';

export function RunList() {
  const t = useTexts('bench');
  const open = useOpen();
  const can = useCan('record_step');
  const query = useCommandQuery('run.list', {});
  const runs = query.data?.open.map(({ run }) => run) ?? [];
  const timers = useCommandQuery('timer.of', { donations: [], runs }, { enabled: runs.length > 0, keepPrevious: true }).data;
  const form = () => open.screen('bench', NEW_RUN);
  useHotkeys({ 'alt+n': () => can && form() });
  return (
    <section className={classes.runs} aria-label={t('run.list')}>
      {can ? (
        <Button size="lg" leftSection={<IconPlus size={22} />} onClick={form} data-testid="run-new">{t('run.new')} <kbd className={classes.key}>Alt+N</kbd></Button>
      ) : null}
      <Loaded query={query}>
        {({ open: going, unaccounted }) => (
          <div className={classes.openRuns} data-testid="run-list">
            {unaccounted.map((row) => <RunCard key={row.run} row={row} unaccounted />)}
            {going.length === 0 ? <span className={classes.told}>{t('run.none')}</span> : going.map((row) => <RunCard key={row.run} row={row} timer={timers?.timers.find(({ run }) => run === row.run)} stationMs={timers?.now_ms} />)}
          </div>
        )}
      </Loaded>
      <ByNumber />
    </section>
  );
}

export function RunCard({ row, unaccounted = false, timer, stationMs }: { row: RunRow; unaccounted?: boolean; timer?: TimerView; stationMs?: number }) {
  const t = useTexts('bench');
  const open = useOpen();
  return (
    <button type="button" className={classes.card} data-unaccounted={unaccounted} onClick={() => open.run(row.run)} data-testid={`run-${row.number}`}>
      <IconStack2 size={24} aria-hidden />
      <span><strong>{row.number}</strong> · {t('run.units', { count: row.units })}</span>
      {unaccounted ? <span className={classes.told}><Tone tone="red" icon={IconAlertTriangle}>{t('run.list_unaccounted')}</Tone></span> : null}
      {timer && stationMs !== undefined ? <span className={classes.told}><ListTimer timer={timer} stationMs={stationMs} /></span> : null}
      <span className={classes.told}>{pick({ zh: row.sop_zh, en: row.sop_en })} · <TimeText ms={row.started_ms} /></span>
    </button>
  );
}

function ByNumber() {
  const t = useTexts('bench');
  const open = useOpen();
  const [number, setNumber] = useState('');
  const [state, setState] = useState<{ isPending: boolean; error: Problem | null }>({ isPending: false, error: null });
  const find = () => {
    setState({ isPending: true, error: null });
    call('run.find', { number }).then(
      (row) => open.run(row.run),
      (error: Problem) => setState({ isPending: false, error }),
    );
  };
  return (
    <ActForm act={state} onSubmit={find}>
      <FieldText name="number" label={t('run.by_number')} value={number} onChange={setNumber} mono maxLength={40} placeholder="261122-7K3F" />
    </ActForm>
  );
}
