/** Says over a form that what stands in it was typed before and is not recorded, and lets it go. */
import { Button } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { TimeText, useTexts } from '@/shared';
import classes from './bench.module.css';

export function KeptNote({ found_ms, onDiscard }: { found_ms: number | null; onDiscard: () => void }) {
  const t = useTexts('bench');
  if (found_ms === null) return null;
  return (
    <div className={classes.kept} role="status" data-testid="bench-kept">
      <IconPencil size={22} aria-hidden />
      <span>{t('kept.note')} <TimeText ms={found_ms} /></span>
      <Button variant="subtle" leftSection={<IconTrash size={18} />} onClick={onDiscard} data-testid="bench-discard">{t('kept.discard')}</Button>
    </div>
  );
}
