/** Columns of the audit trail. */
import type { AuditRow } from '@/api';
import { Changes, ClockDoubts, duration, formatToSecond, pick, useTexts, type Column } from '@/shared';
import { KINDS, UNKNOWN_KIND } from './filters';
import classes from './Audit.module.css';

export function kindName(kind: string): string {
  const name = KINDS[kind];
  return name ? pick(name) : pick(UNKNOWN_KIND).replace('{kind}', kind);
}

export function useAuditColumns(): Column<AuditRow>[] {
  const t = useTexts('audit');
  return [
    { key: 'when', title: t('column.when'), width: '11.5rem', cell: (row) => <When row={row} /> },
    { key: 'what', title: t('column.what'), width: 'minmax(8rem, 1fr)', cell: (row) => <span className={classes.wrap}>{kindName(row.kind)}</span> },
    { key: 'subject', title: t('column.subject'), width: 'minmax(8.5rem, 1fr)', cell: (row) => <span className={row.donation ? classes.code : undefined}>{row.subject ?? '—'}</span> },
    { key: 'who', title: t('column.who'), width: 'minmax(6rem, 1fr)', cell: (row) => [row.operator, row.second].filter(Boolean).join(' + ') || t('nobody') },
    { key: 'where', title: t('column.where'), width: 'minmax(6rem, 1fr)', cell: (row) => <>{row.site_code}<br /><span className={classes.quiet}>{row.station_name}</span></> },
    { key: 'change', title: t('column.change'), width: 'minmax(15rem, 3.4fr)', cell: (row) => <div className={classes.clamped}><Change row={row} /></div> },
    { key: 'entry', title: t('column.entry'), width: '7.5rem', cell: (row) => <>#{row.seq}<br /><code className={classes.quiet}>{row.hash.slice(0, 10)}</code></> },
  ];
}

function When({ row }: { row: AuditRow }) {
  return (
    <>
      <time dateTime={new Date(row.at_ms).toISOString()}>{formatToSecond(row.at_ms)}</time>
      {row.doubts.length > 0 ? <><br /><ClockDoubts doubts={row.doubts.slice(0, 1)} /></> : null}
    </>
  );
}

/** How late; old and new value and reason; what a release was warned of. */
export function Change({ row }: { row: AuditRow }) {
  const t = useTexts('audit');
  const d = useTexts('dossier');
  const late = row.happened_ms === null ? null : row.at_ms - row.happened_ms;
  return (
    <div className={classes.change}>
      {late !== null && late > 60_000 && row.happened_ms !== null ? <span>{t('late', { moment: formatToSecond(row.happened_ms), by: duration(late, d) })}</span> : null}
      <Changes changes={row.changes} />
      {row.reason ? <span className={classes.reason}>{row.reason}</span> : null}
      {row.warnings.map((warning, index) => (
        <span key={warning.rule} className={classes.warning}>{row.warning_names[index] ? pick(row.warning_names[index]) : warning.rule} {warning.value}</span>
      ))}
    </div>
  );
}
