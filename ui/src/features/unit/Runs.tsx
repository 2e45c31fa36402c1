/** The runs that the unit was worked in, and the one that it is in now. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCommandQuery, type RunOfUnit } from '@/api';
import { Loaded, Panel, pick, TimeText, Tone, useOpen, useTexts } from '@/shared';
import classes from './Trace.module.css';

export function Runs({ donation }: { donation: string }) {
  const t = useTexts('unit');
  const query = useCommandQuery('run.of_unit', { donation, din: null }, { keepPrevious: true });
  // Most units have none, and say nothing of it.
  if (query.data?.runs.length === 0 || (query.data === undefined && !query.error)) return null;
  return (
    <Panel title={t('runs.title')}>
      <Loaded query={query}>
        {({ runs }) => (
          <table className={classes.table} data-testid="unit-runs">
            <thead><tr><th>{t('runs.number')}</th><th>{t('runs.begun')}</th><th>{t('runs.units')}</th><th>{t('runs.state')}</th></tr></thead>
            <tbody>{runs.map((run) => <Line key={run.row.run} run={run} />)}</tbody>
          </table>
        )}
      </Loaded>
    </Panel>
  );
}

function Line({ run: { row, stays, contested } }: { run: RunOfUnit }) {
  const t = useTexts('unit');
  const open = useOpen();
  return (
    <tr>
      <td><Button variant="subtle" size="compact-md" onClick={() => open.run(row.run)} data-testid={`unit-run-${row.number}`}>{row.number}</Button></td>
      <td><TimeText ms={row.started_ms} /> · {row.site_code} · {pick({ zh: row.sop_zh, en: row.sop_en })}</td>
      <td>{row.units}</td>
      <td>
        {contested ? <Tone tone="red" icon={IconAlertTriangle}>{t('runs.contested')}</Tone> : stateOf(t, row.closed_ms, stays)}
      </td>
    </tr>
  );
}

function stateOf(t: (key: string) => string, closed: number | null, stays: boolean): string {
  if (!stays) return t('runs.left');
  return t(closed === null ? 'runs.open' : 'runs.closed');
}
