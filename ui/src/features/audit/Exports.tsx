/** The filtered list as a table file or as pages. */
import { Button } from '@mantine/core';
import { IconFileTypeCsv, IconFileTypePdf, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useAct, type AuditFilter, type AuditFormat } from '@/api';
import { formatNumber, ProblemAlert, useProgress, useTexts } from '@/shared';
import classes from './Audit.module.css';

export function ExportButtons({ run, pending }: { run: (format: AuditFormat) => void; pending: AuditFormat | null }) {
  const t = useTexts('audit');
  const at = useProgress('audit.export');
  const callOff = useAct('audit.call_off');
  return (
    <>
      {pending && at ? <span className={classes.quiet} role="status">{t('export.progress', { count: at.done, shown: formatNumber(at.done) })}</span> : null}
      {pending ? <Button variant="subtle" leftSection={<IconX size={20} />} loading={callOff.isPending} onClick={() => callOff.mutate({})} data-testid="audit-call_off">{t('export.call_off')}</Button> : null}
      <Button variant="default" leftSection={<IconFileTypeCsv size={20} />} loading={pending === 'csv'} disabled={pending === 'pdf'} onClick={() => run('csv')} data-testid="audit-export-csv">{t('export.csv')}</Button>
      <Button variant="default" leftSection={<IconFileTypePdf size={20} />} loading={pending === 'pdf'} disabled={pending === 'csv'} onClick={() => run('pdf')} data-testid="audit-export-pdf">{t('export.pdf')}</Button>
    </>
  );
}

/** The act and what to say of it. */
export function useExport(filter: AuditFilter) {
  const t = useTexts('audit');
  const act = useAct('audit.export');
  const { reset } = act;
  const asked = JSON.stringify(filter);
  // What was said of one export says nothing of another list.
  useEffect(() => reset(), [asked, reset]);
  const pending = act.isPending ? (act.variables?.format ?? null) : null;
  const said = act.error ? <ProblemAlert problem={act.error} /> : act.data && !act.isPending ? (
    <p className={classes.done} role="status" data-testid="audit-exported">
      {t('export.done', { count: act.data.rows, shown: formatNumber(act.data.rows) })} <code>{act.data.path}</code>
    </p>
  ) : null;
  return { pending, said, run: (format: AuditFormat) => act.mutate({ filter, format }) };
}
