/** Deviations, those reported last first. */
import { Checkbox, Select } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery } from '@/api';
import { DataGrid, EmptyState, formatNumber, pick, ProblemAlert, TimeText, TwoLines, useKeysetPages, useTexts } from '@/shared';
import classes from './Deviations.module.css';
import { ClassTone, DueText, StageTone, useChoice } from './words';

export function DeviationList({ closed, onOpen }: { closed: boolean; onOpen: (id: string) => void }) {
  const t = useTexts('deviations');
  const [category, setCategory] = useState<string | null>(null);
  const [overdue, setOverdue] = useState(false);
  const form = useCommandQuery('deviation.form', {});
  const nameOf = useChoice('categories');
  const { rows, first, hasMore, loadMore, loading, error } = useKeysetPages('deviation.list', { closed, category, overdue });
  return (
    <>
      <div className={classes.filters}>
        <Select
          placeholder={t('list.all_categories')}
          aria-label={t('category')}
          data={(form.data?.categories ?? []).map((one) => ({ value: one.code, label: pick(one) }))}
          value={category}
          onChange={setCategory}
          clearable
          searchable
          data-testid="deviations-category"
        />
        {closed ? null : <Checkbox label={t('list.overdue_only')} checked={overdue} onChange={(event) => setOverdue(event.currentTarget.checked)} data-testid="deviations-overdue" />}
        <span className={classes.quiet}>{first ? t('list.total', { count: first.total, shown: formatNumber(first.total) }) : ''}</span>
      </div>
      <ProblemAlert problem={error} />
      <div className={classes.grid}>
        <DataGrid
          rows={rows}
          rowKey={(row) => row.deviation}
          onOpen={(row) => onOpen(row.deviation)}
          hasMore={hasMore}
          loadMore={loadMore}
          loading={loading}
          empty={<EmptyState icon={IconMoodSmile} title={t(closed ? 'list.none_closed' : 'list.none')} hint={t('list.none_hint')} />}
          label={t('title')}
          testId="deviations"
          columns={[
            { key: 'number', title: t('number'), width: '6em', cell: (row) => <span className={classes.mono}>{row.number}</span> },
            { key: 'stage', title: t('stage_title'), width: '11em', cell: (row) => <StageTone stage={row.stage} /> },
            { key: 'class', title: t('class_title'), width: '7.5em', cell: (row) => <ClassTone value={row.class} /> },
            { key: 'what', title: t('what_happened'), width: 'minmax(9em, 1fr)', cell: (row) => <TwoLines first={row.what_happened} second={nameOf(row.category)} title={row.what_happened} /> },
            { key: 'units', title: t('units_title'), width: '4em', cell: (row) => (row.units === 0 ? '—' : formatNumber(row.units)) },
            { key: 'due', title: t('due'), width: '10.5em', cell: (row) => <DueText day={row.due_on} overdue={row.overdue} /> },
            { key: 'reported', title: t('reported'), width: '9.5em', cell: (row) => <TimeText ms={row.reported_ms} /> },
          ]}
        />
      </div>
    </>
  );
}
