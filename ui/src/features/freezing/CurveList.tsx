/** Every curve, the latest first; those of which a unit waits for a review by themselves. */
import { Button } from '@mantine/core';
import { IconChartLine, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { DataGrid, EmptyState, FieldCheck, PageHeader, pick, ProblemAlert, TimeText, useCan, useHotkeys, useKeysetPages, useTexts, VerdictTone } from '@/shared';
import classes from './Freezing.module.css';
import { Reviews } from './Reviews';

export function CurveList({ onOpen, onNew }: { onOpen: (curve: string) => void; onNew: () => void }) {
  const t = useTexts('freezing');
  const may = useCan('process');
  const [openOnly, setOpenOnly] = useState(false);
  const { rows, first, hasMore, loadMore, loading, error } = useKeysetPages('freezing.list', { open_only: openOnly });
  useHotkeys({ 'alt+n': () => may && onNew() });
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle', { open: first?.open ?? 0 })}
        actions={may ? <Button leftSection={<IconPlus size={20} />} onClick={onNew} data-testid="freezing-new">{t('new')} <kbd className={classes.key}>Alt+N</kbd></Button> : null}
      />
      <div className={classes.filter}><FieldCheck name="open_only" value={openOnly} onChange={setOpenOnly} /></div>
      <ProblemAlert problem={error} />
      <div className={classes.grid}>
        <DataGrid
          rows={rows}
          rowKey={(row) => row.curve}
          onOpen={(row) => onOpen(row.curve)}
          hasMore={hasMore}
          loadMore={loadMore}
          loading={loading}
          empty={<EmptyState icon={IconChartLine} title={t(openOnly ? 'none_open' : 'none')} hint={t('none_hint')} />}
          label={t('title')}
          testId="curve"
          columns={[
            { key: 'verdict', title: t('verdict'), width: '9em', cell: (row) => (row.verdict === null ? t('verdict_unknown') : <VerdictTone verdict={row.verdict} />) },
            { key: 'review', title: t('review.title'), width: '10em', cell: (row) => <Reviews row={row} /> },
            { key: 'file', title: t('file'), width: 'minmax(0, 1.6fr)', cell: (row) => row.file_name },
            { key: 'program', title: t('program'), width: 'minmax(0, 1.6fr)', cell: (row) => pick(row.program) },
            { key: 'freezer', title: t('freezer'), width: '11em', cell: (row) => <span className={classes.mono}>{row.equipment}</span> },
            { key: 'units', title: t('units'), width: '6em', cell: (row) => row.units },
            { key: 'at', title: t('recorded'), width: 'minmax(0, 1.4fr)', cell: (row) => <>{row.recorded_by} <TimeText ms={row.recorded_ms} /></> },
          ]}
        />
      </div>
    </>
  );
}
