/** A version of a procedure that waits for a review, or that was returned to who drew it: done where procedures are. */
import { Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import type { WorkItem } from '@/api';
import { Panel, useOpen, useTexts } from '@/shared';
import { kindText } from './kinds';
import classes from './Work.module.css';

export function ProcedurePanel({ item }: { item: WorkItem }) {
  const t = useTexts('work');
  const open = useOpen();
  return (
    <Panel title={kindText('title', item, t)} aside={<code className={classes.code}>{item.about}</code>}>
      <p className={classes.quiet}>{kindText('hint', item, t)}</p>
      <Button leftSection={<IconListCheck size={20} />} onClick={() => open.screen('admin', 'procedures')} data-testid="work-open_procedure">{t('open_procedure')}</Button>
    </Panel>
  );
}
