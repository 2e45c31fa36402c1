/** After how long without work a session of this station locks. */
import { useAct } from '@/api';
import { ActForm, Buttons, FieldNumber, SubmitButton, useFields, useSession, useTexts } from '@/shared';
import classes from './Section.module.css';

export function IdleForm({ onDone }: { onDone: () => void }) {
  const t = useTexts('admin');
  const act = useAct('settings.set_idle');
  const { state } = useSession();
  const { values, bind } = useFields({ minutes: String(state.idle_minutes) });
  const minutes = /^\d{1,4}$/.test(values.minutes) ? Number(values.minutes) : 0;
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ minutes }, { onSuccess: onDone })}>
      <p className={classes.text}>{t('idle.text')}</p>
      <FieldNumber {...bind('minutes')} required autoFocus />
      <Buttons><SubmitButton command="settings.set_idle" act={act}>{t('idle.save')}</SubmitButton></Buttons>
    </ActForm>
  );
}
