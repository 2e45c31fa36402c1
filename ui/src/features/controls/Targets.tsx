/** Target values of lots and levels: brought in by one person, approved by another. */
import { Button } from '@mantine/core';
import { IconCheck, IconCircleCheck, IconHourglass, IconPlayerStop, IconX } from '@tabler/icons-react';
import { useAct, useCommandQuery, type ControlView, type TargetView } from '@/api';
import { ActForm, Buttons, EmptyState, FieldLongText, FormDialog, Loaded, Panel, SubmitButton, TimeText, Tone, useCan, useFields, useTexts, useWord } from '@/shared';
import classes from './Controls.module.css';
import { TargetForm } from './forms';

export function Targets({ view }: { view: ControlView }) {
  const t = useTexts('controls');
  const word = useWord();
  const brings = useCan('report_result');
  const approves = useCan('approve_procedure');
  return (
    <Panel
      title={t('target.title')}
      aside={brings ? <FormDialog title={t('target.add')} testId="control-target" variant="default" size="xl">{(close) => <AddTarget view={view} onDone={close} />}</FormDialog> : null}
    >
      {view.targets.length === 0 ? <EmptyState title={t('target.none')} /> : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('target.title')}>
          <table className={classes.table} data-testid="control-targets">
            <thead><tr><th>{t('lot')}</th><th>{t('level')}</th><th>{t('target.mean_sd')}</th><th>{t('target.source')}</th><th>{t('target.specimen')}</th><th>{t('target.by')}</th><th>{t('target.standing')}</th></tr></thead>
            <tbody>
              {view.targets.map((target) => (
                <tr key={`${target.station} ${target.seq}`}>
                  <td className={classes.mono}>{target.lot}</td><td>{word('ControlLevel', target.level)}</td><td>{target.mean} ± {target.sd} {target.unit}</td>
                  <td>{word('TargetSource', target.source)}{target.values === null ? null : ` (n = ${target.values})`}<br /><span className={classes.quiet}>{target.reference}</span></td>
                  <td className={classes.mono}>{target.specimen || '—'} {target.reported_code}</td>
                  <td>{target.proposed_by} <TimeText ms={target.proposed_ms} /></td>
                  <td><Standing target={target} />{target.approved === null && approves ? <Settle view={view} target={target} /> : null}{target.in_force && approves ? <End view={view} target={target} /> : null}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function AddTarget({ view, onDone }: { view: ControlView; onDone: () => void }) {
  const list = useCommandQuery('control.list', {});
  return <Loaded query={list}>{(data) => <TargetForm list={data} of={view} onDone={onDone} />}</Loaded>;
}

function Standing({ target }: { target: TargetView }) {
  const t = useTexts('controls');
  if (target.approved === null) return <Tone tone="orange" icon={IconHourglass}>{t('target.waits')}</Tone>;
  const who = <span className={classes.quiet}>{target.settled_by} {target.note}</span>;
  if (!target.approved) return <><Tone tone="red" icon={IconX}>{t('target.refused')}</Tone> {who}</>;
  if (target.ended_ms !== null) return <><Tone tone="grey" icon={IconPlayerStop}>{t('target.ended')}</Tone> <span className={classes.quiet}>{target.ended_by} <TimeText ms={target.ended_ms} /> {target.ended_reason}</span></>;
  return <><Tone tone={target.in_force ? 'green' : 'grey'} icon={IconCircleCheck}>{t(target.in_force ? 'target.in_force' : 'target.replaced')}</Tone> {who}</>;
}

function Settle({ view: { row }, target }: { view: ControlView; target: TargetView }) {
  const t = useTexts('controls');
  return (
    <FormDialog title={t('target.decide')} testId="control-settle" variant="default" icon={<IconCheck size={18} />}>
      {(close) => <SettleForm test={row.test} device={row.device} target={target} onDone={close} />}
    </FormDialog>
  );
}

function SettleForm({ test, device, target, onDone }: { test: string; device: string; target: TargetView; onDone: () => void }) {
  const t = useTexts('controls');
  const word = useWord();
  const act = useAct('control.settle_target');
  const { values, bind } = useFields({ note: '' });
  const say = (approved: boolean) => act.mutate({ test, device, station: target.station, seq: target.seq, approved, ...values }, { onSuccess: onDone });
  return (
    <ActForm act={act} onSubmit={() => say(true)}>
      <p>{t('target.decide_text', { lot: target.lot, level: word('ControlLevel', target.level), mean: target.mean, sd: target.sd, unit: target.unit, reference: target.reference })}</p>
      <FieldLongText {...bind('note')} description={t('target.note_hint')} maxLength={500} />
      <Buttons>
        <Button variant="default" loading={act.isPending} onClick={() => say(false)} data-testid="control-refuse">{t('target.refuse')}</Button>
        <SubmitButton command="control.settle_target" act={act}>{t('target.approve')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}

function End({ view: { row }, target }: { view: ControlView; target: TargetView }) {
  const t = useTexts('controls');
  return (
    <FormDialog title={t('target.end')} testId="control-end" variant="default" icon={<IconPlayerStop size={18} />}>
      {(close) => <EndForm test={row.test} device={row.device} target={target} onDone={close} />}
    </FormDialog>
  );
}

function EndForm({ test, device, target, onDone }: { test: string; device: string; target: TargetView; onDone: () => void }) {
  const t = useTexts('controls');
  const word = useWord();
  const act = useAct('control.end_target');
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ test, device, station: target.station, seq: target.seq, ...values }, { onSuccess: onDone })}>
      <p>{t('target.end_text', { lot: target.lot, level: word('ControlLevel', target.level), device })}</p>
      <FieldLongText {...bind('reason')} required maxLength={500} />
      <Buttons><SubmitButton command="control.end_target" act={act}>{t('target.end_submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
