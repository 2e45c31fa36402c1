/** What is left to do of a refused unit: done on the unit's own page. */
import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { WorkItem } from '@/api';
import { Din, Panel, StatusBadge, TimeText, useOpen, useTexts, useWord } from '@/shared';
import { kindText } from './kinds';
import classes from './Work.module.css';

export function RefusedPanel({ item }: { item: WorkItem }) {
  const t = useTexts('work');
  const word = useWord();
  const open = useOpen();
  return (
    <Panel title={kindText('title', item, t)} aside={<TimeText ms={item.since_ms} />}>
      <p className={classes.quiet}>{kindText('hint', item, t)}</p>
      {item.units.map((row) => (
        <div key={row.donation} className={classes.settle}>
          <Din din={row.din} check={row.check_character} large />
          <StatusBadge status={row.status} held={row.held} />
          <span className={classes.quiet}>{[word('Inventory', row.inventory), row.site_code, row.position].filter(Boolean).join(' · ')}</span>
          <Button leftSection={<IconArrowRight size={20} />} onClick={() => open.unit(row.donation)} data-testid={`work-open_ending-${row.donation}`}>
            {t('open_unit')}
          </Button>
        </div>
      ))}
    </Panel>
  );
}
