/** An item that is settled on the unit's review page: review and release again, or reject; or on the deviation's page. */
import { Button } from '@mantine/core';
import { IconClipboardCheck, IconFlag } from '@tabler/icons-react';
import type { WorkItem } from '@/api';
import { Panel, useOpen, useTexts } from '@/shared';
import { kindText } from './kinds';
import { Side } from './Side';
import classes from './Work.module.css';

export function ItemPanel({ item }: { item: WorkItem }) {
  const t = useTexts('work');
  const open = useOpen();
  return (
    <Panel title={kindText('title', item, t)} aside={<code className={classes.code}>{item.about}</code>}>
      <p className={classes.quiet}>{kindText('hint', item, t)}</p>
      {item.kind === 'deviation_unsettled' ? (
        <Button leftSection={<IconFlag size={20} />} onClick={() => open.screen('deviations', item.key.slice(item.key.indexOf(':') + 1))} data-testid="work-open_deviation">
          {t('open_deviation')}
        </Button>
      ) : null}
      <div className={classes.sides}>
        {item.units.map((row, index) => (
          <Side
            key={row.donation}
            row={row}
            kind={item.kind}
            letter={String.fromCharCode(65 + index)}
            choice={item.kind === 'deviation_unsettled' ? null : (
              <Button leftSection={<IconClipboardCheck size={20} />} onClick={() => open.screen('review', row.donation)} data-testid={`work-open_review-${row.donation}`}>
                {t('open_review')}
              </Button>
            )}
          />
        ))}
      </div>
    </Panel>
  );
}
