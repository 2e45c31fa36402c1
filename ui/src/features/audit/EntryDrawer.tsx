/** One entry with all that is known of it: fields, clock evidence, place in the chain. */
import { Button, Drawer } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useCommandQuery, type AuditEntry, type AuditRow } from '@/api';
import { ClockDoubts, Facts, formatToSecond, formatUtc, Loaded, Panel, useOpen, useTexts } from '@/shared';
import { Change, kindName } from './useAuditColumns';
import classes from './Audit.module.css';

export function EntryDrawer({ row, onClose }: { row: AuditRow | null; onClose: () => void }) {
  return (
    <Drawer opened={row !== null} onClose={onClose} position="right" size="lg" title={row ? kindName(row.kind) : ''} data-testid="audit-entry">
      {row ? <Entry row={row} /> : null}
    </Drawer>
  );
}

function Entry({ row }: { row: AuditRow }) {
  const entry = useCommandQuery('audit.entry', { station: row.station, seq: row.seq });
  return <Loaded query={entry}>{(data) => <Parts entry={data} shown={row} />}</Loaded>;
}

function Parts({ entry, shown }: { entry: AuditEntry; shown: AuditRow }) {
  const t = useTexts('audit');
  const u = useTexts('unit');
  const open = useOpen();
  const { row } = entry;
  const name = (field: string) => {
    const text = u(`field.${field}`);
    return text === `field.${field}` ? field : text;
  };
  const seconds = (ms: number | null) => (ms === null ? t('entry.unknown') : `${(ms / 1000).toFixed(3)} s`);
  return (
    <>
      <Facts
        items={[
          [t('column.when'), <span key="w">{formatToSecond(row.at_ms)}<br /><span className={classes.quiet}>{formatUtc(row.at_ms)}</span></span>],
          [t('column.who'), [row.operator, row.second].filter(Boolean).join(' + ') || t('nobody')],
          [t('column.where'), `${row.site_code} · ${row.station_name}`],
          [t('column.subject'), row.subject],
          ...(shown.changes.length > 0 || shown.reason || shown.warnings.length > 0 || row.happened_ms !== null
            ? [[t('column.change'), <Change key="c" row={shown} />] as [string, React.ReactNode]] : []),
        ]}
      />
      {row.donation ? (
        <Button className={classes.open} variant="default" rightSection={<IconExternalLink size={18} />} onClick={() => row.donation && open.unit(row.donation)} data-testid="audit-open-unit">{t('entry.open_unit')}</Button>
      ) : null}
      <Panel title={t('entry.record')}>
        {entry.fields.length === 0 ? <p className={classes.quiet}>{t('entry.no_fields')}</p> : (
          <Facts items={entry.fields.map((field) => [name(field.name), <span key={field.name} className={classes.value}>{field.value}</span>])} />
        )}
        {entry.has_personal ? <p className={classes.quiet}>{t('entry.personal')}</p> : null}
      </Panel>
      <Panel title={t('entry.clock')} aside={<ClockDoubts doubts={row.doubts} />}>
        <Facts
          items={[
            [t('entry.monotonic'), entry.boot === null ? t('entry.stated') : seconds(entry.monotonic_ms)],
            [t('entry.boot'), <code key="b" className={classes.hash}>{entry.boot ?? '—'}</code>],
            [t('entry.offset'), seconds(entry.offset_ms)],
            [t('entry.offset_age'), seconds(entry.offset_age_ms)],
          ]}
        />
      </Panel>
      <Panel title={t('entry.chain')}>
        <Facts
          items={[
            [t('entry.seq'), `#${row.seq}`],
            [t('entry.hash'), <code key="h" className={classes.hash}>{entry.hash}</code>],
            [t('entry.previous'), <code key="p" className={classes.hash}>{entry.previous}</code>],
            [t('entry.body_hash'), <code key="y" className={classes.hash}>{entry.body_hash}</code>],
            [t('entry.kind'), <code key="k">{row.kind} v{entry.kind_version}</code>],
            [t('entry.rule_set'), entry.rule_set],
          ]}
        />
      </Panel>
    </>
  );
}
