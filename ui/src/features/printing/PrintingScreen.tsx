/** `/printing`: the print queue of this station. `/printing/kits`: label sets. `/printing/codes`: positions and things. `/printing/<donation>`: the labels of one unit, counted, printed, checked. */
import { Button } from '@mantine/core';
import { IconPackages, IconPrinter, IconTags } from '@tabler/icons-react';
import { useCommandQuery } from '@/api';
import { EmptyState, Loaded, PageHeader, readUnit, useCan, useOpen, useRouteId, useScan, useTexts } from '@/shared';
import { Codes } from './Codes';
import { JobCard } from './JobCard';
import { Kits } from './Kits';
import classes from './Printing.module.css';
import { UnitLabels } from './UnitLabels';

export function PrintingScreen() {
  const id = useRouteId();
  if (id === 'kits') return <Kits />;
  if (id === 'codes') return <Codes />;
  return id ? <UnitLabels key={id} donation={id} /> : <Queue />;
}

function Queue() {
  const t = useTexts('printing');
  const open = useOpen();
  const prints = useCan('print_label');
  const queue = useCommandQuery('print.jobs', {});
  useScan(async (text) => {
    const unit = await readUnit(text);
    if (unit) open.screen('printing', unit.donation);
    return unit !== null;
  });
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <>
            <Button variant="default" leftSection={<IconTags size={20} />} onClick={() => open.screen('printing', 'codes')} data-testid="printing-codes">{t('to_codes')}</Button>
            {prints ? <Button variant="default" leftSection={<IconPackages size={20} />} onClick={() => open.screen('printing', 'kits')} data-testid="printing-kits">{t('to_kits')}</Button> : null}
          </>
        }
      />
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
