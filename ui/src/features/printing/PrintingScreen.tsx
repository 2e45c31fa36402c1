/** `/printing`: the print queue of this station. `/printing/<donation>`: the labels of one unit, counted, printed, checked. */
import { IconPrinter } from '@tabler/icons-react';
import { call, useCommandQuery } from '@/api';
import { EmptyState, Loaded, PageHeader, unitNotHere, useOpen, useRouteId, useScan, useTexts } from '@/shared';
import { JobCard } from './JobCard';
import classes from './Printing.module.css';
import { UnitLabels } from './UnitLabels';

export function PrintingScreen() {
  const donation = useRouteId();
  return donation ? <UnitLabels key={donation} donation={donation} /> : <Queue />;
}

function Queue() {
  const t = useTexts('printing');
  const open = useOpen();
  const queue = useCommandQuery('print.jobs', {});
  useScan(async (text) => {
    const { unit, value } = await call('scan.read', { text });
    if (!unit) throw unitNotHere(value);
    open.screen('printing', unit.donation);
    return true;
  });
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Loaded query={queue}>
        {({ jobs }) => jobs.length === 0 ? (
          <EmptyState icon={IconPrinter} title={t('empty')} hint={t('empty_hint')} />
        ) : (
          <ol className={classes.jobs} data-testid="print-jobs">
            {jobs.map((job) => <JobCard key={job.job} job={job} />)}
          </ol>
        )}
      </Loaded>
    </>
  );
}
