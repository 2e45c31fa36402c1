/** Says on the bench of one unit that it is in an open run: the way there, and that two stations disagree. */
import { Button } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useCommandQuery } from '@/api';
import { useOpen, useTexts } from '@/shared';
import classes from './Run.module.css';

export function InRun({ donation }: { donation: string }) {
  const t = useTexts('bench');
  const open = useOpen();
  const query = useCommandQuery('run.of_unit', { donation, din: null });
  const runs = query.data?.runs.filter(({ row, stays, unaccounted }) => stays && (row.closed_ms === null || unaccounted)) ?? [];
  return runs.map(({ row, contested, unaccounted }) => (
    <div key={row.run} className={classes.inRun} data-testid="bench-in-run" data-contested={contested || unaccounted}>
      <IconStack2 size={26} aria-hidden />
      <span>{t(unaccounted ? 'run.unit_unaccounted' : contested ? 'run.contested' : 'run.unit_is_in', { number: row.number, count: row.units })}</span>
      <Button variant="white" onClick={() => open.run(row.run)} data-testid="bench-open-run">{t('run.open')}</Button>
    </div>
  ));
}
