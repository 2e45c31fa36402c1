/** Units of a run that nobody accounted for at its end: settled on the page of the run. */
import { Button } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import type { WorkItem } from '@/api';
import { Din, Panel, useOpen, useTexts } from '@/shared';
import { kindText } from './kinds';
import classes from './Work.module.css';

export function RunPanel({ item }: { item: WorkItem }) {
  const t = useTexts('work');
  const open = useOpen();
  const run = item.key.slice(item.key.indexOf(':') + 1);
  return (
    <Panel title={kindText('title', item, t)} aside={<code className={classes.code}>{item.about}</code>}>
      <p className={classes.quiet}>{kindText('hint', item, t)}</p>
      <ul data-testid="work-unaccounted">
        {item.units.map((row) => <li key={row.donation}><Din din={row.din} check={row.check_character} /></li>)}
      </ul>
      <Button leftSection={<IconStack2 size={20} />} onClick={() => open.run(run)} data-testid="work-open_run">{t('open_run')}</Button>
    </Panel>
  );
}
