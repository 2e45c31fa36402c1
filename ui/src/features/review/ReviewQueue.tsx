/** Units that wait for review or release, with the number of things that stop or concern them. Enter opens; a scan too. */
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconFileAlert, IconHandStop, IconSignature } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCommandQuery, type ReviewRow } from '@/api';
import { DataGrid, EmptyState, PageHeader, ProblemAlert, problemText, readUnit, TimeText, Tone, useKeysetPages, useOpen, useScan, useTexts, useUnitColumns, type Column } from '@/shared';
import { eachOnce } from './once';
import classes from './Review.module.css';

export function ReviewQueue() {
  const t = useTexts('review');
  const open = useOpen();
  const first = useCommandQuery('review.queue', { after: null, limit: 1 });
  const unread = first.data?.unread ?? 0;
  const { rows: paged, hasMore, loadMore, loading, error } = useKeysetPages('review.queue', {});
  const rows = useMemo(() => eachOnce(paged), [paged]);
  const unitColumns = useUnitColumns<ReviewRow>(['din', 'status', 'position'], (row) => row.unit);
  useScan(async (text) => {
    const unit = await readUnit(text);
    if (unit) open.screen('review', unit.donation);
    return unit !== null;
  });
  const [din, status, ...rest] = unitColumns;
  const columns = [din, status, { key: 'state', title: t('column.state'), width: 'minmax(16em, 1.4fr)', cell: (row: ReviewRow) => <State row={row} /> }, ...rest,
    { key: 'waiting', title: t('column.waiting'), width: '11em', cell: (row: ReviewRow) => <TimeText ms={row.waiting_since_ms} /> }]
    .filter((column): column is Column<ReviewRow> => column !== undefined);
  return (
    <div className={classes.list}>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <ProblemAlert problem={error} />
      {unread > 0 ? <p role="alert" className={classes.unread} data-testid="review-unread">{t('unread', { count: unread })}</p> : null}
      <div className={classes.grid}>
        <DataGrid
          rows={rows}
          columns={columns}
          rowKey={(row) => row.unit.donation}
          onOpen={(row) => open.screen('review', row.unit.donation)}
          hasMore={hasMore}
          loadMore={loadMore}
          loading={loading}
          empty={<EmptyState icon={IconCircleCheck} title={t('empty')} hint={t('empty_hint')} />}
          label={t('title')}
          testId="review"
        />
      </div>
    </div>
  );
}

function State({ row }: { row: ReviewRow }) {
  const t = useTexts('review');
  const s = useTexts();
  if (row.problem) {
    const text = problemText(row.problem);
    return <span className={classes.tones} title={text} data-code={row.problem.code}><Tone tone="red" icon={IconFileAlert}>{t('row.unread')}</Tone> {text}</span>;
  }
  return (
    <span className={classes.tones}>
      {row.blockers > 0 ? <Tone tone="red" icon={IconCircleX}>{t('row.blockers', { count: row.blockers })}</Tone> : null}
      {row.warnings > 0 ? <Tone tone="orange" icon={IconAlertTriangle}>{t('row.warnings', { count: row.warnings })}</Tone> : null}
      {row.unit.held ? <Tone tone="orange" icon={IconHandStop}>{s('state.held')}</Tone> : row.blockers > 0 ? null : row.reviewed
        ? <Tone tone="lime" icon={IconSignature}>{t('row.reviewed')}</Tone>
        : <Tone tone="green" icon={IconCircleCheck}>{t('row.ready')}</Tone>}
    </span>
  );
}
