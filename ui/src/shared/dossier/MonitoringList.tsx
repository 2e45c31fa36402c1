/** What was found in rooms while runs went on: what stands in the way first, with each value that is not as it should be. */
import { Button, Collapse } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHourglass, IconReplace, IconWind, type Icon } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useCommandQuery, type MonitoredRunView, type MonitoringView, type RoomFindingView, type RoomStanding } from '@/api';
import { EmptyState, Loaded } from '../display/States';
import { TimeText } from '../display/TimeText';
import { Tone, type ToneName } from '../display/Tone';
import { useOpen } from '../hooks/useOpen';
import { formatDateTime, pick, useTexts, useWord } from '../i18n';
import classes from './MonitoringList.module.css';
import { RecordTable } from './RecordTable';
import { VerdictTone } from './VerdictTone';

export function UnitMonitoringList({ donation }: { donation: string }) {
  const query = useCommandQuery('environment.of_unit', { donation, din: null }, { keepPrevious: true });
  return <Loaded query={query}>{({ monitorings }) => <List monitorings={monitorings} />}</Loaded>;
}

export function RunMonitoringList({ run }: { run: string }) {
  const query = useCommandQuery('environment.of_run', { run, step: null }, { keepPrevious: true });
  return <Loaded query={query}>{({ monitorings }) => <List monitorings={monitorings} />}</Loaded>;
}

function List({ monitorings }: { monitorings: MonitoringView[] }) {
  const t = useTexts('dossier');
  const open = useOpen();
  if (monitorings.length === 0) return <EmptyState icon={IconWind} title={t('rooms.none')} hint={t('rooms.none_hint')} />;
  return (
    <div className={classes.list} data-testid="monitoring-list">
      {monitorings.map((one) => (
        <MonitoringCard
          key={`${one.room} ${one.station} ${one.seq}`}
          monitoring={one}
          actions={<Button size="xs" variant="default" leftSection={<IconWind size={18} />} onClick={() => open.screen('environment', one.room)} data-testid="monitoring-room">{t('rooms.open')}</Button>}
        />
      ))}
    </div>
  );
}

const LOOK: Record<RoomStanding, [ToneName, Icon]> = {
  clear: ['green', IconCircleCheck],
  plate_twice: ['red', IconAlertTriangle],
  exceeded: ['red', IconCircleX],
  plate_open: ['orange', IconHourglass],
  corrected: ['orange', IconAlertTriangle],
  fit: ['green', IconCircleCheck],
  unfit: ['red', IconCircleX],
};

export function StandingTone({ run }: { run: MonitoredRunView }) {
  const word = useWord();
  const [tone, icon] = LOOK[run.standing];
  return <span data-standing={run.standing}><Tone tone={tone} icon={icon}>{word('RoomStanding', run.standing)}{run.plate === '' ? '' : ` ${run.plate}`}</Tone></span>;
}

/** What could not be judged is said once, by the verdict at the head. */
const isQuiet = ({ verdict }: RoomFindingView) => verdict !== 'fail' && verdict !== 'warn';

