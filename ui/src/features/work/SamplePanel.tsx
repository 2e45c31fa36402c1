/** Samples that cannot all be as stations say: settled on the page of the unit. */
import { Button } from '@mantine/core';
import { IconTestPipe2 } from '@tabler/icons-react';
import type { WorkItem } from '@/api';
import { Din, Panel, SampleSides, useOpen, useTexts } from '@/shared';
import { kindText } from './kinds';
import classes from './Work.module.css';

const OF_ONE = new Set(['part_overdrawn', 'part_late', 'part_after_discard']);

export function SamplePanel({ item }: { item: WorkItem }) {
  const t = useTexts('work');
  const open = useOpen();
  // `part_overdrawn:<donation>~<part>` and others name the sample itself.
  const part = OF_ONE.has(item.kind) ? item.key.slice(item.key.indexOf('~') + 1) : undefined;
  return (
    <Panel title={kindText('title', item, t)} aside={<code className={classes.code}>{item.about}</code>}>
      <p className={classes.quiet}>{kindText('hint', item, t)}</p>
      {item.sides.length === 0 ? null : <><h3>{t('side.title')}</h3><SampleSides sides={item.sides} /></>}
      <div className={classes.sides}>
        {item.units.map((row) => (
          <div key={row.donation}>
            <Din din={row.din} check={row.check_character} large />
            <Button leftSection={<IconTestPipe2 size={20} />} onClick={() => open.samples(row.donation, part)} data-testid={`work-open_samples-${row.donation}`}>{t('open_samples')}</Button>
          </div>
        ))}
      </div>
    </Panel>
  );
}
