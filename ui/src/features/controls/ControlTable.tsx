/** The figures behind the chart, the latest first; a control that breaks a rule has its cause, action and look back here. */
import { Button, Modal } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCircleCheck, IconHistory, IconPencil, IconTool } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type ControlPointView } from '@/api';
import { Din, EmptyState, formatDateTime, FormDialog, Loaded, StatusBadge, TimeText, Tone, useCan, useOpen, useTexts, useWord } from '@/shared';
import classes from './Controls.module.css';
import { CorrectForm, ExplainForm } from './forms';
import { keyOf, rulesText, type Place } from './look';

export function ControlTable({ place, points }: { place: Place; points: ControlPointView[] }) {
  const t = useTexts('controls');
  const word = useWord();
  const enters = useCan('enter_result');
  const corrects = useCan('report_result');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('points.title')}>
      <table className={classes.table} data-testid="control-table">
        <thead>
          <tr><th>{t('when')}</th><th>{t('level')}</th><th>{t('lot')}</th><th>{t('value')}</th><th>SD</th><th>{t('verdict')}</th><th>{t('by')}</th><th>{t('notes')}</th></tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={keyOf(point)} data-testid="control-point" data-rejected={point.rejected}>
              <td><TimeText ms={point.measured_ms} /></td>
              <td>{word('ControlLevel', point.level)}</td>
              <td className={classes.mono}>{point.lot}</td>
              <td>{point.value ?? '—'} {point.unit}</td>
              <td>{point.deviation ?? '—'}</td>
              <td><Verdict point={point} /></td>
              <td>{point.by || word('ControlEntry', point.entry)}</td>
              <td>
                {point.corrections.map((one) => <p key={one.at_ms} className={classes.note}>{t('corrected', { value: one.value ?? '—', reason: one.reason, by: one.by, when: formatDateTime(one.at_ms) })}</p>)}
                {point.explained.map((one) => <p key={one.at_ms} className={classes.note}><strong>{one.cause}</strong> → {one.action} ({one.by}, {formatDateTime(one.at_ms)})</p>)}
                <span className={classes.buttons}>
                  {enters && point.rules.length > 0 ? (
                    <FormDialog title={t('explain.title')} testId="control-explain" variant="default" icon={<IconTool size={18} />}>{(close) => <ExplainForm place={place} point={point} onDone={close} />}</FormDialog>
                  ) : null}
                  {point.rejected ? <LookBack place={place} point={point} /> : null}
                  {corrects ? (
                    <FormDialog title={t('correct.title')} testId="control-correct" variant="default" icon={<IconPencil size={18} />}>{(close) => <CorrectForm place={place} point={point} onDone={close} />}</FormDialog>
                  ) : null}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Verdict({ point }: { point: ControlPointView }) {
  const t = useTexts('controls');
  if (point.value === null) return <Tone tone="grey" icon={IconBan}>{t('not_measured')}</Tone>;
  if (point.rejected) return <Tone tone="red" icon={IconAlertTriangle}>{t('rejected')} {rulesText(point.rules)}</Tone>;
  if (point.rules.length > 0) return <Tone tone="orange" icon={IconAlertTriangle}>{t('warned')} {rulesText(point.rules)}</Tone>;
  return <Tone tone="green" icon={IconCircleCheck}>{t('accepted')}</Tone>;
}

function LookBack({ place, point }: { place: Place; point: ControlPointView }) {
  const t = useTexts('controls');
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconHistory size={18} />} onClick={() => setOpened(true)} aria-haspopup="dialog" data-testid="control-look-back">{t('back_look.title')}</Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('back_look.title')} size="xl">{opened ? <Results place={place} point={point} /> : null}</Modal>
    </>
  );
}

function Results({ place: { test, device }, point }: { place: Place; point: ControlPointView }) {
  const t = useTexts('controls');
  const open = useOpen();
  const query = useCommandQuery('control.look_back', { test, device, station: point.station, seq: point.seq });
  return (
    <Loaded query={query}>
      {(found) => (
        <>
          <p>{t(found.from_accepted ? 'back_look.text' : 'back_look.first', { from: found.from_ms === null ? t('back_look.begin') : formatDateTime(found.from_ms), until: found.until_ms === null ? t('back_look.now') : formatDateTime(found.until_ms) })}</p>
          {found.rows.length === 0 ? <EmptyState title={t('back_look.none')} /> : (
            <table className={classes.table} data-testid="look-back">
              <thead><tr><th>{t('back_look.unit')}</th><th>{t('back_look.status')}</th><th>{t('value')}</th><th>{t('device')}</th><th>{t('when')}</th></tr></thead>
              <tbody>
                {found.rows.map((row) => (
                  <tr key={`${row.donation} ${row.at_ms}`}>
                    <td>{row.din === null ? <span className={classes.mono}>{row.donation.slice(0, 12)}</span> : <button type="button" className={classes.link} onClick={() => open.unit(row.donation)}><Din din={row.din} check={row.check_character} /></button>}</td>
                    <td>{row.status === null ? '—' : <StatusBadge status={row.status} />}</td>
                    <td>{row.value} {row.unit}</td><td>{row.device ?? t('back_look.no_device')}</td><td><TimeText ms={row.at_ms} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {found.more ? <p className={classes.quiet}>{t('back_look.more', { count: found.rows.length })}</p> : null}
        </>
      )}
    </Loaded>
  );
}
