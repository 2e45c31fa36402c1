/** The labels of one unit: how many were printed, where they are, whether a new one reads; and printing more. */
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useCommandQuery, type UnitView } from '@/api';
import { Din, LabelPanel, Loaded, PageHeader, Panel, StatusBadge, UNIT_SET, useCan, useOpen, useTexts } from '@/shared';
import { Account } from './Account';
import { JobCard } from './JobCard';
import classes from './Printing.module.css';
import { VerifyLabel } from './VerifyLabel';

export function UnitLabels({ donation }: { donation: string }) {
  const query = useCommandQuery('unit.get', { donation, din: null });
  return <Loaded query={query}>{(view) => <Shown view={view} />}</Loaded>;
}

function Shown({ view }: { view: UnitView }) {
  const t = useTexts('printing');
  const open = useOpen();
  const may = useCan('print_label');
  const { donation, din, check_character, status, held } = view.row;
  const queue = useCommandQuery('print.jobs', {});
  const jobs = queue.data?.jobs.filter((job) => job.donation === donation && job.state !== 'done' && job.state !== 'cancelled') ?? [];
  return (
    <div className={classes.page}>
      <PageHeader
        title={din ? <Din din={din} check={check_character} large /> : t('unit.no_number')}
        subtitle={<StatusBadge status={status} held={held} />}
        actions={
          <>
            <Button variant="default" onClick={() => open.unit(donation)} data-testid="printing-open_unit">{t('unit.open')}</Button>
            <Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('printing')} data-testid="printing-back">{t('unit.back')}</Button>
          </>
        }
      />
      {jobs.length > 0 ? <ol className={classes.jobs}>{jobs.map((job) => <JobCard key={job.job} job={job} />)}</ol> : null}
      <Panel title={t('count.title')}><Account view={view} /></Panel>
      {may && view.labels.length > 0 ? <Panel title={t('verify.title')}><VerifyLabel view={view} /></Panel> : null}
      {may && din ? <Panel title={t('unit.print')}><LabelPanel donation={donation} usual={UNIT_SET} printed={view.labels} focus={false} /></Panel> : null}
    </div>
  );
}
