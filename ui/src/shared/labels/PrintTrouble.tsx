/** Says on a unit's own page that labels of it are not printed yet, and leads to where that is settled. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useCommandQuery } from '@/api';
import { Tone } from '../display/Tone';
import { useOpen } from '../hooks/useOpen';
import { useTexts } from '../i18n';

export function PrintTrouble({ donation }: { donation: string }) {
  const t = useTexts();
  const open = useOpen();
  const { data } = useCommandQuery('print.jobs', {});
  const jobs = data?.jobs.filter((job) => job.donation === donation && job.state !== 'done' && job.state !== 'cancelled') ?? [];
  if (jobs.length === 0) return null;
  const wanting = jobs.some(({ state }) => state === 'failed' || state === 'uncertain');
  return (
    <span data-testid="print-trouble" data-wanting={wanting}>
      {wanting
        ? <Tone tone="red" icon={IconAlertTriangle}>{t('labels.trouble')}</Tone>
        : <Tone tone="blue" icon={IconClock}>{t('labels.under_way')}</Tone>}
      <Button variant="subtle" size="compact-md" onClick={() => open.screen('printing', donation)} data-testid="print-trouble-open">{t('labels.settle')}</Button>
    </span>
  );
}
