/** A label of which two stations decided differently by what it is printed: settled where its versions are approved. */
import { Button } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import type { WorkItem } from '@/api';
import { Panel, useCan, useOpen, useTexts, useWord } from '@/shared';
import { aboutText, kindText } from './kinds';
import classes from './Work.module.css';

export function TemplatePanel({ item }: { item: WorkItem }) {
  const t = useTexts('work');
  const word = useWord();
  const open = useOpen();
  const maySettle = useCan('approve_template');
  return (
    <Panel title={kindText('title', item, t)} aside={<strong className={classes.about}>{aboutText(item, word)}</strong>}>
      <p className={classes.quiet}>{kindText('hint', item, t)}</p>
      {maySettle ? (
        <Button leftSection={<IconTemplate size={20} />} onClick={() => open.screen('templates', item.about)} data-testid="work-open_template">
          {t('open_template')}
        </Button>
      ) : <p className={classes.quiet}>{t('not_entitled')}</p>}
    </Panel>
  );
}
