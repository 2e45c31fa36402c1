/** Every monitoring of a room: what was found, its plates, and what it means for its runs, with what can be done about it. */
import { Button } from '@mantine/core';
import { IconFlag, IconPencil, IconReplace, IconSignature, IconWind } from '@tabler/icons-react';
import { useState } from 'react';
import type { MonitoredRunView, MonitoringView, RoomView } from '@/api';
import { EmptyState, MonitoringCard, noticeAt, Panel, Tone, useCan, useOpen, useTexts } from '@/shared';
import { AssessDialog } from './AssessDialog';
import classes from './Environment.module.css';
import { entryOf, keyOf, waiting } from './look';

/** Those that wait are all shown; of the others the latest. */
const SHOWN = 12;

export function Monitorings({ view }: { view: RoomView }) {
  const t = useTexts('environment');
  const [all, setAll] = useState(false);
  const [assessing, setAssessing] = useState<{ monitoring: MonitoringView; run: MonitoredRunView } | null>(null);
  const open = view.monitorings.filter((one) => waiting(one).length > 0);
  const others = view.monitorings.filter((one) => waiting(one).length === 0);
  const shown = [...open, ...(all ? others : others.slice(0, SHOWN))];
  return (
    <Panel title={t('monitorings')}>
      {shown.length === 0 ? <EmptyState icon={IconWind} title={t('monitorings_none')} hint={t('monitorings_none_hint')} /> : (
        <div className={classes.cards} data-testid="monitorings">
          {shown.map((one) => (
            <MonitoringCard key={keyOf(one)} monitoring={one} actions={<Actions view={view} monitoring={one} onAssess={(run) => setAssessing({ monitoring: one, run })} />} />
          ))}
        </div>
      )}
      {!all && others.length > SHOWN ? <Button variant="default" onClick={() => setAll(true)} data-testid="monitorings-all">{t('monitorings_all', { count: view.monitorings.length })}</Button> : null}
      {view.total > view.monitorings.length ? <p className={classes.quiet}>{t('monitorings_more', { shown: view.monitorings.length, total: view.total })}</p> : null}
      {assessing === null ? null : <AssessDialog view={view} {...assessing} onClose={() => setAssessing(null)} />}
    </Panel>
  );
}

interface ActionProps {
  view: RoomView;
  monitoring: MonitoringView;
  onAssess: (run: MonitoredRunView) => void;
}

function Actions({ view, monitoring, onAssess }: ActionProps) {
  const t = useTexts('environment');
  const open = useOpen();
  const reports = useCan('report_deviation');
  if (monitoring.replaced) return <Tone tone="grey" icon={IconReplace}>{t('replaced')}</Tone>;
  const said = monitoring.runs.filter(({ standing }) => standing !== 'clear');
  const exceeded = monitoring.findings.some(({ verdict }) => verdict === 'fail');
  return (
    <>
      {view.may_assess ? said.map((run) => (
        <Button key={run.run} size="sm" leftSection={<IconSignature size={18} />} disabled={monitoring.own} title={monitoring.own ? t('assess.own') : undefined} onClick={() => onAssess(run)} aria-haspopup="dialog" data-testid={`assess-${run.number}`}>
          {t('assess.act', { run: run.number })}
        </Button>
      )) : null}
      {view.may_assess && monitoring.own && said.length > 0 ? <span className={classes.quiet}>{t('assess.own')}</span> : null}
      {reports && exceeded ? (
        <Button size="sm" variant="default" leftSection={<IconFlag size={18} color="#b45309" />} onClick={() => noticeAt(monitoring)} data-testid="environment-deviation">{t('deviation')}</Button>
      ) : null}
      {view.may_monitor && !view.row.retired ? (
        <Button size="sm" variant="default" leftSection={<IconPencil size={18} />} onClick={() => open.screen('environment', entryOf(monitoring.room, monitoring))} data-testid="environment-correct">{t('correct.act')}</Button>
      ) : null}
    </>
  );
}

