/** Actions: what is to be done, by whom, until when, and whether it helped. */
import { IconCheck, IconEye, IconPencil, IconPlus, IconX } from '@tabler/icons-react';
import type { ActionChange, ActionView, DeviationView } from '@/api';
import { FormDialog, Panel, TimeText, Tone, useCan, useTexts, useWord } from '@/shared';
import { IconBan, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import classes from './Deviations.module.css';
import { ChangeForm, CheckForm, DoForm, PlanForm, WithdrawForm } from './forms';
import { DueText } from './words';

export function Actions({ view, works }: { view: DeviationView; works: boolean }) {
  const t = useTexts('deviations');
  const id = view.row.deviation;
  return (
    <Panel
      title={t('actions')}
      aside={works ? (
        <FormDialog title={t('plan.title')} testId="deviation-plan" variant="default" icon={<IconPlus size={20} />}>{(done) => <PlanForm id={id} onDone={done} />}</FormDialog>
      ) : null}
    >
      {view.actions.length === 0 ? <p className={classes.quiet}>{t(view.row.stage === 'action' ? 'plan.wanted' : 'plan.none')}</p> : (
        <table className={classes.table} data-testid="deviation-actions">
          <thead><tr><th>{t('action.what')}</th><th>{t('action.responsible')}</th><th>{t('due')}</th><th>{t('action.done')}</th><th>{t('action.check')}</th></tr></thead>
          <tbody>
            {view.actions.map((action) => <Row key={action.key} id={id} action={action} works={works} wanted={view.wants_investigation} />)}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

interface RowProps {
  id: string;
  action: ActionView;
  works: boolean;
  wanted: boolean;
}

function Row({ id, action, works, wanted }: RowProps) {
  const t = useTexts('deviations');
  const word = useWord();
  const mayDo = useCan('report_deviation') && action.open;
  const { done } = action;
  return (
    <tr>
      <td>
        <strong>{word('ActionKind', action.kind)}</strong> {action.withdrawn ? <Tone tone="grey" icon={IconBan}>{t('withdraw.done')}</Tone> : null}
        <p className={classes.text}>{action.what}</p>
        {action.changes.map((change) => <Change key={`${change.note.at_ms} ${change.withdraws}`} change={change} />)}
        {works && action.open ? (
          <>
            <FormDialog title={t('change.title')} testId="deviation-change" variant="default" icon={<IconPencil size={20} />}>{(close) => <ChangeForm id={id} action={action} onDone={close} />}</FormDialog>{' '}
            <FormDialog title={t('withdraw.title')} testId="deviation-withdraw" variant="default" icon={<IconX size={20} />}>{(close) => <WithdrawForm id={id} action={action} onDone={close} />}</FormDialog>
          </>
        ) : null}
      </td>
      <td>{action.responsible}</td>
      <td><DueText day={action.due_on} overdue={action.overdue} /></td>
      <td>
        {done === null ? null : <p className={classes.text}>{done.text} <span className={classes.quiet}>{done.by} · <TimeText ms={done.at_ms} /></span></p>}
        {mayDo ? (
          <FormDialog title={t('do.title')} testId="deviation-do" variant="light" icon={<IconCheck size={20} />}>{(close) => <DoForm id={id} action={action} onDone={close} />}</FormDialog>
        ) : null}
      </td>
      <td>
        {action.checks.map((check) => (
          <p key={check.note.at_ms} className={classes.text}>
            <Tone tone={check.effective ? 'green' : 'red'} icon={check.effective ? IconCircleCheck : IconCircleX}>{t(check.effective ? 'check.effective' : 'check.not_effective')}</Tone>{' '}
            {check.note.text} <span className={classes.quiet}>{check.note.by} · <TimeText ms={check.note.at_ms} /></span>
          </p>
        ))}
        {done !== null && works && wanted && !action.effective ? (
          action.own ? <span className={classes.quiet}>{t('check.other')}</span> : (
            <FormDialog title={t('check.title')} testId="deviation-check" variant="light" icon={<IconEye size={20} />}>{(close) => <CheckForm id={id} action={action} onDone={close} />}</FormDialog>
          )
        ) : null}
        {!wanted && action.checks.length === 0 ? <span className={classes.quiet}>{t('check.not_wanted')}</span> : null}
      </td>
    </tr>
  );
}

/** What held until somebody changed it, or that it was withdrawn, and why. */
function Change({ change: { withdraws, responsible, due_on: day, note } }: { change: ActionChange }) {
  const t = useTexts('deviations');
  return (
    <p className={classes.text}>
      {withdraws ? t('withdraw.done') : t('change.until', { responsible, day })}: {note.text} <span className={classes.quiet}>{note.by} · <TimeText ms={note.at_ms} /></span>
    </p>
  );
}