export function MonitoringCard({ monitoring, actions }: { monitoring: MonitoringView; actions: ReactNode }) {
  const t = useTexts('dossier');
  const word = useWord();
  const [all, setAll] = useState(false);
  const { findings, plates, runs, verdict } = monitoring;
  const loud = findings.filter((finding) => !isQuiet(finding));
  const open = plates.filter(({ reads }) => reads.length === 0);
  const late = Math.abs(monitoring.entered_ms - monitoring.monitored_ms) > 60_000;
  return (
    <section className={classes.card} data-replaced={monitoring.replaced} data-testid="monitoring">
      <header className={classes.head}>
        <strong>{pick(monitoring)}</strong> <span className={classes.mono}>{monitoring.code}</span>
        <TimeText ms={monitoring.monitored_ms} />
        {verdict === null ? null : <VerdictTone verdict={verdict} />}
        <span className={classes.buttons}>{actions}</span>
      </header>
      <p className={classes.quiet}>
        {word('RoomGrade', monitoring.grade)} · {word('RoomState', monitoring.state)} · {monitoring.by}
        {late ? ` · ${t('rooms.entered', { when: formatDateTime(monitoring.entered_ms) })}` : ''}
        {monitoring.reason === null ? '' : ` · ${t('rooms.corrects', { reason: monitoring.reason })}`}
      </p>
      {monitoring.replaced ? <Tone tone="grey" icon={IconReplace}>{t('rooms.replaced')}</Tone> : null}
      {runs.map((run) => (
        <p key={run.run} className={classes.run} data-testid="monitoring-run">
          {t('rooms.run', { run: run.number })} {monitoring.replaced ? null : <StandingTone run={run} />}
          {run.former ? <span className={classes.quiet}>{t('rooms.former')}</span> : null}
          {run.assessment === null ? null : <span>{run.assessment.reason} ({run.assessment.by}, {formatDateTime(run.assessment.at_ms)})</span>}
        </p>
      ))}
      {open.length > 0 ? <p className={classes.quiet}>{t('rooms.open_plates', { plates: open.map(({ number, point }) => `${number} (${point})`).join(', ') })}</p> : null}
      <PlateReads monitoring={monitoring} />
      {loud.length > 0 ? <Findings findings={loud} /> : null}
      <FormerFindings monitoring={monitoring} />
      {findings.length > loud.length ? (
        <>
          <Button variant="subtle" size="xs" onClick={() => setAll(!all)} aria-expanded={all} data-testid="monitoring-all">{t(all ? 'rooms.less' : 'rooms.more', { count: findings.length - loud.length })}</Button>
          <Collapse expanded={all}><Findings findings={findings.filter(isQuiet)} /></Collapse>
        </>
      ) : null}
    </section>
  );
}

/** Every reading of every plate, those that another took the place of included. */
export function PlateReads({ monitoring }: { monitoring: MonitoringView }) {
  const t = useTexts('dossier');
  const former = monitoring.former_plates.map((plate) => ({ plate, gone: true }));
  const plates = [...monitoring.plates.map((plate) => ({ plate, gone: false })), ...former].filter(({ plate, gone }) => gone || plate.reads.length > 0);
  if (plates.length === 0) return null;
  return (
    <ul className={classes.quiet} data-testid="plate-reads">
      {plates.map(({ plate, gone }) => (
        <li key={plate.number}>
          {plate.number} ({plate.point}){gone ? ` · ${t('rooms.plate_gone')}` : ''}{plate.reads.length === 0 ? ` · ${t('rooms.plate_unread')}` : ''}
          {plate.reads.map((read) => {
            const said = [`${read.cfu} CFU`, read.organism, read.by, formatDateTime(read.read_ms), read.reason === null ? '' : t('rooms.corrects', { reason: read.reason }), read.replaced ? t('rooms.read_replaced') : ''];
            return <div key={`${read.entered_ms} ${read.cfu}`} data-replaced={read.replaced}>{said.filter(Boolean).join(' · ')}</div>;
          })}
        </li>
      ))}
    </ul>
  );
}

/** What exceeded an action limit before it was put right. */
export function FormerFindings({ monitoring }: { monitoring: MonitoringView }) {
  const t = useTexts('dossier');
  if (monitoring.former_findings.length === 0) return null;
  return (
    <div data-testid="former-findings">
      <p className={classes.quiet}>{t('rooms.former_findings')}</p>
      <Findings findings={monitoring.former_findings} />
    </div>
  );
}

function Findings({ findings }: { findings: RoomFindingView[] }) {
  const t = useTexts('dossier');
  const word = useWord();
  return (
    <RecordTable
      label={t('rooms.findings')}
      testId="room-finding"
      rows={findings}
      rowKey={({ point, quantity, plate, value, limit }) => `${point} ${quantity} ${plate} ${value} ${limit}`}
      none={t('rooms.none')}
      columns={[
        { key: 'verdict', title: t('column.verdict'), width: '8.5em', cell: ({ verdict }) => <VerdictTone verdict={verdict} /> },
        { key: 'point', title: t('rooms.point'), width: '16%', cell: ({ point, plate }) => (plate === null ? point : `${point} · ${plate}`) },
        { key: 'quantity', title: t('rooms.quantity'), width: '18%', cell: ({ quantity }) => word('RoomQuantity', quantity) },
        { key: 'value', title: t('column.value'), width: '14%', cell: ({ value }) => <strong>{value}</strong> },
        { key: 'limit', title: t('column.limit'), width: '18%', cell: ({ limit, level }) => (limit === '' ? '—' : `${limit} (${word('LimitLevel', level)})`) },
        { key: 'source', title: t('column.source'), cell: ({ source }) => <span className={classes.quiet}>{source || '—'}</span> },
      ]}
    />
  );
}
