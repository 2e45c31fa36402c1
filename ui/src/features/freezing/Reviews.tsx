/** What its reviews say: green only where all of them are there and found every unit fit. */
import { IconCircleCheck, IconCircleX, IconHourglass } from '@tabler/icons-react';
import type { CurveRow } from '@/api';
import { Tone, useTexts } from '@/shared';

export function Reviews({ row }: { row: Pick<CurveRow, 'open' | 'unfit'> }) {
  const t = useTexts('freezing');
  if (row.open === 0 && row.unfit === 0) return <Tone tone="green" icon={IconCircleCheck}>{t('reviewed')}</Tone>;
  return (
    <>
      {row.unfit === 0 ? null : <Tone tone="red" icon={IconCircleX}>{t('unfit', { count: row.unfit })}</Tone>}
      {row.open === 0 ? null : <Tone tone="orange" icon={IconHourglass}>{t('to_review', { count: row.open })}</Tone>}
    </>
  );
}
