/** The units of a run: what is next for each, what stops it, and who left and why. */
import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheckFilled, IconDoorExit } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type RunUnitView, type RunView } from '@/api';
import { ActForm, Buttons, Din, FieldLongText, Panel, pick, ProblemAlert, ScanBlock, TimeText, Tone, useCan, useOpen, useTexts } from '@/shared';
import { present } from './run';
import classes from './Run.module.css';

interface Props {
  view: RunView;
  marked: string | null;
  /** Units scanned for the end of the run; none while it goes on. */
  accounted: string[] | null;
}

export function RunUnits({ view, marked, accounted }: Props) {
  const t = useTexts('bench');
  const open = useOpen();
  const can = useCan('record_step');
  const [leaving, setLeaving] = useState<RunUnitView | null>(null);
  const going = view.row.closed_ms === null;
  return (
    <Panel title={t('run.units', { count: present(view).length })}>
      <ul className={classes.units} data-testid="run-units">
        {view.units.map((unit, index) => (
          <li
            key={`${unit.unit.donation} ${index}`}
            data-left={unit.left_ms !== null}
            data-marked={unit.unit.donation === marked}
            data-blocked={unit.blocked_by !== null || unit.unaccounted}
            data-unaccounted={unit.unaccounted}
            data-testid={`row-${unit.unit.din ?? unit.unit.donation}`}
          >
            <div className={classes.unitHead}>
              <button type="button" className={classes.unitOpen} onClick={() => open.screen('bench', unit.unit.donation)}>
                <Din din={unit.unit.din} check={unit.unit.check_character} />
              </button>
              {accounted?.includes(unit.unit.donation) ? <IconCircleCheckFilled size={24} className={classes.here} aria-label={t('run.here')} /> : null}
              {(going || unit.unaccounted) && can && unit.left_ms === null ? (
                <ActionIcon size="lg" variant="subtle" onClick={() => setLeaving(unit)} aria-label={t('run.leave')} aria-haspopup="dialog" data-testid={`run-leave-${unit.unit.din}`}>
                  <IconDoorExit size={22} />
                </ActionIcon>
              ) : null}
            </div>
            <Told unit={unit} closed={!going} />
          </li>
        ))}
      </ul>
      {leaving ? <Leave run={view.row.run} unit={leaving} onClose={() => setLeaving(null)} /> : null}
    </Panel>
  );
}

function Told({ unit, closed }: { unit: RunUnitView; closed: boolean }) {
  const t = useTexts('bench');
  if (unit.left_ms !== null) {
    return (
      <div className={classes.told}>
        {t('run.left')} <TimeText ms={unit.left_ms} /> · {unit.left_by} · <strong>{unit.left_reason}</strong>
      </div>
    );
  }
  return (
    <>
      {unit.unaccounted ? (
        <>
          <Tone tone="red" icon={IconAlertTriangle}>{t('run.unaccounted')}</Tone>
          <p className={classes.told}>{t('run.unaccounted_hint')}</p>
        </>
      ) : null}
      {unit.blocked_by ? (
        <>
          <Tone tone="red" icon={IconAlertTriangle}>{t('run.stops')}</Tone>
          <ProblemAlert problem={unit.blocked_by} compact />
        </>
      ) : null}
      <div className={classes.told}>
        {closed ? null : unit.next_number === null ? t('run.nothing') : `${unit.next_number} ${pick({ zh: unit.next_zh, en: unit.next_en })}`}
        {unit.begun_ms === null ? null : <> · {t('timer.begun')} <TimeText ms={unit.begun_ms} /></>}
      </div>
    </>
  );
}

function Leave({ run, unit, onClose }: { run: string; unit: RunUnitView; onClose: () => void }) {
  const t = useTexts('bench');
  const act = useAct('run.leave');
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={onClose} title={t('run.leave_title', { din: unit.unit.din })} size="lg">
      <ScanBlock />
      <ActForm act={act} onSubmit={() => act.mutate({ run, donation: unit.unit.donation, reason }, { onSuccess: onClose })}>
        <FieldLongText name="reason" value={reason} onChange={setReason} description={t('run.leave_hint')} required maxLength={500} autoFocus />
        <Buttons>
          <Button variant="default" onClick={onClose} data-testid="run-leave-cancel">{t('run.stay')}</Button>
          <Button type="submit" color="caution" loading={act.isPending} data-testid="submit-run-leave">{t('run.leave')}</Button>
        </Buttons>
      </ActForm>
    </Modal>
  );
}
