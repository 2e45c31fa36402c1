/** Holds, open ones first; `action` offers what can be done about an open one. */
import { IconHandStop, IconLockOpen } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { HoldView } from '@/api/gen/commands';
import { TimeText } from '../display/TimeText';
import { Tone } from '../display/Tone';
import { useTexts } from '../i18n';
import { RecordTable } from './RecordTable';
import classes from './RecordTable.module.css';

export function HoldTable({ holds, action }: { holds: HoldView[]; action?: (hold: HoldView) => ReactNode }) {
  const t = useTexts('dossier');
  const reason = (code: string) => {
    const text = t(`holds.reason.${code}`);
    return text.startsWith('holds.') ? code : text;
  };
  return (
    <RecordTable
      label={t('column.reason')}
      testId="hold"
      rows={holds}
      rowKey={(hold, index) => hold.key || `${hold.reason} ${hold.note} ${index}`}
      none={t('holds.none')}
      look={(hold) => (hold.lifted_ms === null ? undefined : 'quiet')}
      columns={[
        {
          key: 'state',
          title: t('column.state'),
          width: '7.5em',
          cell: (h) => h.lifted_ms === null
            ? <Tone tone="red" icon={IconHandStop} solid>{t('holds.open')}</Tone>
            : <Tone tone="grey" icon={IconLockOpen}>{t('holds.lifted')}</Tone>,
        },
        { key: 'reason', title: t('column.reason'), cell: (h) => <>{reason(h.reason)}{h.note ? <><br /><span className={classes.quiet}>{h.note}</span></> : null}</> },
        { key: 'by', title: t('column.by'), cell: (h) => <>{h.by ?? t('holds.by_rule')}<br /><span className={classes.quiet}><TimeText ms={h.since_ms} /></span></> },
        {
          key: 'lifted',
          title: t('column.lifted'),
          cell: (h) => (h.lifted_ms === null ? (action?.(h) ?? '—') : <>{h.lifted_by}<br /><span className={classes.quiet}><TimeText ms={h.lifted_ms} /></span></>),
        },
      ]}
    />
  );
}
