/** A device that wants a service, a lot that ends or a kind that is low: put right on its page of the register. */
import { Button } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import type { WorkItem, WorkThing } from '@/api';
import { formatDate, Panel, useOpen, useTexts, useWord } from '@/shared';
import { aboutText, kindText, registerPlace } from './kinds';
import classes from './Work.module.css';

export function ThingPanel({ item, thing }: { item: WorkItem; thing: WorkThing }) {
  const t = useTexts('work');
  const word = useWord();
  const open = useOpen();
  return (
    <Panel title={kindText('title', item, t)} aside={<strong className={classes.about}>{aboutText(item, word)}</strong>}>
      <p className={classes.quiet}>{kindText('hint', item, t)}</p>
      <p data-testid="work-thing">{line(item.kind, thing, t)}</p>
      <Button leftSection={<IconArchive size={20} />} onClick={() => open.screen('register', registerPlace(item))} data-testid="work-open_register">{t('open_register')}</Button>
    </Panel>
  );
}

function line(kind: string, thing: WorkThing, t: ReturnType<typeof useTexts>): string {
  const { name, left, low_level: low, unit } = thing;
  if (kind === 'stock_low') return t('thing.low', { left, low, unit });
  if (thing.due_ms === null) return t('thing.never', { name });
  const day = formatDate(thing.due_ms - 1);
  return left === '' ? t('thing.due', { name, day }) : t('thing.ends', { name, day, left, unit });
}
